//! What can be learned now, and what is missing: counter-based forward chaining over threshold gates
//! (Dowling & Gallier 1984), linear in the size of all requirements.

use serde::Serialize;

use crate::{Graph, LessonIx, ObjectiveIx, Requirement, State, Test, graph::NONE};

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
    pub(crate) missing: Vec<u32>,
}

impl<'a> Readiness<'a> {
    /// Counts everything once.
    #[must_use]
    pub fn new(graph: &'a Graph<'a>, known: &State) -> Self {
        let mut this = Self { graph, known: State::new(), missing: graph.need.clone() };
        for gate in 0..this.missing.len() {
            // Gates that ask for nothing hold from the start (only lessons' roots do).
            if this.missing[gate] == 0 {
                let _ = this.feed(graph.objectives() + gate);
            }
        }
        for objective in known.iter() {
            this.add(objective);
        }
        this
    }

    /// One more objective is known: only what it feeds is looked at.
    pub fn add(&mut self, objective: ObjectiveIx) {
        let _ = self.learn(objective);
    }

    /// The same; the lessons that this opens.
    pub(crate) fn learn(&mut self, objective: ObjectiveIx) -> Vec<LessonIx> {
        if objective.index() < self.graph.objectives() && self.known.insert(objective) {
            self.feed(objective.index())
        } else {
            Vec::new()
        }
    }

    fn feed(&mut self, node: usize) -> Vec<LessonIx> {
        let mut opened = Vec::new();
        let mut stack = vec![node];
        while let Some(node) = stack.pop() {
            for &gate in self.graph.feeds(node) {
                let gate = gate as usize;
                if self.missing[gate] > 0 {
                    self.missing[gate] -= 1;
                    if self.missing[gate] == 0 {
                        match self.graph.lesson_of[gate] {
                            NONE => stack.push(self.graph.objectives() + gate),
                            lesson => opened.push(LessonIx(lesson)),
                        }
                    }
                }
            }
        }
        opened
    }

    /// How many lessons would become ready by doing one: tried, counted and taken back.
    pub(crate) fn opened_by(&mut self, lesson: LessonIx) -> usize {
        let mut touched: Vec<usize> = Vec::new();
        let mut stack: Vec<usize> = Vec::new();
        let mut learned: Vec<ObjectiveIx> = Vec::new();
        for &o in &self.graph.curriculum.lessons[lesson.index()].teaches {
            if o.index() < self.graph.objectives() && self.known.insert(o) {
                learned.push(o);
                stack.push(o.index());
            }
        }
        let mut opened = Vec::new();
        while let Some(node) = stack.pop() {
            for &gate in self.graph.feeds(node) {
                let gate = gate as usize;
                if self.missing[gate] > 0 {
                    self.missing[gate] -= 1;
                    touched.push(gate);
                    if self.missing[gate] == 0 {
                        stack.push(self.graph.objectives() + gate);
                        if self.graph.lesson_of[gate] != NONE {
                            opened.push(LessonIx(self.graph.lesson_of[gate]));
                        }
                    }
                }
            }
        }
        let count = opened.into_iter().filter(|&lesson| self.ready(lesson)).count();
        touched.into_iter().for_each(|gate| self.missing[gate] += 1);
        learned.into_iter().for_each(|o| {
            self.known.remove(o);
        });
        count
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

/// Up to so many candidates, all their sets are tried.
const EXACT: usize = 12;

/// Why a lesson is not open: the smallest set of missing objectives, ties by least minutes, then the
/// set whose highest index is least. `None` where no set of objectives would open it; empty where it
/// is open.
#[must_use]
pub fn why_not(graph: &Graph<'_>, known: &State, lesson: LessonIx) -> Option<WhyNot> {
    let readiness = Readiness::new(graph, known);
    let root = graph.objectives() + *graph.root.get(lesson.index())? as usize;
    let search = Search { graph, readiness: &readiness };
    let mut candidates = State::new();
    search.candidates(root, &mut candidates);
    let candidates: Vec<ObjectiveIx> = candidates.iter().collect();
    let minutes: Vec<u32> = candidates.iter().map(|&o| graph.least_minutes(o)).collect();
    if !search.holds(root, &candidates.iter().copied().collect()) {
        return None;
    }
    let exact = candidates.len() <= EXACT;
    let chosen = if exact { search.smallest(root, &candidates, &minutes) } else { search.greedy(root, &candidates) };
    Some(WhyNot {
        minutes: chosen.iter().map(|o| graph.least_minutes(o)).sum(),
        missing: chosen.iter().map(|objective| Missing { objective, why: why(graph, lesson, objective) }).collect(),
        exact,
    })
}

struct Search<'a> {
    graph: &'a Graph<'a>,
    readiness: &'a Readiness<'a>,
}

impl Search<'_> {
    /// The gate of a node that does not hold yet.
    fn unmet(&self, node: usize) -> Option<usize> {
        node.checked_sub(self.graph.objectives()).filter(|&gate| self.readiness.missing[gate] > 0)
    }

    /// Unknown objectives below a node that could help.
    fn candidates(&self, node: usize, out: &mut State) {
        if let Some(gate) = self.unmet(node) {
            self.graph.inputs(gate).iter().for_each(|&input| self.candidates(input as usize, out));
        } else if node < self.graph.objectives() && !self.readiness.known.contains(ObjectiveIx::at(node)) {
            out.insert(ObjectiveIx::at(node));
        }
    }

    fn holds(&self, node: usize, also: &State) -> bool {
        match self.unmet(node) {
            Some(gate) => {
                let inputs = self.graph.inputs(gate);
                inputs.iter().filter(|&&input| self.holds(input as usize, also)).count()
                    >= self.graph.need[gate] as usize
            }
            None if node < self.graph.objectives() => {
                let objective = ObjectiveIx::at(node);
                self.readiness.known.contains(objective) || also.contains(objective)
            }
            None => true,
        }
    }

    fn smallest(&self, root: usize, candidates: &[ObjectiveIx], minutes: &[u32]) -> State {
        let mut best = (usize::MAX, u32::MAX, State::new());
        for mask in 0_u32..1 << candidates.len() {
            let size = mask.count_ones() as usize;
            let members = || (0..candidates.len()).filter(|&at| mask >> at & 1 == 1);
            let cost = members().map(|at| minutes[at]).sum();
            if (size, cost) < (best.0, best.1) {
                let set: State = members().map(|at| candidates[at]).collect();
                if self.holds(root, &set) {
                    best = (size, cost, set);
                }
            }
        }
        best.2
    }

    /// The cheapest inputs of every gate, as if nothing were shared; then what proved needless goes.
    fn greedy(&self, root: usize, candidates: &[ObjectiveIx]) -> State {
        let mut set = State::new();
        self.cheapest(root, &mut set);
        for &candidate in candidates.iter().rev() {
            if set.remove(candidate) && !self.holds(root, &set) {
                set.insert(candidate);
            }
        }
        set
    }

    /// Count and minutes of the cheapest way to make a node hold; adds that way to `set`.
    fn cheapest(&self, node: usize, set: &mut State) -> (u32, u32) {
        let Some(gate) = self.unmet(node) else {
            let objective = ObjectiveIx::at(node);
            if node >= self.graph.objectives() || self.readiness.known.contains(objective) {
                return (0, 0);
            }
            set.insert(objective);
            return (1, self.graph.least_minutes(objective));
        };
        let mut ways: Vec<((u32, u32), State)> = Vec::new();
        for &input in self.graph.inputs(gate) {
            let mut way = State::new();
            let cost = self.cheapest(input as usize, &mut way);
            if self.holds(input as usize, &way) {
                ways.push((cost, way));
            }
        }
        ways.sort_by_key(|(cost, _)| *cost);
        let mut sum = (0, 0);
        for (cost, way) in ways.into_iter().take(self.graph.need[gate] as usize) {
            sum = (sum.0 + cost.0, sum.1 + cost.1);
            way.iter().for_each(|objective| {
                set.insert(objective);
            });
        }
        sum
    }
}

/// The author's reason for an objective: on it, or on the nearest group around it.
fn why(graph: &Graph<'_>, lesson: LessonIx, objective: ObjectiveIx) -> Option<String> {
    fn find<'r>(r: &'r Requirement, objective: ObjectiveIx, around: Option<&'r String>) -> Option<Option<&'r String>> {
        let here = r.why.as_ref().or(around);
        match r.test {
            Test::Objective(ix) => (ix == objective).then_some(here),
            _ => r.parts().iter().find_map(|part| find(part, objective, here)),
        }
    }
    let lesson = graph.curriculum.lesson(lesson)?;
    let taught = lesson.teaches.iter().filter_map(|&o| graph.curriculum.objective(o)).map(|o| &o.requires);
    std::iter::once(&lesson.requires).chain(taught).find_map(|r| find(r, objective, None))?.cloned()
}
