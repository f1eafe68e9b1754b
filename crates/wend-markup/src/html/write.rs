//! Events → HTML: one pass, no tree.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::block::{Heading, Table};
use super::escape::{escape_attr, escape_text, without_comments};
use super::inline::{OpenImage, OpenLink};
use super::renderer::{INLINE_GUARD, Renderer};

/// Where the text is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// On its own.
    Blocks,
    /// In a line of something else; the text starts with [`INLINE_GUARD`].
    Inline,
}

/// Writes the events of one slice.
pub(super) struct Writer<'r, 'a, 'o> {
    pub(super) renderer: &'r mut Renderer<'a>,
    pub(super) out: &'o mut String,
    mode: Mode,
    /// Whether the guard of an inline text is still to be dropped.
    guarded: bool,
    pub(super) heading: Option<Heading>,
    pub(super) table: Table,
    pub(super) links: Vec<OpenLink>,
    /// The outermost picture; its description is collected, not written.
    pub(super) image: Option<OpenImage>,
    /// Where the formula begins that was just written.
    formula: Option<usize>,
    /// Language and text of the code block we are in.
    code: Option<(String, String)>,
    /// The HTML block we are in.
    html: Option<String>,
    /// Where the start tags of the open items end, to give them a class.
    items: Vec<usize>,
    /// Whether the label of a task is open.
    label: bool,
    /// The footnote we are in, how deep, and what is in it.
    footnote: Option<(String, u32, Vec<Event<'static>>)>,
}

impl<'r, 'a, 'o> Writer<'r, 'a, 'o> {
    pub(super) fn new(renderer: &'r mut Renderer<'a>, out: &'o mut String, mode: Mode) -> Self {
        Self {
            renderer,
            out,
            mode,
            guarded: mode == Mode::Inline,
            heading: None,
            table: Table::default(),
            links: Vec::new(),
            image: None,
            formula: None,
            code: None,
            html: None,
            items: Vec::new(),
            label: false,
            footnote: None,
        }
    }

    pub(super) fn run<'t>(mut self, events: impl Iterator<Item = Event<'t>>) {
        for event in events {
            if self.footnote.is_some() {
                self.keep(event);
            } else {
                self.event(event);
            }
        }
    }

    /// Puts an event of a footnote away until the list of footnotes is written.
    fn keep(&mut self, event: Event<'_>) {
        let Some((label, depth, events)) = &mut self.footnote else { return };
        match &event {
            Event::Start(Tag::FootnoteDefinition(_)) => *depth += 1,
            Event::End(TagEnd::FootnoteDefinition) if *depth == 0 => {
                let (label, events) = (std::mem::take(label), std::mem::take(events));
                self.renderer.footnotes.define(&label, events);
                self.footnote = None;
                return;
            }
            Event::End(TagEnd::FootnoteDefinition) => *depth -= 1,
            _ => {}
        }
        events.push(event.into_static());
    }

    fn event(&mut self, event: Event<'_>) {
        let formula = self.formula.take();
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, formula),
            Event::Code(code) => {
                if !self.plain(&code) {
                    self.out.push_str("<code>");
                    escape_text(&code, self.out);
                    self.out.push_str("</code>");
                }
            }
            Event::InlineMath(tex) | Event::DisplayMath(tex) if self.image.is_some() => {
                self.plain(&tex);
            }
            Event::InlineMath(tex) => {
                self.plain(&tex);
                // Arabic's "and" is a part of what follows it, and browsers break before a formula.
                let joined = self.out.strip_suffix('و').is_some_and(|before| !before.ends_with(char::is_alphabetic));
                let from = self.out.len() - if joined { 'و'.len_utf8() } else { 0 };
                self.formula = Some(from);
                self.renderer.host.math(&tex, false, self.out);
                if joined {
                    self.whole(from);
                }
            }
            Event::DisplayMath(tex) => {
                self.plain(&tex);
                self.renderer.host.math(&tex, true, self.out);
            }
            Event::SoftBreak => {
                if !self.plain(" ") {
                    self.out.push('\n');
                }
            }
            Event::HardBreak => {
                if !self.plain(" ") {
                    self.out.push_str("<br>\n");
                }
            }
            Event::Rule => {
                self.block();
                self.out.push_str("<hr>\n");
            }
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.inline_html(&html),
            },
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::FootnoteReference(label) => {
                if self.image.is_none() {
                    let in_link = !self.links.is_empty();
                    super::footnotes::reference(self.renderer, &label, in_link, self.out);
                }
            }
            Event::TaskListMarker(checked) => self.task(checked),
        }
    }

    /// Notes text for what wants it plain; says whether it is not to be written.
    pub(super) fn plain(&mut self, text: &str) -> bool {
        if let Some(heading) = &mut self.heading {
            heading.plain.push_str(text);
        }
        match &mut self.image {
            Some(image) => {
                image.alt.push_str(text);
                true
            }
            None => false,
        }
    }

    fn text(&mut self, mut text: &str, formula: Option<usize>) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
            return;
        }
        if std::mem::take(&mut self.guarded) {
            text = text.strip_prefix(INLINE_GUARD).unwrap_or(text);
        }
        if !self.plain(text) {
            if let Some(from) = formula {
                text = self.hold(from, text);
            }
            escape_text(text, self.out);
        }
    }

    /// Keeps a formula and the signs that end it on one line: browsers break beside a formula even before a full stop. Gives
    /// the rest of the text.
    fn hold<'t>(&mut self, from: usize, text: &'t str) -> &'t str {
        const ENDS: &[char] = &['.', ',', ';', ':', '!', '?', ')', '”', '’', '…', '،', '؛', '؟', '。', '、'];
        let rest = text.trim_start_matches(ENDS);
        if rest.len() < text.len() {
            escape_text(&text[..text.len() - rest.len()], self.out);
            self.whole(from);
        }
        rest
    }

    /// What was written from there on stays on one line.
    fn whole(&mut self, from: usize) {
        self.out.insert_str(from, "<span class=\"whole\">");
        self.out.push_str("</span>");
    }

    /// A block starts here: ends the label of a task and the line.
    pub(super) fn block(&mut self) {
        self.end_label();
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                if self.mode == Mode::Blocks {
                    self.block();
                    self.out.push_str("<p>");
                }
            }
            Tag::Heading { level, id, classes, .. } => self.start_heading(level as u8, id.as_deref(), &classes),
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(kind) => {
                let lang = match &kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', '\t', ',', '{']).next().unwrap_or(""),
                    CodeBlockKind::Indented => "",
                };
                self.code = Some((lang.to_owned(), String::new()));
            }
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::List(first) => {
                self.block();
                match first {
                    None => self.out.push_str("<ul>\n"),
                    Some(1) => self.out.push_str("<ol>\n"),
                    Some(n) => {
                        self.out.push_str("<ol start=\"");
                        self.out.push_str(&n.to_string());
                        self.out.push_str("\">\n");
                    }
                }
            }
            Tag::Item => {
                self.block();
                self.out.push_str("<li>");
                self.items.push(self.out.len() - 1);
            }
            Tag::FootnoteDefinition(label) => self.footnote = Some((label.into_string(), 0, Vec::new())),
            Tag::DefinitionList => {
                self.block();
                self.out.push_str("<dl>\n");
            }
            Tag::DefinitionListTitle => {
                self.block();
                self.out.push_str("<dt>");
            }
            Tag::DefinitionListDefinition => {
                self.block();
                self.out.push_str("<dd>");
            }
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_table_row(),
            Tag::TableCell => self.start_table_cell(),
            Tag::Emphasis => self.mark("<em>"),
            Tag::Strong => self.mark("<strong>"),
            Tag::Strikethrough => self.mark("<del>"),
            Tag::Superscript => self.mark("<sup>"),
            Tag::Subscript => self.mark("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title),
            Tag::Image { dest_url, title, .. } => self.start_image(&dest_url, &title),
            // Front matter is taken away before; the option is off.
            Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                if self.mode == Mode::Blocks {
                    self.end_label();
                    self.out.push_str("</p>\n");
                }
            }
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(kind) => {
                self.block();
                self.out.push_str(if kind.is_some() { "</div>\n" } else { "</blockquote>\n" });
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::List(ordered) => {
                self.block();
                self.out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => {
                self.end_label();
                self.items.pop();
                self.out.push_str("</li>\n");
            }
            TagEnd::FootnoteDefinition | TagEnd::MetadataBlock(_) => {}
            TagEnd::DefinitionList => {
                self.block();
                self.out.push_str("</dl>\n");
            }
            TagEnd::DefinitionListTitle => {
                self.end_label();
                self.out.push_str("</dt>\n");
            }
            TagEnd::DefinitionListDefinition => {
                self.end_label();
                self.out.push_str("</dd>\n");
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.end_table_cell(),
            TagEnd::Emphasis => self.mark("</em>"),
            TagEnd::Strong => self.mark("</strong>"),
            TagEnd::Strikethrough => self.mark("</del>"),
            TagEnd::Superscript => self.mark("</sup>"),
            TagEnd::Subscript => self.mark("</sub>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
        }
    }

    /// A tag around text; none in a picture's description.
    fn mark(&mut self, tag: &str) {
        if self.image.is_none() {
            self.out.push_str(tag);
        }
    }

    fn end_code(&mut self) {
        let Some((lang, code)) = self.code.take() else { return };
        self.block();
        // Wide code scrolls; the keyboard must reach it.
        self.out.push_str("<pre tabindex=\"0\"><code");
        if !lang.is_empty() {
            self.out.push_str(" class=\"language-");
            escape_attr(&lang, self.out);
            self.out.push('"');
        }
        self.out.push('>');
        self.renderer.host.code(&lang, &code, self.out);
        self.out.push_str("</code></pre>\n");
    }

    fn end_html(&mut self) {
        let Some(html) = self.html.take() else { return };
        let html = without_comments(&html);
        let html = html.trim();
        if html.is_empty() {
            return;
        }
        self.block();
        if self.renderer.options.raw_html {
            self.out.push_str(html);
        } else {
            self.out.push_str("<p class=\"raw-html\">");
            escape_text(html, self.out);
            self.out.push_str("</p>");
        }
        self.out.push('\n');
    }

    fn inline_html(&mut self, html: &str) {
        if self.image.is_some() {
            return;
        }
        let html = without_comments(html);
        if self.renderer.options.raw_html {
            self.out.push_str(&html);
        } else {
            escape_text(&html, self.out);
        }
    }

    fn task(&mut self, checked: bool) {
        if let Some(&at) = self.items.last() {
            self.out.insert_str(at, " class=\"task\"");
        }
        self.out.push_str("<label><input type=\"checkbox\" disabled");
        self.out.push_str(if checked { " checked> " } else { "> " });
        self.label = true;
    }

    fn end_label(&mut self) {
        if std::mem::take(&mut self.label) {
            self.out.push_str("</label>");
        }
    }
}
