//! Tables that are parts of a block, and what looks like one and is none.

use std::ops::Range;

use wend_diagnostics::{Diagnostic, Edit, Span, Spanned, codes};
use wend_markup::pulldown_cmark::{Event, Tag, TagEnd};
use wend_markup::{Block, Directive};

use super::{Cutter, Sink};
use crate::manifest::{Part, PartKind};
use crate::parts::{PartValue, Table};

impl<'a> Cutter<'a> {
    pub(super) fn table(&mut self, run: &[(Event<'a>, Range<usize>)], whole: Range<usize>) {
        let free = self.part_where(|is| *is == PartKind::Table);
        let (table, found) = self.read(run, whole.clone());
        match free.filter(|part| !self.out.parts.contains_key(&part.name) && self.wants(part, &table)) {
            Some(part) => {
                self.out.found.extend(found);
                self.claim(&part.name, whole, PartValue::Table(table));
            }
            None => self.flow(whole, false),
        }
    }

    /// A table of variants is one whose columns are used; another one is part of the question's text.
    fn wants(&self, part: &Part, table: &Table) -> bool {
        let rows = self.kind.item.as_ref().and_then(|item| item.rows.as_ref());
        rows != Some(&part.name) || table.head.iter().any(|cell| self.used.contains(cell.value.as_str()))
    }

    pub(super) fn section_table(&mut self, run: &[(Event<'a>, Range<usize>)], whole: Range<usize>) {
        if let Sink::Section(name) = &self.sink
            && self.kind.part(name).is_some_and(|part| matches!(part.is, PartKind::Section { table: true, .. }))
        {
            let (table, found) = self.read(run, whole.clone());
            if let Some(PartValue::Sections(sections)) = self.out.parts.get_mut(name)
                && let Some(section) = sections.last_mut()
                && section.table.is_none()
            {
                section.table = Some(table);
                self.out.found.extend(found);
                return;
            }
        }
        self.flow(whole, false);
    }

    /// The cells of a table, and a word about those that Markdown leaves out: they stand behind the last column.
    fn read(&self, run: &[(Event<'a>, Range<usize>)], whole: Range<usize>) -> (Table, Vec<Diagnostic>) {
        let mut table = Table { span: self.span(whole), ..Table::default() };
        let mut found = Vec::new();
        let mut row: Vec<Spanned<String>> = Vec::new();
        for (event, range) in run {
            match event {
                Event::Start(Tag::TableRow) => {
                    let cells = cells(self.text.get(range.clone()).unwrap_or(""));
                    let columns = table.head.len();
                    if let (Some(first), Some(last)) = (cells.get(columns), cells.last()) {
                        let over = Span::new(self.file, range.start + first.start..range.start + last.end);
                        let message =
                            format!("this row has {} cells, but the table has {columns} columns", cells.len());
                        found.push(
                            Diagnostic::new(&codes::item::EXTRA_CELL, message)
                                .at(over)
                                .label(self.head(&table), "its columns")
                                .help("name the column in the first row, or write a `|` within a cell as `\\|`"),
                        );
                    }
                }
                Event::Start(Tag::TableCell) => {
                    let raw = self.text.get(range.clone()).unwrap_or("");
                    let lead = raw.len() - raw.trim_start().len();
                    let kept = raw.trim();
                    let mut span = self.span(range.start + lead..range.start + lead + kept.len());
                    // A cell that its row lacks is given to us at the next line.
                    if let Some(before) = row.last()
                        && kept.is_empty()
                        && self.text.get(before.span.end as usize..range.start).is_some_and(|gap| gap.contains('\n'))
                    {
                        span = Span { start: before.span.end, ..before.span };
                    }
                    row.push(Spanned::new(kept.replace("\\|", "|"), span));
                }
                Event::End(TagEnd::TableHead) => table.head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => table.rows.push(std::mem::take(&mut row)),
                _ => {}
            }
        }
        for row in &mut table.rows {
            while row.len() < table.head.len() {
                row.push(Spanned::new(String::new(), table.span));
            }
            row.truncate(table.head.len());
        }
        (table, found)
    }

    fn head(&self, table: &Table) -> Span {
        match (table.head.first(), table.head.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => table.span,
        }
    }
}

/// Where the cells of a line stand in it.
fn cells(line: &str) -> Vec<Range<usize>> {
    let line = line.trim_end();
    let start = line.len() - line.trim_start().len();
    let first = start + usize::from(line[start..].starts_with('|'));
    let mut from = first;
    let mut cells = Vec::new();
    let mut escaped = false;
    for (at, c) in line.char_indices().skip_while(|(at, _)| *at < first) {
        if c == '|' && !escaped {
            cells.push(from..at);
            from = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if from < line.len() {
        cells.push(from..line.len());
    }
    let trimmed = |cell: Range<usize>| {
        let text = &line[cell.clone()];
        let lead = text.len() - text.trim_start().len();
        cell.start + lead..cell.start + lead + text.trim().len()
    };
    cells.into_iter().map(trimmed).collect()
}

/// Two columns of one name: a place can be filled from one of them only.
pub(crate) fn twins(table: &Table) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, cell) in table.head.iter().enumerate().filter(|(_, cell)| !cell.value.is_empty()) {
        if let Some(first) = table.head[..at].iter().find(|first| first.value == cell.value) {
            let message = format!("two columns are called `{}`, so this one is never used", cell.value);
            let found_one = Diagnostic::new(&codes::item::DUPLICATE_COLUMN, message).at(cell.span);
            found.push(found_one.label(first.span, "first here").help("give it another name, or take it away"));
        }
    }
    found
}

/// Lines that were meant as a table and are text, because the line of dashes is missing or does not fit.
pub(crate) struct Broken<'a> {
    /// The names of its columns.
    pub(crate) head: Vec<&'a str>,
    pub(crate) diagnostic: Diagnostic,
}

/// Looks for such lines among a block's own text.
pub(crate) fn broken<'a>(text: &'a str, directive: &Directive) -> Vec<Broken<'a>> {
    let mut out = Vec::new();
    for block in &directive.body {
        let Block::Markdown(span) = block else { continue };
        let mut at = span.start as usize;
        let mut lines: Vec<(usize, &str)> = Vec::new();
        for line in span.text(text).split_inclusive('\n') {
            lines.push((at, line.trim_end()));
            at += line.len();
        }
        let is_row = |n: usize| lines.get(n).is_some_and(|(_, line)| line.trim_start().starts_with('|'));
        for n in (0..lines.len()).filter(|n| is_row(*n) && is_row(n + 1) && (*n == 0 || !is_row(n - 1))) {
            let ((start, line), (next, below)) = (lines[n], lines[n + 1]);
            let (names, dashes) = (cells(line), cells(below));
            let rule = format!("|{}", "---|".repeat(names.len()));
            let is_rule = dashes.iter().all(|cell| {
                let dashes = below[cell.clone()].trim_matches(':');
                !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
            });
            let of = |at: usize, range: Range<usize>| Span::new(span.file, at + range.start..at + range.end);
            let (message, edit) = match (is_rule, dashes.len() == names.len()) {
                (true, true) => continue,
                (true, false) => (
                    format!(
                        "this is no table: its line of dashes has {} columns and the line above it {}",
                        dashes.len(),
                        names.len()
                    ),
                    Edit { span: of(next, 0..below.len()), text: rule.clone() },
                ),
                (false, _) => (
                    "this is no table: the line of dashes below the names is missing".to_owned(),
                    Edit { span: of(next, 0..0), text: format!("{rule}\n") },
                ),
            };
            let diagnostic = Diagnostic::new(&codes::item::BROKEN_TABLE, message)
                .at(of(start, 0..line.len()))
                .help(format!("write `{rule}` below it"))
                .fix("write the line of dashes", vec![edit]);
            out.push(Broken { head: names.into_iter().map(|cell| &line[cell]).collect(), diagnostic });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn a_line_has_cells() {
        let of = |line: &'static str| cells(line).into_iter().map(|cell| &line[cell]).collect::<Vec<_>>();
        assert_eq!(of("| a | b |\n"), ["a", "b"]);
        assert_eq!(of("a|b"), ["a", "b"]);
        assert_eq!(of("  | a \\| b || é |"), ["a \\| b", "", "é"]);
        assert_eq!(of("|"), [""; 0]);
        assert_eq!(of(""), [""; 0]);
    }
}
