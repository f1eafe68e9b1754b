//! Breadth and depth: the quickest way is not the only one. Each as the cheapest swaps of one lesson for
//! another that keep every goal, priced apart.

use super::{Goal, Planner, order::order, task::Held};
use crate::{Depth, Lesson, LessonIx, Profile, affinity};

/// A swap that the order as it is does not allow is tried with another order, for so many steps in all.
const TRIES: usize = 10_000;
/// Not learned on the path.
const NEVER: u32 = u32::MAX;

/// A path with its lessons swapped for breadth and depth.
pub(super) struct Swapped {
    /// In order.
    pub order: Vec<u32>,
    pub breadth: Vec<u32>,
    pub depth: Vec<u32>,
    pub breadth_minutes: i32,
    pub depth_minutes: i32,
}

/// Outside the declared interests: tagged, and neither a tag nor its parent declared.
fn outside(planner: &Planner<'_>, profile: &Profile, lesson: &Lesson) -> bool {
    !profile.interests.is_empty()
        && !lesson.interests.is_empty()
        && !affinity::touches(planner.graph.curriculum, lesson, |i| {
            profile.interests.iter().any(|&(liked, _)| liked == i) || profile.avoid.contains(&i)
        })
}

/// It goes deeper, or is done with others.
fn goes_deeper(planner: &Planner<'_>, lesson: u32) -> bool {
    let c = planner.graph.curriculum;
    let lesson = &c.lessons[lesson as usize];
    lesson.together || lesson.teaches.iter().any(|&o| c.objective(o).is_some_and(|o| o.depth == Depth::Inquire))
}

/// Swaps lessons in until both quotas hold or nothing more can be swapped.
pub(super) fn apply(planner: &Planner<'_>, lessons: &[u32]) -> Swapped {
    let c = planner.graph.curriculum;
    let mut walk = Walk::new(planner, lessons);
    let mut held = vec![false; planner.graph.lessons()];
    for goal in &planner.goals {
        if let Goal::Lesson(l) = goal {
            held[*l as usize] = true;
        }
    }
    let before = planner.minutes(&walk.order);
    // Depth first: a step of it may count for breadth as well.
    let strand = |l: u32| c.strand_of(LessonIx(l));
    let mut strands: Vec<_> = walk.order.iter().filter_map(|&l| strand(l)).collect();
    strands.sort_unstable();
    strands.dedup();
    strands.retain(|&s| !walk.order.iter().any(|&l| strand(l) == Some(s) && goes_deeper(planner, l)));
    let mut depth = Vec::new();
    if !strands.is_empty() {
        let deep = |l: u32| strand(l).is_some_and(|s| strands.contains(&s)) && goes_deeper(planner, l);
        let swaps = walk.swaps(&held, deep);
        // One swap may make room for another: again, until nothing more can be swapped.
        let mut before = usize::MAX;
        while before != strands.len() {
            before = strands.len();
            strands.retain(|&s| {
                let fits = |&&(_, other, out): &&(i64, u32, u32)| {
                    strand(other) == Some(s) && !held[out as usize] && walk.swap(out, other)
                };
                let found = swaps.iter().find(fits);
                if let Some(&(_, other, _)) = found {
                    held[other as usize] = true;
                    depth.push(other);
                }
                found.is_none()
            });
        }
    }
    let between = planner.minutes(&walk.order);
    let tagged = |l: u32| !c.lessons[l as usize].interests.is_empty();
    let wide = |l: u32| outside(planner, &planner.profile, &c.lessons[l as usize]);
    let pinned = |l: u32| planner.goals.contains(&Goal::Lesson(l));
    // Pins and untagged lessons neither serve nor raise the quota.
    let mut counted = walk.order.iter().filter(|&&l| tagged(l) && !pinned(l)).count();
    let mut serve = walk.order.iter().filter(|&&l| wide(l) && !pinned(l)).count();
    let mut breadth = Vec::new();
    let quota = |counted: usize| counted * usize::from(c.weights.breadth) / 1000;
    if !planner.profile.interests.is_empty() && serve < quota(counted) {
        for &l in walk.order.iter().filter(|&&l| wide(l)) {
            held[l as usize] = true;
        }
        let swaps = walk.swaps(&held, wide);
        let mut before = usize::MAX;
        while before != serve {
            before = serve;
            for &(_, other, out) in &swaps {
                if serve >= quota(counted) {
                    break;
                }
                if walk.swap(out, other) {
                    counted += usize::from(!tagged(out));
                    serve += 1;
                    breadth.push(other);
                }
            }
        }
    }
    let after = planner.minutes(&walk.order);
    let plus = |a: u32, b: u32| (i64::from(b) - i64::from(a)).clamp(i32::MIN.into(), i32::MAX.into()) as i32;
    Swapped {
        order: if depth.is_empty() && breadth.is_empty() {
            walk.order
        } else {
            order(planner.graph, &planner.start, &walk.order)
        },
        breadth,
        depth,
        depth_minutes: plus(before, between),
        breadth_minutes: plus(between, after),
    }
}

/// A path in an order, and what that order gives when.
struct Walk<'p, 'a> {
    planner: &'p Planner<'a>,
    order: Vec<u32>,
    /// Place of a lesson in the order, from 1; 0: not in it.
    place: Vec<u32>,
    /// The step after which an objective is known.
    known: Vec<u32>,
    /// A goal, or named by a lesson of the path.
    used: Vec<bool>,
    tries: usize,
}

impl<'p, 'a> Walk<'p, 'a> {
    fn new(planner: &'p Planner<'a>, lessons: &[u32]) -> Self {
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

    /// Every way to put a wanted lesson in the place of one that is not held and teaches something the same:
    /// what it costs more, the lesson, the one that goes; cheapest first.
    fn swaps(&self, held: &[bool], wanted: impl Fn(u32) -> bool) -> Vec<(i64, u32, u32)> {
        let Planner { graph, usable, terms, .. } = self.planner;
        let mut swaps = Vec::new();
        for &out in self.order.iter().filter(|&&l| !held[l as usize]) {
            let mut others: Vec<u32> =
                graph.teaches(out).iter().flat_map(|&o| graph.taught_by(o as usize)).copied().collect();
            others.sort_unstable();
            others.dedup();
            for other in others {
                if usable[other as usize] && self.place[other as usize] == 0 && wanted(other) {
                    let plus = terms[other as usize].cost.cast_signed() - terms[out as usize].cost.cast_signed();
                    swaps.push((plus, other, out));
                }
            }
        }
        swaps.sort_unstable();
        swaps
    }

    /// Makes a swap if every goal and every other step stays.
    fn swap(&mut self, out: u32, other: u32) -> bool {
        let graph = self.planner.graph;
        let place = self.place[out as usize];
        if place == 0 || self.place[other as usize] > 0 {
            return false;
        }
        let gives = graph.teaches(other);
        let keeps = |&o: &u32| self.known[o as usize] != place || !self.used[o as usize] || gives.contains(&o);
        if graph.teaches(out).iter().all(keeps) && self.opens(graph.root[other as usize] as usize, place) {
            for &o in graph.teaches(out) {
                if self.known[o as usize] == place {
                    self.known[o as usize] = NEVER;
                }
            }
            for &o in gives {
                let known = &mut self.known[o as usize];
                *known = (*known).min(place);
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
        self.tries -= self.order.len();
        let lessons: Vec<u32> = self.order.iter().map(|&l| if l == out { other } else { l }).collect();
        let whole = self.keeps_goals(&lessons);
        if whole {
            self.settle(&lessons);
        }
        whole
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

    /// Every lesson of a set can be done, and that reaches every goal.
    fn keeps_goals(&self, lessons: &[u32]) -> bool {
        let Planner { graph, start, goals, .. } = self.planner;
        let mut has = vec![false; graph.lessons()];
        lessons.iter().for_each(|&l| has[l as usize] = true);
        let mut held: Held = start.clone();
        let done = held.walk(graph, lessons.iter().copied(), |l| has[l as usize]);
        done == has && goals.iter().all(|&goal| goal.met(&held, &done))
    }
}
