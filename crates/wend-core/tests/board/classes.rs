//! Classes to ask about, generated and written by hand, and Rust's answers.

use serde_json::{Value, json};
use wend_core::{
    Autonomy, Catalog, Curriculum, Depth, Graph, Support, asked,
    board::{self, Options, Size},
    evidence::{self, Entry},
    facts::{self, Said},
    generate::{self, Seeded, Shape},
    mastery,
    member::{Member, Row},
    placement::figure,
    ticket::Ticket,
};

pub(crate) const DAY: i64 = 86_400_000;
/// When the generated entries begin.
const BEGIN: i64 = 1_800_000_000_000;

pub(crate) struct Class {
    pub(crate) curriculum: Curriculum,
    pub(crate) members: Vec<Member>,
    pub(crate) options: Options,
}

/// A log's entries as a file would bring them: what is broken is set aside.
pub(crate) fn read(entries: &[Value]) -> Vec<Entry> {
    let file = json!({ "format": 1, "curriculum": "", "record": "", "entries": entries });
    evidence::parse(&file.to_string()).0.entries
}

/// What a record holds beside answers.
fn chosen(rng: &mut Seeded, c: &Curriculum, n: usize) -> Vec<Value> {
    let mut t = BEGIN;
    (0..n)
        .map(|at| {
            t += [20_000, 400_000, 1_500_000, 90_000_000][rng.below(4)] + rng.below(60_000) as i64;
            let objective = &c.objectives[rng.below(c.objectives.len().min(6))].id;
            let lesson = &c.lessons[rng.below(c.lessons.len())].id;
            let fields = match rng.below(15) {
                0 => json!({ "kind": "setting", "target": format!("interest:interest-{}", rng.below(7)), "answer": ([json!(0.25), json!(1), json!(null), json!(7), json!("much")][rng.below(5)]) }),
                1 => json!({ "kind": "setting", "target": ([format!("avoid:interest-{}", rng.below(4)), "form:video".to_owned(), "avoid:".to_owned(), "read:text".to_owned()][rng.below(4)]), "answer": ([json!(1), json!(false), json!(-0.0)][rng.below(3)]) }),
                2 => json!({ "kind": "setting", "target": (["support", "autonomy", "weekly_minutes", "extra_percent", "group", "deadline"][rng.below(6)]), "answer": ([json!("alone"), json!("set"), json!("own-goals"), json!(90.5), json!(-3), json!(1e300), json!(true), json!({ "alone": null }), json!(null)][rng.below(9)]) }),
                3 => json!({ "kind": "goal", "objective": objective, "answer": rng.chance(80) }),
                4 => json!({ "kind": "goal", "note": "my own", "by": (["learner", "teacher"][rng.below(2)]) }),
                5 => json!({ "kind": "path", "target": (["pin", "exclude"][rng.below(2)]), "lesson": lesson, "answer": rng.chance(70) }),
                6 => json!({ "kind": "path", "target": "order", "answer": ([json!([lesson, c.lessons[0].id, 7, "old-lesson", lesson]), json!("x"), json!(null)][rng.below(3)]) }),
                7 => json!({ "kind": (["meeting", "meeting", "note"][rng.below(3)]), "by": (["teacher", "learner"][rng.below(2)]), "note": "one line", "next": ([json!("2027-02-03"), json!("soon"), json!(5)][rng.below(3)]) }),
                8 => json!({ "kind": "answer", "objective": objective, "item": format!("{objective}#9"), "correct": false, "mixup": (["upside-down", "é\u{1F600}", ""][rng.below(3)]) }),
                9 => json!({ "kind": "product", "objective": objective, "note": "a song", "by": (["learner", "teacher"][rng.below(2)]), "score": rng.below(4) }),
                10 => json!({ "kind": "observation", "objective": objective, "answer": rng.chance(50), "by": (["teacher", "learner"][rng.below(2)]) }),
                11 => json!({ "kind": "wonder", "note": "why?", "target": ([json!(null), json!(["c", 1])][rng.below(2)]) }),
                12 => json!({ "kind": "reflection", "note": "well" }),
                13 => json!({ "kind": "opened", "lesson": (["old-lesson", lesson.as_str()][rng.below(2)]) }),
                _ => json!({ "kind": "setting", "target": "started", "answer": true, "by": "teacher" }),
            };
            let mut entry = json!({ "w": "c", "n": at, "t": t });
            if let (Value::Object(entry), Value::Object(fields)) = (&mut entry, fields) {
                entry.extend(fields);
                if rng.chance(20) {
                    entry.insert("tz".to_owned(), json!([120, -600][rng.below(2)]));
                }
                if rng.chance(30) && !entry.contains_key("by") {
                    entry.insert("by".to_owned(), json!("teacher"));
                }
            }
            entry
        })
        .collect()
}

/// Something tried in vain, in one lesson that teaches it or in two.
fn struggle(rng: &mut Seeded, c: &Curriculum) -> Vec<Value> {
    let at = rng.below(c.lessons.len());
    let Some(&objective) = c.lessons[at].teaches.first() else { return Vec::new() };
    let lessons = c.lessons_for(objective);
    let both = [at, lessons[rng.below(lessons.len())].index()];
    let turns = if rng.chance(50) { 2 } else { 1 };
    (0..6)
        .map(|n| {
            json!({
                "w": "hard", "n": n, "t": BEGIN + 70 * DAY + n * 60_000, "kind": "answer", "correct": false,
                "objective": c.objectives[objective.index()].id, "item": format!("hard-{n}"),
                "lesson": c.lessons[both[n as usize % turns]].id,
            })
        })
        .collect()
}

fn row(rng: &mut Seeded, c: &Curriculum) -> Row {
    let objectives = |rng: &mut Seeded, n| {
        (0..rng.below(n)).filter_map(|_| rng.pick(&c.objectives).map(|it| it.id.clone())).collect::<Vec<_>>()
    };
    let lessons = |rng: &mut Seeded, n| {
        (0..rng.below(n)).filter_map(|_| rng.pick(&c.lessons).map(|it| it.id.clone())).collect::<Vec<_>>()
    };
    Row {
        known: objectives(rng, 3),
        set_aside: objectives(rng, 2).into_iter().map(|id| (id, "later".to_owned())).collect(),
        group: rng.chance(30),
        ticket: Ticket {
            curriculum: c.id.clone(),
            goals: objectives(rng, 4),
            pins: lessons(rng, 2),
            excludes: lessons(rng, 3),
            interests: (0..rng.below(3)).map(|at| (format!("interest-{at}"), 333)).collect(),
            avoid: if rng.chance(20) { vec!["interest-3".to_owned()] } else { Vec::new() },
            forms: if rng.chance(20) { vec!["video".to_owned()] } else { Vec::new() },
            support: [None, Some(Support::Alone), Some(Support::Peer)][rng.below(3)],
            autonomy: [None, Some(Autonomy::Set), Some(Autonomy::OwnGoals)][rng.below(3)],
            weekly_minutes: rng.chance(50).then_some(90),
            extra_percent: rng.chance(30).then_some(25),
            deadline: rng.chance(20).then(|| "2027-02-01".to_owned()),
            alias: String::new(),
        },
    }
}

impl Class {
    pub(crate) fn seeded(seed: u64) -> Self {
        let mut rng = Seeded::new(seed ^ 0xB0A2D);
        let curriculum = generate::curriculum(seed, &Shape::varied(&mut rng));
        let aliases = ["amina", "leo", "zoë", "", "\u{1F98A}", "\u{FB01}n", "leo (2)"];
        let members: Vec<Member> = (0..rng.below(9))
            .map(|at| {
                let mut entries = Vec::new();
                if rng.chance(85) {
                    let n = rng.below(70);
                    entries = generate::entries(&mut rng, &curriculum, n);
                    let n = rng.below(40);
                    entries.extend(chosen(&mut rng, &curriculum, n));
                    if rng.chance(40) {
                        entries.extend(struggle(&mut rng, &curriculum));
                    }
                }
                Member {
                    alias: aliases[rng.below(aliases.len())].to_owned(),
                    record: if rng.chance(80) { format!("r{at}") } else { String::new() },
                    entries: read(&entries),
                    row: rng.chance(60).then(|| row(&mut rng, &curriculum)),
                }
            })
            .collect();
        let some = |rng: &mut Seeded| aliases.iter().filter(|_| rng.chance(35)).map(|&who| who.to_owned()).collect();
        let past = (0..rng.below(5)).map(|_| vec![some(&mut rng), some(&mut rng)]).collect();
        let standards = (0..rng.below(4))
            .map(|at| {
                let ids = (0..rng.below(4)).filter_map(|_| rng.pick(&curriculum.objectives).map(|it| it.id.clone()));
                (format!("code.{at}"), ids.chain(["gone".to_owned()]).collect())
            })
            .collect();
        let size = Size { most: rng.below(4) as u32, min: rng.below(4) as u32, max: rng.below(6) as u32 };
        let options = Options { day: BEGIN / DAY + rng.below(90) as i64, size, past, standards };
        Self { curriculum, members, options }
    }

    /// What the twin is asked; a row in the words of `learners/*.toml`.
    pub(crate) fn input(&self) -> Value {
        let row = |row: &Row| {
            let t = &row.ticket;
            let interests = t.interests.iter().map(|(id, weight)| (id.clone(), json!(f64::from(*weight) / 1000.0)));
            let mut out = json!({
                "interests": interests.collect::<serde_json::Map<_, _>>(), "avoid": t.avoid, "known": row.known,
                "set_aside": row.set_aside.iter().map(|(id, why)| (id.clone(), json!(why))).collect::<serde_json::Map<_, _>>(),
                "form": t.forms, "group": row.group, "weekly_minutes": t.weekly_minutes, "extra_time": t.extra_percent,
                "support": t.support, "autonomy": t.autonomy,
                "path": { "goals": t.goals, "deadline": t.deadline, "pin": t.pins, "exclude": t.excludes },
            });
            // What the list does not say is not there.
            let said = |map: &mut serde_json::Map<String, Value>| map.retain(|_, value| !value.is_null());
            out.as_object_mut().into_iter().for_each(said);
            out["path"].as_object_mut().into_iter().for_each(said);
            out
        };
        let members = self.members.iter().map(|member| {
            let entries: Vec<_> = member.entries.iter().map(|entry| &entry.body).collect();
            json!({
                "alias": member.alias, "record": member.record, "entries": entries,
                "row": member.row.as_ref().map(row),
            })
        });
        json!({ "board": {
            "catalog": Catalog::from(&self.curriculum),
            "members": members.collect::<Vec<_>>(),
            "options": self.options,
        } })
    }

    pub(crate) fn answer(&self) -> Value {
        let graph = Graph::new(&self.curriculum);
        json!({
            "facts": self.members.iter().map(|member| self.facts(member)).collect::<Vec<_>>(),
            "board": board::board(&graph, &self.members, &self.options),
        })
    }

    /// The fold of a member's log, and what is asked with it.
    fn facts(&self, member: &Member) -> Value {
        let c = &self.curriculum;
        let now = (self.options.day + 1) * DAY - 1;
        let log = member.log(&c.id, now);
        let names = c.names();
        let entries = log.in_time();
        let facts = facts::fold(c, &names, &entries);
        let asked = asked(c, &names, &log, &facts, &mastery::standings(c, &log, now));
        let key = |entry: &Entry| json!([entry.w, entry.n]);
        let entries =
            |said: &Said<&Entry>| said.all().into_iter().map(|(id, it)| json!([id, key(it)])).collect::<Vec<_>>();
        let keys = |list: &[&Entry]| list.iter().map(|entry| key(entry)).collect::<Vec<_>>();
        json!({
            "interests": facts.interests.all(), "avoid": facts.avoid.names(), "forms": facts.forms.names(),
            "settings": facts.settings.all(), "goals": entries(&facts.goals), "pins": entries(&facts.pins),
            "excludes": entries(&facts.excludes), "order": facts.order, "opened": facts.opened.all(),
            "ratings": entries(&facts.ratings), "wonders": keys(&facts.wonders), "reflections": keys(&facts.reflections),
            "contests": keys(&facts.contests), "words": keys(&facts.words), "fresh": !facts.begun,
            "profile": asked.profile, "request": asked.request, "wished": asked.wished,
        })
    }
}

/// The day of the cases written by hand, a Wednesday.
pub(crate) const TODAY: i64 = 20_789;

/// So many days before today, at nine o'clock.
pub(crate) fn ago(days: i64) -> i64 {
    (TODAY - days) * DAY + 9 * 3_600_000
}

pub(crate) fn entry(n: usize, days: i64, fields: Value) -> Value {
    let mut entry = json!({ "w": "w", "n": n, "t": ago(days) + n as i64 * 60_000 });
    if let (Value::Object(entry), Value::Object(fields)) = (&mut entry, fields) {
        entry.extend(fields);
    }
    entry
}

pub(crate) fn answer(n: usize, days: i64, objective: &str, correct: bool) -> Value {
    let item = format!("{objective}#{n}");
    entry(n, days, json!({ "kind": "answer", "objective": objective, "item": item, "correct": correct, "typed": true }))
}

pub(crate) fn member(alias: &str, goals: &[&str], entries: &[Value]) -> Member {
    let goals = goals.iter().map(|&id| id.to_owned()).collect();
    let row = Row { ticket: Ticket { goals, ..Ticket::default() }, ..Row::default() };
    Member { alias: alias.to_owned(), record: format!("of-{alias}"), entries: read(entries), row: Some(row) }
}

/// Two strands of four objectives, the last of them an inquiry; one lesson each.
pub(crate) fn small() -> Curriculum {
    let mut curriculum = figure::strands(8, 2, 1, 1);
    curriculum.lessons[2].together = true;
    curriculum.objectives[7].depth = Depth::Inquire;
    curriculum
}

pub(crate) fn of(members: Vec<Member>) -> Class {
    let standards = vec![
        ("MATH.1".to_owned(), vec!["objective-0".to_owned(), "objective-1".to_owned()]),
        ("MATH.2".to_owned(), vec!["objective-4".to_owned()]),
    ];
    let options = Options { day: TODAY, size: Size { most: 2, min: 2, max: 3 }, standards, ..Options::default() };
    Class { curriculum: small(), members, options }
}

/// A class in which everything happens that a board speaks of.
pub(crate) fn monday() -> Class {
    let shows =
        |from: usize, days, objective: &str| (from..from + 4).map(|n| answer(n, days, objective, true)).collect();
    let both = |mut a: Vec<Value>, b: Vec<Value>| {
        a.extend(b);
        a
    };
    let wrong = |from: usize, days, objective: &str| -> Vec<Value> {
        let with = |n| {
            let mut wrong = answer(n, days, objective, false);
            wrong["mixup"] = json!("adds-both");
            wrong
        };
        (from..from + 4).map(with).collect()
    };
    let talk = |n, days, more: Value| {
        let mut talk = entry(n, days, json!({ "kind": "meeting", "by": "teacher", "note": "went well" }));
        if let (Value::Object(talk), Value::Object(more)) = (&mut talk, more) {
            talk.extend(more);
        }
        talk
    };
    let goals = ["objective-3"];
    of(vec![
        member("amina", &goals, &both(shows(0, 9, "objective-0"), wrong(10, 1, "objective-1"))),
        member(
            "ben",
            &goals,
            &both(both(shows(0, 9, "objective-0"), shows(10, 2, "objective-1")), vec![talk(20, 3, json!({}))]),
        ),
        member(
            "cleo",
            &goals,
            &both(
                shows(0, 9, "objective-0"),
                vec![entry(9, 1, json!({ "kind": "contest", "objective": "objective-1" }))],
            ),
        ),
        member(
            "dan",
            &["objective-7"],
            &[entry(0, 0, json!({ "kind": "product", "objective": "objective-7", "note": "a map" }))],
        ),
        member("eve", &goals, &[]),
        member("finn", &goals, &shows(0, 30, "objective-0")),
        member("gus", &["objective-0"], &shows(0, 1, "objective-0")),
        member(
            "hana",
            &goals,
            &both(wrong(0, 1, "objective-1")[..1].to_vec(), vec![talk(9, 1, json!({ "next": "2026-12-02" }))]),
        ),
        member(
            "hana",
            &goals,
            &[entry(
                0,
                0,
                json!({ "kind": "observation", "objective": "objective-0", "answer": false, "by": "teacher" }),
            )],
        ),
    ])
}
