//! The board for people: the ten minutes first, then everyone once, then what a class has in common.

use std::fmt::Write;

use wend_compiler::Compiled;
use wend_core::board::{Because, Board, Flag, Group};

use crate::terminal::plain;

/// The whole page.
pub(super) fn page(compiled: &Compiled, board: &Board) -> String {
    let page = Page { compiled, out: String::new() };
    page.write(board)
}

struct Page<'a> {
    compiled: &'a Compiled,
    out: String,
}

impl Page<'_> {
    fn write(mut self, board: &Board) -> String {
        self.line(0, &format!("{} · {}", self.compiled.curriculum.title, board.day));
        if board.learners.is_empty() {
            self.line(0, "nobody is here yet: the folder holds no record, and there is no list of the class");
            return self.out;
        }
        self.head("your ten minutes");
        for meet in &board.ten.meet {
            self.person("meet ", meet);
        }
        if let Some(group) = &board.ten.group {
            self.line(1, &format!("with {}", self.group(group)));
        }
        if board.ten.meet.is_empty() && board.ten.group.is_none() {
            self.line(1, "nobody has to be met today");
        }
        if let Some(opener) = &board.opener {
            self.head("for all");
            let serves = format!("{} of {}", opener.serves.len(), board.learners.len());
            self.line(1, &format!("{}: serves {serves}", self.objective(&opener.objective)));
        }
        self.everyone(board);
        if board.groups.len() > 1 {
            self.head("groups");
            for group in &board.groups {
                self.line(1, &self.group(group));
            }
        }
        if !board.mixups.is_empty() {
            self.head("mix-ups in common");
            for shared in &board.mixups {
                let who: Vec<&str> = shared.learners.iter().map(|met| met.who.as_str()).collect();
                self.line(
                    1,
                    &format!(
                        "{} ({}): {}",
                        self.mixup(&shared.objective, &shared.mixup),
                        shared.objective,
                        who.join(", ")
                    ),
                );
            }
        }
        if !board.standards.is_empty() {
            self.head("standards");
            for code in &board.standards {
                let (shown, held, begun) = (code.shown.len(), code.held.len(), code.begun.len());
                let left = board.learners.len() - shown - held - begun;
                self.line(
                    1,
                    &format!("{}: {shown} shown, {held} credited, {begun} begun, {left} not begun", code.code),
                );
            }
        }
        self.out
    }

    fn everyone(&mut self, board: &Board) {
        if !board.hands.is_empty() {
            self.head("needs a hand");
        }
        for hand in &board.hands {
            self.line(1, &hand.who);
            for need in &hand.needs {
                let mut line = self.why(&need.flag);
                if !need.helpers.is_empty() {
                    let who: Vec<&str> = need.helpers.iter().map(|it| it.who.as_str()).collect();
                    line += &format!("; lately done by {}", who.join(" and "));
                }
                self.line(2, &line);
            }
        }
        if !board.waits.is_empty() {
            self.head("waits");
        }
        for wait in &board.waits {
            self.person("", wait);
        }
        if !board.fine.is_empty() {
            self.head("fine on their own path");
        }
        for learner in board.learners.iter().filter(|it| board.fine.contains(&it.who)) {
            let minutes = board.minutes.iter().find(|it| it.who == learner.who);
            let week =
                minutes.filter(|it| it.worked > 0 || it.asked > 0).map_or_else(String::new, |it| match it.asked {
                    0 => format!(" · {} min this week", it.worked),
                    asked => format!(" · {} of {asked} min this week", it.worked),
                });
            let next =
                learner.path.next.as_ref().map_or_else(String::new, |next| format!(" · next {}", self.lesson(next)));
            self.line(1, &format!("{}{next}{week}", learner.who));
        }
    }

    fn person(&mut self, before: &str, of: &Because) {
        let why: Vec<String> = of.because.iter().map(|flag| self.why(flag)).collect();
        self.line(1, &format!("{before}{}: {}", of.who, why.join("; ")));
    }

    fn group(&self, group: &Group) -> String {
        let lesson = group.lesson.as_ref().map_or_else(String::new, |lesson| format!(" · {}", self.lesson(lesson)));
        format!("{}: {}{lesson}", group.members.join(", "), self.objective(&group.objective))
    }

    /// A flag in words.
    fn why(&self, flag: &Flag) -> String {
        let objective = flag.objective.as_ref().map(|id| self.objective(id)).unwrap_or_default();
        let days = flag.days.unwrap_or(0);
        match flag.code {
            "stuck" => format!("{objective}: practice alone does not help ({} answers)", flag.entries.len()),
            "seen" => format!("{objective}: you saw that a hand is needed"),
            "contest" => format!("sees {objective} differently than the site does"),
            "product" => format!("handed in something for {objective} that you have to look at"),
            "mix-up" => {
                self.mixup(flag.objective.as_deref().unwrap_or_default(), flag.mixup.as_deref().unwrap_or_default())
            }
            "never" => "no talk yet".to_owned(),
            "talk" if days == 0 => "last talk today".to_owned(),
            "talk" => format!("last talk {} ago", crate::terminal::count(days.unsigned_abs() as usize, "day")),
            "agreed" => "the day you agreed on has come".to_owned(),
            "new" => "has not begun".to_owned(),
            "quiet" => format!("nothing for {days} days"),
            "no-goal" => "has no goal".to_owned(),
            "arrived" => "has reached every goal".to_owned(),
            "blocked" => "has goals that nothing leads to".to_owned(),
            other => other.to_owned(),
        }
    }

    fn objective(&self, id: &str) -> String {
        let c = &self.compiled.curriculum;
        c.objectives.iter().find(|it| it.id == id).map_or_else(|| id.to_owned(), |it| it.title.clone())
    }

    fn lesson(&self, id: &str) -> String {
        let c = &self.compiled.curriculum;
        c.lessons.iter().find(|it| it.id == id).map_or_else(|| id.to_owned(), |it| it.title.clone())
    }

    fn mixup(&self, objective: &str, id: &str) -> String {
        let c = &self.compiled.curriculum;
        let at = c.objectives.iter().position(|it| it.id == objective);
        let doc = at.and_then(|at| self.compiled.objectives.get(at));
        let found = doc.and_then(|doc| doc.mixups.iter().find(|it| it.id == id));
        found.map_or_else(|| id.to_owned(), |it| it.title.clone())
    }

    fn head(&mut self, text: &str) {
        let _ = writeln!(self.out, "\n{text}");
    }

    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{:indent$}{}", "", plain(text), indent = 2 * depth);
    }
}
