//! A slice as pulldown-cmark reads it, with places in the whole file.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};
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
pub fn events<'t>(text: &'t str, span: Span, refs: &'t Refs) -> impl Iterator<Item = (Event<'t>, Range<usize>)> {
    let _ = refs;
    let start = span.start as usize;
    Parser::new_ext(span.text(text), OPTIONS)
        .into_offset_iter()
        .map(move |(event, range)| (event, range.start + start..range.end + start))
}
