//! What is wrong with a curriculum as a whole.

use wend_core::{
    Arg, Curriculum, Graph, Lesson, LessonIx, MasteryRule, Objective, ObjectiveIx, Reason, Requirement, State, lint,
    path, readiness,
};

fn o(ix: u32) -> ObjectiveIx {
    ObjectiveIx(ix)
}

fn needs(ix: u32) -> Requirement {
    Requirement::objective(o(ix))
}

/// One lesson for each objective.
fn curriculum(requires: Vec<Requirement>) -> Curriculum {
    let lessons = (0..requires.len() as u32)
        .map(|ix| Lesson { id: format!("l{ix}"), teaches: vec![o(ix)], minutes: 10, ..Lesson::default() })
        .collect();
    let objectives = requires
        .into_iter()
        .enumerate()
        .map(|(ix, requires)| Objective { id: format!("o{ix}"), requires, ..Objective::default() })
        .collect();
    Curriculum { objectives, lessons, ..Curriculum::default() }
}

fn blocked(c: &Curriculum) -> Vec<(u32, Reason)> {
    lint::unreachable(&Graph::new(c)).into_iter().map(|b| (b.objective.0, b.reason)).collect()
}

fn cycle(of: &[u32]) -> Reason {
    Reason::new("unreachable-cycle").with("objectives", Arg::Objectives(of.iter().map(|&ix| o(ix)).collect()))
}

#[test]
fn a_binding_cycle_is_spelled_out_smallest_first() {
    // 1 → 2 → 3 → 1 and the shorter 2 ⇄ 4; 5 only builds on them; 0 is free.
    let c = curriculum(vec![
        Requirement::none(),
        needs(2),
        Requirement::all(vec![needs(3), needs(4)]),
        needs(1),
        needs(2),
        needs(1),
    ]);
    let found = blocked(&c);
    assert_eq!(found.iter().map(|(ix, _)| *ix).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert!(found.iter().all(|(_, reason)| *reason == cycle(&[2, 4])), "{found:?}");
}

#[test]
fn an_any_opens_a_cycle() {
    let c = curriculum(vec![Requirement::none(), Requirement::any(vec![needs(0), needs(2)]), needs(1)]);
    assert_eq!(blocked(&c), []);
}

#[test]
fn a_lesson_may_teach_a_cycle_whole() {
    let mut c = curriculum(vec![needs(1), needs(0)]);
    assert_eq!(blocked(&c).len(), 2);
    c.lessons.push(Lesson { teaches: vec![o(0), o(1)], ..Lesson::default() });
    assert_eq!(blocked(&c), []);
}

#[test]
fn a_dead_end_is_named_before_a_cycle() {
    let mut c = curriculum(vec![needs(1), Requirement::none(), needs(0)]);
    c.lessons.retain(|lesson| lesson.teaches != [o(1)]);
    let reason = Reason::new("unreachable-nothing-teaches").with("objective", Arg::Objective(o(1)));
    assert_eq!(blocked(&c), [(0, reason.clone()), (1, reason.clone()), (2, reason)]);
    assert_eq!(lint::untaught(&Graph::new(&c)), [(o(1), true)]);
}

#[test]
fn needing_oneself_is_found_where_it_binds_and_where_not() {
    // Every lesson that teaches an objective may lean on it, so this one alone is never a dead end.
    let c = curriculum(vec![needs(0), Requirement::any(vec![needs(0), needs(1)])]);
    assert_eq!(lint::self_requirements(&Graph::new(&c)), [o(0), o(1)]);
}

#[test]
fn edges_that_say_nothing_new_are_redundant() {
    // 3 needs 2, 1 and 0; 2 needs 1; 1 needs 0: only 2 is news to 3, and 1 to 2.
    let c = curriculum(vec![
        Requirement::none(),
        needs(0),
        Requirement::all(vec![needs(1), needs(0)]),
        Requirement::all(vec![needs(0), needs(1), needs(2)]),
        // An "any" binds nothing, so this edge stays.
        Requirement::all(vec![needs(0), Requirement::any(vec![needs(1), needs(2)])]),
    ]);
    assert_eq!(lint::redundant_edges(&Graph::new(&c)), [(o(0), o(2)), (o(0), o(3)), (o(1), o(3))]);
}

#[test]
fn a_chain_of_ten_thousand_is_no_trouble() {
    let mut requires = vec![Requirement::none()];
    requires.extend((0..9_999).map(needs));
    let c = curriculum(requires);
    let graph = Graph::new(&c);
    assert_eq!(lint::unreachable(&graph), []);
    assert_eq!(lint::redundant_edges(&graph), []);
    assert_eq!(readiness::ready_lessons(&graph, &State::new()), [LessonIx(0)]);
}

#[test]
fn few_items_follow_the_rule() {
    let mut c = curriculum(vec![Requirement::none(); 4]);
    for (ix, (items, typed_items)) in [(3, 3), (3, 2), (4, 0), (2, 2)].into_iter().enumerate() {
        c.objectives[ix].items = items;
        c.objectives[ix].typed_items = typed_items;
    }
    c.objectives[3].mastery = Some(MasteryRule::Streak { n: 2 });
    assert_eq!(lint::few_items(&Graph::new(&c)), [(o(1), 3, 4)]);
}

#[test]
fn an_excluded_way_is_the_reason_a_goal_is_out_of_reach() {
    let c = curriculum(vec![Requirement::none(), needs(0)]);
    let request = wend_core::Request { goals: vec![o(1)], excludes: vec![LessonIx(0)], ..Default::default() };
    let plan = path::plan(&Graph::new(&c), &Default::default(), &State::new(), &request);
    assert_eq!(plan.steps, []);
    let reason = Reason::new("unreachable-excluded")
        .with("objective", Arg::Objective(o(0)))
        .with("lesson", Arg::Lesson(LessonIx(0)));
    assert_eq!(plan.unreachable[0].reason, reason);
}
