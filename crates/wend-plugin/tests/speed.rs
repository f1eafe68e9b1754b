//! How long a question takes; run by hand: `cargo test --release -p wend-plugin --test speed -- --ignored --nocapture`.
#![allow(clippy::print_stdout)]

mod support;

use std::time::Instant;

use wend_diagnostics::FileId;
use wend_plugin::{Registry, check, document};

#[test]
#[ignore = "measures, does not judge"]
fn speed() {
    let registry = Registry::builtin();
    let files = wend_plugin::registry::builtin_files();
    let once = |name: &str, text: &str| {
        let (parsed, _) = wend_markup::parse(FileId(0), text);
        let rounds = 2_000u32;
        let start = Instant::now();
        for _ in 0..rounds {
            assert!(!document(&registry, text, &parsed).0.is_empty());
        }
        let expand = start.elapsed() / rounds;
        let start = Instant::now();
        for _ in 0..rounds {
            assert!(!support::html(&registry, text).is_empty());
        }
        let page = start.elapsed() / rounds;
        println!("{name:>28}: expand {expand:?}, parse + expand + render {page:?}");
    };
    for name in ["choice", "variants"] {
        once(name, &files["question"][&format!("examples/{name}.md")]);
    }
    once("note", &files["note"]["examples/tones.md"]);
    // Ten thousand different questions, so that nothing is answered from memory.
    for (name, rounds) in [("first ones", 20), ("different questions", 5_000), ("the same again", 5_000)] {
        let start = Instant::now();
        for n in 0..rounds {
            let text = format!("::: question q{n}\nWhat is {n}/7 + 1/7?\n\nAnswer: {}/7\nIf {n}/14: No.\n:::\n", n + 1);
            let (parsed, _) = wend_markup::parse(FileId(0), &text);
            let (blocks, _) = document(&registry, &text, &parsed);
            assert_eq!(check(&registry, &blocks[0]), []);
        }
        println!("{name:>28}: expand + grade {:?}", start.elapsed() / rounds);
    }
}
