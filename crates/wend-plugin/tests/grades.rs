//! How the build's QuickJS grades every question among the examples: `tests/browser/grades.json`, which a browser has to
//! give too (`tests/browser/grading.test.js`). `BLESS=1` writes it.
#![allow(clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};
use wend_diagnostics::FileId;
use wend_plugin::registry::builtin_files;
use wend_plugin::{Registry, document, js};

/// What people type: right and wrong, spelt and spaced as they please, in other scripts, and too long.
const TYPED: &[&str] = &[
    "",
    " ",
    "5/8",
    " 5 / 8 ",
    "5⁄8",
    "⅝",
    "10/16",
    "0.625",
    "0,625",
    ".625",
    "62.5%",
    "2/10",
    "1/5",
    "-5/8",
    "−5/8",
    "5/0",
    "1/2",
    "3/6",
    "½",
    "1 1/2",
    "1½",
    "٥/٨",
    "５/８",
    "1e3",
    "Infinity",
    "NaN",
    "five eighths",
    "equivalent",
    "Equivalent",
    "  EQUIVALENT  fractions ",
    "equivalnt",
    "equivalenr",
    "quivalent",
    "eqiuvalent",
    "equivalente",
    "equal",
    "equals",
    "eqal",
    "similar",
    "Similar.",
    "equivalent fraction",
    "e\u{301}quivalent",
    "équivalent",
    "ＥＱＵＡＬ",
    "İ",
    "ß",
    "ﬁ",
    "__proto__",
    "constructor",
    "🥁",
    "\u{0}",
    "<b>5/8</b>",
];

#[test]
fn grades_are_as_blessed() {
    let registry = Registry::builtin();
    let mut lines = Vec::new();
    for (folder, files) in builtin_files() {
        if !files.contains_key("grade.js") {
            continue;
        }
        for (path, text) in files.iter().filter(|(path, _)| path.starts_with("examples/") && path.ends_with(".md")) {
            let (parsed, _) = wend_markup::parse(FileId::default(), text);
            for block in document(&registry, text, &parsed).0 {
                let Some(plugin) = registry.plugin_of(&block.kind) else { continue };
                for item in &block.items {
                    let ask = |module: &str, function: &str, args: &[Value]| {
                        js::call(plugin.scripts(), module, function, args).expect("it answers")
                    };
                    let samples = ask("key.js", "samples", std::slice::from_ref(&item.spec));
                    let promised = samples.as_array().into_iter().flatten().map(|sample| sample["answer"].clone());
                    let answers: Vec<Value> = promised.chain(answers_to(&item.spec)).collect();
                    let graded: Vec<Value> = answers
                        .into_iter()
                        .map(|answer| {
                            let result = ask("grade.js", "grade", &[answer.clone(), item.spec.clone()]);
                            json!([answer, result])
                        })
                        .collect();
                    assert!(graded.iter().any(|pair| pair[1]["correct"] == true), "{path}: nothing is right");
                    assert!(graded.iter().any(|pair| pair[1]["correct"] == false), "{path}: nothing is wrong");
                    let one = json!({ "plugin": folder, "example": path, "spec": item.spec, "graded": graded });
                    lines.push(one.to_string());
                }
            }
        }
    }
    assert!(lines.len() >= 4, "every example of a question, its variants too");
    let mut text = String::from("{\"items\":[\n");
    let _ = writeln!(text, "{}\n]}}", lines.join(",\n"));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/browser/grades.json");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, &text).expect("writable vectors");
    }
    assert!(text == std::fs::read_to_string(&file).unwrap_or_default(), "not as blessed (BLESS=1 if this is right)");
}

/// Every choice of options there is, and one that is not; or everything people type.
fn answers_to(spec: &Value) -> Vec<Value> {
    let Some(options) = spec["options"].as_array() else { return TYPED.iter().map(|text| json!(text)).collect() };
    let count = options.len();
    let subsets = (0..1_usize << count).map(|set| (0..count).filter(|n| set >> n & 1 == 1).collect::<Vec<_>>());
    subsets.map(|chosen| json!(chosen)).chain([json!([count]), json!("0"), json!([0, 0])]).collect()
}
