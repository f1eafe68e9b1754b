//! Why each step, and what each other way would cost.

use std::collections::BTreeSet;

use super::{
    Alternative, Step,
    quota::Extra,
    solve::{Goal, Solver},
};
use crate::{
    Arg, LessonIx, ObjectiveIx, Profile, Reason, State,
    affinity::{self, Terms},
};

/// So many other ways of a step are priced.
const MOST_ALTERNATIVES: usize = 6;
/// Steps of the solver after which a swap that needs repair is left out.
const BUDGET: u64 = 40_000;

/// The steps of a path in order, explained.
pub(super) fn steps(
    solver: &mut Solver<'_>,
    profile: &Profile,
    terms: &[Terms],
    order: &[LessonIx],
    lessons: &BTreeSet<u32>,
    extra: &Extra,
) -> Vec<Step> {
    let c = solver.graph.curriculum;
    let goals = solver.reached(lessons);
    let end = solver.steps + BUDGET;
    let mut known: State = solver.start.known().clone();
    let mut out = Vec::with_capacity(order.len());
    for (at, &lesson) in order.iter().enumerate() {
        let new: Vec<ObjectiveIx> = c.lessons[lesson.index()]
            .teaches
            .iter()
            .copied()
            .filter(|&o| o.index() < c.objectives.len() && known.insert(o))
            .collect();
        let uses = uses(solver, &new, &order[at + 1..], &goals);
        let mut reasons = Vec::new();
        if goals.contains(&Goal::Lesson(lesson)) {
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
        if extra.breadth.contains(&lesson.0) {
            reasons.push(Reason::new("breadth"));
        }
        if extra.depth.contains(&lesson.0) {
            let strand = c.strand_of(lesson);
            let reason = Reason::new("depth");
            reasons.push(strand.map_or(reason.clone(), |strand| reason.with("strand", Arg::Strand(strand))));
        }
        let used: Vec<ObjectiveIx> = uses.iter().map(|&(objective, _)| objective).collect();
        let others = others(solver, lesson, &used, lessons);
        // What was put here on purpose was not weighed against others.
        let on_purpose = ["pinned", "breadth", "depth"];
        if !reasons.iter().any(|reason| on_purpose.contains(&reason.code)) {
            reasons.push(why_this(solver, profile, terms, lesson, &used, &others));
        }
        out.push(Step {
            lesson,
            minutes: affinity::minutes(&c.lessons[lesson.index()], profile),
            reasons,
            alternatives: price(solver, profile, lesson, &others, lessons, &goals, end),
        });
    }
    out
}

/// What of the newly taught is used: by a goal (`None`) or by a later step (what that teaches), goals
/// first, in the order they are taught.
fn uses(
    solver: &Solver<'_>,
    new: &[ObjectiveIx],
    later: &[LessonIx],
    goals: &[Goal],
) -> Vec<(ObjectiveIx, Option<ObjectiveIx>)> {
    let graph = solver.graph;
    let mut out: Vec<(ObjectiveIx, Option<ObjectiveIx>)> =
        new.iter().filter(|&&o| goals.contains(&Goal::Objective(o))).map(|&o| (o, None)).collect();
    for &o in new.iter().filter(|&&o| !goals.contains(&Goal::Objective(o))) {
        let names = |lesson: &&LessonIx| {
            let mut stack = vec![graph.objectives() + graph.root[lesson.index()] as usize];
            while let Some(node) = stack.pop() {
                if node == o.index() {
                    return true;
                }
                if node >= graph.objectives() {
                    stack.extend(graph.inputs(node - graph.objectives()).iter().map(|&input| input as usize));
                }
            }
            false
        };
        let user = later.iter().find(names);
        if let Some(&user) = user.and_then(|user| graph.curriculum.lessons[user.index()].teaches.first()) {
            out.push((o, Some(user)));
        }
    }
    out
}

/// Other usable lessons that teach something this step is there for, cheapest first.
fn others(solver: &Solver<'_>, lesson: LessonIx, used: &[ObjectiveIx], lessons: &BTreeSet<u32>) -> Vec<LessonIx> {
    let graph = solver.graph;
    let taught = &graph.curriculum.lessons[lesson.index()].teaches;
    let wanted: &[ObjectiveIx] = if used.is_empty() { taught } else { used };
    let found: BTreeSet<LessonIx> = wanted
        .iter()
        .flat_map(|&o| graph.teachers(o))
        .filter(|&l| solver.usable[l.index()] && !lessons.contains(&l.0))
        .collect();
    let mut found: Vec<LessonIx> = found.into_iter().collect();
    found.sort_by_key(|&l| (solver.cost[l.index()], l));
    found
}

/// The term that speaks most for this lesson against the cheapest other.
fn why_this(
    solver: &Solver<'_>,
    profile: &Profile,
    terms: &[Terms],
    lesson: LessonIx,
    used: &[ObjectiveIx],
    others: &[LessonIx],
) -> Reason {
    let c = solver.graph.curriculum;
    let me = &c.lessons[lesson.index()];
    let Some(&other) = others.first() else {
        let objective = used.first().or_else(|| me.teaches.first());
        let reason = Reason::new("only-way");
        return objective.map_or(reason.clone(), |&o| reason.with("objective", Arg::Objective(o)));
    };
    let it = &c.lessons[other.index()];
    let (mine, theirs) = (&terms[lesson.index()], &terms[other.index()]);
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

/// The whole path's minutes with each other lesson forced in this one's place, less those of the path.
/// The other steps stay where they can; what becomes needless goes, what becomes missing is added.
fn price(
    solver: &mut Solver<'_>,
    profile: &Profile,
    lesson: LessonIx,
    others: &[LessonIx],
    lessons: &BTreeSet<u32>,
    goals: &[Goal],
    end: u64,
) -> Vec<Alternative> {
    if goals.contains(&Goal::Lesson(lesson)) {
        return Vec::new();
    }
    let c = solver.graph.curriculum;
    let sum = |set: &BTreeSet<u32>| -> i64 {
        set.iter().map(|&l| i64::from(affinity::minutes(&c.lessons[l as usize], profile))).sum()
    };
    let now = sum(lessons);
    let mut out = Vec::new();
    for &other in others.iter().take(MOST_ALTERNATIVES) {
        if let Some(set) = solver.forced(lesson.0, other.0, lessons, goals, solver.steps < end) {
            let plus = (sum(&set) - now).clamp(i32::MIN.into(), i32::MAX.into());
            out.push(Alternative { lesson: other, plus_minutes: plus as i32 });
        }
    }
    out.sort_by_key(|alternative| (alternative.plus_minutes, alternative.lesson));
    out
}
