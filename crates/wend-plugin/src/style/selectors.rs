//! Selectors, and the names that they and declarations are made of.

/// Whether a sign can be part of a name.
pub(super) fn is_word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_' || !c.is_ascii()
}

/// Whether a text is a name.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_word_char) && !text.starts_with(|c: char| c.is_ascii_digit())
}

/// Selectors whose subjects stand in one of the plugin's blocks; none where it can't be told what the subject is.
pub(super) fn guarded(selectors: &str, guard: &str) -> Option<String> {
    let mut out = String::new();
    for selector in split(selectors)? {
        let selector = selector.trim();
        // `--x: { … }` is a declaration.
        let odd = selector.is_empty() || selector.starts_with("--") || selector.ends_with(':');
        if odd || selector.contains(['<', '!', '@', '%', ';']) {
            return None;
        }
        let at = pseudo_element(selector)?;
        let (subject, element) = selector.split_at(at);
        if !out.is_empty() {
            out.push(',');
        }
        out.push_str(subject);
        out.push_str(guard);
        out.push_str(element);
    }
    (!out.is_empty()).then_some(out)
}

/// The selectors of a list.
fn split(selectors: &str) -> Option<Vec<&str>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c, depth) in outside(selectors) {
        if c == ',' && depth == 0 {
            out.push(selectors.get(start..at)?);
            start = at + 1;
        }
    }
    out.push(selectors.get(start..)?);
    Some(out)
}

/// Where the pseudo-element of a selector's subject begins; its end where it has none. None where something stands
/// behind a pseudo-element that could be another subject.
fn pseudo_element(selector: &str) -> Option<usize> {
    const OLD: [&str; 4] = ["before", "after", "first-line", "first-letter"];
    let mut found = None;
    for (at, c, depth) in outside(selector) {
        if depth > 0 {
            continue;
        }
        match found {
            Some(_) if c.is_whitespace() || matches!(c, '>' | '+' | '~' | '|' | '&') => return None,
            None if c == ':' => {
                let rest = selector.get(at + 1..)?;
                let old = |name: &&str| rest.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
                let ends = |name: &&str| !rest.get(name.len()..).is_some_and(|rest| rest.starts_with(is_word_char));
                if rest.starts_with(':') || OLD.iter().any(|name| old(name) && ends(name)) {
                    found = Some(at);
                }
            }
            _ => {}
        }
    }
    Some(found.unwrap_or(selector.len()))
}

/// The signs of a text that are not in quotes, each with how many brackets it stands in.
fn outside(text: &str) -> impl Iterator<Item = (usize, char, usize)> + '_ {
    let (mut depth, mut quote, mut escaped) = (0_usize, None, false);
    text.char_indices().filter_map(move |(at, c)| {
        if let Some(end) = quote {
            quote = (escaped || c != end).then_some(end);
            escaped = !escaped && c == '\\';
            return None;
        }
        match c {
            '"' | '\'' => {
                quote = Some(c);
                return None;
            }
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        Some((at, c, depth))
    })
}
