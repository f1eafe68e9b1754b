//! What many walks say.

use serde::Serialize;

use super::{Ground, Walk};
use crate::{LessonIx, ObjectiveIx};

/// The tenth part at the low end, the middle, and the tenth part at the high end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// One in ten is lower.
    pub low: u64,
    /// The median.
    pub middle: u64,
    /// One in ten is higher.
    pub high: u64,
}

impl Spread {
    fn of(values: impl Iterator<Item = u64>) -> Self {
        let mut values: Vec<u64> = values.collect();
        values.sort_unstable();
        let at = |tenths: usize| values.get((values.len() * tenths / 10).min(values.len().saturating_sub(1)));
        let at = |tenths| at(tenths).copied().unwrap_or(0);
        Self { low: at(1), middle: at(5), high: at(9) }
    }
}

/// What all learners of one way came to. Shares are in permille.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Goals reached, of all goals of all learners.
    pub goals_reached: u64,
    /// Learners who reached every goal.
    pub arrived: u64,
    /// Minutes in all: learning, finding out, practice.
    pub minutes: Spread,
    /// Minutes on lessons and their questions.
    pub learning: Spread,
    /// Learning beside what the first plan estimated; learners who knew everything are left out.
    pub of_estimate: Spread,
    /// Weeks from the first day to the last.
    pub weeks: Spread,
    /// Seconds spent finding out what is known already.
    pub finding_out: Spread,
    /// Minutes on lessons that taught nothing the learner did not know.
    pub nothing_new: Spread,
    /// Practice, of all minutes.
    pub practice: u64,
    /// Attempts to a proficiency.
    pub attempts: Spread,
    /// Times an objective was held as known though it was not, of all times one became known.
    pub false_passes: u64,
    /// Lessons outside the declared interests, of those that are tagged.
    pub outside: u64,
}

/// An objective where learners get stuck.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stuck {
    /// Where.
    pub objective: ObjectiveIx,
    /// How many learners.
    pub learners: u32,
    /// How many of them gave it up.
    pub gave_up: u32,
}

/// What a simulation found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How many walked.
    pub learners: u32,
    /// Their seed.
    pub seed: u32,
    /// What all of them aimed for.
    pub goals: Vec<ObjectiveIx>,
    /// Each on a path of their own.
    pub own: Summary,
    /// Everyone in the fixed order of the lessons.
    pub fixed: Summary,
    /// Where learners on their own paths get stuck, most first.
    pub stuck: Vec<Stuck>,
    /// Lessons that nobody on an own path met.
    pub never_met: Vec<LessonIx>,
    /// By lesson: how many on an own path met it.
    pub met: Vec<u32>,
}

fn permille(part: u64, whole: u64) -> u64 {
    (part * 1000 + whole / 2).checked_div(whole).unwrap_or(0)
}

fn summary(goals: usize, walks: &[Walk]) -> Summary {
    let sum = |of: fn(&Walk) -> u64| walks.iter().map(of).sum::<u64>();
    let spread = |of: fn(&Walk) -> u64| Spread::of(walks.iter().map(of));
    let all = |w: &Walk| w.learning + w.finding_out + w.practice;
    let (n, goals) = (walks.len() as u64, goals as u64);
    Summary {
        goals_reached: permille(sum(|w| w.goals.into()), n * goals),
        arrived: permille(walks.iter().filter(|w| u64::from(w.goals) == goals).count() as u64, n),
        minutes: Spread::of(walks.iter().map(|w| all(w).div_ceil(60))),
        learning: spread(|w| w.learning.div_ceil(60)),
        of_estimate: Spread::of(walks.iter().filter(|w| w.estimate > 0).map(|w| permille(w.learning, w.estimate))),
        weeks: spread(|w| u64::from(w.days).div_ceil(7)),
        finding_out: spread(|w| w.finding_out),
        nothing_new: spread(|w| w.nothing_new.div_ceil(60)),
        practice: permille(sum(|w| w.practice), walks.iter().map(all).sum()),
        attempts: Spread::of(walks.iter().flat_map(|w| &w.attempts).map(|&attempts| attempts.into())),
        false_passes: permille(sum(|w| w.false_passes.into()), sum(|w| w.passes.into())),
        outside: permille(sum(|w| w.outside.into()), sum(|w| w.tagged.into())),
    }
}

pub(super) fn report(ground: &Ground<'_>, own: &[Walk], fixed: &[Walk]) -> Report {
    let count = |list: fn(&Walk) -> &[ObjectiveIx], objective| {
        own.iter().filter(|walk| list(walk).contains(&objective)).count() as u32
    };
    let mut stuck: Vec<Stuck> = (0..ground.graph.objectives())
        .map(ObjectiveIx::at)
        .map(|objective| Stuck {
            objective,
            learners: count(|walk| &walk.stuck, objective),
            gave_up: count(|walk| &walk.given_up, objective),
        })
        .filter(|stuck| stuck.learners > 0)
        .collect();
    stuck.sort_by_key(|stuck| (std::cmp::Reverse((stuck.learners, stuck.gave_up)), stuck.objective));
    let mut met = vec![0; ground.graph.lessons()];
    own.iter().flat_map(|walk| &walk.met).for_each(|lesson| met[lesson.index()] += 1);
    Report {
        learners: own.len() as u32,
        seed: ground.seed,
        goals: ground.goals.clone(),
        own: summary(ground.goals.len(), own),
        fixed: summary(ground.goals.len(), fixed),
        stuck,
        never_met: (0..met.len()).filter(|&l| met[l] == 0).map(LessonIx::at).collect(),
        met,
    }
}
