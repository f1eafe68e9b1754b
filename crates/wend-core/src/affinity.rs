//! How well a lesson suits a learner, in integers: interests, help, form, and the cost made of them.

use crate::{Approach, Curriculum, InterestIx, Lesson, Profile, Support, release};

/// What a lesson costs a learner, in hundred-thousandths of a minute; never 0, never above this.
pub(crate) const MOST_COST: u64 = 100_000_000_000;

/// A lesson's match with a learner's interests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Match {
    /// 0 (none) to 1000 (fully).
    pub permille: u64,
    /// The lesson's interest that matched best.
    pub interest: Option<InterestIx>,
    /// Through a parent, so by half.
    pub near: bool,
    /// Set in something the learner avoids.
    pub avoided: bool,
}

/// The terms of a lesson's cost, each in thousandths of its minutes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub cost: u64,
    pub interest: u64,
    pub support: u64,
    pub form: u64,
    pub matched: Match,
}

fn parent(c: &Curriculum, interest: InterestIx) -> Option<InterestIx> {
    c.interests.get(interest.index())?.parent
}

/// Whether a lesson is set in any of these interests or right below one.
pub(crate) fn touches(c: &Curriculum, lesson: &Lesson, mut declared: impl FnMut(InterestIx) -> bool) -> bool {
    lesson.interests.iter().any(|&i| declared(i) || parent(c, i).is_some_and(&mut declared))
}

/// Best match over the lesson's interests: the learner's weight, half through a parent.
pub(crate) fn matched(c: &Curriculum, lesson: &Lesson, profile: &Profile) -> Match {
    let mut best = Match { permille: 0, interest: None, near: false, avoided: false };
    if touches(c, lesson, |i| profile.avoid.contains(&i)) {
        best.avoided = true;
        return best;
    }
    if lesson.interests.is_empty() || profile.interests.is_empty() {
        best.permille = 500;
        return best;
    }
    for &interest in &lesson.interests {
        for &(liked, weight) in &profile.interests {
            let weight = u64::from(weight.min(1000));
            let near = interest != liked;
            let permille = if !near {
                weight
            } else if parent(c, interest) == Some(liked) || parent(c, liked) == Some(interest) {
                weight / 2
            } else {
                0
            };
            if permille > best.permille {
                best = Match { permille, interest: Some(interest), near, avoided: false };
            }
        }
    }
    best
}

/// More extra time than this is not believed, in percent.
pub(crate) const MOST_EXTRA: u16 = 900;

/// Hundredths by which a learner's minutes are multiplied.
pub(crate) fn pace(profile: &Profile) -> u64 {
    100 + u64::from(profile.extra_percent.min(MOST_EXTRA))
}

/// A lesson's minutes for a learner, rounded up.
pub(crate) fn minutes(lesson: &Lesson, profile: &Profile) -> u32 {
    (u64::from(lesson.minutes.max(1)) * pace(profile)).div_ceil(100) as u32
}

/// `minutes · extra · (1 + .5 (1 − A) + .5 max(0, s − need) / 3 + .25 F)` with the curriculum's weights.
pub(crate) fn terms(c: &Curriculum, lesson: &Lesson, profile: &Profile) -> Terms {
    let w = &c.weights;
    let matched = matched(c, lesson, profile);
    let interest = u64::from(w.interest) * (1000 - matched.permille) / 1000;
    let need = release::need(profile, lesson);
    let given = match lesson.support {
        Some(Support::Peer) if profile.group => Support::Guided.level(),
        Some(support) => support.level(),
        None => 0,
    };
    let pays = !matches!(lesson.approach, Some(Approach::Explore | Approach::Project));
    let support = if pays { u64::from(w.support) * u64::from(given.saturating_sub(need)) / 3 } else { 0 };
    let asked = !profile.forms.is_empty() && !lesson.form.iter().any(|form| profile.forms.contains(form));
    let form = if asked { u64::from(w.form) } else { 0 };
    let mut cost = u64::from(lesson.minutes.max(1)) * pace(profile) * (1000 + interest + support + form);
    if matched.avoided {
        cost = cost * u64::from(w.avoid) / 1000;
    }
    Terms { cost: cost.clamp(1, MOST_COST), interest, support, form, matched }
}
