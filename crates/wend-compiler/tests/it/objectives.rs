//! Objectives, requirements, and what is wrong with a curriculum as a whole.

use wend_core::Test;

use crate::support::{BASE, check, compile, notes, only, with};

/// Objectives and a lesson for each id in `taught`.
fn objectives(text: &str, taught: &[&str]) -> wend_compiler::Compiled {
    let lessons: Vec<(String, String)> = taught
        .iter()
        .map(|id| {
            let name = id.replace('/', "-");
            (format!("lessons/l-{name}.md"), format!("+++\nteaches = [\"{id}\"]\n+++\n# L\n"))
        })
        .collect();
    let mut files = vec![BASE[0], ("objectives.toml", text)];
    files.extend(lessons.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    compile(&files)
}

#[test]
fn the_grammar_of_requirements() {
    let compiled = objectives(
        "[a]\n[b]\n[c]\n[d]\nrequires = [\"a\", { any = [\"b\", { all = [\"a\", \"c\"] }], why = \"a picture\" }, { at_least = 2, of = [\"a\", \"b\", \"c\"] }, { objective = \"c\", why = \"w\" }]\n",
        &["a", "b", "c", "d"],
    );
    check(&compiled, &[]);
    let requires = &compiled.curriculum.objectives[3].requires;
    let Test::All(parts) = &requires.test else { panic!("{requires:?}") };
    assert_eq!(parts.len(), 4);
    assert!(matches!(&parts[1].test, Test::Any(of) if of.len() == 2));
    assert_eq!(parts[1].why.as_deref(), Some("a picture"));
    assert!(matches!(&parts[2].test, Test::AtLeast(2, of) if of.len() == 3));
    assert_eq!(parts[3].why.as_deref(), Some("w"));
}

#[test]
fn requirements_that_can_not_be_read() {
    let cases = [
        ("{ any = [] }", "objective/bad-requirement"),
        ("{ }", "objective/bad-requirement"),
        ("{ any = [\"a\"], all = [\"a\"] }", "objective/bad-requirement"),
        ("{ at_least = 3, of = [\"a\", \"b\"] }", "objective/bad-requirement"),
        ("{ at_least = 0, of = [\"a\", \"b\"] }", "objective/bad-requirement"),
        ("{ at_least = 1 }", "objective/bad-requirement"),
        ("{ of = [\"a\"] }", "objective/bad-requirement"),
        ("{ not = \"a\" }", "data/unknown-key"),
        ("{ any = 3 }", "data/wrong-type"),
        ("true", "data/wrong-type"),
        ("[\"a\", 1.5]", "data/wrong-type"),
    ];
    for (requires, code) in cases {
        let compiled = objectives(&format!("[a]\n[b]\n[c]\nrequires = {requires}\n"), &["a", "b", "c"]);
        let all = crate::support::found(&compiled);
        assert!(all.iter().any(|line| line.starts_with(code)), "{requires}: {all:?}");
        assert!(all.iter().all(|line| line.contains("objectives.toml:4:")), "{requires}: {all:?}");
    }
}

#[test]
fn unknown_ids_are_left_out_and_explained_once() {
    let compiled = objectives("[half]\n[b]\nrequires = [\"halv\", \"half\"]\n", &["half", "b"]);
    check(&compiled, &["link/unknown-objective objectives.toml:3:13"]);
    assert!(only(&compiled, "link/unknown-objective").contains("did you mean `half`?"));
    assert_eq!(compiled.curriculum.objectives[1].requires.literals().len(), 1);
}

#[test]
fn a_lesson_stands_for_the_objective_it_teaches() {
    let compiled = objectives("[a]\n[b]\nrequires = [\"l-a\"]\n", &["a", "b"]);
    check(&compiled, &[]);
    assert_eq!(compiled.curriculum.objectives[1].requires.literals()[0].index(), 0);
    let several = with(&[
        ("lessons/both.md", "+++\nteaches = [\"halves\", \"thirds\"]\n+++\n# B\n"),
        ("lessons/next.md", "+++\nrequires = [\"both\"]\n+++\n# N\n"),
    ]);
    check(&several, &["link/ambiguous-objective lessons/next.md:2:13"]);
    assert!(only(&several, "link/ambiguous-objective").contains("halves, thirds"));
}

#[test]
fn objectives_in_several_files_keep_their_order() {
    let compiled = with(&[
        ("objectives/2-more.toml", "[z]\n"),
        ("objectives/10-last.toml", "[y]\n"),
        ("lessons/l.md", "+++\nteaches = [\"z\", \"y\"]\n+++\n# L\n"),
    ]);
    check(&compiled, &[]);
    let ids: Vec<_> = compiled.curriculum.objectives.iter().map(|o| o.id.as_str()).collect();
    assert_eq!(ids, ["z", "y", "halves", "thirds", "sums"]);
}

#[test]
fn defined_twice() {
    let compiled = with(&[("objectives/more.toml", "[Halves]\n")]);
    check(&compiled, &["data/clash objectives.toml:1:2"]);
}

#[test]
fn dots_in_ids_need_quotes() {
    let dots = objectives("[a.b]\ntitle = \"T\"\n", &[]);
    assert!(only(&dots, "data/unknown-key").contains("[\"a.b\"]"));
    let quoted = objectives("[\"a.b/c\"]\ntitle = \"T\"\n", &["a.b/c"]);
    check(&quoted, &[]);
    let text = objectives("a = 1\n", &[]);
    assert!(only(&text, "data/wrong-type").contains("`a` must be a table"));
}

#[test]
fn what_requires_itself() {
    let compiled = objectives("[a]\nrequires = [\"a\"]\n", &["a"]);
    assert!(only(&compiled, "objective/self-requirement").contains("`a` requires itself"));
}

#[test]
fn what_nothing_teaches() {
    let wanted = objectives("[a]\n[b]\nrequires = [\"a\"]\n", &["b"]);
    let text = only(&wanted, "objective/untaught");
    assert!(text.contains("something requires `a`") && text.contains("teaches = [\"a\"]"), "{text}");
    assert!(wanted.has_errors());
    let idle = objectives("[a]\n[b]\n", &["b"]);
    check(&idle, &["objective/untaught objectives.toml:1:2"]);
    assert!(!idle.has_errors());
    let goal =
        with(&[("objectives/more.toml", "[far]\n"), ("paths/p.toml", "title = \"P\"\n[path]\ngoals = [\"far\"]\n")]);
    assert!(only(&goal, "objective/untaught").contains("a path leads to `far`"));
    assert!(goal.has_errors());
}

#[test]
fn a_circle_is_spelled_out() {
    let compiled = objectives(
        "[a]\nrequires = [\"c\"]\n[b]\nrequires = [\"a\"]\n[c]\nrequires = [\"b\"]\n[behind]\nrequires = [\"c\"]\n",
        &["a", "b", "c", "behind"],
    );
    let text = only(&compiled, "objective/unreachable");
    for id in ["`a`", "`b`", "`c`", " → "] {
        assert!(text.contains(id), "{text}");
    }
    assert!(!text.contains("behind"), "{text}");
}

#[test]
fn a_circle_that_an_any_opens_is_legal() {
    let compiled = objectives(
        "[a]\nrequires = { any = [\"b\", \"start\"] }\n[b]\nrequires = [\"a\"]\n[start]\n",
        &["a", "b", "start"],
    );
    check(&compiled, &[]);
}

#[test]
fn a_circle_between_lessons() {
    let compiled =
        compile(&[("a.md", "+++\nrequires = [\"b\"]\n+++\n# A\n"), ("b.md", "+++\nrequires = [\"a\"]\n+++\n# B\n")]);
    let text = only(&compiled, "objective/unreachable");
    assert!(text.contains("`a` → `b` → `a`") || text.contains("`b` → `a` → `b`"), "{text}");
}

#[test]
fn notes_on_what_could_come_next() {
    let compiled = with(&[
        (
            "objectives.toml",
            "[halves]\n[thirds]\nrequires = [\"halves\"]\n[sums]\nrequires = [\"thirds\", \"halves\"]\n",
        ),
        ("lessons/more.md", "+++\nteaches = [\"halves\"]\ninterests = [\"music\"]\n+++\n# M\n"),
    ]);
    check(&compiled, &[]);
    let one = notes(&compiled, "objective/one-alternative");
    assert_eq!(one, ["only `thirds` teaches `thirds`", "only `sums` teaches `sums`"]);
    let gaps = notes(&compiled, "objective/interest-gap");
    assert_eq!(gaps[0], "`halves` has no lesson for: cooking");
    assert!(notes(&compiled, "objective/few-items")[0].contains("no question"));
    let redundant = notes(&compiled, "objective/redundant-edge");
    assert_eq!(redundant, ["`sums` needs `halves` through something else too"]);
}

#[test]
fn a_plain_folder_is_not_nagged() {
    let compiled = compile(&[("a.md", "# A\n"), ("b.md", "+++\nrequires = [\"a\"]\n+++\n# B\n")]);
    assert!(compiled.diagnostics.is_empty(), "{}", crate::support::shown(&compiled));
}

#[test]
fn what_an_objective_encompasses() {
    let compiled = objectives(
        "[a]\n[b]\nencompasses = { a = 0.25, b = 0.5, delt = 0.5 }\n[delta]\nencompasses = { a = 2 }\n[e]\nencompasses = { a = \"x\" }\n",
        &["a", "b", "delta", "e"],
    );
    check(
        &compiled,
        &[
            "objective/encompasses-itself objectives.toml:3:27",
            "link/unknown-objective objectives.toml:3:36",
            "data/bad-value objectives.toml:5:21",
            "data/wrong-type objectives.toml:7:21",
        ],
    );
    let b = &compiled.curriculum.objectives[1];
    assert_eq!(b.encompasses.len(), 1);
    assert_eq!(b.encompasses[0].1, 250);
}

#[test]
fn aliases_keep_old_names_alive() {
    let compiled = with(&[
        ("objectives.toml", "[halves]\naliases = [\"half\"]\n[thirds]\nrequires = [\"half\"]\n[sums]\n"),
        (
            "lessons/new.md",
            "+++\naliases = [\"old/one\"]\n+++\n# N\n\n::: question q\nWhat?\n\n- [x] a\n- [ ] b\n:::\n",
        ),
        ("lessons/user.md", "# U\n[x](old/one.md) [y](lesson:old/one) [z](objective:half)\n"),
    ]);
    check(&compiled, &[]);
    let aliases = &compiled.curriculum.aliases;
    assert_eq!(aliases.objectives["half"], "halves");
    assert_eq!(aliases.lessons["old/one"], "new");
    // The lesson's own objective and its item take their records along.
    assert_eq!(aliases.objectives["old/one"], "new");
    assert_eq!(compiled.curriculum.names().item("old/one#q"), "new#q");
    assert_eq!(compiled.curriculum.objectives[1].requires.literals()[0].index(), 0);
}

#[test]
fn aliases_that_are_taken() {
    let compiled = with(&[
        ("objectives.toml", "[halves]\naliases = [\"thirds\", \"old\"]\n[thirds]\naliases = [\"old\"]\n[sums]\n"),
        ("lessons/a.md", "+++\naliases = [\"halves\", \"b\"]\n+++\n# A\n"),
        ("lessons/c.md", "+++\naliases = [\"b\"]\n+++\n# C\n"),
    ]);
    check(
        &compiled,
        &[
            "link/alias-clash lessons/a.md:2:12",
            "link/alias-clash lessons/c.md:2:12",
            "link/alias-clash objectives.toml:2:12",
            "link/alias-clash objectives.toml:4:12",
        ],
    );
    // A lesson may have the id that an alias of an objective has: they are two namespaces.
    assert_eq!(compiled.curriculum.aliases.lessons["b"], "a");
}

#[test]
fn mixups_long_and_short() {
    let compiled = objectives(
        "[a.mix-up]\ntops = \"Adds the tops\"\n[a.mix-up.bottoms]\nabout = \"Why\"\n[b]\nmix-up = { c = 3 }\n",
        &["a", "b"],
    );
    check(&compiled, &["data/wrong-type objectives.toml:6:16"]);
    let mixups: Vec<_> = compiled.objectives[0].mixups.iter().map(|m| (m.id.as_str(), m.title.as_str())).collect();
    assert_eq!(mixups, [("tops", "Adds the tops"), ("bottoms", "Bottoms")]);
}
