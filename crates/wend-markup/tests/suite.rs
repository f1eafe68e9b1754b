//! The cases of `tests/suite/markup`: one file in; its tree, outline, HTML and diagnostics out.

#[path = "../../../tests/suite/runner.rs"]
mod runner;

use std::fmt::Write as _;

use runner::{Case, Outputs};
use wend_diagnostics::{Sources, Span, render, sort};
use wend_markup::{Block, Directive, Host, Image, Link, LinkKind, Outline, Parsed, Renderer, outline, parse};

fn main() {
    runner::main("markup", run);
}

fn run(case: &Case) -> Outputs {
    let file = &case.files[0];
    let has = |word: &str| file.words.iter().any(|other| other == word);
    let mut sources = Sources::new();
    let id = sources.add(file.name.as_str(), file.text.as_str());
    let (parsed, mut found) = parse(id, &file.text);
    sort(&mut found);
    let outline = outline(&file.text, &parsed);
    let mut html = String::new();
    let mut renderer = Renderer::new(&file.text, &parsed, &TestHost).with_raw_html(has("raw"));
    if has("page") {
        let title = outline.h1.as_ref().map_or("Untitled", |h1| &h1.value);
        renderer = renderer.with_title(title, &outline);
    }
    renderer.blocks(&parsed.blocks, &mut html);
    renderer.footnotes(&mut html);
    Outputs::from([
        ("tree", tree(&parsed, &sources)),
        ("outline", outlined(&outline, &sources)),
        ("html", html),
        ("diagnostics", render::human(&found, &sources, false)),
    ])
}

/// A host that shows what it is asked.
struct TestHost;

impl Host for TestHost {
    fn link(&self, dest: &str, kind: LinkKind) -> Link {
        let mut link = Link { href: dest.to_owned(), ..Link::default() };
        if let Some(lesson) = dest.strip_prefix("lesson:") {
            link.href = format!("../lessons/{lesson}.html");
            link.class = Some("lesson".into());
            link.title = Some(format!("Lesson \"{lesson}\""));
            link.text = Some(format!("The lesson <{lesson}>"));
        } else if kind == LinkKind::Wiki {
            link.href = format!("{dest}.html");
            link.text = Some(format!("Title of {dest}"));
        } else if dest == "missing.md" {
            link.href = String::new();
        }
        link
    }

    fn image(&self, dest: &str) -> Image {
        let known = dest == "known.png";
        let src = if dest == "missing.png" { "" } else { dest };
        Image { src: src.to_owned(), width: known.then_some(640), height: known.then_some(480), lazy: known }
    }

    fn directive(&self, directive: &Directive, renderer: &mut Renderer<'_>, out: &mut String) {
        _ = writeln!(out, "<div class=\"{}\">", directive.name.value);
        renderer.blocks(&directive.body, out);
        out.push_str("</div>\n");
    }

    fn phrase(&self, key: &str, n: u32) -> Option<String> {
        (key == "footnote.back").then(|| format!("Back to where note {n} stands"))
    }
}

/// `1:1-2:4`.
fn place(span: Span, sources: &Sources) -> String {
    let (start, end) = (sources.line_col(span), sources.position(span.file, span.end));
    format!("{}:{}-{}:{}", start.line, start.col, end.line, end.col)
}

fn tree(parsed: &Parsed, sources: &Sources) -> String {
    let mut out = String::new();
    if let Some(front) = &parsed.front {
        let (whole, inner) = (place(front.whole, sources), sources.snippet(front.span));
        _ = writeln!(out, "front {:?} {whole} {inner:?}", front.kind);
    }
    blocks(&parsed.blocks, sources, 0, &mut out);
    out
}

fn blocks(of: &[Block], sources: &Sources, depth: usize, out: &mut String) {
    for block in of {
        let indent = "  ".repeat(depth);
        match block {
            Block::Markdown(span) => {
                _ = writeln!(out, "{indent}markdown {} {:?}", place(*span, sources), sources.snippet(*span));
            }
            Block::Directive(directive) => {
                _ = write!(out, "{indent}directive {} {:?}", place(directive.span, sources), directive.name.value);
                if let Some(label) = &directive.label {
                    _ = write!(out, " label={:?}@{}", label.value, place(label.span, sources));
                }
                if let Some(id) = &directive.id {
                    _ = write!(out, " id={:?}@{}", id.value, place(id.span, sources));
                }
                for class in &directive.classes {
                    _ = write!(out, " class={:?}", class.value);
                }
                for attr in &directive.attrs {
                    _ = write!(out, " {}={:?}@{}", attr.key.value, attr.value.value, place(attr.value.span, sources));
                }
                out.push_str(if directive.closed { "\n" } else { " unclosed\n" });
                blocks(&directive.body, sources, depth + 1, out);
            }
        }
    }
}

fn outlined(outline: &Outline, sources: &Sources) -> String {
    let mut out = String::new();
    if let Some(h1) = &outline.h1 {
        _ = writeln!(out, "title {:?}", h1.value);
    }
    _ = writeln!(out, "lead {:?}", outline.lead);
    _ = writeln!(out, "words {}", outline.words);
    for heading in &outline.headings {
        let at = place(heading.span, sources);
        let nested = if heading.nested { " nested" } else { "" };
        _ = writeln!(out, "heading {} {at} #{} {:?}{nested}", heading.level, heading.id, heading.text);
    }
    for link in &outline.links {
        _ = writeln!(out, "link {} {:?} {:?}", place(link.span, sources), link.kind, link.dest);
    }
    for image in &outline.images {
        _ = writeln!(out, "image {} {:?} {:?}", place(image.span, sources), image.dest, image.alt);
    }
    for term in &outline.terms {
        _ = writeln!(out, "term {} {:?}", place(term.span, sources), term.value);
    }
    for span in &outline.html {
        _ = writeln!(out, "html {} {:?}", place(*span, sources), sources.snippet(*span));
    }
    for footnote in &outline.unknown_footnotes {
        _ = writeln!(out, "unknown footnote {} {:?}", place(footnote.span, sources), footnote.value);
    }
    out
}
