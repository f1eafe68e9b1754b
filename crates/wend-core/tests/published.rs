//! The engine gives the values that others published (`tests/vectors/published`).

use serde_json::Value;
use wend_core::{
    MasteryRule, mastery,
    retrieval::{self, Grade, Memory, W},
};

fn near(mine: f64, theirs: f64, by: f64) {
    assert!((mine - theirs).abs() <= by * theirs.abs().max(1e-12), "{mine} is not {theirs}");
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|n| n.as_f64().expect("a number")).collect()
}

#[test]
fn knowledge_tracing() {
    let file: Value = serde_json::from_str(include_str!("../../../tests/vectors/published/bkt.json")).expect("JSON");
    for case in file["cases"].as_array().expect("cases") {
        let [init, learn, guess, slip] = numbers(&case["params"])[..] else { panic!("four parameters") };
        let rule = MasteryRule::Bkt { init, learn, guess, slip, threshold: 0.95 };
        let mut p = init;
        for (answer, theirs) in case["answers"].as_str().expect("answers").chars().zip(numbers(&case["p_known"])) {
            p = mastery::trace(&rule, p, answer == '1');
            assert!((p - theirs).abs() < 1e-9, "{p} is not {theirs}");
        }
    }
}

#[test]
fn spaced_repetition() {
    let file: Value = serde_json::from_str(include_str!("../../../tests/vectors/published/fsrs.json")).expect("JSON");
    assert_eq!(numbers(&file["defaults_fsrs6"]), W);

    let state = &file["memory_state"];
    let grades = [Grade::Wrong, Grade::Helped, Grade::Right, Grade::Certain];
    let mut reviews = numbers(&state["ratings"]).into_iter().zip(numbers(&state["gaps_days"]));
    let (first, _) = reviews.next().expect("a first review");
    let mut memory = Memory::new(grades[first as usize - 1], 0);
    let mut day = 0;
    for (rating, gap) in reviews {
        day += gap as i64;
        memory.review(grades[rating as usize - 1], day);
    }
    // Computed there in 32-bit floats.
    near(memory.stability, state["stability"].as_f64().expect("a number"), 1e-6);
    near(memory.difficulty, state["difficulty"].as_f64().expect("a number"), 1e-6);

    let intervals = &file["intervals_for_stability_1"];
    for (retention, days) in numbers(&intervals["retention"]).into_iter().zip(numbers(&intervals["days"])) {
        near(retrieval::days_until(retention, 1.0, W[20]).round().max(1.0), days, 1e-5);
    }

    let curve = &file["retrievability"];
    let (stability, decay) =
        (curve["stability"].as_f64().expect("a number"), curve["decay"].as_f64().expect("a number"));
    for (days, left) in numbers(&curve["t_days"]).into_iter().zip(numbers(&curve["r"])) {
        near(retrieval::recall(days, stability, decay), left, 1e-6);
    }
}
