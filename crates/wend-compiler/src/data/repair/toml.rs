//! Slips in TOML: brackets and quotes without an end, texts without quotes, `key: value`.

use std::ops::Range;

use super::{Repair, Slip, line_end};

/// What a value is wrapped in.
struct Bracket {
    at: usize,
    table: bool,
}

/// Looks for slips in TOML.
pub(in crate::data) fn slips(text: &str) -> Repair {
    let mut repair = Repair::default();
    let mut at = 0;
    while at < text.len() {
        at = read_line(text, at, &mut repair);
    }
    repair
}

/// Reads a header, a remark, or a key and its value from the start of a line on; gives where the next one starts.
fn read_line(text: &str, start: usize, repair: &mut Repair) -> usize {
    let end = line_end(text, start);
    let line = &text[start..end];
    let next = (end + 1).min(text.len()).max(end);
    let body = line.trim_start();
    let indent = line.len() - body.len();
    if body.is_empty() || body.starts_with('#') {
        return next;
    }
    if body.starts_with('[') {
        let content = body.split('#').next().unwrap_or(body).trim_end();
        let double = content.starts_with("[[");
        let close = if double { "]]" } else { "]" };
        if !content.ends_with(close) && !content.contains('=') {
            let at = start + indent;
            let ends = at + content.len();
            let missing = if double && content.ends_with(']') { "]" } else { close };
            repair.add(Slip {
                at: at..ends,
                message: format!("the head of this table is not closed: `{missing}` is missing"),
                label: None,
                help: "the head of a table is its name in square brackets, on a line of its own",
                title: "close it",
                edits: vec![(ends..ends, missing.to_owned())],
            });
        }
        return next;
    }
    let Some(sign) = body.find(['=', ':', '"', '\'']).and_then(|_| separator(body)) else { return next };
    let at = start + indent + sign;
    if text.as_bytes()[at] == b':' {
        repair.add(Slip {
            at: at..at + 1,
            message: "TOML writes `key = value`; `key: value` is YAML".to_owned(),
            label: None,
            help: "write `=` for `:`, and a text in quotes",
            title: "write `=`",
            edits: vec![(at..at + 1, if text[..at].ends_with(' ') { "=" } else { " =" }.to_owned())],
        });
        // What is wrong with the value belongs to it.
        let colon = repair.slips.len() - 1;
        let next = value(text, at + 1, repair);
        for slip in repair.slips.split_off(colon + 1) {
            repair.slips[colon].edits.extend(slip.edits);
        }
        return next;
    }
    value(text, at + 1, repair)
}

/// Where the sign between a key and its value stands.
fn separator(body: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in body.char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '=') => return Some(at),
            (None, ':') if body[at + 1..].is_empty() || body[at + 1..].starts_with([' ', '\t']) => return Some(at),
            (None, '#') => return None,
            _ => {}
        }
    }
    None
}

/// Reads a value to its end; gives where the next line starts.
fn value(text: &str, from: usize, repair: &mut Repair) -> usize {
    let bytes = text.as_bytes();
    let mut open: Vec<Bracket> = Vec::new();
    // Where the last thing of the value ended, and whether a value may begin here.
    let (mut last, mut wanted) = (from, true);
    let mut at = from;
    while at < text.len() {
        match bytes[at] {
            b'\n' => {
                if open.is_empty() {
                    return at + 1;
                }
                if begins_another(text, at + 1, &open) {
                    close(text, last, Some(at + 1), &open, repair);
                    return at + 1;
                }
                at += 1;
            }
            b' ' | b'\t' | b'\r' => at += 1,
            b'#' => at = line_end(text, at),
            b'[' | b'{' => {
                open.push(Bracket { at, table: bytes[at] == b'{' });
                (at, wanted) = (at + 1, bytes[at] == b'[');
                last = at;
            }
            b']' | b'}' => {
                open.pop();
                (at, wanted) = (at + 1, false);
                last = at;
            }
            b',' => {
                wanted = open.last().is_some_and(|bracket| !bracket.table);
                at += 1;
                last = at;
            }
            b'=' => (at, wanted) = (at + 1, true),
            b'"' | b'\'' => {
                at = string(text, at, repair);
                (last, wanted) = (at, false);
            }
            _ => {
                let end = bare(text, at, &open);
                if wanted && is_text(&text[at..end]) {
                    quote(text, at..end, repair);
                }
                wanted = false;
                at = end.max(at + text[at..].chars().next().map_or(1, char::len_utf8));
                last = at;
            }
        }
    }
    if !open.is_empty() {
        close(text, last, None, &open, repair);
    }
    text.len()
}

/// The end of a text in quotes.
fn string(text: &str, at: usize, repair: &mut Repair) -> usize {
    let quote = &text[at..at + 1];
    let triple = quote.repeat(3);
    if text[at..].starts_with(&triple) {
        return text[at + 3..].find(&triple).map_or(text.len(), |end| at + 3 + end + 3);
    }
    let end = line_end(text, at);
    let mut escaped = false;
    for (offset, c) in text[at + 1..end].char_indices() {
        match c {
            '\\' if quote == "\"" => escaped = !escaped,
            c if quote.starts_with(c) && !escaped => return at + 1 + offset + 1,
            _ => escaped = false,
        }
    }
    // In a list the text ends before the comma or bracket at the end of the line.
    let rest = text[at..end].trim_end();
    let content = rest.trim_end_matches([',', ']', '}', ' ']);
    let inside = if text[..at].trim_end().ends_with('=') { rest } else { content };
    let insert = at + inside.len().max(1);
    repair.add(Slip {
        at: at..insert,
        message: "this text has no closing quote".to_owned(),
        label: None,
        help: "a text stands between two quotes on one line; within it, a quote is written \\\"",
        title: "close it",
        edits: vec![(insert..insert, quote.to_owned())],
    });
    insert
}

/// The end of a value without quotes.
fn bare(text: &str, at: usize, open: &[Bracket]) -> usize {
    let line = &text[at..line_end(text, at)];
    let line = line.split(" #").next().unwrap_or(line);
    let line = match open.last() {
        None => line,
        Some(_) => &line[..line.find([',', ']', '}', '=']).unwrap_or(line.len())],
    };
    at + line.trim_end().len()
}

/// Whether a bare value is a text that wants quotes, and not a number, a date, true or false.
fn is_text(value: &str) -> bool {
    let word = value.starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '”' | '„' | '‘' | '’' | '«'));
    word && !matches!(value, "true" | "false" | "inf" | "nan")
}

fn quote(text: &str, range: Range<usize>, repair: &mut Repair) {
    const CURLY: [char; 6] = ['“', '”', '„', '‘', '’', '«'];
    let written = &text[range.clone()];
    let plain = written.trim_start_matches(CURLY).trim_end_matches(['“', '”', '‘', '’', '»']);
    let curly = plain.len() != written.len();
    let message = if curly { "a text stands in straight quotes, not in curly ones" } else { "a text stands in quotes" };
    repair.add(Slip {
        message: message.to_owned(),
        label: None,
        help: if curly { "write \" for the curly quotes" } else { "put quotes around it: key = \"value\"" },
        title: "put straight quotes around it",
        edits: vec![(range.clone(), format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\"")))],
        at: range,
    });
}

/// Whether a line begins something else, so that an open list must have ended: `key = …` (not in an inline table) or
/// `[name]`.
fn begins_another(text: &str, at: usize, open: &[Bracket]) -> bool {
    let line = &text[at..line_end(text, at)];
    let content = line.split(" #").next().unwrap_or(line).trim_end();
    let name = |text: &str| {
        let text = text.trim();
        !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ' ' | '"'))
    };
    if let Some(inner) = content.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return name(inner.trim_matches(['[', ']'])) && !inner.starts_with('"');
    }
    let table = open.last().is_some_and(|bracket| bracket.table);
    !table && content.split_once('=').is_some_and(|(key, _)| name(key) && !key.trim_start().starts_with('"'))
}

/// Says that the brackets are not closed, and closes them where the value seems to end.
fn close(text: &str, last: usize, next: Option<usize>, open: &[Bracket], repair: &mut Repair) {
    let Some(first) = open.first() else { return };
    let closers: String = open.iter().rev().map(|bracket| if bracket.table { '}' } else { ']' }).collect();
    let what = if first.table { "table" } else { "list" };
    repair.add(Slip {
        at: first.at..first.at + 1,
        message: format!("this {what} is never closed: `{closers}` is missing"),
        label: next.map(|at| (at..line_end(text, at).max(at), "something else begins here")),
        help: "close it after its last value",
        title: "close it",
        edits: vec![(last..last, closers)],
    });
}
