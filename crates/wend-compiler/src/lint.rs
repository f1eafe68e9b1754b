//! `check.js`: plugins look over the linked curriculum and say what is amiss.

use serde::Deserialize;
use serde_json::{Value, json};
use wend_diagnostics::{Diagnostic, Sources, Span, codes};

use crate::compiled::Compiled;
use crate::source::{line_of, severe};

const MODULE: &str = "check.js";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Finding {
    message: String,
    help: Option<String>,
    lesson: Option<String>,
    objective: Option<String>,
    line: Option<usize>,
    severity: Option<String>,
}

/// Whether any plugin looks over the whole: then an edit of words may change what is found elsewhere.
pub(crate) fn any(registry: &wend_plugin::Registry) -> bool {
    registry.plugins().iter().any(|plugin| plugin.scripts().has(MODULE))
}

/// Asks every plugin that has a `check.js`.
pub(crate) fn check(compiled: &Compiled, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let registry = &compiled.registry;
    if !any(registry) {
        return;
    }
    let args = json!([curriculum(compiled, sources)]);
    for plugin in registry.plugins().iter().filter(|plugin| plugin.scripts().has(MODULE)) {
        match registry.call::<Vec<Finding>>(plugin, MODULE, "check", &args) {
            Ok(found) => {
                diagnostics.extend(found.unwrap_or_default().into_iter().map(|one| report(compiled, sources, one)));
            }
            Err(breach) if plugin.scripts().check().is_ok() => {
                diagnostics.push(breach.report(plugin).at(plugin.manifest().name_span));
            }
            Err(_) => {}
        }
    }
}

fn report(compiled: &Compiled, sources: &Sources, one: Finding) -> Diagnostic {
    let found = Diagnostic::new(&codes::plugin::REPORTED, one.message).maybe_help(one.help);
    let lesson = one.lesson.and_then(|id| compiled.lessons.iter().find(|lesson| *lesson.id == *id));
    let objective = one.objective.and_then(|id| compiled.objectives.iter().find(|objective| *objective.id == *id));
    let found = match (lesson, objective) {
        (Some(lesson), _) => {
            let line = one.line.unwrap_or(1);
            found.at(line_of(lesson.file, sources.text(lesson.file), line))
        }
        (None, Some(objective)) => found.at(objective.span),
        (None, None) => found.at_path("."),
    };
    severe(found, one.severity.as_deref())
}

/// What a check gets to see.
fn curriculum(compiled: &Compiled, sources: &Sources) -> Value {
    let line = |span: Span| sources.line_col(span).line;
    let objective = |ix: wend_core::ObjectiveIx| compiled.curriculum.objective(ix).map(|one| one.id.as_str());
    let lesson = |ix: wend_core::LessonIx| compiled.lessons.get(ix.index()).map(|one| &*one.id);
    let interest = |ix: wend_core::InterestIx| compiled.curriculum.interests.get(ix.index()).map(|one| one.id.as_str());
    let objectives = compiled.curriculum.objectives.iter().zip(&compiled.objectives).map(|(one, doc)| {
        json!({
            "id": one.id, "title": one.title, "can": one.can, "items": one.items,
            "lessons": doc.lessons.iter().filter_map(|ix| lesson(*ix)).collect::<Vec<_>>(),
            "requires": one.requires.literals().into_iter().filter_map(objective).collect::<Vec<_>>(),
        })
    });
    let lessons = compiled.curriculum.lessons.iter().zip(&compiled.lessons).map(|(one, doc)| {
        let outline = &doc.outline;
        json!({
            "id": *doc.id, "path": *doc.path, "title": one.title, "minutes": one.minutes, "words": outline.words,
            "teaches": one.teaches.iter().filter_map(|ix| objective(*ix)).collect::<Vec<_>>(),
            "interests": one.interests.iter().filter_map(|ix| interest(*ix)).collect::<Vec<_>>(),
            "kinds": *doc.kinds,
            "items": doc.items.iter().map(|item| &item.local_id).collect::<Vec<_>>(),
            "headings": outline.headings.iter()
                .map(|h| json!({ "level": h.level, "text": h.text, "line": line(h.span) })).collect::<Vec<_>>(),
            "links": outline.links.iter().map(|l| json!({ "to": l.dest, "line": line(l.span) })).collect::<Vec<_>>(),
            "images": outline.images.iter()
                .map(|i| json!({ "to": i.dest, "alt": i.alt, "line": line(i.span) })).collect::<Vec<_>>(),
        })
    });
    json!({
        "id": compiled.curriculum.id,
        "title": compiled.curriculum.title,
        "language": compiled.curriculum.language,
        "objectives": objectives.collect::<Vec<_>>(),
        "lessons": lessons.collect::<Vec<_>>(),
    })
}
