//! What each file is for; worlds with trouble.

use std::io;

use wend_compiler::{Compiler, Listing, MemoryWorld, Options, Problem, ProblemKind, World};

use crate::support::{check, compile, found, line, only, with};

fn ids(compiled: &wend_compiler::Compiled) -> Vec<&str> {
    compiled.lessons.iter().map(|lesson| lesson.id.as_ref()).collect()
}

#[test]
fn three_bare_files_are_a_curriculum() {
    let compiled = compile(&[
        ("1-start.md", "# Start here\nText.\n"),
        ("2-go-on.md", "# Go on\n[back](1-start.md)\n"),
        ("10-end.md", "# The end\n"),
    ]);
    check(&compiled, &[]);
    assert_eq!(ids(&compiled), ["1-start", "2-go-on", "10-end"]);
    assert!(compiled.id_is_fresh);
    // Each teaches an objective of its own, without a page and without items: it becomes known by saying so.
    let objective = &compiled.curriculum.objectives[1];
    assert_eq!((objective.id.as_str(), objective.title.as_str()), ("2-go-on", "Go on"));
    assert!(objective.own && !objective.page);
    assert_eq!(objective.items, 0);
}

#[test]
fn a_readme_is_a_lesson_only_where_there_is_nothing_else() {
    assert_eq!(ids(&compile(&[("README.md", "# R\n")])), ["README"]);
    assert_eq!(ids(&compile(&[("README.md", "# R\n"), ("a.md", "# A\n"), ("b/readme.md", "# B\n")])), ["a"]);
    assert_eq!(ids(&with(&[("lessons/README.md", "# R\n")])).len(), 4);
    let titled = compile(&[("README.md", "# My notes\n\n[broken](nowhere.md)\n"), ("a.md", "# A\n")]);
    check(&titled, &[]);
    assert_eq!(titled.config.title, "My notes");
}

#[test]
fn a_plain_folders_folders_may_have_any_name() {
    let compiled = compile(&[("a.md", "# A\n[r](learners/reference.md)\n"), ("learners/reference.md", "# R\n")]);
    check(&compiled, &[]);
    assert_eq!(ids(&compiled), ["a", "learners/reference"]);
}

#[test]
fn a_plain_folder_takes_its_words_from_its_lessons() {
    let compiled = compile(&[
        ("index.md", "# My notes\n"),
        ("a.md", "+++\ninterests = [\"music\"]\nstrand = \"one\"\n+++\n# A\n"),
    ]);
    check(&compiled, &[]);
    assert_eq!(compiled.config.title, "My notes");
    assert_eq!(compiled.curriculum.interests.len(), 1);
    assert_eq!(compiled.curriculum.strands[0].id, "one");
}

#[test]
fn hidden_files_are_left_alone() {
    assert_eq!(ids(&compile(&[("a.md", "# A\n"), (".git/b.md", "# B\n"), ("x/.c.md", "# C\n")])), ["a"]);
}

#[test]
fn index_takes_its_folders_id() {
    let compiled = with(&[("lessons/beats/index.md", "# Beats\n"), ("lessons/index.md", "# All\n")]);
    check(&compiled, &[]);
    assert!(ids(&compiled).contains(&"beats"));
    assert!(ids(&compiled).contains(&"index"));
}

#[test]
fn two_lessons_that_claim_one_page() {
    let compiled = with(&[("lessons/beats.md", "# A\n"), ("lessons/beats/index.md", "# B\n")]);
    check(&compiled, &["link/same-page lessons/beats/index.md:1:1"]);
    let case = with(&[("lessons/Beats.md", "# A\n"), ("lessons/beats.md", "# B\n")]);
    check(&case, &["link/same-page lessons/beats.md:1:1"]);
}

#[test]
fn names_in_any_script_are_one_in_all_forms() {
    // The name decomposed, as some disks have it; the link composed, as people type it.
    let compiled = with(&[
        ("lessons/cafe\u{301}.md", "# C\n"),
        ("lessons/数学.md", "[c](café.md) [n](./%E6%95%B0%E5%AD%A6.md)\n# N\n"),
    ]);
    check(&compiled, &[]);
    assert!(ids(&compiled).contains(&"café"));
    assert!(ids(&compiled).contains(&"数学"));
}

#[test]
fn characters_that_ids_can_not_have() {
    let compiled = with(&[("lessons/what?.md", "# A\n")]);
    check(&compiled, &["data/bad-id lessons/what?.md:1:1"]);
}

#[test]
fn files_that_nothing_reads() {
    let compiled = with(&[
        ("objective.toml", "[a]\n"),
        ("learners/amina.txt", "x"),
        ("lesson/b.md", "# B\n"),
        ("lesson/c.md", "# C\n"),
        ("notes.txt", "x"),
        ("paths/README.md", "x"),
        ("plugins/abacus.toml", "x"),
    ]);
    check(
        &compiled,
        &[
            "config/stray-file learners/amina.txt",
            "config/stray-file lesson/",
            "config/stray-file objective.toml",
            "config/stray-file plugins/abacus.toml",
        ],
    );
}

#[test]
fn texts_that_are_no_lessons_are_noted() {
    let note = |files: &[(&str, &str)]| crate::support::notes(&with(files), "config/not-a-lesson");
    let one = with(&[("lessons/x.txt", "# X\n")]);
    check(&one, &[]);
    let text = only(&one, "config/not-a-lesson");
    assert!(text.starts_with("`lessons/x.txt` is left out") && text.contains("rename it to `x.md`"), "{text}");
    assert!(only(&with(&[("lessons/x.md.txt", "")]), "config/not-a-lesson").contains("rename it to `x.md`"));
    assert!(only(&with(&[("items/more.toml", "")]), "config/not-a-lesson").contains("save it as one"));
    assert!(only(&with(&[("items/X.DOCX", "")]), "config/not-a-lesson").contains("save it as one"));
    let three = note(&[("lessons/a.odt", ""), ("lessons/b", ""), ("items/c.html", "")]);
    assert_eq!(three.len(), 1);
    assert!(three[0].starts_with("`items/c.html` and 2 more files"), "{three:?}");
    // What a lesson links to is in the site, as is `static/`; what else lies beside lessons is nobody's slip.
    let linked = [("lessons/l.md", "# L\n[sheet](sheet.docx)\n"), ("lessons/sheet.docx", "x")];
    assert!(note(&linked).is_empty());
    let beside = ["lessons/a.png", "lessons/a.pdf", "lessons/a.csv", "lessons/LICENSE", "static/a.txt", "theme/x.html"];
    assert!(note(&beside.map(|path| (path, "x"))).is_empty());
    let plain = compile(&[("a.md", "# A\n"), ("LICENSE.txt", ""), ("Makefile", ""), ("b.rst", "B\n")]);
    assert!(only(&plain, "config/not-a-lesson").starts_with("`b.rst` is left out"));
}

#[test]
fn no_lesson_at_all() {
    check(&compile(&[]), &["config/no-lessons ."]);
    check(&compile(&[("curriculum.toml", "id = \"x\"\ntitle = \"X\"\n")]), &["config/no-lessons lessons/"]);
}

#[test]
fn bytes_that_are_not_utf8() {
    let mut world = MemoryWorld::new([("a.md", "# A\n")]);
    world.write("b.md", b"# B\n\nCaf\xe9 and more.\n");
    world.write("c.md", b"\xff\xfe#\0 \0C\0");
    let compiled = Compiler::new(Options::default()).compile(&world);
    let found = found(&compiled);
    assert_eq!(found[0], "io/not-utf8 b.md:3:4");
    assert!(found.contains(&"io/not-utf8 c.md:1:1".to_owned()), "{found:?}");
    assert_eq!(compiled.lessons[1].title, "B");
}

/// A world in which one file vanishes between listing and reading.
struct Vanishing(MemoryWorld);

impl World for Vanishing {
    fn list(&self) -> Listing {
        self.0.list()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if path == "gone.md" {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.0.read(path)
    }
}

#[test]
fn a_file_that_vanishes() {
    let world = Vanishing(MemoryWorld::new([("a.md", "# A\n"), ("gone.md", "# G\n")]));
    let mut compiler = Compiler::new(Options::default());
    let compiled = compiler.compile(&world);
    assert!(only(&compiled, "io/unreadable").contains("vanished"));
    // When it is back it is read, though its stamp did not change.
    let again = compiler.compile(&world.0);
    check(&again, &[]);
    assert_eq!(again.lessons[1].title, "G");
}

#[test]
fn troubles_of_the_listing() {
    let mut world = MemoryWorld::new([("a.md", "# A\n")]);
    for (path, kind) in [
        ("locked.md", ProblemKind::Unreadable),
        ("loop", ProblemKind::SymlinkLoop),
        ("stolen.md", ProblemKind::Outside),
        ("caf\u{fffd}.md", ProblemKind::Name),
    ] {
        world.problem(Problem { path: path.into(), kind, message: String::new() });
    }
    let compiled = Compiler::new(Options::default()).compile(&world);
    let lines: Vec<String> = compiled.diagnostics.iter().map(|d| line(&compiled, d)).collect();
    assert_eq!(
        lines,
        ["io/bad-name caf\u{fffd}.md", "io/unreadable locked.md", "io/symlink-loop loop", "io/link-outside stolen.md"]
    );
}

#[test]
fn files_that_are_copied() {
    let compiled = with(&[
        ("lessons/a.md", "# A\n![a](a.svg) [sheet](../static/s.pdf) ![b](b.png)\n"),
        ("lessons/a.svg", "<svg viewBox=\"0 0 30 20\"></svg>"),
        ("lessons/b.png", "\u{89}PNG"),
        ("lessons/secret.txt", "not linked"),
        ("static/s.pdf", "x"),
        ("static/deep/t.bin", "x"),
        ("theme/styles/x.css", "body{}"),
    ]);
    check(&compiled, &[]);
    let assets: Vec<_> = compiled.assets.iter().map(|a| (a.path.as_str(), a.size)).collect();
    assert_eq!(
        assets,
        [("deep/t.bin", None), ("lessons/a.svg", Some((30, 20))), ("lessons/b.png", None), ("s.pdf", None)]
    );
    assert_eq!(compiled.theme["styles/x.css"].as_ref(), b"body{}");
}

#[test]
fn a_plain_folders_pictures_lie_beside_its_pages() {
    let compiled = compile(&[("x/a.md", "# A\n![a](a.svg)\n"), ("x/a.svg", "<svg width='3' height='4'>")]);
    check(&compiled, &[]);
    assert_eq!(compiled.assets[0].path, "lessons/x/a.svg");
    assert_eq!(compiled.assets[0].size, Some((3, 4)));
}
