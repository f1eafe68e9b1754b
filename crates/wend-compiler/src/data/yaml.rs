//! YAML with spans: the part of it that front matter needs.
//!
//! Anchors and aliases are refused (a few lines of them can stand for gigabytes), and so are several documents in one,
//! keys that are not plain texts, and the same key twice.

use saphyr_parser::{Event, Parser, ScalarStyle};
use wend_diagnostics::{Diagnostic, FileId, Span, Spanned, codes};

use super::repair::{self, Repair};
use super::{Data, MAX_DEPTH, Node, Table};

/// Parses `text`, which starts at byte `offset` of `file`. What could not be read is left out and reported.
pub(crate) fn parse(file: FileId, text: &str, offset: u32) -> (Table, Vec<Diagnostic>) {
    let (table, diagnostics, sound) = read(Place::new(file, text, offset, None), text);
    if sound {
        return (table, diagnostics);
    }
    let repair = repair::yaml::slips(text);
    if repair.is_empty() {
        return (table, diagnostics);
    }
    let mended = repair.mended(text);
    let (table, rest, _) = read(Place::new(file, &mended, offset, Some(&repair)), &mended);
    let mut diagnostics = repair.diagnostics(file, offset);
    diagnostics.extend(rest);
    (table, diagnostics)
}

/// The same without mending; says also whether the parser came to the end.
fn read(place: Place<'_>, text: &str) -> (Table, Vec<Diagnostic>, bool) {
    let mut sound = true;
    let mut builder = Builder { place, open: Vec::new(), root: None, diagnostics: Vec::new() };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => {
                let span = builder.place.span(span.start.index(), span.end.index());
                if !builder.event(event, span) {
                    break;
                }
            }
            Err(error) => {
                let at = error.marker().index();
                sound = false;
                builder.diagnostics.push(
                    Diagnostic::new(&codes::data::SYNTAX, format!("this is not valid YAML: {}", error.info()))
                        .at(builder.place.span(at, at))
                        .help("write `key: value`, and put quotes around a text that has a colon in it"),
                );
                break;
            }
        }
    }
    // After a fault the open lists and tables are closed here, so that the keys before it still count.
    while !builder.open.is_empty() {
        builder.close();
    }
    let Builder { root, mut diagnostics, .. } = builder;
    let table = match root {
        Some(Node { data: Data::Table(table), .. }) => table,
        None | Some(Node { data: Data::Null, .. }) => Table::default(),
        Some(node) => {
            diagnostics.push(
                Diagnostic::new(
                    &codes::data::SYNTAX,
                    format!("keys and values were expected here, not {}", node.data.kind()),
                )
                .at(node.span)
                .help("write one `key: value` a line"),
            );
            Table::default()
        }
    };
    (Table { yaml: true, ..table }, diagnostics, sound)
}

/// Turns the parser's positions, counted in characters, into bytes of the file.
struct Place<'r> {
    file: FileId,
    offset: u32,
    /// The byte at which each character starts; empty when all of the text is ASCII.
    bytes: Vec<u32>,
    len: u32,
    /// What was mended before the text was parsed.
    repair: Option<&'r Repair>,
}

impl<'r> Place<'r> {
    fn new(file: FileId, text: &str, offset: u32, repair: Option<&'r Repair>) -> Self {
        let bytes = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at as u32).collect() };
        Self { file, offset, bytes, len: text.len() as u32, repair }
    }

    fn byte(&self, character: usize) -> u32 {
        let at = if self.bytes.is_empty() {
            character as u32
        } else {
            self.bytes.get(character).copied().unwrap_or(self.len)
        };
        let at = at.min(self.len);
        self.offset + self.repair.map_or(at, |repair| repair.original(at as usize) as u32)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: self.byte(start), end: self.byte(end) }
    }
}

/// A list or table that is still being read.
enum Open {
    List(Span, Vec<Node>),
    Table(Span, Table, Option<Spanned<String>>),
}

struct Builder<'r> {
    place: Place<'r>,
    open: Vec<Open>,
    root: Option<Node>,
    diagnostics: Vec<Diagnostic>,
}

impl Builder<'_> {
    /// Takes one event; `false` ends the reading.
    fn event(&mut self, event: Event<'_>, span: Span) -> bool {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            Event::DocumentStart(_) => {
                if self.root.is_some() {
                    self.fault(span, "a second document begins here", "keep all keys in one block");
                    return false;
                }
            }
            Event::Alias(_) => {
                self.fault(span, "an alias (`*name`) is not supported here", "write the value out where it is needed");
                self.put(Node { span, data: Data::Null });
            }
            Event::Scalar(text, style, anchor, tag) => {
                if anchor != 0 {
                    self.anchor(span);
                }
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let data = if plain { scalar(&text) } else { Data::String(text.into_owned()) };
                self.put(Node { span, data });
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                if anchor != 0 {
                    self.anchor(span);
                }
                if self.open.len() >= MAX_DEPTH {
                    self.fault(span, "this is nested too deeply", "use fewer levels");
                    return false;
                }
                self.open.push(if matches!(event, Event::SequenceStart(..)) {
                    Open::List(span, Vec::new())
                } else {
                    Open::Table(span, Table { yaml: true, ..Table::default() }, None)
                });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
        }
        true
    }

    fn anchor(&mut self, span: Span) {
        self.fault(
            span,
            "an anchor (`&name`) is not supported here",
            "leave the anchor out and write the value where it is needed",
        );
    }

    fn fault(&mut self, span: Span, message: &str, help: &str) {
        self.diagnostics.push(Diagnostic::new(&codes::data::SYNTAX, message).at(span).help(help));
    }

    /// Closes the innermost list or table.
    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let (span, data, last) = match open {
            Open::List(span, list) => {
                let last = list.last().map(|node| node.span.end);
                (span, Data::List(list), last)
            }
            Open::Table(span, table, _) => {
                let last = table.entries.last().map(|(_, node)| node.span.end);
                (span, Data::Table(table), last)
            }
        };
        let span = Span { end: last.unwrap_or(span.end).max(span.end), ..span };
        self.put(Node { span, data });
    }

    /// Puts a finished value where it belongs: into the open list, as a key, as a key's value, or as the whole.
    fn put(&mut self, node: Node) {
        match self.open.last_mut() {
            None => {
                if self.root.is_none() {
                    self.root = Some(node);
                }
            }
            Some(Open::List(_, list)) => list.push(node),
            Some(Open::Table(_, table, key)) => match key.take() {
                Some(key) => {
                    if let Some((first, _)) = table.get(&key.value) {
                        let first = first.span;
                        self.diagnostics.push(
                            Diagnostic::new(
                                &codes::data::SYNTAX,
                                format!("the key `{}` stands here a second time", key.value),
                            )
                            .at(key.span)
                            .label(first, "first here")
                            .help("write each key once; put the values of both into one list"),
                        );
                    } else {
                        table.entries.push((key, node));
                    }
                }
                None => {
                    let value = match node.data {
                        Data::String(text) | Data::Date(text) => text,
                        Data::Int(number) => number.to_string(),
                        Data::Float(number) => number.to_string(),
                        Data::Bool(yes) => yes.to_string(),
                        Data::Null => String::new(),
                        Data::List(_) | Data::Table(_) => {
                            self.diagnostics.push(
                                Diagnostic::new(&codes::data::SYNTAX, "a key must be a plain text").at(node.span),
                            );
                            String::new()
                        }
                    };
                    *key = Some(Spanned { value, span: node.span });
                }
            },
        }
    }
}

/// A plain scalar by YAML 1.2's core schema (so `no` is a text and not false).
fn scalar(text: &str) -> Data {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Data::Null,
        "true" | "True" | "TRUE" => return Data::Bool(true),
        "false" | "False" | "FALSE" => return Data::Bool(false),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().map_or(Data::Float(f64::INFINITY), Data::Int);
    }
    if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+'))
        && let Ok(number) = text.parse::<f64>()
    {
        return Data::Float(number);
    }
    if is_date(text) {
        return Data::Date(text.to_owned());
    }
    Data::String(text.to_owned())
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(i, b)| match i {
            4 | 7 => *b == b'-',
            _ => b.is_ascii_digit(),
        })
}
