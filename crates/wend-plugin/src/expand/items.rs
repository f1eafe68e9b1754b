//! Items: what a block asks, one or one a row of its table of variants, and what the grader gets of each.

use serde_json::{Map, Value, json};
use wend_diagnostics::{Diagnostic, Span, Spanned, codes, suggest};
use wend_markup::Directive;

use crate::cut::tables;
use crate::fill::{self, fill};
use crate::manifest::{Kind, PartKind, Type};
use crate::parts::{Expanded, Item, PartValue, Piece, RefKind, Table};

/// Rows of a table of variants that are used: every one is a copy of the question in the page.
const MOST_VARIANTS: usize = 50;

/// Words and bytes of its text that name a block without a label, at most.
const MOST_WORDS: usize = 5;
const MOST_NAME: usize = 40;

/// Makes the items of a block, and reports places that nothing fills.
pub(super) fn items(kind: &Kind, text: &str, directive: &Directive, block: &mut Expanded, found: &mut Vec<Diagnostic>) {
    let Some(model) = &kind.item else { return };
    let base = base_id(kind, text, directive);
    let objective = objective(kind, directive);
    let table = model.rows.as_ref().and_then(|name| match block.parts.get(name) {
        Some(PartValue::Table(table)) => Some(table.clone()),
        _ => None,
    });
    let used = fill::places(directive.body_span.text(text));
    let meant = match (&table, &model.rows) {
        (None, Some(_)) => tables::broken(text, directive),
        _ => Vec::new(),
    };
    // Where a place waits for a table that is none, that is the mistake.
    let meant: Vec<_> =
        meant.into_iter().filter(|one| used.iter().any(|place| one.head.contains(&place.name))).collect();
    if meant.is_empty() {
        places(kind, text, block, table.as_ref(), found);
    }
    for one in meant {
        let at = one.diagnostic.primary.as_ref().map(|label| label.span);
        let about = |other: &Diagnostic| {
            let span = other.primary.as_ref().map(|label| label.span);
            span.zip(at).is_some_and(|(span, at)| span.start <= at.start && at.end <= span.end)
        };
        found.retain(|other| *other.code != codes::plugin::STRAY_TEXT || !about(other));
        found.push(one.diagnostic);
    }
    found.extend(table.iter().flat_map(tables::twins));
    if let Some(table) = &table
        && let Some(cell) = table.rows.get(MOST_VARIANTS).and_then(|row| row.first())
    {
        let message = format!("more than {MOST_VARIANTS} variants; those from here on are left out");
        found.push(
            Diagnostic::new(&codes::item::TOO_MANY_VARIANTS, message)
                .at(cell.span)
                .help("keep those that ask something new; a learner sees a handful"),
        );
    }
    let count = |name: &Option<String>| match name.as_ref().and_then(|name| block.parts.get(name)) {
        Some(PartValue::Entries(entries)) => entries.len(),
        Some(PartValue::Lines(lines)) => lines.len(),
        _ => 0,
    };
    let options = u16::try_from(count(&model.options)).unwrap_or(u16::MAX);
    let typed = options == 0 && count(&model.typed) > 0;
    let mixups: Vec<Spanned<String>> =
        block.refs.iter().filter(|r| r.kind == RefKind::MixUp).map(|r| r.to.clone()).collect();
    let rows: Vec<Option<usize>> = match &table {
        Some(table) => (0..table.rows.len().min(MOST_VARIANTS)).map(Some).collect(),
        None => vec![None],
    };
    let named = table.as_ref().and_then(|table| table.head.iter().position(|cell| cell.value == "id"));
    for row in rows {
        let local_id = match (row, &table) {
            (Some(row), Some(table)) => {
                let name = named.and_then(|column| table.rows.get(row)?.get(column));
                let name = name.filter(|name| !name.value.is_empty());
                format!("{base}/{}", name.map_or_else(|| (row + 1).to_string(), |name| name.value.clone()))
            }
            _ => base.clone(),
        };
        block.items.push(Item {
            local_id,
            objective: objective.clone(),
            typed,
            options,
            mixups: mixups.clone(),
            spec: spec(kind, block, table.as_ref(), row),
            evidence: kind.evidence(),
            row,
        });
    }
}

/// What the ids of a block's items begin with.
pub(super) fn base_id(kind: &Kind, text: &str, directive: &Directive) -> String {
    match &directive.label {
        Some(label) => label.value.clone(),
        None => unlabelled(&kind.name, directive.body_span.text(text)),
    }
}

/// The objective that the block names.
pub(super) fn objective(kind: &Kind, directive: &Directive) -> Option<Spanned<String>> {
    let attribute = kind.attributes.iter().find(|attribute| attribute.of == Type::Objective)?;
    directive.attr(&attribute.name).cloned()
}

/// What the grader gets: attributes that are not at their default, and what can be compared of each part.
fn spec(kind: &Kind, block: &Expanded, rows: Option<&Table>, row: Option<usize>) -> Value {
    let filled = |text: &str| row_fill(rows, row, text);
    let mut out = Map::new();
    out.insert("kind".into(), kind.name.clone().into());
    for attribute in &kind.attributes {
        // The grader knows the defaults, and the page says what an item is about.
        if let Some(value) = block.attributes.get(&attribute.name)
            && *value != attribute.default
            && attribute.of != Type::Objective
        {
            out.insert(attribute.name.clone(), value.clone());
        }
    }
    for part in &kind.parts {
        let mixup = |mixup: &Option<Spanned<String>>| mixup.as_ref().map_or(Value::Null, |id| id.value.clone().into());
        let value = match (block.parts.get(&part.name), &part.is) {
            (Some(PartValue::Entries(entries)), PartKind::Tasks) => entries
                .iter()
                .map(|entry| {
                    let mut one = Map::new();
                    if entry.ticked == Some(true) {
                        one.insert("right".into(), true.into());
                    }
                    if entry.nested.is_some() {
                        one.insert("feedback".into(), true.into());
                    }
                    if entry.mixup.is_some() {
                        one.insert("mixup".into(), mixup(&entry.mixup));
                    }
                    Value::Object(one)
                })
                .collect(),
            (Some(PartValue::Lines(lines)), PartKind::Line { argument: true, .. }) => lines
                .iter()
                .map(|line| {
                    let when = line.argument.as_ref().map_or("", |argument| argument.value.as_str());
                    let mut one = Map::new();
                    one.insert("when".into(), filled(when).into());
                    if line.mixup.is_some() {
                        one.insert("mixup".into(), mixup(&line.mixup));
                    }
                    Value::Object(one)
                })
                .collect(),
            (Some(PartValue::Lines(lines)), PartKind::Line { plain: true, .. }) => {
                lines.iter().map(|line| Value::from(filled(&line.plain.value))).collect()
            }
            (Some(PartValue::Table(table)), _) if Some(table) != rows => table_json(table),
            (Some(PartValue::Sections(sections)), PartKind::Section { table: true, .. }) => {
                match sections.first().and_then(|section| section.table.as_ref()) {
                    Some(table) => table_json(table),
                    None => continue,
                }
            }
            _ => continue,
        };
        out.insert(part.name.clone(), value);
    }
    Value::Object(out)
}

fn table_json(table: &Table) -> Value {
    let cells = |row: &[Spanned<String>]| row.iter().map(|cell| cell.value.clone()).collect::<Vec<_>>();
    json!({
        "head": cells(&table.head),
        "rows": table.rows.iter().map(|row| cells(row)).collect::<Vec<_>>(),
    })
}

/// A text with the values of one row put in.
pub(crate) fn row_fill(table: Option<&Table>, row: Option<usize>, text: &str) -> String {
    let (Some(table), Some(row)) = (table, row) else { return text.to_owned() };
    fill(text, |name| {
        let column = table.head.iter().position(|cell| cell.value == name)?;
        table.rows.get(row)?.get(column).map(|cell| cell.value.as_str())
    })
}

/// Reports `{places}` that no column fills.
fn places(kind: &Kind, text: &str, block: &Expanded, table: Option<&Table>, found: &mut Vec<Diagnostic>) {
    let mut sources: Vec<Span> = Vec::new();
    for part in &kind.parts {
        match block.parts.get(&part.name) {
            Some(PartValue::Lines(lines)) => {
                let plain =
                    matches!(part.is, PartKind::Line { plain: true, .. } | PartKind::Line { argument: true, .. });
                if plain || table.is_some() {
                    sources.extend(lines.iter().map(|line| line.span));
                }
            }
            Some(PartValue::Entries(entries)) if table.is_some() => {
                sources.extend(entries.iter().map(|entry| entry.span));
            }
            Some(PartValue::Markdown(markdown)) if table.is_some() => {
                sources.extend(markdown.pieces.iter().filter_map(|piece| match piece {
                    Piece::Text(source) => Some(source.span),
                    Piece::Block(_) => None,
                }));
            }
            _ => {}
        }
    }
    sources.sort();
    for span in sources {
        for place in fill::places(span.text(text)) {
            let columns = table.iter().flat_map(|table| table.head.iter()).map(|cell| cell.value.as_str());
            if place.literal || columns.clone().any(|column| column == place.name) {
                continue;
            }
            let at = span.start as usize + place.at;
            let at = Span::new(span.file, at..at + place.name.len() + 2);
            let message = match table {
                Some(_) => format!("the table has no column `{}`", place.name),
                None => format!("nothing says what `{{{}}}` is", place.name),
            };
            let d = Diagnostic::new(&codes::item::UNKNOWN_PLACE, message).at(at);
            let d = match table {
                Some(table) => d.label(table.head.first().map_or(table.span, |c| c.span.to(table.span)), "its columns"),
                None => d.help("add a table with a column of this name; every row makes a question of its own"),
            };
            found.push(match suggest(place.name, columns) {
                Some(near) => d.help(format!("did you mean `{{{near}}}`?")).replace(
                    format!("write `{{{near}}}`"),
                    at,
                    format!("{{{near}}}"),
                ),
                None => d,
            });
        }
    }
}

/// The name of a block that has no label: its first words, and four hexadecimal digits of all of it, which tell blocks
/// that begin alike apart. White space does not count. It is what `--fix` writes in, so it is made to be read.
fn unlabelled(kind: &str, text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(kind.as_bytes());
    for word in text.split_whitespace() {
        hasher.update(b" ");
        hasher.update(word.as_bytes());
    }
    let hash = hasher.finalize().to_hex();
    let mut name = String::new();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words.take(MOST_WORDS) {
        if name.len() + word.len() > MOST_NAME {
            break;
        }
        name.extend(word.chars().flat_map(char::to_lowercase));
        name.push('-');
    }
    if name.is_empty() {
        name = format!("{kind}-");
    }
    format!("{name}{}", &hash[..4])
}
