//! Who a simulated learner is, and what is true of them.

use super::Ground;
use crate::{Dice, InterestIx, Lesson, ObjectiveIx, Profile, State, Support, affinity};

/// Chance of learning something from a lesson one is not really ready for, in permille.
const UNREADY: u32 = 100;
/// Chance of learning something from being told why an answer was wrong.
const FROM_FEEDBACK: u32 = 150;

/// A person. Shares are in permille.
#[derive(Debug, Clone)]
pub(super) struct Learner {
    /// What the engine is told.
    pub profile: Profile,
    /// Right answers that go wrong.
    pub slip: u32,
    /// Picked answers that are right by luck.
    pub guess: u32,
    /// Time taken, beside the estimate.
    pub speed: u32,
    /// Days without learning.
    pub off: u32,
    /// Something new is learned from a lesson one is ready for.
    pub learns: u32,
    /// What they can really do.
    pub truth: State,
}

impl Learner {
    pub(super) fn new(ground: &Ground<'_>, number: u32) -> Self {
        let dice = &mut Dice::new(ground.seed, number.wrapping_mul(4));
        let between = |dice: &mut Dice, least: u32, most: u32| least + dice.below(most - least + 1);
        let c = ground.graph.curriculum;
        let mut interests = Vec::new();
        let vocabulary = c.interests.len() as u32;
        for _ in 0..between(dice, 0, 3) {
            let interest = InterestIx::at(dice.below(vocabulary) as usize);
            if vocabulary > 0 && !interests.iter().any(|&(known, _)| known == interest) {
                interests.push((interest, if dice.chance(700) { 1000 } else { 500 }));
            }
        }
        let support = [None, Some(Support::Example), Some(Support::Guided), Some(Support::Alone)];
        let profile = Profile {
            interests,
            support: support[dice.below(4) as usize],
            weekly_minutes: (15 * between(dice, 4, 12)) as u16,
            group: true,
            ..Profile::default()
        };
        // What they bring along: the least of three states; two in five bring nothing.
        let states: Vec<State> = (0..3).map(|_| ground.samples.state(dice.below(ground.samples.states))).collect();
        let least = states.into_iter().min_by_key(State::len).unwrap_or_default();
        Self {
            profile,
            slip: between(dice, 30, 150),
            guess: between(dice, 150, 300),
            speed: between(dice, 700, 1500),
            off: between(dice, 0, 300),
            learns: between(dice, 650, 900),
            truth: if dice.chance(400) { State::new() } else { least },
        }
    }

    /// Whether an answer is right; one to something unknown by luck, and hardly ever where it is typed.
    pub(super) fn answers(&self, dice: &mut Dice, objective: ObjectiveIx, typed: bool) -> bool {
        let luck = if typed { self.guess / 8 } else { self.guess };
        if self.truth.contains(objective) { !dice.chance(self.slip) } else { dice.chance(luck) }
    }

    /// Whether everything a lesson builds on is really there for one of the objectives it teaches.
    fn ready(&self, ground: &Ground<'_>, lesson: &Lesson, objective: ObjectiveIx) -> bool {
        let known = |o: ObjectiveIx| self.truth.contains(o) || lesson.teaches.contains(&o);
        let requires = ground.graph.curriculum.objective(objective).is_none_or(|o| o.requires.holds(&known));
        requires && lesson.requires.holds(&|o| self.truth.contains(o))
    }

    /// A lesson teaches, or does not: better where it suits.
    pub(super) fn study(&mut self, ground: &Ground<'_>, dice: &mut Dice, lesson: &Lesson) {
        let suits = affinity::matched(ground.graph.curriculum, lesson, &self.profile).permille as u32 / 10;
        let given = lesson.support.map_or(0, Support::level);
        let short = given.saturating_sub(self.profile.support.unwrap_or(Support::Guided).level());
        for &objective in &lesson.teaches {
            let chance = if self.ready(ground, lesson, objective) {
                (self.learns + suits).saturating_sub(100 * u32::from(short))
            } else {
                UNREADY
            };
            if dice.chance(chance) {
                self.truth.insert(objective);
            }
        }
    }

    /// Being told why an answer was wrong.
    pub(super) fn learns_from_feedback(&mut self, dice: &mut Dice, objective: ObjectiveIx) {
        if dice.chance(FROM_FEEDBACK) {
            self.truth.insert(objective);
        }
    }

    /// Seconds for something estimated at so many.
    pub(super) fn takes(&self, seconds: u64) -> u64 {
        seconds * u64::from(self.speed) / 1000
    }
}
