//! Slips in YAML.

use super::{Repair, Slip, line_end};

/// Looks for slips in YAML of the simple kind that stands at the head of a lesson: `key: value`, lists in brackets or by
/// dashes.
pub(in crate::data) fn slips(text: &str) -> Repair {
    let mut repair = Repair::default();
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        let line = text[at..end].trim_end();
        read_line(text, at, line, &mut repair);
        at = end + 1;
    }
    repair
}

fn read_line(text: &str, start: usize, line: &str, repair: &mut Repair) {
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
    let said = match (item, key(body)) {
        (Some(item), _) => item,
        (None, Some((_, said))) => said.trim_start(),
        (None, None) => return,
    };
    let at = start + line.len() - said.len();
    let whole = at..start + line.len();
    let next = line_end(text, start) + 1;
    let another = text.get(next..).is_none_or(|rest| {
        let line = rest.lines().next().unwrap_or("");
        line.trim().is_empty() || key(line).is_some()
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
fn key(line: &str) -> Option<(&str, &str)> {
    let (key, said) = line.split_once(':')?;
    let name = !key.trim().is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    (name && (said.is_empty() || said.starts_with([' ', '\t']))).then_some((key, said))
}
