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
//! Where weekly minutes are said, `schedule` has the dates (see `dates`); else it is null. For several learners (`--all`, or more
//! than one named) it prints `{ "format": 1, "curriculum": "…", "paths": [ … ] }`, each of them as above without `alternatives`.
//!
//! A record (`--record`) counts as on the learner's own site: what they know, like and want, and the order they gave their
//! path. What the list says of them is laid over it (`wend_core::member`).
//!
//! Keys are only ever added; `text` is for people and may change.

use std::path::PathBuf;

use rayon::prelude::*;
use serde_json::{Value, json};
use wend_core::{
    Graph, LessonIx, Names, ObjectiveIx, asked,
    evidence::Log,
    facts::{Facts, fold},
    mastery,
    member::{Member, roll},
    order,
    path::{Plan, Planner},
    retrieval,
    schedule::{Refused, Schedule, When, day_of, pace},
};

use super::{class, common, dates};
use crate::{
    End,
    terminal::{Format, Terminal, count, plain, print},
    words::Words,
};

mod one;

/// Print learners' paths to their goals, with the reason for every step
#[derive(clap::Args)]
#[command(group = clap::ArgGroup::new("who").required(true).multiple(true).args(["learner", "all", "record"]))]
pub(crate) struct Args {
    /// The curriculum's folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// A file like learners/amina.toml, a class file, or the alias of a learner; may be given several times
    #[arg(long, value_name = "FILE")]
    learner: Vec<PathBuf>,
    /// Everyone in learners/
    #[arg(long)]
    all: bool,
    /// A record as a learner's site saves it; may be given several times
    #[arg(long, value_name = "FILE")]
    record: Vec<PathBuf>,
    /// Lead here instead of to the goals of each learner; may be given several times
    #[arg(long, value_name = "OBJECTIVE")]
    goal: Vec<String>,
    /// The first day of the schedule, as 2027-02-01; today where nothing is said
    #[arg(long, value_name = "DAY", value_parser = dates::parse_day)]
    from: Option<i64>,
}

/// One learner's way.
pub(super) struct Walk {
    pub(super) who: String,
    goals: Vec<ObjectiveIx>,
    /// Those of them that are not known yet.
    pub(super) ahead: Vec<ObjectiveIx>,
    pub(super) plan: Plan,
    weekly_minutes: u16,
    schedule: Option<Schedule>,
    /// Why there are no dates.
    undated: Option<&'static str>,
}

impl Walk {
    fn goals<'w>(&self, words: &'w Words<'_>) -> Vec<&'w str> {
        self.goals.iter().map(|goal| words.objective_id(*goal)).collect()
    }
}

pub(crate) fn run(terminal: &Terminal, args: &Args) -> End {
    let Some(world) = common::open(terminal, &args.dir) else { return End::Refused };
    let mut compiled = common::compile(&world);
    if common::refused(terminal, &mut compiled, "no path is planned on") {
        return End::Problems;
    }
    let mut files = if args.all { compiled.learners.clone() } else { Vec::new() };
    for named in &args.learner {
        let Some(found) = common::learners(terminal, &mut compiled, &world, named) else { return End::Problems };
        files.extend(found.into_iter().filter(|file| !files.contains(file)).collect::<Vec<_>>());
    }
    let mut logs: Vec<Log> = Vec::new();
    let mut whole = true;
    for path in &args.record {
        match class::read_record(path, &compiled.curriculum.id) {
            Ok((log, aside)) => {
                logs.push(log);
                if aside > 0 {
                    whole = false;
                    let what = format!("{}: {} could not be read", path.display(), count(aside, "part"));
                    terminal.error(&what, "the path is made of what could");
                }
            }
            Err(fault) => {
                let (what, help) = fault.words();
                terminal.error(&format!("{} {what}", path.display()), help);
                return End::Problems;
            }
        }
    }
    if files.is_empty() {
        let theirs = |records: &[String]| logs.iter().any(|log| records.contains(&log.record));
        files = compiled.learners.iter().filter(|file| theirs(&file.records)).cloned().collect();
    }
    let Some(goals) = goals(terminal, &compiled, &args.goal) else { return End::Refused };
    let members = class::with_records(&compiled, &files, logs);
    if members.is_empty() {
        terminal.error("there is no learner in learners/", "write one, or name a file with --learner or --record");
        return End::Problems;
    }
    let graph = Graph::new(&compiled.curriculum);
    let names = compiled.curriculum.names();
    let words = Words::new(&compiled);
    let from = args.from.unwrap_or_else(dates::today);
    let several = args.all || members.len() > 1;
    let ways: Vec<(Walk, Vec<_>)> = roll(&members)
        .into_par_iter()
        .map(|(who, member)| walk(&graph, &names, who, member, &goals, from, !several))
        .collect();
    let mut end = if whole { End::Clean } else { End::Problems };
    if let (false, [(walk, alternatives)]) = (several, &ways[..]) {
        if walk.goals.is_empty() && walk.plan.steps.is_empty() && walk.plan.unreachable.is_empty() {
            let help = "write `[path]` and `goals = [\"…\"]` into the file, or name one with --goal";
            terminal.error(&format!("{} names no goal that is left to reach", plain(&walk.who)), help);
            return End::Problems;
        }
        if let Some(why) = walk.undated {
            terminal.say(why);
        }
        if terminal.format == Format::Json {
            print_json(&one::to_json(&compiled, &words, walk, Some(alternatives)));
        } else {
            one::table(&words, walk, alternatives);
        }
    } else if terminal.format == Format::Json {
        let paths: Vec<Value> = ways.iter().map(|(walk, _)| one::to_json(&compiled, &words, walk, None)).collect();
        print_json(&json!({ "format": 1, "curriculum": compiled.curriculum.id, "paths": paths }));
    } else {
        print(&many(&words, ways.iter().map(|(walk, _)| walk)));
    }
    if ways.iter().any(|(walk, _)| !walk.plan.unreachable.is_empty()) {
        end = End::Problems;
    }
    end
}

fn print_json(value: &Value) {
    print(&format!("{}\n", serde_json::to_string_pretty(value).unwrap_or_default()));
}

/// The goals that were named, `None` after saying which there is not.
fn goals(terminal: &Terminal, compiled: &wend_compiler::Compiled, named: &[String]) -> Option<Vec<ObjectiveIx>> {
    let names = compiled.curriculum.names();
    let mut goals = Vec::new();
    for id in named {
        let Some(ix) = names.objective(id) else {
            let near = wend_diagnostics::suggest(id, compiled.curriculum.objectives.iter().map(|o| o.id.as_str()));
            let help = near.map_or_else(|| "objectives.toml has the ids".into(), |n| format!("did you mean `{n}`?"));
            terminal.error(&format!("there is no objective `{id}`"), &help);
            return None;
        };
        goals.push(ix);
    }
    Some(goals)
}

/// A learner's way, and what else there is for each step.
pub(super) fn walk(
    graph: &Graph<'_>,
    names: &Names,
    who: String,
    member: &Member,
    goals: &[ObjectiveIx],
    from: i64,
    price: bool,
) -> (Walk, Vec<Vec<wend_core::path::Alternative>>) {
    let c = graph.curriculum;
    // As of the end of that day where the learner is, as the board.
    let end = (from + 1) * 86_400_000 - 1;
    let log = member.log(&c.id, end);
    let standings = mastery::standings(c, &log, end - retrieval::zone_now(&log) * 60_000);
    let known = mastery::known(&standings);
    let in_time = log.in_time();
    let facts = fold(c, names, &in_time);
    let mut asked = asked(c, names, &log, &facts, &standings);
    if !goals.is_empty() {
        asked.request.goals = goals.to_vec();
    }
    let mut planner = Planner::new(graph, &asked.profile, &known, &asked.request);
    while planner.step() {}
    let mut plan = planner.plan();
    plan.steps = order::in_order(graph, &known, plan.steps, |step| step.lesson, &asked.wished);
    let ways =
        if price { plan.steps.iter().map(|step| planner.alternatives(&plan, step)).collect() } else { Vec::new() };
    let tasks: Vec<(LessonIx, u32)> = plan.steps.iter().map(|step| (step.lesson, step.minutes)).collect();
    let when = When {
        today: from,
        weekly_minutes: asked.profile.weekly_minutes,
        weekdays: weekdays(&facts),
        pace: pace(c, &log, asked.profile.extra_percent),
        deadline: facts.settings.get("deadline").and_then(|day| day.as_str()).and_then(day_of),
    };
    let (schedule, undated) = match wend_core::schedule::schedule(graph, &known, &asked.request.goals, &tasks, &when) {
        Ok(schedule) => (Some(schedule), None),
        Err(Refused::NoMinutes) if when.deadline.is_some() => {
            (None, Some("the deadline can't be weighed: nothing says `weekly_minutes`"))
        }
        Err(Refused::NoMinutes) => (None, None),
        Err(Refused::TooLong) => (None, Some("no dates: at so few minutes a week it would take more than ten years")),
        Err(Refused::NoDay) => (None, Some("no dates: the day can't be used")),
    };
    let weekly_minutes = when.weekly_minutes;
    let ahead = asked.request.goals.iter().copied().filter(|&goal| !known.contains(goal)).collect();
    (Walk { who, goals: asked.request.goals, ahead, plan, weekly_minutes, schedule, undated }, ways)
}

/// Learning days, 0 = Monday; none: Monday to Friday.
fn weekdays(facts: &Facts<'_>) -> Vec<u8> {
    let days = facts.settings.get("weekdays").and_then(|days| days.as_array()).into_iter().flatten();
    days.filter_map(|day| day.as_u64().and_then(|day| u8::try_from(day).ok()).filter(|day| *day < 7)).collect()
}

/// A line for each learner.
fn many<'w>(words: &Words<'_>, walks: impl Iterator<Item = &'w Walk> + Clone) -> String {
    let widest = walks.clone().map(|walk| walk.who.chars().count()).max().unwrap_or(0).clamp(7, 24);
    let mut out = String::new();
    for walk in walks {
        let to = walk.goals(words).join(", ");
        let plan = &walk.plan;
        let how = match (plan.steps.first(), to.is_empty()) {
            (Some(next), _) => {
                let until = walk
                    .schedule
                    .as_ref()
                    .map_or_else(String::new, |it| format!(" · until {}", wend_core::schedule::date_of(it.end)));
                let lessons = count(plan.steps.len(), "lesson");
                format!(
                    "{lessons}, {} min{until} · next {} [{}] · to {to}",
                    plan.minutes,
                    words.lesson(next.lesson).title,
                    words.lesson(next.lesson).id
                )
            }
            (None, true) => "no goal".to_owned(),
            (None, false) if plan.unreachable.is_empty() => format!("has reached {to}"),
            (None, false) => format!("nothing leads to {to}"),
        };
        let left = plan.unreachable.len();
        let left = if left > 0 && !plan.steps.is_empty() {
            format!(" · {} not reached", count(left, "goal"))
        } else {
            String::new()
        };
        let late = walk.schedule.as_ref().and_then(|it| it.deadline.as_ref()).filter(|it| !it.met);
        let late =
            late.map_or_else(String::new, |it| format!(" · not in time for {}", wend_core::schedule::date_of(it.day)));
        out.push_str(&format!("{:widest$}  {how}{left}{late}\n", plain(&walk.who)));
    }
    out
}
