//! The kinds of pages, one file each: what goes in (a context of [`crate::context`]), and the HTML that comes out.
//!
//! A page is made in two steps, so that its hash costs no rendering: the context and the sources of its text are
//! gathered ([`Gathered`]); the template and the text are rendered.

mod body;
mod lesson;
mod lists;
mod objective;
mod places;

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;
use wend_core::{LessonIx, ObjectiveIx};
use wend_markup::html::escape::escape_text;

use crate::context::{Extra, Page, Site, Spoken};
use crate::generated::{FRAME, page_script};
use crate::languages::FRONT_SCRIPT;
use crate::plan::Rendered;
use crate::shared::Shared;
use crate::templates::fault;
use crate::urls;

pub(crate) use body::files_of;
pub(crate) use lists::{List, order};

/// Where the teacher's desk stands, and what the kinds of its pages, their scripts and styles begin with.
const DESK: &str = "teach/";
pub(crate) const TEACH_PREFIX: &str = "teach-";
/// The desk's first page.
const TEACH: &str = "teach-today";
/// The one that shows the curriculum's ready-made paths.
const PLANNING: &str = "teach-plan";
/// The pages of the teacher's desk: the same for everybody, they name no learner.
pub(crate) const TEACH_PAGES: [&str; 6] =
    [TEACH, "teach-learners", "teach-learner", "teach-conference", PLANNING, "teach-print"];

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PageJob {
    Today,
    Lesson(LessonIx),
    Objective(ObjectiveIx),
    Map,
    Path,
    Me,
    /// A page that asks, by its kind.
    Ask(&'static str),
    /// A page of the teacher's desk, by its kind.
    Teach(&'static str),
    About,
    List(List),
    /// What is kept on the device, and what is shown for a page that is not.
    Offline,
    Missing,
}

/// What a page is made from.
struct Made<'a> {
    kind: &'static str,
    title: String,
    description: Option<String>,
    plugins: Vec<Extra>,
    /// Objectives that it may ask about, beside what its own text asks.
    asks: Vec<ObjectiveIx>,
    /// The page's own part of the context, under this name.
    name: &'static str,
    value: Box<dyn erased::Context + 'a>,
    /// Hash of what goes in beside the context: sources of text, link targets.
    sources: blake3::Hash,
}

/// A context whose type is forgotten.
mod erased {
    use super::*;

    pub(super) trait Context {
        fn json(&self) -> Vec<u8>;
        fn value(&self) -> Value;
    }

    impl<T: Serialize> Context for T {
        fn json(&self) -> Vec<u8> {
            serde_json::to_vec(self).unwrap_or_default()
        }

        fn value(&self) -> Value {
            Value::from(Serde(self))
        }
    }
}

impl PageJob {
    /// The page's path on disk.
    pub(crate) fn path(&self, shared: &Shared) -> String {
        let id = |kind: &str, id: &str| format!("{kind}/{id}.html");
        match self {
            PageJob::Today => "index.html".into(),
            PageJob::Lesson(ix) => id("lessons", &shared.compiled.curriculum.lessons[ix.index()].id),
            PageJob::Objective(ix) => id("objectives", &shared.compiled.curriculum.objectives[ix.index()].id),
            PageJob::Map => "map.html".into(),
            PageJob::Path => "path.html".into(),
            PageJob::Me => "me.html".into(),
            PageJob::Ask(kind) => format!("{kind}.html"),
            PageJob::Teach(TEACH) => format!("{DESK}index.html"),
            PageJob::Teach(kind) => format!("{DESK}{}.html", kind.trim_start_matches(TEACH_PREFIX)),
            PageJob::About => "about.html".into(),
            PageJob::List(list) => list.path(),
            PageJob::Offline => "offline.html".into(),
            PageJob::Missing => "404.html".into(),
        }
    }

    /// The plain page beside this one.
    fn markdown(&self, path: &str) -> Option<String> {
        let plain = matches!(self, PageJob::Lesson(_) | PageJob::Objective(_));
        let name = path.rsplit('/').next().filter(|_| plain)?;
        Some(urls::encode(&crate::plain::path(name)))
    }

    /// The way from the page to the root of the whole site, where its first language stands.
    fn top(&self, path: &str, shared: &Shared) -> String {
        match (self, &shared.options.base_url) {
            // A host shows this page under any address: relative links would lead astray.
            (PageJob::Missing, Some(url)) => {
                let after_scheme = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
                let path = after_scheme.find('/').map_or("/", |at| &after_scheme[at..]);
                format!("{}/", path.trim_end_matches('/'))
            }
            _ => urls::root(&format!("{}{path}", shared.folder())),
        }
    }

    /// The way from the page to the root of the site in its language.
    fn root(&self, path: &str, shared: &Shared) -> String {
        match (self, &shared.options.base_url) {
            (PageJob::Missing, Some(_)) => format!("{}{}", self.top(path, shared), shared.folder()),
            _ => urls::root(path),
        }
    }

    /// The same page in each language of the site; none where there is one language.
    fn languages<'a>(&self, path: &str, shared: &'a Shared) -> Vec<Spoken<'a>> {
        if shared.languages.len() == 1 {
            return Vec::new();
        }
        let top = self.top(path, shared);
        // Who searches the web for a page must be told whole addresses.
        let whole = shared.options.base_url.as_deref().filter(|url| url.contains("://"));
        let spoken = shared.languages.iter().enumerate().map(|(at, language)| {
            let place = format!("{}{}", language.folder, urls::encode(path));
            let href = format!("{top}{place}");
            Spoken {
                lang: &language.tag,
                dir: language.dir,
                name: &language.name,
                offer: &language.offer,
                address: whole.map_or_else(|| href.clone(), |url| format!("{}/{place}", url.trim_end_matches('/'))),
                href,
                current: at == shared.at,
            }
        });
        spoken.collect()
    }

    /// What the page is made from.
    pub(crate) fn gather<'a>(&'a self, shared: &'a Shared) -> Gathered<'a> {
        let root = self.root(&self.path(shared), shared);
        self.gather_at(shared, root)
    }

    /// The same with another way to the root of the site.
    pub(crate) fn gather_at<'a>(&'a self, shared: &'a Shared, root: String) -> Gathered<'a> {
        let path = self.path(shared);
        let mut made = self.made(shared, &root);
        if let Some(script) = page_script(shared, made.kind) {
            made.plugins.insert(0, Extra::script(script));
        }
        if matches!(self, PageJob::Today) && shared.languages.len() > 1 {
            made.plugins.extend(page_script(shared, FRONT_SCRIPT).map(Extra::script));
        }
        let mut frames = crate::bank::frames(shared, &made.asks);
        frames.extend(made.plugins.iter().filter_map(|plugin| plugin.frame.clone()));
        Gathered { page: self, shared, path, root, frames, made }
    }

    fn made<'a>(&self, shared: &'a Shared, root: &str) -> Made<'a> {
        match self {
            PageJob::Today => places::today(shared, root),
            PageJob::Lesson(ix) => lesson::gather(shared, root, *ix),
            PageJob::Objective(ix) => objective::gather(shared, root, *ix),
            PageJob::Map => places::map(shared, root),
            PageJob::Path => places::simple(shared, "path"),
            PageJob::Me => places::simple(shared, "me"),
            PageJob::Teach(PLANNING) => places::planning(shared, root, PLANNING),
            PageJob::Ask(kind) => Made { asks: crate::bank::all(shared).collect(), ..places::simple(shared, kind) },
            PageJob::Teach(kind) => places::simple(shared, kind),
            PageJob::About => places::about(shared),
            PageJob::List(list) => list.gather(shared, root),
            PageJob::Offline => places::simple(shared, "offline"),
            PageJob::Missing => places::simple(shared, "404"),
        }
    }
}

/// A page and what it is made from.
pub(crate) struct Gathered<'a> {
    page: &'a PageJob,
    shared: &'a Shared,
    /// Its path on disk.
    path: String,
    /// The way from there to the root of the site.
    root: String,
    /// Hashes of the scripts that run in its frames.
    frames: BTreeSet<String>,
    made: Made<'a>,
}

impl Gathered<'_> {
    /// Hash of everything the page is made from.
    pub(crate) fn hash(&self) -> [u8; 32] {
        let Gathered { shared, path, frames, made, .. } = self;
        let mut hasher = blake3::Hasher::new();
        hasher.update(shared.base.as_bytes());
        hasher.update(&serde_json::to_vec(&(made.kind, &made.title, &made.description, path)).unwrap_or_default());
        hasher.update(&serde_json::to_vec(&(&made.plugins, frames)).unwrap_or_default());
        hasher.update(&made.value.json());
        hasher.update(made.sources.as_bytes());
        *hasher.finalize().as_bytes()
    }

    /// Paths of the style sheets that its blocks need.
    pub(crate) fn styles(&self) -> impl Iterator<Item = &str> {
        self.made.plugins.iter().filter_map(|extra| extra.style.as_deref())
    }

    /// The page.
    pub(crate) fn render(self) -> Rendered {
        let template = format!("{}.html", self.made.kind);
        self.render_as(&template)
    }

    /// What a template makes of the page.
    pub(crate) fn render_as(self, template: &str) -> Rendered {
        let Gathered { page, shared, path, root, frames, made } = self;
        let mut diagnostics = Vec::new();
        let html = match page {
            PageJob::Lesson(ix) => Some(("body", body::lesson(shared, &root, *ix, &mut diagnostics))),
            PageJob::Objective(ix) => Some(("items_html", body::items(shared, &root, *ix, &mut diagnostics))),
            PageJob::Map => Some(("svg", crate::map::draw(shared, &root))),
            _ => None,
        };
        let about = Page {
            kind: made.kind,
            title: &made.title,
            description: made.description.as_deref(),
            root: &root,
            languages: page.languages(&path, shared),
            path: urls::encode(&path),
            markdown: page.markdown(&path),
            lang: &shared.lang,
            dir: shared.dir,
            plugins: made.plugins,
            frames,
        };
        let site = site(shared);
        let mut own = made.value.value();
        if let Some((key, html)) = html {
            let html = BTreeMap::from([(key, Value::from_safe_string(html))]);
            own = context! { ..own, ..Value::from(html) };
        }
        let context = Value::from(BTreeMap::from([
            ("page", Value::from(Serde(about))),
            ("site", Value::from(Serde(site))),
            (made.name, own),
        ]));
        let result = shared.env.get_template(template).and_then(|template| template.render(context));
        let bytes = result.unwrap_or_else(|error| {
            diagnostics.push(fault(&error));
            // A page that says what is wrong is more use than none.
            let mut text = String::from("<!doctype html><meta charset=\"utf-8\"><title>!</title><pre>");
            escape_text(&format!("{error:#}"), &mut text);
            text + "</pre>"
        });
        Rendered { bytes: bytes.into_bytes(), diagnostics }
    }
}

/// What templates are told of the site.
pub(crate) fn site(shared: &Shared) -> Site<'_> {
    let config = &shared.compiled.config;
    Site {
        id: &shared.compiled.curriculum.id,
        title: shared.title(),
        language: &config.language,
        lang: shared.words_lang(),
        licence: config.licence.as_deref(),
        description: config.description.as_deref(),
    }
}

/// Scripts and styles of the plugins that these kinds of blocks come from, and those that every page has.
fn plugins(shared: &Shared, kinds: &[String]) -> Vec<Extra> {
    let mut extras = for_blocks(shared, kinds.iter().map(String::as_str));
    extras.extend(shared.extras.iter().cloned());
    extras
}

/// Scripts and styles of the plugins that these kinds of blocks come from, in the order in which they must run.
pub(crate) fn for_blocks<'a>(shared: &Shared, kinds: impl Iterator<Item = &'a str>) -> Vec<Extra> {
    let mut extras: Vec<Extra> = Vec::new();
    for extra in kinds.flat_map(|kind| shared.extras(kind)) {
        if !extras.contains(extra) {
            extras.push(extra.clone());
        }
    }
    if extras.iter().any(|extra| extra.frame.is_some()) {
        extras.splice(0..0, page_script(shared, FRAME).map(Extra::script));
    }
    extras
}
