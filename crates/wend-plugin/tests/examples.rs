//! Every example of every built-in plugin: nothing to complain about, and the HTML beside it. `BLESS=1` writes it.
#![allow(clippy::disallowed_methods)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use wend_diagnostics::FileId;
use wend_plugin::registry::{builtin_files, dialect_files};
use wend_plugin::{Folder, Registry, library, library_texts, manifest};

#[test]
fn manifests_are_clean() {
    let mut registry = Registry::empty();
    for (folder, files) in builtin_files().iter().chain(dialect_files()) {
        assert_eq!(registry.add(Folder::of_texts(folder, files.clone())), [], "{folder}");
        let (manifest, _) = manifest::read(FileId::default(), &files["plugin.toml"]);
        assert!(!manifest.expect("a manifest").doc.is_empty(), "{folder} has no doc");
    }
}

/// Every text that a template or a script asks for is there, and none is there for nothing.
#[test]
fn texts_are_those_that_are_asked_for() {
    let ask = library("wend:ask").expect("it comes with Wend");
    let own: BTreeSet<&str> = library_texts()["en"].keys().filter_map(|key| key.strip_prefix("wend:ask.")).collect();
    let template = ask.template.expect("it has one");
    let mut named = quoted(ask.script);
    named.extend(quoted(template).iter().filter_map(|word| word.strip_prefix("wend:ask.")));
    for key in &own {
        let key = key.trim_end_matches("-once");
        assert!(is_named(key, &named, ask.script), "wend:ask: nobody asks for `{key}`");
    }
    for word in arguments(ask.script, "t").into_iter().chain(arguments(template, "t")) {
        assert!(own.contains(word.trim_start_matches("wend:ask.")), "wend:ask asks for `{word}`");
    }

    for (folder, files) in builtin_files().iter().chain(dialect_files()) {
        let is_code = |path: &str| path.ends_with(".js") || (path.ends_with(".html") && !path.contains('/'));
        let code: String = files.iter().filter(|(path, _)| is_code(path)).map(|(_, text)| &**text).collect();
        let toml = &files["plugin.toml"];
        let (manifest, _) = manifest::read(FileId::default(), toml);
        let texts = manifest.expect("a manifest").strings.remove("en").unwrap_or_default();
        let prefix = format!("{folder}.");
        let asks = code.contains("\"wend:ask\"");
        let noted = code.split("note").filter_map(|rest| rest.strip_prefix(": \"").or(rest.strip_prefix(" = \"")));
        let notes: BTreeSet<&str> = noted.filter_map(|rest| rest.split('"').next()).collect();

        // A name whose end is worked out ends in a word of the code, a kind, a choice of the manifest or a number.
        let literals = quoted(&code);
        let mut words = literals.clone();
        words.extend(quoted(&toml[..toml.find("[strings").unwrap_or(toml.len())]));
        words.extend(toml.lines().filter_map(|line| line.strip_prefix("[kind.")?.strip_suffix(']')));
        for key in texts.keys() {
            let name = key.strip_prefix(&prefix).unwrap_or_default().trim_end_matches("-once");
            let by_library = asks && (own.contains(name) || notes.contains(name));
            assert!(by_library || is_named(key, &words, &code), "{folder}: nobody asks for `{key}`");
        }

        // `const say = (key) => host.t(`rhythm.${key}`)`
        let maker = code.lines().find(|line| line.contains(&format!("host.t(`{folder}.${{")));
        let maker = maker.and_then(|line| line.trim().strip_prefix("const ")?.split(' ').next());
        let mut asked: Vec<String> =
            literals.iter().filter(|w| w.starts_with(&prefix)).map(|w| (*w).to_owned()).collect();
        asked.extend(maker.iter().flat_map(|maker| arguments(&code, maker)).map(|name| format!("{prefix}{name}")));
        asked.extend(notes.iter().filter(|note| asks && !own.contains(*note)).map(|note| format!("{prefix}{note}")));
        // Of a template, whatever they begin with: `debate.mind` is a text of the plugin `reflect`.
        let templates = files.iter().filter(|(path, _)| path.ends_with(".html") && !path.contains('/'));
        let called = templates.flat_map(|(_, text)| arguments(text, "t")).filter(|key| !key.starts_with("wend:"));
        asked.extend(called.map(str::to_owned));
        for key in asked.iter().filter(|key| !key.ends_with(['.', '-'])) {
            assert!(texts.contains_key(key), "{folder} asks for `{key}`");
        }
        for word in literals.iter().filter_map(|word| word.strip_prefix("wend:ask.")) {
            assert!(asks && own.contains(word), "{folder} asks for `wend:ask.{word}`");
        }
    }
}

/// What stands between two quotes, wherever two of them stand in a line: too much rather than too little.
fn quoted(code: &str) -> BTreeSet<&str> {
    code.lines().flat_map(|line| line.split('"').skip(1)).collect()
}

/// The texts in quotes that a function is called with: `t("check")`.
fn arguments<'a>(code: &'a str, function: &str) -> Vec<&'a str> {
    let call = format!("{function}(\"");
    let starts = code.match_indices(&call).filter(|(at, _)| !code[..*at].ends_with(char::is_alphanumeric));
    starts.filter_map(|(at, call)| code[at + call.len()..].split('"').next()).collect()
}

/// Whether a text is asked for by its key, or by one whose end is worked out: `question.${note}`, `"note." ~ tone`.
fn is_named(key: &str, words: &BTreeSet<&str>, code: &str) -> bool {
    let ends = key.match_indices(['.', '-']).map(|(at, _)| key.split_at(at + 1));
    words.contains(key)
        || ends.into_iter().any(|(stem, end)| {
            let made = code.contains(&format!("{stem}${{")) || code.contains(&format!("\"{stem}\" ~"));
            made && (end.parse::<u8>().is_ok() || is_named(end, words, code))
        })
}

#[test]
fn examples_are_as_blessed() {
    let mut registry = Registry::builtin();
    for name in dialect_files().keys() {
        assert!(registry.add_dialect(name));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins");
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (folder, files) in builtin_files().iter().chain(dialect_files()) {
        // What lies deeper is an example of a folder of files, for `source.js`.
        let is_example =
            |path: &str| path.starts_with("examples/") && path.ends_with(".md") && path.split('/').count() == 2;
        for (path, text) in files.iter().filter(|(path, _)| is_example(path)) {
            count += 1;
            let found = support::findings(&registry, text);
            let found: Vec<_> = found.iter().filter(|d| d.code.code != "item/no-id").collect();
            assert!(found.is_empty(), "{folder}/{path}: {found:#?}");
            let html = format!("{}\n", support::html(&registry, text).trim());
            let file = root.join(folder).join(path).with_extension("html");
            let blessed = std::fs::read_to_string(&file).unwrap_or_default();
            if html != blessed {
                if bless {
                    std::fs::write(&file, &html).expect("writable examples");
                } else {
                    wrong.push(format!("{folder}/{path}:\n{html}"));
                }
            }
        }
        assert!(files.keys().any(|path| path.starts_with("examples/")), "{folder} has no example");
    }
    assert!(count >= 12);
    assert!(wrong.is_empty(), "not as blessed (BLESS=1 if this is right):\n{}", wrong.join("\n"));
}
