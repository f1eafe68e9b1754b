//! `curriculum.toml`: what the curriculum is called, its interests and strands, its rules.

use serde_json::Value as Json;
use wend_core::{MasteryRule, Weights};
use wend_diagnostics::{Diagnostic, FileId, Span, Spanned, codes};

use crate::data::fields::{Fields, renames};
use crate::data::words::not_one_of;
use crate::data::{Data, Node, Table};
use crate::ids;

/// The settings of a curriculum, defaults filled in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `curriculum.toml`, if there is one.
    pub file: Option<FileId>,
    /// Keys the learners' records. Empty for a plain folder without `curriculum.toml`.
    pub id: String,
    /// As shown. A plain folder without a title has an empty one.
    pub title: String,
    /// One sentence on what it is.
    pub description: Option<String>,
    /// BCP 47 tag; "en" where nothing is said.
    pub language: String,
    /// Languages that the pages around the lessons speak, each with a site of its own, the first at the root. Empty:
    /// `language` alone.
    pub languages: Vec<Spanned<String>>,
    /// An SPDX name or a sentence.
    pub licence: Option<String>,
    /// Who made it.
    pub authors: Vec<String>,
    /// Where the site will be published, for what needs a whole address.
    pub url: Option<String>,
    /// Interests in the order of [`wend_core::Curriculum::interests`].
    pub interests: Vec<InterestDef>,
    /// Strands in the order of [`wend_core::Curriculum::strands`].
    pub strands: Vec<StrandDef>,
    /// The rule of mastery where an objective has none of its own.
    pub mastery: MasteryRule,
    /// The weights of every decision.
    pub weights: Weights,
    /// Plugins to use, beside the built-in ones and those in `plugins/`.
    pub plugins: Vec<Spanned<String>>,
    /// Plugins and files whose scripts may run in the page itself.
    pub trust: Vec<Spanned<String>>,
    /// The theme's name, if one is chosen.
    pub theme: Option<Spanned<String>>,
    /// Whether raw HTML in lessons is kept.
    pub html: bool,
    /// The school grade whose readers its lessons are written for.
    pub reading: Option<u8>,
}

/// One interest of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterestDef {
    /// In files and records.
    pub id: String,
    /// As shown.
    pub title: String,
    /// A wider interest's id; it is in the vocabulary too.
    pub parent: Option<Spanned<String>>,
    /// What its blaze shows, where the theme should not choose: a letter or two.
    pub sign: Option<String>,
    /// Not written down by itself: it is only named as a parent.
    pub implied: bool,
    /// Where it is named.
    pub span: Span,
}

/// One strand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrandDef {
    /// In files.
    pub id: String,
    /// As shown.
    pub title: String,
    /// One sentence about it.
    pub about: Option<String>,
    /// Where it is named.
    pub span: Span,
}

impl Config {
    /// The settings of a folder that has no `curriculum.toml`.
    pub(crate) fn plain() -> Self {
        Self { language: "en".to_owned(), ..Self::default() }
    }

    /// Reads the file's table.
    pub(crate) fn read(file: FileId, table: &Table, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let start = Span { file, start: 0, end: 0 };
        let mut fields = Fields::new(table, "curriculum.toml", diagnostics);
        let mut config = Config { file: Some(file), ..Self::plain() };
        match fields.text("id") {
            Some(id) => {
                if let Some(fault) = ids::fault(&id.value, ids::Kind::Curriculum) {
                    fields.report(fault.at(id.span));
                }
                config.id = ids::normal(&id.value);
            }
            None if table.get("id").is_none() => {
                fields.missing("id", start, "\"my-curriculum\"");
            }
            None => {}
        }
        match fields.label("title") {
            Some(title) => config.title = title.value,
            None if table.get("title").is_none() => {
                fields.missing("title", start, "\"My curriculum\"");
            }
            None => {}
        }
        config.description = fields.text("description").map(|text| text.value);
        if let Some(language) = fields.text("language") {
            if is_language(&language.value) {
                config.language = language.value;
            } else {
                fields.report(bad_language(&language));
            }
        }
        let (tags, bad): (Vec<_>, Vec<_>) =
            fields.texts("languages").into_iter().partition(|tag| is_language(&tag.value));
        bad.iter().for_each(|tag| fields.report(bad_language(tag)));
        config.languages = tags;
        config.licence = fields.text("licence").map(|text| text.value);
        config.authors = values(fields.texts("authors"));
        config.url = fields.text("url").and_then(|url| {
            if url.value.starts_with("https://") || url.value.starts_with("http://") {
                return Some(url.value);
            }
            fields.report(
                Diagnostic::new(&codes::data::BAD_VALUE, "`url` must be a whole address, with https:// in front")
                    .at(url.span)
                    .help("for example: url = \"https://example.org/fractions/\""),
            );
            None
        });
        config.interests = read_interests(&mut fields);
        config.strands = read_strands(&mut fields);
        if let Some(node) = fields.node("mastery")
            && let Some(rule) = read_mastery(node, fields.diagnostics())
        {
            config.mastery = rule;
        }
        if let Some((weights, _)) = fields.table("weights") {
            config.weights = read_weights(weights, fields.diagnostics());
        }
        config.plugins = fields.texts("plugins");
        config.trust = fields.texts("trust");
        config.theme = fields.text("theme");
        config.reading = fields.integer("reading", 1, 13).map(|grade| grade.value as u8);
        config.html = fields.flag("html").is_some_and(|flag| flag.value);
        fields.finish();
        config
    }
}

fn values(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

/// Whether a text has the shape of a BCP 47 tag: "en", "pt-BR", "zh-Hant".
pub(crate) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    // Longer first parts may be registered one day; today they are names such as `english`.
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

pub(crate) fn bad_language(tag: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(&codes::data::BAD_VALUE, format!("`{}` is not a language tag", tag.value))
        .at(tag.span)
        .help("write a tag such as en, de, pt-BR or zh-Hant")
}

/// `interests = ["music", …]`, `[interest.music]` tables, or both; parents that nobody wrote down come last.
fn read_interests(fields: &mut Fields<'_, '_>) -> Vec<InterestDef> {
    let mut interests: Vec<InterestDef> = Vec::new();
    let listed = match fields.entry("interests") {
        // `[interests.music]`: the list and the tables are easily mixed up.
        Some((key, node)) if matches!(node.data, Data::Table(_)) => {
            let found =
                Diagnostic::new(&codes::data::WRONG_TYPE, "`interests` is a list of ids, not a table").at(key.span);
            let found = found.help("the table of one interest is called `interest`: [interest.music]");
            let free = fields.entry("interest").is_none();
            let edits = renames(fields.all(), key, "interest");
            fields.report(if free { found.fix("write `interest`", edits) } else { found });
            Vec::new()
        }
        _ => fields.texts("interests"),
    };
    for id in listed {
        if let Some(fault) = ids::fault(&id.value, ids::Kind::Interest) {
            fields.report(fault.at(id.span));
        }
        let value = ids::normal(&id.value);
        interests.push(InterestDef {
            title: ids::title_from(&value),
            id: value,
            parent: None,
            sign: None,
            implied: false,
            span: id.span,
        });
    }
    if let Some((tables, _)) = fields.table("interest") {
        for (id, node) in &tables.entries {
            let Data::Table(table) = &node.data else {
                fields.expected(&id.value, "a table", "{ title = \"Music\" }", node);
                continue;
            };
            if let Some(fault) = ids::fault(&id.value, ids::Kind::Interest) {
                fields.report(fault.at(id.span));
            }
            let value = ids::normal(&id.value);
            let mut inner = Fields::new(table, "an interest", fields.diagnostics());
            let title = inner.label("title").map(|title| title.value);
            let parent = inner.text("parent");
            let sign = inner.text("sign").map(|sign| sign.value);
            inner.finish();
            let def = InterestDef {
                title: title.unwrap_or_else(|| ids::title_from(&value)),
                id: value,
                parent,
                sign,
                implied: false,
                span: id.span,
            };
            match interests.iter_mut().find(|known| known.id == def.id) {
                Some(known) => *known = def,
                None => interests.push(def),
            }
        }
    }
    report_folded(interests.iter().map(|def| (def.id.as_str(), def.span)), "interest", fields);
    let mut implied: Vec<InterestDef> = Vec::new();
    for at in 0..interests.len() {
        let Some(parent) = &mut interests[at].parent else {
            continue;
        };
        parent.value = ids::normal(&parent.value);
        let parent = parent.clone();
        if parent.value == interests[at].id {
            fields.report(
                Diagnostic::new(&codes::data::BAD_VALUE, format!("`{}` can't be its own parent", parent.value))
                    .at(parent.span)
                    .help("name a wider interest, or leave `parent` out"),
            );
            interests[at].parent = None;
        } else if !interests.iter().chain(&implied).any(|def| def.id == parent.value) {
            implied.push(InterestDef {
                title: ids::title_from(&parent.value),
                id: parent.value,
                parent: None,
                sign: None,
                implied: true,
                span: parent.span,
            });
        }
    }
    interests.extend(implied);
    if interests.len() > usize::from(u16::MAX) {
        interests.truncate(usize::from(u16::MAX));
    }
    cut_parent_cycles(&mut interests, fields);
    interests
}

/// A parent chain that returns to its start is cut where it is noticed.
fn cut_parent_cycles(interests: &mut [InterestDef], fields: &mut Fields<'_, '_>) {
    for start in 0..interests.len() {
        let mut at = start;
        for _ in 0..interests.len() {
            let Some(parent) = &interests[at].parent else {
                break;
            };
            let Some(next) = interests.iter().position(|def| def.id == parent.value) else {
                break;
            };
            if next == start {
                fields.report(
                    Diagnostic::new(&codes::data::BAD_VALUE, format!("`{}` is its own ancestor", interests[start].id))
                        .at(parent.span)
                        .help("leave `parent` out of one of them"),
                );
                interests[at].parent = None;
                break;
            }
            at = next;
        }
    }
}

fn read_strands(fields: &mut Fields<'_, '_>) -> Vec<StrandDef> {
    let mut strands: Vec<StrandDef> = Vec::new();
    if let Some((tables, _)) = fields.table("strand") {
        for (id, node) in &tables.entries {
            let Data::Table(table) = &node.data else {
                fields.expected(&id.value, "a table", "{ title = \"Numbers\" }", node);
                continue;
            };
            if let Some(fault) = ids::fault(&id.value, ids::Kind::Strand) {
                fields.report(fault.at(id.span));
            }
            let value = ids::normal(&id.value);
            let mut inner = Fields::new(table, "a strand", fields.diagnostics());
            let title = inner.label("title").map(|title| title.value);
            let about = inner.text("about").map(|about| about.value);
            inner.finish();
            strands.push(StrandDef {
                title: title.unwrap_or_else(|| ids::title_from(&value)),
                id: value,
                about,
                span: id.span,
            });
        }
    }
    report_folded(strands.iter().map(|def| (def.id.as_str(), def.span)), "strand", fields);
    strands.truncate(usize::from(u16::MAX));
    strands
}

/// Two ids that differ only in case would be one on many disks.
fn report_folded<'a>(ids: impl Iterator<Item = (&'a str, Span)>, what: &str, fields: &mut Fields<'_, '_>) {
    let mut seen = std::collections::BTreeMap::new();
    for (id, span) in ids {
        if let Some((other, first)) = seen.insert(ids::fold(id), (id.to_owned(), span)) {
            fields.report(ids::clash(what, id, span, &other, first));
        }
    }
}

/// The words for the rules of mastery.
const RULES: [&str; 4] = ["streak", "m_of_n", "bkt", "rubric"];

/// Reads a rule of mastery: the name alone, or a table with its numbers.
pub(crate) fn read_mastery(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<MasteryRule> {
    let table;
    let table = match &node.data {
        Data::Table(table) => table,
        Data::String(name) => {
            table = Table {
                entries: vec![(
                    Spanned { value: "rule".to_owned(), span: node.span },
                    Node { span: node.span, data: Data::String(name.clone()) },
                )],
                ..Table::default()
            };
            &table
        }
        _ => {
            diagnostics.push(
                Diagnostic::new(
                    &codes::data::WRONG_TYPE,
                    format!("`mastery` must be a table, not {}", node.data.kind()),
                )
                .at(node.span)
                .help("for example: mastery = { rule = \"streak\", n = 3 }"),
            );
            return None;
        }
    };
    let mut fields = Fields::new(table, "a rule of mastery", diagnostics);
    let Some(name) = fields.text("rule") else {
        if table.get("rule").is_none() {
            fields.missing("rule", node.span, "\"streak\"");
        }
        return None;
    };
    let rule = match name.value.as_str() {
        "streak" => Some(MasteryRule::Streak { n: fields.integer("n", 1, 20).map_or(3, |n| n.value as u16) }),
        "m_of_n" => {
            let n = fields.integer("n", 1, 100).map_or(10, |n| n.value as u16);
            let m = fields.integer("m", 1, i64::from(n));
            Some(MasteryRule::MOfN { m: m.map_or((n * 4).div_ceil(5), |m| m.value as u16), n })
        }
        "bkt" => {
            let mut chance = |key, default| fields.number(key, 0.0, 1.0).map_or(default, |number| number.value);
            let (init, learn) = (chance("init", 0.3), chance("learn", 0.2));
            let (guess, slip) = (chance("guess", 0.2), chance("slip", 0.1));
            let threshold = chance("threshold", 0.95);
            if guess + slip >= 1.0 {
                fields.report(
                    Diagnostic::new(
                        &codes::data::BAD_VALUE,
                        "`guess` and `slip` together must be less than 1, or a right answer would speak against knowing",
                    )
                    .at(node.span)
                    .help("for example: guess = 0.2, slip = 0.1"),
                );
                None
            } else {
                Some(MasteryRule::Bkt { init, learn, guess, slip, threshold })
            }
        }
        "rubric" => {
            Some(MasteryRule::Rubric { at_least: fields.integer("at_least", 1, 100).map_or(3, |n| n.value as u16) })
        }
        _ => {
            fields.report(not_one_of("rule", &name, &RULES));
            return None;
        }
    };
    fields.finish();
    rule
}

/// Weights by the names of the core's own table, so that a new weight needs no line here.
fn read_weights(table: &Table, diagnostics: &mut Vec<Diagnostic>) -> Weights {
    let defaults = Weights::default();
    let Ok(Json::Object(mut object)) = serde_json::to_value(&defaults) else {
        return defaults;
    };
    let mut fields = Fields::new(table, "`weights`", diagnostics);
    for (key, _, _) in defaults.table() {
        if let Some(weight) = fields.integer(key, 0, 10_000) {
            object.insert(key.to_owned(), Json::from(weight.value));
        }
    }
    fields.finish();
    serde_json::from_value(Json::Object(object)).unwrap_or(defaults)
}
