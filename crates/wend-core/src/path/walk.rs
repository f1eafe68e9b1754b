//! Swapping one lesson of a path for another, so that every goal stays and no step is there that nobody needs.
//!
//! Where the one that comes asks for no less and gives no more than the one that goes, nothing else changes, and
//! it takes that place. Else the path without what this makes needless is put in order anew.

use super::{Goal, Planner, Solution, build, order::order, task};
use crate::affinity::MOST_COST;

/// Swaps that come to nothing are looked at for so many steps in all.
const TRIES: usize = 10_000;
/// Not learned on the path.
const NEVER: u32 = u32::MAX;

/// A path in an order, and what that order gives when.
pub(super) struct Walk<'p, 'a> {
    planner: &'p Planner<'a>,
    pub order: Vec<u32>,
    /// Place of a lesson in the order, from 1; 0: not in it.
    place: Vec<u32>,
    /// The step after which an objective is known.
    known: Vec<u32>,
    /// A goal, or named by a lesson of the path.
    used: Vec<bool>,
    tries: usize,
}

impl<'p, 'a> Walk<'p, 'a> {
    pub(super) fn new(planner: &'p Planner<'a>, lessons: &[u32]) -> Self {
        let mut walk =
            Self { planner, order: Vec::new(), place: Vec::new(), known: Vec::new(), used: Vec::new(), tries: TRIES };
        walk.settle(lessons);
        walk
    }

    fn settle(&mut self, lessons: &[u32]) {
        let Planner { graph, start, goals, .. } = self.planner;
        self.order = order(graph, start, lessons);
        self.place = vec![0; graph.lessons()];
        self.known = start.known.iter().map(|&known| if known { 0 } else { NEVER }).collect();
        self.used = vec![false; graph.objectives()];
        for goal in goals {
            if let Goal::Objective(o) = goal {
                self.used[*o as usize] = true;
            }
        }
        for at in 0..self.order.len() {
            let lesson = self.order[at];
            self.place[lesson as usize] = at as u32 + 1;
            for &o in graph.teaches(lesson) {
                let known = &mut self.known[o as usize];
                *known = (*known).min(at as u32 + 1);
            }
            self.uses(lesson);
        }
    }

    fn uses(&mut self, lesson: u32) {
        let graph = self.planner.graph;
        let mut stack = graph.needs(lesson).to_vec();
        while let Some(node) = stack.pop() {
            match (node as usize).checked_sub(graph.objectives()) {
                Some(gate) => stack.extend(graph.inputs(gate)),
                None => self.used[node as usize] = true,
            }
        }
    }

    /// It is a step.
    pub(super) fn has(&self, lesson: u32) -> bool {
        self.place[lesson as usize] > 0
    }

    /// Every way to put a wanted lesson in the place of one that is not held and teaches something the same:
    /// what it costs more, the lesson, the one that goes; cheapest first.
    pub(super) fn swaps(&self, held: impl Fn(u32) -> bool, wanted: impl Fn(u32) -> bool) -> Vec<(i64, u32, u32)> {
        let Planner { graph, usable, terms, .. } = self.planner;
        let mut swaps = Vec::new();
        for &out in self.order.iter().filter(|&&l| !held(l)) {
            let mut others: Vec<u32> =
                graph.teaches(out).iter().flat_map(|&o| graph.taught_by(o as usize)).copied().collect();
            others.sort_unstable();
            others.dedup();
            for other in others {
                if usable[other as usize] && !self.has(other) && wanted(other) {
                    let plus = terms[other as usize].cost.cast_signed() - terms[out as usize].cost.cast_signed();
                    swaps.push((plus, other, out));
                }
            }
        }
        swaps.sort_unstable();
        swaps
    }

    /// Makes a swap if every goal and every step to keep stays. What it makes needless goes, what is held last.
    pub(super) fn swap(&mut self, out: u32, other: u32, held: impl Fn(u32) -> bool, keep: &[u32]) -> bool {
        let place = self.place[out as usize];
        if place == 0 || self.has(other) || held(out) {
            return false;
        }
        if self.fits(out, other, place) {
            let known = &mut self.known;
            for &o in self.planner.graph.teaches(out) {
                if known[o as usize] == place {
                    known[o as usize] = NEVER;
                }
            }
            for &o in self.planner.graph.teaches(other) {
                known[o as usize] = known[o as usize].min(place);
            }
            self.order[place as usize - 1] = other;
            self.place[out as usize] = 0;
            self.place[other as usize] = place;
            self.uses(other);
            return true;
        }
        if self.tries < self.order.len() {
            return false;
        }
        let swapped = self.order.iter().map(|&l| if l == out { other } else { l });
        match self.needed(swapped, held) {
            Some(lessons) if keep.iter().all(|l| lessons.binary_search(l).is_ok()) => self.settle(&lessons),
            _ => {
                self.tries -= self.order.len();
                return false;
            }
        }
        true
    }

    /// A lesson can take another's place, and nothing becomes needless by it: it asks for all that the other
    /// asked for, and gives nothing used that the other did not give. Whatever could then be left out could have
    /// been left out before.
    fn fits(&self, out: u32, other: u32, place: u32) -> bool {
        let Planner { graph, start, .. } = self.planner;
        let (gave, gives) = (graph.teaches(out), graph.teaches(other));
        let (asked, asks) = (graph.needs(out), graph.needs(other));
        let used = |o: u32| self.used[o as usize] && !start.known[o as usize];
        let holds = |node: u32| match (node as usize).checked_sub(graph.objectives()) {
            Some(gate) => start.missing[gate] == 0,
            None => start.known[node as usize],
        };
        gave.iter().all(|o| self.known[*o as usize] != place || !used(*o) || gives.contains(o))
            && gives.iter().all(|o| !used(*o) || gave.contains(o))
            && asked.iter().all(|node| holds(*node) || asks.contains(node))
            && self.opens(graph.root[other as usize] as usize, place)
    }

    /// The lessons of a set without what the rest makes needless, dearest first and what is held last, ascending;
    /// `None` where they don't reach every goal.
    fn needed(&self, set: impl Iterator<Item = u32>, held: impl Fn(u32) -> bool) -> Option<Vec<u32>> {
        let Planner { graph, start, terms, goals, .. } = self.planner;
        let mut has = vec![false; graph.lessons()];
        set.for_each(|l| has[l as usize] = true);
        let cost = |l: u32| terms[l as usize].cost + if held(l) { 0 } else { MOST_COST };
        let task = task::cut(graph, start, |l| has[l as usize], cost, goals);
        let all: Vec<u32> = (0..task.size() as u32).collect();
        let done = task.reaches(&all, &vec![true; task.size()])?;
        let thin = build::thin(&task, Solution::of(&task, &done), &mut 0);
        Some(thin.lessons.iter().map(|&l| task.lesson[l as usize]).collect())
    }

    /// A gate holds before a step.
    fn opens(&self, gate: usize, place: u32) -> bool {
        let graph = self.planner.graph;
        let holds = |&&node: &&u32| match (node as usize).checked_sub(graph.objectives()) {
            Some(below) => self.opens(below, place),
            None => self.known[node as usize] < place,
        };
        let need = graph.need[gate] as usize;
        graph.inputs(gate).iter().filter(holds).take(need).count() >= need
    }
}
