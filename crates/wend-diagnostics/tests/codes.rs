//! Every code has a page that explains it, and no two codes share a name.

use std::collections::BTreeSet;
use std::path::Path;

use wend_diagnostics::codes;

#[test]
fn codes_are_unique_and_well_named() {
    let mut seen = BTreeSet::new();
    for info in codes::all() {
        assert!(seen.insert(info.code), "{} is there twice", info.code);
        let (group, name) = info.code.split_once('/').expect("a code is group/name");
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(plain(group) && plain(name) && !name.is_empty(), "{}: lower case letters, digits and `-`", info.code);
        assert!(!info.title.is_empty() && !info.title.ends_with('.'), "{}: a title without a full stop", info.code);
        assert_eq!(codes::find(info.code), Some(info));
    }
    assert_eq!(codes::find("markup/no-such-thing"), None);
}

#[test]
fn pages_say_what_why_and_what_instead() {
    for info in codes::all() {
        let page = info.explain;
        let heading = format!("# {}\n", info.title);
        assert!(page.starts_with(&heading), "{}: the page begins with {heading:?}", info.code);
        let mut from = 0;
        for section in ["## What it does", "## Why it is bad", "## Example", "## Use instead"] {
            let at = page[from..].find(&format!("\n{section}\n")).map(|at| from + at);
            let at = at.unwrap_or_else(|| panic!("{}: no `{section}`, or out of order", info.code));
            let body = page[at + section.len() + 2..].split("\n## ").next().unwrap_or("");
            assert!(body.trim().len() > 10, "{}: `{section}` is empty", info.code);
            from = at + 1;
        }
    }
}

#[test]
fn every_page_belongs_to_a_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("codes");
    for group in std::fs::read_dir(folder).expect("the folder of pages") {
        let group = group.expect("a group").path();
        for page in std::fs::read_dir(&group).expect("a folder a group") {
            let page = page.expect("a page").path();
            let (group, name) = (group.file_name().expect("a name"), page.file_stem().expect("a name"));
            let code = format!("{}/{}", group.to_string_lossy(), name.to_string_lossy());
            assert!(codes::find(&code).is_some(), "{} explains no code", page.display());
        }
    }
}
