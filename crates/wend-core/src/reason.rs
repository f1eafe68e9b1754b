//! Why: a code and its arguments, never a sentence. Words live in the theme's string files under
//! `reason.<code>`; [`CODES`] lists every code the engine can give.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{InterestIx, LessonIx, ObjectiveIx, StrandIx};

/// A reason that a page puts into words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// One of [`CODES`].
    pub code: &'static str,
    /// What the sentence is about.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<&'static str, Arg>,
}

/// An argument of a [`Reason`]; as JSON `{"objective": 3}`, `{"lesson": 3}`, … or `{"n": 5}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Arg {
    /// A lesson.
    Lesson(LessonIx),
    /// An objective.
    Objective(ObjectiveIx),
    /// Several objectives.
    Objectives(Vec<ObjectiveIx>),
    /// An interest.
    Interest(InterestIx),
    /// A strand.
    Strand(StrandIx),
    /// A number; also chooses the plural form.
    #[serde(rename = "n")]
    Int(i64),
    /// A text from the curriculum.
    Text(String),
}

impl Reason {
    /// A reason without arguments.
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        debug_assert!(CODES.iter().any(|(known, _)| *known == code), "undocumented reason {code}");
        Self { code, args: BTreeMap::new() }
    }

    /// The same reason with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.args.insert(name, arg);
        self
    }
}

/// Every reason code with its arguments and meaning. String files have `reason.<code>` for each.
pub const CODES: &[(&str, &str)] = &[
    // Why a step is in a path.
    ("goal", "{objective}: it teaches one of your goals"),
    ("needed", "{objective} {for}: it teaches `objective`, which `for` builds on"),
    ("pinned", "your teacher (or you) put it here"),
    ("breadth", "it is outside your usual interests, on purpose"),
    ("depth", "{strand}: one step of this strand goes deeper or is done together"),
    // Why this lesson and not another that teaches the same.
    ("only-way", "{objective}: nothing else teaches it here"),
    ("interest", "{interest}: set in something you like"),
    ("interest-near", "{interest}: close to something you like"),
    ("support", "{level}: it gives the help you need (0 example … 3 alone)"),
    ("form", "{form}: in a form you asked for"),
    ("shorter", "{n}: so many minutes shorter than the next best"),
    ("shared", "{n}: it serves so many steps at once"),
    ("best", "the best of the ways there are"),
    // Why a choice is offered next.
    ("next-goal", "{objective}: it is on the way to your goal"),
    ("next-open", "it is ready for you"),
    ("next-interest", "{interest}: it is set in something you like"),
    ("next-review", "{n}: it practises so many things that are due"),
    ("next-fits", "{n}: it fits the minutes you have"),
    ("next-unlocks", "{n}: it opens so many new lessons"),
    ("next-other-way", "{lesson}: another way to do that step"),
    ("next-different", "something different"),
    ("next-away", "away from the screen"),
    // Why a goal can't be reached.
    ("unreachable-nothing-teaches", "{objective}: no lesson teaches it"),
    ("unreachable-excluded", "{objective} {lesson}: every lesson that teaches it is excluded"),
    ("unreachable-cycle", "{objectives}: each of these needs the next, and the last the first"),
    ("unreachable-never", "{objective}: its requirement can never hold"),
    // What in a request could not be taken as it stands.
    ("aside-unknown-id", "{n}: so many goals, pins or exclusions that this curriculum does not have"),
    ("aside-no-goal", "there is no goal to lead to"),
    ("aside-goal-known", "{objective}: this goal is known already"),
    ("aside-extra-time", "{n}: more extra time than so many percent is not reckoned with"),
];
