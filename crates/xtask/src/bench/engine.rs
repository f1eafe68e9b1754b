//! `cargo xtask bench engine`: how good paths are beside an exact solver, and how quick the engine answers, in Rust and
//! in headless Chromium.

use std::{
    fs,
    hint::black_box,
    io::Write,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use wend_core::{
    Catalog, Curriculum, Graph, ObjectiveIx, Profile, Request, State,
    generate::{self, Seeded, Shape},
    path::{self, Planner},
    placement::figure,
    readiness::Readiness,
};

use super::{Figure, print};
use crate::shell::target_dir;

/// The exact solver has so long for one path.
const SECONDS: u32 = 20;

/// Prints every figure of the engine.
pub(crate) fn run() -> Result<()> {
    let mut figures = Vec::new();
    large(1_000, 10, &mut figures);
    large(10_000, 10, &mut figures);
    readiness(&mut figures);
    placed(&mut figures);
    browser(&mut figures)?;
    print(&figures);
    figures.clear();
    println!("\nPaths beside the optimum by HiGHS (mixed-integer programming, {SECONDS} s for each):\n");
    println!(
        "| relevant lessons | paths | closed by HiGHS | equal to the optimum | worst above it | h_add alone, mean above | proved by us | ours, median | HiGHS, median |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    quality((20, 60), 60, &mut figures)?;
    quality((100, 400), 60, &mut figures)?;
    print(&figures);
    Ok(())
}

/// Goals far apart: the last objective and some before it.
fn goals(shape: &Shape, n: usize) -> Request {
    let last = shape.objectives;
    Request {
        goals: (0..n).map(|i| ObjectiveIx::at(last - 1 - i * last / (2 * n - 1))).collect(),
        ..Request::default()
    }
}

/// A curriculum and a request of a size, with much to share and to choose from.
fn instance(seed: u64, size: usize) -> (Curriculum, Request) {
    let mut rng = Seeded::new(seed);
    let shape = Shape {
        lessons: size,
        objectives: (size * (25 + rng.below(30)) / 100).max(6),
        reach: 6 + rng.below(20),
        needs: 2 + rng.below(3),
        several: 10 + rng.below(40),
        choices: 20 + rng.below(60),
        own: 2,
        forward: 0,
        ..Shape::default()
    };
    (generate::curriculum(seed, &shape), goals(&shape, 2 + rng.below(4)))
}

struct Solved {
    ours: u64,
    plain: u64,
    exact: bool,
    took: Duration,
}

/// Paths of a range of sizes beside the optimum: one row of the table.
fn quality((least, most): (usize, usize), paths: usize, figures: &mut Vec<Figure>) -> Result<()> {
    let profile = Profile::default();
    let mut questions = Vec::new();
    let mut solved = Vec::new();
    for seed in 0.. {
        if solved.len() == paths {
            break;
        }
        let (c, request) = instance(seed, least * 2 + (seed as usize * 37) % (most * 3));
        let graph = Graph::new(&c);
        let start = Instant::now();
        let mut planner = Planner::new(&graph, &profile, &State::new(), &request);
        if !(least..=most).contains(&planner.relevant()) || !planner.plan().unreachable.is_empty() {
            continue;
        }
        let plain = planner.cost();
        while planner.step() {}
        solved.push(Solved { ours: planner.cost(), plain, exact: planner.exact(), took: start.elapsed() });
        let cost: Vec<u64> = c.lessons.iter().map(|lesson| path::cost(&c, lesson, &profile)).collect();
        questions.push(
            json!({ "catalog": Catalog::from(&c), "cost": cost, "goals": request.goals, "seconds": SECONDS })
                .to_string(),
        );
    }
    let answers = ask("tests/engine/optimum.js", questions)?;
    if answers.len() != solved.len() {
        bail!("the exact solver answered {} of {} questions", answers.len(), solved.len());
    }
    let (mut closed, mut equal, mut worst, mut plain) = (0_u32, 0_u32, 1.0_f64, 0.0);
    let mut theirs = Vec::new();
    for (mine, answer) in solved.iter().zip(&answers) {
        theirs.push(answer["seconds"].as_f64().unwrap_or_default());
        let Some(optimum) = answer["optimum"].as_u64() else { continue };
        if mine.ours < optimum {
            bail!("a path that is cheaper than the optimum: {} < {optimum}", mine.ours);
        }
        closed += 1;
        equal += u32::from(mine.ours == optimum);
        worst = worst.max(mine.ours as f64 / optimum as f64);
        plain += mine.plain as f64 / optimum as f64 - 1.0;
    }
    let took = median(solved.iter().map(|s| s.took.as_secs_f64()).collect());
    println!(
        "| {least} to {most} | {paths} | {closed} | {equal} ({:.0} %) | {:.1} % | {:.1} % | {} | {:.1} ms | {:.0} ms |",
        100.0 * f64::from(equal) / f64::from(closed.max(1)),
        (worst - 1.0) * 100.0,
        100.0 * plain / f64::from(closed.max(1)),
        solved.iter().filter(|s| s.exact).count(),
        took * 1e3,
        median(theirs) * 1e3,
    );
    let missed = 100.0 * f64::from(closed - equal) / f64::from(closed.max(1));
    let promised = if most <= 60 { (0.0, 0.0) } else { (5.0, 5.0) };
    let of = format!("paths with {least} to {most} relevant lessons");
    figures.push(Figure::new(format!("{of}: not the optimum"), missed, Some(promised.0), "%"));
    figures.push(Figure::new(format!("{of}: worst above it"), (worst - 1.0) * 100.0, Some(promised.1), "%"));
    Ok(())
}

/// Large curricula: beside the plain plan, and how long it takes.
fn large(lessons: usize, seeds: u64, figures: &mut Vec<Figure>) {
    let shape = Shape::school(lessons);
    let profile = Profile::default();
    let (mut worst, mut mean) = (0.0_f64, 0.0);
    let (mut first, mut whole) = (Vec::new(), Vec::new());
    for seed in 0..seeds {
        let c = generate::curriculum(seed, &shape);
        let graph = Graph::new(&c);
        let request = goals(&shape, 5);
        let start = Instant::now();
        let mut planner = Planner::new(&graph, &profile, &State::new(), &request);
        black_box(planner.plan());
        first.push(start.elapsed().as_secs_f64() * 1e3);
        let plain = planner.cost();
        while planner.step() {}
        whole.push(start.elapsed().as_secs_f64() * 1e3);
        let ratio = planner.cost() as f64 / plain as f64;
        worst = worst.max(ratio);
        mean += ratio / seeds as f64;
    }
    figures.push(Figure::new(
        format!("{lessons} lessons: path beside the plain h_add path, worst"),
        worst,
        Some(1.0),
        "times",
    ));
    figures.push(Figure::new(format!("{lessons} lessons: the same, mean"), mean, None, "times"));
    figures.push(Figure::new(format!("{lessons} lessons: first answer in Rust, median"), median(first), None, "ms"));
    figures.push(Figure::new(format!("{lessons} lessons: all work in Rust, median"), median(whole), None, "ms"));
}

/// Readiness of everything, and after one objective more.
fn readiness(figures: &mut Vec<Figure>) {
    let c = generate::curriculum(0, &Shape::school(10_000));
    let graph = Graph::new(&c);
    let mut rng = Seeded::new(1);
    let known: State = (0..c.objectives.len()).map(ObjectiveIx::at).filter(|_| rng.chance(40)).collect();
    let mut whole = Vec::new();
    let mut one = Vec::new();
    for _ in 0..50 {
        let start = Instant::now();
        let mut readiness = Readiness::new(&graph, &known);
        black_box(readiness.ready_lessons());
        whole.push(start.elapsed().as_secs_f64() * 1e3);
        let new: Vec<ObjectiveIx> =
            (0..c.objectives.len()).map(ObjectiveIx::at).filter(|&o| !known.contains(o)).collect();
        let start = Instant::now();
        new.iter().for_each(|&o| readiness.add(o));
        one.push(start.elapsed().as_secs_f64() * 1e6 / new.len() as f64);
    }
    figures.push(Figure::new("10,000 lessons: readiness of everything, median", median(whole), Some(2.0), "ms"));
    figures.push(Figure::new("10,000 lessons: after one objective more, mean", median(one), None, "µs"));
}

/// Learners with a slip and a guess of a tenth, placed by at most fifteen questions on three hundred objectives.
fn placed(figures: &mut Vec<Figure>) {
    // Twelve strands are more than fifteen questions can tell apart: a figure, not a promise.
    for (strands, reach, least) in [(3, 3, true), (3, 6, true), (6, 3, true), (6, 6, true), (12, 4, false)] {
        let found = figure::measure(&figure::strands(300, strands, reach, 1), 200, 15);
        let of = format!("placement, 300 objectives, {strands} strands, reach {reach}");
        let most = least.then_some(6.0);
        figures.push(Figure::new(format!("{of}: placed wrong"), 100.0 - found.right / 10.0, most, "%"));
        figures.push(Figure::new(format!("{of}: held, not known"), found.too_much / 10.0, None, "%"));
        figures.push(Figure::new(format!("{of}: questions, mean"), found.questions, Some(15.0), ""));
    }
}

/// The twin in Chromium.
fn browser(figures: &mut Vec<Figure>) -> Result<()> {
    let shape = Shape::school(10_000);
    let c = generate::curriculum(0, &shape);
    let mut rng = Seeded::new(2);
    let mut requests = vec![json!({ "goals": goals(&shape, 5).goals })];
    for _ in 0..60 {
        let goals: Vec<usize> = (0..5).map(|_| rng.below(shape.objectives)).collect();
        requests.push(json!({ "goals": goals }));
    }
    let file = target_dir()?.join("engine-speed.json");
    fs::write(&file, json!({ "catalog": Catalog::from(&c), "requests": requests }).to_string())?;
    let output = Command::new("node")
        .args(["tests/engine/speed.js", file.to_str().context("a path in UTF-8")?])
        .stderr(Stdio::inherit())
        .output()?;
    let _ = fs::remove_file(&file);
    let answer: Value = serde_json::from_slice(&output.stdout).context("the browser gave no figures")?;
    let number = |of: &str, name: &str| answer[of][name].as_f64().unwrap_or(f64::INFINITY);
    let mut figure = |what: &str, value: f64, most: Option<f64>| {
        figures.push(Figure::new(format!("Chromium, 10,000 lessons, 5 goals: {what}"), value, most, "ms"));
    };
    figure("first answer, warm, p50", number("warm", "p50"), None);
    figure("first answer, warm, p95", number("warm", "p95"), Some(16.0));
    figure("first answer, cold, slowed 4 times", number("cold", "first"), Some(400.0));
    figure("… from the catalog's text on, cold, slowed 4 times", number("cold", "whole"), Some(400.0));
    figure("longest slice while refining", number("warm", "slice"), None);
    figure("longest frame while refining", number("warm", "frame"), Some(50.0));
    Ok(())
}

/// One line of JSON for each line asked.
fn ask(script: &str, lines: Vec<String>) -> Result<Vec<Value>> {
    let mut node = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("node could not be started")?;
    let mut stdin = node.stdin.take().context("piped")?;
    let writer = thread::spawn(move || lines.iter().all(|line| writeln!(stdin, "{line}").is_ok()));
    let output = node.wait_with_output()?;
    let _ = writer.join();
    String::from_utf8(output.stdout)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
