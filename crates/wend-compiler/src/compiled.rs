//! What the compiler gives back: the linked curriculum, and beside it what a site shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use wend_core::{Curriculum, InterestIx, LessonIx, ObjectiveIx, Profile, Request, State, member::Row, ticket::Ticket};
use wend_diagnostics::{Diagnostic, FileId, Severity, Sources, Span};
use wend_markup::Outline;
use wend_plugin::Words;

use crate::class::{ClassFile, Roster};
use crate::config::Config;
use crate::front::{ItemsFront, LessonFront};
use crate::learner::{LearnerFile, PathTemplate};
use crate::link::links::Links;
use crate::objective::ObjectiveDoc;
use crate::world::Stamp;

/// A curriculum, read, linked and checked. It is whole whatever was wrong: faulty parts are left out and reported.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// All texts. A [`FileId`] stays the same over the life of one [`crate::Compiler`].
    pub sources: Sources,
    /// `curriculum.toml`.
    pub config: Config,
    /// What the engine knows.
    pub curriculum: Curriculum,
    /// Lessons in the order of `curriculum.lessons`.
    pub lessons: Vec<LessonDoc>,
    /// Objectives in the order of `curriculum.objectives`.
    pub objectives: Vec<ObjectiveDoc>,
    /// Files of `items/`.
    pub item_files: Vec<ItemFileDoc>,
    /// Terms by id.
    pub terms: BTreeMap<String, Term>,
    /// Ready-made paths.
    pub paths: Vec<PathTemplate>,
    /// A teacher's roster. Never published unless asked for by name.
    pub learners: Vec<LearnerFile>,
    /// What class files say beside their learners.
    pub classes: Vec<ClassFile>,
    /// Files to copy, sorted by their path in the site.
    pub assets: Vec<Asset>,
    /// The curriculum's own files over the theme's, by their path under `theme/`.
    pub theme: BTreeMap<String, Arc<[u8]>>,
    /// Every link and picture of every lesson, looked up once.
    pub links: Links,
    /// Everything found, in file order.
    pub diagnostics: Vec<Diagnostic>,
    /// Block kinds.
    pub registry: Arc<wend_plugin::Registry>,
    /// There is no id yet: records would have no key to be kept by. `build` writes one.
    pub id_is_fresh: bool,
}

/// A lesson beside what the engine knows of it. What is behind an [`Arc`] is shared with the compiler's cache.
#[derive(Clone, Debug)]
pub struct LessonDoc {
    /// Its index.
    pub ix: LessonIx,
    /// Its id; the page is `lessons/<id>.html`.
    pub id: Arc<str>,
    /// Its path in the curriculum's folder.
    pub path: Arc<str>,
    /// The file in [`Compiled::sources`].
    pub file: FileId,
    /// As shown.
    pub title: String,
    /// The front matter.
    pub front: Arc<LessonFront>,
    /// Headings, links, pictures, words.
    pub outline: Arc<Outline>,
    /// Its items, in order, each with the objective it speaks of.
    pub items: Vec<ItemDoc>,
    /// The kinds of blocks it uses, sorted.
    pub kinds: Arc<[String]>,
    /// What it can be found by, where it has blocks: to make them a second time for that would cost what rendering costs.
    pub words: Option<Arc<Words>>,
    /// blake3 of its text.
    pub hash: [u8; 32],
}

/// An item of a lesson or an items file.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemDoc {
    /// The part of its id after `#`.
    pub local_id: String,
    /// The kind of its block.
    pub kind: Arc<str>,
    /// What it yields evidence about. `None` only where that could not be found out (there is a diagnostic then).
    pub objective: Option<ObjectiveIx>,
    /// Whether its answer is typed rather than picked.
    pub typed: bool,
    /// The number of options to pick from; 0 where there are none.
    pub options: u16,
    /// Where its block stands.
    pub span: Span,
}

/// A file of `items/`.
#[derive(Clone, Debug)]
pub struct ItemFileDoc {
    /// Its id, beginning with `items/`: items are `<id>#<local id>`.
    pub id: Arc<str>,
    /// Its path in the curriculum's folder.
    pub path: Arc<str>,
    /// The file in [`Compiled::sources`].
    pub file: FileId,
    /// The front matter.
    pub front: Arc<ItemsFront>,
    /// Headings, links, pictures, words.
    pub outline: Arc<Outline>,
    /// Its items, in order.
    pub items: Vec<ItemDoc>,
    /// The kinds of blocks it uses, sorted.
    pub kinds: Arc<[String]>,
    /// blake3 of its text.
    pub hash: [u8; 32],
}

/// A word that a lesson explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What `term:id` names.
    pub id: String,
    /// The word, as shown.
    pub title: String,
    /// The lesson that explains it.
    pub lesson: LessonIx,
    /// The id of the element on that lesson's page.
    pub anchor: String,
    /// Where it stands.
    pub span: Span,
}

/// A file that is copied into the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its path in the site.
    pub path: String,
    /// Its path in the curriculum's folder: [`crate::World::read`] gives the bytes.
    pub source: Arc<str>,
    /// What tells whether it changed.
    pub stamp: Stamp,
    /// Width and height in pixels, for pictures that a lesson shows and whose size can be told.
    pub size: Option<(u32, u32)>,
    /// It could run in the site's pages.
    pub code: bool,
    /// It could, and nobody trusts it: it is not copied.
    pub withheld: bool,
}

/// A learner's file with every id looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learner {
    /// What the engine needs to know.
    pub profile: Profile,
    /// What the teacher credits.
    pub known: State,
    /// What the path is asked for.
    pub request: Request,
    /// Goals of the learner's own that are set aside, and why.
    pub set_aside: Vec<(ObjectiveIx, String)>,
}

impl Compiled {
    /// Whether anything found is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether a plugin's scripts may run in the page itself: it comes with Wend, or `curriculum.toml` names it.
    pub fn trusts(&self, plugin: &wend_plugin::Plugin) -> bool {
        plugin.origin() == wend_plugin::Origin::Builtin
            || self.config.trust.iter().any(|name| name.value == plugin.name())
    }

    /// The document of a lesson.
    pub fn lesson(&self, ix: LessonIx) -> Option<&LessonDoc> {
        self.lessons.get(ix.index())
    }

    /// The document of an objective.
    pub fn objective(&self, ix: ObjectiveIx) -> Option<&ObjectiveDoc> {
        self.objectives.get(ix.index())
    }

    /// The learner of an alias in `learners/`.
    pub fn learner_named(&self, alias: &str) -> Option<&LearnerFile> {
        self.learners.iter().find(|learner| learner.alias.value == alias)
    }

    /// Looks up every id of a learner's file. Ids that don't exist are left out; they were reported when the file
    /// was compiled, and [`Compiled::foreign_learners`] reports those of a file from elsewhere.
    pub fn learner(&self, file: &LearnerFile) -> Learner {
        crate::link::learners::resolve(self, std::slice::from_ref(file)).pop().unwrap_or_default()
    }

    /// The ids of many learners, looked up at once.
    fn look_up(&self, files: &[LearnerFile]) -> Vec<Learner> {
        crate::link::learners::resolve(self, files)
    }

    /// What a learner's file says, in ids as they are called now: what a ticket and a teacher file hand over. Neither note
    /// is in it.
    pub fn rows(&self, files: &[LearnerFile]) -> Vec<Row> {
        let c = &self.curriculum;
        let objective = |ix: ObjectiveIx| c.objective(ix).map(|o| o.id.clone());
        let lesson = |ix: &LessonIx| c.lesson(*ix).map(|l| l.id.clone());
        let interest = |ix: InterestIx| c.interests.get(ix.index()).map(|i| i.id.clone());
        let row = |(file, learner): (&LearnerFile, Learner)| Row {
            ticket: Ticket {
                curriculum: c.id.clone(),
                alias: file.alias.value.clone(),
                goals: learner.request.goals.iter().copied().filter_map(objective).collect(),
                pins: learner.request.pins.iter().filter_map(lesson).collect(),
                excludes: learner.request.excludes.iter().filter_map(lesson).collect(),
                interests: learner
                    .profile
                    .interests
                    .iter()
                    .filter_map(|(ix, by)| Some((interest(*ix)?, *by)))
                    .collect(),
                avoid: learner.profile.avoid.iter().copied().filter_map(interest).collect(),
                forms: learner.profile.forms,
                support: file.support,
                autonomy: file.autonomy,
                weekly_minutes: file.weekly_minutes,
                extra_percent: file.extra_percent,
                deadline: file.path.deadline.as_ref().map(|day| day.value.clone()),
            },
            known: learner.known.iter().filter_map(objective).collect(),
            group: file.group,
            set_aside: learner.set_aside.into_iter().filter_map(|(ix, why)| Some((objective(ix)?, why))).collect(),
        };
        files.iter().zip(self.look_up(files)).map(row).collect()
    }

    /// The codes of `standards` in order, each with the ids of its objectives.
    pub fn standards(&self) -> Vec<(String, Vec<String>)> {
        let mut codes: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (doc, objective) in self.objectives.iter().zip(&self.curriculum.objectives) {
            for code in &doc.standards {
                codes.entry(code).or_default().push(objective.id.clone());
            }
        }
        codes.into_iter().map(|(code, ids)| (code.to_owned(), ids)).collect()
    }

    /// Reads a learner's or a class file that lies outside of the curriculum's folder. It becomes part of
    /// [`Compiled::sources`] so that its diagnostics can be shown. `None`: it is not a text that could be read.
    pub fn foreign_learners(&mut self, path: &str, bytes: &[u8]) -> (Option<Roster>, Vec<Diagnostic>) {
        crate::link::learners::foreign(self, path, bytes)
    }

    /// The interest of an id.
    pub fn interest(&self, id: &str) -> Option<InterestIx> {
        self.curriculum.interests.iter().position(|interest| interest.id == id).map(InterestIx::at)
    }

    /// The full id of an item in a lesson.
    pub fn item_id(lesson_or_file: &str, local: &str) -> String {
        format!("{lesson_or_file}#{local}")
    }
}
