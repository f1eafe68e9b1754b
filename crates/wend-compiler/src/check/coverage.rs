//! What an author may want to write next.

use wend_core::{ObjectiveIx, lint};
use wend_diagnostics::{Diagnostic, codes};

use super::Subject;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    one_alternative(subject, diagnostics);
    few_items(subject, diagnostics);
    gaps(subject, diagnostics);
    redundant(subject, diagnostics);
}

fn written(subject: &Subject<'_>, ix: ObjectiveIx) -> bool {
    subject.curriculum().objective(ix).is_some_and(|objective| !objective.own)
}

fn one_alternative(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (ix, lesson) in lint::single_alternatives(subject.graph) {
        if !written(subject, ix) {
            continue;
        }
        let lesson = subject.curriculum().lesson(lesson).map_or("?", |lesson| lesson.id.as_str());
        diagnostics.push(
            Diagnostic::new(
                &codes::objective::ONE_ALTERNATIVE,
                format!("only `{lesson}` teaches `{}`", subject.id(ix)),
            )
            .at(subject.span(ix))
            .help("a second lesson, set in another interest or with another approach, gives a choice"),
        );
    }
}

fn few_items(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (ix, items, needed) in lint::few_items(subject.graph) {
        if !written(subject, ix) {
            continue;
        }
        let id = subject.id(ix);
        let message = if items == 0 {
            format!("`{id}` has no question, so it becomes known by the learner's word alone")
        } else {
            let s = if items == 1 { "" } else { "s" };
            format!("`{id}` has {items} question{s}, and its rule of mastery asks for {needed}")
        };
        diagnostics.push(
            Diagnostic::new(&codes::objective::FEW_ITEMS, message)
                .at(subject.span(ix))
                .help("add questions to its lessons or to `items/`; each row of a table of variants is one"),
        );
    }
}

fn gaps(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let interests = &subject.compiled.config.interests;
    for (ix, missing) in lint::gaps(subject.graph) {
        // What is only named as a parent is met through its children.
        let missing: Vec<&str> = missing
            .iter()
            .filter_map(|interest| interests.get(interest.index()))
            .filter(|def| !def.implied)
            .map(|def| def.id.as_str())
            .collect();
        if !written(subject, ix) || missing.is_empty() {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(
                &codes::objective::INTEREST_GAP,
                format!("`{}` has no lesson for: {}", subject.id(ix), missing.join(", ")),
            )
            .at(subject.span(ix))
            .help("it is a list of what could be written next, not a fault"),
        );
    }
}

fn redundant(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (from, to) in lint::redundant_edges(subject.graph) {
        let at = subject.mention(to, from).unwrap_or_else(|| subject.span(to));
        diagnostics.push(
            Diagnostic::new(
                &codes::objective::REDUNDANT_EDGE,
                format!("`{}` needs `{}` through something else too", subject.id(to), subject.id(from)),
            )
            .at(at)
            .help("it can be left out; on the map it is hidden"),
        );
    }
}
