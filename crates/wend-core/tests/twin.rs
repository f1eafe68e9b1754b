//! Rust and the browser's engine give the same answers, byte for byte, for generated curricula and
//! learners. Needs `node` on the path, as the rest of the project's tests do.

mod common;

use std::{io::Write as _, thread};

use common::{Case, ask};
use data_encoding::BASE64URL_NOPAD;
use flate2::{Compression, Crc, write::DeflateEncoder};
use serde_json::{Value, json};
use wend_core::{
    Autonomy, Support,
    evidence::{self, canonical},
    generate::{self, Seeded, Shape},
    packed,
    retrieval::{Grade, Memory},
    ticket::{self, Ticket, TicketError},
};

/// Cases about everything, and small ones about paths alone.
const CASES: u64 = 400;
const PATHS: u64 = 5_000;

#[test]
fn rust_and_javascript_agree() {
    let cases: Vec<Case> = (0..CASES).map(Case::seeded).collect();
    agree(cases.iter().map(|case| case.input().to_string()).collect(), cases.iter().map(Case::answer));
}

#[test]
fn rust_and_javascript_walk_the_same_paths() {
    let cases: Vec<Case> = (0..PATHS).map(Case::of_path).collect();
    agree(cases.iter().map(|case| case.path_input().to_string()).collect(), cases.iter().map(Case::path_answer));
}

/// Both answer at the same time.
fn agree(lines: Vec<String>, expected: impl Iterator<Item = Value>) {
    let twin = thread::spawn(|| ask(lines));
    let expected: Vec<Value> = expected.collect();
    let answers = twin.join().expect("the twin answers");
    for (seed, expected) in expected.iter().enumerate() {
        let Some(got) = answers.get(seed) else { panic!("case {seed}: the twin gave no answer") };
        if *got != canonical(expected) {
            let got: Value = serde_json::from_str(got).expect("JSON");
            for (question, expected) in expected.as_object().expect("an object") {
                assert_eq!(
                    canonical(&got[question]),
                    canonical(expected),
                    "case {seed}, {question} (Rust on the right)"
                );
            }
            panic!("case {seed} differs");
        }
    }
}

fn tickets() -> Vec<Ticket> {
    let mut tickets = vec![Ticket { curriculum: "fractions".to_owned(), ..Ticket::default() }];
    for seed in 0..40 {
        let mut rng = Seeded::new(seed);
        let c = generate::curriculum(seed, &Shape::default());
        let objectives: Vec<String> = c.objectives.iter().map(|o| o.id.clone()).collect();
        let lessons: Vec<String> = c.lessons.iter().map(|l| l.id.clone()).collect();
        let mut some =
            |from: &[String], n| (0..rng.below(n)).filter_map(|_| rng.pick(from).cloned()).collect::<Vec<_>>();
        tickets.push(Ticket {
            goals: some(&objectives, 5),
            pins: some(&lessons, 3),
            excludes: some(&lessons, 4),
            alias: some(&["amina".to_owned(), "zoë \u{1F98A}".to_owned()], 2).join(""),
            interests: vec![("interest-1".to_owned(), 500)],
            support: Some(Support::Alone),
            autonomy: Some(Autonomy::TwoWays),
            weekly_minutes: Some(90),
            deadline: Some("2027-02-01".to_owned()),
            curriculum: c.id,
            ..Ticket::default()
        });
    }
    tickets
}

#[test]
fn a_ticket_packed_in_one_language_is_read_in_the_other() {
    let tickets = tickets();
    let texts: Vec<String> = tickets.iter().map(|ticket| ticket::encode(ticket).expect("short")).collect();
    let answers = ask(texts.iter().map(|text| json!({ "ticket": text }).to_string()).collect());
    assert_eq!(answers.len(), tickets.len());
    for (ticket, answer) in tickets.iter().zip(answers) {
        let answer: Value = serde_json::from_str(&answer).expect("JSON");
        let text = answer["text"].as_str().unwrap_or_else(|| panic!("{answer}"));
        assert_eq!(ticket::decode(text).as_ref(), Ok(ticket));
    }
}

#[test]
fn damaged_tickets_are_refused_alike() {
    let good = ticket::encode(&tickets()[3]).expect("short");
    let bomb = Ticket { curriculum: "c".repeat(5_000), ..Ticket::default() };
    assert_eq!(ticket::encode(&bomb), Err(TicketError::TooLarge));
    let middle = good.split('.').nth(1).expect("three parts");
    let mut texts = vec![
        String::new(),
        "1..00000000".to_owned(),
        format!("2{}", &good[1..]),
        format!("x{}", &good[1..]),
        good.replace('.', ""),
        format!("{good}."),
        good.to_uppercase(),
        "1.A.".to_owned() + &"A".repeat(900),
        format!("1.{middle}.deadbeef"),
    ];
    for at in (2..good.len()).step_by(7) {
        let mut less = good.clone();
        less.remove(at);
        texts.push(less);
    }
    let answers = ask(texts.iter().map(|text| json!({ "ticket": text }).to_string()).collect());
    assert_eq!(answers.len(), texts.len());
    for (text, answer) in texts.iter().zip(answers) {
        let error = ticket::decode(text).expect_err(text);
        assert_eq!(answer, json!({ "error": error }).to_string(), "{text}");
    }
}

/// Values that a stranger may put where another one belongs.
const ODD: [&str; 14] = [
    "null",
    "true",
    "3.0",
    "1e1",
    "-0",
    "65536",
    "99999999999999999999",
    "1e400",
    r#""\ud800""#,
    r#""\u0061""#,
    r#""<img src=x onerror=alert(1)>""#,
    "[[[]]]",
    "{}",
    r#"[["__proto__",1]]"#,
];

/// Bytes that mean something in JSON, and some that are no text.
const SIGNS: &[u8] = b"{}[]\",:0123456789.eE-\\u \xff\x00";

/// A ticket of any content, with the right check sum.
fn sealed(json: &[u8]) -> String {
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    deflate.write_all(json).expect("into memory");
    around("1", &deflate.finish().expect("into memory"))
}

/// Bytes as a text with its check sum.
fn around(kind: &str, packed: &[u8]) -> String {
    summed(kind, &BASE64URL_NOPAD.encode(packed))
}

/// Letters with their check sum.
fn summed(kind: &str, letters: &str) -> String {
    let mut crc = Crc::new();
    crc.update(letters.as_bytes());
    format!("{kind}.{letters}.{:08x}", crc.sum())
}

#[test]
fn what_strangers_put_into_a_ticket_is_read_or_refused_alike() {
    let mut texts = Vec::new();
    let good: Vec<String> =
        tickets().iter().map(|ticket| canonical(&serde_json::to_value(ticket).expect("JSON"))).collect();
    for seed in 0..3_000 {
        let mut rng = Seeded::new(seed);
        let mut json = rng.pick(&good).expect("some").clone().into_bytes();
        for _ in 0..=rng.below(3) {
            let at = rng.below(json.len());
            match rng.below(5) {
                // A value of another kind.
                0 | 1 => {
                    let values: Vec<usize> = (0..json.len()).filter(|&at| json[at] == b':').collect();
                    let Some(&from) = rng.pick(&values) else { continue };
                    let end =
                        json[from..].windows(2).position(|pair| pair == b",\"").map_or(json.len() - 1, |n| from + n);
                    json.splice(from + 1..end.max(from + 1), ODD[rng.below(ODD.len())].bytes());
                }
                // The same again.
                2 => {
                    let part = json[at..json.len().min(at + 1 + rng.below(30))].to_vec();
                    json.splice(at..at, part);
                }
                3 => drop(json.splice(at..json.len().min(at + 1 + rng.below(4)), [])),
                _ => json[at] = *rng.pick(SIGNS).expect("some"),
            }
        }
        texts.push(sealed(&json));
    }
    let answers = ask(texts.iter().map(|text| json!({ "ticket": text }).to_string()).collect());
    assert_eq!(answers.len(), texts.len());
    let mut read = 0;
    for (text, answer) in texts.iter().zip(answers) {
        let answer: Value = serde_json::from_str(&answer).expect("JSON");
        match ticket::decode(text) {
            Ok(ticket) => {
                read += 1;
                let again = answer["text"].as_str().unwrap_or_else(|| panic!("{ticket:?} {answer}"));
                assert_eq!(ticket::decode(again), Ok(ticket));
            }
            Err(error) => assert_eq!(answer, json!({ "error": error }), "{text}"),
        }
    }
    assert!((100..2_900).contains(&read), "{read} of {} were read: the cases say too little", texts.len());
}

/// What a learner copies as text: packed by their site, read here; and what becomes of it on the way.
#[test]
fn a_record_packed_in_the_browser_is_read_and_what_is_damaged_is_refused_alike() {
    let files: Vec<String> = (0..60)
        .map(|seed| {
            let mut rng = Seeded::new(seed);
            let c = generate::curriculum(seed, &Shape { lessons: 8, objectives: 4, ..Shape::default() });
            let n = rng.below(300);
            let (mut log, _) = evidence::parse(&common::file(&c.id, "r1", &generate::entries(&mut rng, &c, n)));
            log.alias = ["amina", "zoë \u{1F98A}", ""][rng.below(3)].to_owned();
            evidence::serialize(&log)
        })
        .collect();
    let first = ask(files.iter().map(|file| json!({ "packed": "", "pack": file }).to_string()).collect());
    let packed: Vec<String> = first
        .iter()
        .map(|answer| serde_json::from_str::<Value>(answer).expect("JSON")["text"].as_str().expect("packed").to_owned())
        .collect();
    for (file, packed) in files.iter().zip(&packed) {
        let read = packed::unpack(packed::packed_in(&format!(" \u{feff}{packed}\r\n")).expect("one"));
        assert_eq!(read.as_ref(), (packed.len() <= packed::MOST_TEXT).then_some(file));
    }
    assert!(packed.iter().any(|text| text.len() > 3_000), "the cases say too little");

    let mut texts = vec![
        around("r1", b"no stream at all"),
        around("r1", &[]),
        // `AwA` is [3, 0]: a bit that belongs to no byte, six bits that are none.
        summed("r1", "AwB"),
        summed("r1", "AwAAA"),
        around("r2", &[3, 0]),
        around("r1", &[3, 0]),
        sealed(&[b' '; packed::MOST_BYTES + 1]).replacen('1', "r1", 1),
        sealed(&[b' '; packed::MOST_BYTES]).replacen('1', "r1", 1),
        sealed("\u{feff}{}".as_bytes()).replacen('1', "r1", 1),
        sealed(b"\xff\xfe").replacen('1', "r1", 1),
        format!("{}\u{85}", packed[0]),
        format!("\u{a0}{}\u{2028}", packed[0]),
        packed[0].to_uppercase(),
        format!("https://example.org/#{}", packed[0]),
    ];
    for seed in 0..1_500 {
        let mut rng = Seeded::new(seed);
        let mut bytes = rng.pick(&packed).expect("some").clone().into_bytes();
        let at = rng.below(bytes.len());
        match rng.below(4) {
            0 => drop(bytes.splice(at..bytes.len().min(at + 1 + rng.below(9)), [])),
            1 => bytes[at] = *rng.pick(b"Aa9_-. %\n").expect("some"),
            // A stream that begins well, under a sum that is right.
            _ => {
                let stream: Vec<u8> = bytes.iter().copied().take(at).collect();
                bytes = around("r1", &stream).into_bytes();
            }
        }
        texts.push(String::from_utf8(bytes).expect("ASCII"));
    }
    let answers = ask(texts.iter().map(|text| json!({ "packed": text, "pack": "" }).to_string()).collect());
    for (text, answer) in texts.iter().zip(answers) {
        let answer: Value = serde_json::from_str(&answer).expect("JSON");
        let found = packed::packed_in(text);
        assert_eq!(answer["found"].as_str(), found, "{text}");
        assert_eq!(answer["file"].as_str(), found.and_then(packed::unpack).as_deref(), "{text}");
    }
}

#[test]
fn memories_agree_to_the_last_bit_after_a_hundred_thousand_reviews() {
    let grades = [Grade::Wrong, Grade::Helped, Grade::Right, Grade::Certain];
    let courses: Vec<Vec<(usize, i64, u16)>> = (0..400)
        .map(|seed| {
            let mut rng = Seeded::new(seed);
            let mut day = 20_000;
            (0..250)
                .map(|_| {
                    day += [0, 0, 1, 1, 2, 3, 7, 30, 200, -2][rng.below(10)];
                    let share = if rng.chance(30) { rng.below(1000) as u16 } else { 1000 };
                    ([0, 1, 2, 2, 2, 3][rng.below(6)], day, share)
                })
                .collect()
        })
        .collect();
    let lines = courses.iter().map(|course| {
        let reviews: Vec<_> = course.iter().map(|&(grade, day, share)| (grade + 1, day, share)).collect();
        json!({ "reviews": reviews }).to_string()
    });
    let answers = ask(lines.collect());
    assert_eq!(answers.len(), courses.len());
    for (course, answer) in courses.iter().zip(answers) {
        let (grade, day, _) = course[0];
        let mut memory = Memory::new(grades[grade], day);
        let mut all = vec![memory];
        for &(grade, day, share) in &course[1..] {
            if share < 1000 {
                memory.practise(grades[grade], day, share);
            } else {
                memory.review(grades[grade], day);
            }
            all.push(memory);
        }
        assert_eq!(answer, canonical(&json!(all)));
    }
}
