//! Ids: what they may look like, and how two of them are found to be one.
//!
//! NFC, parts separated by `/`, none of `# ? : \` and no control characters. Two ids that differ only in case
//! clash, because many disks could not hold both pages.

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};
use wend_diagnostics::{Diagnostic, Span, codes};

/// Whose id it is; a lesson's and an objective's may have parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Curriculum,
    Interest,
    Strand,
    Objective,
    Lesson,
    Learner,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Curriculum => "a curriculum's id",
            Kind::Interest => "an interest's id",
            Kind::Strand => "a strand's id",
            Kind::Objective => "an objective's id",
            Kind::Lesson => "a lesson's id",
            Kind::Learner => "an alias",
        }
    }
}

/// An id in its normal form (Unicode NFC).
pub(crate) fn normal(id: &str) -> String {
    if id.is_ascii() || is_nfc_quick(id.chars()) == unicode_normalization::IsNormalized::Yes {
        id.to_owned()
    } else {
        id.nfc().collect()
    }
}

/// The form in which ids are compared for clashes.
pub(crate) fn fold(id: &str) -> String {
    if id.is_ascii() {
        return id.to_ascii_lowercase();
    }
    // Upper case first: it brings together what lower case alone keeps apart (ß and SS, the two small sigmas).
    id.to_uppercase().to_lowercase().nfc().collect()
}

/// What is wrong with an id, without a place; `None` if it is fine.
pub(crate) fn fault(id: &str, kind: Kind) -> Option<Diagnostic> {
    let word = kind.word();
    let say = |message: String, help: &str| Some(Diagnostic::new(&codes::data::BAD_ID, message).help(help));
    if id.is_empty() {
        return say(format!("{word} can't be empty"), "give it a name");
    }
    if let Some(bad) = id.chars().find(|c| matches!(c, '#' | '?' | ':' | '\\') || c.is_control()) {
        return say(format!("{word} can't contain {}", shown(bad)), "use letters, digits, `-` and, between parts, `/`");
    }
    let mut parts = id.split('/');
    if parts.clone().any(|part| part.is_empty()) {
        return say(format!("{word} has an empty part: `{id}`"), "write one `/` between parts, and none at the ends");
    }
    if parts.clone().any(|part| part == "." || part == "..") {
        return say(format!("{word} can't have the part `.` or `..`"), "give each part a name");
    }
    if parts.any(|part| part.trim() != part) {
        return say(format!("{word} can't have blanks at the ends: `{id}`"), "take the blanks away");
    }
    if id.contains('/') && !matches!(kind, Kind::Objective | Kind::Lesson) {
        return say(format!("{word} can't contain `/`"), "use `-` instead");
    }
    if id.len() > 200 {
        return say(
            format!("{word} is longer than 200 bytes"),
            "use a shorter one; the title can be as long as you like",
        );
    }
    None
}

fn shown(c: char) -> String {
    if c.is_control() { format!("the control character U+{:04X}", u32::from(c)) } else { format!("`{c}`") }
}

/// Two ids of one kind that can't stand beside each other.
pub(crate) fn clash(what: &str, id: &str, span: Span, other: &str, first: Span) -> Diagnostic {
    let message = if id == other {
        format!("the {what} `{id}` is defined twice")
    } else {
        format!("the {what}s `{other}` and `{id}` differ only in case, so that many disks can't hold both")
    };
    Diagnostic::new(&codes::data::CLASH, message)
        .at(span)
        .label(first, "the other one")
        .help("rename one of them, and keep its old name in `aliases` where learners may have used it")
}

/// A title made from an id: the last part, dashes as blanks, a capital in front.
pub(crate) fn title_from(id: &str) -> String {
    let last = id.rsplit('/').next().unwrap_or(id);
    let text = last.replace(['-', '_'], " ");
    let mut chars = text.trim().chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
