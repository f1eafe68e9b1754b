//! What only shows when all are seen together.

use std::collections::BTreeMap;

use super::{Met, Shared, Standard, look::Look};
use crate::{Curriculum, Names, ObjectiveIx, evidence::utf16, mastery::Level};

/// Mix-ups that two or more have in common: those of most learners first, then by objective and name.
pub(super) fn common(c: &Curriculum, looks: &[Look<'_>]) -> Vec<Shared> {
    let mut all: BTreeMap<ObjectiveIx, BTreeMap<&str, Vec<Met>>> = BTreeMap::new();
    for look in looks {
        for (&ix, sign) in &look.signs.of {
            for met in &sign.mixups {
                let learners = all.entry(ix).or_default().entry(&met.name).or_default();
                learners.push(Met { who: look.who.clone(), entries: met.entries.clone() });
            }
        }
    }
    let mut out = Vec::new();
    for (ix, of) in all {
        let mut shared: Vec<_> = of.into_iter().filter(|(_, learners)| learners.len() > 1).collect();
        shared.sort_by(|(a, _), (b, _)| utf16(a, b));
        let objective = super::look::id(c, ix);
        out.extend(shared.into_iter().map(|(mixup, learners)| Shared {
            objective: objective.clone(),
            mixup: mixup.to_owned(),
            learners,
        }));
    }
    out.sort_by_key(|shared| std::cmp::Reverse(shared.learners.len()));
    out
}

/// Coverage by code; codes without an objective that is known here are left out.
pub(super) fn covered(
    c: &Curriculum,
    names: &Names,
    looks: &[Look<'_>],
    codes: &[(String, Vec<String>)],
) -> Vec<Standard> {
    let mut out = Vec::new();
    for (code, ids) in codes {
        let list: Vec<ObjectiveIx> = ids.iter().filter_map(|id| names.objective(id)).collect();
        if list.is_empty() {
            continue;
        }
        let objectives = list.iter().map(|&ix| super::look::id(c, ix)).collect();
        let mut standard = Standard { code: code.clone(), objectives, ..Standard::default() };
        for look in looks {
            let of = || list.iter().filter_map(|ix| look.standings.get(ix.index()));
            if of().all(|standing| standing.level >= Level::Rusty) {
                standard.shown.push(look.who.clone());
            } else if of().all(|standing| standing.known) {
                standard.held.push(look.who.clone());
            } else if of().any(|standing| standing.known || standing.level != Level::Unseen) {
                standard.begun.push(look.who.clone());
            }
        }
        out.push(standard);
    }
    out
}
