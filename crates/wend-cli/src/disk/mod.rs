//! The disk: the only place where the program reads and writes files.
//!
//! - [`world`]: a curriculum's folder as the compiler's `World`.
//! - [`emit`]: a site into its out folder, atomic and thrifty.
//! - [`manifest`]: what a built site says about itself.
//! - [`memory`]: what is remembered of earlier builds, outside of every curriculum.

pub(crate) mod emit;
pub(crate) mod manifest;
pub(crate) mod memory;
pub(crate) mod world;
