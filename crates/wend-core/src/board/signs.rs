//! What a log shows beside standings: when one was there, who met them, what was shown lately, what was mixed up.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Key;
use crate::{
    Curriculum, Names, ObjectiveIx,
    evidence::Log,
    member::listed,
    retrieval,
    schedule::{day_of, monday},
};

/// Entries of one kind that are named as evidence, the latest.
const NAMED: usize = 10;
/// No objective has more mix-ups than this.
const MOST_MIXUPS: usize = 32;
/// Who writes nothing for longer went away, milliseconds.
const PAUSE: i64 = 30 * 60_000;
/// Unaided right answers after which a mix-up, or a hand that was needed, is past.
const MENDED: u16 = 2;
/// What a person sees or does with a learner.
const PRESENT: [&str; 3] = ["observation", "product", "meeting"];

/// Of one objective.
#[derive(Debug, Default)]
pub(super) struct Sign {
    /// The latest answers, oldest first.
    pub(super) answers: Vec<Key>,
    /// The last entry that shows it, and its day.
    pub(super) shown: Option<(i64, Key)>,
    /// A person saw that a hand is needed, and nothing has changed that since.
    pub(super) needs: Option<Key>,
    /// Unaided right answers since then.
    rights: u16,
    /// The learner handed something in, and no person has looked at it.
    pub(super) handed: Option<Key>,
    /// The last objection.
    pub(super) contest: Option<Key>,
    /// Mix-ups that nothing has mended since, in the order they were met.
    pub(super) mixups: Vec<MixUp>,
}

/// A mix-up and where it was met.
#[derive(Debug)]
pub(super) struct MixUp {
    pub(super) name: String,
    pub(super) entries: Vec<Key>,
    /// Unaided right answers since.
    rights: u16,
}

/// What a log shows.
#[derive(Debug, Default)]
pub(super) struct Signs {
    pub(super) of: BTreeMap<ObjectiveIx, Sign>,
    /// The last day of evidence.
    pub(super) seen: Option<i64>,
    /// The day of the last talk, and the one agreed for the next.
    pub(super) met: Option<(i64, Option<i64>)>,
    /// Milliseconds of this week.
    pub(super) worked: i64,
}

fn keep(list: &mut Vec<Key>, key: &Key) {
    list.push(key.clone());
    if list.len() > NAMED {
        list.remove(0);
    }
}

pub(super) fn signs(curriculum: &Curriculum, names: &Names, log: &Log, now: i64, today: i64) -> Signs {
    let mut signs = Signs::default();
    let mut zone = 0;
    // As in standings: a clock that is ahead counts as the last entry before it.
    let mut t = now;
    let mut before: Option<i64> = None;
    for entry in log.in_time() {
        if listed(entry) {
            continue;
        }
        if entry.t <= now {
            t = entry.t;
        }
        zone = retrieval::zone(entry).unwrap_or(zone);
        let day = retrieval::day(t, zone);
        let mine = entry.own();
        let kind = entry.kind.as_str();
        if mine || PRESENT.contains(&kind) {
            signs.seen = Some(signs.seen.map_or(day, |seen| seen.max(day)));
        }
        if mine {
            let gap = before.map(|before| t - before).filter(|gap| *gap <= PAUSE && monday(day) == monday(today));
            signs.worked += gap.unwrap_or(0);
            before = Some(t);
        }
        if kind == "meeting" && !mine {
            signs.met = Some((day, entry.text("next").and_then(day_of)));
        }
        let Some(ix) = entry.text("objective").and_then(|id| names.objective(id)) else { continue };
        let Some(objective) = curriculum.objective(ix) else { continue };
        let sign = signs.of.entry(ix).or_default();
        let key: Key = (entry.w.clone(), entry.n);
        let says = entry.body.get("answer").and_then(Value::as_bool);
        let enough = MENDED.min(objective.items).max(1);
        if let Some((correct, aided)) = entry.answered() {
            keep(&mut sign.answers, &key);
            if correct && !aided {
                sign.right(day, &key, enough);
            } else if let Some(name) = entry.text("mixup").filter(|name| !correct && !name.is_empty()) {
                sign.mixed(name, &key);
            }
        } else if kind == "contest" {
            sign.contest = Some(key.clone());
        } else if kind == "product" && mine {
            sign.handed = Some(key.clone());
        }
        if !mine {
            sign.told(kind, says, day, key);
        }
    }
    signs
}

impl Sign {
    /// An unaided right answer.
    fn right(&mut self, day: i64, key: &Key, enough: u16) {
        self.shown = Some((day, key.clone()));
        self.rights = self.rights.saturating_add(1);
        if self.rights >= enough {
            self.needs = None;
        }
        self.mixups.iter_mut().for_each(|met| met.rights += 1);
        self.mixups.retain(|met| met.rights < enough);
    }

    /// A wrong one that shows a mix-up.
    fn mixed(&mut self, name: &str, key: &Key) {
        if let Some(met) = self.mixups.iter_mut().find(|met| met.name == name) {
            met.rights = 0;
            keep(&mut met.entries, key);
        } else if self.mixups.len() < MOST_MIXUPS {
            self.mixups.push(MixUp { name: name.to_owned(), entries: vec![key.clone()], rights: 0 });
        }
    }

    /// A person has spoken.
    fn told(&mut self, kind: &str, says: Option<bool>, day: i64, key: Key) {
        if kind == "observation" && says == Some(false) {
            self.needs = Some(key.clone());
            self.rights = 0;
        }
        let decided = match kind {
            "product" | "credit" => true,
            "observation" | "overrule" => says.is_some(),
            _ => false,
        };
        if decided {
            self.handed = None;
        }
        if !decided || says == Some(false) {
            return;
        }
        self.needs = None;
        self.mixups.clear();
        if kind != "credit" && kind != "overrule" {
            self.shown = Some((day, key));
        }
    }
}
