//! What a browser keeps a site by: every file on one list, one change in few of them, and nothing of it in `serve`.

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use support::{site, small, text};
use wend_site::{Options, SitePlan, offline::Made};

/// The lists and the worker, where each file's hash is its length over and over, but for some.
fn offline(plan: &SitePlan, other: &[(&str, &str)]) -> BTreeMap<String, String> {
    let hashes: Vec<String> = plan
        .files
        .iter()
        .map(|file| {
            let other = other.iter().find(|(path, _)| *path == file.path).map(|(_, hash)| hash.repeat(16));
            other.unwrap_or_else(|| format!("{:064x}", file.path.len()))
        })
        .collect();
    let made: Vec<_> = hashes.iter().map(|sha256| Made { sha256, bytes: 100 }).collect();
    let files = plan.offline(&made).into_iter();
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

fn lists(files: &BTreeMap<String, String>) -> Vec<BTreeMap<String, Value>> {
    let lists = files.iter().filter(|(path, _)| path.starts_with("assets/offline/"));
    lists.map(|(_, text)| serde_json::from_str(text).unwrap()).collect()
}

#[test]
fn every_file_that_can_be_kept_is_on_one_list() {
    let plan = site(small(), &Options::default());
    let files = offline(&plan, &[]);
    let lists = lists(&files);
    for file in plan.files.iter() {
        let on = lists.iter().filter(|list| list.contains_key(&file.path)).count();
        let plain = file.path.ends_with(".md") || file.path == "404.html";
        assert_eq!(on, usize::from(!plain), "{}", file.path);
    }
    let core = &lists[0];
    for path in ["index.html", "offline.html", "assets/wend.js", "assets/catalog.js", "assets/search/0.js", "map.html"]
    {
        assert!(core.contains_key(path), "{path}");
    }
    let lesson = lists[1..].iter().find_map(|list| list.get("lessons/half/beats.html")).unwrap();
    assert_eq!(lesson, &serde_json::json!(["0000000000000000", 100, ["lessons/half/beats.svg"]]));
    assert!(!core.contains_key("lessons/half/beats.html") && !core.contains_key("poster.txt"));
    assert!(files["sw.js"].contains(&format!("BYTES={}", 100 * lists.iter().map(BTreeMap::len).sum::<usize>())));
}

#[test]
fn a_change_in_one_file_changes_its_list_and_the_worker() {
    let plan = site(small(), &Options::default());
    let before = offline(&plan, &[]);
    assert_eq!(before, offline(&plan, &[]));
    let after = offline(&plan, &[("lessons/own.html", "abcd")]);
    let changed: Vec<_> = before.keys().filter(|path| before[*path] != after[*path]).collect();
    assert_eq!(changed, ["assets/offline/1.json", "sw.js"]);
}

#[test]
fn a_curriculum_can_not_put_a_worker_of_its_own_there() {
    let mut files = small();
    files.insert("static/SW.js".into(), b"mine".to_vec());
    files.insert("static/assets/offline/0.json".into(), b"{}".to_vec());
    let plan = site(files, &Options::default());
    assert!(plan.find("SW.js").is_none() && plan.find("assets/offline/0.json").is_none());
    assert_eq!(plan.diagnostics.len(), 2, "{:?}", plan.diagnostics);
}

#[test]
fn an_installed_site_has_a_name_and_icons_that_are_there() {
    let plan = site(small(), &Options::default());
    let manifest: Value = serde_json::from_str(&text(&plan, "manifest.webmanifest")).unwrap();
    assert_eq!((&manifest["name"], &manifest["start_url"]), (&"Small & sweet".into(), &"index.html".into()));
    assert!(manifest.get("id").is_none(), "sites beside each other are told apart by where they start");
    for icon in manifest["icons"].as_array().unwrap() {
        assert!(plan.find(icon["src"].as_str().unwrap()).is_some(), "{icon}");
    }
}

#[test]
fn while_it_is_served_a_worker_that_was_left_is_ended_and_the_site_is_not_installed() {
    let served = site(small(), &Options { reload_script: true, ..Options::default() });
    assert!(text(&served, "sw.js").contains("registration.unregister()"));
    assert!(served.find("manifest.webmanifest").is_none());
    assert!(site(small(), &Options::default()).find("sw.js").is_none(), "a build makes it last");
}
