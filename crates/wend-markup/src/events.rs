//! A slice as pulldown-cmark reads it, with places in the whole file.
//!
//! Two things reach across slices: a link label that another slice defines (pulldown-cmark asks for
//! it by a callback) and a footnote that another slice defines (which it leaves as text; we put the
//! reference back).

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, BrokenLinkCallback, CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag};
use wend_diagnostics::Span;

use crate::refs::Refs;

/// The Markdown we read: CommonMark with tables, task lists, strikethrough, footnotes, alerts
/// (all as GitHub does them), maths, definition lists, heading attributes and wikilinks.
pub const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_WIKILINKS);

/// The events of one slice; ranges are bytes of `text`, the whole file.
pub fn events<'t>(text: &'t str, span: Span, refs: &'t Refs) -> Events<'t> {
    Events::new(span.text(text), span.start as usize, refs)
}

/// The events of a text that does not stand in the file; ranges are bytes of that text.
pub fn fragment_events<'t>(markdown: &'t str, refs: &'t Refs) -> Events<'t> {
    Events::new(markdown, 0, refs)
}

/// Iterator of [`events`].
pub struct Events<'t> {
    slice: &'t str,
    offset: usize,
    refs: &'t Refs,
    inner: OffsetIter<'t, Elsewhere<'t>>,
    /// Whether a footnote of another slice may be used in this one.
    footnotes: bool,
    in_code: bool,
    ahead: VecDeque<(Event<'t>, Range<usize>)>,
}

/// Finds the definitions of labels that the slice itself doesn't define.
struct Elsewhere<'t>(&'t Refs);

impl<'t> BrokenLinkCallback<'t> for Elsewhere<'t> {
    fn handle_broken_link(&mut self, link: BrokenLink<'t>) -> Option<(CowStr<'t>, CowStr<'t>)> {
        let definition = self.0.link(&link.reference)?;
        Some((CowStr::Borrowed(&definition.dest), CowStr::Borrowed(&definition.title)))
    }
}

impl<'t> Events<'t> {
    fn new(slice: &'t str, offset: usize, refs: &'t Refs) -> Self {
        let inner = Parser::new_with_broken_link_callback(slice, OPTIONS, Some(Elsewhere(refs))).into_offset_iter();
        let footnotes = refs.has_footnotes() && slice.contains("[^");
        Self { slice, offset, refs, inner, footnotes, in_code: false, ahead: VecDeque::new() }
    }

    fn pull(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        self.ahead.pop_front().or_else(|| self.inner.next())
    }

    /// A footnote reference that starts at this byte of the slice, as a label and its end.
    fn footnote_at(&self, at: usize) -> Option<(&'t str, usize)> {
        let rest = self.slice[at..].strip_prefix("[^")?;
        // Signs that Markdown could have read as something else end the search.
        let end = rest.find(|c: char| c.is_whitespace() || "[]^*_~`$<>&\\!|".contains(c))?;
        let escaped = self.slice.as_bytes()[..at].iter().rev().take_while(|&&b| b == b'\\').count() % 2 == 1;
        if end == 0 || escaped || !rest[end..].starts_with(']') || self.refs.footnote(&rest[..end]).is_none() {
            return None;
        }
        Some((&rest[..end], at + 2 + end + 1))
    }

    /// Turns the text events from `range.start` to `end` into one reference, if nothing else is
    /// among them.
    fn join(&mut self, label: &'t str, range: Range<usize>, end: usize) -> Option<(Event<'t>, Range<usize>)> {
        let mut taken = VecDeque::new();
        let mut at = range.end;
        while at < end {
            let Some((event, range)) = self.pull() else { break };
            let fits = matches!(event, Event::Text(_)) && range.start == at;
            at = range.end;
            taken.push_back((event, range));
            if !fits {
                break;
            }
        }
        let whole = taken.iter().all(|(event, _)| matches!(event, Event::Text(_)));
        if !whole || at < end {
            while let Some(event) = taken.pop_back() {
                self.ahead.push_front(event);
            }
            return None;
        }
        if at > end {
            // The last text goes on behind the bracket.
            self.ahead.push_front((Event::Text(self.slice[end..at].into()), end..at));
        }
        Some((Event::FootnoteReference(label.into()), range.start..end))
    }
}

impl<'t> Iterator for Events<'t> {
    type Item = (Event<'t>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let (mut event, mut range) = self.pull()?;
        match &mut event {
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => {
                // Defined elsewhere in the file is defined.
                *link_type = match *link_type {
                    LinkType::ReferenceUnknown => LinkType::Reference,
                    LinkType::CollapsedUnknown => LinkType::Collapsed,
                    LinkType::ShortcutUnknown => LinkType::Shortcut,
                    known => known,
                };
            }
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => self.in_code = false,
            Event::Text(_) if self.footnotes && !self.in_code => {
                if let Some((label, end)) = self.footnote_at(range.start)
                    && let Some((reference, place)) = self.join(label, range.clone(), end)
                {
                    (event, range) = (reference, place);
                }
            }
            _ => {}
        }
        Some((event, range.start + self.offset..range.end + self.offset))
    }
}
