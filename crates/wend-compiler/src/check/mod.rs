//! What is wrong as a whole: questions about the linked curriculum, one file each.
//!
//! - [`reach`]: what nobody can reach, requirements that name themselves, what nothing teaches.
//! - [`consequences`]: what only follows from another problem, and is left out.
//! - [`coverage`]: one way only, too few items, interests without a lesson, edges that follow from others.
//! - [`texts`]: how lessons read ([`reading`]), and alternatives that say the same ([`alike`]). It looks at every word, so it is
//!   no part of compiling: `wend check` asks for it.
//!
//! Objectives that lessons have of their own are left alone by the second: a plain folder of lessons is fine as it is.

mod alike;
pub(crate) mod consequences;
mod coverage;
mod reach;
mod reading;
pub(crate) mod texts;

use std::collections::BTreeMap;

use wend_core::{Curriculum, Graph, ObjectiveIx};
use wend_diagnostics::{Diagnostic, Span, Spanned};

use crate::compiled::Compiled;
use crate::link::names::Names;
use crate::need::Need;

/// What checks may look at.
pub(crate) struct Subject<'a> {
    pub(crate) compiled: &'a Compiled,
    pub(crate) graph: &'a Graph<'a>,
    pub(crate) names: &'a Names,
    /// The requirements as they were written.
    pub(crate) needs: &'a BTreeMap<ObjectiveIx, &'a Need>,
}

impl Subject<'_> {
    fn curriculum(&self) -> &Curriculum {
        &self.compiled.curriculum
    }

    fn id(&self, ix: ObjectiveIx) -> &str {
        self.curriculum().objective(ix).map_or("?", |objective| objective.id.as_str())
    }

    fn span(&self, ix: ObjectiveIx) -> Span {
        self.compiled.objective(ix).map(|doc| doc.span).unwrap_or_default()
    }

    /// Where the requirement of one objective names another.
    fn mention(&self, of: ObjectiveIx, named: ObjectiveIx) -> Option<Span> {
        let mut found = None;
        self.needs.get(&of)?.ids(&mut |id: &Spanned<String>| {
            if found.is_none() && self.names.objective(id, &mut Vec::new()) == Some(named) {
                found = Some(id.span);
            }
        });
        found
    }
}

/// Runs all checks.
pub(crate) fn check(
    compiled: &Compiled,
    names: &Names,
    needs: &BTreeMap<ObjectiveIx, &Need>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let graph = Graph::new(&compiled.curriculum);
    let subject = Subject { compiled, graph: &graph, names, needs };
    reach::check(&subject, diagnostics);
    coverage::check(&subject, diagnostics);
}
