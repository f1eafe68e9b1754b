//! Objectives: the written ones in the order of their files, then those that lessons have of their own.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use wend_core::{Aliases, Curriculum, LessonIx, Objective, ObjectiveIx, Requirement};
use wend_diagnostics::{Diagnostic, Span, codes};

use super::lessons::LessonIn;
use super::names::Names;
use super::{Input, needs, start_of};
use crate::ids;
use crate::objective::{ObjectiveDef, ObjectiveDoc};
use crate::parse::Summary;

/// An objective on its way into the curriculum.
pub(crate) struct Entry<'a> {
    pub(crate) id: String,
    pub(crate) source: Source<'a>,
}

/// Where an objective comes from.
pub(crate) enum Source<'a> {
    Written(&'a ObjectiveDef),
    Lesson(LessonIx),
}

/// Adds an objective and names it.
pub(crate) fn push<'a>(
    objectives: &mut Vec<Entry<'a>>,
    id: String,
    source: Source<'a>,
    names: &mut Names,
) -> ObjectiveIx {
    let ix = ObjectiveIx::at(objectives.len());
    names.objectives.insert(id.clone(), ix);
    objectives.push(Entry { id, source });
    ix
}

/// Collects all objectives and names them, aliases last.
pub(crate) fn collect<'a>(
    inputs: &'a [Input],
    lessons: &[LessonIn<'a>],
    names: &mut Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry<'a>> {
    let mut objectives: Vec<Entry<'a>> = Vec::new();
    let mut folded: IndexMap<String, ObjectiveIx> = IndexMap::new();
    let mut spans: Vec<Span> = Vec::new();
    for input in inputs {
        let Summary::Objectives(defs) = input.summary.as_ref() else { continue };
        for def in defs {
            let fold = ids::fold(&def.id.value);
            if let Some(ix) = folded.get(&fold) {
                let other = &objectives[ix.index()].id;
                diagnostics.push(ids::clash("objective", &def.id.value, def.id.span, other, spans[ix.index()]));
                // Whoever names it is not to blame.
                names.objectives.entry(def.id.value.clone()).or_insert(*ix);
                continue;
            }
            let ix = push(&mut objectives, def.id.value.clone(), Source::Written(def), names);
            folded.insert(fold, ix);
            spans.push(def.id.span);
        }
    }
    for (at, lesson) in lessons.iter().enumerate() {
        let taken = names.objectives.contains_key(lesson.id.as_ref());
        if !lesson.front.teaches.is_empty() || taken {
            continue;
        }
        if let Some(ix) = folded.get(&ids::fold(&lesson.id)) {
            let (other, first) = (&objectives[ix.index()].id, spans[ix.index()]);
            diagnostics.push(ids::clash("objective", &lesson.id, start_of(lesson.input.file), other, first));
        }
        let source = Source::Lesson(LessonIx::at(at));
        push(&mut objectives, lesson.id.to_string(), source, names);
    }
    name_aliases(&objectives, names, diagnostics);
    objectives
}

fn name_aliases(objectives: &[Entry<'_>], names: &mut Names, diagnostics: &mut Vec<Diagnostic>) {
    let mut owners: BTreeMap<String, Span> = BTreeMap::new();
    for (at, entry) in objectives.iter().enumerate() {
        let Source::Written(def) = entry.source else {
            continue;
        };
        for alias in &def.aliases {
            let name = ids::normal(&alias.value);
            if let Some(owner) = names.objectives.get(&name) {
                let owner = &objectives[owner.index()].id;
                let mut diagnostic = Diagnostic::new(
                    &codes::link::ALIAS_CLASH,
                    match owners.contains_key(&name) {
                        true => format!("the alias `{name}` is an alias of the objective `{owner}`"),
                        false => format!("the alias `{name}` is the id of the objective `{owner}`"),
                    },
                )
                .at(alias.span)
                .help("leave it out in one of the two");
                if let Some(first) = owners.get(&name) {
                    diagnostic = diagnostic.label(*first, "there");
                }
                diagnostics.push(diagnostic);
                continue;
            }
            owners.insert(name.clone(), alias.span);
            names.objectives.insert(name, ObjectiveIx::at(at));
        }
    }
}

/// The aliases that authors wrote, and the old ids of lessons for those lessons' own objectives.
pub(crate) fn aliases(objectives: &[Entry<'_>], lessons: &[LessonIn<'_>], names: &Names) -> Aliases {
    let mut aliases = Aliases::default();
    for (at, entry) in objectives.iter().enumerate() {
        let old = match &entry.source {
            Source::Written(def) => &def.aliases,
            Source::Lesson(lesson) => &lessons[lesson.index()].front.aliases,
        };
        for alias in old {
            let name = ids::normal(&alias.value);
            let owner = names.objectives.get(&name);
            // Those of lessons are not in the table of names; an id or alias that someone wrote comes first.
            let own = matches!(entry.source, Source::Lesson(_)) && owner.is_none();
            if own || owner == Some(&ObjectiveIx::at(at)) {
                aliases.objectives.insert(name, entry.id.clone());
            }
        }
    }
    for (at, lesson) in lessons.iter().enumerate() {
        for alias in &lesson.front.aliases {
            let name = ids::normal(&alias.value);
            let name = name.strip_suffix(".md").unwrap_or(&name);
            if names.lessons.get(name) == Some(&LessonIx::at(at)) && *name != *lesson.id {
                aliases.lessons.insert(name.to_owned(), lesson.id.to_string());
            }
        }
    }
    aliases
}

/// Makes the engine's objectives, and the documents beside them.
pub(crate) fn build(
    objectives: &[Entry<'_>],
    lessons: &[LessonIn<'_>],
    names: &Names,
    curriculum: &mut Curriculum,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<ObjectiveDoc> {
    let mut docs = Vec::with_capacity(objectives.len());
    for (at, entry) in objectives.iter().enumerate() {
        let ix = ObjectiveIx::at(at);
        let (objective, doc) = match entry.source {
            Source::Written(def) => written(ix, def, names, diagnostics),
            Source::Lesson(at) => own(ix, at, &lessons[at.index()], names, diagnostics),
        };
        curriculum.objectives.push(objective);
        docs.push(doc);
    }
    docs
}

fn written(
    ix: ObjectiveIx,
    def: &ObjectiveDef,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Objective, ObjectiveDoc) {
    let title = def.title.clone().unwrap_or_else(|| ids::title_from(&def.id.value));
    let can = def.can.clone().unwrap_or_else(|| title.clone());
    let strand = def.strand.as_ref().and_then(|strand| names.strand(strand, diagnostics));
    let requires = def
        .requires
        .as_ref()
        .and_then(|need| needs::resolve(need, names, diagnostics))
        .unwrap_or_else(Requirement::none);
    let mut encompasses = Vec::new();
    for (id, share) in &def.encompasses {
        match names.objective(id, diagnostics) {
            Some(other) if other == ix => diagnostics.push(
                Diagnostic::new(&codes::objective::ENCOMPASSES_ITSELF, format!("`{}` encompasses itself", id.value))
                    .at(id.span)
                    .help("leave it out"),
            ),
            Some(other) => encompasses.push((other, *share)),
            None => {}
        }
    }
    let objective = Objective {
        id: def.id.value.clone(),
        title: title.clone(),
        can: can.clone(),
        strand,
        depth: def.depth,
        requires,
        mastery: def.mastery,
        items: 0,
        typed_items: 0,
        encompasses,
        own: false,
        page: true,
    };
    let doc = ObjectiveDoc {
        ix,
        id: def.id.value.clone(),
        title,
        can,
        standards: def.standards.clone(),
        mixups: def.mixups.clone(),
        aliases: def.aliases.clone(),
        items: Vec::new(),
        own_of: None,
        lessons: Vec::new(),
        span: def.id.span,
    };
    (objective, doc)
}

fn own(
    ix: ObjectiveIx,
    at: LessonIx,
    lesson: &LessonIn<'_>,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Objective, ObjectiveDoc) {
    let front = lesson.front;
    let title = super::lessons::title(lesson).0;
    let can = front.can.as_ref().map_or_else(|| title.clone(), |can| can.value.clone());
    let strand = front.strand.as_ref().and_then(|strand| names.strand(strand, diagnostics));
    let objective = Objective {
        id: lesson.id.to_string(),
        title: title.clone(),
        can: can.clone(),
        strand,
        depth: front.depth.as_ref().map(|depth| depth.value).unwrap_or_default(),
        own: true,
        page: false,
        ..Objective::default()
    };
    let doc = ObjectiveDoc {
        ix,
        id: lesson.id.to_string(),
        title,
        can,
        standards: Vec::new(),
        mixups: Vec::new(),
        aliases: Vec::new(),
        items: Vec::new(),
        own_of: Some(at),
        lessons: Vec::new(),
        span: start_of(lesson.input.file),
    };
    (objective, doc)
}
