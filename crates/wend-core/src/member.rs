//! A learner of a class: the record, and over it what the teacher's list says.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    evidence::{Entry, Log, canonical, utf16},
    ticket::{self, Ticket},
};

/// Who writes the entries that a row stands for: no writer's id begins so.
const LIST: &str = "~";
/// The earliest time an entry may have.
const EARLIEST: i64 = -8_640_000_000_000_000;

/// What the teacher's list says of a learner (`learners/*.toml`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The ticket that hands it over.
    pub ticket: Ticket,
    /// Objectives that the teacher credits, by id.
    pub known: Vec<String>,
    /// Goals that the learner chose and the teacher sets aside, each with the reason that the learner reads.
    pub set_aside: Vec<(String, String)>,
    /// There is a group to work with.
    pub group: bool,
}

/// A learner of a class.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Member {
    /// A label; two may have one.
    pub alias: String,
    /// The record's id; empty where there is none.
    pub record: String,
    /// The record, with what the teacher observed and decided.
    pub entries: Vec<Entry>,
    /// What the teacher's list says.
    pub row: Option<Row>,
}

/// Whether an entry stands for a row, and is in no record.
pub(crate) fn listed(entry: &Entry) -> bool {
    entry.w == LIST
}

impl Member {
    /// The log of a member. The row counts as if the learner had taken it over when they last took something from the
    /// teacher (before everything, if they never did): so what they changed since stays changed, and everything else is as
    /// the row says. Goals that it sets aside are so whenever they were chosen. `now` (milliseconds since 1970) is for
    /// where there are no entries.
    #[must_use]
    pub fn log(&self, curriculum: &str, now: i64) -> Log {
        let mut log = Log { entries: self.entries.clone(), ..Log::new(curriculum, &self.record, &self.alias) };
        log.normalise();
        let Some(row) = &self.row else { return log };
        let happened = log.in_time();
        let taken = happened.iter().rev().find(|entry| entry.kind == "setting" && !entry.own());
        let first = happened.first().map_or(now, |entry| entry.t);
        let t = taken.map_or_else(|| (first.min(now) - 1).max(EARLIEST), |entry| entry.t);
        let group = (row.group || ticket::gave_group(&happened)).then_some(row.group.then_some(true));
        let group = group.map(|answer| json!({ "kind": "setting", "target": "group", "answer": answer }));
        let known = row.known.iter().map(|id| json!({ "kind": "credit", "objective": id }));
        let back = ticket::taken_back(&row.ticket, &happened);
        let says = back.into_iter().chain(ticket::entries(&row.ticket)).chain(group).chain(known);
        let last = happened.last().map_or(t, |entry| entry.t.max(t));
        let aside = row.set_aside.iter().map(|(id, why)| set_aside(id, why));
        let says = says.map(|says| (t, says)).chain(aside.map(|says| (last, says)));
        let entries: Vec<Entry> = says.enumerate().filter_map(|(n, (t, says))| entry(n, t, says)).collect();
        log.entries.extend(entries);
        log
    }
}

/// A learner's own goal that is set aside, with the reason.
fn set_aside(objective: &str, why: &str) -> Value {
    json!({ "kind": "goal", "objective": objective, "answer": false, "note": why })
}

fn entry(n: usize, t: i64, says: Value) -> Option<Entry> {
    let Value::Object(mut body) = says else { return None };
    body.extend(
        [("w", json!(LIST)), ("n", json!(n)), ("t", json!(t)), ("by", json!("teacher"))]
            .map(|(k, v)| (k.to_owned(), v)),
    );
    let kind = body.get("kind")?.as_str()?.to_owned();
    Some(Entry { w: LIST.to_owned(), n: n as u64, t, kind, body })
}

/// The members of a class in one order, wherever they come from, each with a name of its own: two of one alias are told
/// apart by a number.
#[must_use]
pub fn roll(members: &[Member]) -> Vec<(String, &Member)> {
    let key = |member: &Member| canonical(&member.entries.iter().map(|entry| json!([entry.w, entry.n])).collect());
    let mut keyed: Vec<(&Member, String)> = members.iter().map(|member| (member, key(member))).collect();
    keyed.sort_by(|(a, a_key), (b, b_key)| {
        utf16(&a.alias, &b.alias).then_with(|| utf16(&a.record, &b.record)).then_with(|| utf16(a_key, b_key))
    });
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let named = keyed.into_iter().map(|(member, _)| {
        let name = if member.alias.is_empty() { "?" } else { &member.alias };
        let others = (2_u32..).map(|n| format!("{name} ({n})"));
        let who = std::iter::once(name.to_owned()).chain(others).find(|who| !taken.contains(who)).unwrap_or_default();
        taken.insert(who.clone());
        (who, member)
    });
    named.collect()
}
