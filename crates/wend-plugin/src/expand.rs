//! A directive becomes a block of its kind: attributes checked, body cut into parts, items made.
//!
//! [`document`] does this for all blocks of a file, and sees to what concerns more than one of them: where a block
//! may stand, and labels that occur twice.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use wend_diagnostics::{Diagnostic, Edit, Severity, Span, Spanned, codes, suggest};
use wend_markup::{Block, Directive, Parsed};

use crate::cut::{self, describe};
use crate::fill::{self, fill};
use crate::manifest::{Attribute, Kind, LabelRule, PartKind, Type};
use crate::parts::{Expanded, Item, Markdown, PartValue, Piece, RefKind, Reference, Source, Table, Term};
use crate::registry::Registry;

/// Rows of a table of variants that are used: every one is a copy of the question in the page.
const MOST_VARIANTS: usize = 50;

/// Expands every block of a file, in the order of their openers.
pub fn document(registry: &Registry, text: &str, parsed: &Parsed) -> (Vec<Expanded>, Vec<Diagnostic>) {
    let mut walk = Walk { registry, text, parsed, out: Vec::new(), found: Vec::new() };
    walk.blocks(&parsed.blocks, None);
    let mut labels: BTreeMap<&str, Span> = BTreeMap::new();
    for block in &walk.out {
        let Some(label) = &block.label else { continue };
        match labels.get(label.value.as_str()) {
            Some(first) => walk.found.push(
                Diagnostic::new(
                    &codes::item::DUPLICATE_LABEL,
                    format!("the label `{}` stands twice, so answers could not be told apart", label.value),
                )
                .at(label.span)
                .label(*first, "it is first used here")
                .help("give one of them another label; keep the one that learners have already answered"),
            ),
            None => {
                labels.insert(&label.value, label.span);
            }
        }
    }
    (walk.out, walk.found)
}

struct Walk<'a> {
    registry: &'a Registry,
    text: &'a str,
    parsed: &'a Parsed,
    out: Vec<Expanded>,
    found: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &[Block], outer: Option<&Directive>) {
        for block in blocks {
            let Block::Directive(directive) = block else { continue };
            self.nesting(directive, outer);
            let (expanded, found) = expand(self.registry, self.text, directive, self.parsed);
            self.out.push(expanded);
            self.found.extend(found);
            self.blocks(&directive.body, Some(directive));
        }
    }

    fn nesting(&mut self, directive: &Directive, outer: Option<&Directive>) {
        let name = &directive.name.value;
        let Some(kind) = self.registry.kind(name) else { return };
        let place = outer.map_or("page", |outer| outer.name.value.as_str());
        let list = |names: &[String]| names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
        let allowed = kind.inside.as_ref().is_none_or(|inside| inside.iter().any(|name| name == place));
        if !allowed {
            let inside = kind.inside.as_deref().unwrap_or_default();
            let found = Diagnostic::new(
                &codes::plugin::WRONG_PLACE,
                match outer {
                    Some(_) => format!("a `{name}` block can't stand inside of a `{place}` block"),
                    None => format!("a `{name}` block can't stand on the page itself"),
                },
            )
            .at(directive.name.span)
            .help(format!("it belongs in: {}", list(inside)));
            self.found.push(match outer {
                Some(outer) => found.label(outer.name.span, "the block it stands in"),
                None => found,
            });
            return;
        }
        let Some(outer) = outer else { return };
        let Some(holds) = self.registry.kind(place).and_then(|kind| kind.holds.as_ref()) else { return };
        if !holds.contains(name) {
            let help = if holds.is_empty() {
                format!("end the `{place}` block before it")
            } else {
                format!("a `{place}` block takes {}; end it before this one", list(holds))
            };
            self.found.push(
                Diagnostic::new(
                    &codes::plugin::WRONG_PLACE,
                    format!("a `{place}` block does not take a `{name}` block"),
                )
                .at(directive.name.span)
                .label(outer.name.span, "the block it stands in")
                .help(help),
            );
        }
    }
}

/// Expands one block. Blocks inside of it stay directives: expand and render them by themselves.
pub fn expand(registry: &Registry, text: &str, directive: &Directive, parsed: &Parsed) -> (Expanded, Vec<Diagnostic>) {
    let mut block = Expanded {
        kind: directive.name.value.clone(),
        known: false,
        label: directive.label.clone(),
        id: directive.id.clone(),
        classes: directive.classes.iter().map(|class| class.value.clone()).collect(),
        span: directive.span,
        opener: directive.opener,
        attributes: BTreeMap::new(),
        parts: BTreeMap::new(),
        rest: Markdown::default(),
        items: Vec::new(),
        refs: Vec::new(),
        terms: Vec::new(),
    };
    let Some(kind) = registry.kind(&directive.name.value) else {
        let name = &directive.name.value;
        block.rest = plain(text, &directive.body);
        if name.is_empty() {
            return (block, Vec::new());
        }
        let known: Vec<&str> = registry.kinds().map(|kind| kind.name.as_str()).collect();
        let found = Diagnostic::new(&codes::plugin::UNKNOWN_KIND, format!("no plugin here knows a block `{name}`"))
            .at(directive.name.span);
        let found = match suggest(name, known.iter().copied()) {
            Some(near) => found.help(format!("did you mean `{near}`?")).replace(
                format!("write `{near}`"),
                directive.name.span,
                near,
            ),
            None => {
                let known: Vec<String> = known.iter().map(|kind| format!("`{kind}`")).collect();
                found.help(format!("known here: {}", known.join(", ")))
            }
        };
        return (block, vec![found]);
    };
    block.known = true;
    let mut found = Vec::new();
    attributes(kind, directive, &mut block, &mut found);
    let cut = cut::cut(kind, text, directive, &parsed.refs);
    block.parts = cut.parts;
    block.rest = cut.rest;
    found.extend(cut.found);
    needs(kind, directive, &block, &mut found);
    mixups(&mut block);
    terms(kind, &mut block);
    items(kind, text, directive, &mut block, &mut found);
    label(kind, directive, &block, &mut found);
    (block, found)
}

/// A body as it is, for blocks nobody knows.
fn plain(text: &str, body: &[Block]) -> Markdown {
    let pieces = body.iter().map(|block| match block {
        Block::Markdown(span) => Piece::Text(Source { text: span.text(text).to_owned(), span: *span, simple: false }),
        Block::Directive(directive) => Piece::Block(Box::new(directive.clone())),
    });
    Markdown { pieces: pieces.collect() }
}

fn attributes(kind: &Kind, directive: &Directive, block: &mut Expanded, found: &mut Vec<Diagnostic>) {
    for attribute in &kind.attributes {
        block.attributes.insert(attribute.name.clone(), attribute.default.clone());
    }
    for written in &directive.attrs {
        let name = &written.key.value;
        let Some(attribute) = kind.attribute(name) else {
            let known = kind.attributes.iter().map(|attribute| attribute.name.as_str());
            let d = Diagnostic::new(
                &codes::plugin::UNKNOWN_ATTRIBUTE,
                format!("a `{}` block has no attribute `{name}`", kind.name),
            )
            .at(written.key.span);
            found.push(match suggest(name, known.clone()) {
                Some(near) => {
                    d.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), written.key.span, near)
                }
                None if kind.attributes.is_empty() => d.help("it has none"),
                None => {
                    let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
                    d.help(format!("it has {}", known.join(", ")))
                }
            });
            continue;
        };
        // Of two with one key the first counts; the reader has said so already.
        if directive.attr(name).is_some_and(|first| first.span != written.value.span) {
            continue;
        }
        match value(attribute, &written.value.value) {
            Some(value) => {
                let to = Spanned::new(written.value.value.clone(), written.value.span);
                match attribute.of {
                    Type::Objective => block.refs.push(Reference { kind: RefKind::Objective, to }),
                    Type::Lesson => block.refs.push(Reference { kind: RefKind::Lesson, to }),
                    _ => {}
                }
                block.attributes.insert(name.clone(), value);
            }
            None => {
                let d = Diagnostic::new(
                    &codes::plugin::BAD_ATTRIBUTE,
                    format!("`{name}` is {}, not `{}`", attribute.of.describe(), written.value.value),
                )
                .at(written.value.span);
                let near = match &attribute.of {
                    Type::Choice(words) => suggest(&written.value.value, words.iter().map(String::as_str)),
                    _ => None,
                };
                found.push(match near {
                    Some(near) => d.help(format!("did you mean `{near}`?")).replace(
                        format!("write `{near}`"),
                        written.value.span,
                        near,
                    ),
                    None => d.maybe_help((!attribute.doc.is_empty()).then(|| attribute.doc.clone())),
                });
            }
        }
    }
    for attribute in kind.attributes.iter().filter(|attribute| attribute.required) {
        if directive.attr(&attribute.name).is_none() {
            found.push(
                Diagnostic::new(
                    &codes::plugin::MISSING_ATTRIBUTE,
                    format!("a `{}` block needs the attribute `{}`", kind.name, attribute.name),
                )
                .at(directive.opener)
                .help(format!(
                    "write `{{{}=…}}` after the name: {}",
                    attribute.name,
                    attribute.of.describe()
                )),
            );
        }
    }
}

fn value(attribute: &Attribute, written: &str) -> Option<Value> {
    match &attribute.of {
        Type::Text => Some(written.into()),
        Type::Objective | Type::Lesson => (!written.is_empty()).then(|| written.into()),
        Type::Integer => written.parse::<i64>().ok().map(Value::from),
        Type::Number => written.parse::<f64>().ok().filter(|n| n.is_finite()).map(Value::from),
        Type::Boolean => match written {
            "" | "true" => Some(true.into()),
            "false" => Some(false.into()),
            _ => None,
        },
        Type::Choice(words) => words.iter().any(|word| word == written).then(|| written.into()),
    }
}

/// Reports parts that must be there and are not.
fn needs(kind: &Kind, directive: &Directive, block: &Expanded, found: &mut Vec<Diagnostic>) {
    for part in &kind.parts {
        let value = block.parts.get(&part.name);
        let count = match value {
            Some(PartValue::Entries(entries)) => entries.len(),
            Some(PartValue::Sections(sections)) => sections.len(),
            Some(PartValue::Table(table)) => table.rows.len(),
            Some(PartValue::Definitions(list)) => list.len(),
            Some(PartValue::Lines(lines)) => lines.len(),
            _ => usize::MAX,
        };
        let message = match value {
            // A block whose label is the term needs no list of terms; the model says so by an empty text part.
            None if part.required => format!("this `{}` block has no {}", kind.name, describe(part)),
            Some(_) if count < part.min => {
                format!("this `{}` block needs at least {} of {}", kind.name, part.min, describe(part))
            }
            _ => continue,
        };
        let help = if part.doc.is_empty() { format!("add {}", describe(part)) } else { part.doc.clone() };
        found.push(Diagnostic::new(&codes::plugin::MISSING_PART, message).at(directive.opener).help(help));
    }
}

fn mixups(block: &mut Expanded) {
    let mut all = Vec::new();
    for value in block.parts.values() {
        match value {
            PartValue::Entries(entries) => all.extend(entries.iter().filter_map(|entry| entry.mixup.clone())),
            PartValue::Lines(lines) => all.extend(lines.iter().filter_map(|line| line.mixup.clone())),
            _ => {}
        }
    }
    all.sort_by_key(|mixup| mixup.span);
    block.refs.extend(all.into_iter().map(|to| Reference { kind: RefKind::MixUp, to }));
}

fn terms(kind: &Kind, block: &mut Expanded) {
    if let (Some(part), Some(label)) = (&kind.term, &block.label)
        && let Some(PartValue::Markdown(body)) = block.parts.get(part)
    {
        let texts = body.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(source) => Some(source.text.as_str()),
            Piece::Block(_) => None,
        });
        let meaning = texts.collect::<Vec<_>>().join("\n\n");
        // `**Denominator**: …` says how the term is written; else the label does.
        let bold = meaning.strip_prefix("**").and_then(|rest| rest.split_once("**"));
        let written = bold.map_or_else(|| label.value.clone(), |(bold, _)| bold.trim_end_matches(':').to_owned());
        let term = Spanned::new(written, label.span);
        let id = block.dom_id();
        block.terms.push(Term { term, meaning, id });
    }
    for value in block.parts.values() {
        if let PartValue::Definitions(list) = value {
            block.terms.extend(list.iter().map(|entry| Term {
                term: entry.term.clone(),
                meaning: entry.meaning.text.clone(),
                id: Term::id_of(&entry.term.value),
            }));
        }
    }
}

fn label(kind: &Kind, directive: &Directive, block: &Expanded, found: &mut Vec<Diagnostic>) {
    match (&directive.label, kind.label) {
        (Some(label), LabelRule::None) => found.push(
            Diagnostic::new(&codes::item::BAD_LABEL, format!("a `{}` block has no label", kind.name))
                .at(label.span)
                .help("take it away, or write `{#id}` to make it a place that links can lead to"),
        ),
        (Some(label), _) => {
            let bad = |c: char| c.is_control() || c.is_whitespace() || "/#?:\\<>{}\"'`|*".contains(c);
            if let Some(c) = label.value.chars().find(|c| bad(*c)) {
                found.push(
                    Diagnostic::new(
                        &codes::item::BAD_LABEL,
                        format!("`{c}` can't be in a label, because the label is part of the item's id"),
                    )
                    .at(label.span)
                    .help("use letters, digits and hyphens"),
                );
            }
        }
        (None, LabelRule::Wanted) => {
            // Written in as it is kept now, so that what learners have answered stays theirs.
            let id = block
                .items
                .first()
                .map_or_else(String::new, |item| item.local_id.split('/').next().unwrap_or_default().to_owned());
            let end = directive.name.span.end as usize;
            let at = Span::new(directive.span.file, end..end);
            let d = Diagnostic::new(
                &codes::item::NO_ID,
                format!("this `{}` has no label, so its record is lost when its text changes", kind.name),
            )
            .severity(Severity::Note)
            .at(directive.name.span)
            .help(format!("give it one: `::: {} some-name`", kind.name));
            found.push(match id.is_empty() {
                true => d,
                false => d.fix("write a label in", vec![Edit { span: at, text: format!(" {id}") }]),
            });
        }
        (None, _) => {}
    }
}

fn items(kind: &Kind, text: &str, directive: &Directive, block: &mut Expanded, found: &mut Vec<Diagnostic>) {
    let Some(model) = &kind.item else { return };
    let base = match &directive.label {
        Some(label) => label.value.clone(),
        None => format!("~{}", hash(&kind.name, directive.body_span.text(text))),
    };
    let objective = kind.attributes.iter().find(|attribute| attribute.of == Type::Objective);
    let objective = objective.and_then(|attribute| directive.attr(&attribute.name)).cloned();
    let table = model.rows.as_ref().and_then(|name| match block.parts.get(name) {
        Some(PartValue::Table(table)) => Some(table.clone()),
        _ => None,
    });
    places(kind, text, block, table.as_ref(), found);
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
            evidence: kind.evidence,
            row,
        });
    }
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

/// Ten hexadecimal digits of a text whose white space does not count.
fn hash(kind: &str, text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(kind.as_bytes());
    for word in text.split_whitespace() {
        hasher.update(b" ");
        hasher.update(word.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(10).collect()
}
