//! The order of a path, where it is free. [`crate::path`] proposes one; what the learner would rather have first goes as far
//! forward as what lessons need allows.

use std::collections::BTreeMap;

use crate::{Graph, LessonIx, State, readiness::Readiness};

/// Steps in the order that is wished, as far as it can be walked; what is not named follows as it was proposed. `lesson`
/// says which lesson a step is; `steps` can be walked as they stand.
#[must_use]
pub fn in_order<S>(
    graph: &Graph<'_>,
    known: &State,
    steps: Vec<S>,
    lesson: impl Fn(&S) -> LessonIx,
    wished: &[LessonIx],
) -> Vec<S> {
    if wished.is_empty() {
        return steps;
    }
    let place: BTreeMap<LessonIx, usize> = wished.iter().enumerate().map(|(at, &lesson)| (lesson, at)).collect();
    let mut left = steps;
    left.sort_by_key(|step| place.get(&lesson(step)).copied().unwrap_or(wished.len()));
    let mut now = Readiness::new(graph, known);
    let mut out = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let open = left.iter().position(|step| now.open(lesson(step))).unwrap_or(0);
        let step = left.remove(open);
        for &o in graph.curriculum.lesson(lesson(&step)).map_or(&[][..], |lesson| &lesson.teaches) {
            now.add(o);
        }
        out.push(step);
    }
    out
}
