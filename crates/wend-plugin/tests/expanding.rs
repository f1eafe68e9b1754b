//! What `expand.js` may make of a block.

mod support;

use std::sync::Arc;

use wend_diagnostics::FileId;
use wend_plugin::{Folder, RefKind, Registry, document};

const MANIFEST: &str = r#"name = "line"
version = "1"
api = 1
assets = ["dot.svg"]
[kind.line]
yields = "evidence"
[kind.line.attribute.upto]
type = "integer"
default = 10
[kind.line.attribute.objective]
type = "objective"
[kind.line.part.prompt]
is = "text"
[kind.line.part.points]
is = "table"
[kind.line.item]
[kind.twice]
[kind.twice.part.body]
is = "text"
[strings.en.line]
mark = "Mark {n}"
"#;

const EXPAND: &str = r##"
/** @type {import("../types/wend-plugin").Expand} */
export function expand(block) {
  if (block.kind === "twice") return { blocks: `${block.body}\n\n::: note\n${block.body}[gone](gone.md)\n:::\n` };
  const upto = block.attributes.upto;
  const rows = block.parts.points?.rows ?? [];
  const problems = rows.flatMap((row, n) =>
    Number(row[0]) > upto ? [{ message: `${row[0]} is off the line`, at: `points.${n}.0`, help: "make it longer" }] : []);
  const odd = block.body.indexOf("😀!");
  if (odd >= 0) problems.push({ message: "odd", at: [odd + 2, odd + 3], severity: "note" });
  if (upto > 100) problems.push({ message: "long", at: "@upto" });
  return {
    data: { ticks: Array.from({ length: upto + 1 }, (_, n) => ({ n, x: n * 10 })) },
    markup: ["svg", { viewBox: `0 0 ${upto * 10} 4` }, ["title", { t: "line.mark", n: rows.length }],
      ...rows.map((row) => ["circle", { cx: Number(row[0]) * 10, cy: 2, r: 1 }])],
    items: rows.map((row) => ({ id: row[0], spec: { at: Number(row[0]) }, typed: true })),
    references: [{ mixup: "reads-ticks", at: "prompt" }],
    search: "ruler",
    problems,
  };
}
"##;

fn registry() -> Registry {
    let mut registry = Registry::builtin();
    let files = [
        ("plugin.toml", MANIFEST),
        ("expand.js", EXPAND),
        (
            "block.html",
            "{{ parts.prompt }}{{ markup }}{% include \"parts/ticks.html\" %}<img src=\"{{ asset('dot.svg') }}\" alt=\"\">{{ icon('dot.svg') }}",
        ),
        ("parts/ticks.html", "{% for tick in data.ticks %}<i>{{ tick.n }}</i>{% endfor %}"),
        ("dot.svg", "<svg></svg>"),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), Arc::from(text)));
    assert_eq!(registry.add(Folder::of_texts("line", files)), []);
    registry
}

const LESSON: &str = "::: line l {upto=3 objective=o}\nWhere? 😀!\n\n| at |\n|---|\n| 1 |\n| 7 |\n:::\n";

#[test]
fn a_block_is_expanded() {
    let registry = registry();
    let (parsed, _) = wend_markup::parse(FileId(0), LESSON);
    let (blocks, found) = document(&registry, LESSON, &parsed);
    let said: Vec<_> = found
        .iter()
        .map(|d| (d.message.as_str(), d.primary.as_ref().map_or("", |label| label.span.text(LESSON))))
        .collect();
    assert_eq!(said, [("7 is off the line", "7"), ("odd", "!")]);
    let items: Vec<_> = blocks[0].items.iter().map(|i| (i.local_id.as_str(), i.typed, i.spec.to_string())).collect();
    assert_eq!(
        items,
        [("l/1", true, r#"{"at":1,"kind":"line"}"#.to_owned()), ("l/7", true, r#"{"at":7,"kind":"line"}"#.to_owned())]
    );
    assert!(blocks[0].items.iter().all(|i| i.objective.as_ref().is_some_and(|o| o.value == "o") && i.evidence));
    assert!(blocks[0].refs.iter().any(|r| r.kind == RefKind::MixUp && r.to.value == "reads-ticks"));
    assert_eq!(blocks[0].made.as_ref().map(|made| made.search.as_str()), Some("ruler"));
    let html = support::html(&registry, LESSON);
    for part in [
        "<svg viewBox=\"0 0 30 4\"><title>Mark 2</title><circle cx=\"10\" cy=\"2\" r=\"1\"></circle>",
        "<i>0</i><i>1</i><i>2</i><i>3</i>",
        "src=\"assets/plugins/line/dot.svg\"",
        "<svg></svg>",
    ] {
        assert!(html.contains(part), "{part} in\n{html}");
    }
}

#[test]
fn a_block_becomes_blocks() {
    let registry = registry();
    let text = "::: twice\nall\n\n::: nota\nx\n:::\n:::\n";
    let text = text.replace("::: twice", ":::: twice").replacen(":::\n:::\n", ":::\n::::\n", 1);
    let (parsed, _) = wend_markup::parse(FileId(0), &text);
    let (blocks, found) = document(&registry, &text, &parsed);
    let kinds: Vec<_> = blocks.iter().map(|block| block.kind.as_str()).collect();
    assert_eq!(kinds, ["twice", "nota", "note", "nota"]);
    // All that is said of what was made is said at the block.
    assert!(!found.is_empty());
    assert!(found.iter().all(|d| d.primary.as_ref().is_some_and(|label| label.span.text(&text) == ":::: twice")));
    assert!(blocks.iter().all(|block| block.opener == blocks[0].opener));
}

/// A template may extend what comes with Wend: what its kind has no parts for is left out, and its own words come first.
#[test]
fn a_question_of_ones_own_stands_in_the_frame_of_all_questions() {
    let manifest = "name = \"deep\"\nversion = \"1\"\napi = 1\n[kind.deep]\nyields = \"evidence\"\n\
        [kind.deep.part.prompt]\nis = \"text\"\n[kind.deep.part.answers]\nis = \"line\"\nkey = \"Answer\"\nplain = true\n\
        [kind.deep.item]\ntyped = \"answers\"\n[strings.en.deep]\nthe-answer = \"So deep:\"\n";
    let block = "{% extends \"wend:ask\" %}{% block field %}<p>{{ item.n }}</p>{% endblock %}";
    let files = [("plugin.toml", manifest), ("block.html", block)];
    let mut registry = Registry::builtin();
    let texts = files.map(|(path, text)| (path.to_owned(), Arc::from(text)));
    assert_eq!(registry.add(Folder::of_texts("deep", texts)), []);
    let html = support::html(&registry, "::: deep well\nHow deep is it?\n\nAnswer: 3 m\n:::\n");
    let shown = [
        "<section class=\"item asked\"",
        "<p>How deep is it?</p>",
        "<p>1</p>",
        "<summary>The answer, and why</summary>",
        "<p>So deep: <b>3 m</b></p>",
    ];
    let places: Vec<_> = shown.iter().map(|part| html.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted() && !html.contains("hint"), "{html}");
    let looks: Vec<_> = registry.plugin_of("deep").expect("it is there").looks().iter().map(|one| one.name).collect();
    assert_eq!(looks, ["wend:ask"]);
}
