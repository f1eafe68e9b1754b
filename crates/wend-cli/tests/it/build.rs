//! `wend new` and `wend build`: the site, twice the same, and only what changed.

use std::fs;

use crate::support::{arg, copy, shipped, snapshot, wend, write};

#[test]
fn a_new_curriculum_builds_and_one_file_more_is_one_page_more() {
    let dir = tempfile::tempdir().unwrap();
    let course = dir.path().join("course");
    assert_eq!(wend(&["new", arg(&course)]).code, 0);
    let built = wend(&["build", arg(&course)]);
    assert_eq!(built.code, 0, "{}", built.err);
    let before = snapshot(&course.join("site"));
    assert!(before.contains_key("index.html") && before.contains_key("lessons/starlings.html"));
    write(&course, &[("lessons/rice.md", "# How much rice?\n\nCount the grains in one spoon.\n")]);
    assert_eq!(wend(&["build", arg(&course)]).code, 0);
    let after = snapshot(&course.join("site"));
    let more: Vec<_> = after.keys().filter(|p| !before.contains_key(*p)).collect();
    assert_eq!(more, ["lessons/rice.html", "lessons/rice.md"]);
}

#[test]
fn a_new_curriculum_is_without_a_fault_and_nothing_is_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let course = dir.path().join("course");
    wend(&["new", arg(&course)]);
    let checked = wend(&["check", "--strict", arg(&course)]);
    assert_eq!(checked.code, 0, "{}", checked.err);
    let before = snapshot(&course);
    let again = wend(&["new", arg(&course)]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("never overwrites"), "{}", again.err);
    assert_eq!(snapshot(&course), before);
}

#[test]
fn a_plain_folder_of_markdown_is_a_curriculum() {
    let dir = tempfile::tempdir().unwrap();
    let files = [
        ("one.md", "# One\n\nText."),
        ("two.md", "# Two\n\nSee [one](one.md)."),
        ("deep/three.md", "# Three\n\nText."),
    ];
    write(dir.path(), &files);
    assert_eq!(wend(&["check", arg(dir.path())]).code, 0);
    assert!(!dir.path().join("curriculum.toml").exists(), "looking changes nothing");
    let out = dir.path().join("site");
    let built = wend(&["build", arg(dir.path())]);
    assert_eq!(built.code, 0, "{}", built.err);
    assert!(built.err.contains("wrote the id"), "{}", built.err);
    let site = snapshot(&out);
    for page in ["lessons/one.html", "lessons/two.html", "lessons/deep/three.html"] {
        assert!(site.contains_key(page), "{page}");
    }
    let id = fs::read_to_string(dir.path().join("curriculum.toml")).unwrap();
    assert_eq!(wend(&["build", arg(dir.path())]).code, 0);
    assert_eq!(fs::read_to_string(dir.path().join("curriculum.toml")).unwrap(), id, "the id stays");
}

#[test]
fn the_same_bytes_in_another_folder_with_other_threads() {
    let dir = tempfile::tempdir().unwrap();
    let (here, there) = (dir.path().join("here"), dir.path().join("far/away/there"));
    copy(&shipped("fractions"), &here);
    copy(&shipped("fractions"), &there);
    let (a, b) = (dir.path().join("a"), dir.path().join("b"));
    assert_eq!(wend(&["build", arg(&here), "--out", arg(&a), "--threads", "1"]).code, 0);
    assert_eq!(wend(&["build", arg(&there), "--out", arg(&b), "--threads", "7"]).code, 0);
    let (a, b) = (snapshot(&a), snapshot(&b));
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (path, bytes) in &a {
        assert!(bytes == &b[path], "{path} differs");
    }
}

#[test]
fn a_build_over_an_old_one_equals_a_clean_one_and_writes_only_what_changed() {
    let dir = tempfile::tempdir().unwrap();
    let course = dir.path().join("course");
    copy(&shipped("fractions"), &course);
    let out = dir.path().join("site");
    assert_eq!(wend(&["build", arg(&course), "--out", arg(&out)]).code, 0);
    let again = wend(&["build", arg(&course), "--out", arg(&out)]);
    assert!(again.err.contains("0 written"), "{}", again.err);
    let before = snapshot(&out);
    // A sentence more in one lesson concerns that lesson's page, its plain twin and the index of words; and what says which
    // files there are: the list that the page is on, the one that the index is on, and the worker.
    let lesson = walkdir::WalkDir::new(course.join("lessons")).sort_by_file_name().into_iter().flatten();
    let lesson = lesson.map(|e| e.into_path()).find(|p| p.extension().is_some_and(|e| e == "md")).unwrap();
    let text = fs::read_to_string(&lesson).unwrap();
    fs::write(&lesson, format!("{text}\nOne sentence more.\n")).unwrap();
    let edited = wend(&["build", arg(&course), "--out", arg(&out)]);
    assert!(edited.err.contains("6 written"), "{}", edited.err);
    let clean = dir.path().join("clean");
    assert_eq!(wend(&["build", arg(&course), "--out", arg(&clean)]).code, 0);
    let (warm, clean) = (snapshot(&out), snapshot(&clean));
    assert_eq!(warm.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>());
    for (path, bytes) in &warm {
        assert!(bytes == &clean[path], "{path} differs");
    }
    let page = arg(lesson.strip_prefix(&course).unwrap()).strip_suffix("md").unwrap();
    // Lists and shards have numbers, and which of them a page is on hangs on its name alone.
    let changed = warm.keys().filter(|path| warm[*path] != before[*path]);
    let changed: Vec<_> = changed.map(|path| path.replace(|c: char| c.is_ascii_digit(), "#")).collect();
    let lists = ["assets/offline/#.json", "assets/offline/#.json"];
    let pages = [&*format!("{page}html"), &*format!("{page}md")];
    let expected = [&[".wend/manifest.json"], &lists[..], &["assets/search/#.js"], &pages[..], &["sw.js"]].concat();
    assert_eq!(changed, expected);
}

#[test]
fn a_private_note_is_in_no_site() {
    let dir = tempfile::tempdir().unwrap();
    let course = dir.path().join("course");
    copy(&shipped("fractions"), &course);
    let secret = "xyzzy-only-for-the-teacher";
    let learner = format!(
        "alias = \"kim\"\nnote = \"For you.\"\nprivate_note = \"{secret}\"\n[path]\ngoals = [\"add-unlike\"]\n"
    );
    write(&course, &[("learners/kim.toml", &learner)]);
    for more in [&[][..], &["--learner", "kim"]] {
        let out = dir.path().join(format!("site{}", more.len()));
        let mut args = vec!["build", arg(&course), "--out", arg(&out)];
        args.extend(more);
        let built = wend(&args);
        assert_eq!(built.code, 0, "{}", built.err);
        for (path, bytes) in snapshot(&out) {
            assert!(!String::from_utf8_lossy(&bytes).contains(secret), "{path} has the private note");
            if more.is_empty() {
                assert!(!String::from_utf8_lossy(&bytes).contains("\"kim\""), "{path} names a learner of the roster");
            }
        }
    }
    let printed = wend(&["path", arg(&course), "--learner", "kim", "--format", "json"]);
    assert!(!printed.out.contains(secret) && !printed.err.contains(secret));
}
