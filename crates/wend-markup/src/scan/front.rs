//! Front matter: settings between two lines `+++` (TOML) or `---` (YAML), at the very start only.

use wend_diagnostics::{Diagnostic, FileId, Span, codes};

use super::lines::lines;
use crate::tree::{Front, FrontKind};

/// Reads front matter at byte `at`; returns it and where the body starts.
pub(super) fn read(file: FileId, text: &str, at: usize, found: &mut Vec<Diagnostic>) -> (Option<Front>, usize) {
    let mut lines = lines(text, at).peekable();
    let Some(first) = lines.next() else { return (None, at) };
    let fence = first.text.trim_end();
    let kind = match fence {
        "+++" => FrontKind::Toml,
        // In Markdown `---` is also a line across the page; with a blank line after it, it is that.
        "---" if lines.peek().is_some_and(|line| !line.text.trim().is_empty()) => FrontKind::Yaml,
        _ => return (None, at),
    };
    let setting = lines.peek().is_some_and(|line| is_setting(line.text));
    for line in lines {
        if line.text.trim_end() == fence {
            let span = Span::new(file, first.next..line.start);
            let whole = Span::new(file, first.start..line.range().end);
            return (Some(Front { kind, span, whole }), line.next);
        }
    }
    // Without a setting below it, `---` may well be meant as a line across the page.
    if kind == FrontKind::Toml || setting {
        let message = format!("the file begins with `{fence}`, but no second line `{fence}` ends the settings");
        found.push(
            Diagnostic::new(&codes::markup::UNCLOSED_FRONT, message)
                .at_saying(Span::new(file, first.range()), "opened here")
                .help(format!("put a line `{fence}` after the last setting, before the text of the lesson")),
        );
    }
    (None, at)
}

/// Whether a line is `key:` or `key: value`.
fn is_setting(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, value)| {
        let name = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        name && (value.trim_end().is_empty() || value.starts_with([' ', '\t']))
    })
}
