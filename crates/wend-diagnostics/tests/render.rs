//! What people and programs are shown, and that no span, however wrong, can stop it.

use proptest::prelude::*;
use wend_diagnostics::{Diagnostic, Edit, FileId, Sources, Span, codes, render, sort, suggest};

fn span(file: FileId, text: &str, part: &str) -> Span {
    let at = text.find(part).expect("the part is in the text");
    Span::new(file, at..at + part.len())
}

fn sample() -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let text = "\u{feff}# Größe\r\n\r\n::: nöte 漢字 x\r\n\tText\r\n";
    let file = sources.add("lessons/a.md", text);
    let found = vec![
        Diagnostic::new(&codes::markup::BAD_OPENER, "`漢字 x` is more than a label")
            .at_saying(span(file, text, "漢字 x"), "two words")
            .label(span(file, text, "Größe"), "the heading")
            .help("put it in braces")
            .fix(
                "make it the title",
                vec![Edit { span: span(file, text, "漢字 x"), text: "{title=\"漢字 x\"}".into() }],
            ),
        Diagnostic::new(&codes::markup::UNCLOSED_CODE, "50% <b> of it\nis code").at_path("a,b:c.md"),
    ];
    (sources, found)
}

#[test]
fn a_terminal_shows_lines_marks_and_helps() {
    let (sources, found) = sample();
    let text = render::human(&found, &sources, false);
    let expected = "\
error[markup/bad-opener]: `漢字 x` is more than a label
 --> lessons/a.md:3:10
  |
1 | # Größe
  |   ----- the heading
2 |
3 | ::: nöte 漢字 x
  |          ^^^^^^ two words
  |
  = help: put it in braces
help: make it the title (`--fix` does it)
  |
3 - ::: nöte 漢字 x
3 + ::: nöte {title=\"漢字 x\"}
  |

warning[markup/unclosed-code]: 50% <b> of it
                               is code
--> a,b:c.md

";
    assert_eq!(text, expected, "\n{text}");
    assert!(!text.contains('\u{1b}'));
    assert!(render::human(&found, &sources, true).contains('\u{1b}'));
}

#[test]
fn a_program_gets_one_object_a_line() {
    let (sources, found) = sample();
    let text = render::json(&found, &sources);
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["code"], "markup/bad-opener");
    assert_eq!(lines[0]["start"], serde_json::json!({ "byte": 26, "line": 3, "column": 10 }));
    assert_eq!(lines[0]["end"]["column"], 14);
    assert_eq!(lines[0]["labels"][0]["start"]["column"], 3, "a byte order mark is no column");
    assert_eq!(lines[0]["fix"]["edits"][0]["text"], "{title=\"漢字 x\"}");
    assert_eq!(lines[1]["severity"], "warning");
    assert_eq!(lines[1]["path"], "a,b:c.md");
    assert!(lines[1]["start"].is_null() && lines[1]["fix"].is_null());
}

#[test]
fn a_forge_gets_workflow_commands() {
    let (sources, found) = sample();
    let text = render::github(&found, &sources);
    let expected = "\
::error file=lessons/a.md,line=3,endLine=3,col=10,endColumn=14,title=markup/bad-opener::`漢字 x` is more than a label%0Ahelp: put it in braces
::warning file=a%2Cb%3Ac.md,title=markup/unclosed-code::50%25 <b> of it%0Ais code
";
    assert_eq!(text, expected);
}

#[test]
fn a_browser_gets_escaped_text() {
    let (sources, found) = sample();
    let text = render::html(&found, &sources);
    assert!(text.contains("<p class=\"place\">lessons/a.md:3:10</p>"), "{text}");
    assert!(text.contains("::: nöte <mark>漢字 x</mark>"), "{text}");
    assert!(text.contains("50% &lt;b&gt; of it"), "{text}");
}

#[test]
fn terminals_are_not_steered() {
    let mut sources = Sources::new();
    let file = sources.add("a\u{1b}[31m.md", "x \u{1b}]8;;evil\u{7} y\u{202e}\n");
    let found =
        [Diagnostic::new(&codes::markup::BAD_OPENER, "\u{1b}[2J\u{9b}").at(Span::new(file, 0..9)).help("\u{7}")];
    for text in [render::human(&found, &sources, false), render::html(&found, &sources)] {
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{text:?}");
    }
}

#[test]
fn findings_come_in_the_order_of_files_and_places() {
    let at = |file, start| Span::new(FileId(file), start..start + 1);
    let new = |message: &str| Diagnostic::new(&codes::markup::BAD_OPENER, message);
    let mut found = vec![new("c").at(at(1, 0)), new("b").at(at(0, 9)), new("a").at(at(0, 2)), new("z").at_path("x")];
    sort(&mut found);
    let order: String = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(order, "zabc");
}

#[test]
fn suggestions_are_near() {
    let known = ["question", "hint", "solution", "example"];
    assert_eq!(suggest("qestion", known).as_deref(), Some("question"));
    assert_eq!(suggest("Hnit", known).as_deref(), Some("hint"));
    assert_eq!(suggest("abacus", known), None);
    assert_eq!(suggest("", known), None);
    assert_eq!(suggest("x", []), None);
}

proptest! {
    #[test]
    fn no_span_stops_a_renderer(
        text in "(\u{feff})?([a-z<&é漢🎈\t]{0,9}(\r\n|\n|\r|)){0,6}",
        spans in prop::collection::vec((0u32..3, 0u32..80, 0u32..80), 1..4),
        far in any::<u32>(),
    ) {
        let mut sources = Sources::new();
        sources.add("a.md", text);
        sources.add("empty.md", "");
        let mut found = Diagnostic::new(&codes::markup::BAD_OPENER, "m").at(Span { file: FileId(0), start: far, end: far / 2 });
        for (file, start, end) in spans {
            let span = Span { file: FileId(file), start, end };
            found = found.label(span, "l").replace("f", span, "t");
        }
        for label in found.labels.clone() {
            let found = [found.clone().at(label.span)];
            for color in [false, true] {
                render::human(&found, &sources, color);
            }
            render::json(&found, &sources);
            render::github(&found, &sources);
            render::html(&found, &sources);
        }
    }
}
