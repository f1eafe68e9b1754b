//! What a path that leads nowhere may have meant.

use std::collections::BTreeMap;

use wend_diagnostics::{Diagnostic, Span, codes};

use super::{Finder, From, Place};
use crate::link::address::relative;
use crate::link::lessons;
use crate::link::near::Near;

/// What files are called: the last part of the path without its ending, and the titles of lessons.
pub(super) struct Stems {
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

impl Finder<'_> {
    pub(super) fn broken(&self, from: &From<'_>, path: &str, span: Span) -> Diagnostic {
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
                let (title, written) = lessons::title(lesson);
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

    /// The file that is no lesson and whose path is most like this one, if their names are alike too.
    pub(super) fn near_file(&self, path: &str) -> Option<String> {
        let near = self.near_file.get_or_init(|| {
            let files = self.places.iter().filter(|(_, place)| matches!(place, Place::File(_)));
            Near::new(files.map(|(path, _)| path.as_str()))
        });
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        near.find(path)
            .filter(|found| wend_diagnostics::suggest(&stem(&name(path)), [stem(&name(found)).as_str()]).is_some())
    }
}
