//! Footnotes: numbered by first use, listed at the end, with ways back.
//!
//! Ids hold a colon, which no heading's id does.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::escape::escape_attr;
use super::renderer::Renderer;
use super::write::{Mode, Writer};
use crate::events::events;
use crate::refs::fold;

/// The footnotes of a document.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// Folded label → its number (from 1) and how often it was used.
    used: BTreeMap<String, (usize, u32)>,
    /// Folded labels by number.
    order: Vec<String>,
    /// What definitions met so far hold.
    defined: BTreeMap<String, Vec<Event<'static>>>,
    /// How many are written.
    done: usize,
}

impl Footnotes {
    /// Keeps a definition; the first of two counts.
    pub(super) fn define(&mut self, label: &str, events: Vec<Event<'static>>) {
        self.defined.entry(fold(label)).or_insert(events);
    }
}

/// Writes the mark in the text; inside of a link it can't be a link itself.
pub(super) fn reference(renderer: &mut Renderer<'_>, label: &str, in_link: bool, out: &mut String) {
    let label = fold(label);
    let footnotes = &mut renderer.footnotes;
    if !footnotes.used.contains_key(&label) {
        footnotes.order.push(label.clone());
    }
    let next = footnotes.order.len();
    let (number, uses) = footnotes.used.entry(label).or_insert((next, 0));
    *uses += 1;
    let (number, uses) = (*number, *uses);
    out.push_str(if in_link { "<sup class=\"footnote-ref\" id=\"" } else { "<sup class=\"footnote-ref\"><a id=\"" });
    renderer.push_id(&reference_id(number, uses), out);
    if !in_link {
        out.push_str("\" href=\"#");
        renderer.push_id(&format!("fn:{number}"), out);
        out.push_str("\" role=\"doc-noteref");
    }
    out.push_str("\">");
    out.push_str(&number.to_string());
    out.push_str(if in_link { "</sup>" } else { "</a></sup>" });
}

fn reference_id(number: usize, uses: u32) -> String {
    if uses == 1 { format!("fnref:{number}") } else { format!("fnref:{number}:{uses}") }
}

/// Writes the list of those used since the last call.
pub(super) fn write(renderer: &mut Renderer<'_>, out: &mut String) {
    let first = renderer.footnotes.done;
    // A footnote may use another, so the list can grow while we go through it.
    let mut bodies = Vec::new();
    while let Some(label) = renderer.footnotes.order.get(first + bodies.len()).cloned() {
        bodies.push(body(renderer, &label));
    }
    if bodies.is_empty() {
        return;
    }
    renderer.footnotes.done += bodies.len();
    out.push_str("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol");
    if first > 0 {
        out.push_str(&format!(" start=\"{}\"", first + 1));
    }
    out.push_str(">\n");
    for (index, mut body) in bodies.into_iter().enumerate() {
        let number = first + index + 1;
        out.push_str("<li id=\"");
        renderer.push_id(&format!("fn:{number}"), out);
        out.push_str("\">");
        let label = &renderer.footnotes.order[number - 1];
        let uses = renderer.footnotes.used.get(label).map_or(1, |(_, uses)| *uses);
        // The way back stands at the end of the last line of text.
        let ends_in_paragraph = body.ends_with("</p>\n");
        if ends_in_paragraph {
            body.truncate(body.len() - "</p>\n".len());
        }
        out.push_str(&body);
        let words = renderer.host.phrase("footnote.back", number as u32);
        for nth in 1..=uses {
            out.push_str(" <a href=\"#");
            renderer.push_id(&reference_id(number, nth), out);
            out.push_str("\" role=\"doc-backlink\"");
            if let Some(words) = &words {
                out.push_str(" aria-label=\"");
                escape_attr(words, out);
                out.push('"');
            }
            out.push_str(">\u{21a9}\u{fe0e}</a>");
        }
        out.push_str(if ends_in_paragraph { "</p>\n</li>\n" } else { "</li>\n" });
    }
    out.push_str("</ol>\n</section>\n");
}

/// The text of one footnote.
fn body(renderer: &mut Renderer<'_>, label: &str) -> String {
    let mut out = String::new();
    if let Some(events) = renderer.footnotes.defined.remove(label) {
        Writer::new(renderer, &mut out, Mode::Blocks).run(events.into_iter());
        return out;
    }
    // Its definition stands in a part of the file that nobody rendered.
    let (text, parsed) = (renderer.text, renderer.parsed);
    if let Some(span) = parsed.refs.footnote(label) {
        let inner = events(text, span, &parsed.refs).map(|(event, _)| event).filter(|event| {
            !matches!(event, Event::Start(Tag::FootnoteDefinition(_)) | Event::End(TagEnd::FootnoteDefinition))
        });
        Writer::new(renderer, &mut out, Mode::Blocks).run(inner);
    }
    out
}
