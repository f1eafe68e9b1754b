//! A lesson or a file of items: front matter, outline, blocks.

use std::collections::BTreeSet;
use std::sync::Arc;

use wend_diagnostics::{Diagnostic, FileId, Severity, Span, Spanned, codes};
use wend_markup::{ImageUse, LinkUse, Outline, outline};
use wend_plugin::{Expanded, Made, RefKind, Registry, Words, words};

use super::front_matter;
use crate::data::Table;

/// What is kept of a page of Markdown.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// Headings, links, pictures, words.
    pub(crate) outline: Arc<Outline>,
    /// Items in the order of the text.
    pub(crate) items: Vec<SourceItem>,
    /// Kinds of blocks in use, sorted.
    pub(crate) kinds: Arc<[String]>,
    /// Whether one of them is for two or more.
    pub(crate) together: bool,
    /// Words it explains.
    pub(crate) terms: Vec<TermDef>,
    /// Questions and tasks, of a table of variants only a few rows.
    pub(crate) exercises: u32,
    /// Ids that its blocks name.
    pub(crate) refs: Vec<BlockRef>,
    /// A hash of all that other pages' links and lists depend on: headings, anchors, the first `#` heading.
    pub(crate) face: [u8; 32],
    /// Ids on the page that are not headings, sorted.
    pub(crate) anchors: Vec<Box<str>>,
    /// What it can be found by, where it has blocks.
    pub(crate) words: Option<Arc<Words>>,
}

/// An item as its block has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SourceItem {
    /// The label, or label/row, or, without a label, one made of its text.
    pub(crate) local_id: String,
    /// The kind of its block.
    pub(crate) kind: Arc<str>,
    /// The objective it names.
    pub(crate) objective: Option<Spanned<String>>,
    pub(crate) typed: bool,
    pub(crate) options: u16,
    pub(crate) mixups: Vec<Spanned<String>>,
    /// The line that opens its block.
    pub(crate) opener: Span,
}

/// A word that is explained.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TermDef {
    pub(crate) id: Spanned<String>,
    pub(crate) title: String,
    /// The id of the element that explains it.
    pub(crate) anchor: String,
}

/// An id in a block that must exist somewhere else.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BlockRef {
    pub(crate) kind: RefKind,
    pub(crate) to: Spanned<String>,
}

/// More rows of a table of variants than this add no minutes: nobody does them all at one sitting.
const ROWS_AT_ONCE: u32 = 3;

/// Reads a page; its front matter is given back as a table.
pub(super) fn read(file: FileId, text: &str, registry: &Registry, diagnostics: &mut Vec<Diagnostic>) -> (Page, Table) {
    let (parsed, found) = wend_markup::parse(file, text);
    diagnostics.extend(found);
    let front = parsed.front.map_or_else(Table::default, |front| {
        let inner = front.span.text(text);
        front_matter(file, front.kind, inner, front.span.start, diagnostics)
    });
    let outline = outline(text, &parsed);
    for footnote in &outline.unknown_footnotes {
        diagnostics.push(
            Diagnostic::new(&codes::markup::UNKNOWN_FOOTNOTE, format!("there is no footnote `{}`", footnote.value))
                .at(footnote.span)
                .help(format!("add a line that begins with [^{}]:", footnote.value)),
        );
    }
    let mut page = Page {
        outline: Arc::new(outline),
        items: Vec::new(),
        exercises: 0,
        kinds: Arc::new([]),
        together: false,
        terms: Vec::new(),
        refs: Vec::new(),
        face: [0; 32],
        anchors: Vec::new(),
        words: None,
    };
    let (blocks, mut found) = wend_plugin::document(registry, text, &parsed);
    page.words = (!blocks.is_empty()).then(|| Arc::new(words(registry, text, &parsed, &blocks)));
    let mut kinds = BTreeSet::new();
    let mut keys = Vec::new();
    for block in &blocks {
        let mut wrong = wend_plugin::check(registry, block);
        let keyless = |found: &Diagnostic| *found.code == codes::item::NO_RIGHT_ANSWER;
        // `Anser: 3` is the reason for the missing answer, and then no small matter.
        if wrong.iter().any(keyless)
            && let Some(line) = found.iter_mut().find(|line| misspelt_answer(line, block.opener, &blocks))
        {
            line.severity = Severity::Error;
            wrong.retain(|found| !keyless(found));
        }
        keys.extend(wrong);
    }
    diagnostics.extend(found);
    diagnostics.extend(keys);
    super::back::check(registry, &page.outline, &blocks, diagnostics);
    for block in blocks {
        page.anchors.push(block.dom_id().into());
        if block.known {
            kinds.insert(block.kind.clone());
            page.together |= registry.kind(&block.kind).is_some_and(|kind| kind.together);
        }
        if let Some(made) = &block.made {
            page.made(file, &block, made);
        }
        let items = block.items.iter().filter(|item| item.evidence).count();
        page.exercises += (items as u32).min(ROWS_AT_ONCE);
        page.take(block);
    }
    page.anchors.sort_unstable();
    page.anchors.dedup();
    page.face = face(&page);
    page.kinds = kinds.into_iter().collect();
    (page, front)
}

/// Whether a finding is about a line of this block that was meant to be its `Answer:`.
fn misspelt_answer(found: &Diagnostic, opener: Span, blocks: &[Expanded]) -> bool {
    let Some(at) = found.primary.as_ref().map(|label| label.span.start) else { return false };
    let next = blocks.iter().map(|block| block.opener.start).filter(|start| *start > opener.start).min();
    *found.code == codes::plugin::UNKNOWN_LINE
        && found.fix.as_ref().is_some_and(|fix| fix.edits.iter().any(|edit| edit.text == "Answer"))
        && at > opener.start
        && next.is_none_or(|next| at < next)
}

impl Page {
    /// Takes links, pictures and words of what a plugin's script made of a block; they stand where the block does.
    fn made(&mut self, file: FileId, block: &Expanded, made: &Made) {
        let Some(text) = &made.blocks else { return };
        let (parsed, _) = wend_markup::parse(file, text);
        let inner = wend_markup::outline(text, &parsed);
        let own = Arc::make_mut(&mut self.outline);
        own.links.extend(inner.links.into_iter().map(|link| LinkUse { span: block.opener, ..link }));
        own.images.extend(inner.images.into_iter().map(|image| ImageUse { span: block.opener, ..image }));
        own.html.extend(inner.html.iter().map(|_| block.opener));
        own.words += inner.words;
    }

    /// Keeps what is needed of a block.
    fn take(&mut self, expanded: Expanded) {
        let single = expanded.terms.len() == 1;
        for term in expanded.terms {
            let id = match (&expanded.label, single) {
                (Some(label), true) => label.clone(),
                _ => Spanned { value: slug(&term.term.value), span: term.term.span },
            };
            self.anchors.push(term.id.as_str().into());
            self.terms.push(TermDef { id, title: term.term.value, anchor: term.id });
        }
        for reference in expanded.refs {
            self.refs.push(BlockRef { kind: reference.kind, to: reference.to });
        }
        let kind: Arc<str> = expanded.kind.into();
        for item in expanded.items {
            if item.evidence {
                self.items.push(SourceItem {
                    local_id: item.local_id,
                    kind: Arc::clone(&kind),
                    objective: item.objective,
                    typed: item.typed,
                    options: item.options,
                    mixups: item.mixups,
                    opener: expanded.opener,
                });
            }
        }
    }

    /// Whether the two are the same in all that is told of them beyond places in the text, words and items: headings,
    /// anchors, links, pictures, terms, kinds of blocks.
    pub(crate) fn same_outside(&self, other: &Page) -> bool {
        let links = |page: &Self| -> Vec<_> { page.outline.links.iter().map(|l| (l.kind, l.dest.clone())).collect() };
        let images = |page: &Self| -> Vec<_> { page.outline.images.iter().map(|image| image.dest.clone()).collect() };
        let term = |def: &TermDef| (def.id.value.clone(), def.title.clone(), def.anchor.clone());
        self.face == other.face
            && self.kinds == other.kinds
            && self.anchors == other.anchors
            && links(self) == links(other)
            && images(self) == images(other)
            && self.terms.iter().map(term).eq(other.terms.iter().map(term))
    }

    /// Whether a link may lead to this id on the page.
    pub(crate) fn has_anchor(&self, id: &str) -> bool {
        self.anchors.binary_search_by(|known| known.as_ref().cmp(id)).is_ok()
            || self.outline.headings.iter().any(|heading| heading.id == id)
    }
}

fn face(page: &Page) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let mut text = |text: &str| {
        hasher.update(&(text.len() as u32).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    text(page.outline.h1.as_ref().map_or("", |title| &title.value));
    for heading in &page.outline.headings {
        text(&heading.id);
        text(&heading.text);
    }
    text("");
    page.anchors.iter().for_each(|anchor| text(anchor));
    *hasher.finalize().as_bytes()
}

/// A term's id from the term itself.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    while out.ends_with('-') {
        out.pop();
    }
    crate::ids::normal(&out)
}
