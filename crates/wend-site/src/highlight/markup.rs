//! Languages with a shape of their own: HTML, CSS, Markdown, YAML, TOML, diffs.

use super::Paint;
use super::lexer::{line, name_len, number, quoted, word_start};
use super::words::Quote;

type Scan = fn(&str, &mut Paint<'_>);

/// The languages by their names.
pub(super) static LANGUAGES: &[(&[&str], Scan)] = &[
    (&["html", "xml", "svg", "htm", "vue", "jinja", "mathml"], html),
    (&["css", "scss", "less"], css),
    (&["toml", "ini", "cfg", "conf", "properties"], toml),
    (&["yaml", "yml"], yaml),
    (&["diff", "patch"], diff),
    (&["markdown", "md"], markdown),
];

const DOUBLE: Quote = Quote { open: "\"", close: "\"", escape: true, lines: false };
const SINGLE: Quote = Quote { open: "'", close: "'", escape: false, lines: false };

fn string(rest: &str) -> Option<usize> {
    match rest.as_bytes().first() {
        Some(b'"') => Some(quoted(rest, &DOUBLE, false)),
        Some(b'\'') => Some(quoted(rest, &SINGLE, true)),
        _ => None,
    }
}

fn char_len(rest: &str) -> usize {
    rest.chars().next().map_or(0, char::len_utf8)
}

fn html(code: &str, paint: &mut Paint<'_>) {
    let mut rest = code;
    while let Some(first) = rest.bytes().next() {
        let len = if rest.starts_with("<!--") {
            let len = rest.find("-->").map_or(rest.len(), |end| end + 3);
            paint.class("c", &rest[..len]);
            len
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            let len = rest.find('>').map_or(rest.len(), |end| end + 1);
            paint.class("m", &rest[..len]);
            len
        } else if first == b'<' && rest[1..].trim_start_matches('/').bytes().next().is_some_and(word_start) {
            tag(rest, paint)
        } else if first == b'&' {
            let end = rest[1..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).map_or(rest.len(), |e| e + 1);
            if rest[end..].starts_with(';') && end > 1 {
                paint.class("n", &rest[..=end]);
                end + 1
            } else {
                paint.plain("&");
                1
            }
        } else {
            let first = char_len(rest);
            let len = rest[first..].find(['<', '&']).map_or(rest.len(), |end| first + end);
            paint.plain(&rest[..len]);
            len
        };
        rest = &rest[len..];
    }
}

/// A tag from `<` to `>`; returns its length.
fn tag(text: &str, paint: &mut Paint<'_>) -> usize {
    let name_from = if text.starts_with("</") { 2 } else { 1 };
    paint.plain(&text[..name_from]);
    let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'_' | b'.') || b >= 0x80;
    let name = |from: usize| text[from..].bytes().take_while(|&b| is_name(b)).count();
    let mut at = name_from + name(name_from);
    paint.class("t", &text[name_from..at]);
    while at < text.len() {
        let rest = &text[at..];
        let len = if rest.starts_with('>') {
            paint.plain(">");
            return at + 1;
        } else if let Some(len) = string(rest) {
            paint.class("s", &rest[..len]);
            len
        } else if name(at) > 0 {
            paint.class("a", &rest[..name(at)]);
            name(at)
        } else {
            let len = char_len(rest);
            paint.plain(&rest[..len]);
            len
        };
        at += len;
    }
    at
}

fn css(code: &str, paint: &mut Paint<'_>) {
    let mut rest = code;
    let mut depth = 0usize;
    // After the colon of a declaration.
    let mut value = false;
    while let Some(first) = rest.bytes().next() {
        let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_') || b >= 0x80;
        let name = rest.bytes().take_while(|&b| is_name(b)).count();
        let (class, len) = if rest.starts_with("/*") {
            ("c", rest.find("*/").map_or(rest.len(), |end| end + 2))
        } else if let Some(len) = string(rest) {
            ("s", len)
        } else if first == b'@' {
            ("k", 1 + rest[1..].bytes().take_while(|&b| is_name(b)).count())
        } else if first == b'#' && value {
            ("n", 1 + rest[1..].bytes().take_while(|&b| is_name(b)).count())
        } else if first.is_ascii_digit() {
            let len = number(rest);
            ("n", len + usize::from(rest[len..].starts_with('%')))
        } else if name > 0 && !value {
            // A property is followed by a colon and, before the next brace, a semicolon or the end of the block.
            let after = rest[name..].trim_start();
            let property = depth > 0 && after.starts_with(':') && {
                let end = after.find([';', '{', '}']).map(|at| after.as_bytes()[at]);
                end != Some(b'{')
            };
            (if property || rest.starts_with("--") { "a" } else { "t" }, name)
        } else if name > 0 {
            (if rest[name..].starts_with('(') { "f" } else { "" }, name)
        } else {
            match first {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            ("", char_len(rest))
        };
        match first {
            b':' if depth > 0 => {
                let end = rest.find([';', '{', '}']).map(|at| rest.as_bytes()[at]);
                value = end != Some(b'{');
            }
            b';' | b'{' | b'}' => value = false,
            _ => {}
        }
        if class.is_empty() {
            paint.plain(&rest[..len]);
        } else {
            paint.class(class, &rest[..len]);
        }
        rest = &rest[len..];
    }
}

/// Values that TOML and YAML share; what is left over is plain.
fn value(text: &str, paint: &mut Paint<'_>) {
    let mut rest = text;
    let mut before = ' ';
    while let Some(first) = rest.bytes().next() {
        let free = !(before.is_alphanumeric() || before == '_');
        let name = name_len(rest, false);
        let len = if first == b'#' && before.is_whitespace() {
            paint.class("c", rest);
            rest.len()
        } else if let Some(len) = string(rest).filter(|_| free) {
            paint.class("s", &rest[..len]);
            len
        } else if first.is_ascii_digit() && free {
            let len = number(rest);
            paint.class("n", &rest[..len]);
            len
        } else if name > 0 && free && matches!(&rest[..name], "true" | "false" | "null" | "yes" | "no") {
            paint.class("n", &rest[..name]);
            name
        } else {
            let len = name.max(char_len(rest));
            paint.plain(&rest[..len]);
            len
        };
        before = rest[..len].chars().next_back().unwrap_or(' ');
        rest = &rest[len..];
    }
}

fn toml(code: &str, paint: &mut Paint<'_>) {
    // The mark of a string over several lines that is open.
    let mut open: Option<&str> = None;
    for text in code.split_inclusive('\n') {
        let (body, end) = text.split_at(line(text));
        let trimmed = body.trim_start();
        if let Some(mark) = open {
            let len = body.find(mark).map_or(body.len(), |at| at + 3);
            if len > 0 {
                paint.class("s", &body[..len]);
            }
            if body.contains(mark) {
                open = None;
                value(&body[len..], paint);
            }
        } else if trimmed.starts_with('#') || trimmed.starts_with(';') {
            paint.class("c", body);
        } else if trimmed.starts_with('[') && !trimmed.contains('=') && body.contains(']') {
            let len = body.rfind(']').map_or(body.len(), |at| at + 1);
            paint.plain(&body[..body.len() - trimmed.len()]);
            paint.class("t", &body[body.len() - trimmed.len()..len]);
            value(&body[len..], paint);
        } else if let Some(at) = body.find('=').filter(|&at| !body[..at].contains(['#', '[', '{'])) {
            let key = body[..at].trim_end();
            let indent = key.len() - key.trim_start().len();
            paint.plain(&key[..indent]);
            paint.class("a", &key[indent..]);
            paint.plain(&body[key.len()..=at]);
            let rest = &body[at + 1..];
            let long = ["\"\"\"", "'''"].into_iter().find(|mark| rest.trim_start().starts_with(mark));
            match long {
                Some(mark) if rest.matches(mark).count() == 1 => {
                    open = Some(mark);
                    let indent = rest.len() - rest.trim_start().len();
                    paint.plain(&rest[..indent]);
                    paint.class("s", &rest[indent..]);
                }
                _ => value(rest, paint),
            }
        } else {
            value(body, paint);
        }
        paint.plain(end);
    }
}

fn yaml(code: &str, paint: &mut Paint<'_>) {
    for text in code.split_inclusive('\n') {
        let (body, end) = text.split_at(line(text));
        let key_from = body.len() - body.trim_start_matches([' ', '-']).len();
        let rest = &body[key_from..];
        let colon = rest.find(": ").or_else(|| rest.trim_end().strip_suffix(':').map(str::len));
        paint.plain(&body[..key_from]);
        match colon.filter(|&at| at > 0 && !rest[..at].contains(['#', '"', '\'', '{', '['])) {
            _ if rest.starts_with('#') => paint.class("c", rest),
            Some(at) => {
                paint.class("a", &rest[..at]);
                value(&rest[at..], paint);
            }
            None => value(rest, paint),
        }
        paint.plain(end);
    }
}

fn diff(code: &str, paint: &mut Paint<'_>) {
    for text in code.split_inclusive('\n') {
        match text.as_bytes()[0] {
            _ if text.starts_with("+++") || text.starts_with("---") || text.starts_with("diff ") => {
                paint.class("m", text);
            }
            b'@' => paint.class("m", text),
            b'+' => paint.class("i", text),
            b'-' => paint.class("d", text),
            _ => paint.plain(text),
        }
    }
}

fn markdown(code: &str, paint: &mut Paint<'_>) {
    let mut fence: Option<&str> = None;
    for text in code.split_inclusive('\n') {
        let trimmed = text.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        if fence.is_some() || mark.is_some() {
            paint.class("s", text);
            fence = match (fence, mark) {
                (Some(open), Some(mark)) if open == mark => None,
                (Some(open), _) => Some(open),
                (None, mark) => mark,
            };
        } else if trimmed.starts_with('#') {
            paint.class("h", text);
        } else if trimmed.starts_with(":::") || trimmed.starts_with("+++") || trimmed.starts_with("---") {
            paint.class("m", text);
        } else if trimmed.starts_with('>') {
            paint.class("c", text);
        } else {
            let indent = text.len() - trimmed.len();
            paint.plain(&text[..indent]);
            let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
            let bullet = if trimmed.starts_with("- ") || trimmed.starts_with("* ") {
                1
            } else if digits > 0 && trimmed[digits..].starts_with(". ") {
                digits + 1
            } else {
                0
            };
            if bullet > 0 {
                paint.class("k", &trimmed[..bullet]);
            }
            inline(&trimmed[bullet..], paint);
        }
    }
}

/// Code, emphasis and links within a line.
fn inline(text: &str, paint: &mut Paint<'_>) {
    let mut rest = text;
    while !rest.is_empty() {
        let pair = [("`", "s"), ("**", "h"), ("__", "h")].into_iter().find(|(mark, _)| rest.starts_with(mark));
        let len = match pair {
            Some((mark, class)) => match rest[mark.len()..].find(mark) {
                Some(end) if end > 0 => {
                    let len = end + 2 * mark.len();
                    paint.class(class, &rest[..len]);
                    len
                }
                _ => {
                    paint.plain(mark);
                    mark.len()
                }
            },
            None if rest.starts_with("](") => {
                let len = rest.find(')').map_or(rest.len(), |end| end + 1);
                paint.plain("](");
                paint.class("a", &rest[2..len]);
                len
            }
            None => {
                let len = char_len(rest)
                    + rest[char_len(rest)..].find(['`', '*', '_', ']']).unwrap_or(rest.len() - char_len(rest));
                paint.plain(&rest[..len]);
                len
            }
        };
        rest = &rest[len..];
    }
}
