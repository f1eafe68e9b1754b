//! Taking a table apart: typed access by key, and a word about every key that nobody asked for.

use wend_diagnostics::{Diagnostic, Edit, Span, Spanned, codes, suggest};

use super::words::{OF_A_PATH, not_one_of, other_word};
use super::{Data, Node, Table};

/// One table while it is being read. Call [`Fields::finish`] at the end: it reports the keys that are left.
pub(crate) struct Fields<'a, 'd> {
    table: &'a Table,
    /// What the table describes, as a message names it: "a lesson", "an objective".
    what: &'static str,
    asked: Vec<&'static str>,
    /// Those of them that must be tables.
    tables: Vec<&'static str>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'a, 'd> Fields<'a, 'd> {
    pub(crate) fn new(table: &'a Table, what: &'static str, diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        Self { table, what, asked: Vec::new(), tables: Vec::new(), diagnostics }
    }

    /// Adds a diagnostic of the caller's own.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(crate) fn diagnostics(&mut self) -> &mut Vec<Diagnostic> {
        self.diagnostics
    }

    /// The whole table.
    pub(crate) fn all(&self) -> &'a Table {
        self.table
    }

    /// The value of `key`, whatever it is. YAML's `key:` without a value counts as not there.
    pub(crate) fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.entry(key).map(|(_, node)| node)
    }

    /// Key and value.
    pub(crate) fn entry(&mut self, key: &'static str) -> Option<&'a (Spanned<String>, Node)> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.table.get(key).filter(|(_, node)| node.data != Data::Null)
    }

    /// A text that is not blank.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.node(key)?;
        match &node.data {
            Data::String(text) if text.trim().is_empty() => {
                self.report(
                    Diagnostic::new(&codes::data::BAD_VALUE, format!("`{key}` is empty"))
                        .at(node.span)
                        .help("write a text, or leave the key out"),
                );
                None
            }
            Data::String(text) => Some(Spanned { value: text.clone(), span: node.span }),
            _ => {
                self.expected(key, "a text", "\"…\"", node);
                None
            }
        }
    }

    /// A text, or a bare number or date taken as text (titles such as `1984`).
    pub(crate) fn label(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.node(key)?;
        let value = match &node.data {
            Data::Int(number) => number.to_string(),
            Data::Float(number) if number.is_finite() => number.to_string(),
            Data::Date(date) => date.clone(),
            Data::Bool(yes) => yes.to_string(),
            _ => return self.text(key),
        };
        Some(Spanned { value, span: node.span })
    }

    /// A list of texts; one text alone counts as a list of one.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(node) = self.node(key) else {
            return Vec::new();
        };
        let list = match &node.data {
            Data::List(list) => list.as_slice(),
            Data::String(_) => std::slice::from_ref(node),
            _ => {
                self.expected(key, "a list of texts", "[\"…\", \"…\"]", node);
                return Vec::new();
            }
        };
        let mut texts: Vec<Spanned<String>> = Vec::new();
        for node in list {
            match &node.data {
                Data::String(text) if !text.trim().is_empty() => {
                    if let Some(first) = texts.iter().find(|t| t.value == *text) {
                        let first = first.span;
                        self.report(
                            Diagnostic::new(&codes::data::DUPLICATE, format!("`{text}` stands in `{key}` twice"))
                                .at(node.span)
                                .label(first, "first here")
                                .help("leave one of them out"),
                        );
                    } else {
                        texts.push(Spanned { value: text.clone(), span: node.span });
                    }
                }
                Data::String(_) => self.report(
                    Diagnostic::new(&codes::data::BAD_VALUE, format!("an empty text in `{key}`"))
                        .at(node.span)
                        .help("leave it out"),
                ),
                // A YAML list such as `[1, 2]` of names: a number is a fine name.
                Data::Int(number) => texts.push(Spanned { value: number.to_string(), span: node.span }),
                _ => self.expected(key, "a list of texts", "[\"…\", \"…\"]", node),
            }
        }
        texts
    }

    /// A whole number within bounds.
    pub(crate) fn integer(&mut self, key: &'static str, min: i64, max: i64) -> Option<Spanned<i64>> {
        let node = self.node(key)?;
        match node.data {
            Data::Int(value) if (min..=max).contains(&value) => Some(Spanned { value, span: node.span }),
            Data::Int(_) | Data::Float(_) => {
                self.report(
                    Diagnostic::new(
                        &codes::data::BAD_VALUE,
                        format!("`{key}` must be a whole number from {min} to {max}"),
                    )
                    .at(node.span),
                );
                None
            }
            _ => {
                self.expected(key, "a whole number", "20", node);
                None
            }
        }
    }

    /// A number within bounds.
    pub(crate) fn number(&mut self, key: &'static str, min: f64, max: f64) -> Option<Spanned<f64>> {
        let node = self.node(key)?;
        let value = number_of(node);
        match value {
            Some(value) if (min..=max).contains(&value) => Some(Spanned { value, span: node.span }),
            Some(_) => {
                self.report(
                    Diagnostic::new(&codes::data::BAD_VALUE, format!("`{key}` must be a number from {min} to {max}"))
                        .at(node.span),
                );
                None
            }
            None => {
                self.expected(key, "a number", "0.5", node);
                None
            }
        }
    }

    /// True or false.
    pub(crate) fn flag(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        let node = self.node(key)?;
        match node.data {
            Data::Bool(value) => Some(Spanned { value, span: node.span }),
            _ => {
                self.expected(key, "true or false", "true", node);
                None
            }
        }
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(&mut self, key: &'static str, words: &[(&'static str, T)]) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(Spanned { value: *value, span: text.span });
        }
        self.report(not_one_of(key, &text, &words.iter().map(|(word, _)| *word).collect::<Vec<_>>()));
        None
    }

    /// A table inside this one.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<(&'a Table, Span)> {
        self.tables.push(key);
        let node = self.node(key)?;
        match &node.data {
            Data::Table(table) => Some((table, node.span)),
            _ => {
                self.expected(key, "a table", "{ … }", node);
                None
            }
        }
    }

    /// Says that another kind of value was expected.
    pub(crate) fn expected(&mut self, key: &str, what: &str, example: &str, node: &Node) {
        let sign = self.sign();
        self.diagnostics.push(
            Diagnostic::new(&codes::data::WRONG_TYPE, format!("`{key}` must be {what}, not {}", node.data.kind()))
                .at(node.span)
                .help(format!("for example: {key}{sign}{example}")),
        );
    }

    /// Says that a key is missing from the table that stands at `span`.
    pub(crate) fn missing(&mut self, key: &str, span: Span, example: &str) {
        let (what, sign) = (self.what, self.sign());
        self.report(
            Diagnostic::new(&codes::data::MISSING_KEY, format!("{what} needs `{key}`"))
                .at(span)
                .help(format!("add: {key}{sign}{example}")),
        );
    }

    /// Reports every key that was not asked for.
    pub(crate) fn finish(self) {
        for (key, node) in &self.table.entries {
            if self.asked.contains(&key.value.as_str()) {
                continue;
            }
            let mut diagnostic =
                Diagnostic::new(&codes::data::UNKNOWN_KEY, format!("{} has no key `{}`", self.what, key.value))
                    .at(key.span);
            if matches!(self.what, "a learner's file" | "a path") && OF_A_PATH.contains(&key.value.as_str()) {
                self.diagnostics.push(diagnostic.help(format!("write `{}` below a line [path]", key.value)));
                continue;
            }
            let known = self.asked.iter().copied();
            diagnostic = match other_word(&key.value, &self.asked).or_else(|| suggest(&key.value, known)) {
                Some(near) => self.rename(diagnostic.help(format!("did you mean `{near}`?")), key, node, &near),
                None => {
                    let mut known = self.asked.clone();
                    known.sort_unstable();
                    diagnostic.help(format!("known keys: {}", known.join(", ")))
                }
            };
            self.diagnostics.push(diagnostic);
        }
    }

    /// Adds the mend of a key that was meant to be another one, where that one is free and takes such a value.
    fn rename(&self, diagnostic: Diagnostic, key: &Spanned<String>, node: &Node, name: &str) -> Diagnostic {
        let is_table = matches!(node.data, Data::Table(_));
        if self.table.get(name).is_some() || self.tables.contains(&name) != is_table {
            return diagnostic;
        }
        diagnostic.fix(format!("write `{name}`"), renames(self.table, key, name))
    }

    /// What stands between a key and its value in the language of the table.
    fn sign(&self) -> &'static str {
        if self.table.yaml { ": " } else { " = " }
    }
}

/// The edits that call a key by another name, in the head of each of its tables too.
pub(crate) fn renames(table: &Table, key: &Spanned<String>, name: &str) -> Vec<Edit> {
    let heads = table.heads.iter().filter(|head| head.value == key.value).map(|head| head.span);
    let mut spans: Vec<Span> = heads.chain([key.span]).collect();
    spans.sort();
    spans.dedup();
    spans.into_iter().map(|span| Edit { span, text: name.to_owned() }).collect()
}

/// The number that a node holds, if it is one.
pub(crate) fn number_of(node: &Node) -> Option<f64> {
    match node.data {
        Data::Int(value) => Some(value as f64),
        Data::Float(value) => Some(value),
        _ => None,
    }
}
