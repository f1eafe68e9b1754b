//! What the compiler keeps of a lesson, once its tree is dropped.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use wend_diagnostics::{FileId, Span, Spanned};

use crate::events::events;
use crate::html::escape::without_comments;
use crate::ids::{Ids, slug};
use crate::tree::{Block, Directive, Parsed};

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// Its text, plain.
    pub text: String,
    /// Its id on the page, the one that [`crate::Renderer`] gives it.
    pub id: String,
    /// Whether it stands inside of a block.
    pub nested: bool,
    /// Where it is.
    pub span: Span,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// `[text](dest)`, `[text][label]`, `[label]`.
    Link,
    /// `<https://…>`.
    Auto,
    /// `<name@example.org>`; the destination begins with `mailto:`.
    Email,
    /// `[[dest]]` or `[[dest|text]]`.
    Wiki,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkUse {
    /// The whole link.
    pub span: Span,
    /// Where it leads, as written (escapes undone).
    pub dest: String,
    /// How it is written.
    pub kind: LinkKind,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageUse {
    /// The whole picture.
    pub span: Span,
    /// Where it is, as written (escapes undone).
    pub dest: String,
    /// What it shows, in words; empty: nothing that matters.
    pub alt: String,
}

/// What the compiler keeps of a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The first heading of level 1 outside of blocks.
    pub h1: Option<Spanned<String>>,
    /// All headings, in order; those inside of blocks too.
    pub headings: Vec<Heading>,
    /// All links, in order.
    pub links: Vec<LinkUse>,
    /// All pictures, in order.
    pub images: Vec<ImageUse>,
    /// The first paragraph outside of blocks, plain, on one line.
    pub lead: String,
    /// The number of words, code and maths apart.
    pub words: u32,
    /// Terms that definition lists define.
    pub terms: Vec<Spanned<String>>,
    /// Raw HTML, comments apart.
    pub html: Vec<Span>,
    /// Footnotes that are used but not defined.
    pub unknown_footnotes: Vec<Spanned<String>>,
}

impl Outline {
    /// The number of headings of level 1 outside of blocks.
    pub fn h1_count(&self) -> usize {
        self.headings.iter().filter(|heading| heading.level == 1 && !heading.nested).count()
    }
}

/// Makes the outline of a file.
pub fn outline(text: &str, parsed: &Parsed) -> Outline {
    let mut maker = Maker { text, parsed, ids: Ids::new(), scope: None, out: Outline::default() };
    maker.blocks(&parsed.blocks);
    maker.out
}

/// The id that a heading gets before it is made unique: its own, or one from its text. Inside of a
/// block the block's label or name stands before it, so that blocks never change the ids outside.
pub(crate) fn heading_id(own: Option<&str>, text: &str, scope: Option<&str>) -> String {
    match (own, scope) {
        (Some(own), _) if is_id(own) => own.to_owned(),
        (_, None) => slug(text),
        (_, Some(scope)) => format!("{}.{}", slug(scope), slug(text)),
    }
}

/// HTML ids can't be empty or hold white space; a colon is for footnotes.
fn is_id(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace) && !text.contains(':')
}

/// What names the headings in a block.
pub(crate) fn scope_of(directive: &Directive) -> &str {
    directive.label.as_ref().map_or(&directive.name.value, |label| &label.value)
}

struct Maker<'a> {
    text: &'a str,
    parsed: &'a Parsed,
    ids: Ids,
    scope: Option<&'a str>,
    out: Outline,
}

/// A heading, paragraph or term whose text is being collected.
enum Collect {
    Heading { level: u8, id: Option<String>, start: usize },
    Lead,
    Term,
}

impl<'a> Maker<'a> {
    /// Blocks nest at most [`crate::scan::MAX_DEPTH`] deep, so recursion is safe.
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Markdown(span) => self.slice(*span),
                Block::Directive(directive) => {
                    let outer = self.scope.replace(scope_of(directive));
                    self.blocks(&directive.body);
                    self.scope = outer;
                }
            }
        }
    }

    fn slice(&mut self, span: Span) {
        let file = span.file;
        let place = |range: Range<usize>| Span::new(file, range);
        let mut collect: Option<(Collect, String)> = None;
        // Indices into `out.images` of the pictures we are in, whose text is their description.
        let mut alts: Vec<usize> = Vec::new();
        let mut in_code = false;
        // Lists, quotations and the like around us: what stands in them is not the lead.
        let mut containers = 0;
        for (event, range) in events(self.text, span, &self.parsed.refs) {
            match event {
                Event::Start(tag) => match tag {
                    Tag::Heading { level, id, .. } => {
                        let (level, id) = (level as u8, id.map(|id| id.to_string()));
                        collect = Some((Collect::Heading { level, id, start: range.start }, String::new()));
                    }
                    Tag::Paragraph if containers == 0 && self.out.lead.is_empty() && self.scope.is_none() => {
                        collect = Some((Collect::Lead, String::new()));
                    }
                    Tag::List(_) | Tag::BlockQuote(_) | Tag::DefinitionList | Tag::FootnoteDefinition(_) => {
                        containers += 1
                    }
                    Tag::DefinitionListTitle => collect = Some((Collect::Term, String::new())),
                    Tag::Link { link_type, dest_url, .. } => {
                        let kind = match link_type {
                            LinkType::Autolink => LinkKind::Auto,
                            LinkType::Email => LinkKind::Email,
                            LinkType::WikiLink { .. } => LinkKind::Wiki,
                            _ => LinkKind::Link,
                        };
                        let dest = match kind {
                            LinkKind::Email => format!("mailto:{dest_url}"),
                            _ => dest_url.into_string(),
                        };
                        self.out.links.push(LinkUse { span: place(range), dest, kind });
                    }
                    Tag::Image { dest_url, .. } => {
                        alts.push(self.out.images.len());
                        let dest = dest_url.into_string();
                        self.out.images.push(ImageUse { span: place(range), dest, alt: String::new() });
                    }
                    Tag::CodeBlock(_) => in_code = true,
                    Tag::HtmlBlock => self.html(place(range)),
                    _ => {}
                },
                Event::End(end) => match end {
                    TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::DefinitionListTitle => {
                        if let Some((what, text)) = collect.take() {
                            self.collected(what, &text, file, range);
                        }
                    }
                    TagEnd::Image => {
                        alts.pop();
                    }
                    TagEnd::CodeBlock => in_code = false,
                    TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::DefinitionList | TagEnd::FootnoteDefinition => {
                        containers -= 1;
                    }
                    _ => {}
                },
                Event::Text(text) => {
                    if !in_code {
                        self.out.words += words(&text);
                    }
                    self.add(&text, &alts, &mut collect);
                }
                Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                    self.add(&text, &alts, &mut collect);
                }
                Event::SoftBreak | Event::HardBreak => self.add(" ", &alts, &mut collect),
                Event::InlineHtml(_) => self.html(place(range)),
                Event::Html(_) | Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
            }
        }
        self.unknown_footnotes(span);
    }

    fn add(&mut self, text: &str, alts: &[usize], collect: &mut Option<(Collect, String)>) {
        if let Some(&image) = alts.last() {
            self.out.images[image].alt.push_str(text);
        }
        if let Some((_, collected)) = collect {
            collected.push_str(text);
        }
    }

    fn collected(&mut self, what: Collect, text: &str, file: FileId, range: Range<usize>) {
        let text = text.trim();
        match what {
            Collect::Lead => self.out.lead = text.split_whitespace().collect::<Vec<_>>().join(" "),
            Collect::Term => {
                self.out.terms.push(Spanned::new(text.to_owned(), Span::new(file, range)));
            }
            Collect::Heading { level, id, start } => {
                let span = Span::new(file, start..range.end);
                if level == 1 && self.scope.is_none() && self.out.h1.is_none() {
                    self.out.h1 = Some(Spanned::new(text.to_owned(), span));
                }
                let id = self.ids.unique(&heading_id(id.as_deref(), text, self.scope));
                let nested = self.scope.is_some();
                self.out.headings.push(Heading { level, text: text.to_owned(), id, nested, span });
            }
        }
    }

    /// Notes raw HTML, unless it is only a comment.
    fn html(&mut self, span: Span) {
        if !without_comments(span.text(self.text)).trim().is_empty() {
            self.out.html.push(span);
        }
    }

    /// Marks `[^label]` in text that no footnote answers.
    fn unknown_footnotes(&mut self, span: Span) {
        if !span.text(self.text).contains("[^") {
            return;
        }
        let (mut in_code, mut done) = (false, 0);
        for (event, range) in events(self.text, span, &self.parsed.refs) {
            match event {
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Text(_) if !in_code && range.start >= done => {
                    let Some(rest) = self.text[range.start..span.end as usize].strip_prefix("[^") else { continue };
                    if self.text[..range.start].ends_with('\\') {
                        continue;
                    }
                    let Some(length) = rest.find(|c: char| c == ']' || c == '[' || c.is_whitespace()) else { continue };
                    if length > 0 && rest[length..].starts_with(']') {
                        done = range.start + 2 + length + 1;
                        let place = Span::new(span.file, range.start..done);
                        self.out.unknown_footnotes.push(Spanned::new(rest[..length].to_owned(), place));
                    }
                }
                _ => {}
            }
        }
    }
}

/// The number of words in a piece of text: runs between white space that have a letter or digit.
fn words(text: &str) -> u32 {
    fn count<C: Copy>(signs: impl Iterator<Item = C>, space: impl Fn(C) -> bool, letter: impl Fn(C) -> bool) -> u32 {
        let (mut words, mut counted) = (0, false);
        for sign in signs {
            if space(sign) {
                counted = false;
            } else if !counted && letter(sign) {
                counted = true;
                words += 1;
            }
        }
        words
    }
    if text.is_ascii() {
        count(text.bytes(), |b| matches!(b, b'\t'..=b'\r' | b' '), |b| b.is_ascii_alphanumeric())
    } else {
        count(text.chars(), char::is_whitespace, char::is_alphanumeric)
    }
}
