//! Gradual release of responsibility: how much help fits now, by evidence and not by calendar
//! (Pearson & Gallagher 1983; fading that adapts beats fading that does not: Salden et al. 2010).

use std::collections::BTreeMap;

use crate::{Curriculum, Lesson, ObjectiveIx, Profile, Support, evidence::Log};

/// Two of one kind in a row change the help.
const RUN: u32 = 2;

/// One step less help; `peer` only where there is a group.
fn faded(level: Support, group: bool) -> Support {
    match level {
        Support::Example => Support::Guided,
        Support::Guided if group => Support::Peer,
        Support::Guided | Support::Peer | Support::Alone => Support::Alone,
    }
}

/// One step more help.
fn added(level: Support, group: bool) -> Support {
    match level {
        Support::Alone if group => Support::Peer,
        Support::Alone | Support::Peer => Support::Guided,
        Support::Guided | Support::Example => Support::Example,
    }
}

/// Where an objective without evidence starts.
fn start(profile: &Profile) -> Support {
    match profile.support.unwrap_or(Support::Guided) {
        Support::Peer if !profile.group => Support::Guided,
        support => support,
    }
}

/// The help with one objective, answer by answer.
#[derive(Debug, Clone)]
pub(crate) struct Walk {
    pub(crate) level: Support,
    /// An unaided right answer was seen.
    begun: bool,
    right: u32,
    wrong: u32,
}

/// The help that fits, of every objective with answers: from the learner's own start one level on at the
/// first unaided right answer, then one level less help after two right in a row, one more after two wrong.
/// For [`Profile::help`].
#[must_use]
pub fn levels(curriculum: &Curriculum, log: &Log, profile: &Profile) -> BTreeMap<ObjectiveIx, Support> {
    let names = curriculum.names();
    let mut walks: BTreeMap<ObjectiveIx, Walk> = BTreeMap::new();
    for entry in log.in_time() {
        if let Some((correct, aided)) = entry.answered()
            && let Some(ix) = entry.text("objective").and_then(|id| names.objective(id))
        {
            let walk = walks.entry(ix).or_insert_with(|| Walk::new(profile));
            walk.step(correct, aided, profile.group);
        }
    }
    walks.into_iter().map(|(ix, walk)| (ix, walk.level)).collect()
}

impl Walk {
    pub(crate) fn new(profile: &Profile) -> Self {
        Self { level: start(profile), begun: false, right: 0, wrong: 0 }
    }

    pub(crate) fn step(&mut self, correct: bool, aided: bool, group: bool) {
        if !correct {
            self.right = 0;
            self.wrong += 1;
            if self.wrong >= RUN {
                self.wrong = 0;
                self.level = added(self.level, group);
            }
        } else if !aided {
            self.wrong = 0;
            // The first one is the start from evidence; it is no part of a pair.
            self.right += u32::from(self.begun);
            if !self.begun || self.right >= RUN {
                self.right = 0;
                self.level = faded(self.level, group);
            }
            self.begun = true;
        }
    }
}

/// The help a learner needs with an objective: what evidence says, else their own start, else guided.
#[must_use]
pub fn help(profile: &Profile, objective: ObjectiveIx) -> Support {
    profile.help.get(&objective).copied().or(profile.support).unwrap_or(Support::Guided)
}

/// The level of help a lesson should give (0 example … 3 alone): the lowest over what it teaches.
#[must_use]
pub fn need(profile: &Profile, lesson: &Lesson) -> u8 {
    let own = profile.support.unwrap_or(Support::Guided);
    lesson.teaches.iter().map(|&objective| help(profile, objective)).min().unwrap_or(own).level()
}
