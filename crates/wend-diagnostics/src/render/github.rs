//! For a forge: workflow commands, which show as annotations beside the lines.

use super::place::{ends, path};
use crate::{Diagnostic, Severity, Sources};

/// Renders findings, one a line.
pub fn github(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(match diagnostic.severity {
            Severity::Error => "::error ",
            Severity::Warning => "::warning ",
            Severity::Note => "::notice ",
        });
        let mut property = |name: &str, value: &str| {
            out.push_str(name);
            out.push('=');
            escape(value, true, &mut out);
            out.push(',');
        };
        if let Some(path) = path(diagnostic, sources) {
            property("file", path);
        }
        if let Some(label) = &diagnostic.primary {
            let (start, end) = ends(label.span, sources);
            property("line", &start.line.to_string());
            property("endLine", &end.line.to_string());
            // Columns are only understood where both are in one line.
            if start.line == end.line {
                property("col", &start.col.to_string());
                property("endColumn", &end.col.to_string());
            }
        }
        property("title", diagnostic.code.code);
        out.pop();
        out.push_str("::");
        escape(&diagnostic.message, false, &mut out);
        for help in &diagnostic.helps {
            out.push_str("%0Ahelp: ");
            escape(help, false, &mut out);
        }
        out.push('\n');
    }
    out
}

fn escape(text: &str, is_property: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' if is_property => out.push_str("%3A"),
            ',' if is_property => out.push_str("%2C"),
            c => out.push(c),
        }
    }
}
