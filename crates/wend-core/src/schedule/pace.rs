//! How long a learner really takes, from the log.

use crate::{Curriculum, LessonIx, evidence::Log};

/// Bounds of a pace, in permille: half and twice the estimate.
pub(super) const LEAST: u32 = 500;
pub(super) const MOST: u32 = 2000;
/// So many lessons make a pace; fewer than the least say nothing yet.
const LAST: usize = 10;
const FEWEST: usize = 3;

/// The median of actual to estimated minutes over the last ten lessons, in permille, between half and twice;
/// 1000 while fewer than three were measured.
///
/// A lesson is measured from being opened to being rated or handed in. A pause does not count: no gap between two
/// entries counts for more than the lesson's whole estimate (or ten minutes, if that is more). `extra_percent` is
/// part of the estimate, since it is part of the path's minutes.
#[must_use]
pub fn pace(curriculum: &Curriculum, log: &Log, extra_percent: u16) -> u32 {
    let names = curriculum.names();
    let mut measured: Vec<u32> = Vec::new();
    // The lesson that is open, its milliseconds so far, and when the last entry was made.
    let mut open: Option<(LessonIx, u64)> = None;
    let mut last = 0_i64;
    let estimate = |ix: LessonIx| {
        let minutes = u64::from(curriculum.lessons[ix.index()].minutes.max(1));
        minutes * (100 + u64::from(extra_percent.min(900))) * 600
    };
    for entry in log.in_time() {
        let lesson = entry.text("lesson").and_then(|id| names.lesson(id)).filter(|l| curriculum.lesson(*l).is_some());
        if let Some((ix, ms)) = &mut open {
            let gap = u64::try_from(entry.t - last).unwrap_or(0);
            *ms += gap.min(estimate(*ix).max(600_000));
        }
        last = entry.t;
        match (entry.kind.as_str(), lesson) {
            ("opened", Some(ix)) if open.is_none_or(|(now, _)| now != ix) => open = Some((ix, 0)),
            ("rating" | "product", Some(ix)) => {
                if let Some((_, ms)) = open.take_if(|(now, _)| *now == ix) {
                    let permille = ms * 1000 / estimate(ix);
                    measured.push(permille.clamp(LEAST.into(), MOST.into()) as u32);
                }
            }
            _ => {}
        }
    }
    let mut latest = measured.split_off(measured.len().saturating_sub(LAST));
    if latest.len() < FEWEST {
        return 1000;
    }
    latest.sort_unstable();
    let middle = latest.len() / 2;
    if latest.len().is_multiple_of(2) { u32::midpoint(latest[middle - 1], latest[middle]) } else { latest[middle] }
}
