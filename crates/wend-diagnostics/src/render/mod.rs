//! The same findings for different readers; each renderer returns text and prints nothing.
//!
//! - [`human()`]: a terminal: the source lines, marks under them, helps.
//! - [`summary()`]: a terminal, where there are too many: one line a kind.
//! - [`json()`]: a program: one JSON object a line.
//! - [`github()`]: a forge: annotations beside the changed lines.
//! - [`html()`]: the overlay that `wend serve` puts over a page.
//!
//! All of them bear any span: one that lies outside of its file, cuts a character or belongs to no
//! file is moved to the nearest place that exists.

pub mod github;
pub mod html;
pub mod human;
pub mod json;
mod place;
pub mod summary;

pub use github::github;
pub use html::html;
pub use human::human;
pub use json::json;
pub use summary::summary;
