//! `curriculum.toml`.

use wend_core::MasteryRule;

use crate::support::{check, compile, only};

fn config(text: &str) -> wend_compiler::Compiled {
    let text = format!("id = \"x\"\ntitle = \"X\"\n{text}");
    compile(&[("curriculum.toml", &text), ("lessons/a.md", "# A\n")])
}

#[test]
fn every_key() {
    let compiled = config(
        "description = \"D\"\nlanguage = \"pt-BR\"\nlicence = \"CC0\"\nauthors = [\"A\", \"B\"]\nurl = \"https://example.org/\"\n\
         plugins = [\"question\"]\ntrust = [\"abacus\"]\ntheme = \"trail\"\nhtml = true\n\
         [interest.music]\ntitle = \"Music\"\nparent = \"arts\"\nsign = \"M\"\n[interest.drawing]\nparent = \"arts\"\n\
         [strand.numbers]\ntitle = \"Numbers\"\nabout = \"All of them\"\n\
         [mastery]\nrule = \"m_of_n\"\nm = 4\nn = 5\n[weights]\nbreadth = 300\n",
    );
    check(&compiled, &["config/unknown-trust curriculum.toml:9:10"]);
    let config = &compiled.config;
    assert_eq!(config.language, "pt-BR");
    assert_eq!(config.authors, ["A", "B"]);
    assert!(config.html);
    assert_eq!(config.mastery, MasteryRule::MOfN { m: 4, n: 5 });
    assert_eq!(config.weights.breadth, 300);
    // A parent that nobody wrote down is part of the vocabulary, marked and last.
    let ids: Vec<_> = config.interests.iter().map(|i| (i.id.as_str(), i.title.as_str(), i.implied)).collect();
    assert_eq!(ids, [("music", "Music", false), ("drawing", "Drawing", false), ("arts", "Arts", true)]);
    assert_eq!(compiled.curriculum.interests[0].parent.map(|ix| ix.index()), Some(2));
}

#[test]
fn plugins_must_be_there() {
    let compiled = config("plugins = [\"qestion\", \"abacus\"]\n");
    check(&compiled, &["config/unknown-plugin curriculum.toml:3:12", "config/unknown-plugin curriculum.toml:3:23"]);
    assert_eq!(compiled.diagnostics[0].helps, ["did you mean `question`?"]);
}

#[test]
fn id_and_title_must_be_there() {
    let compiled = compile(&[("curriculum.toml", "language = \"en\"\n"), ("lessons/a.md", "# A\n")]);
    check(&compiled, &["data/missing-key curriculum.toml:1:1", "data/missing-key curriculum.toml:1:1"]);
    assert!(compiled.id_is_fresh);
}

#[test]
fn unknown_keys_at_every_level() {
    let compiled = config(
        "licens = \"CC0\"\n[interest.music]\ntitel = \"Music\"\n[weights]\nbredth = 1\n[mastery]\nrule = \"streak\"\nk = 3\n",
    );
    check(
        &compiled,
        &[
            "data/unknown-key curriculum.toml:3:1",
            "data/unknown-key curriculum.toml:5:1",
            "data/unknown-key curriculum.toml:7:1",
            "data/unknown-key curriculum.toml:10:1",
        ],
    );
}

#[test]
fn rules_of_mastery() {
    assert_eq!(config("mastery = \"streak\"\n").config.mastery, MasteryRule::Streak { n: 3 });
    assert_eq!(
        config("mastery = { rule = \"rubric\", at_least = 4 }\n").config.mastery,
        MasteryRule::Rubric { at_least: 4 }
    );
    let even = config("mastery = { rule = \"bkt\", guess = 0.5, slip = 0.5 }\n");
    assert!(only(&even, "data/bad-value").contains("less than 1"));
    let unknown = config("mastery = { rule = \"steak\" }\n");
    assert!(only(&unknown, "data/bad-value").contains("did you mean `streak`?"));
    let none = config("[mastery]\nn = 3\n");
    check(&none, &["data/missing-key curriculum.toml:3:1"]);
}

#[test]
fn interests_that_go_in_circles() {
    let own = config("[interest.music]\nparent = \"music\"\n");
    assert!(only(&own, "data/bad-value").contains("own parent"));
    let circle = config("[interest.a]\nparent = \"b\"\n[interest.b]\nparent = \"a\"\n");
    assert!(only(&circle, "data/bad-value").contains("own ancestor"));
}

#[test]
fn ids_that_differ_only_in_case_clash() {
    let compiled = config("interests = [\"Music\", \"music\"]\n[strand.A]\n[strand.a]\n");
    check(&compiled, &["data/clash curriculum.toml:3:23", "data/clash curriculum.toml:5:9"]);
    assert!(only(&config("[strand.straße]\n[strand.STRASSE]\n"), "data/clash").contains("differ only in case"));
}

#[test]
fn forbidden_characters() {
    let compiled = config("interests = [\"a/b\"]\n[strand.\"what?\"]\n");
    check(&compiled, &["data/bad-id curriculum.toml:3:14", "data/bad-id curriculum.toml:4:9"]);
}

#[test]
fn an_address_must_be_whole() {
    assert!(only(&config("url = \"example.org\"\n"), "data/bad-value").contains("https://"));
}
