//! Paths against the optimum, by trying every set of lessons of small curricula.

use wend_core::{
    Depth, Graph, LessonIx, ObjectiveIx, Profile, Request, State,
    generate::{self, Shape},
    path,
    readiness::Readiness,
};

const LESSONS: usize = 13;

/// Least minutes of any set that reaches the goals, if one does.
fn optimum(graph: &Graph<'_>, goals: &[ObjectiveIx]) -> Option<u32> {
    let c = graph.curriculum;
    let mut best = None;
    for set in 0_u32..1 << LESSONS {
        let minutes = (0..LESSONS).filter(|l| set >> l & 1 == 1).map(|l| u32::from(c.lessons[l].minutes.max(1))).sum();
        if best.is_some_and(|best| best <= minutes) {
            continue;
        }
        let mut readiness = Readiness::new(graph, &State::new());
        let mut left: Vec<usize> = (0..LESSONS).filter(|l| set >> l & 1 == 1).collect();
        loop {
            let before = left.len();
            left.retain(|&l| {
                let open = readiness.open(LessonIx::at(l));
                if open {
                    c.lessons[l].teaches.iter().for_each(|&o| readiness.add(o));
                }
                !open
            });
            if left.len() == before {
                break;
            }
        }
        if goals.iter().all(|&goal| readiness.known().contains(goal)) {
            best = Some(minutes);
        }
    }
    best
}

#[test]
fn small_paths_are_nearly_always_the_shortest() {
    let (mut closed, mut equal, mut worst) = (0, 0, 1000);
    for seed in 0..70 {
        let shape =
            Shape { lessons: LESSONS, objectives: 8, reach: 6, several: 30, choices: 50, own: 0, ..Shape::default() };
        let mut c = generate::curriculum(seed, &shape);
        // Minutes alone decide: no depth to swap in, no help to weigh.
        for objective in &mut c.objectives {
            objective.depth = Depth::Apply;
        }
        for lesson in &mut c.lessons {
            lesson.together = false;
            lesson.support = None;
        }
        let graph = Graph::new(&c);
        let goals = vec![ObjectiveIx(7), ObjectiveIx(5)];
        let request = Request { goals: goals.clone(), ..Request::default() };
        let plan = path::plan(&graph, &Profile::default(), &State::new(), &request);
        let Some(least) = optimum(&graph, &goals) else {
            assert!(!plan.unreachable.is_empty(), "seed {seed}");
            continue;
        };
        assert!(plan.minutes >= least, "seed {seed}: below the optimum, so it can't reach its goals");
        closed += 1;
        equal += u32::from(plan.minutes == least);
        worst = worst.max(1000 * plan.minutes / least.max(1));
    }
    println!("{equal} of {closed} equal to the optimum, worst {worst} permille of it");
    assert!(closed >= 50 && 100 * equal >= 95 * closed && worst <= 1100, "{equal} of {closed}, worst {worst}");
}
