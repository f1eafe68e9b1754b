//! Plugins that mean harm, or are merely broken: each is contained, named, and its block's content still shown.

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use wend_diagnostics::{FileId, codes};
use wend_markup::parse;
use wend_plugin::{BlockCtx, Folder, Page, Registry, expand, own_texts, render};

const MANIFEST: &str = "name = \"bad\"\nversion = \"1\"\napi = 1\n[kind.bad]\nyields = \"evidence\"\n\
    [kind.bad.part.body]\nis = \"text\"\n[kind.bad.part.answers]\nis = \"line\"\nkey = \"Answer\"\nplain = true\n\
    [kind.bad.item]\ntyped = \"answers\"\n";

fn registry(files: &[(&str, &str)]) -> (Registry, Vec<wend_diagnostics::Diagnostic>) {
    let mut registry = Registry::builtin();
    let mut all: BTreeMap<String, Arc<str>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), Arc::from(*text))).collect();
    all.entry("plugin.toml".to_owned()).or_insert_with(|| Arc::from(MANIFEST));
    all.entry("block.html".to_owned()).or_insert_with(|| Arc::from("{{ parts.body }}"));
    let found = registry.add(Folder::of_texts("bad", all));
    (registry, found)
}

struct Bare;
impl Page for Bare {
    fn markdown(&mut self, text: &str) -> String {
        text.to_owned()
    }
    fn inline(&mut self, text: &str) -> String {
        text.to_owned()
    }
    fn block(&mut self, _: &wend_markup::Directive) -> String {
        String::new()
    }
    fn raw_html(&mut self, allowed: bool) -> bool {
        allowed
    }
}

const TEXT: &str = "::: bad x\nkeep me\n\nAnswer: 4\n:::\n";

fn rendered(template: &str) -> Result<String, String> {
    let (registry, found) = registry(&[("block.html", template)]);
    assert_eq!(found, []);
    let (parsed, _) = parse(FileId(0), TEXT);
    let directive = parsed.directives()[0];
    let (block, _) = expand(&registry, TEXT, directive, &parsed);
    let t = own_texts(registry.plugin_of("bad").expect("it is there"), "en");
    let ctx = BlockCtx { page: &mut Bare, t, owner: "l", objective: "", root: "", id: "x" };
    render(&registry, &block, ctx).map_err(|found| {
        assert_eq!(found.code.code, "plugin/bad-template");
        assert!(found.message.contains("`bad`"), "{}", found.message);
        assert!(wend_plugin::render_plain(&block, &mut Bare, "x").contains("keep me"));
        found.message
    })
}

#[test]
fn templates_are_contained() {
    assert!(rendered("{{ parts.body }}").is_ok_and(|html| html.contains("keep me")));
    for template in [
        "{% for a in range(90000) %}{% for b in range(90000) %}x{% endfor %}{% endfor %}",
        "{{ parts.nothing }}",
        "{{ nothing }}",
        "{% include '../../secret' %}",
        "{% include 'question/block.html' %}{{ nothing }}",
        "{{ parts.body.nothing.at.all }}",
        "{{ 1 / 0 + 'x' }}",
        "{{ t() }}",
    ] {
        assert!(rendered(template).is_err(), "{template}");
    }
    // What an author writes can't become markup by way of a template.
    let text = "::: bad <b>\nx\n:::\n";
    let (registry, _) = registry(&[("block.html", "<p>{{ label }}</p>{{ items[0].spec }}")]);
    assert!(!support::html(&registry, text).contains("<b>"));
    let (_, found) = self::registry(&[("block.html", "{% for %}")]);
    assert_eq!(found[0].code, &codes::plugin::BAD_TEMPLATE);
}

#[test]
fn scripts_are_contained() {
    let grade = "export function grade() { return { correct: true }; }";
    let cases = [
        ("export function samples() { for (;;); }", grade),
        ("export function samples() { const a = []; for (;;) a.push('x'.repeat(1e6) + a.length); }", grade),
        ("export function samples() { return samples(); }", grade),
        ("export function samples() { return /(x+x+)+y/.test('x'.repeat(50)); }", grade),
        ("export function samples() { return [{ answer: 'x'.repeat(3e6), correct: true }]; }", grade),
        ("import './../../secret.js'; export function samples() { return []; }", grade),
        ("export function samples() { return 7; }", grade),
        ("export function problems() { return [{}]; }", grade),
        ("export async function problems() { return []; }", grade),
        (
            "export function samples() { return [{ answer: 1, correct: true }]; }",
            "export function grade() { throw null; }",
        ),
        (
            "export function samples() { return [{ answer: 1, correct: true }]; }",
            "export function grade() { while (1); }",
        ),
        ("syntax error", grade),
    ];
    for (key, grade) in cases {
        let (registry, _) = registry(&[("key.js", key), ("grade.js", grade)]);
        let found = support::findings(&registry, TEXT);
        let codes: Vec<_> = found.iter().map(|d| d.code.code).collect();
        assert_eq!(codes, ["plugin/breach"], "{key} / {grade}");
        assert!(found[0].message.contains("`bad`") && !found[0].helps.is_empty(), "{}", found[0].message);
        assert!(support::html(&registry, TEXT).contains("keep me"));
    }
    // What a script says is shown as text, at a place that exists, whatever place it names.
    let (registry, _) = registry(&[
        ("key.js", "export function problems() { return [{ message: 'm', at: 'nowhere.99', code: 'no/such' }]; }"),
        ("grade.js", grade),
    ]);
    let found = support::findings(&registry, TEXT);
    assert_eq!(found[0].code.code, "plugin/reported");
    assert_eq!(found[0].primary.as_ref().map(|label| label.span.text(TEXT)), Some("::: bad x"));
}

#[test]
fn a_plugin_takes_nothing_over() {
    let manifest = MANIFEST.replace("kind.bad", "kind.question");
    let (registry, found) = registry(&[("plugin.toml", &manifest)]);
    assert!(found[0].message.contains("already added by the plugin `question`"), "{found:?}");
    assert_eq!(registry.plugin_of("question").map(wend_plugin::Plugin::name), Some("question"));
}

/// Bodies made of whatever means something, in any order: nothing panics, and Windows line ends change nothing.
#[test]
fn any_body_is_read() {
    let registry = Registry::builtin();
    let bits = [
        "- [x] one",
        "- [ ] zwei (mix-up: ü)",
        "  - nested (mix-up:\n    é)",
        "- plain",
        "1. first",
        "Answer: 3/4 | ½",
        "If {a}: ähm",
        "If : x",
        "Hint:",
        "Why: because\nof this",
        "| a | b |\n|---|---|\n| 1 | 2 \\| 3 |",
        "## Brief",
        "### Ünder",
        "term\n: meaning",
        "{a} $\\frac{a}{b}$ `{c}`",
        "> quote",
        "```\ncode\n```",
        "",
        "",
        "\t- [x] tab",
        "<!-- c -->",
        "[^1]: note",
        "text[^1]",
        "***",
        "::: hint\nhelp\n:::",
        "Answer: /(/",
        "(mix-up: x)",
        "🙂 {🙂} :::",
        "    indented",
    ];
    let kinds: Vec<String> = registry.kinds().map(|kind| kind.name.clone()).collect();
    let mut seed = 7u64;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % n
    };
    for round in 0..600 {
        let mut text = format!(":::: {} x{round} {{form=lowest people=2}}\n", kinds[next(kinds.len())]);
        for _ in 0..next(9) {
            text.push_str(bits[next(bits.len())]);
            text.push_str(if next(3) == 0 { "\n" } else { "\n\n" });
        }
        text.push_str("::::\n");
        let found = support::findings(&registry, &text);
        for label in found.iter().filter_map(|d| d.primary.as_ref()) {
            assert!(text.get(label.span.range()).is_some(), "{label:?} is no place in {text}");
        }
        let html = support::html(&registry, &text);
        assert!(!html.contains("<!-- the template"), "{text}\n{html}");
        let windows = text.replace('\n', "\r\n");
        let codes = |text: &str| -> Vec<_> { support::findings(&registry, text).iter().map(|d| d.code.code).collect() };
        assert_eq!(codes(&windows), codes(&text), "{text}");
    }
}
