//! Lists: options with boxes, plain entries, and what is nested in them.

use std::ops::Range;

use wend_diagnostics::{Diagnostic, FileId, Span, Spanned, codes};
use wend_markup::pulldown_cmark::{Event, Tag, TagEnd};

use super::Cutter;
use crate::manifest::PartKind;
use crate::parts::{Entry, PartValue, Source};

type Run<'r, 'a> = &'r [(Event<'a>, Range<usize>)];

impl<'a> Cutter<'a> {
    /// Gives a list to the part that wants it.
    pub(super) fn list(&mut self, run: Run<'_, 'a>, whole: Range<usize>) {
        let boxes = has_boxes(run);
        let wanted = |is: &PartKind| *is == if boxes { PartKind::Tasks } else { PartKind::List };
        // A second list without boxes is text like any other; options may be cut in two by a paragraph.
        let part = self.part_where(wanted).filter(|part| boxes || !self.out.parts.contains_key(&part.name));
        let Some(part) = part else {
            self.flow(whole, false);
            return;
        };
        let entries = entries(self, run);
        for entry in entries.iter().filter(|entry| boxes && entry.ticked.is_none()) {
            let at = entry.text.span.start as usize;
            self.out.found.push(
                Diagnostic::new(&codes::item::OPTION_WITHOUT_BOX, "this option has no box, so nobody can choose it")
                    .at(entry.text.span)
                    .help("begin it with `[ ]`, or with `[x]` if it is right")
                    .replace("put an empty box before it", self.span(at..at), "[ ] "),
            );
        }
        self.claim(&part.name, whole, PartValue::Entries(entries));
    }
}

/// Whether any item of the outermost list has a box.
fn has_boxes(run: Run<'_, '_>) -> bool {
    let mut depth = 0;
    run.iter().any(|(event, _)| {
        match event {
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) => depth -= 1,
            _ => {}
        }
        depth == 1 && matches!(event, Event::TaskListMarker(_))
    })
}

/// The items of the outermost list.
fn entries(cutter: &Cutter<'_>, run: Run<'_, '_>) -> Vec<Entry> {
    struct Open {
        item: Range<usize>,
        ticked: Option<bool>,
        from: Option<usize>,
        nested: Option<usize>,
        paragraphs: usize,
        others: bool,
    }
    let mut out = Vec::new();
    let mut depth = 0;
    let mut number: Option<u64> = None;
    let mut open: Option<Open> = None;
    for (event, range) in run {
        match event {
            Event::Start(Tag::List(first)) => {
                depth += 1;
                if depth == 1 {
                    number = *first;
                }
                if depth == 2
                    && let Some(open) = &mut open
                {
                    open.nested.get_or_insert(range.start);
                }
            }
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::Start(Tag::Item) if depth == 1 => {
                open = Some(Open {
                    item: range.clone(),
                    ticked: None,
                    from: None,
                    nested: None,
                    paragraphs: 0,
                    others: false,
                });
            }
            Event::End(TagEnd::Item) if depth == 1 => {
                if let Some(open) = open.take() {
                    out.push(entry(
                        cutter,
                        &open.item,
                        number,
                        open.ticked,
                        open.from,
                        open.nested,
                        open.paragraphs < 2 && !open.others,
                    ));
                    number = number.map(|n| n + 1);
                }
            }
            Event::TaskListMarker(ticked) if depth == 1 => {
                if let Some(open) = &mut open {
                    open.ticked = Some(*ticked);
                    open.from = Some(range.end);
                }
            }
            event if depth == 1 => {
                if let Some(open) = &mut open {
                    match event {
                        Event::Start(Tag::Paragraph) => open.paragraphs += 1,
                        Event::Start(
                            Tag::CodeBlock(_)
                            | Tag::BlockQuote(_)
                            | Tag::Table(_)
                            | Tag::HtmlBlock
                            | Tag::Heading { .. },
                        )
                        | Event::Rule => open.others = true,
                        _ => {}
                    }
                    if !matches!(event, Event::Start(Tag::Paragraph)) {
                        open.from.get_or_insert(range.start);
                    }
                }
            }
            _ => {}
        }
    }
    out
}

fn entry(
    cutter: &Cutter<'_>,
    item: &Range<usize>,
    number: Option<u64>,
    ticked: Option<bool>,
    from: Option<usize>,
    nested: Option<usize>,
    simple: bool,
) -> Entry {
    let from = from.or(nested).unwrap_or(item.end).min(item.end);
    let until = nested.unwrap_or(item.end).max(from);
    let mut text = source(cutter, from..until, simple);
    let mut nested = nested.map(|start| nested_source(cutter, start..item.end));
    let mut mark = None;
    let parts = [Some(&mut text), nested.as_mut()];
    for part in parts.into_iter().flatten() {
        let raw = cutter.text.get(part.span.range()).unwrap_or("");
        let (kept, found) = mixup(raw, part.span.start as usize, cutter.file);
        if found.is_some() {
            let kept_text = mixup(&part.text, 0, cutter.file).0.trim_end().len();
            part.text.truncate(kept_text);
            part.span = cutter.span(part.span.start as usize..part.span.start as usize + kept.trim_end().len());
            mark = mark.or(found);
        }
    }
    let nested = nested.filter(|nested| !nested.text.trim().is_empty());
    let span = cutter.span(item.start..item.end.min(trimmed_end(cutter, item)));
    Entry { number, ticked, text, nested, mixup: mark, span }
}

fn trimmed_end(cutter: &Cutter<'_>, range: &Range<usize>) -> usize {
    let raw = cutter.text.get(range.clone()).unwrap_or("");
    range.start + raw.trim_end().len()
}

/// What is nested in an item: a list of one entry is that entry's text, a longer one stays a list.
fn nested_source(cutter: &Cutter<'_>, range: Range<usize>) -> Source {
    let raw = cutter.text.get(range.clone()).unwrap_or("");
    let bullet = |line: &str| {
        let mut chars = line.chars();
        matches!(chars.next(), Some('-' | '*' | '+')) && chars.next().is_none_or(char::is_whitespace)
    };
    let first = raw.lines().next().unwrap_or("");
    let indent =
        cutter.text.get(..range.start).map_or(0, |before| before.len() - before.rfind('\n').map_or(0, |at| at + 1));
    let others = raw.lines().skip(1).filter(|line| {
        let own = line.len() - line.trim_start().len();
        own <= indent + 1 && bullet(line.trim_start())
    });
    if bullet(first) && others.count() == 0 {
        let skip = first.len() - first.get(1..).unwrap_or("").trim_start().len();
        return source(cutter, range.start + skip..range.end, true);
    }
    source(cutter, range, false)
}

/// Markdown of a list item: trimmed, the indentation of its other lines taken away.
pub(super) fn source(cutter: &Cutter<'_>, range: Range<usize>, simple: bool) -> Source {
    let raw = cutter.text.get(range.clone()).unwrap_or("");
    let lead = raw.len() - raw.trim_start().len();
    let kept = raw.trim();
    let span = cutter.span(range.start + lead..range.start + lead + kept.len());
    let common = kept
        .lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    let mut text = String::with_capacity(kept.len());
    for (n, line) in kept.lines().enumerate() {
        if n > 0 {
            text.push('\n');
        }
        text.push_str(if n == 0 { line } else { line.get(common..).unwrap_or("") });
    }
    let simple = simple && !kept.lines().any(|line| line.trim().is_empty());
    Source { text, span, simple }
}

/// Cuts `(mix-up: id)` off the end of a text that begins at byte `at`.
pub(super) fn mixup(raw: &str, at: usize, file: FileId) -> (&str, Option<Spanned<String>>) {
    let kept = raw.trim_end();
    let Some(open) = kept.strip_suffix(')').and_then(|inner| inner.rfind('(')) else { return (raw, None) };
    let inner = kept.get(open + 1..kept.len() - 1).unwrap_or("");
    let Some((word, id)) = inner.split_once(':') else { return (raw, None) };
    let word = word.trim();
    if !(word.eq_ignore_ascii_case("mix-up") || word.eq_ignore_ascii_case("mixup")) {
        return (raw, None);
    }
    let id_at = at + open + 1 + (inner.len() - id.len()) + (id.len() - id.trim_start().len());
    let id = id.trim();
    let span = Span::new(file, id_at..id_at + id.len());
    (raw.get(..open).unwrap_or("").trim_end(), Some(Spanned::new(id.to_owned(), span)))
}
