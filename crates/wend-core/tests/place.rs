//! Placement, schedule and groups: laws, golden vectors, and the browser's twin, byte for byte.

#[path = "place/asked.rs"]
mod asked;
mod common;

use std::{
    collections::BTreeSet,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    thread,
};

use asked::Asked;
use proptest::prelude::*;
use serde_json::Value;
use wend_core::{
    Curriculum, Graph, ObjectiveIx, Requirement, State,
    evidence::canonical,
    groups, path,
    placement::{self, Answer, Now, Placement, Samples, figure},
    readiness::Readiness,
    schedule::{self, monday, weekday},
};

const CASES: u64 = 400;

#[test]
fn rust_and_javascript_agree() {
    let cases: Vec<Asked> = (0..CASES).map(Asked::seeded).collect();
    let lines: Vec<String> = cases.iter().map(|case| case.input().to_string()).collect();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/twin/lines.js");
    let mut node =
        Command::new("node").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("node runs");
    let mut stdin = node.stdin.take().expect("piped");
    let writer = thread::spawn(move || lines.iter().all(|line| writeln!(stdin, "{line}").is_ok()));
    let output = node.wait_with_output().expect("node ends");
    assert!(writer.join().expect("all written"));
    let answers: Vec<&str> = std::str::from_utf8(&output.stdout).expect("UTF-8").lines().collect();
    for (seed, case) in cases.iter().enumerate() {
        let got: Value = serde_json::from_str(answers.get(seed).expect("an answer")).expect("JSON");
        for (question, expected) in case.answer().as_object().expect("an object") {
            assert_eq!(canonical(&got[question]), canonical(expected), "case {seed}, {question} (Rust on the right)");
        }
    }
}

fn vectors(name: &str, cases: &[(&'static str, Asked)], questions: &[&str]) {
    common::vectors(name, questions, cases.iter().map(|(name, case)| (*name, case.input(), case.answer())));
}

#[test]
fn golden() {
    vectors("placement", &asked::placements(), &["placement", "resumed", "split"]);
    vectors("schedule", &asked::schedules(), &["schedule", "pace", "days"]);
    vectors("groups", &asked::classes(), &["desk"]);
}

/// The structure of the `kst` package's vignette (Stahl & Hockemeyer): published states, as requirements. `d` and `e`
/// come together or not at all, `b` and `c` after `a`; `b` and `c` together need the rest.
#[test]
fn samples_are_the_published_states() {
    let published = include_str!("../../../tests/vectors/kst/structure.json");
    let published: Value = serde_json::from_str(published).expect("JSON");
    let names = ["a", "b", "c", "d", "e"];
    let need = |o: u32| Requirement::objective(ObjectiveIx(o));
    let objective = |id: &str, requires| wend_core::Objective { id: id.to_owned(), requires, ..Default::default() };
    let lesson = |teaches: &[u32]| wend_core::Lesson {
        teaches: teaches.iter().map(|&o| ObjectiveIx(o)).collect(),
        ..Default::default()
    };
    // The union closure of the published states: one lesson for every atom.
    let c = Curriculum {
        objectives: vec![
            objective("a", Requirement::none()),
            objective("b", need(0)),
            objective("c", need(0)),
            objective("d", Requirement::none()),
            objective("e", Requirement::none()),
        ],
        lessons: vec![lesson(&[0]), lesson(&[1]), lesson(&[2]), lesson(&[3, 4])],
        ..Curriculum::default()
    };
    let graph = Graph::new(&c);
    let samples = Samples::new(&graph, &State::new(), &[], 3, 2_000);
    let text = |state: &State| state.iter().map(|o| names[o.index()]).collect::<String>();
    let seen: BTreeSet<String> = (0..2_000).map(|state| text(&samples.state(state))).collect();
    let list = |key: &str| -> BTreeSet<String> {
        let all = published["space"][key].as_array().expect("a list");
        all.iter().map(|state| state.as_str().expect("text").to_owned()).collect()
    };
    let closure: BTreeSet<String> = list("states").union(&list("union_closure_adds")).cloned().collect();
    assert_eq!(seen, closure);
    assert_eq!(Some(seen.len() as u64), published["space"]["union_closure_states"].as_u64());
}

#[test]
fn placement_is_right_about_nearly_everything_after_fifteen_questions() {
    // The whole figure is `cargo xtask bench engine`; this is a part of it that takes a second.
    let c = figure::strands(120, 4, 3, 1);
    let found = figure::measure(&c, 40, 15);
    assert!(found.right >= 940.0, "{found:?}");
    assert!(found.too_much <= 40.0, "{found:?}");
    assert!(found.questions <= 15.0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn every_sampled_state_can_be_learned(seed: u32) {
        let case = Asked::seeded(u64::from(seed));
        let graph = Graph::new(&case.curriculum);
        let samples = Samples::new(&graph, &case.held, &case.goals, seed, 16);
        for state in 0..16 {
            let state = samples.state(state);
            let mut readiness = Readiness::new(&graph, &case.held);
            loop {
                let known = readiness.known().clone();
                let lessons = readiness.ready_lessons();
                // A lesson counts if nothing of what it teaches lies outside of the state, scope aside.
                let inside = |o: &ObjectiveIx| state.contains(*o) || known.contains(*o) || !samples.scope.contains(*o);
                let next = lessons.into_iter().find(|l| case.curriculum.lessons[l.index()].teaches.iter().all(inside));
                let Some(next) = next else { break };
                case.curriculum.lessons[next.index()].teaches.iter().for_each(|&o| readiness.add(o));
            }
            prop_assert!(state.iter().all(|o| readiness.known().contains(o)));
            prop_assert!(state.iter().all(|o| !case.held.contains(o)));
        }
    }

    #[test]
    fn nothing_is_asked_more_than_twice_and_no_more_than_twenty_five_in_all(seed: u32, right in 0_u32..=1000) {
        let case = Asked::seeded(u64::from(seed));
        let graph = Graph::new(&case.curriculum);
        let samples = Samples::new(&graph, &case.held, &case.goals, seed, 64);
        let mut placement = Placement::new(&graph, &samples);
        let mut dice = wend_core::Dice::new(seed, 9);
        let mut asked = vec![0_u16; case.curriculum.objectives.len()];
        let mut questions = 0;
        while let Now::Ask(o) = placement.now() {
            asked[o.index()] += 1;
            questions += 1;
            prop_assert!(questions <= 25);
            prop_assert!(asked[o.index()] <= 2 && asked[o.index()] <= case.curriculum.objectives[o.index()].items);
            prop_assert!(!case.held.contains(o));
            let before = placement.chance(o).expect("in scope");
            let says = dice.chance(right);
            placement.answer(o, Answer { right: Some(says), options: 4 });
            let after = placement.chance(o).expect("in scope");
            // A right answer never speaks against, a wrong one never for.
            let agrees = if says { after >= before - 1e-12 } else { after <= before + 1e-12 };
            prop_assert!(agrees, "{} {} {}", says, before, after);
        }
        prop_assert!(placement.known().iter().all(|o| case.curriculum.objectives[o.index()].depth != wend_core::Depth::Inquire));
    }

    #[test]
    fn a_placement_goes_on_where_it_left_off(seed: u32, cut in 0_usize..12) {
        let case = Asked::seeded(u64::from(seed));
        let graph = Graph::new(&case.curriculum);
        let samples = Samples::new(&graph, &case.held, &case.goals, seed, 64);
        let (answers, log) = case.sitting(&graph, &samples, cut);
        let mut straight = Placement::new(&graph, &samples);
        for (objective, answer) in answers {
            straight.answer(objective, answer);
        }
        let resumed = Placement::resume(&graph, &samples, &log);
        prop_assert_eq!(straight.now(), resumed.now());
        prop_assert_eq!(straight.known(), resumed.known());
        prop_assert_eq!(straight.questions(), resumed.questions());
    }

    #[test]
    fn a_plain_split_leaves_less_open(seed: u32) {
        let case = Asked::seeded(u64::from(seed));
        let graph = Graph::new(&case.curriculum);
        let mut open: State = (0..case.curriculum.objectives.len()).map(ObjectiveIx::at).collect();
        for _ in 0..case.curriculum.objectives.len() {
            let Some((objective, right, wrong)) = placement::split(&graph, &open) else { break };
            prop_assert!(open.contains(objective) && right.contains(objective) && wrong.contains(objective));
            let settled = if seed & 1 == 0 { right } else { wrong };
            prop_assert!(settled.iter().all(|o| open.contains(o)));
            settled.iter().for_each(|o| { open.remove(o); });
        }
        prop_assert!(open.is_empty());
    }

    #[test]
    fn a_schedule_loses_no_minute_and_keeps_the_order(seed: u32) {
        let case = Asked::seeded(u64::from(seed));
        let graph = Graph::new(&case.curriculum);
        let tasks = case.tasks(&graph);
        let Ok(s) = schedule::schedule(&graph, &case.held, &case.goals, &tasks, &case.when) else {
            prop_assert!(case.when.weekly_minutes < 10 || case.when.today.abs() > 100_000);
            return Ok(());
        };
        let mut done = vec![0_u32; tasks.len()];
        let mut last = (case.when.today, 0);
        for week in &s.weeks {
            prop_assert_eq!(weekday(week.monday), 0);
            prop_assert!(week.together.is_some() != week.conference.is_some(), "a together step or a conference");
            for day in &week.days {
                prop_assert!(day.day >= case.when.today && monday(day.day) == week.monday);
                for &(step, minutes) in &day.work {
                    prop_assert!((day.day, step) >= last, "in order");
                    last = (day.day, step);
                    done[step as usize] += minutes;
                }
            }
            // A whole week never promises more than its minutes, and keeps a fifth for practice.
            let path: u32 = week.days.iter().flat_map(|day| &day.work).map(|(_, minutes)| minutes).sum();
            let practice: u32 = week.days.iter().map(|day| day.practice).sum();
            prop_assert!(path + practice <= u32::from(case.when.weekly_minutes));
            if week.monday >= case.when.today {
                prop_assert!(practice * 5 >= u32::from(case.when.weekly_minutes) || case.when.weekly_minutes < 2);
            }
        }
        for ((span, &(lesson, _)), done) in s.steps.iter().zip(&tasks).zip(&done) {
            prop_assert_eq!(span.lesson, lesson);
            prop_assert_eq!(span.minutes, *done);
            prop_assert!(span.from <= span.to && span.to <= s.end);
        }
        prop_assert_eq!(s.steps.len(), tasks.len());
        prop_assert_eq!(s.minutes, done.iter().sum::<u32>());
        if let Some(deadline) = &s.deadline {
            prop_assert_eq!(deadline.met, tasks.is_empty() || s.end <= deadline.day);
            // Every goal the path reaches is named: it fits, or it is late.
            let plan = path::plan(&graph, &case.profile, &case.held, &case.request());
            let named: BTreeSet<ObjectiveIx> =
                deadline.fits.iter().copied().chain(deadline.late.iter().map(|late| late.goal)).collect();
            for goal in case.goals.iter().filter(|o| o.index() < case.curriculum.objectives.len()) {
                prop_assert_ne!(named.contains(goal), plan.unreachable.iter().any(|u| u.goal == Some(*goal)));
            }
            if let Some(weekly) = deadline.weekly_minutes {
                let when = schedule::When { weekly_minutes: weekly, ..case.when.clone() };
                let again = schedule::schedule(&graph, &case.held, &case.goals, &tasks, &when).expect("more minutes");
                prop_assert!(again.deadline.is_some_and(|d| d.met), "with the minutes proposed it is met");
            }
        }
    }

    #[test]
    fn groups_respect_their_sizes_and_never_stay_fixed(seed: u32) {
        let case = Asked::seeded(u64::from(seed));
        let graph = Graph::new(&case.curriculum);
        let class = &case.class;
        let (min, max) = (class.min.max(2) as usize, class.max.max(class.min.max(2)) as usize);
        let found = groups::groups(&graph, class);
        prop_assert!(found.len() <= class.most as usize);
        let mut taken = BTreeSet::new();
        for group in &found {
            prop_assert!((min..=max).contains(&group.members.len()));
            prop_assert!(group.members.is_sorted());
            for &at in &group.members {
                prop_assert!(taken.insert(at), "in one group at a time");
                let pupil = &class.pupils[at as usize];
                let ready = Readiness::new(&graph, &pupil.known).outer_fringe().contains(&group.objective);
                prop_assert!(ready || pupil.stuck.contains(&group.objective));
            }
            let same = class.past.iter().flatten().filter(|past| {
                past.iter().collect::<BTreeSet<_>>() == group.members.iter().collect::<BTreeSet<_>>()
            });
            prop_assert!(same.count() < 3, "no group for a fourth time");
            if let Some(lesson) = group.lesson {
                for &at in &group.members {
                    prop_assert!(Readiness::new(&graph, &class.pupils[at as usize].known).open(lesson));
                }
            }
        }
        let desk = groups::desk(&graph, class);
        prop_assert_eq!(&desk.groups, &found);
        for hand in &desk.hands {
            prop_assert!(hand.helpers.len() <= 2 && !hand.helpers.contains(&hand.pupil));
        }
    }
}
