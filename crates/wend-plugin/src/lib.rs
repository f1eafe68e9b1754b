//! What a block kind is, and how plugin code runs.
//!
//! A plugin is a folder: `plugin.toml` says which kinds of `:::` blocks it adds and how their bodies are cut into
//! parts; templates and scripts do the rest. The built-in kinds (in `plugins/`) are plugins like any other: nothing in
//! this crate knows what a question is.
//!
//! A block goes this way:
//!
//! 1. [`manifest`]: `plugin.toml` as plain values; a [`Registry`] holds all kinds there are.
//! 2. [`mod@expand`]: a directive becomes an [`Expanded`]: attributes checked, body cut into [`parts`], items made.
//! 3. [`mod@check`]: the author's own answers are graded by the plugin's scripts.
//! 4. [`mod@render`]: the parts become HTML by the plugin's template.
//!
//! [`mod@open`] says what of it may be read before an answer: for pages as plain Markdown.
//!
//! Scripts run in [`js`], in a sandbox with counted limits. Everything here is a function of its arguments: no files,
//! no clock, no order in which threads finish.

mod cache;
pub mod check;
mod cut;
pub mod expand;
mod fill;
pub mod folder;
mod harmless;
pub mod js;
pub mod library;
pub mod manifest;
mod markup;
pub mod open;
pub mod parts;
mod place;
pub mod preview;
pub mod registry;
pub mod render;
pub mod style;
mod templates;
mod vet;
pub mod words;

pub use check::check;
pub use expand::{document, expand};
pub use folder::{File, Folder, Origin};
pub use library::{Library, libraries, library, library_texts};
pub use manifest::{Hidden, Kind, Manifest, Text, Texts, Yield};
pub use open::{Open, open};
pub use parts::{Expanded, Item, Made, RefKind, Reference, Term};
pub use registry::{Plugin, Registry};
pub use render::{Args, BlockCtx, Page, Translate, own_texts, render, render_plain};
pub use words::{Words, words};
