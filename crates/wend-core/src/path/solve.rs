//! Which lessons: the least cost set found that makes every goal hold.
//!
//! 1. `pass`: Knuth's (1977) generalisation of Dijkstra's algorithm with additive costs, stopped at the
//!    first goal reached: the cheapest one if nothing were shared.
//! 2. `build`: passes, each of which commits a part of the cheapest goal's plan and holds it as known
//!    from then on, so that later parts share it.
//! 3. `thin`: what the rest makes needless goes, dearest first.
//! 4. `improve`: each chosen lesson is forbidden once, the rest being free, and the cheaper set kept.
//!
//! Exact search for small instances belongs between 1 and 2 ([`Solver::solve`]). All of it counts its
//! steps, not its time, so that the same question always has the same answer.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
};

use crate::{Graph, LessonIx, ObjectiveIx, State, affinity::MOST_COST, graph::NONE, readiness::Readiness};

/// Sums of costs stop here; far above any path, far below what JavaScript keeps exactly.
const CEILING: u64 = 1 << 50;
/// Not reached.
const FAR: u32 = u32::MAX;
/// Steps of all passes of one `improve`.
const BUDGET: u64 = 40_000;
/// A committed part costs at most this share (in percent) of its goal.
const PART: u64 = 40;

/// A goal: an objective known, or a lesson done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Goal {
    Objective(ObjectiveIx),
    Lesson(LessonIx),
}

/// A set of lessons, ascending, and its cost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Solution {
    pub lessons: BTreeSet<u32>,
    pub cost: u64,
}

pub(crate) struct Solver<'a> {
    pub graph: &'a Graph<'a>,
    /// What holds in the learner's state.
    pub start: Readiness<'a>,
    /// By lesson.
    pub cost: Vec<u64>,
    /// Neither excluded nor beside the point, by lesson.
    pub usable: Vec<bool>,
    pub goals: Vec<Goal>,
    /// Steps taken.
    pub steps: u64,
}

/// What one pass found out.
struct Pass {
    /// The goal reached first, and what it cost.
    goal: Goal,
    cost: u64,
    /// By objective: cost, the lesson that gives it, when, how deep.
    objective: Vec<(u64, u32, u32, u32)>,
    /// By gate: when it began to hold, and when others heard of it.
    gate_at: Vec<(u32, u32)>,
}

impl<'a> Solver<'a> {
    /// The best set found; goals that can't be reached are left out.
    pub(crate) fn solve(&mut self) -> Solution {
        let (cost, usable) = (self.cost.clone(), self.usable.clone());
        let mut best = self.build(&cost, &usable, BTreeSet::new());
        self.thin(&mut best);
        self.improve(&mut best);
        best
    }

    fn met(&self, goal: Goal, holds: &Readiness<'_>, lessons: &BTreeSet<u32>) -> bool {
        match goal {
            Goal::Objective(o) => holds.known().contains(o),
            Goal::Lesson(l) => lessons.contains(&l.0),
        }
    }

    /// Sharing-aware build on top of some lessons that can be done from the learner's state.
    fn build(&mut self, cost: &[u64], usable: &[bool], mut lessons: BTreeSet<u32>) -> Solution {
        let mut holds = self.run(&lessons).0;
        loop {
            let unmet: Vec<Goal> =
                self.goals.iter().copied().filter(|&goal| !self.met(goal, &holds, &lessons)).collect();
            let Some(pass) = self.pass(&holds, &unmet, cost, usable, &lessons) else { break };
            let part = self.part(&pass);
            let mut plan = BTreeSet::new();
            self.collect(&pass, part, &mut plan);
            for &lesson in &plan {
                for &o in &self.graph.curriculum.lessons[lesson as usize].teaches {
                    holds.add(o);
                }
            }
            lessons.extend(plan);
        }
        let cost = self.price(&lessons);
        Solution { lessons, cost }
    }

    fn price(&self, lessons: &BTreeSet<u32>) -> u64 {
        lessons.iter().map(|&lesson| self.cost[lesson as usize]).sum()
    }

    fn pass(
        &mut self,
        holds: &Readiness<'_>,
        unmet: &[Goal],
        cost: &[u64],
        usable: &[bool],
        done: &BTreeSet<u32>,
    ) -> Option<Pass> {
        if unmet.is_empty() {
            return None;
        }
        let graph = self.graph;
        let objectives = graph.objectives();
        let mut missing = holds.missing.clone();
        let mut sum = vec![(0_u64, 0_u32); missing.len()];
        let mut objective = vec![(0, NONE, FAR, 0); objectives];
        let mut gate_at = vec![(FAR, FAR); missing.len()];
        let mut heap = BinaryHeap::new();
        let mut at = 0;
        for (lesson, &gate) in graph.root.iter().enumerate() {
            if missing[gate as usize] == 0 && usable[lesson] && !done.contains(&(lesson as u32)) {
                gate_at[gate as usize].0 = 0;
                heap.push(Reverse((cost[lesson], gate)));
            }
        }
        let mut fed: Vec<(usize, u64, u32)> = Vec::new();
        while let Some(Reverse((so_far, gate))) = heap.pop() {
            self.steps += 1;
            let gate = gate as usize;
            let lesson = graph.lesson_of[gate];
            at += 1;
            if lesson == NONE {
                gate_at[gate].1 = at;
                fed.push((objectives + gate, so_far, sum[gate].1));
            } else {
                let goal = Goal::Lesson(LessonIx(lesson));
                if unmet.contains(&goal) {
                    return Some(Pass { goal, cost: so_far, objective, gate_at });
                }
                let deep = sum[gate].1 + 1;
                let mut reached = None;
                for &o in &graph.curriculum.lessons[lesson as usize].teaches {
                    if o.index() < objectives && objective[o.index()].1 == NONE && !holds.known().contains(o) {
                        objective[o.index()] = (so_far, lesson, at, deep);
                        fed.push((o.index(), so_far, deep));
                        let goal = Goal::Objective(o);
                        if reached.is_none_or(|least| goal < least) && unmet.contains(&goal) {
                            reached = Some(goal);
                        }
                    }
                }
                if let Some(goal) = reached {
                    return Some(Pass { goal, cost: so_far, objective, gate_at });
                }
            }
            for (node, price, deep) in fed.drain(..) {
                for &gate in graph.feeds(node) {
                    let gate = gate as usize;
                    if missing[gate] == 0 {
                        continue;
                    }
                    missing[gate] -= 1;
                    sum[gate] = ((sum[gate].0 + price).min(CEILING), sum[gate].1.max(deep));
                    if missing[gate] > 0 {
                        continue;
                    }
                    gate_at[gate].0 = at;
                    let lesson = graph.lesson_of[gate];
                    if lesson == NONE {
                        heap.push(Reverse((sum[gate].0, gate as u32)));
                    } else if usable[lesson as usize] && !done.contains(&lesson) {
                        heap.push(Reverse(((sum[gate].0 + cost[lesson as usize]).min(CEILING), gate as u32)));
                    }
                }
            }
        }
        None
    }

    /// The objectives that a pass used to open a gate, with those of the gates below it.
    fn support(&self, pass: &Pass, gate: usize, out: &mut Vec<u32>) {
        let objectives = self.graph.objectives();
        let mut left = self.graph.need[gate];
        for &node in self.graph.inputs(gate) {
            let node = node as usize;
            if node < objectives {
                let (_, lesson, at, _) = pass.objective[node];
                if lesson != NONE && at <= pass.gate_at[gate].0 && left > 0 {
                    out.push(node as u32);
                    left -= 1;
                }
            } else if pass.gate_at[node - objectives].1 <= pass.gate_at[gate].0 {
                self.support(pass, node - objectives, out);
            }
        }
    }

    fn lesson_of(&self, pass: &Pass, goal: Goal) -> u32 {
        match goal {
            Goal::Objective(o) => pass.objective[o.index()].1,
            Goal::Lesson(l) => l.0,
        }
    }

    /// The part of the goal's plan to commit: down the deepest branch that costs anything, to the first
    /// sub-goal that costs at most [`PART`] of it; where there is none, the goal.
    fn part(&self, pass: &Pass) -> Goal {
        let mut goal = pass.goal;
        let mut below = Vec::new();
        loop {
            below.clear();
            let root = self.graph.root[self.lesson_of(pass, goal) as usize] as usize;
            self.support(pass, root, &mut below);
            let costs = below.iter().copied().filter(|&o| pass.objective[o as usize].0 > 0);
            let Some(deepest) = costs.min_by_key(|&o| (Reverse(pass.objective[o as usize].3), o)) else {
                return pass.goal;
            };
            goal = Goal::Objective(ObjectiveIx(deepest));
            if pass.objective[deepest as usize].0 * 100 <= pass.cost * PART {
                return goal;
            }
        }
    }

    fn collect(&self, pass: &Pass, goal: Goal, out: &mut BTreeSet<u32>) {
        let mut stack = vec![self.lesson_of(pass, goal)];
        let mut below = Vec::new();
        while let Some(lesson) = stack.pop() {
            if out.insert(lesson) {
                self.support(pass, self.graph.root[lesson as usize] as usize, &mut below);
                stack.extend(below.drain(..).map(|o| pass.objective[o as usize].1));
            }
        }
    }

    /// What holds once a set was done from the learner's state, and which of it could be done.
    pub(crate) fn run(&mut self, lessons: &BTreeSet<u32>) -> (Readiness<'a>, BTreeSet<u32>) {
        self.steps += lessons.len() as u64;
        let mut holds = self.start.clone();
        let mut done = BTreeSet::new();
        let mut left: Vec<u32> = lessons.iter().copied().collect();
        loop {
            let before = left.len();
            left.retain(|&lesson| {
                let open = holds.open(LessonIx(lesson));
                if open {
                    done.insert(lesson);
                    for &o in &self.graph.curriculum.lessons[lesson as usize].teaches {
                        holds.add(o);
                    }
                }
                !open
            });
            if left.len() == before {
                return (holds, done);
            }
        }
    }

    /// The goals a set reaches.
    pub(crate) fn reached(&mut self, lessons: &BTreeSet<u32>) -> Vec<Goal> {
        let (holds, done) = self.run(lessons);
        self.goals.iter().copied().filter(|&goal| self.met(goal, &holds, &done)).collect()
    }

    /// The part of a set that can be done, if it reaches these goals.
    pub(crate) fn reaches(&mut self, lessons: &BTreeSet<u32>, goals: &[Goal]) -> Option<BTreeSet<u32>> {
        let (holds, done) = self.run(lessons);
        goals.iter().all(|&goal| self.met(goal, &holds, &done)).then_some(done)
    }

    fn dearest_first(&self, lessons: &BTreeSet<u32>) -> Vec<u32> {
        let mut order: Vec<u32> = lessons.iter().copied().collect();
        order.sort_by_key(|&lesson| (Reverse(self.cost[lesson as usize]), lesson));
        order
    }

    /// Drops what the rest makes needless, dearest first, until nothing can go.
    pub(crate) fn thin(&mut self, solution: &mut Solution) {
        let goals = self.reached(&solution.lessons);
        loop {
            let before = solution.lessons.len();
            let plainly = self.plainly_needed(&solution.lessons, &goals);
            for lesson in self.dearest_first(&solution.lessons) {
                if solution.lessons.contains(&lesson) && !plainly.contains(&lesson) {
                    let mut less = solution.lessons.clone();
                    less.remove(&lesson);
                    if let Some(less) = self.reaches(&less, &goals) {
                        solution.lessons = less;
                    }
                }
            }
            if solution.lessons.len() == before {
                break;
            }
        }
        solution.cost = self.price(&solution.lessons);
    }

    /// Lessons of a set that alone in it teach a goal or what another of it can't do without: no need to
    /// try the set without them.
    fn plainly_needed(&self, lessons: &BTreeSet<u32>, goals: &[Goal]) -> BTreeSet<u32> {
        let graph = self.graph;
        let mut needed = State::new();
        for &lesson in lessons {
            for &input in graph.inputs(graph.root[lesson as usize] as usize) {
                if (input as usize) < graph.objectives() {
                    needed.insert(ObjectiveIx(input));
                }
            }
        }
        let mut out = BTreeSet::new();
        for &goal in goals {
            match goal {
                Goal::Objective(o) => {
                    needed.insert(o);
                }
                Goal::Lesson(l) => {
                    out.insert(l.0);
                }
            }
        }
        for o in needed.iter().filter(|&o| !self.start.known().contains(o)) {
            let mut teachers = graph.teachers(o).filter(|l| lessons.contains(&l.0));
            if let (Some(only), None) = (teachers.next(), teachers.next()) {
                out.insert(only.0);
            }
        }
        out
    }

    /// The best set without one lesson, the rest of a set being free.
    pub(crate) fn without(&mut self, lesson: u32, set: &BTreeSet<u32>) -> Solution {
        let mut cost = self.cost.clone();
        for &other in set {
            cost[other as usize] = 0;
        }
        let mut usable = self.usable.clone();
        usable[lesson as usize] = false;
        let mut rest = set.clone();
        rest.remove(&lesson);
        let rest = self.run(&rest).1;
        let mut solution = self.build(&cost, &usable, rest);
        self.thin(&mut solution);
        solution
    }

    /// A set with one lesson in another's place, without what that makes needless. Where the swap alone
    /// does not do, what is missing is added, if `repair`.
    pub(crate) fn forced(
        &mut self,
        out: u32,
        other: u32,
        set: &BTreeSet<u32>,
        goals: &[Goal],
        repair: bool,
    ) -> Option<BTreeSet<u32>> {
        let mut lessons = set.clone();
        lessons.remove(&out);
        lessons.insert(other);
        let mut goals = goals.to_vec();
        goals.push(Goal::Lesson(LessonIx(other)));
        if self.reaches(&lessons, &goals).is_some() {
            self.thin_near(&mut lessons, &goals, &[out, other]);
            return Some(lessons);
        }
        if !repair {
            return None;
        }
        let mine = std::mem::replace(&mut self.goals, goals.clone());
        let solution = self.without(out, &lessons);
        self.goals = mine;
        self.reaches(&solution.lessons, &goals)
    }

    /// Drops what a change made needless: of the lessons that gave what these lessons name or teach, and
    /// so on from each that went.
    fn thin_near(&mut self, lessons: &mut BTreeSet<u32>, goals: &[Goal], changed: &[u32]) {
        let graph = self.graph;
        let mut stack: Vec<u32> = changed.to_vec();
        let mut tried = BTreeSet::new();
        while let Some(lesson) = stack.pop() {
            let mut near: Vec<ObjectiveIx> = graph.curriculum.lessons[lesson as usize].teaches.clone();
            let mut nodes = vec![graph.objectives() + graph.root[lesson as usize] as usize];
            while let Some(node) = nodes.pop() {
                if node < graph.objectives() {
                    near.push(ObjectiveIx::at(node));
                } else {
                    nodes.extend(graph.inputs(node - graph.objectives()).iter().map(|&input| input as usize));
                }
            }
            near.sort_unstable();
            near.dedup();
            let plainly = self.plainly_needed(lessons, goals);
            for o in near {
                for teacher in graph.teachers(o) {
                    let teacher = teacher.0;
                    if !lessons.contains(&teacher) || plainly.contains(&teacher) || !tried.insert(teacher) {
                        continue;
                    }
                    let mut less = lessons.clone();
                    less.remove(&teacher);
                    if self.reaches(&less, goals).is_some_and(|done| done.len() == less.len()) {
                        *lessons = less;
                        stack.push(teacher);
                    }
                }
            }
        }
    }

    fn improve(&mut self, best: &mut Solution) {
        let goals = self.reached(&best.lessons);
        let end = self.steps + BUDGET;
        loop {
            let before = best.cost;
            for lesson in self.dearest_first(&best.lessons) {
                if self.steps >= end {
                    return;
                }
                if !best.lessons.contains(&lesson) || self.alone(lesson, &goals) {
                    continue;
                }
                let other = self.without(lesson, &best.lessons.clone());
                if other.cost < best.cost && self.reaches(&other.lessons, &goals).is_some() {
                    *best = other;
                }
            }
            if best.cost == before {
                return;
            }
        }
    }

    /// A goal can't do without this lesson.
    fn alone(&self, lesson: u32, goals: &[Goal]) -> bool {
        goals.iter().any(|&goal| match goal {
            Goal::Lesson(l) => l.0 == lesson,
            Goal::Objective(o) => {
                let mut teachers = self.graph.teachers(o).filter(|l| self.usable[l.index()]);
                teachers.next() == Some(LessonIx(lesson)) && teachers.next().is_none()
            }
        })
    }

    /// Marks as unusable what can't matter for the goals, looking backward from them.
    pub(crate) fn prune(&mut self) {
        let graph = self.graph;
        let objectives = graph.objectives();
        let mut wanted = vec![false; graph.lessons()];
        let mut seen = State::new();
        let mut stack: Vec<usize> = Vec::new();
        let want = |lesson: usize, wanted: &mut Vec<bool>, stack: &mut Vec<usize>| {
            if !std::mem::replace(&mut wanted[lesson], true) {
                stack.push(objectives + graph.root[lesson] as usize);
            }
        };
        for &goal in &self.goals {
            match goal {
                Goal::Objective(o) => stack.push(o.index()),
                Goal::Lesson(l) => want(l.index(), &mut wanted, &mut stack),
            }
        }
        while let Some(node) = stack.pop() {
            if node >= objectives {
                if self.start.missing[node - objectives] > 0 {
                    stack.extend(graph.inputs(node - objectives).iter().map(|&input| input as usize));
                }
                continue;
            }
            let objective = ObjectiveIx::at(node);
            if !self.start.known().contains(objective) && seen.insert(objective) {
                for lesson in graph.teachers(objective).filter(|l| self.usable[l.index()]) {
                    want(lesson.index(), &mut wanted, &mut stack);
                }
            }
        }
        for (usable, wanted) in self.usable.iter_mut().zip(wanted) {
            *usable &= wanted;
        }
        debug_assert!(self.cost.iter().all(|&cost| cost <= MOST_COST));
    }
}
