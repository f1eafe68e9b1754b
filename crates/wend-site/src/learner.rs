//! The settings of a site that is made for one learner.
//!
//! They are what a ticket and a teacher file would hand over, and the browser shows them to the learner in the same way
//! before it takes them on. The teacher's private note is not among them: nothing here reads it.

use serde_json::{Value, json};
use wend_compiler::{Compiled, LearnerFile};
use wend_core::ticket;

/// What `WEND.learner(…)` is called with: `ticket` (text, or its content where it is too long for a link), `known`
/// (objective ids that the teacher credits), `note` (for the learner to read), `lang`.
pub(crate) fn preset(compiled: &Compiled, file: &LearnerFile) -> Value {
    let row = compiled.rows(std::slice::from_ref(file)).pop().unwrap_or_default();
    let packed = match ticket::encode(&row.ticket) {
        Ok(text) => Value::from(text),
        Err(_) => serde_json::to_value(&row.ticket).unwrap_or_default(),
    };
    json!({ "ticket": packed, "known": row.known, "note": file.note, "lang": file.lang })
}
