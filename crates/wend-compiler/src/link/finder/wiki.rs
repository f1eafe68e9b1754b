//! Links by name: `[[name]]`.

use std::collections::{BTreeMap, BTreeSet};

use wend_core::LessonIx;
use wend_diagnostics::{Diagnostic, Span, Spanned, codes};

use super::{Finder, From};
use crate::ids;
use crate::link::address::{decode, scheme};
use crate::link::lessons;
use crate::link::links::Target;
use crate::link::names::unknown_near;
use crate::link::near::Near;

impl Finder<'_> {
    /// `[[name]]`: an id, the last part of one, a title, an objective or a term.
    pub(super) fn wiki(
        &self,
        from: &From<'_>,
        dest: &str,
        span: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Target> {
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
                let title = lessons::title(lesson).0;
                for name in BTreeSet::from([ids::fold(last), ids::fold(&title)]) {
                    short.entry(name).or_default().push(LessonIx::at(at));
                }
            }
            short
        })
    }
}
