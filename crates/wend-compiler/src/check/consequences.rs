//! One mistake, one problem: what only follows from a mistake that is reported already is left out.
//!
//! Only errors take others away, so a curriculum with a problem never looks like one without. A consequence that has a
//! name near it ("did you mean") stays: it is more likely a slip of its own.

use std::collections::{BTreeMap, BTreeSet};

use wend_diagnostics::{Diagnostic, FileId, Severity};

/// What a file is, as far as this matters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Config,
    Objectives,
    Lesson,
    Other,
}

/// Leaves out what follows from something else that is reported.
pub(crate) fn leave_out(kind: impl Fn(FileId) -> Kind, diagnostics: &mut Vec<Diagnostic>) {
    let mut config = false;
    let mut objectives = false;
    let mut lessons = false;
    // Where the first block begins that is never closed, by file: it swallows what comes after.
    let mut swallowed: BTreeMap<FileId, u32> = BTreeMap::new();
    // Files whose head could not be read as it was meant: the title may be in it.
    let mut headless: BTreeSet<FileId> = BTreeSet::new();
    for diagnostic in diagnostics.iter().filter(|d| d.severity == Severity::Error) {
        let Some(span) = diagnostic.primary.as_ref().map(|label| label.span) else { continue };
        let code = diagnostic.code.code;
        let unread = matches!(code, "data/syntax" | "data/unknown-key" | "data/wrong-type" | "io/not-utf8");
        match kind(span.file) {
            Kind::Config => config |= unread,
            Kind::Objectives => objectives |= unread,
            Kind::Lesson => {
                let names = matches!(code, "markup/unclosed-front" | "link/unknown-objective" | "link/same-page");
                lessons |= unread || names;
            }
            Kind::Other => {}
        }
        if unread || code == "markup/unclosed-front" {
            headless.insert(span.file);
        }
        if code == "markup/unclosed-directive" {
            let first = swallowed.entry(span.file).or_insert(span.start);
            *first = (*first).min(span.start);
        }
    }
    diagnostics.retain(|diagnostic| {
        let code = diagnostic.code.code;
        let guessed = diagnostic.helps.iter().any(|help| help.starts_with("did you mean"));
        match code {
            "link/unknown-interest" | "link/unknown-strand" => guessed || !config,
            "link/unknown-objective" => guessed || !objectives,
            "objective/untaught" => !lessons,
            "front/no-title" => diagnostic.primary.as_ref().is_none_or(|label| !headless.contains(&label.span.file)),
            _ if code.starts_with("plugin/") || code.starts_with("item/") => {
                let place = diagnostic.primary.as_ref().map(|label| label.span);
                place.is_none_or(|span| swallowed.get(&span.file).is_none_or(|start| span.start < *start))
            }
            _ => true,
        }
    });
}
