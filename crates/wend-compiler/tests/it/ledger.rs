//! Published ids must not vanish.

use wend_compiler::{Ledger, check_against};

use crate::support::with;

const QUESTION: &str = "::: question q\nWhat?\n\n- [x] a\n- [ ] b\n:::\n";

fn messages(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<String> {
    let ledger = Ledger::of(&with(before));
    check_against(&with(after), &ledger)
        .into_iter()
        .map(|diagnostic| {
            assert_eq!(diagnostic.code.code, "config/vanished-id");
            diagnostic.message
        })
        .collect()
}

#[test]
fn nothing_is_said_while_nothing_vanishes() {
    let text = format!("# A\n{QUESTION}");
    let before = [("lessons/a.md", text.as_str())];
    let after = [("lessons/a.md", text.as_str()), ("lessons/b.md", "# B\n")];
    assert!(messages(&before, &after).is_empty());
}

#[test]
fn a_vanished_lesson_is_one_word_and_not_one_for_each_item() {
    let text = format!("# A\n{QUESTION}");
    let found = messages(&[("lessons/a.md", &text)], &[]);
    assert_eq!(found, ["the lesson `a` was published and is gone"]);
}

#[test]
fn an_alias_keeps_it() {
    let old = format!("# A\n{QUESTION}");
    let new = format!("+++\naliases = [\"a\"]\n+++\n# A\n{QUESTION}");
    assert!(messages(&[("lessons/a.md", &old)], &[("lessons/b.md", &new)]).is_empty());
}

#[test]
fn items_and_objectives_and_the_id_itself() {
    let old = format!("# A\n{QUESTION}");
    let new = old.replace("question q", "question r");
    assert_eq!(
        messages(&[("lessons/a.md", &old)], &[("lessons/a.md", &new)]),
        ["the item `a#q` was published and is gone"]
    );
    let found = messages(
        &[],
        &[
            ("objectives.toml", "[halves]\n[thirds]\n[totals]\n"),
            ("lessons/sums.md", "+++\nteaches = [\"totals\"]\n+++\n# S\n"),
        ],
    );
    assert_eq!(found, ["the objective `sums` was published and is gone"]);
    let found = messages(&[], &[("curriculum.toml", "id = \"y\"\ntitle = \"X\"\n")]);
    assert!(found[0].contains("published as `x` and is now `y`"), "{found:?}");
}
