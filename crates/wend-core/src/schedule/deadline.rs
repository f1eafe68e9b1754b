//! Whether a deadline can be met, and what to ask if not.

use serde::Serialize;

use super::{Task, When};
use crate::{Graph, ObjectiveIx, State, readiness::Readiness};

/// The most minutes a week that are proposed.
const MOST_WEEKLY: u16 = 6000;
/// Days after which a deadline is as good as none.
const FAR: i64 = 3_660;

/// A deadline, weighed. Goals that don't fit are said, never dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// The last day to be there.
    pub day: i64,
    /// All steps end in time.
    pub met: bool,
    /// Minutes for the path until then.
    pub minutes: u32,
    /// Goals that fit together, in the order they were asked for.
    pub fits: Vec<ObjectiveIx>,
    /// Goals that don't fit beside those.
    pub late: Vec<Late>,
    /// Minutes a week with which everything would fit; none where no number would do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weekly_minutes: Option<u16>,
}

/// A goal that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Late {
    /// Which.
    pub goal: ObjectiveIx,
    /// Minutes that are missing for it.
    pub missing: u32,
}

/// Minutes for the path from today to a day, both included.
fn capacity(when: &When, day: i64) -> u32 {
    let weekdays = when.weekdays();
    let last = day.min(when.today.saturating_add(FAR));
    (when.today..=last).filter_map(|day| when.share(&weekdays, day)).fold(0, |sum, (path, _)| sum + path)
}

/// The steps a goal rests on: what is left after everything was taken out, last first, that it can do without.
/// `None` where the path does not reach it.
fn rests_on(start: &Readiness<'_>, graph: &Graph<'_>, tasks: &[Task], goal: ObjectiveIx) -> Option<Vec<bool>> {
    let reaches = |used: &[bool]| {
        let mut now = start.clone();
        for (&(lesson, _), _) in tasks.iter().zip(used).filter(|(_, used)| **used) {
            if now.open(lesson) {
                graph.curriculum.lesson(lesson).into_iter().flat_map(|l| &l.teaches).for_each(|&o| now.add(o));
            }
        }
        now.known().contains(goal)
    };
    let mut used = vec![true; tasks.len()];
    if !reaches(&used) {
        return None;
    }
    for at in (0..tasks.len()).rev() {
        used[at] = false;
        if !reaches(&used) {
            used[at] = true;
        }
    }
    Some(used)
}

/// Weighs a deadline; `end` is the day the whole path ends.
pub(super) fn weigh(
    graph: &Graph<'_>,
    known: &State,
    goals: &[ObjectiveIx],
    tasks: &[Task],
    when: &When,
    day: i64,
    end: i64,
) -> Deadline {
    let room = capacity(when, day);
    let met = tasks.is_empty() || end <= day;
    let start = Readiness::new(graph, known);
    let minutes = |used: &[bool]| {
        let used = tasks.iter().zip(used).filter(|(_, used)| **used);
        used.fold(0_u32, |sum, (&(_, estimate), _)| sum.saturating_add(when.minutes(estimate)))
    };
    let mut taken = vec![false; tasks.len()];
    let (mut fits, mut late) = (Vec::new(), Vec::new());
    for &goal in goals {
        if met {
            // Nothing to weigh.
            if graph.curriculum.objective(goal).is_some() && (known.contains(goal) || taught(graph, tasks, goal)) {
                fits.push(goal);
            }
            continue;
        }
        let Some(used) = rests_on(&start, graph, tasks, goal) else { continue };
        let both: Vec<bool> = taken.iter().zip(&used).map(|(a, b)| *a || *b).collect();
        let need = minutes(&both);
        if need <= room {
            taken = both;
            fits.push(goal);
        } else {
            late.push(Late { goal, missing: need - room });
        }
    }
    let all = minutes(&vec![true; tasks.len()]);
    let with = |weekly: u16| capacity(&When { weekly_minutes: weekly, ..when.clone() }, day) >= all;
    let weekly_minutes = (!met && with(MOST_WEEKLY)).then(|| {
        let (mut low, mut high) = (when.weekly_minutes, MOST_WEEKLY);
        while low < high {
            let middle = low + (high - low) / 2;
            if with(middle) { high = middle } else { low = middle + 1 }
        }
        // In fives: nobody plans by the minute.
        low.div_ceil(5) * 5
    });
    Deadline { day, met, minutes: room, fits, late, weekly_minutes }
}

fn taught(graph: &Graph<'_>, tasks: &[Task], goal: ObjectiveIx) -> bool {
    tasks.iter().any(|&(lesson, _)| graph.curriculum.lesson(lesson).is_some_and(|l| l.teaches.contains(&goal)))
}
