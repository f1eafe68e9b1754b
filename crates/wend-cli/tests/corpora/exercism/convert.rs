//! The track as a curriculum.
//!
//! - A concept is an objective; it requires what the exercise that teaches it asks for.
//! - An exercise is a lesson: its pages one after the other, under a front matter in TOML. One that teaches no concept
//!   (the track has one) has an objective of its own.
//! - Each page of a concept is one more lesson of that objective, under a front matter in YAML.
//!
//! The Markdown stays as it is, but for what would mean something else in a lesson than on the track's site:
//!
//! 1. `~~~~exercism/note` (also `caution` and `advanced`) holds Markdown there. It becomes a block `::: note`, if the
//!    curriculum is asked for so; as written it is a code fence of four marks, which must come out whole too.
//! 2. Links into the track's site (`/tracks/python/concepts/lists`, and `[concept:python/lists]()`, whose text that site reads
//!    as the address) go to the objective.
//! 3. The pages of an exercise are one text here, so one label can't name two addresses: a second definition that says the same
//!    is dropped; one that says something else is written into the links that use it.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::track::{Exercise, Track};

/// What becomes of `~~~~exercism/note`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Notes {
    /// The code fence it is.
    AsWritten,
    /// A block.
    AsBlocks,
}

/// How to convert.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Choice {
    /// Take in the exercises that are work in progress, and all concepts that have a name.
    pub(crate) wip: bool,
    pub(crate) notes: Notes,
    /// Whether the curriculum allows raw HTML.
    pub(crate) html: bool,
}

/// A lesson that was made.
pub(crate) struct Made {
    pub(crate) id: String,
    /// The pages it was made of.
    pub(crate) pages: Vec<String>,
    /// The concepts it teaches.
    pub(crate) teaches: Vec<String>,
}

/// The files of a curriculum, and what was made of what.
pub(crate) struct Converted {
    pub(crate) files: BTreeMap<String, String>,
    pub(crate) lessons: Vec<Made>,
}

pub(crate) fn convert(track: &Track, choice: Choice) -> Converted {
    let mut made = Converted { files: BTreeMap::new(), lessons: Vec::new() };
    let exercises: Vec<&Exercise> = track.exercises.iter().filter(|e| choice.wip || !e.wip).collect();
    let objectives: Vec<&str> = match choice.wip {
        true => track.concepts.keys().map(String::as_str).collect(),
        false => track.taught().into_iter().collect(),
    };

    made.files.insert("curriculum.toml".into(), settings(choice));
    made.files.insert("objectives.toml".into(), objectives_file(track, &objectives, &exercises));
    for exercise in &exercises {
        let pages = track.pages_of(&format!("exercises/concept/{}", exercise.slug));
        let front = format!("+++\ntitle = {}\nteaches = {}\n+++\n\n", quoted(&exercise.name), all(&exercise.concepts));
        // An objective of its own is for a lesson that names none.
        let front = if exercise.concepts.is_empty() { front.replace("teaches = []\n", "") } else { front };
        made.lesson(
            track,
            choice,
            &objectives,
            format!("exercises/{}", exercise.slug),
            &front,
            pages,
            &exercise.concepts,
        );
    }
    for concept in &objectives {
        for page in track.pages_of(&format!("concepts/{concept}")) {
            let id = page.trim_end_matches(".md").to_owned();
            let kind = id.rsplit('/').next().unwrap_or_default();
            let title = quoted(&format!("{}: {kind}", track.concepts[*concept]));
            let front = format!("---\ntitle: {title}\nteaches:\n  - {concept}\n---\n\n");
            made.lesson(track, choice, &objectives, id.clone(), &front, vec![page], &[(*concept).to_owned()]);
        }
    }
    made
}

impl Converted {
    #[allow(clippy::too_many_arguments, reason = "the parts of a lesson")]
    fn lesson(
        &mut self,
        track: &Track,
        choice: Choice,
        objectives: &[&str],
        id: String,
        front: &str,
        pages: Vec<&str>,
        teaches: &[String],
    ) {
        let mut text = front.to_owned();
        let mut defined = BTreeMap::new();
        for page in &pages {
            text.push_str(&lesson_text(&track.pages[*page], choice.notes, objectives, &mut defined));
            text.push('\n');
        }
        self.files.insert(format!("lessons/{id}.md"), text);
        let pages = pages.into_iter().map(str::to_owned).collect();
        self.lessons.push(Made { id, pages, teaches: teaches.to_vec() });
    }
}

fn settings(choice: Choice) -> String {
    let html = if choice.html { "html = true\n" } else { "" };
    format!(
        "id = \"exercism-python\"\ntitle = \"Python\"\nlanguage = \"en\"\nlicence = \"MIT\"\nauthors = [\"Exercism\"]\n{html}"
    )
}

fn objectives_file(track: &Track, objectives: &[&str], exercises: &[&Exercise]) -> String {
    let mut text = String::new();
    for concept in objectives {
        text.push_str(&format!("[{}]\ntitle = {}\n", quoted(concept), quoted(&track.concepts[*concept])));
        for exercise in exercises.iter().filter(|e| e.concepts.iter().any(|c| c == concept)) {
            text.push_str(&format!("requires = {}\n", all(&exercise.prerequisites)));
        }
        text.push('\n');
    }
    text
}

/// A text in quotes, for TOML and YAML alike.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text")
}

fn all(list: &[String]) -> String {
    serde_json::to_string(list).expect("texts")
}

/// A link definition: where it leads, and its title.
type Target = (String, String);

/// One page's text with what must be rewritten; `defined` are the definitions of the pages before it.
fn lesson_text(page: &str, notes: Notes, objectives: &[&str], defined: &mut BTreeMap<String, Target>) -> String {
    let page = match notes {
        Notes::AsWritten => page.to_owned(),
        Notes::AsBlocks => notes_as_blocks(page),
    };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut other: BTreeMap<String, Target> = BTreeMap::new();
    let parser = Parser::new_ext(&page, Options::ENABLE_TABLES);
    for (label, definition) in parser.reference_definitions().iter() {
        let target = (definition.dest.to_string(), definition.title.as_deref().unwrap_or_default().to_owned());
        match defined.get(&folded(label)) {
            None => {
                defined.insert(folded(label), target);
                continue;
            }
            Some(same) if *same == target => {}
            Some(_) => {
                other.insert(folded(label), target);
            }
        }
        edits.push((definition.span.clone(), String::new()));
    }

    let mut link: Option<(Range<usize>, Target, Option<Range<usize>>)> = None;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
                let by_label = matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
                let target = match other.get(&folded(&id)) {
                    Some(target) if by_label => Some(target.clone()),
                    _ => from_the_site(&dest_url, &page[range.clone()], objectives).map(|dest| (dest, String::new())),
                };
                link = target.map(|target| (range, target, None));
            }
            Event::End(TagEnd::Link) => {
                if let Some((range, (dest, title), Some(inner))) = link.take() {
                    let title = if title.is_empty() { title } else { format!(" {}", quoted(&title)) };
                    edits.push((range, format!("[{}](<{dest}>{title})", &page[inner])));
                }
            }
            _ => {
                if let Some((_, _, inner)) = &mut link {
                    let start = inner.as_ref().map_or(range.start, |inner| inner.start.min(range.start));
                    *inner = Some(start..inner.as_ref().map_or(range.end, |inner| inner.end.max(range.end)));
                }
            }
        }
    }

    edits.sort_by_key(|(range, _)| range.start);
    let mut text = String::new();
    let mut at = 0;
    for (range, new) in edits {
        text.push_str(&page[at..range.start]);
        text.push_str(&new);
        at = range.end;
    }
    text.push_str(&page[at..]);
    text
}

/// Labels are the same whatever their case and white space.
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Where a link into the track's own site leads in the curriculum; else to that site.
fn from_the_site(dest: &str, link: &str, objectives: &[&str]) -> Option<String> {
    let by_text = || Some(link.strip_prefix("[concept:python/")?.strip_suffix("]()")?.to_owned());
    let concept = dest.strip_prefix("/tracks/python/concepts/").map(str::to_owned).or_else(by_text)?;
    Some(match objectives.contains(&concept.as_str()) {
        true => format!("objective:{concept}"),
        false => format!("https://exercism.org/tracks/python/concepts/{concept}"),
    })
}

fn notes_as_blocks(page: &str) -> String {
    let mut inside = false;
    let lines = page.split_inclusive('\n').map(|line| {
        let end = &line[line.trim_end().len()..];
        if line.starts_with("~~~~exercism/") {
            inside = true;
            let attributes = match line.trim_end() {
                "~~~~exercism/caution" => " {tone=\"care\"}",
                "~~~~exercism/advanced" => " {title=\"Advanced\"}",
                _ => "",
            };
            format!("::: note{attributes}{end}")
        } else if inside && line.trim_end() == "~~~~" {
            inside = false;
            format!(":::{end}")
        } else {
            line.to_owned()
        }
    });
    lines.collect()
}
