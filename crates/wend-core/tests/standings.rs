//! Laws of what evidence shows and of what is asked and offered because of it.

mod common;

use std::collections::BTreeSet;

use common::{Case, file};
use proptest::prelude::*;
use serde_json::json;
use wend_core::{
    Curriculum, Graph, LessonIx, Objective, ObjectiveIx, Profile, Support,
    evidence::{self, Entry, Log},
    exceptions,
    generate::{self, Seeded, Shape},
    items,
    mastery::{self, Level},
    next::{self, Slot},
    readiness::{self, Band, Readiness},
    release,
    retrieval::{self, DAY, Grade, Memory},
    session, tried,
};

/// A log of some weeks and the moment after it.
fn learner(seed: u64) -> (Curriculum, Log, i64) {
    let mut rng = Seeded::new(seed);
    let c = generate::curriculum(seed, &Shape { lessons: 12, objectives: 5, ..Shape::default() });
    let n = rng.below(80);
    let entries = generate::entries(&mut rng, &c, n);
    let (log, _) = evidence::parse(&file(&c.id, "a", &entries));
    let latest = log.entries.iter().map(|entry| entry.t).max().unwrap_or(1_800_000_000_000);
    (c, log, latest + 1_000)
}

fn with(log: &Log, entry: serde_json::Value) -> Log {
    let mut more = log.clone();
    more.entries.push(Entry::new(entry).expect("well formed"));
    more.normalise();
    more
}

fn answer(c: &Curriculum, objective: usize, kind: &str, t: i64, correct: bool, item: &str) -> serde_json::Value {
    json!({ "w": "z", "n": t, "t": t, "kind": kind, "objective": c.objectives[objective].id, "item": item, "correct": correct, "typed": true })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(160) })]

    #[test]
    fn a_wrong_answer_raises_nothing_now_or_later(seed: u64, objective in 0_usize..5, kind in 0_usize..3, later in 0_i64..400) {
        let (c, log, now) = learner(seed);
        let worse = with(&log, answer(&c, objective, ["answer", "retrieval", "exit"][kind], now, false, "new"));
        for at in [now, now + later * DAY] {
            let (before, after) = (mastery::standings(&c, &log, at), mastery::standings(&c, &worse, at));
            let (b, a) = (&before[objective], &after[objective]);
            prop_assert!(a.level <= b.level.max(Level::Started), "{:?} → {:?}", b, a);
            prop_assert!(a.known <= b.known && a.streak <= b.streak.max(a.needed));
            prop_assert!(b.memory.zip(a.memory).is_none_or(|(b, a)| a.stability <= b.stability && a.rusts <= b.rusts));
            let help = |log| release::help(&Profile { help: release::levels(&c, log, &Profile::default()), ..Profile::default() }, ObjectiveIx::at(objective));
            prop_assert!(help(&worse) <= help(&log));
        }
    }

    #[test]
    fn enough_right_answers_always_make_proficient(seed: u64, objective in 0_usize..5) {
        let (mut c, log, now) = learner(seed);
        c.objectives[objective].depth = wend_core::Depth::Apply;
        c.objectives[objective].items = c.objectives[objective].items.max(1);
        if matches!(c.objectives[objective].mastery, Some(wend_core::MasteryRule::Rubric { .. })) {
            c.objectives[objective].mastery = None;
        }
        let items = c.objectives[objective].items;
        let mut log = log;
        // Two rounds through the bank: what is seen is not asked for more than there is.
        for at in 0..2 * i64::from(items) {
            log = with(&log, answer(&c, objective, "answer", now + at * 1_000, true, &format!("i{}", at % i64::from(items))));
        }
        let s = &mastery::standings(&c, &log, now + DAY)[objective];
        prop_assert!(s.level >= Level::Proficient && s.known && !s.stuck, "{:?}", s);
        prop_assert!(s.memory.is_some());
    }

    #[test]
    fn an_objective_without_items_is_completed_by_a_claim_or_a_product(seed: u64, objective in 0_usize..5) {
        let (mut c, log, now) = learner(seed);
        c.objectives[objective].items = 0;
        let id = c.objectives[objective].id.clone();
        let claimed = with(&log, json!({ "w": "z", "n": 1, "t": now, "kind": "claim", "objective": id }));
        let s = &mastery::standings(&c, &claimed, now)[objective];
        prop_assert!(s.known && !s.check && !s.due);
        c.objectives[objective].depth = wend_core::Depth::Inquire;
        let made = with(&log, json!({ "w": "z", "n": 1, "t": now, "kind": "product", "objective": id, "score": 4, "by": "teacher" }));
        prop_assert!(mastery::standings(&c, &made, now)[objective].known);
    }

    #[test]
    fn an_inquiry_is_never_complete_on_answers_alone(seed: u64, objective in 0_usize..5) {
        let (mut c, log, now) = learner(seed);
        c.objectives[objective].depth = wend_core::Depth::Inquire;
        let mut log = log;
        log.entries.retain(|entry| entry.kind != "product");
        for at in 0..12 {
            log = with(&log, answer(&c, objective, "answer", now + at, true, &format!("i{at}")));
        }
        prop_assert!(mastery::standings(&c, &log, now + DAY)[objective].level <= Level::Started);
    }

    #[test]
    fn rust_takes_nothing_away(seed: u64, later in 0_i64..3_000) {
        let (c, log, now) = learner(seed);
        let (before, after) = (mastery::standings(&c, &log, now), mastery::standings(&c, &log, now + later * DAY));
        for (b, a) in before.iter().zip(&after) {
            prop_assert_eq!(b.known, a.known);
            prop_assert!(a.level <= b.level && b.due <= a.due);
            if let Some(memory) = a.memory {
                let today = retrieval::today(&log, now + later * DAY);
                // After a wrong answer it may be rusty before that.
                prop_assert!(today >= memory.rusts || memory.recall(today) >= retrieval::RUSTY);
                prop_assert!(a.level != Level::Rusty || a.due || a.stuck);
            }
        }
    }

    #[test]
    fn a_sitting_asks_what_is_due_and_no_more_than_there_is_room_for(seed: u64, room in 0_usize..12) {
        let case = Case::seeded(seed % 1_000_000 * 40);
        let c = &case.curriculum;
        let (log, _) = evidence::parse(&case.log);
        let all = mastery::standings(c, &log, case.now + 30 * DAY);
        let due: BTreeSet<ObjectiveIx> = session::due(&all).into_iter().collect();
        let asks = session::queue(c, &all, room);
        prop_assert!(asks.len() <= room);
        let asked: BTreeSet<ObjectiveIx> = asks.iter().map(|ask| ask.objective).collect();
        prop_assert_eq!(asked.len(), asks.len());
        for ask in &asks {
            prop_assert!(!ask.serves.is_empty() && ask.serves.iter().all(|ix| due.contains(ix)));
            prop_assert!(all[ask.objective.index()].known && c.objectives[ask.objective.index()].items > 0);
        }
        // With room for all, all that is due is served, and never by more questions than there are things due.
        let whole = session::queue(c, &all, usize::MAX);
        let served: BTreeSet<ObjectiveIx> = whole.iter().flat_map(|ask| ask.serves.clone()).collect();
        prop_assert_eq!(&served, &due);
        prop_assert!(whole.len() <= due.len());
        let slip = session::exit_slip(c, &all, retrieval::today(&log, case.now));
        prop_assert!(slip.len() <= session::SLIP && slip.iter().all(|ix| c.objectives[ix.index()].items > 0));
    }

    #[test]
    fn a_retake_draws_what_was_not_seen(seed: u64, n in 0_usize..10) {
        let (c, log, _) = learner(seed);
        let bank = common::bank(&c);
        let seen: BTreeSet<&str> = log.entries.iter()
            .filter(|e| ["answer", "retrieval", "exit"].contains(&e.kind.as_str()) && e.body.get("correct").is_some_and(|c| c.is_boolean()))
            .filter_map(|e| e.text("item")).collect();
        let drawn = items::draw(&c, &log, &bank, n);
        prop_assert_eq!(drawn.len(), n.min(bank.len()));
        prop_assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), drawn.len());
        let old: Vec<bool> = drawn.iter().map(|&at| seen.contains(bank[at].as_str())).collect();
        prop_assert!(old.windows(2).all(|pair| pair[0] <= pair[1]), "{:?}", old);
        prop_assert!(!old.contains(&true) || bank.iter().enumerate().all(|(at, id)| drawn.contains(&at) || seen.contains(id.as_str())));
    }

    #[test]
    fn help_moves_by_one_step_and_peers_need_a_group(seed: u64, group: bool, own in 0_usize..5) {
        let (c, log, now) = learner(seed);
        let support = [None, Some(Support::Example), Some(Support::Guided), Some(Support::Peer), Some(Support::Alone)][own];
        let profile = Profile { support, group, ..Profile::default() };
        let levels = release::levels(&c, &log, &profile);
        prop_assert!(group || levels.values().all(|&level| level != Support::Peer));
        for objective in 0..c.objectives.len() {
            let mut more = log.clone();
            for at in 0..8 {
                more = with(&more, answer(&c, objective, "answer", now + at, at < 5, "i"));
            }
            // Five right in a row leave no help, or nearly; three wrong after them bring one step back.
            let level = release::levels(&c, &more, &profile)[&ObjectiveIx::at(objective)];
            prop_assert!(level >= Support::Guided);
        }
        // One right answer is one step on from where the learner starts.
        let fresh = with(&Log::new(c.id.clone(), "r", ""), answer(&c, 0, "answer", now, true, "i"));
        let first = release::levels(&c, &fresh, &profile)[&ObjectiveIx(0)];
        let expected = match (support.unwrap_or(Support::Guided), group) {
            (Support::Example, _) => Support::Guided,
            (Support::Guided, true) => Support::Peer,
            _ => Support::Alone,
        };
        prop_assert_eq!(first, expected);
    }

    #[test]
    fn nothing_not_yet_is_offered_and_the_different_slot_holds(seed: u64) {
        let case = Case::seeded(seed % 1_000_000 * 40);
        let c = &case.curriculum;
        let graph = Graph::new(c);
        let bands = readiness::bands(&graph, &case.known);
        let readiness = Readiness::new(&graph, &case.known);
        let offered = next::choices(&graph, &case.profile, &case.known, &case.request, &case.moment);
        for choice in &offered {
            prop_assert!(readiness.ready(choice.lesson));
            let teaches = &c.lessons[choice.lesson.index()].teaches;
            prop_assert!(teaches.iter().any(|o| bands[o.index()] == Band::Ready));
            prop_assert!(teaches.iter().all(|o| bands[o.index()] != Band::NotYet));
            prop_assert!(!case.request.excludes.contains(&choice.lesson));
        }
        let liked = |i: wend_core::InterestIx| case.profile.interests.iter().any(|&(like, _)| like == i) || case.profile.avoid.contains(&i);
        let outside = |l: LessonIx| {
            let tags = &c.lessons[l.index()].interests;
            !tags.is_empty() && tags.iter().all(|&i| !liked(i) && c.interests[i.index()].parent.is_none_or(|up| !liked(up)))
        };
        let fits = |l: LessonIx| outside(l) && !case.moment.declined.contains(&l);
        let different: Vec<LessonIx> = offered.iter().filter(|choice| choice.slot == Slot::Different).map(|choice| choice.lesson).collect();
        prop_assert!(different.iter().all(|&l| fits(l)));
        let could = readiness.ready_lessons().into_iter().any(|l| {
            fits(l) && !case.request.excludes.contains(&l) && !offered.iter().any(|choice| choice.lesson == l)
        });
        if !case.profile.interests.is_empty() && could {
            prop_assert_eq!(different.len(), 1);
        }
    }

    #[test]
    fn what_was_declined_comes_back_after_fourteen_days(seed: u64, days in 0_i64..30) {
        let (c, _, now) = learner(seed);
        let declined = json!({ "w": "z", "n": 1, "t": now, "kind": "decline", "lesson": c.lessons[0].id });
        let log = with(&Log::new(c.id.clone(), "r", ""), declined);
        prop_assert_eq!(next::declined(&c, &log, now + days * DAY).is_empty(), days >= 14);
    }

    #[test]
    fn every_review_on_time_and_right_waits_longer(grades in proptest::collection::vec(2_usize..5, 1..30)) {
        let by = [Grade::Wrong, Grade::Helped, Grade::Right, Grade::Certain];
        let mut memory = Memory::new(Grade::Right, 0);
        for grade in grades {
            let gap = memory.due - memory.last;
            let next = |grade: usize| { let mut memory = memory; memory.review(by[grade - 1], memory.due); memory };
            let after = next(grade);
            prop_assert!(after.due - after.last >= gap);
            prop_assert!(next(1).due <= next(2).due && next(2).due <= next(3).due && next(3).due <= next(4).due);
            memory = after;
        }
    }
}

#[test]
fn tried_in_vain_is_a_lesson_that_teaches_it_and_not_one_that_a_check_was_for() {
    let c = generate::curriculum(3, &Shape { lessons: 12, objectives: 5, ..Shape::default() });
    let objective = ObjectiveIx::at(0);
    let teaches = c.lessons_for(objective)[0];
    let rests = (0..c.lessons.len()).map(LessonIx::at).find(|ix| !c.lessons[ix.index()].teaches.contains(&objective));
    let rests = rests.expect("a lesson about something else");
    let wrong = |n: i64, lesson: LessonIx| {
        let mut entry = answer(&c, 0, "answer", n, false, &format!("i{n}"));
        entry["lesson"] = json!(c.lessons[lesson.index()].id);
        entry
    };
    // Four times wrong: twice in a check before a lesson that rests on it, once and once more where it is taught.
    let after = |lessons: &[LessonIx]| {
        let entries: Vec<_> = (1..).zip(lessons).map(|(n, &lesson)| wrong(n, lesson)).collect();
        let (log, _) = evidence::parse(&file(&c.id, "a", &entries));
        let standings = mastery::standings(&c, &log, 100);
        tried::tried(&c, &c.names(), &log, &standings)
            .into_iter()
            .map(|(ix, lessons)| (ix, lessons.into_iter().collect()))
            .collect::<Vec<(_, Vec<_>)>>()
    };
    assert_eq!(after(&[rests, rests, teaches]), []);
    assert_eq!(after(&[rests, rests, rests, teaches]), [(objective, vec![])], "once is no trying");
    assert_eq!(after(&[rests, rests, teaches, teaches]), [(objective, vec![teaches])]);
}

#[test]
fn as_many_entries_as_a_file_holds_are_read_in_linear_time() {
    let text = |n: usize| {
        let mut rng = Seeded::new(1);
        let mut c = generate::curriculum(1, &Shape { lessons: 400, objectives: 100, ..Shape::default() });
        // Short ids: so many entries fit a file well.
        c.objectives.iter_mut().enumerate().for_each(|(at, objective)| objective.id = format!("o{at}"));
        let entries: Vec<_> = (0..n)
            .map(|at| {
                let objective = &c.objectives[rng.below(100)].id;
                json!({
                    "w": format!("w{}", at / 1_000), "n": at, "t": 1_800_000_000_000_i64 + at as i64 * 60_000, "kind": "answer",
                    "objective": objective, "item": format!("i{}", rng.below(9)), "correct": rng.chance(70),
                })
            })
            .collect();
        (c.clone(), file(&c.id, "a", &entries))
    };
    let took = |n: usize| {
        let (c, text) = text(n);
        let start = std::time::Instant::now();
        let (log, aside) = evidence::parse(&text);
        let read = start.elapsed();
        assert_eq!((log.entries.len(), aside.len()), (n, 0));
        let all = mastery::standings(&c, &log, 1_900_000_000_000);
        let folded = start.elapsed() - read;
        assert!(all.iter().any(|s| s.attempts as usize > n / 200));
        println!("{n} entries: read {read:?}, standings {folded:?}");
        start.elapsed()
    };
    // Ten times as many take about ten times as long; a machine that is busy is forgiven a factor of four.
    let few = took(9_000);
    let many = took(90_000);
    assert!(many < few * 40, "{few:?} then {many:?}");
}

#[test]
fn what_a_clock_ahead_dated_comes_back_as_what_was_shown_the_day_before() {
    let item = Objective { id: "o".to_owned(), items: 4, ..Objective::default() };
    let c = Curriculum { id: "c".to_owned(), objectives: vec![item], ..Curriculum::default() };
    let now = 1_800_000_000_000;
    let shown = |t: i64| {
        (0..3)
            .map(|at| answer(&c, 0, "answer", t + at, true, &at.to_string()))
            .fold(Log::new("c", "r", ""), |log, e| with(&log, e))
    };
    let opened = json!({ "w": "z", "n": 1, "t": now - 1, "kind": "opened", "lesson": "l" });
    let ahead = with(&shown(now + 4_000 * DAY), opened.clone());
    let true_to_it = with(&shown(now - 1), opened);
    for later in [0, 1, 2, 3, 30, 300] {
        let of = |log: &Log| mastery::standings(&c, log, now + later * DAY).remove(0);
        let (odd, right) = (of(&ahead), of(&true_to_it));
        assert_eq!((odd.level, odd.due, odd.memory), (right.level, right.due, right.memory), "{later} days later");
        assert_eq!(odd.due, later > 1);
    }
    let said = exceptions::exceptions(&c, &ahead, now);
    assert_eq!(said.iter().map(|it| (it.code, it.n)).collect::<Vec<_>>(), [("future", 3), ("unknown-lesson", 1)]);
}
