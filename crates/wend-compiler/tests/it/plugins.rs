//! The curriculum's own plugins: found, described, used, changed, taken away.

use wend_compiler::{Compiled, Compiler, MemoryWorld, Options};
use wend_plugin::Origin;

use crate::support::{BASE, LESSONS, check, equals_clean_after, only, shown, with, without_file_ids};

const MANIFEST: &str = r#"name = "abacus"
version = "1"
api = 1
doc = "Numbers on beads."
assets = ["beads.svg", "sound.mp3"]

[kind.abacus]
doc = "A number to read from beads."
inside = ["page"]
holds = []

[kind.abacus.attribute.wires]
type = "integer"
default = 4
doc = "how many wires"

[kind.abacus.attribute.base]
type = "choice"
choices = ["ten", "two"]
required = true

[kind.abacus.part.body]
is = "text"
"#;

const PLUGIN: [(&str, &str); 4] = [
    ("plugins/abacus/plugin.toml", MANIFEST),
    ("plugins/abacus/block.html", "<p>{{ attributes.wires }} wires</p>{{ parts.body }}"),
    ("plugins/abacus/beads.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ("plugins/abacus/sound.mp3", "\u{1}"),
];

fn compile(files: &[(&str, &str)]) -> Compiled {
    let all: Vec<_> = PLUGIN.iter().chain(files).copied().collect();
    with(&all)
}

#[test]
fn a_plugin_of_the_curriculum_adds_its_kinds() {
    let compiled = compile(&[("lessons/halves.md", "# Halves\n\n::: abacus {base=ten}\nRead it.\n:::\n")]);
    check(&compiled, &[]);
    let plugin = compiled.registry.plugin_of("abacus").expect("it is there");
    assert_eq!((plugin.name(), plugin.origin()), ("abacus", Origin::Curriculum));
    assert_eq!(compiled.lessons.iter().filter(|lesson| lesson.kinds.contains(&"abacus".to_owned())).count(), 1);
    let assets: Vec<_> = compiled.assets.iter().map(|asset| (&*asset.path, &*asset.source)).collect();
    assert_eq!(
        assets,
        [
            ("assets/plugins/abacus/beads.svg", "plugins/abacus/beads.svg"),
            ("assets/plugins/abacus/sound.mp3", "plugins/abacus/sound.mp3")
        ]
    );
}

#[test]
fn mistakes_in_its_use_have_places_and_mends() {
    let lesson = "# Halves\n\n::: abakus {base=ten}\n:::\n\n:::: abacus {base=tow wire=3 wires=many}\nx\n\n::: note\ny\n:::\n::::\n\n::: abacus\n:::\n";
    let compiled = compile(&[("lessons/halves.md", lesson)]);
    check(
        &compiled,
        &[
            "plugin/unknown-kind lessons/halves.md:3:5",
            "plugin/bad-attribute lessons/halves.md:6:19",
            "plugin/unknown-attribute lessons/halves.md:6:23",
            "plugin/bad-attribute lessons/halves.md:6:36",
            "plugin/wrong-place lessons/halves.md:9:5",
            "plugin/missing-attribute lessons/halves.md:14:1",
        ],
    );
    assert_eq!(
        only(&compiled, "plugin/unknown-attribute"),
        "a `abacus` block has no attribute `wire`\ndid you mean `wires`?"
    );
    assert!(shown(&compiled).contains("did you mean `two`?"));
    assert!(shown(&compiled).contains("did you mean `abacus`?"));
}

#[test]
fn mistakes_in_its_folder_have_places_in_it() {
    let compiled = with(&[
        ("plugins/README.md", "# Ours\n"),
        ("plugins/loose.txt", "x"),
        (
            "plugins/a/plugin.toml",
            "name = \"b\"\napi = 1\ndok = 1\nassets = [\"sond.mp3\"]\n[kind.question]\n[kind.a]\n",
        ),
        ("plugins/a/block.html", "<p>\n{% for %}</p>"),
        ("plugins/a/sound.mp3", "x"),
        ("plugins/empty/x.js", ""),
        ("plugins/new/plugin.toml", "name = \"new\"\napi = 2\n"),
        ("plugins/none/plugin.toml", "name = \"none\"\napi = 1\n[kind.none]\n"),
        ("plugins/question/plugin.toml", "name = \"question\"\napi = 1\n"),
        ("plugins/script/expand.js", "import { x } from 'fs';\n"),
        ("plugins/script/plugin.toml", "name = \"script\"\napi = 1\n"),
    ]);
    check(
        &compiled,
        &[
            "plugin/bad-manifest plugins/empty",
            "config/stray-file plugins/loose.txt",
            "plugin/bad-template plugins/a/block.html:2:8",
            "plugin/bad-manifest plugins/a/plugin.toml:1:8",
            "plugin/bad-manifest plugins/a/plugin.toml:3:1",
            "plugin/bad-manifest plugins/a/plugin.toml:4:11",
            "plugin/bad-manifest plugins/a/plugin.toml:5:7",
            "plugin/bad-manifest plugins/new/plugin.toml:2:7",
            "plugin/bad-manifest plugins/none/plugin.toml:3:7",
            "plugin/bad-manifest plugins/question/plugin.toml:1:8",
            "plugin/bad-script plugins/script/expand.js:1:1",
        ],
    );
    for said in [
        "did you mean `doc`?",
        "did you mean `sound.mp3`?",
        "already added by the plugin `question`",
        "comes with Wend",
    ] {
        assert!(shown(&compiled).contains(said), "{said} in\n{}", shown(&compiled));
    }
}

#[test]
fn a_plugin_is_trusted_by_name() {
    let element = ("plugins/abacus/element.js", "export function connect() {}");
    let trusted = |compiled: &Compiled| compiled.trusts(compiled.registry.plugin("abacus").expect("it is there"));
    let compiled = compile(&[element]);
    check(&compiled, &[]);
    assert!(!trusted(&compiled));
    let compiled = compile(&[element, ("curriculum.toml", "id = \"x\"\ntitle = \"X\"\ntrust = [\"abacus\"]\n")]);
    check(&compiled, &[]);
    assert!(trusted(&compiled));
    let config = "id = \"x\"\ntitle = \"X\"\ntrust = [\"abacuss\", \"static/\"]\n";
    let compiled = compile(&[element, ("curriculum.toml", config)]);
    check(&compiled, &["config/unknown-trust curriculum.toml:3:10", "config/unknown-trust curriculum.toml:3:21"]);
    assert!(shown(&compiled).contains("did you mean `abacus`?"), "{}", shown(&compiled));
}

#[test]
fn page_code_that_nobody_trusts_is_left_out() {
    let files = [
        ("lessons/game.md", "# A game\n\n[play](game.html) ![a square](square.svg)\n"),
        ("lessons/game.html", "<script>steal()</script>"),
        ("lessons/square.svg", "<svg viewBox='0 0 1 1'/>"),
        ("static/a/one.js", "steal()"),
        ("static/a/two.svg", "<svg onload='steal()'/>"),
        ("static/a/data.json", "{}"),
        ("theme/templates/about.html", "<p>"),
        ("theme/styles/x.css", "p{}"),
        ("theme/client/main.js", "steal()"),
    ];
    let withheld = |compiled: &Compiled| -> Vec<String> {
        compiled.assets.iter().filter(|asset| asset.withheld).map(|asset| asset.source.to_string()).collect()
    };
    let compiled = compile(&files);
    assert_eq!(withheld(&compiled), ["static/a/one.js", "static/a/two.svg", "lessons/game.html"]);
    assert_eq!(compiled.theme.keys().collect::<Vec<_>>(), ["styles/x.css"]);
    let told = compiled.diagnostics.iter().filter(|found| found.code.code == "config/not-trusted").count();
    assert_eq!(told, 4, "one for each folder");
    let said = shown(&compiled);
    for part in [
        "`lessons/game.html` would run in the site's pages",
        "2 files in `static/a/` would run",
        "trust = [\"static/a/\"]",
        "trust = [\"theme/client/main.js\"]",
        "trust = [\"theme/templates/about.html\"]",
    ] {
        assert!(said.contains(part), "{part} in\n{said}");
    }
    assert!(compiled.trusted_files().is_empty());
    let config =
        "id = \"x\"\ntitle = \"X\"\ntrust = [\"abacus\", \"static/a/one.js\", \"theme/\", \"lessons/game.html\"]\n";
    let compiled = compile(&[&files[..], &[("curriculum.toml", config)]].concat());
    assert_eq!(withheld(&compiled), ["static/a/two.svg"]);
    assert_eq!(compiled.theme.len(), 3);
    assert_eq!(
        compiled.trusted_files(),
        ["static/a/one.js", "lessons/game.html", "theme/client/main.js", "theme/templates/about.html"]
    );
}

/// Everything that comes of blocks, as text.
fn print(compiled: &Compiled) -> String {
    let lessons: Vec<_> = compiled.lessons.iter().map(|l| (&l.id, &l.kinds, l.items.len())).collect();
    let assets: Vec<_> = compiled.assets.iter().map(|asset| &asset.path).collect();
    let kinds: Vec<_> = compiled.registry.kinds().collect();
    let kinds = without_file_ids(&format!("{kinds:?}"));
    format!("{lessons:#?}\n{assets:?}\n{kinds}\n{}", shown(compiled))
}

const STEPS: [(&str, &str); 13] = [
    ("lessons/halves.md", "# Halves\n\n::: abacus {base=ten}\nRead it.\n:::\n"),
    ("plugins/abacus/plugin.toml", MANIFEST),
    ("plugins/abacus/block.html", "{% if %}"),
    ("plugins/abacus/block.html", "<p>{{ attributes.wires }}</p>"),
    ("plugins/abacus/beads.svg", "<svg/>"),
    ("plugins/abacus/sound.mp3", "x"),
    ("lessons/halves.md", "# Halves\n\n::: abacus {base=ten}\nRead it well.\n:::\n"),
    ("plugins/abacus/plugin.toml", "name = \"abacus\"\nversion = \"1\"\napi = 1\n[kind.abakus]\n"),
    ("plugins/abacus/plugin.toml", "name = "),
    ("plugins/other/plugin.toml", MANIFEST),
    ("plugins/abacus/plugin.toml", ""),
    (
        "plugins/other/plugin.toml",
        "name = \"other\"\nversion = \"1\"\napi = 1\n[kind.abacus.part.body]\nis = \"text\"\n",
    ),
    ("plugins/other/block.html", "{{ parts.body }}"),
];

#[test]
fn after_every_step_it_equals_a_clean_compile() {
    equals_clean_after(MemoryWorld::new(BASE.into_iter().chain(LESSONS)), &STEPS, print);
}

#[test]
fn plugins_that_stay_are_read_once() {
    let mut world = MemoryWorld::new(BASE.into_iter().chain(LESSONS).chain(PLUGIN));
    let mut compiler = Compiler::new(Options::default());
    let first = compiler.compile(&world);
    world.write("objectives.toml", BASE[1].1.replace("Adds", "Takes"));
    world.write("plugins/abacus/block.html", PLUGIN[1].1);
    let second = compiler.compile(&world);
    assert_eq!((compiler.stats().read, compiler.stats().parsed), (2, 1));
    assert!(std::sync::Arc::ptr_eq(&first.registry, &second.registry));
}

const DIALECT: [(&str, &str); 6] = [
    ("config.yaml", "title: Course\nepisodes:\n- b.md\n- a.md\n"),
    ("episodes/a.md", "---\ntitle: Second\nteaching: 10\nexercises: 5\n---\nText [b](b.md).\n"),
    ("episodes/b.md", "---\ntitle: First\nteaching: 3\n---\n# Own\n\nText.\n"),
    ("quiz/q.toml", "title = \"Quiz\"\n[[questions]]\nprompt = \"Two?\"\nanswer = \"2\"\n"),
    (
        "plugins/dialect/plugin.toml",
        "name = \"dialect\"\nversion = \"1\"\napi = 1\n[source]\nfiles = [\"episodes/*.md\", \"quiz/*.toml\"]\nreads = [\"config.yaml\"]\n",
    ),
    (
        "plugins/dialect/source.js",
        r#"export function source(file, { files, paths }) {
  if (file.path.endsWith(".toml")) {
    const blocks = file.data.questions.map((q, n) => `::: question q${n + 1}\n${q.prompt}\n\nAnswer: ${q.answer}\n:::\n`);
    return { front: { title: file.data.title }, markdown: `${blocks.join("\n")}\n[gone](gone.md)\n` };
  }
  const order = files["config.yaml"].episodes.map((name) => `episodes/${name}`);
  const before = order[order.indexOf(file.path) - 1];
  const problems = paths.length > 3 ? [{ message: "many", line: 2 }] : [];
  const minutes = file.data.teaching + (file.data.exercises ?? 0);
  return { front: { title: file.data.title, minutes, requires: before ? [before.replace(".md", "")] : [] }, problems };
}"#,
    ),
];

#[test]
fn a_foreign_folder_is_a_curriculum_by_a_plugin() {
    let compiled = crate::support::compile(&DIALECT);
    check(&compiled, &["link/broken quiz/q.toml:7:1"]);
    let lessons: Vec<_> =
        compiled.curriculum.lessons.iter().map(|l| (l.id.as_str(), l.title.as_str(), l.minutes)).collect();
    assert_eq!(lessons[..2], [("episodes/a", "Second", 15), ("episodes/b", "First", 3)]);
    assert_eq!(lessons[2].0, "quiz/q");
    assert_eq!(compiled.lessons[2].items.len(), 1);
    // What a plugin made is in no file, so nothing is written into one.
    assert!(compiled.diagnostics.iter().all(|d| d.fix.is_none()));
    let needs = compiled.curriculum.lessons[0].requires.literals();
    assert_eq!(needs.len(), 1, "{:?}", compiled.curriculum.lessons);
}

const SOURCE_STEPS: [(&str, &str); 6] = [
    ("config.yaml", "title: Course\nepisodes:\n- a.md\n- b.md\n"),
    ("quiz/r.toml", "title = \"R\"\nquestions = []\n"),
    ("episodes/a.md", "---\ntitle: Second\nteaching: x\n---\nText.\n"),
    ("quiz/q.toml", "title = "),
    ("plugins/dialect/source.js", "export function source() { return { front: { titel: 'x' } }; }"),
    ("plugins/dialect/source.js", ""),
];

#[test]
fn after_every_step_a_foreign_folder_equals_a_clean_compile() {
    let titles = |c: &Compiled| c.curriculum.lessons.iter().map(|l| l.title.clone()).collect::<Vec<_>>();
    let print = |c: &Compiled| format!("{:?}\n{}", titles(c), print(c));
    equals_clean_after(MemoryWorld::new(DIALECT), &SOURCE_STEPS, print);
}

#[test]
fn what_a_plugin_finds_in_a_file_stands_at_the_files_own_lines() {
    let script = r##"export function source(file, { files }) {
  return { markdown: "# Made\n\n[gone](gone.md)\n\n" + files["links.md"], problems: [{ message: "this line", line: 3 }] };
}"##;
    let files = [
        DIALECT[0],
        DIALECT[3],
        ("links.md", "[x]: https://example.org\n"),
        (
            "plugins/dialect/plugin.toml",
            "name = \"dialect\"\nversion = \"1\"\napi = 1\n[source]\nfiles = [\"quiz/*.toml\"]\nreads = [\"links.md\"]\nskips = [\"*.md\"]\n",
        ),
        ("plugins/dialect/source.js", script),
    ];
    let compiled = crate::support::compile(&files);
    check(&compiled, &["link/broken quiz/q.toml:3:1", "plugin/reported quiz/q.toml:3:1"]);
    let shown = shown(&compiled);
    // The problem is shown in the file as it is, the link in what was made of it.
    assert!(shown.contains("3 | prompt = \"Two?\""), "{shown}");
    assert!(shown.contains("3 | [gone](gone.md)"), "{shown}");
    let lesson = &compiled.lessons[0];
    assert!(
        compiled.sources.text(lesson.file).ends_with("[x]: https://example.org\n"),
        "files that are no data come as text"
    );
    assert_eq!(compiled.lessons.len(), 1, "links.md is skipped");
}

#[test]
fn data_that_no_plugin_can_read_is_a_finding_in_its_file() {
    let mut files = DIALECT;
    files[0].1 = "title: Course\nepisodes: [\n";
    files[3].1 = "title = \"Quiz\"\n[[questions]]\nprompt = \n";
    files[5].1 = "export function source() { return { front: { title: \"T\" }, markdown: \"Text.\" }; }";
    let compiled = crate::support::compile(&files);
    check(&compiled, &["data/syntax config.yaml", "data/syntax quiz/q.toml:3:10"]);
    assert!(shown(&compiled).contains("line 2: "), "{}", shown(&compiled));
}

#[test]
fn a_dialect_that_comes_with_wend_is_used_where_it_is_named() {
    let config = |plugins: &str| format!("id = \"x\"\ntitle = \"X\"\n{plugins}");
    let episode = ("episodes/01-a.md", "---\ntitle: A\n---\n\n:::::: callout\n\n## Look\n\nThere.\n\n::::::\n");
    let named = config("plugins = [\"carpentries\"]\n");
    let mut world = MemoryWorld::new([episode, ("curriculum.toml", &config("")), ("LICENSE.md", "# Licence\n")]);
    let mut compiler = Compiler::new(Options::default());
    let without = compiler.compile(&world);
    assert!(without.registry.plugin("carpentries").is_none());
    check(&without, &["plugin/unknown-kind episodes/01-a.md:5:8"]);
    world.write("curriculum.toml", named);
    let with = compiler.compile(&world);
    check(&with, &[]);
    let ids: Vec<_> = with.curriculum.lessons.iter().map(|lesson| lesson.id.as_str()).collect();
    assert_eq!(ids, ["episodes/01-a"], "the licence is no lesson");
    assert_eq!(print(&with), print(&Compiler::new(Options::default()).compile(&world)));
    world.write("curriculum.toml", config("plugins = [\"carpentrys\"]\n"));
    let wrong = compiler.compile(&world);
    assert!(shown(&wrong).contains("did you mean `carpentries`?"), "{}", shown(&wrong));
    assert!(wrong.registry.plugin("carpentries").is_none());
}

#[test]
fn a_plugin_looks_over_the_whole() {
    let manifest = ("plugins/house/plugin.toml", "name = \"house\"\nversion = \"1\"\napi = 1\n");
    let rules = r#"export function check(curriculum) {
  return [
    ...curriculum.lessons.filter((one) => one.words > 3).map((one) => ({ message: "wordy", lesson: one.id, line: 5 })),
    ...curriculum.objectives.filter((one) => one.requires.length > 0)
      .map((one) => ({ message: `after ${one.requires}`, objective: one.id, severity: "note" })),
    { message: "so few", severity: "error" },
  ];
}"#;
    let lesson = ("lessons/halves.md", "+++\nteaches = [\"halves\"]\n+++\n# Halves\none two three four\n");
    let compiled = with(&[manifest, lesson, ("plugins/house/check.js", rules)]);
    check(&compiled, &["plugin/reported .", "plugin/reported lessons/halves.md:5:1"]);
    assert_eq!(crate::support::notes(&compiled, "plugin/reported").len(), 4);
    let compiled = with(&[manifest, ("plugins/house/check.js", "export function check() { for (;;) {} }")]);
    check(&compiled, &["plugin/breach plugins/house/plugin.toml:1:8"]);
    let compiled = with(&[manifest, ("plugins/house/check.js", "export function check() { return 1; }")]);
    check(&compiled, &["plugin/breach plugins/house/plugin.toml:1:8"]);
}

#[test]
fn a_style_that_reaches_out_is_reported_at_its_place() {
    let css = ("plugins/abacus/element.css", ".bead { top: 0 }\n@import \"x.css\";\n");
    check(&compile(&[css]), &["plugin/bad-style plugins/abacus/element.css:2:1"]);
    let config = format!("trust = [\"abacus\"]\n{}", BASE[0].1);
    check(&compile(&[css, (BASE[0].0, &config)]), &[]);
}

#[test]
fn a_lesson_can_be_found_by_all_that_it_shows() {
    let compiled = with(&[
        (
            "plugins/line/plugin.toml",
            "name = \"line\"\nversion = \"1\"\napi = 1\n[kind.line.part.body]\nis = \"text\"\n",
        ),
        (
            "plugins/line/expand.js",
            "export function expand(block) { return { search: 'ruler', blocks: `::: note\\nmade of ${block.body}\\n:::\\n` }; }",
        ),
        (
            "lessons/found.md",
            "# To find\n\nSome *words*.\n\n## Half\n\n::: line\nthe body\n:::\n\n::: hint\nthe help\n:::\n",
        ),
    ]);
    let found =
        compiled.lessons.iter().find(|lesson| &*lesson.id == "found").and_then(|l| compiled.searchable(l.ix)).unwrap();
    assert_eq!(found.title, "To find");
    assert_eq!(found.headings, ["To find", "Half"]);
    assert_eq!(found.text, "To find Some words. Half ruler made of the body");
    assert_eq!(found.hidden, "the help");
}
