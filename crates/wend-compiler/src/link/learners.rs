//! Learners' files and path templates, their ids looked up.

use std::collections::BTreeMap;

use wend_core::{InterestIx, LessonIx, ObjectiveIx, Profile, Request};
use wend_diagnostics::{Diagnostic, Spanned, codes};

use super::Input;
use super::names::Names;
use crate::class::{ClassFile, Roster};
use crate::compiled::{Compiled, Learner};
use crate::ids;
use crate::learner::{LearnerFile, PathRequest, PathTemplate};
use crate::parse::{self, Summary};

/// Checks all learners and looks up all paths.
pub(crate) fn link(
    inputs: &[Input],
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<PathTemplate>, Vec<ClassFile>, Vec<LearnerFile>) {
    let mut paths = Vec::new();
    let mut classes = Vec::new();
    let mut learners: Vec<LearnerFile> = Vec::new();
    for input in inputs {
        match input.summary.as_ref() {
            Summary::Path(path) => {
                let mut path = path.clone();
                let request = request(&path.request, names, diagnostics);
                path.goals = request.goals;
                path.pins = request.pins;
                path.excludes = request.excludes;
                paths.push(path);
            }
            Summary::Roster(roster) => {
                classes.extend(roster.class.clone());
                learners.extend(roster.learners.iter().cloned());
            }
            _ => {}
        }
    }
    check_all(&learners, names, diagnostics);
    (paths, classes, learners)
}

/// Checks the ids of learners, and that one can be told from another.
fn check_all(learners: &[LearnerFile], names: &Names, diagnostics: &mut Vec<Diagnostic>) {
    let mut aliases: BTreeMap<String, Vec<&LearnerFile>> = BTreeMap::new();
    for learner in learners {
        resolve_with(learner, names, diagnostics);
        let same = aliases.entry(ids::fold(&learner.alias.value)).or_default();
        // Two of one alias with records of their own are two people.
        let apart = |other: &LearnerFile| {
            other.alias.value == learner.alias.value
                && !other.records.is_empty()
                && !learner.records.is_empty()
                && !other.records.iter().any(|record| learner.records.contains(record))
        };
        if let Some(other) = same.iter().find(|other| !apart(other)) {
            let (id, first) = (&learner.alias, &other.alias);
            diagnostics.push(ids::clash("learner", &id.value, id.span, &first.value, first.span));
        }
        same.push(learner);
    }
}

/// Looks up learners' ids in a compiled curriculum.
pub(crate) fn resolve(compiled: &Compiled, files: &[LearnerFile]) -> Vec<Learner> {
    let names = names_of(compiled);
    files.iter().map(|file| resolve_with(file, &names, &mut Vec::new())).collect()
}

/// Reads and checks a file of learners from elsewhere.
pub(crate) fn foreign(compiled: &mut Compiled, path: &str, bytes: &[u8]) -> (Option<Roster>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let file = wend_diagnostics::FileId(compiled.sources.len() as u32);
    let text = crate::load::text(file, path, bytes.to_vec(), &mut diagnostics);
    let file = compiled.sources.add(path, text.clone());
    if !diagnostics.is_empty() {
        return (None, diagnostics);
    }
    let table = parse::toml(file, &text, &mut diagnostics);
    let stem = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = stem.strip_suffix(".toml").unwrap_or(stem);
    let roster = Roster::read(file, stem, &table, &mut diagnostics);
    check_all(&roster.learners, &names_of(compiled), &mut diagnostics);
    wend_diagnostics::sort(&mut diagnostics);
    (Some(roster), diagnostics)
}

/// The table of names of a curriculum that is linked already.
fn names_of(compiled: &Compiled) -> Names {
    let curriculum = &compiled.curriculum;
    let mut names = Names::default();
    for (at, interest) in curriculum.interests.iter().enumerate() {
        names.interests.insert(interest.id.clone(), InterestIx::at(at));
    }
    for (at, objective) in curriculum.objectives.iter().enumerate() {
        names.objectives.insert(objective.id.clone(), ObjectiveIx::at(at));
    }
    for (at, lesson) in curriculum.lessons.iter().enumerate() {
        names.lessons.insert(lesson.id.clone(), LessonIx::at(at));
        names.teaches.push(lesson.teaches.clone());
    }
    for (old, new) in &curriculum.aliases.objectives {
        if let Some(ix) = names.objectives.get(new).copied() {
            names.objectives.entry(old.clone()).or_insert(ix);
        }
    }
    for (old, new) in &curriculum.aliases.lessons {
        if let Some(ix) = names.lessons.get(new).copied() {
            names.lessons.entry(old.clone()).or_insert(ix);
        }
    }
    names
}

fn resolve_with(file: &LearnerFile, names: &Names, diagnostics: &mut Vec<Diagnostic>) -> Learner {
    let avoid = interests(&file.avoid, names, diagnostics);
    let mut liked: Vec<(InterestIx, u16)> = Vec::new();
    for (id, weight) in &file.interests {
        let Some(ix) = names.interest(id, diagnostics) else {
            continue;
        };
        if avoid.contains(&ix) {
            diagnostics.push(contradiction(
                id,
                format!("`{}` is both liked and avoided", id.value),
                "take it out of `interests` or out of `avoid`",
            ));
        } else if !liked.iter().any(|(known, _)| *known == ix) {
            liked.push((ix, *weight));
        }
    }
    let mut known = wend_core::State::new();
    for id in &file.known {
        if let Some(ix) = names.objective(id, diagnostics) {
            known.insert(ix);
        }
    }
    let request = request(&file.path, names, diagnostics);
    for id in &file.path.goals {
        if let Some(ix) = names.objective(id, &mut Vec::new())
            && known.contains(ix)
        {
            diagnostics.push(contradiction(
                id,
                format!("the goal `{}` is known already", id.value),
                "take it out of `goals`, or out of `known` if it is to be learned again",
            ));
        }
    }
    let mut set_aside = Vec::new();
    for (id, why) in &file.set_aside {
        let Some(ix) = names.objective(id, diagnostics) else {
            continue;
        };
        if request.goals.contains(&ix) {
            diagnostics.push(contradiction(
                id,
                format!("the goal `{}` is also set aside", id.value),
                "take it out of `goals` or out of `set_aside`",
            ));
        } else {
            set_aside.push((ix, why.clone()));
        }
    }
    Learner {
        set_aside,
        profile: Profile {
            interests: liked,
            avoid,
            support: file.support,
            forms: file.form.clone(),
            weekly_minutes: file.weekly_minutes.unwrap_or_default(),
            extra_percent: file.extra_percent.unwrap_or_default(),
            autonomy: file.autonomy.unwrap_or_default(),
            group: file.group,
            ..Profile::default()
        },
        known,
        request,
    }
}

/// Two wishes about one thing that can't both be.
fn contradiction(id: &Spanned<String>, what: String, mend: &str) -> Diagnostic {
    Diagnostic::new(&codes::learner::CONTRADICTION, what).at(id.span).help(mend)
}

fn interests(list: &[Spanned<String>], names: &Names, diagnostics: &mut Vec<Diagnostic>) -> Vec<InterestIx> {
    list.iter().filter_map(|id| names.interest(id, diagnostics)).collect()
}

fn request(path: &PathRequest, names: &Names, diagnostics: &mut Vec<Diagnostic>) -> Request {
    let mut request = Request::default();
    for id in &path.goals {
        if let Some(ix) = names.objective(id, diagnostics)
            && !request.goals.contains(&ix)
        {
            request.goals.push(ix);
        }
    }
    for id in &path.exclude {
        request.excludes.extend(names.lesson(id, diagnostics));
    }
    for id in &path.pin {
        let Some(ix) = names.lesson(id, diagnostics) else {
            continue;
        };
        if request.excludes.contains(&ix) {
            diagnostics.push(contradiction(
                id,
                format!("`{}` is both pinned and excluded", id.value),
                "take it out of `pin` or out of `exclude`",
            ));
        } else if !request.pins.contains(&ix) {
            request.pins.push(ix);
        }
    }
    request
}
