//! The track as it was found: what `config.json` says, and the pages. Nothing here knows how a curriculum is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/corpora/exercism-python");

/// An exercise that teaches concepts.
pub(crate) struct Exercise {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) concepts: Vec<String>,
    pub(crate) prerequisites: Vec<String>,
    pub(crate) wip: bool,
}

/// All of it.
pub(crate) struct Track {
    pub(crate) exercises: Vec<Exercise>,
    /// Every concept's name by its slug.
    pub(crate) concepts: BTreeMap<String, String>,
    /// Every page by its path.
    pub(crate) pages: BTreeMap<String, String>,
}

impl Track {
    pub(crate) fn read() -> Track {
        let config = fs::read_to_string(format!("{FOLDER}/config.json")).expect("the corpus is there");
        let config: Value = serde_json::from_str(&config).expect("config.json is JSON");
        let exercises = list(&config["exercises"]["concept"]).iter().map(|exercise| Exercise {
            slug: text(&exercise["slug"]),
            name: text(&exercise["name"]),
            concepts: list(&exercise["concepts"]).iter().map(text).collect(),
            prerequisites: list(&exercise["prerequisites"]).iter().map(text).collect(),
            wip: exercise["status"] == "wip",
        });
        let concepts = list(&config["concepts"]).iter().map(|concept| (text(&concept["slug"]), text(&concept["name"])));
        let mut pages = BTreeMap::new();
        walk(Path::new(FOLDER), "", &mut pages);
        Track { exercises: exercises.collect(), concepts: concepts.collect(), pages }
    }

    /// The exercises that are ready for learners.
    pub(crate) fn finished(&self) -> impl Iterator<Item = &Exercise> {
        self.exercises.iter().filter(|exercise| !exercise.wip)
    }

    /// What an exercise that is ready teaches or asks for.
    pub(crate) fn taught(&self) -> BTreeSet<&str> {
        self.finished().flat_map(|e| e.concepts.iter().chain(&e.prerequisites)).map(String::as_str).collect()
    }

    /// What the exercise that teaches a concept asks for.
    pub(crate) fn before(&self, concept: &str) -> BTreeSet<&str> {
        let mut teachers = self.exercises.iter().filter(|e| e.concepts.iter().any(|c| c == concept));
        let before = teachers.next().map(|e| e.prerequisites.iter().map(String::as_str).collect());
        assert!(teachers.next().is_none(), "two exercises teach {concept}: what it needs is no longer one list");
        before.unwrap_or_default()
    }

    /// All that must be known before a concept, however far back.
    pub(crate) fn all_before<'t>(&'t self, concept: &'t str) -> BTreeSet<&'t str> {
        let mut all = BTreeSet::new();
        let mut open = vec![concept];
        while let Some(concept) = open.pop() {
            open.extend(self.before(concept).into_iter().filter(|before| all.insert(*before)));
        }
        all
    }

    /// The pages of a folder, by path: introduction and instructions first, then hints, then the rest.
    pub(crate) fn pages_of(&self, folder: &str) -> Vec<&str> {
        let order = ["introduction.md", "instructions.md", "about.md", "hints.md"];
        let mut pages: Vec<&str> = self
            .pages
            .keys()
            .filter(|path| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
            .map(String::as_str)
            .collect();
        pages.sort_by_key(|path| {
            order.iter().position(|name| path.ends_with(&format!("/{name}"))).unwrap_or(order.len())
        });
        pages
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list").as_slice()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn walk(folder: &Path, under: &str, pages: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("the corpus is there") {
        let entry = entry.expect("the corpus can be read");
        let path = format!("{under}{}", entry.file_name().to_str().expect("a plain name"));
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{path}/"), pages);
        } else if path.ends_with(".md") {
            pages.insert(path, fs::read_to_string(entry.path()).expect("text"));
        }
    }
}
