//! What a teacher hands over: a ticket (a link's fragment) and a teacher file.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
};

use data_encoding::BASE64URL_NOPAD;
use flate2::{Compression, write::DeflateEncoder};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{
    Autonomy, Support,
    evidence::{self, Entry, Log, SetAside, canonical},
    packed::{check_sum, inflate},
};

/// A path and its settings: alias, ids and settings only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ticket {
    /// Curriculum id.
    #[serde(rename = "c")]
    pub curriculum: String,
    /// The learner's alias; may be empty.
    #[serde(rename = "a", skip_serializing_if = "String::is_empty")]
    pub alias: String,
    /// Goals, objective ids.
    #[serde(rename = "g", skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<String>,
    /// Pinned lessons' ids.
    #[serde(rename = "p", skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<String>,
    /// Excluded lessons' ids.
    #[serde(rename = "x", skip_serializing_if = "Vec::is_empty")]
    pub excludes: Vec<String>,
    /// Interests: id and weight in permille.
    #[serde(rename = "i", skip_serializing_if = "Vec::is_empty")]
    pub interests: Vec<(String, u16)>,
    /// Interests to keep away from.
    #[serde(rename = "v", skip_serializing_if = "Vec::is_empty")]
    pub avoid: Vec<String>,
    /// Forms asked for.
    #[serde(rename = "f", skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<String>,
    /// Support to start from.
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    pub support: Option<Support>,
    /// Who decides.
    #[serde(rename = "u", skip_serializing_if = "Option::is_none")]
    pub autonomy: Option<Autonomy>,
    /// Minutes a week.
    #[serde(rename = "m", skip_serializing_if = "Option::is_none")]
    pub weekly_minutes: Option<u16>,
    /// Extra time in percent.
    #[serde(rename = "e", skip_serializing_if = "Option::is_none")]
    pub extra_percent: Option<u16>,
    /// Deadline, `YYYY-MM-DD`.
    #[serde(rename = "d", skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
}

/// Why a ticket could not be made or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TicketError {
    /// More than 800 characters: hand over a file instead.
    TooLong,
    /// Not `1.….…`.
    Shape,
    /// A later format.
    Version,
    /// The check sum is wrong: a character was lost or changed.
    Damaged,
    /// More than 4 kB when unpacked.
    TooLarge,
    /// Not what a ticket holds.
    Content,
}

/// Most characters of a ticket, so that it fits a QR code.
pub const MOST_TEXT: usize = 800;
/// Most bytes of a ticket once unpacked.
pub const MOST_INFLATED: usize = 4096;

/// Packs a ticket: `1.<base64url(deflate(json))>.<crc>`, the deflate stream raw (RFC 1951), the check
/// sum that of the middle part.
///
/// # Errors
/// [`TicketError::TooLong`] beyond [`MOST_TEXT`], [`TicketError::TooLarge`] beyond [`MOST_INFLATED`]: hand
/// over a file instead.
pub fn encode(ticket: &Ticket) -> Result<String, TicketError> {
    let json = serde_json::to_value(ticket).map_err(|_| TicketError::Content)?;
    let json = canonical(&json);
    if json.len() > MOST_INFLATED {
        return Err(TicketError::TooLarge);
    }
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    let packed =
        deflate.write_all(json.as_bytes()).and_then(|()| deflate.finish()).map_err(|_| TicketError::Content)?;
    let middle = BASE64URL_NOPAD.encode(&packed);
    let text = format!("1.{middle}.{}", check_sum(&middle));
    if text.len() > MOST_TEXT { Err(TicketError::TooLong) } else { Ok(text) }
}

/// Unpacks a ticket's text (the part after `#t=`).
///
/// # Errors
/// Why it can't be used; nothing of it is then.
pub fn decode(text: &str) -> Result<Ticket, TicketError> {
    if text.len() > MOST_TEXT {
        return Err(TicketError::TooLong);
    }
    let [version, middle, sum] = text.split('.').collect::<Vec<_>>()[..] else { return Err(TicketError::Shape) };
    if version != "1" {
        let later = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
        return Err(if later { TicketError::Version } else { TicketError::Shape });
    }
    if check_sum(middle) != sum {
        return Err(TicketError::Damaged);
    }
    let packed = BASE64URL_NOPAD.decode(middle.as_bytes()).map_err(|_| TicketError::Damaged)?;
    let json = inflate(&packed, MOST_INFLATED).ok_or(TicketError::Damaged)?;
    if json.len() > MOST_INFLATED {
        return Err(TicketError::TooLarge);
    }
    let value: Value = serde_json::from_slice(&json).map_err(|_| TicketError::Content)?;
    // There is one text of a ticket: nothing said twice, no number in disguise, no half characters.
    if evidence::depth(&value) > evidence::MOST_DEPTH || canonical(&value).as_bytes() != json {
        return Err(TicketError::Content);
    }
    let ticket: Ticket = serde_json::from_value(value).map_err(|_| TicketError::Content)?;
    let date = |text: &String| {
        text.len() == 10
            && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
    };
    if ticket.curriculum.is_empty() || ticket.deadline.as_ref().is_some_and(|text| !date(text)) {
        return Err(TicketError::Content);
    }
    Ok(ticket)
}

/// What taking a ticket writes into the log: the fields of each entry beside those that say who, when and by whom.
#[must_use]
pub fn entries(ticket: &Ticket) -> Vec<Value> {
    let setting = |target: &str, answer: Value| json!({ "kind": "setting", "target": target, "answer": answer });
    let path =
        |target: &str, lesson: &String| json!({ "kind": "path", "target": target, "lesson": lesson, "answer": true });
    let mut out: Vec<Value> = Vec::new();
    out.extend(ticket.goals.iter().map(|id| json!({ "kind": "goal", "objective": id, "answer": true })));
    out.extend(ticket.pins.iter().map(|id| path("pin", id)));
    out.extend(ticket.excludes.iter().map(|id| path("exclude", id)));
    let interests = ticket.interests.iter();
    out.extend(interests.map(|(id, weight)| setting(&format!("interest:{id}"), json!(f64::from(*weight) / 1000.0))));
    out.extend(ticket.avoid.iter().map(|id| setting(&format!("avoid:{id}"), json!(1))));
    out.extend(ticket.forms.iter().map(|name| setting(&format!("form:{name}"), json!(1))));
    let plain = [
        ("support", json!(ticket.support)),
        ("autonomy", json!(ticket.autonomy)),
        ("weekly_minutes", json!(ticket.weekly_minutes)),
        ("extra_percent", json!(ticket.extra_percent)),
        ("deadline", json!(ticket.deadline)),
    ];
    out.extend(plain.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| setting(name, value)));
    out.push(setting("started", json!(true)));
    out
}

/// What a teacher asked for, that still holds, and that a ticket asks for no longer (goals, lessons, settings): taking it
/// takes that back. What the learner chose stays, and so does everything where a ticket names neither goals nor lessons.
/// `happened`: the log so far, as it happened.
#[must_use]
pub fn taken_back(ticket: &Ticket, happened: &[&Entry]) -> Vec<Value> {
    if ticket.goals.is_empty() && ticket.pins.is_empty() {
        return Vec::new();
    }
    let asks = entries(ticket);
    let asked: BTreeSet<_> = asks.iter().filter_map(|says| place(says.as_object()?)).collect();
    // A ticket says nothing of a group, so it takes none back.
    let left = |place: &(&str, &str)| !asked.contains(place) && *place != GROUP;
    let mut back: Vec<_> =
        given(happened).into_iter().filter(|(place, _)| left(place)).map(|(p, at)| (at, p)).collect();
    back.sort_unstable();
    let entry = |(_, (what, id)): (usize, (&str, &str))| match what {
        "goal" => json!({ "kind": "goal", "objective": id, "answer": false }),
        "setting" => json!({ "kind": "setting", "target": id, "answer": null }),
        _ => json!({ "kind": "path", "target": what, "lesson": id, "answer": false }),
    };
    back.into_iter().map(entry).collect()
}

/// Whether a teacher said that there is a group to work with, and nothing changed that.
pub(crate) fn gave_group(happened: &[&Entry]) -> bool {
    given(happened).contains_key(&GROUP)
}

const GROUP: (&str, &str) = ("setting", "group");

/// What a teacher asked for and still holds: each place that an entry can set, and where it was set last.
fn given<'a>(happened: &[&'a Entry]) -> BTreeMap<(&'a str, &'a str), usize> {
    let mut holds: BTreeMap<(&str, &str), (usize, bool)> = BTreeMap::new();
    for (at, entry) in happened.iter().enumerate() {
        let Some(place) = place(&entry.body) else { continue };
        let answer = entry.body.get("answer").unwrap_or(&Value::Null);
        let nothing = if place.0 == "setting" { answer.is_null() } else { *answer == Value::Bool(false) };
        if nothing {
            holds.remove(&place);
        } else {
            holds.insert(place, (at, !entry.own()));
        }
    }
    holds.into_iter().filter(|(_, (_, given))| *given).map(|(place, (at, _))| (place, at)).collect()
}

/// What an entry sets, if it is something that a teacher may ask for.
fn place(body: &Map<String, Value>) -> Option<(&str, &str)> {
    let text = |key: &str| body.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    match text("kind")? {
        "goal" => Some(("goal", text("objective")?)),
        "path" => match text("target")? {
            what @ ("pin" | "exclude") => Some((what, text("lesson")?)),
            _ => None,
        },
        "setting" => text("target").filter(|target| sets(target)).map(|target| ("setting", target)),
        _ => None,
    }
}

/// Kinds of entries that a teacher file may bring.
const BRINGS: [&str; 8] = ["credit", "overrule", "observation", "product", "meeting", "note", "goal", "path"];

/// Settings that one may set: those of a ticket, and these with something after their colon.
const SETS: [&str; 7] = ["support", "autonomy", "weekly_minutes", "extra_percent", "deadline", "group", "started"];
const SETS_OF: [&str; 3] = ["interest:", "avoid:", "form:"];

/// Whether it is a setting that a teacher may set.
fn sets(target: &str) -> bool {
    SETS.contains(&target) || SETS_OF.iter().any(|of| target.strip_prefix(of).is_some_and(|rest| !rest.is_empty()))
}

/// Whether a teacher may add such an entry.
fn brings(entry: &Entry) -> bool {
    BRINGS.contains(&entry.kind.as_str()) || (entry.kind == "setting" && entry.text("target").is_some_and(sets))
}

/// What a teacher file would bring to a record, before the learner accepts it. It can add, never remove.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preview {
    /// Would be added.
    pub accepted: Vec<Entry>,
    /// Would not, and why: `kind` (not a teacher's to add), `by` (does not say who), `known` (there already).
    pub refused: Vec<(Entry, &'static str)>,
    /// Broken parts of the file.
    pub aside: Vec<SetAside>,
    /// Why none of it fits: `curriculum`, or `record` (made for another record).
    pub differs: Option<&'static str>,
}

/// Reads a teacher file (a log whose `record` is the learner's or empty) against a record.
#[must_use]
pub fn preview(text: &str, mine: &Log) -> Preview {
    let (theirs, aside) = evidence::parse(text);
    let mut preview = Preview { aside, ..Preview::default() };
    if theirs.entries.is_empty() && theirs.curriculum.is_empty() {
        return preview;
    }
    if theirs.curriculum != mine.curriculum {
        preview.differs = Some("curriculum");
    } else if !theirs.record.is_empty() && theirs.record != mine.record {
        preview.differs = Some("record");
    }
    // By the one text of an entry, as in a merge: `3` and `3.0` are the same number.
    let known: BTreeSet<String> = mine.entries.iter().map(Entry::canonical).collect();
    for entry in theirs.entries {
        if !brings(&entry) {
            preview.refused.push((entry, "kind"));
        } else if entry.own() {
            preview.refused.push((entry, "by"));
        } else if known.contains(&entry.canonical()) {
            preview.refused.push((entry, "known"));
        } else if preview.differs.is_none() {
            preview.accepted.push(entry);
        }
    }
    preview
}
