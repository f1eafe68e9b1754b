//! What the rule of an objective asks for.

use crate::{Curriculum, Depth, MasteryRule, ObjectiveIx};

/// More right answers in a row than this are never counted ahead.
const MOST_AHEAD: u32 = 50;

pub(super) struct Rules {
    pub(super) rule: MasteryRule,
    pub(super) items: u32,
    pub(super) all_typed: bool,
    pub(super) inquire: bool,
}

impl Rules {
    pub(super) fn of(curriculum: &Curriculum, ix: ObjectiveIx) -> Self {
        let objective = &curriculum.objectives[ix.index()];
        Self {
            rule: curriculum.rule(ix),
            items: objective.items.into(),
            all_typed: objective.items > 0 && objective.typed_items >= objective.items,
            inquire: objective.depth == Depth::Inquire,
        }
    }

    /// How many rights the rule asks for; picked answers can be guessed, so one more of those. For
    /// knowledge tracing: those counted, and how many more in a row would do.
    pub(super) fn needed(&self, typed: bool, counted: u32, belief: Option<f64>) -> u32 {
        match self.rule {
            MasteryRule::Streak { n } => (u32::from(n) + u32::from(!typed)).min(self.items),
            MasteryRule::MOfN { m, .. } => u32::from(m).min(self.items),
            MasteryRule::Bkt { init, threshold, .. } => {
                let mut p = belief.unwrap_or(init);
                let mut more = 0;
                while p < threshold && more < MOST_AHEAD {
                    p = trace(&self.rule, p, true);
                    more += 1;
                }
                (counted + more).min(self.items)
            }
            MasteryRule::Rubric { at_least } => at_least.into(),
        }
    }

    /// How many of the latest attempts count.
    pub(super) fn window(&self) -> usize {
        match self.rule {
            MasteryRule::MOfN { n, .. } => n.into(),
            MasteryRule::Streak { .. } => self.needed(false, 0, None) as usize + 1,
            MasteryRule::Bkt { .. } | MasteryRule::Rubric { .. } => 0,
        }
    }

    /// Whether questions some days later say if it is still known. What has no items can't be asked; where the rule counts
    /// products alone, a piece of work that was made stays made.
    pub(super) fn asked_again(&self) -> bool {
        self.items > 0 && !matches!(self.rule, MasteryRule::Rubric { .. })
    }

    /// Whether a product of this score completes the objective.
    pub(super) fn accepts(&self, score: f64) -> bool {
        match self.rule {
            MasteryRule::Rubric { at_least } => score >= f64::from(at_least),
            _ => self.inquire && score >= 1.0,
        }
    }
}

/// P(known) after one more answer by Bayesian knowledge tracing (Corbett & Anderson 1995): first what the
/// answer says, then the chance to have learned at it. Other rules leave P as it is.
#[must_use]
pub fn trace(rule: &MasteryRule, p: f64, correct: bool) -> f64 {
    let MasteryRule::Bkt { learn, guess, slip, .. } = *rule else { return p };
    let (known, unknown) = if correct { (1.0 - slip, guess) } else { (slip, 1.0 - guess) };
    let likely = p * known + (1.0 - p) * unknown;
    // What could not happen under the rule's numbers (no slips, no guesses) says nothing.
    let p = if likely > 0.0 { p * known / likely } else { p };
    p + (1.0 - p) * learn
}
