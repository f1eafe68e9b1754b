//! What of a block stands open: its text without answers, hints and solutions, as Markdown. Pages as plain
//! Markdown show it; which parts are hidden is in the manifest (`hidden`).

use std::fmt::Write as _;

use serde_json::Value;
use wend_markup::Directive;

use crate::expand::row_fill;
use crate::manifest::{Hidden, Part};
use crate::parts::{Entry, Expanded, Markdown, PartValue, Piece, Table};
use crate::registry::Registry;

/// A piece of what stands open, in the order in which it is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Open<'a> {
    /// Markdown.
    Text(String),
    /// A block in the block; whether it is open is its own affair.
    Block(&'a Directive),
}

/// What of a block stands open. Ticks of a task list are left out, and what is nested in its entries: they are the key.
/// Of a table of variants the first row stands for all.
pub fn open<'a>(registry: &Registry, block: &'a Expanded) -> Vec<Open<'a>> {
    let mut out = Vec::new();
    let Some(kind) = registry.kind(&block.kind) else {
        markdown(&block.rest, &|text| text.to_owned(), &mut out);
        return out;
    };
    if kind.hidden {
        return out;
    }
    if let Some(made) = block.made.as_deref().filter(|made| !made.open.is_empty()) {
        out.push(Open::Text(made.open.clone()));
        return out;
    }
    let rows = kind.item.as_ref().and_then(|item| item.rows.as_deref());
    let variants = rows.and_then(|name| match block.parts.get(name) {
        Some(PartValue::Table(table)) => Some(table),
        _ => None,
    });
    let fill = |text: &str| row_fill(variants, variants.map(|_| 0), text);
    let mut parts: Vec<(&Part, &PartValue)> = kind
        .parts
        .iter()
        .filter(|part| Some(part.name.as_str()) != rows && !is_hidden(part, block))
        .filter_map(|part| Some((part, block.parts.get(&part.name)?)))
        .collect();
    parts.sort_by_key(|(_, value)| start(value));
    for (_, value) in parts {
        show(value, &fill, &mut out);
    }
    markdown(&block.rest, &fill, &mut out);
    out
}

/// Whether a part of a block is shown only to those who ask.
pub(crate) fn is_hidden(part: &Part, block: &Expanded) -> bool {
    match &part.hidden {
        Hidden::No => false,
        Hidden::Yes => true,
        Hidden::With(attribute) => match block.attributes.get(attribute) {
            None | Some(Value::Null | Value::Bool(false)) => false,
            Some(Value::Number(n)) => n.as_f64() != Some(0.0),
            Some(_) => true,
        },
    }
}

/// Where a part begins in the file.
fn start(value: &PartValue) -> u32 {
    let span = match value {
        PartValue::Markdown(text) => text.span(),
        PartValue::Entries(entries) => entries.first().map(|entry| entry.span),
        PartValue::Lines(lines) => lines.first().map(|line| line.span),
        PartValue::Table(table) => Some(table.span),
        PartValue::Sections(sections) => sections.first().map(|section| section.title.span),
        PartValue::Definitions(list) => list.first().map(|entry| entry.term.span),
    };
    span.map_or(u32::MAX, |span| span.start)
}

fn show<'a>(value: &'a PartValue, fill: &dyn Fn(&str) -> String, out: &mut Vec<Open<'a>>) {
    match value {
        PartValue::Markdown(text) => markdown(text, fill, out),
        PartValue::Entries(entries) => {
            let text = entries.iter().fold(String::new(), |text, entry| text + &entry_text(entry, fill));
            out.push(Open::Text(text));
        }
        PartValue::Lines(lines) => {
            for line in lines {
                match line.text.is_empty() {
                    true => out.push(Open::Text(fill(&line.plain.value))),
                    false => markdown(&line.text, fill, out),
                }
            }
        }
        PartValue::Table(table) => out.push(Open::Text(table_text(table, fill))),
        PartValue::Sections(sections) => {
            for section in sections {
                out.push(Open::Text(format!("### {}", fill(&section.title.value))));
                markdown(&section.body, fill, out);
                out.extend(section.table.iter().map(|table| Open::Text(table_text(table, fill))));
            }
        }
        PartValue::Definitions(list) => out.extend(list.iter().map(|entry| {
            let meaning = fill(&entry.meaning.text).replace('\n', "\n  ");
            Open::Text(format!("{}\n: {meaning}", fill(&entry.term.value)))
        })),
    }
}

fn markdown<'a>(text: &'a Markdown, fill: &dyn Fn(&str) -> String, out: &mut Vec<Open<'a>>) {
    out.extend(text.pieces.iter().map(|piece| match piece {
        Piece::Text(source) => Open::Text(fill(&source.text)),
        Piece::Block(directive) => Open::Block(directive),
    }));
}

/// A line of a list, with its number where it has one. What is nested in a task is feedback on it.
fn entry_text(entry: &Entry, fill: &dyn Fn(&str) -> String) -> String {
    let sign = entry.number.map_or_else(|| "-".to_owned(), |n| format!("{n}."));
    // What belongs to an entry stands below its first letter.
    let below = format!("\n{}", " ".repeat(sign.len() + 1));
    let text = |source: &str| fill(source).trim_end().replace('\n', &below);
    let ticks = if entry.ticked.is_some() { "[ ] " } else { "" };
    let mut out = format!("{sign} {ticks}{}\n", text(&entry.text.text));
    if let (None, Some(nested)) = (entry.ticked, &entry.nested) {
        let _ = writeln!(out, "{below}{}", text(&nested.text));
    }
    out
}

fn table_text(table: &Table, fill: &dyn Fn(&str) -> String) -> String {
    let mut text = String::new();
    let row = |cells: &mut dyn Iterator<Item = &str>, text: &mut String| {
        for cell in cells {
            let _ = write!(text, "| {} ", fill(cell));
        }
        text.push_str("|\n");
    };
    row(&mut table.head.iter().map(|cell| cell.value.as_str()), &mut text);
    row(&mut table.head.iter().map(|_| "---"), &mut text);
    for cells in &table.rows {
        row(&mut cells.iter().map(|cell| cell.value.as_str()), &mut text);
    }
    text
}

#[cfg(test)]
mod tests {
    use wend_diagnostics::FileId;
    use wend_markup::Block;

    use super::*;

    /// Everything that stands open in a text, blocks in blocks too.
    fn all(text: &str) -> String {
        let registry = Registry::builtin();
        let (parsed, _) = wend_markup::parse(FileId::default(), text);
        let mut out = String::new();
        let mut todo: Vec<&Directive> = parsed.blocks.iter().filter_map(directive).collect();
        while let Some(next) = todo.pop() {
            let (block, _) = crate::expand(&registry, text, next, &parsed);
            for piece in open(&registry, &block) {
                if let Open::Text(text) = piece {
                    out.push_str(&text);
                    out.push('\n');
                }
            }
            todo.extend(next.body.iter().filter_map(directive));
        }
        out
    }

    fn directive(block: &Block) -> Option<&Directive> {
        match block {
            Block::Directive(directive) => Some(directive),
            Block::Markdown(_) => None,
        }
    }

    #[test]
    fn a_question_stands_open_without_its_key_and_its_help() {
        let text = ":::: question q\nWhich is larger?\n\n- [x] the secretkey\n  - feedbackone\n- [ ] another\n\n\
            Hint: hintword\nWhy: whyword\n::: solution\nsolutionword\n:::\n::::\n";
        let open = all(text);
        assert!(open.contains("Which is larger?"), "{open}");
        assert!(open.contains("- [ ] the secretkey\n- [ ] another"), "{open}");
        for closed in ["[x]", "feedbackone", "hintword", "whyword", "solutionword"] {
            assert!(!open.contains(closed), "{closed} in {open}");
        }
    }

    #[test]
    fn of_variants_the_first_stands_for_all_and_no_answer_is_shown() {
        let text = "::: question q\nWhat is {a} and {a}?\n\nAnswer: {b}\n\n| a | b |\n|---|---|\n| 11 | 22 |\n| 13 | 26 |\n:::\n";
        let open = all(text);
        assert!(open.contains("What is 11 and 11?"), "{open}");
        assert!(!open.contains("22") && !open.contains("13"), "{open}");
    }

    #[test]
    fn steps_that_fade_are_closed_and_others_are_not() {
        let steps = "Look.\n\n1. stepone\n2. steptwo\n";
        assert!(all(&format!("::: example\n{steps}:::\n")).contains("1. stepone\n2. steptwo\n"), "with their numbers");
        let faded = all(&format!("::: example {{fade=1}}\n{steps}:::\n"));
        assert!(faded.contains("Look.") && !faded.contains("steptwo"), "{faded}");
    }
}
