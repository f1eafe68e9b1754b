//! How many objectives placement gets right: the figure that the benchmark prints and a test holds.

use super::{Answer, Now, Placement, STATES, Samples};
use crate::{Curriculum, Dice, Graph, Lesson, Objective, ObjectiveIx, Requirement, State, Strand, StrandIx};

/// A curriculum as schools have them: `strands` of equal length, every objective builds on one or two of the `reach`
/// before it in its strand, and one in five on something earlier anywhere.
#[must_use]
pub fn strands(objectives: u32, strands: u32, reach: u32, seed: u32) -> Curriculum {
    let mut dice = Dice::new(seed, 0);
    let length = objectives.div_ceil(strands.max(1)).max(1);
    let mut c = Curriculum { id: format!("strands-{seed}"), ..Curriculum::default() };
    c.strands = (0..strands).map(|at| Strand { id: format!("strand-{at}"), title: String::new() }).collect();
    for at in 0..objectives {
        let place = at % length;
        let mut needs = Vec::new();
        if place > 0 {
            for _ in 0..=dice.below(2) {
                needs.push(Requirement::objective(ObjectiveIx(at - 1 - dice.below(reach.min(place)))));
            }
        }
        if at > 0 && dice.chance(200) {
            needs.push(Requirement::objective(ObjectiveIx(dice.below(at))));
        }
        c.objectives.push(Objective {
            id: format!("objective-{at}"),
            strand: Some(StrandIx((at / length) as u16)),
            requires: Requirement::all(needs),
            items: 4,
            ..Objective::default()
        });
        c.lessons.push(Lesson {
            id: format!("lesson-{at}"),
            teaches: vec![ObjectiveIx(at)],
            minutes: 20,
            ..Lesson::default()
        });
    }
    c
}

/// What a run of placements came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// Objectives placed as they are, in permille.
    pub right: f64,
    /// Objectives held as known that are not, in permille.
    pub too_much: f64,
    /// Questions a learner was asked, on average.
    pub questions: f64,
}

/// Places `learners` with slip and guess of a tenth and at most `questions`, by the real rule (a chance of .8). Their
/// true states are drawn like the samples, by other dice: none of them need be among the samples.
#[must_use]
pub fn measure(c: &Curriculum, learners: u32, questions: u32) -> Figure {
    let graph = Graph::new(c);
    let samples = Samples::new(&graph, &State::new(), &[], 1, STATES);
    let truths = Samples::new(&graph, &State::new(), &[], 99, learners);
    let (mut right, mut too_much, mut asked) = (0_u64, 0_u64, 0_u64);
    for learner in 0..learners {
        let truth = truths.state(learner);
        let mut dice = Dice::new(5, learner);
        let mut placement = Placement::new(&graph, &samples);
        while let Now::Ask(objective) = placement.now() {
            if placement.questions() >= questions {
                break;
            }
            let says = truth.contains(objective) != dice.chance(100);
            placement.answer(objective, Answer { right: Some(says), options: 10 });
        }
        asked += u64::from(placement.questions());
        let known = placement.known();
        for o in samples.scope.iter() {
            right += u64::from(known.contains(o) == truth.contains(o));
            too_much += u64::from(known.contains(o) && !truth.contains(o));
        }
    }
    let permille = |n: u64| n as f64 * 1000.0 / (samples.scope.len() as f64 * f64::from(learners)).max(1.0);
    Figure {
        right: permille(right),
        too_much: permille(too_much),
        questions: asked as f64 / f64::from(learners.max(1)),
    }
}
