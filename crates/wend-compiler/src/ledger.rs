//! Published ids, and a word about those that vanished.
//!
//! A learner's record speaks of objectives and items by id. An id that was published and is gone without an alias is
//! evidence that nobody can find again.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use wend_diagnostics::{Diagnostic, codes, suggest};

use crate::compiled::Compiled;

/// The ids of one published state; a built site's manifest holds one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// The curriculum's id.
    pub curriculum: String,
    /// Objectives, without those that lessons have of their own.
    pub objectives: BTreeSet<String>,
    /// Lessons.
    pub lessons: BTreeSet<String>,
    /// Items, as `<lesson>#<label>`; without those that are named by a hash of their text.
    pub items: BTreeSet<String>,
}

impl Ledger {
    /// The ids of a compiled curriculum.
    pub fn of(compiled: &Compiled) -> Self {
        let items = compiled
            .objectives
            .iter()
            .flat_map(|objective| &objective.items)
            .map(|item| item.id.clone())
            .filter(|id| !id.contains("#~"))
            .collect();
        Self {
            curriculum: compiled.curriculum.id.clone(),
            objectives: compiled
                .curriculum
                .objectives
                .iter()
                .filter(|objective| !objective.own)
                .map(|objective| objective.id.clone())
                .collect(),
            lessons: compiled.curriculum.lessons.iter().map(|lesson| lesson.id.clone()).collect(),
            items,
        }
    }
}

/// Reports every id of `ledger` that is gone and has no alias.
pub fn check_against(compiled: &Compiled, ledger: &Ledger) -> Vec<Diagnostic> {
    let now = Ledger::of(compiled);
    let aliases = &compiled.curriculum.aliases;
    let names = compiled.curriculum.names();
    let mut diagnostics = Vec::new();
    let path = compiled
        .config
        .file
        .map_or_else(|| "curriculum.toml".to_owned(), |file| compiled.sources.path(file).to_owned());
    if !ledger.curriculum.is_empty() && ledger.curriculum != now.curriculum {
        diagnostics.push(
            Diagnostic::new(
                &codes::config::VANISHED_ID,
                format!(
                    "the curriculum was published as `{}` and is now `{}`: learners' records would not be found",
                    ledger.curriculum, now.curriculum
                ),
            )
            .at_path(path.as_str())
            .help(format!("set it back: id = \"{}\"", ledger.curriculum)),
        );
    }
    let mut gone = |what: &str, id: &String, known: &BTreeSet<String>, help: String| {
        let near = suggest(id, known.iter().map(String::as_str));
        let mut diagnostic =
            Diagnostic::new(&codes::config::VANISHED_ID, format!("the {what} `{id}` was published and is gone"))
                .at_path(path.as_str())
                .help(help);
        if let Some(near) = near {
            diagnostic = diagnostic.help(format!("is it `{near}` now?"));
        }
        diagnostics.push(diagnostic);
    };
    for id in ledger.objectives.difference(&now.objectives) {
        if !aliases.objectives.contains_key(id) {
            gone("objective", id, &now.objectives, format!("where it was renamed, add aliases = [\"{id}\"]"));
        }
    }
    for id in ledger.lessons.difference(&now.lessons) {
        if !aliases.lessons.contains_key(id) {
            gone("lesson", id, &now.lessons, format!("in the lesson it became, add aliases = [\"{id}\"]"));
        }
    }
    for id in ledger.items.difference(&now.items) {
        // A vanished lesson was reported already; its items need no word of their own.
        let home = id.split('#').next().unwrap_or("");
        let home_is_gone =
            ledger.lessons.contains(home) && !now.lessons.contains(home) && !aliases.lessons.contains_key(home);
        if !now.items.contains(names.item(id).as_ref()) && !home_is_gone {
            gone("item", id, &now.items, "give the block its old label back".to_owned());
        }
    }
    diagnostics
}
