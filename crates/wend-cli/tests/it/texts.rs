//! `wend check --texts`: every lesson as a text.

use serde_json::Value;

use crate::support::{arg, shipped, wend};

#[test]
fn every_lesson_is_in_the_table_and_in_the_numbers() {
    let course = shipped("fractions");
    let table = wend(&["check", arg(&course), "--texts"]);
    let json = wend(&["check", arg(&course), "--texts", "--format", "json"]);
    assert_eq!((table.code, json.code), (0, 0), "{}{}", table.err, json.err);
    let report: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(report["format"], 1);
    let lessons = report["lessons"].as_array().unwrap();
    assert_eq!(table.out.lines().count(), lessons.len() + 1, "{}", table.out);
    for lesson in lessons {
        assert!(table.out.contains(lesson["lesson"].as_str().unwrap()), "{lesson}");
        assert!(lesson["grade"].as_u64().unwrap() <= 7, "{lesson}");
        assert!(lesson["nearest"].is_null() || lesson["nearest"]["shared"].as_u64().unwrap() < 250, "{lesson}");
    }
}

#[test]
fn it_is_asked_for_alone() {
    let course = shipped("fractions");
    assert_eq!(wend(&["check", arg(&course), "--texts", "--simulate", "3"]).code, 2);
}
