//! Link definitions and footnotes of a whole file, so that one in any slice serves all.

use std::collections::BTreeMap;

use wend_diagnostics::Span;

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
    pub(crate) links: BTreeMap<String, Definition>,
    pub(crate) footnotes: BTreeMap<String, Span>,
}

impl Refs {
    /// The definition for a link label, compared as CommonMark says: case and runs of space apart.
    pub fn link(&self, label: &str) -> Option<&Definition> {
        self.links.get(&fold(label))
    }

    /// Where a footnote is defined.
    pub fn footnote(&self, label: &str) -> Option<Span> {
        self.footnotes.get(&fold(label)).copied()
    }
}

/// A label as it is compared.
pub(crate) fn fold(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    for word in label.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&word.to_lowercase());
    }
    out
}
