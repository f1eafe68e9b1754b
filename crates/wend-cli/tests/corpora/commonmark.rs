//! Every example of the CommonMark specification as a lesson: whatever someone writes, there is a page, its text is all
//! there, and what can't be right is told.
//!
//! The specification lies with the tests of `wend-markup`, which hold the reading of it; here it goes through every stage.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pulldown_cmark::{Event, Parser};
use rayon::prelude::*;
use wend_compiler::{Compiled, Compiler, MemoryWorld};
use wend_site::{Kind, SitePlan, Theme};

use crate::page::{Page, attributes, words};
use crate::words::{inline, kept_in_order};

/// The Markdown of all examples, in order.
fn examples() -> Vec<String> {
    let spec = include_str!("../../../wend-markup/tests/commonmark/spec.txt");
    let opening = format!("\n{} example\n", "`".repeat(32));
    let markdown =
        |part: &str| part.split_once("\n.\n").map(|(markdown, _)| format!("{markdown}\n").replace('→', "\t"));
    spec.split(&opening).skip(1).map(|part| markdown(part).expect("an example ends")).collect()
}

/// A folder with nothing but these lessons, and its site.
fn site(front: impl Fn(usize) -> String, examples: &[String]) -> (Arc<Compiled>, SitePlan) {
    let lessons = examples.iter().enumerate().map(|(n, text)| (format!("{:03}.md", n + 1), front(n + 1) + text));
    let world = MemoryWorld::new(lessons);
    let compiled = Arc::new(Compiler::new(wend_compiler::Options::default()).compile(&world));
    let site = wend_site::plan(compiled.clone(), &Theme::builtin(), &wend_site::Options::default());
    (compiled, site)
}

/// Every page, read, and the codes of all errors.
fn pages(compiled: &Compiled, site: &SitePlan) -> (BTreeMap<String, Page>, BTreeSet<&'static str>) {
    let planned = site.files.par_iter().enumerate().filter(|(_, file)| file.kind == Kind::Page);
    let pages = planned.map(|(ix, file)| {
        let rendered = site.render(ix);
        let html = String::from_utf8(rendered.bytes).expect("pages are UTF-8");
        let page = Page::read(&html).unwrap_or_else(|fault| panic!("{}: {fault}", file.path));
        (file.path.clone(), page, rendered.diagnostics)
    });
    let pages: Vec<_> = pages.collect();
    let found = compiled.diagnostics.iter().chain(pages.iter().flat_map(|(_, _, found)| found));
    let codes = found.filter(|found| found.is_error()).map(|found| found.code.code).collect();
    (pages.into_iter().map(|(path, page, _)| (path, page)).collect(), codes)
}

/// The examples link to `/url` and `foo:bar`, and show `train.jpg`.
const LINKS: [&str; 3] = ["link/bad-scheme", "link/broken", "link/missing-picture"];

#[test]
fn every_example_is_a_page_with_all_its_text() {
    let examples = examples();
    assert_eq!(examples.len(), 655);
    let (compiled, site) = site(|n| format!("+++\ntitle = \"Number {n}\"\n+++\n"), &examples);
    let (pages, codes) = pages(&compiled, &site);
    assert_eq!(codes, BTreeSet::from(LINKS));
    for (n, text) in examples.iter().enumerate() {
        let path = format!("lessons/{:03}.html", n + 1);
        let body = pages[&path].inside("body").unwrap_or_else(|| panic!("{path}"));
        kept_in_order(&words_of(text), &words(body), &format!("{path} of {text:?}"));
        for address in attributes(body, "href").into_iter().chain(attributes(body, "src")) {
            assert!(!address.trim_start().to_lowercase().starts_with("javascript:"), "{path}: {address}");
        }
        let ids = attributes(pages[&path].nodes(), "id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}: {ids:?}");
    }
}

#[test]
fn every_example_is_a_page_where_there_is_nothing_else() {
    let (compiled, site) = site(|_| String::new(), &examples());
    let (_, codes) = pages(&compiled, &site);
    // Two examples begin as front matter does, and `[[foo]]` could be any of the lessons whose heading is "Foo".
    let others = ["data/syntax", "link/ambiguous", "markup/unclosed-front"];
    assert_eq!(codes, LINKS.into_iter().chain(others).collect());
}

/// The words that pulldown-cmark alone finds. Comments are the one thing that no page shows.
fn words_of(markdown: &str) -> Vec<String> {
    let mut text = String::new();
    let mut html = String::new();
    for event in Parser::new_ext(markdown, wend_markup::OPTIONS) {
        if let Event::Html(part) | Event::InlineHtml(part) = &event {
            html.push_str(part);
            continue;
        }
        text.push_str(&without_comments(&std::mem::take(&mut html)));
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::Start(tag) if inline(tag.to_end()) => {}
            Event::End(tag) if inline(tag) => {}
            _ => text.push(' '),
        }
    }
    text.push_str(&without_comments(&html));
    text.split_whitespace().map(str::to_owned).collect()
}

fn without_comments(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        text.push_str(before);
        // `<!-->` and `<!--->` are whole comments.
        let whole = comment.strip_prefix('>').or_else(|| comment.strip_prefix("->"));
        rest = whole.or_else(|| comment.split_once("-->").map(|(_, after)| after)).unwrap_or_default();
    }
    text + rest
}
