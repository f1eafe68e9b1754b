//! A learner's days.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Ground, Walk, Way, learner::Learner};
use crate::{
    Depth, Dice, LessonIx, MasteryRule, ObjectiveIx, Request, State, affinity,
    evidence::{Entry, Log},
    mastery::{self, Standing},
    next, path,
    placement::{Answer, Now, Placement},
    readiness::Readiness,
    release,
    retrieval::{Grade, Memory},
};

/// Nobody walks longer.
const MOST_DAYS: u32 = 1_500;
const DAY_MS: i64 = 86_400_000;
/// Seconds for a placement question, a question after a lesson, a question of a review, and a talk with a person.
const PLACING: u64 = 20;
const ANSWERING: u64 = 45;
const REVIEWING: u64 = 30;
const HELPING: u64 = 600;
/// Questions that are part of a lesson's own minutes.
const INCLUDED: u32 = 4;
/// Attempts in one go once the learner was found stuck.
const MORE: u32 = 6;
/// So many lessons for one objective without success, and it is given up.
const MOST_ROUNDS: u32 = 5;
/// Chance in permille that a person's help makes the difference.
const HELPED: u32 = 700;
/// Chance in permille that the learner takes the first choice offered.
const FIRST: u32 = 750;
/// Answers to work that is judged, in permille: done well, and judged well all the same.
const PRODUCT: (u32, u32) = (850, 150);

/// What is kept of one objective.
struct Track {
    log: Log,
    standing: Standing,
    memory: Option<Memory>,
    help: release::Walk,
    attempts: u32,
    rounds: u32,
}

struct Walker<'g> {
    ground: &'g Ground<'g>,
    learner: Learner,
    dice: Dice,
    walk: Walk,
    held: State,
    tracks: BTreeMap<ObjectiveIx, Track>,
    /// Lessons that did not help.
    failed: Vec<LessonIx>,
    given_up: State,
    day: u32,
    moment: i64,
}

pub(super) fn walk(ground: &Ground<'_>, number: u32, way: Way) -> Walk {
    let learner = Learner::new(ground, number);
    let stream = number.wrapping_mul(4).wrapping_add(1 + way as u32);
    let mut walker = Walker {
        ground,
        learner,
        dice: Dice::new(ground.seed, stream),
        walk: Walk::default(),
        held: State::new(),
        tracks: BTreeMap::new(),
        failed: Vec::new(),
        given_up: State::new(),
        day: 0,
        moment: 0,
    };
    match way {
        Way::Own => walker.own(),
        Way::Fixed => walker.fixed(),
    }
    let Walker { mut walk, held, given_up, day, .. } = walker;
    walk.goals = ground.goals.iter().filter(|&&goal| held.contains(goal)).count() as u32;
    walk.given_up = given_up.iter().collect();
    walk.days = day + 1;
    walk
}

impl Walker<'_> {
    fn own(&mut self) {
        self.place();
        let mut request = Request { goals: self.ground.goals.clone(), ..Request::default() };
        let mut path = self.plan(&request);
        let seconds = |l: &LessonIx| 60 * u64::from(affinity::minutes(self.lesson(*l), &self.learner.profile));
        self.walk.estimate = path.iter().map(seconds).sum();
        let mut left = self.begin_day();
        while self.day < MOST_DAYS && !self.arrived() {
            let ready = Readiness::new(self.ground.graph, &self.held);
            path.retain(|&l| !request.excludes.contains(&l) && self.teaches_new(l));
            if !path.iter().any(|&l| ready.ready(l)) {
                request.excludes.clone_from(&self.failed);
                path = self.plan(&request);
                if path.is_empty() && !self.failed.is_empty() {
                    // Every other way was tried: the same lessons again, with a person.
                    self.failed.clear();
                    request.excludes = self.without_hope();
                    path = self.plan(&request);
                }
                if path.is_empty() {
                    break;
                }
            }
            let moment =
                next::Moment { minutes_left: (left / 60) as u16, path: path.clone(), ..next::Moment::default() };
            let hopeless: Vec<LessonIx> = self.without_hope();
            let choices = next::choices(
                self.ground.graph,
                &self.learner.profile,
                &self.held,
                &Request { excludes: request.excludes.iter().copied().chain(hopeless).collect(), ..request.clone() },
                &moment,
            );
            let Some(first) = choices.first() else { break };
            let at = self.dice.below(choices.len() as u32) as usize;
            let lesson = if self.dice.chance(FIRST) { first.lesson } else { choices[at].lesson };
            left = self.do_lesson(lesson, left);
            if self.teaches_new(lesson) {
                self.failed.push(lesson);
                request.excludes.push(lesson);
            }
        }
    }

    fn fixed(&mut self) {
        let seconds = |l: &LessonIx| 60 * u64::from(affinity::minutes(self.lesson(*l), &self.learner.profile));
        self.walk.estimate = self.ground.fixed.iter().map(seconds).sum();
        let mut left = self.begin_day();
        for &lesson in &self.ground.fixed {
            loop {
                left = self.do_lesson(lesson, left);
                // Nobody waits for ever, and what was given up stays behind.
                if self.day >= MOST_DAYS || !self.teaches_new(lesson) {
                    break;
                }
            }
        }
    }

    /// Placement by questions; what it concludes is written down like any evidence.
    fn place(&mut self) {
        let ground = self.ground;
        let mut placement = Placement::new(ground.graph, &ground.samples);
        while let Now::Ask(objective) = placement.now() {
            self.walk.finding_out += self.learner.takes(PLACING);
            let typed = self.typed(objective);
            let lost = !self.learner.truth.contains(objective) && self.dice.chance(500);
            let right = (!lost).then(|| self.learner.answers(&mut self.dice, objective, typed));
            placement.answer(objective, Answer { right, options: if typed { 0 } else { 4 } });
        }
        for objective in placement.known().iter() {
            self.note(objective, "placement", json!({ "answer": true }));
            let memory = Memory::new(Grade::of(true, false, None), 0);
            self.track(objective).memory = Some(memory);
        }
    }

    fn plan(&self, request: &Request) -> Vec<LessonIx> {
        let goals = request.goals.iter().copied().filter(|&o| !self.held.contains(o) && !self.given_up.contains(o));
        let request = Request { goals: goals.collect(), ..request.clone() };
        let plan = path::plan(self.ground.graph, &self.learner.profile, &self.held, &request);
        plan.steps.iter().map(|step| step.lesson).collect()
    }

    fn arrived(&self) -> bool {
        self.ground.goals.iter().all(|&goal| self.held.contains(goal) || self.given_up.contains(goal))
    }

    /// Lessons that teach nothing but what is known or was given up.
    fn without_hope(&self) -> Vec<LessonIx> {
        if self.given_up.is_empty() {
            return Vec::new();
        }
        let lessons = (0..self.ground.graph.lessons()).map(LessonIx::at);
        lessons
            .filter(|&l| self.lesson(l).teaches.iter().any(|&o| self.given_up.contains(o)) && !self.teaches_new(l))
            .collect()
    }

    fn lesson(&self, lesson: LessonIx) -> &crate::Lesson {
        &self.ground.graph.curriculum.lessons[lesson.index()]
    }

    fn teaches_new(&self, lesson: LessonIx) -> bool {
        let new = |o: &ObjectiveIx| !self.held.contains(*o) && !self.given_up.contains(*o);
        self.lesson(lesson).teaches.iter().filter(|o| o.index() < self.ground.alone.len()).any(new)
    }

    /// Goes on to the next day of learning and looks again at what is due. Gives the day's seconds for lessons.
    fn begin_day(&mut self) -> u64 {
        let day = u64::from(self.learner.profile.weekly_minutes) * 60 / 5;
        let mut practice = day / 5;
        let today = i64::from(self.day);
        let mut due: Vec<(i64, ObjectiveIx)> = self
            .tracks
            .iter()
            .filter_map(|(&o, track)| Some((track.memory.as_ref()?.due, o)))
            .filter(|&(due, _)| due <= today)
            .collect();
        due.sort_unstable();
        for (_, objective) in due {
            let seconds = self.learner.takes(REVIEWING);
            if practice < seconds {
                break;
            }
            practice -= seconds;
            self.walk.practice += seconds;
            self.review(objective, today);
        }
        day - day / 5
    }

    fn review(&mut self, objective: ObjectiveIx, today: i64) {
        let left = self.tracks.get(&objective).and_then(|track| track.memory.as_ref()).map_or(0.0, |m| m.recall(today));
        let typed = self.typed(objective);
        let remembers = self.dice.below(1000) < (left * 1000.0) as u32;
        let truth = self.learner.truth.contains(objective);
        let right = (remembers || !truth) && self.learner.answers(&mut self.dice, objective, typed);
        let item = self.dice.below(self.items(objective).max(1));
        self.note(objective, "retrieval", json!({ "item": item.to_string(), "correct": right, "typed": typed }));
        let track = self.track(objective);
        if let Some(memory) = &mut track.memory {
            memory.review(Grade::of(right, false, None), today);
        }
        if !self.held.contains(objective) {
            // A placement that did not hold.
            self.track(objective).memory = None;
        } else if !right {
            self.learner.learns_from_feedback(&mut self.dice, objective);
        }
    }

    /// Does a lesson and its questions, over as many days as it takes. Gives the seconds left of the last day.
    fn do_lesson(&mut self, ix: LessonIx, left: u64) -> u64 {
        let ground = self.ground;
        let lesson = &ground.graph.curriculum.lessons[ix.index()];
        let before = self.walk.learning;
        let new = lesson.teaches.iter().any(|&o| !self.learner.truth.contains(o));
        if !self.walk.met.contains(&ix) {
            self.walk.met.push(ix);
            if !self.learner.profile.interests.is_empty() && !lesson.interests.is_empty() {
                let declared = |i| self.learner.profile.interests.iter().any(|&(liked, _)| liked == i);
                self.walk.tagged += 1;
                self.walk.outside += u32::from(!affinity::touches(ground.graph.curriculum, lesson, declared));
            }
        }
        self.walk.learning += self.learner.takes(60 * u64::from(lesson.minutes.max(1)));
        self.learner.study(ground, &mut self.dice, lesson);
        for &objective in lesson.teaches.iter().filter(|o| o.index() < ground.alone.len()) {
            if !self.held.contains(objective) && !self.given_up.contains(objective) {
                self.show(objective);
            }
        }
        let spent = self.walk.learning - before;
        if !new {
            self.walk.nothing_new += spent;
        }
        let mut left = left.cast_signed() - spent.cast_signed();
        while left <= 0 && self.day < MOST_DAYS {
            self.day += 1;
            // Weekends, and days on which nothing comes of it.
            if self.day % 7 < 5 && !self.dice.chance(self.learner.off) {
                left += self.begin_day().cast_signed();
            }
        }
        left.max(0).cast_unsigned()
    }

    /// Questions until it is shown, or the learner is stuck.
    fn show(&mut self, objective: ObjectiveIx) {
        let o = &self.ground.graph.curriculum.objectives[objective.index()];
        let rule = self.ground.graph.curriculum.rule(objective);
        let judged = o.depth == Depth::Inquire || matches!(rule, MasteryRule::Rubric { .. });
        if judged {
            let well = if self.learner.truth.contains(objective) { PRODUCT.0 } else { PRODUCT.1 };
            let score = if !self.dice.chance(well) {
                0
            } else if let MasteryRule::Rubric { at_least } = rule {
                at_least.max(1)
            } else {
                1
            };
            self.track(objective).attempts += 1;
            // Signed by a person, as the rule wants it.
            self.note(objective, "product", json!({ "score": score, "by": "teacher" }));
        } else if o.items == 0 {
            // Nothing to check it with: the learner says so, mostly when it is true.
            if self.learner.truth.contains(objective) || self.dice.chance(self.learner.guess) {
                self.note(objective, "claim", json!({ "answer": true }));
            }
        } else {
            self.practise(objective);
        }
        if self.held.contains(objective) {
            let memory = Memory::new(Grade::of(true, false, None), i64::from(self.day));
            let track = self.track(objective);
            track.memory = (!judged).then_some(memory);
            let attempts = track.attempts;
            // One's own word is no attempt.
            self.walk.attempts.extend((attempts > 0).then_some(attempts));
            return;
        }
        let rounds = {
            let track = self.track(objective);
            track.rounds += 1;
            track.rounds
        };
        if !self.walk.stuck.contains(&objective) {
            self.walk.stuck.push(objective);
        }
        if rounds >= MOST_ROUNDS {
            self.given_up.insert(objective);
        } else if rounds > 1 {
            // Another way did not help either: a person does.
            self.walk.learning += HELPING;
            if self.dice.chance(HELPED) {
                self.learner.truth.insert(objective);
            }
        }
    }

    fn practise(&mut self, objective: ObjectiveIx) {
        let stuck = self.tracks.get(&objective).is_some_and(|track| track.standing.stuck);
        for attempt in 0.. {
            let typed = self.typed(objective);
            let item = (self.track(objective).attempts) % self.items(objective).max(1);
            let truth = self.learner.truth.contains(objective);
            let hint = !truth && self.dice.chance(300);
            let right =
                if hint { self.dice.chance(500) } else { self.learner.answers(&mut self.dice, objective, typed) };
            self.track(objective).attempts += 1;
            let hints = u8::from(hint);
            self.note(
                objective,
                "answer",
                json!({ "item": item.to_string(), "correct": right, "typed": typed, "hints": hints }),
            );
            if attempt >= INCLUDED {
                self.walk.learning += self.learner.takes(ANSWERING);
            }
            if !right && !truth {
                self.learner.learns_from_feedback(&mut self.dice, objective);
            }
            let standing = &self.track(objective).standing;
            if standing.known || standing.stuck && (!stuck || attempt + 1 >= MORE) {
                break;
            }
        }
    }

    fn items(&self, objective: ObjectiveIx) -> u32 {
        self.ground.graph.curriculum.objectives[objective.index()].items.into()
    }

    /// Whether the next question to it is a typed one.
    fn typed(&mut self, objective: ObjectiveIx) -> bool {
        let typed = self.ground.graph.curriculum.objectives[objective.index()].typed_items;
        self.dice.below(self.items(objective).max(1)) < u32::from(typed)
    }

    fn track(&mut self, objective: ObjectiveIx) -> &mut Track {
        let id = &self.ground.graph.curriculum.id;
        let profile = &self.learner.profile;
        self.tracks.entry(objective).or_insert_with(|| Track {
            log: Log::new(id.clone(), "simulated", ""),
            standing: Standing::default(),
            memory: None,
            help: release::Walk::new(profile),
            attempts: 0,
            rounds: 0,
        })
    }

    /// Writes evidence and looks at what it shows, by the real rules.
    fn note(&mut self, objective: ObjectiveIx, kind: &str, mut body: serde_json::Value) {
        self.moment += 1;
        let t = i64::from(self.day) * DAY_MS + self.moment.rem_euclid(DAY_MS / 2);
        body["w"] = json!("s");
        body["n"] = json!(self.moment);
        body["t"] = json!(t);
        body["kind"] = json!(kind);
        body["objective"] = json!(self.ground.graph.curriculum.objectives[objective.index()].id);
        let alone = &self.ground.alone[objective.index()];
        let group = self.learner.profile.group;
        let track = self.track(objective);
        let entry = Entry::new(body);
        let answered = entry.as_ref().ok().and_then(Entry::answered).map(|(correct, aided)| {
            track.help.step(correct, aided, group);
            track.help.level
        });
        track.log.entries.extend(entry);
        let standing = mastery::standings(alone, &track.log, t).pop().unwrap_or_default();
        let known = standing.known;
        track.standing = standing;
        self.learner.profile.help.extend(answered.map(|level| (objective, level)));
        if known && self.held.insert(objective) {
            self.walk.passes += 1;
            self.walk.false_passes += u32::from(!self.learner.truth.contains(objective));
        } else if !known {
            self.held.remove(objective);
        }
    }
}
