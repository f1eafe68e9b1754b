//! A site as a plan: an ordered list of files, each of which can be hashed and made by itself, on any thread.

use std::sync::Arc;

use wend_compiler::{Compiled, LearnerFile};
use wend_diagnostics::Diagnostic;

use crate::Theme;

/// How to make the site.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where the site will be published (`https://…/`), for what needs a whole address. Links never do.
    pub base_url: Option<String>,
    /// The interface language; the curriculum's own where nothing is said. One plan is one language.
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
#[derive(Clone, Debug)]
pub struct SitePlan {
    /// The files, sorted by path.
    pub files: Vec<Planned>,
    /// What was wrong with the theme.
    pub diagnostics: Vec<Diagnostic>,
    compiled: Arc<Compiled>,
}

/// Plans the site of a curriculum. Quick: nothing is rendered here.
pub fn plan(compiled: Arc<Compiled>, theme: &Theme, options: &Options) -> SitePlan {
    let _ = (theme, options);
    SitePlan { files: Vec::new(), diagnostics: Vec::new(), compiled }
}

impl SitePlan {
    /// Makes a file. The result depends on nothing but what [`SitePlan::hash`] hashes.
    /// A [`Kind::Copy`] has no bytes here.
    pub fn render(&self, ix: usize) -> Rendered {
        let _ = ix;
        Rendered::default()
    }

    /// A hash of everything that goes into a file: equal hashes, equal bytes (of one version of this program).
    /// For a copy it is a hash of its source's stamp.
    pub fn hash(&self, ix: usize) -> [u8; 32] {
        let _ = ix;
        [0; 32]
    }

    /// The position of a file by its path.
    pub fn find(&self, path: &str) -> Option<usize> {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()
    }

    /// The published ids, for the site's manifest.
    pub fn published(&self) -> serde_json::Value {
        serde_json::to_value(wend_compiler::Ledger::of(&self.compiled)).unwrap_or_default()
    }
}
