//! What to ask in one sitting: due reviews, and the slip at the end of a day. Interleaved, since mixed
//! practice is kept longer than practice in blocks (Rohrer & Taylor 2007).

use serde::Serialize;

use crate::{
    Curriculum, ObjectiveIx, StrandIx,
    mastery::{Level, Standing},
};

/// Due reviews take at most so many thousandths of a sitting; a week holds at least as much practice.
pub const PRACTICE: u32 = 200;
/// Questions of an exit slip.
pub const SLIP: usize = 5;
/// Of those, so many at most about today while something else is due.
const SLIP_TODAY: usize = 3;
/// Less than this much of one due objective is not worth a question.
const LEAST_GAIN: u32 = 500;

/// A question to ask: about which objective, and which due ones it serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// Draw one of its items ([`crate::items::draw`]).
    pub objective: ObjectiveIx,
    /// The due objectives it practises, itself among them where it is due. By index.
    pub serves: Vec<ObjectiveIx>,
}

/// So many due questions fit a sitting of so many minutes; each is taken to need one.
#[must_use]
pub fn room(minutes: u32) -> usize {
    (u64::from(minutes) * u64::from(PRACTICE) / 1000) as usize
}

/// What is due today, the longest due first.
#[must_use]
pub fn due(standings: &[Standing]) -> Vec<ObjectiveIx> {
    let mut due: Vec<ObjectiveIx> = (0..standings.len()).filter(|&at| standings[at].due).map(ObjectiveIx::at).collect();
    due.sort_by_key(|ix| since(&standings[ix.index()]));
    due
}

fn since(standing: &Standing) -> i64 {
    standing.memory.map_or(i64::MAX, |memory| memory.due)
}

/// Up to `room` questions about what is due: first those that serve most of it (what an objective
/// encompasses counts by its weight), then what has been due longest, then by index; interleaved by strand.
#[must_use]
pub fn queue(curriculum: &Curriculum, standings: &[Standing], room: usize) -> Vec<Ask> {
    let mut need: Vec<u32> = standings.iter().map(|s| if s.due { 1000 } else { 0 }).collect();
    // What a question about an objective practises, by so many thousandths.
    let parts = |at: usize| {
        let of = curriculum.objectives.get(at).map_or(&[][..], |o| &o.encompasses);
        let others = of.iter().filter(move |(part, _)| part.index() != at);
        std::iter::once((at, 1000)).chain(others.map(|&(part, by)| (part.index(), u32::from(by.min(1000)))))
    };
    let mut candidates: Vec<usize> = (0..standings.len().min(curriculum.objectives.len()))
        .filter(|&at| {
            let s = &standings[at];
            let asked = s.level >= Level::Rusty && curriculum.objectives[at].items > 0 && !s.stuck;
            asked && parts(at).any(|(part, by)| by > 0 && need.get(part).is_some_and(|&need| need > 0))
        })
        .collect();
    let mut asks = Vec::new();
    while asks.len() < room {
        let gain =
            |at: usize| -> u32 { parts(at).map(|(part, by)| need.get(part).map_or(0, |&need| need.min(by))).sum() };
        let worth = |at: usize| (std::cmp::Reverse(gain(at)), !standings[at].due, since(&standings[at]), at);
        let Some(best) = candidates.iter().copied().min_by_key(|&at| worth(at)) else { break };
        if gain(best) < LEAST_GAIN {
            break;
        }
        let mut serves = Vec::new();
        for (part, by) in parts(best) {
            if by > 0
                && let Some(left) = need.get_mut(part).filter(|left| **left > 0)
            {
                *left = left.saturating_sub(by);
                serves.push(ObjectiveIx::at(part));
            }
        }
        serves.sort_unstable();
        candidates.retain(|&at| at != best);
        asks.push(Ask { objective: ObjectiveIx::at(best), serves });
    }
    interleave(curriculum, asks, |ask| ask.objective)
}

/// Up to five objectives to ask about at the end of a day: what was met today, least sure first, and what
/// is due; some of them twice where there are too few. Interleaved.
#[must_use]
pub fn exit_slip(curriculum: &Curriculum, standings: &[Standing], today: i64) -> Vec<ObjectiveIx> {
    let items = |ix: ObjectiveIx| curriculum.objective(ix).map_or(0, |o| usize::from(o.items));
    let met_today = |s: &Standing| s.day == Some(today);
    let mut met: Vec<ObjectiveIx> = (0..standings.len())
        .map(ObjectiveIx::at)
        .filter(|&ix| met_today(&standings[ix.index()]) && items(ix) > 0)
        .collect();
    met.sort_by_key(|ix| standings[ix.index()].level);
    let mut other = due(standings);
    other.retain(|ix| !met_today(&standings[ix.index()]));
    let first = met.len().min(SLIP_TODAY.max(SLIP.saturating_sub(other.len())));
    let mut slip: Vec<ObjectiveIx> = met[..first].iter().chain(&other).copied().take(SLIP).collect();
    let distinct = slip.clone();
    for round in 1..SLIP {
        for &ix in &distinct {
            if slip.len() < SLIP && items(ix) > round {
                slip.push(ix);
            }
        }
    }
    interleave(curriculum, slip, |&ix| ix)
}

/// The same things, in the same order except that, where there is a choice, none follows one of its own
/// strand, and none itself.
fn interleave<T>(curriculum: &Curriculum, mut from: Vec<T>, objective: impl Fn(&T) -> ObjectiveIx) -> Vec<T> {
    let strand = |ix: ObjectiveIx| curriculum.objective(ix).and_then(|o| o.strand);
    let mut last: Option<(ObjectiveIx, Option<StrandIx>)> = None;
    let mut out = Vec::with_capacity(from.len());
    while !from.is_empty() {
        let other_strand = |it: &T| {
            last.is_none_or(|(ix, before)| ix != objective(it) && (before.is_none() || before != strand(objective(it))))
        };
        let other = |it: &T| last.is_none_or(|(ix, _)| ix != objective(it));
        let at = from.iter().position(other_strand).or_else(|| from.iter().position(other)).unwrap_or(0);
        let it = from.remove(at);
        last = Some((objective(&it), strand(objective(&it))));
        out.push(it);
    }
    out
}
