//! Runs case files (see `README.md` beside this file). Included by the test of each crate that has
//! a folder of cases, as a module.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

/// A file of a case.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// The word before its name.
    #[allow(dead_code)]
    pub(crate) lang: String,
    /// Its name.
    pub(crate) name: String,
    /// What else stands in its info string.
    pub(crate) words: Vec<String>,
    /// What is in it.
    pub(crate) text: String,
}

/// A heading with its files and what must come out.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The headings above it, joined by ` > `.
    pub(crate) name: String,
    /// Its files, in order.
    pub(crate) files: Vec<File>,
    expected: Vec<Expected>,
}

/// A block that says what must come out: its kind, its text, and which lines it has.
#[derive(Clone, Debug)]
struct Expected {
    kind: String,
    text: String,
    /// The lines of the opening and the closing fence, from 0.
    fences: (usize, usize),
}

/// What comes out of a case: a text a kind. The kind `diagnostics` is compared even if a case has no
/// block of it.
pub(crate) type Outputs = BTreeMap<&'static str, String>;

/// Runs all cases in the `.md` files of a folder of the suite.
pub(crate) fn main(folder: &str, run: fn(&Case) -> Outputs) {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite").join(folder);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&root)
        .unwrap_or_else(|error| panic!("{}: {error}", root.display()))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    if std::env::var_os("BLESS").is_some_and(|value| value == "1") {
        paths.iter().for_each(|path| bless(path, run));
    }
    let mut trials = Vec::new();
    for path in paths {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let text = read(&path);
        let cases = cases(&text);
        assert!(!cases.is_empty(), "{} has no case", path.display());
        for case in cases {
            let (path, case) = (path.clone(), Arc::new(case));
            trials.push(Trial::test(format!("{stem}: {}", case.name), move || check(&path, &case, run)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn check(path: &Path, case: &Case, run: fn(&Case) -> Outputs) -> Result<(), Failed> {
    let outputs = run(case);
    let mut problems = String::new();
    for expected in &case.expected {
        match outputs.get(expected.kind.as_str()) {
            None => _ = writeln!(problems, "nothing makes `{}`", expected.kind),
            Some(found) if found.trim_end() != expected.text.trim_end() => {
                let line = expected.fences.0 + 1;
                let place = format!("{}:{line}", path.display());
                _ = writeln!(problems, "{place}: `{}` differs\n{}", expected.kind, diff(&expected.text, found));
            }
            Some(_) => {}
        }
    }
    let diagnostics = outputs.get("diagnostics").map_or("", |text| text.trim_end());
    if !diagnostics.is_empty() && !case.expected.iter().any(|expected| expected.kind == "diagnostics") {
        _ = writeln!(problems, "diagnostics where none are expected:\n{diagnostics}");
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.into()) }
}

/// The lines that differ, with those that are the same at both ends left out.
fn diff(expected: &str, found: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (expected.trim_end().lines().collect(), found.trim_end().lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut out = format!("  (after {head} equal lines)\n");
    old[head..old.len() - tail].iter().for_each(|line| _ = writeln!(out, "- {line}"));
    new[head..new.len() - tail].iter().for_each(|line| _ = writeln!(out, "+ {line}"));
    out
}

/// Writes what comes out into the blocks of a case file.
fn bless(path: &Path, run: fn(&Case) -> Outputs) {
    let text = read(path);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    // From the end, so that earlier line numbers stay true.
    for case in cases(&text).iter().rev() {
        let outputs = run(case);
        for expected in case.expected.iter().rev() {
            let Some(found) = outputs.get(expected.kind.as_str()) else { continue };
            let longest = found.lines().map(|line| line.bytes().take_while(|&b| b == b'`').count()).max().unwrap_or(0);
            let fence = "`".repeat((longest + 1).max(3));
            let mut block = vec![format!("{fence}{}", expected.kind)];
            block.extend(found.trim_end().lines().map(str::to_owned));
            block.push(fence);
            lines.splice(expected.fences.0..=expected.fences.1, block);
        }
    }
    let blessed = lines.join("\n") + "\n";
    if blessed != text {
        std::fs::write(path, blessed).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// Reads a case file.
fn cases(text: &str) -> Vec<Case> {
    let mut headings: Vec<(usize, String)> = Vec::new();
    let mut found: Vec<Case> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let level = line.bytes().take_while(|&b| b == b'#').count();
        if (1..=6).contains(&level) && line[level..].starts_with(' ') {
            headings.retain(|(above, _)| *above < level);
            headings.push((level, line[level..].trim().to_owned()));
            // The title of the file is in the name of the file.
            let names: Vec<_> =
                headings.iter().filter(|(level, _)| *level > 1).map(|(_, name)| name.as_str()).collect();
            found.push(Case { name: names.join(" > "), files: Vec::new(), expected: Vec::new() });
            continue;
        }
        let fence = line.bytes().take_while(|&b| b == b'`').count();
        if fence < 3 {
            continue;
        }
        let mut inside = Vec::new();
        let mut end = number;
        for (number, line) in lines.by_ref() {
            end = number;
            if line.trim_end().bytes().all(|b| b == b'`') && line.trim_end().len() >= fence {
                break;
            }
            inside.push(line);
        }
        let mut words = line[fence..].split_whitespace().map(str::to_owned);
        let Some(case) = found.last_mut() else { continue };
        match (words.next(), words.next()) {
            (Some(lang), Some(name)) => {
                let words: Vec<_> = words.collect();
                let text = content(&inside, &words);
                case.files.push(File { lang, name, words, text });
            }
            (Some(kind), None) => {
                case.expected.push(Expected { kind, text: inside.join("\n"), fences: (number, end) });
            }
            _ => {}
        }
    }
    found.retain(|case| !case.files.is_empty());
    found
}

fn content(lines: &[&str], words: &[String]) -> String {
    let has = |word: &str| words.iter().any(|other| other == word);
    let end = if has("crlf") { "\r\n" } else { "\n" };
    let mut text = if has("bom") { "\u{feff}".to_owned() } else { String::new() };
    text.push_str(&lines.join(end));
    if !has("bare") && !lines.is_empty() {
        text.push_str(end);
    }
    if has("nul") { text.replace('\u{2400}', "\0") } else { text }
}
