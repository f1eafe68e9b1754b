//! What a learner holds as known, recomputed from the log each time.
//!
//! Entries are taken in the order of time. Only answers that count move a level: unaided (no hint, not
//! assisted), on items (`answer`, `retrieval`, `exit`). A right one on a distinct item lengthens the
//! streak, a wrong one halves it; a level rises on a right answer (or a product) alone. From the moment
//! something is proficient, its [`Memory`] says when it is due and when it turns rusty.
//!
//! `rules` says what the rule of an objective asks for; `track` is what is remembered of one objective
//! while the log is read.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::{
    Curriculum, LessonIx, ObjectiveIx, Requirement, State, Test,
    evidence::{Entry, Log},
    retrieval::{self, Grade, Memory},
};

mod rules;
mod track;

use rules::Rules;
pub use rules::trace;
use track::{Answer, Track};

/// Kinds of entries that say something about an objective.
const SHOWS: [&str; 10] =
    ["answer", "retrieval", "exit", "product", "observation", "placement", "claim", "credit", "contest", "overrule"];

/// How far an objective has come on evidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Nothing yet.
    #[default]
    Unseen,
    /// Met.
    Started,
    /// Was proficient; due, still known.
    Rusty,
    /// Shown.
    Proficient,
    /// Shown, and shown again a day later or more, twice.
    Mastered,
}

/// Where an objective stands, with the evidence behind it in numbers.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Standing {
    /// From answers and products alone.
    pub level: Level,
    /// Held as known (for readiness).
    pub known: bool,
    /// The teacher credits it.
    pub credited: bool,
    /// The learner says so.
    pub claimed: bool,
    /// Placed provisionally.
    pub placed: bool,
    /// A check comes first: before the first use of what was placed, and after a claim that items can test.
    pub check: bool,
    /// The learner objects to the state.
    pub contested: bool,
    /// A person decided against the rule, and no later evidence changed that.
    pub overruled: bool,
    /// Ten attempts without proficiency, or four wrong in a row; clears on proficiency, and when a person vouches or decides.
    pub stuck: bool,
    /// To be looked at again today.
    pub due: bool,
    /// Right answers as the rule counts them.
    pub streak: u32,
    /// How many the rule needs; never more than there are items.
    pub needed: u32,
    /// Answers given.
    pub attempts: u32,
    /// Right and unaided ones.
    pub right: u32,
    /// Milliseconds since 1970 of the last entry, never later than now.
    pub last: Option<i64>,
    /// The learner's day of the last entry, counted from 1970.
    pub day: Option<i64>,
    /// How well it is remembered, from proficiency on, where it has items.
    pub memory: Option<Memory>,
}

/// The standing of every objective, by index, at a time (milliseconds since 1970).
#[must_use]
pub fn standings(curriculum: &Curriculum, log: &Log, now: i64) -> Vec<Standing> {
    let names = curriculum.names();
    let mut tracks: BTreeMap<ObjectiveIx, Track> = BTreeMap::new();
    let mut zone = 0;
    // A clock that is ahead says nothing about when: its entries count as made with the last one before them. As of
    // now, they would be made anew every day, and what they show never due.
    let mut t = now;
    for entry in log.in_time() {
        if entry.t <= now {
            t = entry.t;
        }
        zone = retrieval::zone(entry).unwrap_or(zone);
        let day = retrieval::day(t, zone);
        let shows = SHOWS.contains(&entry.kind.as_str());
        let Some(ix) = entry.text("objective").filter(|_| shows).and_then(|id| names.objective(id)) else {
            let lesson = entry.text("lesson").filter(|_| entry.kind == "opened").and_then(|id| names.lesson(id));
            for &ix in lesson.map_or(&[][..], |l| &curriculum.lessons[l.index()].teaches) {
                if ix.index() < curriculum.objectives.len() {
                    tracks.entry(ix).or_default().start(t, day);
                }
            }
            continue;
        };
        let rules = Rules::of(curriculum, ix);
        let track = tracks.entry(ix).or_default();
        track.start(t, day);
        let says = entry.body.get("answer").and_then(Value::as_bool);
        match entry.kind.as_str() {
            "answer" | "retrieval" | "exit" => {
                let Some((correct, aided)) = entry.answered() else { continue };
                let certainty = entry.body.get("certainty").and_then(Value::as_f64);
                let answer = Answer {
                    item: entry.text("item").map_or(String::new(), |item| names.item(item).into_owned()),
                    correct,
                    aided,
                    typed: entry.body.get("typed").and_then(Value::as_bool),
                    retrieval: entry.kind == "retrieval",
                    grade: Grade::of(correct, aided, certainty),
                    t,
                    day,
                };
                let first_today = track.answer(&answer, &rules);
                if correct && first_today {
                    for &(part, permille) in &curriculum.objectives[ix.index()].encompasses {
                        if part != ix
                            && let Some(memory) = tracks.get_mut(&part).and_then(|track| track.standing.memory.as_mut())
                        {
                            memory.practise(answer.grade, day, permille);
                        }
                    }
                }
            }
            "product" => {
                let score = entry.body.get("score").and_then(Value::as_f64).unwrap_or(0.0);
                if rules.accepts(score) && signed(entry) {
                    track.product(&rules, t, day);
                }
            }
            "claim" => track.standing.claimed = says != Some(false),
            "credit" if says == Some(false) => track.standing.credited = false,
            "credit" => track.vouch(),
            // A person who saw it done vouches for it.
            "observation" if says == Some(true) && !entry.own() => track.vouch(),
            // With an item it is a question that was asked, of which placement makes what it makes.
            "placement" if entry.text("item").is_none() => {
                if let Some(placed) = says {
                    track.place(placed);
                }
            }
            "contest" => track.standing.contested = says != Some(false),
            "overrule" => {
                if let Some(known) = says {
                    track.overrule(known);
                }
            }
            _ => {}
        }
    }
    let today = retrieval::today(log, now);
    (0..curriculum.objectives.len())
        .map(ObjectiveIx::at)
        .map(|ix| tracks.remove(&ix).unwrap_or_default().standing(&Rules::of(curriculum, ix), today))
        .collect()
}

/// A product counts when a person signed it, or the learner with something to show.
fn signed(entry: &Entry) -> bool {
    let shown = |value: &Value| match value {
        Value::Null | Value::Bool(_) => false,
        Value::Number(_) => true,
        Value::String(text) => !text.is_empty(),
        Value::Array(parts) => !parts.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
    };
    !entry.own() || entry.body.get("answer").is_some_and(shown) || entry.body.get("note").is_some_and(shown)
}

/// The objectives held as known.
#[must_use]
pub fn known(standings: &[Standing]) -> State {
    standings.iter().enumerate().filter(|(_, s)| s.known).map(|(ix, _)| ObjectiveIx::at(ix)).collect()
}

/// What a lesson rests on that was only placed: its first use begins with a check of these. By index.
#[must_use]
pub fn checks(curriculum: &Curriculum, standings: &[Standing], lesson: LessonIx) -> Vec<ObjectiveIx> {
    fn walk(requirement: &Requirement, out: &mut BTreeSet<ObjectiveIx>) {
        if let Test::Objective(ix) = requirement.test {
            out.insert(ix);
        }
        requirement.parts().iter().for_each(|part| walk(part, out));
    }
    let mut named = BTreeSet::new();
    if let Some(lesson) = curriculum.lesson(lesson) {
        walk(&lesson.requires, &mut named);
        for objective in lesson.teaches.iter().filter_map(|&ix| curriculum.objective(ix)) {
            walk(&objective.requires, &mut named);
        }
    }
    named.into_iter().filter(|ix| standings.get(ix.index()).is_some_and(|s| s.placed && s.check)).collect()
}
