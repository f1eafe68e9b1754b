//! TOML and YAML: faults are found where they stand, and the rest still counts.

use crate::support::{check, compile, only, with};

#[test]
fn broken_toml_is_reported_where_it_breaks() {
    let compiled =
        compile(&[("curriculum.toml", "id = \"x\"\ntitle = \"X\"\nlanguage = en\n"), ("lessons/a.md", "# A\n")]);
    check(&compiled, &["data/syntax curriculum.toml:3:12"]);
    assert_eq!(compiled.config.id, "x");
}

#[test]
fn what_stands_around_a_fault_still_counts() {
    let compiled = with(&[("lessons/a.md", "+++\ntitle = \"A\nteaches = [\"halves\"]\nminutes = 7\n+++\n")]);
    assert!(only(&compiled, "data/syntax").contains("not valid TOML"));
    let lesson = &compiled.curriculum.lessons[0];
    assert_eq!((lesson.id.as_str(), lesson.minutes), ("a", 7));
}

#[test]
fn colons_and_curly_quotes_are_explained() {
    let yaml = with(&[("lessons/a.md", "+++\ntitle: A\n+++\n# A\n")]);
    assert!(only(&yaml, "data/syntax").contains("key: value"));
    let curly = with(&[("lessons/a.md", "+++\ntitle = “A”\n+++\n# A\n")]);
    assert!(only(&curly, "data/syntax").contains("straight quotes"));
}

#[test]
fn yaml_front_matter_says_the_same_as_toml() {
    let toml = with(&[(
        "lessons/a.md",
        "+++\ntitle = \"A: b\"\nteaches = [\"halves\"]\ninterests = [\"music\"]\nminutes = 12\nwhere = \"home\"\nrequires = [{ any = [\"thirds\", \"sums\"], why = \"w\" }]\n+++\n",
    )]);
    let yaml = with(&[(
        "lessons/a.md",
        "---\ntitle: \"A: b\"\nteaches: [halves]\ninterests:\n  - music\nminutes: 12\nwhere: home\nrequires:\n  - any: [thirds, sums]\n    why: w\n---\n",
    )]);
    check(&toml, &[]);
    check(&yaml, &[]);
    assert_eq!(toml.curriculum, yaml.curriculum);
}

#[test]
fn yaml_faults_have_places_after_letters_of_several_bytes() {
    let compiled = with(&[("lessons/a.md", "---\ntitle: Ümläute\nminuten: 3\n---\n")]);
    check(&compiled, &["data/unknown-key lessons/a.md:3:1"]);
    assert!(only(&compiled, "data/unknown-key").contains("did you mean `minutes`?"));
    let broken = with(&[("lessons/a.md", "---\ntitle: Ü\nteaches: [halves\n---\n# A\n")]);
    assert_eq!(broken.lessons[0].title, "Ü");
    only(&broken, "data/syntax");
}

#[test]
fn yaml_words_are_not_changed() {
    let compiled = with(&[("lessons/a.md", "---\ntitle: no\nbring: [yes, 007, ~x]\n---\n")]);
    check(&compiled, &[]);
    assert_eq!(compiled.lessons[0].title, "no");
    assert_eq!(compiled.lessons[0].front.bring[0], "yes");
}

#[test]
fn yaml_bombs_and_doubles_are_refused() {
    let bomb = with(&[("lessons/a.md", "---\nbring: &a [x, y]\nform: *a\n---\n# A\n")]);
    check(&bomb, &["data/syntax lessons/a.md:2:8", "data/syntax lessons/a.md:3:7"]);
    let double = with(&[("lessons/a.md", "---\nminutes: 3\nminutes: 4\n---\n# A\n")]);
    check(&double, &["data/syntax lessons/a.md:3:1"]);
    let deep = format!("---\nbring: {}{}\n---\n# A\n", "[".repeat(90), "]".repeat(90));
    let deep = with(&[("lessons/a.md", &deep)]);
    assert!(only(&deep, "data/syntax").contains("nested too deeply"));
    let list = with(&[("lessons/a.md", "---\n- a\n- b\n---\n# A\n")]);
    assert!(only(&list, "data/syntax").contains("keys and values"));
}

#[test]
fn wrong_types_say_what_was_expected() {
    let compiled = with(&[(
        "lessons/a.md",
        "+++\ntitle = [\"A\"]\nminutes = \"ten\"\ninterests = 3.5\ntogether = \"yes\"\nrequires = 1.5\n+++\n# A\n",
    )]);
    check(
        &compiled,
        &[
            "data/wrong-type lessons/a.md:2:9",
            "data/wrong-type lessons/a.md:3:11",
            "data/wrong-type lessons/a.md:4:13",
            "data/wrong-type lessons/a.md:5:12",
            "data/wrong-type lessons/a.md:6:12",
        ],
    );
}

#[test]
fn values_out_of_bounds() {
    let compiled = with(&[(
        "lessons/a.md",
        "+++\nminutes = 0\nsupport = \"guide\"\nlang = \"english!\"\ncan = \" \"\n+++\n# A\n",
    )]);
    check(
        &compiled,
        &[
            "data/bad-value lessons/a.md:2:11",
            "data/bad-value lessons/a.md:3:11",
            "data/bad-value lessons/a.md:4:8",
            "data/bad-value lessons/a.md:5:7",
        ],
    );
    let support = compiled.diagnostics.iter().find(|d| d.message.contains("guide")).expect("found");
    assert!(support.helps[0].starts_with("did you mean `guided`?"), "{:?}", support.helps);
}

#[test]
fn a_key_far_from_all_others_is_answered_by_all_of_them() {
    let compiled = with(&[("learners/a.toml", "xylophone = 1\n")]);
    let text = only(&compiled, "data/unknown-key");
    assert!(text.contains("known keys: alias, autonomy, avoid, extra_time"), "{text}");
    assert_eq!(text.matches(" interests,").count(), 1, "{text}");
}

#[test]
fn the_same_value_twice() {
    let compiled = with(&[("lessons/a.md", "+++\ninterests = [\"music\", \"music\"]\n+++\n# A\n")]);
    check(&compiled, &["data/duplicate lessons/a.md:2:23"]);
}

#[test]
fn windows_line_ends_and_byte_order_marks() {
    let compiled = compile(&[
        ("curriculum.toml", "\u{feff}id = \"x\"\r\ntitle = \"X\"\r\nlangage = \"en\"\r\n"),
        ("lessons/a.md", "\u{feff}+++\r\ntitle = \"A\"\r\nminuts = 3\r\n+++\r\n\r\nText.\r\n"),
    ]);
    check(&compiled, &["data/unknown-key curriculum.toml:3:1", "data/unknown-key lessons/a.md:3:1"]);
    assert_eq!(compiled.lessons[0].title, "A");
}
