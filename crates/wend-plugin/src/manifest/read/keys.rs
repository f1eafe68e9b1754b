//! A table of a manifest, read key by key: each value as what it must be, or a word about it.

use std::ops::Range;

use toml::de::{DeTable, DeValue};
use wend_diagnostics::{Diagnostic, FileId, Span, codes, suggest};

pub(super) type Table<'a, 'i> = &'a DeTable<'i>;

pub(super) struct Reader {
    pub(super) file: FileId,
    pub(super) found: Vec<Diagnostic>,
}

/// One table, read key by key; what is left over at the end is unknown.
pub(super) struct Keys<'a, 'i> {
    pub(super) table: Table<'a, 'i>,
    asked: Vec<&'static str>,
}

impl<'a, 'i> Keys<'a, 'i> {
    pub(super) fn new(table: Table<'a, 'i>) -> Self {
        Keys { table, asked: Vec::new() }
    }

    pub(super) fn get(&mut self, key: &'static str) -> Option<(&'a DeValue<'i>, Range<usize>)> {
        self.asked.push(key);
        let value = self.table.get(key)?;
        Some((value.get_ref(), value.span()))
    }
}

impl Reader {
    pub(super) fn say(&mut self, at: Range<usize>, message: impl Into<String>, help: Option<String>) {
        let span = Span::new(self.file, at);
        self.found.push(Diagnostic::new(&codes::plugin::BAD_MANIFEST, message).at(span).maybe_help(help));
    }

    pub(super) fn done(&mut self, keys: &Keys<'_, '_>) {
        for key in keys.table.keys() {
            let name = key.get_ref().as_ref();
            if !keys.asked.contains(&name) {
                let help = match suggest(name, keys.asked.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known here: {}", keys.asked.join(", ")),
                };
                self.say(key.span(), format!("unknown key `{name}`"), Some(help));
            }
        }
    }

    pub(super) fn text(&mut self, keys: &mut Keys<'_, '_>, key: &'static str) -> Option<String> {
        let (value, at) = keys.get(key)?;
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.say(at, format!("`{key}` is text, in quotes"), None);
        }
        text
    }

    pub(super) fn flag(&mut self, keys: &mut Keys<'_, '_>, key: &'static str) -> bool {
        let Some((value, at)) = keys.get(key) else { return false };
        value.as_bool().unwrap_or_else(|| {
            self.say(at, format!("`{key}` is `true` or `false`"), None);
            false
        })
    }

    pub(super) fn number(&mut self, keys: &mut Keys<'_, '_>, key: &'static str) -> Option<i64> {
        let (value, at) = keys.get(key)?;
        let number = integer(value);
        if number.is_none() {
            self.say(at, format!("`{key}` is a whole number"), None);
        }
        number
    }

    /// A list of texts; one text alone counts as a list of one.
    pub(super) fn texts(&mut self, keys: &mut Keys<'_, '_>, key: &'static str) -> Option<Vec<String>> {
        let (value, at) = keys.get(key)?;
        if let Some(one) = value.as_str() {
            return Some(vec![one.to_owned()]);
        }
        let all = value.as_array().and_then(|list| {
            list.iter().map(|entry| entry.get_ref().as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        });
        if all.is_none() {
            self.say(at, format!("`{key}` is a list of texts"), None);
        }
        all
    }

    pub(super) fn tables<'a, 'i>(
        &mut self,
        keys: &mut Keys<'a, 'i>,
        key: &'static str,
    ) -> Vec<(String, Range<usize>, Table<'a, 'i>)> {
        let Some((value, at)) = keys.get(key) else { return Vec::new() };
        let Some(table) = value.as_table() else {
            self.say(at, format!("`{key}` is a table, `[{key}.name]`"), None);
            return Vec::new();
        };
        let mut out = Vec::new();
        for (name, value) in table.iter() {
            match value.get_ref().as_table() {
                Some(inner) => out.push((name.get_ref().to_string(), name.span(), inner)),
                None => self.say(value.span(), format!("`{key}.{}` is a table", name.get_ref()), None),
            }
        }
        // In the order of the file, which is the order of the documentation.
        out.sort_by_key(|(_, at, _)| at.start);
        out
    }

    pub(super) fn name(&mut self, name: &str, at: &Range<usize>, what: &str) -> bool {
        let fine = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !fine {
            self.say(
                at.clone(),
                format!("`{name}` can't name {what}"),
                Some("use lower-case letters, digits and hyphens; start with a letter".into()),
            );
        }
        fine
    }

    /// A whole number from 1 to `most`.
    pub(super) fn within(&mut self, keys: &mut Keys<'_, '_>, key: &'static str, most: usize) -> Option<usize> {
        let number = self.number(keys, key)?;
        let fine = usize::try_from(number).ok().filter(|n| (1..=most).contains(n));
        if fine.is_none() {
            let at = keys.table.get(key).map_or(0..0, toml::Spanned::span);
            self.say(at, format!("`{key}` is at least 1 and at most {most}"), None);
        }
        fine
    }

    pub(super) fn word(
        &mut self,
        keys: &mut Keys<'_, '_>,
        key: &'static str,
        words: &[&'static str],
    ) -> Option<&'static str> {
        let said = self.text(keys, key)?;
        let found = words.iter().copied().find(|word| *word == said);
        if found.is_none() {
            let at = keys.table.get(key).map_or(0..0, toml::Spanned::span);
            let help = match suggest(&said, words.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("one of: {}", words.join(", ")),
            };
            self.say(at, format!("`{said}` is no {key}"), Some(help));
        }
        found
    }
}

/// The whole number that a value is, if it is one.
pub(super) fn integer(value: &DeValue<'_>) -> Option<i64> {
    let written = value.as_integer()?;
    i64::from_str_radix(&written.as_str().replace('_', ""), written.radix()).ok()
}
