//! What holds for every text: nothing is lost, nothing stops us, Markdown is cut where it may be.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use wend_diagnostics::{FileId, Span};
use wend_markup::pulldown_cmark::{Event, Parser, Tag, TagEnd};
use wend_markup::{Block, Directive, Host, OPTIONS, Parsed, Renderer, outline, parse, parse_again, parse_body};

struct Plain;
impl Host for Plain {}

/// Lines that are likely to get in each other's way.
fn line() -> impl Strategy<Value = String> {
    let fences = prop::sample::select(vec![
        ":::",
        "::::",
        ":::::",
        "::: note",
        ":::: hint a {#b .c d=\"e\"}",
        "::: x y z",
        ":::{.w}",
        "::: note :::",
        "::: 5",
    ]);
    let markdown = prop::sample::select(vec![
        "",
        "",
        "text",
        "# Heading",
        "- item",
        "  - inner",
        "    - deeper",
        "1. one",
        "10) ten",
        "  more",
        "    four",
        "> quote",
        "```",
        "```js",
        "  ```",
        "    ```",
        "````",
        "~~~",
        " ~~~",
        "- ```",
        "  - ~~~",
        "> ```",
        "<!-- open",
        "close -->",
        "<!-- both -->",
        "---",
        "***",
        "- - -",
        "===",
        "| a | b |",
        "|---|:-:|",
        "[^1]: note",
        "see[^1] and [x]",
        "[x]: /y 'z'",
        "\t:::",
        " :::",
        "*",
        "+ a",
        "-\tb",
        "\tcode",
        "<div>",
        "$a$ [[w]]",
        "+++",
        "- [ ] task",
        "term",
        ": definition",
        "> [!NOTE]",
        "\u{0}é漢🎈",
    ]);
    prop_oneof![1 => fences.prop_map(str::to_owned), 3 => markdown.prop_map(str::to_owned)]
}

fn text() -> impl Strategy<Value = String> {
    let end = prop::sample::select(vec!["\n", "\n", "\n", "\r\n", "\r"]);
    (any::<bool>(), prop::collection::vec((line(), end), 0..30), any::<bool>()).prop_map(|(bom, lines, last)| {
        let mut text = if bom { "\u{feff}".to_owned() } else { String::new() };
        for (line, end) in &lines {
            text.push_str(line);
            text.push_str(end);
        }
        if !last {
            text.truncate(text.trim_end_matches(['\n', '\r']).len());
        }
        text
    })
}

/// Puts a text together again from its parts; what is between parts must be blank.
fn rebuild(text: &str, parsed: &Parsed) -> String {
    // As CommonMark has it: a line of other blanks, such as an em quad, is a paragraph.
    fn is_blank(text: &str) -> bool {
        text.trim_matches([' ', '\t', '\n', '\r', '\u{feff}']).is_empty()
    }
    fn blank(text: &str, from: usize, to: usize, out: &mut String) {
        let between = &text[from..to];
        assert!(is_blank(between), "lost: {between:?}");
        out.push_str(between);
    }
    fn walk(text: &str, blocks: &[Block], mut at: usize, end: usize, out: &mut String) {
        for block in blocks {
            let span = block.span();
            blank(text, at, span.start as usize, out);
            match block {
                Block::Markdown(span) => {
                    assert!(!is_blank(span.text(text)));
                    out.push_str(span.text(text));
                }
                Block::Directive(directive) => directive_text(text, directive, out),
            }
            at = span.end as usize;
        }
        blank(text, at, end, out);
    }
    fn directive_text(text: &str, directive: &Directive, out: &mut String) {
        let Directive { opener, body_span, closer, span, .. } = directive;
        assert_eq!(span.start, opener.start);
        out.push_str(opener.text(text));
        blank(text, opener.end as usize, body_span.start as usize, out);
        walk(text, &directive.body, body_span.start as usize, body_span.end as usize, out);
        assert_eq!(directive.closed, !closer.is_empty());
        if directive.closed {
            assert_eq!(closer.start, body_span.end);
            assert_eq!(closer.end, span.end);
            out.push_str(closer.text(text));
        } else {
            assert_eq!(span.end, body_span.end.max(opener.end));
        }
    }
    let mut out = String::new();
    let mut at = 0;
    if let Some(front) = &parsed.front {
        out.push_str(&text[..front.whole.end as usize]);
        at = front.whole.end as usize;
    }
    walk(text, &parsed.blocks, at, text.len(), &mut out);
    out
}

/// Tags are closed in order, no link is in a link, ids are unique, nothing has a style.
fn assert_well_formed(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    for part in html.split('<').skip(1) {
        let (tag, _) = part.split_once('>').unwrap_or_else(|| panic!("a tag never ends: {html}"));
        let name = tag.split([' ', '\n']).next().unwrap_or("");
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{html}");
            continue;
        }
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric()) && !name.is_empty(), "<{name}> in {html}");
        assert!(!(name == "a" && open.contains(&"a")), "a link in a link: {html}");
        assert!(!tag.contains(" style="), "{html}");
        if let Some((_, rest)) = tag.split_once(" id=\"") {
            let id = rest.split('"').next().unwrap_or("");
            assert!(!id.is_empty() && ids.insert(id), "id {id:?} in {html}");
        }
        if !matches!(name, "img" | "br" | "hr" | "input") {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} in {html}");
}

/// Which lines `:::` are fences for us: strays are reported one by one.
fn probes_found(text: &str) -> Vec<usize> {
    let (_, found) = parse_body(FileId(0), text);
    let strays = found.iter().filter(|found| found.code.code == "markup/stray-closer");
    strays.filter_map(|found| found.primary.as_ref().map(|label| label.span.start as usize)).collect()
}

/// Which lines `:::` stand in the open flow for pulldown-cmark: a heading in their place is one.
fn probes_expected(text: &str) -> Vec<usize> {
    let text: String = text
        .split_inclusive('\n')
        .map(|line| line.replacen(":::", "# x", usize::from(line.starts_with(":::"))))
        .collect();
    let mut depth = 0;
    let mut found = Vec::new();
    for (event, range) in Parser::new_ext(&text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) if depth == 0 && text[range.start..].starts_with("# x") => {
                found.push(range.start)
            }
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition) => depth -= 1,
            _ => {}
        }
    }
    found
}

/// Nothing is lost of a text, on its own and in an opener, and what is made of it is well-formed.
fn is_read(text: &str) {
    for text in [text.to_owned(), format!("::: {text}"), format!("::: n {{{text}\n:::")] {
        let (parsed, _) = parse(FileId(0), &text);
        assert_eq!(rebuild(&text, &parsed), text.as_str());
        let mut out = String::new();
        let mut renderer = Renderer::new(&text, &parsed, &Plain);
        renderer.blocks(&parsed.blocks, &mut out);
        renderer.fragment(&text, &mut out);
        assert_well_formed(&out);
        let mut line = String::new();
        renderer.inline(&text, &mut line);
        assert_well_formed(&line);
        for block in ["<p", "<ul", "<ol", "<h2", "<pre", "<table", "<dl", "<blockquote", "<div"] {
            assert!(!line.contains(block), "{line}");
        }
    }
}

#[test]
fn blanks_of_other_scripts_are_text() {
    for blank in ["\u{2000}", "\u{3000}", "\u{a0}", "\u{1680}", "\u{2028}", "\u{85}", "\u{205f}", "\u{feff}"] {
        is_read(blank);
        is_read(&format!("{blank}{blank} x"));
        is_read(&format!("x {blank}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_is_lost(text in text()) {
        for (parsed, found) in [parse(FileId(0), &text), parse_body(FileId(0), &text)] {
            prop_assert_eq!(rebuild(&text, &parsed), text.as_str());
            let outline = outline(&text, &parsed);
            let mut out = String::new();
            let mut renderer = Renderer::new(&text, &parsed, &Plain).with_title("Heading", &outline);
            renderer.blocks(&parsed.blocks, &mut out);
            renderer.footnotes(&mut out);
            assert_well_formed(&out);
            for found in found {
                let span = found.primary.map(|label| label.span).unwrap_or_default();
                prop_assert!(text.get(span.range()).is_some());
            }
        }
    }

    /// Where no line is a fence, the text is not read line by line.
    #[test]
    fn reading_again_gives_the_same(text in text(), fences in any::<bool>()) {
        let text = if fences { text } else { text.replace(":::", "") };
        prop_assert_eq!(parse_again(FileId(0), &text), parse(FileId(0), &text).0);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}|[:{}#.=\"' a\\\\-]{0,40}") {
        is_read(&text);
    }

    /// The scanner and pulldown-cmark agree on where code is. (They would not on an empty item
    /// right after the second line of code in a quotation, which we take for the quotation's text.)
    #[test]
    fn code_hides_fences_as_commonmark_says(lines in prop::collection::vec(prop::sample::select(vec![
        ":::", ":::", ":::", ":::", "text", "text", "", "", "", "- item", "  - inner", "1. one", "  text", "    text", "> quote",
        "```", "```", "  ```", "  ```", "    ```", "````", "~~~", " ~~~", "   ~~~ x", "- ```", "  - ~~~", "# h", "---", "``` `", "\t```",
        "-\t```", "<!-- open", "close -->", "<!-- both -->", "  <!-- in", "-", "* * *", "1986. year", "10. ten", "\t- tab",
        "-      ```", "===", "[a]: /b", "| a |",
    ]), 0..14), quote in any::<bool>()) {
        let other = if quote { "> ```" } else { "" };
        let lines: Vec<_> = lines.iter().map(|line| if quote && *line == "-" { other } else { line }).collect();
        let text = lines.join("\n");
        prop_assert_eq!(probes_found(&text), probes_expected(&text), "{}", text);
    }

    /// However blocks nest, each that is written well is found, in its parent.
    #[test]
    fn nesting_is_kept(shape in shape()) {
        let mut text = String::new();
        write(&shape, &mut text);
        let (parsed, found) = parse(FileId(0), &text);
        prop_assert!(found.is_empty(), "{:#?}\n{}", found, text);
        prop_assert_eq!(read(&parsed.blocks), shape.inner, "{}", text);
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Shape {
    inner: Vec<Shape>,
}

fn shape() -> impl Strategy<Value = Shape> {
    let leaf = Just(Shape { inner: Vec::new() });
    leaf.prop_recursive(5, 30, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(|inner| Shape { inner }))
}

fn height(shape: &Shape) -> usize {
    shape.inner.iter().map(height).max().map_or(0, |n| n + 1)
}

fn write(shape: &Shape, out: &mut String) {
    for inner in &shape.inner {
        let fence = ":".repeat(3 + height(inner));
        out.push_str(&format!("text\n{fence} note\n- a\n"));
        write(inner, out);
        out.push_str(&format!("{fence}\n"));
    }
}

fn read(blocks: &[Block]) -> Vec<Shape> {
    let directives = blocks.iter().filter_map(|block| match block {
        Block::Directive(directive) => Some(Shape { inner: read(&directive.body) }),
        Block::Markdown(_) => None,
    });
    directives.collect()
}

/// Reads a large text and says how long it took.
fn time(text: &str) -> (Parsed, usize, Duration) {
    let start = Instant::now();
    let (parsed, found) = parse(FileId(0), text);
    (parsed, found.len(), start.elapsed())
}

#[test]
fn hostile_nesting_is_linear() {
    let texts = [
        "::: note\n".repeat(10_000),
        format!("{}{}", "::: note\n".repeat(10_000), ":::\n".repeat(10_000)),
        format!("{}{}", "::::: note\n".repeat(10_000), ":::\n".repeat(10_000)),
        (0..10_000).map(|n| format!("{} note\n", ":".repeat(3 + n % 50))).collect(),
        (0..2_000).rev().map(|n| format!("{} note\n", ":".repeat(3 + n))).collect(),
        ":::\n".repeat(200_000),
        "::: a b c {d e=\"\n:::\n".repeat(50_000),
        "::: a\n::::: b\n:::\n".repeat(50_000),
        "\r".repeat(2_000_000),
        "- ".repeat(100_000),
        "<!--\n".repeat(100_000),
        "```\n:::\n".repeat(100_000),
    ];
    for text in &texts {
        let (parsed, findings, took) = time(text);
        let what = &text[..text.len().min(30)];
        assert_eq!(rebuild(text, &parsed), *text, "{what:?}");
        assert!(findings <= 300, "{what:?}: {findings} findings");
        // Generous: the tests run unoptimised beside others; quadratic would take minutes.
        assert!(took < Duration::from_secs(20), "{what:?} took {took:?}");
    }
}

#[test]
fn ten_megabytes_are_read() {
    let lesson = "# Heading\n\nSome *text* with a [link](a.md).\n\n::: note\n- one\n- two\n:::\n\n";
    let text = lesson.repeat(10_000_000 / lesson.len());
    let (parsed, findings, _) = time(&text);
    assert_eq!(findings, 0);
    let outline = outline(&text, &parsed);
    assert_eq!(outline.headings.len(), 10_000_000 / lesson.len());
    let last = outline.headings.last().map(|heading| heading.span);
    assert_eq!(last.map(|span: Span| span.text(&text).trim_end()), Some("# Heading"));
}
