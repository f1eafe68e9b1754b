//! Where one link or picture leads, or what is wrong with it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use indexmap::IndexMap;
use wend_core::LessonIx;
use wend_diagnostics::{Diagnostic, Span, Spanned, codes};
use wend_markup::{ImageUse, LinkKind, LinkUse};

use super::address::{decode, relative, scheme};
use super::links::Target;
use super::names::unknown;
use super::near::Near;
use super::refs::{Found, Scope};
use crate::ids;
use crate::load::Role;
use crate::parse::Page;
use meant::Stems;

mod meant;
mod wiki;

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
