//! A set made better part by part, for what is too large to be solved as a whole: a few lessons that hang
//! together are taken out (a *window*), the rest is held as done, and the gap is filled at least cost by the
//! exact search (large neighbourhood search, Shaw 1998). Windows grow where smaller ones find nothing more.

use std::{cmp::Reverse, collections::VecDeque};

use super::{
    Solution,
    exact::Search,
    task::{self, Held, Task},
};

/// Lessons of a window, at first and at most.
const LEAST: usize = 3;
const MOST: usize = 24;
/// A gap is looked into with so much work at most.
const WORK: u64 = 30_000;

/// A walk of windows over a set.
#[derive(Debug, Clone)]
pub(super) struct Windows {
    size: usize,
    /// Lessons to begin a window with, last first.
    seeds: Vec<u32>,
    /// Windows of this size found something.
    pub(super) better: bool,
    gap: Option<Gap>,
}

/// A window with the search that fills it.
#[derive(Debug, Clone)]
struct Gap {
    task: Task,
    /// The lessons that stay.
    rest: Vec<u32>,
    search: Search,
    /// The best filling and what it costs.
    filling: Option<Vec<u32>>,
    most: u64,
    /// Work left.
    left: u64,
}

/// What a step came to.
pub(super) enum Step {
    More,
    /// A set with a gap filled, not thinned.
    Found(Solution),
    /// Nothing left to try.
    Over,
}

impl Windows {
    pub(super) fn new() -> Self {
        Self { size: LEAST, seeds: Vec::new(), better: true, gap: None }
    }

    /// Looks at one node of a gap, or takes out the next window.
    pub(super) fn step(&mut self, task: &Task, best: &Solution, work: &mut u64) -> Step {
        let Some(mut gap) = self.gap.take() else { return self.open(task, best, work) };
        let before = *work;
        if let Some(found) = gap.search.step(&gap.task, gap.most, work) {
            gap.most = found.cost;
            gap.filling = Some(found.lessons);
        }
        let spent = *work - before;
        if !gap.search.is_over() && gap.left > spent {
            gap.left -= spent;
            self.gap = Some(gap);
            return Step::More;
        }
        let Some(filling) = gap.filling else { return Step::More };
        let mut has = vec![false; task.size()];
        gap.rest.iter().for_each(|&l| has[l as usize] = true);
        filling.iter().for_each(|&l| has[gap.task.lesson[l as usize] as usize] = true);
        Step::Found(Solution::of(task, &has))
    }

    fn open(&mut self, task: &Task, best: &Solution, work: &mut u64) -> Step {
        let seed = loop {
            match self.seeds.pop() {
                Some(seed) if best.lessons.binary_search(&seed).is_ok() => break seed,
                Some(_) => {}
                None => {
                    if !self.better {
                        if self.size >= MOST.min(best.lessons.len()) {
                            return Step::Over;
                        }
                        self.size *= 2;
                    }
                    self.better = false;
                    self.seeds.clone_from(&best.lessons);
                    // Dearest first, so last.
                    self.seeds.sort_by_key(|&l| (task.cost[l as usize], Reverse(l)));
                }
            }
        };
        let mut has = best.marks(task);
        let mut most = 0;
        for lesson in around(task, &has, seed, self.size) {
            has[lesson as usize] = false;
            most += task.cost[lesson as usize];
        }
        let rest: Vec<u32> = best.lessons.iter().copied().filter(|&l| has[l as usize]).collect();
        *work += best.lessons.len() as u64;
        let mut held = Held::nothing(&task.net);
        let done = held.walk(&task.net, rest.iter().copied(), |l| has[l as usize]);
        let cost = |l: u32| if has[l as usize] { 0 } else { task.cost[l as usize] };
        // What costs as much as the window can't be part of anything cheaper.
        let usable = |l: u32| !done[l as usize] && (cost(l) < most);
        let part = task::cut(&task.net, &held, usable, cost, &task.goals);
        *work += part.size() as u64;
        self.gap = Some(Gap { task: part, rest, search: Search::new(), filling: None, most, left: WORK });
        Step::More
    }
}

/// So many lessons of a set around one of them: what it builds on, what builds on it, and so on.
fn around(task: &Task, has: &[bool], seed: u32, size: usize) -> Vec<u32> {
    let net = &task.net;
    let mut seen = vec![false; task.size()];
    seen[seed as usize] = true;
    let mut queue = VecDeque::from([seed]);
    let mut window = Vec::new();
    while let Some(lesson) = queue.pop_front() {
        window.push(lesson);
        if window.len() == size {
            break;
        }
        let mut near: Vec<u32> = Vec::new();
        let mut nodes = net.needs(lesson).to_vec();
        while let Some(node) = nodes.pop() {
            match (node as usize).checked_sub(net.objectives()) {
                Some(gate) => nodes.extend(net.inputs(gate)),
                None => near.extend(net.taught_by(node as usize)),
            }
        }
        let mut nodes: Vec<usize> = net.teaches(lesson).iter().map(|&o| o as usize).collect();
        while let Some(node) = nodes.pop() {
            for &gate in net.feeds(node) {
                match net.lesson_of[gate as usize] {
                    crate::graph::NONE => nodes.push(net.objectives() + gate as usize),
                    user => near.push(user),
                }
            }
        }
        near.sort_unstable();
        for next in near {
            if has[next as usize] && !std::mem::replace(&mut seen[next as usize], true) {
                queue.push_back(next);
            }
        }
    }
    window
}
