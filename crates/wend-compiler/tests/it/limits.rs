//! Large and hostile input: everything ends, in time, with a word about it.

use std::io;

use wend_compiler::{Compiler, Listing, MemoryWorld, Options, World};

use crate::support::{compile, found, only};

#[test]
fn a_lesson_of_ten_megabytes_is_read_and_warned_of() {
    let text = format!("# Long\n\n{}", "A line of words and more words.\n\n".repeat(320_000));
    assert!(text.len() > 10_000_000);
    let compiled = compile(&[("a.md", &text), ("b.md", "# B\n")]);
    assert!(only(&compiled, "io/too-large").contains("nobody can read"));
    assert_eq!(compiled.lessons[0].title, "Long");
}

#[test]
fn what_is_larger_still_is_left_out() {
    let text = "x".repeat(17 * 1024 * 1024);
    let compiled = compile(&[("a.md", &text), ("b.md", "# B\n")]);
    assert!(only(&compiled, "io/too-large").contains("left out"));
    assert_eq!(compiled.lessons[1].title, "B");
}

/// A world with a file that would not fit into memory.
struct Huge(MemoryWorld);

impl World for Huge {
    fn list(&self) -> Listing {
        let mut listing = self.0.list();
        for file in listing.files.iter_mut().filter(|file| file.path.as_ref() == "huge.md") {
            file.stamp.len = 1 << 40;
        }
        listing
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        assert_ne!(path, "huge.md", "never read");
        self.0.read(path)
    }
}

#[test]
fn what_does_not_fit_into_memory_is_not_read() {
    let world = Huge(MemoryWorld::new([("a.md", "# A\n"), ("huge.md", "# H\n")]));
    let compiled = Compiler::new(Options::default()).compile(&world);
    assert!(only(&compiled, "io/too-large").contains("left out"));
    assert_eq!(compiled.lessons[0].title, "A");
}

#[test]
fn ten_thousand_nested_fences() {
    let mut text = String::from("# Deep\n");
    for n in (3..10_003).rev() {
        text.push_str(&":".repeat(n % 200 + 3));
        text.push_str(" note\n");
    }
    let compiled = compile(&[("a.md", &text), ("b.md", "# B\n")]);
    assert!(found(&compiled).iter().all(|line| line.contains("a.md")));
    assert_eq!(compiled.lessons.len(), 2);
}

#[test]
fn thousands_of_broken_links_do_not_take_for_ever() {
    let mut files = Vec::new();
    for n in 0..100 {
        let links: String = (0..20).map(|k| format!("[x](../nowhere/page-{n}-{k}.md) ")).collect();
        files.push((format!("folder-{n}/lesson.md"), format!("# Lesson {n}\n\n{links}\n")));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let compiled = compile(&files);
    assert_eq!(found(&compiled).len(), 2000);
}

#[test]
fn a_long_chain_of_requirements() {
    let mut text = String::from("[o0]\n");
    for n in 1..3000 {
        text.push_str(&format!("[o{n}]\nrequires = [\"o{}\"]\n", n - 1));
    }
    let compiled = compile(&[
        ("curriculum.toml", "id = \"x\"\ntitle = \"X\"\n"),
        ("objectives.toml", &text),
        ("lessons/a.md", "+++\nteaches = [\"o0\"]\n+++\n# A\n"),
    ]);
    assert_eq!(compiled.curriculum.objectives.len(), 3000);
}
