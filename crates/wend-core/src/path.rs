//! A path to goals: which lessons (`solve`), in which order, and why each (`explain`).
//!
//! 1. Goals that can't be reached are set aside with the smallest reason.
//! 2. What can't matter is pruned, the rest solved.
//! 3. Quotas: some steps outside the declared interests, some that go deeper, as the cheapest swaps.
//! 4. The order: topological, strands interleaved, ties by index.
//! 5. Reasons, and what each other way to do a step would cost.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    Curriculum, Depth, Graph, Lesson, LessonIx, ObjectiveIx, Profile, Reason, Request, State, StrandIx,
    affinity::{self, Terms},
    blocked::Blocked,
    readiness::Readiness,
};

mod explain;
mod quota;
mod solve;

use solve::{Goal, Solver};

/// A path: an ordered choice of lessons that leads from a state to goals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// In order; every one is open when reached.
    pub steps: Vec<Step>,
    /// Σ minutes of the steps.
    pub minutes: u32,
    /// Goals (and pins) that can't be reached, with the smallest reason.
    pub unreachable: Vec<Unreachable>,
}

/// One lesson of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Which.
    pub lesson: LessonIx,
    /// Minutes with the learner's extra time, rounded up.
    pub minutes: u32,
    /// Why it is here, then why this lesson and not another.
    pub reasons: Vec<Reason>,
    /// Other ways to do this step, least `plus_minutes` first. On very long paths, later steps list only
    /// those that need no other change.
    pub alternatives: Vec<Alternative>,
}

/// Another way to do a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// The lesson instead.
    pub lesson: LessonIx,
    /// What the whole path would cost more (or, negative, less), the other steps staying where they can.
    pub plus_minutes: i32,
}

/// A goal or pin that can't be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unreachable {
    /// The goal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<ObjectiveIx>,
    /// Or the pinned lesson.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin: Option<LessonIx>,
    /// The smallest reason.
    pub reason: Reason,
}

/// Plans a path from what is known to the goals. A goal already known needs no step; a pinned lesson is
/// a step in any case; an excluded one never (exclusion wins over a pin).
#[must_use]
pub fn plan(graph: &Graph<'_>, profile: &Profile, known: &State, request: &Request) -> Plan {
    let c = graph.curriculum;
    let mut usable = vec![true; graph.lessons()];
    for &lesson in request.excludes.iter().filter(|l| l.index() < graph.lessons()) {
        usable[lesson.index()] = false;
    }
    let blocked = Blocked::new(graph, known, &usable);
    let mut goals = Vec::new();
    let mut unreachable = Vec::new();
    for goal in sorted(request.goals.iter().copied().filter(|o| o.index() < graph.objectives())) {
        if blocked.reached(goal) {
            goals.push(Goal::Objective(goal));
        } else {
            unreachable.push(Unreachable { goal: Some(goal), pin: None, reason: blocked.reason(goal) });
        }
    }
    for pin in sorted(request.pins.iter().copied().filter(|l| l.index() < graph.lessons())) {
        if usable[pin.index()] && blocked.opens(pin) {
            goals.push(Goal::Lesson(pin));
        } else {
            unreachable.push(Unreachable { goal: None, pin: Some(pin), reason: blocked.reason_of_lesson(pin) });
        }
    }
    drop(blocked);
    let terms: Vec<Terms> = c.lessons.iter().map(|lesson| affinity::terms(c, lesson, profile)).collect();
    let mut solver = Solver {
        graph,
        start: Readiness::new(graph, known),
        cost: terms.iter().map(|terms| terms.cost).collect(),
        usable,
        goals,
        steps: 0,
    };
    solver.prune();
    let mut solution = solver.solve();
    let extra = quota::apply(&mut solver, profile, &mut solution);
    let steps = order(&solver, &solution.lessons);
    let steps = explain::steps(&mut solver, profile, &terms, &steps, &solution.lessons, &extra);
    Plan { minutes: steps.iter().map(|step| step.minutes).sum(), steps, unreachable }
}

fn sorted<T: Ord>(values: impl Iterator<Item = T>) -> BTreeSet<T> {
    values.collect()
}

/// Topological; among what is open, a lesson of the strand that rested longest, then the lowest index.
fn order(solver: &Solver<'_>, lessons: &BTreeSet<u32>) -> Vec<LessonIx> {
    let c = solver.graph.curriculum;
    let mut holds = solver.start.clone();
    // When a strand was last walked; the last place is for lessons of no strand.
    let mut walked = vec![0_usize; c.strands.len() + 1];
    let strand = |l: LessonIx| c.strand_of(l).map_or(c.strands.len(), StrandIx::index).min(c.strands.len());
    let mut left: Vec<LessonIx> = lessons.iter().map(|&l| LessonIx(l)).collect();
    let mut steps = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let open = left.iter().enumerate().filter(|(_, l)| holds.open(**l));
        let Some((at, &lesson)) = open.min_by_key(|(_, l)| (walked[strand(**l)], **l)) else { break };
        left.remove(at);
        steps.push(lesson);
        walked[strand(lesson)] = steps.len();
        c.lessons[lesson.index()].teaches.iter().for_each(|&o| holds.add(o));
    }
    steps
}

/// It goes deeper, or is done with others.
fn goes_deeper(c: &Curriculum, lesson: &Lesson) -> bool {
    lesson.together || lesson.teaches.iter().any(|&o| c.objective(o).is_some_and(|o| o.depth == Depth::Inquire))
}
