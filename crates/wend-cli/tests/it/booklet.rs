//! `wend build --booklet`: a path for paper, one file a learner.

use std::fs;

use crate::support::{arg, wend, wend_with, write};

/// A course whose lessons link to each other and show a picture.
const COURSE: [(&str, &str); 6] = [
    ("curriculum.toml", "id = \"c\"\ntitle = \"C </script>\"\n"),
    ("objectives.toml", "[one]\ntitle = \"First thing\"\n\n[two]\ntitle = \"Second thing\"\nrequires = [\"one\"]\n"),
    (
        "lessons/one.md",
        "+++\nteaches = [\"one\"]\nminutes = 10\n+++\n# One\n\n![A dot](dot.svg)\n\nBefore you read [the second](two.md), \u{E000}../ and on.\n\n::: question a\n1 + 1?\n\nAnswer: 2\n:::\n",
    ),
    ("lessons/two.md", "+++\nteaches = [\"two\"]\nminutes = 20\n+++\n# Two\n\nAgain after [the first](one.md#a).\n"),
    ("lessons/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><circle r=\"1\"/></svg>\n"),
    (
        "learners/class.toml",
        "[class]\ntitle = \"Seventh graders\"\n\n[[learner]]\nalias = \"amina\"\nrecord = \"r1\"\ngroups = [\"red\"]\nprivate_note = \"SECRET\"\nnote = \"Hello\"\n[learner.path]\ngoals = [\"two\"]\n\n[[learner]]\nalias = \"leo <b>\"\nknown = [\"one\"]\n[learner.path]\ngoals = [\"two\"]\n\n[[learner]]\nalias = \"zoltan\"\nprivate_note = \"SECRET\"\n",
    ),
];

#[test]
fn a_class_gets_a_booklet_each_and_nothing_private_is_in_any() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &COURSE);
    let out = dir.path().join("print");
    let list = dir.path().join("learners/class.toml");
    let build = || wend(&["build", arg(dir.path()), "--learner", arg(&list), "--booklet", "--out", arg(&out)]);
    let run = build();
    assert_eq!(run.code, 1, "one of them has no path: {}", run.err);
    assert!(run.err.contains("zoltan has no path") && run.err.contains("made 2 booklets"), "{}", run.err);
    let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    let amina = read("amina.html");
    let leo = fs::read_dir(out).unwrap().map(|it| it.unwrap().path()).find(|it| it.to_string_lossy().contains("leo"));
    let leo = fs::read_to_string(leo.unwrap()).unwrap();
    for book in [&amina, &leo] {
        for secret in ["SECRET", "Hello", "Seventh", "zoltan"] {
            assert!(!book.contains(secret), "{secret}");
        }
        assert_eq!(book.matches("<script>").count(), 1, "one script runs");
        assert!(!book.contains("C </script>"), "a title ends none");
        assert!(book.contains("url(data:font/woff2;base64,") && !book.contains("url(atkinson"));
    }
    assert!(amina.contains("src=\"data:image/svg+xml;base64,") && !amina.contains("src=\"../"), "the picture is in it");
    assert!(amina.contains("href=\"../lessons/two.html\"") && amina.contains("\u{E000}../ and on"), "{amina}");
    let at = |text: &str| amina.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("Before you read") < at("Again after"), "the lessons stand in the order of the path");
    assert!(!leo.contains("Before you read") && leo.contains("Again after"), "what is known is not in it");
}

#[test]
fn the_same_learner_gets_the_same_bytes_and_a_folder_of_somebody_else_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &COURSE);
    let build = |more: &[&str]| wend(&[&["build", arg(dir.path()), "--learner", "amina", "--booklet"], more].concat());
    assert_eq!(build(&[]).code, 0);
    let first = fs::read(dir.path().join("booklets/amina.html")).unwrap();
    assert_eq!(build(&[]).code, 0);
    assert_eq!(fs::read(dir.path().join("booklets/amina.html")).unwrap(), first);
    // What was made there is no part of the curriculum.
    assert_eq!(wend(&["check", arg(dir.path())]).code, 0);
    write(dir.path(), &[("letters/amina.html", "Dear Amina")]);
    let letters = dir.path().join("letters");
    assert_eq!(build(&["--out", arg(&letters)]).code, 2);
    assert_eq!(fs::read_to_string(letters.join("amina.html")).unwrap(), "Dear Amina");
    assert_eq!(wend(&["build", arg(dir.path()), "--booklet"]).code, 2, "whose?");
}

/// What goes elsewhere next takes over from the last site: a folder of booklets is none.
#[test]
fn the_last_site_is_still_found_after_booklets() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("course");
    write(&root, &COURSE);
    let cache = dir.path().join("cache");
    let build = |more: &[&str]| {
        let run = wend_with(&[("WEND_CACHE", arg(&cache))], &[&["build", arg(&root)], more].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        fs::read_dir(cache.join("sites")).unwrap().map(|it| fs::read(it.unwrap().path()).unwrap()).collect::<Vec<_>>()
    };
    let site = build(&[]);
    assert_eq!(site.len(), 1);
    assert_eq!(build(&["--learner", "amina", "--booklet"]), site);
}
