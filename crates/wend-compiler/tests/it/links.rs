//! Links and pictures: where they lead, and what is said of those that lead nowhere.

use wend_compiler::{Compiled, Target};

use crate::support::{check, found, only, with};

const PAGES: [(&str, &str); 5] = [
    ("lessons/beats/add.md", "# Add\n\n## Why twelve?\n\n::: note {#aside}\nText.\n:::\n"),
    ("lessons/beats/index.md", "# Beats\n"),
    ("lessons/kitchen/add.md", "# Add in the kitchen\n"),
    ("static/sheet.pdf", "x"),
    ("lessons/beats/bar.svg", "<svg viewBox='0 0 3 4'>"),
];

/// A page in `lessons/beats/` with this text.
fn page(text: &str) -> Compiled {
    let mut files = PAGES.to_vec();
    files.push(("lessons/beats/p.md", text));
    with(&files)
}

fn target(text: &str, dest: &str) -> Target {
    let compiled = page(text);
    check(&compiled, &[]);
    let file = compiled.lessons.iter().find(|lesson| lesson.id.as_ref() == "beats/p").expect("p").file;
    compiled.links.target(file, dest).expect("a link").clone()
}

/// What a link leads to, in words.
fn leads(link: &str) -> String {
    let compiled = page(&format!("# P\n\n{link}\n"));
    check(&compiled, &[]);
    let file = compiled.lessons.iter().find(|lesson| lesson.id.as_ref() == "beats/p").expect("p").file;
    match &compiled.links.of(file)[0].1 {
        Target::Lesson(ix, None) => format!("lesson {}", compiled.lessons[ix.index()].id),
        Target::Lesson(ix, Some(id)) => format!("lesson {}#{id}", compiled.lessons[ix.index()].id),
        Target::Objective(ix) => format!("objective {}", compiled.objectives[ix.index()].id),
        Target::Term(id) => format!("term {id}"),
        Target::Here(id) => format!("here {id}"),
        Target::Asset(at, _) => format!("asset {}", compiled.assets[*at as usize].path),
        Target::External => "external".to_owned(),
        Target::Broken => "broken".to_owned(),
    }
}

#[test]
fn where_links_lead() {
    for (link, expected) in [
        ("[x](add.md)", "lesson beats/add"),
        ("[x](./add.md)", "lesson beats/add"),
        ("[x](../kitchen/add.md)", "lesson kitchen/add"),
        ("[x](index.md)", "lesson beats"),
        ("[x](../beats/)", "lesson beats"),
        ("[x](add.md#why-twelve)", "lesson beats/add#why-twelve"),
        ("[x](add.md#aside)", "lesson beats/add#aside"),
        ("[x](lesson:kitchen/add)", "lesson kitchen/add"),
        ("[x](lesson:beats/add#why-twelve)", "lesson beats/add#why-twelve"),
        ("[x](objective:halves)", "objective halves"),
        // An objective of a lesson's own has no page.
        ("[x](objective:kitchen/add)", "lesson kitchen/add"),
        ("[x](../../static/sheet.pdf)", "asset sheet.pdf"),
        ("![bar](bar.svg)", "asset lessons/beats/bar.svg"),
        ("[x](#p)", "here p"),
        ("[x](https://example.org/a)", "external"),
        ("[x](HTTPS://example.org/a)", "external"),
        ("[x](mailto:a@example.org)", "external"),
        ("[x](tel:+123)", "external"),
        ("<https://example.org>", "external"),
        ("<a@example.org>", "external"),
        ("[[kitchen/add]]", "lesson kitchen/add"),
        ("[[beats]]", "lesson beats"),
        ("[[p]]", "lesson beats/p"),
        ("[[Add in the kitchen]]", "lesson kitchen/add"),
        ("[[beats/add#Why twelve?]]", "lesson beats/add#why-twelve"),
        ("[[sums]]", "lesson sums"),
    ] {
        assert_eq!(leads(link), expected, "{link}");
    }
}

#[test]
fn links_in_blocks_count_too() {
    let text = "# P\n\n::: choose\nWhere next?\n\n- [a](add.md)\n- [b](../kitchen/add.md)\n:::\n";
    assert!(matches!(target(text, "add.md"), Target::Lesson(..)));
}

#[test]
fn broken_links_are_reported_where_they_stand() {
    for (link, code, help) in [
        ("[x](ad.md)", "link/broken", "did you mean `add.md`?"),
        ("[x](../kitchn/add.md)", "link/broken", "did you mean `../kitchen/add.md`?"),
        ("[x](add.html)", "link/broken", "write `add.md`"),
        ("[x](add)", "link/broken", "write `add.md`"),
        ("[x]()", "link/broken", "round brackets"),
        ("[x](../../objectives.toml)", "link/broken", "`.md`"),
        ("[[nowhere-at-all]]", "link/broken", "lesson's id"),
        ("[[beats/ad]]", "link/broken", "did you mean `beats/add`?"),
        ("[x](lesson:beats/ad)", "link/unknown-lesson", "did you mean `beats/add`?"),
        ("[x](objective:halvs)", "link/unknown-objective", "did you mean `halves`?"),
        ("[x](term:whole)", "link/unknown-term", "glossary whole"),
        ("[x](add.md#why-twelv)", "link/unknown-heading", "did you mean `why-twelve`?"),
        ("[x](#nowhere)", "link/unknown-heading", "lower case"),
        ("[[add]]", "link/ambiguous", "[[beats/add]]"),
        ("[x](javascript:alert(1))", "link/bad-scheme", "relative path"),
        ("[x](file:///etc/passwd)", "link/bad-scheme", "relative path"),
        ("[x](data:text/html,x)", "link/bad-scheme", "relative path"),
        ("[x](/kitchen/add.md)", "link/bad-scheme", "from this file"),
        ("[x](..%5Ckitchen%5Cadd.md)", "link/bad-scheme", "`/`"),
        ("[x](../../../secret.md)", "link/bad-scheme", "into the folder"),
        ("![x](bar.png)", "link/missing-picture", "did you mean `bar.svg`?"),
        ("![x](add.md)", "link/missing-picture", "leave out the `!`"),
        ("![x](https://example.org/a.png)", "link/remote-picture", "a copy"),
        ("![x](//example.org/a.png)", "link/remote-picture", "a copy"),
        ("![x](data:image/png;base64,AA)", "link/bad-scheme", "beside the lesson"),
    ] {
        let compiled = page(&format!("# P\n\nSee {link}.\n"));
        assert_eq!(found(&compiled), [format!("{code} lessons/beats/p.md:3:5")], "{link}");
        let text = only(&compiled, code);
        assert!(text.contains(help), "{link}: {text}");
        let file = compiled.lessons.iter().find(|lesson| lesson.id.as_ref() == "beats/p").expect("p").file;
        assert_eq!(compiled.links.of(file).len(), 1, "{link} is kept, so that its text is shown");
    }
}

#[test]
fn a_picture_without_a_description_is_noted() {
    let compiled = page("# P\n\n![](bar.svg)\n");
    assert!(only(&compiled, "link/no-alt").contains("no description"));
}

#[test]
fn terms() {
    let glossary = "# P\n\n::: glossary\nwhole\n: The thing you cut.\n:::\n\n[w](term:whole)\n";
    assert_eq!(target(glossary, "term:whole"), Target::Term("whole".into()));
    let mut files = PAGES.to_vec();
    files.push(("lessons/p.md", glossary));
    files.push(("lessons/q.md", glossary));
    let twice = with(&files);
    assert!(only(&twice, "link/duplicate-term").contains("explained twice"));
    let lesson = twice.terms["whole"].lesson;
    assert_eq!(twice.lessons[lesson.index()].id.as_ref(), "p");
    // A label names the term, and a definition may be all of a block.
    let labelled = "# P\n\n::: glossary whole\n**A whole**: the thing you cut.\n:::\n\n[w](term:whole) [h](#whole)\n";
    assert_eq!(target(labelled, "term:whole"), Target::Term("whole".into()));
    assert_eq!(page(labelled).terms["whole"].title, "A whole");
}

/// What is suggested for a link that leads nowhere.
fn suggested(dest: &str) -> String {
    let help = only(&page(&format!("# P\n\n[x]({dest})\n")), "link/broken");
    help.split("did you mean `").nth(1).and_then(|rest| rest.split('`').next()).unwrap_or("-").to_owned()
}

#[test]
fn only_names_that_are_alike_are_suggested() {
    for (dest, expected) in [
        ("ad.md", "add.md"),
        ("adds.md", "add.md"),
        ("../kitchens/add.md", "../kitchen/add.md"),
        ("kitchen/add.md", "../kitchen/add.md"),
        ("../sheet.pdf", "../../static/sheet.pdf"),
        ("Add in the kitchen.md", "../kitchen/add.md"),
        ("add-in-the-kitchn.md", "../kitchen/add.md"),
        // The same folder and ending are no likeness.
        ("sub.md", "-"),
        ("eat.md", "-"),
        ("../beats/a.md", "-"),
    ] {
        assert_eq!(suggested(&format!("<{dest}>")), expected, "{dest}");
    }
}

#[test]
fn a_branch_leads_three_steps_back_at_most() {
    let branch = "::: branch\nWhich?\n\n- [x] 1/3\n- [ ] 1/4\n  - Look at [the bars](#the-bars) again.\n:::\n";
    let bars = "# P\n\n## The bars\n\nText.\n\n";
    let note = "::: note\nText.\n:::\n\n";
    let nested = ":::: project\n## The task\n\n::: note\nText.\n:::\n::::\n\n";
    for between in ["", note, &format!("{note}{note}"), &format!("{note}## Next\n\n"), &format!("{nested}Text.\n\n")] {
        let compiled = page(&format!("{bars}{between}{branch}"));
        assert!(!found(&compiled).iter().any(|line| line.contains("far-back")), "{between}");
    }
    let far = page(&format!("{bars}{note}{note}## Next\n\n{branch}"));
    check(&far, &["link/far-back lessons/beats/p.md:22:13"]);
    assert!(only(&far, "link/far-back").starts_with("this leads 4 steps back; from a `branch` block it is 3 at most"));
    // A link beside the branch may lead as far as it likes, and a branch to what comes later.
    check(&page(&format!("{bars}{note}{note}{note}{note}[the bars](#the-bars)\n")), &[]);
    check(
        &page(&format!("{branch}\n{note}{note}{note}{note}## The bars\n").replace("::: branch", "# P\n\n::: branch")),
        &[],
    );
    // Blocks are named by their label, headings in double brackets by their text.
    for (to, there) in [("[a](#first)", "::: note first\nText.\n:::\n\n"), ("[[#The bars]]", "## The bars\n\n")] {
        let branch = branch.replace("[the bars](#the-bars)", to);
        let three = format!("{note}{note}");
        check(&page(&format!("# P\n\n{there}{three}{branch}")), &[]);
        let four = found(&page(&format!("# P\n\n{there}{three}{note}{branch}")));
        assert!(four.len() == 1 && four[0].starts_with("link/far-back "), "{to}: {four:?}");
    }
}

#[test]
fn addresses_that_are_not_whole() {
    assert!(
        only(&page("# P\n\n[x](www.example.org/a)\n"), "link/broken").contains("write `https://www.example.org/a`")
    );
    let empty = only(&page("# P\n\n![A bar](<>)\n"), "link/missing-picture");
    assert!(empty.starts_with("this picture does not say which file it is"), "{empty}");
}
