//! Markdown as it is written, without what no reader sees: comments, tags, addresses, ids. Not exact, as reading it as
//! Markdown would be, and many times quicker; a word too many or too few does no harm in an index.

/// Calls back with the pieces of a text that are read.
pub(super) fn pieces(text: &str, mut piece: impl FnMut(&str)) {
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = text.as_bytes()[at..].iter().position(|&byte| SIGNS[usize::from(byte)]) {
        let here = at + found;
        let rest = &text[here..];
        let skip = match rest.as_bytes() {
            [b'<', b'!', b'-', b'-', ..] => Some(rest.find("-->").map_or(rest.len(), |end| end + 3)),
            // A tag or an address; a sign of comparison is followed by a space or a number.
            [b'<', next, ..] if next.is_ascii_alphabetic() || *next == b'/' => closed(rest, '>'),
            [b']', b'(', ..] => closed(rest, ')'),
            // The definition of a link.
            [b']', b':', ..] => Some(rest.find('\n').unwrap_or(rest.len())),
            [b'{', b'#' | b'.', ..] => closed(rest, '}'),
            [b'&', next, ..] if next.is_ascii_alphanumeric() || *next == b'#' => {
                closed(rest, ';').filter(|end| *end < 12)
            }
            _ => None,
        };
        at = here + skip.unwrap_or(1);
        if skip.is_some() {
            piece(&text[from..here]);
            from = at;
        }
    }
    piece(&text[from..]);
}

/// What may begin something that no reader sees.
const SIGNS: [bool; 256] = {
    let mut table = [false; 256];
    (table[b'<' as usize], table[b']' as usize], table[b'{' as usize], table[b'&' as usize]) = (true, true, true, true);
    table
};

/// Up to and with this sign, on the same line.
fn closed(text: &str, sign: char) -> Option<usize> {
    let end = text.find([sign, '\n'])?;
    text[end..].starts_with(sign).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut out = String::new();
        pieces(text, |piece| out.push_str(piece));
        out
    }

    #[test]
    fn what_no_reader_sees_is_left_out() {
        for (text, expected) in [
            ("a [b](c/d.md \"e\") f", "a [b f"),
            ("a <!-- b\nc --> d", "a  d"),
            ("<b class=\"c\">d</b> <https://e.f>", "d "),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("## Head {#own .c}", "## Head "),
            ("[a]: b/c.md\nd", "[a\nd"),
            ("Q&amp;A & B; a&b", "QA & B; a&b"),
            ("{x} and ](", "{x} and ]("),
            ("", ""),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
