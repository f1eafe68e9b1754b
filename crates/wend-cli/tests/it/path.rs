//! `wend path`: two learners, two ways, the same goals.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{arg, shipped, wend};

fn path_of(learner: &str) -> Value {
    let course = shipped("fractions");
    let file = course.join(format!("learners/{learner}.toml"));
    let run = wend(&["path", arg(&course), "--learner", arg(&file), "--goal", "add-unlike", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn different_interests_and_knowledge_give_different_lessons_to_the_same_goal() {
    let (amina, leo) = (path_of("amina"), path_of("leo"));
    let lessons = |path: &Value| -> BTreeSet<String> {
        path["steps"].as_array().unwrap().iter().map(|s| s["lesson"].as_str().unwrap().to_owned()).collect()
    };
    assert_ne!(lessons(&amina), lessons(&leo));
    for path in [&amina, &leo] {
        assert_eq!(path["format"], 1);
        assert_eq!(path["unreachable"], serde_json::json!([]));
        assert_eq!(path["goals"], serde_json::json!(["add-unlike"]));
        let steps = path["steps"].as_array().unwrap();
        assert!(steps.iter().any(|s| s["teaches"].as_array().unwrap().contains(&"add-unlike".into())));
        for step in steps {
            let reasons = step["reasons"].as_array().unwrap();
            assert!(!reasons.is_empty(), "{} has no reason", step["lesson"]);
            for reason in reasons {
                let text = reason["text"].as_str().unwrap();
                assert!(text.len() > 5 && !text.contains('{') && !text.starts_with("reason."), "{text}");
            }
        }
    }
}

#[test]
fn another_interest_changes_the_path_and_the_path_says_what_that_costs() {
    let course = shipped("fractions");
    let folder = tempfile::tempdir().unwrap();
    let path_of = |interest: &str| -> Value {
        let file = folder.path().join("kim.toml");
        let learner = format!("interests = [\"{interest}\"]\nweekly_minutes = 60\n[path]\ngoals = [\"number-line\"]\n");
        std::fs::write(&file, learner).unwrap();
        let run = wend(&["path", arg(&course), "--learner", arg(&file), "--format", "json"]);
        assert_eq!(run.code, 0, "{}", run.err);
        serde_json::from_str(&run.out).unwrap()
    };
    let (music, football) = (path_of("music"), path_of("football"));
    let step = |path: &Value| {
        let steps = path["steps"].as_array().unwrap().iter();
        steps.filter(|step| step["teaches"] == serde_json::json!(["number-line"])).cloned().collect::<Vec<_>>()
    };
    let ([drums], [pitch]) = (&step(&music)[..], &step(&football)[..]) else { panic!("one step each") };
    assert_ne!(drums["lesson"], pitch["lesson"]);
    for (path, step, other) in [(&music, drums, pitch), (&football, pitch, drums)] {
        assert!(step["reasons"].as_array().unwrap().iter().any(|reason| reason["code"] == "interest"), "{step}");
        let ways = step["alternatives"].as_array().unwrap();
        let way = ways.iter().find(|way| way["lesson"] == other["lesson"]).expect("the other's way is offered");
        let costs = other["minutes"].as_i64().unwrap() - step["minutes"].as_i64().unwrap();
        assert_eq!(way["plus_minutes"], costs, "{way}");
        assert!(costs != 0 && path["schedule"]["steps"].is_array());
    }
}

#[test]
fn the_table_names_every_step_and_why() {
    let course = shipped("fractions");
    let run = wend(&["path", arg(&course), "--learner", "amina"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("  1. "), "{}", run.out);
    assert!(run.out.lines().count() > 6, "{}", run.out);
}

#[test]
fn wrong_names_get_a_suggestion() {
    let course = shipped("fractions");
    let run = wend(&["path", arg(&course), "--learner", "amin"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("did you mean `amina`?"), "{}", run.err);
    let run = wend(&["path", arg(&course), "--learner", "amina", "--goal", "add-unlik"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("did you mean `add-unlike`?"), "{}", run.err);
}

#[test]
fn a_path_has_dates_and_says_what_a_deadline_leaves_room_for() {
    let course = shipped("fractions");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kim.toml");
    let learner = "weekly_minutes = 60\n[path]\ngoals = [\"add-unlike\", \"share-water\"]\ndeadline = 2026-12-12\n";
    std::fs::write(&file, learner).unwrap();
    let base = ["path", arg(&course), "--learner", arg(&file), "--from", "2026-11-24"];
    let run = wend(&[&base[..], &["--format", "json"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let path: Value = serde_json::from_str(&run.out).unwrap();
    let schedule = &path["schedule"];
    let steps = schedule["steps"].as_array().unwrap();
    assert_eq!(steps.len(), path["steps"].as_array().unwrap().len());
    assert_eq!(steps[0]["from"], "2026-11-24");
    for week in schedule["weeks"].as_array().unwrap() {
        assert!(week["together"].is_string() != week["conference"].is_string(), "{week}");
    }
    let deadline = &schedule["deadline"];
    assert_eq!(deadline["met"], false);
    let named = deadline["fits"].as_array().unwrap().len() + deadline["late"].as_array().unwrap().len();
    assert_eq!(named, 2, "no goal is dropped: {deadline}");
    assert!(deadline["weekly_minutes"].as_u64().unwrap() > 60);
    let run = wend(&base);
    assert!(run.out.contains("not in time for 2026-12-12"), "{}", run.out);
    assert_eq!(wend(&["path", arg(&course), "--learner", arg(&file), "--from", "soon"]).code, 2);
}
