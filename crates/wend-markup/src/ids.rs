//! Ids of headings: from their text, unique on the page, in linear time.

use std::collections::BTreeMap;

/// The ids given so far.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    /// Id → the number to try next when it is wanted again.
    taken: BTreeMap<String, u32>,
}

impl Ids {
    /// No ids yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The wanted id, or with `-1`, `-2`, … behind it if it is taken.
    ///
    /// Each id remembers the last number it got, so a thousand equal headings cost a thousand steps.
    pub fn unique(&mut self, wanted: &str) -> String {
        if !self.taken.contains_key(wanted) {
            self.taken.insert(wanted.to_owned(), 1);
            return wanted.to_owned();
        }
        let mut number = self.taken.get(wanted).copied().unwrap_or(1);
        loop {
            let id = format!("{wanted}-{number}");
            number += 1;
            if !self.taken.contains_key(&id) {
                self.taken.insert(id.clone(), 1);
                self.taken.insert(wanted.to_owned(), number);
                return id;
            }
        }
    }
}

/// A heading's text as an id, as forges make it: lower case letters and digits of any script, `-`
/// and `_`; spaces become `-`, other signs go. Empty text gives `section`.
///
/// It never starts with `_` and never holds `.` or `:`, so ids that do are free for templates.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            'a'..='z' | '0'..='9' | '-' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '_' if !out.is_empty() => out.push(c),
            _ if c.is_whitespace() => out.push('-'),
            _ if c.is_ascii() => {}
            _ if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            // Marks belong to the letter before them in many scripts.
            _ if is_mark(c) => out.push(c),
            _ => {}
        }
    }
    if out.is_empty() { "section".to_owned() } else { out }
}

/// Combining marks that spell words: the blocks of the common scripts that `is_alphanumeric`
/// leaves out.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a4d}' | '\u{acd}'
        | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}' | '\u{d4d}' | '\u{e47}'..='\u{e4e}' | '\u{f39}' | '\u{17d2}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_headings_are_numbered() {
        let mut ids = Ids::new();
        let given: Vec<_> = ["a", "a", "a-1", "a", "a-1"].map(|id| ids.unique(id)).into();
        assert_eq!(given, ["a", "a-1", "a-1-1", "a-2", "a-1-2"]);
    }

    #[test]
    fn many_equal_headings_take_linear_time() {
        let mut ids = Ids::new();
        for _ in 0..100_000 {
            ids.unique("again");
        }
        assert_eq!(ids.unique("again"), "again-100000");
    }

    #[test]
    fn slugs_keep_letters_of_any_script() {
        assert_eq!(slug("  What is ½ + ¼? "), "what-is-½--¼");
        assert_eq!(slug("Größe & Übung"), "größe--übung");
        assert_eq!(slug("分数 の たし算"), "分数-の-たし算");
        assert_eq!(slug("भिन्न"), "भिन्न");
        assert_eq!(slug("__init__"), "init__");
        assert_eq!(slug("!?"), "section");
    }
}
