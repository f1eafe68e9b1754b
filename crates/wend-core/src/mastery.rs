//! What a learner holds as known, recomputed from the log each time.

use serde::Serialize;

use crate::{Curriculum, ObjectiveIx, State, evidence::Log};

/// How far an objective has come on evidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Nothing yet.
    #[default]
    Unseen,
    /// Met.
    Started,
    /// Shown.
    Proficient,
    /// Shown, and shown again a day later or more, twice.
    Mastered,
    /// Was proficient; due, still known.
    Rusty,
}

/// Where an objective stands, with the evidence behind it in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// From answers alone.
    pub level: Level,
    /// Held as known (for readiness).
    pub known: bool,
    /// The teacher credits it.
    pub credited: bool,
    /// The learner says so.
    pub claimed: bool,
    /// Placed provisionally: its first use begins with a check.
    pub placed: bool,
    /// The learner objects to the state.
    pub contested: bool,
    /// A person decided ("known" or "not yet") against the rule.
    pub overruled: bool,
    /// Ten attempts without proficiency, or four wrong in a row.
    pub stuck: bool,
    /// Unaided rights as the rule counts them.
    pub streak: u32,
    /// What the rule needs (never more than there are items).
    pub needed: u32,
    /// Answers given.
    pub attempts: u32,
    /// Right ones, unaided.
    pub right: u32,
    /// Milliseconds since 1970 of the last entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<i64>,
}

/// The standing of every objective, by index, at a time (milliseconds since 1970).
#[must_use]
pub fn standings(curriculum: &Curriculum, log: &Log, now: i64) -> Vec<Standing> {
    let _ = (log, now);
    vec![Standing::default(); curriculum.objectives.len()]
}

/// The objectives held as known.
#[must_use]
pub fn known(standings: &[Standing]) -> State {
    standings.iter().enumerate().filter(|(_, s)| s.known).map(|(ix, _)| ObjectiveIx::at(ix)).collect()
}
