//! The parts of a block as values that its template can show.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::Value;

use super::{Page, escaped};
use crate::expand::row_fill;
use crate::manifest::{Kind, PartKind};
use crate::parts::{Expanded, Markdown, PartValue, Piece, Section, Source, Table, Term};
use crate::vet::{Pieces, Where};

/// Renders the parts of one block, or of one variant of it.
pub(super) struct Show<'a, 'p> {
    pub(super) page: &'p mut dyn Page,
    pub(super) block: &'a Expanded,
    pub(super) kind: &'a Kind,
    pub(super) id: &'a str,
    pub(super) table: Option<&'a Table>,
    pub(super) row: Option<usize>,
    /// What the host made for the template, and ids it gave.
    pub(super) pieces: Pieces,
    pub(super) given: BTreeSet<String>,
}

impl Show<'_, '_> {
    pub(super) fn keep(&mut self, place: Where, html: String) -> Value {
        Value::from_safe_string(self.pieces.keep(place, html))
    }

    fn inline(&mut self, text: &str) -> Value {
        let html = self.page.inline(text);
        self.keep(Where::Content, html)
    }

    fn markdown(&mut self, markdown: &Markdown) -> Value {
        let html = self.html(markdown);
        self.keep(Where::Content, html)
    }

    fn fill(&self, text: &str) -> String {
        row_fill(self.table, self.row, text)
    }

    fn safe(&mut self, source: &Source, inline: bool) -> Value {
        let text = self.fill(&source.text);
        let html = if inline { self.page.inline(&text) } else { self.page.markdown(&text) };
        self.keep(Where::Content, html)
    }

    pub(super) fn html(&mut self, markdown: &Markdown) -> String {
        let mut out = String::new();
        for piece in &markdown.pieces {
            match piece {
                Piece::Text(source) => {
                    let text = self.fill(&source.text);
                    out.push_str(&self.page.markdown(&text));
                }
                Piece::Block(directive) => out.push_str(&self.page.block(directive)),
            }
        }
        out
    }

    /// Every part of the model: one that is not there is empty, so that templates can ask for it.
    pub(super) fn parts(&mut self) -> Value {
        let mut out: BTreeMap<&str, Value> = BTreeMap::new();
        let (block, kind) = (self.block, self.kind);
        for part in &kind.parts {
            let value = match block.parts.get(&part.name) {
                Some(PartValue::Markdown(markdown)) => self.markdown(markdown),
                Some(PartValue::Entries(entries)) => {
                    let mut list = Vec::new();
                    for (n, entry) in entries.iter().enumerate() {
                        let mut one: BTreeMap<&str, Value> = BTreeMap::new();
                        one.insert("key", Value::from(format!("{}.{n}", part.name)));
                        one.insert("simple", Value::from(entry.text.simple));
                        one.insert("html", self.safe(&entry.text, entry.text.simple));
                        one.insert("ticked", Value::from(entry.ticked == Some(true)));
                        one.insert(
                            "nested",
                            match &entry.nested {
                                Some(nested) => self.safe(nested, false),
                                None => Value::from(""),
                            },
                        );
                        list.push(Value::from(one));
                    }
                    Value::from(list)
                }
                Some(PartValue::Lines(lines)) => {
                    let mut list = Vec::new();
                    let plain = matches!(part.is, PartKind::Line { plain: true, .. });
                    for (n, line) in lines.iter().enumerate() {
                        let mut one: BTreeMap<&str, Value> = BTreeMap::new();
                        one.insert("key", Value::from(format!("{}.{n}", part.name)));
                        one.insert("text", Value::from(self.fill(&line.plain.value)));
                        if !plain {
                            one.insert("html", self.markdown(&line.text));
                        }
                        let when = line.argument.as_ref().map(|argument| self.fill(&argument.value));
                        one.insert("when", Value::from(when.unwrap_or_default()));
                        list.push(Value::from(one));
                    }
                    Value::from(list)
                }
                Some(PartValue::Table(table)) => self.table(table),
                Some(PartValue::Sections(sections)) => {
                    let list: Vec<Value> =
                        sections.iter().enumerate().map(|(n, section)| self.section(&part.name, n, section)).collect();
                    match part.is {
                        PartKind::Section { .. } => list.into_iter().next().unwrap_or_default(),
                        _ => Value::from(list),
                    }
                }
                Some(PartValue::Definitions(definitions)) => {
                    let mut list = Vec::new();
                    for entry in definitions {
                        let mut one: BTreeMap<&str, Value> = BTreeMap::new();
                        let id = Term::id_of(&entry.term.value);
                        self.given.insert(escaped(&id));
                        one.insert("id", Value::from(id));
                        one.insert("text", Value::from(entry.term.value.as_str()));
                        one.insert("term", self.inline(&entry.term.value));
                        one.insert("html", self.safe(&entry.meaning, false));
                        list.push(Value::from(one));
                    }
                    Value::from(list)
                }
                None => match part.is {
                    PartKind::Text | PartKind::Blocks { .. } => Value::from_safe_string(String::new()),
                    PartKind::Section { .. } | PartKind::Table => Value::from(()),
                    _ => Value::from(Vec::<Value>::new()),
                },
            };
            out.insert(&part.name, value);
        }
        Value::from(out)
    }

    fn section(&mut self, part: &str, n: usize, section: &Section) -> Value {
        let mut one: BTreeMap<&str, Value> = BTreeMap::new();
        one.insert("id", Value::from(format!("{}--{part}-{}", self.id, n + 1)));
        one.insert("title", self.inline(&section.title.value));
        one.insert("html", self.markdown(&section.body));
        one.insert(
            "table",
            match &section.table {
                Some(table) => self.table(table),
                None => Value::from(()),
            },
        );
        Value::from(one)
    }

    fn table(&mut self, table: &Table) -> Value {
        let mut cells = |row: &[wend_diagnostics::Spanned<String>]| -> Value {
            row.iter().map(|cell| self.inline(&cell.value)).collect()
        };
        let head = cells(&table.head);
        let rows: Vec<Value> = table.rows.iter().map(|row| cells(row)).collect();
        Value::from(BTreeMap::from([("head", head), ("rows", Value::from(rows))]))
    }
}
