//! Where something was tried in vain, and which lessons to leave out for another way.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Curriculum, Lesson, LessonIx, Names, ObjectiveIx, evidence::Log, mastery::Standing};

/// So many wrong answers in a lesson, and it was tried.
const TRIES: u32 = 2;

/// Objectives where drilling stopped, each with the lessons that teach it and in which it was tried.
#[must_use]
pub fn tried(
    curriculum: &Curriculum,
    names: &Names,
    log: &Log,
    standings: &[Standing],
) -> BTreeMap<ObjectiveIx, BTreeSet<LessonIx>> {
    let stuck = standings.iter().enumerate().filter(|(_, standing)| standing.stuck);
    let mut out: BTreeMap<_, _> = stuck.map(|(at, _)| (ObjectiveIx::at(at), BTreeSet::new())).collect();
    if out.is_empty() {
        return out;
    }
    let mut wrong = BTreeMap::new();
    for entry in &log.entries {
        let Some((false, _)) = entry.answered() else { continue };
        let objective = entry.text("objective").and_then(|id| names.objective(id));
        let lesson = entry.text("lesson").and_then(|id| names.lesson(id));
        let (Some(objective), Some(lesson)) = (objective, lesson) else { continue };
        let Some(lessons) = out.get_mut(&objective) else { continue };
        // A check before a lesson asks about what that lesson rests on.
        if !curriculum.lesson(lesson).is_some_and(|it| it.teaches.contains(&objective)) {
            continue;
        }
        let n = wrong.entry((objective, lesson)).or_insert(0);
        *n += 1;
        if *n == TRIES {
            lessons.insert(lesson);
        }
    }
    out
}

/// Lessons that the path leaves out for now: each was tried in vain, and another that can be begun teaches all that it would.
/// Pinned lessons stay, and what is left out already is no other way.
#[must_use]
pub fn left_for_another(
    curriculum: &Curriculum,
    hard: &BTreeMap<ObjectiveIx, BTreeSet<LessonIx>>,
    standings: &[Standing],
    pins: &[LessonIx],
    excludes: &[LessonIx],
) -> Vec<LessonIx> {
    let all: BTreeSet<LessonIx> = hard.values().flatten().copied().collect();
    let known = |o: ObjectiveIx| standings.get(o.index()).is_some_and(|standing| standing.known);
    let begins = |it: &Lesson| {
        let taught = it.teaches.iter().filter_map(|&o| curriculum.objective(o));
        it.requires.holds(&known) && taught.into_iter().all(|objective| objective.requires.holds(&known))
    };
    let another = |lesson: &Lesson| {
        curriculum.lessons.iter().enumerate().any(|(at, other)| {
            let ix = LessonIx::at(at);
            let serves = |o: &ObjectiveIx| other.teaches.contains(o);
            !(all.contains(&ix) || excludes.contains(&ix))
                && lesson.teaches.iter().all(|o| known(*o) || serves(o))
                && lesson.teaches.iter().any(serves)
                && begins(other)
        })
    };
    all.iter()
        .copied()
        .filter(|ix| !(pins.contains(ix) || excludes.contains(ix)))
        .filter(|&ix| curriculum.lesson(ix).is_some_and(another))
        .collect()
}
