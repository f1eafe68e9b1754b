//! `wend path`: one learner's way to the goals, with the reason for every step.
//!
//! `--format json` prints one object, format 1, in which ids stand wherever the engine has indices:
//!
//! ```json
//! { "format": 1, "curriculum": "fractions", "learner": "amina", "goals": ["add-unlike"], "minutes": 95, "breadth_minutes": 5,
//!   "depth_minutes": 0, "exact": true, "steps": [ { "lesson": "kitchen/halves", "title": "…", "teaches": ["equal-parts"], "minutes": 20,
//!     "reasons": [ { "code": "interest", "args": { "interest": "cooking" }, "text": "…" } ],
//!     "alternatives": [ { "lesson": "pitch/halves", "title": "…", "plus_minutes": 5 } ] } ],
//!   "unreachable": [ { "goal": "…", "reason": { "code": "…", "args": {}, "text": "…" } } ], "aside": [] }
//! ```
//!
//! `breadth_minutes` and `depth_minutes` say what the steps outside the declared interests and the steps that go deeper
//! made of the minutes, `exact` that nothing better could be found before those; `aside` are notes on the request.
//!
//! Where the learner's file says `weekly_minutes`, `schedule` has the dates (see `dates`); else it is null.
//!
//! Keys are only ever added; `text` is for people and may change.

use std::path::PathBuf;

use serde_json::{Value, json};
use wend_compiler::Compiled;
use wend_core::{
    Graph, Reason,
    path::{Alternative, Plan, Planner},
    schedule::Schedule,
};
use wend_diagnostics::Severity;

use super::{common, dates};
use crate::{
    End,
    terminal::{Format, Terminal, count, print},
    words::Words,
};

/// Print a learner's path to the goals, with the reason for every step
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The curriculum's folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// A file like learners/amina.toml, or the alias of one of them
    #[arg(long, value_name = "FILE")]
    learner: PathBuf,
    /// Lead here instead of to the goals in the file; may be given several times
    #[arg(long, value_name = "OBJECTIVE")]
    goal: Vec<String>,
    /// The first day of the schedule, as 2027-02-01; today where nothing is said
    #[arg(long, value_name = "DAY", value_parser = dates::parse_day)]
    from: Option<i64>,
}

pub(crate) fn run(terminal: &Terminal, args: &Args) -> End {
    let Some(world) = common::open(terminal, &args.dir) else { return End::Refused };
    let mut compiled = common::compile(&world);
    if compiled.has_errors() {
        // Gaps and likely mistakes are for `wend check`; here they would bury what stands in the way.
        compiled.diagnostics.retain(|d| d.severity == Severity::Error);
        let counts = terminal.problems(&compiled.diagnostics, &compiled.sources);
        terminal.say(&format!("no path is planned on a curriculum with errors: {counts}"));
        return End::Problems;
    }
    let Some(file) = common::learner(terminal, &mut compiled, &world, &args.learner) else { return End::Problems };
    let mut learner = compiled.learner(&file);
    if !args.goal.is_empty() {
        learner.request.goals.clear();
        let names = compiled.curriculum.names();
        for id in &args.goal {
            let Some(ix) = names.objective(id) else {
                let near = wend_diagnostics::suggest(id, compiled.curriculum.objectives.iter().map(|o| o.id.as_str()));
                let help =
                    near.map_or_else(|| "objectives.toml has the ids".into(), |n| format!("did you mean `{n}`?"));
                terminal.error(&format!("there is no objective `{id}`"), &help);
                return End::Refused;
            };
            learner.request.goals.push(ix);
        }
    }
    if learner.request.goals.is_empty() && learner.request.pins.is_empty() {
        let help = "write `[path]` and `goals = [\"…\"]` into the file, or name one with --goal";
        terminal.error(&format!("{} names no goal that is left to reach", args.learner.display()), help);
        return End::Problems;
    }
    let graph = Graph::new(&compiled.curriculum);
    let mut planner = Planner::new(&graph, &learner.profile, &learner.known, &learner.request);
    while planner.step() {}
    let plan = planner.plan();
    let ways: Vec<_> = plan.steps.iter().map(|step| planner.alternatives(&plan, step)).collect();
    let tasks: Vec<_> = plan.steps.iter().map(|step| (step.lesson, step.minutes)).collect();
    let asked = (&learner.known, &learner.request.goals[..]);
    let schedule = dates::schedule(terminal, &graph, &file, asked, &tasks, args.from);
    let words = Words::new(&compiled);
    let goals: Vec<_> = learner.request.goals.iter().map(|g| words.objective_id(*g)).collect();
    match terminal.format {
        Format::Json => {
            let mut value = to_json(&compiled, &words, &file.alias.value, &goals, &plan, &ways);
            value["schedule"] = schedule.as_ref().map_or(Value::Null, |schedule| dates::to_json(&words, schedule));
            print(&format!("{}\n", serde_json::to_string_pretty(&value).unwrap_or_default()));
        }
        _ => {
            table(&words, &file.alias.value, &goals, &plan, &ways, schedule.as_ref());
            if let Some(schedule) = &schedule {
                print(&dates::summary(&words, &file, schedule));
            }
        }
    }
    if plan.unreachable.is_empty() { End::Clean } else { End::Problems }
}

fn to_json(
    compiled: &Compiled,
    words: &Words<'_>,
    alias: &str,
    goals: &[&str],
    plan: &Plan,
    ways: &[Vec<Alternative>],
) -> Value {
    let reason = |r: &Reason| json!({ "code": r.code, "args": words.args_by_id(r), "text": words.reason(r) });
    let steps: Vec<_> = plan
        .steps
        .iter()
        .zip(ways)
        .map(|(step, ways)| {
            let lesson = words.lesson(step.lesson);
            json!({
                "lesson": lesson.id,
                "title": lesson.title,
                "teaches": lesson.teaches.iter().map(|o| words.objective_id(*o)).collect::<Vec<_>>(),
                "minutes": step.minutes,
                "reasons": step.reasons.iter().map(reason).collect::<Vec<_>>(),
                "alternatives": ways.iter().map(|a| json!({
                    "lesson": words.lesson(a.lesson).id,
                    "title": words.lesson(a.lesson).title,
                    "plus_minutes": a.plus_minutes,
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let unreachable: Vec<_> = plan
        .unreachable
        .iter()
        .map(|u| {
            json!({
                "goal": u.goal.map(|g| words.objective_id(g)),
                "pin": u.pin.map(|l| words.lesson(l).id.as_str()),
                "reason": reason(&u.reason),
            })
        })
        .collect();
    json!({
        "format": 1,
        "curriculum": compiled.curriculum.id,
        "learner": alias,
        "goals": goals,
        "minutes": plan.minutes,
        "steps": steps,
        "breadth_minutes": plan.breadth_minutes,
        "depth_minutes": plan.depth_minutes,
        "exact": plan.exact,
        "unreachable": unreachable,
        "aside": plan.aside.iter().map(reason).collect::<Vec<_>>(),
    })
}

fn table(
    words: &Words<'_>,
    alias: &str,
    goals: &[&str],
    plan: &Plan,
    ways: &[Vec<Alternative>],
    schedule: Option<&Schedule>,
) {
    let mut out = format!(
        "{alias}: {} to {}, {} minutes\n",
        count(plan.steps.len(), "lesson"),
        goals.join(" and "),
        plan.minutes
    );
    for (i, (step, ways)) in plan.steps.iter().zip(ways).enumerate() {
        let lesson = words.lesson(step.lesson);
        let interests: Vec<_> = lesson.interests.iter().map(|i| words.interest(*i)).collect();
        let tags = if interests.is_empty() { String::new() } else { format!(" · {}", interests.join(", ")) };
        let days = dates::days(schedule, i);
        out.push_str(&format!(
            "\n{:>3}. {}{tags} · {} min{days}   [{}]\n",
            i + 1,
            lesson.title,
            step.minutes,
            lesson.id
        ));
        for reason in &step.reasons {
            out.push_str(&format!("     {}\n", words.reason(reason)));
        }
        if !ways.is_empty() {
            let others: Vec<_> = ways
                .iter()
                .take(3)
                .map(|a| format!("{} ({})", words.lesson(a.lesson).title, minutes(a.plus_minutes)))
                .collect();
            let more = ways.len().saturating_sub(3);
            let more = if more > 0 { format!(", {more} more") } else { String::new() };
            out.push_str(&format!("     or: {}{more}\n", others.join(", ")));
        }
    }
    for reason in &plan.aside {
        out.push_str(&format!("\nnote: {}\n", words.reason(reason)));
    }
    for u in &plan.unreachable {
        let what = match (u.goal, u.pin) {
            (Some(goal), _) => words.objective_id(goal),
            (None, Some(pin)) => words.lesson(pin).id.as_str(),
            (None, None) => "a goal",
        };
        out.push_str(&format!("\nnot reached: {what}: {}\n", words.reason(&u.reason)));
    }
    print(&out);
}

fn minutes(plus: i32) -> String {
    match plus {
        0 => "as long".to_owned(),
        n if n < 0 => format!("{} min less", -n),
        n => format!("+{n} min"),
    }
}
