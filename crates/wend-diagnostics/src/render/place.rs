//! Where a finding is, as a reader is told it.

use std::ops::Range;

use crate::{Diagnostic, FileId, LineCol, Sources, Span, source::floor_char};

/// The path a finding is about, if any.
pub(super) fn path<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Option<&'a str> {
    match &diagnostic.primary {
        Some(label) => Some(sources.path(label.span.file)),
        None => diagnostic.path.as_deref(),
    }
}

/// First and last place of a span; the last is one past the last character.
pub(super) fn ends(span: Span, sources: &Sources) -> (LineCol, LineCol) {
    let range = clamp(span, sources.text(span.file));
    let at = |byte: usize| sources.position(span.file, byte as u32);
    (at(range.start), at(range.end))
}

/// The bytes of a span that exist in the text, at character boundaries.
pub(super) fn clamp(span: Span, text: &str) -> Range<usize> {
    let start = floor_char(text, span.start as usize);
    let end = floor_char(text, span.end as usize).max(start);
    start..end
}

/// A part of a file: whole lines.
pub(super) struct Window<'a> {
    pub(super) file: FileId,
    /// The number of its first line, from 1.
    pub(super) line: usize,
    /// Where it starts in the file.
    pub(super) start: usize,
    pub(super) text: &'a str,
}

/// Longer windows and lines are not shown.
pub(super) const MAX_WINDOW: usize = 16 * 1024;

impl<'a> Window<'a> {
    /// The lines that hold `range`, and up to `around` more on both sides; `None` if that is too
    /// much to show.
    pub(super) fn of(file: FileId, range: Range<usize>, around: usize, sources: &'a Sources) -> Option<Self> {
        let text = sources.text(file);
        if text.is_empty() || range.len() > MAX_WINDOW {
            return None;
        }
        let bytes = text.as_bytes();
        let is_end = |b: &u8| matches!(b, b'\n' | b'\r');
        let mut start = bytes[..range.start].iter().rposition(is_end).map_or(0, |at| at + 1);
        // An end that stands behind a line's end belongs to that line.
        let last = if range.end > range.start { range.end - 1 } else { range.end };
        let line_end = |from: usize| bytes[from..].iter().position(is_end).map_or(bytes.len(), |at| from + at);
        let mut end = line_end(last.max(start).min(bytes.len()));
        for _ in 0..around {
            if start > 0 {
                let before = start - if text[..start].ends_with("\r\n") { 2 } else { 1 };
                start = bytes[..before].iter().rposition(is_end).map_or(0, |at| at + 1);
            }
            if end < bytes.len() {
                end = line_end(end + if text[end..].starts_with("\r\n") { 2 } else { 1 });
            }
        }
        if start == 0 && text.starts_with('\u{feff}') {
            start = '\u{feff}'.len_utf8().min(end);
        }
        let window = &text[start..end];
        if window.len() > 2 * MAX_WINDOW || window.lines().any(|line| line.len() > MAX_WINDOW / 4) {
            return None;
        }
        let line = sources.position(file, start as u32).line as usize;
        Some(Self { file, line, start, text: window })
    }

    /// A range of the file as a range of the window.
    pub(super) fn local(&self, range: Range<usize>) -> Range<usize> {
        let cut = |at: usize| floor_char(self.text, at.saturating_sub(self.start));
        cut(range.start)..cut(range.end).max(cut(range.start))
    }

    /// Whether a range lies within.
    pub(super) fn holds(&self, file: FileId, range: &Range<usize>) -> bool {
        file == self.file && range.start >= self.start && range.end <= self.start + self.text.len() + 2
    }
}

/// Text that can't move a cursor or start an escape sequence: control characters become signs.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            '\u{7f}' => '\u{2421}',
            c if c < ' ' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
            '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c => c,
        })
        .collect()
}
