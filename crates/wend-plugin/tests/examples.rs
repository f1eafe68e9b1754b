//! Every example of every built-in plugin: nothing to complain about, and the HTML beside it. `BLESS=1` writes it.
#![allow(clippy::disallowed_methods)]

mod support;

use std::path::Path;

use wend_diagnostics::FileId;
use wend_plugin::registry::{builtin_files, dialect_files};
use wend_plugin::{Folder, Registry, manifest};

#[test]
fn manifests_are_clean() {
    let mut registry = Registry::empty();
    for (folder, files) in builtin_files().iter().chain(dialect_files()) {
        assert_eq!(registry.add(Folder::of_texts(folder, files.clone())), [], "{folder}");
        let (manifest, _) = manifest::read(FileId::default(), &files["plugin.toml"]);
        let manifest = manifest.expect("a manifest");
        assert!(!manifest.doc.is_empty(), "{folder} has no doc");
        // Every text that a template or a script asks for is there, and none is there for nothing.
        let code = |path: &String| path.ends_with(".js") || (path.ends_with(".html") && !path.contains('/'));
        let mut sources: String = files.iter().filter(|(path, _)| code(path)).map(|(_, text)| &**text).collect();
        // The library asks for texts of the plugin that imports it: `${words}.check`.
        if sources.contains("\"wend:ask\"") {
            sources.push_str(
                &wend_plugin::library("wend:ask").unwrap_or("").replace("t(\"", &format!("host.t(\"{folder}.")),
            );
            sources.push_str(&format!("{folder}.${{"));
        }
        let empty = Default::default();
        let texts = manifest.strings.get("en").unwrap_or(&empty);
        for key in texts.keys() {
            // Asked for by name, or by a name whose end is worked out: `question.${note}`, `"note." ~ tone`.
            let stems = [key.rfind('.'), key.rfind('-')].into_iter().flatten().map(|at| &key[..=at]);
            let made = stems
                .into_iter()
                .any(|stem| sources.contains(&format!("{stem}${{")) || sources.contains(&format!("{stem}\" ~")));
            assert!(made || sources.contains(&format!("\"{key}\"")), "{folder}: nobody asks for `{key}`");
        }
        let asked = sources.split(" t(\"").skip(1).chain(sources.split("host.t(\"").skip(1));
        for (key, after) in asked.filter_map(|rest| rest.split_once('"')) {
            if !after.starts_with(" ~") {
                assert!(texts.contains_key(key), "{folder} asks for `{key}`");
            }
        }
    }
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
