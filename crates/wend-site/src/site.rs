//! A whole site: the plan of each language of its pages, as one list of files.

use std::sync::Arc;

use wend_compiler::Compiled;
use wend_diagnostics::Diagnostic;

use crate::Theme;
use crate::offline::Made;
use crate::plan::{Gathered, Options, Planned, SitePlan, again, find, of_shared};
use crate::shared::Shared;

/// A site in all languages that its pages speak. With one language it is the same as a [`SitePlan`].
#[derive(Clone, Debug)]
pub struct Site {
    /// The files, sorted by path.
    pub files: Arc<[Planned]>,
    /// What was wrong with the theme and the languages.
    pub diagnostics: Vec<Diagnostic>,
    /// The plan of each language; that of the root comes first.
    plans: Vec<SitePlan>,
    /// In the order of `files`: which plan a file is of, and its position there.
    places: Arc<[(usize, usize)]>,
}

impl Site {
    /// Plans the site of a curriculum in the languages of its `curriculum.toml`, or in the one that the options name.
    /// Quick: nothing is rendered here.
    pub fn plan(compiled: Arc<Compiled>, theme: &Theme, options: &Options) -> Site {
        let (first, diagnostics) = Shared::of_all(compiled, theme, options);
        let others: Vec<Shared> = (1..first.languages.len()).map(|at| first.in_language(at)).collect();
        let first = of_shared(first, diagnostics);
        let diagnostics = first.diagnostics.clone();
        // What is wrong with their files was said of the first's, which are the same.
        let plans: Vec<SitePlan> =
            [first].into_iter().chain(others.into_iter().map(|shared| of_shared(shared, Vec::new()))).collect();
        let mut files: Vec<(Planned, (usize, usize))> = Vec::new();
        for (at, plan) in plans.iter().enumerate() {
            let folder = plan.shared.folder();
            files.extend(plan.files.iter().enumerate().map(|(ix, file)| {
                (Planned { path: format!("{folder}{}", file.path), kind: file.kind.clone() }, (at, ix))
            }));
        }
        files.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
        let (files, places): (Vec<_>, Vec<_>) = files.into_iter().unzip();
        Site { files: files.into(), diagnostics, plans, places: places.into() }
    }

    /// Plans the site again, with the theme and the options of an earlier plan: the same as [`Site::plan`], and quicker
    /// where only texts of lessons changed. `theme` is the one that this was made with.
    pub fn plan_again(&self, compiled: Arc<Compiled>, theme: &Theme) -> Site {
        let plans: Option<Vec<SitePlan>> = self.plans.iter().map(|plan| again(plan, &compiled)).collect();
        match plans {
            Some(plans) => Site { plans, ..self.clone() },
            None => Site::plan(compiled, theme, &self.plans[0].shared.options),
        }
    }

    fn place(&self, ix: usize) -> (&SitePlan, usize) {
        let (at, ix) = self.places.get(ix).copied().unwrap_or((0, usize::MAX));
        (&self.plans[at], ix)
    }

    /// Looks up what goes into a file, for its hash and for making it.
    pub fn gather(&self, ix: usize) -> Gathered<'_> {
        let (plan, ix) = self.place(ix);
        plan.gather(ix)
    }

    /// The position of a file by its path.
    pub fn find(&self, path: &str) -> Option<usize> {
        find(&self.files, path)
    }

    /// The published ids, for the site's manifest: the same in all languages.
    pub fn published(&self) -> serde_json::Value {
        self.plans[0].published()
    }

    /// The workers of all languages and their lists, with their paths, where the files turned out to be `made`, in the
    /// order of [`Site::files`]; see [`SitePlan::offline`].
    pub fn offline(&self, made: &[Made<'_>]) -> Vec<(String, Vec<u8>)> {
        let mut out = Vec::new();
        for (at, plan) in self.plans.iter().enumerate() {
            // One folder before all paths leaves their order as it is.
            let own = made.iter().zip(self.places.iter()).filter(|(_, place)| place.0 == at);
            let own: Vec<Made<'_>> = own.map(|(made, _)| *made).collect();
            let folder = plan.shared.folder();
            out.extend(plan.offline(&own).into_iter().map(|(path, bytes)| (format!("{folder}{path}"), bytes)));
        }
        out
    }
}
