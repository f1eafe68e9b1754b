//! Headings, tables and quotations.

use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr};

use super::escape::escape_text;
use super::write::Writer;
use crate::outline::heading_id;

/// A heading whose end has not come: only then is its text known, and from it its id.
pub(super) struct Heading {
    level: u8,
    id: Option<String>,
    classes: String,
    /// Where it starts in the output.
    start: usize,
    pub(super) plain: String,
}

/// The table we are in.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_body: bool,
    /// Where the current cell starts.
    cell: usize,
}

impl Writer<'_, '_, '_> {
    pub(super) fn start_heading(&mut self, level: u8, id: Option<&str>, classes: &[CowStr<'_>]) {
        self.block();
        let classes = classes.join(" ");
        self.heading =
            Some(Heading { level, id: id.map(str::to_owned), classes, start: self.out.len(), plain: String::new() });
    }

    pub(super) fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else { return };
        let renderer = &mut *self.renderer;
        let text = heading.plain.trim();
        let scope = renderer.scopes.last().map(String::as_str);
        let id = renderer.ids.unique(&heading_id(heading.id.as_deref(), text, scope));
        if heading.level == 1 && scope.is_none() && renderer.options.drop_title.as_deref() == Some(text) {
            renderer.options.drop_title = None;
            self.out.truncate(heading.start);
            return;
        }
        if self.out[heading.start..].trim().is_empty() {
            // A heading without text heads nothing, and readers of headings would stumble over it.
            self.out.truncate(heading.start);
            return;
        }
        let mut level = (heading.level + renderer.options.shift).min(6);
        if renderer.options.is_page {
            level = level.clamp(2, renderer.last_level + 1);
            renderer.last_level = level.min(5);
        }
        let content = self.out.split_off(heading.start);
        let digit = char::from(b'0' + level);
        self.out.push_str("<h");
        self.out.push(digit);
        self.out.push_str(" id=\"");
        self.renderer.push_id(&id, self.out);
        self.out.push('"');
        self.attribute("class", &heading.classes);
        self.out.push('>');
        self.out.push_str(&content);
        self.out.push_str("</h");
        self.out.push(digit);
        self.out.push_str(">\n");
    }

    pub(super) fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.block();
        let Some(kind) = kind else {
            self.out.push_str("<blockquote>\n");
            return;
        };
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("note", "Note"),
            BlockQuoteKind::Tip => ("tip", "Tip"),
            BlockQuoteKind::Important => ("important", "Important"),
            BlockQuoteKind::Warning => ("warning", "Warning"),
            BlockQuoteKind::Caution => ("caution", "Caution"),
        };
        let words = self.renderer.host.phrase(&format!("alert.{class}"), 1);
        self.out.push_str("<div class=\"alert alert-");
        self.out.push_str(class);
        self.out.push_str("\" role=\"note\">\n<p class=\"alert-title\">");
        escape_text(words.as_deref().unwrap_or(word), self.out);
        self.out.push_str("</p>\n");
    }

    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.block();
        self.table = Table { alignments, ..Table::default() };
        self.out.push_str("<table>\n");
    }

    pub(super) fn start_table_head(&mut self) {
        self.table.in_head = true;
        self.table.column = 0;
        self.out.push_str("<thead>\n<tr>");
    }

    pub(super) fn end_table_head(&mut self) {
        self.table.in_head = false;
        self.out.push_str("</tr>\n</thead>\n");
    }

    pub(super) fn start_table_row(&mut self) {
        if !std::mem::replace(&mut self.table.has_body, true) {
            self.out.push_str("<tbody>\n");
        }
        self.table.column = 0;
        self.out.push_str("<tr>");
    }

    pub(super) fn start_table_cell(&mut self) {
        self.table.cell = self.out.len();
    }

    pub(super) fn end_table_cell(&mut self) {
        let content = self.out.split_off(self.table.cell.min(self.out.len()));
        // A heading cell without text heads nothing.
        let is_heading = self.table.in_head && !content.is_empty();
        self.out.push_str(if is_heading { "<th scope=\"col\"" } else { "<td" });
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => "a-start",
            Some(Alignment::Center) => "a-center",
            Some(Alignment::Right) => "a-end",
            _ => "",
        };
        self.attribute("class", class);
        self.out.push('>');
        self.out.push_str(&content);
        self.out.push_str(if is_heading { "</th>" } else { "</td>" });
        self.table.column += 1;
    }

    pub(super) fn end_table(&mut self) {
        self.out.push_str(if self.table.has_body { "</tbody>\n</table>\n" } else { "</table>\n" });
        self.table = Table::default();
    }
}
