//! Where text is and what is wrong with it.
//!
//! A problem is a value, from the stage that finds it to the person who reads it:
//!
//! 1. [`source`]: files and byte spans, and the line and column a person counts in.
//! 2. [`codes`]: what can be wrong at all; one page for `wend explain` each.
//! 3. [`diagnostic`]: one finding: message, places, helps, a fix.
//! 4. [`suggest`](mod@suggest): "did you mean".
//! 5. [`render`]: the same findings for a terminal, a program, a forge, a browser.
//!
//! Nothing here prints; renderers return text.

pub mod codes;
pub mod diagnostic;
pub mod render;
pub mod source;
pub mod suggest;

pub use codes::{CodeInfo, Severity};
pub use diagnostic::{Diagnostic, Edit, Fix, Label, sort};
pub use source::{FileId, LineCol, Sources, Span, Spanned};
pub use suggest::suggest;
