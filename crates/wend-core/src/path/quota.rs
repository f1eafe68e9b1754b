//! Breadth and depth: the quickest way is not the only one. Each as the cheapest swaps that keep every
//! goal, priced apart.

use std::collections::BTreeSet;

use super::{
    goes_deeper,
    solve::{Goal, Solution, Solver},
};
use crate::{Lesson, LessonIx, Profile, affinity};

/// The lessons that were taken for breadth and for depth.
#[derive(Debug, Default)]
pub(super) struct Extra {
    pub breadth: BTreeSet<u32>,
    pub depth: BTreeSet<u32>,
}

/// Outside the declared interests: tagged, and neither a tag nor its parent declared.
pub(crate) fn outside(solver: &Solver<'_>, profile: &Profile, lesson: &Lesson) -> bool {
    !profile.interests.is_empty()
        && !lesson.interests.is_empty()
        && !affinity::touches(solver.graph.curriculum, lesson, |i| {
            profile.interests.iter().any(|&(liked, _)| liked == i) || profile.avoid.contains(&i)
        })
}

/// Swaps lessons in until both quotas hold or nothing more can be swapped.
pub(super) fn apply(solver: &mut Solver<'_>, profile: &Profile, solution: &mut Solution) -> Extra {
    let c = solver.graph.curriculum;
    let goals = solver.reached(&solution.lessons);
    let pinned: BTreeSet<u32> =
        goals.iter().filter_map(|goal| if let Goal::Lesson(l) = goal { Some(l.0) } else { None }).collect();
    let mut extra = Extra::default();
    // Depth first: a step of it may count for breadth as well.
    let mut deep = BTreeSet::new();
    for &lesson in &solution.lessons {
        if goes_deeper(c, &c.lessons[lesson as usize]) {
            deep.insert(c.strand_of(LessonIx(lesson)));
        }
    }
    let strands: BTreeSet<_> = solution
        .lessons
        .iter()
        .filter_map(|&l| c.strand_of(LessonIx(l)))
        .filter(|s| !deep.contains(&Some(*s)))
        .collect();
    for strand in strands {
        let taken = swap(solver, solution, &goals, &pinned, |lesson| {
            goes_deeper(c, &c.lessons[lesson as usize]) && c.strand_of(LessonIx(lesson)) == Some(strand)
        });
        extra.depth.extend(taken);
    }
    let fixed: BTreeSet<u32> = pinned.union(&extra.depth).copied().collect();
    let wide = |lesson: u32| !pinned.contains(&lesson);
    loop {
        let is_outside: BTreeSet<u32> = solution
            .lessons
            .iter()
            .copied()
            .filter(|&l| wide(l) && outside(solver, profile, &c.lessons[l as usize]))
            .collect();
        // Pins and untagged lessons neither serve nor raise the quota.
        let counted =
            solution.lessons.iter().filter(|&&l| wide(l) && !c.lessons[l as usize].interests.is_empty()).count();
        let quota = if profile.interests.is_empty() { 0 } else { counted * usize::from(c.weights.breadth) / 1000 };
        if is_outside.len() >= quota {
            extra.breadth.retain(|l| solution.lessons.contains(l));
            return extra;
        }
        let candidates: BTreeSet<u32> = (0..solver.graph.lessons() as u32)
            .filter(|&l| solver.usable[l as usize] && outside(solver, profile, &c.lessons[l as usize]))
            .collect();
        let held: BTreeSet<u32> = fixed.union(&is_outside).copied().collect();
        match swap(solver, solution, &goals, &held, |lesson| candidates.contains(&lesson)) {
            Some(lesson) => extra.breadth.insert(lesson),
            None => {
                extra.breadth.retain(|l| solution.lessons.contains(l));
                return extra;
            }
        };
    }
}

/// The cheapest swap of one lesson for another that teaches something the same, so that all goals still
/// hold with the other lessons as they are. Returns the lesson taken in.
fn swap(
    solver: &mut Solver<'_>,
    solution: &mut Solution,
    goals: &[Goal],
    held: &BTreeSet<u32>,
    wanted: impl Fn(u32) -> bool,
) -> Option<u32> {
    let graph = solver.graph;
    let mut swaps = Vec::new();
    for &out in solution.lessons.iter().filter(|l| !held.contains(l)) {
        let others: BTreeSet<u32> = graph.curriculum.lessons[out as usize]
            .teaches
            .iter()
            .flat_map(|&o| graph.teachers(o))
            .map(|l| l.0)
            .filter(|&l| solver.usable[l as usize] && !solution.lessons.contains(&l) && wanted(l))
            .collect();
        for other in others {
            let plus = solver.cost[other as usize].cast_signed() - solver.cost[out as usize].cast_signed();
            swaps.push((plus, other, out));
        }
    }
    swaps.sort_unstable();
    for (_, other, out) in swaps {
        let mut lessons = solution.lessons.clone();
        lessons.remove(&out);
        lessons.insert(other);
        if let Some(done) = solver.reaches(&lessons, goals)
            && done.len() == lessons.len()
        {
            solution.cost = solution.cost - solver.cost[out as usize] + solver.cost[other as usize];
            solution.lessons = lessons;
            return Some(other);
        }
    }
    None
}
