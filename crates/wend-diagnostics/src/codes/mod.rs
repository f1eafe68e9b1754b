//! Everything that can be wrong: one line a code, in the file of its group, and one page a code in
//! `codes/<group>/<name>.md`, which `wend explain` prints.
//!
//! To add a code: add a line to the group's file, write the page (what it does, why it is bad, an
//! example, what to use instead). The tests of this crate hold both together.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site can't be right; the run fails.
    Error,
    /// Likely a mistake; the site is built.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word people read.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One kind of finding.
#[derive(Debug)]
pub struct CodeInfo {
    /// `group/name`; never reused for something else.
    pub code: &'static str,
    /// How bad it usually is.
    pub severity: Severity,
    /// One line: what it means.
    pub title: &'static str,
    /// The page of `wend explain`, Markdown.
    pub explain: &'static str,
}

impl PartialEq for CodeInfo {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}
impl Eq for CodeInfo {}

/// The codes of one group: a line each, `NAME = "name", Severity, "title";`.
macro_rules! group {
    ($group:literal; $($NAME:ident = $name:literal, $severity:ident, $title:literal;)*) => {
        $(
            #[doc = $title]
            pub static $NAME: $crate::codes::CodeInfo = $crate::codes::CodeInfo {
                code: concat!($group, "/", $name),
                severity: $crate::codes::Severity::$severity,
                title: $title,
                explain: include_str!(concat!(
                    env!("CARGO_MANIFEST_DIR"), "/codes/", $group, "/", $name, ".md"
                )),
            };
        )*
        /// Every code of the group.
        pub static ALL: &[&$crate::codes::CodeInfo] = &[$(&$NAME),*];
    };
}

pub mod config;
pub mod data;
pub mod front;
pub mod io;
pub mod item;
pub mod learner;
pub mod lesson;
pub mod link;
pub mod markup;
pub mod objective;
pub mod plugin;
pub mod site;

/// The groups, by name.
static GROUPS: &[&[&CodeInfo]] = &[
    config::ALL,
    data::ALL,
    front::ALL,
    io::ALL,
    item::ALL,
    learner::ALL,
    lesson::ALL,
    link::ALL,
    markup::ALL,
    objective::ALL,
    plugin::ALL,
    site::ALL,
];

/// Every code, group by group.
pub fn all() -> impl Iterator<Item = &'static CodeInfo> {
    GROUPS.iter().flat_map(|group| group.iter().copied())
}

/// The code of this name.
pub fn find(code: &str) -> Option<&'static CodeInfo> {
    all().find(|info| info.code == code)
}
