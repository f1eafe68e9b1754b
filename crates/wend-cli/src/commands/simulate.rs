//! `wend check --simulate`: seeded learners walk the curriculum by the real rules, and what came of it.
//!
//! `--format json` prints one object, format 1: the fields of `wend_core::simulate::Report` with ids for indices. Keys are
//! only ever added. Shares are in thousandths; a spread is `{ low, middle, high }`: a tenth, half and nine tenths of all.

use rayon::prelude::*;
use serde_json::json;
use wend_compiler::Compiled;
use wend_core::{
    Graph,
    simulate::{Ground, Report, Spread, Summary, Walk, Way},
};

use super::common;
use crate::{
    End,
    terminal::{Format, Terminal, count, print},
};

/// A line of the table: its name, and what it says of one way.
type Row<'a> = (&'a str, &'a dyn Fn(&Summary) -> String);

/// Rows of a list that a person reads.
const ROWS: usize = 12;

pub(super) fn run(terminal: &Terminal, mut compiled: Compiled, learners: u32, seed: u32) -> End {
    if common::refused(terminal, &mut compiled, "nobody is sent through") {
        return End::Problems;
    }
    let graph = Graph::new(&compiled.curriculum);
    let ground = Ground::new(&graph, &[], seed);
    if ground.goals().is_empty() {
        terminal.error("there is nothing to learn here", "a lesson is enough: `wend new DIR` shows one");
        return End::Problems;
    }
    let walk = |way: Way| -> Vec<Walk> { (0..learners).into_par_iter().map(|at| ground.walk(at, way)).collect() };
    let report = ground.report(&walk(Way::Own), &walk(Way::Fixed));
    match terminal.format {
        Format::Json => print(&format!("{}\n", to_json(&compiled, &report))),
        _ => print(&table(&compiled, &report, ground.fixed().len())),
    }
    End::Clean
}

fn to_json(compiled: &Compiled, report: &Report) -> serde_json::Value {
    let c = &compiled.curriculum;
    let stuck = report.stuck.iter().map(|at| {
        json!({ "objective": c.objectives[at.objective.index()].id, "learners": at.learners, "gave_up": at.gave_up })
    });
    json!({
        "format": 1,
        "curriculum": c.id,
        "learners": report.learners,
        "seed": report.seed,
        "goals": report.goals.iter().map(|o| &c.objectives[o.index()].id).collect::<Vec<_>>(),
        "own": report.own,
        "fixed": report.fixed,
        "stuck": stuck.collect::<Vec<_>>(),
        "never_met": report.never_met.iter().map(|l| &c.lessons[l.index()].id).collect::<Vec<_>>(),
        "met": c.lessons.iter().zip(&report.met).map(|(l, n)| (l.id.clone(), json!(n))).collect::<serde_json::Map<_, _>>(),
    })
}

fn table(compiled: &Compiled, report: &Report, fixed: usize) -> String {
    let c = &compiled.curriculum;
    let goals = count(report.goals.len(), "goal");
    let mut out = format!(
        "{} (seed {}), each towards all of {goals}; fixed order: the same {} for everyone\n\n",
        count(report.learners as usize, "simulated learner"),
        report.seed,
        count(fixed, "lesson"),
    );
    out.push_str(&format!("{:<44}{:>18}{:>18}\n", "", "own path", "fixed order"));
    let spread = |s: Spread| format!("{} ({}–{})", s.middle, s.low, s.high);
    let times = |s: Spread| {
        let of = |n: u64| format!("{}.{:02}", n / 1000, n % 1000 / 10);
        format!("{} ({}–{})", of(s.middle), of(s.low), of(s.high))
    };
    let share = |permille: u64| format!("{}.{} %", permille / 10, permille % 10);
    let rows: [Row<'_>; 12] = [
        ("goals reached", &|s| share(s.goals_reached)),
        ("learners who reached every goal", &|s| share(s.arrived)),
        ("minutes in all, median (10–90 %)", &|s| spread(s.minutes)),
        ("  on lessons and their questions", &|s| spread(s.learning)),
        ("  on lessons with nothing new for them", &|s| spread(s.nothing_new)),
        ("  seconds finding out what is known", &|s| spread(s.finding_out)),
        ("  practice, of all minutes", &|s| share(s.practice)),
        ("lessons beside their estimate, times", &|s| times(s.of_estimate)),
        ("weeks", &|s| spread(s.weeks)),
        ("attempts to proficiency", &|s| spread(s.attempts)),
        ("held as known, though not", &|s| share(s.false_passes)),
        ("lessons outside declared interests", &|s| share(s.outside)),
    ];
    for (name, cell) in rows {
        out.push_str(&format!("{name:<44}{:>18}{:>18}\n", cell(&report.own), cell(&report.fixed)));
    }
    if !report.stuck.is_empty() {
        out.push_str("\nWhere learners on their own paths get stuck\n");
        for at in report.stuck.iter().take(ROWS) {
            let share = share(u64::from(at.learners) * 1000 / u64::from(report.learners.max(1)));
            let gave_up = if at.gave_up > 0 { format!(", {} gave it up", at.gave_up) } else { String::new() };
            let id = &c.objectives[at.objective.index()].id;
            out.push_str(&format!("  {id:<42}{:>5} ({share}){gave_up}\n", at.learners));
        }
        out.push_str(&more(report.stuck.len(), "objective"));
    }
    if !report.never_met.is_empty() {
        out.push_str("\nLessons nobody on an own path met\n");
        for lesson in report.never_met.iter().take(ROWS) {
            out.push_str(&format!("  {}\n", c.lessons[lesson.index()].id));
        }
        out.push_str(&more(report.never_met.len(), "lesson"));
    }
    out
}

fn more(n: usize, what: &str) -> String {
    if n > ROWS {
        format!("  and {}; --format json has all\n", count(n - ROWS, &format!("more {what}")))
    } else {
        String::new()
    }
}
