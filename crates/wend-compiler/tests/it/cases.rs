//! Every code that this crate gives has a case that makes it appear.

use std::fs;
use std::path::Path;

fn texts(folder: &Path, out: &mut String) {
    let mut entries: Vec<_> = fs::read_dir(folder).expect("a folder").flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            texts(&path, out);
        } else {
            out.push_str(&fs::read_to_string(&path).expect("a text"));
        }
    }
}

#[test]
fn every_code_has_a_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut source, mut cases) = (String::new(), String::new());
    texts(&root.join("src"), &mut source);
    texts(&root.join("tests"), &mut cases);
    let mut given = 0;
    for code in wend_diagnostics::codes::all() {
        let name = code.code.replace('/', "::").replace('-', "_");
        let (group, constant) = name.split_once("::").expect("a group");
        if source.contains(&format!("codes::{group}::{}", constant.to_uppercase())) {
            given += 1;
            assert!(cases.contains(&format!("\"{}", code.code)), "{} has no case", code.code);
        }
    }
    assert!(given > 30, "the search for codes finds {given} only");
}
