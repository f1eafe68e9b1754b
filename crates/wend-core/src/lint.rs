//! What is wrong with a curriculum as a whole, on plain values.

use serde::Serialize;

use crate::{Depth, Graph, InterestIx, LessonIx, MasteryRule, ObjectiveIx, Reason, State, blocked};

/// An objective that nobody can reach from nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blocked {
    /// Which.
    pub objective: ObjectiveIx,
    /// The smallest cause: `unreachable-nothing-teaches`, `unreachable-cycle`, `unreachable-never`.
    pub reason: Reason,
}

/// Objectives that can't be reached from nothing, each with its smallest cause. Objectives blocked for
/// the same reason (one cycle blocks all that build on it) have equal reasons.
#[must_use]
pub fn unreachable(graph: &Graph<'_>) -> Vec<Blocked> {
    let usable = vec![true; graph.lessons()];
    let blocked = blocked::Blocked::new(graph, &State::new(), &usable);
    (0..graph.objectives())
        .map(ObjectiveIx::at)
        .filter(|&objective| !blocked.reached(objective))
        .map(|objective| Blocked { objective, reason: blocked.reason(objective) })
        .collect()
}

/// Objectives that no lesson teaches; `required`: something needs them.
#[must_use]
pub fn untaught(graph: &Graph<'_>) -> Vec<(ObjectiveIx, bool)> {
    let required = graph.curriculum.objectives.iter().map(|o| &o.requires);
    let required = required.chain(graph.curriculum.lessons.iter().map(|l| &l.requires));
    let required: crate::State = required.flat_map(|r| r.literals()).collect();
    (0..graph.objectives())
        .map(ObjectiveIx::at)
        .filter(|&o| graph.teachers(o).next().is_none())
        .map(|o| (o, required.contains(o)))
        .collect()
}

/// Objectives whose own requirement names them so that it can never be met first.
#[must_use]
pub fn self_requirements(graph: &Graph<'_>) -> Vec<ObjectiveIx> {
    let objectives = graph.curriculum.objectives.iter().enumerate();
    objectives
        .map(|(ix, o)| (ObjectiveIx::at(ix), o))
        .filter(|(ix, o)| o.requires.literals().contains(ix))
        .map(|(ix, _)| ix)
        .collect()
}

/// Binding edges (from, to): `to` needs `from`, but already through something else it needs (transitive
/// reduction). Kept in logic, hidden on the map. Edges within a cycle are never redundant.
#[must_use]
pub fn redundant_edges(graph: &Graph<'_>) -> Vec<(ObjectiveIx, ObjectiveIx)> {
    let count = graph.objectives();
    let needs: Vec<Vec<usize>> = graph
        .curriculum
        .objectives
        .iter()
        .enumerate()
        .map(|(to, objective)| {
            let from = objective.requires.binding().into_iter().map(ObjectiveIx::index);
            from.filter(|&from| from < count && from != to).collect()
        })
        .collect();
    let below = ancestors(&needs);
    let mut out = Vec::new();
    for (to, from) in needs.iter().enumerate() {
        for &a in from {
            let through =
                |b: usize| b != a && below[b].contains(ObjectiveIx::at(a)) && !below[a].contains(ObjectiveIx::at(b));
            if from.iter().any(|&b| through(b)) && !below[a].contains(ObjectiveIx::at(to)) {
                out.push((ObjectiveIx::at(a), ObjectiveIx::at(to)));
            }
        }
    }
    out.sort_unstable();
    out
}

/// What each node needs, directly or not, as bit sets; nodes on a cycle are among their own.
fn ancestors(needs: &[Vec<usize>]) -> Vec<State> {
    let mut below = vec![State::new(); needs.len()];
    // Depth first without recursion: long chains must not exhaust the stack.
    let mut begun = vec![false; needs.len()];
    let mut order = Vec::with_capacity(needs.len());
    for start in 0..needs.len() {
        let mut stack = vec![(start, 0)];
        if std::mem::replace(&mut begun[start], true) {
            continue;
        }
        while let Some((node, next)) = stack.pop() {
            if let Some(&need) = needs[node].get(next) {
                stack.push((node, next + 1));
                if !std::mem::replace(&mut begun[need], true) {
                    stack.push((need, 0));
                }
            } else {
                order.push(node);
            }
        }
    }
    // Once without cycles, as often as it takes with them.
    loop {
        let mut grew = false;
        for &node in &order {
            let mut mine = std::mem::take(&mut below[node]);
            let before = mine.len();
            for &need in &needs[node] {
                mine.insert(ObjectiveIx::at(need));
                if need != node {
                    mine.extend(&below[need]);
                }
            }
            grew |= mine.len() > before;
            below[node] = mine;
        }
        if !grew {
            return below;
        }
    }
}

/// Objectives that only one lesson teaches.
#[must_use]
pub fn single_alternatives(graph: &Graph<'_>) -> Vec<(ObjectiveIx, LessonIx)> {
    (0..graph.objectives())
        .map(ObjectiveIx::at)
        .filter_map(|o| {
            let mut teachers = graph.teachers(o);
            let only = teachers.next()?;
            teachers.next().is_none().then_some((o, only))
        })
        .collect()
}

/// Objectives with fewer items than their rule of mastery asks for: (objective, items, needed). Rules
/// that rest on a product need none.
#[must_use]
pub fn few_items(graph: &Graph<'_>) -> Vec<(ObjectiveIx, u16, u16)> {
    let objectives = graph.curriculum.objectives.iter().enumerate();
    objectives
        .filter_map(|(ix, objective)| {
            let ix = ObjectiveIx::at(ix);
            let all_typed = objective.typed_items >= objective.items;
            let needed = match graph.curriculum.rule(ix) {
                _ if objective.depth == Depth::Inquire => 0,
                // Picked answers can be guessed: one more is asked for.
                MasteryRule::Streak { n } => n.saturating_add(u16::from(!all_typed)),
                MasteryRule::MOfN { m, .. } => m,
                MasteryRule::Bkt { .. } => 1,
                MasteryRule::Rubric { .. } => 0,
            };
            (objective.items < needed).then_some((ix, objective.items, needed))
        })
        .collect()
}

/// Interests in which an objective has no lesson, where it has any lesson at all.
#[must_use]
pub fn gaps(graph: &Graph<'_>) -> Vec<(ObjectiveIx, Vec<InterestIx>)> {
    (0..graph.objectives())
        .map(ObjectiveIx::at)
        .filter_map(|o| {
            let mut lessons = graph.teachers(o).map(|l| &graph.curriculum.lessons[l.index()]).peekable();
            lessons.peek()?;
            let met: Vec<InterestIx> = lessons.flat_map(|lesson| lesson.interests.iter().copied()).collect();
            let missing: Vec<InterestIx> =
                (0..graph.curriculum.interests.len()).map(InterestIx::at).filter(|i| !met.contains(i)).collect();
            (!missing.is_empty()).then_some((o, missing))
        })
        .collect()
}
