//! What builds remember of earlier ones, and that it changes nothing but how long they take.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::support::{arg, snapshot, wend_with, write};

const PLUGIN: [(&str, &str); 4] = [
    ("curriculum.toml", "id = \"remember\"\ntitle = \"Remember\"\n"),
    (
        "plugins/line/plugin.toml",
        "name = \"line\"\nversion = \"1\"\napi = 1\n[kind.line.part.body]\nis = \"text\"\n[strings.en.line]\ntitle = \"{n} letters\"\n",
    ),
    (
        "plugins/line/expand.js",
        "export function expand(block) {\n  if (block.body.startsWith('for ever')) for (;;) {}\n  return { markup: [['p', { t: 'line.title', n: block.body.length }], { part: 'body' }] };\n}\n",
    ),
    (
        "lessons/two.md",
        "# Two\n\n::: line\nfor ever\n:::\n\n::: question q\nWhat is 1/2 + 1/4?\n\nAnswer: 3/4\nIf 2/6: No.\n:::\n",
    ),
];

fn curriculum(dir: &Path) -> PathBuf {
    let root = dir.join("curriculum");
    write(&root, &PLUGIN);
    for n in 0..20 {
        write(
            &root,
            &[(
                &format!("lessons/l{n}.md"),
                &format!("# Lesson {n}\n\n::: line\nof {n}\n:::\n\n::: line\nthe same\n:::\n"),
            )],
        );
    }
    root
}

#[test]
fn a_build_that_remembers_is_a_clean_one() {
    let dir = tempfile::tempdir().unwrap();
    let root = curriculum(dir.path());
    let cache = dir.path().join("cache");
    let build = |out: &str, cache: &Path, threads: &str| {
        let out = dir.path().join(out);
        let run =
            wend_with(&[("WEND_CACHE", arg(cache))], &["build", arg(&root), "--out", arg(&out), "--threads", threads]);
        assert_eq!(run.code, 0, "{}", run.err);
        // What is wrong is said each time, remembered or not.
        assert!(run.err.contains("ran for too many steps"), "{}", run.err);
        snapshot(&out)
    };
    let clean = build("clean", Path::new(""), "1");
    assert_eq!(build("cold", &cache, "2"), clean);
    let answers = || -> Vec<PathBuf> {
        fs::read_dir(cache.join("answers")).unwrap().map(|entry| entry.unwrap().path()).collect()
    };
    let [file] = &answers()[..] else { panic!("{:?}", answers()) };
    let kept = fs::read(file).unwrap();
    assert!(String::from_utf8_lossy(&kept).contains("line.title"));
    assert_eq!(build("warm", &cache, "1"), clean);
    assert_eq!(build("warm", &cache, "2"), clean, "the site is there already");
    // Damaged in any way, it is as if it were not there, and is made again.
    let half = &kept[..kept.len() / 2];
    let mut wrong = kept.clone();
    for byte in wrong.iter_mut().skip(4).step_by(40) {
        *byte ^= 0x55;
    }
    for (n, bytes) in [half, &wrong, b"", b"\xff\xff\xff\xff and so on"].into_iter().enumerate() {
        fs::write(file, bytes).unwrap();
        assert_eq!(build(&format!("damaged-{n}"), &cache, "2"), clean);
        assert_eq!(fs::read(file).unwrap(), kept);
    }
    // Two at once.
    fs::remove_file(file).unwrap();
    std::thread::scope(|scope| {
        let both = ["a", "b"].map(|out| {
            let (build, cache) = (&build, &cache);
            scope.spawn(move || build(out, cache, "2"))
        });
        both.into_iter().for_each(|one| assert_eq!(one.join().unwrap(), clean));
    });
    assert_eq!(answers(), std::slice::from_ref(file));
    assert_eq!(fs::read(file).unwrap(), kept);
}

/// A curriculum may come from a stranger: nothing in its folder is taken for what a build of ours made.
#[test]
fn nothing_is_remembered_inside_of_a_curriculum() {
    let dir = tempfile::tempdir().unwrap();
    let root = curriculum(dir.path());
    let cache = root.join("deep/cache");
    let run = wend_with(&[("WEND_CACHE", arg(&cache))], &["build", arg(&root), "--out", arg(&dir.path().join("site"))]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!root.join("deep").exists());
}
