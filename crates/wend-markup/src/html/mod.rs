//! Slices and blocks as HTML.
//!
//! 1. [`Host`]: what rendering needs from outside: addresses, highlighting, maths, blocks, words.
//! 2. [`Renderer`]: one document: its heading ids, footnotes and options.
//! 3. `write`: events → HTML; `inline`: links and pictures; `block`: headings, tables, quotations.
//! 4. `footnotes`: numbers, back-links, the list at the end.
//! 5. [`escape`]: text, attributes, addresses.
//!
//! What comes out is valid HTML without style attributes, whatever goes in. Addresses with a scheme
//! other than http, https, mailto and tel don't come out.

mod block;
pub mod escape;
mod footnotes;
mod host;
mod inline;
mod renderer;
mod write;

pub use host::{Host, Image, Link};
pub use renderer::Renderer;
