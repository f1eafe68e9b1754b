//! Paths against the optimum, by a solver that shares nothing with ours: states of knowledge, cheapest first.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
};

use wend_core::{
    Curriculum, Graph, ObjectiveIx, Profile, Request, State,
    generate::{self, Seeded, Shape},
    path::{self, Planner},
};

/// States looked at before an instance is given up.
const MOST: usize = 60_000;

/// Least cost of any way to the goals: uniform-cost search over what is known, since a lesson's cost depends on
/// nothing else. `None` where there are too many states.
fn optimum(c: &Curriculum, goals: &[ObjectiveIx]) -> Option<u64> {
    let lessons: Vec<(u64, u128)> = c
        .lessons
        .iter()
        .map(|lesson| {
            let teaches = lesson.teaches.iter().fold(0_u128, |set, o| set | 1 << o.0);
            (path::cost(c, lesson, &Profile::default()), teaches)
        })
        .collect();
    let aim = goals.iter().fold(0_u128, |set, o| set | 1 << o.0);
    let mut best: BTreeMap<u128, u64> = BTreeMap::from([(0, 0)]);
    let mut queue = BinaryHeap::from([Reverse((0_u64, 0_u128))]);
    while let Some(Reverse((cost, known))) = queue.pop() {
        if best.get(&known) != Some(&cost) {
            continue;
        }
        if known & aim == aim {
            return Some(cost);
        }
        if best.len() > MOST {
            return None;
        }
        for (lesson, &(price, teaches)) in c.lessons.iter().zip(&lessons) {
            let before = |o: ObjectiveIx| known >> o.0 & 1 == 1;
            let with = |o: ObjectiveIx| (known | teaches) >> o.0 & 1 == 1;
            let new = teaches & !known != 0
                && lesson.requires.holds(&before)
                && lesson.teaches.iter().all(|o| c.objectives[o.index()].requires.holds(&with));
            let sum = cost + price;
            if new && best.get(&(known | teaches)).is_none_or(|&other| sum < other) {
                best.insert(known | teaches, sum);
                queue.push(Reverse((sum, known | teaches)));
            }
        }
    }
    panic!("the goals can be reached");
}

/// A curriculum with much to choose and to share, few enough objectives for the search, and its goals.
fn instance(seed: u64) -> (Curriculum, Vec<ObjectiveIx>) {
    let mut rng = Seeded::new(seed);
    let objectives = 9 + rng.below(8);
    let shape = Shape {
        lessons: 30 + rng.below(50),
        objectives,
        reach: 3 + rng.below(9),
        needs: 2 + rng.below(3),
        several: 20 + rng.below(50),
        choices: 20 + rng.below(70),
        own: 0,
        forward: rng.below(2) * 5,
        ..Shape::default()
    };
    let mut c = generate::curriculum(seed, &shape);
    // Costs that differ much, so that taking the nearest is often wrong.
    for lesson in &mut c.lessons {
        lesson.minutes = 5 + rng.below(90) as u16;
    }
    let goals = (0..2 + rng.below(3)).map(|at| ObjectiveIx::at(objectives - 1 - at * 2)).collect();
    (c, goals)
}

#[test]
fn small_paths_are_the_best_there_are() {
    let (mut closed, mut better) = (0, 0);
    for seed in 0..140 {
        let (c, goals) = instance(seed);
        let graph = Graph::new(&c);
        let request = Request { goals: goals.clone(), ..Request::default() };
        let mut planner = Planner::new(&graph, &Profile::default(), &State::new(), &request);
        if !planner.plan().unreachable.is_empty() || planner.relevant() < 12 {
            continue;
        }
        let first = planner.cost();
        while planner.step() {}
        assert!(planner.exact(), "seed {seed} is not proved");
        let Some(least) = optimum(&c, &goals) else { continue };
        assert_eq!(planner.cost(), least, "seed {seed}: {} lessons can matter", planner.relevant());
        closed += 1;
        better += u32::from(least < first);
    }
    println!("{closed} closed, {better} of them better than the first answer");
    assert!(closed >= 60 && better >= 20, "{closed} closed, {better} better");
}

#[test]
fn work_in_slices_gives_what_work_at_once_gives() {
    for seed in 0..12 {
        let c = generate::curriculum(seed, &Shape { lessons: 260, objectives: 100, several: 40, ..Shape::default() });
        let graph = Graph::new(&c);
        let request = Request { goals: (0..4).map(|at| ObjectiveIx::at(99 - 13 * at)).collect(), ..Request::default() };
        let at_once = path::plan(&graph, &Profile::default(), &State::new(), &request);
        let mut planner = Planner::new(&graph, &Profile::default(), &State::new(), &request);
        let mut costs = vec![planner.cost()];
        while planner.step() {
            // Looking at it changes nothing.
            if planner.work().is_multiple_of(7) {
                let _ = planner.plan();
            }
            costs.push(planner.cost());
        }
        assert_eq!(planner.plan(), at_once, "seed {seed}");
        assert!(costs.is_sorted_by(|a, b| a >= b), "seed {seed}: it only gets better");
    }
}

#[test]
fn large_paths_are_never_worse_than_the_plain_plan() {
    for seed in 0..3 {
        let shape = Shape::school(1_000);
        let c = generate::curriculum(seed, &shape);
        let graph = Graph::new(&c);
        let goals = (0..5).map(|at| ObjectiveIx::at(shape.objectives - 1 - 20 * at)).collect();
        let request = Request { goals, ..Request::default() };
        let mut planner = Planner::new(&graph, &Profile::default(), &State::new(), &request);
        let plain = planner.cost();
        planner.allow(40_000);
        while planner.step() {}
        assert!(planner.cost() <= plain, "seed {seed}");
    }
}
