//! `learners/*.toml` and `paths/*.toml`: a roster, and ready-made paths to start from.

use wend_core::{Autonomy, Support};
use wend_diagnostics::{Diagnostic, FileId, Span, Spanned, codes};

use crate::data::fields::{Fields, number_of};
use crate::data::words::OF_A_PATH;
use crate::data::{Data, Table};
use crate::front::SUPPORTS;
use crate::ids;

/// A learner as the teacher described them, ids not yet looked up; [`crate::Compiled::learner`] does that.
#[derive(Clone, PartialEq)]
pub struct LearnerFile {
    /// The file.
    pub file: FileId,
    /// Who it is: a label, never a name on record.
    pub alias: Spanned<String>,
    /// Interests and how much of each, in permille.
    pub interests: Vec<(Spanned<String>, u16)>,
    /// Interests to keep away from.
    pub avoid: Vec<Spanned<String>>,
    /// Objectives that the teacher credits.
    pub known: Vec<Spanned<String>>,
    /// Minutes a week.
    pub weekly_minutes: Option<u16>,
    /// Extra time in percent.
    pub extra_percent: Option<u16>,
    /// The support to start from.
    pub support: Option<Support>,
    /// Forms asked for.
    pub form: Vec<String>,
    /// Who decides.
    pub autonomy: Option<Autonomy>,
    /// Whether a group is there to work with.
    pub group: bool,
    /// Groups of the class that they belong to.
    pub groups: Vec<String>,
    /// Goals of their own that the teacher sets aside, and why; the learner reads it.
    pub set_aside: Vec<(Spanned<String>, String)>,
    /// The ids of their own records, once files of theirs were brought in: one for each device that was never merged with the others.
    pub records: Vec<String>,
    /// The language to read in.
    pub lang: Option<String>,
    /// What the learner sees.
    pub note: Option<String>,
    /// What only the teacher sees.
    pub private_note: PrivateNote,
    /// Where the path leads.
    pub path: PathRequest,
}

impl std::fmt::Debug for LearnerFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not even a debug print may show the private note.
        f.debug_struct("LearnerFile")
            .field("alias", &self.alias.value)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// A teacher's note to themselves. It can't be printed or serialised by accident: whoever shows it must ask for it by
/// name, and nothing that is published, handed over or printed for a learner may.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PrivateNote(Option<String>);

impl PrivateNote {
    /// The note, for the eyes of the teacher whose file it is.
    pub fn for_the_teacher_only(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl std::fmt::Debug for PrivateNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PrivateNote(…)")
    }
}

/// What a path is asked for, ids not yet looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathRequest {
    /// Objectives to reach.
    pub goals: Vec<Spanned<String>>,
    /// The day to be there, `YYYY-MM-DD`.
    pub deadline: Option<Spanned<String>>,
    /// Lessons that must be in it.
    pub pin: Vec<Spanned<String>>,
    /// Lessons that must not.
    pub exclude: Vec<Spanned<String>>,
}

/// A ready-made path.
#[derive(Clone, Debug, PartialEq)]
pub struct PathTemplate {
    /// Its file's name without `.toml`.
    pub id: String,
    /// The file.
    pub file: FileId,
    /// As shown.
    pub title: String,
    /// For whom it is.
    pub audience: Option<String>,
    /// What to aim for.
    pub request: PathRequest,
    /// The goals that could be looked up, in order.
    pub goals: Vec<wend_core::ObjectiveIx>,
    /// The pins that could be looked up.
    pub pins: Vec<wend_core::LessonIx>,
    /// The excluded lessons that could be looked up.
    pub excludes: Vec<wend_core::LessonIx>,
}

const AUTONOMIES: [(&str, Autonomy); 5] = [
    ("set", Autonomy::Set),
    ("two-ways", Autonomy::TwoWays),
    ("choose", Autonomy::Choose),
    ("own-goals", Autonomy::OwnGoals),
    ("own-objectives", Autonomy::OwnObjectives),
];

impl LearnerFile {
    /// The keys of a learner.
    pub(crate) const KEYS: [&str; 17] = [
        "alias",
        "interests",
        "avoid",
        "known",
        "weekly_minutes",
        "extra_time",
        "support",
        "form",
        "autonomy",
        "group",
        "groups",
        "record",
        "set_aside",
        "lang",
        "note",
        "private_note",
        "path",
    ];

    /// Reads one learner. Without an alias it is called as given; `None` where nothing is given either.
    pub(crate) fn read(
        file: FileId,
        called: Option<Spanned<String>>,
        table: &Table,
        span: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let mut fields = Fields::new(table, "a learner's file", diagnostics);
        if called.is_none() && table.get("alias").is_none() {
            fields.missing("alias", span, "\"amina\"");
            return None;
        }
        let mut alias = fields.text("alias").or(called)?;
        alias.value = ids::normal(&alias.value);
        if let Some(fault) = ids::fault(&alias.value, ids::Kind::Learner) {
            fields.report(fault.at(alias.span));
        }
        let learner = LearnerFile {
            file,
            alias,
            interests: read_interests(&mut fields),
            avoid: fields.texts("avoid"),
            known: fields.texts("known"),
            weekly_minutes: fields.integer("weekly_minutes", 1, 6000).map(|minutes| minutes.value as u16),
            extra_percent: read_extra(&mut fields),
            support: fields.choice("support", &SUPPORTS).map(|s| s.value),
            form: fields.texts("form").into_iter().map(|form| form.value).collect(),
            autonomy: fields.choice("autonomy", &AUTONOMIES).map(|s| s.value),
            group: fields.flag("group").is_some_and(|group| group.value),
            groups: fields.texts("groups").into_iter().map(|group| group.value).collect(),
            records: fields.texts("record").into_iter().map(|record| record.value).collect(),
            set_aside: read_set_aside(&mut fields),
            lang: fields.text("lang").map(|lang| lang.value),
            note: fields.text("note").map(|note| note.value),
            private_note: PrivateNote(fields.text("private_note").map(|note| note.value)),
            path: fields
                .table("path")
                .map(|(table, _)| PathRequest::read(table, fields.diagnostics()))
                .unwrap_or_default(),
        };
        fields.finish();
        Some(learner)
    }
}

/// `["music", "cooking"]`, all fully, or `{ music = 1.0, cooking = 0.5 }`.
fn read_interests(fields: &mut Fields<'_, '_>) -> Vec<(Spanned<String>, u16)> {
    let Some(node) = fields.node("interests") else {
        return Vec::new();
    };
    let Data::Table(table) = &node.data else {
        return fields.texts("interests").into_iter().map(|id| (id, 1000)).collect();
    };
    let mut interests = Vec::new();
    for (id, weight) in &table.entries {
        match number_of(weight) {
            Some(number) if (0.0..=1.0).contains(&number) => {
                interests.push((id.clone(), (number * 1000.0).round() as u16));
            }
            Some(_) => fields.report(
                Diagnostic::new(&codes::data::BAD_VALUE, "how much someone likes something is a number from 0 to 1")
                    .at(weight.span),
            ),
            None => fields.expected(&id.value, "a number", "0.5", weight),
        }
    }
    interests
}

/// `{ share-water = "We do this together in May." }`: an objective, and why it is no goal for now.
fn read_set_aside(fields: &mut Fields<'_, '_>) -> Vec<(Spanned<String>, String)> {
    let Some((table, _)) = fields.table("set_aside") else {
        return Vec::new();
    };
    let mut aside = Vec::new();
    for (id, why) in &table.entries {
        match &why.data {
            Data::String(text) if !text.trim().is_empty() => aside.push((id.clone(), text.clone())),
            _ => fields.expected(&id.value, "a text that says why", "\"We do this together in May.\"", why),
        }
    }
    aside
}

/// `"25%"`, or a bare number of percent.
fn read_extra(fields: &mut Fields<'_, '_>) -> Option<u16> {
    let node = fields.node("extra_time")?;
    let percent = match &node.data {
        Data::Int(number) => Some(*number),
        Data::String(text) => text.trim().strip_suffix('%').and_then(|number| number.trim().parse().ok()),
        _ => None,
    };
    match percent {
        Some(percent @ 0..=900) => Some(percent as u16),
        _ => {
            fields.report(
                Diagnostic::new(&codes::data::BAD_VALUE, "`extra_time` must be a percentage from 0% to 900%")
                    .at(node.span)
                    .help("a quarter more time: extra_time = \"25%\""),
            );
            None
        }
    }
}

impl PathRequest {
    fn read(table: &Table, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut fields = Fields::new(table, "`path`", diagnostics);
        let goals = fields.texts("goals");
        let deadline = fields.node("deadline").and_then(|node| match &node.data {
            Data::Date(date) | Data::String(date) if is_day(date) => {
                Some(Spanned { value: date.clone(), span: node.span })
            }
            _ => {
                fields.expected("deadline", "a day", "2027-02-01", node);
                None
            }
        });
        let pin = fields.texts("pin");
        let exclude = fields.texts("exclude");
        fields.finish();
        PathRequest { goals, deadline, pin, exclude }
    }
}

/// `YYYY-MM-DD` and on the calendar.
fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|t| t.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (part(0..4), part(5..7), part(8..10)) else {
        return false;
    };
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

impl PathTemplate {
    /// Reads one path template.
    pub(crate) fn read(file: FileId, id: &str, table: &Table, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let start = Span { file, start: 0, end: 0 };
        let mut fields = Fields::new(table, "a path", diagnostics);
        let title = fields.label("title").map(|title| title.value);
        let audience = fields.text("for").map(|text| text.value);
        let request = match fields.table("path") {
            Some((table, span)) => {
                let request = PathRequest::read(table, fields.diagnostics());
                if request.goals.is_empty() && request.pin.is_empty() {
                    fields.report(
                        Diagnostic::new(&codes::data::MISSING_KEY, "a path needs `goals`")
                            .at(span)
                            .help("name the objectives it leads to: goals = [\"…\"]"),
                    );
                }
                request
            }
            None => {
                // Keys that belong below it are told to go there.
                let above = OF_A_PATH.iter().any(|key| table.get(key).is_some());
                if table.get("path").is_none() && !above {
                    fields.missing("path", start, "{ goals = [\"…\"] }");
                }
                PathRequest::default()
            }
        };
        fields.finish();
        PathTemplate {
            id: id.to_owned(),
            file,
            title: title.unwrap_or_else(|| ids::title_from(id)),
            audience,
            request,
            goals: Vec::new(),
            pins: Vec::new(),
            excludes: Vec::new(),
        }
    }
}
