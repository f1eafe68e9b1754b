//! An edit of words: a few lessons changed in what only they themselves show.
//!
//! Whoever writes saves often, and mostly nothing changes that another page, the engine or a check could see: the same
//! headings, links, items and front matter stand around other words. Then the last result is kept, and only that
//! lesson's text, outline, places and findings are put in. Whenever it is not certain, the answer is "no", and
//! everything is linked anew; so this changes how long it takes and nothing else.

use std::cmp::Ordering;
use std::sync::Arc;

use wend_core::LessonIx;
use wend_diagnostics::{Diagnostic, FileId, Span, codes};

use crate::compiled::{Compiled, LessonDoc};
use crate::front::LessonFront;
use crate::ids;
use crate::link::names::Names;
use crate::link::{items, lessons};
use crate::parse::{Page, Summary};
use crate::world::{Entry, Listing};

/// More changed files than this are linked anew: it is no edit.
const MOST: usize = 32;

/// The last result, to be changed in place.
#[derive(Debug)]
pub(crate) struct Last {
    listing: Listing,
    /// Files there are.
    pub(crate) files: usize,
    /// Without sources.
    pub(crate) compiled: Compiled,
    names: Names,
    order: Order,
}

/// The order of findings: by file in the order of the listing, then by place.
#[derive(Debug)]
pub(crate) struct Order {
    /// Rank of each file, by id. Ids are given in the order in which files were first seen.
    rank: Vec<u32>,
}

/// A lesson before and after.
pub(crate) struct Edit<'a> {
    pub(crate) file: FileId,
    pub(crate) before: (&'a Summary, &'a [Diagnostic]),
    pub(crate) after: (&'a Summary, &'a [Diagnostic]),
    /// blake3 of its text.
    pub(crate) hash: [u8; 32],
}

impl Last {
    /// Keeps a result; none that could be different without a file having changed.
    pub(crate) fn keep(
        listing: Listing,
        files: usize,
        compiled: &Compiled,
        names: Names,
        order: Order,
    ) -> Option<Box<Last>> {
        let unreadable = compiled.diagnostics.iter().any(|d| d.code.code == codes::io::UNREADABLE.code);
        (!unreadable).then(|| Box::new(Last { listing, files, compiled: compiled.clone(), names, order }))
    }

    /// The files that were written since, or `None` if anything else happened to the folder.
    pub(crate) fn changed<'a>(&self, listing: &'a Listing) -> Option<Vec<&'a Entry>> {
        let (old, new) = (&self.listing, listing);
        if old.files.len() != new.files.len() || old.problems != new.problems {
            return None;
        }
        let mut changed = Vec::new();
        for (old, new) in old.files.iter().zip(&new.files) {
            if old.path != new.path || changed.len() > MOST {
                return None;
            }
            if old.stamp != new.stamp {
                changed.push(new);
            }
        }
        Some(changed)
    }

    /// Takes a new listing of the same files.
    pub(crate) fn listed(&mut self, listing: Listing) {
        self.listing = listing;
    }

    /// Puts a lesson's new words in. `None`: more than that is different, and the result is of no use any more.
    pub(crate) fn apply(&mut self, edit: &Edit<'_>) -> Option<()> {
        let (Summary::Lesson(old_front, old), Summary::Lesson(front, page)) = (edit.before.0, edit.after.0) else {
            return None;
        };
        let same = front == old_front && page.same_outside(old) && minutes(front, page) == minutes(old_front, old);
        if !same || self.would_be_reported(page) {
            return None;
        }
        let at = self.compiled.lessons.iter().position(|lesson| lesson.file == edit.file)?;
        let ix = LessonIx::at(at);
        let mut found = Vec::new();
        let items = items::of_lesson(page, ix, &self.names, &self.compiled.objectives, &mut found);
        let known = &self.compiled.lessons[at].items;
        let alike = items.len() == known.len()
            && items.iter().zip(known).all(|(new, old)| crate::ItemDoc { span: old.span, ..new.clone() } == *old);
        if !found.is_empty() || !alike {
            return None;
        }
        self.report(edit)?;
        for def in &page.terms {
            if let Some(term) = self.compiled.terms.get_mut(&ids::normal(&def.id.value))
                && term.lesson == ix
            {
                term.span = def.id.span;
            }
        }
        let doc = &mut self.compiled.lessons[at];
        *doc = LessonDoc {
            front: Arc::clone(front),
            outline: Arc::clone(&page.outline),
            kinds: Arc::clone(&page.kinds),
            words: page.words.clone(),
            items,
            hash: edit.hash,
            id: Arc::clone(&doc.id),
            path: Arc::clone(&doc.path),
            title: std::mem::take(&mut doc.title),
            ..*doc
        };
        Some(())
    }

    /// Whether linking would have something to say of these words. (What it says of links and ids, it would have said
    /// before.)
    fn would_be_reported(&self, page: &Page) -> bool {
        let html = !self.compiled.config.html && !page.outline.html.is_empty();
        html || page.outline.images.iter().any(|image| image.alt.trim().is_empty())
    }

    /// Replaces what was found in the file by what is found now. `None`: linking or checking had something to say of
    /// it too, or something in another file points here.
    fn report(&mut self, edit: &Edit<'_>) -> Option<()> {
        let here = |span: Span| span.file == edit.file;
        let placed = |d: &Diagnostic| d.primary.as_ref().is_some_and(|label| here(label.span)) && d.path.is_none();
        // An error may take findings of other files away, which follow from it.
        if !edit.before.1.iter().chain(edit.after.1).all(|d| placed(d) && !d.is_error()) {
            return None;
        }
        let mut known = edit.before.1.to_vec();
        self.order.sort(&mut known);
        let all = &mut self.compiled.diagnostics;
        let start = self.order.start(edit.file);
        let from = all.partition_point(|d| self.order.place(d) < Some(start));
        let upto = from + all[from..].iter().take_while(|d| placed(d)).count();
        let points_here = |d: &Diagnostic| {
            let edits = d.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
            d.primary.iter().chain(&d.labels).map(|label| label.span).chain(edits).any(here)
        };
        let elsewhere = all[..from].iter().chain(&all[upto..]);
        if all[from..upto] != known || elsewhere.into_iter().any(points_here) {
            return None;
        }
        let mut now = edit.after.1.to_vec();
        self.order.sort(&mut now);
        all.splice(from..upto, now);
        Some(())
    }
}

fn minutes(front: &LessonFront, page: &Page) -> u16 {
    front.minutes.unwrap_or_else(|| lessons::estimate(page))
}

impl Order {
    /// The order of the files of a listing, `known` ids in all.
    pub(crate) fn new(known: usize, ids: &[FileId]) -> Self {
        let mut rank = vec![u32::MAX; known];
        for (at, id) in ids.iter().enumerate() {
            rank[id.0 as usize] = at as u32;
        }
        Self { rank }
    }

    fn start(&self, file: FileId) -> (u32, u32, u32) {
        (self.rank.get(file.0 as usize).copied().unwrap_or(u32::MAX), 0, 0)
    }

    fn place(&self, diagnostic: &Diagnostic) -> Option<(u32, u32, u32)> {
        let span = diagnostic.primary.as_ref()?.span;
        Some((self.start(span.file).0, span.start, span.end))
    }

    /// File order, then place.
    pub(crate) fn sort(&self, diagnostics: &mut [Diagnostic]) {
        diagnostics.sort_by(|a, b| self.cmp(a, b));
    }

    fn cmp(&self, a: &Diagnostic, b: &Diagnostic) -> Ordering {
        self.place(a)
            .cmp(&self.place(b))
            .then_with(|| a.path.cmp(&b.path))
            .then_with(|| a.code.code.cmp(b.code.code))
            .then_with(|| a.message.cmp(&b.message))
    }
}
