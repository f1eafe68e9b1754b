//! What authors are told: each text gives exactly these findings, `code` at `"text"`.

mod support;

use wend_plugin::Registry;

/// `code @ text` of every finding.
fn told(registry: &Registry, text: &str) -> Vec<String> {
    let found = support::findings(registry, text);
    found
        .iter()
        .map(|d| format!("{} @ {}", d.code.code, d.primary.as_ref().map_or("", |label| label.span.text(text))))
        .collect()
}

#[test]
fn blocks() {
    let registry = Registry::builtin();
    let q = "::: question a\nWhat?\n\n";
    let cases: Vec<(String, Vec<&str>)> = vec![
        ("::: qestion a\nWhat?\n:::\n".into(), vec!["plugin/unknown-kind @ qestion"]),
        ("::: zebra\nWhat?\n:::\n".into(), vec!["plugin/unknown-kind @ zebra"]),
        ("::: together {poeple=3}\nx\n:::\n".into(), vec!["plugin/unknown-attribute @ poeple"]),
        ("::: together {people=three}\nx\n:::\n".into(), vec!["plugin/bad-attribute @ three"]),
        ("::: note {tone=tipp}\nx\n:::\n".into(), vec!["plugin/bad-attribute @ tipp"]),
        ("::: note\n:::\n".into(), vec!["plugin/missing-part @ ::: note"]),
        (format!("{q}Answer: 4\n:::\n"), vec![]),
        (format!("{q}:::\n"), vec!["item/no-right-answer @ ::: question a"]),
        (format!("{q}- [ ] 1\n- [ ] 2\n:::\n"), vec!["item/no-right-answer @ 1"]),
        (format!("{q}- [x] 1\n:::\n"), vec!["plugin/missing-part @ ::: question a"]),
        (format!("{q}- [x] 1\n- 2\n:::\n"), vec!["item/option-without-box @ 2"]),
        (format!("{q}Anwser: 4\n:::\n"), vec!["item/no-right-answer @ ::: question a", "plugin/unknown-line @ Anwser"]),
        (format!("{q}Answer: 4\nIf 8/2: No.\n:::\n"), vec!["item/useless-feedback @ 8/2"]),
        (format!("{q}Answer: 4\nIf 3: No.\nIf 6/2: No.\n:::\n"), vec!["item/useless-feedback @ 6/2"]),
        (format!("{q}Answer: 3/0\n:::\n"), vec!["item/unreadable-key @ 3/0"]),
        (format!("{q}Answer:\n:::\n"), vec!["item/unreadable-key @ "]),
        (format!("{q}Answer: /(a/\n:::\n"), vec!["item/unreadable-key @ /(a/"]),
        (format!("{q}Answer: /(a+)+b/\n:::\n"), vec!["item/slow-pattern @ /(a+)+b/"]),
        (format!("{q}Answer: /(a|a)*b/\n:::\n"), vec!["item/slow-pattern @ /(a|a)*b/"]),
        (format!("{q}Answer: /(\\w|a)*b/\n:::\n"), vec!["plugin/breach @ ::: question a"]),
        (format!("{q}Answer: /(a|b)+c/\n:::\n"), vec![]),
        (format!("{q}Answer: /(?:a|b|ab)+c/\n:::\n"), vec!["item/slow-pattern @ /(?:a|b|ab)+c/"]),
        (format!("{q}Answer: /(?:ab|cd)+/\n:::\n"), vec![]),
        (format!("{q}Answer: 1,000\n:::\n"), vec!["item/unreadable-key @ 1,000"]),
        ("::: question a {form=exact}\nWhat?\n\nAnswer: 1,000\n:::\n".into(), vec![]),
        (format!("{q}Answer: 1,000,000 | 0,125\nIf 1,000: No.\n:::\n"), vec![]),
        (format!("{q}Answer: 5 ± 2%\n:::\n"), vec!["item/unreadable-key @ 5 ± 2%"]),
        (format!("{q}Answer: 50% ± 2%\n:::\n"), vec![]),
        (format!("{q}Answer: {{sum}}\n:::\n"), vec!["item/unknown-place @ {sum}"]),
        (format!("{q}Answer: 4\n\nSo?\n:::\n"), vec!["plugin/stray-text @ So?"]),
        (format!("{q}Answer: 4\nWhy: a\nWhy: b\n:::\n"), vec!["plugin/repeated-line @ Why"]),
        ("::: question a {form=lowest}\nWhat?\n\nAnswer: 6/8\n:::\n".into(), vec!["item/wrong-key @ 6/8"]),
        (
            "::: question a {form=lowest}\nWhat {a}{c}?\n\nAnswer: {s}\n\n| a | s |\n|---|---|\n| 1 | 1/2 |\n| 2 | 2/4 |\n:::\n".into(),
            vec!["item/unknown-place @ {c}", "item/wrong-key @ 2/4"],
        ),
        ("::: question\nWhat?\n\nAnswer: 4\n:::\n".into(), vec!["item/no-id @ question"]),
        // What was meant as a table is told as one thing.
        (format!("{q}Answer: {{n}}\n\n| n | m |\n| 1 | 2 |\n:::\n"), vec!["item/broken-table @ | n | m |"]),
        (format!("{q}Answer: {{n}}\n\n| n | m |\n|---|\n| 1 | 2 |\n:::\n"), vec!["item/broken-table @ | n | m |"]),
        (format!("{q}Answer: 4\nWhy: So:\n\n    | n | m |\n    | 1 | 2 |\n:::\n"), vec![]),
        (format!("{q}Answer: {{n}}\n\n| n | n |\n|---|---|\n| 1 | 2 |\n:::\n"), vec!["item/duplicate-column @ n"]),
        (
            format!("{q}Answer: {{n}}\n\n| n | m |\n|---|---|\n| 1 | 2 | 3 | 4\n| 5 \\| 6 | 7 |\n:::\n"),
            vec!["item/extra-cell @ 3 | 4"],
        ),
        // A table whose columns nobody names is a table to read.
        ("::: question a\nHow many?\n\n| n |\n|---|\n| 1 |\n\nAnswer: 1\n:::\n".into(), vec![]),
        (
            "::: question a\nWhat?\n\nAnswer: 4\n:::\n\n::: question a\nWho?\n\nAnswer: 5\n:::\n".into(),
            vec!["item/duplicate-label @ a"],
        ),
        ("::: question a/b\nWhat?\n\nAnswer: 4\n:::\n".into(), vec!["item/bad-label @ a/b"]),
        (
            ":::: question a\nWhat?\n\nAnswer: 4\n\n::: together\nx\n:::\n::::\n".into(),
            vec!["plugin/wrong-place @ together", "plugin/stray-text @ ::: together\nx\n:::"],
        ),
        ("::: project a\n## Breif\n\nx\n:::\n".into(), vec!["plugin/missing-part @ ::: project a", "plugin/unknown-section @ Breif"]),
        ("::: debate a\nWhy?\n\n## One\n\nx\n:::\n".into(), vec!["plugin/missing-part @ ::: debate a"]),
        ("::: choose\nWhere?\n\n- [a](a.md)\n:::\n".into(), vec!["plugin/missing-part @ ::: choose"]),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let mut got = told(&registry, &text);
        let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        got.sort();
        expected.sort();
        if got != expected {
            wrong.push(format!("{text}\n  expected {expected:?}\n  got      {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A fix puts right what it is offered for.
#[test]
fn fixes_mend() {
    let registry = Registry::builtin();
    for text in [
        "::: qestion a\nWhat?\n\nAnswer: 4\n:::\n",
        "::: question\nWhat?\n\nAnswer: 4\n:::\n",
        "::: question a\nWhat?\n\nAnwser: 4\n:::\n",
        "::: question a\nWhat?\n\n- [x] 1\n- 2\n:::\n",
        "::: together {poeple=3}\nx\n:::\n",
        "::: note {tone=tipp}\nx\n:::\n",
        "::: question a\n{nn}?\n\nAnswer: {n}\n\n| n |\n|---|\n| 1 |\n:::\n",
        "::: project a\n## Breif\n\nx\n:::\n",
    ] {
        let found = support::findings(&registry, text);
        let fix = found.iter().find_map(|d| d.fix.as_ref()).unwrap_or_else(|| panic!("no fix for {text}"));
        let mut mended = text.to_owned();
        for edit in fix.edits.iter().rev() {
            mended.replace_range(edit.span.range(), &edit.text);
        }
        assert_eq!(support::findings(&registry, &mended), [], "{text} became {mended}");
    }
}

/// The label that a fix writes in is the id that the item had, so records stay.
#[test]
fn a_written_label_keeps_the_id() {
    let registry = Registry::builtin();
    let id = |text: &str| {
        let (parsed, _) = wend_markup::parse(wend_diagnostics::FileId(0), text);
        wend_plugin::document(&registry, text, &parsed).0[0].items[0].local_id.clone()
    };
    let text = "::: question\nWhat?\n\nAnswer: 4\n:::\n";
    let before = id(text);
    assert!(before.starts_with("what-answer-4-"), "{before}");
    assert_eq!(id(&text.replace("question", &format!("question {before}"))), before);
    // White space does not count, words do.
    assert_eq!(id("::: question\n\nWhat?\n\n\nAnswer:  4\n:::\n"), before);
    assert_ne!(id("::: question\nWho?\n\nAnswer: 4\n:::\n"), before);
}

/// Whatever is written, nothing of it is lost from the page.
#[test]
fn no_word_is_lost() {
    let registry = Registry::builtin();
    let kinds: Vec<String> = registry.kinds().map(|kind| kind.name.clone()).collect();
    let body = "alpha\n\n- [x] bravo\n  - charlie\n- [ ] delta\n\n| echo |\n|---|\n| foxtrot |\n\nWhy: golf\n\n\
                ## Hotel\n\nindia\n\n- juliett\n\nkilo\n: lima\n\n> mike\n\n```\nnovember\n```\n";
    for kind in kinds.iter().map(String::as_str).chain(["unheard-of"]) {
        let html = support::html(&registry, &format!("::: {kind} x\n{body}:::\n"));
        for word in body.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 3) {
            assert!(html.contains(word), "`{word}` is lost from {kind}:\n{html}");
        }
    }
}
