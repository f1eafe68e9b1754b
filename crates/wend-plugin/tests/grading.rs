//! What the question's own script says about answers: the same file grades in the build and in the browser.

mod support;

use serde_json::{Value, json};
use wend_plugin::{Registry, js};

fn grade(registry: &Registry, answer: Value, spec: Value) -> Value {
    let plugin = registry.plugin_of("question").expect("the question plugin");
    js::call(plugin.scripts(), "grade.js", "grade", &[answer, spec]).expect("a result")
}

/// `correct` and, after a bar, the note.
fn typed(registry: &Registry, key: &str, answer: &str, form: &str) -> String {
    let got = grade(registry, json!(answer), json!({ "answers": [key], "form": form }));
    let note = got["note"].as_str().map_or(String::new(), |note| format!("|{note}"));
    format!("{}{note}", got["correct"])
}

#[test]
fn numbers_are_compared_by_size() {
    let registry = Registry::builtin();
    let same = [
        ("3/4", "3/4 6/8 0.75 0,75 .75 75% 75/100 ¾ 3⁄4 3∕4 +3/4 00.750"),
        ("1 1/2", "3/2 1.5 1½ 1,5 150%"),
        ("-2/3", "-2/3 −2/3 –4/6"),
        ("1000", "1000 1,000 1000.0"),
        ("1", "1 1.000 1,000 3/3 100%"),
        ("0", "0 0/5 -0 0.0"),
        ("0.1", "0.1 1/10 0.10 10%"),
        ("75 %", "75% 3/4 0.75"),
        ("123456789012345678901234567890", "123456789012345678901234567890 246913578024691357802469135780/2"),
    ];
    for (key, answers) in same {
        for answer in answers.split(' ') {
            assert_eq!(typed(&registry, key, answer, "any"), "true", "{answer} for {key}");
        }
    }
    for (key, answer) in
        [("3/4", " 3 / 4 "), ("3/2", "1 1/2"), ("1000", "1 000"), ("1 1/2", "1\u{a0}1/2"), ("-3", "− 3")]
    {
        assert_eq!(typed(&registry, key, answer, "any"), "true", "{answer} for {key}");
    }
    let other = [
        ("3/4", "4/3 0.74 0.7500001 7/8 -3/4"),
        ("1/3", "0.333 0.3333333333333333 33%"),
        ("0.3", "0.30000000000000004"),
        ("75%", "75"),
        ("123456789012345678901234567890", "123456789012345678901234567891"),
    ];
    for (key, answers) in other {
        for answer in answers.split(' ') {
            assert_eq!(typed(&registry, key, answer, "any"), "false", "{answer} for {key}");
        }
    }
    for answer in ["three quarters", "3/0", "3//4", "1/2/3", "--3", "1e3", "0x10", "NaN", "Infinity", "3/4 cm"] {
        assert_eq!(typed(&registry, "3/4", answer, "any"), "null|unreadable", "{answer}");
    }
    assert_eq!(typed(&registry, "3/4", "  ", "any"), "null|empty");
    assert_eq!(typed(&registry, "3/4", &"9".repeat(200), "any"), "null|unreadable");
}

#[test]
fn digits_of_any_script_are_digits() {
    let registry = Registry::builtin();
    let cases = [
        ("12", "１２", "true"),
        ("12", "١٢", "true"),
        ("12", "۱۲", "true"),
        ("12", "१२", "true"),
        ("12", "১২", "true"),
        ("12", "𝟙𝟚", "true"),
        ("12", "１３", "false"),
        ("3/4", "３／４", "true"),
        ("1 1/2", "१ १/२", "true"),
        ("3.5", "٣٫٥", "true"),
        ("3.5", "３．５", "true"),
        ("1000", "١٬٠٠٠", "true"),
        ("75%", "٧٥٪", "true"),
        ("-3", "－３", "true"),
        ("+3", "＋３", "true"),
        ("١٢", "12", "true"),
        ("١٢ | dozen", "twelve", "false"),
        ("12 cm", "１２ cm", "true"),
        (r"/\d+ ?cm/", "१२ cm", "true"),
        ("/١+/", "١١", "true"),
    ];
    for (key, answer, expected) in cases {
        assert_eq!(typed(&registry, key, answer, "any"), expected, "{answer} for {key}");
    }
    assert_eq!(typed(&registry, "6/8", "६/८", "exact"), "true");
}

#[test]
fn form_and_tolerance() {
    let registry = Registry::builtin();
    let cases = [
        ("3/4", "6/8", "lowest", "false|lowest"),
        ("3/4", "3/4", "lowest", "true"),
        ("3/4", "0.75", "lowest", "true"),
        ("3/2", "1 1/2", "lowest", "true"),
        ("3/2", "1 2/4", "lowest", "false|lowest"),
        ("2", "2/1", "lowest", "false|lowest"),
        ("2", "2", "lowest", "true"),
        ("6/8", "3/4", "exact", "false|exact"),
        ("6/8", "6 / 8", "exact", "true"),
        ("5 ± 0.1", "5.1", "any", "true"),
        ("5 ± 0.1", "4.9", "any", "true"),
        ("5 ± 0.1", "5.11", "any", "false"),
        ("5 +/- 1/10", "49/10", "any", "true"),
        ("1/2 | 0.6", "0.6", "any", "true"),
        ("1/2 | a half", "A half.", "any", "true"),
        ("1/2 | a half", "dunno", "any", "false"),
    ];
    for (key, answer, form, expected) in cases {
        assert_eq!(typed(&registry, key, answer, form), expected, "{answer} for {key} as {form}");
    }
}

#[test]
fn words_forgive_one_slip_from_five_letters_on() {
    let registry = Registry::builtin();
    let cases = [
        ("numerator", "Numerator", "true"),
        ("numerator", " numerator! ", "true"),
        ("numerator", "numerater", "true|spelling"),
        ("numerator", "numertor", "true|spelling"),
        ("numerator", "nummerator", "true|spelling"),
        ("numerator", "nuemrator", "true|spelling"),
        ("numerator", "numrater", "false"),
        ("numerator", "denominator", "false"),
        ("half", "haff", "false"),
        ("whole", "whale", "true|spelling"),
        ("Größe", "grösse", "false"),
        ("Größe", "größe", "true"),
        ("cafe\u{301}s", "cafés", "true"),
        ("it’s half", "it's half", "true"),
        ("?", " ? ", "true"),
        ("?", "!", "false"),
        (";", "...", "false"),
        ("/colou?r/", "color", "true"),
        ("/colou?r/", "colours", "false"),
        ("/colou?r/i", "COLOUR", "true"),
        ("/a|b/ | c", "b", "true"),
        ("/a|b/ | c", "c", "true"),
        ("/a|b/ | c", "ab", "false"),
        (r"/\d+\/\d+/", "3/4", "true"),
    ];
    for (key, answer, expected) in cases {
        assert_eq!(typed(&registry, key, answer, "any"), expected, "{answer} for {key}");
    }
}

#[test]
fn expected_mistakes_come_before_forgiveness() {
    let registry = Registry::builtin();
    let spec = json!({
        "answers": ["whole"],
        "expected": [{ "when": "whale", "mixup": "animals" }, { "when": "1/2 | 0.25" }],
    });
    let got = grade(&registry, json!("Whale"), spec.clone());
    assert_eq!(got, json!({ "correct": false, "feedback": ["expected.0"], "mixup": "animals" }));
    assert_eq!(grade(&registry, json!("2/8"), spec.clone())["feedback"], json!(["expected.1"]));
    assert_eq!(grade(&registry, json!("wole"), spec)["note"], "spelling");
}

#[test]
fn options() {
    let registry = Registry::builtin();
    let one = json!({ "options": [{ "feedback": true, "mixup": "m" }, { "right": true }, {}] });
    let several = json!({ "options": [{ "right": true }, { "right": true }, { "feedback": true, "mixup": "m" }] });
    let cases = [
        (json!([1]), &one, json!({ "correct": true })),
        (json!(1), &one, json!({ "correct": true })),
        (json!([0]), &one, json!({ "correct": false, "feedback": ["options.0"], "mixup": "m" })),
        (json!([2]), &one, json!({ "correct": false })),
        (json!([]), &one, json!({ "correct": null, "note": "empty" })),
        (json!([9, -1, 0.5, "1", null]), &one, json!({ "correct": null, "note": "empty" })),
        (json!([0, 1]), &several, json!({ "correct": true })),
        (json!([1, 0, 0]), &several, json!({ "correct": true })),
        (json!([0]), &several, json!({ "correct": false, "note": "partly" })),
        (
            json!([0, 1, 2]),
            &several,
            json!({ "correct": false, "feedback": ["options.2"], "mixup": "m", "note": "partly" }),
        ),
    ];
    for (answer, spec, expected) in cases {
        assert_eq!(grade(&registry, answer.clone(), spec.clone()), expected, "{answer}");
    }
}
