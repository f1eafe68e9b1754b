//! What a log says about its learner, beside what they know: interests, goals, settings, places been to.
//!
//! A pure fold. Where two entries speak of one thing, the later one counts; nothing is taken from anywhere but the log. What
//! each kind of entry means here:
//!
//! ```text
//! setting   target "interest:<id or own word>", "avoid:<id>", "form:<name>", else a plain name; answer (null: unset)
//! goal      objective, answer true or false
//! path      lesson, target "pin" or "exclude", answer true or false; target "order", answer: lessons to walk first
//! opened, rating, wonder, reflection, contest: lesson or objective, note, score
//! ```

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Curriculum, Names, evidence::Entry};

/// Things by name, in the order in which they were said.
#[derive(Debug, Clone)]
pub struct Said<T> {
    by_name: BTreeMap<String, (usize, T)>,
    next: usize,
}

impl<T> Default for Said<T> {
    fn default() -> Self {
        Self { by_name: BTreeMap::new(), next: 0 }
    }
}

impl<T> Said<T> {
    /// Said again: last in order.
    fn put(&mut self, name: &str, value: T) {
        self.by_name.remove(name);
        self.set(name, value);
    }

    /// Said again: it keeps its place.
    fn set(&mut self, name: &str, value: T) {
        if let Some((_, old)) = self.by_name.get_mut(name) {
            *old = value;
        } else {
            self.by_name.insert(name.to_owned(), (self.next, value));
            self.next += 1;
        }
    }

    fn unset(&mut self, name: &str) {
        self.by_name.remove(name);
    }

    /// What was said of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.by_name.get(name).map(|(_, value)| value)
    }

    /// Names and what was said of them, in order.
    #[must_use]
    pub fn all(&self) -> Vec<(&str, &T)> {
        let mut all: Vec<_> = self.by_name.iter().map(|(name, (at, value))| (*at, name.as_str(), value)).collect();
        all.sort_unstable_by_key(|(at, _, _)| *at);
        all.into_iter().map(|(_, name, value)| (name, value)).collect()
    }

    /// The names, in order.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.all().into_iter().map(|(name, _)| name).collect()
    }
}

/// What a log says about its learner.
#[derive(Debug, Clone, Default)]
pub struct Facts<'a> {
    /// By id or own word; weight from 0 to 1.
    pub interests: Said<f64>,
    /// Interests to keep away from, by id.
    pub avoid: Said<()>,
    /// Forms asked for.
    pub forms: Said<()>,
    /// Plain settings: `support`, `autonomy`, `weekly_minutes`, `extra_percent`, …
    pub settings: Said<&'a Value>,
    /// Objective ids.
    pub goals: Said<&'a Entry>,
    /// Lesson ids.
    pub pins: Said<&'a Entry>,
    /// Lesson ids.
    pub excludes: Said<&'a Entry>,
    /// Lessons that are wanted first, by id, if it is a list.
    pub order: Option<&'a Value>,
    /// Lesson ids and the last time, milliseconds since 1970.
    pub opened: Said<i64>,
    /// Lesson ids and the latest rating.
    pub ratings: Said<&'a Entry>,
    /// Latest first.
    pub wonders: Vec<&'a Entry>,
    /// Latest first.
    pub reflections: Vec<&'a Entry>,
    /// Latest first.
    pub contests: Vec<&'a Entry>,
    /// Notes that a teacher's file or ticket brought, latest first.
    pub words: Vec<&'a Entry>,
    /// Something was chosen or done.
    pub begun: bool,
}

/// Folds entries as they happened, without what was taken back ([`crate::evidence::Log::in_time`]).
#[must_use]
pub fn fold<'a>(curriculum: &Curriculum, names: &Names, entries: &[&'a Entry]) -> Facts<'a> {
    let mut facts = Facts::default();
    for &entry in entries {
        let target = entry.text("target").unwrap_or("");
        facts.begun |= !(entry.kind == "setting" && target.starts_with("read:"));
        let lesson = entry.text("lesson").unwrap_or("");
        let lesson = names.lesson(lesson).and_then(|ix| curriculum.lesson(ix)).map_or(lesson, |it| &it.id);
        let objective = entry.text("objective").unwrap_or("");
        let objective =
            names.objective(objective).and_then(|ix| curriculum.objective(ix)).map_or(objective, |it| &it.id);
        let changes = entry.body.get("target").is_some_and(Value::is_array);
        match entry.kind.as_str() {
            "setting" => facts.set(target, entry.body.get("answer").unwrap_or(&Value::Null)),
            "goal" => put(&mut facts.goals, objective, entry),
            "path" => match target {
                "pin" => put(&mut facts.pins, lesson, entry),
                "exclude" => put(&mut facts.excludes, lesson, entry),
                "order" => facts.order = entry.body.get("answer"),
                _ => {}
            },
            "opened" if !lesson.is_empty() => facts.opened.set(lesson, entry.t),
            "rating" if !lesson.is_empty() => facts.ratings.set(lesson, entry),
            "wonder" if entry.own() && !changes => facts.wonders.push(entry),
            "reflection" if entry.own() => facts.reflections.push(entry),
            "contest" if entry.own() => facts.contests.push(entry),
            _ => {}
        }
        if !entry.own() && entry.text("note").is_some_and(|note| !note.is_empty()) {
            facts.words.push(entry);
        }
    }
    [&mut facts.wonders, &mut facts.reflections, &mut facts.contests, &mut facts.words]
        .into_iter()
        .for_each(|list| list.reverse());
    facts
}

fn put<'a>(into: &mut Said<&'a Entry>, id: &str, entry: &'a Entry) {
    if id.is_empty() {
        return;
    }
    into.unset(id);
    if entry.body.get("answer") != Some(&Value::Bool(false)) {
        into.put(id, entry);
    }
}

impl<'a> Facts<'a> {
    fn set(&mut self, target: &str, answer: &'a Value) {
        let number = answer.as_f64();
        let on = !(answer.is_null() || number == Some(0.0) || answer == &Value::Bool(false));
        let group = target.split_once(':').filter(|(_, name)| !name.is_empty());
        let set = match group {
            Some(("interest", name)) => {
                self.interests.unset(name);
                if on {
                    self.interests.put(name, number.map_or(1.0, |weight| weight.clamp(0.0, 1.0)));
                }
                return;
            }
            Some(("avoid", name)) => (&mut self.avoid, name),
            Some(("form", name)) => (&mut self.forms, name),
            _ if target.is_empty() => return,
            _ if answer.is_null() => return self.settings.unset(target),
            _ => return self.settings.set(target, answer),
        };
        let (into, name) = set;
        if on { into.set(name, ()) } else { into.unset(name) }
    }
}
