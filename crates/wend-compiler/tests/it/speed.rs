//! How long a large curriculum takes. Not run by itself: `cargo test --release -p wend-compiler --test it speed -- --ignored --nocapture`.

use std::fmt::Write as _;

use wend_compiler::{Compiler, MemoryWorld, Options};

/// `n` lessons of about 4 kB with everything that lessons have.
fn large(n: usize) -> MemoryWorld {
    let mut world = MemoryWorld::new([
        (
            "curriculum.toml",
            "id = \"large\"\ntitle = \"Large\"\ninterests = [\"music\", \"cooking\", \"football\"]\n[strand.one]\n",
        ),
        ("static/sheet.pdf", "x"),
    ]);
    let mut objectives = String::new();
    for at in 0..n / 4 {
        let _ = writeln!(objectives, "[o{at}]\ntitle = \"Objective {at}\"\nstrand = \"one\"");
        if at > 0 {
            let _ =
                writeln!(objectives, "requires = [\"o{}\", {{ any = [\"o{}\", \"o{}\"] }}]", at - 1, at / 2, at / 3);
        }
    }
    world.write("objectives.toml", objectives);
    for at in 0..n {
        let mut text = format!(
            "+++\ntitle = \"Lesson {at}\"\nteaches = [\"o{}\"]\ninterests = [\"music\"]\napproach = \"direct\"\nsupport = \"guided\"\n+++\n\n",
            at % (n / 4).max(1)
        );
        for part in 0..6 {
            let _ = writeln!(
                text,
                "## Part {part}\n\n{}\n\n- one\n- two [next](../s{}/l{}.md)\n- three\n",
                "Words that fill a line and a little more of it, as people write them. ".repeat(7),
                (at + 1) % n / 100,
                (at + 1) % n,
            );
        }
        text.push_str(
            "| a | b |\n|---|---|\n| 1 | 2 |\n\n```rust\nfn main() {}\n```\n\n![A drawing](../../static/sheet.pdf)\n",
        );
        world.write(&format!("lessons/s{}/l{at}.md", at / 100), text);
    }
    world
}

/// Processor time of this process so far, in milliseconds; 0 where the system does not say (to within 10 ms on Linux).
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) * 10.0
}

#[test]
#[ignore = "a measurement"]
fn speed() {
    for n in [1000, 10_000] {
        let mut world = large(n);
        let mut compiler = Compiler::new(Options { threads: Some(1), ..Options::default() });
        let start = processor();
        let compiled = compiler.compile(&world);
        let cold = processor() - start;
        let errors = compiled.diagnostics.iter().filter(|d| d.is_error()).count();
        let bytes: usize = compiled.sources.ids().map(|id| compiled.sources.text(id).len()).sum();
        // Other words, then another title, which is linked anew.
        let took = [("Words", "Other words"), ("title = \"L", "title = \"A l")].map(|(from, to)| {
            let file = compiled.lessons.iter().find(|lesson| lesson.id.as_ref() == "s0/l7").expect("a lesson").file;
            let start = processor();
            // Ten times, because the clock is coarse.
            for at in 0..10 {
                let other = to.replace(' ', &format!(" {at} "));
                world.write("lessons/s0/l7.md", compiled.sources.text(file).replacen(from, &other, 1));
                drop(compiler.compile(&world));
            }
            (processor() - start) / 10.0
        });
        println!(
            "{n} lessons, {} kB each: {:.3} ms a lesson; other words: {:.0} ms of processor time, another title: {:.0} ms; {} findings, {errors} errors",
            bytes / n / 1000,
            cold / n as f64,
            took[0],
            took[1],
            compiled.diagnostics.len(),
        );
    }
}
