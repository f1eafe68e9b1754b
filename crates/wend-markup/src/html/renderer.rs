//! One document being rendered.

use wend_diagnostics::Span;

use super::footnotes::Footnotes;
use super::host::Host;
use super::write::{Mode, Writer};
use crate::events::{events, fragment_events};
use crate::ids::Ids;
use crate::outline::{Outline, scope_of};
use crate::tree::{Block, Directive, Parsed};

/// Renders one document: holds its heading ids and footnotes.
///
/// Slices are to be rendered in the order of the text; then headings get the ids that
/// [`crate::outline()`] says.
pub struct Renderer<'a> {
    pub(super) text: &'a str,
    pub(super) parsed: &'a Parsed,
    pub(super) host: &'a dyn Host,
    pub(super) ids: Ids,
    pub(super) footnotes: Footnotes,
    pub(super) options: Options,
    /// Labels or names of the blocks we are in.
    pub(super) scopes: Vec<String>,
    /// The level of the last heading written, 1 for the page's own.
    pub(super) last_level: u8,
}

/// How to render.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    /// A first `h1` with this text is left out.
    pub(super) drop_title: Option<String>,
    /// By how much to lower all headings.
    pub(super) shift: u8,
    /// Whether the page has an `h1` of its own, so that levels start at 2 and none is skipped.
    pub(super) is_page: bool,
    pub(super) raw_html: bool,
    /// Stands before all ids.
    pub(super) prefix: String,
}

impl<'a> Renderer<'a> {
    /// A renderer for one file.
    pub fn new(text: &'a str, parsed: &'a Parsed, host: &'a dyn Host) -> Self {
        Self {
            text,
            parsed,
            host,
            ids: Ids::new(),
            footnotes: Footnotes::default(),
            options: Options::default(),
            scopes: Vec::new(),
            last_level: 1,
        }
    }

    /// The page shows this title in an `h1` of its own: a first `h1` that says the same is left out;
    /// if any other is there, all headings are lowered by one. Levels that the author skipped are
    /// closed up, as screen readers need it.
    #[must_use]
    pub fn with_title(mut self, title: &str, outline: &Outline) -> Self {
        let same = outline.h1.as_ref().is_some_and(|h1| h1.value == title.trim());
        self.options.drop_title = same.then(|| title.trim().to_owned());
        self.options.shift = u8::from(outline.h1_count() > usize::from(same));
        self.options.is_page = true;
        self
    }

    /// Lets raw HTML through as it is (without comments); otherwise it is shown as text.
    #[must_use]
    pub fn with_raw_html(mut self, allowed: bool) -> Self {
        self.options.raw_html = allowed;
        self
    }

    /// The same while rendering, for a text by another hand; gives what was set before.
    pub fn raw_html(&mut self, allowed: bool) -> bool {
        std::mem::replace(&mut self.options.raw_html, allowed)
    }

    /// Puts a prefix before all ids, for a second document on one page.
    #[must_use]
    pub fn with_prefix(mut self, prefix: &str) -> Self {
        prefix.clone_into(&mut self.options.prefix);
        self
    }

    /// The text of the file.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The file, read.
    pub fn parsed(&self) -> &'a Parsed {
        self.parsed
    }

    /// Renders blocks.
    pub fn blocks(&mut self, blocks: &[Block], out: &mut String) {
        for block in blocks {
            match block {
                Block::Markdown(span) => self.slice(*span, out),
                Block::Directive(directive) => self.block(directive, out),
            }
        }
    }

    /// Renders one block as the host does it.
    pub fn block(&mut self, directive: &Directive, out: &mut String) {
        self.scopes.push(scope_of(directive).to_owned());
        self.host.directive(directive, self, out);
        self.scopes.pop();
    }

    /// Renders what of `blocks` stands inside of `span`: blocks of Markdown are cut to it, others
    /// are shown if they start in it. For parts of a body that a kind of block cuts its own way.
    pub fn within(&mut self, span: Span, blocks: &[Block], out: &mut String) {
        for block in blocks {
            match block {
                Block::Markdown(slice) => {
                    let start = slice.start.max(span.start);
                    let end = slice.end.min(span.end);
                    if start < end {
                        self.slice(Span { start, end, ..*slice }, out);
                    }
                }
                Block::Directive(directive) if (span.start..span.end).contains(&directive.span.start) => {
                    self.block(directive, out);
                }
                Block::Directive(_) => {}
            }
        }
    }

    /// Renders a slice of the file as Markdown; `:::` lines in it mean nothing.
    pub fn slice(&mut self, span: Span, out: &mut String) {
        let (text, parsed) = (self.text, self.parsed);
        Writer::new(self, out, Mode::Blocks).run(events(text, span, &parsed.refs).map(|(event, _)| event));
    }

    /// Renders Markdown that does not stand in the file (a variant with its values put in); `:::`
    /// lines in it mean nothing. Link definitions and footnotes of the file hold.
    pub fn fragment(&mut self, markdown: &str, out: &mut String) {
        let parsed = self.parsed;
        Writer::new(self, out, Mode::Blocks).run(fragment_events(markdown, &parsed.refs).map(|(event, _)| event));
    }

    /// Renders Markdown that is to stand inside of a line (a label, an option): no paragraph, no
    /// list, no heading; line ends are spaces.
    pub fn inline(&mut self, markdown: &str, out: &mut String) {
        if markdown.trim().is_empty() {
            return;
        }
        // What stands before the text keeps Markdown from taking `1.` or `#` for a block.
        let mut line = String::with_capacity(markdown.len() + INLINE_GUARD.len());
        line.push_str(INLINE_GUARD);
        for (n, part) in markdown.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).enumerate() {
            if n > 0 {
                line.push(' ');
            }
            line.push_str(part);
        }
        let parsed = self.parsed;
        Writer::new(self, out, Mode::Inline).run(fragment_events(&line, &parsed.refs).map(|(event, _)| event));
    }

    /// Renders the footnotes used since the last call, in order of use; nothing if there are none.
    pub fn footnotes(&mut self, out: &mut String) {
        super::footnotes::write(self, out);
    }

    /// Writes an id, with the prefix.
    pub(super) fn push_id(&self, id: &str, out: &mut String) {
        super::escape::escape_attr(&self.options.prefix, out);
        super::escape::escape_attr(id, out);
    }
}

/// A word joiner and a space: text that starts a paragraph and opens nothing.
pub(super) const INLINE_GUARD: &str = "\u{2060} ";
