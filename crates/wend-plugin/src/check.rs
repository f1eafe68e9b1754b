//! The author's own answers are graded, by the same script that will grade the learners'.
//!
//! A plugin's `key.js` says which answers its author promised (`samples`: the key is right, each expected wrong answer
//! is wrong) and what else is amiss in a block (`problems`); `grade.js` grades. What does not agree is a diagnostic at
//! the place in the lesson that the script names (`"answers.0"`).

use serde::Deserialize;
use serde_json::Value;
use wend_diagnostics::{Diagnostic, Severity, codes};

use crate::js::Breach;
use crate::parts::Expanded;
use crate::place;
use crate::registry::{CHECKER, Registry};

/// What the scripts said about one item.
#[derive(Debug, Deserialize)]
pub(crate) struct Checked {
    #[serde(default)]
    problems: Vec<Problem>,
    #[serde(default)]
    graded: Vec<Graded>,
}

#[derive(Debug, Deserialize)]
struct Problem {
    code: Option<String>,
    severity: Option<String>,
    message: String,
    help: Option<String>,
    at: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Graded {
    at: Option<String>,
    answer: Value,
    expected: bool,
    got: Option<bool>,
}

/// Grades the author's answers to a block, and reports those that don't come out as promised.
pub fn check(registry: &Registry, block: &Expanded) -> Vec<Diagnostic> {
    let Some(plugin) = registry.plugin_of(&block.kind).filter(|plugin| plugin.scripts().has(CHECKER)) else {
        return Vec::new();
    };
    if block.items.is_empty() {
        return Vec::new();
    }
    let specs: Vec<&Value> = block.items.iter().map(|item| &item.spec).collect();
    let Ok(args) = serde_json::to_string(&[specs]) else { return Vec::new() };
    let answer = registry.calls.call(plugin.scripts(), CHECKER, "check", &args);
    let outcome = answer.as_ref().as_ref().map_err(Breach::clone).and_then(|json| {
        serde_json::from_str::<Vec<Checked>>(json)
            .map_err(|error| Breach::Shape { function: "check".to_owned(), message: error.to_string() })
    });
    match outcome {
        Ok(items) => report(block, &items),
        Err(breach) => vec![breach.report(plugin).at(block.opener)],
    }
}

fn report(block: &Expanded, items: &[Checked]) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    for (item, checked) in block.items.iter().zip(items) {
        for problem in &checked.problems {
            let code = problem.code.as_deref().and_then(codes::find).unwrap_or(&codes::plugin::REPORTED);
            let span = place::span(block, problem.at.as_deref(), item.row);
            let mut found = Diagnostic::new(code, problem.message.clone()).at(span).maybe_help(problem.help.clone());
            found = match problem.severity.as_deref() {
                Some("error") => found.severity(Severity::Error),
                Some("warning") => found.severity(Severity::Warning),
                Some("note") => found.severity(Severity::Note),
                _ => found,
            };
            push(&mut out, found);
        }
        for graded in checked.graded.iter().filter(|graded| graded.got != Some(graded.expected)) {
            let span = place::span(block, graded.at.as_deref(), item.row);
            let answer = match &graded.answer {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let verdict = match graded.got {
                Some(true) => "is graded as right",
                Some(false) => "is graded as wrong",
                None => "can't be graded",
            };
            let found = if graded.expected {
                Diagnostic::new(
                    &codes::item::WRONG_KEY,
                    format!("this key does not pass its own question: `{answer}` {verdict}"),
                )
                .help("mend the key, or the attribute that rules it out")
            } else {
                Diagnostic::new(
                    &codes::item::USELESS_FEEDBACK,
                    format!("`{answer}` is expected here as a wrong answer, and {verdict}"),
                )
                .help("take it away, or mend the key")
            };
            push(&mut out, found.at(span));
        }
    }
    out
}

/// The same finding for every row of a table is said once.
fn push(out: &mut Vec<Diagnostic>, found: Diagnostic) {
    if !out.contains(&found) {
        out.push(found);
    }
}
