//! Rust and the browser's engine give the same answers, byte for byte, for generated curricula and
//! learners. Needs `node` on the path, as the rest of the project's tests do.

mod common;

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
    thread,
};

use common::Case;
use wend_core::evidence::canonical;

const CASES: u64 = 600;

#[test]
fn rust_and_javascript_agree() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/twin/lines.js");
    let mut node = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs; it is part of what the tests need");
    let cases: Vec<Case> = (0..CASES).map(Case::seeded).collect();
    let lines: Vec<String> = cases.iter().map(|case| case.input().to_string()).collect();
    let mut stdin = node.stdin.take().expect("piped");
    let writer = thread::spawn(move || {
        for line in lines {
            // A twin that failed has closed its end; what it answered until then is compared below.
            if writeln!(stdin, "{line}").is_err() {
                break;
            }
        }
    });
    let output = node.wait_with_output().expect("node ends");
    writer.join().expect("all written");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let answers: Vec<&str> = text.lines().collect();
    for (seed, case) in cases.iter().enumerate() {
        let expected = case.answer();
        let Some(&got) = answers.get(seed) else { panic!("case {seed}: the twin gave no answer") };
        if got != canonical(&expected) {
            let got: serde_json::Value = serde_json::from_str(got).expect("JSON");
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
    assert!(output.status.success());
}
