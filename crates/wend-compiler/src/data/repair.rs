//! The commonest slips in TOML and YAML, found line by line where a parser has given up.
//!
//! A parser that meets a list without its end takes what follows for a part of it, and reports what it stumbles over
//! there. So a text with faults is looked at a second time, with what an author means in mind: each slip is reported
//! once, with its mend, and the text is parsed again as if it were mended.

use std::ops::Range;

use wend_diagnostics::{Diagnostic, Edit, FileId, Span, codes};

/// Replacements in a text, in the order of their places; they never overlap.
#[derive(Debug, Default)]
pub(super) struct Repair {
    edits: Vec<(Range<usize>, String)>,
    slips: Vec<Slip>,
}

/// One slip: what to say about it, and how many of the edits mend it.
#[derive(Debug)]
struct Slip {
    at: Range<usize>,
    message: String,
    label: Option<(Range<usize>, &'static str)>,
    help: &'static str,
    title: &'static str,
    edits: Vec<(Range<usize>, String)>,
}

impl Repair {
    fn add(&mut self, slip: Slip) {
        let free = |edit: &(Range<usize>, String)| {
            self.edits.iter().all(|other| edit.0.end <= other.0.start || other.0.end <= edit.0.start)
        };
        if slip.edits.iter().all(free) {
            self.edits.extend(slip.edits.iter().cloned());
            self.edits.sort_by_key(|edit| edit.0.start);
        }
        self.slips.push(slip);
    }

    /// Whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The text with all slips mended.
    pub(super) fn mended(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 16);
        let mut at = 0;
        for (range, new) in &self.edits {
            out.push_str(&text[at..range.start]);
            out.push_str(new);
            at = range.end;
        }
        out.push_str(&text[at..]);
        out
    }

    /// Where a byte of the mended text stands in the text as written.
    pub(super) fn original(&self, at: usize) -> usize {
        let (mut written, mut mended) = (0, 0);
        for (range, new) in &self.edits {
            let start = mended + (range.start - written);
            if at < start {
                break;
            }
            if at < start + new.len() {
                return range.start;
            }
            (written, mended) = (range.end, start + new.len());
        }
        written + at.saturating_sub(mended)
    }

    /// A finding for each slip.
    pub(super) fn diagnostics(&self, file: FileId, offset: u32) -> Vec<Diagnostic> {
        let span =
            |range: &Range<usize>| Span { file, start: offset + range.start as u32, end: offset + range.end as u32 };
        let one = |slip: &Slip| {
            let edits = slip.edits.iter().map(|(range, text)| Edit { span: span(range), text: text.clone() });
            let mut found = Diagnostic::new(&codes::data::SYNTAX, slip.message.clone()).at(span(&slip.at));
            if let Some((range, text)) = &slip.label {
                found = found.label(span(range), *text);
            }
            found.help(slip.help).fix(slip.title, edits.collect())
        };
        self.slips.iter().map(one).collect()
    }
}

/// What a value is wrapped in.
struct Bracket {
    at: usize,
    table: bool,
}

/// Looks for slips in TOML.
pub(super) fn toml(text: &str) -> Repair {
    let mut repair = Repair::default();
    let mut at = 0;
    while at < text.len() {
        at = toml_line(text, at, &mut repair);
    }
    repair
}

/// Reads a header, a remark, or a key and its value from the start of a line on; gives where the next one starts.
fn toml_line(text: &str, start: usize, repair: &mut Repair) -> usize {
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

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at)
}

/// Looks for slips in YAML of the simple kind that stands at the head of a lesson: `key: value`, lists in brackets or by
/// dashes.
pub(super) fn yaml(text: &str) -> Repair {
    let mut repair = Repair::default();
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        let line = text[at..end].trim_end();
        yaml_line(text, at, line, &mut repair);
        at = end + 1;
    }
    repair
}

fn yaml_line(text: &str, start: usize, line: &str, repair: &mut Repair) {
    let body = line.trim_start();
    let indent = &line[..line.len() - body.len()];
    if indent.contains('\t') {
        repair.add(Slip {
            at: start..start + indent.len(),
            message: "YAML allows no tabs at the start of a line".to_owned(),
            label: None,
            help: "indent with blanks",
            title: "write blanks",
            edits: vec![(start..start + indent.len(), indent.replace('\t', "  "))],
        });
    }
    if body.starts_with('#') {
        return;
    }
    let item = body.strip_prefix("- ").map(str::trim_start);
    let said = match (item, yaml_key(body)) {
        (Some(item), _) => item,
        (None, Some((_, said))) => said.trim_start(),
        (None, None) => return,
    };
    let at = start + line.len() - said.len();
    let whole = at..start + line.len();
    let next = line_end(text, start) + 1;
    let another = text.get(next..).is_none_or(|rest| {
        let line = rest.lines().next().unwrap_or("");
        line.trim().is_empty() || yaml_key(line).is_some()
    });
    let Some(first) = said.chars().next() else { return };
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    match first {
        '[' | '{' => {
            let closer = if first == '[' { ']' } else { '}' };
            if !said.contains(closer) && another {
                let ends = whole.start + said.trim_end_matches([',', ' ']).len();
                repair.add(Slip {
                    at: whole.start..ends,
                    message: format!("this list is never closed: `{closer}` is missing"),
                    label: None,
                    help: "close it after its last value: [one, two]",
                    title: "close it",
                    edits: vec![(ends..ends, closer.to_string())],
                });
            }
        }
        '"' | '\'' => {
            let inner = &said[1..];
            match inner.find(first) {
                None if another => repair.add(Slip {
                    at: whole.clone(),
                    message: "this text has no closing quote".to_owned(),
                    label: None,
                    help: "end it with the quote it begins with, or leave both out",
                    title: "close it",
                    edits: vec![(whole.end..whole.end, first.to_string())],
                }),
                Some(end) if goes_on(&inner[..end], &inner[end + 1..], first) => repair.add(Slip {
                    at: whole.clone(),
                    message: "text goes on behind its closing quote".to_owned(),
                    label: None,
                    help: "put quotes around the whole text, and a \\ before each quote within it",
                    title: "put quotes around all of it",
                    edits: vec![(whole, quoted(said))],
                }),
                _ => {}
            }
        }
        '@' | '`' | '%' => repair.add(Slip {
            at: whole.clone(),
            message: format!("a text that begins with `{first}` stands in quotes in YAML"),
            label: None,
            help: "put quotes around it: key: \"value\"",
            title: "put quotes around it",
            edits: vec![(whole, quoted(said))],
        }),
        '|' | '>' | '&' | '*' | '!' => {}
        _ if said.contains(": ") || said.ends_with(':') => repair.add(Slip {
            at: whole.clone(),
            message: "a text with a colon in it stands in quotes in YAML".to_owned(),
            label: None,
            help: "put quotes around it: title: \"Part one: the start\"",
            title: "put quotes around it",
            edits: vec![(whole, quoted(said))],
        }),
        _ => {}
    }
}

/// Whether text follows a closing quote, which is none that stands for itself (`\"`, `''`).
fn goes_on(inside: &str, behind: &str, quote: char) -> bool {
    let rest = behind.trim();
    !rest.is_empty() && !rest.starts_with('#') && !inside.ends_with('\\') && !behind.starts_with(quote)
}

/// `key:` or `key: value`.
fn yaml_key(line: &str) -> Option<(&str, &str)> {
    let (key, said) = line.split_once(':')?;
    let name = !key.trim().is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    (name && (said.is_empty() || said.starts_with([' ', '\t']))).then_some((key, said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn mends(repair: fn(&str) -> Repair, written: &str, mended: &str) {
        let found = repair(written);
        assert_eq!(found.mended(written), mended);
        for (at, c) in mended.char_indices() {
            let from = found.original(at);
            assert!(from <= written.len(), "{at} {c}");
        }
        assert_eq!(found.original(mended.len()), written.len());
    }

    #[test]
    fn toml_slips() {
        mends(toml, "a = [\"x\", \"y\"\nb = 1\n", "a = [\"x\", \"y\"]\nb = 1\n");
        mends(toml, "a = [\n  \"x\",\n\n[b]\n", "a = [\n  \"x\",]\n\n[b]\n");
        mends(toml, "a = { x = [1, 2\n", "a = { x = [1, 2]}\n");
        mends(toml, "a = \"x\nb = 1\n", "a = \"x\"\nb = 1\n");
        mends(toml, "a = [\"x, \n\"y\"]\n", "a = [\"x\", \n\"y\"]\n");
        mends(toml, "a = Add one\nb = [x, y-z]\n", "a = \"Add one\"\nb = [\"x\", \"y-z\"]\n");
        mends(toml, "a = “Add”\n", "a = \"Add\"\n");
        mends(toml, "a: Add\n", "a = \"Add\"\n");
        mends(toml, "[add\na = 1\n[[b]\n", "[add]\na = 1\n[[b]]\n");
        mends(toml, "a = { any = [x] }\n", "a = { any = [\"x\"] }\n");
    }

    #[test]
    fn sound_toml_is_left() {
        for text in [
            "a = [\n  [\"x\"],\n  [1, 2], # no ]\n]\nb = 'x'\n",
            "a = \"\"\"\nb = [\n\"\"\"\nc = true\nd = 2026-01-01\n",
            "a = { any = [\"x\", { all = [\"y\"], why = \"so\" }] }\n[\"b/c\".mix-up.d]\ntitle = \"x\\\"y\"\n",
            "\"a:b\" = 1 # x = [\n",
        ] {
            assert!(toml(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn yaml_slips() {
        mends(yaml, "a: [x, y\nb: 1\n", "a: [x, y]\nb: 1\n");
        mends(yaml, "a: \"x\nb: 1\n", "a: \"x\"\nb: 1\n");
        mends(yaml, "a: One: two \"three\"\n", "a: \"One: two \\\"three\\\"\"\n");
        mends(yaml, "a:\n\t- x\n", "a:\n  - x\n");
        mends(yaml, "a: \"x\" and y\n", "a: \"\\\"x\\\" and y\"\n");
        mends(yaml, "a: @x\n", "a: \"@x\"\n");
    }

    #[test]
    fn sound_yaml_is_left() {
        for text in ["a: [x,\n  y]\nb:\n  - c\nd: \"x: y\" # z\n", "a: 'It''s'\n", "a: |\n  text\n# b: c: d\n"] {
            assert!(yaml(text).is_empty(), "{text}");
        }
    }
}
