//! What templates are given. Every key is always there; what is not said is `none` or an empty list.
//!
//! A theme's author reads this file as the reference. Every `href` is complete for the page it stands on.

use std::collections::BTreeSet;

use serde::Serialize;
use wend_core::{Approach, Depth, Place, Support};

/// `page`: the page itself.
#[derive(Serialize, Debug, Default)]
pub struct Page<'a> {
    /// `today`, `lesson`, `objective`, `map`, `path`, `me`, `about`, `list` or `404`.
    pub kind: &'a str,
    /// For `<title>`.
    pub title: &'a str,
    /// One sentence on what it holds.
    pub description: Option<&'a str>,
    /// The way to the root of the site: `""`, `"../"`, …
    pub root: &'a str,
    /// Its path in the site, percent-encoded.
    pub path: String,
    /// The same as plain Markdown, seen from the page.
    pub markdown: Option<String>,
    /// The interface language.
    pub lang: &'a str,
    /// `ltr` or `rtl`.
    pub dir: &'a str,
    /// The page in each language of the site, itself among them; empty where there is one language.
    pub languages: Vec<Spoken<'a>>,
    /// Scripts and styles beside the theme's, each by its path from the root.
    pub plugins: Vec<Extra>,
    /// Hashes in base64 of the scripts that may run in frames of the page: its content policy must allow each,
    /// `script-src 'self' 'sha256-…'`.
    pub frames: BTreeSet<String>,
}

/// A page in one of the site's languages.
#[derive(Serialize, Debug)]
pub struct Spoken<'a> {
    /// The language.
    pub lang: &'a str,
    /// `ltr` or `rtl`.
    pub dir: &'a str,
    /// What the language is called in itself.
    pub name: &'a str,
    /// Offers the site in this language, in this language.
    pub offer: &'a str,
    /// The page.
    pub href: String,
    /// The same for search engines: the whole address where the site has one.
    pub address: String,
    /// It is this page.
    pub current: bool,
}

/// A script, a style sheet, or both.
#[derive(Serialize, Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Extra {
    /// Path of the script from the root.
    pub script: Option<String>,
    /// Path of the style sheet from the root.
    pub style: Option<String>,
    /// The script makes frames. This is the hash of the one script that runs in them, in base64.
    pub frame: Option<String>,
}

impl Extra {
    /// A script.
    pub(crate) fn script(path: impl Into<String>) -> Self {
        Extra { script: Some(path.into()), ..Extra::default() }
    }

    /// A style sheet.
    pub(crate) fn style(path: impl Into<String>) -> Self {
        Extra { style: Some(path.into()), ..Extra::default() }
    }
}

/// `site`: the same on every page.
#[derive(Serialize, Debug)]
pub struct Site<'a> {
    /// The curriculum's id; empty where it has none yet.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The language of its lessons.
    pub language: &'a str,
    /// The same where the pages speak another one; templates call `own()` for what stands around its words.
    pub lang: Option<&'a str>,
    /// Its licence.
    pub licence: Option<&'a str>,
    /// One sentence on what it is.
    pub description: Option<&'a str>,
}

/// An interest, for its blaze.
#[derive(Serialize, Debug, Clone)]
pub struct Interest<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its word.
    pub title: &'a str,
    /// Its index in the catalog.
    pub index: usize,
    /// The sign the author chose, else the first letter.
    pub letter: String,
}

/// The strand a page belongs to.
#[derive(Serialize, Debug, Clone)]
pub struct Strand<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its index in the catalog.
    pub index: usize,
}

/// A link with its words.
#[derive(Serialize, Debug, Clone)]
pub struct To<'a> {
    /// Where.
    pub href: String,
    /// The words.
    pub title: &'a str,
    /// Index in the catalog.
    pub index: usize,
}

/// A lesson as it is offered on other pages.
#[derive(Serialize, Debug)]
pub struct Way<'a> {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: &'a str,
    /// The language of its text where that is not the page's.
    pub lang: Option<&'a str>,
    /// Its index in the catalog.
    pub index: usize,
    /// Interests it is set in.
    pub interests: Vec<Interest<'a>>,
    /// How it goes about it.
    pub approach: Option<Approach>,
    /// How much help it gives.
    pub support: Option<Support>,
    /// How long it takes; 0: not said.
    pub minutes: u16,
}

/// A requirement as a tree.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Needs<'a> {
    /// `all`, `any`, `at_least` or `objective`.
    pub op: &'static str,
    /// How many, for `at_least`.
    pub k: Option<u16>,
    /// The parts of `all`, `any` and `at_least`.
    pub of: Vec<Needs<'a>>,
    /// The objective's id.
    pub id: Option<&'a str>,
    /// The objective's index.
    pub index: Option<usize>,
    /// The objective's title.
    pub title: Option<&'a str>,
    /// Its page.
    pub href: Option<String>,
    /// Why, in the author's words.
    pub why: Option<&'a str>,
}

/// What a lesson teaches.
#[derive(Serialize, Debug)]
pub struct Can<'a> {
    /// "I can …".
    pub text: &'a str,
    /// The objective's id.
    pub id: &'a str,
    /// The objective's title.
    pub title: &'a str,
    /// Its page; none for an objective that is the lesson's own.
    pub href: Option<String>,
    /// Its index.
    pub index: usize,
}

/// `lesson`, beside `lesson.body`, which is HTML.
#[derive(Serialize, Debug)]
pub struct Lesson<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its index in the catalog.
    pub index: usize,
    /// Its title.
    pub title: &'a str,
    /// The language of its text where that is not the page's.
    pub lang: Option<&'a str>,
    /// The direction of that language, `ltr` or `rtl`.
    pub dir: Option<&'a str>,
    /// What it teaches.
    pub can: Vec<Can<'a>>,
    /// Where it belongs.
    pub strand: Option<Strand<'a>>,
    /// How long it takes; 0: not said.
    pub minutes: u16,
    /// How much help it gives.
    pub support: Option<Support>,
    /// How it goes about it.
    pub approach: Option<Approach>,
    /// Forms.
    pub form: &'a [String],
    /// Where it is done.
    pub place: Option<Place>,
    /// For two or more.
    pub together: bool,
    /// What to have at hand.
    pub bring: &'a [String],
    /// Interests it is set in.
    pub interests: Vec<Interest<'a>>,
    /// What it rests on.
    pub sources: Vec<&'a str>,
    /// What should be known first.
    pub needs: Option<Needs<'a>>,
    /// Other ways to learn the same.
    pub alternatives: Vec<Way<'a>>,
    /// What builds on it.
    pub useful_for: Vec<To<'a>>,
    /// Known mix-ups of what it teaches, for the tutor's brief: pairs of id and title, as JSON.
    pub brief: Option<String>,
}

/// A known misconception.
#[derive(Serialize, Debug)]
pub struct MixUp<'a> {
    /// Its id.
    pub id: &'a str,
    /// As shown.
    pub title: &'a str,
    /// A sentence about it.
    pub about: Option<&'a str>,
}

/// `objective`, beside `objective.items_html`.
#[derive(Serialize, Debug)]
pub struct Objective<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its index in the catalog.
    pub index: usize,
    /// Its title.
    pub title: &'a str,
    /// "I can …"; empty where it only repeats the title.
    pub can: &'a str,
    /// Where it belongs.
    pub strand: Option<Strand<'a>>,
    /// How deep it goes.
    pub depth: Depth,
    /// Standards it is aligned to.
    pub standards: &'a [String],
    /// What should be known first.
    pub needs: Option<Needs<'a>>,
    /// The lessons that teach it.
    pub lessons: Vec<Way<'a>>,
    /// What builds on it.
    pub useful_for: Vec<To<'a>>,
    /// Known misconceptions.
    pub mixups: Vec<MixUp<'a>>,
    /// The same for the tutor's brief: pairs of id and title, as JSON.
    pub brief: Option<String>,
    /// Made for a lesson that named none.
    pub own: bool,
}

/// A ready-made path.
#[derive(Serialize, Debug)]
pub struct PathCard<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// For whom it is.
    #[serde(rename = "for")]
    pub audience: Option<&'a str>,
    /// What it leads to.
    pub goals: Vec<To<'a>>,
    /// Lessons that are in it, by index.
    pub pins: Vec<usize>,
    /// Lessons that are not.
    pub excludes: Vec<usize>,
    /// The day to be there, `YYYY-MM-DD`.
    pub deadline: Option<&'a str>,
}

/// Where a teacher plans paths.
#[derive(Serialize, Debug)]
pub struct Planning<'a> {
    /// Ready-made paths to begin with.
    pub paths: Vec<PathCard<'a>>,
}

/// A strand on the first page.
#[derive(Serialize, Debug)]
pub struct StrandCard<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its index.
    pub index: usize,
    /// Its place on the map page.
    pub href: String,
    /// How many objectives it has.
    pub objectives: usize,
}

/// An objective on the first page.
#[derive(Serialize, Debug)]
pub struct Goal<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its index.
    pub index: usize,
    /// Its title.
    pub title: &'a str,
    /// "I can …".
    pub can: &'a str,
    /// Its page.
    pub href: String,
}

/// `today`.
#[derive(Serialize, Debug)]
pub struct Today<'a> {
    /// The vocabulary.
    pub interests: Vec<Interest<'a>>,
    /// What nothing else builds on: places to aim for.
    pub goals: Vec<Goal<'a>>,
    /// Ready-made paths.
    pub paths: Vec<PathCard<'a>>,
    /// Parts of the curriculum.
    pub strands: Vec<StrandCard<'a>>,
}

/// A strand with its objectives, in the order of learning.
#[derive(Serialize, Debug)]
pub struct StrandList<'a> {
    /// Its title.
    pub title: std::borrow::Cow<'a, str>,
    /// Its index; that of the last strand plus one for what belongs to none.
    pub index: usize,
    /// Its objectives.
    pub objectives: Vec<To<'a>>,
}

/// `map`, beside `map.svg`.
#[derive(Serialize, Debug)]
pub struct Map<'a> {
    /// The same as a list.
    pub strands: Vec<StrandList<'a>>,
    /// How many sheets stand beside the page, one a strand, where one in it would be too much.
    pub sheets: usize,
}

/// One weight.
#[derive(Serialize, Debug)]
pub struct Weight {
    /// Its key in `curriculum.toml`.
    pub key: &'static str,
    /// Its value, in thousandths.
    pub value: u16,
    /// What it does.
    pub doc: String,
}

/// `about`.
#[derive(Serialize, Debug)]
pub struct About<'a> {
    /// The weights of every decision.
    pub weights: Vec<Weight>,
    /// The rule of mastery, in a sentence.
    pub mastery: String,
    /// The curriculum's licence.
    pub licence: Option<&'a str>,
    /// Who wrote it.
    pub authors: &'a [String],
}

/// A heading and lessons.
#[derive(Serialize, Debug)]
pub struct Group<'a> {
    /// The heading.
    pub title: &'a str,
    /// The lessons.
    pub lessons: Vec<Way<'a>>,
}

/// Another page of a list.
#[derive(Serialize, Debug, Clone)]
pub struct Turn {
    /// The page.
    pub href: String,
    /// Its number, from 1.
    pub n: usize,
    /// Whether it is the one that is open.
    pub current: bool,
}

/// `list`: one page of all lessons.
#[derive(Serialize, Debug)]
pub struct List<'a> {
    /// The heading.
    pub title: String,
    /// The lessons by strand.
    pub groups: Vec<Group<'a>>,
    /// The page before.
    pub prev: Option<Turn>,
    /// The page after.
    pub next: Option<Turn>,
    /// All pages, where there is more than one.
    pub pages: Vec<Turn>,
}
