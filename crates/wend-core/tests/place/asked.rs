//! One question to both languages about placement, schedule and groups; Rust's answer; and small cases a person can
//! follow.

use serde_json::{Value, json};
use wend_core::{
    Catalog, Curriculum, Dice, Graph, LessonIx, ObjectiveIx, Profile, Request, State,
    evidence::{self, Log},
    generate::Seeded,
    groups::{self, Class, Pupil},
    path,
    placement::{self, Answer, Now, Placement, Samples, figure},
    schedule::{self, Task, When},
};

use crate::common::{self, Case};

/// States sampled for a case: enough to differ, few enough for hundreds of cases.
const STATES: u32 = 70;

pub(crate) struct Asked {
    pub(crate) curriculum: Curriculum,
    pub(crate) profile: Profile,
    pub(crate) held: State,
    pub(crate) goals: Vec<ObjectiveIx>,
    pub(crate) when: When,
    pub(crate) class: Class,
    seed: u32,
    entries: Vec<Value>,
}

impl Asked {
    pub(crate) fn seeded(seed: u64) -> Self {
        // Not the long ways of every fortieth case: what is asked here does not depend on them.
        let Case { curriculum, profile, known, request, .. } = Case::seeded(seed % 1_000_000 * 40 + seed % 39);
        let mut rng = Seeded::new(seed ^ 0x5EED);
        let objectives = curriculum.objectives.len();
        let some = |rng: &mut Seeded, percent: usize| -> Vec<ObjectiveIx> {
            (0..objectives).map(ObjectiveIx::at).filter(|_| rng.chance(percent)).collect()
        };
        let today = 20_000 + rng.below(2_000) as i64;
        let pupils: Vec<Pupil> = (0..rng.below(14))
            .map(|_| Pupil {
                known: {
                    let share = rng.below(70);
                    some(&mut rng, share).into_iter().collect()
                },
                path: (0..curriculum.lessons.len()).map(LessonIx::at).filter(|_| rng.chance(12)).collect(),
                stuck: some(&mut rng, 5),
                contested: some(&mut rng, 3),
                due: some(&mut rng, 10),
                learned: some(&mut rng, 20).into_iter().map(|o| (o, today - 40 + rng.below(45) as i64)).collect(),
                met: rng.chance(70).then(|| today - rng.below(60) as i64),
                next: rng.chance(30).then(|| today - 10 + rng.below(20) as i64),
            })
            .collect();
        let usual: Vec<u32> = (0..pupils.len() as u32).filter(|_| rng.chance(35)).collect();
        let past = (0..rng.below(8))
            .map(|_| {
                let other = (0..pupils.len() as u32 + 1).filter(|_| rng.chance(30)).rev().collect();
                if rng.chance(70) { vec![usual.clone(), other] } else { vec![other] }
            })
            .collect();
        let when = When {
            today: if rng.chance(2) { 9_000_000 } else { today },
            weekly_minutes: [0, 1, 30, 60, 90, 135, 600][rng.below(7)],
            weekdays: [vec![], vec![2], vec![0, 2, 4], vec![6, 5, 5, 9]][rng.below(4)].clone(),
            pace: [0, 500, 1000, 1234, 5000][rng.below(5)],
            deadline: rng.chance(70).then(|| today - 10 + rng.below(300) as i64),
        };
        let mut t = 1_790_000_000_000_i64;
        let mut entries = Vec::new();
        for n in 0..rng.below(60) {
            t += [20_000, 200_000, 900_000, 50_000_000][rng.below(4)] + rng.below(90_000) as i64;
            let lesson = &curriculum.lessons[rng.below(curriculum.lessons.len().min(4))].id;
            let kind = ["opened", "opened", "rating", "answer", "product"][rng.below(5)];
            entries.push(json!({ "w": "a", "n": n, "t": t, "kind": kind, "lesson": lesson }));
        }
        Self {
            seed: rng.bits() as u32,
            goals: request.goals,
            curriculum,
            profile,
            held: known,
            when,
            class: Class {
                most: rng.below(5) as u32,
                min: rng.below(4) as u32,
                max: rng.below(6) as u32,
                pupils,
                past,
                today,
            },
            entries,
        }
    }

    pub(crate) fn request(&self) -> Request {
        Request { goals: self.goals.clone(), ..Request::default() }
    }

    pub(crate) fn tasks(&self, graph: &Graph<'_>) -> Vec<Task> {
        let plan = path::plan(graph, &self.profile, &self.held, &self.request());
        plan.steps.iter().map(|step| (step.lesson, step.minutes)).collect()
    }

    /// The first answers of a placement, as values and as a log.
    pub(crate) fn sitting(
        &self,
        graph: &Graph<'_>,
        samples: &Samples,
        most: usize,
    ) -> (Vec<(ObjectiveIx, Answer)>, Log) {
        let mut placement = Placement::new(graph, samples);
        let mut dice = Dice::new(self.seed, 1);
        let mut answers = Vec::new();
        let mut entries = self.entries.clone();
        while let Now::Ask(o) = placement.now() {
            if answers.len() >= most {
                break;
            }
            let answer = roll(&mut dice);
            placement.answer(o, answer);
            let mut entry = json!({
                "w": "p", "n": answers.len(), "t": 1_795_000_000_000_i64 + answers.len() as i64, "kind": "placement",
                "objective": self.curriculum.objectives[o.index()].id, "item": "an item", "ms": 15_000,
            });
            if let Some(right) = answer.right {
                entry["correct"] = json!(right);
            }
            if answer.options > 0 {
                entry["options"] = json!(answer.options);
            }
            entries.push(entry);
            // What was concluded is no answer.
            entries.push(json!({
                "w": "r", "n": answers.len(), "t": 1_795_000_000_000_i64, "kind": "placement",
                "objective": self.curriculum.objectives[o.index()].id, "answer": true,
            }));
            answers.push((o, answer));
        }
        let (log, aside) = evidence::parse(&common::file(&self.curriculum.id, "a", &entries));
        assert!(aside.is_empty());
        (answers, log)
    }

    fn log(&self) -> Log {
        let graph = Graph::new(&self.curriculum);
        let samples = Samples::new(&graph, &self.held, &self.goals, self.seed, STATES);
        self.sitting(&graph, &samples, 3).1
    }

    pub(crate) fn input(&self) -> Value {
        json!({
            "place": {
                "catalog": Catalog::from(&self.curriculum),
                "held": self.held,
                "goals": self.goals,
                "seed": self.seed,
                "states": STATES,
                "tasks": self.tasks(&Graph::new(&self.curriculum)),
                "when": self.when,
                "class": self.class,
                "log": evidence::serialize(&self.log()),
                "extra": self.profile.extra_percent,
            }
        })
    }

    pub(crate) fn answer(&self) -> Value {
        let graph = Graph::new(&self.curriculum);
        let samples = Samples::new(&graph, &self.held, &self.goals, self.seed, STATES);
        let mut placement = Placement::new(&graph, &samples);
        let mut dice = Dice::new(self.seed, 2);
        let mut asked = Vec::new();
        let end = loop {
            match placement.now() {
                Now::Ask(o) => {
                    asked.push(json!([o, placement.chance(o)]));
                    placement.answer(o, roll(&mut dice));
                }
                Now::Done(why) => break why,
            }
        };
        let log = self.log();
        let resumed = Placement::resume(&graph, &samples, &log);
        let chances: Vec<f64> = samples.scope.iter().filter_map(|o| placement.chance(o)).collect();
        let open: State = (0..self.curriculum.objectives.len()).map(ObjectiveIx::at).collect();
        json!({
            "placement": {
                "scope": samples.scope,
                "states": (0..STATES).map(|state| samples.state(state)).collect::<Vec<_>>(),
                "asked": asked,
                "end": end,
                "chances": chances,
                "known": placement.known(),
            },
            "resumed": resumed.now(),
            "split": placement::split(&graph, &open),
            "schedule": match schedule::schedule(&graph, &self.held, &self.goals, &self.tasks(&graph), &self.when) {
                Ok(schedule) => json!(schedule),
                Err(refused) => json!(refused),
            },
            "pace": schedule::pace(&self.curriculum, &log, self.profile.extra_percent),
            "days": [schedule::date_of(self.when.today), schedule::day_of(&schedule::date_of(self.when.today))],
            "desk": groups::desk(&graph, &self.class),
        })
    }
}

/// An answer that both languages roll.
fn roll(dice: &mut Dice) -> Answer {
    let right = [Some(true), Some(true), Some(false), None][dice.below(4) as usize];
    Answer { right, options: [0, 2, 4][dice.below(3) as usize] }
}

/// Two strands of four and a learner from nothing; a lesson takes 20 minutes.
fn small() -> Asked {
    let mut curriculum = figure::strands(8, 2, 1, 1);
    curriculum.lessons[2].together = true;
    Asked {
        curriculum,
        profile: Profile::default(),
        held: State::new(),
        goals: vec![ObjectiveIx(3), ObjectiveIx(7)],
        // A Wednesday.
        when: When { today: 20_789, weekly_minutes: 50, ..When::default() },
        class: Class { most: 2, min: 2, max: 3, today: 20_789, ..Class::default() },
        seed: 1,
        entries: Vec::new(),
    }
}

pub(crate) fn placements() -> Vec<(&'static str, Asked)> {
    vec![
        ("from nothing", small()),
        (
            "some is held: it is not asked",
            Asked { held: [ObjectiveIx(0), ObjectiveIx(1)].into_iter().collect(), ..small() },
        ),
        ("only what the goal could need", Asked { goals: vec![ObjectiveIx(3)], ..small() }),
        ("without goals, everything", Asked { goals: vec![], ..small() }),
    ]
}

pub(crate) fn schedules() -> Vec<(&'static str, Asked)> {
    let with = |change: &dyn Fn(&mut When)| {
        let mut asked = small();
        change(&mut asked.when);
        asked
    };
    vec![
        ("from a Wednesday on, Monday to Friday", small()),
        ("weekends only", with(&|when| when.weekdays = vec![5, 6])),
        ("a deadline that can be met", with(&|when| when.deadline = Some(20_900))),
        ("a deadline that only one goal meets", with(&|when| when.deadline = Some(20_803))),
        ("a deadline in the past", with(&|when| when.deadline = Some(20_000))),
        ("half as fast again", with(&|when| when.pace = 1500)),
        ("no minutes", with(&|when| when.weekly_minutes = 0)),
        ("one minute a week: too long", with(&|when| when.weekly_minutes = 1)),
    ]
}

pub(crate) fn classes() -> Vec<(&'static str, Asked)> {
    let pupil = |known: &[u32]| Pupil { known: known.iter().map(|&o| ObjectiveIx(o)).collect(), ..Pupil::default() };
    let pupils = vec![
        pupil(&[]),
        pupil(&[0]),
        Pupil { stuck: vec![ObjectiveIx(1)], ..pupil(&[0]) },
        Pupil { learned: vec![(ObjectiveIx(1), 20_780)], met: Some(20_788), ..pupil(&[0, 1]) },
        Pupil { contested: vec![ObjectiveIx(4)], path: vec![LessonIx(6)], met: Some(20_700), ..pupil(&[0]) },
        Pupil { met: Some(20_785), ..pupil(&[0, 1, 2, 3, 4, 5, 6, 7]) },
    ];
    let class = Class { pupils, ..small().class };
    let agreed = {
        let mut class = class.clone();
        class.pupils[3].next = Some(20_789);
        class.pupils[1].next = Some(20_790);
        class
    };
    let often = Class { past: vec![vec![vec![1, 2, 4]]; 3], ..class.clone() };
    vec![
        ("a class of six", Asked { class, ..small() }),
        ("the same three met three times: not again", Asked { class: often, ..small() }),
        ("a day agreed counts before the usual one", Asked { class: agreed, ..small() }),
        ("nobody", small()),
    ]
}
