//! `expand.js`: what a plugin's script makes of a block.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use wend_diagnostics::{Diagnostic, Severity, Spanned, codes};
use wend_markup::Directive;

use super::items;
use crate::js::Breach;
use crate::manifest::Kind;
use crate::parts::{Expanded, Item, Made, Markdown, PartValue, Piece, RefKind, Reference, Table};
use crate::place::{self, Place};
use crate::registry::{Plugin, Registry};

const MODULE: &str = "expand.js";

/// Items that one block may have: every one is a copy of it in the page.
const MOST_ITEMS: usize = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Expansion {
    /// Read only where a template is given it: most of what is asked about a block needs none of it.
    data: Option<Box<RawValue>>,
    markup: Value,
    blocks: Option<String>,
    items: Option<Vec<ItemIn>>,
    references: Vec<ReferenceIn>,
    search: String,
    open: String,
    problems: Vec<Problem>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemIn {
    #[serde(default)]
    id: Option<String>,
    spec: Map<String, Value>,
    #[serde(default)]
    typed: bool,
    #[serde(default)]
    options: u16,
    #[serde(default)]
    objective: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceIn {
    objective: Option<String>,
    lesson: Option<String>,
    mixup: Option<String>,
    at: Option<Place>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Problem {
    message: String,
    help: Option<String>,
    at: Option<Place>,
    severity: Option<String>,
}

/// Lets the plugin's `expand.js`, if it has one, see the block, and takes what it answers. When it breaks a rule, the
/// block is shown as it is written.
pub(super) fn script(
    registry: &Registry,
    plugin: &Plugin,
    kind: &Kind,
    text: &str,
    directive: &Directive,
    block: &mut Expanded,
    found: &mut Vec<Diagnostic>,
) {
    if !plugin.scripts().has(MODULE) {
        return;
    }
    match ask(registry, plugin, kind, text, directive, block) {
        Ok(expansion) => take(kind, expansion, text, directive, block, found),
        Err(breach) => {
            block.failed = true;
            // What is wrong with a script that can't be run at all was said at its place.
            if plugin.scripts().check().is_ok() {
                found.push(breach.report(plugin).at(block.opener));
            }
        }
    }
}

fn ask(
    registry: &Registry,
    plugin: &Plugin,
    kind: &Kind,
    text: &str,
    directive: &Directive,
    block: &Expanded,
) -> Result<Expansion, Breach> {
    let args = [BlockOut {
        attributes: &block.attributes,
        body: directive.body_span.text(text),
        kind: &block.kind,
        label: block.label.as_ref().map_or("", |label| label.value.as_str()),
        parts: block.parts.iter().map(|(name, part)| (name.as_str(), PartOut { part, text })).collect(),
    }];
    let shape = |message: String| Breach::Shape { function: "expand".to_owned(), message };
    let expansion: Expansion = registry.call(plugin, MODULE, "expand", &args)?.unwrap_or_default();
    if expansion.items.is_some() && kind.item.is_none() {
        return Err(shape(format!("it gives items, but the manifest has no `[kind.{}.item]`", kind.name)));
    }
    if !expansion.markup.is_null() {
        crate::markup::check(&expansion.markup).map_err(shape)?;
    }
    let mut ids: Vec<&str> = Vec::new();
    let items = expansion.items.as_deref().unwrap_or_default();
    if items.len() > MOST_ITEMS {
        return Err(shape(format!("it gives {} items, more than {MOST_ITEMS}", items.len())));
    }
    for item in items {
        let id = item.id.as_deref().unwrap_or("");
        if ids.contains(&id)
            || id.chars().any(|c| c.is_control() || c.is_whitespace() || "/#?:\\<>{}\"'`|*".contains(c))
        {
            return Err(shape(format!("the item's id `{id}` is there twice, or can't be an id")));
        }
        ids.push(id);
    }
    Ok(expansion)
}

fn take(
    kind: &Kind,
    expansion: Expansion,
    text: &str,
    directive: &Directive,
    block: &mut Expanded,
    found: &mut Vec<Diagnostic>,
) {
    let at = |place: &Option<Place>, block: &Expanded| place::of(block, text, directive, place.as_ref());
    for problem in &expansion.problems {
        let one = Diagnostic::new(&codes::plugin::REPORTED, problem.message.clone());
        let one = one.at(at(&problem.at, block)).maybe_help(problem.help.clone());
        found.push(match problem.severity.as_deref() {
            Some("error") => one.severity(Severity::Error),
            Some("note") => one.severity(Severity::Note),
            _ => one,
        });
    }
    for reference in &expansion.references {
        let span = at(&reference.at, block);
        for (kind, id) in [
            (RefKind::Objective, &reference.objective),
            (RefKind::Lesson, &reference.lesson),
            (RefKind::MixUp, &reference.mixup),
        ] {
            if let Some(id) = id {
                block.refs.push(Reference { kind, to: Spanned::new(id.clone(), span) });
            }
        }
    }
    if let Some(items) = expansion.items {
        let base = items::base_id(kind, text, directive);
        let objective = items::objective(kind, directive);
        let one = |item: ItemIn| {
            let mut spec = item.spec;
            spec.insert("kind".to_owned(), kind.name.clone().into());
            let named = item.objective.map(|id| Spanned::new(id, block.opener));
            Item {
                local_id: item.id.filter(|id| !id.is_empty()).map_or_else(|| base.clone(), |id| format!("{base}/{id}")),
                objective: named.or_else(|| objective.clone()),
                typed: item.typed,
                options: item.options,
                mixups: Vec::new(),
                spec: Value::Object(spec),
                evidence: kind.evidence(),
                row: None,
            }
        };
        block.items = items.into_iter().map(one).collect();
    }
    let Expansion { data, markup, blocks, search, open, .. } = expansion;
    let made = Made { data: data.map(Box::from), markup, blocks, search, open };
    block.made = (made != Made::default()).then(|| Box::new(made));
}

/// A block as scripts see it.
#[derive(Serialize)]
struct BlockOut<'a> {
    attributes: &'a BTreeMap<String, Value>,
    body: &'a str,
    kind: &'a str,
    label: &'a str,
    parts: BTreeMap<&'a str, PartOut<'a>>,
}

/// A part as scripts see it; `text` is the file's.
struct PartOut<'a> {
    part: &'a PartValue,
    text: &'a str,
}

impl Serialize for PartOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fn id(id: &Option<Spanned<String>>) -> Option<&str> {
            id.as_ref().map(|id| id.value.as_str())
        }
        match self.part {
            PartValue::Markdown(markdown) => source(markdown, self.text).serialize(serializer),
            PartValue::Entries(entries) => serializer.collect_seq(entries.iter().map(|entry| EntryOut {
                mixup: id(&entry.mixup),
                nested: entry.nested.as_ref().map(|nested| nested.text.as_str()),
                text: &entry.text.text,
                ticked: entry.ticked,
            })),
            PartValue::Lines(lines) => serializer.collect_seq(lines.iter().map(|line| LineOut {
                mixup: id(&line.mixup),
                text: &line.plain.value,
                when: id(&line.argument),
            })),
            PartValue::Table(table) => TableOut::of(table).serialize(serializer),
            PartValue::Sections(sections) => serializer.collect_seq(sections.iter().map(|section| SectionOut {
                table: section.table.as_ref().map(TableOut::of),
                text: source(&section.body, self.text),
                title: &section.title.value,
            })),
            PartValue::Definitions(list) => serializer.collect_seq(
                list.iter().map(|entry| DefinitionOut { term: &entry.term.value, text: &entry.meaning.text }),
            ),
        }
    }
}

/// Markdown as it is written.
fn source<'a>(markdown: &'a Markdown, text: &'a str) -> Cow<'a, str> {
    let piece = |piece: &'a Piece| match piece {
        Piece::Text(source) => source.text.as_str(),
        Piece::Block(directive) => directive.span.text(text).trim_end(),
    };
    match markdown.pieces.as_slice() {
        [one] => Cow::Borrowed(piece(one)),
        pieces => Cow::Owned(pieces.iter().map(piece).collect::<Vec<_>>().join("\n\n")),
    }
}

#[derive(Serialize)]
struct EntryOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    mixup: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nested: Option<&'a str>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ticked: Option<bool>,
}

#[derive(Serialize)]
struct LineOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    mixup: Option<&'a str>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'a str>,
}

#[derive(Serialize)]
struct SectionOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<TableOut<'a>>,
    text: Cow<'a, str>,
    title: &'a str,
}

#[derive(Serialize)]
struct DefinitionOut<'a> {
    term: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct TableOut<'a> {
    head: Vec<&'a str>,
    rows: Vec<Vec<&'a str>>,
}

impl<'a> TableOut<'a> {
    fn of(table: &'a Table) -> Self {
        let cells = |row: &'a Vec<Spanned<String>>| row.iter().map(|cell| cell.value.as_str()).collect();
        TableOut { head: cells(&table.head), rows: table.rows.iter().map(cells).collect() }
    }
}
