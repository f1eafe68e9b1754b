//! Simulated learners: seeded people with interests, slips, guesses, a speed, days off and things they know already walk
//! a curriculum day by day, held to the real rules: placement, paths, next choices, mastery, retrieval.
//!
//! 1. `learner`: who they are, and what is true of them. The engine never sees it; it sees answers.
//! 2. `walk`: their days, along a path of their own or in the fixed order of the lessons.
//! 3. `report`: what an author wants to know: goals, minutes, who gets stuck where, lessons nobody meets.
//!
//! It says what the rules do with people of such a kind, not what real people will learn. A walk depends on its seed and
//! number alone, so that any number of threads gives the same report.

use crate::{
    Curriculum, Graph, LessonIx, Objective, ObjectiveIx, State,
    placement::{STATES, Samples, relevant},
    readiness::Readiness,
};

mod learner;
mod report;
mod walk;

pub use report::{Report, Spread, Stuck, Summary};

/// How a learner goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Placement, a path of their own, choices, other ways where one did not help.
    Own,
    /// Everyone the same lessons in their order, from the first one on.
    Fixed,
}

/// What came of one learner's walk. Times are in seconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    /// Goals held as known at the end.
    pub goals: u32,
    /// Days from the first to the last.
    pub days: u32,
    /// On lessons and their questions.
    pub learning: u64,
    /// Of it on lessons that taught nothing the learner did not know.
    pub nothing_new: u64,
    /// On finding out what is known already.
    pub finding_out: u64,
    /// On looking again at what was learned.
    pub practice: u64,
    /// What the first plan estimated for the lessons.
    pub estimate: u64,
    /// Attempts to each proficiency.
    pub attempts: Vec<u32>,
    /// Objectives on which the learner was stuck, once each.
    pub stuck: Vec<ObjectiveIx>,
    /// Objectives given up.
    pub given_up: Vec<ObjectiveIx>,
    /// Lessons met, in order, once each.
    pub met: Vec<LessonIx>,
    /// Of those that are tagged: how many, and how many outside the declared interests.
    pub tagged: u32,
    /// See `tagged`.
    pub outside: u32,
    /// Times an objective became known, and times it was not true.
    pub passes: u32,
    /// See `passes`.
    pub false_passes: u32,
}

/// A curriculum made ready for walks.
#[derive(Debug)]
pub struct Ground<'a> {
    graph: &'a Graph<'a>,
    seed: u32,
    goals: Vec<ObjectiveIx>,
    samples: Samples,
    /// One objective each, so that its standing is computed from its own entries.
    alone: Vec<Curriculum>,
    fixed: Vec<LessonIx>,
}

impl<'a> Ground<'a> {
    /// `goals`: what all of them aim for; none: everything that nothing else builds on, that is the whole curriculum.
    #[must_use]
    pub fn new(graph: &'a Graph<'a>, goals: &[ObjectiveIx], seed: u32) -> Self {
        let c = graph.curriculum;
        let named: Vec<ObjectiveIx> = goals.iter().copied().filter(|&o| c.objective(o).is_some()).collect();
        let goals = if named.is_empty() { ends(graph) } else { named };
        let alone = |o: &Objective| Curriculum {
            id: c.id.clone(),
            mastery: c.mastery,
            objectives: vec![Objective { requires: crate::Requirement::none(), encompasses: Vec::new(), ..o.clone() }],
            ..Curriculum::default()
        };
        Self {
            graph,
            seed,
            samples: Samples::new(graph, &State::new(), &goals, seed, STATES),
            alone: c.objectives.iter().map(alone).collect(),
            fixed: fixed(graph, &goals),
            goals,
        }
    }

    /// What all of them aim for.
    #[must_use]
    pub fn goals(&self) -> &[ObjectiveIx] {
        &self.goals
    }

    /// The lessons of the fixed order.
    #[must_use]
    pub fn fixed(&self) -> &[LessonIx] {
        &self.fixed
    }

    /// One learner's walk.
    #[must_use]
    pub fn walk(&self, learner: u32, way: Way) -> Walk {
        walk::walk(self, learner, way)
    }

    /// What many walks say, own ways and fixed order side by side.
    #[must_use]
    pub fn report(&self, own: &[Walk], fixed: &[Walk]) -> Report {
        report::report(self, own, fixed)
    }
}

/// Objectives that can be reached and that nothing else builds on.
fn ends(graph: &Graph<'_>) -> Vec<ObjectiveIx> {
    let c = graph.curriculum;
    let mut used = State::new();
    for (at, objective) in c.objectives.iter().enumerate() {
        let others = objective.requires.literals().into_iter().filter(|o| o.index() != at);
        used.extend(&others.collect());
    }
    for lesson in &c.lessons {
        let others = lesson.requires.literals().into_iter().filter(|o| !lesson.teaches.contains(o));
        used.extend(&others.collect());
    }
    let mut all = Readiness::new(graph, &State::new());
    loop {
        let ready = all.ready_lessons();
        if ready.is_empty() {
            break;
        }
        ready.into_iter().flat_map(|l| &c.lessons[l.index()].teaches).for_each(|&o| all.add(o));
    }
    all.known().iter().filter(|&o| !used.contains(o)).collect()
}

/// The first lesson of each objective that the goals could need, in the order of the catalog as far as it is open.
fn fixed(graph: &Graph<'_>, goals: &[ObjectiveIx]) -> Vec<LessonIx> {
    let scope = relevant(graph, goals);
    let mut readiness = Readiness::new(graph, &State::new());
    let mut order = Vec::new();
    let serves = |l: &LessonIx, readiness: &Readiness<'_>| {
        let teaches = &graph.curriculum.lessons[l.index()].teaches;
        teaches.iter().any(|&o| scope.contains(o) && !readiness.known().contains(o))
    };
    while let Some(next) = readiness.ready_lessons().into_iter().find(|l| serves(l, &readiness)) {
        graph.curriculum.lessons[next.index()].teaches.iter().for_each(|&o| readiness.add(o));
        order.push(next);
    }
    order
}
