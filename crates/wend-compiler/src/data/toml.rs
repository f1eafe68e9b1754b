//! TOML with spans.

use toml::de::{DeTable, DeValue};
use wend_diagnostics::{Diagnostic, FileId, Span, Spanned, codes};

use super::{Data, Node, Table};

/// Parses `text`, which starts at byte `offset` of `file`. Whatever can be read is given back, also beside faults.
pub(crate) fn parse(file: FileId, text: &str, offset: u32) -> (Table, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let place = Place { file, offset };
    let mut diagnostics = Vec::new();
    // One broken line often makes the parser stumble several times over: the first fault of a line is the telling one.
    let mut last_line = None;
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let line = text.as_bytes()[..range.start.min(text.len())].iter().filter(|b| **b == b'\n').count();
        if last_line == Some(line) {
            continue;
        }
        last_line = Some(line);
        let mut diagnostic =
            Diagnostic::new(&codes::data::SYNTAX, format!("this is not valid TOML: {}", error.message()))
                .at(place.span(&range));
        if let Some(help) = help(text, &range, error.message()) {
            diagnostic = diagnostic.help(help);
        }
        diagnostics.push(diagnostic);
    }
    (place.table(table.into_inner()), diagnostics)
}

/// The commonest slips, in the author's words.
fn help(text: &str, range: &std::ops::Range<usize>, message: &str) -> Option<&'static str> {
    let start = range.start.min(text.len());
    let line_start = text[..floor(text, start)].rfind('\n').map_or(0, |i| i + 1);
    let line = text[line_start..].lines().next().unwrap_or("");
    if message.contains("duplicate key") {
        Some("write each key once; put the values of both into one list")
    } else if line.contains(['“', '”', '„']) {
        Some("use straight quotes (\") around a text, not curly ones")
    } else if line.contains(": ") && !line.contains('=') {
        Some("TOML writes `key = value`; `key: value` is YAML, which stands between `---` lines")
    } else if line.contains('=') && !line.contains(['"', '\'']) {
        Some("put quotes around a text: key = \"value\"")
    } else {
        None
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

struct Place {
    file: FileId,
    offset: u32,
}

impl Place {
    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        Span { file: self.file, start: self.offset + range.start as u32, end: self.offset + range.end as u32 }
    }

    fn table(&self, table: DeTable<'_>) -> Table {
        let mut entries: Vec<_> = table
            .into_iter()
            .map(|(key, value)| {
                let key = Spanned { span: self.span(&key.span()), value: key.into_inner().into_owned() };
                (key, self.node(value))
            })
            .collect();
        // The parser sorts by key; the author's order is the order of the objectives.
        entries.sort_by_key(|(key, _)| key.span.start);
        Table { entries }
    }

    fn node(&self, value: toml::Spanned<DeValue<'_>>) -> Node {
        let span = self.span(&value.span());
        let data = match value.into_inner() {
            DeValue::String(text) => Data::String(text.into_owned()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| Data::Float(f64::INFINITY), Data::Int),
            DeValue::Float(number) => Data::Float(number.as_str().parse().unwrap_or(f64::INFINITY)),
            DeValue::Boolean(yes) => Data::Bool(yes),
            DeValue::Datetime(date) => Data::Date(date.to_string()),
            DeValue::Array(list) => Data::List(list.into_iter().map(|value| self.node(value)).collect()),
            DeValue::Table(table) => Data::Table(self.table(table)),
        };
        Node { span, data }
    }
}
