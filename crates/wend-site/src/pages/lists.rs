//! Every lesson on a list, so that all can be reached without JavaScript.

use std::ops::Range;

use wend_core::{LessonIx, StrandIx};

use super::{Made, places, plugins};
use crate::context::{self, Group, Turn};
use crate::shared::Shared;
use crate::strings::Args;

/// Lessons on one page: enough to scan, few enough to load on a slow line.
const ON_A_PAGE: usize = 200;

/// One page of the list of all lessons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// From 0.
    n: usize,
    /// How many pages there are.
    of: usize,
    /// Positions in the order of [`order`].
    lessons: Range<usize>,
}

/// The lessons by strand, those of no strand last; in a strand by catalog.
pub(crate) fn order(shared: &Shared) -> Vec<(Option<StrandIx>, LessonIx)> {
    let curriculum = &shared.compiled.curriculum;
    let lessons = (0..curriculum.lessons.len()).map(LessonIx::at);
    let mut order: Vec<_> = lessons.map(|ix| (curriculum.strand_of(ix), ix)).collect();
    order.sort_by_key(|&(strand, ix)| (strand.is_none(), strand, ix));
    order
}

impl List {
    /// The pages for so many lessons; one, be it empty.
    pub(crate) fn pages(lessons: usize) -> Vec<List> {
        let of = lessons.div_ceil(ON_A_PAGE).max(1);
        let page = |n: usize| List { n, of, lessons: n * ON_A_PAGE..((n + 1) * ON_A_PAGE).min(lessons) };
        (0..of).map(page).collect()
    }

    /// The page that others lead to.
    pub(crate) fn is_first(&self) -> bool {
        self.n == 0
    }

    pub(super) fn path(&self) -> String {
        path(self.n)
    }

    pub(super) fn gather<'a>(&self, shared: &'a Shared, root: &str) -> Made<'a> {
        let mut groups: Vec<(Option<StrandIx>, Group<'a>)> = Vec::new();
        for &(strand, ix) in &shared.listed[self.lessons.clone()] {
            let Some(way) = shared.way(root, ix) else { continue };
            match groups.last_mut() {
                Some((last, group)) if *last == strand => group.lessons.push(way),
                _ => {
                    let title = shared.strand(strand).map_or(shared.title(), |strand| strand.title);
                    groups.push((strand, Group { title, lessons: vec![way] }));
                }
            }
        }
        let turn = |n: usize| Turn { href: format!("{root}{}", path(n)), n: n + 1, current: n == self.n };
        let title = shared.t("list.title", &Args::new());
        let value = context::List {
            title: title.clone(),
            groups: groups.into_iter().map(|(_, group)| group).collect(),
            prev: self.n.checked_sub(1).map(turn),
            next: (self.n + 1 < self.of).then(|| turn(self.n + 1)),
            pages: if self.of > 1 { (0..self.of).map(turn).collect() } else { Vec::new() },
        };
        Made {
            kind: "list",
            title: if self.n == 0 { title } else { format!("{title} ({})", self.n + 1) },
            description: places::lead(shared, "list"),
            plugins: plugins(shared, &[]),
            asks: Vec::new(),
            name: "list",
            value: Box::new(value),
            sources: blake3::hash(b""),
        }
    }
}

fn path(n: usize) -> String {
    if n == 0 { "all/index.html".to_string() } else { format!("all/{}.html", n + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_cover_every_lesson_once() {
        for n in [0, 1, 200, 201, 1000] {
            let pages = List::pages(n);
            let covered: Vec<usize> = pages.iter().flat_map(|page| page.lessons.clone()).collect();
            assert_eq!(covered, (0..n).collect::<Vec<_>>());
            assert!(!pages.is_empty());
        }
        assert_eq!(List::pages(201)[1].path(), "all/2.html");
    }
}
