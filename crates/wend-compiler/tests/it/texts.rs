//! Lessons as texts: how hard they are to read, and alternatives that say the same.

use wend_compiler::{Compiled, check_texts, text_report};

use crate::support::{check, line, with};

fn found(compiled: &Compiled) -> Vec<String> {
    check_texts(compiled, &text_report(compiled)).iter().map(|found| line(compiled, found)).collect()
}

const PLAIN: &str = "We cut the bread in four. ";
const LEARNED: &str = "Calculating remaining quantities necessitates establishing common denominators. ";

fn lesson(title: &str, head: &str, text: &str) -> String {
    format!("+++\ntitle = \"{title}\"\nteaches = [\"halves\"]\n{head}\n+++\n{text}\n")
}

#[test]
fn what_is_harder_than_it_should_be_is_reported_where_somebody_said_how_hard_it_may_be() {
    let (plain, learned) = (PLAIN.repeat(12), LEARNED.repeat(12));
    let files = |config: &'static str, head: &str, text: &str| {
        let compiled = with(&[("curriculum.toml", config), ("lessons/a.md", &lesson("A", head, text))]);
        check(&compiled, &[]);
        found(&compiled)
    };
    let (said, unsaid) = ("id = \"x\"\ntitle = \"X\"\nreading = 5\n", "id = \"x\"\ntitle = \"X\"\n");
    assert_eq!(files(unsaid, "", &learned), [""; 0]);
    assert_eq!(files(said, "", &plain), [""; 0]);
    assert_eq!(files(said, "", &learned), ["lesson/hard-to-read lessons/a.md:2:9"]);
    // A lesson's own word counts, both ways.
    assert_eq!(files(said, "reading = 13", &learned), [""; 0]);
    assert_eq!(files(unsaid, "reading = 5", &learned), ["lesson/hard-to-read lessons/a.md:2:9"]);
    // What is asked is no running text, and a few sentences say nothing.
    let asked = format!("{plain}\n\n::: question q\n{learned}\n\n- [x] a\n- [ ] b\n:::\n");
    assert_eq!(files(said, "", &asked), [""; 0]);
    assert_eq!(files(said, "", LEARNED), [""; 0]);
}

#[test]
fn a_grade_is_a_number() {
    let compiled = with(&[("lessons/a.md", "+++\ntitle = \"A\"\nteaches = [\"halves\"]\nreading = 0\n+++\nText.\n")]);
    check(&compiled, &["data/bad-value lessons/a.md:4:11"]);
}

/// Sentences of many shapes, told of one thing.
fn told(of: &str) -> String {
    let shapes = [
        "When you cut the # into four, one part of it is a quarter, and all of them make the # again.",
        "Is it more than a half? Then it is more than the two of you have, and you know that at once.",
        "Put the # on the table and look at it from the side that is nearest to you, as you did before.",
        "What is left of the # when one of the four parts is gone, and who is it that has the rest of it?",
        "You can see it in the picture: the part that is left is as long as three of the parts in a row.",
        "So the # that you had is not gone at all, but it has another name, and it has it on both sides.",
    ];
    shapes.join("\n\n").replace('#', of)
}

#[test]
fn alternatives_that_differ_in_nouns_alone_are_reported_once() {
    let other = "Walk to the gate and count. How far is it? Then go back in half as many steps, which are twice as long as \
                 those before, and say what you think of the way that was. Did you turn at the tree or after it? If a friend \
                 had come with you, she would have been at the gate first, for her steps are not yours. Try it with her on \
                 the next day, but let her begin, and write down for each of you how many steps there were in all.";
    let files = |second: &str| {
        let compiled = with(&[
            ("lessons/a.md", &lesson("A", "", &told("bread"))),
            ("lessons/b.md", &lesson("B", "", second)),
            ("lessons/thirds.md", &format!("+++\ntitle = \"T\"\nteaches = [\"thirds\"]\n+++\n{}\n", told("cake"))),
        ]);
        check(&compiled, &[]);
        found(&compiled)
    };
    // The one for thirds says the same too, and is no alternative.
    assert_eq!(files(&told("football field")), ["lesson/alike lessons/b.md:2:9"]);
    assert_eq!(files(other), [""; 0]);
}
