//! The manual names what there is: every command with its options, every key of every file that people write.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use serde_json::Value;

use crate::support::{arg, shipped, wend, write};

/// Where a chapter lies, and what stands in it.
fn chapter(name: &str) -> (String, String) {
    let path = shipped("manual").join("lessons").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (arg(&path).to_owned(), text)
}

#[test]
fn every_command_and_option_is_in_the_manual() {
    let run = wend(&["reference"]);
    assert_eq!(run.code, 0, "{run:?}");
    let (path, written) = chapter("author/commands.md");
    let begin = written.find("## `wend new`").expect("the commands begin with `wend new`");
    let end = written.find("::: question").unwrap_or(written.len());
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, format!("{}{}\n{}", &written[..begin], run.out, &written[end..])).unwrap();
        return;
    }
    let again = "`cargo xtask bless` writes it anew";
    assert_eq!(written[begin..end].trim_end(), run.out.trim_end(), "the chapter on commands is stale: {again}");
    assert!(run.out.contains("`wend plugin gallery`") && run.out.contains("`--simulate LEARNERS`"), "{}", run.out);
}

/// Files with a key that nobody knows in every table that people write, and the chapter that has the keys of that file.
const FILES: [(&str, &str, &str); 12] = [
    (
        "curriculum.toml",
        "author/folder.md",
        "id = 'x'\ntitle = 'X'\nzzzzzzzz = 1\n[interest.a]\nzzzzzzzz = 1\n[strand.s]\nzzzzzzzz = 1\n[weights]\nzzzzzzzz = 1\n",
    ),
    (
        "objectives/a.toml",
        "author/objectives.md",
        "[o]\ntitle = 'O'\nzzzzzzzz = 1\n[o.mix-up.m]\ntitle = 'M'\nzzzzzzzz = 1\n",
    ),
    ("objectives/b.toml", "author/rules.md", "[p]\ntitle = 'P'\nmastery = { rule = 'streak', zzzzzzzz = 1 }\n"),
    ("objectives/c.toml", "author/rules.md", "[q]\ntitle = 'Q'\nmastery = { rule = 'm_of_n', zzzzzzzz = 1 }\n"),
    ("objectives/d.toml", "author/rules.md", "[r]\ntitle = 'R'\nmastery = { rule = 'bkt', zzzzzzzz = 1 }\n"),
    ("objectives/e.toml", "author/rules.md", "[s]\ntitle = 'S'\nmastery = { rule = 'rubric', zzzzzzzz = 1 }\n"),
    ("lessons/a.md", "author/front-matter.md", "+++\ntitle = 'A'\nzzzzzzzz = 1\n+++\n"),
    ("items/a.md", "author/questions.md", "+++\nobjective = 'o'\nzzzzzzzz = 1\n+++\n"),
    ("learners/a.toml", "teacher/learner.md", "alias = 'a'\nzzzzzzzz = 1\n[path]\nzzzzzzzz = 1\n"),
    (
        "learners/c.toml",
        "teacher/learner.md",
        "zzzzzzzz = 1\n[class]\nzzzzzzzz = 1\n[[learner]]\nalias = 'c'\nzzzzzzzz = 1\n",
    ),
    ("paths/a.toml", "author/folder.md", "title = 'A'\nzzzzzzzz = 1\n"),
    (
        "plugins/p/plugin.toml",
        "maker/manifest.md",
        "name = 'p'\nversion = '1.0.0'\napi = 1\ndoc = 'P.'\nzzzzzzzz = 1\n[limits]\nzzzzzzzz = 1\n\
         [source]\nfiles = ['x/*.x']\nzzzzzzzz = 1\n[kind.p]\ndoc = 'P.'\nzzzzzzzz = 1\n\
         [kind.p.attribute.a]\ntype = 'text'\nzzzzzzzz = 1\n[kind.p.part.l]\nis = 'line'\nkey = 'L'\nzzzzzzzz = 1\n\
         [kind.p.part.b]\nis = 'blocks'\nzzzzzzzz = 1\n[kind.p.part.s]\nis = 'section'\nheading = 'S'\nzzzzzzzz = 1\n\
         [kind.p.item]\nzzzzzzzz = 1\n",
    ),
];

#[test]
fn every_key_of_every_file_is_in_the_manual() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &FILES.map(|(path, _, text)| (path, text)));
    write(dir.path(), &[("plugins/p/block.html", "<p>P</p>\n")]);
    let run = wend(&["check", "--format", "json", arg(dir.path())]);
    // The program itself says which keys a table has, for each table once.
    let mut tables = BTreeMap::new();
    let mut missing = BTreeSet::new();
    for line in run.out.lines() {
        let found: Value = serde_json::from_str(line).unwrap();
        let helps = found["helps"].as_array().unwrap();
        let lists = helps.iter().filter_map(|help| help.as_str()?.strip_prefix("known ")?.split_once(": "));
        for (_, keys) in lists {
            let path = found["path"].as_str().unwrap();
            let (_, home, _) = FILES.iter().find(|(file, ..)| *file == path).unwrap();
            *tables.entry(path.to_owned()).or_insert(0) += 1;
            let of_weights = found["message"].as_str().unwrap().starts_with("`weights`");
            let home = if of_weights { "author/rules.md" } else { home };
            let (_, text) = chapter(home);
            for key in keys.split(", ") {
                let forms = [
                    format!("`{key}`"),
                    format!("`{key} = "),
                    format!("`[{key}]`"),
                    format!("`[{key}."),
                    format!("[kind.NAME.{key}"),
                    format!("\n{key} = "),
                    format!("\n[{key}]"),
                    format!("\n[[{key}]]"),
                ];
                if !forms.iter().any(|form| text.contains(form.as_str())) {
                    missing.insert(format!("{home} has no `{key}`, a key of {path}"));
                }
            }
        }
    }
    for (path, _, text) in FILES {
        let asked = text.matches("zzzzzzzz").count();
        assert_eq!(tables.get(path), Some(&asked), "{path}: not every table says its keys\n{}", run.out);
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
