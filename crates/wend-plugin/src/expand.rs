//! A directive becomes a block of its kind: attributes checked, body cut into parts, items made.
//!
//! 1. `attributes`: what stands in the braces of the opener.
//! 2. `cut`: the body, by the kind's content model.
//! 3. `items`: what is asked, and what the grader gets of it.
//! 4. `script`: what the plugin's `expand.js` makes of all that.
//!
//! [`document`] does this for all blocks of a file, and sees to what concerns more than one of them: where a block
//! may stand, and what can't be told apart (`apart`).

use std::collections::BTreeMap;

use wend_diagnostics::{Diagnostic, Edit, Severity, Span, Spanned, codes, suggest};
use wend_markup::{Block, Directive, Parsed};

use crate::cut::{self, describe};
use crate::manifest::{Kind, LabelRule};
use crate::parts::{Expanded, MOST_MADE, Markdown, PartValue, Piece, RefKind, Reference, Source, Term};
use crate::registry::Registry;

mod apart;
mod attributes;
mod items;
mod script;

use attributes::attributes;
use items::items;
pub(crate) use items::row_fill;

/// Expands every block of a file, in the order of their openers.
pub fn document(registry: &Registry, text: &str, parsed: &Parsed) -> (Vec<Expanded>, Vec<Diagnostic>) {
    let mut walk = Walk { registry, text, parsed, depth: 0, out: Vec::new(), found: Vec::new() };
    walk.blocks(&parsed.blocks, None);
    apart::check(registry, &walk.out, &mut walk.found);
    (walk.out, walk.found)
}

struct Walk<'a> {
    registry: &'a Registry,
    text: &'a str,
    parsed: &'a Parsed,
    /// How many plugins' scripts made what we are in.
    depth: usize,
    out: Vec<Expanded>,
    found: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &[Block], outer: Option<&Directive>) {
        for block in blocks {
            let Block::Directive(directive) = block else { continue };
            self.nesting(directive, outer);
            let (expanded, found) = expand(self.registry, self.text, directive, self.parsed);
            self.found.extend(found);
            let made = expanded.made.as_ref().and_then(|made| made.blocks.clone());
            self.out.push(expanded);
            match made {
                Some(made) => self.made(&made, directive, outer),
                None => self.blocks(&directive.body, Some(directive)),
            }
        }
    }

    /// Blocks that a script made stand in place of the block. All that is said of them is said at its opener.
    fn made(&mut self, text: &str, directive: &Directive, outer: Option<&Directive>) {
        let name = &directive.name.value;
        if self.depth >= MOST_MADE {
            let message = format!("a `{name}` block becomes blocks that become blocks, without end");
            let found = Diagnostic::new(&codes::plugin::BREACH, message).at(directive.opener);
            self.found.push(found.help("let `expand.js` make blocks of other kinds only"));
            return;
        }
        let (parsed, mut found) = wend_markup::parse(directive.span.file, text);
        let mut inner =
            Walk { text, parsed: &parsed, depth: self.depth + 1, out: Vec::new(), found: Vec::new(), ..*self };
        inner.blocks(&parsed.blocks, outer);
        found.append(&mut inner.found);
        let at = directive.opener;
        self.out.extend(inner.out.into_iter().map(|mut block| {
            block.moved_to(at);
            block
        }));
        for one in found {
            let moved = Diagnostic { labels: Vec::new(), fix: None, ..one }.at(at);
            self.found.push(moved.help(format!("this is said of what the plugin made of this `{name}` block")));
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
        made: None,
        failed: false,
    };
    let Some((plugin, kind)) = registry.entry(&directive.name.value) else {
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
    script::script(registry, plugin, kind, text, directive, &mut block, &mut found);
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
                format!("this `{}` has no label, so what learners answered is lost when its text changes", kind.name),
            )
            .severity(Severity::Note)
            .at(directive.name.span)
            .help(format!(
                "a label is a name for it within the lesson, like `::: {} rice-1`; it stays when the text changes",
                kind.name
            ));
            found.push(match id.is_empty() {
                true => d,
                false => d.fix("write a label in", vec![Edit { span: at, text: format!(" {id}") }]),
            });
        }
        (None, _) => {}
    }
}
