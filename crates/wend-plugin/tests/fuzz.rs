//! Valid plugins with something broken in them, thousands of them: nothing panics, what is said names the plugin, the
//! page goes on, and nothing that could do harm gets into it.
//!
//! Three things come from whoever wrote a plugin: its manifest, its templates, and what its scripts answer. Each is
//! taken from an example that uses all of the interface and is changed in a few places: pieces are cut out, doubled,
//! moved, or replaced by what has a meaning somewhere.

mod support;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use proptest::prelude::*;
use wend_diagnostics::{Diagnostic, FileId};
use wend_plugin::{File, Folder, Origin, Registry};

const MANIFEST: &str = r#"name = "bad"
version = "1"
api = 1
doc = "Whatever."
assets = ["a.svg"]

[limits]
memory_mib = 8
steps = 1_000_000

[kind.bad]
doc = "A block."
label = "wanted"
yields = "evidence"
inside = ["page", "note"]
holds = ["hint", "note"]
back = 3
hidden = false
term = "body"
noscript = "part.html"

[kind.bad.attribute.upto]
type = "integer"
default = 4
doc = "how far"

[kind.bad.attribute.how]
type = "choice"
choices = ["one", "two"]
default = "one"

[kind.bad.part.body]
is = "text"
required = true

[kind.bad.part.options]
is = "tasks"
min = 0

[kind.bad.part.lines]
is = "line"
key = "Say"
many = true
argument = true

[kind.bad.part.points]
is = "table"

[kind.bad.part.end]
is = "section"
heading = ["End", "Last"]
table = true

[kind.bad.item]
options = "options"

[strings.en.bad]
title = "Title {n}"
beads = { one = "{n} bead", other = "{n} beads" }
"#;

const TEMPLATE: &str = r##"<div class="bad" role="group" aria-labelledby="{{ id }}--t">
<p class="title" id="{{ id }}--t">{{ t("bad.beads", n=attributes.upto) }}{% if label %} <b>{{ label }}</b>{% endif %}</p>
{{ parts.body }}
{% for item in items %}
<section class="item" {{ item.data }}>
{% for option in item.parts.options %}<label><input type="radio" name="{{ item.id }}" value="{{ loop.index0 }}"> {{ option.html }}</label>{% endfor %}
{{ item.spec }}
</section>
{% endfor %}
<svg viewBox="0 0 10 10"><title>x</title><path d="M0 0h1" fill="url(#{{ id }}--g)"></path></svg>
<a href="#{{ id }}--t">up</a><img src="{{ asset("a.svg") }}" alt="">
{% include "part.html" %}
{% set n = parts.lines | length %}{{ n }}{% for line in parts.lines %}<i title="{{ line.when }}">{{ line.html }}</i>{% endfor %}
</div>
"##;

const LESSON: &str = "Before.\n\n::: bad x {upto=3}\nkeep me\n\n- [x] yes\n- [ ] no\n\nSay it: loud\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## End\nended\n:::\n\n::: note\nafter all\n:::\n";

const ANSWER: &str = r##"{"data":{"n":1,"list":[1,"a",null]},"markup":["div",{"class":"x","id":"a","title":{"t":"bad.title","n":2}},["a",{"href":"#a"},"up"],{"part":"body"},{"markdown":"*m*"},["svg",["path",{"d":"M0 0","fill":"url(#a)"}]],["img",{"src":{"asset":"a.svg"},"alt":""}]],"items":[{"id":"i","spec":{"at":1},"typed":true,"options":2,"objective":"taught"}],"references":[{"mixup":"m","at":"body"},{"lesson":"l"}],"search":"words","problems":[{"message":"odd","help":"mend","at":"options.1","severity":"note"},{"message":"here","at":[1,3]}]}"##;

/// What means something to one reader or another.
const WORDS: &[&str] = &[
    "<script>alert(1)</script>",
    "<p onclick=\"x\">",
    "</div>",
    "<",
    ">",
    "\"",
    "'",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "<!--",
    "-->",
    "<iframe srcdoc='x'>",
    "javascript:alert(1)",
    " style=\"position:fixed\"",
    "<svg><style>",
    "|safe",
    "|tojson",
    "'<b>'|safe",
    "{{ parts }}",
    "{{ items }}",
    "{{ id }}",
    "{% include 'part.html' %}",
    "{% for x in range(9999) %}",
    "{% endfor %}",
    "{% set x = ",
    "\\u0000",
    "\u{0}",
    "\u{fdd0}0\u{fdd1}",
    "\u{fdd0}",
    "[[",
    "]]",
    "= {",
    "[kind.bad]",
    "[kind.bad.part.body]",
    "is = \"text\"",
    "1e999",
    "-1",
    "99999999999999999999",
    "null",
    "true",
    "[]",
    "{}",
    "\"__proto__\":{}",
    "\"constructor\":1",
    ",",
    ":",
    "\"markup\":",
    "\"part\":\"points\"",
    "[\"script\",\"x\"]",
    "{\"t\":\"nothing\"}",
    "{\"asset\":\"../x\"}",
    "\"onclick\":\"x\"",
    "\"href\":\"javascript:x\"",
    "\"blocks\":\"::: bad\\n:::\\n\"",
    "\"blocks\":\"<script>1</script>\"",
    "\\ud800",
    "😀",
    "\u{202e}",
    "\u{a0}",
    "include",
    "template = \"../x\"",
    "assets = [\"../../x\"]",
    "#",
    "\"\"\"",
];

/// One change: what, where (in thousandths of the text), how much, and with which word.
type Change = (u8, u16, u16, usize);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec((0..6_u8, 0..1000_u16, 0..60_u16, 0..WORDS.len()), 1..6)
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for &(what, at, len, word) in changes {
        let start = text.len() * usize::from(at) / 1000;
        let end = (start + usize::from(len)).min(text.len());
        let word = WORDS[word].chars();
        match what {
            0 => drop(text.drain(start..end)),
            1 => {
                let piece = text[start..end].to_vec();
                text.splice(start..start, piece);
            }
            2 => drop(text.splice(start..start, word)),
            3 => drop(text.splice(start..end.min(start + 3), word)),
            4 => {
                let piece: Vec<char> = text.drain(start..end).collect();
                let to = text.len() / 2;
                text.splice(to..to, piece);
            }
            _ => text.truncate(end.max(1)),
        }
    }
    text.into_iter().collect()
}

fn builtin() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(Registry::builtin)
}

/// The first file of the plugin; the others follow.
const FIRST: u32 = 10;

fn registry(files: &[(&str, &str)]) -> (Registry, Vec<Diagnostic>, Vec<String>) {
    let mut all: BTreeMap<String, String> = BTreeMap::from([
        ("plugin.toml".to_owned(), MANIFEST.to_owned()),
        ("block.html".to_owned(), TEMPLATE.to_owned()),
        ("part.html".to_owned(), "<p>a part of {{ kind }}</p>".to_owned()),
        ("a.svg".to_owned(), "<svg></svg>".to_owned()),
    ]);
    all.extend(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    let texts: Vec<String> = all.values().cloned().collect();
    let files = all
        .into_iter()
        .enumerate()
        .map(|(n, (path, text))| (path, File { id: Some(FileId(FIRST + n as u32)), text: Arc::from(text) }));
    let folder = Folder {
        name: "bad".to_owned(),
        origin: Origin::Curriculum,
        files: files.collect(),
        others: Default::default(),
    };
    let mut registry = builtin().clone();
    let found = registry.add(folder);
    (registry, found, texts)
}

/// That each finding names the plugin: it stands in one of its files, is about its folder, or says its name.
fn named(found: &[Diagnostic], texts: &[String]) {
    for one in found {
        let of_plugin = one.code.code.starts_with("plugin/");
        let at = one.primary.as_ref().map(|label| label.span);
        let in_file = at.filter(|span| span.file.0 >= FIRST).map(|span| {
            let text = &texts[(span.file.0 - FIRST) as usize];
            assert!(text.get(span.range()).is_some(), "{one:?} is no place in {text}");
        });
        let about = one.path.as_deref().is_some_and(|path| path.starts_with("plugins/bad"));
        assert!(of_plugin && (in_file.is_some() || about || one.message.contains("`bad`")), "{one:?}");
    }
}

/// That what is around the block is there, and nothing that runs, loads or poses.
fn harmless(html: &str) {
    for text in ["Before.", "after all"] {
        assert!(html.contains(text), "no `{text}` in\n{html}");
    }
    assert_eq!(harm(html), None, "in\n{html}");
}

/// The first thing that runs, loads or poses.
fn harm(html: &str) -> Option<String> {
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        rest = &rest[open + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            // The preview's own word of what failed.
            if ![" the template", " what ", " the markup"].iter().any(|own| comment.starts_with(own)) {
                return Some("a comment".to_owned());
            }
            rest = &comment[comment.find("-->").expect("closed")..];
            continue;
        }
        let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '/').collect();
        let name = name.to_ascii_lowercase();
        if ["iframe", "style", "link", "meta", "base", "object", "embed", "form", "template"].contains(&&*name) {
            return Some(name);
        }
        for (key, value) in attributes(&rest[name.len()..]) {
            // What browsers pass over, and case, make no difference.
            let value: String = value.chars().filter(|c| *c > ' ').collect::<String>().to_ascii_lowercase();
            let runs = ["javascript:", "vbscript:", "data:"].iter().any(|scheme| value.starts_with(scheme))
                && ADDRESSES.contains(&&*key);
            let loads = key == "src" && value.starts_with("http");
            if runs || loads || key.starts_with("on") || ["style", "srcdoc", "formaction"].contains(&&*key) {
                return Some(format!("{key}={value}"));
            }
        }
        if name == "script" {
            if !rest.starts_with("script type=\"application/json\" class=\"spec\">") {
                return Some(name);
            }
            rest = &rest[rest.find("</script>").expect("closed") + 1..];
        }
    }
    None
}

/// Attributes that browsers take for addresses, or that move into such a one.
const ADDRESSES: [&str; 12] =
    ["href", "src", "srcset", "action", "poster", "data", "cite", "background", "xlink:href", "to", "from", "values"];

/// The attributes of a tag, their names in small letters, from the end of its name on.
fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_ascii_whitespace() || ['=', '>', '/'].contains(&c)).unwrap_or(rest.len());
        if end == 0 {
            return out;
        }
        let (key, after) = rest.split_at(end);
        let (value, after) = match after.trim_ascii_start().strip_prefix('=').map(str::trim_ascii_start) {
            None => ("", after),
            Some(after) => match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => after.split_at(after.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(after.len())),
            },
        };
        out.push((key.to_ascii_lowercase(), value.to_owned()));
        rest = after;
    }
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() }
}

#[test]
fn the_examples_are_valid() {
    let (registry, found, _) = registry(&[("expand.js", EXPAND)]);
    assert_eq!(found, []);
    let lesson = LESSON.replace("keep me", ANSWER);
    let said: Vec<_> = support::findings(&registry, &lesson).iter().map(|d| d.message.clone()).collect();
    assert_eq!(said, ["here", "odd"]);
    let html = support::html(&registry, &lesson);
    assert!(html.contains("<b>x</b>") && html.contains("a part of bad") && !html.contains("<!--"), "{html}");
    harmless(&html);
}

#[test]
fn what_harms_is_seen() {
    for bad in [
        "<a HREF=' Java\nscript:x'>",
        "<p class=x onclick=y>",
        "<svg><use xlink:href = javascript:x />",
        "<img alt=\"a>b\" src=https://example.org/>",
        "<script>",
        "<b><IFRAME>",
        "<!-- x -->",
        "<i title='a'/style=b>",
    ] {
        assert!(harm(bad).is_some(), "{bad}");
    }
    assert_eq!(harm("<p class=\"javascript:x\" title='a onclick=>b'>1 onclick=2</p>"), None);
}

/// Gives the first paragraph of its block back, read as JSON.
const EXPAND: &str = "export function expand(block) { return JSON.parse(block.parts.body); }";

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn manifests(changes in changes()) {
        let manifest = changed(MANIFEST, &changes);
        let (registry, found, texts) = registry(&[("plugin.toml", &manifest)]);
        named(&found, &texts);
        // What the lesson says may be wrong of the block now; it stands in the lesson then.
        support::findings(&registry, LESSON);
        harmless(&support::html(&registry, LESSON));
    }

    #[test]
    fn templates(changes in changes()) {
        let template = changed(TEMPLATE, &changes);
        let (registry, found, texts) = registry(&[("block.html", &template)]);
        named(&found, &texts);
        let html = support::html(&registry, LESSON);
        harmless(&html);
        // One that fails shows the block's own text, and says whose template it is.
        if html.contains("<!--") || html.contains("class=\"block plain\"") {
            assert!(html.contains("keep me") && html.contains("ended"), "{template}\n{html}");
            assert!(!found.is_empty() || html.contains("`bad`"), "{template}\n{html}");
        }
    }
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn answers_of_scripts(changes in changes()) {
        static REGISTRY: OnceLock<Registry> = OnceLock::new();
        let registry = REGISTRY.get_or_init(|| registry(&[("expand.js", EXPAND), ("block.html", "{{ markup }}{{ parts.body }}")]).0);
        let answer = changed(ANSWER, &changes);
        // The answer stands in the lesson as a paragraph of one line.
        prop_assume!(!answer.contains(['\n', '\r', '\0']) && !answer.contains(":::") && !answer.trim_start().starts_with(['#', '-', '|', '<', '>']));
        let lesson = LESSON.replace("keep me", &answer);
        for found in support::findings(registry, &lesson) {
            if found.code.code == "plugin/breach" {
                assert!(found.message.contains("`bad`"), "{found:?}");
            }
            if let Some(label) = &found.primary {
                assert!(lesson.get(label.span.range()).is_some(), "{found:?}");
            }
        }
        harmless(&support::html(registry, &lesson));
    }
}
