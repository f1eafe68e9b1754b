//! All that is known of one learner on a day.

use super::{Coverage, Flag, Key, Learner, Place, Standard, States, Way, signs};
use crate::{
    Asked, Autonomy, Curriculum, Depth, Graph, LessonIx, MasteryRule, Names, ObjectiveIx, State, asked,
    facts::fold,
    mastery::{self, Level, Standing},
    member::Member,
    order,
    path::{self, Plan},
    retrieval,
    schedule::date_of,
};

const DAY: i64 = 86_400_000;
/// Who has done nothing for so many days is quiet.
const QUIET: i64 = 14;

pub(super) struct Look<'a> {
    pub(super) who: String,
    member: &'a Member,
    pub(super) standings: Vec<Standing>,
    pub(super) known: State,
    pub(super) asked: Asked,
    plan: Option<Plan>,
    /// Lessons left, in the learner's own order.
    pub(super) steps: Vec<LessonIx>,
    pub(super) signs: signs::Signs,
    /// What a hand is needed with: where drilling stopped, and where a person saw it.
    pub(super) needs: Vec<(ObjectiveIx, Flag)>,
    /// What they object to.
    pub(super) contests: Vec<(ObjectiveIx, Flag)>,
}

pub(super) fn id(curriculum: &Curriculum, ix: ObjectiveIx) -> String {
    curriculum.objective(ix).map(|objective| objective.id.clone()).unwrap_or_default()
}

impl<'a> Look<'a> {
    pub(super) fn new(graph: &Graph<'_>, names: &Names, who: String, member: &'a Member, day: i64) -> Self {
        let c = graph.curriculum;
        let end = (day + 1) * DAY - 1;
        let log = member.log(&c.id, end);
        let now = end - retrieval::zone_now(&log) * 60_000;
        let standings = mastery::standings(c, &log, now);
        let known = mastery::known(&standings);
        let asked = asked(c, names, &log, &fold(c, names, &log.in_time()), &standings);
        let wanted = !asked.request.goals.is_empty() || !asked.request.pins.is_empty();
        let plan = wanted.then(|| path::plan(graph, &asked.profile, &known, &asked.request));
        let steps = plan.iter().flat_map(|plan| plan.steps.iter().map(|step| step.lesson)).collect();
        let steps = order::in_order(graph, &known, steps, |lesson| *lesson, &asked.wished);
        let signs = signs::signs(c, names, &log, now, day);
        let mut needs = Vec::new();
        let mut contests = Vec::new();
        for (ix, standing) in (0..).map(ObjectiveIx::at).zip(&standings) {
            let sign = signs.of.get(&ix);
            let flag = |code, entries| Flag { code, objective: Some(id(c, ix)), entries, ..Flag::default() };
            if standing.stuck {
                needs.push((ix, flag("stuck", sign.map(|sign| sign.answers.clone()).unwrap_or_default())));
            } else if let Some(key) = sign.and_then(|sign| sign.needs.clone()) {
                needs.push((ix, flag("seen", vec![key])));
            }
            if standing.contested {
                contests.push((ix, flag("contest", sign.and_then(|sign| sign.contest.clone()).into_iter().collect())));
            }
        }
        Self { who, member, standings, known, asked, plan, steps, signs, needs, contests }
    }

    /// Objectives whose standing passes a test, by index.
    pub(super) fn where_(&self, test: impl Fn(&Standing) -> bool) -> Vec<ObjectiveIx> {
        (0..).map(ObjectiveIx::at).zip(&self.standings).filter(|(_, it)| test(it)).map(|(ix, _)| ix).collect()
    }

    /// The last entry that shows an objective, and its day.
    pub(super) fn shown(&self, ix: ObjectiveIx) -> Option<&(i64, Key)> {
        self.signs.of.get(&ix)?.shown.as_ref()
    }

    /// Why the way does not go on by itself: what waits for a person, then what is missing.
    pub(super) fn halts(&self, c: &Curriculum, day: i64) -> Vec<Flag> {
        let mut out: Vec<Flag> = self.contests.iter().map(|(_, flag)| flag.clone()).collect();
        for (&ix, sign) in &self.signs.of {
            let judged = matches!(c.rule(ix), MasteryRule::Rubric { .. })
                || c.objective(ix).is_some_and(|objective| objective.depth == Depth::Inquire);
            let key = sign.handed.clone().filter(|_| judged && !self.known.contains(ix));
            out.extend(key.map(|key| Flag {
                code: "product",
                objective: Some(id(c, ix)),
                entries: vec![key],
                ..Flag::default()
            }));
        }
        let mut flag = |code, days| out.push(Flag { code, days, ..Flag::default() });
        match self.signs.seen {
            None => flag("new", None),
            Some(seen) if day - seen >= QUIET => flag("quiet", Some(day - seen)),
            Some(_) => {}
        }
        let Asked { profile, request, .. } = &self.asked;
        if request.goals.is_empty() && request.pins.is_empty() {
            if matches!(profile.autonomy, Autonomy::Set | Autonomy::TwoWays) {
                flag("no-goal", None);
            }
        } else if request.pins.is_empty() && request.goals.iter().all(|&goal| self.known.contains(goal)) {
            if !matches!(profile.autonomy, Autonomy::OwnGoals | Autonomy::OwnObjectives) {
                flag("arrived", None);
            }
        } else if self.steps.is_empty() {
            flag("blocked", None);
        }
        out
    }

    /// Why to meet them, when the last talk was so many days ago (none: never).
    pub(super) fn talk(&self, days: Option<i64>, day: i64) -> Vec<Flag> {
        let mut out: Vec<Flag> = self.needs.iter().chain(&self.contests).map(|(_, flag)| flag.clone()).collect();
        let agreed = self.signs.met.and_then(|(_, next)| next).filter(|next| day >= *next);
        let (code, days) = match (agreed, days) {
            (Some(next), _) => ("agreed", Some(day - next)),
            (None, None) => ("never", None),
            (None, Some(days)) => ("talk", Some(days)),
        };
        out.push(Flag { code, days, ..Flag::default() });
        out
    }

    /// Mix-ups that nothing has mended yet.
    pub(super) fn mixed(&self, c: &Curriculum) -> Vec<Flag> {
        let all = self.signs.of.iter().flat_map(|(&ix, sign)| sign.mixups.iter().map(move |met| (ix, met)));
        all.map(|(ix, met)| Flag {
            code: "mix-up",
            objective: Some(id(c, ix)),
            mixup: Some(met.name.clone()),
            entries: met.entries.clone(),
            ..Flag::default()
        })
        .collect()
    }

    pub(super) fn learner(&self, c: &Curriculum, codes: &[Standard], place: Place, flags: Vec<Flag>) -> Learner {
        let mut states = States { known: self.known.len() as u32, ..States::default() };
        for standing in &self.standings {
            let of = match standing.level {
                Level::Unseen => &mut states.unseen,
                Level::Started => &mut states.started,
                Level::Rusty => &mut states.rusty,
                Level::Proficient => &mut states.proficient,
                Level::Mastered => &mut states.mastered,
            };
            *of += 1;
            states.due += u32::from(standing.due);
        }
        let ids = |list: &mut dyn Iterator<Item = ObjectiveIx>| list.map(|ix| id(c, ix)).collect::<Vec<_>>();
        let date = |day: Option<i64>| day.map(|day| date_of(day.max(0)));
        let goals = &self.asked.request.goals;
        let met = self.signs.met;
        let count = |list: fn(&Standard) -> &Vec<String>| {
            codes.iter().filter(|code| list(code).contains(&self.who)).count() as u32
        };
        Learner {
            who: self.who.clone(),
            alias: self.member.alias.clone(),
            place,
            seen: date(self.signs.seen),
            met: date(met.map(|(day, _)| day)),
            next: date(met.and_then(|(_, next)| next)),
            states,
            path: Way {
                goals: ids(&mut goals.iter().copied()),
                reached: ids(&mut goals.iter().copied().filter(|&goal| self.known.contains(goal))),
                unreachable: ids(&mut self
                    .plan
                    .iter()
                    .flat_map(|plan| plan.unreachable.iter().filter_map(|it| it.goal))),
                steps: self.steps.len() as u32,
                minutes: self.plan.as_ref().map_or(0, |plan| plan.minutes),
                next: self.steps.first().and_then(|&ix| c.lesson(ix)).map(|lesson| lesson.id.clone()),
            },
            standards: Coverage {
                shown: count(|code| &code.shown),
                held: count(|code| &code.held),
                begun: count(|code| &code.begun),
            },
            flags,
        }
    }
}
