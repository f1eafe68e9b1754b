//! A compiled curriculum and a theme become the pages of a website.
//!
//! 1. [`theme`] holds templates, styles, strings and client modules.
//! 2. [`Site::plan`] lists the files of the site, in each language of its pages (`languages`); a [`SitePlan`] is one of them: it
//!    hashes and renders each file by itself, on any thread.
//!    `pages` has a file for each kind of page, [`context`] says what templates are given, `host` renders the author's
//!    text, `map` draws, `generated` makes what is no page, `booklet` a path for paper, `plain` pages as Markdown, `search` the index of
//!    all texts.
//! 3. [`strings`] answers every text in every language, [`reasons`] says why in words.
//! 4. [`link_js`] makes one classic script of the theme's modules, [`css`] one style sheet of its styles.
//! 5. [`highlight`] paints code, [`math`] sets formulas, [`urls`] writes addresses.

mod bank;
mod booklet;
pub mod context;
pub mod css;
mod desk;
mod frames;
mod generated;
pub mod highlight;
mod host;
mod languages;
mod learner;
pub mod link_js;
mod map;
pub mod math;
pub mod offline;
mod pages;
mod plain;
pub mod plan;
mod plugins;
pub mod reasons;
mod search;
mod shared;
mod site;
pub mod strings;
mod templates;
pub mod theme;
pub mod urls;

pub use booklet::Booklet;
pub use plan::{Gathered, Kind, Options, Planned, Rendered, SitePlan, plan, plan_again};
pub use site::Site;
pub use strings::Strings;
pub use theme::Theme;
