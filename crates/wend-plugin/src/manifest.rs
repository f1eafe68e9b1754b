//! `plugin.toml`: what a plugin adds to the lesson language, as plain values.
//!
//! [`read`] turns the file's text into a [`Manifest`]; every key it doesn't know is an error with a suggestion. The
//! heart of a [`Kind`] is its **content model**: the [`Part`]s its body is cut into by [`mod@crate::expand`].

use std::collections::BTreeMap;

use serde_json::Value;
use wend_diagnostics::{Span, Spanned};

use crate::js::Limits;

mod read;

pub use read::read;
pub(crate) use read::read_strings;

/// The interface version this crate speaks.
pub const API: i64 = 1;

/// A plugin's description of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifest {
    /// Its name: lower-case letters, digits and hyphens; the folder's name.
    pub name: String,
    /// Its own version, free text.
    pub version: String,
    /// What it is for, one sentence.
    pub doc: String,
    /// Where its name stands.
    pub name_span: Span,
    /// The block kinds it adds, by name.
    pub kinds: Vec<Kind>,
    /// What its scripts may use.
    pub limits: Limits,
    /// Files of its folder that the site gets, to be shown by its templates.
    pub assets: Vec<Spanned<String>>,
    /// The curriculum's files that its `source.js` reads.
    pub source: Option<SourceRule>,
    /// Its texts: language → dotted key → text. Keys start with the plugin's name on the page (`question.check`).
    pub strings: BTreeMap<String, Texts>,
}

/// Texts by their dotted keys.
pub type Texts = BTreeMap<String, Text>;

/// Which files of a curriculum a plugin's `source.js` says what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRule {
    /// Patterns of paths: `*` stands for anything but a slash, `**` for anything.
    pub files: Vec<String>,
    /// Paths of files that every call may see: what data files hold, the text of others.
    pub reads: Vec<String>,
    /// Patterns of other files whose paths, and no more, every call is told.
    pub sees: Vec<String>,
    /// Patterns of files that are no lessons, though they would be without the plugin.
    pub skips: Vec<String>,
}

/// What answering a block of a kind leaves in the learner's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Yield {
    /// Evidence about an objective: its items count.
    Evidence,
    /// A text that stays with the learner.
    Reflection,
    /// A piece of work, perhaps with a score by a rubric.
    Product,
}

impl Yield {
    /// Its word in manifests and records.
    pub fn word(self) -> &'static str {
        match self {
            Yield::Evidence => "evidence",
            Yield::Reflection => "reflection",
            Yield::Product => "product",
        }
    }
}

/// A text people read: `{name}` marks places for arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// One form.
    One(String),
    /// One form for each CLDR plural class of the argument `n`; `other` is always there.
    Plural(BTreeMap<String, String>),
}

/// Whether a block of this kind has a label (`::: question beats-1`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelRule {
    /// It has none; one is an error.
    None,
    /// It may have one.
    Optional,
    /// It should: records are kept by it. A block without one gets a note with a fix.
    Wanted,
}

/// One block kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Kind {
    /// The word after the colons.
    pub name: String,
    /// What it is for, one or two sentences.
    pub doc: String,
    /// Whether it has a label.
    pub label: LabelRule,
    /// Where its name stands in the manifest.
    pub name_span: Span,
    /// What answering it leaves in the learner's record; nothing, where empty.
    pub yields: Vec<Yield>,
    /// Kinds it must stand in; `page` is the page itself. `None`: anywhere.
    pub inside: Option<Vec<String>>,
    /// Kinds that may stand in it. `None`: any.
    pub holds: Option<Vec<String>>,
    /// How many headings and blocks its links may lead back on the page. `None`: as far as they like.
    pub back: Option<u32>,
    /// Whether it is for two or more, so that a lesson that has it is, too.
    pub together: bool,
    /// Whether what stands in it is shown only when asked for: help, a solution.
    pub hidden: bool,
    /// Its attributes, by name.
    pub attributes: Vec<Attribute>,
    /// Its content model, by name.
    pub parts: Vec<Part>,
    /// A `text` part that says what the block's label means: the block defines a term.
    pub term: Option<String>,
    /// How its parts make items; `None`: it has none.
    pub item: Option<ItemModel>,
    /// The template's file name.
    pub template: String,
    /// The template of what is printed in its place.
    pub print: Option<String>,
    /// The template of what is shown in addition where scripts do not run.
    pub noscript: Option<String>,
}

impl Kind {
    /// Whether its items yield evidence about an objective.
    pub fn evidence(&self) -> bool {
        self.yields.contains(&Yield::Evidence)
    }

    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The part of this name.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }
}

/// An attribute in the braces of an opener.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub doc: String,
    /// What may be written.
    pub of: Type,
    /// Its value where it is not written; `null` without one.
    pub default: Value,
    /// Whether it must be written.
    pub required: bool,
}

/// What an attribute may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Any text.
    Text,
    /// A whole number, `3`.
    Integer,
    /// A number, `0.5`.
    Number,
    /// `true`, `false`, or the bare name for true.
    Boolean,
    /// One of these words.
    Choice(Vec<String>),
    /// The id of an objective; the compiler checks that it is there.
    Objective,
    /// The id of a lesson; the compiler checks that it is there.
    Lesson,
}

impl Type {
    /// What to say it is, with an article.
    pub fn describe(&self) -> String {
        match self {
            Type::Text => "text".into(),
            Type::Integer => "a whole number".into(),
            Type::Number => "a number".into(),
            Type::Boolean => "`true` or `false`".into(),
            Type::Choice(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                format!("one of {}", words.join(", "))
            }
            Type::Objective => "the id of an objective".into(),
            Type::Lesson => "the id of a lesson".into(),
        }
    }
}

/// A named part of a block's body.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its name in templates and specs.
    pub name: String,
    /// What it is for.
    pub doc: String,
    /// How it is found.
    pub is: PartKind,
    /// Whether it is shown only when asked for, or when the block was answered.
    pub hidden: Hidden,
    /// Whether it must be there.
    pub required: bool,
    /// Least number of entries (options, rows, list items, sections), where there are any.
    pub min: usize,
}

/// Whether a part is shown only when asked for: it gives away what the learner is to find out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Hidden {
    /// It is seen.
    #[default]
    No,
    /// It is hidden.
    Yes,
    /// It is where this attribute is given.
    With(String),
}

/// How a part is found in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartKind {
    /// Markdown that no other part claims; of two such parts the second takes what stands after the others.
    Text,
    /// A task list: every item an entry, its nested list the feedback.
    Tasks,
    /// A list without boxes: every item an entry, what is nested in it apart.
    List,
    /// Lines `Key: text` or `Key argument: text`.
    Line {
        /// The word before the colon.
        key: String,
        /// Whether an argument stands between key and colon.
        argument: bool,
        /// Whether there may be more than one.
        many: bool,
        /// Whether the text is a plain value (an answer's key) and not Markdown; it goes into the spec as it is.
        plain: bool,
    },
    /// A table.
    Table,
    /// A section under a heading of this text.
    Section {
        /// Headings that start it, letter case apart; the first is the usual one.
        headings: Vec<String>,
        /// Whether its table is wanted as rows.
        table: bool,
    },
    /// All sections that no other part claims.
    Sections,
    /// Nested blocks of these kinds.
    Blocks {
        /// The kinds.
        kinds: Vec<String>,
    },
    /// A definition list: terms and what they mean.
    Definitions,
}

/// Which parts make items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemModel {
    /// A `tasks` part whose entries are the options to choose from.
    pub options: Option<String>,
    /// A `line` part; an item that has it is typed in.
    pub typed: Option<String>,
    /// A `table` part whose rows are items of their own; `{column}` stands for the row's value everywhere else.
    pub rows: Option<String>,
}
