//! What stands at the head of a lesson or an items file: the same keys in TOML (`+++`) and YAML (`---`).

use wend_core::{Approach, Depth, Place, Support};
use wend_diagnostics::{Diagnostic, Spanned};

use crate::config::{bad_language, is_language};
use crate::data::Table;
use crate::data::fields::Fields;
use crate::data::words::not_one_of;
use crate::need::Need;
use crate::objective::DEPTHS;

/// A lesson's front matter, as written: ids are not yet looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LessonFront {
    /// As shown.
    pub title: Option<Spanned<String>>,
    /// One sentence for lists and search.
    pub description: Option<String>,
    /// Objectives; none: one of its own.
    pub teaches: Vec<Spanned<String>>,
    /// What must be known, beside what its objectives require.
    pub requires: Option<Need>,
    /// The statement of its own objective.
    pub can: Option<Spanned<String>>,
    /// The strand of its own objective.
    pub strand: Option<Spanned<String>>,
    /// The depth of its own objective.
    pub depth: Option<Spanned<Depth>>,
    /// Interests it is set in.
    pub interests: Vec<Spanned<String>>,
    /// How it goes about it.
    pub approach: Option<Approach>,
    /// How much help it gives.
    pub support: Option<Support>,
    /// Forms: read, video, hands-on, …
    pub form: Vec<String>,
    /// Minutes, if said.
    pub minutes: Option<u16>,
    /// Where it is done.
    pub place: Option<Place>,
    /// The school grade whose readers it is written for, where it is not the curriculum's.
    pub reading: Option<u8>,
    /// For two or more, if said.
    pub together: Option<bool>,
    /// What to have at hand.
    pub bring: Vec<String>,
    /// What it rests on.
    pub sources: Vec<Spanned<String>>,
    /// Language, where it is not the curriculum's.
    pub lang: Option<String>,
    /// Who wrote it, where it is not the curriculum's authors.
    pub authors: Vec<String>,
    /// Its licence, where it is not the curriculum's.
    pub licence: Option<String>,
    /// Older ids.
    pub aliases: Vec<Spanned<String>>,
    /// Whether it is written in YAML.
    pub yaml: bool,
}

/// The front matter of an items file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemsFront {
    /// What the file is called in lists of the author's tools.
    pub title: Option<Spanned<String>>,
    /// The objective of all its items (an item may name another).
    pub objective: Option<Spanned<String>>,
    /// What they may be used for; everything, where nothing is said.
    pub uses: Vec<ItemUse>,
    /// Language, where it is not the curriculum's.
    pub lang: Option<String>,
}

/// What items outside of lessons are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemUse {
    /// Finding out what someone knows already.
    Placement,
    /// Coming back to it later.
    Retrieval,
    /// The end of a day.
    Exit,
}

pub(crate) const APPROACHES: [(&str, Approach); 3] =
    [("explore", Approach::Explore), ("direct", Approach::Direct), ("project", Approach::Project)];
pub(crate) const SUPPORTS: [(&str, Support); 4] =
    [("example", Support::Example), ("guided", Support::Guided), ("peer", Support::Peer), ("alone", Support::Alone)];
pub(crate) const PLACES: [(&str, Place); 3] =
    [("home", Place::Home), ("class", Place::Class), ("either", Place::Either)];
const USES: [(&str, ItemUse); 3] =
    [("placement", ItemUse::Placement), ("retrieval", ItemUse::Retrieval), ("exit", ItemUse::Exit)];

impl LessonFront {
    /// Reads a lesson's front matter.
    pub(crate) fn read(table: &Table, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut fields = Fields::new(table, "a lesson", diagnostics);
        let front = LessonFront {
            title: fields.label("title"),
            description: fields.text("description").map(|text| text.value),
            teaches: fields.texts("teaches"),
            requires: fields.node("requires").and_then(|node| Need::read(node, fields.diagnostics())),
            can: fields.text("can"),
            strand: fields.text("strand"),
            depth: fields.choice("depth", &DEPTHS),
            interests: fields.texts("interests"),
            approach: fields.choice("approach", &APPROACHES).map(|s| s.value),
            support: fields.choice("support", &SUPPORTS).map(|s| s.value),
            form: values(fields.texts("form")),
            minutes: fields.integer("minutes", 1, 6000).map(|minutes| minutes.value as u16),
            place: fields.choice("where", &PLACES).map(|s| s.value),
            reading: fields.integer("reading", 1, 13).map(|grade| grade.value as u8),
            together: fields.flag("together").map(|flag| flag.value),
            bring: values(fields.texts("bring")),
            sources: fields.texts("sources"),
            lang: language(&mut fields),
            authors: values(fields.texts("authors")),
            licence: fields.text("licence").map(|text| text.value),
            aliases: fields.texts("aliases"),
            yaml: table.yaml,
        };
        fields.finish();
        front
    }
}

impl ItemsFront {
    /// Reads an items file's front matter.
    pub(crate) fn read(table: &Table, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut fields = Fields::new(table, "an items file", diagnostics);
        let title = fields.label("title");
        let objective = fields.text("objective");
        let mut uses = Vec::new();
        for text in fields.texts("use") {
            match USES.iter().find(|(word, _)| *word == text.value) {
                Some((_, item_use)) => uses.push(*item_use),
                None => fields.report(not_one_of("use", &text, &USES.map(|(word, _)| word))),
            }
        }
        let lang = language(&mut fields);
        fields.finish();
        ItemsFront { title, objective, uses, lang }
    }
}

fn language(fields: &mut Fields<'_, '_>) -> Option<String> {
    let tag = fields.text("lang")?;
    if is_language(&tag.value) {
        return Some(tag.value);
    }
    fields.report(bad_language(&tag));
    None
}

fn values(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}
