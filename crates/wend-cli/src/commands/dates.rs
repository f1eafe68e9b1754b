//! The dates of a path: `wend path` for a learner with minutes a week.
//!
//! In JSON, `schedule` has dates for days and ids for indices; see `wend_core::schedule` for what each field means.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use wend_core::schedule::{Deadline, Schedule, date_of, day_of};

use crate::words::Words;

/// Today, in days since 1970; a learner's plan may be off by one near midnight.
pub(super) fn today() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "a plan for somebody begins today; nothing that is built holds it")]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs() / 86_400).unwrap_or(0))
}

/// A day as the command line gives it.
pub(super) fn parse_day(text: &str) -> Result<i64, String> {
    day_of(text).ok_or_else(|| "give a day as 2027-02-01".to_owned())
}

pub(super) fn to_json(words: &Words<'_>, schedule: &Schedule) -> Value {
    let lesson = |step: u32| words.lesson(schedule.steps[step as usize].lesson).id.as_str();
    let steps = schedule.steps.iter().map(|span| {
        json!({
            "lesson": words.lesson(span.lesson).id, "minutes": span.minutes,
            "from": date_of(span.from), "to": date_of(span.to),
        })
    });
    let weeks = schedule.weeks.iter().map(|week| {
        let days = week.days.iter().map(|day| {
            let work = day.work.iter().map(|&(step, minutes)| json!({ "lesson": lesson(step), "minutes": minutes }));
            json!({ "day": date_of(day.day), "practice": day.practice, "work": work.collect::<Vec<_>>() })
        });
        json!({
            "monday": date_of(week.monday),
            "days": days.collect::<Vec<_>>(),
            "together": week.together.map(lesson),
            "conference": week.conference.map(date_of),
        })
    });
    json!({
        "minutes": schedule.minutes,
        "end": date_of(schedule.end),
        "steps": steps.collect::<Vec<_>>(),
        "weeks": weeks.collect::<Vec<_>>(),
        "deadline": schedule.deadline.as_ref().map(|deadline| json!({
            "day": date_of(deadline.day),
            "met": deadline.met,
            "minutes": deadline.minutes,
            "fits": deadline.fits.iter().map(|&o| words.objective_id(o)).collect::<Vec<_>>(),
            "late": deadline.late.iter().map(|late| json!({
                "goal": words.objective_id(late.goal), "missing": late.missing,
            })).collect::<Vec<_>>(),
            "weekly_minutes": deadline.weekly_minutes,
        })),
    })
}

/// The days of a step, for its line.
pub(super) fn days(schedule: Option<&Schedule>, step: usize) -> String {
    match schedule.and_then(|schedule| schedule.steps.get(step)) {
        Some(span) if span.from == span.to => format!(" · {}", date_of(span.from)),
        Some(span) => format!(" · {} to {}", date_of(span.from), date_of(span.to)),
        None => String::new(),
    }
}

/// What stands below the steps: when it ends, weeks that want a talk, the deadline.
pub(super) fn summary(words: &Words<'_>, weekly: u16, schedule: &Schedule) -> String {
    let weeks = schedule.weeks.len();
    let mut out = format!(
        "\n{weekly} minutes a week, a fifth of them for practice: {weeks} {}, until {}\n",
        if weeks == 1 { "week" } else { "weeks" },
        date_of(schedule.end)
    );
    let talks: Vec<_> = schedule.weeks.iter().filter_map(|week| week.conference).map(date_of).collect();
    if !talks.is_empty() {
        out.push_str(&format!("a talk in weeks with nothing done together: {}\n", talks.join(", ")));
    }
    if let Some(deadline) = &schedule.deadline {
        out.push_str(&about(words, deadline));
    }
    out
}

fn about(words: &Words<'_>, deadline: &Deadline) -> String {
    let day = date_of(deadline.day);
    if deadline.met {
        return format!("in time for {day}\n");
    }
    let mut out = format!("not in time for {day}; nothing was left out, so please decide:\n");
    let fits: Vec<_> = deadline.fits.iter().map(|&o| words.objective_id(o)).collect();
    out.push_str(&format!(
        "  fits: {}\n",
        if fits.is_empty() { "none of the goals".to_owned() } else { fits.join(", ") }
    ));
    for late in &deadline.late {
        out.push_str(&format!("  does not: {}, {} minutes missing\n", words.objective_id(late.goal), late.missing));
    }
    if let Some(weekly) = deadline.weekly_minutes {
        out.push_str(&format!("  with {weekly} minutes a week everything fits\n"));
    }
    out
}
