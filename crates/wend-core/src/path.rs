//! A path to goals: which lessons, in which order, and why each.
//!
//! 1. Goals that can't be reached are set aside with the smallest reason, odd wishes with a note.
//! 2. `task`: what can't matter is left out. `build`: a first answer at once.
//! 3. [`Planner::step`] refines it: `build` for sharing, `exact` search, `windows` where that is too much.
//! 4. `quota`: some steps outside the declared interests, some that go deeper, as the cheapest swaps; `walk`
//!    makes them, and what one makes needless goes.
//! 5. `order`: topological, strands interleaved, ties by index.
//! 6. `explain`: reasons, and on request what each other way to do a step would cost.
//!
//! Work is counted, never timed: the same question with the same amount of work has the same answer, in
//! however many slices it was done.

use serde::Serialize;

use crate::{
    Arg, Curriculum, Graph, Lesson, LessonIx, ObjectiveIx, Profile, Reason, Request, State,
    affinity::{self, Terms},
    blocked::Blocked,
};

mod build;
mod exact;
mod explain;
mod order;
mod quota;
mod task;
mod walk;
mod windows;

use build::{Build, Thin};
use exact::Search;
use task::{Held, Task};
use windows::Windows;

/// A path: an ordered choice of lessons that leads from a state to goals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// In order; every one is open when reached.
    pub steps: Vec<Step>,
    /// Σ minutes of the steps.
    pub minutes: u32,
    /// What the steps outside the declared interests made of that: minutes more (or, negative, less).
    pub breadth_minutes: i32,
    /// What the steps that go deeper made of it.
    pub depth_minutes: i32,
    /// Before those two, proved to be the best there is for this learner.
    pub exact: bool,
    /// Goals (and pins) that can't be reached, with the smallest reason.
    pub unreachable: Vec<Unreachable>,
    /// What in the request could not be taken as it stands: codes `aside-…`.
    pub aside: Vec<Reason>,
}

/// One lesson of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Which.
    pub lesson: LessonIx,
    /// Minutes with the learner's extra time, rounded up.
    pub minutes: u32,
    /// Why it is here, then why this lesson and not another.
    pub reasons: Vec<Reason>,
    /// Other ways to do this step, those that suit best first; [`Planner::alternatives`] says what each costs.
    pub others: Vec<LessonIx>,
}

/// Another way to do a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// The lesson instead.
    pub lesson: LessonIx,
    /// What the whole path would take more (or, negative, less) with this lesson in it for certain.
    pub plus_minutes: i32,
}

/// A goal or pin that can't be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unreachable {
    /// The goal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<ObjectiveIx>,
    /// Or the pinned lesson.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin: Option<LessonIx>,
    /// The smallest reason.
    pub reason: Reason,
}

/// A goal by number: an objective known, or a lesson done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Goal {
    Objective(u32),
    Lesson(u32),
}

impl Goal {
    fn met(self, held: &Held, done: &[bool]) -> bool {
        match self {
            Self::Objective(o) => held.known[o as usize],
            Self::Lesson(l) => done[l as usize],
        }
    }
}

/// Lessons, ascending, and what they cost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Solution {
    lessons: Vec<u32>,
    cost: u64,
}

impl Solution {
    fn of(task: &Task, has: &[bool]) -> Self {
        let lessons: Vec<u32> = (0..task.size() as u32).filter(|&l| has[l as usize]).collect();
        Self { cost: task.price(&lessons), lessons }
    }

    fn marks(&self, task: &Task) -> Vec<bool> {
        let mut has = vec![false; task.size()];
        self.lessons.iter().for_each(|&l| has[l as usize] = true);
        has
    }
}

/// Work of [`plan`], in nodes that the search looked at; less than a tenth of a second.
pub const WORK: u64 = 600_000;
/// A look at the exact search before windows, where there are more than [`SMALL`] lessons.
const GLANCE: u64 = 60_000;
/// So many lessons are solved as a whole from the start.
const SMALL: usize = 64;
/// More than so many are not tried as a whole.
const LARGE: usize = 4_000;
/// Share of the work, in percent, after which windows give way to the exact search.
const WINDOWS: u64 = 60;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Build,
    Glance,
    Windows,
    Prove,
    Done,
}

/// A path that is there at once and gets better, step by small step.
///
/// ```
/// # use wend_core::{Curriculum, Graph, Profile, Request, State, path::Planner};
/// # let curriculum = Curriculum::default();
/// let graph = Graph::new(&curriculum);
/// let mut planner = Planner::new(&graph, &Profile::default(), &State::new(), &Request::default());
/// let first = planner.plan();
/// while planner.step() {} // as many slices as wanted
/// assert!(planner.plan().minutes <= first.minutes);
/// ```
#[derive(Debug, Clone)]
pub struct Planner<'a> {
    graph: &'a Graph<'a>,
    profile: Profile,
    known: State,
    request: Request,
    /// Not excluded, and can be opened from here, by lesson.
    usable: Vec<bool>,
    start: Held,
    /// By lesson.
    terms: Vec<Terms>,
    goals: Vec<Goal>,
    task: Task,
    best: Solution,
    stage: Stage,
    build: Build,
    search: Search,
    windows: Windows,
    /// What was found and is being thinned before it is weighed.
    thinning: Option<Thin>,
    work: u64,
    most: u64,
    unreachable: Vec<Unreachable>,
    aside: Vec<Reason>,
}

/// Plans a path from what is known to the goals. A goal already known needs no step; a pinned lesson is
/// a step in any case; an excluded one never (exclusion wins over a pin).
#[must_use]
pub fn plan(graph: &Graph<'_>, profile: &Profile, known: &State, request: &Request) -> Plan {
    let mut planner = Planner::new(graph, profile, known, request);
    while planner.step() {}
    planner.plan()
}

/// What a lesson costs a learner, in hundred-thousandths of a minute: its minutes, weighed by how well it suits.
#[must_use]
pub fn cost(curriculum: &Curriculum, lesson: &Lesson, profile: &Profile) -> u64 {
    affinity::terms(curriculum, lesson, profile).cost
}

impl<'a> Planner<'a> {
    /// The first answer, ready for [`Planner::plan`]: each goal's cheapest way as if nothing were shared, without
    /// what that makes needless.
    #[must_use]
    pub fn new(graph: &'a Graph<'a>, profile: &Profile, known: &State, request: &Request) -> Self {
        let c = graph.curriculum;
        let aside = aside(graph, profile, known, request);
        let mut usable = vec![true; graph.lessons()];
        for &lesson in request.excludes.iter().filter(|l| l.index() < graph.lessons()) {
            usable[lesson.index()] = false;
        }
        let blocked = Blocked::new(graph, known, &usable);
        let mut goals = Vec::new();
        let mut unreachable = Vec::new();
        for goal in sorted(request.goals.iter().copied().filter(|o| o.index() < graph.objectives())) {
            if blocked.reached(goal) {
                goals.push(Goal::Objective(goal.0));
            } else {
                unreachable.push(Unreachable { goal: Some(goal), pin: None, reason: blocked.reason(goal) });
            }
        }
        for pin in sorted(request.pins.iter().copied().filter(|l| l.index() < graph.lessons())) {
            if usable[pin.index()] && blocked.opens(pin) {
                goals.push(Goal::Lesson(pin.0));
            } else {
                unreachable.push(Unreachable { goal: None, pin: Some(pin), reason: blocked.reason_of_lesson(pin) });
            }
        }
        let usable: Vec<bool> =
            usable.iter().enumerate().map(|(l, &usable)| usable && blocked.opens(LessonIx::at(l))).collect();
        let terms: Vec<Terms> = c.lessons.iter().map(|lesson| affinity::terms(c, lesson, profile)).collect();
        let mut start = Held::nothing(graph);
        for o in known.iter().filter(|o| o.index() < graph.objectives()) {
            start.learn(graph, o.0, |_| ());
        }
        let task = task::cut(graph, &start, |l| usable[l as usize], |l| terms[l as usize].cost, &goals);
        let mut work = 0;
        let best = build::plain(&task, &mut work).unwrap_or_default();
        let best = build::thin(&task, best, &mut work);
        Self {
            graph,
            profile: profile.clone(),
            known: known.clone(),
            request: request.clone(),
            usable,
            start,
            terms,
            goals,
            build: Build::new(&task),
            task,
            best,
            stage: Stage::Build,
            search: Search::new(),
            windows: Windows::new(),
            thinning: None,
            work: 0,
            most: WORK,
            unreachable,
            aside,
        }
    }

    /// One small piece of work more; false when there is nothing left to do.
    pub fn step(&mut self) -> bool {
        let Self { task, best, work, .. } = self;
        if let Some(thin) = &mut self.thinning {
            if let Some(found) = thin.step(task, work) {
                self.thinning = None;
                if found.cost < best.cost {
                    *best = found;
                    self.windows.better = true;
                }
            }
            return true;
        }
        if best.lessons.is_empty() || *work >= self.most {
            self.stage = Stage::Done;
        }
        match self.stage {
            Stage::Build => {
                if let Some(found) = self.build.step(task, work) {
                    self.thinning = Some(Thin::new(task, found));
                    self.stage = if task.size() > LARGE { Stage::Windows } else { Stage::Glance };
                }
            }
            Stage::Windows => {
                let step = self.windows.step(task, best, work);
                let over = matches!(step, windows::Step::Over);
                if let windows::Step::Found(found) = step {
                    self.thinning = Some(Thin::new(task, found));
                }
                if task.size() > LARGE {
                    self.stage = if over { Stage::Done } else { Stage::Windows };
                } else if over || *work * 100 >= self.most * WINDOWS {
                    self.stage = Stage::Prove;
                }
            }
            Stage::Glance | Stage::Prove => {
                if let Some(found) = self.search.step(task, best.cost, work) {
                    self.thinning = Some(Thin::new(task, found));
                }
                if self.search.is_over() {
                    self.stage = Stage::Done;
                } else if self.stage == Stage::Glance && task.size() > SMALL && *work >= GLANCE {
                    self.stage = Stage::Windows;
                }
            }
            Stage::Done => return false,
        }
        true
    }

    /// Work done so far, of at most [`WORK`].
    #[must_use]
    pub fn work(&self) -> u64 {
        self.work
    }

    /// Allows so much work in all, instead of [`WORK`].
    pub fn allow(&mut self, work: u64) {
        self.most = work;
    }

    /// What the lessons cost this learner before the quotas, in hundred-thousandths of a minute: what is made
    /// least.
    #[must_use]
    pub fn cost(&self) -> u64 {
        self.best.cost
    }

    /// Lessons that can matter for the goals, after those that another one always does better were left out.
    #[must_use]
    pub fn relevant(&self) -> usize {
        self.task.size()
    }

    /// Proved to be the best there is.
    #[must_use]
    pub fn exact(&self) -> bool {
        self.best.lessons.is_empty() || (self.search.is_over() && self.thinning.is_none())
    }

    /// The best path so far.
    #[must_use]
    pub fn plan(&self) -> Plan {
        explain::plan(self)
    }

    /// The other ways of a step and what each would cost, least first: Σ minutes of the path with it in for
    /// certain, less Σ minutes of this path.
    #[must_use]
    pub fn alternatives(&self, plan: &Plan, step: &Step) -> Vec<Alternative> {
        explain::alternatives(self, plan, step)
    }

    /// The lessons chosen, before the quotas, by number in the curriculum.
    fn chosen(&self) -> Vec<u32> {
        self.best.lessons.iter().map(|&l| self.task.lesson[l as usize]).collect()
    }

    fn minutes(&self, lessons: &[u32]) -> u32 {
        let of = |&l: &u32| affinity::minutes(&self.graph.curriculum.lessons[l as usize], &self.profile);
        lessons.iter().map(of).fold(0, u32::saturating_add)
    }
}

/// What of a request is not taken as it stands, or has nothing to do.
fn aside(graph: &Graph<'_>, profile: &Profile, known: &State, request: &Request) -> Vec<Reason> {
    let mut aside = Vec::new();
    let dangling = request.goals.iter().filter(|o| o.index() >= graph.objectives()).count()
        + request.pins.iter().chain(&request.excludes).filter(|l| l.index() >= graph.lessons()).count();
    if dangling > 0 {
        aside.push(Reason::new("aside-unknown-id").with("n", Arg::Int(dangling as i64)));
    }
    if request.goals.is_empty() && request.pins.is_empty() {
        aside.push(Reason::new("aside-no-goal"));
    }
    for goal in sorted(request.goals.iter().copied().filter(|&o| o.index() < graph.objectives() && known.contains(o))) {
        aside.push(Reason::new("aside-goal-known").with("objective", Arg::Objective(goal)));
    }
    if profile.extra_percent > affinity::MOST_EXTRA {
        aside.push(Reason::new("aside-extra-time").with("n", Arg::Int(affinity::MOST_EXTRA.into())));
    }
    aside
}

fn sorted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}
