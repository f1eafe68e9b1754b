//! Items: which objective each yields evidence about, and whether what its block names exists.

use std::sync::Arc;

use wend_core::{LessonIx, ObjectiveIx};
use wend_diagnostics::{Diagnostic, Spanned, codes};
use wend_plugin::RefKind;

use super::names::{Names, unknown};
use super::{Input, start_of};
use crate::compiled::ItemDoc;
use crate::front::ItemsFront;
use crate::ids;
use crate::objective::ObjectiveDoc;
use crate::parse::{Page, SourceItem};

/// The items of a lesson.
pub(crate) fn of_lesson(
    page: &Page,
    ix: LessonIx,
    names: &Names,
    docs: &[ObjectiveDoc],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<ItemDoc> {
    let taught = names.teaches[ix.index()].as_slice();
    let mut asked = None;
    let mut items = Vec::with_capacity(page.items.len());
    for item in &page.items {
        // The rows of one table of variants share their block: one word a block is enough.
        let again = asked == Some(item.opener);
        asked = Some(item.opener);
        let mut quiet = Vec::new();
        let found = if again { &mut quiet } else { &mut *diagnostics };
        let objective = match &item.objective {
            Some(id) => of_taught(id, taught, names, docs, found),
            None if taught.len() > 1 => {
                found.push(
                    Diagnostic::new(
                        &codes::item::WHICH_OBJECTIVE,
                        "this lesson teaches several objectives, and this block does not say which one it is about",
                    )
                    .at(item.opener)
                    .help(format!("add {{objective=\"{}\"}} to this line", list(taught, docs, "\" or \""))),
                );
                None
            }
            None => None,
        };
        items.push(doc(item, objective.or(taught.first().copied())));
    }
    check_refs(page, taught, &items, names, docs, diagnostics);
    items
}

/// The items of a file of `items/`.
pub(crate) fn of_file(
    input: &Input,
    front: &ItemsFront,
    page: &Page,
    names: &Names,
    docs: &[ObjectiveDoc],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<ItemDoc> {
    let whole = front.objective.as_ref().and_then(|id| names.objective(id, diagnostics));
    if page.items.is_empty() {
        diagnostics.push(
            Diagnostic::new(&codes::item::EMPTY_FILE, "there is no item in this file")
                .at(start_of(input.file))
                .help("write a block such as ::: question my-label"),
        );
    } else if front.objective.is_none() && page.items.iter().any(|item| item.objective.is_none()) {
        diagnostics.push(
            Diagnostic::new(
                &codes::item::WHICH_OBJECTIVE,
                "this file does not say which objective its items are about",
            )
            .at(start_of(input.file))
            .help("begin it with +++, a line objective = \"…\", and +++ again"),
        );
    }
    let mut asked = None;
    let mut items = Vec::with_capacity(page.items.len());
    let mut about = Vec::new();
    for item in &page.items {
        let again = asked == Some(item.opener);
        asked = Some(item.opener);
        let mut quiet = Vec::new();
        let found = if again { &mut quiet } else { &mut *diagnostics };
        let objective = match &item.objective {
            Some(id) => names.objective(id, found),
            None => whole,
        };
        about.extend(objective);
        items.push(doc(item, objective));
    }
    about.extend(whole);
    about.sort_unstable();
    about.dedup();
    check_refs(page, &about, &items, names, docs, diagnostics);
    items
}

fn doc(item: &SourceItem, objective: Option<ObjectiveIx>) -> ItemDoc {
    ItemDoc {
        local_id: item.local_id.clone(),
        kind: Arc::clone(&item.kind),
        objective,
        typed: item.typed,
        options: item.options,
        span: item.opener,
    }
}

/// The objective an item names, if its lesson teaches it.
fn of_taught(
    id: &Spanned<String>,
    taught: &[ObjectiveIx],
    names: &Names,
    docs: &[ObjectiveDoc],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<ObjectiveIx> {
    let ix = names.objective(id, diagnostics)?;
    if taught.contains(&ix) {
        return Some(ix);
    }
    diagnostics.push(
        Diagnostic::new(&codes::item::OBJECTIVE_NOT_TAUGHT, format!("this lesson does not teach `{}`", id.value))
            .at(id.span)
            .help(format!("it teaches {}", list(taught, docs, ", "))),
    );
    None
}

fn list(taught: &[ObjectiveIx], docs: &[ObjectiveDoc], between: &str) -> String {
    let ids: Vec<&str> = taught.iter().filter_map(|ix| docs.get(ix.index())).map(|doc| doc.id.as_str()).collect();
    ids.join(between)
}

/// What blocks name must exist. A mix-up must be one of the objective that its item is about.
fn check_refs(
    page: &Page,
    taught: &[ObjectiveIx],
    items: &[ItemDoc],
    names: &Names,
    docs: &[ObjectiveDoc],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for reference in &page.refs {
        match reference.kind {
            RefKind::Lesson => {
                names.lesson(&reference.to, diagnostics);
            }
            RefKind::Objective => {
                // Items were looked up above.
                let known = |item: &SourceItem| {
                    item.objective.as_ref().is_some_and(|objective| objective.span == reference.to.span)
                };
                if !page.items.iter().any(known) {
                    names.objective(&reference.to, diagnostics);
                }
            }
            RefKind::MixUp => {
                let owner = page
                    .items
                    .iter()
                    .position(|item| item.mixups.iter().any(|m| m.span == reference.to.span))
                    .and_then(|at| items[at].objective);
                let among = match &owner {
                    Some(ix) => std::slice::from_ref(ix),
                    None => taught,
                };
                check_mixup(&reference.to, among, docs, diagnostics);
            }
        }
    }
}

fn check_mixup(
    mixup: &Spanned<String>,
    among: &[ObjectiveIx],
    docs: &[ObjectiveDoc],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let name = ids::normal(&mixup.value);
    let known = || {
        among.iter().filter_map(|ix| docs.get(ix.index())).flat_map(|doc| &doc.mixups).map(|mixup| mixup.id.as_str())
    };
    if known().any(|id| id == name) {
        return;
    }
    let owner = list(among, docs, "` or `");
    diagnostics.push(unknown(
        &codes::item::UNKNOWN_MIXUP,
        &format!("mix-up of `{owner}` called"),
        mixup,
        known(),
        &format!("add a table [{owner}.mix-up.{name}] with a title, or name one that is there"),
    ));
}
