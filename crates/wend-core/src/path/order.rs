//! The order of the steps: topological; among what is open, a lesson of the strand that rested longest, then
//! the lowest index.

use super::task::Held;
use crate::{Graph, LessonIx};

/// A set in order, from what holds. What can't be done is left out.
pub(super) fn order(graph: &Graph<'_>, start: &Held, lessons: &[u32]) -> Vec<u32> {
    let c = graph.curriculum;
    // When a strand was last walked; the last place is for lessons of no strand.
    let mut walked = vec![0_usize; c.strands.len() + 1];
    let strand =
        |l: u32| c.strand_of(LessonIx(l)).map_or(c.strands.len(), |strand| strand.index().min(c.strands.len()));
    let mut has = vec![false; graph.lessons()];
    lessons.iter().for_each(|&l| has[l as usize] = true);
    let mut held = start.clone();
    let mut open: Vec<u32> = lessons.iter().copied().filter(|&l| held.open(graph, l)).collect();
    let mut steps = Vec::with_capacity(lessons.len());
    while let Some((at, &lesson)) = open.iter().enumerate().min_by_key(|&(_, &l)| (walked[strand(l)], l)) {
        open.swap_remove(at);
        steps.push(lesson);
        walked[strand(lesson)] = steps.len();
        for &o in graph.teaches(lesson) {
            held.learn(graph, o, |next| {
                if has[next as usize] {
                    open.push(next);
                }
            });
        }
    }
    steps
}
