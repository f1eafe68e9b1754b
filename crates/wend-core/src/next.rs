//! What to offer next: merit, variety (maximal marginal relevance, Carbonell & Goldstein 1998) and
//! slots, each offer with the reason that most sets it apart. All in integers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    Arg, Curriculum, Graph, InterestIx, LessonIx, ObjectiveIx, Profile, Reason, Request, State, affinity,
    evidence::Log, readiness::Readiness,
};

/// So many offers at most.
const MOST: usize = 5;
/// What was declined is not offered as "something different" for so long, in milliseconds.
const DECLINED: i64 = 14 * 86_400_000;
/// Forms that are away from the screen.
pub const AWAY: [&str; 5] = ["hands-on", "outdoors", "print", "talk", "move"];

/// Which place a choice fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slot {
    /// On the way to a goal.
    Goal,
    /// Another way to do that same step.
    OtherWay,
    /// Outside the declared interests.
    Different,
    /// Away from the screen.
    Away,
    /// By merit.
    Open,
}

/// One offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Which lesson.
    pub lesson: LessonIx,
    /// Which place it fills.
    pub slot: Slot,
    /// What most separates it from the others shown.
    pub reason: Reason,
}

/// The moment an offer is made in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Moment {
    /// Minutes left in this sitting; 0 = not said.
    pub minutes_left: u16,
    /// Objectives due for review.
    pub due: Vec<ObjectiveIx>,
    /// Lessons declined as "something different" in the last 14 days.
    pub declined: Vec<LessonIx>,
    /// Lessons of the path, in order (steps of a [`crate::path::Plan`]).
    pub path: Vec<LessonIx>,
}

/// A ready lesson and what speaks for it.
struct Candidate {
    lesson: LessonIx,
    /// On the path, interests, review, time, what it opens; each weight · permille.
    terms: [i64; 5],
    interest: Option<InterestIx>,
    reviews: i64,
    opens: i64,
}

impl Candidate {
    fn score(&self) -> i64 {
        self.terms.iter().sum()
    }
}

/// Up to five choices; two or more whenever two are ready.
#[must_use]
pub fn choices(graph: &Graph<'_>, profile: &Profile, known: &State, request: &Request, moment: &Moment) -> Vec<Choice> {
    let c = graph.curriculum;
    let readiness = Readiness::new(graph, known);
    let excluded: BTreeSet<LessonIx> = request.excludes.iter().copied().collect();
    let mut shown = Shown { c, candidates: Vec::new(), chosen: Vec::new() };
    let on_path: BTreeSet<LessonIx> = moment.path.iter().copied().collect();
    let due: BTreeSet<ObjectiveIx> = moment.due.iter().copied().collect();
    let mut trial = readiness.clone();
    for lesson in readiness.ready_lessons() {
        if !excluded.contains(&lesson) {
            let opens = trial.opened_by(lesson) as i64;
            shown.candidates.push(candidate(c, profile, moment, &on_path, &due, lesson, opens));
        }
    }
    // The first step of the path that is ready; then another way to do that step.
    let find = |shown: &Shown<'_>, lesson| shown.candidates.iter().position(|candidate| candidate.lesson == lesson);
    if let Some(at) = moment.path.iter().find_map(|&lesson| find(&shown, lesson)) {
        shown.take(at, Slot::Goal);
        let step = &c.lessons[shown.candidates[at].lesson.index()];
        let new: Vec<ObjectiveIx> = step.teaches.iter().copied().filter(|&o| !readiness.known().contains(o)).collect();
        shown.take_best(Slot::OtherWay, |lesson| c.lessons[lesson.index()].teaches.iter().any(|o| new.contains(o)));
    }
    if !profile.interests.is_empty() {
        // What is different stands beside something that is liked, never before it.
        if shown.chosen.is_empty() {
            let liked = |i| profile.interests.iter().any(|&(liked, _)| liked == i);
            let _ = shown.take_best(Slot::Open, |lesson| affinity::touches(c, &c.lessons[lesson.index()], liked))
                || shown.take_best(Slot::Open, |_| true);
        }
        let declined: BTreeSet<LessonIx> = moment.declined.iter().copied().collect();
        shown.take_best(Slot::Different, |lesson| {
            let lesson_of = &c.lessons[lesson.index()];
            let declared = |i| profile.interests.iter().any(|&(liked, _)| liked == i) || profile.avoid.contains(&i);
            !lesson_of.interests.is_empty() && !declined.contains(&lesson) && !affinity::touches(c, lesson_of, declared)
        });
    }
    if !shown.chosen.iter().any(|&(at, _)| away(c, shown.candidates[at].lesson)) {
        shown.take_best(Slot::Away, |lesson| away(c, lesson));
    }
    loop {
        // Rather not two of one strand.
        let strands: BTreeSet<_> =
            shown.chosen.iter().filter_map(|&(at, _)| c.strand_of(shown.candidates[at].lesson)).collect();
        let fresh = |lesson| c.strand_of(lesson).is_none_or(|strand| !strands.contains(&strand));
        if !shown.take_best(Slot::Open, fresh) && !shown.take_best(Slot::Open, |_| true) {
            break;
        }
    }
    shown.explain(moment)
}

/// The lessons declined as "something different" in the last 14 days, for [`Moment::declined`]. By index.
#[must_use]
pub fn declined(curriculum: &Curriculum, log: &Log, now: i64) -> Vec<LessonIx> {
    let names = curriculum.names();
    let lately = log.entries.iter().filter(|entry| entry.kind == "decline" && entry.t.min(now) > now - DECLINED);
    let lessons: BTreeSet<LessonIx> = lately.filter_map(|entry| names.lesson(entry.text("lesson")?)).collect();
    lessons.into_iter().collect()
}

fn away(c: &Curriculum, lesson: LessonIx) -> bool {
    c.lessons[lesson.index()].form.iter().any(|form| AWAY.contains(&form.as_str()))
}

fn candidate(
    c: &Curriculum,
    profile: &Profile,
    moment: &Moment,
    on_path: &BTreeSet<LessonIx>,
    due: &BTreeSet<ObjectiveIx>,
    lesson: LessonIx,
    opens: i64,
) -> Candidate {
    let w = &c.weights;
    let it = &c.lessons[lesson.index()];
    let matched = affinity::matched(c, it, profile);
    let practised: BTreeSet<ObjectiveIx> = it
        .teaches
        .iter()
        .filter_map(|&o| Some((o, c.objective(o)?)))
        .flat_map(|(ix, o)| o.encompasses.iter().map(|&(other, _)| other).chain([ix]))
        .filter(|o| due.contains(o))
        .collect();
    let reviews = practised.len() as i64;
    let review = if due.is_empty() { 0 } else { 1000 * reviews / due.len() as i64 };
    let minutes = i64::from(affinity::minutes(it, profile));
    let left = i64::from(moment.minutes_left);
    let fits = if left == 0 || minutes <= left { 1000 } else { 1000 * left / minutes };
    Candidate {
        lesson,
        terms: [
            i64::from(w.next_goal) * if on_path.contains(&lesson) { 1000 } else { 0 },
            i64::from(w.next_interest) * matched.permille.cast_signed(),
            i64::from(w.next_review) * review,
            i64::from(w.next_fits) * fits,
            i64::from(w.next_unlocks) * (200 * opens).min(1000),
        ],
        interest: matched.interest,
        reviews,
        opens,
    }
}

struct Shown<'a> {
    c: &'a Curriculum,
    candidates: Vec<Candidate>,
    /// Candidate and slot, in order.
    chosen: Vec<(usize, Slot)>,
}

impl Shown<'_> {
    fn take(&mut self, at: usize, slot: Slot) {
        self.chosen.push((at, slot));
    }

    /// Takes the candidate with the most merit left after its likeness to those taken; ties by index.
    fn take_best(&mut self, slot: Slot, wanted: impl Fn(LessonIx) -> bool) -> bool {
        if self.chosen.len() >= MOST {
            return false;
        }
        let lambda = i64::from(self.c.weights.next_lambda.min(1000));
        let mut best: Option<(i64, usize)> = None;
        for (at, candidate) in self.candidates.iter().enumerate() {
            if self.chosen.iter().any(|&(taken, _)| taken == at) || !wanted(candidate.lesson) {
                continue;
            }
            let likeness = self.chosen.iter().map(|&(taken, _)| self.likeness(at, taken)).max().unwrap_or(0);
            let value = lambda * candidate.score() - (1000 - lambda) * 1000 * likeness;
            if best.is_none_or(|(least, _)| value > least) {
                best = Some((value, at));
            }
        }
        best.map(|(_, at)| self.take(at, slot)).is_some()
    }

    /// .5 Jaccard of interests + .25 same approach + .25 same strand, in permille.
    fn likeness(&self, a: usize, b: usize) -> i64 {
        let (a, b) = (self.candidates[a].lesson, self.candidates[b].lesson);
        let (one, two) = (&self.c.lessons[a.index()], &self.c.lessons[b.index()]);
        let mine: BTreeSet<_> = one.interests.iter().collect();
        let theirs: BTreeSet<_> = two.interests.iter().collect();
        let either = mine.union(&theirs).count() as i64;
        let both = mine.intersection(&theirs).count() as i64;
        let interests = if either == 0 { 0 } else { 500 * both / either };
        let approach = if one.approach.is_some() && one.approach == two.approach { 250 } else { 0 };
        let strand = self.c.strand_of(a);
        interests + approach + if strand.is_some() && strand == self.c.strand_of(b) { 250 } else { 0 }
    }

    fn explain(&self, moment: &Moment) -> Vec<Choice> {
        self.chosen
            .iter()
            .map(|&(at, slot)| {
                let reason = self.apart(at, moment).unwrap_or_else(|| self.slot_reason(slot));
                Choice { lesson: self.candidates[at].lesson, slot, reason }
            })
            .collect()
    }

    /// What an offer's place says of it, where nothing else separates it.
    fn slot_reason(&self, slot: Slot) -> Reason {
        match slot {
            Slot::OtherWay => {
                let reason = Reason::new("next-other-way");
                let step = self.chosen.first().map(|&(at, _)| self.candidates[at].lesson);
                step.map_or(reason.clone(), |lesson| reason.with("lesson", Arg::Lesson(lesson)))
            }
            Slot::Different => Reason::new("next-different"),
            Slot::Away => Reason::new("next-away"),
            Slot::Goal | Slot::Open => Reason::new("next-open"),
        }
    }

    /// The term that most separates a choice from the others shown.
    fn apart(&self, at: usize, moment: &Moment) -> Option<Reason> {
        let me = &self.candidates[at];
        let others = self.chosen.len() as i64 - 1;
        let lead = |term: usize| {
            let sum: i64 = self.chosen.iter().map(|&(other, _)| self.candidates[other].terms[term]).sum();
            me.terms[term] * (others + 1) - sum
        };
        let mut best = (0, None);
        let mut speak = |lead: i64, reason: Option<Reason>| {
            if reason.is_some() && lead > best.0 {
                best = (lead, reason);
            }
        };
        let taught = self.c.lessons[me.lesson.index()].teaches.first();
        speak(lead(0), taught.map(|&o| Reason::new("next-goal").with("objective", Arg::Objective(o))));
        speak(lead(1), me.interest.map(|i| Reason::new("next-interest").with("interest", Arg::Interest(i))));
        let number = |code, n: i64| (n > 0).then(|| Reason::new(code).with("n", Arg::Int(n)));
        speak(lead(2), number("next-review", me.reviews));
        speak(lead(3), number("next-fits", moment.minutes_left.into()));
        speak(lead(4), number("next-unlocks", me.opens));
        if self.chosen.len() == 1 && me.terms[0] > 0 {
            // Nothing to set it apart from.
            return taught.map(|&o| Reason::new("next-goal").with("objective", Arg::Objective(o)));
        }
        best.1
    }
}
