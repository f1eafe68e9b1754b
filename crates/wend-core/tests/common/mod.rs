//! One case of the differential test: a question to both languages and Rust's answer.
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test uses a part")]

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    thread,
};

use serde_json::{Value, json};
use wend_core::{
    Catalog, Curriculum, Graph, LessonIx, ObjectiveIx, Profile, Request, State, breadth, evidence, exceptions,
    generate::{self, Seeded, Shape},
    items, mastery, next, path, readiness, release, retrieval, session, ticket,
};

/// What is asked.
pub struct Case {
    pub curriculum: Curriculum,
    pub profile: Profile,
    pub known: State,
    pub request: Request,
    pub moment: next::Moment,
    pub log: String,
    pub other: String,
    pub teacher: String,
    pub now: i64,
    /// Ask what other ways of the first step cost; the dearest of all questions.
    pub price: bool,
}

pub const RECORD: &str = "r1";

/// A log file with these entries, as any program might write it.
pub fn file(curriculum: &str, alias: &str, entries: &[Value]) -> String {
    json!({ "format": 1, "curriculum": curriculum, "record": RECORD, "alias": alias, "entries": entries, "later": { "k": 1.50 } })
        .to_string()
}

impl Case {
    pub fn seeded(seed: u64) -> Self {
        let mut rng = Seeded::new(seed);
        // Most are small, with every share varied; some have room for long ways with much to share.
        let shape = match seed % 40 {
            39 => Shape { lessons: 250, objectives: 90, reach: 14, own: 2, ..Shape::default() },
            _ => Shape::varied(&mut rng),
        };
        let curriculum = generate::curriculum(seed, &shape);
        let (profile, known, request, moment) = generate::learner(&mut rng, &curriculum);
        let known = if seed % 40 == 39 { State::new() } else { known };
        let n = rng.below(60);
        let entries = generate::entries(&mut rng, &curriculum, n);
        let half = rng.below(n + 1);
        let taught: Vec<Value> = entries
            .iter()
            .map(|entry| {
                let mut entry = entry.clone();
                if entry.is_object() && rng.chance(70) {
                    entry["by"] = json!(if rng.chance(80) { "teacher" } else { "learner" });
                }
                entry
            })
            .collect();
        Self {
            price: true,
            teacher: file(&curriculum.id, "", &taught),
            log: file(&curriculum.id, "amina", &entries),
            other: file(&curriculum.id, "leo", &entries[half..]),
            now: 1_800_000_000_000 + rng.below(60_000_000_000) as i64,
            profile: if rng.chance(50) {
                let (log, _) = evidence::parse(&file(&curriculum.id, "amina", &entries));
                Profile { help: release::levels(&curriculum, &log, &profile), ..profile }
            } else {
                profile
            },
            curriculum,
            known,
            request,
            moment,
        }
    }

    /// Small, and only about readiness, paths and choices: quick enough for thousands.
    pub fn of_path(seed: u64) -> Self {
        let mut rng = Seeded::new(seed);
        let mut shape = Shape::varied(&mut rng);
        shape.lessons = 1 + shape.lessons / 3;
        shape.objectives = 1 + shape.objectives / 2;
        shape.layers = if rng.chance(25) { 1 + rng.below(5) } else { 0 };
        let curriculum = generate::curriculum(seed, &shape);
        let (profile, known, request, moment) = generate::learner(&mut rng, &curriculum);
        let (log, other, teacher) = Default::default();
        Self {
            curriculum,
            profile,
            known,
            request,
            moment,
            log,
            other,
            teacher,
            now: 0,
            price: seed.is_multiple_of(10),
        }
    }

    pub fn path_input(&self) -> Value {
        self.question(json!({ "price": self.price }))
    }

    /// What every case asks, and more.
    fn question(&self, mut more: Value) -> Value {
        let mut all = json!({
            "catalog": Catalog::from(&self.curriculum),
            "profile": self.profile,
            "known": self.known,
            "request": self.request,
            "moment": self.moment,
        });
        if let (Some(all), Some(more)) = (all.as_object_mut(), more.as_object_mut()) {
            all.append(more);
        }
        all
    }

    pub fn path_answer(&self) -> Value {
        let graph = Graph::new(&self.curriculum);
        let mut planner = path::Planner::new(&graph, &self.profile, &self.known, &self.request);
        let first = planner.plan();
        while planner.step() {}
        let plan = planner.plan();
        json!({
            "ready": readiness::ready_lessons(&graph, &self.known),
            "bands": readiness::bands(&graph, &self.known),
            "first": json!([first.minutes, first.steps.iter().map(|step| step.lesson).collect::<Vec<_>>()]),
            "plan": plan,
            "work": planner.work(),
            "alternatives": plan.steps.iter().take(usize::from(self.price)).map(|step| planner.alternatives(&plan, step)).collect::<Vec<_>>(),
            "choices": next::choices(&graph, &self.profile, &self.known, &self.request, &self.moment),
        })
    }

    pub fn input(&self) -> Value {
        self.question(json!({ "log": self.log, "other": self.other, "teacher": self.teacher, "now": self.now }))
    }

    pub fn answer(&self) -> Value {
        let c = &self.curriculum;
        let graph = Graph::new(c);
        let r = readiness::Readiness::new(&graph, &self.known);
        let mut planner = path::Planner::new(&graph, &self.profile, &self.known, &self.request);
        let first = planner.plan();
        while planner.step() {}
        let plan = planner.plan();
        let on_path = next::Moment { path: plan.steps.iter().map(|step| step.lesson).collect(), ..self.moment.clone() };
        let (mine, aside) = evidence::parse(&self.log);
        let (theirs, _) = evidence::parse(&self.other);
        let merged = evidence::merge(&mine, &theirs);
        let preview = ticket::preview(&self.teacher, &theirs);
        let standings = mastery::standings(c, &mine, self.now);
        let names = c.names();
        let place = |ix: Option<u32>| ix.map_or(-1, i64::from);
        json!({
            "curriculum": {
                "lessons": c.lessons.iter().map(|l| json!([
                    l.id, l.title, l.teaches, l.interests, l.approach, l.support, l.form, l.minutes, l.place, l.together
                ])).collect::<Vec<_>>(),
                "objectives": c.objectives.iter().map(|o| json!([
                    o.id, o.title, o.can, o.strand, o.depth, o.items, o.typed_items, o.encompasses, o.own,
                    place(names.objective(&o.id).map(|o| o.0))
                ])).collect::<Vec<_>>(),
                "old": [
                    json!(place(names.objective("old-objective").map(|o| o.0))),
                    json!(place(names.lesson("old-lesson").map(|l| l.0))),
                    json!(names.item("old-lesson#a")),
                ],
            },
            "ready": r.ready_lessons(),
            "outer": r.outer_fringe(),
            "inner": readiness::inner_fringe(&graph, &self.known),
            "bands": readiness::bands(&graph, &self.known),
            "why_not": (0..c.lessons.len().min(12))
                .map(|lesson| readiness::why_not(&graph, &self.known, LessonIx::at(lesson)))
                .collect::<Vec<_>>(),
            "first": json!([first.minutes, first.steps.iter().map(|step| step.lesson).collect::<Vec<_>>()]),
            "plan": plan,
            "work": planner.work(),
            "alternatives": plan.steps.iter().take(3).map(|step| planner.alternatives(&plan, step)).collect::<Vec<_>>(),
            "choices": next::choices(&graph, &self.profile, &self.known, &self.request, &on_path),
            "open_choices": next::choices(&graph, &self.profile, &self.known, &self.request, &self.moment),
            "log": evidence::serialize(&mine),
            "aside": aside.iter().map(|aside| json!([aside.index, aside.code])).collect::<Vec<_>>(),
            "merged": match &merged {
                Ok(merged) => evidence::serialize(merged),
                Err(evidence::Differs::Record) => "record".to_owned(),
                Err(evidence::Differs::Curriculum) => "curriculum".to_owned(),
            },
            "teacher_file": json!([
                preview.accepted.len(),
                preview.refused.iter().map(|(entry, code)| json!([entry.n, code])).collect::<Vec<_>>(),
                preview.differs,
            ]),
            "conflicts": merged.map(|merged| evidence::conflicts(&merged)).unwrap_or_default(),
            "known": mastery::known(&standings),
            "checks": (0..c.lessons.len().min(12))
                .map(|lesson| mastery::checks(c, &standings, LessonIx::at(lesson)))
                .collect::<Vec<_>>(),
            "today": retrieval::today(&mine, self.now),
            "due": session::due(&standings),
            "queue": session::queue(c, &standings, 4),
            "slip": session::exit_slip(c, &standings, retrieval::today(&mine, self.now)),
            "drawn": items::draw(c, &mine, &bank(c), 7),
            "help": release::levels(c, &mine, &self.profile),
            "evenness": breadth::evenness(c, &self.moment.declined),
            "declined": next::declined(c, &mine, self.now),
            "exceptions": exceptions::exceptions(c, &mine, self.now),
            "standings": standings,
        })
    }
}

/// Items of the first objective: plain ones and rows of tables.
pub fn bank(c: &Curriculum) -> Vec<String> {
    let Some(objective) = c.objectives.first() else { return Vec::new() };
    ["0", "1", "rows/0", "rows/1", "more/0", "more/1", "2", "3"]
        .iter()
        .map(|at| format!("{}#{at}", objective.id))
        .collect()
}

/// An objective's index.
pub fn o(ix: u32) -> ObjectiveIx {
    ObjectiveIx(ix)
}

/// A lesson's index.
pub fn l(ix: u32) -> LessonIx {
    LessonIx(ix)
}

/// Golden vectors: cases with what is asked and what Rust answers, of which these questions are kept, in
/// `tests/vectors/<name>.json`; `BLESS=1` writes them anew.
pub fn vectors(name: &str, questions: &[&str], cases: impl Iterator<Item = (&'static str, Value, Value)>) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/vectors/{name}.json"));
    let cases: Vec<Value> = cases
        .map(|(name, input, mut expected)| {
            expected.as_object_mut().expect("an object").retain(|question, _| questions.contains(&question.as_str()));
            json!({ "name": name, "input": input, "expected": expected })
        })
        .collect();
    // A case a line, so that a change shows which.
    let lines: Vec<String> = cases.iter().map(evidence::canonical).collect();
    let text = format!("{{\"cases\":[\n{}\n]}}\n", lines.join(",\n"));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, text).expect("the folder is there");
        return;
    }
    let blessed = fs::read_to_string(&file).unwrap_or_default();
    let blessed: Value = serde_json::from_str(&blessed).unwrap_or_default();
    for (at, case) in cases.iter().enumerate() {
        let name = &case["name"];
        let before = &blessed["cases"][at];
        let text = evidence::canonical;
        assert_eq!(text(&before["expected"]), text(&case["expected"]), "{name}: not as blessed");
        assert_eq!(text(&before["input"]), text(&case["input"]), "{name}: asked otherwise");
    }
    assert_eq!(blessed["cases"].as_array().map(Vec::len), Some(cases.len()));
}

/// One line of answer for each line asked, from the browser's engine in Node; fewer where it failed.
pub fn ask(lines: Vec<String>) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/twin/lines.js");
    let mut node = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs; it is part of what the tests need");
    let mut stdin = node.stdin.take().expect("piped");
    let writer = thread::spawn(move || {
        for line in lines {
            // A twin that failed has closed its end; the caller sees that answers are missing.
            if writeln!(stdin, "{line}").is_err() {
                break;
            }
        }
    });
    let output = node.wait_with_output().expect("node ends");
    writer.join().expect("all written");
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}
