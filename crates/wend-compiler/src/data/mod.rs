//! TOML and YAML, read into one tree of values that knows where each of them stands.
//!
//! - [`toml`] and [`yaml`] parse; both give a [`Table`], so that front matter in either language has the same keys
//!   and the same diagnostics.
//! - `repair` finds the commonest slips where a parser gives up, so that each is one message and the rest is read.
//! - [`fields`] takes a table apart key by key, says what was expected where it finds something else, and reports the
//!   keys nobody asked for; [`words`] knows what those may have meant.

pub(crate) mod fields;
mod repair;
pub(crate) mod toml;
pub(crate) mod words;
pub(crate) mod yaml;

use serde_json::Value as Json;
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

impl Node {
    /// The plain value.
    pub(crate) fn to_json(&self) -> Json {
        match &self.data {
            Data::Null => Json::Null,
            Data::Bool(flag) => (*flag).into(),
            Data::Int(number) => (*number).into(),
            Data::Float(number) => (*number).into(),
            Data::String(text) | Data::Date(text) => text.as_str().into(),
            Data::List(list) => list.iter().map(Self::to_json).collect(),
            Data::Table(table) => table.to_json(),
        }
    }

    /// A plain value that came of this place.
    pub(crate) fn of_json(span: Span, value: Json) -> Self {
        let data = match value {
            Json::Null => Data::Null,
            Json::Bool(flag) => Data::Bool(flag),
            Json::Number(number) => match number.as_i64() {
                Some(whole) => Data::Int(whole),
                None => Data::Float(number.as_f64().unwrap_or_default()),
            },
            Json::String(text) => Data::String(text),
            Json::Array(list) => Data::List(list.into_iter().map(|one| Self::of_json(span, one)).collect()),
            Json::Object(map) => Data::Table(Table::of_json(span, map)),
        };
        Node { span, data }
    }
}

impl Table {
    /// The plain values.
    pub(crate) fn to_json(&self) -> Json {
        Json::Object(self.entries.iter().map(|(key, node)| (key.value.clone(), node.to_json())).collect())
    }

    /// Plain values that came of this place.
    pub(crate) fn of_json(span: Span, map: serde_json::Map<String, Json>) -> Self {
        let entry = |(key, value)| (Spanned { value: key, span }, Node::of_json(span, value));
        Table { entries: map.into_iter().map(entry).collect(), ..Table::default() }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&(Spanned<String>, Node)> {
        self.entries.iter().find(|(k, _)| k.value == key)
    }
}
