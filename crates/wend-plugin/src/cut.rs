//! A block's body is cut into the parts of its content model.
//!
//! The body is read once, from top to bottom. Each thing at its top level (a paragraph, a list, a table, a heading, a
//! nested block) goes to the part that wants it; what no part wants goes to the `text` part, or to the section or
//! line above it, and if there is none of these, to the rest. Nothing is dropped.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wend_diagnostics::{Diagnostic, FileId, Span, Spanned, codes, suggest};
use wend_markup::pulldown_cmark::{Event, Tag};
use wend_markup::{Block, Directive, Refs, events};

use crate::manifest::{Kind, Part, PartKind};
use crate::parts::{Definition, Markdown, PartValue, Piece, Section, Source};

mod lines;
mod lists;
pub(crate) mod tables;

/// The parts of a body, what no part took, and what is wrong.
pub(crate) struct Cut {
    pub(crate) parts: BTreeMap<String, PartValue>,
    pub(crate) rest: Markdown,
    pub(crate) found: Vec<Diagnostic>,
}

/// Cuts a body by the content model of its kind.
pub(crate) fn cut(kind: &Kind, text: &str, directive: &Directive, refs: &Refs) -> Cut {
    let level = section_level(kind, text, directive, refs);
    let mut cutter = Cutter {
        kind,
        text,
        refs,
        file: directive.span.file,
        level,
        sink: Sink::Text,
        used: crate::fill::places(directive.body_span.text(text)).into_iter().map(|place| place.name).collect(),
        claimed: None,
        out: Cut { parts: BTreeMap::new(), rest: Markdown::default(), found: Vec::new() },
    };
    for block in &directive.body {
        match block {
            Block::Markdown(span) => cutter.slice(*span),
            Block::Directive(inner) => cutter.block(inner),
        }
    }
    cutter.out
}

/// Where the next unclaimed thing goes.
#[derive(Clone)]
enum Sink {
    Text,
    /// The last line of this part.
    Line(String),
    /// The last section of this part.
    Section(String),
}

struct Cutter<'a> {
    kind: &'a Kind,
    text: &'a str,
    refs: &'a Refs,
    file: FileId,
    /// Headings of this level start sections.
    level: Option<u8>,
    sink: Sink,
    /// Names of the places to fill, `{name}`, anywhere in the body.
    used: BTreeSet<&'a str>,
    /// The first thing that a part other than `text` took.
    claimed: Option<Span>,
    out: Cut,
}

/// The smallest heading level in the body, where the model has sections at all.
fn section_level(kind: &Kind, text: &str, directive: &Directive, refs: &Refs) -> Option<u8> {
    if !kind.parts.iter().any(|part| matches!(part.is, PartKind::Section { .. } | PartKind::Sections)) {
        return None;
    }
    let mut least = None;
    for block in &directive.body {
        let Block::Markdown(span) = block else { continue };
        for (event, _) in events(text, *span, refs) {
            if let Event::Start(Tag::Heading { level, .. }) = event {
                let level = level as u8;
                least = Some(least.map_or(level, |least: u8| least.min(level)));
            }
        }
    }
    least
}

impl<'a> Cutter<'a> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    fn part_where(&self, fits: impl Fn(&PartKind) -> bool) -> Option<&'a Part> {
        self.kind.parts.iter().find(|part| fits(&part.is))
    }

    fn slice(&mut self, span: Span) {
        let mut depth = 0usize;
        let mut run: Vec<(Event<'a>, Range<usize>)> = Vec::new();
        for (event, range) in events(self.text, span, self.refs) {
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            run.push((event, range));
            if depth == 0 {
                let whole = run.first().map_or(0..0, |(_, range)| range.clone());
                self.element(&run, whole);
                run.clear();
            }
        }
    }

    fn element(&mut self, run: &[(Event<'a>, Range<usize>)], whole: Range<usize>) {
        let in_section = matches!(self.sink, Sink::Section(_));
        match run.first().map(|(event, _)| event) {
            Some(Event::Start(Tag::Heading { level, .. })) if Some(*level as u8) == self.level => {
                self.heading(run, whole);
            }
            Some(Event::Start(Tag::Table(_))) if in_section => self.section_table(run, whole),
            Some(_) if in_section => self.flow(whole, false),
            Some(Event::Start(Tag::List(_))) => self.list(run, whole),
            Some(Event::Start(Tag::Table(_))) => self.table(run, whole),
            Some(Event::Start(Tag::DefinitionList)) => match self.part_where(|is| *is == PartKind::Definitions) {
                Some(part) => {
                    let list = self.definitions(run);
                    self.claim(&part.name, whole, PartValue::Definitions(list));
                }
                None => self.flow(whole, false),
            },
            Some(Event::Start(Tag::Paragraph)) => self.paragraph(whole),
            _ => self.flow(whole, false),
        }
    }

    fn claim(&mut self, name: &str, at: Range<usize>, value: PartValue) {
        let at = self.span(at);
        self.claimed.get_or_insert(at);
        self.sink = Sink::Text;
        match (self.out.parts.get_mut(name), value) {
            (Some(PartValue::Entries(old)), PartValue::Entries(new)) => old.extend(new),
            (Some(PartValue::Definitions(old)), PartValue::Definitions(new)) => old.extend(new),
            (_, value) => {
                self.out.parts.insert(name.to_owned(), value);
            }
        }
    }

    /// Gives Markdown to the current sink.
    fn flow(&mut self, range: Range<usize>, simple: bool) {
        let raw = self.text.get(range.clone()).unwrap_or("");
        let kept = raw.trim_end();
        if kept.trim().is_empty() {
            return;
        }
        let span = self.span(range.start..range.start + kept.len());
        self.push(Piece::Text(Source { text: kept.to_owned(), span, simple }));
    }

    /// The part that free text goes to, and whether the text stands in the wrong place for it. Of two `text` parts the
    /// first takes what is before everything else and the second what comes after.
    fn text_part(&self) -> Option<(&'a Part, bool)> {
        let mut texts = self.kind.parts.iter().filter(|part| part.is == PartKind::Text);
        let first = texts.next()?;
        match (self.claimed, texts.next()) {
            (Some(_), Some(after)) => Some((after, false)),
            (claimed, _) => Some((first, claimed.is_some())),
        }
    }

    fn push(&mut self, piece: Piece) {
        let span = piece.span();
        match self.sink.clone() {
            Sink::Line(name) => {
                if let Some(PartValue::Lines(lines)) = self.out.parts.get_mut(&name)
                    && let Some(line) = lines.last_mut()
                {
                    line.span = line.span.to(span);
                    append(&mut line.text, piece);
                }
            }
            Sink::Section(name) => {
                if let Some(PartValue::Sections(sections)) = self.out.parts.get_mut(&name)
                    && let Some(section) = sections.last_mut()
                {
                    append(&mut section.body, piece);
                }
            }
            Sink::Text => match self.text_part() {
                Some((part, stray)) => {
                    if let Some(claimed) = self.claimed.filter(|_| stray) {
                        self.out.found.push(
                            Diagnostic::new(
                                &codes::plugin::STRAY_TEXT,
                                format!("this stands lower down, but is shown with the {} above", part.name),
                            )
                            .at(span)
                            .label(claimed, format!("the {} ends here", part.name))
                            .help("move it up to where it is shown"),
                        );
                    }
                    let value = self.out.parts.entry(part.name.clone());
                    if let PartValue::Markdown(text) = value.or_insert_with(|| PartValue::Markdown(Markdown::default()))
                    {
                        append(text, piece);
                    }
                }
                None => {
                    let known: Vec<String> = self.kind.parts.iter().map(describe).collect();
                    self.out.found.push(
                        Diagnostic::new(
                            &codes::plugin::STRAY_TEXT,
                            format!("a `{}` block has no place for this", self.kind.name),
                        )
                        .at(span)
                        .help(format!("it takes {}", known.join(", "))),
                    );
                    append(&mut self.out.rest, piece);
                }
            },
        }
    }

    fn block(&mut self, directive: &Directive) {
        let name = &directive.name.value;
        let taker = self.part_where(|is| matches!(is, PartKind::Blocks { kinds } if kinds.contains(name)));
        match taker {
            Some(part) if !matches!(self.sink, Sink::Section(_)) => {
                let entry = self.out.parts.entry(part.name.clone());
                if let PartValue::Markdown(text) = entry.or_insert_with(|| PartValue::Markdown(Markdown::default())) {
                    text.pieces.push(Piece::Block(Box::new(directive.clone())));
                }
            }
            _ => self.push(Piece::Block(Box::new(directive.clone()))),
        }
    }

    fn heading(&mut self, run: &[(Event<'a>, Range<usize>)], whole: Range<usize>) {
        let inner = run.iter().skip(1).take(run.len().saturating_sub(2));
        let range = inner.fold(None::<Range<usize>>, |all, (_, r)| match all {
            Some(all) => Some(all.start.min(r.start)..all.end.max(r.end)),
            None => Some(r.clone()),
        });
        let range = range.unwrap_or(whole.clone());
        let title = self.text.get(range.clone()).unwrap_or("").trim().to_owned();
        let named = self.kind.parts.iter().find(|part| match &part.is {
            PartKind::Section { headings, .. } => {
                headings.iter().any(|heading| heading.to_lowercase() == title.to_lowercase())
            }
            _ => false,
        });
        let part = named.or_else(|| self.part_where(|is| *is == PartKind::Sections));
        if named.is_none() {
            let known = self.kind.parts.iter().filter_map(|part| match &part.is {
                PartKind::Section { headings, .. } => headings.first().map(String::as_str),
                _ => None,
            });
            let near = suggest(&title, known.clone());
            if part.is_none() || near.is_some() {
                let span = self.span(range.clone());
                let list: Vec<String> = known.map(|title| format!("`{title}`")).collect();
                let found = Diagnostic::new(
                    &codes::plugin::UNKNOWN_SECTION,
                    format!("`{title}` is no section of a `{}` block", self.kind.name),
                )
                .at(span);
                self.out.found.push(match near {
                    Some(near) => {
                        found.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), span, near)
                    }
                    None => found.help(format!("its sections are {}", list.join(", "))),
                });
            }
        }
        let Some(part) = part else {
            self.sink = Sink::Text;
            self.flow(whole, false);
            return;
        };
        let section = Section { title: Spanned::new(title, self.span(range)), body: Markdown::default(), table: None };
        match self.out.parts.entry(part.name.clone()).or_insert_with(|| PartValue::Sections(Vec::new())) {
            PartValue::Sections(sections) => sections.push(section),
            _ => return,
        }
        self.sink = Sink::Section(part.name.clone());
    }

    fn definitions(&self, run: &[(Event<'a>, Range<usize>)]) -> Vec<Definition> {
        let mut out: Vec<Definition> = Vec::new();
        let mut term: Option<Spanned<String>> = None;
        for (event, range) in run {
            let raw = self.text.get(range.clone()).unwrap_or("");
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    let kept = raw.trim();
                    let lead = raw.len() - raw.trim_start().len();
                    let span = self.span(range.start + lead..range.start + lead + kept.len());
                    term = Some(Spanned::new(kept.to_owned(), span));
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let body = raw.trim_start().trim_start_matches(':');
                    let at = range.start + (raw.len() - body.len());
                    let meaning = lists::source(self, at..range.end, false);
                    match (term.take(), out.last_mut()) {
                        (Some(term), _) => out.push(Definition { term, meaning }),
                        (None, Some(last)) => {
                            last.meaning.text.push_str("\n\n");
                            last.meaning.text.push_str(&meaning.text);
                            last.meaning.simple = false;
                        }
                        (None, None) => {}
                    }
                }
                _ => {}
            }
        }
        out
    }
}

/// Adds a piece; text after text becomes one piece, so that lists and paragraphs are read together.
fn append(to: &mut Markdown, piece: Piece) {
    if let Piece::Text(new) = &piece
        && let Some(Piece::Text(last)) = to.pieces.last_mut()
    {
        last.text.push_str("\n\n");
        last.text.push_str(&new.text);
        last.span = last.span.to(new.span);
        last.simple = false;
        return;
    }
    to.pieces.push(piece);
}

/// What a part looks like, for people.
pub(crate) fn describe(part: &Part) -> String {
    match &part.is {
        PartKind::Text => "text".to_owned(),
        PartKind::Tasks => "options (`- [ ]` and `- [x]`)".to_owned(),
        PartKind::List => "a list".to_owned(),
        PartKind::Line { key, argument: true, .. } => format!("`{key} …:` lines"),
        PartKind::Line { key, .. } => format!("`{key}:` lines"),
        PartKind::Table => "a table".to_owned(),
        PartKind::Section { headings, .. } => {
            format!("a section `{}`", headings.first().map_or("", String::as_str))
        }
        PartKind::Sections => "sections under headings".to_owned(),
        PartKind::Blocks { kinds } => {
            let kinds: Vec<String> = kinds.iter().map(|kind| format!("`::: {kind}`")).collect();
            kinds.join(", ")
        }
        PartKind::Definitions => "terms, each with a line `: meaning`".to_owned(),
    }
}
