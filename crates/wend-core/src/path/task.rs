//! What one question is really about: the part of the network that can matter for the goals, renumbered.
//!
//! 1. [`Held`]: what holds at some moment, and what a set of lessons adds to it.
//! 2. [`cut`]: backward from the goals; then lessons that another one always does better are left out.
//!
//! Numbers keep their order, so that ties by number in a part are ties by number in the whole.

use super::Goal;
use crate::graph::{NONE, Net, Parts};

/// Which objectives are known, and how many inputs every gate still misses.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    /// By objective.
    pub known: Vec<bool>,
    /// By gate.
    pub missing: Vec<u32>,
}

impl Held {
    /// Nothing known.
    pub(crate) fn nothing(net: &Net) -> Self {
        Self { known: vec![false; net.objectives()], missing: net.need.clone() }
    }

    pub(crate) fn open(&self, net: &Net, lesson: u32) -> bool {
        self.missing[net.root[lesson as usize] as usize] == 0
    }

    /// One more objective is known; calls back with every lesson that this opens.
    pub(crate) fn learn(&mut self, net: &Net, objective: u32, mut opens: impl FnMut(u32)) {
        if std::mem::replace(&mut self.known[objective as usize], true) {
            return;
        }
        let mut stack = vec![objective as usize];
        while let Some(node) = stack.pop() {
            for &gate in net.feeds(node) {
                let missing = &mut self.missing[gate as usize];
                if *missing > 0 {
                    *missing -= 1;
                    if *missing == 0 {
                        match net.lesson_of[gate as usize] {
                            NONE => stack.push(net.objectives() + gate as usize),
                            lesson => opens(lesson),
                        }
                    }
                }
            }
        }
    }

    /// Does of a set whatever can be done, in any order; which lessons that were.
    pub(crate) fn walk(&mut self, net: &Net, set: impl Iterator<Item = u32>, has: impl Fn(u32) -> bool) -> Vec<bool> {
        let mut done = vec![false; net.lessons()];
        let mut open: Vec<u32> = set.filter(|&lesson| self.open(net, lesson)).collect();
        while let Some(lesson) = open.pop() {
            if !std::mem::replace(&mut done[lesson as usize], true) {
                for &objective in net.teaches(lesson) {
                    self.learn(net, objective, |next| {
                        if has(next) {
                            open.push(next);
                        }
                    });
                }
            }
        }
        done
    }
}

/// A part of a network with what is asked of it. Nothing of it is known at the start.
#[derive(Debug, Clone, Default)]
pub(crate) struct Task {
    pub net: Net,
    /// By lesson.
    pub cost: Vec<u64>,
    /// Objectives ascending, then lessons ascending.
    pub goals: Vec<Goal>,
    /// A lesson's number in the network that this was cut out of.
    pub lesson: Vec<u32>,
}

impl Task {
    /// Number of lessons.
    pub(crate) fn size(&self) -> usize {
        self.lesson.len()
    }

    /// Does a set; the part of it that can be done, if that reaches all goals.
    pub(crate) fn reaches(&self, set: &[u32], has: &[bool]) -> Option<Vec<bool>> {
        let mut held = Held::nothing(&self.net);
        let done = held.walk(&self.net, set.iter().copied(), |l| has[l as usize]);
        self.goals.iter().all(|&goal| goal.met(&held, &done)).then_some(done)
    }

    pub(crate) fn price(&self, set: &[u32]) -> u64 {
        set.iter().map(|&lesson| self.cost[lesson as usize]).sum()
    }
}

/// Cuts out what can matter for goals from what holds. A gate keeps only what it still misses.
pub(crate) fn cut(
    net: &Net,
    held: &Held,
    usable: impl Fn(u32) -> bool,
    cost: impl Fn(u32) -> u64,
    goals: &[Goal],
) -> Task {
    let goals: Vec<Goal> =
        goals.iter().copied().filter(|goal| !matches!(goal, Goal::Objective(o) if held.known[*o as usize])).collect();
    let mut seen = Seen::backward(net, held, usable, &goals);
    let price: Vec<u64> =
        (0..net.lessons() as u32).map(|l| if seen.lesson[l as usize] { cost(l) } else { 0 }).collect();
    let worse: Vec<bool> = (0..net.lessons() as u32)
        .map(|l| seen.lesson[l as usize] && !goals.contains(&Goal::Lesson(l)) && seen.is_worse(net, held, &price, l))
        .collect();
    if worse.contains(&true) {
        let kept = |l: u32| seen.lesson[l as usize] && !worse[l as usize];
        seen = Seen::backward(net, held, kept, &goals);
    }
    seen.renumber(net, held, &price, &goals)
}

/// What lies behind the goals.
struct Seen {
    objective: Vec<bool>,
    gate: Vec<bool>,
    lesson: Vec<bool>,
}

impl Seen {
    fn backward(net: &Net, held: &Held, usable: impl Fn(u32) -> bool, goals: &[Goal]) -> Self {
        let mut seen = Self {
            objective: vec![false; net.objectives()],
            gate: vec![false; net.need.len()],
            lesson: vec![false; net.lessons()],
        };
        let mut stack: Vec<usize> = Vec::new();
        for &goal in goals {
            match goal {
                Goal::Objective(o) => stack.push(o as usize),
                Goal::Lesson(l) => seen.want(net, l, &mut stack),
            }
        }
        while let Some(node) = stack.pop() {
            if let Some(gate) = node.checked_sub(net.objectives()) {
                if held.missing[gate] > 0 && !std::mem::replace(&mut seen.gate[gate], true) {
                    stack.extend(net.inputs(gate).iter().map(|&input| input as usize));
                }
            } else if !held.known[node] && !std::mem::replace(&mut seen.objective[node], true) {
                for &lesson in net.taught_by(node).iter().filter(|&&l| usable(l)) {
                    seen.want(net, lesson, &mut stack);
                }
            }
        }
        seen
    }

    fn want(&mut self, net: &Net, lesson: u32, stack: &mut Vec<usize>) {
        if !std::mem::replace(&mut self.lesson[lesson as usize], true) {
            stack.push(net.objectives() + net.root[lesson as usize] as usize);
        }
    }

    /// Whether another lesson gives all that this one could, needs nothing more and costs no more; of two
    /// that are alike in all this, the one with the higher number is worse.
    fn is_worse(&self, net: &Net, held: &Held, cost: &[u64], lesson: u32) -> bool {
        /// So many others of an objective are looked at.
        const MOST: usize = 64;
        let gives = |l: u32| net.teaches(l).iter().filter(|&&o| self.objective[o as usize]);
        let needs = |l: u32| net.needs(l).iter().filter(|&&node| self.lacks(net, held, node));
        let Some(&first) = gives(lesson).next() else { return true };
        net.taught_by(first as usize).iter().take(MOST).any(|&other| {
            let (mine, its) = (cost[lesson as usize], cost[other as usize]);
            if other == lesson || !self.lesson[other as usize] || its > mine {
                return false;
            }
            if !gives(lesson).all(|o| net.teaches(other).contains(o))
                || !needs(other).all(|n| net.needs(lesson).contains(n))
            {
                return false;
            }
            let rank = |l: u32| (cost[l as usize], usize::MAX - gives(l).count(), needs(l).count(), l);
            rank(other) < rank(lesson)
        })
    }

    fn lacks(&self, net: &Net, held: &Held, node: u32) -> bool {
        match (node as usize).checked_sub(net.objectives()) {
            Some(gate) => held.missing[gate] > 0,
            None => !held.known[node as usize],
        }
    }

    fn renumber(&self, net: &Net, held: &Held, price: &[u64], goals: &[Goal]) -> Task {
        let (objectives, objective) = numbers(&self.objective);
        let (lesson, lesson_at) = numbers(&self.lesson);
        let mut parts = Parts {
            need: Vec::new(),
            inputs: Vec::new(),
            input_start: vec![0],
            root: vec![0; lesson.len()],
            teaches: Vec::new(),
            teach_start: vec![0],
        };
        // Gates come after what they are made of, here as there. Roots that ask for nothing any more were not seen.
        let mut gate_at = vec![NONE; net.need.len()];
        for gate in 0..net.need.len() {
            let of = net.lesson_of[gate];
            let root = of != NONE && self.lesson[of as usize];
            if !self.gate[gate] && !root {
                continue;
            }
            gate_at[gate] = parts.need.len() as u32;
            if root {
                parts.root[lesson_at[of as usize] as usize] = gate_at[gate];
            }
            parts.need.push(held.missing[gate]);
            for &input in net.inputs(gate).iter().filter(|_| self.gate[gate]) {
                let input = input as usize;
                match input.checked_sub(net.objectives()) {
                    Some(below) if held.missing[below] > 0 => {
                        parts.inputs.push(objectives.len() as u32 + gate_at[below])
                    }
                    None if !held.known[input] => parts.inputs.push(objective[input]),
                    _ => {}
                }
            }
            parts.input_start.push(parts.inputs.len() as u32);
        }
        for &l in &lesson {
            parts
                .teaches
                .extend(net.teaches(l).iter().filter(|&&o| self.objective[o as usize]).map(|&o| objective[o as usize]));
            parts.teach_start.push(parts.teaches.len() as u32);
        }
        let goals = goals.iter().map(|&goal| match goal {
            Goal::Objective(o) => Goal::Objective(objective[o as usize]),
            Goal::Lesson(l) => Goal::Lesson(lesson_at[l as usize]),
        });
        Task {
            goals: goals.collect(),
            cost: lesson.iter().map(|&l| price[l as usize]).collect(),
            net: Net::new(objectives.len(), parts),
            lesson,
        }
    }
}

/// The positions that are marked, and the number of each among them.
fn numbers(marked: &[bool]) -> (Vec<u32>, Vec<u32>) {
    let mut of = Vec::new();
    let number = marked
        .iter()
        .enumerate()
        .map(|(at, &is)| {
            if is {
                of.push(at as u32);
            }
            if is { of.len() as u32 - 1 } else { NONE }
        })
        .collect();
    (of, number)
}
