//! One file becomes a summary of what the rest needs; its tree is dropped.
//!
//! A summary depends on the file's text, its role and the block kinds alone, so it is kept as long as these stay.

mod back;
mod page;

use std::sync::Arc;

use wend_diagnostics::{Diagnostic, FileId};
use wend_markup::FrontKind;
use wend_plugin::Registry;

pub(crate) use page::{Page, SourceItem, slug};

use crate::class::Roster;
use crate::config::Config;
use crate::data::{self, Table};
use crate::front::{ItemsFront, LessonFront};
use crate::learner::PathTemplate;
use crate::load::Role;
use crate::objective::{self, ObjectiveDef};

/// What is kept of one file.
#[derive(Clone, Debug)]
pub(crate) enum Summary {
    Config(Config),
    Objectives(Vec<ObjectiveDef>),
    Lesson(Arc<LessonFront>, Page),
    Items(Arc<ItemsFront>, Page),
    Path(PathTemplate),
    Roster(Roster),
    /// The heading of a plain folder's README.
    Readme(Option<String>),
    /// Not a text.
    None,
}

/// Reads one text by its role. Front matter that is `given` stands in place of a lesson's own.
pub(crate) fn parse(
    file: FileId,
    role: &Role,
    text: &str,
    given: Option<Table>,
    registry: &Registry,
    diagnostics: &mut Vec<Diagnostic>,
) -> Summary {
    match role {
        Role::Lesson(_) => {
            let (page, front) = page::read(file, text, registry, diagnostics);
            let front = given.unwrap_or(front);
            let front = LessonFront::read(&front, diagnostics);
            Summary::Lesson(Arc::new(front), page)
        }
        Role::Items(_) => {
            let (page, front) = page::read(file, text, registry, diagnostics);
            let front = ItemsFront::read(&front, diagnostics);
            Summary::Items(Arc::new(front), page)
        }
        Role::Config => Summary::Config(Config::read(file, &toml(file, text, diagnostics), diagnostics)),
        Role::Objectives => Summary::Objectives(objective::read(&toml(file, text, diagnostics), diagnostics)),
        Role::Path(id) => Summary::Path(PathTemplate::read(file, id, &toml(file, text, diagnostics), diagnostics)),
        Role::Learner(stem) => Summary::Roster(Roster::read(file, stem, &toml(file, text, diagnostics), diagnostics)),
        Role::Readme => {
            // It is not part of the site, so its faults are nobody's.
            let (parsed, _) = wend_markup::parse(file, text);
            Summary::Readme(wend_markup::outline(text, &parsed).h1.map(|title| title.value))
        }
        Role::Static(_) | Role::Theme(_) | Role::Beside(_) => Summary::None,
    }
}

/// A whole TOML file; a byte order mark is skipped.
pub(crate) fn toml(file: FileId, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let inner = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, found) = data::toml::parse(file, inner, (text.len() - inner.len()) as u32);
    diagnostics.extend(found);
    table
}

/// Front matter in its language.
fn front_matter(file: FileId, kind: FrontKind, text: &str, offset: u32, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let (table, found) = match kind {
        FrontKind::Toml => data::toml::parse(file, text, offset),
        FrontKind::Yaml => data::yaml::parse(file, text, offset),
    };
    diagnostics.extend(found);
    table
}
