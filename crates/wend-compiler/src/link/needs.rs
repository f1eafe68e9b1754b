//! Requirements, their ids looked up.

use wend_core::{Requirement, Test};
use wend_diagnostics::Diagnostic;

use super::names::Names;
use crate::need::{Need, NeedKind};

/// A requirement as the engine takes it. Unknown ids are reported and left out, so that one slip is one diagnostic
/// and not a curriculum in which nothing can be reached.
pub(crate) fn resolve(need: &Need, names: &Names, diagnostics: &mut Vec<Diagnostic>) -> Option<Requirement> {
    let mut parts =
        |of: &[Need]| -> Vec<Requirement> { of.iter().filter_map(|part| resolve(part, names, diagnostics)).collect() };
    let test = match &need.kind {
        NeedKind::Id(id) => Test::Objective(names.objective(id, diagnostics)?),
        NeedKind::All(of) => Test::All(parts(of)),
        NeedKind::Any(of) => {
            let parts = parts(of);
            if parts.is_empty() {
                return None;
            }
            Test::Any(parts)
        }
        NeedKind::AtLeast(k, of) => {
            let parts = parts(of);
            let k = (*k as usize).min(parts.len());
            if k == 0 {
                return None;
            }
            Test::AtLeast(u16::try_from(k).unwrap_or(u16::MAX), parts)
        }
    };
    Some(Requirement { test, why: need.why.clone() })
}
