//! One lesson's text becomes a tree of blocks with spans, an outline, and HTML.
//!
//! 1. [`scan`]: lines → front matter, `:::` blocks and slices of Markdown between them. It knows
//!    code fences, comments and directive fences, and nothing else.
//!    What stands on the line that opens a block is read by [`scan::opener`].
//! 2. [`refs`]: link definitions and footnotes, collected over all slices.
//! 3. [`events`](mod@events): a slice as pulldown-cmark reads it, with places in the whole file.
//! 4. [`outline`](mod@outline): what the compiler keeps of a lesson: headings, links, pictures.
//! 5. [`html`]: slices and blocks as HTML; what it needs from outside it asks a [`Host`].
//!
//! Parsing never fails and never loses text: whatever can't be understood stays as Markdown, with a
//! diagnostic beside it. Everything is linear in the length of the text.

pub mod events;
pub mod html;
pub mod ids;
pub mod outline;
mod plain;
mod prose;
pub mod refs;
pub mod scan;
pub mod tree;

pub use events::{Events, OPTIONS, events, fragment_events};
pub use html::{Host, Image, Link, Renderer};
pub use outline::{Heading, ImageUse, LinkKind, LinkUse, Outline, outline};
pub use plain::plain;
pub use prose::prose;
pub use pulldown_cmark;
pub use refs::Refs;
pub use scan::{parse, parse_again, parse_body};
pub use tree::{Attr, Block, Directive, Front, FrontKind, Parsed};
