//! A block, cut into its named parts: the values that [`mod@crate::expand`] makes and [`mod@crate::render`] shows.

use std::collections::BTreeMap;

use serde_json::Value;
use wend_diagnostics::{Span, Spanned};
use wend_markup::Directive;

/// Scripts' blocks in scripts' blocks, at most.
pub(crate) const MOST_MADE: usize = 4;

/// A block of a lesson, understood. It holds its own text, so that the file's tree may be dropped.
#[derive(Debug, Clone, PartialEq)]
pub struct Expanded {
    /// The kind's name, as written.
    pub kind: String,
    /// Whether a plugin knows this kind; if not, the whole body is in [`Expanded::rest`].
    pub known: bool,
    /// The label: `::: question beats-1`.
    pub label: Option<Spanned<String>>,
    /// The id in braces: `{#id}`.
    pub id: Option<Spanned<String>>,
    /// The classes in braces.
    pub classes: Vec<String>,
    /// The whole block.
    pub span: Span,
    /// The line that opens it.
    pub opener: Span,
    /// Values of all attributes of the kind, defaults filled in; `null` where there is none.
    pub attributes: BTreeMap<String, Value>,
    /// The parts that are there, by name.
    pub parts: BTreeMap<String, PartValue>,
    /// What no part took; shown at the end, so that no text is lost.
    pub rest: Markdown,
    /// Its items, in order. With variants: one a row.
    pub items: Vec<Item>,
    /// What it refers to and someone must check.
    pub refs: Vec<Reference>,
    /// Terms it defines.
    pub terms: Vec<Term>,
    /// What the plugin's script made of it.
    pub made: Option<Box<Made>>,
    /// Whether the plugin's script broke a rule: the block is shown as it is written.
    pub failed: bool,
}

/// What a plugin's `expand.js` made of a block.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Made {
    /// For the template, as `data`: JSON.
    pub data: Option<Box<str>>,
    /// Markup, for the template or in its place.
    pub markup: Value,
    /// Markdown with blocks that stands in the block's place.
    pub blocks: Option<String>,
    /// Words by which the lesson should be found.
    pub search: String,
    /// Markdown that stands open in place of the parts, where these are the key: in what order they stand, what a gap holds.
    /// The parts are hidden then. Empty: the parts stand open.
    pub open: String,
}

impl Expanded {
    /// Says of all that others point to that it stands here: the block is in no file.
    pub(crate) fn moved_to(&mut self, at: Span) {
        self.span = at;
        self.opener = at;
        let ids = self.label.iter_mut().chain(&mut self.id);
        let refs = self.refs.iter_mut().map(|reference| &mut reference.to);
        let terms = self.terms.iter_mut().map(|term| &mut term.term);
        let items = self.items.iter_mut().flat_map(|item| item.objective.iter_mut().chain(&mut item.mixups));
        for one in ids.chain(refs).chain(terms).chain(items) {
            one.span = at;
        }
    }

    /// The Markdown that the plugin's script put in the block's place, where scripts made `depth` texts around it.
    /// Nothing where that is too deep: then the block is shown as its template does it.
    pub fn in_its_place(&self, depth: usize) -> Option<&str> {
        self.made.as_ref().filter(|_| depth < MOST_MADE)?.blocks.as_deref()
    }

    /// The id of the block on its page: its own, else its label, else made from its text.
    pub fn dom_id(&self) -> String {
        let from = match (&self.id, &self.label) {
            (Some(id), _) => &id.value,
            (None, Some(label)) => &label.value,
            (None, None) => return format!("{}-{}", self.kind, self.span.start),
        };
        from.chars().map(|c| if c.is_whitespace() || c == '"' || c == '\'' || c == '/' { '-' } else { c }).collect()
    }
}

/// One question or task that yields a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its label, `label/row` for a variant, else `~` and a hash of its text. The lesson's id goes before it.
    pub local_id: String,
    /// The objective it is about, where the block names one.
    pub objective: Option<Spanned<String>>,
    /// Whether the answer is typed and not chosen.
    pub typed: bool,
    /// How many options there are to choose from; 0 where there are none.
    pub options: u16,
    /// The mix-ups its wrong answers point to.
    pub mixups: Vec<Spanned<String>>,
    /// What `grade` gets as its second argument.
    pub spec: Value,
    /// Whether it yields evidence.
    pub evidence: bool,
    /// The row of the variants table that it is made from.
    pub row: Option<usize>,
}

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RefKind {
    /// An objective's id.
    Objective,
    /// A lesson's id.
    Lesson,
    /// A mix-up of one of the lesson's objectives.
    MixUp,
}

/// An id in a block that must exist somewhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What it leads to.
    pub kind: RefKind,
    /// The id as written.
    pub to: Spanned<String>,
}

/// A term and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The term.
    pub term: Spanned<String>,
    /// What it means, Markdown.
    pub meaning: String,
    /// Its id on the page.
    pub id: String,
}

impl Term {
    /// The id on the page of a term: `term-` and its letters and digits.
    pub fn id_of(term: &str) -> String {
        let mut out = String::from("term");
        for word in term.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            out.push('-');
            out.push_str(word);
        }
        out
    }
}

/// A part's value.
#[derive(Debug, Clone, PartialEq)]
pub enum PartValue {
    /// Of `text`, `blocks`.
    Markdown(Markdown),
    /// Of `tasks`, `list`.
    Entries(Vec<Entry>),
    /// Of `line`.
    Lines(Vec<Line>),
    /// Of `table`.
    Table(Table),
    /// Of `section`, `sections`.
    Sections(Vec<Section>),
    /// Of `definitions`.
    Definitions(Vec<Definition>),
}

/// Markdown with blocks in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Markdown {
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
}

impl Markdown {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Where it is, from the first piece to the last.
    pub fn span(&self) -> Option<Span> {
        Some(self.pieces.first()?.span().to(self.pieces.last()?.span()))
    }
}

/// A piece of [`Markdown`].
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Plain Markdown.
    Text(Source),
    /// A block.
    Block(Box<Directive>),
}

impl Piece {
    /// Where it is.
    pub fn span(&self) -> Span {
        match self {
            Piece::Text(source) => source.span,
            Piece::Block(directive) => directive.span,
        }
    }
}

/// Markdown taken from the file, with the indentation of its list item taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The Markdown.
    pub text: String,
    /// Where it was.
    pub span: Span,
    /// Whether it is one paragraph, so that it can stand inside of a line.
    pub simple: bool,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its number; `None` in a list without numbers.
    pub number: Option<u64>,
    /// Whether its box is ticked; `None` without a box.
    pub ticked: Option<bool>,
    /// Its text.
    pub text: Source,
    /// What is nested in it.
    pub nested: Option<Source>,
    /// The mix-up it points to.
    pub mixup: Option<Spanned<String>>,
    /// The whole item.
    pub span: Span,
}

/// A line `Key argument: text`.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The key word.
    pub key: Span,
    /// What stands between key and colon.
    pub argument: Option<Spanned<String>>,
    /// What comes after the colon, up to the next line with a key; for Markdown lines also paragraphs after it.
    pub text: Markdown,
    /// The same where the text is a plain value.
    pub plain: Spanned<String>,
    /// The mix-up it points to.
    pub mixup: Option<Spanned<String>>,
    /// The whole line.
    pub span: Span,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The cells of the head.
    pub head: Vec<Spanned<String>>,
    /// The rows; each as long as the head.
    pub rows: Vec<Vec<Spanned<String>>>,
    /// The whole table.
    pub span: Span,
}

/// A section under a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The heading's text as written.
    pub title: Spanned<String>,
    /// What is under it, without the table where that is wanted as rows.
    pub body: Markdown,
    /// Its table, where the model asks for it.
    pub table: Option<Table>,
}

/// An entry of a definition list.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// The term.
    pub term: Spanned<String>,
    /// What it means; more than one meaning is a paragraph each.
    pub meaning: Source,
}
