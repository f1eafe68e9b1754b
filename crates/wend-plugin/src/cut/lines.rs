//! Lines that begin with a key: `Answer: 3/4`, `If 2/6: …`.

use std::ops::Range;

use wend_diagnostics::{Diagnostic, Spanned, codes, suggest};

use super::{Cutter, Sink, lists};
use crate::manifest::{Part, PartKind};
use crate::parts::{Line, Markdown, PartValue, Piece, Source};

impl<'a> Cutter<'a> {
    /// Splits a paragraph at the lines that begin with a key.
    pub(super) fn paragraph(&mut self, whole: Range<usize>) {
        let raw = self.text.get(whole.clone()).unwrap_or("");
        let mut start = whole.start;
        let mut plain_from = whole.start;
        let mut open: Option<(&'a Part, Line, Range<usize>)> = None;
        for line in raw.split_inclusive('\n') {
            let range = start..start + line.trim_end().len();
            start += line.len();
            match self.keyed(range.clone()) {
                Some((part, line, rest)) => {
                    self.close(open.take(), range.start, &mut plain_from);
                    open = Some((part, line, rest));
                }
                None => self.misspelt(range),
            }
        }
        self.close(open, whole.end, &mut plain_from);
    }

    /// Ends what was open before `end`: a line with a key, or the paragraph's own text.
    fn close(&mut self, open: Option<(&'a Part, Line, Range<usize>)>, end: usize, plain_from: &mut usize) {
        let Some((part, mut line, rest)) = open else {
            self.flow(*plain_from..end, true);
            *plain_from = end;
            return;
        };
        *plain_from = end;
        let raw = self.text.get(rest.start..end.max(rest.start)).unwrap_or("");
        let (kept, mixup) = lists::mixup(raw.trim_end(), rest.start, self.file);
        let lead = kept.len() - kept.trim_start().len();
        let kept = kept.trim();
        let at = self.span(rest.start + lead..rest.start + lead + kept.len());
        line.span = line.span.to(at);
        line.plain = Spanned::new(kept.to_owned(), at);
        line.mixup = mixup;
        if !kept.is_empty() {
            let text = kept.lines().map(str::trim_start).collect::<Vec<_>>().join("\n");
            line.text.pieces.push(Piece::Text(Source { text, span: at, simple: true }));
        }
        let PartKind::Line { many, plain, key, .. } = &part.is else { return };
        self.claimed.get_or_insert(line.key);
        let entry = self.out.parts.entry(part.name.clone()).or_insert_with(|| PartValue::Lines(Vec::new()));
        let PartValue::Lines(lines) = entry else { return };
        if !many && let Some(first) = lines.first() {
            self.out.found.push(
                Diagnostic::new(&codes::plugin::REPEATED_LINE, format!("a second `{key}:` line"))
                    .at(line.key)
                    .label(first.key, "the first is here")
                    .help("join the two"),
            );
        }
        lines.push(line);
        self.sink = if *plain { Sink::Text } else { Sink::Line(part.name.clone()) };
    }

    /// The part whose key begins this line, with the line so far and where its text begins.
    fn keyed(&self, range: Range<usize>) -> Option<(&'a Part, Line, Range<usize>)> {
        let raw = self.text.get(range.clone())?;
        let indent = raw.len() - raw.trim_start().len();
        let body = raw.get(indent..)?;
        for part in &self.kind.parts {
            let PartKind::Line { key, argument, .. } = &part.is else { continue };
            let Some(head) = body.get(..key.len()) else { continue };
            if !head.eq_ignore_ascii_case(key) {
                continue;
            }
            let after = body.get(key.len()..)?;
            // The colon that counts has a space or nothing after it: `If 2:3: …` is about the ratio 2:3.
            let colon = after.char_indices().find(|(at, c)| {
                *c == ':'
                    && after.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
            });
            let Some((colon, _)) = colon else { continue };
            let said = after.get(..colon)?;
            let fits = if *argument {
                said.starts_with(char::is_whitespace) && !said.trim().is_empty()
            } else {
                said.trim().is_empty()
            };
            if !fits {
                continue;
            }
            let key_at = range.start + indent;
            let said_at = key_at + key.len();
            let lead = said.len() - said.trim_start().len();
            let argument = argument.then(|| {
                let trimmed = said.trim();
                Spanned::new(trimmed.to_owned(), self.span(said_at + lead..said_at + lead + trimmed.len()))
            });
            let text_at = said_at + colon + 1;
            let key_span = self.span(key_at..said_at);
            let line = Line {
                key: key_span,
                argument,
                text: Markdown::default(),
                plain: Spanned::new(String::new(), self.span(text_at..text_at)),
                mixup: None,
                span: key_span,
            };
            return Some((part, line, text_at..range.end));
        }
        None
    }

    /// A line that begins with almost a key, `Anwser: 3/4`.
    fn misspelt(&mut self, range: Range<usize>) {
        let raw = self.text.get(range.clone()).unwrap_or("");
        let indent = raw.len() - raw.trim_start().len();
        let word = raw.trim_start();
        let length = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
        let (word, after) = word.split_at(length);
        if word.chars().count() < 4 || !after.starts_with(": ") {
            return;
        }
        let keys = self.kind.parts.iter().filter_map(|part| match &part.is {
            PartKind::Line { key, .. } if key.chars().count() > 3 => Some(key.as_str()),
            _ => None,
        });
        if let Some(near) = suggest(word, keys) {
            let span = self.span(range.start + indent..range.start + indent + word.len());
            self.out.found.push(
                Diagnostic::new(&codes::plugin::UNKNOWN_LINE, format!("`{word}:` means nothing here"))
                    .at(span)
                    .help(format!("did you mean `{near}:`?"))
                    .replace(format!("write `{near}`"), span, near),
            );
        }
    }
}
