//! `objectives.toml` and `objectives/*.toml`: what can be learned.

use wend_core::{Depth, LessonIx, MasteryRule, ObjectiveIx};
use wend_diagnostics::{Diagnostic, Span, Spanned, codes};

use crate::config::read_mastery;
use crate::data::fields::{Fields, number_of};
use crate::data::{Data, Node, Table};
use crate::ids;
use crate::need::Need;

/// What a site needs of an objective beside what the engine knows; in the order of
/// [`wend_core::Curriculum::objectives`].
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectiveDoc {
    /// Its index.
    pub ix: ObjectiveIx,
    /// Stable id.
    pub id: String,
    /// As shown.
    pub title: String,
    /// "I can …"; the title where nobody wrote one.
    pub can: String,
    /// Standards it is aligned to, as written.
    pub standards: Vec<String>,
    /// Known misconceptions.
    pub mixups: Vec<MixUp>,
    /// Older ids.
    pub aliases: Vec<Spanned<String>>,
    /// All its items, from lessons first, then from item files.
    pub items: Vec<ItemRef>,
    /// The lesson it was made for, if that lesson named none: it has no page of its own then.
    pub own_of: Option<LessonIx>,
    /// The lessons that teach it, by index.
    pub lessons: Vec<LessonIx>,
    /// Where it is defined.
    pub span: Span,
}

/// A known misconception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MixUp {
    /// Its id within the objective.
    pub id: String,
    /// As shown.
    pub title: String,
    /// A sentence on where it comes from or how to answer it.
    pub about: Option<String>,
    /// Where it is defined.
    pub span: Span,
}

/// One item of an objective.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRef {
    /// Its full id: `<lesson>#<label>`, or `items/<file>#<label>`.
    pub id: String,
    /// Where it lives.
    pub home: ItemHome,
    /// Whether its answer is typed rather than picked.
    pub typed: bool,
}

/// Where an item lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemHome {
    /// In a lesson.
    Lesson(LessonIx),
    /// In an items file: its position in [`crate::Compiled::item_files`].
    File(u32),
}

/// An objective as it was read, ids not yet looked up.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ObjectiveDef {
    pub(crate) id: Spanned<String>,
    pub(crate) title: Option<String>,
    pub(crate) can: Option<String>,
    pub(crate) strand: Option<Spanned<String>>,
    pub(crate) depth: Depth,
    pub(crate) requires: Option<Need>,
    pub(crate) standards: Vec<String>,
    pub(crate) encompasses: Vec<(Spanned<String>, u16)>,
    pub(crate) mastery: Option<MasteryRule>,
    pub(crate) aliases: Vec<Spanned<String>>,
    pub(crate) mixups: Vec<MixUp>,
}

/// The words for depth.
pub(crate) const DEPTHS: [(&str, Depth); 3] =
    [("fluency", Depth::Fluency), ("apply", Depth::Apply), ("inquire", Depth::Inquire)];

/// Reads one file of objectives, one top-level table each.
pub(crate) fn read(table: &Table, diagnostics: &mut Vec<Diagnostic>) -> Vec<ObjectiveDef> {
    let mut objectives = Vec::new();
    for (id, node) in &table.entries {
        let Data::Table(fields) = &node.data else {
            diagnostics.push(
                Diagnostic::new(
                    &codes::data::WRONG_TYPE,
                    format!("`{}` must be a table that describes an objective", id.value),
                )
                .at(id.span)
                .help(format!("begin the objective with a line `[{}]`, its keys below it", quoted(&id.value))),
            );
            continue;
        };
        // `[a.b]` without quotes is a table `b` in a table `a`: say so once, rather than "no key b".
        if let [(key, inner)] = fields.entries.as_slice()
            && matches!(inner.data, Data::Table(_))
            && !KEYS.contains(&key.value.as_str())
        {
            diagnostics.push(
                Diagnostic::new(&codes::data::UNKNOWN_KEY, format!("an objective has no table `{}`", key.value))
                    .at(key.span)
                    .help(format!(
                        "if `{}.{}` is the objective's id, put it in quotes: [\"{}.{}\"]",
                        id.value, key.value, id.value, key.value
                    )),
            );
            continue;
        }
        if let Some(fault) = ids::fault(&id.value, ids::Kind::Objective) {
            diagnostics.push(fault.at(id.span));
        }
        objectives.push(read_one(id, fields, diagnostics));
    }
    objectives
}

const KEYS: [&str; 10] =
    ["title", "can", "strand", "depth", "requires", "standards", "encompasses", "mastery", "aliases", "mix-up"];

fn quoted(id: &str) -> String {
    if id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
        id.to_owned()
    } else {
        format!("\"{id}\"")
    }
}

fn read_one(id: &Spanned<String>, table: &Table, diagnostics: &mut Vec<Diagnostic>) -> ObjectiveDef {
    let mut fields = Fields::new(table, "an objective", diagnostics);
    let title = fields.label("title").map(|text| text.value);
    let can = fields.text("can").map(|text| text.value);
    let strand = fields.text("strand");
    let depth = fields.choice("depth", &DEPTHS);
    let requires = fields.node("requires").and_then(|node| Need::read(node, fields.diagnostics()));
    let standards = fields.texts("standards");
    let encompasses = fields.node("encompasses").map(|node| read_encompasses(node, &mut fields)).unwrap_or_default();
    let mastery = fields.node("mastery").and_then(|node| read_mastery(node, fields.diagnostics()));
    let aliases = fields.texts("aliases");
    let mixups = fields.table("mix-up").map(|(table, _)| read_mixups(table, fields.diagnostics())).unwrap_or_default();
    fields.finish();
    ObjectiveDef {
        id: Spanned { value: ids::normal(&id.value), span: id.span },
        title,
        can,
        strand,
        depth: depth.map(|depth| depth.value).unwrap_or_default(),
        requires,
        standards: standards.into_iter().map(|text| text.value).collect(),
        encompasses,
        mastery,
        aliases,
        mixups,
    }
}

/// `{ add-like = 0.5 }`, or a list of ids (each by half).
fn read_encompasses(node: &Node, fields: &mut Fields<'_, '_>) -> Vec<(Spanned<String>, u16)> {
    let mut out = Vec::new();
    match &node.data {
        Data::Table(table) => {
            for (id, share) in &table.entries {
                match number_of(share) {
                    Some(number) if number > 0.0 && number <= 1.0 => {
                        out.push((id.clone(), (number * 1000.0).round() as u16));
                    }
                    Some(_) => fields.report(
                        Diagnostic::new(&codes::data::BAD_VALUE, "a share must be more than 0 and at most 1")
                            .at(share.span)
                            .help("0.5 means: practising this practises that by half"),
                    ),
                    None => fields.expected(&id.value, "a number", "0.5", share),
                }
            }
        }
        _ => fields.expected("encompasses", "a table", "{ add-like = 0.5 }", node),
    }
    out
}

fn read_mixups(table: &Table, diagnostics: &mut Vec<Diagnostic>) -> Vec<MixUp> {
    let mut mixups = Vec::new();
    for (id, node) in &table.entries {
        let (title, about) = match &node.data {
            // The short form: mix-up.adds-tops = "Adds the tops".
            Data::String(title) => (Some(title.clone()), None),
            Data::Table(table) => {
                let mut fields = Fields::new(table, "a mix-up", diagnostics);
                let title = fields.label("title").map(|title| title.value);
                let about = fields.text("about").map(|about| about.value);
                fields.finish();
                (title, about)
            }
            _ => {
                diagnostics.push(
                    Diagnostic::new(
                        &codes::data::WRONG_TYPE,
                        format!("a mix-up must be a table, not {}", node.data.kind()),
                    )
                    .at(node.span)
                    .help("for example: { title = \"Adds the tops and the bottoms\" }"),
                );
                continue;
            }
        };
        mixups.push(MixUp {
            title: title.unwrap_or_else(|| ids::title_from(&id.value)),
            id: ids::normal(&id.value),
            about,
            span: id.span,
        });
    }
    mixups
}
