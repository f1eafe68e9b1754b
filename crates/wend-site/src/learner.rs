//! The settings of a site that is made for one learner.
//!
//! They are what a ticket and a teacher file would hand over, and the browser shows them to the learner in the same way
//! before it takes them on. The teacher's private note is not among them: nothing here reads it.

use serde_json::{Value, json};
use wend_compiler::{Compiled, LearnerFile};
use wend_core::ticket::{self, Ticket};

/// What `WEND.learner(…)` is called with: `ticket` (text, or its content where it is too long for a link), `known`
/// (objective ids that the teacher credits), `note` (for the learner to read), `lang`.
pub(crate) fn preset(compiled: &Compiled, file: &LearnerFile) -> Value {
    let curriculum = &compiled.curriculum;
    let learner = compiled.learner(file);
    let objective = |ix: &wend_core::ObjectiveIx| curriculum.objective(*ix).map(|o| o.id.clone());
    let lesson = |ix: &wend_core::LessonIx| curriculum.lesson(*ix).map(|l| l.id.clone());
    let interest = |ix: &wend_core::InterestIx| curriculum.interests.get(ix.index()).map(|i| i.id.clone());
    let profile = &learner.profile;
    let ticket = Ticket {
        curriculum: curriculum.id.clone(),
        alias: file.alias.value.clone(),
        goals: learner.request.goals.iter().filter_map(objective).collect(),
        pins: learner.request.pins.iter().filter_map(lesson).collect(),
        excludes: learner.request.excludes.iter().filter_map(lesson).collect(),
        interests: profile.interests.iter().filter_map(|(ix, weight)| Some((interest(ix)?, *weight))).collect(),
        avoid: profile.avoid.iter().filter_map(interest).collect(),
        forms: profile.forms.clone(),
        support: file.support,
        autonomy: file.autonomy,
        weekly_minutes: file.weekly_minutes,
        extra_percent: file.extra_percent,
        deadline: file.path.deadline.as_ref().map(|day| day.value.clone()),
    };
    let packed = match ticket::encode(&ticket) {
        Ok(text) => Value::from(text),
        Err(_) => serde_json::to_value(&ticket).unwrap_or_default(),
    };
    let known: Vec<&str> = (0..curriculum.objectives.len())
        .filter(|&ix| learner.known.contains(wend_core::ObjectiveIx::at(ix)))
        .map(|ix| curriculum.objectives[ix].id.as_str())
        .collect();
    json!({ "ticket": packed, "known": known, "note": file.note, "lang": file.lang })
}
