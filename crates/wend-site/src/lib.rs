//! A compiled curriculum and a theme become the pages of a website.
//!
//! 1. [`theme`] holds templates, styles, strings and client modules.
//! 2. [`strings`] answers every text in every language.
//! 3. [`link_js`] makes one classic script of the theme's modules, [`css`] one style sheet of its styles.
//! 4. [`highlight`] paints code, [`math`] sets formulas, [`urls`] and [`escape`] write addresses and text.

pub mod css;
pub mod escape;
pub mod highlight;
pub mod link_js;
pub mod math;
pub mod strings;
pub mod theme;
pub mod urls;

pub use strings::Strings;
pub use theme::Theme;
