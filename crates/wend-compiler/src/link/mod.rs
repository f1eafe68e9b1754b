//! All summaries become one curriculum. Everything that is named is looked up here, once.
//!
//! 1. `lessons`: ids, pages, titles, minutes; which objectives there are besides the written ones.
//! 2. `objectives`: the written ones, then those that lessons have of their own; aliases.
//! 3. `names`: the table of all names; `near`: the one that was meant. `needs`: requirements.
//! 4. `items`: which item yields evidence about what.
//! 5. `refs`: links and pictures (`finder` looks one up, `address` takes it apart); [`links`] is what comes of them.
//!    `left_out`: texts that were perhaps meant as lessons.
//! 6. `learners`: learners' files and path templates.

pub(crate) mod address;
mod finder;
pub(crate) mod items;
pub(crate) mod learners;
mod left_out;
pub(crate) mod lessons;
pub mod links;
pub(crate) mod names;
pub(crate) mod near;
pub(crate) mod needs;
pub(crate) mod objectives;
pub(crate) mod refs;

use std::collections::BTreeMap;
use std::sync::Arc;

use wend_core::{Interest, InterestIx, LessonIx, ObjectiveIx, Strand, StrandIx};
use wend_diagnostics::{Diagnostic, FileId, Severity, Span, codes};

use crate::compiled::{Compiled, ItemFileDoc, LessonDoc, Term};
use crate::config::{Config, InterestDef, StrandDef};
use crate::ids;
use crate::load::Role;
use crate::need::Need;
use crate::objective::{ItemHome, ItemRef};
use crate::parse::{Page, Summary};
use crate::world::Stamp;
use lessons::LessonIn;
use names::Names;

/// One file as the linker gets it.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) path: Arc<str>,
    /// Its id; for files that are not text, one that nothing uses.
    pub(crate) file: FileId,
    pub(crate) role: Role,
    pub(crate) stamp: Stamp,
    pub(crate) hash: [u8; 32],
    pub(crate) summary: Arc<Summary>,
}

/// The linked curriculum, and what the checks need beside it.
pub(crate) struct Linked<'a> {
    /// Without sources, theme and registry, which are the caller's part.
    pub(crate) compiled: Compiled,
    pub(crate) names: Names,
    /// The requirements as they were written; a lesson's for the objective that it has of its own.
    pub(crate) needs: BTreeMap<ObjectiveIx, &'a Need>,
}

/// Links all files; `root` is where lessons are looked for.
pub(crate) fn link<'a>(
    inputs: &'a [Input],
    root: &str,
    memo: &mut refs::Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> Linked<'a> {
    let mut config = inputs
        .iter()
        .find_map(|input| match input.summary.as_ref() {
            Summary::Config(config) => Some(config.clone()),
            _ => None,
        })
        .unwrap_or_else(Config::plain);

    let lessons = lessons::collect(inputs, diagnostics);
    if config.file.is_none() {
        vocabulary_of(&lessons, &mut config);
        config.title = title_of(inputs, &lessons).unwrap_or_default();
    }
    let mut names = Names::default();
    for (at, def) in config.interests.iter().enumerate() {
        names.interests.insert(def.id.clone(), InterestIx::at(at));
    }
    for (at, def) in config.strands.iter().enumerate() {
        names.strands.insert(def.id.clone(), StrandIx::at(at));
    }
    lessons::name(&lessons, &mut names, diagnostics);
    let mut objectives = objectives::collect(inputs, &lessons, &mut names, diagnostics);
    lessons::teach(&lessons, &mut objectives, &mut names, diagnostics);

    let mut curriculum = wend_core::Curriculum {
        id: config.id.clone(),
        title: config.title.clone(),
        language: config.language.clone(),
        interests: interests(&config),
        strands: strands(&config),
        mastery: config.mastery,
        weights: config.weights.clone(),
        ..wend_core::Curriculum::default()
    };
    curriculum.aliases = objectives::aliases(&objectives, &lessons, &names);
    let mut docs = objectives::build(&objectives, &lessons, &names, &mut curriculum, diagnostics);
    lessons::build(&lessons, &names, &config, &mut curriculum, diagnostics);
    for (at, lesson) in curriculum.lessons.iter().enumerate() {
        for objective in &lesson.teaches {
            docs[objective.index()].lessons.push(LessonIx::at(at));
        }
    }

    let terms = terms(&lessons, diagnostics);
    let files: Vec<(&Input, &Page)> = inputs
        .iter()
        .filter_map(|input| match input.summary.as_ref() {
            Summary::Items(_, page) => Some((input, page)),
            _ => None,
        })
        .collect();

    let mut lesson_docs = Vec::with_capacity(lessons.len());
    for (at, lesson) in lessons.iter().enumerate() {
        let ix = LessonIx::at(at);
        let found = items::of_lesson(lesson.page, ix, &names, &docs, diagnostics);
        for item in &found {
            let home = ItemHome::Lesson(ix);
            count(item, &lesson.id, home, &mut docs, &mut curriculum);
        }
        lesson_docs.push(LessonDoc {
            ix,
            id: lesson.id.clone(),
            path: lesson.input.path.clone(),
            file: lesson.input.file,
            title: curriculum.lessons[at].title.clone(),
            front: lesson.front.clone(),
            outline: lesson.page.outline.clone(),
            items: found,
            kinds: lesson.page.kinds.clone(),
            words: lesson.page.words.clone(),
            hash: lesson.input.hash,
        });
    }
    let mut item_files = Vec::with_capacity(files.len());
    for (at, (input, page)) in files.iter().enumerate() {
        let (Summary::Items(front, _), Role::Items(id)) = (input.summary.as_ref(), &input.role) else {
            continue;
        };
        let found = items::of_file(input, front, page, &names, &docs, diagnostics);
        for item in &found {
            let home = ItemHome::File(at as u32);
            count(item, id, home, &mut docs, &mut curriculum);
        }
        item_files.push(ItemFileDoc {
            id: id.clone(),
            path: input.path.clone(),
            file: input.file,
            front: front.clone(),
            outline: page.outline.clone(),
            items: found,
            kinds: page.kinds.clone(),
            hash: input.hash,
        });
    }

    let (links, assets) = refs::resolve(
        &refs::Scope {
            inputs,
            root,
            lessons: &lessons,
            files: &files,
            names: &names,
            docs: &docs,
            terms: &terms,
            html: config.html,
        },
        memo,
        diagnostics,
    );

    diagnostics.extend(left_out::note(inputs, &assets, root));
    let (paths, classes, people) = learners::link(inputs, &names, diagnostics);
    if lessons.is_empty() {
        let place = if root.is_empty() { "this folder" } else { "`lessons/`" };
        diagnostics.push(
            Diagnostic::new(&codes::config::NO_LESSONS, format!("there is no lesson in {place}"))
                .severity(Severity::Warning)
                .at_path(if root.is_empty() { "." } else { "lessons/" })
                .help("write a first one: a file that ends in .md"),
        );
    }
    let mut needs = BTreeMap::new();
    for (at, entry) in objectives.iter().enumerate() {
        let need = match entry.source {
            objectives::Source::Written(def) => def.requires.as_ref(),
            objectives::Source::Lesson(ix) => lessons[ix.index()].front.requires.as_ref(),
        };
        needs.extend(need.map(|need| (ObjectiveIx::at(at), need)));
    }
    let compiled = Compiled {
        id_is_fresh: config.id.is_empty(),
        config,
        curriculum,
        lessons: lesson_docs,
        objectives: docs,
        item_files,
        terms,
        paths,
        learners: people,
        classes,
        assets,
        links,
        ..Compiled::default()
    };
    Linked { compiled, names, needs }
}

/// Adds an item to its objective.
fn count(
    item: &crate::compiled::ItemDoc,
    home_id: &str,
    home: ItemHome,
    docs: &mut [crate::objective::ObjectiveDoc],
    curriculum: &mut wend_core::Curriculum,
) {
    let Some(ix) = item.objective else { return };
    let objective = &mut curriculum.objectives[ix.index()];
    objective.items = objective.items.saturating_add(1);
    if item.typed {
        objective.typed_items = objective.typed_items.saturating_add(1);
    }
    docs[ix.index()].items.push(ItemRef { id: Compiled::item_id(home_id, &item.local_id), home, typed: item.typed });
}

/// A plain folder has no vocabulary: what its lessons say is taken for it.
fn vocabulary_of(lessons: &[LessonIn<'_>], config: &mut Config) {
    for lesson in lessons {
        for text in &lesson.front.interests {
            let id = ids::normal(&text.value);
            if !config.interests.iter().any(|def| def.id == id) && config.interests.len() < usize::from(u16::MAX) {
                config.interests.push(InterestDef {
                    title: ids::title_from(&id),
                    id,
                    parent: None,
                    sign: None,
                    implied: false,
                    span: text.span,
                });
            }
        }
        if let Some(text) = &lesson.front.strand {
            let id = ids::normal(&text.value);
            if !config.strands.iter().any(|def| def.id == id) {
                config.strands.push(StrandDef { title: ids::title_from(&id), id, about: None, span: text.span });
            }
        }
    }
}

/// A plain folder is called what its `index.md` is called, or else its README.
fn title_of(inputs: &[Input], lessons: &[LessonIn<'_>]) -> Option<String> {
    let index = lessons.iter().find(|lesson| lesson.id.as_ref() == "index");
    index.map(|lesson| lessons::title(lesson).0).or_else(|| {
        inputs.iter().find_map(|input| match input.summary.as_ref() {
            Summary::Readme(title) => title.clone(),
            _ => None,
        })
    })
}

fn interests(config: &Config) -> Vec<Interest> {
    let find = |id: &str| config.interests.iter().position(|def| def.id == id);
    config
        .interests
        .iter()
        .map(|def| Interest {
            id: def.id.clone(),
            title: def.title.clone(),
            parent: def.parent.as_ref().and_then(|parent| find(&parent.value)).map(InterestIx::at),
        })
        .collect()
}

fn strands(config: &Config) -> Vec<Strand> {
    config.strands.iter().map(|def| Strand { id: def.id.clone(), title: def.title.clone() }).collect()
}

/// The words that lessons explain; the first explanation counts.
fn terms(lessons: &[LessonIn<'_>], diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Term> {
    let mut terms: BTreeMap<String, Term> = BTreeMap::new();
    for (at, lesson) in lessons.iter().enumerate() {
        for def in &lesson.page.terms {
            let id = ids::normal(&def.id.value);
            if let Some(first) = terms.get(&id) {
                diagnostics.push(
                    Diagnostic::new(&codes::link::DUPLICATE_TERM, format!("the term `{id}` is explained twice"))
                        .at(def.id.span)
                        .label(first.span, "links lead here")
                        .help(format!("link to the first one: [{}](term:{id})", def.title)),
                );
                continue;
            }
            terms.insert(
                id.clone(),
                Term {
                    id,
                    title: def.title.clone(),
                    lesson: LessonIx::at(at),
                    anchor: def.anchor.clone(),
                    span: def.id.span,
                },
            );
        }
    }
    terms
}

/// The very start of a file, for what is wrong with the file as a whole.
pub(crate) fn start_of(file: FileId) -> Span {
    Span { file, start: 0, end: 0 }
}
