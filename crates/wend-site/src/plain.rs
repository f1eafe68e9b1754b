//! Lessons and objectives as plain Markdown beside their pages: what can be read before an answer, for people and
//! programs that read text.
//!
//! 1. `head`: title, statements and facts in words.
//! 2. `Reader`: the author's Markdown as it is, with links that lead to other plain pages; of blocks what stands open
//!    ([`wend_plugin::open`]).

use std::fmt::Write as _;

use wend_compiler::Target;
use wend_core::{LessonIx, ObjectiveIx};
use wend_diagnostics::{FileId, Span};
use wend_markup::pulldown_cmark::{Event, LinkType, Tag};
use wend_markup::{Block, Directive, LinkKind, Outline, Parsed, fragment_events};
use wend_plugin::Open;

use crate::pages::files_of;
use crate::shared::Shared;
use crate::strings::{Arg, Args};
use crate::urls;

/// The plain page beside a page.
pub(crate) fn path(page: &str) -> String {
    format!("{}.md", page.strip_suffix(".html").unwrap_or(page))
}

/// A page that has a plain one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    Lesson(LessonIx),
    Objective(ObjectiveIx),
}

impl Plain {
    /// All of a site's.
    pub(crate) fn all(shared: &Shared) -> impl Iterator<Item = Plain> {
        let lessons = (0..shared.compiled.lessons.len()).map(|ix| Plain::Lesson(LessonIx::at(ix)));
        let objectives = shared.compiled.objectives.iter().enumerate().filter(|(_, o)| o.own_of.is_none());
        lessons.chain(objectives.map(|(ix, _)| Plain::Objective(ObjectiveIx::at(ix))))
    }

    /// Its path on disk.
    pub(crate) fn path(self, shared: &Shared) -> String {
        match self {
            Plain::Lesson(ix) => format!("lessons/{}.md", shared.compiled.curriculum.lessons[ix.index()].id),
            Plain::Objective(ix) => format!("objectives/{}.md", shared.compiled.curriculum.objectives[ix.index()].id),
        }
    }

    /// Hash of everything it is made from.
    pub(crate) fn hash(self, shared: &Shared) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(shared.base.as_bytes()).update(self.head(shared).as_bytes());
        let mut file = |hash: &[u8; 32], file: FileId, kinds: &[String]| {
            hasher.update(hash);
            shared.hash_links(file, &mut hasher);
            shared.hash_kinds(kinds, &mut hasher);
        };
        match self {
            Plain::Lesson(ix) => {
                let doc = &shared.compiled.lessons[ix.index()];
                file(&doc.hash, doc.file, &doc.kinds);
            }
            Plain::Objective(ix) => files_of(shared, ix).for_each(|doc| file(&doc.hash, doc.file, &doc.kinds)),
        }
        *hasher.finalize().as_bytes()
    }

    /// The whole text.
    pub(crate) fn render(self, shared: &Shared) -> Vec<u8> {
        let root = urls::root(&self.path(shared));
        let mut out = self.head(shared);
        match self {
            Plain::Lesson(ix) => {
                let doc = &shared.compiled.lessons[ix.index()];
                Reader::read(shared, &root, doc.file, &doc.outline, &mut out);
            }
            Plain::Objective(ix) => {
                for doc in files_of(shared, ix) {
                    Reader::read(shared, &root, doc.file, &doc.outline, &mut out);
                }
            }
        }
        let args = Args::from([("title".into(), Arg::Text(shared.title().into()))]);
        paragraph("---", &mut out);
        paragraph(&shared.t("plain.end", &args), &mut out);
        out.into_bytes()
    }

    fn head(self, shared: &Shared) -> String {
        let curriculum = &shared.compiled.curriculum;
        let mut out = String::new();
        match self {
            Plain::Lesson(ix) => {
                let lesson = &curriculum.lessons[ix.index()];
                let _ = writeln!(out, "# {}", lesson.title);
                for objective in lesson.teaches.iter().filter_map(|&o| curriculum.objective(o)) {
                    if objective.can != lesson.title {
                        paragraph(&objective.can, &mut out);
                    }
                }
                let mut facts: Vec<String> = Vec::new();
                facts.extend(lesson.interests.iter().filter_map(|&i| Some(shared.interest(i)?.title.to_string())));
                if lesson.minutes > 0 {
                    facts.push(shared.duration(lesson.minutes));
                }
                paragraph(&facts.join(" · "), &mut out);
            }
            Plain::Objective(ix) => {
                let objective = &curriculum.objectives[ix.index()];
                let doc = &shared.compiled.objectives[ix.index()];
                let _ = writeln!(out, "# {}", objective.title);
                if objective.can != objective.title {
                    paragraph(&objective.can, &mut out);
                }
                let root = urls::root(&self.path(shared));
                let ways = shared.lessons_of(&root, ix);
                let ways = ways.iter().map(|way| format!("- [{}]({})", way.title, path(&way.href)));
                let mixups = doc.mixups.iter().map(|mixup| format!("- {}", mixup.title));
                for (key, list) in
                    [("objective.ways", ways.collect::<Vec<_>>()), ("objective.mixups", mixups.collect())]
                {
                    if !list.is_empty() {
                        paragraph(&format!("## {}", shared.t(key, &Args::new())), &mut out);
                        paragraph(&list.join("\n"), &mut out);
                    }
                }
            }
        }
        out
    }
}

/// Appends a piece of text with an empty line before it.
fn paragraph(text: &str, out: &mut String) {
    let text = text.trim_matches('\n').trim_end();
    if !text.is_empty() {
        out.push_str(if out.is_empty() || out.ends_with("\n\n") { "" } else { "\n" });
        out.push_str(text);
        out.push('\n');
    }
}

/// Reads one file's text.
#[derive(Clone, Copy)]
struct Reader<'a> {
    shared: &'a Shared,
    root: &'a str,
    file: FileId,
    text: &'a str,
    parsed: &'a Parsed,
    /// How many plugins' scripts made the text.
    depth: usize,
}

impl<'a> Reader<'a> {
    fn read(shared: &Shared, root: &str, file: FileId, outline: &Outline, out: &mut String) {
        let text = shared.compiled.sources.text(file);
        let parsed = wend_markup::parse_again(file, text);
        let reader = Reader { shared, root, file, text, parsed: &parsed, depth: 0 };
        for block in &parsed.blocks {
            match block {
                Block::Markdown(span) => paragraph(&without_comments(&reader.slice(*span, outline)), out),
                Block::Directive(directive) => reader.directive(directive, out),
            }
        }
    }

    /// A slice of the file with other links, and without the title, which the head has.
    fn slice(&self, span: Span, outline: &Outline) -> String {
        let within = |at: Span| at.start >= span.start && at.end <= span.end;
        let mut edits: Vec<(Span, String)> = Vec::new();
        edits.extend(outline.h1.as_ref().filter(|h1| within(h1.span)).map(|h1| (h1.span, String::new())));
        let links = &outline.links[outline.links.partition_point(|link| link.span.start < span.start)..];
        for link in links.iter().take_while(|link| link.span.start < span.end).filter(|link| within(link.span)) {
            let new = self.link(link.span.text(self.text), &link.dest, link.kind == LinkKind::Wiki);
            edits.extend(new.map(|new| (link.span, new)));
        }
        for image in outline.images.iter().filter(|image| within(image.span)) {
            edits.extend(self.link(image.span.text(self.text), &image.dest, false).map(|new| (image.span, new)));
        }
        edits.sort_by_key(|(at, _)| at.start);
        let mut out = String::with_capacity(span.text(self.text).len());
        let mut from = span.start as usize;
        for (at, new) in edits {
            // A picture in a link keeps its address: the link around it is the one to follow.
            if let Some(before) = self.text.get(from..at.start as usize).filter(|_| at.start as usize >= from) {
                out.push_str(before);
                out.push_str(&new);
                from = at.end as usize;
            }
        }
        out.push_str(self.text.get(from..span.end as usize).unwrap_or_default());
        out
    }

    /// A link as it leads from this page; `None`: as it is written.
    fn link(&self, source: &str, dest: &str, wiki: bool) -> Option<String> {
        let target = self.shared.compiled.links.target(self.file, dest)?;
        let plain = |href: String| match href.split_once('#') {
            Some((page, fragment)) => format!("{}#{fragment}", path(page)),
            None => path(&href),
        };
        let href = match target {
            Target::Lesson(..) | Target::Objective(_) | Target::Term(_) => {
                plain(self.shared.href(self.root, target, dest))
            }
            Target::Asset(..) => self.shared.href(self.root, target, dest),
            Target::Here(_) | Target::External | Target::Broken => return None,
        };
        if wiki {
            let inner = source.strip_prefix("[[")?.strip_suffix("]]")?;
            let words = inner.split_once('|').map(|(_, words)| words).or_else(|| self.shared.words(target));
            return Some(format!("[{}]({href})", words.unwrap_or(inner)));
        }
        // `[words](address "title")`; what a label names is written elsewhere.
        let at = source.rfind("](")? + 2;
        let (before, rest) = source.split_at(at);
        let end = match rest.strip_prefix('<') {
            Some(inner) => inner.find('>')? + 2,
            None if rest.starts_with(dest) => dest.len(),
            None => rest.find([' ', '\n', ')'])?,
        };
        Some(format!("{before}{href}{}", rest.get(end..)?))
    }

    fn directive(&self, directive: &Directive, out: &mut String) {
        let registry = &self.shared.registry;
        let (block, _) = wend_plugin::expand(registry, self.text, directive, self.parsed);
        if let Some(text) = block.in_its_place(self.depth).filter(|_| !block.failed) {
            let parsed = wend_markup::parse_again(self.file, text);
            let inner = Reader { text, parsed: &parsed, depth: self.depth + 1, ..*self };
            for block in &parsed.blocks {
                match block {
                    Block::Markdown(span) => paragraph(&inner.fragment(span.text(text)), out),
                    Block::Directive(directive) => inner.directive(directive, out),
                }
            }
            return;
        }
        let pieces = wend_plugin::open(registry, &block);
        let own = block.attributes.get("title").and_then(|title| title.as_str()).map(str::to_string);
        let key = format!("{}.title", block.kind);
        let title = own.or_else(|| self.shared.strings.get(&self.shared.lang, &key, &Args::new()));
        // A block that opens with its title needs it once.
        let said = |title: &String| matches!(pieces.first(), Some(Open::Text(text)) if text.trim() == title);
        if let Some(title) = title.filter(|title| !pieces.is_empty() && !said(title)) {
            paragraph(&format!("**{title}**"), out);
        }
        for piece in pieces {
            match piece {
                Open::Text(text) => paragraph(&self.fragment(&text), out),
                Open::Block(directive) => self.directive(directive, out),
            }
        }
    }

    /// Markdown that does not stand in the file as it is.
    fn fragment(&self, markdown: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for (event, range) in fragment_events(markdown, &self.parsed.refs) {
            let (dest, wiki) = match &event {
                Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                    (dest_url, matches!(link_type, LinkType::WikiLink { .. }))
                }
                Event::Start(Tag::Image { dest_url, .. }) => (dest_url, false),
                _ => continue,
            };
            let source = markdown.get(range.clone()).filter(|_| range.start >= from);
            if let Some(new) = source.and_then(|source| self.link(source, dest, wiki)) {
                out.push_str(&markdown[from..range.start]);
                out.push_str(&new);
                from = range.end;
            }
        }
        out.push_str(&markdown[from..]);
        without_comments(&out)
    }
}

/// Markdown without the comments of its author; in fenced code they are text.
fn without_comments(markdown: &str) -> String {
    if !markdown.contains("<!--") {
        return markdown.to_string();
    }
    let mut out = String::with_capacity(markdown.len());
    let (mut fence, mut comment) = (None, false);
    for line in markdown.split_inclusive('\n') {
        let sign = line.trim_start().get(..3).filter(|sign| matches!(*sign, "```" | "~~~"));
        if !comment && sign.is_some() && (fence.is_none() || fence == sign) {
            fence = if fence.is_none() { sign } else { None };
        }
        let mut rest = line;
        while fence.is_none() || comment {
            let (mark, skip) = if comment { ("-->", 3) } else { ("<!--", 0) };
            let Some(at) = rest.find(mark) else { break };
            if !comment {
                out.push_str(&rest[..at]);
            }
            rest = &rest[at + skip..];
            if !comment {
                rest = &rest[4..];
            }
            comment = !comment;
        }
        if !comment {
            out.push_str(rest);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out_and_code_is_not() {
        for (markdown, expected) in [
            ("a <!-- b --> c", "a  c"),
            ("a\n<!-- b\nc -->\nd", "a\n\nd"),
            ("```\n<!-- b -->\n```\n<!-- c -->", "```\n<!-- b -->\n```\n"),
            ("a <!-- never", "a "),
            ("<!-- a --><!-- b -->c", "c"),
        ] {
            assert_eq!(without_comments(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn pieces_stand_apart() {
        let mut out = String::new();
        for text in ["# A\n", "", "\n\nb  \n\n", "c"] {
            paragraph(text, &mut out);
        }
        assert_eq!(out, "# A\n\nb\n\nc\n");
    }
}
