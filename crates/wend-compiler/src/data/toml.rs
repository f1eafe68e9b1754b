//! TOML with spans.

use toml::de::{DeTable, DeValue};
use wend_diagnostics::{Diagnostic, Edit, FileId, Span, Spanned, codes};

use super::repair::{self, Repair};
use super::{Data, Node, Table};

/// Parses `text`, which starts at byte `offset` of `file`. Whatever can be read is given back, also beside faults.
pub(crate) fn parse(file: FileId, text: &str, offset: u32) -> (Table, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return (whole(&Place { file, offset, repair: None }, table.into_inner(), text), Vec::new());
    }
    let repair = repair::toml::slips(text);
    if repair.is_empty() {
        let place = Place { file, offset, repair: None };
        let diagnostics = faults(&place, text, &errors);
        return (whole(&place, table.into_inner(), text), diagnostics);
    }
    let mended = repair.mended(text);
    let (table, errors) = DeTable::parse_recoverable(&mended);
    let mut diagnostics = repair.diagnostics(file, offset);
    let place = Place { file, offset, repair: Some(&repair) };
    diagnostics.extend(faults(&place, &mended, &errors));
    (whole(&place, table.into_inner(), &mended), diagnostics)
}

/// The parser's errors in an author's words.
fn faults(place: &Place<'_>, text: &str, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    // One broken line often makes the parser stumble several times over: the first fault of a line is the telling one.
    let mut last_line = None;
    // All keys of a table that stands twice may stand twice.
    let mut twice: Option<usize> = None;
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let start = floor(text, range.start.min(text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        if last_line == Some(line_start) {
            continue;
        }
        last_line = Some(line_start);
        let message = error.message();
        let line = text[line_start..].lines().next().unwrap_or("");
        let is_head = line.trim_start().starts_with('[');
        if message.contains("duplicate key") {
            if !is_head && twice.is_some_and(|head| !has_head(&text[head..line_start])) {
                continue;
            }
            if is_head {
                twice = Some(line_start + line.len());
            }
            diagnostics.push(second(place, text, &range, line_start, is_head));
            continue;
        }
        if is_head && message.contains("cannot extend value of type array") {
            let name = &text[start..floor(text, range.end.min(text.len()))];
            if let Some((_, one)) = ONE_OF.iter().find(|(many, _)| *many == name) {
                let edits = heads(place, text).into_iter().filter(|head| head.value == name);
                let edits: Vec<Edit> = edits.map(|head| Edit { span: head.span, text: (*one).to_owned() }).collect();
                let said = |d: &Diagnostic| d.fix.as_ref().is_some_and(|fix| fix.edits == edits);
                if !diagnostics.iter().any(said) {
                    diagnostics.push(
                        Diagnostic::new(
                            &codes::data::SYNTAX,
                            format!("`{name}` is a list, so it can't be a table too"),
                        )
                        .at(place.span(&range))
                        .help(format!("the table of one of them begins with `{one}`: [{one}.name]"))
                        .fix(format!("write `{one}`"), edits),
                    );
                }
                continue;
            }
        }
        diagnostics.push(
            Diagnostic::new(&codes::data::SYNTAX, format!("this is not valid TOML: {message}"))
                .at(place.span(&range))
                .maybe_help(help(line).map(str::to_owned)),
        );
    }
    diagnostics
}

/// Keys of lists, and what the table of one entry is called.
const ONE_OF: [(&str, &str); 2] = [("interests", "interest"), ("strands", "strand")];

fn has_head(text: &str) -> bool {
    text.lines().any(|line| line.trim_start().starts_with('['))
}

/// A table or key that stands twice, with the place of the first.
fn second(
    place: &Place<'_>,
    text: &str,
    range: &std::ops::Range<usize>,
    line_start: usize,
    is_head: bool,
) -> Diagnostic {
    let bare = |line: &str| line.split('#').next().unwrap_or("").trim().to_owned();
    let key = |line: &str| line.split('=').next().unwrap_or("").trim().to_owned();
    let own = text[line_start..].lines().next().unwrap_or("");
    // A key is looked for below the same head.
    let from = if is_head { 0 } else { text[..line_start].rfind("\n[").map_or(0, |at| at + 1) };
    let mut at = from;
    let mut first = None;
    for line in text[from..line_start].split_inclusive('\n') {
        let same = if is_head { bare(line) == bare(own) } else { line.contains('=') && key(line) == key(own) };
        if same && first.is_none() {
            let lead = line.len() - line.trim_start().len();
            first = Some(at + lead..at + lead + if is_head { bare(line) } else { key(line) }.len());
        }
        at += line.len();
    }
    let (what, help) = if is_head {
        (format!("the table `{}`", bare(own)), "write all its keys below one of the two, or give one another name")
    } else {
        (format!("the key `{}`", key(own)), "write each key once; put the values of both into one list")
    };
    let found = Diagnostic::new(&codes::data::SYNTAX, format!("{what} stands here a second time"))
        .at(place.span(range))
        .help(help);
    match first {
        Some(first) => found.label(place.span(&first), "first here"),
        None => found,
    }
}

/// The first part of each table's head.
fn heads(place: &Place<'_>, text: &str) -> Vec<Spanned<String>> {
    let mut at = 0;
    let mut out = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(inner) = line.trim_end().strip_prefix('[') {
            let name = inner.split(['.', ']']).next().unwrap_or("");
            if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
                let span = place.span(&(at + 1..at + 1 + name.len()));
                out.push(Spanned { value: name.to_owned(), span });
            }
        }
        at += line.len();
    }
    out
}

fn whole(place: &Place<'_>, table: DeTable<'_>, text: &str) -> Table {
    Table { heads: heads(place, text), ..place.table(table) }
}

/// The mend, where the line shows it.
fn help(line: &str) -> Option<&'static str> {
    if line.contains(['“', '”', '„']) {
        Some("use straight quotes (\") around a text, not curly ones")
    } else if line.contains('=') && !line.contains(['"', '\'']) {
        Some("put quotes around a text: key = \"value\"")
    } else if !line.contains('=') && !line.trim_start().starts_with('[') {
        Some("a line is `key = value`, or the head of a table, `[name]`; a remark begins with `#`")
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

struct Place<'r> {
    file: FileId,
    offset: u32,
    /// What was mended before the text was parsed.
    repair: Option<&'r Repair>,
}

impl Place<'_> {
    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        let at = |byte: usize| self.offset + self.repair.map_or(byte, |repair| repair.original(byte)) as u32;
        Span { file: self.file, start: at(range.start), end: at(range.end) }
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
        Table { entries, ..Table::default() }
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
