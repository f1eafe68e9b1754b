//! One path, as JSON and for people.

use serde_json::{Value, json};
use wend_compiler::Compiled;
use wend_core::{
    Reason,
    path::{Alternative, Plan},
    schedule::Schedule,
};

use super::Walk;
use crate::{
    commands::dates,
    terminal::{count, plain, print},
    words::Words,
};

pub(super) fn to_json(compiled: &Compiled, words: &Words<'_>, walk: &Walk, ways: Option<&[Vec<Alternative>]>) -> Value {
    let (plan, goals) = (&walk.plan, walk.goals(words));
    let reason = |r: &Reason| json!({ "code": r.code, "args": words.args_by_id(r), "text": words.reason(r) });
    let steps: Vec<_> = plan
        .steps
        .iter()
        .enumerate()
        .map(|(at, step)| {
            let lesson = words.lesson(step.lesson);
            let mut value = json!({
                "lesson": lesson.id,
                "title": lesson.title,
                "teaches": lesson.teaches.iter().map(|o| words.objective_id(*o)).collect::<Vec<_>>(),
                "minutes": step.minutes,
                "reasons": step.reasons.iter().map(reason).collect::<Vec<_>>(),
            });
            if let Some(ways) = ways.and_then(|ways| ways.get(at)) {
                let way = |a: &Alternative| {
                    let lesson = words.lesson(a.lesson);
                    json!({ "lesson": lesson.id, "title": lesson.title, "plus_minutes": a.plus_minutes })
                };
                value["alternatives"] = ways.iter().map(way).collect();
            }
            value
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
        "learner": walk.who,
        "goals": goals,
        "minutes": plan.minutes,
        "steps": steps,
        "breadth_minutes": plan.breadth_minutes,
        "depth_minutes": plan.depth_minutes,
        "exact": plan.exact,
        "unreachable": unreachable,
        "aside": plan.aside.iter().map(reason).collect::<Vec<_>>(),
        "schedule": walk.schedule.as_ref().map_or(Value::Null, |schedule| dates::to_json(words, schedule)),
    })
}

/// Every step with its reasons, what else there is, and the dates.
pub(super) fn table(words: &Words<'_>, walk: &Walk, ways: &[Vec<Alternative>]) {
    steps(words, &plain(&walk.who), &walk.goals(words), &walk.plan, ways, walk.schedule.as_ref());
    if let Some(schedule) = &walk.schedule {
        print(&dates::summary(words, walk.weekly_minutes, schedule));
    }
}

fn steps(
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
