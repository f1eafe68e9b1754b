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
    assert!(only(&compiled, "data/syntax").contains("no closing quote"));
    let lesson = &compiled.curriculum.lessons[0];
    assert_eq!((lesson.id.as_str(), lesson.title.as_str(), lesson.minutes), ("a", "A", 7));
}

#[test]
fn colons_and_curly_quotes_are_explained() {
    let yaml = with(&[("lessons/a.md", "+++\ntitle: A\n+++\n# A\n")]);
    check(&yaml, &["markup/odd-front lessons/a.md:1:1"]);
    assert_eq!(yaml.lessons[0].title, "A");
    let file = with(&[("objectives.toml", "[halves]\ntitle: Halves\n[thirds]\n[sums]\n")]);
    assert!(only(&file, "data/syntax").contains("key: value"));
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

#[test]
fn a_list_without_its_end_takes_nothing_with_it() {
    let compiled = with(&[(
        "objectives.toml",
        "[halves]\nrequires = [\"thirds\"\ntitle = \"H\"\n\n[thirds]\ntitle = \"T\"\n[sums]\nrequires = [\n  \"halves\",\n",
    )]);
    check(&compiled, &["data/syntax objectives.toml:2:12", "data/syntax objectives.toml:8:12"]);
    assert_eq!(compiled.objectives[1].title, "T");
    let yaml = with(&[("lessons/a.md", "---\ntitle: [A\nteaches: [halves\nminutes: 7\n---\n# A\n")]);
    let expected =
        ["data/syntax lessons/a.md:2:8", "data/wrong-type lessons/a.md:2:8", "data/syntax lessons/a.md:3:10"];
    check(&yaml, &expected);
    assert!(only(&yaml, "data/wrong-type").contains("title: "), "{}", only(&yaml, "data/wrong-type"));
}

#[test]
fn a_table_that_stands_twice_is_one_fault_with_both_places() {
    let compiled = with(&[(
        "objectives.toml",
        "[halves]\ntitle = \"H\"\n[thirds]\n[halves] # again\ntitle = \"I\"\nrequires = [\"thirds\"]\n[sums]\ncan = \"a\"\ncan = \"b\"\n",
    )]);
    check(&compiled, &["data/syntax objectives.toml:4:2", "data/syntax objectives.toml:9:1"]);
    for found in &compiled.diagnostics {
        if found.code.code == "data/syntax" {
            assert_eq!(found.labels.len(), 1, "{}", found.message);
        }
    }
    let lines: Vec<u32> = compiled
        .diagnostics
        .iter()
        .filter(|found| found.code.code == "data/syntax")
        .map(|found| compiled.sources.line_col(found.labels[0].span).line)
        .collect();
    assert_eq!(lines, [1, 8]);
}

/// The texts of all fixes put into one file.
fn fixed(compiled: &wend_compiler::Compiled, path: &str) -> String {
    let mut edits: Vec<_> = compiled.diagnostics.iter().filter_map(|d| d.fix.as_ref()).flat_map(|f| &f.edits).collect();
    edits.retain(|edit| compiled.sources.path(edit.span.file) == path);
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut text = compiled.sources.text(edits.first().expect("a fix").span.file).to_owned();
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

#[test]
fn a_name_in_the_wrong_number_is_mended_everywhere() {
    let tables = "id = \"x\"\ntitle = \"X\"\n[interests.music]\ntitle = \"M\"\n[interests.art]\n[strands.numbers]\n";
    let compiled = with(&[("curriculum.toml", tables)]);
    check(&compiled, &["data/wrong-type curriculum.toml:3:2", "data/unknown-key curriculum.toml:6:2"]);
    let mended = fixed(&compiled, "curriculum.toml");
    assert_eq!(mended, tables.replace("interests", "interest").replace("strands", "strand"));
    check(&with(&[("curriculum.toml", &mended)]), &[]);
    // Beside the list, which TOML does not allow.
    let both =
        "id = \"x\"\ntitle = \"X\"\ninterests = [\"music\"]\n[interests.music]\n[interests.art]\n[strand.numbers]\n";
    let compiled = with(&[("curriculum.toml", both)]);
    check(&compiled, &["data/syntax curriculum.toml:4:2"]);
    check(&with(&[("curriculum.toml", &fixed(&compiled, "curriculum.toml"))]), &[]);
    let lesson = with(&[("lessons/a.md", "+++\ninterest = [\"music\"]\nobjectives = [\"halves\"]\n+++\n# A\n")]);
    check(&lesson, &["data/unknown-key lessons/a.md:2:1", "data/unknown-key lessons/a.md:3:1"]);
    check(&with(&[("lessons/a.md", &fixed(&lesson, "lessons/a.md"))]), &[]);
    // A list is no table: renaming would not be the mend.
    let list = with(&[("curriculum.toml", "id = \"x\"\ntitle = \"X\"\nstrands = [\"a\"]\n")]);
    assert!(list.diagnostics.iter().all(|found| found.code.code != "data/unknown-key" || found.fix.is_none()));
}
