//! What a text can be found by: its words and those of its blocks, what is hidden until asked for apart.

use wend_markup::{Block, Directive, Parsed, Refs, plain};

use crate::expand::expand;
use crate::manifest::{Kind, PartKind};
use crate::parts::{Expanded, Markdown, PartValue, Piece};
use crate::registry::Registry;

/// Words, one space between any two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// What stands on the page, and what plugins add.
    pub shown: String,
    /// Help, answers and solutions: what is shown only when it is asked for (`hidden` in the manifest).
    pub hidden: String,
}

/// The words of a text, whose blocks [`crate::document`] expanded.
pub fn words(registry: &Registry, text: &str, parsed: &Parsed, expanded: &[Expanded]) -> Words {
    let mut walk = Walk { registry, text, parsed, expanded, depth: 0, out: Words::default() };
    walk.blocks(&parsed.blocks, false);
    walk.out
}

struct Walk<'a> {
    registry: &'a Registry,
    text: &'a str,
    parsed: &'a Parsed,
    /// Blocks that are expanded already, by the place of their openers.
    expanded: &'a [Expanded],
    /// How many scripts made what we are in.
    depth: usize,
    out: Words,
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &[Block], hidden: bool) {
        for block in blocks {
            match block {
                Block::Markdown(span) => self.text(span.text(self.text), hidden),
                Block::Directive(directive) => self.directive(directive, hidden),
            }
        }
    }

    fn directive(&mut self, directive: &Directive, hidden: bool) {
        let at = directive.opener.start;
        // What a script made stands after the block it was made of, and says that it is at the same place.
        let known = self.expanded.partition_point(|block| block.opener.start < at);
        match self.expanded.get(known).filter(|block| block.opener == directive.opener) {
            Some(block) => self.block(block, hidden),
            None => self.block(&expand(self.registry, self.text, directive, self.parsed).0, hidden),
        }
    }

    fn block(&mut self, block: &Expanded, hidden: bool) {
        let kind = self.registry.kind(&block.kind);
        let hidden = hidden || kind.is_some_and(|kind| kind.hidden);
        if let Some(made) = &block.made {
            self.text(&made.search, hidden);
            let mut strings = String::new();
            crate::markup::texts(&made.markup, &mut strings);
            self.text(&strings, hidden);
            self.text(&made.open, hidden);
        }
        // What stands open in place of the parts was written for that: they are the key.
        let closed = block.made.as_ref().is_some_and(|made| !made.open.is_empty());
        if let Some(text) = block.in_its_place(self.depth).filter(|_| !block.failed) {
            let (parsed, _) = wend_markup::parse(block.span.file, text);
            let out = std::mem::take(&mut self.out);
            let mut inner = Walk { text, parsed: &parsed, expanded: &[], depth: self.depth + 1, out, ..*self };
            inner.blocks(&parsed.blocks, hidden);
            self.out = inner.out;
            return;
        }
        // Attributes that are text: titles.
        for attribute in kind.iter().flat_map(|kind| &kind.attributes) {
            if let Some(text) = block.attributes.get(&attribute.name).and_then(|value| value.as_str())
                && attribute.of == crate::manifest::Type::Text
            {
                self.text(text, hidden);
            }
        }
        match kind {
            Some(kind) => self.parts(kind, block, hidden || closed),
            None => block.parts.values().for_each(|part| self.part(part, hidden, hidden)),
        }
        self.markdown(&block.rest, hidden);
    }

    fn parts(&mut self, kind: &Kind, block: &Expanded, hidden: bool) {
        for part in &kind.parts {
            let hidden = hidden || crate::open::is_hidden(part, block);
            // What is nested in an option is what is said of it when it was chosen.
            let nested = hidden || part.is == PartKind::Tasks;
            if let Some(value) = block.parts.get(&part.name) {
                self.part(value, hidden, nested);
            }
        }
    }

    fn part(&mut self, part: &PartValue, hidden: bool, nested: bool) {
        match part {
            PartValue::Markdown(markdown) => self.markdown(markdown, hidden),
            PartValue::Entries(entries) => {
                for entry in entries {
                    self.text(&entry.text.text, hidden);
                    if let Some(inner) = &entry.nested {
                        self.text(&inner.text, nested);
                    }
                }
            }
            PartValue::Lines(lines) => lines.iter().for_each(|line| self.markdown(&line.text, hidden)),
            PartValue::Table(table) => self.table(table, hidden),
            PartValue::Sections(sections) => {
                for section in sections {
                    self.text(&section.title.value, hidden);
                    self.markdown(&section.body, hidden);
                    section.table.iter().for_each(|table| self.table(table, hidden));
                }
            }
            PartValue::Definitions(list) => {
                for entry in list {
                    self.text(&entry.term.value, hidden);
                    self.text(&entry.meaning.text, hidden);
                }
            }
        }
    }

    fn table(&mut self, table: &crate::parts::Table, hidden: bool) {
        for cell in table.head.iter().chain(table.rows.iter().flatten()) {
            self.text(&cell.value, hidden);
        }
    }

    fn markdown(&mut self, markdown: &Markdown, hidden: bool) {
        for piece in &markdown.pieces {
            match piece {
                Piece::Text(source) => self.text(&source.text, hidden),
                Piece::Block(directive) => self.directive(directive, hidden),
            }
        }
    }

    fn text(&mut self, markdown: &str, hidden: bool) {
        let refs: &Refs = &self.parsed.refs;
        plain(markdown, refs, if hidden { &mut self.out.hidden } else { &mut self.out.shown });
    }
}

#[cfg(test)]
mod tests {
    use wend_diagnostics::FileId;

    use super::*;

    #[test]
    fn what_is_hidden_is_apart() {
        let text = "# Half *a* bar\n\n::: question q\nWhat is half?\n\n- [x] two\n  - Well done.\n- [ ] three\n\nHint: Count.\nWhy: Four beats.\n:::\n\n\
            :::: note {title=\"Mind\"}\nthis\n\n::: solution\nsecret\n:::\n::::\n\n::: unknown\nkept\n:::\n";
        let (parsed, _) = wend_markup::parse(FileId(0), text);
        let registry = Registry::builtin();
        let (blocks, _) = crate::document(&registry, text, &parsed);
        let out = words(&registry, text, &parsed, &blocks);
        assert_eq!(out.shown.trim(), "Half a bar What is half? two three Mind this kept");
        assert_eq!(out.hidden.trim(), "Well done. Count. Four beats. secret");
        assert_eq!(words(&registry, text, &parsed, &[]), out, "the same when each is expanded when it is met");
    }
}
