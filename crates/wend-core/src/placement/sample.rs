//! Feasible states of knowledge, sampled: seeded walks along ready lessons, kept as one column of bits an
//! objective.
//!
//! They are never shipped. The browser has the graph and the same dice, so it samples the same states when
//! a learner asks to be placed: 300 objectives × 2,000 states would be 75 kB of bits (100 kB as text), and
//! samples made for everyone could not begin at what this learner already knows.

use crate::{Dice, Graph, LessonIx, ObjectiveIx, State, StrandIx, graph::NONE, readiness::Readiness};

/// So many states are enough: more changed no figure of the benchmark.
pub const STATES: u32 = 2_000;

/// Sampled states of one curriculum, for what was held as known and asked for when they were sampled.
#[derive(Debug, Clone)]
pub struct Samples {
    /// How many.
    pub states: u32,
    /// The states an objective is in, by objective; none where it is out of scope or held anyway.
    pub(crate) columns: Vec<Vec<u64>>,
    /// What is asked about: in scope, reachable, not held.
    pub scope: State,
}

/// A walk's ground: what never changes from state to state.
struct Ground<'a> {
    graph: &'a Graph<'a>,
    usable: Vec<bool>,
    known: Vec<bool>,
    missing: Vec<u32>,
    open: Vec<u32>,
    /// Strand by lesson; the last is for lessons of none.
    strand: Vec<u16>,
}

/// What could matter for goals: everything met when one looks backward from them, whichever way is taken.
/// Without goals, everything.
#[must_use]
pub fn relevant(graph: &Graph<'_>, goals: &[ObjectiveIx]) -> State {
    let size = graph.objectives();
    let mut scope = State::new();
    let mut stack: Vec<usize> = goals.iter().map(|o| o.index()).filter(|&o| o < size).collect();
    if stack.is_empty() {
        return (0..size).map(ObjectiveIx::at).collect();
    }
    while let Some(node) = stack.pop() {
        if node >= size {
            stack.extend(graph.inputs(node - size).iter().map(|&input| input as usize));
        } else if scope.insert(ObjectiveIx::at(node)) {
            stack.extend(graph.teachers(ObjectiveIx::at(node)).map(|l| size + graph.root[l.index()] as usize));
        }
    }
    scope
}

impl Samples {
    /// Samples `states` of them that contain all that is `held`. Half of the walks take any ready lesson, half lean
    /// towards some strands; how far a walk goes is drawn evenly.
    #[must_use]
    pub fn new(graph: &Graph<'_>, held: &State, goals: &[ObjectiveIx], seed: u32, states: u32) -> Self {
        let size = graph.objectives();
        let relevant = relevant(graph, goals);
        let teaches = |l: usize| graph.curriculum.lessons[l].teaches.iter().filter(|o| o.index() < size);
        let usable: Vec<bool> = (0..graph.lessons()).map(|l| teaches(l).any(|&o| relevant.contains(o))).collect();
        let readiness = Readiness::new(graph, held);
        let strands = graph.curriculum.strands.len();
        let ground = Ground {
            graph,
            known: (0..size).map(|o| held.contains(ObjectiveIx::at(o))).collect(),
            open: (0..graph.lessons())
                .filter(|&l| usable[l] && readiness.ready(LessonIx::at(l)))
                .map(|l| l as u32)
                .collect(),
            strand: (0..graph.lessons())
                .map(|l| {
                    graph.curriculum.strand_of(LessonIx::at(l)).map_or(strands, StrandIx::index).min(strands) as u16
                })
                .collect(),
            missing: readiness.missing,
            usable,
        };
        let mut all = Vec::new();
        ground.walk(&mut Dice::new(seed, 0), u32::MAX, &mut |o| all.push(o));
        let scope: State = all.into_iter().map(ObjectiveIx::at).filter(|&o| relevant.contains(o)).collect();
        let most = scope.len() as u32;
        let mut columns = vec![Vec::new(); size];
        for o in scope.iter() {
            columns[o.index()] = vec![0_u64; states.div_ceil(64) as usize];
        }
        for state in 0..states {
            let mut dice = Dice::new(seed, state + 1);
            let far = dice.below(most + 1);
            ground.walk(&mut dice, far, &mut |o| {
                if let Some(word) = columns[o].get_mut(state as usize / 64) {
                    *word |= 1 << (state % 64);
                }
            });
        }
        Self { states, columns, scope }
    }

    /// One of the states, without what is held by all.
    #[must_use]
    pub fn state(&self, state: u32) -> State {
        let has = |o: &ObjectiveIx| {
            let word = self.columns[o.index()].get(state as usize / 64);
            word.is_some_and(|word| word >> (state % 64) & 1 == 1)
        };
        self.scope.iter().filter(has).collect()
    }
}

impl Ground<'_> {
    /// Learns `far` objectives along ready lessons.
    fn walk(&self, dice: &mut Dice, far: u32, learn: &mut impl FnMut(usize)) {
        let graph = self.graph;
        let size = graph.objectives();
        let mut known = self.known.clone();
        let mut missing = self.missing.clone();
        let mut open = self.open.clone();
        let lean = dice.below(2) == 1;
        let favour: Vec<u32> = (0..=graph.curriculum.strands.len()).map(|_| dice.below(256)).collect();
        let mut learned = 0;
        let mut stack = Vec::new();
        while learned < far && !open.is_empty() {
            let mut at = dice.below(open.len() as u32) as usize;
            if lean {
                let other = dice.below(open.len() as u32) as usize;
                let favoured = |at: usize| favour[usize::from(self.strand[open[at] as usize])];
                if favoured(other) > favoured(at) {
                    at = other;
                }
            }
            let lesson = open.swap_remove(at);
            let from = open.len();
            for o in graph.curriculum.lessons[lesson as usize].teaches.iter().map(|o| o.index()) {
                if o >= size || std::mem::replace(&mut known[o], true) {
                    continue;
                }
                learn(o);
                learned += 1;
                stack.push(o);
                while let Some(node) = stack.pop() {
                    for &gate in graph.feeds(node) {
                        let left = &mut missing[gate as usize];
                        if *left > 0 {
                            *left -= 1;
                            if *left == 0 {
                                stack.push(size + gate as usize);
                                let opened = graph.lesson_of[gate as usize];
                                if opened != NONE && self.usable[opened as usize] {
                                    open.push(opened);
                                }
                            }
                        }
                    }
                }
            }
            // The same order whatever the network's numbering.
            open[from..].sort_unstable();
        }
    }
}
