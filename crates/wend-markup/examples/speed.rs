//! How long one lesson of about 4 KB takes, stage by stage, beside pulldown-cmark's events alone.
//!
//! `cargo run --release -p wend-markup --example speed`

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use wend_diagnostics::FileId;
use wend_markup::pulldown_cmark::Parser;
use wend_markup::{Host, OPTIONS, Renderer, outline, parse};

struct Plain;
impl Host for Plain {}

fn lesson() -> String {
    let mut text = String::from("+++\ntitle = \"Beats\"\nteaches = [\"add-unlike\"]\n+++\n# Beats\n\n");
    let mut n = 0;
    while text.len() < 4000 {
        n += 1;
        text.push_str(&format!(
            "## Part {n}\n\nA bar of *four* beats has **four** quarters; see [the next](next-{n}.md) and [all][ref{n}].\n\n\
             - one half\n- two quarters\n\n| a | b |\n|---|--:|\n| 1/2 | {n} |\n\n```rust\nfn main() {{}}\n```\n\n\
             ::: question beats-{n}\nWhat is 1/2 + 1/4?\n\n- [ ] 2/6\n- [x] 3/4\n:::\n\n![A drum](drum.png)\n\n[ref{n}]: all.md\n\n",
        ));
    }
    text
}

/// The best of many runs: what the work itself costs.
fn best(mut work: impl FnMut()) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..2000 {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed());
    }
    best
}

fn main() {
    let text = lesson();
    let (parsed, found) = parse(FileId(0), &text);
    assert!(found.is_empty());
    let outlined = outline(&text, &parsed);
    let mut out = String::with_capacity(2 * text.len());
    let alone = best(|| {
        black_box(Parser::new_ext(black_box(&text), OPTIONS).into_offset_iter().count());
    });
    let parsing = best(|| drop(black_box(parse(FileId(0), black_box(&text)))));
    let outlining = best(|| drop(black_box(outline(black_box(&text), &parsed))));
    let rendering = best(|| {
        out.clear();
        let mut renderer = Renderer::new(black_box(&text), &parsed, &Plain).with_title("Beats", &outlined);
        renderer.blocks(&parsed.blocks, &mut out);
        renderer.footnotes(&mut out);
    });
    println!("{} bytes of Markdown, {} of HTML", text.len(), out.len());
    println!("pulldown-cmark's events alone {alone:?}; parse {parsing:?}, outline {outlining:?}, render {rendering:?}");
    println!("together {:?}", parsing + outlining + rendering);
}
