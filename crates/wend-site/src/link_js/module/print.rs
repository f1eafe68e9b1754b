//! A module's text without comments and without the white space that means nothing.

use super::scan::Scan;

/// Prints the tokens of a module that are not cut.
///
/// Between two tokens, white space that held a line end becomes one line end (it may end a statement) unless the token
/// before or after rules that out; other white space goes wherever the two tokens can't run together.
pub(super) fn print(text: &str, scan: &Scan, out: &mut String) {
    let mut cuts = scan.cuts.iter().peekable();
    let mut last: Option<usize> = None; // end of the token before
    let mut broken = false; // something was cut since
    let mut places = scan.short.places.iter().peekable();
    for token in &scan.tokens {
        while cuts.next_if(|cut| cut.end <= token.start).is_some() {}
        if cuts.peek().is_some_and(|cut| cut.start <= token.start) {
            broken = true;
            continue;
        }
        if let Some(end) = last {
            let gap = &text[end..token.start];
            let before = text[..end].chars().next_back().unwrap_or(' ');
            let after = text[token.start..].chars().next().unwrap_or(' ');
            if (broken || gap.contains('\n')) && !joins(before, after) {
                out.push('\n');
            } else if !gap.is_empty() && !apart(before, after) {
                out.push(' ');
            }
        }
        let mut at = token.start;
        while places.next_if(|(place, _)| place.end <= at).is_some() {}
        while let Some((place, with)) = places.next_if(|(place, _)| place.end <= token.end) {
            out.push_str(&text[at..place.start]);
            out.push_str(with);
            at = place.end;
        }
        out.push_str(&text[at..token.end]);
        last = Some(token.end);
        broken = false;
    }
}

/// No statement ends between these two, whether there is a line end or not.
fn joins(before: char, after: char) -> bool {
    matches!(before, '{' | '(' | '[' | ',' | ';') || matches!(after, '}' | ')' | ']' | ',' | ';')
}

/// These two can stand side by side and stay two tokens.
fn apart(before: char, after: char) -> bool {
    const ALONE: &str = "{}()[];,";
    if ALONE.contains(before) || ALONE.contains(after) {
        return true;
    }
    // `1 .toString()`; signs that could grow together, such as `+ +`, `/ /`, `< !--`.
    if before.is_ascii_digit() && after == '.' {
        return false;
    }
    let quote = |c: char| matches!(c, '"' | '\'' | '`');
    word(before) != word(after) || quote(before) || quote(after)
}

fn word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '#' | '\\' | '@') || !c.is_ascii()
}
