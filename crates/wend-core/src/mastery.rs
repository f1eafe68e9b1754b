//! What a learner holds as known, recomputed from the log each time.
//!
//! Entries are taken in the order of time. Only answers that count move a level: unaided (no hint, not
//! assisted), on items (`answer`, `retrieval`, `exit`). A right one on a distinct item lengthens the
//! streak, a wrong one halves it; a level rises on a right answer (or a product) alone. Placement by
//! questions, retention by FSRS and fading of support are built on top of this.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    Curriculum, Depth, MasteryRule, ObjectiveIx, State,
    evidence::{Entry, Log},
};

/// A day, in milliseconds.
const DAY: i64 = 86_400_000;
/// Attempts without proficiency after which drilling stops.
const STUCK_ATTEMPTS: u32 = 10;
/// Wrong answers in a row after which drilling stops.
const STUCK_WRONG: u32 = 4;

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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// From answers and products alone.
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
    /// A person decided against the rule, and no later evidence changed that.
    pub overruled: bool,
    /// Ten attempts without proficiency, or four wrong in a row; clears on proficiency.
    pub stuck: bool,
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
}

/// What is remembered of one objective while the log is read.
#[derive(Default)]
struct Track {
    standing: Standing,
    /// Distinct items of the streak, and whether typed.
    counted: Vec<(String, bool)>,
    /// The latest counted attempts: item, right.
    window: Vec<(String, bool)>,
    /// Attempts since proficiency or a person's word.
    tries: u32,
    wrong_in_row: u32,
    proficient_at: i64,
    /// Right retrievals in a row, a day later or more.
    kept: u32,
    /// Wrong retrievals in a row.
    lost: u32,
    /// P(known) of knowledge tracing.
    belief: Option<f64>,
}

struct Rules {
    rule: MasteryRule,
    items: u32,
    all_typed: bool,
    inquire: bool,
}

impl Rules {
    fn of(curriculum: &Curriculum, ix: ObjectiveIx) -> Self {
        let objective = &curriculum.objectives[ix.index()];
        Self {
            rule: curriculum.rule(ix),
            items: objective.items.into(),
            all_typed: objective.items > 0 && objective.typed_items >= objective.items,
            inquire: objective.depth == Depth::Inquire,
        }
    }

    /// How many rights the rule asks for; picked answers can be guessed, so one more of those.
    fn needed(&self, typed: bool) -> u32 {
        match self.rule {
            MasteryRule::Streak { n } => (u32::from(n) + u32::from(!typed)).min(self.items),
            MasteryRule::MOfN { m, .. } => u32::from(m).min(self.items),
            MasteryRule::Bkt { .. } => 0,
            MasteryRule::Rubric { at_least } => at_least.into(),
        }
    }

    /// How many of the latest attempts count.
    fn window(&self) -> usize {
        match self.rule {
            MasteryRule::MOfN { n, .. } => n.into(),
            _ => self.needed(false) as usize + 1,
        }
    }
}

impl Track {
    fn answer(&mut self, entry: &Entry, item: String, correct: bool, rules: &Rules, t: i64) {
        let s = &mut self.standing;
        s.attempts += 1;
        let aided = entry.body.get("hints").and_then(serde_json::Value::as_f64).unwrap_or(0.0) > 0.0
            || entry.body.get("assisted").and_then(serde_json::Value::as_bool) == Some(true);
        if correct && !aided {
            s.right += 1;
            self.wrong_in_row = 0;
        } else if !correct {
            self.wrong_in_row += 1;
            if s.level < Level::Rusty {
                s.placed = false;
            }
        }
        if s.level < Level::Rusty {
            self.tries += 1;
            self.practise(entry, item, correct, aided, rules);
            if correct && !aided && !rules.inquire && self.enough(rules) {
                self.prove(t);
            } else if self.tries >= STUCK_ATTEMPTS || self.wrong_in_row >= STUCK_WRONG {
                self.standing.stuck = true;
            }
        } else if entry.kind == "retrieval" && !(correct && aided) {
            self.retrieve(correct, t);
        }
    }

    /// Counts an answer towards proficiency.
    fn practise(&mut self, entry: &Entry, item: String, correct: bool, aided: bool, rules: &Rules) {
        if let MasteryRule::Bkt { init, learn, guess, slip, .. } = rules.rule
            && !aided
        {
            let p = self.belief.unwrap_or(init);
            let (known, unknown) = if correct { (1.0 - slip, guess) } else { (slip, 1.0 - guess) };
            let likely = p * known + (1.0 - p) * unknown;
            // What could not happen under the rule's numbers (no slips, no guesses) says nothing.
            let p = if likely > 0.0 { p * known / likely } else { p };
            self.belief = Some(p + (1.0 - p) * learn);
        }
        if !correct {
            let keep = self.counted.len() / 2;
            self.counted.drain(..self.counted.len() - keep);
        } else if !aided && !self.counted.iter().any(|(known, _)| *known == item) {
            let typed = entry.body.get("typed").and_then(serde_json::Value::as_bool).unwrap_or(rules.all_typed);
            self.counted.push((item.clone(), typed));
        }
        // Giving the same right answer again shows nothing new.
        let repeat = correct && self.window.iter().any(|(known, right)| *right && *known == item);
        if !(aided && correct || repeat) {
            self.window.push((item, correct));
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
        match rules.rule {
            MasteryRule::Streak { .. } if self.typed(rules) => self.counted.len() as u32,
            MasteryRule::Streak { .. } | MasteryRule::MOfN { .. } => {
                self.window.iter().filter(|(_, right)| *right).count() as u32
            }
            MasteryRule::Bkt { .. } | MasteryRule::Rubric { .. } => self.counted.len() as u32,
        }
    }

    fn enough(&self, rules: &Rules) -> bool {
        match rules.rule {
            MasteryRule::Streak { .. } | MasteryRule::MOfN { .. } => {
                self.rights(rules) >= rules.needed(self.typed(rules)).max(1)
            }
            MasteryRule::Bkt { threshold, .. } => self.belief.is_some_and(|p| p >= threshold),
            MasteryRule::Rubric { .. } => false,
        }
    }

    fn prove(&mut self, t: i64) {
        let s = &mut self.standing;
        s.level = Level::Proficient;
        s.stuck = false;
        s.contested = false;
        s.overruled = false;
        self.proficient_at = t;
        self.tries = 0;
        self.wrong_in_row = 0;
        self.kept = 0;
        self.lost = 0;
    }

    fn retrieve(&mut self, correct: bool, t: i64) {
        let s = &mut self.standing;
        if correct {
            self.lost = 0;
            self.kept += u32::from(t >= self.proficient_at + DAY);
            if s.level == Level::Rusty {
                s.level = Level::Proficient;
            }
            if self.kept >= 2 {
                s.level = Level::Mastered;
            }
        } else {
            self.kept = 0;
            self.lost += 1;
            if self.lost >= 2 {
                s.level = Level::Rusty;
            }
        }
    }

    /// A person says: not yet. What was shown before counts no more.
    fn reset(&mut self) {
        let s = &mut self.standing;
        s.level = s.level.min(Level::Started);
        s.credited = false;
        s.claimed = false;
        s.placed = false;
        self.counted.clear();
        self.window.clear();
        self.tries = 0;
        self.wrong_in_row = 0;
        self.belief = None;
    }
}

/// The standing of every objective, by index, at a time (milliseconds since 1970).
#[must_use]
pub fn standings(curriculum: &Curriculum, log: &Log, now: i64) -> Vec<Standing> {
    let names = curriculum.names();
    let mut tracks: BTreeMap<ObjectiveIx, Track> = BTreeMap::new();
    for entry in log.in_time() {
        let t = entry.t.min(now);
        let shows = SHOWS.contains(&entry.kind.as_str());
        let Some(ix) = entry.text("objective").filter(|_| shows).and_then(|id| names.objective(id)) else {
            let lesson = entry.text("lesson").filter(|_| entry.kind == "opened").and_then(|id| names.lesson(id));
            for &ix in lesson.map_or(&[][..], |l| &curriculum.lessons[l.index()].teaches) {
                if ix.index() < curriculum.objectives.len() {
                    start(tracks.entry(ix).or_default(), t);
                }
            }
            continue;
        };
        let rules = Rules::of(curriculum, ix);
        let track = tracks.entry(ix).or_default();
        start(track, t);
        let says = entry.body.get("answer").and_then(serde_json::Value::as_bool);
        match entry.kind.as_str() {
            "answer" | "retrieval" | "exit" => {
                if let Some(correct) = entry.body.get("correct").and_then(serde_json::Value::as_bool) {
                    let item = entry.text("item").map_or(String::new(), |item| names.item(item).into_owned());
                    track.answer(entry, item, correct, &rules, t);
                }
            }
            "product" => {
                let score = entry.body.get("score").and_then(serde_json::Value::as_f64).unwrap_or(0.0);
                let least = match rules.rule {
                    MasteryRule::Rubric { at_least } => Some(f64::from(at_least)),
                    _ if rules.inquire => Some(1.0),
                    _ => None,
                };
                if track.standing.level < Level::Rusty && least.is_some_and(|least| score >= least) {
                    track.prove(t);
                }
            }
            "claim" => track.standing.claimed = says != Some(false),
            "credit" => track.standing.credited = says != Some(false),
            "placement" if says.is_some() => track.standing.placed = says == Some(true),
            "contest" => track.standing.contested = says != Some(false),
            "overrule" => match says {
                Some(true) => {
                    track.standing.credited = true;
                    track.standing.overruled = true;
                    track.standing.contested = false;
                    track.standing.stuck = false;
                    track.tries = 0;
                    track.wrong_in_row = 0;
                }
                Some(false) => {
                    track.reset();
                    track.standing.overruled = true;
                    track.standing.contested = false;
                    track.standing.stuck = false;
                }
                None => {}
            },
            _ => {}
        }
    }
    (0..curriculum.objectives.len())
        .map(ObjectiveIx::at)
        .map(|ix| {
            let rules = Rules::of(curriculum, ix);
            let track = tracks.remove(&ix).unwrap_or_default();
            let (streak, needed) = (track.rights(&rules), rules.needed(track.typed(&rules)));
            let mut s = Standing { streak, needed, ..track.standing };
            s.known = s.level >= Level::Rusty || s.credited || s.placed || s.claimed && rules.items == 0;
            s
        })
        .collect()
}

fn start(track: &mut Track, t: i64) {
    track.standing.level = track.standing.level.max(Level::Started);
    track.standing.last = track.standing.last.max(Some(t));
}

/// The objectives held as known.
#[must_use]
pub fn known(standings: &[Standing]) -> State {
    standings.iter().enumerate().filter(|(_, s)| s.known).map(|(ix, _)| ObjectiveIx::at(ix)).collect()
}
