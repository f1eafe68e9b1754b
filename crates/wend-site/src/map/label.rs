//! Words cut into lines that fit, by estimate: the drawing is made without the font.

/// Lines of a label.
const LINES: usize = 5;

/// The width of a character at 16 px, rounded up: the estimate must hold for any font that shows the text.
fn width(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | 'I' => 5,
        'f' | 't' | 'r' | '(' | ')' | '-' => 7,
        'm' | 'w' | 'M' | 'W' | '@' | '—' | '%' => 14,
        c if c.is_ascii_uppercase() => 11,
        c if u32::from(c) >= 0x1100 => 17,
        _ => 9,
    }
}

fn measure(text: &str) -> i32 {
    text.chars().map(width).sum()
}

/// The label's lines, none wider than `max` px, and whether something had to be left out.
pub(super) fn lines(text: &str, max: i32) -> (Vec<String>, bool) {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joined = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
        if measure(&joined) <= max {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        // A word that is too long by itself, or a script without spaces.
        let mut piece = String::new();
        for c in word.chars() {
            if measure(&piece) + width(c) > max {
                lines.push(std::mem::take(&mut piece));
            }
            piece.push(c);
        }
        line = piece;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    let cut = lines.len() > LINES;
    if cut {
        lines.truncate(LINES);
        if let Some(last) = lines.last_mut() {
            while measure(last) + width('m') > max && last.pop().is_some() {}
            let end = last.trim_end().len();
            last.truncate(end);
            last.push('…');
        }
    }
    (lines, cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_wrap_at_words_and_end_in_an_ellipsis() {
        assert_eq!(lines("Add fractions", 168), (vec!["Add fractions".into()], false));
        let (wrapped, cut) = lines("Add fractions with different denominators", 168);
        assert!(wrapped.len() <= 3 && !cut, "{wrapped:?}");
        let (long, cut) = lines(&"several words ".repeat(20), 168);
        assert!(cut && long.len() == 5 && long[4].ends_with('…'), "{long:?}");
        for line in lines(&"无空格的文字".repeat(4), 168).0.iter().chain(&lines(&"x".repeat(90), 168).0) {
            assert!(measure(line) <= 168 + width('…'), "{line}");
        }
        assert_eq!(lines("", 168).0.len(), 0);
    }
}
