//! Which question to ask next: one never seen, else another variant, else the one missed or longest ago.

use std::collections::BTreeMap;

use crate::{Curriculum, evidence::Log};

/// What a learner did with one item.
struct Seen {
    /// Its place among all attempts.
    at: usize,
    right: bool,
}

/// Up to `n` positions of a bank (items' ids of one objective, in the author's order), in the order to ask
/// them: items of a block never met, then unseen variants of the block met least, then those answered
/// wrong the last time, then the rest; among the seen, the one asked longest ago. Ties by position.
#[must_use]
pub fn draw(curriculum: &Curriculum, log: &Log, bank: &[String], n: usize) -> Vec<usize> {
    let names = curriculum.names();
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for (at, entry) in log.in_time().into_iter().enumerate() {
        if let Some((right, _)) = entry.answered()
            && let Some(item) = entry.text("item")
        {
            seen.insert(names.item(item).into_owned(), Seen { at, right });
        }
    }
    let ids: Vec<String> = bank.iter().map(|id| names.item(id).into_owned()).collect();
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for id in seen.keys() {
        *met.entry(block(id)).or_default() += 1;
    }
    let mut left: Vec<usize> = (0..ids.len()).collect();
    let mut drawn = Vec::new();
    while drawn.len() < n {
        let rank = |&at: &usize| match seen.get(&ids[at]) {
            None => (0, met.get(block(&ids[at])).copied().unwrap_or(0), at),
            Some(Seen { at: when, right }) => (1 + u8::from(*right), *when, at),
        };
        let Some(best) = left.iter().copied().min_by_key(rank) else { break };
        left.retain(|&at| at != best);
        if !seen.contains_key(&ids[best]) {
            *met.entry(block(&ids[best])).or_default() += 1;
        }
        drawn.push(best);
    }
    drawn
}

/// The block an item belongs to: rows of a table of variants are `lesson#label/1`, `lesson#label/2`, …
fn block(id: &str) -> &str {
    let label = id.find('#').map_or(0, |hash| hash + 1);
    id[label..].rfind('/').map_or(id, |slash| &id[..label + slash])
}
