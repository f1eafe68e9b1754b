//! Whether a line stands in the open flow of Markdown, in a code fence or in a comment.
//!
//! Only what can hide a line at column 0 matters: a code fence or comment that stands in no list
//! item or quotation. In those a line at column 0 ends the container and with it the code, so all
//! that must be known about a list item is how far its content is indented. Checked against
//! pulldown-cmark by a property test.

use super::lines::{Line, indent};

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the open flow: a fence here is a fence.
    Open,
    /// Inside code or a comment, or a line of their own fences.
    Hidden,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Open,
    Code { sign: u8, length: usize, base: usize, start: usize },
    Comment { base: usize, start: usize },
}

/// Deeper list items than this are not told apart.
const MAX_ITEMS: usize = 100;

/// The state from line to line.
#[derive(Debug)]
pub(super) struct Flow {
    state: State,
    /// Columns at which the content of the open list items starts, outermost first.
    items: Vec<usize>,
    /// Whether the line before may be continued lazily, as a paragraph can.
    paragraph: bool,
    /// Whether that paragraph stands in a quotation.
    quoted: bool,
    /// Whether the line before was an item's marker and nothing else; a blank line ends such an item.
    empty_item: bool,
}

/// What was still open at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unclosed {
    /// Nothing.
    Nothing,
    /// A code fence that starts on the line at this byte.
    Code(usize),
    /// A comment that starts on the line at this byte.
    Comment(usize),
}

impl Flow {
    pub(super) fn new() -> Self {
        Self { state: State::Open, items: Vec::new(), paragraph: false, quoted: false, empty_item: false }
    }

    /// A directive fence ends all Markdown that is open.
    pub(super) fn cut(&mut self) {
        self.items.clear();
        self.paragraph = false;
        self.empty_item = false;
    }

    /// What is open now.
    pub(super) fn unclosed(&self) -> Unclosed {
        match self.state {
            State::Code { base: 0, start, .. } => Unclosed::Code(start),
            State::Comment { base: 0, start } => Unclosed::Comment(start),
            _ => Unclosed::Nothing,
        }
    }

    /// Takes the next line. A directive fence in the open flow is not looked at further; the caller
    /// calls [`Flow::cut`] if it takes it for one, or [`Flow::text`] if it doesn't.
    pub(super) fn line(&mut self, line: &Line<'_>) -> Place {
        match self.state {
            State::Open => {}
            State::Comment { base, .. } => {
                let (columns, rest) = indent(line.text);
                if rest.is_empty() || columns >= base {
                    if rest.contains("-->") {
                        self.state = State::Open;
                    }
                    return Place::Hidden;
                }
                self.state = State::Open;
            }
            State::Code { sign, length, base, .. } => {
                let (columns, rest) = indent(line.text);
                if rest.is_empty() || columns >= base {
                    if columns < base + 4 && closes(rest, sign, length) {
                        self.state = State::Open;
                    }
                    return Place::Hidden;
                }
                // The list item ended, and the code in it.
                self.state = State::Open;
            }
        }
        if !line.text.starts_with(":::") {
            self.text(line);
            if !matches!(self.state, State::Open) {
                return Place::Hidden;
            }
        }
        Place::Open
    }

    /// Takes a line of the open flow as Markdown.
    pub(super) fn text(&mut self, line: &Line<'_>) {
        let (mut column, mut rest) = indent(line.text);
        let empty_item = std::mem::take(&mut self.empty_item);
        if rest.is_empty() {
            self.paragraph = false;
            if empty_item {
                self.items.pop();
            }
            return;
        }
        let inside = self.items.last().is_none_or(|&item| item <= column);
        if self.paragraph && inside && !self.quoted && is_underline(rest) {
            self.paragraph = false;
            return;
        }
        let base = self.items.iter().rev().find(|&&item| item <= column).copied().unwrap_or(0);
        if self.paragraph && column >= base + 4 {
            // Indented code can't end a paragraph.
            return;
        }
        if self.paragraph && !may_interrupt(rest, self.quoted || !self.items.is_empty()) {
            return;
        }
        while self.items.last().is_some_and(|&item| item > column) {
            self.items.pop();
        }
        self.paragraph = false;
        self.quoted = false;
        loop {
            let base = self.items.last().copied().unwrap_or(0);
            if column >= base + 4 {
                return;
            }
            if let Some((sign, length)) = opens(rest) {
                self.state = State::Code { sign, length, base, start: line.start };
                return;
            }
            if rest.starts_with("<!--") {
                if !rest[2..].contains("-->") {
                    self.state = State::Comment { base, start: line.start };
                }
                return;
            }
            if let Some(quoted) = rest.strip_prefix('>') {
                // What the quotation holds matters only for whether a paragraph is open in it.
                let inner = quoted.trim_start_matches(['>', ' ', '\t']);
                self.quoted = true;
                self.paragraph = !inner.is_empty() && opens(inner).is_none() && !is_heading(inner) && !is_rule(inner);
                return;
            }
            if is_heading(rest) || (self.items.len() < 8 && is_rule(rest)) {
                return;
            }
            let Some(marker) = list_marker(rest).filter(|_| self.items.len() < MAX_ITEMS) else {
                self.paragraph = true;
                return;
            };
            let after = &rest[marker..];
            let (space, content) = indent_from(after, column + marker);
            if content.is_empty() {
                self.items.push(column + marker + 1);
                self.empty_item = true;
                return;
            }
            // Five or more columns of space: the content is indented code, one column in.
            let content_column = column + marker + if space > 4 { 1 } else { space };
            self.items.push(content_column);
            column += marker + space;
            rest = content;
        }
    }
}

/// White space from a column on: its width, and what follows it.
fn indent_from(text: &str, from: usize) -> (usize, &str) {
    let mut column = from;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b' ' => column += 1,
            b'\t' => column += 4 - column % 4,
            _ => return (column - from, &text[at..]),
        }
    }
    (column - from, "")
}

/// A line that opens code: its sign and length.
fn opens(rest: &str) -> Option<(u8, usize)> {
    let sign = *rest.as_bytes().first().filter(|b| matches!(b, b'`' | b'~'))?;
    let length = run(rest, sign);
    if length < 3 || (sign == b'`' && rest[length..].contains('`')) {
        return None;
    }
    Some((sign, length))
}

fn closes(rest: &str, sign: u8, length: usize) -> bool {
    let found = run(rest, sign);
    found >= length && rest[found..].trim_matches([' ', '\t']).is_empty()
}

/// How often `sign` stands at the start.
pub(super) fn run(text: &str, sign: u8) -> usize {
    text.bytes().take_while(|&b| b == sign).count()
}

fn is_heading(rest: &str) -> bool {
    let signs = run(rest, b'#');
    (1..=6).contains(&signs) && rest[signs..].bytes().next().is_none_or(|b| matches!(b, b' ' | b'\t'))
}

/// A line that makes the paragraph before it a heading.
fn is_underline(rest: &str) -> bool {
    let rest = rest.trim_end_matches([' ', '\t']);
    rest.bytes().all(|b| b == b'=') || rest.bytes().all(|b| b == b'-')
}

/// Three or more of `-`, `*` or `_` with nothing but space among them.
fn is_rule(rest: &str) -> bool {
    let Some(sign @ (b'-' | b'*' | b'_')) = rest.bytes().next() else { return false };
    let mut signs = 0;
    for byte in rest.bytes() {
        if byte == sign {
            signs += 1;
        } else if !matches!(byte, b' ' | b'\t') {
            return false;
        }
    }
    signs >= 3
}

/// The length of a bullet or number with its sign, if space or nothing follows.
fn list_marker(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let length = match bytes.first()? {
        b'-' | b'+' | b'*' => 1,
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
            if digits > 9 || !matches!(bytes.get(digits), Some(b'.' | b')')) {
                return None;
            }
            digits + 1
        }
        _ => return None,
    };
    matches!(bytes.get(length), None | Some(b' ' | b'\t')).then_some(length)
}

/// Whether a line may end a paragraph rather than continue it.
fn may_interrupt(rest: &str, in_container: bool) -> bool {
    match rest.as_bytes()[0] {
        b'`' | b'~' => opens(rest).is_some(),
        b'>' => true,
        b'<' => rest.starts_with("<!--"),
        b'#' => is_heading(rest),
        b'-' | b'*' | b'_' if is_rule(rest) => true,
        b'-' | b'*' | b'+' | b'0'..=b'9' => list_marker(rest).is_some_and(|length| {
            // In no container only a bullet or a 1 with content can end a paragraph.
            in_container
                || (!rest[length..].trim().is_empty() && matches!(&rest[..length], "-" | "*" | "+" | "1." | "1)"))
        }),
        _ => false,
    }
}
