//! Where every link of every lesson leads, looked up once and asked often.

use std::sync::Arc;

use indexmap::IndexMap;
use wend_core::{LessonIx, ObjectiveIx};
use wend_diagnostics::FileId;

/// Where a link or picture leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A lesson's page, perhaps a heading on it.
    Lesson(LessonIx, Option<Box<str>>),
    /// An objective's page. (An objective without a page is its lesson.)
    Objective(ObjectiveIx),
    /// A term: look it up in [`crate::Compiled::terms`].
    Term(Box<str>),
    /// A heading or block on the same page.
    Here(Box<str>),
    /// A file that is copied: its position in [`crate::Compiled::assets`].
    Asset(u32, Option<Box<str>>),
    /// Somewhere else: the address as written.
    External,
    /// Nowhere; there is a diagnostic. Show the text without a link.
    Broken,
}

/// The targets of one page's links, sorted by the destination as written.
pub(crate) type Targets = Arc<[(Box<str>, Target)]>;

/// Every link's target, by file and by the destination as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    files: IndexMap<FileId, Targets>,
}

impl Links {
    /// Where `dest`, as written in `file`, leads. `None`: the file has no such link.
    pub fn target(&self, file: FileId, dest: &str) -> Option<&Target> {
        let links = self.files.get(&file)?;
        let at = links.binary_search_by(|(known, _)| known.as_ref().cmp(dest)).ok()?;
        Some(&links[at].1)
    }

    /// All links of a file, sorted by destination.
    pub fn of(&self, file: FileId) -> &[(Box<str>, Target)] {
        self.files.get(&file).map_or(&[], AsRef::as_ref)
    }

    /// Sets the links of one file, which must be sorted by destination.
    pub(crate) fn set(&mut self, file: FileId, links: Targets) {
        if !links.is_empty() {
            self.files.insert(file, links);
        }
    }
}
