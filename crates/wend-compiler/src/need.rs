//! What an objective or lesson requires, as the author wrote it: ids not yet looked up, each part with its place.
//!
//! Grammar: an id · a list (all of it) · `{ all = […] }` · `{ any = […] }` · `{ at_least = k, of = […] }` ·
//! `{ objective = id }`; every table may carry `why`. They nest.

use wend_diagnostics::{Diagnostic, Span, Spanned, codes};

use crate::data::fields::Fields;
use crate::data::{Data, MAX_DEPTH, Node, Table};

/// One requirement and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// The whole expression.
    pub span: Span,
    /// What the author says about it: "you need a picture of the size".
    pub why: Option<String>,
    /// The expression.
    pub kind: NeedKind,
}

/// The forms of a requirement.
#[derive(Clone, Debug, PartialEq)]
pub enum NeedKind {
    /// One objective, or one lesson that stands for the objective it teaches.
    Id(Spanned<String>),
    /// All of them; an empty list is always fulfilled.
    All(Vec<Need>),
    /// At least one of them.
    Any(Vec<Need>),
    /// At least so many of them.
    AtLeast(u32, Vec<Need>),
}

impl Need {
    /// Reads a requirement. Faulty parts are reported and left out.
    pub(crate) fn read(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Need> {
        read(node, 0, diagnostics)
    }

    /// Calls `each` with every id in it, in the order in which they were written.
    pub fn ids<'a>(&'a self, each: &mut dyn FnMut(&'a Spanned<String>)) {
        match &self.kind {
            NeedKind::Id(id) => each(id),
            NeedKind::All(of) | NeedKind::Any(of) | NeedKind::AtLeast(_, of) => {
                for need in of {
                    need.ids(each);
                }
            }
        }
    }
}

fn read(node: &Node, depth: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<Need> {
    if depth > MAX_DEPTH {
        diagnostics.push(Diagnostic::new(&codes::data::BAD_VALUE, "this is nested too deeply").at(node.span));
        return None;
    }
    let need = |kind| Some(Need { span: node.span, why: None, kind });
    match &node.data {
        Data::String(id) => need(NeedKind::Id(Spanned { value: id.clone(), span: node.span })),
        Data::Int(number) => need(NeedKind::Id(Spanned { value: number.to_string(), span: node.span })),
        Data::List(list) => need(NeedKind::All(read_all(list, depth, diagnostics))),
        Data::Table(table) => read_table(node, table, depth, diagnostics),
        _ => {
            diagnostics.push(
                Diagnostic::new(&codes::data::WRONG_TYPE, format!("a requirement can't be {}", node.data.kind()))
                    .at(node.span)
                    .help(FORMS),
            );
            None
        }
    }
}

const FORMS: &str =
    "write an id, a list of requirements (all of them are needed), { any = [...] } or { at_least = 2, of = [...] }";

fn read_all(list: &[Node], depth: usize, diagnostics: &mut Vec<Diagnostic>) -> Vec<Need> {
    list.iter().filter_map(|node| read(node, depth + 1, diagnostics)).collect()
}

fn read_table(node: &Node, table: &Table, depth: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<Need> {
    let before = diagnostics.len();
    let mut fields = Fields::new(table, "a requirement", diagnostics);
    let why = fields.text("why").map(|text| text.value);
    let objective = fields.text("objective");
    let at_least = fields.integer("at_least", 0, i64::from(u32::MAX));
    let wants_count = table.get("at_least").is_some();
    let mut parts = [("all", None), ("any", None), ("of", None)];
    for (key, part) in &mut parts {
        *part = fields.node(key);
    }
    let [(_, all), (_, any), (_, of)] = parts;
    fields.finish();

    let forms = usize::from(objective.is_some())
        + usize::from(all.is_some())
        + usize::from(any.is_some())
        + usize::from(of.is_some() || wants_count);
    // A key that is misspelt has been reported, with its likely name.
    let misspelt = forms == 0 && diagnostics.len() > before;
    if forms != 1 && !misspelt {
        diagnostics.push(
            Diagnostic::new(
                &codes::objective::BAD_REQUIREMENT,
                if forms == 0 { "this requirement asks for nothing" } else { "this requirement mixes several forms" },
            )
            .at(node.span)
            .help("use one of `objective`, `all`, `any`, or `at_least` with `of`; to mix them, nest them"),
        );
    }
    if forms != 1 {
        return None;
    }
    let list = |node: &Node, key: &str, diagnostics: &mut Vec<Diagnostic>| match &node.data {
        Data::List(list) => Some(read_all(list, depth, diagnostics)),
        Data::String(_) | Data::Table(_) => Some(read(node, depth + 1, diagnostics).into_iter().collect::<Vec<_>>()),
        _ => {
            diagnostics.push(
                Diagnostic::new(
                    &codes::data::WRONG_TYPE,
                    format!("`{key}` must be a list of requirements, not {}", node.data.kind()),
                )
                .at(node.span)
                .help(FORMS),
            );
            None
        }
    };
    let kind = if let Some(id) = objective {
        NeedKind::Id(id)
    } else if let Some(all) = all {
        NeedKind::All(list(all, "all", diagnostics)?)
    } else if let Some(any) = any {
        let written = match &any.data {
            Data::List(list) => list.len(),
            _ => 1,
        };
        let parts = list(any, "any", diagnostics)?;
        if written == 0 {
            diagnostics.push(
                Diagnostic::new(&codes::objective::BAD_REQUIREMENT, "an empty `any` can never be fulfilled")
                    .at(any.span)
                    .help("name at least one objective, or leave the requirement out"),
            );
        }
        if parts.is_empty() {
            return None;
        }
        NeedKind::Any(parts)
    } else {
        let Some(of) = of else {
            diagnostics.push(
                Diagnostic::new(&codes::objective::BAD_REQUIREMENT, "`at_least` says how many, but not of what")
                    .at(node.span)
                    .help("add the list: { at_least = 2, of = [\"…\", \"…\", \"…\"] }"),
            );
            return None;
        };
        if !wants_count {
            diagnostics.push(
                Diagnostic::new(&codes::objective::BAD_REQUIREMENT, "`of` needs `at_least` beside it")
                    .at(node.span)
                    .help("write { at_least = 2, of = [...] }, or use `all` or `any`"),
            );
            return None;
        }
        let written = match &of.data {
            Data::List(list) => list.len() as i64,
            _ => 1,
        };
        let parts = list(of, "of", diagnostics)?;
        let k = at_least?;
        if k.value < 1 || k.value > written {
            diagnostics.push(
                Diagnostic::new(
                    &codes::objective::BAD_REQUIREMENT,
                    format!("`at_least` must be from 1 to {written}, the number of choices"),
                )
                .at(k.span),
            );
            return None;
        }
        // A faulty part was left out above: asking for more than what is left would block for a second reason.
        NeedKind::AtLeast((k.value as u32).min(parts.len() as u32), parts)
    };
    Some(Need { span: node.span, why, kind })
}
