//! A class on one page, for the teacher's desk.
//!
//! Everyone is in exactly one of `hands`, `waits`, `fine`; whom to meet stands beside that. A [`Flag`] names the entries
//! behind it and is gone when its cause is. Nothing here depends on the clock: the board is that of a day, at its end in
//! each learner's own time. It speaks of ids, and its JSON ([`canonical`](crate::evidence::canonical)) is that of the
//! browser's engine, byte for byte.
//!
//! `look` is all that is known of one learner, `signs` what a log shows beside standings, `class` what only shows when all
//! are seen together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Graph,
    groups::{self, Class, Pupil},
    mastery::Level,
    member::{Member, roll},
    schedule::date_of,
};

mod class;
mod look;
mod signs;

use look::Look;

/// The writer and number of an entry.
pub type Key = (String, u64);

/// What is asked of a board.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// In days since 1970.
    pub day: i64,
    /// What groups are wanted.
    pub size: Size,
    /// Earlier meetings, oldest first: the groups of each, by `who`.
    pub past: Vec<Vec<Vec<String>>>,
    /// Codes, each with the ids of its objectives.
    pub standards: Vec<(String, Vec<String>)>,
}

/// What groups are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Size {
    /// At most so many groups.
    pub most: u32,
    /// Learners of a group, at least.
    pub min: u32,
    /// And at most.
    pub max: u32,
}

impl Default for Size {
    fn default() -> Self {
        Self { most: 4, min: 2, max: 6 }
    }
}

/// Why somebody stands where they do, with the evidence.
///
/// `stuck` drilling stopped · `seen` a person saw that a hand is needed · `contest` objects to a state · `product` handed
/// something in that a person has to look at · `mix-up` · `never` no talk yet · `talk` the last one is `days` ago ·
/// `agreed` the day agreed for a talk has come · `new` nothing done yet · `quiet` nothing for `days` · `no-goal` · `arrived`
/// all goals reached · `blocked` nothing leads to the goals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Flag {
    /// As above.
    pub code: &'static str,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective: Option<String>,
    /// The mix-up's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mixup: Option<String>,
    /// For how many days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    /// The evidence, oldest first.
    pub entries: Vec<Key>,
}

/// A classmate, and what shows that they can do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Helper {
    /// Who.
    pub who: String,
    /// What shows it.
    pub entry: Key,
}

/// What somebody needs a hand with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Need {
    /// Why.
    #[serde(flatten)]
    pub flag: Flag,
    /// Up to two classmates who lately learned just that.
    pub helpers: Vec<Helper>,
}

/// Somebody who needs a hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hand {
    /// Who.
    pub who: String,
    /// With what.
    pub needs: Vec<Need>,
}

/// Somebody, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Because {
    /// Who.
    pub who: String,
    /// Why.
    pub because: Vec<Flag>,
}

/// Learners who could work on one thing together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What all of them are ready for.
    pub objective: String,
    /// A lesson for it that is open to all of them.
    pub lesson: Option<String>,
    /// Who.
    pub members: Vec<String>,
}

/// The ten minutes: two to meet, and a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ten {
    /// Two to meet.
    pub meet: Vec<Because>,
    /// A group.
    pub group: Option<Group>,
}

/// One thing to begin with that serves most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opener {
    /// What it is about.
    pub objective: String,
    /// Those who are ready for it, stuck on it, or due to practise it.
    pub serves: Vec<String>,
}

/// A mix-up that two or more have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// What it is about.
    pub objective: String,
    /// The mix-up's id.
    pub mixup: String,
    /// Who, and where they met it.
    pub learners: Vec<Met>,
}

/// Who met a mix-up, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Met {
    /// Who.
    pub who: String,
    /// Where.
    pub entries: Vec<Key>,
}

/// How far a code is covered. Whoever is in none of the lists has not begun.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Standard {
    /// As written in `standards`.
    pub code: String,
    /// Objectives aligned to it.
    pub objectives: Vec<String>,
    /// All of them by evidence.
    pub shown: Vec<String>,
    /// All of them, some by credit, claim or placement.
    pub held: Vec<String>,
    /// Some of it.
    pub begun: Vec<String>,
}

/// Minutes of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Minutes {
    /// Who.
    pub who: String,
    /// From Monday on: from one entry to the next, pauses of more than half an hour left out.
    pub worked: i64,
    /// What a week should have; 0: not said.
    pub asked: u16,
}

/// Where somebody stands on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Needs a hand.
    Hands,
    /// Waits for something that is not theirs to do.
    Waits,
    /// Neither.
    Fine,
}

/// How many objectives are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct States {
    pub unseen: u32,
    pub started: u32,
    pub rusty: u32,
    pub proficient: u32,
    pub mastered: u32,
    pub known: u32,
    pub due: u32,
}

/// A learner's way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Way {
    /// Goals, objective ids.
    pub goals: Vec<String>,
    /// Those of them that are known.
    pub reached: Vec<String>,
    /// Those that nothing leads to.
    pub unreachable: Vec<String>,
    /// Steps left.
    pub steps: u32,
    /// Their minutes.
    pub minutes: u32,
    /// The lesson that is next.
    pub next: Option<String>,
}

/// How many codes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Coverage {
    pub shown: u32,
    pub held: u32,
    pub begun: u32,
}

/// One learner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Learner {
    /// Unique on the board.
    pub who: String,
    /// The label.
    pub alias: String,
    /// Where they stand.
    pub place: Place,
    /// The last day of evidence.
    pub seen: Option<String>,
    /// The last talk.
    pub met: Option<String>,
    /// The day agreed for the next one.
    pub next: Option<String>,
    /// How many objectives are in which state.
    pub states: States,
    /// The way to the goals.
    pub path: Way,
    /// How many codes are covered.
    pub standards: Coverage,
    /// Everything that is up.
    pub flags: Vec<Flag>,
}

/// The board. Lists of learners are in the order of their aliases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Board {
    /// 1.
    pub format: u8,
    /// Curriculum id.
    pub curriculum: String,
    /// `YYYY-MM-DD`.
    pub day: String,
    /// Two to meet, and a group.
    pub ten: Ten,
    /// For the whole class.
    pub opener: Option<Opener>,
    /// Who needs a hand.
    pub hands: Vec<Hand>,
    /// Who waits.
    pub waits: Vec<Because>,
    /// Who neither needs a hand nor waits.
    pub fine: Vec<String>,
    /// Whom to meet, most pressing first.
    pub meet: Vec<Because>,
    /// Who could work together.
    pub groups: Vec<Group>,
    /// Mix-ups in common.
    pub mixups: Vec<Shared>,
    /// Coverage by code.
    pub standards: Vec<Standard>,
    /// Minutes of this week.
    pub minutes: Vec<Minutes>,
    /// Everyone.
    pub learners: Vec<Learner>,
}

/// The board of a class.
#[must_use]
pub fn board(graph: &Graph<'_>, members: &[Member], options: &Options) -> Board {
    let names = graph.curriculum.names();
    let looks: Vec<Look<'_>> =
        roll(members).into_iter().map(|(who, member)| Look::new(graph, &names, who, member, options.day)).collect();
    let who = |at: u32| looks[at as usize].who.clone();
    let all = |list: &[u32]| list.iter().map(|&at| who(at)).collect::<Vec<_>>();
    let found = groups::desk(graph, &class(&looks, options));
    let standards = class::covered(graph.curriculum, &names, &looks, &options.standards);

    let mut hands = Vec::new();
    let mut waits = Vec::new();
    let mut fine = Vec::new();
    let mut learners = Vec::new();
    for (at, look) in (0_u32..).zip(&looks) {
        let halts = look.halts(graph.curriculum, options.day);
        let flags = look.needs.iter().map(|(_, flag)| flag).chain(&halts).cloned().chain(look.mixed(graph.curriculum));
        let flags = flags.collect();
        let place = if !look.needs.is_empty() {
            let mine: Vec<&groups::Hand> = found.hands.iter().filter(|hand| hand.pupil == at).collect();
            let needs = look.needs.iter().map(|(ix, flag)| {
                let helpers = mine.iter().find(|hand| hand.objective == *ix).map_or(&[][..], |hand| &hand.helpers);
                let helper = |&at: &u32| Some(Helper { who: who(at), entry: looks[at as usize].shown(*ix)?.1.clone() });
                Need { flag: flag.clone(), helpers: helpers.iter().filter_map(helper).collect() }
            });
            hands.push(Hand { who: look.who.clone(), needs: needs.collect() });
            Place::Hands
        } else if !halts.is_empty() {
            waits.push(Because { who: look.who.clone(), because: halts });
            Place::Waits
        } else {
            fine.push(look.who.clone());
            Place::Fine
        };
        learners.push(look.learner(graph.curriculum, &standards, place, flags));
    }
    let meet: Vec<Because> = found
        .meet
        .iter()
        .map(|meet| Because { who: who(meet.pupil), because: looks[meet.pupil as usize].talk(meet.days, options.day) })
        .collect();
    let groups: Vec<Group> = found
        .groups
        .iter()
        .map(|group| Group {
            objective: look::id(graph.curriculum, group.objective),
            lesson: group.lesson.and_then(|ix| graph.curriculum.lesson(ix)).map(|lesson| lesson.id.clone()),
            members: all(&group.members),
        })
        .collect();
    let opener = found
        .opener
        .map(|opener| Opener { objective: look::id(graph.curriculum, opener.objective), serves: all(&opener.serves) });
    Board {
        format: 1,
        curriculum: graph.curriculum.id.clone(),
        day: date_of(options.day),
        ten: Ten { meet: meet.iter().take(2).cloned().collect(), group: groups.first().cloned() },
        opener,
        hands,
        waits,
        fine,
        meet,
        groups,
        mixups: class::common(graph.curriculum, &looks),
        standards,
        minutes: looks
            .iter()
            .map(|look| Minutes {
                who: look.who.clone(),
                worked: look.signs.worked / 60_000,
                asked: look.asked.profile.weekly_minutes,
            })
            .collect(),
        learners,
    }
}

/// The class as [`groups`] sees it.
fn class(looks: &[Look<'_>], options: &Options) -> Class {
    let pupil = |look: &Look<'_>| Pupil {
        known: look.known.clone(),
        path: look.steps.clone(),
        stuck: look.needs.iter().map(|(ix, _)| *ix).collect(),
        contested: look.contests.iter().map(|(ix, _)| *ix).collect(),
        due: look.where_(|standing| standing.due),
        learned: look
            .where_(|standing| standing.known && standing.level != Level::Rusty)
            .into_iter()
            .filter_map(|ix| Some((ix, look.shown(ix)?.0)))
            .collect(),
        met: look.signs.met.map(|(day, _)| day),
        next: look.signs.met.and_then(|(_, next)| next),
    };
    let at: BTreeMap<&str, u32> = looks.iter().map(|look| look.who.as_str()).zip(0..).collect();
    let positions = |group: &Vec<String>| group.iter().filter_map(|who| at.get(who.as_str()).copied()).collect();
    Class {
        pupils: looks.iter().map(pupil).collect(),
        past: options.past.iter().map(|meeting| meeting.iter().map(positions).collect()).collect(),
        today: options.day,
        most: options.size.most,
        min: options.size.min,
        max: options.size.max,
    }
}
