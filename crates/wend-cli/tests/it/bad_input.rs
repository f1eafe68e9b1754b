//! Nonsense, nothing and far too much: a clear message, the right exit code, and nothing lost.

use std::{fs, path::Path};

use crate::support::{Run, arg, snapshot, wend, write};

const GOOD: [(&str, &str); 2] =
    [("curriculum.toml", "id = \"good\"\ntitle = \"Good\"\n"), ("lessons/a.md", "# A\n\nText.\n")];

/// Checks a curriculum with these files beside good ones.
fn check(files: &[(&str, &[u8])]) -> Run {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &GOOD);
    for (path, bytes) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    wend(&["check", arg(dir.path())])
}

/// Asserts that the check failed and said all of this.
fn refused(files: &[(&str, &[u8])], says: &[&str]) {
    let run = check(files);
    assert_eq!(run.code, 1, "{}", run.err);
    for text in says {
        assert!(run.err.contains(text), "no `{text}` in:\n{}", run.err);
    }
}

#[test]
fn broken_toml_and_yaml_name_file_line_and_place() {
    refused(&[("objectives.toml", b"[add\ntitle = \"Add\"\n")], &["objectives.toml:1:"]);
    refused(&[("lessons/b.md", b"+++\ntitle = \"B\nminutes = 3\n+++\ntext\n")], &["lessons/b.md:2:"]);
    refused(&[("lessons/b.md", b"---\ntitle: [B\nminutes: 3\n---\ntext\n")], &["lessons/b.md:"]);
}

#[test]
fn unknown_keys_and_ids_get_a_suggestion() {
    refused(&[("lessons/b.md", b"+++\ntitel = \"B\"\n+++\ntext\n")], &["lessons/b.md:2:1", "titel", "`title`"]);
    let objectives = b"[add]\ntitle = \"Add\"\ncan = \"I can add.\"\n" as &[u8];
    let lesson = b"+++\ntitle = \"B\"\nteaches = [\"ad\"]\n+++\ntext\n" as &[u8];
    refused(&[("objectives.toml", objectives), ("lessons/b.md", lesson)], &["lessons/b.md:3:", "`add`"]);
}

#[test]
fn invalid_utf8_is_reported_and_the_rest_goes_on() {
    refused(
        &[("lessons/b.md", b"# B\n\nn\xff\n"), ("lessons/c.md", b"+++\nnope = 1\n+++\n")],
        &["lessons/b.md", "UTF-8", "nope"],
    );
}

#[test]
fn far_too_much_is_handled() {
    let mut nested = String::from("# B\n\n");
    for n in (3..10_003).rev() {
        nested.push_str(&":".repeat(n.min(60)));
        nested.push_str(" note\n");
    }
    let run = check(&[("lessons/b.md", nested.as_bytes())]);
    assert!(run.code == 1 && run.err.contains("lessons/b.md"), "{}", &run.err[..run.err.len().min(500)]);
    let long = "A line of a very long lesson.\n\n".repeat(10 * 1024 * 1024 / 31);
    let run = check(&[("lessons/b.md", long.as_bytes())]);
    assert!(run.code == 0 || run.err.contains("lessons/b.md"), "{}", &run.err[..run.err.len().min(500)]);
}

#[test]
fn two_lessons_that_claim_one_page_are_both_named() {
    refused(
        &[("lessons/b.md", b"# B\n\ntext"), ("lessons/b/index.md", b"# B too\n\ntext")],
        &["lessons/b.md", "lessons/b/index.md"],
    );
    refused(&[("lessons/B.md", b"# B\n\ntext"), ("lessons/b.md", b"# b\n\ntext")], &["lessons/B.md", "lessons/b.md"]);
}

#[test]
fn names_in_any_script_and_windows_line_ends_are_fine() {
    let run = check(&[
        ("lessons/ቤት.md", "# ቤት\r\n\r\nText\r\n".as_bytes()),
        ("lessons/дом и сад.md", "+++\r\ntitle = \"Дом\"\r\n+++\r\n\r\n::: note\r\nText\r\n:::\r\n".as_bytes()),
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[cfg(unix)]
#[test]
fn links_that_loop_are_reported() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &GOOD);
    std::os::unix::fs::symlink("..", dir.path().join("lessons/loop")).unwrap();
    let run = wend(&["check", arg(dir.path())]);
    assert!(run.err.contains("lessons/loop"), "{}", run.err);
}

#[test]
fn an_out_folder_with_somebody_elses_files_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (course, out) = (dir.path().join("course"), dir.path().join("out"));
    write(&course, &GOOD);
    write(&out, &[("thesis.txt", "years of work"), ("deep/notes.txt", "more")]);
    let before = snapshot(&out);
    let run = wend(&["build", arg(&course), "--out", arg(&out)]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("thesis.txt") && run.err.contains("--out"), "{}", run.err);
    assert_eq!(snapshot(&out), before);
}

#[test]
fn an_out_folder_that_cant_be_written_leaves_the_old_site() {
    let dir = tempfile::tempdir().unwrap();
    let course = dir.path().join("course");
    write(&course, &GOOD);
    // A file stands where a folder should be: true for everybody, root as well.
    write(dir.path(), &[("file", "text")]);
    let run = wend(&["build", arg(&course), "--out", arg(&dir.path().join("file/site"))]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("can't be written"), "{}", run.err);
    let run = wend(&["build", arg(&course), "--out", arg(&dir.path().join("file"))]);
    assert_eq!(run.code, 2);
    assert_eq!(fs::read_to_string(dir.path().join("file")).unwrap(), "text");
}

#[test]
fn errors_in_a_curriculum_leave_the_last_good_site() {
    let dir = tempfile::tempdir().unwrap();
    let (course, out) = (dir.path().join("course"), dir.path().join("out"));
    write(&course, &GOOD);
    assert_eq!(wend(&["build", arg(&course), "--out", arg(&out)]).code, 0);
    let before = snapshot(&out);
    write(&course, &[("lessons/a.md", "# A\n\nSee [b](b.md).\n")]);
    let run = wend(&["build", arg(&course), "--out", arg(&out)]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("lessons/a.md:3:"), "{}", run.err);
    assert_eq!(snapshot(&out), before);
}

#[test]
fn nothing_and_not_a_folder() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(wend(&["check", arg(&dir.path().join("nowhere"))]).code, 2);
    let empty = wend(&["build", arg(dir.path())]);
    assert_eq!(empty.code, 1);
    assert!(empty.err.contains("no lesson"), "{}", empty.err);
    assert_eq!(wend(&["check", arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml").as_path())]).code, 2);
}

#[test]
fn learner_files_with_unknown_goals_are_named() {
    let learner = b"alias = \"kim\"\n[path]\ngoals = [\"fly\"]\n" as &[u8];
    let run = check(&[("learners/kim.toml", learner)]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("learners/kim.toml:3:") && run.err.contains("fly"), "{}", run.err);
}

#[test]
fn formats_for_machines() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &GOOD);
    write(dir.path(), &[("lessons/a.md", "# A\n\nSee [b](b.md).\n")]);
    let json = wend(&["check", arg(dir.path()), "--format", "json"]);
    assert_eq!(json.code, 1);
    let errors: Vec<serde_json::Value> = json.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let error = errors.iter().find(|e| e["severity"] == "error").unwrap();
    assert_eq!((&error["path"], &error["start"]["line"]), (&"lessons/a.md".into(), &3.into()), "{error}");
    let github = wend(&["check", arg(dir.path()), "--format", "github"]);
    assert!(github.out.contains("::error file=") && github.out.contains("line=3"), "{}", github.out);
}

#[test]
fn every_code_is_explained() {
    let all = wend(&["explain"]);
    assert_eq!(all.code, 0);
    assert!(all.out.lines().count() > 30);
    for line in all.out.lines() {
        let code = line.split_whitespace().next().unwrap();
        let page = wend(&["explain", code]);
        assert!(page.code == 0 && page.out.len() > 100, "{code}");
    }
    let wrong = wend(&["explain", "link/unknown-objectiv"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("did you mean"), "{}", wrong.err);
}

#[test]
fn notes_are_told_in_short_unless_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &GOOD);
    let objectives: String = (0..5).map(|n| format!("[o{n}]\ntitle = \"O {n}\"\n")).collect();
    write(dir.path(), &[("objectives.toml", &objectives)]);
    for n in 0..5 {
        write(dir.path(), &[(&format!("lessons/l{n}.md"), &format!("+++\nteaches = [\"o{n}\"]\n+++\n# L{n}\n"))]);
    }
    let short = wend(&["check", arg(dir.path())]);
    let lines: Vec<&str> = short.err.lines().filter(|line| line.starts_with("note[objective/one-alt")).collect();
    assert_eq!(lines.len(), 1, "{}", short.err);
    assert!(lines[0].ends_with("5 times: objectives.toml:1, objectives.toml:3, objectives.toml:5, …"), "{}", lines[0]);
    assert!(short.err.contains("--notes") && short.err.contains("10 notes"), "{}", short.err);
    let long = wend(&["check", arg(dir.path()), "--notes"]);
    assert_eq!(long.err.matches("note[objective/one-alternative]").count(), 5, "{}", long.err);
    for (format, of_each) in [("json", "\"objective/one-alternative\""), ("github", "objective/one-alternative")] {
        let whole = wend(&["check", arg(dir.path()), "--format", format]);
        assert_eq!(whole.out.matches(of_each).count(), 5, "{}", whole.out);
    }
}
