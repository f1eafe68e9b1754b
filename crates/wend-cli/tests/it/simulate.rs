//! `wend check --simulate`: a report that does not depend on the machine.

use serde_json::Value;

use crate::support::{arg, shipped, wend, wend_with};

#[test]
fn the_report_is_the_same_with_any_number_of_threads() {
    let course = shipped("fractions");
    let ask = ["check", arg(&course), "--simulate", "12", "--format", "json"];
    let one = wend_with(&[("RAYON_NUM_THREADS", "1")], &ask);
    let four = wend_with(&[("RAYON_NUM_THREADS", "4")], &ask);
    assert_eq!(one.code, 0, "{}", one.err);
    assert_eq!(one.out, four.out);
    let report: Value = serde_json::from_str(&one.out).unwrap();
    assert_eq!(report["format"], 1);
    assert_eq!(report["learners"], 12);
    assert!(report["own"]["goals_reached"].as_u64().unwrap() > 500, "{report}");
    let other = wend(&[&ask[..], &["--seed", "2"]].concat());
    assert_ne!(one.out, other.out);
}

#[test]
fn the_table_says_what_an_author_wants_to_know() {
    let course = shipped("fractions");
    let run = wend(&["check", arg(&course), "--simulate", "12"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for part in ["goals reached", "own path", "fixed order", "held as known, though not", "Where learners"] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
}

#[test]
fn wrong_use_is_refused() {
    let course = shipped("fractions");
    for wrong in [&["--simulate", "0"][..], &["--simulate", "many"], &["--seed", "2"], &["--simulate", "3", "--fix"]] {
        assert_eq!(wend(&[&["check", arg(&course)], wrong].concat()).code, 2, "{wrong:?}");
    }
}

#[test]
fn nobody_walks_a_broken_curriculum() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), "+++\ntitle = \"A\"\nrequires = [\"nowhere\"]\n+++\n").unwrap();
    let run = wend(&["check", arg(folder.path()), "--simulate", "3"]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(run.err.contains("nowhere"), "{}", run.err);
}
