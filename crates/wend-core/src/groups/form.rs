//! Forming groups: greedy coverage, then swaps.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Class, Pupil, Ready};
use crate::{Graph, LessonIx, ObjectiveIx, readiness::Readiness};

/// What covering a pupil is worth; more on their path, more where they are stuck.
const COVER: i64 = 10;
const ON_PATH: i64 = 5;
const STUCK: i64 = 8;
/// What each earlier group in common costs, and how many of them count.
const COMPANY: i64 = 2;
const MOST_COMPANY: i64 = 3;
/// Meetings that still count as company.
const RECENT: usize = 6;
/// After so many meetings the same group is broken up.
const FIXED: u32 = 3;
/// Rounds of swaps.
const ROUNDS: usize = 8;

/// Pupils who could work on one thing together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What all of them are ready for.
    pub objective: ObjectiveIx,
    /// A lesson for it that is open to all of them, rather one for several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lesson: Option<LessonIx>,
    /// Positions, ascending.
    pub members: Vec<u32>,
}

struct Former<'a> {
    /// By objective: who is ready for it, and what covering them is worth.
    candidates: Vec<Vec<(u32, i64)>>,
    company: BTreeMap<(u32, u32), i64>,
    met: BTreeMap<Vec<u32>, u32>,
    min: usize,
    max: usize,
    class: &'a Class,
}

/// A group and its worth.
type Session = (i64, usize, Vec<u32>);

/// Up to `most` groups that cover most of the class.
#[must_use]
pub fn groups(graph: &Graph<'_>, class: &Class) -> Vec<Group> {
    let ready: Vec<Ready> = class.pupils.iter().map(|pupil| Ready::new(graph, pupil)).collect();
    form(graph, class, &ready)
}

pub(super) fn form(graph: &Graph<'_>, class: &Class, ready: &[Ready]) -> Vec<Group> {
    let former = Former::new(class, ready, graph.objectives());
    let mut chosen: Vec<Session> = Vec::new();
    let mut free = vec![true; class.pupils.len()];
    while (chosen.len() as u32) < class.most {
        let Some(session) = former.best(&free) else { break };
        session.2.iter().for_each(|&at| free[at as usize] = false);
        chosen.push(session);
    }
    for _ in 0..ROUNDS {
        let mut better = false;
        for session in &mut chosen {
            session.2.iter().for_each(|&at| free[at as usize] = true);
            if let Some(other) = former.best(&free).filter(|other| other.0 > session.0) {
                *session = other;
                better = true;
            }
            session.2.iter().for_each(|&at| free[at as usize] = false);
        }
        if !better {
            break;
        }
    }
    chosen
        .into_iter()
        .map(|(_, objective, members)| {
            let objective = ObjectiveIx::at(objective);
            let with = members.iter().map(|&at| &class.pupils[at as usize]);
            Group { objective, lesson: lesson(graph, objective, with), members }
        })
        .collect()
}

impl<'a> Former<'a> {
    fn new(class: &'a Class, ready: &[Ready], objectives: usize) -> Self {
        let mut candidates = vec![Vec::new(); objectives];
        for (at, (pupil, ready)) in (0_u32..).zip(class.pupils.iter().zip(ready)) {
            for o in ready.now.iter() {
                let path = if ready.on_path.contains(o) { ON_PATH } else { 0 };
                let stuck = if pupil.stuck.contains(&o) { STUCK } else { 0 };
                candidates[o.index()].push((at, COVER + path + stuck));
            }
        }
        let mut company = BTreeMap::new();
        let mut met = BTreeMap::new();
        for (ago, meeting) in class.past.iter().rev().enumerate() {
            for group in meeting {
                let mut group = group.clone();
                group.sort_unstable();
                group.dedup();
                for (i, &a) in group.iter().enumerate().filter(|_| ago < RECENT) {
                    group[i + 1..].iter().for_each(|&b| *company.entry((a, b)).or_insert(0) += 1);
                }
                *met.entry(group).or_insert(0) += 1;
            }
        }
        let min = class.min.max(2) as usize;
        Self { candidates, company, met, min, max: (class.max as usize).max(min), class }
    }

    /// What it costs that two were in one group before.
    fn bored(&self, a: u32, b: u32) -> i64 {
        COMPANY * self.company.get(&(a.min(b), a.max(b))).copied().unwrap_or(0).min(MOST_COMPANY)
    }

    fn fixed(&self, members: &[u32]) -> bool {
        self.met.get(members).is_some_and(|&times| times >= FIXED)
    }

    fn worth(&self, objective: usize, members: &[u32]) -> i64 {
        let covers = self.candidates[objective].iter().filter(|(at, _)| members.contains(at)).map(|(_, worth)| worth);
        let bored =
            members.iter().enumerate().flat_map(|(i, &a)| members[i + 1..].iter().map(move |&b| self.bored(a, b)));
        covers.sum::<i64>() - bored.sum::<i64>()
    }

    /// The best session of those who are free; ties by objective.
    fn best(&self, free: &[bool]) -> Option<Session> {
        let mut best: Option<Session> = None;
        for objective in 0..self.candidates.len() {
            if let Some((worth, members)) = self.session(objective, free)
                && best.as_ref().is_none_or(|(most, _, _)| worth > *most)
            {
                best = Some((worth, objective, members));
            }
        }
        best
    }

    /// Members for an objective, one by one: whoever adds most after what their company costs; ties by position.
    fn session(&self, objective: usize, free: &[bool]) -> Option<(i64, Vec<u32>)> {
        let able: Vec<(u32, i64)> =
            self.candidates[objective].iter().copied().filter(|(at, _)| free[*at as usize]).collect();
        let mut members: Vec<u32> = Vec::new();
        while members.len() < self.max.min(self.class.pupils.len()) {
            let adds =
                |&(at, worth): &(u32, i64)| worth - members.iter().map(|&other| self.bored(at, other)).sum::<i64>();
            let others = able.iter().filter(|(at, _)| !members.contains(at));
            let Some(next) = others.min_by_key(|one| (-adds(one), one.0)) else { break };
            if members.len() >= self.min && adds(next) <= 0 {
                break;
            }
            members.push(next.0);
        }
        if members.len() < self.min {
            return None;
        }
        let sorted = |mut members: Vec<u32>| {
            members.sort_unstable();
            members
        };
        let whole = sorted(members.clone());
        if !self.fixed(&whole) {
            return Some((self.worth(objective, &whole), whole));
        }
        // The same group for the fourth time: someone else instead of one, or one less.
        let mut others: Vec<Vec<u32>> = Vec::new();
        for out in 0..members.len() {
            let mut less = members.clone();
            less.remove(out);
            for &(at, _) in able.iter().filter(|(at, _)| !members.contains(at)) {
                others.push(sorted(less.iter().copied().chain([at]).collect()));
            }
            if less.len() >= self.min {
                others.push(sorted(less));
            }
        }
        let fresh = others.into_iter().filter(|members| !self.fixed(members));
        fresh
            .map(|members| (self.worth(objective, &members), members))
            .min_by_key(|(worth, members)| (-worth, members.clone()))
    }
}

/// A lesson for an objective that is open to all, rather one for several, then by index.
fn lesson<'p>(graph: &Graph<'_>, objective: ObjectiveIx, pupils: impl Iterator<Item = &'p Pupil>) -> Option<LessonIx> {
    let all: Vec<Readiness<'_>> = pupils.map(|pupil| Readiness::new(graph, &pupil.known)).collect();
    let open = graph.teachers(objective).filter(|&l| all.iter().all(|readiness| readiness.open(l)));
    open.min_by_key(|&l| (!graph.curriculum.lessons[l.index()].together, l))
}
