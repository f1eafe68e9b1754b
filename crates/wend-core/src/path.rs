//! A path to goals.

use serde::Serialize;

use crate::{Graph, LessonIx, ObjectiveIx, Profile, Reason, Request, State};

/// A path: an ordered choice of lessons that leads from a state to goals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// In order; every one is open when reached.
    pub steps: Vec<Step>,
    /// Σ minutes with the learner's extra time, rounded up.
    pub minutes: u32,
    /// Goals (and pins) that can't be reached, with the smallest reason.
    pub unreachable: Vec<Unreachable>,
}

/// One lesson of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Which.
    pub lesson: LessonIx,
    /// Minutes with the learner's extra time, rounded up.
    pub minutes: u32,
    /// Why it is here, then why this lesson and not another.
    pub reasons: Vec<Reason>,
    /// Other ways to do this step.
    pub alternatives: Vec<Alternative>,
}

/// Another way to do a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// The lesson instead.
    pub lesson: LessonIx,
    /// What the whole path would cost more (or, negative, less).
    pub plus_minutes: i32,
}

/// A goal or pin that can't be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unreachable {
    /// The goal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<ObjectiveIx>,
    /// Or the pinned lesson.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin: Option<LessonIx>,
    /// The smallest reason.
    pub reason: Reason,
}

/// Plans a path.
#[must_use]
pub fn plan(graph: &Graph<'_>, profile: &Profile, known: &State, request: &Request) -> Plan {
    let _ = (graph, profile, known, request);
    Plan::default()
}
