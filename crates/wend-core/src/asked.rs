//! What the engine is asked with for a learner: where the path leads, and for whom.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use crate::{
    Autonomy, Curriculum, InterestIx, LessonIx, Names, Profile, Request, Support, affinity::MOST_EXTRA, evidence::Log,
    facts::Facts, mastery::Standing, release, tried,
};

/// What a learner's path is asked with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Whom it is for.
    pub profile: Profile,
    /// Where it leads.
    pub request: Request,
    /// Lessons that the learner would rather have first, in this order ([`crate::order`]).
    pub wished: Vec<LessonIx>,
}

/// Reads it from what a log says; ids that the curriculum does not know ask for nothing.
#[must_use]
pub fn asked(curriculum: &Curriculum, names: &Names, log: &Log, facts: &Facts<'_>, standings: &[Standing]) -> Asked {
    let done = |lesson: LessonIx| {
        let taught = curriculum.lesson(lesson).map_or(&[][..], |lesson| &lesson.teaches);
        taught.iter().all(|o| standings.get(o.index()).is_some_and(|standing| standing.known))
    };
    let opened = |lesson: LessonIx| curriculum.lesson(lesson).is_some_and(|it| facts.opened.get(&it.id).is_some());
    let lessons = |ids: Vec<&str>| ids.into_iter().filter_map(|id| names.lesson(id)).collect::<Vec<_>>();
    let mut excludes = lessons(facts.excludes.names());
    let mut pins = lessons(facts.pins.names());
    // A pin asks for a lesson once: walked and known, it asks for nothing more.
    pins.retain(|&lesson| !(excludes.contains(&lesson) || done(lesson) && opened(lesson)));
    // What was tried in vain gives way to another way, while there is one.
    let hard = tried::tried(curriculum, names, log, standings);
    excludes.extend(tried::left_for_another(curriculum, &hard, standings, &pins, &excludes));
    let goals = facts.goals.names().into_iter().filter_map(|id| names.objective(id)).collect();

    let number = |name: &str, most: u16| {
        let number = facts.settings.get(name).and_then(|value| value.as_f64()).unwrap_or(0.0);
        number.round().clamp(0.0, f64::from(most)) as u16
    };
    let mut interests: Vec<(InterestIx, u16)> = facts
        .interests
        .all()
        .into_iter()
        .filter_map(|(id, weight)| Some((names.interest(id)?, (weight * 1000.0).round() as u16)))
        .collect();
    interests.sort_by_key(|(ix, _)| *ix);
    let mut profile = Profile {
        interests,
        avoid: facts.avoid.names().into_iter().filter_map(|id| names.interest(id)).collect(),
        support: named::<Support>(facts, "support"),
        forms: facts.forms.names().into_iter().map(str::to_owned).collect(),
        weekly_minutes: number("weekly_minutes", u16::MAX),
        extra_percent: number("extra_percent", MOST_EXTRA),
        autonomy: named::<Autonomy>(facts, "autonomy").unwrap_or_default(),
        group: facts.settings.get("group").is_some_and(|value| **value == Value::Bool(true)),
        ..Profile::default()
    };
    profile.help = release::levels(curriculum, log, &profile);

    let mut seen = BTreeSet::new();
    let order = facts.order.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let wished = order.filter(|id| seen.insert(*id)).filter_map(|id| names.lesson(id)).collect();
    Asked { profile, request: Request { goals, pins, excludes }, wished }
}

/// A setting that is one of a few names.
fn named<'a, T: Deserialize<'a>>(facts: &Facts<'a>, setting: &str) -> Option<T> {
    let value: &'a Value = facts.settings.get(setting)?;
    value.is_string().then(|| T::deserialize(value).ok()).flatten()
}
