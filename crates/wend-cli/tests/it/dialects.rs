//! The dialects that come with Wend, as a person uses them: a foreign folder and a `curriculum.toml` beside it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{arg, copy, snapshot, wend, wend_with, write};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// A copy of a folder of `tests/corpora`, with a `curriculum.toml` that names the plugin.
fn curriculum(dir: &Path, name: &str, plugin: &str) {
    copy(&root("tests/corpora").join(name), dir);
    write(dir, &[("curriculum.toml", &format!("id = \"x\"\ntitle = \"X\"\nplugins = [\"{plugin}\"]\n"))]);
}

#[test]
fn a_warm_build_of_a_foreign_folder_equals_a_clean_one() {
    let episode = "episodes/05-history.md";
    let quiz = "quizzes/ch04-01-ownership-sec2-moves.toml";
    for (name, plugin, edits) in [
        (
            "git-novice",
            "carpentries",
            vec![
                (episode, "Alfredo", "Alfreda"),
                (episode, "solution", "hint"),
                ("config.yaml", "- 02-setup.md\n", ""),
            ],
        ),
        (
            "rust-quizzes",
            "mdbook-quiz",
            vec![(quiz, "hello", "good day"), (quiz, "type = \"Tracing\"", "type = \"Tracking\"")],
        ),
    ] {
        let temp = tempfile::tempdir().unwrap();
        let (dir, warm) = (temp.path().join("course"), temp.path().join("warm"));
        curriculum(&dir, name, plugin);
        let run = wend(&["build", arg(&dir), "--out", arg(&warm)]);
        assert_eq!(run.code, 0, "{run:?}");
        for (n, (path, old, new)) in edits.into_iter().enumerate() {
            let text = fs::read_to_string(dir.join(path)).unwrap();
            assert!(text.contains(old), "{path}");
            fs::write(dir.join(path), text.replace(old, new)).unwrap();
            let clean = temp.path().join(format!("clean-{n}"));
            // On another number of threads, too.
            let runs = [
                wend_with(&[("RAYON_NUM_THREADS", "1")], &["build", arg(&dir), "--out", arg(&clean)]),
                wend(&["build", arg(&dir), "--out", arg(&warm)]),
            ];
            assert_eq!(runs.each_ref().map(|run| run.code), [0, 0], "{runs:?}");
            let (a, b) = (snapshot(&warm), snapshot(&clean));
            let others: Vec<_> = a.keys().chain(b.keys()).filter(|path| a.get(*path) != b.get(*path)).collect();
            assert!(others.is_empty(), "after {path} {new}: {others:?}");
        }
    }
}

/// `BLESS=1` writes the HTML beside the examples anew.
#[test]
fn the_examples_of_each_dialect_are_as_blessed() {
    let bless = std::env::var_os("BLESS").is_some();
    for plugin in ["carpentries", "mdbook-quiz"] {
        let temp = tempfile::tempdir().unwrap();
        let (own, there) = (temp.path().join("plugins").join(plugin), root("plugins").join(plugin));
        write(temp.path(), &[("lessons/a.md", "# A\n\nText.\n")]);
        copy(&there, &own);
        if bless {
            assert_eq!(wend(&["plugin", "test", arg(temp.path()), "--bless"]).code, 0);
            copy(&own, &there);
        }
        let run = wend(&["plugin", "test", arg(temp.path())]);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        let said = format!("{}{}", run.out, run.err);
        assert!(!said.contains("warning"), "{said}");
        // What is wrong in a file of an example is shown in that file.
        let files = snapshot(&own);
        let (path, _) = files
            .iter()
            .find(|(path, _)| {
                path.starts_with("examples/") && path.matches('/').count() == 2 && !path.ends_with(".html")
            })
            .unwrap();
        let broken = String::from_utf8(files[path].clone())
            .unwrap()
            .replace("challenge", "chalenge")
            .replace("Choice", "Chance")
            + "\n::: chalenge\n";
        fs::write(own.join(path), broken.trim_start_matches("---")).unwrap();
        let run = wend(&["plugin", "test", arg(temp.path())]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(format!("{}{}", run.out, run.err).contains(&format!("plugins/{plugin}/{path}:")), "{run:?}");
    }
}

#[test]
fn dialects_are_named_where_plugins_are_listed() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &[("a.md", "# A\n\nText.\n")]);
    let run = wend(&["plugin", "list", arg(temp.path())]);
    assert!(run.out.contains("names them in `plugins`: carpentries, mdbook-quiz"), "{}", run.out);
    curriculum(temp.path(), "rust-quizzes", "mdbook-quiz");
    let run = wend(&["plugin", "list", arg(temp.path())]);
    assert!(run.out.contains("mdbook-quiz 1.0.0 (comes with Wend)"), "{}", run.out);
    assert!(run.out.contains("reads:    quizzes/**.toml"), "{}", run.out);
}
