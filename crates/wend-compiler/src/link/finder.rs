//! Where one link or picture leads, or what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use indexmap::IndexMap;
use wend_core::LessonIx;
use wend_diagnostics::{Diagnostic, Span, Spanned, codes};
use wend_markup::{ImageUse, LinkKind, LinkUse};

use super::address::{decode, relative, scheme};
use super::links::Target;
use super::names::{unknown, unknown_near};
use super::near::Near;
use super::refs::{Found, Scope};
use crate::ids;
use crate::load::Role;
use crate::parse::Page;

/// What a path in the curriculum's folder is.
#[derive(Clone, Copy)]
enum Place {
    Lesson(LessonIx),
    /// A file that may be copied: its position among the inputs.
    File(u32),
}

/// Looks links up; what it needs for that is made when first asked for.
pub(super) struct Finder<'a> {
    scope: &'a Scope<'a>,
    places: IndexMap<String, Place>,
    /// Lessons by the last part of their id, and by title; made when the first wikilink asks.
    short: OnceLock<BTreeMap<String, Vec<LessonIx>>>,
    near_file: OnceLock<Near>,
    stems: OnceLock<Stems>,
    near_wiki: OnceLock<Near>,
}

/// What files are called: the last part of the path without its ending, and the titles of lessons.
struct Stems {
    near: Near,
    paths: BTreeMap<String, Vec<String>>,
}

/// The last part of a path without its ending (a folder's for its index), as a slug.
fn stem(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let path = path.rsplit_once('.').filter(|(_, end)| !end.contains('/')).map_or(path, |(stem, _)| stem);
    let path = path.strip_suffix("/index").unwrap_or(path);
    crate::parse::slug(path.rsplit('/').next().unwrap_or(path))
}

/// A page whose links are being looked up.
pub(super) struct From<'a> {
    pub(super) path: &'a str,
    pub(super) page: &'a Page,
}

impl<'a> Finder<'a> {
    pub(super) fn new(scope: &'a Scope<'a>) -> Self {
        let mut places = IndexMap::with_capacity(scope.inputs.len());
        for (at, input) in scope.inputs.iter().enumerate() {
            if matches!(input.role, Role::Static(_) | Role::Beside(_)) {
                places.insert(ids::normal(&input.path), Place::File(at as u32));
            }
        }
        for (at, lesson) in scope.lessons.iter().enumerate() {
            places.insert(ids::normal(&lesson.input.path), Place::Lesson(LessonIx::at(at)));
        }
        Self {
            scope,
            places,
            short: OnceLock::new(),
            near_file: OnceLock::new(),
            stems: OnceLock::new(),
            near_wiki: OnceLock::new(),
        }
    }
}

impl Finder<'_> {
    /// All links and pictures of a page.
    pub(super) fn page(&self, from: &From<'_>) -> Found {
        let mut diagnostics = Vec::new();
        let outline = &from.page.outline;
        let mut links = Vec::with_capacity(outline.links.len() + outline.images.len());
        for link in &outline.links {
            let target = self.link(from, link, &mut diagnostics).unwrap_or(Target::Broken);
            links.push((link.dest.as_str().into(), target));
        }
        for image in &outline.images {
            let target = self.image(from, image, &mut diagnostics).unwrap_or(Target::Broken);
            links.push((image.dest.as_str().into(), target));
        }
        if !self.scope.html {
            for span in &outline.html {
                diagnostics.push(
                    Diagnostic::new(
                        &codes::markup::RAW_HTML,
                        "raw HTML is shown as text, because this curriculum does not allow it",
                    )
                    .at(*span)
                    .help("write it in Markdown, or allow it with html = true in curriculum.toml"),
                );
            }
        }
        links.sort_by(|a: &(Box<str>, Target), b| a.0.cmp(&b.0));
        links.dedup_by(|a, b| a.0 == b.0);
        let assets = links.iter().filter_map(|(_, target)| match target {
            Target::Asset(at, _) => Some(*at),
            _ => None,
        });
        Found { assets: assets.collect(), targets: links, diagnostics }
    }

    fn link(&self, from: &From<'_>, link: &LinkUse, diagnostics: &mut Vec<Diagnostic>) -> Option<Target> {
        let dest = link.dest.trim();
        if link.kind == LinkKind::Email {
            return Some(Target::External);
        }
        if dest.is_empty() {
            diagnostics.push(
                Diagnostic::new(&codes::link::BROKEN, "this link leads nowhere")
                    .at(link.span)
                    .help("write where it leads in the round brackets: [text](lesson.md)"),
            );
            return None;
        }
        if link.kind == LinkKind::Wiki {
            return self.wiki(from, dest, link.span, diagnostics);
        }
        if let Some(id) = dest.strip_prefix('#') {
            let id = decode(id);
            return match self.heading(from.page, &id, link.span, diagnostics) {
                Some(id) => Some(Target::Here(id)),
                None => Some(Target::Here("".into())),
            };
        }
        if let Some((scheme, rest)) = scheme(dest) {
            return self.schemed(scheme, rest, link.span, diagnostics);
        }
        match self.path(from, dest, link.span, diagnostics)? {
            (Ok(Place::Lesson(ix)), fragment) => {
                let fragment = fragment
                    .and_then(|id| self.heading(self.scope.lessons[ix.index()].page, &id, link.span, diagnostics));
                Some(Target::Lesson(ix, fragment))
            }
            (Ok(Place::File(at)), fragment) => Some(Target::Asset(at, fragment.map(Into::into))),
            (Err(path), _) => {
                diagnostics.push(self.broken(from, &path, link.span));
                None
            }
        }
    }

    fn schemed(&self, scheme: &str, rest: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Target> {
        let (id, fragment) = match rest.split_once('#') {
            Some((id, fragment)) => (id, Some(decode(fragment))),
            None => (rest, None),
        };
        let id = Spanned { value: decode(id), span };
        match scheme {
            "http" | "https" | "mailto" | "tel" => Some(Target::External),
            "lesson" => {
                let ix = self.scope.names.lesson(&id, diagnostics)?;
                let page = self.scope.lessons[ix.index()].page;
                let fragment = fragment.and_then(|f| self.heading(page, &f, span, diagnostics));
                Some(Target::Lesson(ix, fragment))
            }
            "objective" => {
                let ix = self.scope.names.objective(&id, diagnostics)?;
                // An objective that a lesson has of its own has no page: its links go to the lesson.
                let doc = &self.scope.docs[ix.index()];
                Some(match doc.own_of {
                    Some(lesson) => Target::Lesson(lesson, None),
                    None => Target::Objective(ix),
                })
            }
            "term" => {
                let name = ids::normal(&id.value);
                if self.scope.terms.contains_key(&name) {
                    return Some(Target::Term(name.into()));
                }
                diagnostics.push(unknown(
                    &codes::link::UNKNOWN_TERM,
                    "term",
                    &id,
                    self.scope.terms.keys().map(String::as_str),
                    &format!("explain it in some lesson: ::: glossary {name}"),
                ));
                None
            }
            _ => {
                diagnostics.push(
                    Diagnostic::new(
                        &codes::link::BAD_SCHEME,
                        format!("links that begin with `{scheme}:` are not allowed"),
                    )
                    .at(span)
                    .help("use a relative path, https:, mailto:, tel:, lesson:, objective: or term:"),
                );
                None
            }
        }
    }

    fn image(&self, from: &From<'_>, image: &ImageUse, diagnostics: &mut Vec<Diagnostic>) -> Option<Target> {
        let dest = image.dest.trim();
        if image.alt.trim().is_empty() {
            diagnostics.push(
                Diagnostic::new(&codes::link::NO_ALT, "this picture has no description")
                    .at(image.span)
                    .help("say what it shows between the square brackets: ![A bar of four beats](bar.png)"),
            );
        }
        match scheme(dest) {
            Some(("http" | "https", _)) => {
                diagnostics.push(
                    Diagnostic::new(
                        &codes::link::REMOTE_PICTURE,
                        "this picture is on another host, which would learn who reads what",
                    )
                    .at(image.span)
                    .help("put a copy beside the lesson (mind its licence), or link to it"),
                );
                return None;
            }
            Some((scheme, _)) => {
                diagnostics.push(
                    Diagnostic::new(
                        &codes::link::BAD_SCHEME,
                        format!("pictures that begin with `{scheme}:` are not allowed"),
                    )
                    .at(image.span)
                    .help("put the picture beside the lesson and write its name"),
                );
                return None;
            }
            None => {}
        }
        let missing = |path: &str| {
            let diagnostic =
                Diagnostic::new(&codes::link::MISSING_PICTURE, format!("there is no picture `{path}`")).at(image.span);
            match self.near_file(path) {
                Some(near) => diagnostic.help(format!("did you mean `{}`?", relative(from.path, &near))),
                None => diagnostic.help("put it beside the lesson, and write its path from there"),
            }
        };
        if dest.is_empty() {
            let found = Diagnostic::new(&codes::link::MISSING_PICTURE, "this picture does not say which file it is");
            diagnostics
                .push(found.at(image.span).help("write the file's name in the round brackets: ![A bar](bar.png)"));
            return None;
        }
        match self.path(from, dest, image.span, diagnostics)? {
            (Ok(Place::File(at)), fragment) => Some(Target::Asset(at, fragment.map(Into::into))),
            (Ok(Place::Lesson(_)), _) => {
                diagnostics.push(
                    Diagnostic::new(&codes::link::MISSING_PICTURE, "this is a lesson and not a picture")
                        .at(image.span)
                        .help("to link to it, leave out the `!`"),
                );
                None
            }
            (Err(path), _) => {
                diagnostics.push(missing(&path));
                None
            }
        }
    }

    /// A relative path with its fragment: what is there, or else the path within the curriculum's folder. `None`: the
    /// path is not allowed, and that was reported.
    fn path(
        &self,
        from: &From<'_>,
        dest: &str,
        span: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(Result<Place, String>, Option<String>)> {
        let (rest, fragment) = match dest.split_once('#') {
            Some((rest, fragment)) => (rest, Some(decode(fragment))),
            None => (dest, None),
        };
        let rest = rest.split('?').next().unwrap_or("");
        let rest = ids::normal(&decode(rest));
        let mut refuse = |why: &str, help: &str| {
            diagnostics.push(Diagnostic::new(&codes::link::BAD_SCHEME, why).at(span).help(help));
        };
        if rest.starts_with('/') || rest.starts_with('\\') {
            refuse(
                "a path that begins with `/` works on one machine or host only",
                "write the path from this file: ../kitchen/add.md",
            );
            return None;
        }
        if rest.contains('\\') {
            refuse("paths are written with `/`", "write `/` for `\\`");
            return None;
        }
        let mut parts: Vec<&str> = from.path.split('/').collect();
        parts.pop();
        for part in rest.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    if parts.pop().is_none() {
                        refuse(
                            "this path leads out of the curriculum's folder",
                            "put what it needs into the folder: beside the lesson, or into `static/`",
                        );
                        return None;
                    }
                }
                part => parts.push(part),
            }
        }
        let path = parts.join("/");
        Some((self.place(&path).ok_or(path), fragment))
    }

    /// What is at a path of the curriculum's folder: a file, the lesson of a folder, or where an alias leads.
    fn place(&self, path: &str) -> Option<Place> {
        if let Some(place) = self.places.get(path) {
            return Some(*place);
        }
        let inner = path.strip_prefix(self.scope.root)?;
        // `beats/` and `beats` for beats/index.md.
        if let Some(place) = self.places.get(&format!("{path}/index.md")) {
            return Some(*place);
        }
        let id = inner.strip_suffix(".md")?;
        let id = id.strip_suffix("/index").unwrap_or(id);
        self.scope.names.lessons.get(id).copied().map(Place::Lesson)
    }

    fn broken(&self, from: &From<'_>, path: &str, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::new(&codes::link::BROKEN, format!("there is no file `{path}`")).at(span);
        let stem = path.strip_suffix(".html").unwrap_or(path);
        let with_md = format!("{stem}.md");
        if self.places.contains_key(&with_md) {
            return diagnostic
                .help(format!("links to lessons end in `.md`: write `{}`", relative(from.path, &with_md)));
        }
        let name = relative(from.path, path);
        if name.starts_with("www.") {
            return diagnostic.help(format!("a place on the web begins with its scheme: write `https://{name}`"));
        }
        match self.alike(path) {
            Some(near) => diagnostic.help(format!("did you mean `{}`?", relative(from.path, near))),
            None => diagnostic.help("write the path from this file to the other, with `.md`"),
        }
    }

    /// The file that is most likely meant by a path that leads nowhere: one of the same name in another folder, one whose
    /// title is the name, one of almost the same name. That two paths share a folder says nothing.
    fn alike(&self, path: &str) -> Option<&str> {
        let stems = self.stems.get_or_init(|| {
            let mut stems: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for path in self.places.keys() {
                stems.entry(stem(path)).or_default().push(path.clone());
            }
            for lesson in self.scope.lessons {
                let (title, written) = super::lessons::title(lesson);
                let name = crate::parse::slug(&title);
                if written && !name.is_empty() {
                    let paths = stems.entry(name).or_default();
                    if paths.iter().all(|path| **path != *lesson.input.path) {
                        paths.push(lesson.input.path.to_string());
                    }
                }
            }
            let near = Near::new(stems.keys().map(String::as_str));
            Stems { near, paths: stems }
        });
        let wrong = stem(path);
        let name = if stems.paths.contains_key(&wrong) { wrong } else { stems.near.find(&wrong)? };
        let paths = stems.paths.get(&name)?;
        if let Some(near) = wend_diagnostics::suggest(path, paths.iter().map(String::as_str)) {
            return paths.iter().find(|path| **path == near).map(String::as_str);
        }
        // Of several the first in a folder that has most in common with the one that was written.
        let common = |other: &&str| path.split('/').filter(|part| other.split('/').any(|its| its == *part)).count();
        paths.iter().map(String::as_str).rev().max_by_key(common)
    }

    /// `[[name]]`: an id, the last part of one, a title, an objective or a term.
    fn wiki(&self, from: &From<'_>, dest: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Target> {
        let (name, fragment) = match dest.split_once('#') {
            Some((name, fragment)) => (name.trim(), Some(decode(fragment.trim()))),
            None => (dest, None),
        };
        if name.is_empty() {
            let id = fragment.unwrap_or_default();
            let id = self.heading(from.page, &id, span, diagnostics);
            return Some(Target::Here(id.unwrap_or_default()));
        }
        if let Some((scheme, rest)) = scheme(dest) {
            return self.schemed(scheme, rest, span, diagnostics);
        }
        let name = ids::normal(&decode(name));
        let bare = name.strip_suffix(".md").unwrap_or(&name);
        let lesson = match self.scope.names.lessons.get(bare) {
            Some(ix) => Some(*ix),
            None => match self.short().get(&ids::fold(bare)).map(Vec::as_slice) {
                Some([only]) => Some(*only),
                Some(several) => {
                    let ids: Vec<&str> = several.iter().map(|ix| self.scope.lessons[ix.index()].id.as_ref()).collect();
                    diagnostics.push(
                        Diagnostic::new(&codes::link::AMBIGUOUS, format!("`{name}` could be {}", ids.join(" or ")))
                            .at(span)
                            .help(format!("write the whole id: [[{}]]", ids[0])),
                    );
                    return None;
                }
                None => None,
            },
        };
        if let Some(ix) = lesson {
            let page = self.scope.lessons[ix.index()].page;
            let fragment = fragment.and_then(|f| self.heading(page, &f, span, diagnostics));
            return Some(Target::Lesson(ix, fragment));
        }
        if let Some(ix) = self.scope.names.objectives.get(bare) {
            return Some(match self.scope.docs[ix.index()].own_of {
                Some(lesson) => Target::Lesson(lesson, None),
                None => Target::Objective(*ix),
            });
        }
        if self.scope.terms.contains_key(bare) {
            return Some(Target::Term(bare.into()));
        }
        let near = self.near_wiki.get_or_init(|| {
            let known = self.scope.names.lessons.keys().chain(self.scope.terms.keys()).chain(self.short().keys());
            Near::new(known.map(String::as_str))
        });
        let id = Spanned { value: name.clone(), span };
        diagnostics.push(unknown_near(
            &codes::link::BROKEN,
            "lesson, objective or term",
            &id,
            near,
            "write a lesson's id, or the last part of it",
        ));
        None
    }

    fn short(&self) -> &BTreeMap<String, Vec<LessonIx>> {
        self.short.get_or_init(|| {
            let mut short: BTreeMap<String, Vec<LessonIx>> = BTreeMap::new();
            for (at, lesson) in self.scope.lessons.iter().enumerate() {
                let last = lesson.id.rsplit('/').next().unwrap_or(&lesson.id);
                let title = super::lessons::title(lesson).0;
                for name in BTreeSet::from([ids::fold(last), ids::fold(&title)]) {
                    short.entry(name).or_default().push(LessonIx::at(at));
                }
            }
            short
        })
    }

    /// The file that is no lesson and whose path is most like this one, if their names are alike too.
    fn near_file(&self, path: &str) -> Option<String> {
        let near = self.near_file.get_or_init(|| {
            let files = self.places.iter().filter(|(_, place)| matches!(place, Place::File(_)));
            Near::new(files.map(|(path, _)| path.as_str()))
        });
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        near.find(path)
            .filter(|found| wend_diagnostics::suggest(&stem(&name(path)), [stem(&name(found)).as_str()]).is_some())
    }

    /// A heading or block of a page, or a word that it is not there.
    fn heading(&self, page: &Page, id: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Box<str>> {
        if id.is_empty() {
            return None;
        }
        if page.has_anchor(id) {
            return Some(id.into());
        }
        // `[[lesson#Why twelve?]]` names a heading by its text.
        if let Some(heading) = page.outline.headings.iter().find(|heading| heading.text == id) {
            return Some(heading.id.as_str().into());
        }
        let headings = page.outline.headings.iter().map(|h| h.id.as_str());
        let known = headings.chain(page.anchors.iter().map(AsRef::as_ref));
        let id = Spanned { value: id.to_owned(), span };
        diagnostics.push(unknown(
            &codes::link::UNKNOWN_HEADING,
            "heading or block",
            &id,
            known,
            "a heading's id is its text in lower case with dashes",
        ));
        None
    }
}
