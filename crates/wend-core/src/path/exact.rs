//! The best set there is: depth-first branch and bound.
//!
//! The bound is LM-cut (Helmert & Domshlak 2009), here for threshold gates: again and again the goal that is
//! dearest when only the dearest input of each gate counts (h_max), a *cut* of lessons of which every way there
//! needs at least one, and their least cost taken off all of them. The sum of these is a lower bound; each cut
//! is a choice to branch on: this lesson, or not this but the next, and so on. A lesson whose rest of a cost
//! would lift the bound over the best set known is left out below that node.
//!
//! Nodes are counted in what their bounds had to look at, never timed: same answer on every machine.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{Goal, Solution, task::Task};
use crate::graph::NONE;

/// Not reached; or a lesson that is left out.
const FAR: u64 = u64::MAX;

/// A node still to be looked at: lessons that are in, and lessons that are out.
#[derive(Debug, Clone, Default)]
struct Node {
    chosen: Vec<u32>,
    without: Vec<u32>,
}

/// A node whose bound is being found.
#[derive(Debug, Clone)]
struct Open {
    node: Node,
    cuts: Cuts,
    /// What the chosen lessons cost, and the bound so far.
    so_far: u64,
    bound: u64,
    /// The cut with the fewest lessons so far, if none has only one; and the lessons of those that have.
    narrowest: Vec<u32>,
    forced: Vec<u32>,
}

/// A search in progress.
#[derive(Debug, Clone)]
pub(super) struct Search {
    stack: Vec<Node>,
    open: Option<Open>,
}

/// A step looks at so much, or at so many cuts, or at one cut.
const SLICE: u64 = 500;
const CUTS: usize = 16;

impl Search {
    pub(super) fn new() -> Self {
        Self { stack: vec![Node::default()], open: None }
    }

    /// Everything was looked at.
    pub(super) fn is_over(&self) -> bool {
        self.stack.is_empty() && self.open.is_none()
    }

    /// Looks at some of one node; a set cheaper than `most`, if it is one.
    pub(super) fn step(&mut self, task: &Task, most: u64, work: &mut u64) -> Option<Solution> {
        let mut open = match self.open.take() {
            Some(open) => open,
            None => Open::new(task, self.stack.pop()?),
        };
        let end = *work + SLICE;
        let mut cuts = 0;
        while open.bound < most {
            if *work >= end || cuts == CUTS {
                self.open = Some(open);
                return None;
            }
            cuts += 1;
            match open.cuts.next(task, work) {
                Found::Unreachable => return None,
                Found::Nothing if open.bound == open.so_far => {
                    let mut lessons = open.node.chosen;
                    lessons.sort_unstable();
                    return Some(Solution { lessons, cost: open.so_far });
                }
                Found::Nothing => {
                    open.branch(task, most, &mut self.stack);
                    return None;
                }
                Found::Cut(cut, least) => {
                    open.bound += least;
                    if cut.len() == 1 {
                        open.forced.push(cut[0]);
                    } else if open.narrowest.is_empty() || cut.len() < open.narrowest.len() {
                        open.narrowest = cut;
                    }
                }
            }
        }
        None
    }
}

impl Open {
    fn new(task: &Task, node: Node) -> Self {
        let so_far = task.price(&node.chosen);
        Self { cuts: Cuts::new(task, &node), node, so_far, bound: so_far, narrowest: Vec::new(), forced: Vec::new() }
    }

    /// The nodes below: with what is needed in any case, else one for each lesson of the narrowest cut.
    fn branch(mut self, task: &Task, most: u64, stack: &mut Vec<Node>) {
        let Node { mut chosen, mut without } = self.node;
        for (lesson, &rest) in self.cuts.cost.iter().enumerate() {
            if rest != FAR && rest > 0 && self.bound + rest >= most {
                without.push(lesson as u32);
            }
        }
        if !self.forced.is_empty() {
            self.forced.sort_unstable();
            self.forced.dedup();
            chosen.extend(self.forced);
            stack.push(Node { chosen, without });
            return;
        }
        self.narrowest.retain(|lesson| !without.contains(lesson));
        self.narrowest.sort_by_key(|&lesson| (task.cost[lesson as usize], lesson));
        // Taken from the top: the cheapest first.
        for (at, &lesson) in self.narrowest.iter().enumerate().rev() {
            let mut node = Node { chosen: chosen.clone(), without: without.clone() };
            node.chosen.push(lesson);
            node.without.extend(&self.narrowest[..at]);
            stack.push(node);
        }
    }
}

enum Found {
    /// A goal can't be reached without the lessons that are out.
    Unreachable,
    /// The goals cost nothing more.
    Nothing,
    /// Lessons one of which is needed, and what was taken off their costs.
    Cut(Vec<u32>, u64),
}

/// Costs that are cut down, and the room to do so.
#[derive(Debug, Clone)]
struct Cuts {
    /// What is left of each lesson's cost.
    cost: Vec<u64>,
    goals: Vec<Goal>,
    /// Goals among the objectives, and gates whose lesson has to be done.
    goal_objective: Vec<bool>,
    goal_gate: Vec<bool>,
    /// h_max by objective and by gate.
    objective: Vec<u64>,
    gate: Vec<u64>,
    left: Vec<u32>,
    heap: BinaryHeap<Reverse<(u64, u32)>>,
    /// From where the goal costs nothing: by node, and by lesson.
    near: Vec<bool>,
    near_lesson: Vec<bool>,
    /// Lessons with a cost that lead there.
    border: Vec<bool>,
    reached: Vec<bool>,
}

impl Cuts {
    fn new(task: &Task, node: &Node) -> Self {
        let net = &task.net;
        let nodes = net.objectives() + net.need.len();
        let mut cost = task.cost.clone();
        node.without.iter().for_each(|&l| cost[l as usize] = FAR);
        node.chosen.iter().for_each(|&l| cost[l as usize] = 0);
        // What is in has to be done as well.
        let mut goals = task.goals.clone();
        goals.extend(node.chosen.iter().map(|&l| Goal::Lesson(l)));
        goals.sort_unstable();
        goals.dedup();
        let mut goal_objective = vec![false; net.objectives()];
        let mut goal_gate = vec![false; net.need.len()];
        for &goal in &goals {
            match goal {
                Goal::Objective(o) => goal_objective[o as usize] = true,
                Goal::Lesson(l) => goal_gate[net.root[l as usize] as usize] = true,
            }
        }
        Self {
            cost,
            goals,
            goal_objective,
            goal_gate,
            objective: vec![FAR; net.objectives()],
            gate: vec![FAR; net.need.len()],
            left: net.need.clone(),
            heap: BinaryHeap::new(),
            near: vec![false; nodes],
            near_lesson: vec![false; task.size()],
            border: vec![false; task.size()],
            reached: vec![false; nodes],
        }
    }

    fn next(&mut self, task: &Task, work: &mut u64) -> Found {
        self.dearest_inputs(task, work);
        let mut dearest = (0, None);
        for &goal in &self.goals {
            let value = match goal {
                Goal::Objective(o) => self.objective[o as usize],
                Goal::Lesson(l) => self.lesson_value(task, l),
            };
            if value == FAR {
                return Found::Unreachable;
            }
            if value > dearest.0 {
                dearest = (value, Some(goal));
            }
        }
        let Some(goal) = dearest.1 else { return Found::Nothing };
        self.backward(task, goal);
        let cut = self.forward(task);
        let least = cut.iter().map(|&l| self.cost[l as usize]).min().unwrap_or(0);
        debug_assert!(least > 0, "a goal that costs something has a cut");
        for &lesson in &cut {
            self.cost[lesson as usize] -= least;
        }
        Found::Cut(cut, least)
    }

    fn lesson_value(&self, task: &Task, lesson: u32) -> u64 {
        let gate = self.gate[task.net.root[lesson as usize] as usize];
        let cost = self.cost[lesson as usize];
        if gate == FAR || cost == FAR { FAR } else { gate + cost }
    }

    fn value(&self, task: &Task, node: u32) -> u64 {
        match (node as usize).checked_sub(task.net.objectives()) {
            Some(gate) => self.gate[gate],
            None => self.objective[node as usize],
        }
    }

    /// h_max of every node, least first, until all goals have one: what is dearer than all of them counts as
    /// out of reach, which leaves every cut a cut.
    fn dearest_inputs(&mut self, task: &Task, work: &mut u64) {
        let net = &task.net;
        self.objective.fill(FAR);
        self.gate.fill(FAR);
        self.left.copy_from_slice(&net.need);
        self.heap.clear();
        let mut waiting = self.goals.len();
        for (lesson, &gate) in net.root.iter().enumerate() {
            if net.need[gate as usize] == 0 {
                self.gate[gate as usize] = 0;
                waiting -= usize::from(self.goal_gate[gate as usize]);
                if self.cost[lesson] != FAR {
                    self.heap.push(Reverse((self.cost[lesson], lesson as u32)));
                }
            }
        }
        let mut stack: Vec<usize> = Vec::new();
        while waiting > 0
            && let Some(Reverse((value, lesson))) = self.heap.pop()
        {
            *work += 1;
            for &o in net.teaches(lesson) {
                if self.objective[o as usize] == FAR {
                    self.objective[o as usize] = value;
                    waiting -= usize::from(self.goal_objective[o as usize]);
                    stack.push(o as usize);
                }
            }
            while let Some(node) = stack.pop() {
                for &gate in net.feeds(node) {
                    let at = gate as usize;
                    if self.left[at] == 0 {
                        continue;
                    }
                    self.left[at] -= 1;
                    if self.left[at] > 0 {
                        continue;
                    }
                    self.gate[at] = value;
                    waiting -= usize::from(self.goal_gate[at]);
                    match net.lesson_of[at] {
                        NONE => stack.push(net.objectives() + at),
                        lesson if self.cost[lesson as usize] != FAR => {
                            self.heap.push(Reverse((value + self.cost[lesson as usize], lesson)));
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    /// Inputs of a gate of which one at least is needed and that are dearest: all but the `need − 1` cheapest,
    /// ties by place.
    fn counts(&self, task: &Task, gate: usize, at: usize) -> bool {
        let inputs = task.net.inputs(gate);
        let mine = self.value(task, inputs[at]);
        let before = inputs.iter().enumerate().filter(|&(other, &node)| {
            let value = self.value(task, node);
            value < mine || (value == mine && other < at)
        });
        before.count() + 1 >= task.net.need[gate] as usize
    }

    /// Everything from which the goal costs nothing more, and the lessons with a cost that lead there.
    fn backward(&mut self, task: &Task, goal: Goal) {
        let net = &task.net;
        let objectives = net.objectives();
        self.near.fill(false);
        self.near_lesson.fill(false);
        self.border.fill(false);
        let mut stack: Vec<usize> = Vec::new();
        match goal {
            Goal::Objective(o) => stack.push(o as usize),
            Goal::Lesson(l) => self.lead(task, l, &mut stack),
        }
        while let Some(node) = stack.pop() {
            if std::mem::replace(&mut self.near[node], true) {
                continue;
            }
            match node.checked_sub(objectives) {
                None => {
                    for &lesson in net.taught_by(node) {
                        self.lead(task, lesson, &mut stack);
                    }
                }
                Some(gate) => {
                    for (at, &input) in net.inputs(gate).iter().enumerate() {
                        if self.counts(task, gate, at) {
                            stack.push(input as usize);
                        }
                    }
                }
            }
        }
    }

    fn lead(&mut self, task: &Task, lesson: u32, stack: &mut Vec<usize>) {
        let at = lesson as usize;
        match self.cost[at] {
            FAR => {}
            0 => {
                if !std::mem::replace(&mut self.near_lesson[at], true) {
                    stack.push(task.net.objectives() + task.net.root[at] as usize);
                }
            }
            _ => self.border[at] = true,
        }
    }

    /// Lessons of the border that can be reached from the start without crossing it.
    fn forward(&mut self, task: &Task) -> Vec<u32> {
        let net = &task.net;
        let objectives = net.objectives();
        self.reached.fill(false);
        let mut cut = Vec::new();
        let mut open: Vec<u32> =
            (0..task.size() as u32).filter(|&l| net.need[net.root[l as usize] as usize] == 0).collect();
        let mut stack: Vec<usize> = Vec::new();
        while let Some(lesson) = open.pop() {
            let at = lesson as usize;
            if self.cost[at] == FAR || self.near_lesson[at] {
                continue;
            }
            if self.border[at] {
                cut.push(lesson);
            }
            stack.extend(net.teaches(lesson).iter().map(|&o| o as usize));
            while let Some(node) = stack.pop() {
                if self.near[node] || std::mem::replace(&mut self.reached[node], true) {
                    continue;
                }
                for &gate in net.feeds(node) {
                    let gate = gate as usize;
                    if self.reached[objectives + gate] || self.near[objectives + gate] {
                        continue;
                    }
                    let counts = |(at, &input): (usize, &u32)| input as usize == node && self.counts(task, gate, at);
                    if !net.inputs(gate).iter().enumerate().any(counts) {
                        continue;
                    }
                    match net.lesson_of[gate] {
                        NONE => stack.push(objectives + gate),
                        lesson => {
                            self.reached[objectives + gate] = true;
                            open.push(lesson);
                        }
                    }
                }
            }
        }
        cut.sort_unstable();
        cut
    }
}
