//! Seeded curricula and learners of any size and shape, for benches and tests. Not part of any site.

use serde_json::{Value, json};

use crate::{
    Approach, Curriculum, Depth, Interest, InterestIx, Lesson, LessonIx, MasteryRule, Objective, ObjectiveIx, Place,
    Profile, Request, Requirement, State, Strand, StrandIx, Support, Test, next::Moment,
};

/// Numbers that look random and are always the same for a seed (SplitMix64; Steele, Lea & Flood 2014).
#[derive(Debug, Clone)]
pub struct Seeded(u64);

impl Seeded {
    /// Starts from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `n`; 0 where `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { (self.bits() % n as u64) as usize }
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several; `None` of none.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    fn some<T: Copy>(&mut self, from: &[T], percent: usize) -> Vec<T> {
        from.iter().copied().filter(|_| self.chance(percent)).collect()
    }
}

/// Size and shape of a generated curriculum; shares in percent.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Lessons.
    pub lessons: usize,
    /// Named objectives.
    pub objectives: usize,
    /// Strands; objectives are spread over them in runs.
    pub strands: usize,
    /// Interests, every third below another.
    pub interests: usize,
    /// Requirements of an objective, at most.
    pub needs: usize,
    /// How far back requirements reach, in objectives.
    pub reach: usize,
    /// Groups that are "any" or "at least".
    pub choices: usize,
    /// Lessons that teach more than one objective.
    pub several: usize,
    /// Lessons with an objective of their own.
    pub own: usize,
    /// Requirements that reach forward (and may close a cycle).
    pub forward: usize,
    /// Depth: objectives lie in so many layers, each of which builds on the one below alone; 0: on whatever lies within
    /// reach. Width is then objectives by layers.
    pub layers: usize,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            lessons: 60,
            objectives: 25,
            strands: 4,
            interests: 6,
            needs: 3,
            reach: 12,
            choices: 35,
            several: 15,
            own: 10,
            forward: 2,
            layers: 0,
        }
    }
}

impl Shape {
    /// A small one whose every share varies with the seed.
    #[must_use]
    pub fn varied(rng: &mut Seeded) -> Self {
        Self {
            lessons: 1 + rng.below(60),
            objectives: 1 + rng.below(30),
            strands: rng.below(5),
            interests: rng.below(8),
            needs: rng.below(5),
            reach: 1 + rng.below(20),
            choices: rng.below(100),
            several: rng.below(40),
            own: rng.below(40),
            forward: if rng.chance(30) { rng.below(20) } else { 0 },
            layers: 0,
        }
    }

    /// A school's: `lessons` of them, four to an objective.
    #[must_use]
    pub fn school(lessons: usize) -> Self {
        Self {
            lessons,
            objectives: (lessons / 4).max(1),
            strands: (lessons / 400).clamp(3, 20),
            interests: 12,
            reach: 30,
            several: 8,
            own: 2,
            forward: 0,
            ..Self::default()
        }
    }
}

const SYLLABLES: [&str; 24] = [
    "ba", "cor", "den", "fi", "gal", "hum", "jo", "kel", "lin", "mo", "nar", "pe", "qua", "rin", "sol", "ta", "ur",
    "vel", "win", "ya", "zo", "bri", "cle", "dra",
];

fn word(rng: &mut Seeded) -> String {
    // Squared, so that some words are common, as in real titles.
    let n = rng.below(22) * rng.below(22);
    format!("{}{}", SYLLABLES[n % 24], SYLLABLES[(n / 24) % 24])
}

fn words(rng: &mut Seeded, n: usize, between: &str) -> String {
    (0..n).map(|_| word(rng)).collect::<Vec<_>>().join(between)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn requirement(rng: &mut Seeded, shape: &Shape, at: usize, depth: usize) -> Requirement {
    let literal = |rng: &mut Seeded| {
        if shape.layers > 0 {
            let width = shape.objectives.div_ceil(shape.layers);
            return Requirement::objective(ObjectiveIx::at((at / width).saturating_sub(1) * width + rng.below(width)));
        }
        let forward = rng.chance(shape.forward);
        let ix =
            if forward || at == 0 { at + 1 + rng.below(shape.reach) } else { at - 1 - rng.below(shape.reach.min(at)) };
        Requirement::objective(ObjectiveIx::at(ix % shape.objectives))
    };
    let lowest = at == 0 || shape.layers > 0 && at < shape.objectives.div_ceil(shape.layers);
    let n = if lowest && !rng.chance(shape.forward) { 0 } else { rng.below(shape.needs + 1) };
    let mut parts = Vec::new();
    for _ in 0..n {
        let part = if depth < 3 && rng.chance(shape.choices / 3) {
            requirement(rng, shape, at, depth + 1)
        } else {
            literal(rng)
        };
        parts.push(if rng.chance(10) { part.why(words(rng, 3, " ")) } else { part });
    }
    if parts.len() > 1 && rng.chance(shape.choices) {
        let k = 1 + rng.below(parts.len()) as u16;
        return if rng.chance(60) { Requirement::any(parts) } else { Test::AtLeast(k, parts).into() };
    }
    if parts.len() == 1 && rng.chance(60) { parts.remove(0) } else { Requirement::all(parts) }
}

/// A curriculum of a shape; the same for the same seed.
#[must_use]
pub fn curriculum(seed: u64, shape: &Shape) -> Curriculum {
    let mut rng = Seeded::new(seed);
    let rng = &mut rng;
    let mut c = Curriculum {
        id: format!("generated-{seed}"),
        title: capital(&words(rng, 2, " ")),
        language: "en".to_owned(),
        ..Curriculum::default()
    };
    for at in 0..shape.interests {
        let parent = (at % 3 == 2).then(|| InterestIx::at(at - 1));
        c.interests.push(Interest { id: format!("interest-{at}"), title: capital(&word(rng)), parent });
    }
    for at in 0..shape.strands {
        c.strands.push(Strand { id: format!("strand-{at:02}"), title: capital(&words(rng, 2, " ")) });
    }
    let strand_of = |at: usize, of: usize| (shape.strands > 0).then(|| at * shape.strands / of.max(1));
    for at in 0..shape.objectives {
        let items = rng.below(7) as u16;
        let mastery = match rng.below(12) {
            0 => Some(MasteryRule::MOfN { m: 4, n: 5 }),
            1 => Some(MasteryRule::Bkt { init: 0.3, learn: 0.2, guess: 0.15, slip: 0.1, threshold: 0.95 }),
            2 => Some(MasteryRule::Rubric { at_least: 2 }),
            3 => Some(MasteryRule::Streak { n: 2 }),
            _ => None,
        };
        let mut encompasses = Vec::new();
        if at > 0 && rng.chance(20) {
            encompasses.push((ObjectiveIx::at(rng.below(at)), 100 * (1 + rng.below(9)) as u16));
        }
        c.objectives.push(Objective {
            id: format!("{}-{at}", words(rng, 2, "-")),
            title: capital(&words(rng, 4, " ")),
            can: if rng.chance(50) { format!("I can {}.", words(rng, 5, " ")) } else { String::new() },
            strand: strand_of(at, shape.objectives).map(StrandIx::at),
            depth: [Depth::Fluency, Depth::Apply, Depth::Apply, Depth::Inquire][rng.below(4)],
            requires: requirement(rng, shape, at, 0),
            mastery,
            items,
            typed_items: if rng.chance(40) { items } else { rng.below(usize::from(items) + 1) as u16 },
            encompasses,
            own: false,
            page: true,
        });
    }
    for at in 0..shape.lessons {
        // Every objective gets its first lesson before any gets a second, in the order of the strands.
        let near = at * shape.objectives / shape.lessons.max(1);
        let objective = if shape.lessons >= shape.objectives && rng.chance(85) {
            near
        } else {
            (near + rng.below(shape.reach)) % shape.objectives
        };
        let strand =
            strand_of(objective, shape.objectives).map_or(String::new(), |strand| format!("strand-{strand:02}/"));
        let id = format!("{strand}lesson-{at:05}-{}", words(rng, 2, "-"));
        let title = capital(&words(rng, 4, " "));
        let mut teaches = vec![ObjectiveIx::at(objective)];
        if rng.chance(shape.several) {
            let other = ObjectiveIx::at((objective + 1 + rng.below(3)) % shape.objectives);
            if other != teaches[0] {
                teaches.push(other);
            }
        }
        if rng.chance(shape.own) {
            let strand = c.objectives[objective].strand;
            teaches = vec![ObjectiveIx::at(c.objectives.len())];
            let own = Objective { id: id.clone(), title: title.clone(), strand, own: true, ..Objective::default() };
            c.objectives.push(own);
        }
        let interests: Vec<InterestIx> = (0..shape.interests).map(InterestIx::at).collect();
        c.lessons.push(Lesson {
            id,
            title,
            teaches,
            requires: if rng.chance(10) { requirement(rng, shape, objective, 1) } else { Requirement::none() },
            interests: if rng.chance(25) { Vec::new() } else { rng.pick(&interests).copied().into_iter().collect() },
            approach: [
                None,
                Some(Approach::Explore),
                Some(Approach::Direct),
                Some(Approach::Direct),
                Some(Approach::Project),
            ][rng.below(5)],
            support: [None, Some(Support::Example), Some(Support::Guided), Some(Support::Peer), Some(Support::Alone)]
                [rng.below(5)],
            form: match rng.below(4) {
                0 => vec!["read".to_owned()],
                1 => vec!["read".to_owned(), "hands-on".to_owned()],
                2 => vec!["video".to_owned()],
                _ => Vec::new(),
            },
            minutes: [0, 5, 10, 10, 15, 15, 20, 20, 30, 45][rng.below(10)],
            place: [None, None, Some(Place::Class), Some(Place::Home)][rng.below(4)],
            together: rng.chance(8),
            lang: None,
        });
    }
    if rng.chance(30)
        && let Some(lesson) = c.lessons.first()
    {
        c.aliases.lessons.insert("old-lesson".to_owned(), lesson.id.clone());
        c.aliases.objectives.insert("old-objective".to_owned(), c.objectives[0].id.clone());
    }
    c
}

/// A learner of a curriculum: who, what they know, what they ask for, and when.
#[must_use]
pub fn learner(rng: &mut Seeded, c: &Curriculum) -> (Profile, State, Request, Moment) {
    let interests: Vec<InterestIx> = (0..c.interests.len()).map(InterestIx::at).collect();
    let lessons: Vec<LessonIx> = (0..c.lessons.len()).map(LessonIx::at).collect();
    let liked = if rng.chance(20) { Vec::new() } else { rng.some(&interests, 30) };
    let profile = Profile {
        interests: liked.into_iter().map(|i| (i, [1000, 500, 333, 2000][rng.below(4)])).collect(),
        avoid: rng.some(&interests, 10),
        support: [None, Some(Support::Example), Some(Support::Peer), Some(Support::Alone)][rng.below(4)],
        forms: [vec![], vec!["video".to_owned()], vec!["hands-on".to_owned(), "read".to_owned()]][rng.below(3)].clone(),
        extra_percent: [0, 0, 25, 33, 1000][rng.below(5)],
        group: rng.chance(30),
        ..Profile::default()
    };
    let share = rng.below(60);
    let known: State = (0..c.objectives.len()).map(ObjectiveIx::at).filter(|_| rng.chance(share)).collect();
    let goals = 1 + rng.below(4);
    let request = Request {
        goals: (0..goals).map(|_| ObjectiveIx::at(rng.below(c.objectives.len() + 1))).collect(),
        pins: if rng.chance(25) { rng.pick(&lessons).copied().into_iter().collect() } else { Vec::new() },
        excludes: if rng.chance(40) { rng.some(&lessons, 15) } else { Vec::new() },
    };
    let moment = Moment {
        minutes_left: [0, 10, 17, 45][rng.below(4)],
        due: (0..rng.below(4)).map(|_| ObjectiveIx::at(rng.below(c.objectives.len()))).collect(),
        declined: rng.some(&lessons, 10),
        path: Vec::new(),
    };
    (profile, known, request, moment)
}

/// Entries of a log as JSON, some of them broken, repeated, retracted or of kinds to come.
#[must_use]
pub fn entries(rng: &mut Seeded, c: &Curriculum, n: usize) -> Vec<Value> {
    let kinds = [
        "answer",
        "answer",
        "answer",
        "answer",
        "answer",
        "retrieval",
        "retrieval",
        "exit",
        "product",
        "claim",
        "credit",
        "overrule",
        "observation",
        "placement",
        "contest",
        "opened",
        "goal",
        "something-new",
        "retract",
        "decline",
    ];
    let mut t = 1_800_000_000_000_i64;
    (0..n)
        .map(|at| {
            // Mostly hours, now and then a holiday.
            t += rng.below(40_000_000) as i64 + if rng.chance(12) { rng.below(60) as i64 * 86_400_000 } else { 0 };
            let kind = kinds[rng.below(kinds.len())];
            // Few objectives, so that their evidence adds up.
            let objective = &c.objectives[rng.below(c.objectives.len().min(5))].id;
            let mut entry =
                json!({ "w": format!("w{}", rng.below(3)), "n": at, "t": t, "kind": kind, "objective": objective });
            let set = &mut entry;
            match kind {
                "answer" | "retrieval" | "exit" => {
                    set["item"] = json!(format!("{objective}#{}", rng.below(6)));
                    if rng.chance(10) {
                        set["item"] = json!(format!("{objective}#rows/{}", rng.below(3)));
                    }
                    set["correct"] = json!(rng.chance(75));
                    set["lesson"] = json!(c.lessons[at % c.lessons.len().min(4)].id);
                    if rng.chance(20) {
                        set["certainty"] = json!(1 + rng.below(3));
                    }
                    if rng.chance(25) {
                        set["tz"] = json!([0.0, -300.0, 345.5, 780.0, 1e9][rng.below(5)]);
                    }
                    if rng.chance(20) {
                        set["hints"] = json!(rng.below(3));
                    }
                    if rng.chance(30) {
                        set["typed"] = json!(rng.chance(60));
                    }
                }
                "product" => {
                    set["score"] = json!([0.5, 1.0, 2.0, 3.25][rng.below(4)]);
                    if rng.chance(50) {
                        set["by"] = json!(["teacher", "learner"][rng.below(2)]);
                    }
                    if rng.chance(50) {
                        set["answer"] =
                            [json!({ "text": "a song" }), json!([]), json!("here"), json!(true)][rng.below(4)].clone();
                    }
                }
                "overrule" | "placement" | "contest" | "claim" | "credit" | "observation" if rng.chance(70) => {
                    set["answer"] = json!(rng.chance(60));
                    if rng.chance(50) {
                        set["by"] = json!("teacher");
                    }
                }
                "opened" | "decline" => set["lesson"] = json!(c.lessons[rng.below(c.lessons.len())].id),
                "retract" => set["target"] = json!([format!("w{}", rng.below(3)), rng.below(n)]),
                "something-new" => set["x"] = json!({ "b": [1e21, 0.1, -0.0, "é\u{1F600}\n"], "a": null }),
                _ => {}
            }
            match rng.below(60) {
                0 => set["t"] = json!("yesterday"),
                1 => set["w"] = json!(""),
                2 => set["n"] = json!(-1),
                3 => set["correct"] = json!("yes"),
                4 => set["note"] = json!("x".repeat(10_001)),
                5 => set["n"] = json!(rng.below(n)),
                6 => *set = json!(17),
                7 => set["objective"] = json!("old-objective"),
                8 => set["objective"] = json!("gone/with-the-wind"),
                9 => set["lesson"] = json!("gone"),
                _ => {}
            }
            entry
        })
        .collect()
}
