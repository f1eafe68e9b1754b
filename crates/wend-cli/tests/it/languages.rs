//! Sites whose pages speak several languages, from folder to folder.

use std::{collections::BTreeSet, fs, path::Path};

use crate::support::{arg, snapshot, wend, write};

const SETTINGS: &str = "id = \"c\"\ntitle = \"C\"\nlanguage = \"en\"\n";

/// Writes the settings with these languages, and builds.
fn build(course: &Path, languages: &str) -> Vec<String> {
    write(course, &[("curriculum.toml", &format!("{SETTINGS}{languages}"))]);
    let built = wend(&["build", arg(course)]);
    assert_eq!(built.code, 0, "{}", built.err);
    snapshot(&course.join("site")).into_keys().collect()
}

#[test]
fn a_language_comes_with_its_folder_and_goes_with_it_and_with_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let course = dir.path();
    write(course, &[("lessons/one.md", "# One\n\nText.\n"), ("lessons/two.md", "# Two\n\nSee [one](one.md).\n")]);
    let one = build(course, "");
    let two = build(course, "languages = [\"en\", \"ar\"]\n");
    let more: BTreeSet<&str> = two.iter().filter_map(|path| path.strip_prefix("ar/")).collect();
    assert!(more.contains("index.html") && more.contains("sw.js") && more.contains("lessons/two.html"));
    // A file of a person in it is theirs: the build stops, and nothing is touched.
    write(course, &[("site/ar/notes.txt", "mine")]);
    write(course, &[("curriculum.toml", SETTINGS)]);
    let refused = wend(&["build", arg(course)]);
    assert!(refused.code == 2 && refused.err.contains("ar/notes.txt"), "{}", refused.err);
    assert!(course.join("site/ar/index.html").exists());
    fs::remove_file(course.join("site/ar/notes.txt")).unwrap();
    assert_eq!(build(course, ""), one);
    assert!(!course.join("site/ar").exists());
}

#[test]
fn a_build_over_an_old_one_equals_a_clean_one_in_every_language() {
    let dir = tempfile::tempdir().unwrap();
    let course = dir.path().join("course");
    let amina = "alias = \"amina\"\n[path]\ngoals = [\"half\"]\n";
    let settings = format!("{SETTINGS}languages = [\"en\", \"ar\"]\n");
    write(&course, &[("curriculum.toml", &settings), ("learners/amina.toml", amina)]);
    write(&course, &[("objectives.toml", "[half]\ntitle = \"Half\"\ncan = \"I can find half.\"\n")]);
    let lesson = |words: &str| format!("+++\ntitle = \"One\"\nteaches = [\"half\"]\n+++\n\n{words}\n");
    write(&course, &[("lessons/one.md", &lesson("Cut it.")), ("lessons/two.md", "# Two\n\nText.\n")]);
    let out = dir.path().join("warm");
    let build = |out: &Path| {
        let built = wend(&["build", arg(&course), "--out", arg(out), "--learner", "amina"]);
        assert_eq!(built.code, 0, "{}", built.err);
        built.err
    };
    build(&out);
    assert!(build(&out).contains("(0 written,"));
    write(&course, &[("lessons/one.md", &lesson("Fold it."))]);
    build(&out);
    let clean = dir.path().join("clean");
    build(&clean);
    let (warm, clean) = (snapshot(&out), snapshot(&clean));
    assert_eq!(warm.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>());
    for (path, bytes) in &warm {
        assert!(path == ".wend/manifest.json" || bytes == &clean[path], "{path} differs");
    }
    assert!(String::from_utf8_lossy(&warm["ar/lessons/one.html"]).contains("Fold it."));
    assert_eq!(warm["assets/learner.js"], warm["ar/assets/learner.js"]);
}

#[test]
fn what_is_wrong_with_a_lesson_is_said_once_and_what_is_wrong_with_a_language_stops_the_build() {
    let dir = tempfile::tempdir().unwrap();
    let course = dir.path();
    write(course, &[("lessons/one.md", "# One\n\n$\\nonsense{1}$\n")]);
    write(course, &[("curriculum.toml", &format!("{SETTINGS}languages = [\"en\", \"ar\"]\n"))]);
    let checked = wend(&["check", arg(course)]);
    assert_eq!(checked.err.matches("this formula can't be set").count(), 1, "{}", checked.err);
    write(course, &[("lessons/one.md", "# One\n\nText.\n")]);
    write(course, &[("curriculum.toml", &format!("{SETTINGS}languages = [\"en\", \"arr\"]\n"))]);
    for command in ["check", "build"] {
        let run = wend(&[command, arg(course)]);
        assert!(run.code == 1 && run.err.contains("did you mean `ar`?"), "{}", run.err);
    }
    assert!(!course.join("site").exists());
}
