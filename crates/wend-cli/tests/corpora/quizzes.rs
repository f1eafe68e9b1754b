//! Quiz files of the Rust book experiment, read by the plugin `mdbook-quiz` as they stand: every question is answered by
//! the key that its author wrote, and judged by the script that judges learners.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Value, json};
use wend_plugin::Registry;

use crate::foreign::{Foreign, compile, counts, found, nothing_lost};
use crate::page::{Page, attribute, elements, words};

static QUIZZES: LazyLock<Foreign> = LazyLock::new(|| Foreign::build("rust-quizzes", "mdbook-quiz"));

/// The questions of a file, as TOML has them.
fn questions(text: &str) -> Vec<Value> {
    let file: Value = toml::from_str(text).expect("TOML");
    file["questions"].as_array().expect("questions").clone()
}

/// Every file with its questions and the page they are on.
fn pages() -> impl Iterator<Item = (&'static str, Vec<Value>, &'static str)> {
    let files = QUIZZES.files.iter().filter(|(path, _)| path.ends_with(".toml"));
    files.map(|(path, text)| {
        let id = path.trim_end_matches(".toml");
        (id, questions(text), QUIZZES.page(id).0.as_str())
    })
}

/// A text or a list of texts.
fn texts(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .map_or_else(|| value.as_str().into_iter().collect(), |all| all.iter().filter_map(Value::as_str).collect())
}

/// What a grader knows of a question.
fn spec(page: &str, id: &str) -> Value {
    let at = page.find(&format!("data-label=\"{id}\"")).unwrap_or_else(|| panic!("{id} is not on the page"));
    let block = page[at..].split("</wend-question>").next().expect("it ends");
    let spec = block.split("<script type=\"application/json\" class=\"spec\">").nth(1).expect("a spec");
    let spec = spec.split("</script>").next().expect("it ends");
    serde_json::from_str(spec).expect("JSON")
}

/// The texts of a question's options, in order: letters and digits only.
fn options(page: &Page, id: &str) -> Vec<String> {
    let questions = elements(page.nodes(), |node| attribute(node, "data-label") == Some(id));
    let all = elements(questions[0], |node| attribute(node, "class") == Some("option"));
    all.into_iter().map(|option| letters(&words(option).join(" "))).collect()
}

/// Letters and digits only: no mark of Markdown, no arrow, no white space.
fn letters(text: &str) -> String {
    let plain = text.replace("<sup>", "").replace("</sup>", "").replace("```", "");
    plain
        .chars()
        .filter_map(|c| match "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|one| one == c) {
            Some(digit) => char::from_digit(digit as u32, 10),
            None => Some(c).filter(|c| c.is_alphanumeric()),
        })
        .collect()
}

/// What the build's grader says of an answer.
fn graded(answer: &Value, spec: &Value) -> Option<bool> {
    let registry = Registry::shared();
    let plugin = registry.plugin("question").expect("it comes with Wend");
    let result: Option<Value> = registry.call(plugin, "grade.js", "grade", &json!([answer, spec])).expect("it answers");
    result.expect("an answer")["correct"].as_bool()
}

#[test]
fn every_file_is_a_lesson_and_every_question_is_one() {
    let (mut files, mut count) = (0, 0);
    for (id, questions, page) in pages() {
        assert_eq!(page.matches("<wend-question ").count(), questions.len(), "{id}");
        files += 1;
        count += questions.len();
    }
    assert_eq!((files, count), (9, 28));
    assert_eq!(found(&QUIZZES.compiled), [""; 0]);
    let lessons = &QUIZZES.compiled.curriculum.lessons;
    assert_eq!(lessons[0].title, "3.1 Variables and mutability: variables");
    // The book's chapters build on each other.
    let needs: Vec<usize> = lessons.iter().map(|lesson| lesson.requires.literals().len()).collect();
    assert_eq!(needs, [0, 1, 1, 1, 1, 1, 1, 1, 1]);
}

#[test]
fn every_question_is_right_on_its_own_key_and_wrong_on_others() {
    let (mut right, mut wrong) = (0, 0);
    for (id, questions, page) in pages() {
        for question in questions {
            let name = question["id"].as_str().expect("an id");
            let spec = spec(page, name);
            let mut judge = |answer: Value, expected: bool| {
                assert_eq!(graded(&answer, &spec), Some(expected), "{id} {name}: {answer} by {spec}");
                *(if expected { &mut right } else { &mut wrong }) += 1;
            };
            let answer = &question["answer"];
            match question["type"].as_str() {
                Some("MultipleChoice") => {
                    let shown = options(&QUIZZES.page(id).1, name);
                    let place = |text: &str| {
                        let at = shown.iter().position(|one| *one == letters(text));
                        at.unwrap_or_else(|| panic!("{name}: {text:?} is not among {shown:#?}"))
                    };
                    let mut key: Vec<usize> = texts(&answer["answer"]).into_iter().map(place).collect();
                    key.sort_unstable();
                    judge(json!(key), true);
                    for one in texts(&question["prompt"]["distractors"]).into_iter().map(place) {
                        judge(json!([one]), false);
                        judge(json!(key.iter().copied().chain([one]).collect::<Vec<_>>()), false);
                    }
                }
                Some("ShortAnswer") => {
                    judge(answer["answer"].clone(), true);
                    judge(json!("17"), false);
                }
                Some("Tracing") if answer["doesCompile"] == true => {
                    judge(answer["stdout"].clone(), true);
                    judge(json!("line 1"), false);
                }
                Some("Tracing") => {
                    let line = answer["lineNumber"].as_u64().expect("a line");
                    judge(json!(format!("line {line}")), true);
                    judge(json!(format!("Error on line {line}")), true);
                    judge(json!(format!("line {}", line + 1)), false);
                    judge(json!(format!("line {line}0")), false);
                    judge(json!(line.to_string()), false);
                }
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!((right, wrong > 100), (28 + 5, true), "{wrong} wrong ones");
}

#[test]
fn no_word_of_a_quiz_is_lost() {
    let mut total = 0;
    for (id, questions, _) in pages() {
        let (_, page) = QUIZZES.page(id);
        let mut source = Vec::new();
        for question in &questions {
            let prompt = &question["prompt"];
            let values = [
                &prompt["prompt"],
                &prompt["program"],
                &prompt["distractors"],
                &question["answer"]["answer"],
                &question["context"],
            ];
            source.extend(values.into_iter().flat_map(texts).map(visible));
        }
        total += nothing_lost(&counts(source), &counts(words(page.nodes()).iter().map(|word| visible(word))), id);
    }
    assert!(total > 2_000, "{total} words");
}

/// Raised digits as digits, without languages of code, tags, and lines that the book hides.
fn visible(text: &str) -> String {
    let mut drawn = false;
    let lines = text.lines().filter(|line| {
        if line.starts_with("```") {
            drawn = line.starts_with("```aquascope");
        }
        !(line.starts_with("```") || drawn && line.starts_with('#'))
    });
    let all = lines
        .collect::<Vec<_>>()
        .join("\n")
        .replace("<sup>n - 1</sup>", "ⁿ⁻¹")
        .replace("<sup>", "")
        .replace("</sup>", "");
    all.chars()
        .map(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|one| one == c).map_or(c, |digit| char::from(b'0' + digit as u8)))
        .collect()
}

/// A quiz of one question with these distractors.
fn choice(distractors: &[&str], more: &str) -> String {
    let list: Vec<String> = distractors.iter().map(|text| format!("{text:?}")).collect();
    format!(
        "[[questions]]\nid = \"one\"\ntype = \"MultipleChoice\"\nprompt.prompt = \"Which?\"\nanswer.answer = \"Right\"\nprompt.distractors = [{}]\n{more}",
        list.join(", ")
    )
}

/// The options of such a quiz as they are shown.
fn arranged(distractors: &[&str], more: &str) -> Vec<String> {
    let text = choice(distractors, more);
    let compiled = compile("mdbook-quiz", [("quizzes/q.toml", text.as_str())]);
    let made = compiled.sources.text(compiled.lessons[0].file);
    made.lines().filter_map(|line| line.strip_prefix("- [").map(|rest| rest[3..].to_owned())).collect()
}

#[test]
fn options_stand_in_an_order_of_their_own_which_no_build_and_no_edit_changes() {
    let order = arranged(&["Apple", "Pear", "Plum"], "");
    assert_eq!(order, arranged(&["Plum", "Apple", "Pear"], ""), "not the order of the file");
    assert_ne!(order.first().map(String::as_str), Some("Right"));
    let more = arranged(&["Apple", "Cherry", "Pear", "Plum"], "");
    assert_eq!(more.iter().filter(|one| *one != "Cherry").cloned().collect::<Vec<_>>(), order);
    assert_eq!(arranged(&["Pear", "Apple"], "prompt.answerIndex = 1\n"), ["Pear", "Right", "Apple"]);
    assert_eq!(
        arranged(&["Pear", "Zebra", "Apple"], "prompt.sortAnswers = true\n"),
        ["Apple", "Pear", "Right", "Zebra"]
    );
    // Over many questions, the right answer is not always in one place.
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, questions, page) in pages() {
        for question in questions.iter().filter(|one| one["type"] == "MultipleChoice") {
            let spec = spec(page, question["id"].as_str().expect("an id"));
            let right = spec["options"].as_array().and_then(|all| all.iter().position(|one| one["right"] == true));
            *places.entry(right.expect("a right option")).or_default() += 1;
        }
    }
    assert!(places.len() >= 3 && places.values().all(|count| *count < 12), "{places:?}");
}

#[test]
fn what_it_cannot_read_is_told_with_its_line() {
    let tracing =
        |answer: &str| format!("[[questions]]\ntype = \"Tracing\"\nprompt.program = \"fn main() {{}}\"\n{answer}\n");
    for (text, line, said) in [
        ("title = 1\n".to_owned(), 1, "this quiz has no questions"),
        ("[[questions]]\ntype = \"Drawing\"\n".to_owned(), 2, "there is no type `Drawing`"),
        ("[[questions]]\nid = \"a\"\n".to_owned(), 1, "this question has no `type`"),
        (choice(&[], ""), 4, "this question has nothing wrong to choose"),
        (choice(&["Right"], ""), 6, "`Right` is among the answers and among the distractors"),
        (choice(&["Wrong"], "multipart = \"gone\"\n"), 7, "there is no `multipart.gone` in this file"),
        (
            "\n[[questions]]\ntype = \"ShortAnswer\"\nprompt.prompt = \"Why?\"\n".to_owned(),
            2,
            "this question has no answer",
        ),
        (tracing("answer.doesCompile = false\nanswer.lineNumber = 9"), 5, "the program has 1 lines, and no line 9"),
        (tracing("answer.doesCompile = true"), 4, "this program compiles, but what it prints is not here"),
        (tracing("answer.stdout = \"\""), 4, "it is not said whether this program compiles"),
        ("[[questions]]\ntype = \"ShortAnswer\n".to_owned(), 2, "this text has no closing quote"),
    ] {
        let compiled = compile("mdbook-quiz", [("quizzes/q.toml", text.as_str())]);
        let told = found(&compiled);
        assert_eq!(told.len(), 1, "{said}: {told:#?}");
        assert!(told[0].starts_with(&format!("quizzes/q.toml:{line} {said}")), "{said}: {told:#?}");
    }
}

#[test]
fn texts_that_look_like_parts_of_a_question_stay_texts() {
    let text = "[[questions]]\nid = \"one\"\ntype = \"ShortAnswer\"\nprompt.prompt = \"If it rains: what?\\n\\n::: note\\n\"\nanswer.answer = \"a|b\"\nanswer.alternatives = [\"/x/\", \"3/4\"]\ncontext = \"Hint: rain.\\n\\nAnswer: none.\"\n";
    let compiled = compile("mdbook-quiz", [("quizzes/q.toml", text)]);
    assert_eq!(found(&compiled), [""; 0]);
    let site = wend_site::plan(compiled.into(), &wend_site::Theme::builtin(), &wend_site::Options::default());
    let ix = site.files.iter().position(|file| file.path == "lessons/quizzes/q.html").expect("a page");
    let page = String::from_utf8(site.render(ix).bytes).expect("UTF-8");
    let spec = spec(&page, "one");
    let shown = words(Page::read(&page).expect("a page").nodes()).join(" ");
    for said in ["If it rains: what?", "::: note", "Hint: rain.", "Answer: none."] {
        assert!(shown.contains(said), "{said} in {shown}");
    }
    for (answer, expected) in [("a|b", true), ("/x/", true), ("3/4", true), ("a", false), ("x", false), ("6/8", false)]
    {
        assert_eq!(graded(&json!(answer), &spec), Some(expected), "{answer} by {spec}");
    }
}
