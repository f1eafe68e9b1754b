//! A real course: seventeen concepts, their exercises and their pages.
//!
//! 1. [`track`] reads it as it was found. 2. [`convert`] writes it as a curriculum, and says what it rewrites.
//! 3. [`source`] reads its pages without our code. 4. The tests here build the curriculum and hold every fact of the track
//!    against the result.

mod convert;
mod source;
mod track;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, OnceLock};

use rayon::prelude::*;
use wend_compiler::{Compiled, Compiler, MemoryWorld};
use wend_core::readiness::ready_lessons;
use wend_core::{Graph, LessonIx, ObjectiveIx, Profile, Request, State};
use wend_diagnostics::{Diagnostic, render};
use wend_site::{Kind, SitePlan, Theme};

use crate::page::{Page, attribute, attributes, words};
use crate::words::kept_in_order;
use convert::{Choice, Converted, Notes, convert};
use source::Source;
use track::Track;

/// As it would be published: notes are blocks, raw HTML is allowed.
static PUBLISHED: LazyLock<Built> =
    LazyLock::new(|| Built::new(Choice { wip: false, notes: Notes::AsBlocks, html: true }));
/// As little changed as can be.
static AS_FOUND: LazyLock<Built> =
    LazyLock::new(|| Built::new(Choice { wip: false, notes: Notes::AsWritten, html: false }));
/// With what is still being written.
static UNFINISHED: LazyLock<Built> =
    LazyLock::new(|| Built::new(Choice { wip: true, notes: Notes::AsBlocks, html: true }));

/// A curriculum, built once for all tests.
struct Built {
    choice: Choice,
    track: Track,
    converted: Converted,
    compiled: Arc<Compiled>,
    site: SitePlan,
    pages: OnceLock<BTreeMap<String, Page>>,
}

impl Built {
    fn new(choice: Choice) -> Built {
        let track = Track::read();
        let converted = convert(&track, choice);
        let world = MemoryWorld::new(&converted.files);
        let compiled = Arc::new(Compiler::new(wend_compiler::Options::default()).compile(&world));
        let site = wend_site::plan(compiled.clone(), &Theme::builtin(), &wend_site::Options::default());
        Built { choice, track, converted, compiled, site, pages: OnceLock::new() }
    }

    fn objective(&self, concept: &str) -> ObjectiveIx {
        let found = self.compiled.curriculum.objectives.iter().position(|objective| objective.id == concept);
        ObjectiveIx::at(found.unwrap_or_else(|| panic!("{concept} is no objective")))
    }

    fn lesson(&self, id: &str) -> LessonIx {
        let found = self.compiled.curriculum.lessons.iter().position(|lesson| lesson.id == id);
        LessonIx::at(found.unwrap_or_else(|| panic!("{id} is no lesson")))
    }

    fn state<'c>(&self, concepts: impl IntoIterator<Item = &'c str>) -> State {
        concepts.into_iter().map(|concept| self.objective(concept)).collect()
    }

    /// The errors among findings, as people see them.
    fn errors(&self, found: &[Diagnostic]) -> String {
        let errors: Vec<Diagnostic> = found.iter().filter(|d| d.is_error()).cloned().collect();
        render::human(&errors, &self.compiled.sources, false)
    }

    /// Every page of the site, read; fails when one has an error or is not well made.
    fn pages(&self) -> &BTreeMap<String, Page> {
        self.pages.get_or_init(|| {
            assert_eq!(self.errors(&self.site.diagnostics), "");
            let planned = self.site.files.par_iter().enumerate().filter(|(_, file)| file.kind == Kind::Page);
            let pages = planned.map(|(ix, file)| {
                let rendered = self.site.render(ix);
                assert_eq!(self.errors(&rendered.diagnostics), "", "{}", file.path);
                let html = String::from_utf8(rendered.bytes).expect("pages are UTF-8");
                let page = Page::read(&html).unwrap_or_else(|fault| panic!("{}: {fault}", file.path));
                (file.path.clone(), page)
            });
            pages.collect()
        })
    }
}

#[test]
fn it_compiles_without_an_error() {
    for built in [&*PUBLISHED, &*AS_FOUND] {
        assert_eq!(built.errors(&built.compiled.diagnostics), "", "{:?}", built.choice);
        assert_eq!(built.compiled.curriculum.lessons.len(), built.converted.lessons.len());
        // Seventeen concepts, and the objective of the one exercise that teaches none of them.
        let (own, named): (Vec<_>, Vec<_>) = built.compiled.curriculum.objectives.iter().partition(|o| o.own);
        assert_eq!(own.iter().map(|o| o.id.as_str()).collect::<Vec<_>>(), ["exercises/electric-bill"]);
        let named: BTreeMap<&str, &str> = named.iter().map(|o| (o.id.as_str(), o.title.as_str())).collect();
        let taught = built.track.taught();
        assert_eq!(named, taught.into_iter().map(|c| (c, built.track.concepts[c].as_str())).collect());
    }
}

#[test]
fn a_lesson_is_ready_when_all_prerequisites_are_there_and_not_when_one_is_missing() {
    let built = &*PUBLISHED;
    let graph = Graph::new(&built.compiled.curriculum);
    let ready = |known: &State, lesson| ready_lessons(&graph, known).contains(&lesson);
    let mut tried = 0;
    for exercise in built.track.finished() {
        let before = || exercise.prerequisites.iter().map(String::as_str);
        let pages = exercise.concepts.iter().flat_map(|c| built.track.pages_of(&format!("concepts/{c}")));
        let mut lessons = vec![format!("exercises/{}", exercise.slug)];
        lessons.extend(pages.map(|page| page.trim_end_matches(".md").to_owned()));
        for id in lessons {
            let lesson = built.lesson(&id);
            assert!(ready(&built.state(before()), lesson), "{id} is ready");
            for missing in before() {
                let known = built.state(before().filter(|concept| *concept != missing));
                assert!(!ready(&known, lesson), "{id} is ready without {missing}");
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn what_is_ready_is_the_same_in_every_state_that_a_learner_can_be_in() {
    let built = &*PUBLISHED;
    let graph = Graph::new(&built.compiled.curriculum);
    // Every state along every exercise's way: what it builds on, one concept more each time.
    let mut states: BTreeSet<BTreeSet<&str>> = BTreeSet::from([BTreeSet::new()]);
    for goal in built.track.taught() {
        let mut state = BTreeSet::new();
        for concept in in_order(&built.track, goal) {
            state.insert(concept);
            states.insert(state.clone());
        }
    }
    for state in states {
        let mut expected: BTreeSet<&str> = BTreeSet::new();
        for made in &built.converted.lessons {
            let new = made.teaches.is_empty() || made.teaches.iter().any(|c| !state.contains(c.as_str()));
            let before = made.teaches.iter().flat_map(|concept| built.track.before(concept));
            if new && before.into_iter().all(|concept| state.contains(concept)) {
                expected.insert(&made.id);
            }
        }
        let ready = ready_lessons(&graph, &built.state(state.iter().copied()));
        let ready: BTreeSet<&str> =
            ready.into_iter().map(|ix| built.compiled.curriculum.lessons[ix.index()].id.as_str()).collect();
        assert_eq!(ready, expected, "{state:?}");
    }
}

/// A concept and all before it, each after what it needs.
fn in_order<'t>(track: &'t Track, concept: &'t str) -> Vec<&'t str> {
    let mut open = track.all_before(concept);
    open.insert(concept);
    let mut order: Vec<&str> = Vec::new();
    while !open.is_empty() {
        let next = open.iter().find(|c| track.before(c).iter().all(|b| order.contains(b)));
        let next = *next.expect("the track has no circle");
        open.remove(next);
        order.push(next);
    }
    order
}

#[test]
fn a_path_to_a_concept_teaches_all_that_comes_before_it_and_in_order() {
    let built = &*PUBLISHED;
    let curriculum = &built.compiled.curriculum;
    let graph = Graph::new(curriculum);
    for goal in built.track.taught() {
        let request = Request { goals: vec![built.objective(goal)], ..Request::default() };
        let plan = wend_core::path::plan(&graph, &Profile::default(), &State::new(), &request);
        assert!(plan.unreachable.is_empty(), "{goal}: {:?}", plan.unreachable);
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for step in &plan.steps {
            assert!(!step.reasons.is_empty(), "{goal}: a step without a reason");
            for taught in &curriculum.lessons[step.lesson.index()].teaches {
                let concept = curriculum.objectives[taught.index()].id.as_str();
                let before = built.track.before(concept);
                let late: Vec<_> = before.difference(&known).collect();
                assert!(late.is_empty(), "{goal}: {concept} comes before {late:?}");
                known.insert(concept);
            }
        }
        let mut needed = built.track.all_before(goal);
        needed.insert(goal);
        assert_eq!(known, needed, "the path to {goal}");
        assert_eq!(plan.steps.len(), needed.len(), "each concept once on the path to {goal}");
    }
}

#[test]
fn unfinished_exercises_are_told_with_place_and_suggestion() {
    let built = &*UNFINISHED;
    let compiled = &built.compiled;
    let found: Vec<&Diagnostic> = compiled.diagnostics.iter().filter(|d| d.is_error()).collect();
    let shown = render::human(&compiled.diagnostics, &compiled.sources, false);

    // One asks for a concept that the track does not have.
    let unknown: Vec<_> = found.iter().filter(|d| d.code.code == "link/unknown-objective").collect();
    assert_eq!(unknown.len(), 1, "{shown}");
    let span = unknown[0].primary.as_ref().expect("a place").span;
    let text = &built.converted.files["objectives.toml"];
    let place = text.find("\"comprehensions\"").expect("log-levels asks for it");
    assert_eq!(compiled.sources.path(span.file), "objectives.toml");
    assert_eq!(compiled.sources.snippet(span).trim_matches('"'), "comprehensions");
    assert!(span.range().start.abs_diff(place) <= 1, "{shown}");
    let help = unknown[0].helps.join(" ") + &unknown[0].fix.as_ref().map_or(String::new(), |fix| fix.title.clone());
    assert!(help.contains("list-comprehensions"), "{shown}");

    // It also asks for a concept that nothing teaches yet. No other error is made of these two.
    let codes: Vec<_> = found.iter().map(|d| d.code.code).collect();
    assert_eq!(codes, ["link/unknown-objective", "objective/untaught"], "{shown}");
    assert!(found[1].message.contains("`sequences`"), "{shown}");

    // The other two only lack company: all that they ask for is there.
    let graph = Graph::new(&compiled.curriculum);
    for concept in ["string-formatting", "none"] {
        let request = Request { goals: vec![built.objective(concept)], ..Request::default() };
        let plan = wend_core::path::plan(&graph, &Profile::default(), &State::new(), &request);
        assert!(plan.unreachable.is_empty(), "{concept}: {:?}", plan.unreachable);
    }
    // And the site is made all the same.
    assert!(built.pages().contains_key("lessons/exercises/log-levels.html"));
}

#[test]
fn every_page_is_made_and_no_text_link_or_table_is_lost() {
    for built in [&*PUBLISHED, &*AS_FOUND] {
        let (pages, choice) = (built.pages(), built.choice);
        for made in &built.converted.lessons {
            let path = format!("lessons/{}.html", made.id);
            let body = pages.get(&path).and_then(|page| page.inside("body")).unwrap_or_else(|| panic!("{path}"));
            let source = Source::of(&built.track, made, choice);
            kept_in_order(&source.words, &words(body), &format!("{path} as {choice:?}"));
            source.compare(&path, body, choice);
        }
    }
}

#[test]
fn every_link_leads_to_a_page_and_a_place_that_exist() {
    let built = &*PUBLISHED;
    let pages = built.pages();
    let mut tried = 0;
    for (path, page) in pages {
        let ids: Vec<&str> = attributes(page.nodes(), "id");
        let different: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), different.len(), "{path}: an id stands twice");
        let addresses = attributes(page.nodes(), "href").into_iter().chain(attributes(page.nodes(), "src"));
        for address in addresses.filter(|address| !address.contains(':')) {
            let (file, place) = address.split_once('#').unwrap_or((address, ""));
            let file = joined(path, file);
            assert!(built.site.find(&file).is_some(), "{path}: {address} leads nowhere");
            if let Some(target) = pages.get(&file)
                && !place.is_empty()
            {
                assert!(attributes(target.nodes(), "id").contains(&place), "{path}: {address} has no such place");
            }
            tried += 1;
        }
    }
    assert!(tried > 1000, "{tried}");
}

/// The file that a relative address on a page names.
fn joined(page: &str, address: &str) -> String {
    if address.is_empty() {
        return page.to_owned();
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            _ => parts.push(part),
        }
    }
    parts.join("/")
}
/// Each concept with each prerequisite of its exercise.
fn edges(track: &Track) -> Vec<(&str, &str)> {
    track
        .taught()
        .into_iter()
        .flat_map(|concept| track.before(concept).into_iter().map(move |b| (concept, b)))
        .collect()
}

/// Whether another prerequisite of the same concept needs that one already.
fn follows(track: &Track, (concept, before): (&str, &str)) -> bool {
    track.before(concept).iter().any(|other| track.all_before(other).contains(before))
}

#[test]
fn requirements_that_follow_from_others_are_told_and_no_others() {
    let built = &*PUBLISHED;
    let expected: BTreeSet<_> = edges(&built.track).into_iter().filter(|edge| follows(&built.track, *edge)).collect();
    assert!(expected.len() > 20, "{expected:?}");
    let edges = built.compiled.diagnostics.iter().filter(|found| found.code.code == "objective/redundant-edge");
    // The place of each: the id, in the requirement of the objective whose table stands around it.
    let found = edges.map(|edge| {
        let span = edge.primary.as_ref().expect("a place").span;
        let (above, _) = built.compiled.sources.text(span.file).split_at(span.range().start);
        let (_, table) = above.rsplit_once("\n[\"").or(above.split_once("[\"")).expect("a table");
        let (concept, _) = table.split_once('"').expect("its id ends");
        (concept, built.compiled.sources.snippet(span).trim_matches('"'))
    });
    assert_eq!(found.collect::<BTreeSet<_>>(), expected);
}

#[test]
fn raw_html_is_told_just_where_it_is_not_allowed() {
    let told = |built: &Built| -> BTreeSet<String> {
        let found = built.compiled.diagnostics.iter().filter(|found| found.code.code == "markup/raw-html");
        let files = found.filter_map(|found| found.primary.as_ref().map(|label| label.span.file));
        files.map(|file| built.compiled.sources.path(file).to_owned()).collect()
    };
    let with_tags = AS_FOUND.converted.lessons.iter().filter(|made| {
        let source = Source::of(&AS_FOUND.track, made, AS_FOUND.choice);
        !source.raw_html.is_empty()
    });
    let expected: BTreeSet<String> = with_tags.map(|made| format!("lessons/{}.md", made.id)).collect();
    assert!(expected.contains("lessons/exercises/tisbury-treasure-hunt.md"));
    assert_eq!(told(&AS_FOUND), expected);
    assert_eq!(told(&PUBLISHED), BTreeSet::new());
}

#[test]
fn the_map_draws_each_requirement_once_and_none_that_follows() {
    let built = &*PUBLISHED;
    let objectives = &built.compiled.curriculum.objectives;
    let named = |index: &str| objectives[index.parse::<usize>().expect("an index")].id.as_str();
    let mut drawn: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for node in built.pages()["map.html"].nodes() {
        if let (Some(from), Some(to)) = (attribute(node, "data-from"), attribute(node, "data-to")) {
            *drawn.entry((named(to), named(from))).or_default() += 1;
        }
    }
    let needed = edges(&built.track).into_iter().filter(|edge| !follows(&built.track, *edge));
    assert_eq!(drawn, needed.map(|edge| (edge, 1)).collect());
}
