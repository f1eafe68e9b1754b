//! Which lessons, quickly: good sets that reach every goal.
//!
//! 1. [`plain`]: one pass, Knuth's (1977) generalisation of Dijkstra's algorithm with additive costs: what each
//!    goal costs if nothing were shared, and how. The first answer.
//! 2. [`Build`]: a pass to the cheapest goal, of which a part is committed and held as known from then on, so
//!    that later parts share it; one pass a step.
//! 3. [`Thin`]: what the rest makes needless goes, dearest first; some tries a step.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    Goal, Solution,
    task::{Held, Task},
};
use crate::graph::NONE;

/// Sums of costs stop here; far above any path, far below what JavaScript keeps exactly.
pub(super) const CEILING: u64 = 1 << 50;
/// Not reached.
const FAR: u32 = u32::MAX;
/// A committed part costs at most this share (in percent) of its goal.
const PART: u64 = 40;

/// What one pass found out.
struct Pass {
    /// The goal reached last, and what it cost.
    goal: Goal,
    cost: u64,
    /// By objective: cost, the lesson that gives it, when, how deep.
    objective: Vec<(u64, u32, u32, u32)>,
    /// By gate: when it began to hold, and when others heard of it.
    gate_at: Vec<(u32, u32)>,
}

/// Walks from what holds, least cost first, until the first of some goals is reached, or all of them.
fn pass(task: &Task, held: &Held, wanted: &[Goal], has: &[bool], all: bool, work: &mut u64) -> Option<Pass> {
    let net = &task.net;
    let objectives = net.objectives();
    let mut want_objective = vec![false; objectives];
    let mut want_lesson = vec![false; task.size()];
    for &goal in wanted {
        match goal {
            Goal::Objective(o) => want_objective[o as usize] = true,
            Goal::Lesson(l) => want_lesson[l as usize] = true,
        }
    }
    let mut left = if all { wanted.len() } else { wanted.len().min(1) };
    let mut missing = held.missing.clone();
    let mut sum = vec![(0_u64, 0_u32); missing.len()];
    let mut found = Pass {
        goal: *wanted.first()?,
        cost: 0,
        objective: vec![(0, NONE, FAR, 0); objectives],
        gate_at: vec![(FAR, FAR); missing.len()],
    };
    let mut heap = BinaryHeap::new();
    let mut at = 0;
    for (lesson, &gate) in net.root.iter().enumerate() {
        if missing[gate as usize] == 0 && !has[lesson] {
            found.gate_at[gate as usize].0 = 0;
            heap.push(Reverse((task.cost[lesson], gate)));
        }
    }
    let mut fed: Vec<(usize, u64, u32)> = Vec::new();
    while let Some(Reverse((so_far, gate))) = heap.pop() {
        *work += 1;
        at += 1;
        let gate = gate as usize;
        let lesson = net.lesson_of[gate];
        if lesson == NONE {
            found.gate_at[gate].1 = at;
            fed.push((objectives + gate, so_far, sum[gate].1));
        } else {
            let deep = sum[gate].1 + 1;
            let mut reached = want_lesson[lesson as usize].then_some(Goal::Lesson(lesson));
            left -= usize::from(reached.is_some());
            for &o in net.teaches(lesson) {
                if found.objective[o as usize].1 == NONE && !held.known[o as usize] {
                    found.objective[o as usize] = (so_far, lesson, at, deep);
                    fed.push((o as usize, so_far, deep));
                    if want_objective[o as usize] && left > 0 {
                        left -= 1;
                        reached = reached.or(Some(Goal::Objective(o)));
                    }
                }
            }
            if let Some(goal) = reached {
                (found.goal, found.cost) = (goal, so_far);
                if left == 0 {
                    return Some(found);
                }
            }
        }
        for (node, price, deep) in fed.drain(..) {
            for &gate in net.feeds(node) {
                let gate = gate as usize;
                if missing[gate] == 0 {
                    continue;
                }
                missing[gate] -= 1;
                sum[gate] = ((sum[gate].0 + price).min(CEILING), sum[gate].1.max(deep));
                if missing[gate] > 0 {
                    continue;
                }
                found.gate_at[gate].0 = at;
                let lesson = net.lesson_of[gate];
                if lesson == NONE {
                    heap.push(Reverse((sum[gate].0, gate as u32)));
                } else if !has[lesson as usize] {
                    heap.push(Reverse(((sum[gate].0 + task.cost[lesson as usize]).min(CEILING), gate as u32)));
                }
            }
        }
    }
    None
}

impl Pass {
    /// The objectives used to open a gate, with those of the gates below it.
    fn support(&self, task: &Task, held: &Held, gate: usize, out: &mut Vec<u32>) {
        let objectives = task.net.objectives();
        let mut left = held.missing[gate];
        for &node in task.net.inputs(gate) {
            if left == 0 {
                break;
            }
            let node = node as usize;
            let opened = self.gate_at[gate].0;
            if node < objectives {
                let (_, lesson, at, _) = self.objective[node];
                if lesson != NONE && at <= opened {
                    out.push(node as u32);
                    left -= 1;
                }
            } else if self.gate_at[node - objectives].1 <= opened {
                self.support(task, held, node - objectives, out);
                left -= 1;
            }
        }
    }

    fn lesson_for(&self, goal: Goal) -> u32 {
        match goal {
            Goal::Objective(o) => self.objective[o as usize].1,
            Goal::Lesson(l) => l,
        }
    }

    /// The part of the goal's plan to commit: down the deepest branch that costs anything, to the first
    /// sub-goal that costs at most [`PART`] of it; where there is none, the goal.
    fn part(&self, task: &Task, held: &Held) -> Goal {
        let mut goal = self.goal;
        let mut below = Vec::new();
        loop {
            below.clear();
            self.support(task, held, task.net.root[self.lesson_for(goal) as usize] as usize, &mut below);
            let costs = below.iter().copied().filter(|&o| self.objective[o as usize].0 > 0);
            let Some(deepest) = costs.min_by_key(|&o| (Reverse(self.objective[o as usize].3), o)) else {
                return self.goal;
            };
            goal = Goal::Objective(deepest);
            if self.objective[deepest as usize].0 * 100 <= self.cost * PART {
                return goal;
            }
        }
    }

    /// Adds the lessons of a goal's plan; those that are new.
    fn collect(&self, task: &Task, held: &Held, goal: Goal, has: &mut [bool]) -> Vec<u32> {
        let mut stack = vec![self.lesson_for(goal)];
        let mut below = Vec::new();
        let mut new = Vec::new();
        while let Some(lesson) = stack.pop() {
            if !std::mem::replace(&mut has[lesson as usize], true) {
                new.push(lesson);
                self.support(task, held, task.net.root[lesson as usize] as usize, &mut below);
                stack.extend(below.drain(..).map(|o| self.objective[o as usize].1));
            }
        }
        new
    }
}

/// The lessons of all goals' plans, each made as if nothing were shared. `None` where a goal can't be reached.
pub(super) fn plain(task: &Task, work: &mut u64) -> Option<Solution> {
    let mut has = vec![false; task.size()];
    if !task.goals.is_empty() {
        let held = Held::nothing(&task.net);
        let pass = pass(task, &held, &task.goals, &has, true, work)?;
        for &goal in &task.goals {
            pass.collect(task, &held, goal, &mut has);
        }
    }
    Some(Solution::of(task, &has))
}

/// A set in the making, for sharing.
#[derive(Debug, Clone)]
pub(super) struct Build {
    held: Held,
    has: Vec<bool>,
}

impl Build {
    pub(super) fn new(task: &Task) -> Self {
        Self { held: Held::nothing(&task.net), has: vec![false; task.size()] }
    }

    /// One pass more; the set, once every goal is met.
    pub(super) fn step(&mut self, task: &Task, work: &mut u64) -> Option<Solution> {
        let unmet: Vec<Goal> = task.goals.iter().copied().filter(|goal| !goal.met(&self.held, &self.has)).collect();
        let Some(pass) = pass(task, &self.held, &unmet, &self.has, false, work) else {
            return Some(Solution::of(task, &self.has));
        };
        let part = pass.part(task, &self.held);
        for lesson in pass.collect(task, &self.held, part, &mut self.has) {
            for &o in task.net.teaches(lesson) {
                self.held.learn(&task.net, o, |_| ());
            }
        }
        None
    }
}

/// A step of thinning tries so much.
const SLICE: u64 = 1_000;

/// Drops what the rest makes needless, dearest first, until nothing can go; some tries a step.
#[derive(Debug, Clone)]
pub(super) struct Thin {
    found: Solution,
    has: Vec<bool>,
    /// Lessons to try in this round, last first.
    left: Vec<u32>,
    /// No need to try these.
    plainly: Vec<bool>,
    /// So many there were when the round began.
    before: usize,
}

impl Thin {
    pub(super) fn new(task: &Task, found: Solution) -> Self {
        Self { has: found.marks(task), found, left: Vec::new(), plainly: Vec::new(), before: usize::MAX }
    }

    /// Some tries more; the set, once nothing can go.
    pub(super) fn step(&mut self, task: &Task, work: &mut u64) -> Option<Solution> {
        let end = *work + SLICE;
        loop {
            while let Some(lesson) = self.left.pop() {
                if !self.has[lesson as usize] || self.plainly[lesson as usize] {
                    continue;
                }
                self.has[lesson as usize] = false;
                let lessons = &mut self.found.lessons;
                *work += lessons.len() as u64;
                let less: Vec<u32> = lessons.iter().copied().filter(|&l| l != lesson).collect();
                match task.reaches(&less, &self.has) {
                    Some(done) => {
                        *lessons = less.into_iter().filter(|&l| done[l as usize]).collect();
                        self.has = done;
                    }
                    None => self.has[lesson as usize] = true,
                }
                if *work >= end {
                    return None;
                }
            }
            if self.found.lessons.len() == self.before {
                self.found.cost = task.price(&self.found.lessons);
                return Some(std::mem::take(&mut self.found));
            }
            self.before = self.found.lessons.len();
            self.plainly = plainly_needed(task, &self.found.lessons);
            self.left.clone_from(&self.found.lessons);
            self.left.sort_by_key(|&lesson| (task.cost[lesson as usize], Reverse(lesson)));
        }
    }
}

/// The same at once.
pub(super) fn thin(task: &Task, found: Solution, work: &mut u64) -> Solution {
    let mut thin = Thin::new(task, found);
    loop {
        if let Some(found) = thin.step(task, work) {
            return found;
        }
    }
}

/// Lessons of a set that alone in it teach a goal or what another of it can't do without: no need to try the
/// set without them.
fn plainly_needed(task: &Task, lessons: &[u32]) -> Vec<bool> {
    let net = &task.net;
    let objectives = net.objectives();
    let mut out = vec![false; task.size()];
    // How many of the set teach an objective, and the last of them.
    let mut teachers = vec![(0_u32, NONE); objectives];
    for &lesson in lessons {
        for &o in net.teaches(lesson) {
            teachers[o as usize] = (teachers[o as usize].0 + 1, lesson);
        }
    }
    let mut alone = |o: u32| {
        if let (1, only) = teachers[o as usize] {
            out[only as usize] = true;
        }
    };
    let mut pinned = Vec::new();
    for &goal in &task.goals {
        match goal {
            Goal::Objective(o) => alone(o),
            Goal::Lesson(l) => pinned.push(l),
        }
    }
    // A gate needs all of its inputs where the set has no more of them than it needs.
    let mut seen = vec![false; net.need.len()];
    let mut stack: Vec<usize> = lessons.iter().map(|&l| net.root[l as usize] as usize).collect();
    while let Some(gate) = stack.pop() {
        if std::mem::replace(&mut seen[gate], true) {
            continue;
        }
        let inputs = net.inputs(gate);
        let most = inputs.iter().filter(|&&n| n as usize >= objectives || teachers[n as usize].0 > 0).count();
        if most > net.need[gate] as usize {
            continue;
        }
        for &node in inputs {
            match (node as usize).checked_sub(objectives) {
                Some(below) => stack.push(below),
                None => alone(node),
            }
        }
    }
    pinned.into_iter().for_each(|l| out[l as usize] = true);
    out
}
