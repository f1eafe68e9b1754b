//! Every name of the curriculum, to be looked up with a word about what is meant where nothing is found.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use indexmap::IndexMap;
use wend_core::{InterestIx, LessonIx, ObjectiveIx, StrandIx};
use wend_diagnostics::{CodeInfo, Diagnostic, Spanned, codes};

use super::near::Near;
use crate::ids;

/// All names, aliases included, each in Unicode's normal form.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) interests: BTreeMap<String, InterestIx>,
    pub(crate) strands: BTreeMap<String, StrandIx>,
    pub(crate) objectives: IndexMap<String, ObjectiveIx>,
    pub(crate) lessons: IndexMap<String, LessonIx>,
    /// What each lesson teaches, by index.
    pub(crate) teaches: Vec<Vec<ObjectiveIx>>,
    near_objective: OnceLock<Near>,
    near_lesson: OnceLock<Near>,
}

impl Names {
    /// The objective of an id; a lesson's id stands for the one objective it teaches.
    pub(crate) fn objective(&self, id: &Spanned<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<ObjectiveIx> {
        let name = ids::normal(&id.value);
        if let Some(ix) = self.objectives.get(&name) {
            return Some(*ix);
        }
        let lesson = self.lessons.get(&name).and_then(|ix| self.teaches.get(ix.index()));
        if let Some(taught) = lesson.filter(|taught| !taught.is_empty()) {
            if let [only] = taught[..] {
                return Some(only);
            }
            let choices: Vec<&str> =
                self.objectives.iter().filter(|(_, ix)| taught.contains(ix)).map(|(id, _)| id.as_str()).collect();
            diagnostics.push(
                Diagnostic::new(
                    &codes::link::AMBIGUOUS_OBJECTIVE,
                    format!("the lesson `{name}` teaches several objectives, so it can't stand for one"),
                )
                .at(id.span)
                .help(format!("name the one you mean: {}", choices.join(", "))),
            );
            return None;
        }
        let near = self.near_objective.get_or_init(|| {
            let known = self.objectives.keys().chain(self.lessons.keys());
            Near::new(known.map(String::as_str))
        });
        diagnostics.push(unknown_near(
            &codes::link::UNKNOWN_OBJECTIVE,
            "objective",
            id,
            near,
            "define it in objectives.toml, or name one that is there",
        ));
        None
    }

    /// The lesson of an id.
    pub(crate) fn lesson(&self, id: &Spanned<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<LessonIx> {
        let name = ids::normal(&id.value);
        let name = name.strip_suffix(".md").unwrap_or(&name);
        if let Some(ix) = self.lessons.get(name) {
            return Some(*ix);
        }
        let near = self.near_lesson.get_or_init(|| Near::new(self.lessons.keys().map(String::as_str)));
        diagnostics.push(unknown_near(
            &codes::link::UNKNOWN_LESSON,
            "lesson",
            id,
            near,
            "a lesson's id is its path under `lessons/` without `.md`",
        ));
        None
    }

    /// The interest of an id.
    pub(crate) fn interest(&self, id: &Spanned<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<InterestIx> {
        let name = ids::normal(&id.value);
        if let Some(ix) = self.interests.get(&name) {
            return Some(*ix);
        }
        diagnostics.push(unknown(
            &codes::link::UNKNOWN_INTEREST,
            "interest",
            id,
            self.interests.keys().map(String::as_str),
            &format!(
                "add a table [interest.{}] with a title to curriculum.toml, or name one that is there",
                key(&name)
            ),
        ));
        None
    }

    /// The strand of an id.
    pub(crate) fn strand(&self, id: &Spanned<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<StrandIx> {
        let name = ids::normal(&id.value);
        if let Some(ix) = self.strands.get(&name) {
            return Some(*ix);
        }
        diagnostics.push(unknown(
            &codes::link::UNKNOWN_STRAND,
            "strand",
            id,
            self.strands.keys().map(String::as_str),
            &format!("add a table [strand.{}] with a title to curriculum.toml, or name one that is there", key(&name)),
        ));
        None
    }
}

/// "There is no …", with the nearest name that exists, or else the way to mend it.
pub(crate) fn unknown<'a>(
    code: &'static CodeInfo,
    what: &str,
    id: &Spanned<String>,
    known: impl Iterator<Item = &'a str>,
    otherwise: &str,
) -> Diagnostic {
    unknown_near(code, what, id, &Near::new(known), otherwise)
}

/// The same, where the names are many and searched again and again.
pub(crate) fn unknown_near(
    code: &'static CodeInfo,
    what: &str,
    id: &Spanned<String>,
    known: &Near,
    otherwise: &str,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(code, format!("there is no {what} `{}`", id.value)).at(id.span);
    let parts: Vec<&str> = id.value.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 {
        return diagnostic.help(format!("several names are a list: [\"{}\"]", parts.join("\", \"")));
    }
    match known.find(&id.value) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(otherwise),
    }
}

/// An id as a key of TOML: in quotes where it needs them.
fn key(id: &str) -> String {
    let bare = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if bare { id.to_owned() } else { format!("\"{id}\"") }
}
