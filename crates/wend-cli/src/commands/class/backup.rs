//! The file of a teacher's desk: what `client/desk/desk.js` saves. It holds places that each have one value (the latest
//! entry counts), and the evidence of each learner.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use wend_core::{
    board::Size,
    evidence::{self, Entry, Log},
    member::Row,
    ticket::Ticket,
};

use super::{Listed, record::Fault};

/// What a desk's file holds.
#[derive(Debug, Default)]
pub(super) struct Backup {
    pub(super) listed: Vec<Listed>,
    pub(super) size: Option<Size>,
    pub(super) past: Vec<Vec<Vec<String>>>,
    /// Entries that could not be read.
    pub(super) aside: usize,
}

/// A text that may be one: a log is none of these.
pub(super) fn looks_like_one(text: &str) -> bool {
    serde_json::from_str::<Map<String, Value>>(text.trim_start_matches('\u{feff}'))
        .is_ok_and(|file| file.contains_key("desk"))
}

#[derive(Deserialize)]
struct File {
    format: u32,
    desk: String,
    entries: Vec<Value>,
    learners: Vec<Value>,
}

pub(super) fn read(text: &str, curriculum: &str) -> Result<Backup, Fault> {
    let file: File = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| Fault::NotOurs)?;
    if file.format > 1 {
        return Err(Fault::Newer);
    }
    if file.desk != curriculum {
        return Err(Fault::OtherCurriculum(file.desk));
    }
    let mut backup = Backup::default();
    let mut entries = |entries: &Value| {
        // Each part is read as a log of its own, so that one set of bounds holds for all.
        let log = json!({ "format": 1, "curriculum": curriculum, "record": "", "entries": entries });
        let (log, aside) = evidence::parse(&log.to_string());
        backup.aside += aside.len();
        log
    };
    let places = latest(&entries(&Value::Array(file.entries)));
    let mut rows: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut records: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (place, value) in &places {
        match &place.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["row", key, field] => {
                rows.entry((*key).to_owned()).or_default().insert((*field).to_owned(), value.clone());
            }
            ["also", key, record] => records.entry((*key).to_owned()).or_default().push((*record).to_owned()),
            _ => {}
        }
    }
    let mut evidence: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for learner in &file.learners {
        if let (Some(key), Some(list)) = (learner["key"].as_str(), learner.get("entries")) {
            evidence.insert(key.to_owned(), entries(list).entries);
        }
    }
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (key, fields) in rows {
        let alias = fields.get("alias").and_then(Value::as_str).unwrap_or_default().to_owned();
        names.insert(key.clone(), alias.clone());
        let own = fields.get("record").and_then(Value::as_str).map(str::to_owned);
        let records = own.into_iter().chain(records.remove(&key).unwrap_or_default()).collect();
        let row = row(curriculum, &alias, &fields);
        backup.listed.push(Listed { alias, records, row, kept: evidence.remove(&key).unwrap_or_default() });
    }
    let class = |field: &str| places.get(&["class".to_owned(), field.to_owned()][..]).cloned().unwrap_or_default();
    backup.size = serde_json::from_value(class("size")).ok();
    let past: Vec<Vec<Vec<String>>> = serde_json::from_value(class("past")).unwrap_or_default();
    let named = |group: Vec<String>| group.iter().filter_map(|key| names.get(key).cloned()).collect();
    backup.past = past.into_iter().map(|meeting| meeting.into_iter().map(named).collect()).collect();
    Ok(backup)
}

/// What each place holds; places that hold nothing are left out.
fn latest(log: &Log) -> BTreeMap<Vec<String>, Value> {
    let mut places: BTreeMap<Vec<String>, (i64, &Value)> = BTreeMap::new();
    for entry in log.in_time().into_iter().filter(|entry| entry.kind == "desk") {
        let place = entry.body.get("target").and_then(|target| Vec::<String>::deserialize(target).ok());
        if let Some(place) = place {
            places.insert(place, (entry.t, entry.body.get("answer").unwrap_or(&Value::Null)));
        }
    }
    let held = places.into_iter().filter(|(_, (_, value))| !value.is_null());
    held.map(|(place, (_, value))| (place, value.clone())).collect()
}

/// A row of the desk: what is no value of its field is left out, as the desk does.
fn row(curriculum: &str, alias: &str, fields: &Map<String, Value>) -> Row {
    let texts =
        |field: &str| fields.get(field).and_then(|list| Vec::<String>::deserialize(list).ok()).unwrap_or_default();
    let number = |field: &str| fields.get(field).and_then(Value::as_u64).and_then(|n| u16::try_from(n).ok());
    let interests = fields.get("interests").and_then(Value::as_object).into_iter().flatten();
    let aside = fields.get("set_aside").and_then(Value::as_object).into_iter().flatten();
    let weight = |weight: f64| (weight.clamp(0.0, 1.0) * 1000.0).round() as u16;
    Row {
        ticket: Ticket {
            curriculum: curriculum.to_owned(),
            alias: alias.to_owned(),
            goals: texts("path.goals"),
            pins: texts("path.pin"),
            excludes: texts("path.exclude"),
            interests: interests.filter_map(|(id, by)| Some((id.clone(), weight(by.as_f64()?)))).collect(),
            avoid: texts("avoid"),
            forms: texts("form"),
            support: fields.get("support").and_then(|it| Deserialize::deserialize(it).ok()),
            autonomy: fields.get("autonomy").and_then(|it| Deserialize::deserialize(it).ok()),
            weekly_minutes: number("weekly_minutes"),
            extra_percent: number("extra_time"),
            deadline: fields.get("path.deadline").and_then(Value::as_str).map(str::to_owned),
        },
        known: texts("known"),
        set_aside: aside.filter_map(|(id, why)| Some((id.clone(), why.as_str()?.to_owned()))).collect(),
        group: fields.get("group") == Some(&Value::Bool(true)),
    }
}
