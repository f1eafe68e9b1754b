//! Why each step, and what each other way would cost.

use super::{
    Alternative, Goal, Plan, Planner, Step, build, quota,
    task::{self, Held},
};
use crate::{Arg, LessonIx, ObjectiveIx, Reason, Request, affinity};

/// So many other ways of a step are shown.
const MOST: usize = 6;
/// Other ways are planned as a whole where no more lessons than this can matter, with so much work.
const WHOLE: usize = 400;
const WORK: u64 = 20_000;

/// The best path so far, in order and explained.
pub(super) fn plan(planner: &Planner<'_>) -> Plan {
    let graph = planner.graph;
    let c = graph.curriculum;
    let swapped = quota::apply(planner, &planner.chosen());
    let uses = uses(planner, &swapped.order);
    let mut has = vec![false; graph.lessons()];
    swapped.order.iter().for_each(|&l| has[l as usize] = true);
    let mut steps = Vec::with_capacity(swapped.order.len());
    for (&lesson, uses) in swapped.order.iter().zip(&uses) {
        let mut reasons = Vec::new();
        let pinned = planner.goals.contains(&Goal::Lesson(lesson));
        if pinned {
            reasons.push(Reason::new("pinned"));
        }
        if let Some(&(objective, user)) = uses.first() {
            reasons.push(match user {
                None => Reason::new("goal").with("objective", Arg::Objective(objective)),
                Some(user) => {
                    Reason::new("needed").with("objective", Arg::Objective(objective)).with("for", Arg::Objective(user))
                }
            });
        }
        let (broad, deep) = (swapped.breadth.contains(&lesson), swapped.depth.contains(&lesson));
        if broad {
            reasons.push(Reason::new("breadth"));
        }
        if deep {
            let reason = Reason::new("depth");
            let strand = c.strand_of(LessonIx(lesson));
            reasons.push(strand.map_or(reason.clone(), |strand| reason.with("strand", Arg::Strand(strand))));
        }
        let used: Vec<ObjectiveIx> = uses.iter().map(|&(objective, _)| objective).collect();
        let mut others = others(planner, lesson, &used, &has);
        // What was put here on purpose was not weighed against others.
        if !pinned && !broad && !deep {
            reasons.push(why_this(planner, LessonIx(lesson), &used, others.first().copied()));
        }
        others.truncate(MOST);
        steps.push(Step {
            lesson: LessonIx(lesson),
            minutes: affinity::minutes(&c.lessons[lesson as usize], &planner.profile),
            reasons,
            others,
        });
    }
    Plan {
        minutes: planner.minutes(&swapped.order),
        steps,
        breadth_minutes: swapped.breadth_minutes,
        depth_minutes: swapped.depth_minutes,
        exact: planner.exact(),
        unreachable: planner.unreachable.clone(),
        aside: planner.aside.clone(),
    }
}

/// What each step newly teaches that is used: by a goal (`None`) or by a later step (what that teaches),
/// goals first, in the order they are taught.
fn uses(planner: &Planner<'_>, order: &[u32]) -> Vec<Vec<(ObjectiveIx, Option<ObjectiveIx>)>> {
    let graph = planner.graph;
    let c = graph.curriculum;
    let mut known = planner.start.known.clone();
    let new: Vec<Vec<ObjectiveIx>> = order
        .iter()
        .map(|&lesson| {
            let teaches = c.lessons[lesson as usize].teaches.iter().copied();
            teaches.filter(|o| o.index() < known.len() && !std::mem::replace(&mut known[o.index()], true)).collect()
        })
        .collect();
    // Backward, so that the user noted last is the first one after a step.
    let mut user: Vec<Option<ObjectiveIx>> = vec![None; graph.objectives()];
    let mut out = vec![Vec::new(); order.len()];
    for (at, &lesson) in order.iter().enumerate().rev() {
        let is_goal = |o: &&ObjectiveIx| planner.goals.contains(&Goal::Objective(o.0));
        out[at].extend(new[at].iter().filter(is_goal).map(|&o| (o, None)));
        let later = new[at].iter().filter(|o| !is_goal(o)).filter_map(|&o| Some((o, Some(user[o.index()]?))));
        out[at].extend(later);
        if let Some(&first) = c.lessons[lesson as usize].teaches.first() {
            let mut stack = graph.needs(lesson).to_vec();
            while let Some(node) = stack.pop() {
                match (node as usize).checked_sub(graph.objectives()) {
                    Some(gate) => stack.extend(graph.inputs(gate)),
                    None => user[node as usize] = Some(first),
                }
            }
        }
    }
    out
}

/// Other usable lessons that teach something this step is there for, those that suit best first.
fn others(planner: &Planner<'_>, lesson: u32, used: &[ObjectiveIx], has: &[bool]) -> Vec<LessonIx> {
    let graph = planner.graph;
    let taught = &graph.curriculum.lessons[lesson as usize].teaches;
    let wanted: &[ObjectiveIx] = if used.is_empty() { taught } else { used };
    let mut found: Vec<LessonIx> = wanted
        .iter()
        .flat_map(|&o| graph.teachers(o))
        .filter(|&l| planner.usable[l.index()] && !has[l.index()])
        .collect();
    found.sort_unstable_by_key(|&l| (planner.terms[l.index()].cost, l));
    found.dedup();
    found
}

/// The term that speaks most for this lesson against the one that suits next.
fn why_this(planner: &Planner<'_>, lesson: LessonIx, used: &[ObjectiveIx], other: Option<LessonIx>) -> Reason {
    let profile = &planner.profile;
    let c = planner.graph.curriculum;
    let me = &c.lessons[lesson.index()];
    let Some(other) = other else {
        let objective = used.first().or_else(|| me.teaches.first());
        let reason = Reason::new("only-way");
        return objective.map_or(reason.clone(), |&o| reason.with("objective", Arg::Objective(o)));
    };
    let it = &c.lessons[other.index()];
    let (mine, theirs) = (&planner.terms[lesson.index()], &planner.terms[other.index()]);
    let minutes = u64::from(me.minutes.max(1));
    let gain = |theirs: u64, mine: u64| (theirs.cast_signed() - mine.cast_signed()) * minutes.cast_signed();
    let fewer = i64::from(it.minutes.max(1)) - i64::from(me.minutes.max(1));
    let interest = match mine.matched.interest {
        Some(interest) => {
            let code = if mine.matched.near { "interest-near" } else { "interest" };
            (gain(theirs.interest, mine.interest), Reason::new(code).with("interest", Arg::Interest(interest)))
        }
        None => (0, Reason::new("best")),
    };
    let level = me.support.map_or(0, |support| i64::from(support.level()));
    let mut ways =
        vec![interest, (gain(theirs.support, mine.support), Reason::new("support").with("level", Arg::Int(level)))];
    if let Some(form) = me.form.iter().find(|form| profile.forms.contains(form)) {
        ways.push((gain(theirs.form, mine.form), Reason::new("form").with("form", Arg::Text(form.clone()))));
    }
    let shorter = affinity::minutes(it, profile).saturating_sub(affinity::minutes(me, profile));
    ways.push((fewer * 1000, Reason::new("shorter").with("n", Arg::Int(shorter.into()))));
    let mut best = (0, Reason::new("best"));
    if used.len() > 1 {
        best.1 = Reason::new("shared").with("n", Arg::Int(used.len() as i64));
    }
    for way in ways {
        if way.0 > best.0 {
            best = way;
        }
    }
    best.1
}

/// The other ways of a step with their minutes, least first. A pinned step has none: the pin goes first.
pub(super) fn alternatives(planner: &Planner<'_>, plan: &Plan, step: &Step) -> Vec<Alternative> {
    if planner.goals.contains(&Goal::Lesson(step.lesson.0)) {
        return Vec::new();
    }
    let lessons: Vec<u32> = plan.steps.iter().map(|step| step.lesson.0).collect();
    let mut out: Vec<Alternative> = step
        .others
        .iter()
        .filter_map(|&other| {
            let with = forced(planner, &lessons, other)?;
            let plus = i64::from(with) - i64::from(plan.minutes);
            Some(Alternative { lesson: other, plus_minutes: plus.clamp(i32::MIN.into(), i32::MAX.into()) as i32 })
        })
        .collect();
    out.sort_by_key(|alternative| (alternative.plus_minutes, alternative.lesson));
    out
}

/// Minutes of the path with one lesson more pinned: planned as a whole, or, where too much can matter, with
/// the other steps staying where they can.
fn forced(planner: &Planner<'_>, lessons: &[u32], other: LessonIx) -> Option<u32> {
    let mut request: Request = planner.request.clone();
    request.pins.push(other);
    let mut with = Planner::new(planner.graph, &planner.profile, &planner.known, &request);
    if !with.goals.contains(&Goal::Lesson(other.0)) {
        return None;
    }
    if with.relevant() <= WHOLE {
        with.allow(WORK);
        while with.step() {}
        return Some(quota_minutes(&with));
    }
    let graph = planner.graph;
    let mut has = vec![false; graph.lessons()];
    lessons.iter().for_each(|&l| has[l as usize] = true);
    let mut held: Held = planner.start.clone();
    held.walk(graph, lessons.iter().copied(), |l| has[l as usize]);
    // What is missing for the other lesson, if anything.
    let cost = |l: u32| planner.terms[l as usize].cost;
    let gap = task::cut(graph, &held, |l| planner.usable[l as usize], cost, &[Goal::Lesson(other.0)]);
    let mut work = 0;
    let more = build::plain(&gap, &mut work)?;
    more.lessons.iter().for_each(|&l| has[gap.lesson[l as usize] as usize] = true);
    // Then what it makes needless goes.
    let whole = task::cut(graph, &planner.start, |l| has[l as usize], cost, &with.goals);
    let set = build::thin(&whole, build::plain(&whole, &mut work)?, &mut work);
    let set: Vec<u32> = set.lessons.iter().map(|&l| whole.lesson[l as usize]).collect();
    Some(with.minutes(&quota::apply(&with, &set).order))
}

fn quota_minutes(planner: &Planner<'_>) -> u32 {
    planner.minutes(&quota::apply(planner, &planner.chosen()).order)
}
