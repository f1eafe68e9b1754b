//! Plugins of a curriculum in its site: what their HTML and styles may be, and that the built-in ones are like them.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use support::{compile, small, text};
use wend_compiler::{Compiler, MemoryWorld, Options as CompilerOptions};
use wend_site::{Options, Theme, plan};

fn add(files: &mut BTreeMap<String, Vec<u8>>, more: &[(&str, &str)]) {
    files.extend(more.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
}

const RAW: [(&str, &str); 3] = [
    (
        "plugins/raw/plugin.toml",
        "name = \"raw\"\nversion = \"1\"\napi = 1\n[kind.raw.part.body]\nis = \"text\"\n[kind.rare.part.body]\nis = \"text\"\n",
    ),
    (
        "plugins/raw/expand.js",
        "export function expand(block) {\n  const text = '<b class=\"made\">made</b>';\n  return block.kind === 'raw' ? { blocks: text } : { markup: ['div', { markdown: text }, { part: 'body' }] };\n}\n",
    ),
    ("lessons/own.md", "# On its own\n\n::: raw\nx\n:::\n\n::: rare\n<b class=\"own\">own</b>\n:::\n"),
];

/// The built-in plugins get nothing that a curriculum's plugin does not get. Every one of them is copied into a
/// curriculum under another name, its kinds under other names too, and trusted there. A site that uses the copies is
/// then the same as one that uses the originals, byte for byte but for the names.
#[test]
fn a_copy_of_a_builtin_plugin_does_what_the_original_does() {
    let builtin = wend_plugin::registry::builtin_files();
    let registry = wend_plugin::Registry::builtin();
    let kinds: Vec<&str> = registry.kinds().map(|kind| kind.name.as_str()).collect();
    // A plugin may be called as one of its kinds.
    let names: BTreeSet<&str> = kinds.iter().copied().chain(builtin.keys().copied()).collect();
    // `xq…` and back: nothing else has these letters.
    let renamed_line = |line: &str| -> String {
        let lists = ["holds", "inside", "kinds"].iter().any(|key| line.starts_with(key));
        names.iter().fold(line.to_owned(), |mut line, kind| {
            for at in [
                "::: {}",
                "wend-{}",
                "[kind.{}",
                "name = \"{}\"",
                "[strings.en.{}]",
                "\"{}.",
                "`{}.",
                "=== \"{}\"",
                "host, \"{}\"",
            ] {
                line = line.replace(&at.replace("{}", kind), &at.replace("{}", &format!("xq{kind}")));
                // A template keeps its file's name.
                line = line.replace(&format!("\"xq{kind}.html"), &format!("\"{kind}.html"));
            }
            if lists { line.replace(&format!("\"{kind}\""), &format!("\"xq{kind}\"")) } else { line }
        })
    };
    let renamed = |text: &str| text.split_inclusive('\n').map(renamed_line).collect::<String>();
    let mut lessons: BTreeMap<String, String> = BTreeMap::new();
    for (name, files) in builtin {
        for (path, text) in files.iter().filter(|(path, _)| path.starts_with("examples/") && path.ends_with(".md")) {
            lessons.insert(format!("lessons/{name}-{}", &path["examples/".len()..]), text.to_string());
        }
    }
    assert!(lessons.len() >= kinds.len());
    let site = |files: BTreeMap<String, Vec<u8>>| {
        let compiled = compile(files);
        let said: Vec<String> = compiled
            .diagnostics
            .iter()
            .map(|d| format!("{} {} {:?}", d.code.code, d.message, d.primary.as_ref().map(|label| label.span.start)))
            .collect();
        let plan = plan(Arc::clone(&compiled), &Theme::builtin(), &Options::default());
        let made = |path: &str| path.ends_with(".html") || path.ends_with(".js");
        let pages: BTreeMap<String, String> = plan
            .files
            .iter()
            .filter(|file| made(&file.path) && !file.path.starts_with("assets/plugins/"))
            .map(|file| (file.path.clone(), text(&plan, &file.path)))
            .collect();
        (compiled, said, pages)
    };
    let config = "id = \"copy\"\ntitle = \"Copy\"\n";
    let mut originals = BTreeMap::from([("curriculum.toml".to_owned(), config.as_bytes().to_vec())]);
    // White space of the same length, so that places are the same.
    let padded = |text: &str| {
        kinds.iter().fold(text.to_owned(), |text, kind| text.replace(&format!("::: {kind}"), &format!(":::   {kind}")))
    };
    originals.extend(lessons.iter().map(|(path, text)| (path.clone(), padded(text).into_bytes())));
    let trust: Vec<String> = builtin.keys().map(|name| format!("\"xq{name}\"")).collect();
    let mut copies = BTreeMap::from([(
        "curriculum.toml".to_owned(),
        format!("{config}trust = [{}]\n", trust.join(", ")).into_bytes(),
    )]);
    copies.extend(lessons.iter().map(|(path, text)| (path.clone(), renamed(text).into_bytes())));
    for (name, files) in builtin {
        for (path, text) in files.iter().filter(|(path, _)| !path.starts_with("examples/")) {
            copies.insert(format!("plugins/xq{name}/{path}"), renamed(text).into_bytes());
        }
    }
    let (original, said, pages) = site(originals);
    let (copy, copied_said, copied) = site(copies);
    let back = |text: &str| text.replace("xq", "");
    let said_of_copies: Vec<String> = copied_said.iter().map(|one| back(one)).collect();
    assert_eq!(said_of_copies, said);
    let items = |compiled: &wend_compiler::Compiled| -> Vec<String> {
        compiled.lessons.iter().flat_map(|lesson| lesson.items.iter().map(|item| item.local_id.clone())).collect()
    };
    assert_eq!(items(&copy), items(&original));
    assert!(items(&original).len() > 3);
    for (ix, lesson) in original.curriculum.lessons.iter().enumerate() {
        assert_eq!(*lesson, copy.curriculum.lessons[ix]);
        let ix = wend_core::LessonIx::at(ix);
        assert_eq!(copy.searchable(ix), original.searchable(ix));
    }
    assert_eq!(copied.keys().collect::<Vec<_>>(), pages.keys().collect::<Vec<_>>());
    for (path, page) in &pages {
        let copy = back(&copied[path]);
        let differs = copy.lines().zip(page.lines()).find(|(copy, page)| copy != page);
        assert!(copy == *page, "{path}: {differs:?}");
    }
}

/// The curriculum lets its author write HTML; a plugin's script may only if the plugin is trusted.
#[test]
fn raw_html_is_for_authors() {
    for (trust, made) in [("", 0), ("trust = [\"raw\"]\n", 1)] {
        let mut files = small();
        add(&mut files, &RAW);
        let config = files.get_mut("curriculum.toml").unwrap();
        *config = format!("html = true\n{trust}{}", String::from_utf8_lossy(config)).into_bytes();
        let compiled = compile(files);
        assert!(!compiled.diagnostics.iter().any(|found| found.code.code.starts_with("plugin/")));
        let page = text(&plan(compiled, &Theme::builtin(), &Options::default()), "lessons/own.html");
        assert_eq!(page.matches("<b class=\"own\">").count(), 1, "{page}");
        assert_eq!(page.matches("<b class=\"made\">").count(), made, "{page}");
        assert_eq!(page.matches("&lt;b class=").count(), 2 - made, "{page}");
    }
}

/// A style that nobody trusts is scoped and framed; one that is trusted is as it is, in its layer.
#[test]
fn styles_keep_to_their_blocks() {
    const CSS: &str = "@layer plugins { body, .x::before { color: red } }";
    let site = |css: &str, trust: &str| {
        let mut files = small();
        add(&mut files, &RAW);
        add(&mut files, &[("plugins/raw/element.css", css)]);
        let config = files.get_mut("curriculum.toml").unwrap();
        *config = format!("{trust}{}", String::from_utf8_lossy(config)).into_bytes();
        let compiled = compile(files);
        let said: Vec<String> = compiled
            .diagnostics
            .iter()
            .filter(|d| d.code.code == "plugin/bad-style")
            .map(|d| d.message.clone())
            .collect();
        let plan = plan(compiled, &Theme::builtin(), &Options::default());
        assert!(text(&plan, "lessons/own.html").contains("assets/plugins/raw.css"));
        (said, text(&plan, "assets/plugins/raw.css"))
    };
    let frame = "wend-rare:not([hidden]),wend-raw:not([hidden]){display:block;contain:layout paint style;overflow-clip-margin:.5rem}\n";
    let guard = ":where(wend-rare *,wend-raw *)";
    let (said, css) = site(CSS, "");
    assert_eq!(said, [""; 0]);
    let kinds = |css: &str| css.replace("wend-raw *,wend-rare *", "wend-rare *,wend-raw *");
    let css = kinds(&css)
        .replace("wend-raw:not([hidden]),wend-rare:not([hidden])", "wend-rare:not([hidden]),wend-raw:not([hidden])");
    assert_eq!(css, format!("{frame}@layer plugins.raw{{body{guard},.x{guard}::before{{color:red;}}}}\n"));
    let (said, css) = site("a { b: url(https://example.org/) }", "");
    assert_eq!(
        said,
        [
            "the style of the plugin `raw` is left out: it has `url(https://example.org/)`, which is none of the plugin's assets"
        ]
    );
    assert!(!css.contains("example.org") && css.contains("contain:layout"), "{css}");
    let (said, css) = site(CSS, "trust = [\"raw\"]\n");
    assert_eq!((said.len(), css.as_str()), (0, "@layer plugins{body,.x::before{color:red}}\n"));
}

/// What a file of a curriculum with a plugin may hold at some moment: blocks, templates, scripts, texts.
const STATES: [(&str, &[&str]); 8] = [
    (
        "plugins/line/plugin.toml",
        &[
            "name = \"line\"\nversion = \"1\"\napi = 1\n[kind.line]\n[kind.line.attribute.upto]\ntype = \"integer\"\ndefault = 3\n[kind.line.part.body]\nis = \"text\"\n[strings.en.line]\ntitle = \"Up to {n}\"\n",
            "name = \"line\"\nversion = \"1\"\napi = 1\n[kind.line]\n[kind.line.attribute.upto]\ntype = \"integer\"\ndefault = 5\n[kind.line.part.body]\nis = \"text\"\n[strings.en.line]\ntitle = \"As far as {n}\"\n",
            "name = \"line\"\nversion = \"1\"\napi = 1\n[kind.line.part.text]\nis = \"text\"\n",
            "name = \"lines\"\n",
        ],
    ),
    (
        "plugins/line/expand.js",
        &[
            "export function expand(block) { return { data: { n: block.attributes.upto ?? 0 }, search: block.body }; }",
            "import { more } from './more.js';\nexport function expand(block) { return { data: { n: more(block.attributes.upto ?? 0) } }; }",
            "export function expand(block) { return { blocks: `::: note\n${block.body}\n:::\n`, problems: [{ message: 'made' }] }; }",
            "export function expand() { for (;;) {} }",
            "",
        ],
    ),
    (
        "plugins/line/more.js",
        &["export function more(n) { return n + 1; }", "export function more(n) { return n * 2; }", ""],
    ),
    (
        "plugins/line/block.html",
        &[
            "<p class=\"title\">{{ t('line.title', n=data.n) }}</p>{{ parts.body }}",
            "<p>{{ data.n }}</p>{{ parts.body }}",
            "<p onclick=\"x\">{{ parts.body }}</p>",
            "{% include 'part.html' %}",
            "{{",
        ],
    ),
    ("plugins/line/part.html", &["a part of {{ kind }}", "another part of {{ kind }}", ""]),
    ("plugins/line/element.css", &[".x { top: 0 }", ".x { top: 1px }", "@import 'x';", ""]),
    (
        "lessons/one.md",
        &[
            "# One\n\n::: line a {upto=4}\nfirst\n:::\n\n::: question q\nW?\n\n- [x] a\n- [ ] b\n:::\n",
            "# One\n\n::: line a {upto=4}\nother words\n:::\n\n::: question q\nW?\n\n- [x] a\n- [ ] b\n:::\n",
            "# One\n\n::: line a {upto=x}\n## Part\n\nfirst\n:::\n",
            "# First\n\n::: line\nfirst\n\n::: hint\nhelp\n:::\n:::\n[two](two.md)\n",
        ],
    ),
    (
        "lessons/two.md",
        &["# Two\n\n::: line a\nfirst\n:::\n", "# Two\n\n:::: note\n::: line\nin a note\n:::\n::::\n", ""],
    ),
];

/// Everything about a site that its folder or its author would see.
fn whole(compiled: &Arc<wend_compiler::Compiled>, plan: &wend_site::SitePlan) -> Vec<String> {
    let said = |found: &[wend_diagnostics::Diagnostic]| -> Vec<String> {
        let shown = |d: &wend_diagnostics::Diagnostic| {
            let at =
                d.primary.as_ref().map(|label| (compiled.sources.path(label.span.file).to_owned(), label.span.range()));
            format!("{} {} {at:?} {:?} {:?}", d.code.code, d.message, d.path, d.helps)
        };
        found.iter().map(shown).collect()
    };
    let mut out = said(&compiled.diagnostics);
    for ix in 0..compiled.lessons.len() {
        out.push(format!("{:?}", compiled.searchable(wend_core::LessonIx::at(ix))));
    }
    for (ix, file) in plan.files.iter().enumerate() {
        out.push(format!("{} {:?}", file.path, plan.hash(ix)));
        if file.path.ends_with(".html") || file.path.starts_with("assets/plugins/line") {
            let made = plan.render(ix);
            out.push(String::from_utf8_lossy(&made.bytes).into_owned());
            out.extend(said(&made.diagnostics));
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    /// After any edits of blocks, plugin files and texts, on one thread or several, with answers remembered from an
    /// earlier run or from none, a site is the one that a clean build would make, byte for byte.
    #[test]
    fn a_warm_build_is_a_clean_one(edits in prop::collection::vec((0..STATES.len(), 0..5_usize), 1..7), threads in 1..4_usize) {
        let mut world: MemoryWorld = MemoryWorld::new([("curriculum.toml", "id = \"warm\"\ntitle = \"Warm\"\n")]);
        for (path, states) in STATES {
            world.write(path, states[0]);
        }
        let fresh = || Arc::new(wend_plugin::Registry::builtin());
        let registry = fresh();
        let mut compiler = Compiler::new(CompilerOptions { threads: Some(threads), registry: Arc::clone(&registry) });
        let first = Arc::new(compiler.compile(&world));
        let mut before = plan(Arc::clone(&first), &Theme::builtin(), &Options::default());
        whole(&first, &before);
        for (file, state) in edits {
            let (path, states) = STATES[file];
            match states[state % states.len()] {
                "" => world.remove(path),
                text => world.write(path, text),
            };
            let compiled = Arc::new(compiler.compile(&world));
            before = wend_site::plan_again(&before, Arc::clone(&compiled), &Theme::builtin());
            let warm = whole(&compiled, &before);
            let clean = |registry: Arc<wend_plugin::Registry>, threads: usize| {
                let compiled = Arc::new(Compiler::new(CompilerOptions { threads: Some(threads), registry }).compile(&world));
                whole(&compiled, &plan(Arc::clone(&compiled), &Theme::builtin(), &Options::default()))
            };
            prop_assert_eq!(&warm, &clean(fresh(), 1), "{} {}", path, state);
            // A later process, which was given the answers of this one.
            let later = fresh();
            later.recall(registry.keep().unwrap_or_default());
            prop_assert_eq!(&warm, &clean(later, 4 - threads), "{} {}", path, state);
        }
    }
}
