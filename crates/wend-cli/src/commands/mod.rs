//! One file a command: its arguments, and what it does. What several need stands in [`common`].

pub(crate) mod board;
pub(crate) mod build;
pub(crate) mod check;
mod class;
mod common;
mod dates;
pub(crate) mod explain;
mod gallery;
pub(crate) mod new;
pub(crate) mod path;
pub(crate) mod plugin;
pub(crate) mod reference;
pub(crate) mod serve;
mod simulate;
mod texts;
