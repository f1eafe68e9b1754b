//! Simulated learners: the same for the same seed, whoever asks and in whatever order, and true to the rules.

use proptest::prelude::*;
use wend_core::{
    Curriculum, Graph, LessonIx, ObjectiveIx,
    generate::{self, Shape},
    placement::figure,
    simulate::{Ground, Walk, Way},
};

fn small(seed: u64) -> Curriculum {
    generate::curriculum(seed, &Shape { lessons: 20, objectives: 8, forward: 0, ..Shape::default() })
}

fn walks(c: &Curriculum, seed: u32, learners: impl Iterator<Item = u32>) -> Vec<(u32, Walk, Walk)> {
    let graph = Graph::new(c);
    let ground = Ground::new(&graph, &[], seed);
    learners.map(|at| (at, ground.walk(at, Way::Own), ground.walk(at, Way::Fixed))).collect()
}

#[test]
fn any_order_of_learners_gives_the_same_walks() {
    let c = small(3);
    let forward = walks(&c, 7, 0..6);
    let mut backward = walks(&c, 7, (0..6).rev());
    backward.reverse();
    assert_eq!(forward, backward);
    assert_ne!(forward, walks(&c, 8, 0..6), "another seed, other learners");
}

#[test]
fn placement_spares_what_is_known() {
    // Many short lessons, all checked: those who know much already should not be sent through all of it.
    let c = figure::strands(24, 3, 2, 1);
    let graph = Graph::new(&c);
    let ground = Ground::new(&graph, &[], 1);
    let own: Vec<Walk> = (0..40).map(|at| ground.walk(at, Way::Own)).collect();
    let fixed: Vec<Walk> = (0..40).map(|at| ground.walk(at, Way::Fixed)).collect();
    let report = ground.report(&own, &fixed);
    assert!(report.own.nothing_new.middle < report.fixed.nothing_new.middle, "{report:?}");
    assert!(report.own.finding_out.high <= 25 * 20 * 3 / 2, "never more than 25 questions");
    assert_eq!(report.fixed.finding_out.high, 0);
    assert!(report.own.goals_reached >= 900, "{report:?}");
    assert!(report.own.false_passes <= 50, "{report:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn a_walk_is_true_to_the_rules(seed in 0_u32..100_000) {
        let c = small(seed.into());
        let graph = Graph::new(&c);
        let ground = Ground::new(&graph, &[], seed);
        for (_, own, fixed) in walks(&c, seed, 0..2) {
            for walk in [&own, &fixed] {
                prop_assert!(walk.goals as usize <= ground.goals().len());
                prop_assert!(walk.false_passes <= walk.passes);
                prop_assert!(walk.outside <= walk.tagged && walk.tagged as usize <= walk.met.len());
                prop_assert!(walk.nothing_new <= walk.learning);
                let mut met = walk.met.clone();
                met.sort_unstable();
                met.dedup();
                prop_assert_eq!(met.len(), walk.met.len(), "once each");
                // Given up only where one was stuck.
                prop_assert!(walk.given_up.iter().all(|o: &ObjectiveIx| walk.stuck.contains(o)));
            }
            prop_assert_eq!(fixed.met.iter().collect::<Vec<_>>(), ground.fixed().iter().collect::<Vec<&LessonIx>>());
        }
    }
}
