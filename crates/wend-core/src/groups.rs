//! What a class could do today: who could work together on what, one opener for most, who needs a hand and who could
//! give it, whom to meet. [`crate::board`] makes a page of it on which everyone has one place.
//!
//! [`groups`] covers most learners by what they are ready for: greedy maximum coverage (within 1 − 1/e of the best;
//! Nemhauser, Wolsey & Fisher 1978), then swaps. The rest is counting. Pupils are named by their position.

use serde::{Deserialize, Serialize};

use crate::{Graph, LessonIx, ObjectiveIx, State, readiness::Readiness};

mod form;

pub use form::{Group, groups};

/// A helper learned it at most so many days ago.
const LATELY: i64 = 28;
/// After so many days without a talk it is time for one, where no day was agreed.
const TALK: i64 = 14;

/// What the desk knows of one pupil.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pupil {
    /// Held as known.
    pub known: State,
    /// Lessons of the path, in order.
    pub path: Vec<LessonIx>,
    /// Objectives where drilling stopped.
    pub stuck: Vec<ObjectiveIx>,
    /// Objectives whose state the pupil objects to.
    pub contested: Vec<ObjectiveIx>,
    /// Objectives due for practice.
    pub due: Vec<ObjectiveIx>,
    /// What was learned, and the day (since 1970).
    pub learned: Vec<(ObjectiveIx, i64)>,
    /// The day of the last conference.
    pub met: Option<i64>,
    /// The day agreed for the next one; none: as long after the last as always.
    pub next: Option<i64>,
}

/// A class and what groups are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Class {
    /// By position.
    pub pupils: Vec<Pupil>,
    /// Earlier meetings, oldest first: the groups of each, by pupils' positions.
    pub past: Vec<Vec<Vec<u32>>>,
    /// Today, in days since 1970.
    pub today: i64,
    /// At most so many groups.
    pub most: u32,
    /// Pupils of a group, at least (2 where less is said).
    pub min: u32,
    /// And at most (never less than `min`).
    pub max: u32,
}

/// One thing to begin a lesson with that serves most of the class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opener {
    /// What it is about.
    pub objective: ObjectiveIx,
    /// Those who are ready for it, stuck on it, or due to practise it.
    pub serves: Vec<u32>,
}

/// Someone who needs a hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hand {
    /// Who.
    pub pupil: u32,
    /// With what.
    pub objective: ObjectiveIx,
    /// Up to two classmates who lately learned just that.
    pub helpers: Vec<u32>,
}

/// Someone to meet, and the numbers that say why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meet {
    /// Who.
    pub pupil: u32,
    /// Where they are stuck.
    pub stuck: Vec<ObjectiveIx>,
    /// What they object to.
    pub contested: Vec<ObjectiveIx>,
    /// Days since the last conference; none: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
}

/// The whole desk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Desk {
    /// Who could work together today.
    pub groups: Vec<Group>,
    /// One opener for most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opener: Option<Opener>,
    /// Who needs a hand.
    pub hands: Vec<Hand>,
    /// Whom to meet, most pressing first.
    pub meet: Vec<Meet>,
}

/// A pupil's readiness, computed once.
struct Ready {
    /// What to learn now, and where they are stuck.
    now: State,
    /// Those of `now` that a ready lesson of the path teaches.
    on_path: State,
}

impl Ready {
    fn new(graph: &Graph<'_>, pupil: &Pupil) -> Self {
        let readiness = Readiness::new(graph, &pupil.known);
        let new = |o: &ObjectiveIx| o.index() < graph.objectives() && !readiness.known().contains(*o);
        let teaches = |l: LessonIx| graph.curriculum.lesson(l).map_or(&[][..], |l| &l.teaches);
        let stuck = pupil.stuck.iter().copied().filter(new);
        let ready = pupil.path.iter().filter(|&&l| readiness.ready(l));
        let on_path: State = ready.flat_map(|&l| teaches(l)).copied().filter(new).collect();
        let now = readiness.outer_fringe().into_iter().chain(stuck).collect();
        Self { now, on_path }
    }
}

/// Who could work together, an opener, who needs a hand, whom to meet.
#[must_use]
pub fn desk(graph: &Graph<'_>, class: &Class) -> Desk {
    let ready: Vec<Ready> = class.pupils.iter().map(|pupil| Ready::new(graph, pupil)).collect();
    Desk {
        groups: form::form(graph, class, &ready),
        opener: opener(graph, class, &ready),
        hands: hands(class, graph.objectives()),
        meet: meet(class),
    }
}

/// Most served, then most served on their path, then by index.
fn opener(graph: &Graph<'_>, class: &Class, ready: &[Ready]) -> Option<Opener> {
    let mut best: Option<(usize, usize, Opener)> = None;
    for objective in (0..graph.objectives()).map(ObjectiveIx::at) {
        let serves: Vec<u32> = (0..)
            .zip(class.pupils.iter().zip(ready))
            .filter(|(_, (pupil, ready))| ready.now.contains(objective) || pupil.due.contains(&objective))
            .map(|(at, _)| at)
            .collect();
        let on_path = ready.iter().filter(|ready| ready.on_path.contains(objective)).count();
        if best.as_ref().is_none_or(|(most, paths, _)| (serves.len(), on_path) > (*most, *paths)) {
            best = Some((serves.len(), on_path, Opener { objective, serves }));
        }
    }
    best.map(|(_, _, opener)| opener).filter(|opener| !opener.serves.is_empty())
}

/// Who is stuck, each with two classmates who learned it lately: those least asked so far, then the most recent.
fn hands(class: &Class, objectives: usize) -> Vec<Hand> {
    let mut asked = vec![0_u32; class.pupils.len()];
    let mut out = Vec::new();
    for (pupil, it) in (0_u32..).zip(&class.pupils) {
        for &objective in it.stuck.iter().filter(|o| o.index() < objectives) {
            let learned = |helper: &Pupil| {
                let days = helper
                    .learned
                    .iter()
                    .filter(|(o, _)| *o == objective)
                    .map(|&(_, day)| class.today.saturating_sub(day));
                days.filter(|days| (0..=LATELY).contains(days)).min()
            };
            let mut able: Vec<(u32, i64, u32)> = (0..)
                .zip(&class.pupils)
                .filter(|&(at, helper)| at != pupil && helper.stuck.is_empty())
                .filter_map(|(at, helper)| Some((asked[at as usize], learned(helper)?, at)))
                .collect();
            able.sort_unstable();
            let helpers: Vec<u32> = able.into_iter().take(2).map(|(_, _, at)| at).collect();
            helpers.iter().for_each(|&at| asked[at as usize] += 1);
            out.push(Hand { pupil, objective, helpers });
        }
    }
    out
}

/// Those who are stuck, object, or were not met for long; by how much presses.
fn meet(class: &Class) -> Vec<Meet> {
    let mut out: Vec<(i64, Meet)> = Vec::new();
    for (pupil, it) in (0..).zip(&class.pupils) {
        let days = it.met.map(|met| class.today.saturating_sub(met).max(0));
        let due = it.next.map_or(days.is_none_or(|days| days >= TALK), |next| class.today >= next);
        if it.stuck.is_empty() && it.contested.is_empty() && !due {
            continue;
        }
        let most = |list: &[ObjectiveIx]| list.len().min(3) as i64;
        let presses = 100 * most(&it.stuck) + 80 * most(&it.contested) + days.unwrap_or(2 * TALK).min(90);
        out.push((presses, Meet { pupil, stuck: it.stuck.clone(), contested: it.contested.clone(), days }));
    }
    out.sort_by_key(|(presses, meet)| (-presses, meet.pupil));
    out.into_iter().map(|(_, meet)| meet).collect()
}
