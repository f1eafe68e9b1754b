//! What is remembered of one objective while the log is read.

use super::{
    Level, Standing,
    rules::{Rules, trace},
};
use crate::{
    MasteryRule,
    retrieval::{DAY, Grade, Memory},
};

/// Attempts without proficiency after which drilling stops.
const STUCK_ATTEMPTS: u32 = 10;
/// Wrong answers in a row after which drilling stops.
const STUCK_WRONG: u32 = 4;
/// Retrievals that decide: so many right make mastered, so many wrong make rusty.
const RETRIEVALS: usize = 2;

/// One answer to an item.
pub(super) struct Answer {
    pub(super) item: String,
    pub(super) correct: bool,
    pub(super) aided: bool,
    /// Typed rather than picked, where the entry says so.
    pub(super) typed: Option<bool>,
    /// Asked apart from any lesson.
    pub(super) retrieval: bool,
    pub(super) grade: Grade,
    pub(super) t: i64,
    pub(super) day: i64,
}

#[derive(Default)]
pub(super) struct Track {
    pub(super) standing: Standing,
    /// Distinct items of the streak, and whether typed.
    counted: Vec<(String, bool)>,
    /// The latest counted attempts: item, right.
    window: Vec<(String, bool)>,
    /// Attempts since proficiency or a person's word.
    tries: u32,
    wrong_in_row: u32,
    proficient_at: i64,
    /// Items of right retrievals in a row, a day later or more.
    kept: Vec<String>,
    /// Wrong retrievals in a row.
    lost: usize,
    /// P(known) of knowledge tracing.
    belief: Option<f64>,
    /// An unaided right answer since it was placed.
    confirmed: bool,
    /// The day of the latest right answer.
    right_on: Option<i64>,
}

impl Track {
    pub(super) fn start(&mut self, t: i64, day: i64) {
        let s = &mut self.standing;
        s.level = s.level.max(Level::Started);
        s.last = s.last.max(Some(t));
        s.day = s.day.max(Some(day));
    }

    /// Takes an answer; whether it is the first right one of its day.
    pub(super) fn answer(&mut self, answer: &Answer, rules: &Rules) -> bool {
        let unaided = answer.correct && !answer.aided;
        self.standing.attempts += 1;
        if unaided {
            self.standing.right += 1;
            self.wrong_in_row = 0;
            self.confirmed = true;
        } else if !answer.correct {
            self.wrong_in_row += 1;
        }
        if self.standing.level < Level::Rusty {
            self.standing.placed &= answer.correct;
            self.tries += 1;
            self.practise(answer, rules);
            if unaided && !rules.inquire && self.enough(rules) {
                self.prove(answer.grade, rules, answer.t, answer.day);
            } else if self.tries >= STUCK_ATTEMPTS || self.wrong_in_row >= STUCK_WRONG {
                self.standing.stuck = true;
            }
        } else {
            self.retrieve(answer, rules);
        }
        answer.correct && self.right_on.replace(answer.day) != Some(answer.day)
    }

    /// Counts an answer towards proficiency.
    fn practise(&mut self, answer: &Answer, rules: &Rules) {
        let counted = self.counted.iter().any(|(known, _)| *known == answer.item);
        // Giving the same right answer again shows nothing new, nor does a right one with help.
        if let MasteryRule::Bkt { init, .. } = rules.rule
            && !(answer.correct && (answer.aided || counted))
        {
            self.belief = Some(trace(&rules.rule, self.belief.unwrap_or(init), answer.correct));
        }
        if !answer.correct {
            let keep = self.counted.len() / 2;
            self.counted.drain(..self.counted.len() - keep);
        } else if !answer.aided && !counted {
            self.counted.push((answer.item.clone(), answer.typed.unwrap_or(rules.all_typed)));
        }
        let repeat = self.window.iter().any(|(known, right)| *right && *known == answer.item);
        if !(answer.correct && (answer.aided || repeat)) {
            self.window.push((answer.item.clone(), answer.correct));
            let over = self.window.len().saturating_sub(rules.window());
            self.window.drain(..over);
        }
    }

    /// All that counted was typed.
    fn typed(&self, rules: &Rules) -> bool {
        if self.counted.is_empty() { rules.all_typed } else { self.counted.iter().all(|(_, typed)| *typed) }
    }

    /// Rights as the rule counts them: the streak of typed answers, else those of the latest attempts.
    fn rights(&self, rules: &Rules) -> u32 {
        let latest = || self.window.iter().filter(|(_, right)| *right).count();
        let rights = match rules.rule {
            MasteryRule::Streak { .. } if self.typed(rules) => self.counted.len(),
            MasteryRule::Streak { .. } | MasteryRule::MOfN { .. } => latest(),
            MasteryRule::Bkt { .. } | MasteryRule::Rubric { .. } => self.counted.len(),
        };
        rights as u32
    }

    fn needed(&self, rules: &Rules) -> u32 {
        rules.needed(self.typed(rules), self.counted.len() as u32, self.belief)
    }

    fn enough(&self, rules: &Rules) -> bool {
        !matches!(rules.rule, MasteryRule::Rubric { .. }) && self.rights(rules) >= self.needed(rules).max(1)
    }

    fn prove(&mut self, grade: Grade, rules: &Rules, t: i64, day: i64) {
        let s = &mut self.standing;
        s.level = Level::Proficient;
        s.stuck = false;
        s.contested = false;
        s.overruled = false;
        s.memory = rules.asked_again().then(|| Memory::new(grade, day));
        self.proficient_at = t;
        self.tries = 0;
        self.wrong_in_row = 0;
        self.kept.clear();
        self.lost = 0;
    }

    /// What was not looked at for too long is rusty, and only a right answer mends that.
    fn rust(&mut self, day: i64) {
        if self.standing.level >= Level::Proficient && self.standing.memory.is_some_and(|memory| day >= memory.rusts) {
            self.standing.level = Level::Rusty;
            self.kept.clear();
        }
    }

    /// An answer to what was proficient once.
    fn retrieve(&mut self, answer: &Answer, rules: &Rules) {
        self.rust(answer.day);
        let s = &mut self.standing;
        if let Some(memory) = &mut s.memory {
            memory.review(answer.grade, answer.day);
        }
        if answer.correct && answer.aided {
            return;
        }
        if answer.correct {
            self.lost = 0;
            s.stuck = false;
            s.level = s.level.max(Level::Proficient);
        } else {
            s.stuck |= self.wrong_in_row >= STUCK_WRONG;
        }
        if !answer.retrieval {
            return;
        }
        if answer.correct {
            let new = rules.items < RETRIEVALS as u32 || !self.kept.contains(&answer.item);
            if new && answer.t >= self.proficient_at + DAY {
                self.kept.push(answer.item.clone());
            }
            if self.kept.len() >= RETRIEVALS {
                s.level = Level::Mastered;
            }
        } else {
            self.kept.clear();
            self.lost += 1;
            if self.lost >= RETRIEVALS {
                s.level = Level::Rusty;
            }
        }
    }

    /// A product that the rubric accepts.
    pub(super) fn product(&mut self, rules: &Rules, t: i64, day: i64) {
        if self.standing.level < Level::Rusty {
            self.prove(Grade::Right, rules, t, day);
            return;
        }
        self.rust(day);
        let s = &mut self.standing;
        if let Some(memory) = &mut s.memory {
            memory.review(Grade::Right, day);
        }
        s.level = s.level.max(Level::Proficient);
    }

    /// Placement says what its questions showed.
    pub(super) fn place(&mut self, placed: bool) {
        self.standing.placed = placed;
        self.confirmed = false;
    }

    /// A person vouches for it. What was tried before stops nobody any more, and an objection is answered.
    pub(super) fn vouch(&mut self) {
        self.settle();
        self.standing.credited = true;
    }

    /// A person has looked at it: drilling may begin anew.
    fn settle(&mut self) {
        self.standing.contested = false;
        self.standing.stuck = false;
        self.tries = 0;
        self.wrong_in_row = 0;
    }

    /// A person decides: known, or not yet, and then what was shown before counts no more.
    pub(super) fn overrule(&mut self, known: bool) {
        self.standing.overruled = true;
        if known {
            self.vouch();
            return;
        }
        self.settle();
        let s = &mut self.standing;
        s.level = s.level.min(Level::Started);
        s.credited = false;
        s.claimed = false;
        s.placed = false;
        s.memory = None;
        self.counted.clear();
        self.window.clear();
        self.belief = None;
    }

    /// How it stands today.
    pub(super) fn standing(mut self, rules: &Rules, today: i64) -> Standing {
        let (streak, needed) = (self.rights(rules), self.needed(rules));
        self.rust(today);
        let mut s = self.standing;
        let shown = s.level >= Level::Rusty;
        let asked = rules.items > 0;
        s.streak = streak;
        s.needed = needed;
        s.known = shown || s.credited || s.placed || s.claimed && !asked;
        s.check = asked && !shown && !s.credited && (s.placed && !self.confirmed || s.claimed && !s.known);
        s.due = asked
            && shown
            && !s.stuck
            && (s.level == Level::Rusty || s.memory.is_some_and(|memory| today >= memory.due));
        s
    }
}
