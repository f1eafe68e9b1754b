//! A class in one file: `[class]` and `[[learner]]` tables, as the teacher's desk saves it. It may lie in `learners/`, where
//! a file holds either one learner or a class.

use wend_core::board::Size;
use wend_diagnostics::{Diagnostic, FileId, Span, Spanned, codes};

use crate::data::fields::Fields;
use crate::data::{Data, Node, Table};
use crate::learner::LearnerFile;

/// What a file of `learners/` holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Roster {
    /// The class, where the file is one.
    pub class: Option<ClassFile>,
    /// Its learners, or the one.
    pub learners: Vec<LearnerFile>,
}

/// What is said of a class beside its learners.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassFile {
    /// The file.
    pub file: FileId,
    /// As the teacher calls it.
    pub title: Option<String>,
    /// What groups are wanted: `groups`, `smallest`, `largest`.
    pub size: Size,
    /// Earlier meetings, oldest first: the groups of each, by alias (`past`); the latest twelve.
    pub past: Vec<Vec<Vec<String>>>,
}

/// Meetings that a class remembers: the latest ones, as at the desk.
const MEETINGS: usize = 12;

/// More groups, or learners of one, than any class has.
const MOST: i64 = 100;

impl Roster {
    /// Reads a file of `learners/`; of a file for one learner, the alias is the file's name where none is given.
    pub(crate) fn read(file: FileId, stem: &str, table: &Table, diagnostics: &mut Vec<Diagnostic>) -> Self {
        if table.get("learner").is_none() && table.get("class").is_none() {
            let alias = Spanned { value: stem.to_owned(), span: Span { file, start: 0, end: 0 } };
            let learner = LearnerFile::read(file, Some(alias.clone()), table, alias.span, diagnostics);
            return Self { class: None, learners: learner.into_iter().collect() };
        }
        let mut fields = Fields::new(table, "a class file", diagnostics);
        let class = fields.table("class").map(|(table, _)| table);
        let class = ClassFile::read(file, class, fields.diagnostics());
        let mut learners = Vec::new();
        for node in fields.node("learner").map_or(&[][..], |node| tables(node, &mut fields)) {
            if let Data::Table(table) = &node.data {
                learners.extend(LearnerFile::read(file, None, table, node.span, fields.diagnostics()));
            } else {
                fields.expected("learner", "a list of tables", "[{ alias = \"amina\" }]", node);
            }
        }
        for key in LearnerFile::KEYS {
            if let Some((key, _)) = fields.entry(key) {
                fields.report(
                    Diagnostic::new(
                        &codes::learner::CLASS_FILE,
                        format!("`{}` stands in a class file, and in none of its learners", key.value),
                    )
                    .at(key.span)
                    .help("write it below the [[learner]] that it is about"),
                );
            }
        }
        fields.finish();
        Self { class: Some(class), learners }
    }
}

/// The tables of `[[learner]]`; one alone is told how it is written.
fn tables<'a>(node: &'a Node, fields: &mut Fields<'_, '_>) -> &'a [Node] {
    match &node.data {
        Data::List(list) => list,
        Data::Table(_) => {
            fields.report(
                Diagnostic::new(&codes::data::WRONG_TYPE, "`learner` must be a list of tables, not one table")
                    .at(node.span)
                    .help("double the brackets of its line: [[learner]]"),
            );
            &[]
        }
        _ => {
            fields.expected("learner", "a list of tables", "[{ alias = \"amina\" }]", node);
            &[]
        }
    }
}

impl ClassFile {
    fn read(file: FileId, table: Option<&Table>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut class = Self { file, title: None, size: Size::default(), past: Vec::new() };
        let Some(table) = table else { return class };
        let mut fields = Fields::new(table, "`class`", diagnostics);
        class.title = fields.label("title").map(|title| title.value);
        let usual = Size::default();
        let mut number = |key, usual| fields.integer(key, 1, MOST).map_or(usual, |it| it.value as u32);
        let most = number("groups", usual.most);
        let (min, max) = (number("smallest", usual.min), number("largest", usual.max));
        if max < min
            && let Some(node) = fields.node("largest").or(fields.node("smallest"))
        {
            fields.report(
                Diagnostic::new(&codes::data::BAD_VALUE, format!("groups of at least {min} and at most {max}"))
                    .at(node.span)
                    .help("let `largest` be no less than `smallest`"),
            );
        }
        class.size = Size { most, min, max: max.max(min) };
        if let Some(node) = fields.node("past") {
            class.past = past(node, &mut fields);
        }
        fields.finish();
        class
    }
}

/// `[[class.past]]`, a table for each meeting: `groups = [["amina", "leo"], ["noor", "zoe"]]`.
fn past(node: &Node, fields: &mut Fields<'_, '_>) -> Vec<Vec<Vec<String>>> {
    let Data::List(meetings) = &node.data else {
        fields.expected("past", "a list of tables", "[{ groups = [[\"amina\", \"leo\"]] }]", node);
        return Vec::new();
    };
    let mut out = Vec::new();
    for meeting in &meetings[meetings.len().saturating_sub(MEETINGS)..] {
        let Data::Table(table) = &meeting.data else {
            fields.expected("past", "a list of tables", "[{ groups = [[\"amina\", \"leo\"]] }]", meeting);
            continue;
        };
        let mut of = Fields::new(table, "an earlier meeting", fields.diagnostics());
        if let Some(groups) = of.node("groups") {
            out.push(groups_of(groups, &mut of));
        } else {
            of.missing("groups", meeting.span, "[[\"amina\", \"leo\"]]");
        }
        of.finish();
    }
    out
}

fn groups_of(node: &Node, fields: &mut Fields<'_, '_>) -> Vec<Vec<String>> {
    let group = |node: &Node| match &node.data {
        Data::List(names) => names
            .iter()
            .map(|name| if let Data::String(name) = &name.data { Some(name.clone()) } else { None })
            .collect(),
        _ => None,
    };
    let groups: Option<Vec<Vec<String>>> =
        if let Data::List(list) = &node.data { list.iter().map(group).collect() } else { None };
    groups.unwrap_or_else(|| {
        fields.expected("groups", "a list of groups, each a list of aliases", "[[\"amina\", \"leo\"]]", node);
        Vec::new()
    })
}
