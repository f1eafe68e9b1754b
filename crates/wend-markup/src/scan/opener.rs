//! What stands on the line that opens a block: `::: name label {#id .class key="value"}`.
//!
//! Only the name must be there. What can't be read is reported and left out.

use wend_diagnostics::{Diagnostic, FileId, Span, Spanned, codes};

use crate::ids::is_mark;
use crate::tree::Attr;

/// What an opener says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opener {
    /// The kind of block; empty if it names none.
    pub name: Spanned<String>,
    /// The word after the name.
    pub label: Option<Spanned<String>>,
    /// `#id`
    pub id: Option<Spanned<String>>,
    /// `.class`
    pub classes: Vec<Spanned<String>>,
    /// `key="value"`
    pub attrs: Vec<Attr>,
}

/// Reads the line `line`, which starts at byte `start` with `colons` colons.
pub fn read(file: FileId, line: &str, start: usize, colons: usize, found: &mut Vec<Diagnostic>) -> Opener {
    let mut reader = Reader { file, line, start, at: colons, found, quote_is_open: false };
    reader.skip_space();
    let mut name = reader.word(|c| !c.is_whitespace() && c != '{');
    if !name.value.is_empty() && !is_name(&name.value) {
        let message = format!("`{}` can't be the name of a block", name.value);
        let help = "a name begins with a letter and has only letters, digits, `-` and `_`";
        reader.complain(message, name.span, help);
        name.value.clear();
    }
    let mut opener = Opener { name, label: None, id: None, classes: Vec::new(), attrs: Vec::new() };
    let extra = reader.label(&mut opener);
    reader.skip_space();
    if reader.rest().starts_with('{') {
        reader.attributes(&mut opener);
        reader.skip_space();
        let rest = reader.rest().trim_end();
        if !rest.bytes().all(|b| b == b':') {
            let span = reader.span(reader.at, reader.at + rest.len());
            reader.complain(
                "nothing can stand behind the closing brace of a block's opener",
                span,
                "put the text into the block, below this line",
            );
        }
    }
    if let Some(span) = extra {
        reader.extra_words(&opener, span);
    }
    if opener.name.value.is_empty()
        && let Some(class) = opener.classes.first()
    {
        let line_span = reader.span(0, line.len());
        let colons = &line[..colons];
        let name = class.value.strip_prefix("callout-").unwrap_or(&class.value).to_owned();
        reader.complain(
            "this block has a class but no name, so nothing knows what it is",
            line_span,
            &format!("write its kind behind the colons: `{colons} {name}`"),
        );
    } else if opener.name.value.is_empty() && reader.found.is_empty() {
        let line_span = reader.span(0, line.len());
        reader.complain("this block has no name, so nothing knows what it is", line_span, "write `::: note`");
    }
    opener
}

/// Whether a kind of block can be called that.
fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_') || is_mark(c))
}

struct Reader<'a> {
    file: FileId,
    line: &'a str,
    /// Where the line starts in the file.
    start: usize,
    at: usize,
    found: &'a mut Vec<Diagnostic>,
    /// Whether the rest of the line was taken by a quote that never ends.
    quote_is_open: bool,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.file, self.start + from..self.start + to)
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// The longest run of such characters, maybe none.
    fn word(&mut self, is_part: impl Fn(char) -> bool) -> Spanned<String> {
        let rest = self.rest();
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let from = self.at;
        self.at += length;
        Spanned::new(rest[..length].to_owned(), self.span(from, self.at))
    }

    fn complain(&mut self, message: impl Into<String>, span: Span, help: &str) {
        self.found.push(Diagnostic::new(&codes::markup::BAD_OPENER, message).at(span).help(help));
    }

    /// Reads the label; returns the span of words after it, for which there is no place.
    fn label(&mut self, opener: &mut Opener) -> Option<Span> {
        self.skip_space();
        let from = self.at;
        let plain = self.rest().find('{').map_or(self.line.len(), |n| self.at + n);
        let words = self.line[from..plain].trim_end();
        // Some write colons on both sides; they mean nothing.
        let words = words.trim_end_matches(':').trim_end();
        self.at = plain;
        if words.is_empty() {
            return None;
        }
        if words.contains(char::is_whitespace) {
            return Some(self.span(from, from + words.len()));
        }
        opener.label = Some(Spanned::new(words.to_owned(), self.span(from, from + words.len())));
        None
    }

    fn extra_words(&mut self, opener: &Opener, span: Span) {
        let words = &self.line[span.start as usize - self.start..span.end as usize - self.start];
        let message = format!("`{words}` is more than a label: a label is one word");
        let mut found = Diagnostic::new(&codes::markup::BAD_OPENER, message)
            .at(span)
            .help(format!("a title goes in braces: `{{title=\"{words}\"}}`"));
        let has_braces = opener.id.is_some() || !opener.classes.is_empty() || !opener.attrs.is_empty();
        if !has_braces && !words.contains(['"', '\\', '}']) {
            found = found.replace("make it the title", span, format!("{{title=\"{words}\"}}"));
        }
        self.found.push(found);
    }

    /// Reads `{…}`, from the brace on.
    fn attributes(&mut self, opener: &mut Opener) {
        let open = self.at;
        self.at += 1;
        loop {
            self.skip_space();
            let from = self.at;
            let Some(first) = self.rest().chars().next() else {
                if self.quote_is_open {
                    return;
                }
                let span = self.span(open, self.line.trim_end().len());
                self.complain(
                    "the attributes of this block have no closing brace",
                    span,
                    "end them with `}`, on the same line",
                );
                return;
            };
            match first {
                '}' => {
                    self.at += 1;
                    return;
                }
                '#' | '.' => {
                    self.at += 1;
                    let mut word = self.word(|c| !c.is_whitespace() && !matches!(c, '}' | '{' | '"' | '='));
                    word.span = self.span(from, self.at);
                    if word.value.is_empty() {
                        self.complain(format!("`{first}` without a name"), word.span, "write `#id` or `.class`");
                    } else if first == '.' {
                        opener.classes.push(word);
                    } else if opener.id.is_none() {
                        opener.id = Some(word);
                    } else {
                        self.complain("a block can have one id only; the first counts", word.span, "remove this one");
                    }
                }
                c if c.is_alphabetic() || c == '_' => self.attribute(opener),
                _ => {
                    let word = self.word(|c| !c.is_whitespace() && c != '}');
                    let message = format!("`{}` is no attribute", word.value);
                    self.complain(message, word.span, "attributes are `#id`, `.class` and `key=\"value\"`");
                }
            }
        }
    }

    fn attribute(&mut self, opener: &mut Opener) {
        let key = self.word(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
        let mut value = Spanned::new(String::new(), self.span(self.at, self.at));
        if self.rest().starts_with('=') {
            self.at += 1;
            value = match self.rest().chars().next() {
                Some(quote @ ('"' | '\'')) => self.quoted(quote, &key),
                _ => self.word(|c| !c.is_whitespace() && !matches!(c, '}' | '"')),
            };
        }
        if let Some(first) = opener.attrs.iter().find(|attr| attr.key.value == key.value) {
            let message = format!("`{}` is set twice; the first counts", key.value);
            let found = Diagnostic::new(&codes::markup::BAD_OPENER, message)
                .at(key.span)
                .label(first.key.span, "first set here")
                .help("remove one of them");
            self.found.push(found);
        }
        opener.attrs.push(Attr { key, value });
    }

    /// Reads a value in quotes, in which `\"` and `\\` stand for the sign itself.
    fn quoted(&mut self, quote: char, key: &Spanned<String>) -> Spanned<String> {
        self.at += 1;
        let from = self.at;
        let mut value = String::new();
        let mut escaped = false;
        for (offset, c) in self.rest().char_indices() {
            if escaped {
                if c != quote && c != '\\' {
                    value.push('\\');
                }
                value.push(c);
                escaped = false;
            } else if c == '\\' {
                escaped = true;
            } else if c == quote {
                self.at = from + offset + 1;
                return Spanned::new(value, self.span(from, from + offset));
            } else {
                value.push(c);
            }
        }
        self.at = self.line.len();
        self.quote_is_open = true;
        let message = format!("the value of `{}` has no closing quote", key.value);
        let span = self.span(from - 1, self.line.trim_end().len());
        self.complain(message, span, &format!("end it with `{quote}`, on the same line"));
        Spanned::new(value, self.span(from, self.at))
    }
}
