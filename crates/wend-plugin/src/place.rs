//! Where in the lesson a script's `at` is: `"part"`, `"part.2"`, `"part.2.1"`, `"@attribute"`, `[from, to]`.

use serde::Deserialize;
use wend_diagnostics::{Span, Spanned};
use wend_markup::Directive;

use crate::parts::{Expanded, PartValue, Table};

/// A place as scripts name it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Place {
    /// A part, an entry of it, a cell; an attribute.
    Name(String),
    /// UTF-16 code units of the block's body, as scripts count.
    Body(u32, u32),
}

/// The place's span; the opener where there is no such place. In a variant the row is where a value comes from.
pub(crate) fn span(block: &Expanded, at: Option<&str>, row: Option<usize>) -> Span {
    let Some(at) = at else { return block.opener };
    let mut steps = at.split('.');
    let part = steps.next().unwrap_or("");
    let index = steps.next();
    let cell = steps.next().and_then(|cell| cell.parse::<usize>().ok());
    let number = index.and_then(|index| index.parse().ok()).unwrap_or(0usize);
    let span = match block.parts.get(part) {
        Some(PartValue::Entries(entries)) => entries.get(number).map(|entry| entry.text.span),
        Some(PartValue::Lines(lines)) => lines.get(number).map(|line| {
            let said = line.argument.as_ref().map_or(&line.plain, |argument| argument);
            column(block, &said.value, row).unwrap_or(said.span)
        }),
        Some(PartValue::Table(table)) => Some(in_table(table, index, cell)),
        Some(PartValue::Sections(sections)) => sections.get(number).map(|section| section.title.span),
        Some(PartValue::Definitions(list)) => list.get(number).map(|entry| entry.term.span),
        Some(PartValue::Markdown(markdown)) => markdown.span(),
        None => None,
    };
    span.unwrap_or(block.opener)
}

/// As [`span`], also for attributes and characters of the body.
pub(crate) fn of(block: &Expanded, text: &str, directive: &Directive, at: Option<&Place>) -> Span {
    match at {
        Some(Place::Name(name)) => match name.strip_prefix('@') {
            Some(attribute) => directive.attr(attribute).map_or(block.opener, |value| value.span),
            None => span(block, Some(name), None),
        },
        Some(Place::Body(from, to)) => {
            let body = directive.body_span;
            let offset = |units: u32| {
                let mut left = units as usize;
                let inner = body.text(text);
                let at = inner.char_indices().find(|(_, c)| {
                    let here = left == 0;
                    left = left.saturating_sub(c.len_utf16());
                    here
                });
                body.start as usize + at.map_or(inner.len(), |(at, _)| at)
            };
            let (from, to) = (offset(*from), offset(*to));
            Span::new(body.file, from..to.max(from))
        }
        None => block.opener,
    }
}

fn in_table(table: &Table, row: Option<&str>, cell: Option<usize>) -> Span {
    let cells = match row {
        Some("head") => Some(&table.head),
        Some(row) => row.parse::<usize>().ok().and_then(|row| table.rows.get(row)),
        None => None,
    };
    let Some(cells) = cells else { return table.span };
    let whole = || Some(cells.first()?.span.to(cells.last()?.span));
    let one = cell.and_then(|cell| cells.get(cell)).map(|cell: &Spanned<String>| cell.span);
    one.or_else(whole).unwrap_or(table.span)
}

/// The cell that a value `{column}` stands for in this row.
fn column(block: &Expanded, value: &str, row: Option<usize>) -> Option<Span> {
    let row = row?;
    let name = value.trim().strip_prefix('{')?.strip_suffix('}')?;
    block.parts.values().find_map(|part| match part {
        PartValue::Table(table) => {
            let column = table.head.iter().position(|cell| cell.value == name)?;
            table.rows.get(row)?.get(column).map(|cell| cell.span)
        }
        _ => None,
    })
}
