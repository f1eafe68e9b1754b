//! Golden vectors: small cases a person can follow, answered by Rust into `tests/vectors/*.json` and read
//! by `tests/twin/vectors.test.js`. `BLESS=1 cargo test -p wend-core --test vectors` writes them anew.

mod common;

use common::{Case, file, l, o, vectors};
use serde_json::{Value, json};
use wend_core::{
    Approach, Curriculum, Interest, InterestIx, Lesson, MasteryRule, Objective, ObjectiveIx, Profile, Request,
    Requirement, Strand, StrandIx, Support, Test, next,
};

fn needs(ix: u32) -> Requirement {
    Requirement::objective(o(ix))
}

/// Fractions in two strands: add-unlike needs like and a picture of the size (line or area).
fn fractions() -> Curriculum {
    let objective = |id: &str, strand, requires, items, typed_items| Objective {
        id: id.to_owned(),
        title: id.replace('-', " "),
        strand: Some(StrandIx(strand)),
        requires,
        items,
        typed_items,
        page: true,
        ..Objective::default()
    };
    let lesson = |id: &str, teaches: &[u32], interest: Option<u16>, minutes, support| Lesson {
        id: id.to_owned(),
        title: id.replace('/', " in "),
        teaches: teaches.iter().map(|&ix| o(ix)).collect(),
        interests: interest.map(InterestIx).into_iter().collect(),
        approach: Some(Approach::Direct),
        support: Some(support),
        minutes,
        ..Lesson::default()
    };
    let mut project = lesson("kitchen/feast", &[5], Some(1), 60, Support::Peer);
    project.together = true;
    project.approach = Some(Approach::Project);
    project.form = vec!["hands-on".to_owned()];
    let interest = |id: &str, parent: Option<u16>| Interest {
        id: id.to_owned(),
        title: id.to_owned(),
        parent: parent.map(InterestIx),
    };
    let strand = |id: &str| Strand { id: id.to_owned(), title: id.to_owned() };
    let mut apart = objective("area-model", 0, Requirement::none(), 4, 0);
    apart.encompasses = vec![(o(0), 500)];
    let mut feast = objective("fraction-project", 1, needs(4), 0, 0);
    feast.mastery = Some(MasteryRule::Rubric { at_least: 3 });
    Curriculum {
        id: "fractions".to_owned(),
        title: "Fractions, your way".to_owned(),
        language: "en".to_owned(),
        interests: vec![interest("arts", None), interest("cooking", None), interest("music", Some(0))],
        strands: vec![strand("pictures"), strand("operations")],
        objectives: vec![
            objective("number-line", 0, Requirement::none(), 3, 3),
            apart,
            objective("equivalent", 0, Requirement::any(vec![needs(0), needs(1)]), 5, 5),
            objective("add-like", 1, Requirement::none(), 5, 0),
            objective(
                "add-unlike",
                1,
                Requirement::all(vec![
                    needs(3),
                    needs(2),
                    Requirement::any(vec![needs(0), needs(1)]).why("you need a picture of the size"),
                ]),
                3,
                1,
            ),
            feast,
        ],
        lessons: vec![
            lesson("line/walk", &[0], None, 15, Support::Guided),
            lesson("area/pizza", &[1], Some(1), 10, Support::Guided),
            lesson("area/drums", &[1], Some(2), 20, Support::Guided),
            lesson("same/size", &[2], None, 20, Support::Alone),
            lesson("like/beats", &[3], Some(2), 20, Support::Guided),
            lesson("like/spoons", &[3], Some(1), 15, Support::Alone),
            lesson("unlike/beats", &[4], Some(2), 25, Support::Guided),
            lesson("unlike/spoons", &[4], Some(1), 20, Support::Guided),
            project,
            lesson("line/and-area", &[0, 1], None, 22, Support::Guided),
        ],
        ..Curriculum::default()
    }
}

fn case() -> Case {
    let curriculum = fractions();
    Case {
        price: true,
        log: file(&curriculum.id, "amina", &[]),
        other: file(&curriculum.id, "amina", &[]),
        teacher: file(&curriculum.id, "", &[]),
        curriculum,
        profile: Profile::default(),
        known: [].into_iter().collect(),
        request: Request { goals: vec![o(4)], ..Request::default() },
        moment: next::Moment::default(),
        now: 1_800_000_000_000,
    }
}

fn known(ix: &[u32]) -> wend_core::State {
    ix.iter().map(|&ix| o(ix)).collect()
}

fn answers(objective: &str, kind: &str, day: i64, all: &[(&str, bool)]) -> Vec<Value> {
    all.iter()
        .enumerate()
        .map(|(at, (item, correct))| {
            json!({
                "w": format!("{objective}-{kind}-{day}"), "n": at, "t": 1_790_000_000_000_i64 + day * 86_400_000 + at as i64 * 60_000,
                "kind": kind, "objective": objective, "item": item, "correct": correct, "by": "learner",
            })
        })
        .collect()
}

fn with_log(entries: &[Value]) -> Case {
    Case { log: file("fractions", "amina", entries), now: 1_799_000_000_000, ..case() }
}

fn paths() -> Vec<(&'static str, Case)> {
    let music = Profile { interests: vec![(InterestIx(2), 1000)], ..Profile::default() };
    let cook = Profile { interests: vec![(InterestIx(1), 1000)], avoid: vec![InterestIx(0)], ..Profile::default() };
    let mut cycle = fractions();
    cycle.objectives[3].requires = needs(4);
    vec![
        ("from nothing, no interests", case()),
        ("who likes music walks with drums", Case { profile: music.clone(), ..case() }),
        ("who likes cooking and avoids the arts", Case { profile: cook, ..case() }),
        ("some of it is known", Case { known: known(&[0, 3]), ..case() }),
        ("the goal is known", Case { known: known(&[4]), ..case() }),
        (
            "a pin, and an exclusion that wins over another pin",
            Case { request: Request { goals: vec![o(4)], pins: vec![l(0), l(7)], excludes: vec![l(7)] }, ..case() },
        ),
        (
            "every way to a need is excluded",
            Case { request: Request { goals: vec![o(4)], pins: vec![], excludes: vec![l(3)] }, ..case() },
        ),
        ("a cycle", Case { curriculum: cycle, ..case() }),
        (
            "no goal, a goal that does not exist",
            Case { request: Request { goals: vec![ObjectiveIx(99)], ..Request::default() }, ..case() },
        ),
        (
            "a project at the end, with extra time, forms and a group",
            Case {
                profile: Profile {
                    extra_percent: 25,
                    forms: vec!["hands-on".to_owned()],
                    group: true,
                    support: Some(Support::Example),
                    ..music
                },
                request: Request { goals: vec![o(5)], ..Request::default() },
                moment: next::Moment { minutes_left: 18, due: vec![o(0)], declined: vec![l(1)], path: vec![] },
                ..case()
            },
        ),
    ]
}

fn requirements() -> Vec<(&'static str, Case)> {
    let mut deep = fractions();
    deep.objectives[4].requires = Test::AtLeast(
        2,
        vec![needs(0), Requirement::all(vec![needs(1), needs(2)]), needs(3).why("so that you can add at all")],
    )
    .into();
    let mut wide = fractions();
    for ix in 0..15 {
        wide.objectives.push(Objective { id: format!("extra-{ix}"), ..Objective::default() });
        wide.lessons.push(Lesson {
            id: format!("extra/{ix}"),
            teaches: vec![o(6 + ix)],
            minutes: 3 + (ix as u16 * 7) % 11,
            ..Lesson::default()
        });
    }
    wide.objectives[0].requires = Test::AtLeast(4, (6..21).map(needs).collect()).into();
    let mut odd = fractions();
    odd.objectives[0].requires = needs(77);
    odd.objectives[1].requires = Requirement::any(vec![]);
    odd.objectives[3].requires = needs(3);
    vec![
        ("two of three, one of them a pair", Case { curriculum: deep.clone(), ..case() }),
        ("two of three, one known", Case { curriculum: deep, known: known(&[1]), ..case() }),
        ("more than twelve candidates: greedy", Case { curriculum: wide, ..case() }),
        ("dangling, never, and leaning on itself", Case { curriculum: odd, ..case() }),
    ]
}

fn mastery() -> Vec<(&'static str, Case)> {
    let line = |all: &[(&str, bool)]| answers("number-line", "answer", 0, all);
    let three = line(&[("a", true), ("b", true), ("c", true)]);
    let retrieved = |day, right: &[bool]| {
        let all: Vec<(&str, bool)> = right.iter().zip(["a", "b", "c"]).map(|(&right, item)| (item, right)).collect();
        answers("number-line", "retrieval", day, &all)
    };
    let and = |mut a: Vec<Value>, b: Vec<Value>| {
        a.extend(b);
        a
    };
    let one = |extra: Value| {
        let mut entry = json!({ "w": "t", "n": 1, "t": 1_790_500_000_000_i64, "by": "teacher" });
        entry.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
        vec![entry]
    };
    vec![
        ("three typed in a row", with_log(&three)),
        ("the same item thrice is one", with_log(&line(&[("a", true), ("a", true), ("a", true)]))),
        ("a slip halves the streak", with_log(&line(&[("a", true), ("b", true), ("c", false), ("c", true)]))),
        (
            "picked: three of three is not enough, four of five is",
            with_log(&and(
                answers("add-like", "answer", 0, &[("a", true), ("b", true), ("c", true)]),
                answers("area-model", "answer", 0, &[("a", true), ("b", false), ("b", true), ("c", true), ("d", true)]),
            )),
        ),
        ("kept a day later, twice", with_log(&and(three.clone(), retrieved(2, &[true, true])))),
        (
            "the same item kept twice is one",
            with_log(&and(three.clone(), answers("number-line", "retrieval", 2, &[("a", true), ("a", true)]))),
        ),
        ("retrieved within the day counts for nothing", with_log(&and(three.clone(), retrieved(0, &[true, true])))),
        ("two wrong retrievals: rusty, still known", with_log(&and(three.clone(), retrieved(3, &[false, false])))),
        ("rusty, then right once", with_log(&and(three.clone(), retrieved(3, &[false, false, true])))),
        (
            "rusty, then right in a lesson",
            with_log(&and(
                and(three.clone(), retrieved(3, &[false, false])),
                answers("number-line", "answer", 4, &[("c", true)]),
            )),
        ),
        ("not looked at for two months: rusty and due", Case { now: 1_795_000_000_000, ..with_log(&three) }),
        ("due after some days, not yet rusty", Case { now: 1_790_400_000_000, ..with_log(&three) }),
        (
            "certain, and looked at again when due",
            Case {
                now: 1_791_000_000_000,
                ..with_log(&and(
                    line(&[("a", true), ("b", true)]),
                    one(
                        json!({ "t": 1_790_000_500_000_i64, "kind": "answer", "objective": "number-line", "item": "c", "correct": true, "certainty": 3, "tz": 120 }),
                    ),
                ))
            },
        ),
        (
            "practised as part of something else, by half",
            Case {
                now: 1_790_600_000_000,
                ..with_log(&and(three.clone(), answers("area-model", "answer", 3, &[("a", true), ("b", true)])))
            },
        ),
        ("four wrong in a row: stuck", with_log(&line(&[("a", false), ("b", false), ("a", false), ("c", false)]))),
        (
            "four wrong in a row, and a person saw it done",
            with_log(&and(
                line(&[("a", false), ("b", false), ("a", false), ("c", false)]),
                one(json!({ "kind": "observation", "objective": "number-line", "answer": true, "by": "teacher" })),
            )),
        ),
        (
            "a claim is known only where nothing can be asked",
            with_log(&[
                json!({ "w": "a", "n": 1, "t": 1_790_000_000_000_i64, "kind": "claim", "objective": "fraction-project" }),
                json!({ "w": "a", "n": 2, "t": 1_790_000_000_000_i64, "kind": "claim", "objective": "equivalent" }),
            ]),
        ),
        ("a teacher's credit", with_log(&one(json!({ "kind": "credit", "objective": "equivalent" })))),
        (
            "a teacher says not yet",
            with_log(&and(
                three.clone(),
                one(json!({ "kind": "overrule", "objective": "number-line", "answer": false })),
            )),
        ),
        (
            "a product that the learner signs with nothing to show",
            with_log(&one(
                json!({ "kind": "product", "objective": "fraction-project", "score": 3, "by": "learner", "answer": {} }),
            )),
        ),
        (
            "a product that the learner signs with something to show",
            with_log(&one(
                json!({ "kind": "product", "objective": "fraction-project", "score": 3, "by": "learner", "answer": { "text": "a feast" } }),
            )),
        ),
        (
            "placed: a check comes first, and is passed by one right answer",
            with_log(&[
                json!({ "w": "a", "n": 1, "t": 1_790_000_000_000_i64, "kind": "placement", "objective": "equivalent", "answer": true }),
                json!({ "w": "a", "n": 2, "t": 1_790_000_000_000_i64, "kind": "placement", "objective": "add-like", "answer": true }),
                json!({ "w": "a", "n": 3, "t": 1_790_000_060_000_i64, "kind": "answer", "objective": "add-like", "item": "a", "correct": true }),
                json!({ "w": "a", "n": 4, "t": 1_790_000_060_000_i64, "kind": "claim", "objective": "number-line" }),
            ]),
        ),
        (
            "a question of placement concludes nothing, whatever its answer",
            with_log(&[
                json!({ "w": "a", "n": 1, "t": 1_790_000_000_000_i64, "kind": "placement", "objective": "equivalent", "item": "a", "correct": true, "answer": true }),
                json!({ "w": "a", "n": 2, "t": 1_790_000_000_000_i64, "kind": "placement", "objective": "add-like", "answer": true }),
                json!({ "w": "a", "n": 3, "t": 1_790_000_060_000_i64, "kind": "placement", "objective": "add-like", "item": "b", "correct": false, "answer": false }),
            ]),
        ),
        (
            "a product by the rubric",
            with_log(&one(json!({ "kind": "product", "objective": "fraction-project", "score": 3 }))),
        ),
        (
            "retracted answers are gone",
            with_log(&and(three, one(json!({ "kind": "retract", "target": ["number-line-answer-0", 1] })))),
        ),
        (
            "four of the last five, and knowledge tracing over distinct items",
            Case {
                curriculum: {
                    let mut c = fractions();
                    c.objectives[0].mastery = Some(MasteryRule::MOfN { m: 2, n: 3 });
                    c.objectives[2].mastery =
                        Some(MasteryRule::Bkt { init: 0.3, learn: 0.2, guess: 0.2, slip: 0.1, threshold: 0.95 });
                    c
                },
                ..with_log(&and(
                    line(&[("a", false), ("b", true), ("a", true)]),
                    answers(
                        "equivalent",
                        "answer",
                        0,
                        &[("a", true), ("a", true), ("b", false), ("b", true), ("c", true)],
                    ),
                ))
            },
        ),
        ("a clock in the future", Case { now: 1_700_000_000_000, ..with_log(&line(&[("a", true)])) }),
    ]
}

fn evidence() -> Vec<(&'static str, Case)> {
    let text = |log: &str| Case { log: log.to_owned(), other: log.to_owned(), ..case() };
    let one = r#"{"w":"a","n":1,"t":5,"kind":"wonder","note":"why?"}"#;
    let two = r#"{"w":"a","n":1,"t":6,"kind":"wonder","note":"why not?"}"#;
    let head = r#""format":1,"curriculum":"fractions","record":"r1","alias":"amina""#;
    vec![
        ("no JSON", text("{")),
        ("JSON, but no log", text("[1, 2]")),
        ("a later format", text(r#"{"format":2,"curriculum":"fractions","record":"r1","entries":[]}"#)),
        (
            "unknown kinds and fields stay",
            text(&format!(
                r#"{{{head},"z":[1.0,2e-7],"entries":[{{"w":"a","n":1,"t":5,"kind":"dance","steps":[{{"b":1,"a":"\u00e9\u2028"}}]}}]}}"#
            )),
        ),
        ("one (w, n), two contents: both stay", text(&format!(r#"{{{head},"entries":[{one},{two},{one}]}}"#))),
        (
            "a retract, of something not here yet",
            Case {
                log: format!(r#"{{{head},"entries":[{{"w":"b","n":1,"t":9,"kind":"retract","target":["a",1]}}]}}"#),
                other: format!(r#"{{{head},"entries":[{one}]}}"#),
                ..case()
            },
        ),
        (
            "a teacher file: what is there already, however its numbers are written, and what is no teacher's to add",
            Case {
                other: format!(
                    r#"{{{head},"entries":[{{"w":"t","n":1,"t":5,"kind":"observation","by":"teacher","stars":3,"far":1e2}}]}}"#
                ),
                teacher: format!(
                    r#"{{{head},"entries":[{{"w":"t","n":1.0,"t":5,"kind":"observation","by":"teacher","stars":3.0,"far":100}},{{"w":"t","n":2,"t":5,"kind":"observation","by":"teacher","stars":3.5}},{{"w":"t","n":3,"t":5,"kind":"observation","by":"learner"}},{{"w":"t","n":4,"t":5,"kind":"answer","by":"teacher"}}]}}"#
                ),
                ..case()
            },
        ),
        (
            "ids of an older version, and a clock ahead: kept, and said",
            text(&format!(
                r#"{{{head},"entries":[{one},{{"w":"a","n":2,"t":1900000000000,"kind":"claim","objective":"gone"}},{{"w":"b","n":3,"t":7,"kind":"opened","lesson":"gone/too"}},{{"w":"b","n":4,"t":8,"kind":"opened","lesson":"gone/too"}}]}}"#
            )),
        ),
        (
            "broken entries are set aside, one by one",
            text(&format!(
                r#"{{{head},"entries":[7,null,{{}},{{"w":"a","n":1.5,"t":5,"kind":"x"}},{{"w":"a","n":1,"t":"5","kind":"x"}},{{"w":"a","n":1,"t":5,"kind":""}},{{"w":"a","n":1,"t":5,"kind":"x","correct":1}},{{"w":"a","n":1,"t":5,"kind":"x","note":"\ud800"}},{{"w":"a","n":1e400,"t":5,"kind":"x"}},{one}]}}"#
            )),
        ),
        (
            "a thing that is changed, and files beside the entries: those of both devices are there after a merge",
            Case {
                log: format!(
                    r#"{{{head},"file:aa":"AAEC","file:bb":"BAUG","entries":[{{"w":"a","n":1,"t":5,"kind":"goal","note":"swim","by":"learner"}},{{"w":"a","n":2,"t":6,"kind":"product","objective":"add-like","answer":{{"file":{{"name":"x.png","type":"image/png","size":3,"hash":"aa"}}}}}}]}}"#
                ),
                other: format!(
                    r#"{{{head},"file:aa":"AAEC","file:cc":"BwgJ","entries":[{{"w":"b","n":1,"t":7,"kind":"goal","target":["a",1],"answer":"reached"}},{{"w":"b","n":2,"t":8,"kind":"step","note":"dive","from":["a",1]}}]}}"#
                ),
                ..case()
            },
        ),
    ]
}

fn check(name: &str, cases: Vec<(&'static str, Case)>, questions: &[&str]) {
    vectors(name, questions, cases.into_iter().map(|(name, case)| (name, case.input(), case.answer())));
}

#[test]
fn paths_and_choices() {
    check("paths", paths(), &["plan", "choices", "open_choices", "curriculum"]);
}

#[test]
fn what_is_missing() {
    check("requirements", requirements(), &["ready", "outer", "inner", "bands", "why_not", "plan"]);
}

#[test]
fn what_was_shown() {
    check("mastery", mastery(), &["standings", "known", "checks", "today", "due", "queue", "slip", "help"]);
}

#[test]
fn what_is_kept() {
    check("evidence", evidence(), &["log", "aside", "merged", "conflicts", "teacher_file", "exceptions"]);
}
