//! Evidence, format 1: an append-only log whose merge is set union.
//!
//! 1. [`parse`] reads a file within bounds. A broken entry is set aside and reported; unknown kinds and
//!    fields are kept.
//! 2. [`merge`] joins two logs of one record: commutative, associative, idempotent. The same `(w, n)`
//!    with different content keeps both ([`conflicts`] names them). A `retract` entry, whose `target` is
//!    `[w, n]`, takes that entry out, here and in every later merge; a retract can't be retracted.
//! 3. [`serialize`] writes the one text of a log: values as in RFC 8785 (keys by UTF-16 units, numbers as
//!    ECMAScript writes them), entries by `(w, n)`, one a line.

use std::{cmp::Ordering, collections::BTreeMap};

use serde_json::{Map, Value, value::RawValue};

mod canonical;
pub use canonical::canonical;
pub(crate) use canonical::utf16;

/// Bounds of a file: UTF-16 units of its text. They hold as many entries as there may be, of usual length, and all files of a
/// portfolio in base64; a site writes what is larger in parts.
pub const MOST_TEXT: usize = 32_000_000;
/// Entries of a file.
pub const MOST_ENTRIES: usize = 100_000;
/// UTF-16 units of any one string in an entry.
pub const MOST_STRING: usize = 10_000;

/// A learner's record.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Log {
    /// Curriculum id.
    pub curriculum: String,
    /// Random id of the record; files merge only on equal ones.
    pub record: String,
    /// A label, not an identity.
    pub alias: String,
    /// Sorted by `(w, n)`, then by text. Use [`Log::normalise`] after changing them.
    pub entries: Vec<Entry>,
    /// Unknown fields of the file, kept.
    pub other: Map<String, Value>,
}

/// One entry of a log; unknown kinds and fields are kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Random id of the writer, made for each tab's session.
    pub w: String,
    /// The writer's counter.
    pub n: u64,
    /// Milliseconds since 1970, UTC.
    pub t: i64,
    /// "answer", "claim", …
    pub kind: String,
    /// All fields, the four above included.
    pub body: Map<String, Value>,
}

/// Something in a file that was set aside, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Position in `entries`, where it is one.
    pub index: Option<usize>,
    /// Of a file: `too-large`, `not-json`, `not-a-log`, `newer-format`, `too-many`. Of an entry:
    /// `entry-json` (not JSON that can be kept), `entry-shape` (no object), `entry-string` (too long),
    /// `entry-w`, `entry-n`, `entry-t`, `entry-kind`, `entry-field` (a known field of another type).
    pub code: &'static str,
    /// The beginning of its text.
    pub text: String,
}

/// Why two logs were not merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Differs {
    /// Different `record`: ask; an alias is a label, not an identity.
    Record,
    /// Different curriculum.
    Curriculum,
}

/// A whole number that JavaScript keeps exactly, whether written `3` or `3.0`.
fn whole(value: &Value) -> Option<i64> {
    const SAFE: f64 = 9_007_199_254_740_991.0;
    let number = value.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "whole and within ±2^53")]
    (number.fract() == 0.0 && number.abs() <= SAFE).then_some(number as i64)
}

fn longest_string(value: &Value) -> usize {
    // Units are at most as many as bytes, so short strings need no counting.
    let units = |text: &str| if text.len() <= MOST_STRING { 0 } else { text.encode_utf16().count() };
    match value {
        Value::String(text) => units(text),
        Value::Array(values) => values.iter().map(longest_string).max().unwrap_or(0),
        Value::Object(map) => map.iter().map(|(key, value)| units(key).max(longest_string(value))).max().unwrap_or(0),
        _ => 0,
    }
}

/// Deeper nesting than any entry has.
pub(crate) const MOST_DEPTH: usize = 32;

pub(crate) fn depth(value: &Value) -> usize {
    match value {
        Value::Array(values) => 1 + values.iter().map(depth).max().unwrap_or(0),
        Value::Object(map) => 1 + map.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

impl Entry {
    /// Checks one entry.
    ///
    /// # Errors
    /// The code for [`SetAside`].
    pub fn new(value: Value) -> Result<Self, &'static str> {
        if depth(&value) > MOST_DEPTH {
            return Err("entry-json");
        }
        let too_long = longest_string(&value) > MOST_STRING;
        let Value::Object(body) = value else { return Err("entry-shape") };
        if too_long {
            return Err("entry-string");
        }
        let text = |key: &str| {
            body.get(key).and_then(Value::as_str).filter(|text| !text.is_empty() && text.encode_utf16().count() <= 64)
        };
        let w = text("w").ok_or("entry-w")?.to_owned();
        let n = body.get("n").and_then(whole).and_then(|n| u64::try_from(n).ok()).ok_or("entry-n")?;
        let t = body.get("t").and_then(whole).filter(|t| t.abs() <= 8_640_000_000_000_000).ok_or("entry-t")?;
        let kind = text("kind").ok_or("entry-kind")?.to_owned();
        let fits = |keys: &[&str], test: fn(&Value) -> bool| {
            keys.iter().all(|&key| body.get(key).is_none_or(|value| value.is_null() || test(value)))
        };
        if !(fits(&["objective", "item", "lesson", "mixup", "support", "note", "by"], Value::is_string)
            && fits(&["correct"], Value::is_boolean)
            && fits(&["tz", "hints", "certainty", "ms", "score"], Value::is_number))
        {
            return Err("entry-field");
        }
        Ok(Self { w, n, t, kind, body })
    }

    /// A text field.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.body.get(key).and_then(Value::as_str)
    }

    /// Whether the learner made it; any other came in a teacher's file or ticket, whatever it calls its maker.
    #[must_use]
    pub fn own(&self) -> bool {
        matches!(self.text("by"), None | Some("" | "learner"))
    }

    /// Of an answer: whether it was right, and whether help was used.
    pub(crate) fn answered(&self) -> Option<(bool, bool)> {
        if !["answer", "retrieval", "exit"].contains(&self.kind.as_str()) {
            return None;
        }
        let correct = self.body.get("correct")?.as_bool()?;
        let hints = self.body.get("hints").and_then(Value::as_f64).unwrap_or(0.0);
        let assisted = self.body.get("assisted").and_then(Value::as_bool) == Some(true);
        Some((correct, hints > 0.0 || assisted))
    }

    /// The entry a retract names.
    fn retracts(&self) -> Option<(&str, u64)> {
        let [w, n] = self.body.get("target").filter(|_| self.kind == "retract")?.as_array()?.as_slice() else {
            return None;
        };
        Some((w.as_str()?, u64::try_from(whole(n)?).ok()?))
    }

    fn by_writer(&self, other: &Self) -> Ordering {
        utf16(&self.w, &other.w).then(self.n.cmp(&other.n)).then_with(|| {
            if self.body == other.body { Ordering::Equal } else { utf16(&self.canonical(), &other.canonical()) }
        })
    }

    /// Its one text.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut out = String::new();
        canonical::map(&self.body, &mut out);
        out
    }
}

impl Log {
    /// An empty record.
    #[must_use]
    pub fn new(curriculum: impl Into<String>, record: impl Into<String>, alias: impl Into<String>) -> Self {
        Self { curriculum: curriculum.into(), record: record.into(), alias: alias.into(), ..Self::default() }
    }

    /// Sorts, drops repeats and what was retracted.
    pub fn normalise(&mut self) {
        self.entries.sort_by(Entry::by_writer);
        self.entries.dedup_by(|a, b| a.by_writer(b) == Ordering::Equal);
        let gone: std::collections::BTreeSet<(String, u64)> =
            self.entries.iter().filter_map(Entry::retracts).map(|(w, n)| (w.to_owned(), n)).collect();
        if !gone.is_empty() {
            self.entries.retain(|entry| entry.kind == "retract" || !gone.contains(&(entry.w.clone(), entry.n)));
        }
    }

    /// The entries as they happened: by time, then writer and counter.
    #[must_use]
    pub fn in_time(&self) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort_by(|a, b| a.t.cmp(&b.t).then_with(|| a.by_writer(b)));
        entries
    }
}

fn beginning(text: &str) -> String {
    text.chars().take(200).collect()
}

/// Reads a log; what can't be used is set aside and reported.
#[must_use]
pub fn parse(text: &str) -> (Log, Vec<SetAside>) {
    let mut log = Log::default();
    let refuse = |code| (Log::default(), vec![SetAside { index: None, code, text: beginning(text) }]);
    if text.len() > MOST_TEXT && text.encode_utf16().count() > MOST_TEXT {
        return refuse("too-large");
    }
    let Ok(whole_file) = serde_json::from_str::<&RawValue>(text.trim_start_matches('\u{feff}')) else {
        return refuse("not-json");
    };
    let Ok(mut fields) = serde_json::from_str::<BTreeMap<String, &RawValue>>(whole_file.get()) else {
        return refuse("not-a-log");
    };
    let mut field = |key| fields.remove(key).and_then(|raw| serde_json::from_str::<Value>(raw.get()).ok());
    match field("format").as_ref().and_then(whole) {
        Some(1) => {}
        Some(format) if format > 1 => return refuse("newer-format"),
        _ => return refuse("not-a-log"),
    }
    let (Some(Value::String(curriculum)), Some(Value::String(record))) = (field("curriculum"), field("record")) else {
        return refuse("not-a-log");
    };
    log.curriculum = curriculum;
    log.record = record;
    if let Some(Value::String(alias)) = field("alias") {
        log.alias = alias;
    }
    let raws = match fields.remove("entries").map(|raw| serde_json::from_str::<Vec<&RawValue>>(raw.get())) {
        Some(Ok(raws)) => raws,
        Some(Err(_)) => return refuse("not-a-log"),
        None => Vec::new(),
    };
    let mut aside = Vec::new();
    for (key, raw) in fields {
        match serde_json::from_str(raw.get()) {
            Ok(value) if depth(&value) <= MOST_DEPTH => {
                log.other.insert(key, value);
            }
            _ => aside.push(SetAside { index: None, code: "entry-json", text: beginning(raw.get()) }),
        }
    }
    for (index, raw) in raws.into_iter().enumerate() {
        let found = if index >= MOST_ENTRIES {
            Err("too-many")
        } else {
            serde_json::from_str(raw.get()).map_err(|_| "entry-json").and_then(Entry::new)
        };
        match found {
            Ok(entry) => log.entries.push(entry),
            Err(code) => aside.push(SetAside { index: Some(index), code, text: beginning(raw.get()) }),
        }
    }
    log.normalise();
    (log, aside)
}

/// Set union of two logs of one record; commutative, associative, idempotent. Of two aliases, or two
/// values of an unknown field, the greater stays.
///
/// # Errors
/// Where they are not logs of one record.
pub fn merge(a: &Log, b: &Log) -> Result<Log, Differs> {
    if a.curriculum != b.curriculum {
        return Err(Differs::Curriculum);
    }
    if a.record != b.record {
        return Err(Differs::Record);
    }
    let mut log = a.clone();
    if utf16(&b.alias, &a.alias) == Ordering::Greater {
        log.alias.clone_from(&b.alias);
    }
    for (key, value) in &b.other {
        match log.other.get(key) {
            Some(mine) if utf16(&canonical(mine), &canonical(value)) != Ordering::Less => {}
            _ => {
                log.other.insert(key.clone(), value.clone());
            }
        }
    }
    log.entries.extend(b.entries.iter().cloned());
    log.normalise();
    Ok(log)
}

/// The `(w, n)` that stand for more than one content; all of them are kept.
#[must_use]
pub fn conflicts(log: &Log) -> Vec<(String, u64)> {
    let mut out: Vec<(String, u64)> = Vec::new();
    for pair in log.entries.windows(2) {
        if let [a, b] = pair
            && a.w == b.w
            && a.n == b.n
            && out.last().is_none_or(|(w, n)| (w, *n) != (&a.w, a.n))
        {
            out.push((a.w.clone(), a.n));
        }
    }
    out
}

/// The one text of a log, entries one a line.
#[must_use]
pub fn serialize(log: &Log) -> String {
    let mut fields: Vec<(&str, String)> =
        log.other.iter().map(|(key, value)| (key.as_str(), canonical(value))).collect();
    let entries: Vec<String> = log.entries.iter().map(|entry| format!("\n{}", entry.canonical())).collect();
    fields.retain(|(key, _)| !["alias", "curriculum", "entries", "format", "record"].contains(key));
    let text = |text: &str| canonical(&Value::from(text));
    fields.push(("alias", text(&log.alias)));
    fields.push(("curriculum", text(&log.curriculum)));
    fields.push(("entries", format!("[{}\n]", entries.join(","))));
    fields.push(("format", "1".to_owned()));
    fields.push(("record", text(&log.record)));
    fields.sort_by(|a, b| utf16(a.0, b.0));
    let fields: Vec<String> = fields.into_iter().map(|(key, value)| format!("{}:{value}", text(key))).collect();
    format!("{{{}}}\n", fields.join(","))
}
