//! What a lesson's text is made of. Nothing here holds text: spans point into the file.

use wend_diagnostics::{FileId, Span, Spanned};

use crate::refs::Refs;

/// A file, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// Which file.
    pub file: FileId,
    /// The settings at its head.
    pub front: Option<Front>,
    /// Its body, in order.
    pub blocks: Vec<Block>,
    /// Link definitions and footnotes of all slices.
    pub refs: Refs,
}

impl Parsed {
    /// Every slice of Markdown, also those inside of blocks, in the order of the text.
    pub fn slices(&self) -> Vec<Span> {
        fn walk(blocks: &[Block], out: &mut Vec<Span>) {
            for block in blocks {
                match block {
                    Block::Markdown(span) => out.push(*span),
                    Block::Directive(directive) => walk(&directive.body, out),
                }
            }
        }
        let mut out = Vec::new();
        walk(&self.blocks, &mut out);
        out
    }

    /// Every directive, also those inside of others, in the order of their openers.
    pub fn directives(&self) -> Vec<&Directive> {
        fn walk<'a>(blocks: &'a [Block], out: &mut Vec<&'a Directive>) {
            for block in blocks {
                if let Block::Directive(directive) = block {
                    out.push(directive);
                    walk(&directive.body, out);
                }
            }
        }
        let mut out = Vec::new();
        walk(&self.blocks, &mut out);
        out
    }
}

/// Which language the front matter is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FrontKind {
    /// Between `+++` lines.
    Toml,
    /// Between `---` lines.
    Yaml,
}

/// Front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Front {
    /// Its language.
    pub kind: FrontKind,
    /// The text between the two fences.
    pub span: Span,
    /// The text with both fences, without the line end after the second.
    pub whole: Span,
}

/// A part of a body.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a lesson has a handful; plain values read better than boxes")]
pub enum Block {
    /// Whole lines of Markdown; never blank.
    Markdown(Span),
    /// A `:::` block.
    Directive(Directive),
}

impl Block {
    /// Where it is.
    pub fn span(&self) -> Span {
        match self {
            Block::Markdown(span) => *span,
            Block::Directive(directive) => directive.span,
        }
    }
}

/// `key="value"` in the braces of an opener; a bare `key` has an empty value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attr {
    /// The key.
    pub key: Spanned<String>,
    /// The value, without its quotes, escapes undone.
    pub value: Spanned<String>,
}

/// A `:::` block.
#[derive(Clone, Debug, PartialEq)]
pub struct Directive {
    /// What kind of block; empty if the opener names none (there is a diagnostic then).
    pub name: Spanned<String>,
    /// `::: question beats-1`: the word after the name.
    pub label: Option<Spanned<String>>,
    /// `{#id}`.
    pub id: Option<Spanned<String>>,
    /// `{.class}`.
    pub classes: Vec<Spanned<String>>,
    /// `{key="value"}`, in order; keys may repeat (there is a diagnostic then, the first counts).
    pub attrs: Vec<Attr>,
    /// From the first colon of the opener to the last of the closer, or to the end of the body.
    pub span: Span,
    /// The opening line, without its line end.
    pub opener: Span,
    /// What is between the two lines.
    pub body_span: Span,
    /// The same, cut into parts.
    pub body: Vec<Block>,
    /// The closing line, without its line end; empty, at the end of the body, if there is none.
    pub closer: Span,
    /// Whether there is a closing line.
    pub closed: bool,
}

impl Directive {
    /// The value of an attribute.
    pub fn attr(&self, key: &str) -> Option<&Spanned<String>> {
        self.attrs.iter().find(|attr| attr.key.value == key).map(|attr| &attr.value)
    }
}
