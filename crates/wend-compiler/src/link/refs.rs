//! Links and pictures: where each leads, and which files they bring into the site.
//!
//! A destination is a relative path (as on a code forge), `lesson:id`, `objective:id`, `term:id`, a `[[wikilink]]`, a
//! heading `#id`, or an address on the web. Anything else is refused, where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use indexmap::IndexMap;
use rayon::prelude::*;
use wend_diagnostics::{Diagnostic, FileId};

use super::Input;
use super::finder::{Finder, From};
use super::lessons::LessonIn;
use super::links::{Links, Target, Targets};
use super::names::Names;
use crate::compiled::{Asset, Term};
use crate::load::Role;
use crate::objective::ObjectiveDoc;
use crate::parse::{Page, Summary};

/// What links can lead to.
pub(crate) struct Scope<'a> {
    pub(crate) inputs: &'a [Input],
    pub(crate) root: &'a str,
    pub(crate) lessons: &'a [LessonIn<'a>],
    pub(crate) files: &'a [(&'a Input, &'a Page)],
    pub(crate) names: &'a Names,
    pub(crate) docs: &'a [ObjectiveDoc],
    pub(crate) terms: &'a BTreeMap<String, Term>,
    pub(crate) html: bool,
}

/// What was found the last time. Links are looked up again only on pages that changed, unless what links can lead to
/// changed: then everywhere.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    fingerprint: [u8; 32],
    /// Where each file to copy stood in the list of assets.
    positions: BTreeMap<u32, u32>,
    pages: IndexMap<FileId, Known>,
}

/// A page of the last time.
#[derive(Debug)]
struct Known {
    summary: Arc<Summary>,
    found: Arc<Found>,
    targets: Targets,
}

/// What was found on one page.
#[derive(Debug)]
pub(super) struct Found {
    /// Sorted; assets by their position among the inputs.
    pub(super) targets: Vec<(Box<str>, Target)>,
    pub(super) assets: Vec<u32>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Memo {
    /// Lets a page's new text stand for the old one: it has the same links and no findings.
    pub(crate) fn reworded(&mut self, file: FileId, summary: &Arc<Summary>) {
        if let Some(known) = self.pages.get_mut(&file) {
            known.summary = Arc::clone(summary);
        }
    }
}

/// Looks up every link of every page; gives the files to copy, sorted by their path in the site.
pub(crate) fn resolve(scope: &Scope<'_>, memo: &mut Memo, diagnostics: &mut Vec<Diagnostic>) -> (Links, Vec<Asset>) {
    let fingerprint = scope.fingerprint();
    let known = |input: &Input| {
        let known = memo.pages.get(&input.file).filter(|_| memo.fingerprint == fingerprint)?;
        Arc::ptr_eq(&known.summary, &input.summary).then_some(known)
    };
    let finder = OnceLock::new();
    let pages: Vec<(&Input, &Page)> =
        scope.lessons.iter().map(|lesson| (lesson.input, lesson.page)).chain(scope.files.iter().copied()).collect();
    let found: Vec<Arc<Found>> = pages
        .par_iter()
        .map(|(input, page)| match known(input) {
            Some(known) => known.found.clone(),
            None => {
                let finder = finder.get_or_init(|| Finder::new(scope));
                Arc::new(finder.page(&From { path: &input.path, page }))
            }
        })
        .collect();

    // Only now is it known which of the files beside lessons are wanted.
    let mut wanted: BTreeSet<u32> = (0..scope.inputs.len() as u32)
        .filter(|at| matches!(scope.inputs[*at as usize].role, Role::Static(_)))
        .collect();
    wanted.extend(found.iter().flat_map(|found| &found.assets));
    let mut assets: Vec<(u32, Asset)> = wanted
        .into_iter()
        .filter_map(|at| {
            let input = &scope.inputs[at as usize];
            let (Role::Static(path) | Role::Beside(path)) = &input.role else {
                return None;
            };
            let asset = Asset {
                path: path.clone(),
                source: input.path.clone(),
                stamp: input.stamp,
                size: None,
                code: false,
                withheld: false,
            };
            Some((at, asset))
        })
        .collect();
    assets.sort_by(|a, b| a.1.path.cmp(&b.1.path));
    let positions: BTreeMap<u32, u32> =
        assets.iter().enumerate().map(|(position, (at, _))| (*at, position as u32)).collect();
    let same = memo.positions == positions;
    let mut links = Links::default();
    let mut next = IndexMap::with_capacity(pages.len());
    for ((input, _), found) in pages.iter().zip(found) {
        let targets = match known(input).filter(|_| same || found.assets.is_empty()) {
            Some(known) => known.targets.clone(),
            None => found.placed(&positions),
        };
        links.set(input.file, targets.clone());
        diagnostics.extend(found.diagnostics.iter().cloned());
        next.insert(input.file, Known { summary: input.summary.clone(), found, targets });
    }
    *memo = Memo { fingerprint, positions, pages: next };
    (links, assets.into_iter().map(|(_, asset)| asset).collect())
}

impl Found {
    /// The targets, with assets by their position in the list of assets.
    fn placed(&self, positions: &BTreeMap<u32, u32>) -> Targets {
        let place = |(dest, target): &(Box<str>, Target)| {
            let target = match target {
                Target::Asset(at, fragment) => Target::Asset(positions.get(at).copied().unwrap_or(0), fragment.clone()),
                other => other.clone(),
            };
            (dest.clone(), target)
        };
        self.targets.iter().map(place).collect()
    }
}

impl Scope<'_> {
    /// A hash of all that the target of a link, or what is said about it, depends on beside the page it stands on.
    fn fingerprint(&self) -> [u8; 32] {
        let mut bytes = Vec::new();
        let mut text = |text: &str| {
            bytes.extend_from_slice(&(text.len() as u32).to_le_bytes());
            bytes.extend_from_slice(text.as_bytes());
        };
        text(self.root);
        for input in self.inputs {
            text(&input.path);
        }
        for lesson in self.lessons {
            text(&lesson.id);
            text(&lesson.input.path);
            text(lesson.front.title.as_ref().map_or("", |title| &title.value));
        }
        for (id, _) in &self.names.lessons {
            text(id);
        }
        for (id, _) in &self.names.objectives {
            text(id);
        }
        for id in self.terms.keys() {
            text(id);
        }
        let mut number = |number: u32| bytes.extend_from_slice(&number.to_le_bytes());
        number(u32::from(self.html));
        for (_, ix) in &self.names.lessons {
            number(ix.0);
        }
        for (_, ix) in &self.names.objectives {
            number(ix.0);
        }
        for taught in &self.names.teaches {
            number(taught.len() as u32);
            taught.iter().for_each(|ix| number(ix.0));
        }
        for doc in self.docs {
            number(doc.own_of.map_or(u32::MAX, |ix| ix.0));
        }
        for lesson in self.lessons {
            bytes.extend_from_slice(&lesson.page.face);
        }
        *blake3::hash(&bytes).as_bytes()
    }
}
