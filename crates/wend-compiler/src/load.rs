//! What each file is for, by its path alone, and its bytes as text.
//!
//! Lessons are the `.md` files under `lessons/`, where there are any. Without, the folder itself is the curriculum, with
//! or without a `curriculum.toml`: every `.md` is a lesson, and writing its id into the folder changes no lesson's id. A `README.md` there is one only if there is no
//! other Markdown, because it mostly speaks to whoever looks after the folder; its heading is the site's title then. Names that begin with a dot are ignored.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use wend_diagnostics::{Diagnostic, FileId, Severity, Span, codes};
use wend_plugin::{Origin, Plugin, Registry};

use crate::world::{Entry, Listing, Problem, ProblemKind};
use crate::{ids, plugins, source};

/// A text file above this is left out; see `io/too-large`.
pub(crate) const MAX_TEXT: u64 = 16 * 1024 * 1024;
/// The curriculum's settings.
pub(crate) const CONFIG: &str = "curriculum.toml";
/// A text file above this is warned of.
const LONG_TEXT: u64 = 1024 * 1024;

/// What a file is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Config,
    Objectives,
    /// With its id.
    Lesson(Arc<str>),
    /// With its id, beginning with `items/`.
    Items(Arc<str>),
    /// With its id.
    Path(Arc<str>),
    /// With its file's name.
    Learner(Arc<str>),
    /// A plain folder's `README.md`, which gives the site its title.
    Readme,
    /// Copied whole, to this path of the site.
    Static(String),
    /// Over the theme's file of this path.
    Theme(String),
    /// May be shown or linked by a lesson, and is copied then, to this path of the site.
    Beside(String),
}

impl Role {
    /// Whether there are blocks in it, so that what it means depends on the plugins.
    pub(crate) fn has_blocks(&self) -> bool {
        matches!(self, Role::Lesson(_) | Role::Items(_))
    }

    /// Whether the compiler reads it as text.
    pub(crate) fn is_text(&self) -> bool {
        !matches!(self, Role::Static(_) | Role::Theme(_) | Role::Beside(_))
    }
}

/// A file and what it is for.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) entry: Entry,
    pub(crate) role: Role,
}

/// All files that matter, in natural order of their paths.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    pub(crate) files: Vec<File>,
    /// Where lessons are looked for: `lessons/`, or the folder itself (empty).
    pub(crate) root: &'static str,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Says what each file of a listing is for.
pub(crate) fn layout(listing: Listing, registry: &Registry) -> Layout {
    let mut entries = listing.files;
    entries.retain(|entry| !is_hidden(&entry.path));
    entries.sort_by(|a, b| natural(&a.path, &b.path));
    entries.dedup_by(|a, b| a.path == b.path);
    let has_config = entries.iter().any(|entry| entry.path.as_ref() == CONFIG);
    let has_lessons = entries.iter().any(|entry| entry.path.starts_with("lessons/") && is_markdown(&entry.path));
    let has_objectives = entries.iter().any(|entry| entry.path.starts_with("objectives") && is_toml(&entry.path));
    let is_page = |path: &str| is_markdown(path) && !is_readme(path) && special(path).is_none();
    let has_markdown = entries.iter().any(|entry| is_page(&entry.path));
    // Somebody who has begun with objectives means to put lessons into `lessons/`.
    let plain = !has_lessons && (!has_config || has_markdown && !has_objectives);
    let root = if plain { "" } else { "lessons/" };
    let only_readme = !entries
        .iter()
        .any(|entry| is_markdown(&entry.path) && !is_readme(&entry.path) && special(&entry.path).is_none());
    let mut layout = Layout { root, ..Layout::default() };
    for problem in listing.problems {
        layout.diagnostics.push(report(&problem));
    }
    let assets: BTreeMap<String, String> = registry.plugins().iter().flat_map(assets_of).collect();
    for entry in entries {
        if entry.path.starts_with(plugins::FOLDER) {
            if let Some(path) = assets.get(entry.path.as_ref()) {
                let role = Role::Static(path.clone());
                layout.files.push(File { entry, role });
            }
        } else if source::reader(registry, &entry.path).is_some() {
            let inner = entry.path.strip_prefix(root).unwrap_or(&entry.path);
            let role = Role::Lesson(lesson_id(inner).into());
            layout.files.push(File { entry, role });
        } else if let Some(role) = role(&entry.path, root, only_readme) {
            let skipped = matches!(role, Role::Lesson(_)) && source::skipped(registry, &entry.path);
            let role = if skipped { beside(entry.path.strip_prefix(root).unwrap_or(&entry.path)) } else { role };
            layout.files.push(File { entry, role });
        } else if let Some(diagnostic) = stray(&entry.path, has_config)
            && !layout.diagnostics.contains(&diagnostic)
        {
            layout.diagnostics.push(diagnostic);
        }
    }
    layout
}

/// Files of a plugin of the curriculum that the site gets: where each is, and where it goes.
fn assets_of(plugin: &Plugin) -> impl Iterator<Item = (String, String)> {
    let own = plugin.origin() == Origin::Curriculum;
    let assets = plugin.manifest().assets.iter().filter(move |_| own);
    assets.map(|asset| {
        (format!("{}{}/{}", plugins::FOLDER, plugin.folder().name, asset.value), plugin.asset(&asset.value))
    })
}

pub(crate) fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') || part == "node_modules")
}

fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, ext)| ext)
}

fn is_markdown(path: &str) -> bool {
    let extension = extension(path);
    extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
}

fn is_toml(path: &str) -> bool {
    extension(path).eq_ignore_ascii_case("toml")
}

pub(crate) fn is_readme(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    stem(name).eq_ignore_ascii_case("readme")
}

fn stem(path: &str) -> &str {
    path.rsplit_once('.').filter(|(_, ext)| !ext.contains('/')).map_or(path, |(stem, _)| stem)
}

/// The folders that mean something, and the path within them.
fn special(path: &str) -> Option<(&str, &str)> {
    let (folder, rest) = path.split_once('/')?;
    FOLDERS.contains(&folder).then_some((folder, rest))
}

const FOLDERS: [&str; 7] = ["objectives", "items", "paths", "learners", "plugins", "theme", "static"];

fn role(path: &str, root: &str, only_readme: bool) -> Option<Role> {
    match path {
        CONFIG => return Some(Role::Config),
        "objectives.toml" => return Some(Role::Objectives),
        _ => {}
    }
    if let Some((folder, rest)) = special(path) {
        let id = || Arc::from(ids::normal(stem(rest)));
        let role = match folder {
            "objectives" if is_toml(rest) => Some(Role::Objectives),
            "items" if is_markdown(rest) => Some(Role::Items(ids::normal(stem(path)).into())),
            "paths" if is_toml(rest) => Some(Role::Path(id())),
            "learners" if is_toml(rest) => Some(Role::Learner(id())),
            "static" => Some(Role::Static(ids::normal(rest))),
            "theme" => Some(Role::Theme(rest.to_owned())),
            "items" => Some(Role::Beside(ids::normal(path))),
            _ => None,
        };
        // A plain folder may well have a folder `learners/` of lessons.
        let lessons = root.is_empty() && matches!(folder, "objectives" | "paths" | "learners");
        if role.is_some() || !lessons {
            return role;
        }
    }
    let inner = path.strip_prefix(root)?;
    if is_markdown(inner) {
        if root.is_empty() && is_readme(inner) && !only_readme {
            return (!inner.contains('/')).then_some(Role::Readme);
        }
        return Some(Role::Lesson(lesson_id(inner).into()));
    }
    Some(beside(inner))
}

/// A file that lessons may show or link, by its path from where lessons are looked for.
fn beside(inner: &str) -> Role {
    Role::Beside(format!("lessons/{}", ids::normal(inner)))
}

/// A lesson's id: its path without `.md`; `index.md` takes its folder's.
fn lesson_id(inner: &str) -> String {
    let id = stem(inner);
    let id = match id.strip_suffix("/index") {
        Some(folder) => folder,
        None => id,
    };
    ids::normal(id)
}

/// A word about a file that looks as if it were meant to be read.
fn stray(path: &str, has_config: bool) -> Option<Diagnostic> {
    let say = |what: &str, help: String| {
        Some(Diagnostic::new(&codes::config::STRAY_FILE, format!("nothing reads `{what}`")).at_path(what).help(help))
    };
    match path.split_once('/') {
        Some((folder @ ("objectives" | "paths" | "learners"), _)) if !is_readme(path) => {
            say(path, format!("files in `{folder}/` end in `.toml`"))
        }
        Some((folder, rest)) if has_config && (is_markdown(rest) || is_toml(rest)) => {
            let known = FOLDERS.into_iter().chain(["lessons"]);
            match wend_diagnostics::suggest(folder, known) {
                Some(near) if near != folder => {
                    say(&format!("{folder}/"), format!("did you mean the folder `{near}/`?"))
                }
                _ => None,
            }
        }
        None if is_toml(path) => say(
            path,
            match wend_diagnostics::suggest(path, ["curriculum.toml", "objectives.toml"]) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "settings are in `curriculum.toml` and `objectives.toml`".to_owned(),
            },
        ),
        _ => None,
    }
}

fn report(problem: &Problem) -> Diagnostic {
    let (code, what, help) = match problem.kind {
        ProblemKind::Unreadable => (
            &codes::io::UNREADABLE,
            "this can't be read",
            "check its permissions; what is in it is missing from the site",
        ),
        ProblemKind::SymlinkLoop => (
            &codes::io::SYMLINK_LOOP,
            "this link leads back to a folder above it and is not followed",
            "remove it, or let it lead to another folder",
        ),
        ProblemKind::Outside => {
            (&codes::io::LINK_OUTSIDE, "this link is not followed", "put a copy of what it leads to into the folder")
        }
        ProblemKind::Name => (&codes::io::BAD_NAME, "this file's name is not Unicode text", "rename the file"),
    };
    let message = if problem.message.is_empty() { what.to_owned() } else { format!("{what}: {}", problem.message) };
    Diagnostic::new(code, message).at_path(problem.path.clone()).help(help)
}

/// What is told of a file above [`MAX_TEXT`].
pub(crate) fn too_large(path: &str, size: u64) -> Diagnostic {
    Diagnostic::new(&codes::io::TOO_LARGE, format!("this file has {} MiB and is left out", size / LONG_TEXT))
        .at_path(path)
        .help("cut it into several files; data belongs into `static/`")
}

/// A file's bytes as text; what is not UTF-8 becomes �, and the first such place is reported.
pub(crate) fn text(file: FileId, path: &str, bytes: Vec<u8>, diagnostics: &mut Vec<Diagnostic>) -> Arc<str> {
    let size = bytes.len() as u64;
    if size > MAX_TEXT {
        diagnostics.push(too_large(path, size));
        return Arc::from("");
    }
    if size > LONG_TEXT {
        diagnostics.push(
            Diagnostic::new(
                &codes::io::TOO_LARGE,
                format!("this file has {} kB: nobody can read a page so long", size / 1024),
            )
            .severity(Severity::Warning)
            .at_path(path)
            .help("cut it into several files; data belongs into `static/`"),
        );
    }
    match String::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or(0);
            let wide = error.as_bytes().starts_with(&[0xff, 0xfe]) || error.as_bytes().starts_with(&[0xfe, 0xff]);
            let text = String::from_utf8_lossy(error.as_bytes());
            let start = at as u32;
            diagnostics.push(
                Diagnostic::new(
                    &codes::io::NOT_UTF8,
                    if wide {
                        "this file is UTF-16, not UTF-8".to_owned()
                    } else {
                        format!("this file is not UTF-8: the byte {byte:#04x} stands here")
                    },
                )
                .at(Span {
                    file,
                    start,
                    // The replacement character's three bytes.
                    end: start + 3,
                })
                .help("save the file as UTF-8"),
            );
            text.into()
        }
    }
}

/// Natural order of paths: part by part, numbers by their value, so that `2-half` comes before `10-tenths`. A `/` comes
/// before every other byte, which keeps a folder together.
pub(crate) fn natural(left: &str, right: &str) -> Ordering {
    let (a, b) = (left.as_bytes(), right.as_bytes());
    let rank = |byte: u8| if byte == b'/' { 0 } else { byte };
    let (mut i, mut j) = (0, 0);
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (m, n) = (digits(a, i), digits(b, j));
            let order = m.len().cmp(&n.len()).then_with(|| m.cmp(n));
            if order != Ordering::Equal {
                return order;
            }
            i += run(a, i);
            j += run(b, j);
        } else if x != y {
            return rank(x).cmp(&rank(y));
        } else {
            i += 1;
            j += 1;
        }
    }
    (a.len() - i).cmp(&(b.len() - j)).then_with(|| left.cmp(right))
}

/// The number of digits from here on.
fn run(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count()
}

/// The digits from here on, without leading zeros.
fn digits(bytes: &[u8], from: usize) -> &[u8] {
    let all = &bytes[from..from + run(bytes, from)];
    let zeros = all.iter().take_while(|b| **b == b'0').count();
    &all[zeros..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(mut list: Vec<&str>) -> Vec<&str> {
        list.sort_by(|a, b| natural(a, b));
        list
    }

    #[test]
    fn numbers_count_by_value() {
        assert_eq!(
            sorted(vec!["10-c.md", "2-b.md", "02-a.md", "1.md", "a/10", "a/9"]),
            ["1.md", "02-a.md", "2-b.md", "10-c.md", "a/9", "a/10"]
        );
    }

    #[test]
    fn a_folder_stays_together() {
        assert_eq!(
            sorted(vec!["beats-2", "beats/add", "beats", "beats/index"]),
            ["beats", "beats/add", "beats/index", "beats-2"]
        );
    }

    #[test]
    fn natural_order_is_total() {
        let names = ["a1", "a01", "a001", "a1b", "a", "1a", "", "0", "00"];
        for a in names {
            for b in names {
                assert_eq!(natural(a, b), natural(b, a).reverse(), "{a} {b}");
                assert_eq!(natural(a, b) == Ordering::Equal, a == b);
            }
        }
    }
}
