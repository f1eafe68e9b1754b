//! Link definitions and footnotes of a whole file, so that one in any slice serves all.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Parser, Tag};
use wend_diagnostics::{Diagnostic, Span, codes};

use crate::events::OPTIONS;
use crate::tree::Parsed;

/// What `[label]: dest "title"` defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Where it leads, as written.
    pub dest: String,
    /// Its title, or empty.
    pub title: String,
    /// Where it is defined.
    pub span: Span,
}

/// Link definitions and footnotes of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refs {
    links: BTreeMap<String, Definition>,
    footnotes: BTreeMap<String, Span>,
}

impl Refs {
    /// The definition for a link label, compared as CommonMark says: case and runs of space apart.
    pub fn link(&self, label: &str) -> Option<&Definition> {
        if self.links.is_empty() { None } else { self.links.get(&fold(label)) }
    }

    /// Where a footnote is defined.
    pub fn footnote(&self, label: &str) -> Option<Span> {
        if self.footnotes.is_empty() { None } else { self.footnotes.get(&fold(label)).copied() }
    }

    /// Whether the file has footnotes.
    pub fn has_footnotes(&self) -> bool {
        !self.footnotes.is_empty()
    }
}

/// A label as it is compared.
pub(crate) fn fold(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    for word in label.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        // Upper case first: ẞ, ß and SS fold together, as the CommonMark reference has it.
        out.extend(word.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase));
    }
    out
}

/// Collects what all slices define; the first of two definitions counts.
pub(crate) fn collect(text: &str, parsed: &Parsed, found: &mut Vec<Diagnostic>) -> Refs {
    let mut refs = Refs::default();
    for span in parsed.slices() {
        let slice = span.text(text);
        // Nothing is a definition without these two signs; most slices have none.
        if !slice.contains("]:") {
            continue;
        }
        let place = |range: std::ops::Range<usize>| {
            let start = span.start as usize;
            Span::new(span.file, start + range.start..start + range.end)
        };
        let parser = Parser::new_ext(slice, OPTIONS);
        let mut links: Vec<_> = parser.reference_definitions().iter().collect();
        links.sort_by_key(|(_, definition)| definition.span.start);
        for (label, definition) in links {
            let span = place(definition.span.clone());
            match refs.links.entry(fold(label)) {
                std::collections::btree_map::Entry::Occupied(first) => {
                    found.push(twice(text, label, span, first.get().span));
                }
                std::collections::btree_map::Entry::Vacant(entry) => {
                    let title = definition.title.as_deref().unwrap_or("").to_owned();
                    entry.insert(Definition { dest: definition.dest.to_string(), title, span });
                }
            }
        }
        if !slice.contains("[^") {
            continue;
        }
        for (event, range) in parser.into_offset_iter() {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                let span = place(range);
                if let Some(first) = refs.footnotes.get(&fold(&label)) {
                    found.push(twice(text, &format!("^{label}"), span, *first));
                } else {
                    refs.footnotes.insert(fold(&label), span);
                }
            }
        }
    }
    refs
}

fn twice(text: &str, label: &str, second: Span, first: Span) -> Diagnostic {
    // A footnote's definition goes on to the next block; its first line shows enough.
    let first_line = |span: Span| {
        let length = span.text(text).lines().next().map_or(0, str::len);
        Span { end: span.start + length as u32, ..span }
    };
    Diagnostic::new(&codes::markup::DUPLICATE_DEFINITION, format!("`[{label}]` is defined twice; the first counts"))
        .at(first_line(second))
        .label(first_line(first), "first defined here")
        .help("give one of them another label, or remove it")
}
