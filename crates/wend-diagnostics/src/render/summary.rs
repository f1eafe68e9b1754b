//! For a terminal, where there are too many to read: how many of each kind, and where the first ones are.

use std::fmt::Write;

use super::place::{path, printable};
use crate::{Diagnostic, Sources};

/// Places that are named of each kind.
const PLACES: usize = 3;

/// Renders one line for each code, in the order in which the codes first occur.
pub fn summary(diagnostics: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let (bold, off) = if color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let mut codes: Vec<&str> = Vec::new();
    for diagnostic in diagnostics {
        if !codes.contains(&diagnostic.code.code) {
            codes.push(diagnostic.code.code);
        }
    }
    let mut out = String::new();
    for code in codes {
        let mut of_code = diagnostics.iter().filter(|diagnostic| diagnostic.code.code == code).peekable();
        let Some(first) = of_code.peek().copied() else { continue };
        let all: Vec<String> = of_code.filter_map(|diagnostic| place(diagnostic, sources)).collect();
        let count = diagnostics.iter().filter(|diagnostic| diagnostic.code.code == code).count();
        let _ = write!(out, "{}[{code}]{bold}: {}{off}", first.severity.word(), first.code.title);
        if count > 1 {
            let _ = write!(out, ", {count} times");
        }
        let mut places: Vec<&str> = Vec::new();
        for at in &all {
            if !places.contains(&at.as_str()) && places.len() < PLACES {
                places.push(at);
            }
        }
        if !places.is_empty() {
            let more = if count > places.len() { ", …" } else { "" };
            let _ = write!(out, ": {}{more}", places.join(", "));
        }
        out.push('\n');
    }
    out
}

/// `path:line`, or the path alone.
fn place(diagnostic: &Diagnostic, sources: &Sources) -> Option<String> {
    let path = printable(path(diagnostic, sources)?);
    Some(match &diagnostic.primary {
        Some(label) => format!("{path}:{}", sources.line_col(label.span).line),
        None => path.to_string(),
    })
}
