//! Placement without sampled states (on paper, or by a person): the objective that splits the others best.

use crate::{Graph, LessonIx, ObjectiveIx, State};

/// What every way to an objective needs, directly.
fn parents(graph: &Graph<'_>, objective: ObjectiveIx) -> State {
    let c = graph.curriculum;
    let own = c.objective(objective).map(|o| o.requires.binding()).unwrap_or_default();
    let mut all: State = own.into_iter().filter(|&o| o != objective && c.objective(o).is_some()).collect();
    // What each of its lessons asks for besides.
    let asks = |l: LessonIx| -> State { c.lessons[l.index()].requires.binding().into_iter().collect() };
    let mut teachers = graph.teachers(objective).map(asks);
    if let Some(first) = teachers.next() {
        let common = teachers.fold(first, |common, next| common.iter().filter(|&o| next.contains(o)).collect());
        all.extend(&common.iter().filter(|&o| o != objective && c.objective(o).is_some()).collect());
    }
    all
}

/// Everything that stands before (or after) an objective, by objective.
fn closure(direct: &[Vec<usize>]) -> Vec<State> {
    (0..direct.len())
        .map(|from| {
            let mut met = State::new();
            let mut stack = vec![from];
            while let Some(at) = stack.pop() {
                for &next in &direct[at] {
                    if met.insert(ObjectiveIx::at(next)) {
                        stack.push(next);
                    }
                }
            }
            met.remove(ObjectiveIx::at(from));
            met
        })
        .collect()
}

/// Among the `open` objectives, the one to ask next: it has the most open ones on both sides, that is the largest
/// min(ancestors, descendants); ties by index. A right answer then settles the ancestors, a wrong one the descendants:
/// both are given, with the objective itself in each. `None` when nothing is open.
#[must_use]
pub fn split(graph: &Graph<'_>, open: &State) -> Option<(ObjectiveIx, State, State)> {
    let size = graph.objectives();
    let up: Vec<Vec<usize>> =
        (0..size).map(|o| parents(graph, ObjectiveIx::at(o)).iter().map(ObjectiveIx::index).collect()).collect();
    let mut down = vec![Vec::new(); size];
    for (o, parents) in up.iter().enumerate() {
        parents.iter().for_each(|&parent: &usize| down[parent].push(o));
    }
    let (before, after) = (closure(&up), closure(&down));
    let count = |set: &State| set.iter().filter(|&o| open.contains(o)).count();
    let mut best: Option<(usize, ObjectiveIx)> = None;
    for o in open.iter().filter(|o| o.index() < size) {
        let splits = count(&before[o.index()]).min(count(&after[o.index()]));
        if best.is_none_or(|(most, _)| splits > most) {
            best = Some((splits, o));
        }
    }
    let (_, objective) = best?;
    let side = |set: &State| set.iter().filter(|&o| open.contains(o)).chain([objective]).collect();
    Some((objective, side(&before[objective.index()]), side(&after[objective.index()])))
}
