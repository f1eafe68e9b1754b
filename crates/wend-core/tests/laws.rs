//! Laws that hold for every curriculum and learner.

mod common;

use std::collections::BTreeSet;

use common::Case;
use proptest::prelude::*;
use serde_json::json;
use wend_core::{
    Graph, LessonIx, ObjectiveIx, Request, State,
    evidence::{self, Log, canonical},
    generate::{self, Seeded, Shape},
    mastery::{self, Level},
    next::{self, Moment},
    path,
    readiness::{self, Readiness},
    tried,
};

fn log(seed: u64, from: usize, to: usize) -> (wend_core::Curriculum, Log) {
    let mut rng = Seeded::new(seed);
    let c = generate::curriculum(seed, &Shape { lessons: 12, objectives: 5, ..Shape::default() });
    let entries = generate::entries(&mut rng, &c, 60);
    let (log, _) = evidence::parse(&common::file(&c.id, "a", &entries[from.min(to)..to.max(from)]));
    (c, log)
}

fn merged(a: &Log, b: &Log) -> Log {
    evidence::merge(a, b).expect("one record")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn more_knowledge_never_makes_a_ready_lesson_unready(seed: u64, more in 0_usize..40) {
        let case = Case::seeded(seed % 1_000_000 * 40);
        let graph = Graph::new(&case.curriculum);
        let mut readiness = Readiness::new(&graph, &case.known);
        let mut rng = Seeded::new(seed);
        for _ in 0..more {
            let open: Vec<LessonIx> = (0..case.curriculum.lessons.len()).map(LessonIx::at).filter(|&l| readiness.open(l)).collect();
            readiness.add(ObjectiveIx::at(rng.below(case.curriculum.objectives.len())));
            for lesson in open {
                prop_assert!(readiness.open(lesson));
            }
        }
        // Adding one by one is the same as beginning with all.
        let fresh = Readiness::new(&graph, readiness.known());
        prop_assert_eq!(fresh.ready_lessons(), readiness.ready_lessons());
    }

    #[test]
    fn readiness_is_what_the_requirements_say(seed: u64) {
        let case = Case::seeded(seed % 1_000_000 * 40);
        let c = &case.curriculum;
        let graph = Graph::new(c);
        let readiness = Readiness::new(&graph, &case.known);
        for (ix, lesson) in c.lessons.iter().enumerate() {
            let before = |o: ObjectiveIx| case.known.contains(o);
            let with = |o: ObjectiveIx| case.known.contains(o) || lesson.teaches.contains(&o);
            let open = lesson.requires.holds(&before)
                && lesson.teaches.iter().all(|o| c.objectives[o.index()].requires.holds(&with));
            prop_assert_eq!(readiness.open(LessonIx::at(ix)), open, "lesson {}", ix);
        }
    }

    #[test]
    fn what_is_missing_opens_the_lesson_and_nothing_smaller_does(seed: u64) {
        let case = Case::seeded(seed % 1_000_000 * 40);
        let graph = Graph::new(&case.curriculum);
        for lesson in (0..case.curriculum.lessons.len()).map(LessonIx::at) {
            let open_with = |more: &[ObjectiveIx]| {
                let mut readiness = Readiness::new(&graph, &case.known);
                more.iter().for_each(|&o| readiness.add(o));
                readiness.open(lesson)
            };
            let Some(why) = readiness::why_not(&graph, &case.known, lesson) else {
                let all: Vec<ObjectiveIx> = (0..case.curriculum.objectives.len()).map(ObjectiveIx::at).collect();
                prop_assert!(!open_with(&all));
                continue;
            };
            let missing: Vec<ObjectiveIx> = why.missing.iter().map(|m| m.objective).collect();
            prop_assert!(open_with(&missing));
            for at in 0..missing.len() {
                let mut less = missing.clone();
                less.remove(at);
                prop_assert!(!open_with(&less));
            }
        }
    }

    #[test]
    fn a_path_can_be_walked_and_leads_to_its_goals(seed: u64) {
        let case = Case::seeded(seed % 1_000_000 * 40);
        let c = &case.curriculum;
        let graph = Graph::new(c);
        let plan = path::plan(&graph, &case.profile, &case.known, &case.request);
        let mut readiness = Readiness::new(&graph, &case.known);
        let mut walked = BTreeSet::new();
        for step in &plan.steps {
            prop_assert!(readiness.open(step.lesson), "{:?} is open when reached", step.lesson);
            let new = c.lessons[step.lesson.index()].teaches.iter().any(|&o| !readiness.known().contains(o));
            prop_assert!(new || case.request.pins.contains(&step.lesson), "{:?} teaches something new", step.lesson);
            prop_assert!(!case.request.excludes.contains(&step.lesson));
            prop_assert!(walked.insert(step.lesson));
            prop_assert!(!step.reasons.is_empty());
            c.lessons[step.lesson.index()].teaches.iter().for_each(|&o| readiness.add(o));
        }
        prop_assert_eq!(plan.minutes, plan.steps.iter().map(|step| step.minutes).sum::<u32>());
        for &goal in case.request.goals.iter().filter(|o| o.index() < c.objectives.len()) {
            let out = plan.unreachable.iter().any(|u| u.goal == Some(goal));
            prop_assert_ne!(readiness.known().contains(goal), out);
        }
        for &pin in &case.request.pins {
            prop_assert_ne!(walked.contains(&pin), plan.unreachable.iter().any(|u| u.pin == Some(pin)));
        }
        // What is called out of reach is out of reach, by walking every lesson that may be used.
        let mut all = Readiness::new(&graph, &case.known);
        for _ in 0..c.lessons.len() {
            for lesson in all.ready_lessons() {
                if !case.request.excludes.contains(&lesson) {
                    c.lessons[lesson.index()].teaches.iter().for_each(|&o| all.add(o));
                }
            }
        }
        for goal in plan.unreachable.iter().filter_map(|u| u.goal) {
            prop_assert!(!all.known().contains(goal));
        }
        // No step can be left out but a pinned one: a goal or a pin would be lost, whatever the other steps are for.
        for left_out in plan.steps.iter().map(|step| step.lesson).filter(|l| !case.request.pins.contains(l)) {
            let mut readiness = Readiness::new(&graph, &case.known);
            let mut done = BTreeSet::new();
            for _ in &plan.steps {
                for step in plan.steps.iter().filter(|step| step.lesson != left_out) {
                    if readiness.open(step.lesson) && done.insert(step.lesson) {
                        c.lessons[step.lesson.index()].teaches.iter().for_each(|&o| readiness.add(o));
                    }
                }
            }
            let mut goals = case.request.goals.iter().filter(|o| o.index() < c.objectives.len());
            let lost = goals.any(|&o| !readiness.known().contains(o) && !plan.unreachable.iter().any(|u| u.goal == Some(o)))
                || case.request.pins.iter().any(|pin| walked.contains(pin) && !done.contains(pin));
            prop_assert!(lost, "{:?} is needless", left_out);
        }
    }

    #[test]
    fn another_way_loses_no_goal(seed: u64, tried in 1_usize..5) {
        let case = Case::seeded(seed % 1_000_000 * 40);
        let c = &case.curriculum;
        let mut rng = Seeded::new(seed);
        let mut standings = mastery::standings(c, &Log::default(), 0);
        for known in case.known.iter() {
            standings[known.index()].known = true;
        }
        let hard = [(ObjectiveIx::at(0), (0..tried).map(|_| LessonIx::at(rng.below(c.lessons.len()))).collect())].into();
        let Request { goals, pins, excludes } = &case.request;
        let left = tried::left_for_another(c, &hard, &standings, pins, excludes);
        prop_assert!(left.iter().all(|lesson| !pins.contains(lesson) && hard[&ObjectiveIx::at(0)].contains(lesson)));
        let reached = |excludes: Vec<LessonIx>| {
            let request = Request { goals: goals.clone(), pins: pins.clone(), excludes };
            path::plan(&Graph::new(c), &case.profile, &case.known, &request).unreachable
        };
        prop_assert_eq!(reached(excludes.clone()), reached(excludes.iter().copied().chain(left).collect()));
    }

    #[test]
    fn two_choices_whenever_two_are_ready(seed: u64, path in any::<bool>()) {
        let case = Case::seeded(seed % 1_000_000 * 40);
        let graph = Graph::new(&case.curriculum);
        let plan = path::plan(&graph, &case.profile, &case.known, &case.request);
        let walk = if path { plan.steps.iter().map(|step| step.lesson).collect() } else { Vec::new() };
        let moment = Moment { path: walk, ..case.moment.clone() };
        let ready: Vec<LessonIx> = readiness::ready_lessons(&graph, &case.known)
            .into_iter()
            .filter(|l| !case.request.excludes.contains(l))
            .collect();
        let offered = next::choices(&graph, &case.profile, &case.known, &case.request, &moment);
        prop_assert_eq!(offered.len(), ready.len().min(5));
        let distinct: BTreeSet<LessonIx> = offered.iter().map(|choice| choice.lesson).collect();
        prop_assert_eq!(distinct.len(), offered.len());
        prop_assert!(distinct.iter().all(|lesson| ready.contains(lesson)));
        prop_assert_ne!(offered.first().map(|choice| choice.slot), Some(next::Slot::Different));
    }

    #[test]
    fn merge_is_set_union(seed: u64, cuts in prop::array::uniform6(0_usize..60)) {
        let (_, a) = log(seed, cuts[0], cuts[1]);
        let (_, b) = log(seed, cuts[2], cuts[3]);
        let (_, c) = log(seed, cuts[4], cuts[5]);
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(merged(&a, &a), a.clone());
        let both = merged(&a, &b);
        prop_assert_eq!(merged(&both, &b), both.clone());
        // Written and read again it is the same, and nothing is set aside.
        let text = evidence::serialize(&both);
        let (read, aside) = evidence::parse(&text);
        prop_assert!(aside.is_empty());
        prop_assert_eq!(evidence::serialize(&read), text);
    }

    #[test]
    fn a_wrong_answer_never_raises_a_state(seed: u64, objective in 0_usize..5, kind in 0_usize..3, aided: bool) {
        let (c, log) = log(seed, 0, 60);
        let now = 1_900_000_000_000_i64;
        let before = mastery::standings(&c, &log, now);
        let mut worse = log.clone();
        let kind = ["answer", "retrieval", "exit"][kind];
        let value = json!({
            "w": "z", "n": 1, "t": now - 1, "kind": kind, "objective": c.objectives[objective].id,
            "item": "new", "correct": false, "hints": u8::from(aided), "typed": true,
        });
        worse.entries.push(evidence::Entry::new(value).expect("well formed"));
        worse.normalise();
        let after = mastery::standings(&c, &worse, now);
        for (ix, (before, after)) in before.iter().zip(&after).enumerate() {
            if ix == objective {
                prop_assert!(after.level <= before.level.max(Level::Started));
                prop_assert!(after.known <= before.known);
            } else {
                prop_assert_eq!(before, after);
            }
        }
    }

    #[test]
    fn an_objective_without_items_can_always_be_completed(seed: u64, objective in 0_usize..5) {
        let (mut c, log) = log(seed, 0, 30);
        c.objectives[objective].items = 0;
        let mut claimed = log.clone();
        let value = json!({ "w": "z", "n": 1, "t": 1_900_000_000_000_i64, "kind": "claim", "objective": c.objectives[objective].id });
        claimed.entries.push(evidence::Entry::new(value).expect("well formed"));
        claimed.normalise();
        prop_assert!(mastery::standings(&c, &claimed, 1_900_000_000_000)[objective].known);
    }

    #[test]
    fn parsing_never_panics(text in "\\PC{0,200}", cut in 0_usize..2000) {
        let _ = evidence::parse(&text);
        let _ = wend_core::ticket::decode(&text);
        let (_, log) = log(7, 0, 20);
        let whole = evidence::serialize(&log);
        let part: String = whole.chars().take(cut).collect();
        let _ = evidence::parse(&part);
    }
}

#[test]
fn hostile_files_are_refused_in_time() {
    let deep = "[".repeat(2_000_000);
    assert_eq!(evidence::parse(&deep).1[0].code, "not-json");
    let nested = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let file = format!(r#"{{"format":1,"curriculum":"c","record":"r","entries":[{nested}]}}"#);
    assert_eq!(evidence::parse(&file).1[0].code, "entry-json");
    let long = format!(r#"{{"format":1,"x":"{}"}}"#, "y".repeat(evidence::MOST_TEXT));
    assert_eq!(evidence::parse(&long).1[0].code, "too-large");
    let entry = r#"{"w":"a","n":1,"t":1,"kind":"x"}"#;
    let many = vec![entry; 100_003].join(",");
    let (log, aside) = evidence::parse(&format!(r#"{{"format":1,"curriculum":"c","record":"r","entries":[{many}]}}"#));
    assert_eq!((log.entries.len(), aside.len(), aside[0].code, aside[0].index), (1, 3, "too-many", Some(100_000)));
}

#[test]
fn the_order_of_files_changes_no_path_where_costs_differ() {
    // Lessons in reverse order, with costs that are all distinct: the same path by id.
    for seed in 0..40 {
        let mut c = generate::curriculum(seed, &Shape { forward: 0, ..Shape::default() });
        for (at, lesson) in c.lessons.iter_mut().enumerate() {
            lesson.minutes = 10 + 37 * at as u16 % 211;
        }
        let mut turned = c.clone();
        turned.lessons.reverse();
        let goals = vec![ObjectiveIx(20), ObjectiveIx(23)];
        let ids = |c: &wend_core::Curriculum| {
            let request = Request { goals: goals.clone(), ..Request::default() };
            let plan = path::plan(&Graph::new(c), &Default::default(), &State::new(), &request);
            plan.steps.iter().map(|step| c.lessons[step.lesson.index()].id.clone()).collect::<BTreeSet<_>>()
        };
        assert_eq!(ids(&c), ids(&turned), "seed {seed}");
    }
}

#[test]
fn canonical_text_is_a_fixed_point() {
    let (_, log) = log(3, 0, 60);
    for entry in &log.entries {
        let text = entry.canonical();
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(canonical(&value), text);
    }
}

#[test]
fn knowledge_tracing_without_slips_or_guesses_stays_a_number() {
    use wend_core::MasteryRule;
    // (start, guess, slip, answers): an answer that the numbers hold to be impossible takes no learner off the way.
    for (init, guess, slip, answers) in [(1.0, 0.2, 0.0, "nyy"), (0.0, 0.0, 0.1, "yyyyyyyy")] {
        let (mut c, _) = log(1, 0, 0);
        c.objectives[0].items = 9;
        c.objectives[0].depth = wend_core::Depth::Apply;
        c.objectives[0].mastery = Some(MasteryRule::Bkt { init, learn: 0.5, guess, slip, threshold: 0.95 });
        let mut log = Log::new(c.id.clone(), "r", "");
        for (n, right) in answers.chars().enumerate() {
            let value = json!({ "w": "z", "n": n, "t": n, "kind": "answer", "item": format!("i{n}"), "correct": right == 'y', "objective": c.objectives[0].id });
            log.entries.push(evidence::Entry::new(value).expect("well formed"));
        }
        log.normalise();
        assert_eq!(mastery::standings(&c, &log, 1_000)[0].level, Level::Proficient, "{init} {guess} {slip}");
    }
}
