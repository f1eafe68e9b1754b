//! What only the teacher's desk has to know of the curriculum, in a script of its own: which objectives stand for which code
//! of a standard, and what mix-ups are called.

use std::collections::BTreeMap;

use serde_json::json;

use crate::shared::Shared;

/// Where it stands.
pub(crate) const PATH: &str = "assets/teach.js";

/// `{ standards: [[code, [objective id, …]], …], mixups: { objective id: { mix-up: title } } }`, codes in order.
pub(crate) fn json(shared: &Shared) -> String {
    let mut mixups: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for objective in &shared.compiled.objectives {
        if !objective.mixups.is_empty() {
            let titles = objective.mixups.iter().map(|mixup| (mixup.id.as_str(), mixup.title.as_str()));
            mixups.insert(&objective.id, titles.collect());
        }
    }
    json!({ "standards": shared.compiled.standards(), "mixups": mixups }).to_string()
}
