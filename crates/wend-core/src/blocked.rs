//! Why an objective can't be reached: the nearest dead end, else the smallest cycle.

use std::collections::{BTreeMap, VecDeque};

use crate::{Arg, Graph, LessonIx, ObjectiveIx, Reason, State, readiness::Readiness};

/// Beyond so many objectives in a tangle, the first cycle met is good enough.
const MOST_STARTS: usize = 200;

/// What stays closed once all that can be learned was learned.
pub(crate) struct Blocked<'a> {
    graph: &'a Graph<'a>,
    usable: &'a [bool],
    end: Readiness<'a>,
}

/// All that usable lessons can reach from a state.
pub(crate) fn closure<'a>(graph: &'a Graph<'a>, known: &State, usable: &[bool]) -> Readiness<'a> {
    let mut holds = Readiness::new(graph, known);
    let mut open: Vec<LessonIx> = (0..graph.lessons()).filter(|&l| usable[l]).map(LessonIx::at).collect();
    open.retain(|&lesson| holds.open(lesson));
    while let Some(lesson) = open.pop() {
        for &o in graph.teaches(lesson.0) {
            open.extend(holds.learn(ObjectiveIx(o)).into_iter().filter(|l| usable[l.index()]));
        }
    }
    holds
}

impl<'a> Blocked<'a> {
    pub(crate) fn new(graph: &'a Graph<'a>, known: &State, usable: &'a [bool]) -> Self {
        Self { graph, usable, end: closure(graph, known, usable) }
    }

    pub(crate) fn reached(&self, objective: ObjectiveIx) -> bool {
        self.end.known().contains(objective)
    }

    pub(crate) fn opens(&self, lesson: LessonIx) -> bool {
        self.end.open(lesson)
    }

    /// Objectives that a closed lesson waits for.
    fn waits_for(&self, lesson: LessonIx) -> Vec<ObjectiveIx> {
        let objectives = self.graph.objectives();
        let mut out = Vec::new();
        let mut stack = vec![objectives + self.graph.root[lesson.index()] as usize];
        while let Some(node) = stack.pop() {
            if node < objectives {
                let objective = ObjectiveIx::at(node);
                if !self.reached(objective) {
                    out.push(objective);
                }
            } else if self.end.missing[node - objectives] > 0 {
                stack.extend(self.graph.inputs(node - objectives).iter().map(|&input| input as usize));
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// What an unreached objective waits for, or why nothing can give it.
    fn look(&self, objective: ObjectiveIx) -> Result<Vec<ObjectiveIx>, Reason> {
        let reason = |code| Reason::new(code).with("objective", Arg::Objective(objective));
        let Some(first) = self.graph.teachers(objective).next() else {
            return Err(reason("unreachable-nothing-teaches"));
        };
        let mut usable = self.graph.teachers(objective).filter(|l| self.usable[l.index()]).peekable();
        if usable.peek().is_none() {
            return Err(reason("unreachable-excluded").with("lesson", Arg::Lesson(first)));
        }
        let mut out = Vec::new();
        for lesson in usable {
            let waits = self.waits_for(lesson);
            if waits.is_empty() {
                return Err(reason("unreachable-never"));
            }
            out.extend(waits);
        }
        out.sort_unstable();
        out.dedup();
        Ok(out)
    }

    /// The reason for an objective that is not reached.
    pub(crate) fn reason(&self, objective: ObjectiveIx) -> Reason {
        self.search(vec![objective])
    }

    /// The reason for a pinned lesson that never opens.
    pub(crate) fn reason_of_lesson(&self, lesson: LessonIx) -> Reason {
        if !self.usable[lesson.index()] {
            let mut reason = Reason::new("unreachable-excluded").with("lesson", Arg::Lesson(lesson));
            if let Some(&o) = self.graph.curriculum.lessons[lesson.index()].teaches.first() {
                reason = reason.with("objective", Arg::Objective(o));
            }
            return reason;
        }
        let waits = self.waits_for(lesson);
        if waits.is_empty() {
            let taught = self.graph.curriculum.lessons[lesson.index()].teaches.first();
            let reason = Reason::new("unreachable-never");
            return taught.map_or(reason.clone(), |&o| reason.with("objective", Arg::Objective(o)));
        }
        self.search(waits)
    }

    fn search(&self, from: Vec<ObjectiveIx>) -> Reason {
        // Breadth first to the nearest dead end.
        let mut seen: BTreeMap<ObjectiveIx, Vec<ObjectiveIx>> = BTreeMap::new();
        let mut queue: VecDeque<ObjectiveIx> = from.into();
        while let Some(objective) = queue.pop_front() {
            if seen.contains_key(&objective) {
                continue;
            }
            match self.look(objective) {
                Err(reason) => return reason,
                Ok(waits) => {
                    queue.extend(waits.iter().filter(|o| !seen.contains_key(o)));
                    seen.insert(objective, waits);
                }
            }
        }
        // No dead end: something waits for itself. The smallest such circle.
        let mut best: Vec<ObjectiveIx> = Vec::new();
        for &start in seen.keys().take(MOST_STARTS) {
            if let Some(circle) = circle(&seen, start)
                && (best.is_empty() || circle.len() < best.len())
            {
                best = circle;
            }
        }
        if best.is_empty() {
            best = seen.keys().copied().take(1).collect();
        }
        Reason::new("unreachable-cycle").with("objectives", Arg::Objectives(best))
    }
}

/// The shortest way from an objective back to itself.
fn circle(waits: &BTreeMap<ObjectiveIx, Vec<ObjectiveIx>>, start: ObjectiveIx) -> Option<Vec<ObjectiveIx>> {
    let mut before: BTreeMap<ObjectiveIx, ObjectiveIx> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(objective) = queue.pop_front() {
        for &next in waits.get(&objective).map_or(&[][..], Vec::as_slice) {
            if next == start {
                let mut circle = vec![objective];
                while let Some(&previous) = before.get(circle.last()?) {
                    circle.push(previous);
                }
                circle.reverse();
                return Some(circle);
            }
            if next != start && !before.contains_key(&next) {
                before.insert(next, objective);
                queue.push_back(next);
            }
        }
    }
    None
}
