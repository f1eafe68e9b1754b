//! TOML and YAML, read into one tree of values that knows where each of them stands.
//!
//! - [`toml`] and [`yaml`] parse; both give a [`Table`], so that front matter in either language has the same keys
//!   and the same diagnostics.
//! - `repair` finds the commonest slips where a parser gives up, so that each is one message and the rest is read.
//! - [`fields`] takes a table apart key by key, says what was expected where it finds something else, and reports the
//!   keys nobody asked for.

pub(crate) mod fields;
mod repair;
pub(crate) mod toml;
pub(crate) mod yaml;

use wend_diagnostics::{Span, Spanned};

/// Deeper nesting than this is refused: no format of ours needs it, and it protects the stack.
pub(crate) const MAX_DEPTH: usize = 64;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) data: Data,
}

/// What a value can be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Data {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    String(String),
    /// A date or time, as written.
    Date(String),
    List(Vec<Node>),
    Table(Table),
}

/// Keys and values in the order in which they were written; no key occurs twice.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    pub(crate) entries: Vec<(Spanned<String>, Node)>,
    /// Whether it is written in YAML: helps are worded by it.
    pub(crate) yaml: bool,
    /// Of a whole TOML file: the first part of the head of each table, `interest` of `[interest.music]`.
    pub(crate) heads: Vec<Spanned<String>>,
}

impl Data {
    /// The kind of value, with its article, as a message names it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Data::Null => "nothing",
            Data::Bool(_) => "true or false",
            Data::Int(_) | Data::Float(_) => "a number",
            Data::String(_) => "a text",
            Data::Date(_) => "a date",
            Data::List(_) => "a list",
            Data::Table(_) => "a table",
        }
    }
}

impl Table {
    pub(crate) fn get(&self, key: &str) -> Option<&(Spanned<String>, Node)> {
        self.entries.iter().find(|(k, _)| k.value == key)
    }
}
