//! Breadth and depth: the quickest way is not the only one. Each as the cheapest swaps of one lesson for
//! another that keep every goal, priced apart.

use std::collections::{BTreeMap, BTreeSet};

use super::{Goal, Planner, order::order, walk::Walk};
use crate::{Depth, Lesson, LessonIx, affinity};

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
fn outside(planner: &Planner<'_>, lesson: &Lesson) -> bool {
    let profile = &planner.profile;
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
    let mut pins = vec![false; planner.graph.lessons()];
    for goal in &planner.goals {
        if let Goal::Lesson(l) = goal {
            pins[*l as usize] = true;
        }
    }
    let pinned = |l: u32| pins[l as usize];
    let before = planner.minutes(&walk.order);
    // Depth first: a step of it may count for breadth as well, and breadth takes none of it away.
    let strand = |l: u32| c.strand_of(LessonIx(l));
    let deep = |l: u32| goes_deeper(planner, l);
    let depth = fill(&mut walk, &[], |order| {
        let on: BTreeSet<u32> = order.iter().copied().collect();
        // By strand: how many steps, and how many of them go deeper.
        let mut strands: BTreeMap<_, (usize, usize)> = BTreeMap::new();
        for &l in order {
            if let Some(s) = strand(l) {
                let (steps, deeper) = strands.entry(s).or_default();
                *steps += 1;
                *deeper += usize::from(deep(l));
            }
        }
        let lacking: BTreeSet<_> = strands.iter().filter(|(_, (_, deeper))| *deeper == 0).map(|(&s, _)| s).collect();
        let wanted =
            (!lacking.is_empty()).then_some(move |l| strand(l).is_some_and(|s| lacking.contains(&s)) && deep(l));
        // Without it its strand would go on, and no step of it deeper.
        let alone = move |l: u32| {
            let itself = usize::from(on.contains(&l));
            let of = strand(l).and_then(|s| strands.get(&s));
            deep(l) && of.is_some_and(|&(steps, deeper)| steps > itself && deeper == itself)
        };
        (move |l| pinned(l) || alone(l), wanted)
    });
    let between = planner.minutes(&walk.order);
    let tagged = |l: u32| !c.lessons[l as usize].interests.is_empty();
    let wide = |l: u32| outside(planner, &c.lessons[l as usize]);
    let stays = |l: u32| pinned(l) || wide(l) || depth.contains(&l);
    let breadth = fill(&mut walk, &depth, |order| {
        // Pins and untagged lessons neither serve nor raise the quota.
        let counted = order.iter().filter(|&&l| tagged(l) && !pinned(l)).count();
        let serve = order.iter().filter(|&&l| wide(l) && !pinned(l)).count();
        let quota = counted * usize::from(c.weights.breadth) / 1000;
        (&stays, (!planner.profile.interests.is_empty() && serve < quota).then_some(&wide))
    });
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

/// Makes swaps, cheapest first, while a path as it is wants any and one can be made. `look` says of a path which
/// lessons it holds, that is which give way to none, and which it wants. Those to keep stay. The lessons swapped
/// in that are on the path at the end. It ends: every swap makes the path shorter, or leaves it as long with less
/// that it lacks.
fn fill<H: Fn(u32) -> bool, W: Fn(u32) -> bool>(
    walk: &mut Walk<'_, '_>,
    keep: &[u32],
    look: impl Fn(&[u32]) -> (H, Option<W>),
) -> Vec<u32> {
    let mut made = Vec::new();
    let mut steps = usize::MAX;
    // On a path that became shorter other steps can be swapped.
    'full: while steps != walk.order.len()
        && let (mut held, Some(mut wanted)) = look(&walk.order)
    {
        steps = walk.order.len();
        let swaps = walk.swaps(&held, &wanted);
        // One swap may make room for another: again, until nothing more can be swapped.
        let mut before = usize::MAX;
        while before != made.len() {
            before = made.len();
            for &(_, other, out) in &swaps {
                if !wanted(other) || !walk.swap(out, other, &held, keep) {
                    continue;
                }
                made.push(other);
                let (still, Some(more)) = look(&walk.order) else { break 'full };
                (held, wanted) = (still, more);
            }
        }
    }
    made.retain(|&l| walk.has(l));
    made
}
