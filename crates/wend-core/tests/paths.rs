//! Laws of paths: quotas, what is reachable, what other ways cost, wishes that make no sense.

mod common;

use std::collections::BTreeSet;

use common::Case;
use proptest::prelude::*;
use wend_core::{
    Curriculum, Depth, Graph, Lesson, LessonIx, Objective, ObjectiveIx, Profile, Request, State, Strand, StrandIx,
    Test, generate, lint,
    path::{self, Plan, Planner},
    readiness::Readiness,
};

/// What a set of lessons reaches from a state, and whether all of it could be done.
fn walk(graph: &Graph<'_>, known: &State, lessons: &BTreeSet<LessonIx>) -> (State, bool) {
    let mut readiness = Readiness::new(graph, known);
    let mut left: Vec<LessonIx> = lessons.iter().copied().collect();
    loop {
        let before = left.len();
        left.retain(|&lesson| {
            let open = readiness.open(lesson);
            if open {
                graph.curriculum.lessons[lesson.index()].teaches.iter().for_each(|&o| readiness.add(o));
            }
            !open
        });
        if left.len() == before {
            return (readiness.known().clone(), left.is_empty());
        }
    }
}

fn has(plan: &Plan, lesson: LessonIx, code: &str) -> bool {
    plan.steps.iter().any(|step| step.lesson == lesson && step.reasons.iter().any(|reason| reason.code == code))
}

/// Whether some lesson of a plan that is there for no other purpose could give way to a wanted one.
fn can_swap(
    case: &Case,
    graph: &Graph<'_>,
    plan: &Plan,
    wanted: impl Fn(LessonIx) -> bool,
) -> Option<(LessonIx, LessonIx)> {
    let lessons: BTreeSet<LessonIx> = plan.steps.iter().map(|step| step.lesson).collect();
    let goals: Vec<ObjectiveIx> = case
        .request
        .goals
        .iter()
        .copied()
        .filter(|goal| goal.index() < case.curriculum.objectives.len())
        .filter(|&goal| !plan.unreachable.iter().any(|u| u.goal == Some(goal)))
        .collect();
    let on_purpose = |l| ["pinned", "breadth", "depth"].iter().any(|code| has(plan, l, code));
    for &out in lessons.iter().filter(|&&l| !on_purpose(l) && !wanted(l)) {
        for &o in &case.curriculum.lessons[out.index()].teaches {
            for other in graph.teachers(o).filter(|l| !lessons.contains(l) && !case.request.excludes.contains(l)) {
                let mut swapped = lessons.clone();
                swapped.remove(&out);
                swapped.insert(other);
                let (known, all) = walk(graph, &case.known, &swapped);
                if wanted(other) && all && goals.iter().all(|&goal| known.contains(goal)) {
                    return Some((out, other));
                }
            }
        }
    }
    None
}

fn strand_of(c: &Curriculum, lesson: LessonIx) -> Option<StrandIx> {
    c.objectives[c.lessons[lesson.index()].teaches.first()?.index()].strand
}

fn goes_deeper(c: &Curriculum, lesson: LessonIx) -> bool {
    let lesson = &c.lessons[lesson.index()];
    lesson.together || lesson.teaches.iter().any(|o| c.objectives[o.index()].depth == Depth::Inquire)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(160) })]

    #[test]
    fn a_fifth_is_outside_the_declared_interests_wherever_alternatives_allow(seed: u64) {
        let case = Case::of_path(seed % 1_000_000);
        let c = &case.curriculum;
        let graph = Graph::new(c);
        let plan = path::plan(&graph, &case.profile, &case.known, &case.request);
        let liked = |i: &wend_core::InterestIx| case.profile.interests.iter().any(|(l, _)| l == i) || case.profile.avoid.contains(i);
        let outside = |l: LessonIx| {
            let interests = &c.lessons[l.index()].interests;
            !interests.is_empty()
                && !interests.iter().any(|i| liked(i) || c.interests[i.index()].parent.as_ref().is_some_and(liked))
        };
        let counted = |l: LessonIx| !case.request.pins.contains(&l) && !c.lessons[l.index()].interests.is_empty();
        let counts = plan.steps.iter().filter(|step| counted(step.lesson)).count();
        let serve = plan.steps.iter().filter(|step| counted(step.lesson) && outside(step.lesson)).count();
        if !case.profile.interests.is_empty() && serve < counts / 5 {
            let swap = can_swap(&case, &graph, &plan, outside);
            prop_assert!(swap.is_none(), "{serve} of {counts}, but {swap:?}");
        }
        // Steps for breadth are what they say.
        for step in plan.steps.iter().filter(|step| step.reasons.iter().any(|reason| reason.code == "breadth")) {
            prop_assert!(outside(step.lesson));
        }
    }

    #[test]
    fn every_strand_walked_has_a_step_that_goes_deeper_where_there_is_one(seed: u64) {
        let mut case = Case::of_path(seed % 1_000_000);
        // Breadth alone would take such a step's place now and then.
        case.profile.interests.clear();
        let c = &case.curriculum;
        let graph = Graph::new(c);
        let plan = path::plan(&graph, &case.profile, &case.known, &case.request);
        let strands: BTreeSet<StrandIx> = plan.steps.iter().filter_map(|step| strand_of(c, step.lesson)).collect();
        for strand in strands {
            let deep = |l: LessonIx| strand_of(c, l) == Some(strand) && goes_deeper(c, l);
            if !plan.steps.iter().any(|step| deep(step.lesson)) {
                // Nor at the price of another strand's.
                let keeps = |l: LessonIx| goes_deeper(c, l);
                let swap = can_swap(&case, &graph, &plan, deep).filter(|&(out, _)| !keeps(out));
                prop_assert!(swap.is_none(), "strand {strand:?}: {swap:?}");
            }
        }
    }

    #[test]
    fn what_is_reachable_from_nothing_is_reachable_for_everyone(seed: u64) {
        let case = Case::of_path(seed % 1_000_000);
        let graph = Graph::new(&case.curriculum);
        let blocked: BTreeSet<ObjectiveIx> = lint::unreachable(&graph).into_iter().map(|b| b.objective).collect();
        let goals = (0..case.curriculum.objectives.len()).map(ObjectiveIx::at).filter(|o| !blocked.contains(o)).collect();
        let request = Request { goals, ..Request::default() };
        let mut planner = Planner::new(&graph, &case.profile, &case.known, &request);
        planner.allow(2_000);
        while planner.step() {}
        prop_assert_eq!(planner.plan().unreachable, vec![]);
    }

    #[test]
    fn another_way_costs_what_the_path_with_it_takes(seed: u64) {
        let case = Case::of_path(seed % 1_000_000);
        let graph = Graph::new(&case.curriculum);
        let mut planner = Planner::new(&graph, &case.profile, &case.known, &case.request);
        while planner.step() {}
        let plan = planner.plan();
        for step in plan.steps.iter().take(4) {
            let ways = planner.alternatives(&plan, step);
            let pinned = case.request.pins.contains(&step.lesson);
            prop_assert_eq!(ways.len(), if pinned { 0 } else { step.others.len() }, "every other way has its price");
            for way in ways {
                let mut request = case.request.clone();
                request.pins.push(way.lesson);
                let with = path::plan(&graph, &case.profile, &case.known, &request);
                prop_assert!(with.steps.iter().any(|s| s.lesson == way.lesson));
                prop_assert_eq!(i64::from(with.minutes) - i64::from(plan.minutes), i64::from(way.plus_minutes));
            }
        }
    }
}

/// Two strands with an objective each, which a lesson each teaches in ten minutes.
fn two_strands() -> Curriculum {
    let lesson = |o| Lesson { teaches: vec![ObjectiveIx(o)], minutes: 10, ..Lesson::default() };
    Curriculum {
        strands: vec![Strand::default(); 2],
        objectives: (0..2).map(|s| Objective { strand: Some(StrandIx(s)), ..Objective::default() }).collect(),
        lessons: vec![lesson(0), lesson(1)],
        ..Curriculum::default()
    }
}

/// The lessons of the path to both objectives, its minutes, and those that depth made of it.
fn path_of(c: &Curriculum) -> (Vec<u32>, u32, i32) {
    let request = Request { goals: vec![ObjectiveIx(0), ObjectiveIx(1)], ..Request::default() };
    let plan = path::plan(&Graph::new(c), &Profile::default(), &State::new(), &request);
    (plan.steps.iter().map(|step| step.lesson.0).collect(), plan.minutes, plan.depth_minutes)
}

#[test]
fn of_two_deep_lessons_that_teach_the_same_one_is_enough() {
    let mut c = two_strands();
    for (first, then, minutes) in [(0, 1, 60), (1, 0, 50)] {
        let teaches = vec![ObjectiveIx(first), ObjectiveIx(then)];
        c.lessons.push(Lesson { teaches, minutes, together: true, ..Lesson::default() });
    }
    assert_eq!(path_of(&c), (vec![3], 50, 30));
}

#[test]
fn what_only_a_lesson_that_gives_way_needed_goes_with_it() {
    let mut c = two_strands();
    // A third objective opens the quick way to the second; the deep way asks for nothing.
    c.objectives.push(Objective { strand: Some(StrandIx(0)), ..Objective::default() });
    c.lessons[1].requires = Test::Objective(ObjectiveIx(2)).into();
    c.lessons.push(Lesson { teaches: vec![ObjectiveIx(2)], minutes: 10, ..Lesson::default() });
    c.lessons.push(Lesson { teaches: vec![ObjectiveIx(1)], minutes: 90, together: true, ..Lesson::default() });
    assert_eq!(path_of(&c), (vec![0, 3], 100, 70));
}

#[test]
fn generated_layers_are_as_deep_as_they_say() {
    let shape = generate::Shape { objectives: 40, layers: 8, several: 0, own: 0, choices: 0, ..Default::default() };
    let c = generate::curriculum(3, &shape);
    for (at, objective) in c.objectives.iter().enumerate() {
        for needed in objective.requires.literals() {
            assert_eq!(needed.index() / 5 + 1, (at / 5).max(1), "{at} needs {needed:?}");
        }
    }
}

#[test]
fn odd_wishes_are_noted_and_never_guessed_at() {
    let case = Case::of_path(7);
    let c = &case.curriculum;
    let graph = Graph::new(c);
    let codes = |profile: &Profile, known: &State, request: &Request| -> Vec<&str> {
        let plan = path::plan(&graph, profile, known, request);
        let aside = plan.aside.iter().map(|reason| reason.code);
        aside.chain(plan.unreachable.iter().map(|u| u.reason.code)).collect()
    };
    let nobody = Profile::default();
    let nothing = State::new();
    assert_eq!(codes(&nobody, &nothing, &Request::default()), ["aside-no-goal"]);
    let dangling =
        Request { goals: vec![ObjectiveIx(9_999)], pins: vec![LessonIx(9_999)], excludes: vec![LessonIx(u32::MAX)] };
    assert_eq!(codes(&nobody, &nothing, &dangling), ["aside-unknown-id"]);
    let known: State = [ObjectiveIx(0)].into_iter().collect();
    let there = Request { goals: vec![ObjectiveIx(0), ObjectiveIx(0)], ..Request::default() };
    assert_eq!(codes(&nobody, &known, &there), ["aside-goal-known"]);
    let taught = c.lessons[0].teaches[0];
    let teachers: Vec<LessonIx> = graph.teachers(taught).collect();
    let shut = Request { goals: vec![taught], excludes: teachers.clone(), pins: vec![teachers[0]] };
    assert_eq!(codes(&nobody, &nothing, &shut), ["unreachable-excluded", "unreachable-excluded"]);
    let slow = Profile { extra_percent: u16::MAX, ..Profile::default() };
    assert_eq!(codes(&slow, &known, &there), ["aside-goal-known", "aside-extra-time"]);
    // Lessons that take no time or a day still make a path.
    let mut odd = c.clone();
    for (at, lesson) in odd.lessons.iter_mut().enumerate() {
        lesson.minutes = if at % 2 == 0 { 0 } else { u16::MAX };
    }
    let goals = (0..odd.objectives.len()).map(ObjectiveIx::at).collect();
    let plan = path::plan(&Graph::new(&odd), &slow, &nothing, &Request { goals, ..Request::default() });
    assert_eq!(plan.minutes, plan.steps.iter().map(|step| step.minutes).sum::<u32>());
}
