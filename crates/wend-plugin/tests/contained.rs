//! Plugins that mean harm: every one is contained, said to be what it is, and the page goes on without it.

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use wend_diagnostics::{Diagnostic, FileId};
use wend_plugin::{File, Folder, Origin, Registry};

const MANIFEST: &str = "name = \"bad\"\nversion = \"1\"\napi = 1\n[kind.bad.part.body]\nis = \"text\"\n";
const LESSON: &str = "Before.\n\n::: bad x\nkeep me\n:::\n\n::: note\nafter all\n:::\n";

/// A curriculum's plugin `bad` beside the built-in ones.
fn registry(files: &[(&str, &str)]) -> (Registry, Vec<Diagnostic>) {
    let mut all: BTreeMap<String, Arc<str>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), Arc::from(*text))).collect();
    all.entry("plugin.toml".to_owned()).or_insert_with(|| Arc::from(MANIFEST));
    let files = all.into_iter().enumerate().map(|(n, (path, text))| {
        let id = Some(FileId(n as u32 + 10));
        (path, File { id, text })
    });
    let folder = Folder {
        name: "bad".to_owned(),
        origin: Origin::Curriculum,
        files: files.collect(),
        others: Default::default(),
    };
    let mut registry = Registry::builtin();
    let found = registry.add(folder);
    (registry, found)
}

/// What is said of the plugin and of the lesson, `code: message` each; and the page.
fn run(files: &[(&str, &str)]) -> (Vec<String>, String) {
    let (registry, mut found) = registry(files);
    found.extend(support::findings(&registry, LESSON));
    let said = found.iter().map(|d| format!("{}: {}", d.code.code, d.message)).collect();
    (said, support::html(&registry, LESSON))
}

fn goes_on(html: &str, what: &str) {
    for text in ["Before.", "keep me", "after all"] {
        assert!(html.contains(text), "{what}: no `{text}` in\n{html}");
    }
    for harm in ["<script>", "onclick", "javascript:", "<iframe"] {
        assert!(!html.contains(harm), "{what}: `{harm}` in\n{html}");
    }
}

const STEPS: &str = "ran for too many steps";
const MEMORY: &str = "asked for more memory";
const STACK: &str = "called itself too deeply";
const JSON: &str = "returned something that is not JSON";
const SHAPE: &str = "answers to `expand` in another shape";
const FAILED: &str = "failed";

/// What a script does, and what is said of it at the block.
const SCRIPTS: &[(&str, &str)] = &[
    ("export function expand() { for (;;) {} }", STEPS),
    ("for (;;) {} export function expand() {}", STEPS),
    ("export function expand() { for (;;) { try { for (;;) {} } catch {} } }", STEPS),
    ("export function expand() { return /^(a+)+$/.test('a'.repeat(60) + '!'); }", STEPS),
    ("export function expand() { return { data: { toJSON() { for (;;) {} } } }; }", STEPS),
    ("export function expand() { return [].concat.apply([], { length: 4294967295 }); }", ""),
    ("export function expand() { const a = []; for (;;) a.push('x'.repeat(1e5) + a.length); }", MEMORY),
    ("export function expand() { try { return { data: Array(1e8).fill('xy') }; } catch { return null; } }", MEMORY),
    ("function* g() { for (;;) yield 'x'.repeat(1e4); } export function expand() { return [...g()]; }", MEMORY),
    ("export function expand() { return { data: 'x'.padEnd(5e8) }; }", ""),
    ("export function expand() { let s = 'x'; for (;;) s += s; }", ""),
    ("export function expand() { return expand(); }", STACK),
    (
        "let n = 0; function f() { n += 1; f(); } export function expand() { try { f(); } catch { return { data: n }; } }",
        STACK,
    ),
    ("export function expand() { let a = 1; for (let i = 0; i < 1e5; i += 1) a = [a]; return { data: a }; }", ""),
    ("export function expand() { return { data: JSON.parse('['.repeat(2e5)) }; }", ""),
    ("export function expand() { return { data: 'x'.repeat(2e6) }; }", "more than a plugin may return"),
    ("export function expand() { Object.prototype.polluted = 1; return {}; }", FAILED),
    ("export function expand() { Array.prototype.map = () => []; return {}; }", FAILED),
    ("export function expand() { Object.defineProperty(Object.prototype, 'data', { get() { return 1; } }); }", FAILED),
    ("export function expand() { globalThis.kept = 1; }", FAILED),
    ("export function expand() { return JSON.parse('{\"__proto__\": { \"data\": 1 }}'); }", SHAPE),
    ("export function expand() { return { data: new Date().toISOString() }; }", "Date"),
    ("export function expand() { return { data: Math.random() }; }", FAILED),
    ("export function expand() { return { data: performance.now() }; }", "performance"),
    ("export function expand() { return new Promise(() => {}); }", "Promise"),
    ("export function expand() { return new Proxy({}, {}); }", "Proxy"),
    ("export function expand() { return { data: new Uint8Array(1e9).length }; }", "Uint8Array"),
    ("export function expand() { return eval('({})'); }", "eval"),
    ("export function expand() { return new Function('return {}')(); }", "Function"),
    ("export function expand() { return (() => {}).constructor('return {}')(); }", FAILED),
    ("export function expand() { return fetch('https://example.org/'); }", "fetch"),
    ("export function expand() { return require('fs'); }", "require"),
    ("export function expand() { return { get data() { throw new Error('got me'); } }; }", "got me"),
    ("export function expand() { const a = {}; a.data = a; return a; }", JSON),
    ("export function expand() { return { data: 1n }; }", JSON),
    ("export function expand() { return () => 1; }", JSON),
    ("export function expand() { return { data: '\\ud800' }; }", SHAPE),
    ("export function expand() { return { problems: [{ message: '\\udfff' }] }; }", SHAPE),
    ("export function expand() { return 7; }", SHAPE),
    ("export function expand() { return { html: '<script>1</script>' }; }", SHAPE),
    ("export function expand() { return { markup: ['script', 'alert(1)'] }; }", SHAPE),
    ("export function expand() { return { markup: ['p', { onclick: 'x' }, 'x'] }; }", SHAPE),
    ("export function expand() { return { markup: ['a', { href: 'javascript:x' }, 'x'] }; }", SHAPE),
    (
        "export function expand() { let a = 'x'; for (let i = 0; i < 90; i += 1) a = ['b', a]; return { markup: a }; }",
        SHAPE,
    ),
    ("export function expand() { return { items: [{ spec: {} }] }; }", SHAPE),
    ("export function expand() { throw null; }", MEMORY),
    ("export function expand() { throw Symbol('x'); }", FAILED),
    ("export const nothing = 1;", "has no `expand`"),
    ("export function expand() { return { blocks: '::: bad\\nkeep me\\n:::\\n' }; }", "without end"),
];

#[test]
fn scripts_are_contained() {
    for (source, message) in SCRIPTS {
        let (said, html) = run(&[("expand.js", source)]);
        assert_eq!(said.len(), 1, "{source}\n{said:?}");
        assert!(said[0].starts_with("plugin/breach: ") && said[0].contains("`bad`"), "{source}\n{said:?}");
        assert!(said[0].contains(message), "{source}\n{said:?}");
        goes_on(&html, source);
    }
}

#[test]
fn scripts_that_can_not_run_are_told_of_once() {
    for source in [
        "import { x } from '../../secret.js'; export function expand() {}",
        "import fs from 'fs'; export function expand() {}",
        "import 'https://example.org/a.js'; export function expand() {}",
        "import x from './plugin.toml'; export function expand() {}",
        "export function expand() { return import('./a.js'); }",
        "export async function expand() {}",
        "await 1; export function expand() {}",
        "function g() { g(); } export function expand() { try { g(); } finally { return {}; } }",
        "} export function expand() {} {",
        "export function expand( {",
        "export function expand() {} <!-- x",
        "\u{0}",
    ] {
        let (said, html) = run(&[("expand.js", source)]);
        assert_eq!(said.len(), 1, "{source}\n{said:?}");
        assert!(said[0].starts_with("plugin/bad-script: "), "{source}\n{said:?}");
        goes_on(&html, source);
    }
    let (said, html) = run(&[("expand.js", &"(".repeat(200_000))]);
    assert!(said.len() == 1 && said[0].starts_with("plugin/bad-script"), "{said:?}");
    goes_on(&html, "brackets");
}

/// Odd, and allowed: what comes of it is escaped text.
#[test]
fn odd_values_are_only_text() {
    let manifest =
        format!("{MANIFEST}[kind.bad.attribute.a]\ntype = \"text\"\n[strings.en.bad]\nx = \"<script>1</script>\"\n");
    let files = [
        ("plugin.toml", manifest.as_str()),
        ("block.html", "{{ data.s }}{{ data.n }}{{ t('bad.x') }}{{ attributes.a }}{{ parts.body }}{{ markup }}"),
        (
            "expand.js",
            "export function expand() { return { data: { s: '</p><script>1</script>', n: NaN, m: Infinity }, markup: ['p', { title: '\"><script>' }, '<script>'] }; }",
        ),
    ];
    let (said, html) = run(&files);
    assert_eq!(said, [""; 0]);
    goes_on(&html, "text");
    let (registry, _) = registry(&files);
    let html = support::html(&registry, "::: bad {a=\"<script>1</script>\"}\nx\n:::\n");
    assert!(!html.contains("<script>"), "{html}");
}

#[test]
fn templates_are_contained() {
    for (template, code) in [
        ("{% for a in range(90000) %}{% for b in range(90000) %}x{% endfor %}{% endfor %}", ""),
        ("{% include 'block.html' %}", ""),
        ("{% include '../question/block.html' %}", ""),
        ("{% include '/etc/passwd' %}", ""),
        ("{% extends 'question/block.html' %}", ""),
        ("{% extends 'block.html' %}", ""),
        ("{% include 'wend:number' %}", ""),
        ("{% include 'plugin.toml' %}", ""),
        ("{{ nothing }}", ""),
        ("{{ parts.nothing }}", ""),
        ("{{ asset('../../learners/amina.toml') }}", ""),
        ("{{ icon('plugin.toml') }}", ""),
        ("{{ [1]|replace('a', 'b') }}", ""),
        (
            "{% for a in range(20000) %}0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789{% endfor %}",
            "",
        ),
        ("{% set x = 'xxxxxxxx' %}{% set y = x ~ x %}", "plugin/bad-template"),
        ("{{ 'x' * 100000000 }}", "plugin/bad-template"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "plugin/bad-template"),
        ("{% block a %}0{% endblock %}{{ self.a() }}{{ self.a() }}", "plugin/bad-template"),
        ("{% for %}", "plugin/bad-template"),
        ("{{", "plugin/bad-template"),
    ] {
        let (said, html) = run(&[("block.html", template)]);
        if code.is_empty() {
            assert_eq!(said, [""; 0], "{template}");
            assert!(html.contains("<!-- the template"), "{template}\n{html}");
            goes_on(&html, template);
        } else {
            assert!(said.len() == 1 && said[0].starts_with(code), "{template}\n{said:?}");
            goes_on(&html, template);
        }
    }
}

/// A template may put out what it likes: what could do harm does not come into the page.
#[test]
fn html_of_templates_is_looked_over() {
    for (template, what) in [
        ("<script>alert(1)</script>{{ parts.body }}", "`<script>`"),
        ("{{ '<script>alert(1)</script>'|safe }}", "`<script>`"),
        ("{{ data.html|safe }}", "`onclick` on `<b>`"),
        ("<p {{ attributes.a|safe }}>x</p>", "`onclick` on `<p>`"),
        ("{% include 'part.html' %}", "`<iframe>`"),
        ("{{ icon('bead.svg') }}", "`onclick` on `<svg>`"),
        ("<div>{{ parts.body }}", "`<div>` is not closed"),
        ("</wend-bad><h1>Mine</h1>", "`</wend`"),
        ("<p title=\"{{ parts.body }}\">x</p>", "HTML in `title`"),
        ("<p id=\"{{ id }}\">x</p>", "could be another's"),
        ("<img src=\"https://example.org/a.png\" alt=\"\">", "`src=\"https://example.org/a.png\"`"),
    ] {
        let files = [
            ("plugin.toml", &*format!("{MANIFEST}[kind.bad.attribute.a]\ntype = \"text\"\ndefault = \"onclick=x\"\n")),
            ("expand.js", "export function expand() { return { data: { html: '<b onclick=x>x</b>' } }; }"),
            ("part.html", "<iframe></iframe>"),
            ("bead.svg", "<svg onclick=\"x\"></svg>"),
            ("block.html", template),
        ];
        let (said, html) = run(&files);
        assert_eq!(said, [""; 0], "{template}");
        assert!(html.contains("the template `block.html` of the plugin `bad` writes is not let through"), "{html}");
        assert!(html.replace("- -", "--").contains(what), "{template}\n{html}");
        goes_on(&html.replace(&html[html.find("<!--").unwrap()..html.find("-->").unwrap()], ""), template);
    }
}

#[test]
fn manifests_are_contained() {
    let kinds: String = (0..3_000).map(|n| format!("[kind.k{n}]\n")).collect();
    let deep = format!("{MANIFEST}x = {}1{}\n", "[".repeat(50_000), "]".repeat(50_000));
    let dotted = format!("{MANIFEST}[{}x]\n", "a.".repeat(20_000));
    let long = format!("{MANIFEST}# {}\n", "x".repeat(300_000));
    for (manifest, said_of) in [
        (kinds.as_str(), "does not say which version"),
        (&format!("{MANIFEST}{kinds}"), "has no template"),
        (&deep, "not TOML"),
        (&dotted, "not TOML"),
        (&long, "is not read"),
        ("name = \"../question\"\napi = 1\n", "can't name a plugin"),
        ("name = \"question\"\napi = 1\n", "comes with Wend"),
        ("name = \"bad\"\napi = 99999999999999999999\n", ""),
        (&format!("{MANIFEST}[kind.\"x onload=1\"]\n"), "can't name a block kind"),
        (
            &MANIFEST
                .replace("api = 1", "api = 1\nassets = [\"../../learners/amina.toml\", \"/etc/passwd\", \"a/../b\"]"),
            "inside of the plugin's folder",
        ),
        (&MANIFEST.replace("api = 1", "api = 1\nassets = [\"page.html\"]"), "is left out of the site"),
        (&MANIFEST.replace("api = 1", "api = 1\nassets = [\"evil.svg\"]"), "it has `onload` on `<svg>`"),
        (&MANIFEST.replace("api = 1", "api = 1\nlimits = { memory_mib = 100000 }"), "at most"),
        (&format!("{MANIFEST}[kind.question]\n"), "already added"),
    ] {
        let files = [("plugin.toml", manifest), ("page.html", "x"), ("evil.svg", "<svg onload='x'/>")];
        let (said, html) = run(&files);
        let about = manifest.get(..60).unwrap_or(manifest);
        assert!(
            said.iter().any(|one| one.contains(said_of) && one.starts_with("plugin/bad-manifest")),
            "{about}\n{said:?}"
        );
        goes_on(&html, about);
    }
}
