//! All the browser needs of a curriculum: columns, not records, so that it packs small.
//!
//! A column is a JSON array of its rows, or `{p, s}`: a palette of distinct values and one or two
//! characters a row that name the value (`s` empty: every row is `p[0]`); whichever is shorter. A
//! missing column holds defaults. Ids are front-coded: a character for how much of the id before is
//! kept, then the rest. Requirements are written relative to the objective they belong to (see
//! [`requirement`](self) below), which makes like things alike. Objectives made for a lesson have no
//! id and title of their own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    Aliases, Curriculum, Depth, Interest, InterestIx, Lesson, LessonIx, MasteryRule, Objective, ObjectiveIx,
    Requirement, Strand, StrandIx, Test, Weights,
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
    /// Lines; empty for an objective made for a lesson with its title.
    pub title: String,
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

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Column {
    /// Row by row.
    Plain(Vec<Value>),
    /// Distinct values and who has which.
    Palette {
        /// The values, in order of first use.
        p: Vec<Value>,
        /// One character a row (two beyond 91 values); empty: all `p[0]`.
        s: String,
    },
}

/// Printable characters that JSON need not escape.
const DIGITS: usize = 91;

fn digit(value: usize) -> char {
    let code = 35 + (value % DIGITS) as u8;
    char::from(if code >= 92 { code + 1 } else { code })
}

fn value_of(byte: u8) -> usize {
    usize::from(byte.saturating_sub(if byte > 92 { 36 } else { 35 }))
}

impl Column {
    /// `None` where every row is `default`.
    fn pack(rows: Vec<Value>, default: &Value) -> Option<Self> {
        if rows.iter().all(|row| row == default) {
            return None;
        }
        let mut palette: Vec<Value> = Vec::new();
        let mut places = BTreeMap::new();
        let mut named = Vec::with_capacity(rows.len());
        for row in &rows {
            let next = places.len();
            named.push(*places.entry(row.to_string()).or_insert_with(|| {
                palette.push(row.clone());
                next
            }));
        }
        let wide = palette.len() > DIGITS;
        let plain: usize = rows.iter().map(|row| row.to_string().len() + 1).sum();
        let packed: usize = palette.iter().map(|value| value.to_string().len() + 1).sum::<usize>()
            + rows.len() * (1 + usize::from(wide));
        if palette.len() > DIGITS * DIGITS || plain <= packed {
            return Some(Self::Plain(rows));
        }
        let mut s = String::new();
        if palette.len() > 1 {
            for place in named {
                if wide {
                    s.push(digit(place / DIGITS));
                }
                s.push(digit(place));
            }
        }
        Some(Self::Palette { p: palette, s })
    }

    fn row(&self, at: usize) -> Option<&Value> {
        match self {
            Self::Plain(rows) => rows.get(at),
            Self::Palette { p, s } if s.is_empty() => p.first(),
            Self::Palette { p, s } => {
                let s = s.as_bytes();
                let place = if p.len() > DIGITS {
                    value_of(*s.get(2 * at)?) * DIGITS + value_of(*s.get(2 * at + 1)?)
                } else {
                    value_of(*s.get(at)?)
                };
                p.get(place)
            }
        }
    }
}

/// A row as a value of a type, or that type's default.
fn read<T: serde::de::DeserializeOwned + Default>(column: Option<&Column>, at: usize) -> T {
    column.and_then(|column| T::deserialize(column.row(at)?).ok()).unwrap_or_default()
}

fn front_code<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    let mut before = "";
    for (at, id) in ids.enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let mut same = before.bytes().zip(id.bytes()).take_while(|(a, b)| a == b).count().min(DIGITS - 1);
        // Counted in characters that JavaScript counts the same way: only ASCII is shared.
        let ascii = id.bytes().take_while(u8::is_ascii).count();
        same = same.min(ascii);
        out.push(digit(same));
        out.push_str(&id[same..]);
        before = id;
    }
    out
}

fn front_decode(text: &str, rows: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(rows.min(1 << 20));
    for line in text.split('\n').take(rows) {
        let mut id = String::new();
        if let Some(first) = line.bytes().next()
            && first.is_ascii()
        {
            if let Some(kept) = out.last().and_then(|before| before.get(..value_of(first))) {
                id.push_str(kept);
            }
            id.push_str(&line[1..]);
        }
        out.push(id);
    }
    out.resize(rows, String::new());
    out
}

fn lines<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let joined: Vec<String> = texts.map(|text| text.replace(['\n', '\r'], " ")).collect();
    joined.join("\n")
}

fn unlines(text: &str, rows: usize) -> Vec<String> {
    let mut out: Vec<String> = text.split('\n').take(rows).map(str::to_owned).collect();
    out.resize(rows, String::new());
    out
}

/// Requirements as text: a list of nodes (several: all of them). A node is an objective as the distance
/// back from the base, in base 36; `(…)` all, `|(…)` any, `k(…)` at least k; then `~n` for its why.
struct Writer {
    whys: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Writer {
    fn write(&mut self, requirement: &Requirement, base: i64) -> String {
        let mut out = String::new();
        match &requirement.test {
            Test::All(parts) if requirement.why.is_none() && parts.len() != 1 => self.list(parts, base, &mut out),
            _ => self.node(requirement, base, &mut out),
        }
        out
    }

    fn list(&mut self, parts: &[Requirement], base: i64, out: &mut String) {
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            self.node(part, base, out);
        }
    }

    fn node(&mut self, requirement: &Requirement, base: i64, out: &mut String) {
        match &requirement.test {
            Test::Objective(ix) => out.push_str(&base36(base - i64::from(ix.0))),
            Test::All(parts) => {
                out.push('(');
                self.list(parts, base, out);
                out.push(')');
            }
            Test::Any(parts) => {
                out.push_str("|(");
                self.list(parts, base, out);
                out.push(')');
            }
            Test::AtLeast(k, parts) => {
                out.push_str(&base36(i64::from(*k)));
                out.push('(');
                self.list(parts, base, out);
                out.push(')');
            }
        }
        if let Some(why) = &requirement.why {
            let next = self.whys.len();
            let place = *self.places.entry(why.clone()).or_insert_with(|| {
                self.whys.push(why.clone());
                next
            });
            out.push('~');
            out.push_str(&base36(place as i64));
        }
    }
}

fn base36(value: i64) -> String {
    let mut left = value.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((left % 36) as u32, 36).unwrap_or('0'));
        left /= 36;
        if left == 0 {
            break;
        }
    }
    if value < 0 {
        digits.push('-');
    }
    digits.iter().rev().collect()
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    base: i64,
    whys: &'a [String],
}

impl Reader<'_> {
    fn read(text: &str, base: i64, whys: &[String]) -> Requirement {
        let mut reader = Reader { text: text.as_bytes(), at: 0, base, whys };
        let mut parts = reader.list(0);
        if parts.len() == 1 { parts.remove(0) } else { Requirement::all(parts) }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn list(&mut self, depth: usize) -> Vec<Requirement> {
        let mut parts = Vec::new();
        while let Some(byte) = self.peek() {
            if byte == b')' {
                break;
            }
            if byte == b',' {
                self.at += 1;
            }
            match self.node(depth) {
                Some(part) => parts.push(part),
                None => break,
            }
        }
        parts
    }

    fn group(&mut self, depth: usize) -> Option<Vec<Requirement>> {
        if depth > 64 || self.peek() != Some(b'(') {
            return None;
        }
        self.at += 1;
        let parts = self.list(depth + 1);
        self.at += 1;
        Some(parts)
    }

    fn number(&mut self) -> Option<i64> {
        let from = self.at;
        while self.peek().is_some_and(|byte| byte == b'-' || byte.is_ascii_alphanumeric()) {
            self.at += 1;
        }
        i64::from_str_radix(std::str::from_utf8(&self.text[from..self.at]).ok()?, 36).ok()
    }

    fn node(&mut self, depth: usize) -> Option<Requirement> {
        let test = match self.peek()? {
            b'(' => Test::All(self.group(depth)?),
            b'|' => {
                self.at += 1;
                Test::Any(self.group(depth)?)
            }
            _ => {
                let number = self.number()?;
                if self.peek() == Some(b'(') {
                    Test::AtLeast(u16::try_from(number).unwrap_or(u16::MAX), self.group(depth)?)
                } else {
                    Test::Objective(ObjectiveIx(u32::try_from(self.base - number).unwrap_or(u32::MAX)))
                }
            }
        };
        let mut requirement = Requirement::from(test);
        if self.peek() == Some(b'~') {
            self.at += 1;
            let place = self.number()?;
            requirement.why = usize::try_from(place).ok().and_then(|place| self.whys.get(place)).cloned();
        }
        Some(requirement)
    }
}

impl From<&Curriculum> for Catalog {
    fn from(c: &Curriculum) -> Self {
        let mut writer = Writer { whys: Vec::new(), places: BTreeMap::new() };
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
        let column = |rows: Vec<Value>, default: Value| Column::pack(rows, &default);
        let requires =
            o.iter().enumerate().map(|(at, o)| json!(writer.write(&o.requires, at as i64))).collect::<Vec<_>>();
        let objectives = Objectives {
            n: o.len() as u32,
            id: front_code(
                o.iter().enumerate().map(|(at, o)| if made(at, |l| &l.id, &o.id) { "" } else { o.id.as_str() }),
            ),
            title: lines(
                o.iter()
                    .enumerate()
                    .map(|(at, o)| if made(at, |l| &l.title, &o.title) { "" } else { o.title.as_str() }),
            ),
            can: if o.iter().all(|o| o.can.is_empty()) {
                String::new()
            } else {
                lines(o.iter().map(|o| o.can.as_str()))
            },
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
        let mut objectives: Vec<Objective> = front_decode(&o.id, rows)
            .into_iter()
            .zip(unlines(&o.title, rows))
            .zip(unlines(&o.can, rows))
            .enumerate()
            .map(|(at, ((id, title), can))| Objective {
                id,
                title,
                can,
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
