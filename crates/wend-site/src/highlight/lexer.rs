//! One pass over the languages that are made of comments, strings, numbers and words.

use super::Paint;
use super::words::{Lang, Quote};

/// Cuts the code and paints its pieces.
pub(super) fn lex(lang: &Lang, code: &str, paint: &mut Paint<'_>) {
    let mut lexer = Lexer { lang, code, at: 0, plain: 0, value: true, command: true };
    while lexer.at < code.len() {
        lexer.step(paint);
    }
    lexer.flush(paint);
}

struct Lexer<'c> {
    lang: &'c Lang,
    code: &'c str,
    /// Byte to look at.
    at: usize,
    /// Where text that is not painted yet begins.
    plain: usize,
    /// Whether a value may start here (for regular expressions).
    value: bool,
    /// Whether a command may start here (for shells).
    command: bool,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.code[self.at..]
    }

    fn flush(&mut self, paint: &mut Paint<'_>) {
        if self.plain < self.at {
            paint.plain(&self.code[self.plain..self.at]);
        }
        self.plain = self.at;
    }

    /// Paints the next `len` bytes.
    fn take(&mut self, class: &str, len: usize, paint: &mut Paint<'_>) {
        self.flush(paint);
        paint.class(class, &self.code[self.at..self.at + len]);
        self.at += len;
        self.plain = self.at;
        self.value = false;
        self.command = false;
    }

    fn before(&self) -> Option<u8> {
        self.at.checked_sub(1).map(|i| self.code.as_bytes()[i])
    }

    fn step(&mut self, paint: &mut Paint<'_>) {
        let first = self.code.as_bytes()[self.at];
        let t = self.lang.traits;
        if first.is_ascii_whitespace() {
            self.command |= first == b'\n';
            self.at += 1;
            return;
        }
        if word_start(first) {
            return self.word(paint);
        }
        if first.is_ascii_digit() {
            let len = number(self.rest());
            return self.take("n", len, paint);
        }
        if let Some(len) = self.comment() {
            let value = self.value;
            self.take("c", len, paint);
            self.value = value;
            return;
        }
        if t.preprocessor && first == b'#' && self.at_line_start() {
            return self.take("m", line(self.rest()), paint);
        }
        if t.rust && self.rust(first, paint) {
            return;
        }
        if t.shell && first == b'$' {
            return self.variable(paint);
        }
        if t.at && first == b'@' {
            let len = 1 + name_len(&self.code[self.at + 1..], true);
            return if len > 1 { self.take("m", len, paint) } else { self.other(first) };
        }
        if let Some(quote) = self.lang.quotes.iter().find(|quote| self.rest().starts_with(quote.open)) {
            let len = quoted(self.rest(), quote, t.doubled);
            return self.string(len, paint);
        }
        if t.regex
            && first == b'/'
            && self.value
            && let Some(len) = regex(self.rest())
        {
            return self.take("s", len, paint);
        }
        self.other(first);
    }

    /// A character that means nothing here.
    fn other(&mut self, first: u8) {
        self.value = !matches!(first, b')' | b']' | b'}' | b'.');
        self.command = matches!(first, b';' | b'|' | b'&' | b'(' | b'{');
        self.at += self.rest().chars().next().map_or(1, char::len_utf8);
    }

    fn comment(&self) -> Option<usize> {
        let rest = self.rest();
        for &(open, close) in self.lang.block {
            if rest.starts_with(open) {
                return Some(block(rest, open, close, self.lang.traits.nested));
            }
        }
        if !self.lang.line.iter().any(|mark| rest.starts_with(mark)) {
            return None;
        }
        // In a shell, `#` inside of a word is no comment.
        let free = !self.lang.traits.shell || self.before().is_none_or(|b| b.is_ascii_whitespace() || b == b';');
        free.then(|| line(rest))
    }

    fn at_line_start(&self) -> bool {
        self.code[..self.at].bytes().rev().find(|b| !matches!(b, b' ' | b'\t')).is_none_or(|b| b == b'\n')
    }

    fn string(&mut self, len: usize, paint: &mut Paint<'_>) {
        let key = self.lang.traits.keys && self.code[self.at + len..].trim_start().starts_with(':');
        self.take(if key { "a" } else { "s" }, len, paint);
    }

    fn word(&mut self, paint: &mut Paint<'_>) {
        let t = self.lang.traits;
        let len = name_len(self.rest(), false);
        let after = &self.code[self.at + len..];
        if let Some(extra) = self.prefixed(len) {
            return self.take("s", len + extra, paint);
        }
        let word = &self.code[self.at..self.at + len];
        let field = self.before() == Some(b'.');
        let lower;
        let key = if t.any_case {
            lower = word.to_ascii_lowercase();
            lower.as_str()
        } else {
            word
        };
        let listed = self.lang.listed(key);
        if !field && listed.keyword {
            self.take("k", len, paint);
            // `return /x/`, `if cmd`.
            self.value = true;
            self.command = self.lang.traits.shell && key != "in" && key != "for";
        } else if listed.constant && !field {
            self.take("n", len, paint);
        } else if listed.class {
            self.take("t", len, paint);
        } else if t.rust && after.starts_with('!') && !after.starts_with("!=") {
            self.take("f", len + 1, paint);
        } else if after.starts_with('(')
            || (t.rust && (after.starts_with("::<") || self.after_fn()))
            || (t.shell && self.command && !after.starts_with('='))
        {
            self.take("f", len, paint);
        } else if t.capital_types && word.starts_with(|c: char| c.is_uppercase()) {
            self.take("t", len, paint);
        } else {
            self.at += len;
            self.value = false;
            self.command = false;
        }
    }

    fn after_fn(&self) -> bool {
        self.code[..self.at].trim_end().ends_with("fn") && self.code[..self.at].ends_with(' ')
    }

    /// Length of a string whose quote follows a prefix of `len` letters, such as Python's `rb"…"` and Rust's `r#"…"#`.
    fn prefixed(&self, len: usize) -> Option<usize> {
        let t = self.lang.traits;
        let (word, after) = self.rest().split_at(len);
        if t.rust && matches!(word, "r" | "br" | "cr") {
            let hashes = after.bytes().take_while(|&b| b == b'#').count();
            if after[hashes..].starts_with('"') {
                let close = format!("\"{}", &after[..hashes]);
                let body = hashes + 1;
                return Some(after[body..].find(&close).map_or(after.len(), |end| body + end + close.len()));
            }
        }
        if t.rust && matches!(word, "b" | "c") && after.starts_with(['"', '\'']) {
            let mark = if after.starts_with('"') { super::words::LANGUAGES[0].quotes[0].open } else { "'" };
            return Some(quoted(after, &Quote { open: mark, close: mark, escape: true, lines: mark == "\"" }, false));
        }
        if t.prefixes && len <= 2 && word.bytes().all(|b| b"rRbBfFuUtT".contains(&b)) {
            let quote = self.lang.quotes.iter().find(|quote| after.starts_with(quote.open))?;
            // Even in a raw string a backslash keeps the quote after it; but it may be the last character here.
            let raw = word.bytes().any(|b| b == b'r' || b == b'R');
            let quote = Quote { escape: !raw, ..*quote };
            return Some(quoted(after, &quote, false));
        }
        None
    }

    /// What only Rust has. Whether anything was painted.
    fn rust(&mut self, first: u8, paint: &mut Paint<'_>) -> bool {
        let rest = self.rest();
        if first == b'#' && (rest.starts_with("#[") || rest.starts_with("#![")) {
            let len = balanced(rest, b'[', b']');
            self.take("m", len, paint);
            return true;
        }
        if first != b'\'' {
            return false;
        }
        // A character literal closes after one character or an escape; anything else is a lifetime.
        let mut chars = rest[1..].chars();
        let literal = match chars.next() {
            Some('\\') => Some(quoted(rest, &Quote { open: "'", close: "'", escape: true, lines: false }, false)),
            Some(c) if chars.next() == Some('\'') => Some(2 + c.len_utf8()),
            _ => None,
        };
        match literal {
            Some(len) => self.take("s", len, paint),
            None => self.take("m", 1 + name_len(&rest[1..], false), paint),
        }
        true
    }

    /// `$x`, `${…}`, `$1`.
    fn variable(&mut self, paint: &mut Paint<'_>) {
        let rest = self.rest();
        let len = if rest.starts_with("${") {
            balanced(rest, b'{', b'}')
        } else if rest.starts_with("$(") {
            return self.other(b'(');
        } else {
            1 + name_len(&rest[1..], false).max(usize::from(rest[1..].starts_with(['?', '@', '*', '#', '!', '$', '-'])))
        };
        self.take("m", len, paint);
    }
}

pub(super) fn word_start(b: u8) -> bool {
    b.is_ascii_alphabetic() || b == b'_' || b >= 0x80
}

/// Length of the name at the head; with `dots`, names joined by dots are one.
pub(super) fn name_len(text: &str, dots: bool) -> usize {
    text.bytes()
        .position(|b| !(b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80 || (dots && b == b'.')))
        .unwrap_or(text.len())
}

/// Length up to the line end, which is not taken.
pub(super) fn line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// Length of a number: digits, letters (`0xff`, `1e5`, `2px`), dots before digits, signs after an exponent.
pub(super) fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let hex = text.starts_with("0x") || text.starts_with("0X");
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        let more = b.is_ascii_alphanumeric()
            || b == b'_'
            || (b == b'.' && next.is_ascii_digit())
            || (matches!(b, b'+' | b'-') && !hex && matches!(bytes[at - 1], b'e' | b'E') && next.is_ascii_digit());
        if !more {
            break;
        }
        at += 1;
    }
    at
}

/// Length of a string with both its quotes; to the end of the line or the text if it never closes.
pub(super) fn quoted(text: &str, quote: &Quote, doubled: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = quote.open.len();
    while at < bytes.len() {
        if quote.escape && bytes[at] == b'\\' {
            at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
        } else if bytes[at..].starts_with(quote.close.as_bytes()) {
            at += quote.close.len();
            if !(doubled && bytes[at..].starts_with(quote.close.as_bytes())) {
                return at;
            }
            at += quote.close.len();
        } else if bytes[at] == b'\n' && !quote.lines {
            return at;
        } else {
            at += 1;
        }
    }
    text.len()
}

fn block(text: &str, open: &str, close: &str, nested: bool) -> usize {
    let mut depth = 1usize;
    let mut at = open.len();
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(close.as_bytes()) {
            at += close.len();
            depth -= 1;
            if depth == 0 {
                return at;
            }
        } else if nested && rest.starts_with(open.as_bytes()) {
            at += open.len();
            depth += 1;
        } else {
            at += 1;
        }
    }
    text.len()
}

/// Length up to the bracket that closes the first one.
fn balanced(text: &str, open: u8, close: u8) -> usize {
    let mut depth = 0usize;
    for (at, b) in text.bytes().enumerate() {
        if b == open {
            depth += 1;
        } else if b == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at + 1;
            }
        }
    }
    text.len()
}

/// Length of a regular expression with its flags; nothing if the line ends first.
fn regex(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut class = false;
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => return None,
            b'\\' => at += 1,
            b'[' => class = true,
            b']' => class = false,
            b'/' if !class => {
                at += 1;
                return Some(at + bytes[at..].iter().take_while(|b| b.is_ascii_alphabetic()).count());
            }
            _ => {}
        }
        at += 1;
    }
    None
}
