//! Items: ids, objectives, mix-ups, files of `items/`.

use crate::support::{check, found, only, with};

const TWO: &str = "+++\nteaches = [\"halves\", \"thirds\"]\n+++\n# L\n\n";

fn question(label: &str, extra: &str) -> String {
    format!("::: question {label} {extra}\nWhat?\n\n- [x] a\n- [ ] b\n:::\n\n")
}

fn lesson(front: &str, blocks: &[String]) -> wend_compiler::Compiled {
    with(&[("lessons/l.md", &format!("{front}{}", blocks.concat()))])
}

#[test]
fn items_are_counted_for_their_objective() {
    let table =
        "::: question v {objective=\"thirds\"}\nWhat is {a}?\n\nAnswer: {a}\n\n| a |\n|---|\n| 1 |\n| 2 |\n:::\n";
    let compiled = lesson(TWO, &[question("q", "{objective=\"halves\"}"), table.to_owned()]);
    check(&compiled, &[]);
    let [halves, thirds] = [0, 1].map(|at| &compiled.curriculum.objectives[at]);
    assert_eq!((halves.items, halves.typed_items), (1, 0));
    assert_eq!((thirds.items, thirds.typed_items), (2, 2));
    let ids: Vec<_> = compiled.objectives[1].items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["l#v/1", "l#v/2"]);
    let of_lesson: Vec<_> = compiled
        .lessons
        .iter()
        .find(|l| l.id.as_ref() == "l")
        .expect("l")
        .items
        .iter()
        .map(|i| i.local_id.as_str())
        .collect();
    assert_eq!(of_lesson, ["q", "v/1", "v/2"]);
}

#[test]
fn which_objective_an_item_is_about() {
    let compiled = lesson(
        TWO,
        &[question("q", ""), question("r", "{objective=\"sums\"}"), question("s", "{objective=\"thirdz\"}")],
    );
    check(
        &compiled,
        &[
            "item/which-objective lessons/l.md:6:1",
            "item/objective-not-taught lessons/l.md:13:28",
            "link/unknown-objective lessons/l.md:20:28",
        ],
    );
    assert!(only(&compiled, "item/which-objective").contains("objective=\"halves\" or \"thirds\""));
}

#[test]
fn rows_of_one_table_are_one_fault() {
    let table = "::: question v\nWhat is {a}?\n\nAnswer: {a}\n\n| a |\n|---|\n| 1 |\n| 2 |\n:::\n";
    check(&lesson(TWO, &[table.to_owned()]), &["item/which-objective lessons/l.md:6:1"]);
}

#[test]
fn labels() {
    let twice = lesson("# L\n\n", &[question("q", ""), question("q", "")]);
    check(&twice, &["item/duplicate-label lessons/l.md:10:14"]);
    let none = lesson("# L\n\n", &[question("", "")]);
    let text = only(&none, "item/no-id");
    assert!(text.contains("no label"), "{text}");
    let fix = none.diagnostics.iter().find_map(|d| d.fix.as_ref()).expect("a fix");
    assert_eq!(fix.edits.len(), 1);
}

#[test]
fn questions_without_a_label_are_told_apart_by_their_words() {
    let twice = lesson("# L\n\n", &[question("", ""), question("", ""), question("", "")]);
    check(&twice, &["item/duplicate-label lessons/l.md:10:1", "item/duplicate-label lessons/l.md:17:1"]);
    // The first is asked for a label as ever; the copies are offered others.
    let offered: Vec<&str> =
        twice.diagnostics.iter().filter_map(|found| Some(found.fix.as_ref()?.edits[0].text.trim())).collect();
    assert_eq!(offered.len(), 3);
    let first = twice.lessons.iter().find(|lesson| lesson.id.as_ref() == "l").expect("l").items[0].local_id.as_str();
    assert_eq!(offered, [first, &format!("{first}-1"), &format!("{first}-2")]);
    // What `--fix` once wrote in, beside a copy that has no label yet.
    let copied = lesson("# L\n\n", &[question(&format!("{first}-1"), ""), question(first, ""), question("", "")]);
    check(&copied, &["item/duplicate-label lessons/l.md:17:1"]);
    let offered: Vec<_> = copied.diagnostics.iter().filter_map(|found| found.fix.as_ref()).collect();
    assert_eq!(offered[0].edits[0].text.trim(), format!("{first}-2"));
    let before = lesson("# L\n\n", &[question("", ""), question(first, "")]);
    check(&before, &["item/duplicate-label lessons/l.md:10:14"]);
    // Other words, other names.
    check(&lesson("# L\n\n", &[question("", ""), question("", "").replace("What", "When")]), &[]);
}

#[test]
fn rows_of_a_table_are_told_apart() {
    let rows = |ids: [&str; 2]| {
        let rows = format!("| a | id |\n|---|---|\n| 1 | {} |\n| 2 | {} |\n", ids[0], ids[1]);
        lesson("# L\n\n", &[format!("::: question q\nWhat is {{a}}?\n\nAnswer: {{a}}\n\n{rows}:::\n")])
    };
    check(&rows(["x", "y"]), &[]);
    check(&rows(["x", "x"]), &["item/duplicate-label lessons/l.md:11:7"]);
    // A row without an id has its number.
    assert_eq!(found(&rows(["2", ""])).len(), 1);
}

#[test]
fn a_cell_that_a_row_lacks_is_missed_where_the_row_ends() {
    let table = "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 |\n";
    let short = lesson("# L\n\n", &[format!("::: question q\nWhat is {{a}}?\n\nAnswer: {{b}}\n\n{table}:::\n")]);
    check(&short, &["item/unreadable-key lessons/l.md:10:4"]);
}

#[test]
fn mixups_belong_to_the_items_objective() {
    let block = |name: &str, objective: &str| {
        format!(
            "::: question {name} {{objective=\"{objective}\"}}\nWhat?\n\n- [x] a\n- [ ] b (mix-up: tops)\n- [ ] c (mix-up: top)\n:::\n\n"
        )
    };
    let right = lesson(TWO, &[block("q", "halves")]);
    check(&right, &["item/unknown-mixup lessons/l.md:11:18"]);
    assert!(only(&right, "item/unknown-mixup").contains("did you mean `tops`?"));
    let wrong = lesson(TWO, &[block("q", "thirds")]);
    check(&wrong, &["item/unknown-mixup lessons/l.md:10:18", "item/unknown-mixup lessons/l.md:11:18"]);
}

#[test]
fn files_of_items() {
    let more = format!("+++\nobjective = \"sums\"\nuse = [\"placement\", \"exit\"]\n+++\n{}", question("m", ""));
    let compiled = with(&[("items/deep/more.md", &more)]);
    check(&compiled, &[]);
    assert_eq!(compiled.curriculum.objectives[2].items, 1);
    assert_eq!(compiled.objectives[2].items[0].id, "items/deep/more#m");
    assert_eq!(compiled.item_files[0].front.uses.len(), 2);
}

#[test]
fn faulty_files_of_items() {
    let compiled = with(&[
        ("items/a.md", &question("m", "")),
        ("items/b.md", "+++\nobjective = \"sums\"\n+++\nWhat?\n"),
        ("items/c.md", &format!("+++\nobjective = \"sumz\"\nuse = [\"exam\"]\n+++\n{}", question("m", ""))),
    ]);
    check(
        &compiled,
        &[
            "item/which-objective items/a.md:1:1",
            "item/empty-file items/b.md:1:1",
            "link/unknown-objective items/c.md:2:13",
            "data/bad-value items/c.md:3:8",
        ],
    );
}

#[test]
fn a_wrong_key_is_found_by_its_own_grader() {
    let compiled = lesson("# L\n\n", &["::: question q\nWhat?\n\nAnswer: 1/2\nIf 2/4: No.\n:::\n".to_owned()]);
    let found = found(&compiled);
    assert!(
        !found.is_empty() && found.iter().all(|line| line.starts_with("item/") || line.starts_with("plugin/")),
        "{found:?}"
    );
}

#[test]
fn a_misspelt_answer_is_one_fault() {
    let question = "::: question a\nOne?\n\nAnser: 4\n:::\n\n::: question b\nTwo?\n:::\n";
    let compiled = with(&[("lessons/a.md", &format!("# A\n\n{question}"))]);
    check(&compiled, &["plugin/unknown-line lessons/a.md:6:1", "item/no-right-answer lessons/a.md:9:1"]);
    assert!(compiled.diagnostics.iter().any(|found| found.code.code == "plugin/unknown-line" && found.is_error()));
}

#[test]
fn a_question_without_a_label_is_called_by_its_words() {
    let ids = |text: &str| {
        let compiled = with(&[("lessons/a.md", &format!("# A\n\n{text}"))]);
        let lesson = compiled.lessons.iter().find(|lesson| lesson.id.as_ref() == "a").expect("a").clone();
        lesson.items.iter().map(|item| item.local_id.clone()).collect::<Vec<_>>()
    };
    let one = "::: question\nHow many *halves* make a whole?\n\nAnswer: 2\n:::\n";
    let two = "::: question\nHow many halves make a whole?\n\nAnswer: 3\n:::\n";
    let found = ids(&format!("{one}\n{two}"));
    assert!(found.iter().all(|id| id.starts_with("how-many-halves-make-a-") && id.len() == 27), "{found:?}");
    assert_ne!(found[0], found[1]);
    assert_eq!(ids(&one.replace("How many", "How  many\n")), found[..1], "white space does not count");
    let other = ids("::: question\nСколько половин?\n\nAnswer: 2\n:::\n");
    assert!(other[0].starts_with("сколько-половин-answer"), "{other:?}");
    // The label that is written in keeps what learners answered.
    let labelled = one.replace("question", &format!("question {}", found[0]));
    assert_eq!(ids(&labelled), found[..1]);
}
