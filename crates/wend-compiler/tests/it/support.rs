//! Worlds in a line, findings as text.

use wend_compiler::{Compiled, Compiler, MemoryWorld, Options};
use wend_diagnostics::{Diagnostic, Severity};

/// A small sound curriculum: two interests, one strand, three objectives.
pub(crate) const BASE: [(&str, &str); 2] = [
    (
        "curriculum.toml",
        "id = \"x\"\ntitle = \"X\"\ninterests = [\"music\", \"cooking\"]\n[strand.numbers]\ntitle = \"Numbers\"\n",
    ),
    (
        "objectives.toml",
        "[halves]\n[halves.mix-up.tops]\ntitle = \"Adds the tops\"\n\n[thirds]\nrequires = [\"halves\"]\n\n[sums]\nrequires = [\"thirds\"]\n",
    ),
];

/// Three lessons that teach the objectives of [`BASE`].
pub(crate) const LESSONS: [(&str, &str); 3] = [
    ("lessons/halves.md", "+++\nteaches = [\"halves\"]\n+++\n# Halves\n"),
    ("lessons/thirds.md", "+++\nteaches = [\"thirds\"]\n+++\n# Thirds\n"),
    ("lessons/sums.md", "+++\nteaches = [\"sums\"]\n+++\n# Sums\n"),
];

pub(crate) fn compile(files: &[(&str, &str)]) -> Compiled {
    Compiler::new(Options::default()).compile(&MemoryWorld::new(files.iter().copied()))
}

/// [`BASE`] and [`LESSONS`] with more files, which replace those of the same path.
pub(crate) fn with(files: &[(&str, &str)]) -> Compiled {
    let mut world = MemoryWorld::new(BASE.into_iter().chain(LESSONS));
    for (path, text) in files {
        world.write(path, text);
    }
    Compiler::new(Options::default()).compile(&world)
}

/// Takes steps one after the other in a world, each a path and what is in it then (empty: it is gone): what an incremental
/// compiler gives after each, as `print` tells it, is what a new one gives.
#[track_caller]
pub(crate) fn equals_clean_after(mut world: MemoryWorld, steps: &[(&str, &str)], print: impl Fn(&Compiled) -> String) {
    let mut compiler = Compiler::new(Options::default());
    compiler.compile(&world);
    for (path, text) in steps {
        if text.is_empty() {
            world.remove(path);
        } else {
            world.write(path, *text);
        }
        let clean = Compiler::new(Options::default()).compile(&world);
        assert_eq!(print(&compiler.compile(&world)), print(&clean), "after {path}");
    }
}

/// A text with the ids of files left out: they may differ where nothing else may.
pub(crate) fn without_file_ids(text: &str) -> String {
    text.split("FileId(").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit())).collect()
}

/// One finding: `code path:line:column`, or `code path` where it has no place.
pub(crate) fn line(compiled: &Compiled, diagnostic: &Diagnostic) -> String {
    let place = match (&diagnostic.primary, &diagnostic.path) {
        (Some(label), _) => {
            let at = compiled.sources.line_col(label.span);
            format!("{}:{}:{}", compiled.sources.path(label.span.file), at.line, at.col)
        }
        (None, Some(path)) => path.to_string(),
        (None, None) => "-".to_owned(),
    };
    format!("{} {place}", diagnostic.code.code)
}

/// Everything found but notes.
pub(crate) fn found(compiled: &Compiled) -> Vec<String> {
    compiled
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity != Severity::Note)
        .map(|diagnostic| line(compiled, diagnostic))
        .collect()
}

/// Notes of one code.
pub(crate) fn notes(compiled: &Compiled, code: &str) -> Vec<String> {
    compiled
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code.code == code)
        .map(|diagnostic| diagnostic.message.clone())
        .collect()
}

/// Everything found, as it is printed.
pub(crate) fn shown(compiled: &Compiled) -> String {
    wend_diagnostics::render::human(&compiled.diagnostics, &compiled.sources, false)
}

/// The only finding of a code: its message and helps, a line each.
#[track_caller]
pub(crate) fn only(compiled: &Compiled, code: &str) -> String {
    let all: Vec<&Diagnostic> = compiled.diagnostics.iter().filter(|diagnostic| diagnostic.code.code == code).collect();
    assert_eq!(all.len(), 1, "{code}:\n{}", shown(compiled));
    let mut text = all[0].message.clone();
    for help in &all[0].helps {
        text.push('\n');
        text.push_str(help);
    }
    text
}

#[track_caller]
pub(crate) fn check(compiled: &Compiled, expected: &[&str]) {
    assert_eq!(found(compiled), expected, "\n{}", shown(compiled));
}
