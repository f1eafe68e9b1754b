//! All the browser needs of a curriculum: columns, not records, so that it packs small.
//!
//! A column is a JSON array of its rows, or `{p, s}`: a palette of distinct values and one or two
//! characters a row that name the value (`s` empty: every row is `p[0]`); whichever is shorter. A
//! missing column holds defaults. Ids are front-coded: a character for how much of the id before is
//! kept, then the rest. Requirements are written relative to the objective they belong to (see `terse`).
//! Objectives made for a lesson have no id and title of their own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

mod column;
mod terse;

pub use column::Column;
use column::{front_code, front_decode, lines, read, unlines};
use terse::{Reader, Writer};

use crate::{
    Aliases, Curriculum, Depth, Interest, InterestIx, Lesson, LessonIx, MasteryRule, Objective, ObjectiveIx, Strand,
    StrandIx, Weights,
};

/// The format this crate writes and reads.
pub const FORMAT: u32 = 1;

/// The curriculum as the browser reads it. Its JSON is the argument of `WEND.catalog(…)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Catalog {
    /// [`FORMAT`].
    pub format: u32,
    /// Curriculum id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// Id, title, parent.
    pub interests: Vec<(String, String, Option<InterestIx>)>,
    /// Id, title.
    pub strands: Vec<(String, String)>,
    /// The rule where an objective has none.
    pub mastery: MasteryRule,
    /// Every weight.
    pub weights: Weights,
    /// Older ids, where there are any.
    #[serde(default, skip_serializing_if = "Aliases::is_empty")]
    pub aliases: Aliases,
    /// Authors' reasons that requirements point to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub whys: Vec<String>,
    /// The objectives' columns.
    pub objectives: Objectives,
    /// The lessons' columns.
    pub lessons: Lessons,
}

/// Columns of the objectives.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Objectives {
    /// Rows.
    pub n: u32,
    /// Front-coded; empty for an objective made for a lesson.
    pub id: String,
    /// Lines; empty for an objective made for a lesson with its title. Nothing where `can` has them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Where any has a statement: two lines each, title and statement beside each other, since they share their words and
    /// what packs them looks back 32 kB only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub can: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strand: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requires: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mastery: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_items: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encompasses: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Column>,
}

/// Columns of the lessons.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Lessons {
    /// Rows.
    pub n: u32,
    /// Front-coded.
    pub id: String,
    /// Lines.
    pub title: String,
    /// Steps: the first from the first of the lesson before, each other from the one before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teaches: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requires: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interests: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approach: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub together: Option<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Column>,
}

impl From<&Curriculum> for Catalog {
    fn from(c: &Curriculum) -> Self {
        let mut writer = Writer::default();
        // The lesson an own objective was made for: the first that teaches it.
        let mut maker: BTreeMap<ObjectiveIx, &Lesson> = BTreeMap::new();
        for lesson in &c.lessons {
            for &o in lesson.teaches.iter().filter(|&&o| c.objective(o).is_some_and(|o| o.own)) {
                maker.entry(o).or_insert(lesson);
            }
        }
        let made = |at: usize, own: fn(&Lesson) -> &str, text: &'_ str| {
            maker.get(&ObjectiveIx::at(at)).is_some_and(|lesson| own(lesson) == text)
        };
        let o = &c.objectives;
        let titles = o.iter().enumerate();
        let titles = titles.map(|(at, o)| if made(at, |l| &l.title, &o.title) { "" } else { o.title.as_str() });
        let stated = o.iter().any(|o| !o.can.is_empty());
        let column = |rows: Vec<Value>, default: Value| Column::pack(rows, &default);
        let requires =
            o.iter().enumerate().map(|(at, o)| json!(writer.write(&o.requires, at as i64))).collect::<Vec<_>>();
        let objectives = Objectives {
            n: o.len() as u32,
            id: front_code(
                o.iter().enumerate().map(|(at, o)| if made(at, |l| &l.id, &o.id) { "" } else { o.id.as_str() }),
            ),
            title: if stated { String::new() } else { lines(titles.clone()) },
            can: if stated { lines(titles.zip(o).flat_map(|(title, o)| [title, &o.can])) } else { String::new() },
            strand: column(o.iter().map(|o| json!(o.strand)).collect(), Value::Null),
            depth: column(o.iter().map(|o| json!(o.depth)).collect(), json!(Depth::default())),
            requires: column(requires, json!("")),
            mastery: column(o.iter().map(|o| json!(o.mastery)).collect(), Value::Null),
            items: column(o.iter().map(|o| json!(o.items)).collect(), json!(0)),
            typed_items: column(o.iter().map(|o| json!(o.typed_items)).collect(), json!(0)),
            encompasses: column(
                o.iter()
                    .enumerate()
                    .map(|(at, o)| {
                        o.encompasses.iter().map(|&(ix, by)| json!([at as i64 - i64::from(ix.0), by])).collect()
                    })
                    .collect(),
                json!([]),
            ),
            own: column(o.iter().map(|o| json!(u8::from(o.own))).collect(), json!(0)),
            page: column(o.iter().map(|o| json!(u8::from(o.page))).collect(), json!(0)),
        };
        let l = &c.lessons;
        let mut before = 0;
        let mut teaches = Vec::with_capacity(l.len());
        let mut requires = Vec::with_capacity(l.len());
        for lesson in l {
            let first = lesson.teaches.first().map_or(before, |o| i64::from(o.0));
            let mut steps = Vec::new();
            for &o in &lesson.teaches {
                steps.push(json!(i64::from(o.0) - before));
                before = i64::from(o.0);
            }
            before = first;
            // One objective, the usual case, needs no brackets.
            teaches.push(if let [step] = &mut steps[..] { step.take() } else { Value::Array(steps) });
            requires.push(json!(writer.write(&lesson.requires, first)));
        }
        let lessons = Lessons {
            n: l.len() as u32,
            id: front_code(l.iter().map(|l| l.id.as_str())),
            title: lines(l.iter().map(|l| l.title.as_str())),
            teaches: column(teaches, json!([])),
            requires: column(requires, json!("")),
            interests: column(l.iter().map(|l| json!(l.interests)).collect(), json!([])),
            approach: column(l.iter().map(|l| json!(l.approach)).collect(), Value::Null),
            support: column(l.iter().map(|l| json!(l.support)).collect(), Value::Null),
            form: column(l.iter().map(|l| json!(l.form)).collect(), json!([])),
            minutes: column(l.iter().map(|l| json!(l.minutes)).collect(), json!(0)),
            place: column(l.iter().map(|l| json!(l.place)).collect(), Value::Null),
            together: column(l.iter().map(|l| json!(u8::from(l.together))).collect(), json!(0)),
            lang: column(l.iter().map(|l| json!(l.lang)).collect(), Value::Null),
        };
        Self {
            format: FORMAT,
            id: c.id.clone(),
            title: c.title.clone(),
            language: c.language.clone(),
            interests: c.interests.iter().map(|i| (i.id.clone(), i.title.clone(), i.parent)).collect(),
            strands: c.strands.iter().map(|s| (s.id.clone(), s.title.clone())).collect(),
            mastery: c.mastery,
            weights: c.weights.clone(),
            aliases: c.aliases.clone(),
            whys: writer.whys,
            objectives,
            lessons,
        }
    }
}

impl Catalog {
    /// Back to the values the engine reads: all that readiness, paths, choices and mastery need.
    #[must_use]
    pub fn to_curriculum(&self) -> Curriculum {
        let rows = self.lessons.n as usize;
        let l = &self.lessons;
        let mut before = 0_i64;
        let mut lessons = Vec::with_capacity(rows);
        for (at, (id, title)) in front_decode(&l.id, rows).into_iter().zip(unlines(&l.title, rows)).enumerate() {
            let mut last = before;
            let steps = match l.teaches.as_ref().and_then(|column| column.row(at)) {
                Some(Value::Array(steps)) => steps.iter().filter_map(Value::as_i64).collect(),
                Some(step) => step.as_i64().into_iter().collect(),
                None => Vec::new(),
            };
            let teaches: Vec<ObjectiveIx> = steps
                .into_iter()
                .map(|step| {
                    last += step;
                    ObjectiveIx(u32::try_from(last).unwrap_or(u32::MAX))
                })
                .collect();
            before = teaches.first().map_or(before, |o| i64::from(o.0));
            lessons.push(Lesson {
                id,
                title,
                requires: Reader::read(&read::<String>(l.requires.as_ref(), at), before, &self.whys),
                teaches,
                interests: read(l.interests.as_ref(), at),
                approach: read(l.approach.as_ref(), at),
                support: read(l.support.as_ref(), at),
                form: read(l.form.as_ref(), at),
                minutes: read(l.minutes.as_ref(), at),
                place: read(l.place.as_ref(), at),
                together: read::<u8>(l.together.as_ref(), at) == 1,
                lang: read(l.lang.as_ref(), at),
            });
        }
        let rows = self.objectives.n as usize;
        let o = &self.objectives;
        let step = if o.can.is_empty() { 1 } else { 2 };
        let mut texts = unlines(if step == 1 { &o.title } else { &o.can }, step * rows);
        let mut objectives: Vec<Objective> = front_decode(&o.id, rows)
            .into_iter()
            .enumerate()
            .map(|(at, id)| Objective {
                id,
                title: std::mem::take(&mut texts[step * at]),
                can: if step == 1 { String::new() } else { std::mem::take(&mut texts[step * at + 1]) },
                strand: read::<Option<StrandIx>>(o.strand.as_ref(), at),
                depth: read(o.depth.as_ref(), at),
                requires: Reader::read(&read::<String>(o.requires.as_ref(), at), at as i64, &self.whys),
                mastery: read(o.mastery.as_ref(), at),
                items: read(o.items.as_ref(), at),
                typed_items: read(o.typed_items.as_ref(), at),
                encompasses: read::<Vec<(i64, u16)>>(o.encompasses.as_ref(), at)
                    .into_iter()
                    .map(|(back, by)| (ObjectiveIx(u32::try_from(at as i64 - back).unwrap_or(u32::MAX)), by))
                    .collect(),
                own: read::<u8>(o.own.as_ref(), at) == 1,
                page: read::<u8>(o.page.as_ref(), at) == 1,
            })
            .collect();
        for lesson in &lessons {
            for o in &lesson.teaches {
                if let Some(objective) = objectives.get_mut(o.index()).filter(|o| o.own) {
                    if objective.id.is_empty() {
                        objective.id.clone_from(&lesson.id);
                    }
                    if objective.title.is_empty() {
                        objective.title.clone_from(&lesson.title);
                    }
                }
            }
        }
        Curriculum {
            id: self.id.clone(),
            title: self.title.clone(),
            language: self.language.clone(),
            interests: self
                .interests
                .iter()
                .map(|(id, title, parent)| Interest { id: id.clone(), title: title.clone(), parent: *parent })
                .collect(),
            strands: self.strands.iter().map(|(id, title)| Strand { id: id.clone(), title: title.clone() }).collect(),
            objectives,
            lessons,
            mastery: self.mastery,
            weights: self.weights.clone(),
            aliases: self.aliases.clone(),
        }
    }

    /// The lesson indices a catalog has.
    pub fn lesson_indices(&self) -> impl Iterator<Item = LessonIx> {
        (0..self.lessons.n).map(LessonIx)
    }
}
