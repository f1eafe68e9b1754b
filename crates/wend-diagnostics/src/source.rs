//! Files, byte spans in them, and the lines and columns people count in.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

/// A file known to a [`Sources`]; ids count up from 0 in the order files were added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// Bytes `start..end` of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from plain byte offsets; offsets past 4 GiB are cut to that.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: cut(range.start), end: cut(range.end) }
    }

    /// The bytes as a range, to index the file's text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The number of bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether the span holds no bytes.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The smallest span that holds both; `other` must be of the same file.
    pub fn to(self, other: Span) -> Self {
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text under the span, or `""` where the span lies outside of `text` or cuts a character.
    pub fn text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

/// A place as people count: both start at 1, columns are characters (not bytes, not cells).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LineCol {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub col: u32,
}

#[derive(Clone, Debug)]
struct Source {
    path: Arc<str>,
    text: Arc<str>,
    /// Byte offset of each line's first byte; the first is 0. Most files never need it.
    lines: OnceLock<Arc<[u32]>>,
}

/// All files of one run, with their texts.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// No files yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; `path` is what people are shown: relative, with `/` between parts.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        let text = text.into();
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Source { path: path.into(), lines: OnceLock::new(), text });
        id
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Every id, in order.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len()).map(|n| FileId(n as u32))
    }

    /// A file's path; `"?"` for an id of other sources.
    pub fn path(&self, file: FileId) -> &str {
        self.get(file).map_or("?", |s| &s.path)
    }

    /// A file's text; `""` for an id of other sources.
    pub fn text(&self, file: FileId) -> &str {
        self.get(file).map_or("", |s| &s.text)
    }

    /// A file's text, shared.
    pub fn text_arc(&self, file: FileId) -> Option<Arc<str>> {
        self.get(file).map(|s| s.text.clone())
    }

    /// The text under a span.
    pub fn snippet(&self, span: Span) -> &str {
        span.text(self.text(span.file))
    }

    /// Where a span starts. A start past the end of the file is taken as the end.
    pub fn line_col(&self, span: Span) -> LineCol {
        self.position(span.file, span.start)
    }

    /// Line and column of one byte. A byte inside a character counts as that character's first.
    pub fn position(&self, file: FileId, byte: u32) -> LineCol {
        let Some(source) = self.get(file) else {
            return LineCol { line: 1, col: 1 };
        };
        let byte = floor_char(&source.text, byte as usize);
        let lines = source.lines.get_or_init(|| line_starts(&source.text));
        let line = lines.partition_point(|&start| start as usize <= byte).max(1) - 1;
        let start = lines.get(line).map_or(0, |&s| s as usize);
        let before = source.text.get(start..byte).unwrap_or("");
        // A byte order mark is not a character anyone sees.
        let before = if start == 0 { before.trim_start_matches('\u{feff}') } else { before };
        LineCol { line: line as u32 + 1, col: before.chars().count() as u32 + 1 }
    }

    fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(file.0 as usize)
    }
}

/// Byte offsets at which lines start: after `\n`, `\r\n` or a lone `\r`.
fn line_starts(text: &str) -> Arc<[u32]> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (at, byte) in bytes.iter().enumerate() {
        let ends = match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        if ends && let Ok(next) = u32::try_from(at + 1) {
            starts.push(next);
        }
    }
    starts.into()
}

/// The last character boundary at or before `byte`.
pub(crate) fn floor_char(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
