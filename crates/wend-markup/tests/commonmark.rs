//! Every example of the CommonMark specification is read exactly as pulldown-cmark alone reads it:
//! cutting a text into blocks and slices changes nothing where there are no blocks.

use std::ops::Range;

use wend_diagnostics::FileId;
use wend_markup::pulldown_cmark::{Event, Parser};
use wend_markup::{OPTIONS, events, parse_body};

/// The Markdown of all examples, with their numbers.
fn examples() -> Vec<(usize, String)> {
    let spec = include_str!("commonmark/spec.txt");
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if line != format!("{fence} example") {
            continue;
        }
        let markdown: String = lines
            .by_ref()
            .take_while(|line| *line != ".")
            .map(|line| format!("{}\n", line.replace('→', "\t")))
            .collect();
        examples.push((examples.len() + 1, markdown));
    }
    examples
}

fn alone(text: &str) -> Vec<(Event<'_>, Range<usize>)> {
    Parser::new_ext(text, OPTIONS).into_offset_iter().collect()
}

fn assert_same(text: &str, what: &str) {
    let (parsed, _) = parse_body(FileId(0), text);
    let ours: Vec<_> = parsed.slices().into_iter().flat_map(|span| events(text, span, &parsed.refs)).collect();
    assert_eq!(ours, alone(text), "{what}:\n{text}");
}

#[test]
fn every_example_reads_the_same() {
    let examples = examples();
    assert_eq!(examples.len(), 655, "all examples are found");
    for (number, text) in &examples {
        assert_same(text, &format!("example {number}"));
        assert_same(&text.replace('\n', "\r\n"), &format!("example {number} with Windows line ends"));
    }
}

/// The same, where the example is one slice of several: places are those of the whole file.
#[test]
fn every_example_reads_the_same_inside_of_a_block() {
    for (number, text) in examples() {
        let head = "\u{feff}+++\ntitle = \"x\"\n+++\nBefore\n\n::::: note label\n";
        let whole = format!("{head}{text}:::::\n\nAfter\n");
        let (parsed, found) = wend_markup::parse(FileId(0), &whole);
        let directives = parsed.directives();
        // Code that never ends takes the closing line with it; that is another test.
        if !found.is_empty() {
            assert!(found.iter().any(|found| found.code.code != "markup/stray-closer"), "example {number}: {found:#?}");
            continue;
        }
        let body = directives[0].body_span;
        assert_eq!(body.text(&whole), text, "example {number}");
        let ours: Vec<_> =
            directives[0].body.iter().flat_map(|block| events(&whole, block.span(), &parsed.refs)).collect();
        let shift = |range: Range<usize>| range.start + head.len()..range.end + head.len();
        let theirs: Vec<_> = alone(&text).into_iter().map(|(event, range)| (event, shift(range))).collect();
        assert_eq!(ours, theirs, "example {number}:\n{whole}");
    }
}
