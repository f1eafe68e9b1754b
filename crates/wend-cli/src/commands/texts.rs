//! `wend check --texts`: every lesson as a text: how hard it is to read, and which alternative says nearly the same.
//!
//! `--format json` prints one object, format 1. Keys are only ever added. `shared` is in thousandths.

use serde_json::json;
use wend_compiler::{Compiled, TextReport, text_report};

use crate::{
    End,
    terminal::{Format, Terminal, print},
};

pub(super) fn run(terminal: &Terminal, compiled: &Compiled) -> End {
    let report = text_report(compiled);
    match terminal.format {
        Format::Json => print(&format!("{}\n", to_json(compiled, &report))),
        _ => print(&table(compiled, &report)),
    }
    End::Clean
}

fn to_json(compiled: &Compiled, report: &[TextReport]) -> serde_json::Value {
    let lessons = compiled.lessons.iter().zip(report).map(|(doc, text)| {
        let nearest = text.nearest.map(|(lesson, objective, shared)| {
            let (lesson, objective) = (&compiled.lessons[lesson.index()], &compiled.objectives[objective.index()]);
            json!({ "lesson": *lesson.id, "objective": objective.id, "shared": shared })
        });
        let reading = text.reading;
        json!({
            "lesson": *doc.id, "words": reading.words, "long": reading.long, "sentences": reading.sentences,
            "grade": reading.grade(), "nearest": nearest,
        })
    });
    json!({ "format": 1, "curriculum": compiled.curriculum.id, "lessons": lessons.collect::<Vec<_>>() })
}

fn table(compiled: &Compiled, report: &[TextReport]) -> String {
    let width = compiled.lessons.iter().map(|doc| doc.id.chars().count()).max().unwrap_or(0).max(6);
    let mut out = format!(
        "{:<width$}  {:>5}  {:>14}  {:>5}  nearest alternative\n",
        "lesson", "words", "for a sentence", "grade"
    );
    for (doc, TextReport { reading, nearest }) in compiled.lessons.iter().zip(report) {
        let grade = reading.grade().map_or("·".to_owned(), |grade| grade.to_string());
        let tenths = u64::from(reading.words) * 10 / u64::from(reading.sentences.max(1));
        let nearest = nearest.map_or("·".to_owned(), |(lesson, _, shared)| {
            format!("{} {}.{} %", compiled.lessons[lesson.index()].id, shared / 10, shared % 10)
        });
        let a_sentence = format!("{}.{}", tenths / 10, tenths % 10);
        out.push_str(&format!("{:<width$}  {:>5}  {a_sentence:>14}  {grade:>5}  {nearest}\n", doc.id, reading.words));
    }
    out
}
