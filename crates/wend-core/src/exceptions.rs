//! What of a log could not be used as it stands, said rather than guessed.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    Curriculum,
    evidence::{Log, conflicts, utf16},
};

/// Entries that were kept and had no effect, or another one than they say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exception {
    /// `unknown-objective`, `unknown-lesson` (the curriculum has no such id, nor an alias: kept, no effect),
    /// `future` (written by a clock that is ahead: counted as made with the last entry
    /// before it), `conflict` (one key, two contents:
    /// both count).
    pub code: &'static str,
    /// The id, or the writer.
    pub id: String,
    /// How many entries.
    pub n: u32,
    /// The latest of them, milliseconds since 1970.
    pub t: i64,
}

/// Everything in a log that this version of the curriculum, or a clock, can't account for; by code and id.
#[must_use]
pub fn exceptions(curriculum: &Curriculum, log: &Log, now: i64) -> Vec<Exception> {
    let names = curriculum.names();
    let mut found: BTreeMap<(&'static str, &str), (u32, i64)> = BTreeMap::new();
    let twice = conflicts(log);
    let mut note = |code, id, t: i64| {
        let (n, latest) = found.entry((code, id)).or_insert((0, t));
        *n += 1;
        *latest = t.max(*latest);
    };
    for entry in &log.entries {
        if let Some(id) = entry.text("objective").filter(|id| !id.is_empty() && names.objective(id).is_none()) {
            note("unknown-objective", id, entry.t);
        }
        if let Some(id) = entry.text("lesson").filter(|id| !id.is_empty() && names.lesson(id).is_none()) {
            note("unknown-lesson", id, entry.t);
        }
        if entry.t > now {
            note("future", &entry.w, entry.t);
        }
        if twice.binary_search_by(|(w, n)| utf16(w, &entry.w).then(n.cmp(&entry.n))).is_ok() {
            note("conflict", &entry.w, entry.t);
        }
    }
    let mut out: Vec<Exception> =
        found.into_iter().map(|((code, id), (n, t))| Exception { code, id: id.to_owned(), n, t }).collect();
    out.sort_by(|a, b| a.code.cmp(b.code).then_with(|| utf16(&a.id, &b.id)));
    out
}
