//! `wend plugin new|list|test|gallery|types`, as a person runs them.

use std::fs;

use crate::support::{arg, wend, wend_with, write};

#[test]
fn a_new_plugin_works_at_once() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("lessons/a.md", "# A\n\n::: beads b {to=12}\nWhich?\n\nMark: 7\n:::\n")]);
    let run = wend(&["plugin", "new", "beads", arg(dir.path())]);
    assert_eq!((run.code, run.out.contains("error")), (0, false), "{run:?}");
    let blessed = fs::read_to_string(dir.path().join("plugins/beads/examples/first.html")).unwrap();
    assert!(blessed.contains("<wend-beads") && blessed.contains("cx=\"220"), "{blessed}");
    let run = wend(&["plugin", "test", arg(dir.path())]);
    assert_eq!(run.code, 0, "{run:?}");
    let run = wend(&["plugin", "list", arg(dir.path())]);
    for said in [
        "beads 0.1.0 (from the curriculum)",
        "beads (records evidence)",
        "at most 16 MiB, 1000000 steps",
        "question 1.0.0 (comes with Wend)",
    ] {
        assert!(run.out.contains(said), "{said} in\n{}", run.out);
    }
    let run = wend(&["check", arg(dir.path())]);
    assert!(!run.err.contains("plugin/") && !run.out.contains("plugin/"), "{run:?}");
    // It never overwrites.
    assert_eq!(wend(&["plugin", "new", "beads", arg(dir.path())]).code, 2);
    assert_eq!(wend(&["plugin", "new", "question", arg(dir.path())]).code, 2);
    assert_eq!(wend(&["plugin", "new", "../x", arg(dir.path())]).code, 2);
    // A change shows in the examples, and a broken key in the grading.
    let block = dir.path().join("plugins/beads/block.html");
    fs::write(&block, fs::read_to_string(&block).unwrap().replace("r=\"5\"", "r=\"6\"")).unwrap();
    let run = wend(&["plugin", "test", arg(dir.path())]);
    let said = format!("{}{}", run.out, run.err);
    assert!(run.code == 1 && said.contains("plugin/example") && said.contains("r=\"6\""), "{run:?}");
    assert_eq!(wend(&["plugin", "test", arg(dir.path()), "--bless"]).code, 0);
    let grade = dir.path().join("plugins/beads/grade.js");
    fs::write(&grade, "export function grade() { return { correct: true }; }").unwrap();
    let run = wend(&["plugin", "test", arg(dir.path()), "--plugin", "beads"]);
    let said = format!("{}{}", run.out, run.err);
    assert!(run.code == 1 || said.contains("item/"), "{run:?}");
    assert_eq!(wend(&["plugin", "test", arg(dir.path()), "--plugin", "bead"]).code, 2);
}

#[test]
fn a_plugin_that_only_checks_needs_no_example_and_one_with_a_kind_does() {
    let dir = tempfile::tempdir().unwrap();
    let head = "version = \"1.0.0\"\napi = 1\ndoc = \"Ours.\"\n";
    write(
        dir.path(),
        &[
            ("lessons/a.md", "# A\n"),
            ("plugins/house/plugin.toml", &format!("name = \"house\"\n{head}")),
            ("plugins/house/check.js", "export function check() { return []; }\n"),
            ("plugins/quote/plugin.toml", &format!("name = \"quote\"\n{head}[kind.quote]\ndoc = \"Words.\"\n")),
            ("plugins/quote/block.html", "<p>Words</p>\n"),
            ("plugins/docs/plugin.toml", &format!("name = \"docs\"\n{head}[source]\nfiles = [\"docs/*.md\"]\n")),
            ("plugins/docs/source.js", "export function source() { return { front: { title: \"T\" } }; }\n"),
            // Not where such a file stands in a curriculum.
            ("plugins/docs/examples/two/docs/a.md", "---\nsidebar: 1\n---\n"),
        ],
    );
    let test = || {
        let run = wend(&["plugin", "test", arg(dir.path())]);
        format!("{}{}", run.out, run.err)
    };
    let said = test();
    assert!(said.contains("`quote` has no example") && !said.contains("`house` has no example"), "{said}");
    assert!(said.contains("`docs` has no example") && said.contains("`source.js` reads `docs/*.md`"), "{said}");
    assert!(!said.contains("sidebar"), "one mistake, one message: {said}");
    write(dir.path(), &[("plugins/docs/examples/docs/a.md", "---\nsidebar: 1\n---\n")]);
    assert!(!test().contains("`docs` has no example"), "{}", test());
}

#[test]
fn what_no_browser_saw_is_said_plainly() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("a.md", "# A\n")]);
    let new = wend(&["plugin", "new", "beads", arg(dir.path())]);
    let test = |variables: &[(&str, &str)]| wend_with(variables, &["plugin", "test", arg(dir.path())]);
    let unwanted = test(&[]);
    for run in [new, unwanted] {
        assert!(run.code == 0 && run.err.contains("not tested: what only a browser sees\n"), "{run:?}");
    }
    // Who names a browser wants it to be asked.
    let gone = test(&[("WEND_BROWSER", "/nowhere/chromium --x")]);
    assert!(gone.code == 2 && gone.err.contains("`/nowhere/chromium --x` can't be asked: "), "{gone:?}");
    let silent = test(&[("WEND_BROWSER", "true")]);
    assert!(silent.code == 2 && silent.err.contains("it has ended"), "{silent:?}");
}

#[test]
fn the_list_says_where_code_runs() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(wend(&["plugin", "new", "beads", arg(dir.path())]).code, 0);
    write(
        dir.path(),
        &[
            ("lessons/a.md", "# A\n"),
            ("plugins/beads/element.js", "export function connect() {}\n"),
            ("static/clock.js", "tick()"),
        ],
    );
    let list = || wend(&["plugin", "list", arg(dir.path())]).out;
    let run = list();
    for said in
        ["  browser:  element.js, grade.js; each block in a frame", "  style:    element.css; its own blocks only"]
    {
        assert!(run.contains(said), "{said} in\n{run}");
    }
    assert!(!run.contains("static/clock.js"), "{run}");
    let config = "id = \"x\"\ntitle = \"X\"\ntrust = [\"beads\", \"static/clock.js\"]\n";
    write(dir.path(), &[("curriculum.toml", config)]);
    let run = list();
    for said in ["in the page, with all that is in it", "because curriculum.toml trusts them\n  static/clock.js\n"] {
        assert!(run.contains(said), "{said} in\n{run}");
    }
}

#[test]
fn the_types_are_printed() {
    let run = wend(&["plugin", "types"]);
    assert!(run.code == 0 && run.out.contains("export type Expand ="), "{run:?}");
}

#[test]
fn the_manuals_gallery_shows_the_kinds_there_are() {
    let manual = concat!(env!("CARGO_MANIFEST_DIR"), "/../../curricula/manual");
    let run = wend(&["plugin", "gallery", manual]);
    let file = format!("{manual}/lessons/maker/gallery.md");
    let written = fs::read_to_string(&file).unwrap();
    let again =
        "`wend plugin gallery curricula/manual --into curricula/manual/lessons/maker/gallery.md` writes it anew";
    assert!(written.ends_with(&run.out) && run.code == 0, "the gallery is stale: {again}");
    for kind in ["question", "number-line", "place-point", "fill-bar"] {
        assert!(run.out.contains(&format!("## The kind `{kind}`")), "{kind}");
    }
}
