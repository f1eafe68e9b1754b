//! Lines that were meant as fences of blocks and are none: hidden in code, of two colons, or after blanks.

use wend_diagnostics::{Diagnostic, Edit, FileId, Severity, Span, codes};

use super::flow::run;
use super::lines::{Line, indent};

/// The fences that the innermost code fence or comment hides, and an earlier one that hid some.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// The first line of the code or comment.
    start: Span,
    /// The first fence in it, and how many there are.
    first: Option<Span>,
    count: usize,
    /// The first line of the first code that hid a fence and was closed.
    earlier: Option<Span>,
}

impl Hidden {
    /// Code or a comment begins on this line.
    pub(super) fn begin(&mut self, file: FileId, line: &Line<'_>) {
        if self.first.take().is_some() {
            self.earlier.get_or_insert(self.start);
        }
        self.count = 0;
        self.start = Span::new(file, line.range());
    }

    /// A line in it.
    pub(super) fn line(&mut self, file: FileId, line: &Line<'_>) {
        if line.text.starts_with(":::") {
            self.count += 1;
            self.first.get_or_insert(Span::new(file, line.range()));
        }
    }

    /// Adds to a word about code that is never closed what it hides.
    pub(super) fn tell(&self, found: Diagnostic) -> Diagnostic {
        match (self.first, self.earlier) {
            (Some(first), _) => {
                let more = match self.count {
                    1 => String::new(),
                    2 => ", and one more `:::` line".to_owned(),
                    n => format!(", and {} more `:::` lines", n - 1),
                };
                found.severity(Severity::Error).label(first, format!("this is taken for a part of it{more}"))
            }
            (None, Some(earlier)) => found.label(earlier, "or does this one lack its end? There are `:::` lines in it"),
            (None, None) => found,
        }
    }
}

/// More of these in one file are not looked at.
const MOST: usize = 100;

/// Lines that are almost fences, and fences that close nothing.
#[derive(Debug, Default)]
pub(super) struct Almost {
    openers: Vec<Near>,
    closers: Vec<Near>,
    /// Lines of colons that close nothing.
    pub(super) strays: Vec<Span>,
}

/// A line that is almost a fence.
#[derive(Debug)]
struct Near {
    /// The whole line.
    span: Span,
    /// What stands before its text: blanks and colons.
    lead: Span,
    /// Columns of blanks and the number of colons.
    columns: usize,
    colons: usize,
    /// What follows the colons.
    name: String,
}

impl Near {
    /// The edit that makes a fence of it, of at least this many colons.
    fn mend(&self, least: usize) -> Edit {
        let space = if self.name.is_empty() { "" } else { " " };
        Edit { span: self.lead, text: format!("{}{space}", ":".repeat(self.colons.max(least).min(40))) }
    }
}

impl Almost {
    /// A line in the open flow that is no fence.
    pub(super) fn line(&mut self, file: FileId, line: &Line<'_>) {
        let (columns, rest) = indent(line.text);
        let colons = run(rest, b':');
        // Four columns are code, or the inside of a list.
        if colons < 2 || columns > 3 || self.openers.len() + self.closers.len() >= MOST {
            return;
        }
        let behind = rest[colons..].trim_start_matches([' ', '\t']);
        let lead = line.text.len() - behind.len();
        let name = behind.split([' ', '\t', '{']).next().unwrap_or("").to_owned();
        let almost = Near {
            span: Span::new(file, line.range()),
            lead: Span::new(file, line.start..line.start + lead),
            columns,
            colons,
            name,
        };
        if behind.is_empty() {
            self.closers.push(almost);
        } else if is_opener(behind) {
            self.openers.push(almost);
        }
    }

    /// The edit that would make a closing line of an indented one behind byte `from`; the line is used up.
    pub(super) fn closer(&mut self, from: u32, least: usize) -> Option<Edit> {
        // An opener before it that is no opener either is nearer.
        let at = self.closers.iter().position(|line| {
            line.span.start > from && !self.openers.iter().any(|o| (from..line.span.start).contains(&o.span.start))
        })?;
        Some(self.closers.remove(at).mend(least.max(3)))
    }

    /// Whether a line that closes nothing has an opener before it that is none.
    pub(super) fn paired(&self, stray: Span) -> bool {
        self.openers.iter().any(|line| line.span.end <= stray.start)
    }

    /// What is to be said at the end: each opener that is none, with its closer, and what closes nothing.
    pub(super) fn end(mut self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        // The innermost come first: each takes the first closer behind it.
        for opener in self.openers.iter().rev() {
            let after = |span: &Span| span.start > opener.span.end;
            let closer = self.closers.iter().position(|line| after(&line.span));
            let stray = self.strays.iter().position(after);
            let why = if opener.columns > 0 {
                "a block begins at the very start of a line"
            } else {
                "a block begins with three colons or more"
            };
            let mut edits = vec![opener.mend(3)];
            let mut diagnostic = Diagnostic::new(
                &codes::markup::BAD_OPENER,
                format!("this does not open a block `{}` and is shown as text: {why}", opener.name),
            )
            .at(opener.span);
            if let Some(at) = stray {
                diagnostic = diagnostic.label(self.strays.remove(at), "so this closes nothing");
            } else if let Some(at) = closer {
                let closer = self.closers.remove(at);
                diagnostic = diagnostic.label(closer.span, "and this closes nothing");
                edits.push(closer.mend(3));
            }
            // Alone it may be prose after all.
            if edits.len() == 1 && diagnostic.labels.is_empty() {
                diagnostic = diagnostic.severity(Severity::Warning);
            }
            found.push(diagnostic.fix(format!("open `{}`", opener.name), edits));
        }
        found.reverse();
        for stray in self.strays {
            found.push(
                Diagnostic::new(&codes::markup::STRAY_CLOSER, "this line closes nothing")
                    .at(stray)
                    .help("no block is open here: remove the line, or look for a block that ended too early"),
            );
        }
        found
    }
}

/// Whether a text looks like what follows the colons of an opener, and not like prose: a name, perhaps a label, perhaps
/// attributes.
fn is_opener(text: &str) -> bool {
    let (words, attributes) = text.split_once('{').unwrap_or((text, "}"));
    let mut words = words.split_whitespace();
    let plain = |word: &str, more: &[u8]| {
        word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || more.contains(&b)) && !word.starts_with('-')
    };
    let name = words.next().is_some_and(|word| plain(word, b""));
    let label = words.next().is_none_or(|word| plain(word, b"0123456789_.~"));
    name && label && words.next().is_none() && attributes.trim_end().ends_with('}')
}
