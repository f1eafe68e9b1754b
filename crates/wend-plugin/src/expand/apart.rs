//! Whether the blocks and items of a file can be told apart: by labels, by the names made for blocks without one, and
//! by the ids of the rows of a table of variants. Records are kept by these.

use std::collections::BTreeMap;

use wend_diagnostics::{Diagnostic, Span, codes};
use wend_markup::ids::Ids;

use crate::parts::{Expanded, PartValue};
use crate::registry::Registry;

/// Reports what has the same name as something before it, once a block.
pub(super) fn check(registry: &Registry, blocks: &[Expanded], found: &mut Vec<Diagnostic>) {
    let mut labels: BTreeMap<&str, Span> = BTreeMap::new();
    // Item → where it is asked, and by which block.
    let mut items: BTreeMap<&str, (Span, usize)> = BTreeMap::new();
    // Names that are taken; where one is, a copy is offered one with a number behind it.
    let mut ids = Ids::new();
    for name in blocks.iter().filter_map(|block| Some(&block.label.as_ref()?.value)) {
        ids.unique(name);
    }
    for (at, block) in blocks.iter().enumerate() {
        if let Some(label) = &block.label {
            if let Some(first) = labels.get(label.value.as_str()) {
                found.push(
                    Diagnostic::new(
                        &codes::item::DUPLICATE_LABEL,
                        format!("the label `{}` stands twice, so answers could not be told apart", label.value),
                    )
                    .at(label.span)
                    .label(*first, "it is first used here")
                    .help("give one of them another label; keep the one that learners have already answered"),
                );
                continue;
            }
            labels.insert(&label.value, label.span);
        }
        for item in &block.items {
            let own = item.row.and_then(|row| row_id(registry, block, row)).unwrap_or(block.opener);
            let Some((first, of)) = items.get(item.local_id.as_str()) else {
                items.insert(&item.local_id, (own, at));
                if block.label.is_none() {
                    ids.unique(base(&item.local_id));
                }
                continue;
            };
            let name = &item.local_id;
            if *of == at {
                let row = name.split_once('/').map_or(name.as_str(), |(_, row)| row);
                let message = format!("two rows have the id `{row}`, so answers could not be told apart");
                let told =
                    Diagnostic::new(&codes::item::DUPLICATE_LABEL, message).at(own).label(*first, "the other one");
                found.push(told.help("give each row an id of its own; one without an id has its number"));
            } else {
                let told = alike(block, base(name), &ids.unique(base(name)), *first, found);
                found.push(told);
            }
            break;
        }
    }
}

/// Two blocks of one name, of which at least one has no label. The note that asks for that label is taken back: the
/// one that it offers is taken.
fn alike(block: &Expanded, name: &str, free: &str, first: Span, found: &mut Vec<Diagnostic>) -> Diagnostic {
    let message = match &block.label {
        Some(_) => format!("a question before this one has no label and is called `{name}` for its words"),
        None => format!("this `{}` has no label, and its words give it a name that is taken: `{name}`", block.kind),
    };
    let told = Diagnostic::new(&codes::item::DUPLICATE_LABEL, message)
        .at(block.label.as_ref().map_or(block.opener, |label| label.span))
        .label(first, "the other one")
        .help("answers to the two could not be told apart: give each a label of its own");
    if block.label.is_some() {
        return told;
    }
    let asked = |one: &Diagnostic| {
        let at = one.primary.as_ref().map_or(Span::default(), |label| label.span);
        *one.code == codes::item::NO_ID && block.opener.start <= at.start && at.end <= block.opener.end
    };
    let Some(at) = found.iter().position(asked) else { return told };
    match found.remove(at).fix {
        Some(mut fix) => {
            for edit in &mut fix.edits {
                edit.text = edit.text.replace(name, free);
            }
            Diagnostic { fix: Some(fix), ..told }
        }
        None => told,
    }
}

/// What the ids of a block's items begin with.
fn base(id: &str) -> &str {
    id.split_once('/').map_or(id, |(base, _)| base)
}

/// Where a row of a table of variants has its id.
fn row_id(registry: &Registry, block: &Expanded, row: usize) -> Option<Span> {
    let part = registry.kind(&block.kind)?.item.as_ref()?.rows.as_ref()?;
    let Some(PartValue::Table(table)) = block.parts.get(part) else { return None };
    let column = table.head.iter().position(|cell| cell.value == "id")?;
    Some(table.rows.get(row)?.get(column)?.span)
}
