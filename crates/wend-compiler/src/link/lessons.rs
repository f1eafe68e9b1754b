//! Lessons: which there are, what they are called, what they teach.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use indexmap::map::Entry;
use wend_core::{Curriculum, Lesson, LessonIx, Requirement};
use wend_diagnostics::{Diagnostic, codes};

use super::names::Names;
use super::objectives::{self, Source};
use super::{Input, needs, start_of};
use crate::config::Config;
use crate::front::LessonFront;
use crate::ids;
use crate::load::{Role, natural};
use crate::parse::{Page, Summary};

/// A lesson on its way into the curriculum.
pub(crate) struct LessonIn<'a> {
    pub(crate) input: &'a Input,
    pub(crate) id: Arc<str>,
    pub(crate) front: &'a Arc<LessonFront>,
    pub(crate) page: &'a Page,
}

/// Words read in a minute by a child who reads to learn; a page's words count code apart.
const WORDS_A_MINUTE: u32 = 130;

/// All lessons in natural order of their ids; where two claim one page, the first is kept.
pub(crate) fn collect<'a>(inputs: &'a [Input], diagnostics: &mut Vec<Diagnostic>) -> Vec<LessonIn<'a>> {
    let mut lessons: Vec<LessonIn<'a>> = inputs
        .iter()
        .filter_map(|input| match (&input.role, input.summary.as_ref()) {
            (Role::Lesson(id), Summary::Lesson(front, page)) => Some(LessonIn { input, id: id.clone(), front, page }),
            _ => None,
        })
        .collect();
    lessons.sort_by(|a, b| natural(&a.id, &b.id).then_with(|| a.input.path.cmp(&b.input.path)));
    let mut pages: IndexMap<String, Arc<str>> = IndexMap::with_capacity(lessons.len());
    lessons.retain(|lesson| {
        if let Some(fault) = ids::fault(&lesson.id, ids::Kind::Lesson) {
            diagnostics.push(fault.at(start_of(lesson.input.file)).help("rename the file"));
        }
        let path = lesson.input.path.clone();
        let first = match pages.entry(ids::fold(&lesson.id)) {
            Entry::Vacant(page) => {
                page.insert(path);
                return true;
            }
            Entry::Occupied(first) => first.get().clone(),
        };
        diagnostics.push(
            Diagnostic::new(&codes::link::SAME_PAGE, format!("`{path}` and `{first}` would become the same page"))
                .at(start_of(lesson.input.file))
                .help(format!("rename one of them; until then `{first}` is used")),
        );
        false
    });
    lessons
}

/// Puts ids and aliases into the table of names.
pub(crate) fn name(lessons: &[LessonIn<'_>], names: &mut Names, diagnostics: &mut Vec<Diagnostic>) {
    for (at, lesson) in lessons.iter().enumerate() {
        names.lessons.insert(lesson.id.to_string(), LessonIx::at(at));
    }
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for (at, lesson) in lessons.iter().enumerate() {
        for alias in &lesson.front.aliases {
            let name = ids::normal(&alias.value);
            let name = name.strip_suffix(".md").unwrap_or(&name).to_owned();
            let taken = names.lessons.get(&name).map(|ix| &lessons[ix.index()]);
            if let Some(owner) = taken {
                let what = if owners.contains_key(&name) { "is an alias of" } else { "is the id of" };
                diagnostics.push(
                    Diagnostic::new(
                        &codes::link::ALIAS_CLASH,
                        format!("the alias `{name}` {what} the lesson `{}`", owner.id),
                    )
                    .at(alias.span)
                    .help("leave it out in one of the two"),
                );
                continue;
            }
            owners.insert(name.clone(), at);
            names.lessons.insert(name, LessonIx::at(at));
        }
    }
}

/// Looks up what each lesson teaches. A lesson of which nothing could be looked up gets an objective of its own after
/// all, so that every lesson teaches something.
pub(crate) fn teach<'a>(
    lessons: &[LessonIn<'a>],
    objectives: &mut Vec<objectives::Entry<'a>>,
    names: &mut Names,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut later = Vec::new();
    names.teaches = vec![Vec::new(); lessons.len()];
    for (at, lesson) in lessons.iter().enumerate() {
        if lesson.front.teaches.is_empty() {
            // Its own objective, or the written one that has its id.
            names.teaches[at].extend(names.objectives.get(lesson.id.as_ref()).copied());
        }
        for id in &lesson.front.teaches {
            match names.objectives.get(&ids::normal(&id.value)) {
                Some(ix) if names.teaches[at].contains(ix) => {}
                Some(ix) => names.teaches[at].push(*ix),
                None => later.push((at, id)),
            }
        }
    }
    // What is left may be the id of another lesson, which stands for what that one teaches.
    for (at, id) in later {
        if let Some(ix) = names.objective(id, diagnostics)
            && !names.teaches[at].contains(&ix)
        {
            names.teaches[at].push(ix);
        }
    }
    for (at, lesson) in lessons.iter().enumerate() {
        if names.teaches[at].is_empty() {
            let ix =
                super::objectives::push(objectives, lesson.id.to_string(), Source::Lesson(LessonIx::at(at)), names);
            names.teaches[at].push(ix);
        }
        let front = lesson.front;
        let names_some = !front.teaches.is_empty();
        for (key, span) in [
            ("can", front.can.as_ref().map(|can| can.span)),
            ("strand", front.strand.as_ref().map(|strand| strand.span)),
            ("depth", front.depth.as_ref().map(|depth| depth.span)),
        ] {
            if let (true, Some(span)) = (names_some, span) {
                diagnostics.push(
                    Diagnostic::new(
                        &codes::front::UNUSED_KEY,
                        format!("`{key}` has no effect in a lesson that names what it teaches"),
                    )
                    .at(span)
                    .help("write it in the objective's own table, or leave `teaches` out"),
                );
            }
        }
    }
}

/// A lesson's title, and whether somebody wrote it.
pub(crate) fn title(lesson: &LessonIn<'_>) -> (String, bool) {
    let written = lesson
        .front
        .title
        .as_ref()
        .or(lesson.page.outline.h1.as_ref())
        .map(|title| title.value.trim())
        .filter(|title| !title.is_empty());
    match written {
        Some(title) => (title.to_owned(), true),
        None => {
            let title = ids::title_from(&lesson.id);
            (if title.is_empty() { lesson.id.to_string() } else { title }, false)
        }
    }
}

/// Minutes where nobody said: reading at 130 words a minute and a minute for each question (at most three rows of a
/// table of variants), between 3 and 60.
pub(crate) fn estimate(page: &Page) -> u16 {
    let minutes = page.outline.words.div_ceil(WORDS_A_MINUTE) + page.exercises;
    minutes.clamp(3, 60) as u16
}

/// Makes the engine's lessons.
pub(crate) fn build(
    lessons: &[LessonIn<'_>],
    names: &Names,
    config: &Config,
    curriculum: &mut Curriculum,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (at, lesson) in lessons.iter().enumerate() {
        let front = lesson.front;
        let (title, written) = title(lesson);
        if !written {
            diagnostics.push(
                Diagnostic::new(
                    &codes::front::NO_TITLE,
                    format!("this lesson has no title; `{title}` is made from its file name"),
                )
                .at(start_of(lesson.input.file))
                .help(if front.yaml {
                    "begin it with a line `# Title`, or write `title: Title` between the `---` lines"
                } else {
                    "begin it with a line `# Title`, or write title = \"Title\" between `+++` lines"
                }),
            );
        }
        let mut interests = Vec::new();
        for id in &front.interests {
            interests.extend(names.interest(id, diagnostics));
        }
        interests.dedup();
        let requires = front
            .requires
            .as_ref()
            .and_then(|need| needs::resolve(need, names, diagnostics))
            .unwrap_or_else(Requirement::none);
        curriculum.lessons.push(Lesson {
            id: lesson.id.to_string(),
            title,
            teaches: names.teaches[at].clone(),
            requires,
            interests,
            approach: front.approach,
            support: front.support,
            form: front.form.clone(),
            minutes: front.minutes.unwrap_or_else(|| estimate(lesson.page)),
            place: front.place,
            together: front.together.unwrap_or(lesson.page.together),
            lang: front.lang.clone().filter(|lang| *lang != config.language),
        });
    }
}
