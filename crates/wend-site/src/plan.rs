//! A site as a plan: an ordered list of files, each of which can be hashed and made by itself, on any thread.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use wend_compiler::{Asset, Compiled, LearnerFile};
use wend_core::{LessonIx, ObjectiveIx};
use wend_diagnostics::{Diagnostic, codes};

use crate::Theme;
use crate::generated::Generated;
use crate::offline;
use crate::pages::{self, List, PageJob, TEACH_PAGES};
use crate::shared::Shared;

/// Where the settings of a site for one learner stand.
pub(crate) const LEARNER: &str = "assets/learner.js";

/// How to make the site.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where the site will be published (`https://…/`), for what needs a whole address. Links never do.
    pub base_url: Option<String>,
    /// The one language of the pages. Where nothing is said, a [`crate::Site`] has those that `curriculum.toml` names, and
    /// a [`SitePlan`], which is one language, the curriculum's own.
    pub language: Option<String>,
    /// Pages load `-/reload.js`, which `wend serve` answers and no build has.
    pub reload_script: bool,
    /// Make the site for this learner: path, interests and settings are preset. The private note stays out.
    pub learner: Option<LearnerFile>,
}

/// One file of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its path in the site, `/`-separated, as on disk (not percent-encoded).
    pub path: String,
    /// What makes it.
    pub kind: Kind,
}

/// What makes a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// [`SitePlan::render`] makes it: a page.
    Page,
    /// [`SitePlan::render`] makes it: scripts, styles, the catalog, files of the theme.
    Generated,
    /// A copy of a file of the curriculum; the caller reads it through its world.
    Copy {
        /// Its path in the curriculum's folder.
        source: Arc<str>,
    },
}

/// A file that was made.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// What was found while making it; the file is whole all the same.
    pub diagnostics: Vec<Diagnostic>,
}

/// A site that can make each of its files.
#[derive(Clone)]
pub struct SitePlan {
    /// The files, sorted by path.
    pub files: Arc<[Planned]>,
    /// What was wrong with the theme.
    pub diagnostics: Vec<Diagnostic>,
    /// In the order of `files`.
    pub(crate) jobs: Arc<[Job]>,
    pub(crate) shared: Arc<Shared>,
}

impl fmt::Debug for SitePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SitePlan").field("files", &self.files).finish_non_exhaustive()
    }
}

#[derive(Clone)]
pub(crate) enum Job {
    Page(PageJob),
    Generated(Generated),
    /// Its position among the assets.
    Copy(usize),
}

/// Plans the site of a curriculum in one language. Quick: nothing is rendered here.
pub fn plan(compiled: Arc<Compiled>, theme: &Theme, options: &Options) -> SitePlan {
    let (shared, diagnostics) = Shared::of_one(compiled, theme, options);
    of_shared(shared, diagnostics)
}

/// The plan of one language of a site; what was found is said with it.
pub(crate) fn of_shared(shared: Shared, mut diagnostics: Vec<Diagnostic>) -> SitePlan {
    let compiled = &shared.compiled;
    let mut jobs: BTreeMap<String, Job> = BTreeMap::new();
    let places = [PageJob::Today, PageJob::Map, PageJob::Path, PageJob::Me, PageJob::About, PageJob::Offline];
    let places = places.into_iter().chain([PageJob::Missing]);
    let asking = ["review", "slip", "placement"].into_iter().map(PageJob::Ask);
    let desk = TEACH_PAGES.into_iter().map(PageJob::Teach);
    let lessons = (0..compiled.lessons.len()).map(|ix| PageJob::Lesson(LessonIx::at(ix)));
    let objectives = (0..compiled.objectives.len())
        .filter(|&ix| compiled.objectives[ix].own_of.is_none())
        .map(|ix| PageJob::Objective(ObjectiveIx::at(ix)));
    let lists = List::pages(compiled.lessons.len()).into_iter().map(PageJob::List);
    for page in places.chain(asking).chain(desk).chain(lessons).chain(objectives).chain(lists) {
        jobs.insert(page.path(&shared), Job::Page(page));
    }
    for generated in Generated::all(&shared) {
        jobs.insert(generated.path(&shared), Job::Generated(generated));
    }
    // Names that differ in case only would be one file on some disks.
    let folded: BTreeSet<String> = jobs.keys().map(|path| path.to_lowercase()).collect();
    for (at, asset) in compiled.assets.iter().enumerate().filter(|(_, asset)| !asset.withheld) {
        let address = asset.path.to_lowercase();
        if folded.contains(&address) || offline::is_ours(&address) {
            let message = format!("`{}` has the address of a page or file that the site makes itself", asset.path);
            let found = Diagnostic::new(&codes::site::CLASH, message);
            diagnostics.push(found.at_path(&*asset.source).help("rename it; the site's own file is kept"));
            continue;
        }
        jobs.insert(asset.path.clone(), Job::Copy(at));
    }
    let kind = |job: &Job| match job {
        Job::Page(_) => Kind::Page,
        Job::Generated(_) => Kind::Generated,
        Job::Copy(at) => Kind::Copy { source: Arc::clone(&compiled.assets[*at].source) },
    };
    let files = jobs.iter().map(|(path, job)| Planned { path: path.clone(), kind: kind(job) }).collect();
    SitePlan { files, diagnostics, jobs: jobs.into_values().collect(), shared: Arc::new(shared) }
}

/// Plans the site of a curriculum again, with the theme and the options of an earlier plan: the same as [`plan`], and
/// quicker where only texts of lessons changed. `theme` is the one that `before` was made with.
pub fn plan_again(before: &SitePlan, compiled: Arc<Compiled>, theme: &Theme) -> SitePlan {
    again(before, &compiled).unwrap_or_else(|| plan(compiled, theme, &before.shared.options))
}

/// The same plan with other texts of lessons. `None`: more than that changed.
pub(crate) fn again(before: &SitePlan, compiled: &Arc<Compiled>) -> Option<SitePlan> {
    // What files there are depends on the curriculum's ids, which are the same then, and on what is copied.
    let assets = &before.shared.compiled.assets;
    let copied = assets.len() == compiled.assets.len()
        && assets
            .iter()
            .zip(&compiled.assets)
            .all(|(a, b)| (&a.path, &a.source, a.withheld) == (&b.path, &b.source, b.withheld));
    let own = |compiled: &Compiled| -> Vec<bool> { compiled.objectives.iter().map(|o| o.own_of.is_some()).collect() };
    let same = copied && own(&before.shared.compiled) == own(compiled);
    let shared = same.then(|| before.shared.again(Arc::clone(compiled))).flatten()?;
    Some(SitePlan { shared: Arc::new(shared), ..before.clone() })
}

/// A file that can be made: what goes into it was looked up.
pub struct Gathered<'p>(Inputs<'p>);

enum Inputs<'p> {
    Page(Box<pages::Gathered<'p>>),
    Generated(&'p Generated, &'p Shared),
    Copy(&'p Asset),
    Nothing,
}

impl Gathered<'_> {
    /// Makes the file. The result depends on nothing but what [`Gathered::hash`] hashes.
    /// A [`Kind::Copy`] has no bytes here.
    pub fn render(self) -> Rendered {
        match self.0 {
            Inputs::Page(page) => page.render(),
            Inputs::Generated(generated, shared) => generated.render(shared),
            Inputs::Copy(_) | Inputs::Nothing => Rendered::default(),
        }
    }

    /// A hash of everything that goes into the file: equal hashes, equal bytes (of one version of this program).
    /// For a copy it is a hash of its source's path and stamp.
    pub fn hash(&self) -> [u8; 32] {
        match &self.0 {
            Inputs::Page(page) => page.hash(),
            Inputs::Generated(generated, shared) => generated.hash(shared),
            Inputs::Copy(asset) => {
                let mut hasher = blake3::Hasher::new();
                hasher.update(asset.source.as_bytes()).update(&[0]);
                hasher.update(&asset.stamp.len.to_le_bytes()).update(&asset.stamp.version.to_le_bytes());
                *hasher.finalize().as_bytes()
            }
            Inputs::Nothing => [0; 32],
        }
    }
}

/// The position of a file by its path, among files that are sorted by theirs.
pub(crate) fn find(files: &[Planned], path: &str) -> Option<usize> {
    files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()
}

impl SitePlan {
    /// Looks up what goes into a file, for its hash and for making it.
    pub fn gather(&self, ix: usize) -> Gathered<'_> {
        Gathered(match self.jobs.get(ix) {
            Some(Job::Page(page)) => Inputs::Page(Box::new(page.gather(&self.shared))),
            Some(Job::Generated(generated)) => Inputs::Generated(generated, &self.shared),
            Some(Job::Copy(at)) => Inputs::Copy(&self.shared.compiled.assets[*at]),
            None => Inputs::Nothing,
        })
    }

    /// Makes a file; see [`Gathered::render`].
    pub fn render(&self, ix: usize) -> Rendered {
        self.gather(ix).render()
    }

    /// A hash of everything that goes into a file; see [`Gathered::hash`].
    pub fn hash(&self, ix: usize) -> [u8; 32] {
        self.gather(ix).hash()
    }

    /// The position of a file by its path.
    pub fn find(&self, path: &str) -> Option<usize> {
        find(&self.files, path)
    }

    /// The interface language of the plan.
    pub fn language(&self) -> &str {
        &self.shared.lang
    }

    /// The published ids, for the site's manifest.
    pub fn published(&self) -> serde_json::Value {
        serde_json::to_value(wend_compiler::Ledger::of(&self.shared.compiled)).unwrap_or_default()
    }
}
