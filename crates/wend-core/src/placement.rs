//! Placement: what does a learner know already? Few questions, each about the objective one knows least about.
//!
//! 1. `sample`: feasible states of knowledge.
//! 2. The basic local independence model weighs them: a right answer speaks for the states that have the objective, a
//!    wrong one against; slips and guesses happen (Falmagne & Doignon 1988; Doignon & Falmagne 1999).
//! 3. Half-split: the next question is about the objective whose chance is nearest ½, at most two to each.
//! 4. It stops when nearly everything is clear, after 25 questions or eight minutes, in as many sittings as wanted: all
//!    is rebuilt from the `placement` entries of the log.
//!
//! A question's entry has `item` and `correct`; `options` says among how many it was picked. One without `correct` is
//! "I don't know". What is concluded is written as entries without an item, whose `answer` is true ([`Placement::known`]):
//! `mastery` reads those, and only those.
//!
//! Chances are floating-point numbers, made by + − × ÷ in one order: IEEE 754 gives both languages the same bits.

use serde::Serialize;

use crate::{Depth, Graph, ObjectiveIx, State, evidence::Log};

#[cfg(feature = "generate")]
pub mod figure;
mod plain;
mod sample;

pub use plain::split;
pub use sample::{STATES, Samples, relevant};

/// P(wrong | known): a slip.
const SLIP: f64 = 0.1;
/// P(right | unknown) where the answer is typed.
const TYPED_GUESS: f64 = 0.05;
/// From this chance on an objective is held as known, provisionally.
const KNOWN: f64 = 0.8;
/// Below this chance it counts as clearly unknown.
const UNKNOWN: f64 = 0.2;
/// Questions to one objective.
const MOST_EACH: u8 = 2;
/// Questions in all sittings together.
const MOST: u32 = 25;
/// Milliseconds in all sittings together.
const MOST_MS: f64 = 480_000.0;

/// What a learner answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Right; `None` is "I don't know".
    pub right: Option<bool>,
    /// Options to pick from; below 2, the answer was typed.
    pub options: u16,
}

/// What comes now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Now {
    /// Ask about this objective.
    Ask(ObjectiveIx),
    /// It is over.
    Done(Done),
}

/// Why placement is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// Under 2 % of the objectives are unclear.
    Clear,
    /// 25 questions.
    Questions,
    /// Eight minutes.
    Minutes,
    /// Nothing is left that may be asked.
    Nothing,
}

/// A placement in progress.
#[derive(Debug, Clone)]
pub struct Placement<'a> {
    samples: &'a Samples,
    /// How often each objective may still be asked.
    left: Vec<u8>,
    /// Can be placed at all; an inquiry can't, by questions.
    placeable: Vec<bool>,
    weights: Vec<f64>,
    questions: u32,
    ms: f64,
}

impl<'a> Placement<'a> {
    /// Nothing asked yet.
    #[must_use]
    pub fn new(graph: &Graph<'_>, samples: &'a Samples) -> Self {
        let objectives = &graph.curriculum.objectives;
        let placeable: Vec<bool> = objectives.iter().map(|o| o.depth != Depth::Inquire).collect();
        let left = objectives
            .iter()
            .enumerate()
            .map(|(ix, o)| {
                let ask = placeable[ix] && samples.scope.contains(ObjectiveIx::at(ix));
                if ask { o.items.min(u16::from(MOST_EACH)) as u8 } else { 0 }
            })
            .collect();
        let states = samples.states;
        let weights = vec![1.0 / f64::from(states.max(1)); states as usize];
        Self { samples, left, placeable, weights, questions: 0, ms: 0.0 }
    }

    /// Goes on where the log left off. What was said about objectives held by now is left out.
    #[must_use]
    pub fn resume(graph: &Graph<'_>, samples: &'a Samples, log: &Log) -> Self {
        let mut this = Self::new(graph, samples);
        let names = graph.curriculum.names();
        for entry in log.in_time() {
            if entry.kind != "placement" || entry.text("item").is_none() {
                continue;
            }
            let Some(objective) = entry.text("objective").and_then(|id| names.objective(id)) else { continue };
            let number = |key| entry.body.get(key).and_then(serde_json::Value::as_f64).unwrap_or(0.0);
            let options = number("options");
            this.answer(
                objective,
                Answer {
                    right: entry.body.get("correct").and_then(serde_json::Value::as_bool),
                    options: if (2.0..=100.0).contains(&options) { options as u16 } else { 0 },
                },
            );
            this.ms += number("ms").clamp(0.0, MOST_MS);
        }
        this
    }

    /// Takes in an answer; one about an objective out of scope, or asked often enough, only counts as a question.
    pub fn answer(&mut self, objective: ObjectiveIx, answer: Answer) {
        self.questions += 1;
        let Some(left) = self.left.get_mut(objective.index()).filter(|left| **left > 0) else { return };
        *left -= 1;
        let guess = if answer.options < 2 { TYPED_GUESS } else { 1.0 / f64::from(answer.options) };
        let (known, unknown) = if answer.right == Some(true) { (1.0 - SLIP, guess) } else { (SLIP, 1.0 - guess) };
        let column = &self.samples.columns[objective.index()];
        let mut sum = 0.0;
        for (state, weight) in self.weights.iter_mut().enumerate() {
            *weight *= if column[state / 64] >> (state % 64) & 1 == 1 { known } else { unknown };
            sum += *weight;
        }
        for weight in &mut self.weights {
            *weight /= sum;
        }
    }

    /// The chance that an objective is known; `None` where it is out of scope.
    #[must_use]
    pub fn chance(&self, objective: ObjectiveIx) -> Option<f64> {
        if !self.samples.scope.contains(objective) {
            return None;
        }
        let mut sum = 0.0;
        for (word, &bits) in self.samples.columns[objective.index()].iter().enumerate() {
            let mut bits = bits;
            while bits != 0 {
                sum += self.weights[word * 64 + bits.trailing_zeros() as usize];
                bits &= bits - 1;
            }
        }
        Some(sum)
    }

    /// Questions so far.
    #[must_use]
    pub fn questions(&self) -> u32 {
        self.questions
    }

    /// The next question, or why there is none.
    #[must_use]
    pub fn now(&self) -> Now {
        let mut unclear = 0;
        let mut best: Option<(f64, ObjectiveIx)> = None;
        for objective in self.samples.scope.iter() {
            let chance = self.chance(objective).unwrap_or(0.0);
            unclear += usize::from(chance > UNKNOWN && chance < KNOWN);
            let off = if chance < 0.5 { 0.5 - chance } else { chance - 0.5 };
            if self.left[objective.index()] > 0 && best.is_none_or(|(least, _)| off < least) {
                best = Some((off, objective));
            }
        }
        if unclear * 50 < self.samples.scope.len() || unclear == 0 {
            return Now::Done(Done::Clear);
        }
        if self.questions >= MOST {
            return Now::Done(Done::Questions);
        }
        if self.ms >= MOST_MS {
            return Now::Done(Done::Minutes);
        }
        best.map_or(Now::Done(Done::Nothing), |(_, objective)| Now::Ask(objective))
    }

    /// What is held as known, provisionally, if it ends here: a chance of .8 or more, after at least one question.
    #[must_use]
    pub fn known(&self) -> State {
        let sure = |&o: &ObjectiveIx| {
            self.questions > 0 && self.placeable[o.index()] && self.chance(o).is_some_and(|chance| chance >= KNOWN)
        };
        self.samples.scope.iter().filter(sure).collect()
    }
}
