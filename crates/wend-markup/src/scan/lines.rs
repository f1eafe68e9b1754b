//! The text line by line, with places.

use std::ops::Range;

/// A line: its text without the line end, and where it and the next one start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) next: usize,
}

impl Line<'_> {
    /// The bytes of the line without its end.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// The lines of `text` from byte `at` on; a line ends with `\n`, `\r\n` or a lone `\r`.
pub(super) fn lines(text: &str, at: usize) -> impl Iterator<Item = Line<'_>> {
    let mut at = at;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let ending = if rest[length..].starts_with("\r\n") { 2 } else { 1 };
        let line = Line { text: &rest[..length], start: at, next: (at + length + ending).min(text.len()) };
        at = line.next;
        Some(line)
    })
}

/// The width of the leading white space in columns (a tab goes to the next multiple of four), and
/// the rest of the line.
pub(super) fn indent(line: &str) -> (usize, &str) {
    let mut columns = 0;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4 - columns % 4,
            _ => return (columns, &line[at..]),
        }
    }
    (columns, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end() {
        let text = "a\r\nb\rc\n\nd\r\r\ne";
        let found: Vec<_> = lines(text, 0).map(|l| (l.text, l.start, l.next)).collect();
        let expected = [("a", 0, 3), ("b", 3, 5), ("c", 5, 7), ("", 7, 8), ("d", 8, 10), ("", 10, 12), ("e", 12, 13)];
        assert_eq!(found, expected);
        assert_eq!(lines("x\r", 0).map(|l| l.next).collect::<Vec<_>>(), [2]);
        assert_eq!(lines("", 0).count(), 0);
    }

    #[test]
    fn tabs_go_to_the_next_stop() {
        assert_eq!(indent(" \tx"), (4, "x"));
        assert_eq!(indent("\t x"), (5, "x"));
        assert_eq!(indent("   "), (3, ""));
    }
}
