//! Titles, minutes and what a lesson says of its own objective.

use wend_core::Depth;

use crate::support::{check, compile, only, with};

#[test]
fn a_title_comes_from_the_front_the_heading_or_the_file() {
    let compiled = compile(&[
        ("a.md", "+++\ntitle = \"Front\"\n+++\n# Heading\n"),
        ("b.md", "Text.\n\n# Heading\n"),
        ("c/old-mill_2.md", "Text.\n"),
        ("d.md", "+++\ntitle = 1984\n+++\n"),
    ]);
    check(&compiled, &["front/no-title c/old-mill_2.md:1:1"]);
    let titles: Vec<_> = compiled.lessons.iter().map(|lesson| lesson.title.as_str()).collect();
    assert_eq!(titles, ["Front", "Heading", "Old mill 2", "1984"]);
    assert!(only(&compiled, "front/no-title").contains("Old mill 2"));
}

#[test]
fn minutes_are_estimated_within_bounds() {
    let words = "word ".repeat(650);
    let book = "word ".repeat(65_000);
    let question = "::: question q\nWhat?\n\n- [x] a\n- [ ] b\n:::\n";
    let with_question = format!("# C\n{words}\n\n{question}");
    let compiled = compile(&[
        ("a.md", "# A\n"),
        ("b.md", &format!("# B\n{words}")),
        ("c.md", &with_question),
        ("d.md", &format!("# D\n{book}")),
        ("e.md", &format!("+++\nminutes = 240\n+++\n# E\n{words}")),
    ]);
    let minutes: Vec<_> = compiled.curriculum.lessons.iter().map(|lesson| lesson.minutes).collect();
    assert_eq!(minutes[0], 3);
    assert!((5..=6).contains(&minutes[1]), "{minutes:?}");
    assert_eq!(minutes[2], minutes[1] + 1);
    assert_eq!(minutes[3], 60);
    assert_eq!(minutes[4], 240);
}

#[test]
fn a_lesson_speaks_for_its_own_objective() {
    let compiled = with(&[(
        "lessons/a.md",
        "+++\ncan = \"I can.\"\nstrand = \"numbers\"\ndepth = \"inquire\"\nrequires = [\"sums\"]\n+++\n# A\n",
    )]);
    check(&compiled, &[]);
    let doc = compiled.objectives.last().expect("an objective");
    assert_eq!((doc.id.as_str(), doc.title.as_str(), doc.can.as_str()), ("a", "A", "I can."));
    let objective = compiled.curriculum.objectives.last().expect("an objective");
    assert_eq!(objective.depth, Depth::Inquire);
    assert_eq!(objective.strand.map(|ix| ix.index()), Some(0));
    assert_eq!(doc.own_of, Some(compiled.lessons[0].ix));
}

#[test]
fn keys_of_an_own_objective_have_no_effect_elsewhere() {
    let compiled =
        with(&[("lessons/a.md", "+++\nteaches = [\"sums\"]\ncan = \"I can.\"\nstrand = \"numbers\"\n+++\n# A\n")]);
    check(&compiled, &["front/unused-key lessons/a.md:3:7", "front/unused-key lessons/a.md:4:10"]);
}

#[test]
fn a_lesson_with_the_id_of_an_objective_teaches_it() {
    let compiled = with(&[("lessons/halves.md", "# Halves\n")]);
    check(&compiled, &[]);
    assert_eq!(compiled.curriculum.objectives.len(), 3);
    assert_eq!(compiled.objectives[0].lessons.len(), 1);
}

#[test]
fn a_lesson_may_teach_what_another_has_of_its_own() {
    let compiled = compile(&[
        ("a.md", "# A\n"),
        ("b.md", "+++\nteaches = [\"a\"]\n+++\n# B\n"),
        // By way of b, which stands for what it teaches.
        ("c.md", "+++\nteaches = [\"b\"]\n+++\n# C\n"),
    ]);
    check(&compiled, &[]);
    assert_eq!(compiled.curriculum.objectives.len(), 1);
    assert_eq!(compiled.objectives[0].lessons.len(), 3);
}

#[test]
fn unknown_interests_and_strands() {
    let compiled = with(&[("lessons/a.md", "+++\ninterests = [\"musik\"]\nstrand = \"number\"\n+++\n# A\n")]);
    check(&compiled, &["link/unknown-interest lessons/a.md:2:14", "link/unknown-strand lessons/a.md:3:10"]);
    assert!(only(&compiled, "link/unknown-interest").contains("did you mean `music`?"));
}

#[test]
fn a_lesson_that_teaches_something_unknown_still_teaches_something() {
    let compiled = with(&[("lessons/a.md", "+++\nteaches = [\"halfs\"]\n+++\n# A\n")]);
    check(&compiled, &["link/unknown-objective lessons/a.md:2:12"]);
    assert!(only(&compiled, "link/unknown-objective").contains("did you mean `halves`?"));
    assert_eq!(compiled.curriculum.lessons[0].teaches.len(), 1);
}

#[test]
fn raw_html_and_footnotes_are_spoken_of() {
    let files = [("lessons/a.md", "# A\n\nA <b>bold</b> word.[^1]\n")];
    check(
        &with(&files),
        &[
            "markup/raw-html lessons/a.md:3:3",
            "markup/raw-html lessons/a.md:3:10",
            "markup/unknown-footnote lessons/a.md:3:20",
        ],
    );
    let allowed = with(&[files[0], ("curriculum.toml", "id = \"x\"\ntitle = \"X\"\nhtml = true\n")]);
    check(&allowed, &["markup/unknown-footnote lessons/a.md:3:20"]);
}
