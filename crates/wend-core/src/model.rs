//! The curriculum as plain values, after linking: every name is an index, every default filled in.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use crate::{InterestIx, LessonIx, ObjectiveIx, Requirement, StrandIx};

/// Everything the engine knows of a curriculum. Tables are in compiler order, which is what breaks ties.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curriculum {
    /// Keys the learners' records.
    pub id: String,
    /// As shown.
    pub title: String,
    /// BCP 47 tag.
    pub language: String,
    /// The vocabulary of interests.
    pub interests: Vec<Interest>,
    /// Parts that belong together.
    pub strands: Vec<Strand>,
    /// What can be learned.
    pub objectives: Vec<Objective>,
    /// Pages that teach.
    pub lessons: Vec<Lesson>,
    /// The rule for objectives that have none of their own.
    pub mastery: MasteryRule,
    /// The weights every decision rests on.
    pub weights: Weights,
    /// Older ids, still alive.
    pub aliases: Aliases,
}

/// Older ids and what they are called now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aliases {
    /// Old objective id → new objective id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub objectives: BTreeMap<String, String>,
    /// Old lesson id → new lesson id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lessons: BTreeMap<String, String>,
    /// Old item id → new item id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, String>,
}

impl Aliases {
    /// No alias at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.objectives.is_empty() && self.lessons.is_empty() && self.items.is_empty()
    }
}

/// A tag from the curriculum's vocabulary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Interest {
    /// In files and records.
    pub id: String,
    /// As shown.
    pub title: String,
    /// A wider interest; a match through it counts half.
    pub parent: Option<InterestIx>,
}

/// A part of the curriculum that belongs together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strand {
    /// In files.
    pub id: String,
    /// As shown.
    pub title: String,
}

/// How deep an objective goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// Quick and sure.
    Fluency,
    /// Used in new places.
    #[default]
    Apply,
    /// A question of one's own; never complete on quiz evidence alone.
    Inquire,
}

/// What can be learned; the node of the graph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Objective {
    /// Stable id; evidence is keyed by it.
    pub id: String,
    /// As shown.
    pub title: String,
    /// "I can …".
    pub can: String,
    /// The strand it belongs to.
    pub strand: Option<StrandIx>,
    /// How deep it goes.
    pub depth: Depth,
    /// What must be known first.
    pub requires: Requirement,
    /// Its own rule of mastery, else the curriculum's.
    pub mastery: Option<MasteryRule>,
    /// Distinct items in the bank.
    pub items: u16,
    /// Those of them whose answer is typed rather than picked.
    pub typed_items: u16,
    /// Practising this also practises that, by so much (permille).
    pub encompasses: Vec<(ObjectiveIx, u16)>,
    /// Made for a lesson that named none; shares the lesson's id and page.
    pub own: bool,
    /// Has a page of its own.
    pub page: bool,
}

/// How a lesson goes about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Approach {
    /// Find out first.
    Explore,
    /// Told and shown first.
    Direct,
    /// Make something.
    Project,
}

/// How much help a lesson gives, from most to least (gradual release).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Support {
    /// I do.
    Example,
    /// We do.
    Guided,
    /// You do together.
    Peer,
    /// You do.
    Alone,
}

impl Support {
    /// 0 (most help) to 3 (none).
    #[must_use]
    pub fn level(self) -> u8 {
        self as u8
    }
}

/// Where a lesson is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// At home.
    Home,
    /// In class.
    Class,
    /// Either.
    Either,
}

/// A page that teaches one or more objectives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lesson {
    /// Stable id: its path under `lessons/` without `.md`.
    pub id: String,
    /// As shown.
    pub title: String,
    /// Never empty in a linked curriculum.
    pub teaches: Vec<ObjectiveIx>,
    /// What must be known, beside what its objectives require.
    pub requires: Requirement,
    /// Interests it is set in.
    pub interests: Vec<InterestIx>,
    /// How it goes about it.
    pub approach: Option<Approach>,
    /// How much help it gives.
    pub support: Option<Support>,
    /// Forms: "read", "video", "hands-on", … (access and choice, never a "style").
    pub form: Vec<String>,
    /// Estimated minutes; 0 is taken as 1 where it is a cost.
    pub minutes: u16,
    /// Where it is done.
    pub place: Option<Place>,
    /// For two or more.
    pub together: bool,
    /// BCP 47 tag where it differs from the curriculum's.
    pub lang: Option<String>,
}

/// When an objective counts as learned.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum MasteryRule {
    /// `n` unaided right in a row on distinct items, if typed; 4 of the last 5 otherwise.
    Streak {
        /// Needed rights; never more than there are items.
        n: u16,
    },
    /// `m` of the last `n` right.
    MOfN {
        /// Right.
        m: u16,
        /// Of the last.
        n: u16,
    },
    /// Bayesian knowledge tracing.
    Bkt {
        /// P(known before).
        init: f64,
        /// P(learned at a step).
        learn: f64,
        /// P(right | unknown).
        guess: f64,
        /// P(wrong | known); guess + slip < 1.
        slip: f64,
        /// Proficient at this P.
        threshold: f64,
    },
    /// A product, scored by a person or by the learner with evidence.
    Rubric {
        /// Least score.
        at_least: u16,
    },
}

impl Default for MasteryRule {
    fn default() -> Self {
        Self::Streak { n: 3 }
    }
}

/// Weights of every decision, in permille unless said otherwise. One table, settable in
/// `curriculum.toml`, shown on every site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// Added cost of a lesson that matches no interest at all.
    pub interest: u16,
    /// Added cost of a lesson with three levels too little help.
    pub support: u16,
    /// Added cost where the learner asked for forms and none matches.
    pub form: u16,
    /// Factor on the cost of an avoided interest.
    pub avoid: u16,
    /// Share of a path outside the declared interests.
    pub breadth: u16,
    /// Next choice: on the path to a goal.
    pub next_goal: u16,
    /// Next choice: matches an interest.
    pub next_interest: u16,
    /// Next choice: share of due objectives it practises.
    pub next_review: u16,
    /// Next choice: fits the time left.
    pub next_fits: u16,
    /// Next choice: opens new lessons.
    pub next_unlocks: u16,
    /// Maximal marginal relevance: score against sameness (1000 = score alone).
    pub next_lambda: u16,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            interest: 500,
            support: 500,
            form: 250,
            avoid: 1500,
            breadth: 200,
            next_goal: 400,
            next_interest: 250,
            next_review: 150,
            next_fits: 100,
            next_unlocks: 100,
            next_lambda: 700,
        }
    }
}

impl Weights {
    /// Every weight with its key and what it does, for the page "how this site decides".
    #[must_use]
    pub fn table(&self) -> Vec<(&'static str, u16, &'static str)> {
        vec![
            (
                "interest",
                self.interest,
                "cost added to a lesson that matches none of your interests, in thousandths of its minutes",
            ),
            ("support", self.support, "cost added to a lesson with far too little help"),
            ("form", self.form, "cost added where you asked for a form and the lesson has another"),
            ("avoid", self.avoid, "factor on the cost of a lesson set in something you want to avoid"),
            ("breadth", self.breadth, "share of a path that lies outside your interests, where there is such a way"),
            ("next_goal", self.next_goal, "next choice: it is on the way to a goal"),
            ("next_interest", self.next_interest, "next choice: it matches your interests"),
            ("next_review", self.next_review, "next choice: it practises what is due"),
            ("next_fits", self.next_fits, "next choice: it fits the time you have"),
            ("next_unlocks", self.next_unlocks, "next choice: it opens new lessons"),
            (
                "next_lambda",
                self.next_lambda,
                "next choices: how much merit counts against being different from each other",
            ),
        ]
    }
}

/// Who decides about a path.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Autonomy {
    /// The teacher sets the path.
    Set,
    /// Two ways, the learner picks.
    TwoWays,
    /// The learner chooses at every step.
    #[default]
    Choose,
    /// The learner sets goals.
    OwnGoals,
    /// The learner writes objectives.
    OwnObjectives,
}

/// What the engine needs to know of a learner (never who they are).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Interests and their weight in permille (1000 = fully).
    pub interests: Vec<(InterestIx, u16)>,
    /// Interests to keep away from.
    pub avoid: Vec<InterestIx>,
    /// Support to start from; `None` is taken as guided.
    pub support: Option<Support>,
    /// The help that fits by evidence, where there is any ([`crate::release::levels`]).
    pub help: BTreeMap<ObjectiveIx, Support>,
    /// Forms asked for.
    pub forms: Vec<String>,
    /// Minutes a week; 0 = not said.
    pub weekly_minutes: u16,
    /// Extra time in percent, at most 900.
    pub extra_percent: u16,
    /// Who decides.
    pub autonomy: Autonomy,
    /// A group to work with exists, so `peer` counts as guided.
    pub group: bool,
}

/// What a path is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Request {
    /// Objectives to reach.
    pub goals: Vec<ObjectiveIx>,
    /// Lessons that must be in the path.
    pub pins: Vec<LessonIx>,
    /// Lessons that must not.
    pub excludes: Vec<LessonIx>,
}

impl Curriculum {
    /// The objective of an index from this curriculum.
    #[must_use]
    pub fn objective(&self, ix: ObjectiveIx) -> Option<&Objective> {
        self.objectives.get(ix.index())
    }

    /// The lesson of an index from this curriculum.
    #[must_use]
    pub fn lesson(&self, ix: LessonIx) -> Option<&Lesson> {
        self.lessons.get(ix.index())
    }

    /// The rule that holds for an objective.
    #[must_use]
    pub fn rule(&self, ix: ObjectiveIx) -> MasteryRule {
        self.objective(ix).and_then(|o| o.mastery).unwrap_or(self.mastery)
    }

    /// A lesson's strand: that of the first objective it teaches.
    #[must_use]
    pub fn strand_of(&self, lesson: LessonIx) -> Option<StrandIx> {
        let first = self.lesson(lesson)?.teaches.first()?;
        self.objective(*first)?.strand
    }

    /// The lessons that teach an objective, by index: each other's *alternatives*.
    #[must_use]
    pub fn lessons_for(&self, objective: ObjectiveIx) -> Vec<LessonIx> {
        (0..self.lessons.len()).filter(|&l| self.lessons[l].teaches.contains(&objective)).map(LessonIx::at).collect()
    }

    /// Lookup by id, aliases included. Build once, ask often.
    #[must_use]
    pub fn names(&self) -> Names {
        let mut names = Names::default();
        for (ix, objective) in self.objectives.iter().enumerate() {
            names.objectives.insert(objective.id.clone(), ObjectiveIx::at(ix));
        }
        for (ix, lesson) in self.lessons.iter().enumerate() {
            names.lessons.insert(lesson.id.clone(), LessonIx::at(ix));
        }
        for (ix, interest) in self.interests.iter().enumerate() {
            names.interests.insert(interest.id.clone(), InterestIx::at(ix));
        }
        for (old, new) in &self.aliases.objectives {
            if let Some(&ix) = names.objectives.get(new) {
                names.objectives.entry(old.clone()).or_insert(ix);
            }
        }
        for (old, new) in &self.aliases.lessons {
            if let Some(&ix) = names.lessons.get(new) {
                names.lessons.entry(old.clone()).or_insert(ix);
            }
        }
        // A lesson that teaches one objective stands for it: ids that evidence, links and requirements used
        // before the objective had a name.
        let mut stand_ins: Vec<(String, ObjectiveIx)> = Vec::new();
        for (id, &ix) in &names.lessons {
            if let [only] = self.lessons[ix.index()].teaches[..] {
                stand_ins.push((id.clone(), only));
            }
        }
        for (id, only) in stand_ins {
            names.objectives.entry(id).or_insert(only);
        }
        names.items = self.aliases.items.clone();
        names.renamed = self.aliases.lessons.clone();
        names
    }
}

/// Ids to indices, aliases included.
#[derive(Debug, Clone, Default)]
pub struct Names {
    objectives: BTreeMap<String, ObjectiveIx>,
    lessons: BTreeMap<String, LessonIx>,
    interests: BTreeMap<String, InterestIx>,
    items: BTreeMap<String, String>,
    renamed: BTreeMap<String, String>,
}

impl Names {
    /// The objective of an id or an alias, or the one objective of a lesson's id.
    #[must_use]
    pub fn objective(&self, id: &str) -> Option<ObjectiveIx> {
        self.objectives.get(id).copied()
    }

    /// The lesson of an id or an alias.
    #[must_use]
    pub fn lesson(&self, id: &str) -> Option<LessonIx> {
        self.lessons.get(id).copied()
    }

    /// The interest of an id.
    #[must_use]
    pub fn interest(&self, id: &str) -> Option<InterestIx> {
        self.interests.get(id).copied()
    }

    /// What an item is called now: by its own alias, else by that of the lesson before the `#`.
    #[must_use]
    pub fn item<'a>(&'a self, id: &'a str) -> Cow<'a, str> {
        if let Some(now) = self.items.get(id) {
            return Cow::Borrowed(now);
        }
        match id.split_once('#').and_then(|(lesson, label)| Some((self.renamed.get(lesson)?, label))) {
            Some((lesson, label)) => Cow::Owned(format!("{lesson}#{label}")),
            None => Cow::Borrowed(id),
        }
    }
}
