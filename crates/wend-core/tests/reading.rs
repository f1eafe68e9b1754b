//! Whatever a file holds, reading it ends, says what was set aside, and says the same in both languages.
//! Logs and requirements are damaged in ways that hurt readers most: cut, doubled, out of range, too deep.

mod common;

use common::{Case, ask, file};
use proptest::prelude::*;
use serde_json::{Value, json};
use wend_core::{
    Catalog, Graph,
    evidence::{self, canonical},
    generate::{self, Seeded, Shape},
    readiness::Readiness,
};

/// Pieces that mean something to a reader of JSON or of a log.
const PIECES: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\",
    "\\ud800",
    "\\u0000",
    "\\udc00\\ud800",
    "\u{feff}",
    "\u{1F600}",
    "\u{2028}",
    "1e400",
    "-0",
    "1e21",
    "9007199254740993",
    "0.1",
    "1E-7",
    "-",
    ".",
    "01",
    "null",
    "true",
    "\"w\":\"\"",
    "\"n\":-1",
    "\"t\":8640000000000001",
    "\"__proto__\":{\"x\":1}",
    "\"constructor\":1",
    "\"kind\":\"retract\",\"target\":[\"w0\",1]",
    "\"format\":2",
    "\"entries\":{}",
    "\"record\":\"\\ud83d\"",
    "\"alias\":\"\\udc00\"",
    "\"\\ud800\":1",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    "\t",
    "é",
];

fn damaged(text: &str, rng: &mut Seeded) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=rng.below(4) {
        let at = rng.below(chars.len() + 1);
        let to = (at + rng.below(12)).min(chars.len());
        match rng.below(8) {
            0 => chars.truncate(at),
            1 => {
                chars.drain(at..to);
            }
            2 => {
                let piece: Vec<char> = chars[at..to].to_vec();
                let there = rng.below(chars.len() + 1);
                chars.splice(there..there, piece);
            }
            _ => {
                let piece = PIECES[rng.below(PIECES.len())];
                chars.splice(at..if rng.chance(50) { to } else { at }, piece.chars());
            }
        }
    }
    chars.into_iter().collect()
}

/// A log of a few entries, damaged; some with a broken entry that is still JSON.
fn damaged_log(seed: u64) -> String {
    let mut rng = Seeded::new(seed);
    let c = generate::curriculum(seed % 7, &Shape { lessons: 6, objectives: 4, ..Shape::default() });
    let n = rng.below(6);
    let entries = generate::entries(&mut rng, &c, n);
    let whole = file(&c.id, "a", &entries);
    damaged(&whole, &mut rng)
}

fn read(text: &str) -> Value {
    let (log, aside) = evidence::parse(text);
    json!([evidence::serialize(&log), aside.iter().map(|aside| json!([aside.index, aside.code])).collect::<Vec<_>>()])
}

#[test]
fn damaged_logs_are_read_alike() {
    let texts: Vec<String> = (0..4_000).map(damaged_log).collect();
    let answers = ask(texts.iter().map(|text| json!({ "file": text }).to_string()).collect());
    assert_eq!(answers.len(), texts.len());
    let mut kept = 0;
    for (text, answer) in texts.iter().zip(answers) {
        let mine = read(text);
        assert_eq!(answer, canonical(&mine), "{text}");
        kept += usize::from(mine[1].as_array().is_some_and(Vec::is_empty));
    }
    // Neither are all of them refused, nor none.
    assert!((200..3_700).contains(&kept), "{kept} whole");
}

/// Requirements in their terse writing, damaged where they stand in the catalog.
fn damaged_catalog(seed: u64) -> Case {
    let mut rng = Seeded::new(seed);
    let mut case = Case::seeded(seed * 40 + 1);
    let mut catalog = json!(Catalog::from(&case.curriculum));
    for table in ["objectives", "lessons"] {
        let Some(column) = catalog[table].get_mut("requires") else { continue };
        let rows = if column.is_array() { column } else { &mut column["p"] };
        for row in rows.as_array_mut().into_iter().flatten() {
            if let Some(text) = row.as_str().filter(|_| rng.chance(40)) {
                let mut bytes: Vec<u8> = text.bytes().collect();
                for _ in 0..=rng.below(3) {
                    let at = rng.below(bytes.len() + 1);
                    match rng.below(3) {
                        0 => bytes.truncate(at),
                        _ => bytes.insert(at, b"(((|),~-0129azz"[rng.below(15)]),
                    }
                }
                *row = json!(String::from_utf8_lossy(&bytes));
            }
        }
    }
    let catalog: Catalog = serde_json::from_value(catalog).expect("columns stayed columns");
    case.curriculum = catalog.to_curriculum();
    case
}

#[test]
fn damaged_requirements_are_answered_in_both_languages() {
    let cases: Vec<Case> = (0..120).map(damaged_catalog).collect();
    let answers = ask(cases.iter().map(|case| case.input().to_string()).collect());
    assert_eq!(answers.len(), cases.len());
    for (seed, (case, answer)) in cases.iter().zip(answers).enumerate() {
        // The catalog was read and written once more, so that both have the same requirements.
        let (mine, theirs): (Value, Value) = (case.answer(), serde_json::from_str(&answer).expect("JSON"));
        for question in ["ready", "bands", "why_not", "choices"] {
            assert_eq!(canonical(&theirs[question]), canonical(&mine[question]), "catalog {seed}, {question}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn what_was_read_is_written_and_read_the_same(seed: u64) {
        let (log, _) = evidence::parse(&damaged_log(seed));
        let text = evidence::serialize(&log);
        if log.record.is_empty() && log.curriculum.is_empty() && log.entries.is_empty() {
            return Ok(());
        }
        let (again, aside) = evidence::parse(&text);
        prop_assert!(aside.is_empty(), "{:?}", aside);
        prop_assert_eq!(evidence::serialize(&again), text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        let (_, aside) = evidence::parse(&text);
        prop_assert!(!aside.is_empty());
    }

    #[test]
    fn a_damaged_catalog_makes_no_panic(seed in 0_u64..1_000_000) {
        let case = damaged_catalog(seed);
        let graph = Graph::new(&case.curriculum);
        let mut readiness = Readiness::new(&graph, &case.known);
        for lesson in readiness.ready_lessons() {
            for &objective in &case.curriculum.lessons[lesson.index()].teaches {
                readiness.add(objective);
            }
        }
    }
}
