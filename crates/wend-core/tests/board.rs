//! A class on one page: laws, golden vectors, and the browser's twin, byte for byte.

#[path = "board/classes.rs"]
mod classes;
mod common;

use std::collections::BTreeSet;

use classes::{Class, TODAY, answer, entry, member, monday, of};
use proptest::prelude::*;
use serde_json::{Value, json};
use wend_core::{
    Graph,
    board::{Board, Flag, Place, board},
    evidence::canonical,
    mastery,
    member::{Member, Row, roll},
    retrieval,
    ticket::Ticket,
};

const CASES: u64 = 200;

#[test]
fn rust_and_javascript_draw_the_same_board() {
    let cases: Vec<Class> = (0..CASES).map(Class::seeded).collect();
    let answers = common::ask(cases.iter().map(|case| case.input().to_string()).collect());
    for (seed, case) in cases.iter().enumerate() {
        let got: Value = serde_json::from_str(answers.get(seed).expect("an answer")).expect("JSON");
        for (question, expected) in case.answer().as_object().expect("an object") {
            let (got, expected) = (&got[question], expected);
            for (part, expected) in expected.as_object().into_iter().flatten() {
                assert_eq!(canonical(&got[part]), canonical(expected), "case {seed}, {part} (Rust on the right)");
            }
            assert_eq!(canonical(got), canonical(expected), "case {seed}, {question} (Rust on the right)");
        }
    }
}

#[test]
fn golden() {
    let classes = [("a Wednesday in a class of nine", monday()), ("nobody", of(vec![]))];
    let cases = classes.into_iter().map(|(name, class)| (name, class.input(), class.answer()));
    common::vectors("board", &["facts", "board"], cases);
}

fn draw(class: &Class) -> Board {
    board(&Graph::new(&class.curriculum), &class.members, &class.options)
}

fn flags<'b>(board: &'b Board, who: &str) -> Vec<&'b str> {
    let learner = board.learners.iter().find(|learner| learner.who == who).expect("on the board");
    learner.flags.iter().map(|flag| flag.code).collect()
}

#[test]
fn everybody_has_the_place_they_should_have() {
    let board = draw(&monday());
    let hands: Vec<&str> = board.hands.iter().map(|hand| hand.who.as_str()).collect();
    assert_eq!(hands, ["amina", "hana (2)"]);
    // Ben learned it the day before yesterday; nobody else did.
    assert_eq!(board.hands[0].needs[0].helpers.iter().map(|it| it.who.as_str()).collect::<Vec<_>>(), ["ben"]);
    assert_eq!(board.hands[0].needs[0].flag.entries.len(), 4, "the four wrong answers");
    let waits: Vec<(&str, &str)> = board.waits.iter().map(|it| (it.who.as_str(), it.because[0].code)).collect();
    assert_eq!(waits, [("cleo", "contest"), ("dan", "product"), ("eve", "new"), ("finn", "quiet"), ("gus", "arrived")]);
    assert_eq!(board.fine, ["ben", "hana"]);
    assert_eq!(board.ten.meet[0].who, "amina");
    let due = |who: &str| board.meet.iter().find(|it| it.who == who).map(|it| it.because.last().expect("why").code);
    assert_eq!((due("ben"), due("hana"), due("eve")), (None, Some("agreed"), Some("never")));
    assert_eq!(board.mixups[0].learners.iter().map(|it| it.who.as_str()).collect::<Vec<_>>(), ["amina", "hana"]);
    assert_eq!(board.standards[0].shown, ["ben"]);
    assert_eq!(board.standards[0].begun, ["amina", "cleo", "finn", "gus", "hana", "hana (2)"]);
}

/// Each flag, and what makes it go away again.
#[test]
fn a_flag_clears_when_its_cause_is_gone() {
    let goals = ["objective-3"];
    let o = "objective-0";
    let wrong: Vec<Value> = (0..4)
        .map(|n| {
            let mut wrong = answer(n, 3, o, false);
            wrong["mixup"] = json!("upside-down");
            wrong
        })
        .collect();
    let right: Vec<Value> = (10..14).map(|n| answer(n, 2, o, true)).collect();
    let told = |n, kind: &str, answer: bool| {
        entry(n, 1, json!({ "kind": kind, "objective": o, "answer": answer, "by": "teacher" }))
    };
    let after = |entries: &[Value]| {
        let board = draw(&of(vec![member("amina", &goals, entries)]));
        flags(&board, "amina").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let with = |more: &[Value]| [&wrong, more].concat();
    assert_eq!(after(&wrong), ["stuck", "mix-up"]);
    assert_eq!(after(&with(&right)), [""; 0], "proficient");
    assert_eq!(after(&with(&right[..1])), ["stuck", "mix-up"], "one right answer mends nothing");
    assert_eq!(after(&with(&right[..2])), ["stuck"], "two mend the mix-up");
    for kind in ["overrule", "credit", "observation"] {
        assert_eq!(after(&with(&[told(20, kind, true)])), [""; 0], "{kind}");
        // Four more wrong ones after that, and a hand is needed again.
        let again: Vec<Value> = (30..34).map(|n| answer(n, 0, o, false)).collect();
        assert_eq!(after(&with(&[&[told(20, kind, true)], &again[..]].concat())), ["stuck"], "{kind}");
    }
    let seen = [told(20, "observation", false)];
    assert_eq!(after(&seen), ["seen"]);
    assert_eq!(after(&[&seen[..], &[told(21, "observation", true)]].concat()), [""; 0]);
    let objects = [entry(20, 1, json!({ "kind": "contest", "objective": o }))];
    assert_eq!(after(&objects), ["contest"]);
    let back = entry(21, 1, json!({ "kind": "contest", "objective": o, "answer": false }));
    assert_eq!(after(&[&objects[..], &[back]].concat()), [""; 0]);
    assert_eq!(after(&[&objects[..], &[told(21, "overrule", false)]].concat()), [""; 0]);
    assert_eq!(after(&[entry(0, 14, json!({ "kind": "opened", "lesson": "lesson-0" }))]), ["quiet"]);
    assert_eq!(after(&[entry(0, 13, json!({ "kind": "opened", "lesson": "lesson-0" }))]), [""; 0]);
    let taken = entry(30, 0, json!({ "kind": "retract", "target": ["w", 20] }));
    assert_eq!(after(&[&objects[..], &[taken]].concat()), [""; 0], "taken back");
    let handed = |more: &[Value]| {
        let mut entries = vec![entry(0, 1, json!({ "kind": "product", "objective": "objective-7", "note": "a map" }))];
        entries.extend_from_slice(more);
        after(&entries)
    };
    assert_eq!(handed(&[]), ["product"]);
    let look =
        |score| entry(1, 0, json!({ "kind": "product", "objective": "objective-7", "score": score, "by": "teacher" }));
    assert_eq!((handed(&[look(0)]), handed(&[look(2)])), (vec![], vec![]), "a person looked at it");
}

/// What the list says stands until the learner changes it, and what they change stands until they take over something new.
#[test]
fn a_row_counts_where_the_learner_changed_nothing_since() {
    let class = of(vec![]);
    let names = class.curriculum.names();
    let set = |n, days, answer: &str, by: &str| {
        entry(n, days, json!({ "kind": "setting", "target": "support", "answer": answer, "by": by }))
    };
    let support = |entries: &[Value]| {
        let ticket = Ticket { support: Some(wend_core::Support::Guided), ..Ticket::default() };
        let row = Some(Row { ticket, known: vec!["objective-0".to_owned()], ..Row::default() });
        let member = Member { entries: classes::read(entries), row, ..Member::default() };
        let log = member.log(&class.curriculum.id, 0);
        let in_time = log.in_time();
        let facts = wend_core::facts::fold(&class.curriculum, &names, &in_time);
        assert!(mastery::standings(&class.curriculum, &log, i64::MAX / 2)[0].credited);
        facts.settings.get("support").and_then(|value| value.as_str()).unwrap_or_default().to_owned()
    };
    assert_eq!(support(&[]), "guided");
    assert_eq!(support(&[set(0, 5, "alone", "learner")]), "alone", "changed by the learner");
    assert_eq!(support(&[set(0, 5, "peer", "teacher")]), "guided", "the list is newer than an old ticket");
    assert_eq!(support(&[set(0, 5, "alone", "learner"), set(1, 4, "peer", "teacher")]), "guided", "taken over since");
    assert_eq!(support(&[set(0, 5, "peer", "teacher"), set(1, 4, "alone", "learner")]), "alone");
}

#[test]
fn what_a_teacher_asked_for_ends_with_the_next_ticket_and_a_goal_that_is_set_aside_stays_so() {
    let class = monday();
    let names = class.curriculum.names();
    let set = |n, target: &str, answer: Value, by: &str| {
        entry(n, 5, json!({ "kind": "setting", "target": target, "answer": answer, "by": by }))
    };
    let goal = |n, days, id: &str| entry(n, days, json!({ "kind": "goal", "objective": id, "answer": true }));
    let read = |entries: &[Value], row: Row| {
        let member = Member { entries: classes::read(entries), row: Some(row), ..Member::default() };
        let log = member.log(&class.curriculum.id, 0);
        let in_time = log.in_time();
        let facts = wend_core::facts::fold(&class.curriculum, &names, &in_time);
        let settings = facts.settings.all().into_iter().map(|(name, value)| format!("{name}={value}"));
        let words: Vec<String> = facts.words.iter().filter_map(|it| it.text("note")).map(str::to_owned).collect();
        let goals: Vec<String> = facts.goals.names().into_iter().map(str::to_owned).collect();
        (settings.collect::<Vec<_>>(), facts.interests.names().len(), goals, words)
    };
    let asks = |goals: &[&str]| {
        let goals = goals.iter().map(|&id| id.to_owned()).collect();
        Row { ticket: Ticket { goals, ..Ticket::default() }, ..Row::default() }
    };
    let before = [
        set(0, "deadline", json!("2027-02-01"), "teacher"),
        set(1, "weekly_minutes", json!(60), "teacher"),
        set(2, "weekly_minutes", json!(90), "learner"),
        set(3, "interest:interest-1", json!(1), "teacher"),
        set(4, "group", json!(true), "teacher"),
        goal(5, 4, "objective-2"),
    ];
    let (settings, interests, goals, _) = read(&before, asks(&["objective-3"]));
    assert_eq!(settings, ["weekly_minutes=90", "started=true"], "the learner's own minutes stay");
    assert_eq!((interests, goals), (0, vec!["objective-3".to_owned(), "objective-2".to_owned()]));
    let (settings, interests, ..) = read(&before, asks(&[]));
    assert_eq!(
        (settings.len(), interests),
        (3, 1),
        "a row that asks for no path leaves what there is, but says who has a group"
    );
    let row = Row { set_aside: vec![("objective-2".to_owned(), "In May.".to_owned())], ..asks(&["objective-3"]) };
    let (_, _, goals, words) = read(&before, row);
    assert_eq!((goals, words), (vec!["objective-3".to_owned()], vec!["In May.".to_owned()]));
}

#[test]
fn two_of_one_alias_are_told_apart_wherever_they_come_from() {
    let class = monday();
    let mut back: Vec<Member> = class.members.clone();
    back.reverse();
    let who = |members: &[Member]| {
        roll(members).into_iter().map(|(who, member)| (who, member.record.clone())).collect::<Vec<_>>()
    };
    let names: BTreeSet<String> = who(&class.members).into_iter().map(|(who, _)| who).collect();
    assert_eq!(names.len(), class.members.len());
    // The two named hana have one record too: only their entries tell them apart.
    let other = Class { members: back, ..monday() };
    assert_eq!(
        draw(&other).learners.iter().map(|it| (&it.who, &it.seen)).collect::<Vec<_>>(),
        draw(&class).learners.iter().map(|it| (&it.who, &it.seen)).collect::<Vec<_>>()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn everyone_is_in_one_place_and_no_group_is_larger_than_asked(seed: u32) {
        let class = Class::seeded(u64::from(seed));
        let board = draw(&class);
        let mut seen: Vec<&str> = board.hands.iter().map(|it| it.who.as_str()).collect();
        seen.extend(board.waits.iter().map(|it| it.who.as_str()));
        seen.extend(board.fine.iter().map(String::as_str));
        let all: BTreeSet<&str> = board.learners.iter().map(|it| it.who.as_str()).collect();
        prop_assert_eq!(seen.len(), class.members.len(), "once each");
        prop_assert_eq!(&seen.iter().copied().collect::<BTreeSet<_>>(), &all);
        for learner in &board.learners {
            let hand = board.hands.iter().any(|it| it.who == learner.who);
            let waits = board.waits.iter().any(|it| it.who == learner.who);
            prop_assert_eq!(learner.place, if hand { Place::Hands } else if waits { Place::Waits } else { Place::Fine });
        }
        let size = class.options.size;
        let least = size.min.max(2) as usize;
        prop_assert!(board.groups.len() <= size.most as usize);
        for group in &board.groups {
            prop_assert!((least..=least.max(size.max as usize)).contains(&group.members.len()));
            let members: BTreeSet<&str> = group.members.iter().map(String::as_str).collect();
            let same = class.options.past.iter().flatten().filter(|past| {
                let known: BTreeSet<&str> = past.iter().map(String::as_str).filter(|who| all.contains(who)).collect();
                known == members
            });
            prop_assert!(same.count() < 3, "no group for a fourth time");
        }
    }

    /// The board and a learner's own page speak of the same states, and every flag leads to entries of that learner.
    #[test]
    fn the_board_agrees_with_each_learner(seed: u32) {
        let class = Class::seeded(u64::from(seed));
        let board = draw(&class);
        let end = (class.options.day + 1) * classes::DAY - 1;
        for ((_, member), learner) in roll(&class.members).into_iter().zip(&board.learners) {
            let log = member.log(&class.curriculum.id, end);
            let standings = mastery::standings(&class.curriculum, &log, end - retrieval::zone_now(&log) * 60_000);
            let count = |test: fn(&mastery::Standing) -> bool| standings.iter().filter(|it| test(it)).count() as u32;
            let states = learner.states;
            prop_assert_eq!(
                (states.known, states.due, states.mastered),
                (count(|it| it.known), count(|it| it.due), count(|it| it.level == mastery::Level::Mastered))
            );
            let of = |code: &str| learner.flags.iter().filter(|flag| flag.code == code).count() as u32;
            prop_assert_eq!((of("stuck"), of("contest")), (count(|it| it.stuck), count(|it| it.contested)));
            let keys: BTreeSet<(&str, u64)> = member.entries.iter().map(|it| (it.w.as_str(), it.n)).collect();
            let behind = |flag: &Flag| flag.entries.iter().all(|(w, n)| keys.contains(&(w.as_str(), *n)));
            prop_assert!(learner.flags.iter().all(behind));
            let evident = |flag: &Flag| {
                flag.days.is_some() || ["new", "arrived", "blocked", "no-goal"].contains(&flag.code) || !flag.entries.is_empty()
            };
            prop_assert!(learner.flags.iter().all(evident));
        }
    }
}

#[test]
fn the_order_in_which_members_come_changes_nothing() {
    let class = monday();
    let mut members = class.members.clone();
    members.rotate_left(4);
    let turned = Class { members, ..monday() };
    assert_eq!(canonical(&json!(draw(&class))), canonical(&json!(draw(&turned))));
    assert_eq!(draw(&class).day, wend_core::schedule::date_of(TODAY));
}
