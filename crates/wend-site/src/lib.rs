//! A compiled curriculum and a theme become the pages of a website.
//!
//! 1. [`theme`] holds templates, styles, strings and client modules.
//! 2. [`strings`] answers every text in every language.
//! 3. [`link_js`] makes one classic script of the theme's modules.
//! 4. [`highlight`] paints code.

pub mod escape;
pub mod highlight;
pub mod link_js;
pub mod strings;
pub mod theme;

pub use strings::Strings;
pub use theme::Theme;
