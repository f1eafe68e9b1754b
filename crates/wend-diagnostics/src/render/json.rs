//! For a program: one JSON object a line.
//!
//! ```json
//! {"code":"markup/stray-closer","severity":"error","message":"this line closes nothing",
//!  "path":"lessons/beats.md","start":{"byte":120,"line":9,"column":1},"end":{"byte":123,"line":9,"column":4},
//!  "label":"","labels":[{"path":"…","start":{…},"end":{…},"text":"…"}],"helps":["…"],
//!  "fix":{"title":"…","edits":[{"path":"…","start":{…},"end":{…},"text":"…"}]}}
//! ```
//!
//! - `severity`: `error`, `warning` or `note`.
//! - `path`: relative, with `/` between parts; `null` if the finding is about no file.
//! - `start`, `end`: `null` if there is no place in the file. Bytes count from 0; lines and columns
//!   from 1, columns in characters; `end` is one past the last.
//! - `fix`: `null` if there is no certain mend; edits never overlap.
//!
//! Fields may be added; none is removed or changes its meaning.

use serde::Serialize;

use super::place::{clamp, ends, path};
use crate::{Diagnostic, LineCol, Sources, Span};

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    severity: crate::Severity,
    message: &'a str,
    path: Option<&'a str>,
    start: Option<Place>,
    end: Option<Place>,
    label: &'a str,
    labels: Vec<Text<'a>>,
    helps: &'a [String],
    fix: Option<Mend<'a>>,
}

#[derive(Serialize)]
struct Place {
    byte: usize,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Text<'a> {
    path: &'a str,
    start: Place,
    end: Place,
    text: &'a str,
}

#[derive(Serialize)]
struct Mend<'a> {
    title: &'a str,
    edits: Vec<Text<'a>>,
}

/// Renders findings, one a line.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let place = diagnostic.primary.as_ref().map(|label| places(label.span, sources));
        let (start, end) = place.unzip();
        let finding = Finding {
            code: diagnostic.code.code,
            severity: diagnostic.severity,
            message: &diagnostic.message,
            path: path(diagnostic, sources),
            start,
            end,
            label: diagnostic.primary.as_ref().map_or("", |label| &label.text),
            labels: diagnostic.labels.iter().map(|label| text(label.span, &label.text, sources)).collect(),
            helps: &diagnostic.helps,
            fix: diagnostic.fix.as_ref().map(|fix| Mend {
                title: &fix.title,
                edits: fix.edits.iter().map(|edit| text(edit.span, &edit.text, sources)).collect(),
            }),
        };
        // Plain data with string keys always serialises.
        out.push_str(&serde_json::to_string(&finding).unwrap_or_default());
        out.push('\n');
    }
    out
}

fn places(span: Span, sources: &Sources) -> (Place, Place) {
    let range = clamp(span, sources.text(span.file));
    let (start, end) = ends(span, sources);
    let place = |byte: usize, at: LineCol| Place { byte, line: at.line, column: at.col };
    (place(range.start, start), place(range.end, end))
}

fn text<'a>(span: Span, text: &'a str, sources: &'a Sources) -> Text<'a> {
    let (start, end) = places(span, sources);
    Text { path: sources.path(span.file), start, end, text }
}
