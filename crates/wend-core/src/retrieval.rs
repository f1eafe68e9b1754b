//! When to look at something again: FSRS-6, one memory for each objective, in whole days.
//!
//! The model and its parameters are those of the Free Spaced Repetition Scheduler (open-spaced-repetition,
//! `ts-fsrs` and `fsrs-rs`). Every step is made of operations that round alike everywhere (see
//! [`number`](crate::number)), so both languages count the same days. Speed never matters to a grade.

use serde::Serialize;

use crate::{
    evidence::{Entry, Log},
    number::{exp, pow},
};

/// A review is due when it would succeed so often: after as many days as the memory is stable for.
pub const RETENTION: f64 = 0.9;
/// What would succeed less often than this is rusty.
pub const RUSTY: f64 = 0.7;
/// A day, in milliseconds.
pub const DAY: i64 = 86_400_000;
/// Answers of this certainty or more are grade 4 (1 not sure, 2 fairly, 3 sure).
const CERTAIN: f64 = 3.0;

/// Default parameters of FSRS-6.
pub const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
/// Bounds of a stability, in days.
const STABILITY: (f64, f64) = (0.001, 36_500.0);

/// How an answer went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Grade {
    /// Wrong.
    Wrong = 1,
    /// Right with help.
    Helped = 2,
    /// Right.
    Right = 3,
    /// Right, and the learner was certain.
    Certain = 4,
}

impl Grade {
    /// The grade of an answer.
    #[must_use]
    pub fn of(correct: bool, aided: bool, certainty: Option<f64>) -> Self {
        match (correct, aided) {
            (false, _) => Self::Wrong,
            (true, true) => Self::Helped,
            (true, false) if certainty.is_some_and(|sure| sure >= CERTAIN) => Self::Certain,
            (true, false) => Self::Right,
        }
    }

    fn number(self) -> f64 {
        f64::from(self as u8)
    }
}

/// What is left after some days: `(1 + factor · days / stability) ^ −decay`, .9 when they are equal.
#[must_use]
pub fn recall(days: f64, stability: f64, decay: f64) -> f64 {
    pow(1.0 + fallen(RETENTION, decay) * days / stability, -decay)
}

/// Days until so much is left.
#[must_use]
pub fn days_until(retention: f64, stability: f64, decay: f64) -> f64 {
    stability / fallen(RETENTION, decay) * fallen(retention, decay)
}

/// How far the curve has come when so much is left.
fn fallen(retention: f64, decay: f64) -> f64 {
    pow(retention, -1.0 / decay) - 1.0
}

/// How well an objective is remembered. Days are counted from 1970 in the learner's own time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Memory {
    /// Days until a review succeeds nine times in ten.
    pub stability: f64,
    /// 1 (easy) to 10.
    pub difficulty: f64,
    /// The day it was last shown, or practised as part of something else.
    pub last: i64,
    /// The day it is due, at least one after `last`.
    pub due: i64,
    /// From this day on it is rusty. A wrong answer never puts it off.
    pub rusts: i64,
}

impl Memory {
    /// After the answer that first showed it.
    #[must_use]
    pub fn new(grade: Grade, day: i64) -> Self {
        let stability = W[grade as usize - 1].max(0.1);
        let mut memory =
            Self { stability, difficulty: start(grade).clamp(1.0, 10.0), last: day, due: 0, rusts: i64::MAX };
        memory.schedule(true);
        memory
    }

    /// What is left on a day.
    #[must_use]
    pub fn recall(&self, day: i64) -> f64 {
        recall((day - self.last).max(0) as f64, self.stability, W[20])
    }

    /// One more answer. Days before the last one count as that day.
    pub fn review(&mut self, grade: Grade, day: i64) {
        let (stability, difficulty) = self.after(grade, day);
        self.stability = stability;
        self.difficulty = difficulty;
        self.last = self.last.max(day);
        self.schedule(grade > Grade::Wrong);
    }

    /// A right answer to something that practises this by so many thousandths: the review counts by that
    /// share, and so do the days since the last one. A whole one is a review.
    pub fn practise(&mut self, grade: Grade, day: i64, permille: u16) {
        let (stability, difficulty) = self.after(grade, day);
        let share = f64::from(permille.min(1000)) / 1000.0;
        self.stability += share * (stability - self.stability);
        self.difficulty += share * (difficulty - self.difficulty);
        self.last += (day - self.last).max(0) * i64::from(permille.min(1000)) / 1000;
        self.schedule(true);
    }

    fn schedule(&mut self, right: bool) {
        let whole = |days: f64| days.floor() as i64;
        self.due = self.last + whole(self.stability + 0.5).max(1);
        let rusts = self.last + whole(days_until(RUSTY, self.stability, W[20])) + 1;
        self.rusts = if right { rusts } else { rusts.min(self.rusts) };
    }

    /// Stability and difficulty after one more answer.
    fn after(&self, grade: Grade, day: i64) -> (f64, f64) {
        let (s, d, g) = (self.stability, self.difficulty, grade.number());
        let left = self.recall(day);
        let stability = if day <= self.last {
            let more = pow(s, -W[19]) * exp(W[17] * (g - 3.0 + W[18]));
            s * if grade == Grade::Wrong { more } else { more.max(1.0) }
        } else if grade == Grade::Wrong {
            let lost = W[11] * pow(d, -W[12]) * (pow(s + 1.0, W[13]) - 1.0) * exp((1.0 - left) * W[14]);
            lost.clamp(STABILITY.0, STABILITY.1).min(s / exp(W[17] * W[18]))
        } else {
            let by_grade = match grade {
                Grade::Helped => W[15],
                Grade::Certain => W[16],
                _ => 1.0,
            };
            s * (1.0 + exp(W[8]) * (11.0 - d) * pow(s, -W[9]) * (exp((1.0 - left) * W[10]) - 1.0) * by_grade)
        };
        let moved = d - W[6] * (g - 3.0) * (10.0 - d) / 9.0;
        let difficulty = W[7] * start(Grade::Certain) + (1.0 - W[7]) * moved;
        (stability.clamp(STABILITY.0, STABILITY.1), difficulty.clamp(1.0, 10.0))
    }
}

/// Difficulty after a first answer.
fn start(grade: Grade) -> f64 {
    W[4] - exp((grade.number() - 1.0) * W[5]) + 1.0
}

/// The day of a moment (milliseconds since 1970, minutes east of UTC), counted from 1970.
#[must_use]
pub fn day(t: i64, zone: i64) -> i64 {
    t.saturating_add(zone * 60_000).div_euclid(DAY)
}

/// Minutes east of UTC that an entry was written at, where it says so.
pub(crate) fn zone(entry: &Entry) -> Option<i64> {
    /// No place on earth is further from UTC.
    const MOST: f64 = 1_440.0;
    let zone = entry.body.get("tz").and_then(serde_json::Value::as_f64)?;
    Some(zone.clamp(-MOST, MOST).floor() as i64)
}

/// Minutes east of UTC where the learner is: as the log's latest entry that names a zone.
#[must_use]
pub fn zone_now(log: &Log) -> i64 {
    let latest = log.entries.iter().filter_map(|entry| Some((entry.t, zone(entry)?))).max_by_key(|&(t, _)| t);
    latest.map_or(0, |(_, zone)| zone)
}

/// The learner's day at a moment: in the zone that the log's latest entry names.
#[must_use]
pub fn today(log: &Log, now: i64) -> i64 {
    day(now, zone_now(log))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, by: f64) -> bool {
        (a - b).abs() <= by * b.abs()
    }

    #[test]
    fn a_right_answer_lengthens_and_a_wrong_one_shortens() {
        let mut memory = Memory::new(Grade::Right, 100);
        assert_eq!(memory.due, 102);
        let mut gaps = Vec::new();
        for _ in 0..6 {
            memory.review(Grade::Right, memory.due);
            gaps.push(memory.due - memory.last);
        }
        assert!(gaps.windows(2).all(|pair| pair[0] < pair[1]), "{gaps:?}");
        let rusts = memory.rusts;
        memory.review(Grade::Wrong, memory.due);
        assert!(memory.due - memory.last < gaps[5] && memory.rusts <= rusts);
    }

    #[test]
    fn practice_by_a_share_lies_between_nothing_and_a_review() {
        let before = Memory::new(Grade::Right, 0);
        let with = |permille| {
            let mut memory = before;
            memory.practise(Grade::Right, 4, permille);
            memory
        };
        let mut review = before;
        review.review(Grade::Right, 4);
        assert_eq!((with(0), with(1000)), (before, review));
        assert!(before.due < with(500).due && with(500).due < review.due);
    }

    #[test]
    fn what_is_left_is_nine_tenths_when_due() {
        for at in 1..2_000 {
            let stability = f64::from(at) * 0.37;
            assert!(near(recall(stability, stability, W[20]), 0.9, 1e-12));
            assert!(near(recall(days_until(0.7, stability, W[20]), stability, W[20]), 0.7, 1e-12));
        }
    }

    #[test]
    fn no_days_are_too_odd() {
        let mut memory = Memory::new(Grade::Wrong, i64::from(i32::MAX));
        for (grade, day) in [(Grade::Certain, -5), (Grade::Wrong, 1 << 40), (Grade::Helped, 0)] {
            memory.review(grade, day);
            assert!(memory.stability >= STABILITY.0 && memory.due > memory.last && memory.last >= 2_147_483_647);
        }
    }
}
