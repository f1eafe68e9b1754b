//! For a terminal: what, where with the source lines, and how to mend it.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::place::{Window, clamp, path, printable};
use crate::{Diagnostic, Label, Severity, Sources};

/// Renders findings one below the other, with a blank line after each.
pub fn human(diagnostics: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&groups(diagnostic, sources)));
        out.push_str("\n\n");
    }
    out
}

fn groups<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level
        .primary_title(printable(&diagnostic.message))
        .id(diagnostic.code.code)
        .elements(Vec::<Snippet<'_, Patch<'_>>>::new());
    let mut waiting: Vec<(&Label, bool)> = diagnostic.primary.iter().map(|label| (label, true)).collect();
    waiting.extend(diagnostic.labels.iter().map(|label| (label, false)));
    if let (None, Some(path)) = (&diagnostic.primary, path(diagnostic, sources)) {
        group = group.element(Origin::path(printable(path)));
    }
    while let Some((first, _)) = waiting.first().copied() {
        let file = first.span.file;
        let shown = clamp(first.span, sources.text(file));
        // One picture for all labels of this file, if they stand near each other.
        let all = waiting
            .iter()
            .filter(|(label, _)| label.span.file == file)
            .map(|(label, _)| clamp(label.span, sources.text(file)))
            .fold(shown.clone(), |a, b| a.start.min(b.start)..a.end.max(b.end));
        let window = Window::of(file, all, 0, sources).or_else(|| Window::of(file, shown.clone(), 0, sources));
        let Some(window) = window.filter(|window| !window.text.is_empty()) else {
            let at = sources.line_col(first.span);
            let origin = Origin::path(printable(sources.path(file)));
            group = group.element(origin.line(at.line as usize).char_column(at.col as usize));
            waiting.remove(0);
            continue;
        };
        // The first is always shown here: so there are fewer to come, whatever its place.
        let (mut here, mut later) = (vec![waiting[0]], Vec::new());
        for label in waiting.drain(..).skip(1) {
            let span = label.0.span;
            let fits = window.holds(span.file, &clamp(span, sources.text(span.file)));
            if fits { here.push(label) } else { later.push(label) }
        }
        waiting = later;
        // The library knows no lone `\r`.
        let text = window.text.replace("\r\n", "\u{0}\n").replace('\r', "\n").replace("\u{0}\n", "\r\n");
        let annotations = here.into_iter().map(|(label, is_primary)| {
            let kind = if is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let range = window.local(clamp(label.span, sources.text(label.span.file)));
            let annotation = kind.span(range);
            if label.text.is_empty() { annotation } else { annotation.label(printable(&label.text)) }
        });
        let snippet = Snippet::source(text)
            .path(printable(sources.path(file)))
            .line_start(window.line)
            .annotations(annotations.collect::<Vec<_>>());
        group = group.element(snippet);
    }
    for help in &diagnostic.helps {
        group = group.element(Level::HELP.message(printable(help)));
    }
    let mut groups = vec![group];
    groups.extend(fix(diagnostic, sources));
    groups
}

/// The mend as it would be written.
fn fix<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Option<Group<'a>> {
    let fix = diagnostic.fix.as_ref()?;
    let title = Level::HELP.secondary_title(format!("{} (`--fix` does it)", printable(&fix.title)));
    let file = fix.edits.first()?.span.file;
    let ranges = || fix.edits.iter().map(|edit| clamp(edit.span, sources.text(edit.span.file)));
    let all = ranges().reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))?;
    let one_file = fix.edits.iter().all(|edit| edit.span.file == file);
    let Some(window) = Window::of(file, all, 0, sources).filter(|_| one_file) else {
        return Some(Group::with_title(title));
    };
    let patches =
        fix.edits.iter().zip(ranges()).map(|(edit, range)| Patch::new(window.local(range), printable(&edit.text)));
    let snippet = Snippet::source(window.text)
        .path(printable(sources.path(file)))
        .line_start(window.line)
        .patches(patches.collect::<Vec<_>>());
    Some(title.element(snippet))
}
