//! When: a path laid over weeks.
//!
//! 1. `calendar`: days as numbers, dates, weekdays.
//! 2. `pace`: how long this learner really takes.
//! 3. [`schedule`]: each learning day has its share of the week's minutes, four fifths for the path, the rest for
//!    practice. Steps keep the order of the path and take as many days as they need; no minute is lost.
//! 4. Every week has a step that is done together, or else a conference.
//! 5. `deadline`: whether it can be met, and if not, which goals fit and what would help. Nothing is dropped: the
//!    schedule always holds the whole path, and people decide.

use serde::{Deserialize, Serialize};

use crate::{Graph, LessonIx, ObjectiveIx, State};

mod calendar;
mod deadline;
mod pace;

pub use calendar::{date_of, day_of, monday, weekday};
pub use deadline::{Deadline, Late};
pub use pace::pace;

/// A schedule of more weeks is refused: nobody can plan with it.
pub const MOST_WEEKS: i64 = 520;
/// The share of a week for the path, in tenths; the rest is practice of all kinds.
const PATH_TENTHS: u32 = 8;

/// What a schedule is made for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct When {
    /// Today, in days since 1970-01-01.
    pub today: i64,
    /// Minutes a week, path and practice together.
    pub weekly_minutes: u16,
    /// Days of learning, 0 = Monday; none: Monday to Friday.
    pub weekdays: Vec<u8>,
    /// How long this learner takes beside the estimate, in permille (see [`pace`]); 0 is taken as 1000.
    pub pace: u32,
    /// The last day to be there.
    pub deadline: Option<i64>,
}

/// A step to lay over days: its lesson and its estimated minutes, the learner's extra time included.
pub type Task = (LessonIx, u32);

/// A path over weeks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// How long this learner takes beside the estimate, in permille.
    pub pace: u32,
    /// Minutes of all steps at that pace.
    pub minutes: u32,
    /// In the order of the path.
    pub steps: Vec<Span>,
    /// From this week to that of the last step.
    pub weeks: Vec<Week>,
    /// The day the last step ends; today where there is none.
    pub end: i64,
    /// About the deadline, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
}

/// The days of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Which lesson.
    pub lesson: LessonIx,
    /// Minutes at the learner's pace, rounded up.
    pub minutes: u32,
    /// Its first day.
    pub from: i64,
    /// Its last day.
    pub to: i64,
}

/// One week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Week {
    /// Its Monday.
    pub monday: i64,
    /// Its learning days, from today on.
    pub days: Vec<Day>,
    /// The first step of the week that is done together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub together: Option<u32>,
    /// Else the day to talk: the week's last learning day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conference: Option<i64>,
}

/// One learning day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Which.
    pub day: i64,
    /// Minutes for practice of all kinds.
    pub practice: u32,
    /// Position of a step and minutes for it, in order.
    pub work: Vec<(u32, u32)>,
}

/// Why there is no schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refused {
    /// No minutes a week.
    NoMinutes,
    /// It would take more than [`MOST_WEEKS`].
    TooLong,
    /// Today is no day a calendar has.
    NoDay,
}

impl When {
    /// Learning days in order.
    fn weekdays(&self) -> Vec<u8> {
        let mut days: Vec<u8> = self.weekdays.iter().copied().filter(|&day| day < 7).collect();
        if days.is_empty() {
            days = vec![0, 1, 2, 3, 4];
        }
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Minutes for the path and for practice on a day. Over a week they add up to the minute.
    fn share(&self, weekdays: &[u8], day: i64) -> Option<(u32, u32)> {
        let at = weekdays.iter().position(|&w| i64::from(w) == weekday(day))? as u32;
        let (week, n) = (u32::from(self.weekly_minutes), weekdays.len() as u32);
        let path = (week * PATH_TENTHS / 10).max(1);
        let of = |minutes: u32| minutes * (at + 1) / n - minutes * at / n;
        Some((of(path), of(week - path)))
    }

    /// A step's minutes at the learner's pace.
    fn minutes(&self, estimate: u32) -> u32 {
        let pace = if self.pace == 0 { 1000 } else { self.pace.clamp(pace::LEAST, pace::MOST) };
        (u64::from(estimate.clamp(1, 1_000_000)) * u64::from(pace)).div_ceil(1000) as u32
    }
}

/// Lays the steps of a path over weeks, beginning today. `known` and `goals` are those the path was made for.
///
/// # Errors
/// Where there are no minutes, no such day, or far too many weeks.
pub fn schedule(
    graph: &Graph<'_>,
    known: &State,
    goals: &[ObjectiveIx],
    tasks: &[Task],
    when: &When,
) -> Result<Schedule, Refused> {
    if when.weekly_minutes == 0 {
        return Err(Refused::NoMinutes);
    }
    if !(-700_000..=2_900_000).contains(&when.today) {
        return Err(Refused::NoDay);
    }
    let weekdays = when.weekdays();
    let minutes: Vec<u32> = tasks.iter().map(|&(_, estimate)| when.minutes(estimate)).collect();
    let total = minutes.iter().fold(0_u32, |sum, &n| sum.saturating_add(n));
    let first = monday(when.today);
    let mut weeks: Vec<Week> = Vec::new();
    let mut steps: Vec<Span> = Vec::new();
    let (mut at, mut left) = (0, minutes.first().copied().unwrap_or(0));
    let mut day = when.today;
    // Whole weeks, so that the last one shows its practice too.
    while at < tasks.len() || weekday(day) != 0 && weeks.last().is_some_and(|week| week.monday == monday(day)) {
        if (monday(day) - first) / 7 >= MOST_WEEKS {
            return Err(Refused::TooLong);
        }
        if let Some((mut path, practice)) = when.share(&weekdays, day) {
            let mut work = Vec::new();
            while at < tasks.len() && path > 0 {
                let some = left.min(path);
                work.push((at as u32, some));
                path -= some;
                left -= some;
                match steps.get_mut(at) {
                    Some(span) => span.to = day,
                    None => steps.push(Span { lesson: tasks[at].0, minutes: minutes[at], from: day, to: day }),
                }
                if left == 0 {
                    at += 1;
                    left = minutes.get(at).copied().unwrap_or(0);
                }
            }
            if weeks.last().is_none_or(|week| week.monday != monday(day)) {
                weeks.push(Week { monday: monday(day), days: Vec::new(), together: None, conference: None });
            }
            if let Some(week) = weeks.last_mut() {
                week.days.push(Day { day, practice, work });
            }
        }
        day += 1;
    }
    for week in &mut weeks {
        let done = week.days.iter().flat_map(|day| &day.work).map(|&(step, _)| step);
        let together = |&step: &u32| graph.curriculum.lesson(tasks[step as usize].0).is_some_and(|l| l.together);
        week.together = done.into_iter().find(together);
        week.conference = if week.together.is_none() { week.days.last().map(|day| day.day) } else { None };
    }
    let end = steps.last().map_or(when.today, |span| span.to);
    let deadline = when.deadline.map(|day| deadline::weigh(graph, known, goals, tasks, when, day, end));
    Ok(Schedule { pace: when.minutes(1000), minutes: total, steps, weeks, end, deadline })
}
