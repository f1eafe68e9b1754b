//! Learners' files and path templates.

use wend_core::{Autonomy, Support};

use crate::support::{check, line, only, with};

const AMINA: &str = "alias = \"amina\"\ninterests = { music = 1.0, cooking = 0.5 }\nknown = [\"halves\"]\nweekly_minutes = 90\n\
    extra_time = \"25%\"\nsupport = \"guided\"\nautonomy = \"two-ways\"\nnote = \"Hello\"\nprivate_note = \"SECRET\"\n\
    [path]\ngoals = [\"sums\"]\ndeadline = 2027-02-01\npin = [\"thirds\"]\nexclude = [\"halves\"]\n";

#[test]
fn every_key() {
    let compiled = with(&[("learners/amina.toml", AMINA)]);
    check(&compiled, &[]);
    let file = compiled.learner_named("amina").expect("amina");
    let learner = compiled.learner(file);
    let weights: Vec<u16> = learner.profile.interests.iter().map(|(_, weight)| *weight).collect();
    assert_eq!(weights, [1000, 500]);
    assert_eq!(learner.profile.extra_percent, 25);
    assert_eq!(learner.profile.weekly_minutes, 90);
    assert_eq!(learner.profile.support, Some(Support::Guided));
    assert_eq!(learner.profile.autonomy, Autonomy::TwoWays);
    assert_eq!(learner.known.iter().map(|ix| ix.index()).collect::<Vec<_>>(), [0]);
    assert_eq!(learner.request.goals[0].index(), 2);
    assert_eq!((learner.request.pins.len(), learner.request.excludes.len()), (1, 1));
    assert_eq!(file.path.deadline.as_ref().map(|day| day.value.as_str()), Some("2027-02-01"));
}

#[test]
fn the_private_note_is_seen_by_nobody_who_does_not_ask_for_it() {
    let compiled = with(&[("learners/amina.toml", AMINA)]);
    let file = compiled.learner_named("amina").expect("amina");
    assert_eq!(file.private_note.for_the_teacher_only(), Some("SECRET"));
    let prints = format!("{:?} {:?} {:?}", compiled.learners, compiled.learner(file), file.private_note);
    assert!(!prints.contains("SECRET"), "{prints}");
}

#[test]
fn what_belongs_below_path_is_told_to_go_there() {
    let path = with(&[("paths/quick.toml", "title = \"Q\"\ngoals = [\"halves\"]\n")]);
    check(&path, &["data/unknown-key paths/quick.toml:2:1"]);
    assert!(only(&path, "data/unknown-key").contains("write `goals` below a line [path]"));
    check(&with(&[("paths/quick.toml", "title = \"Q\"\n")]), &["data/missing-key paths/quick.toml:1:1"]);
}

#[test]
fn a_list_in_one_text_is_told_how_lists_are_written() {
    let one = with(&[("learners/leo.toml", "interests = \"music, cooking\"\nknown = \"halves; thirds\"\n")]);
    check(&one, &["link/unknown-interest learners/leo.toml:1:13", "link/unknown-objective learners/leo.toml:2:9"]);
    assert!(only(&one, "link/unknown-interest").contains("several names are a list: [\"music\", \"cooking\"]"));
    assert!(only(&one, "link/unknown-objective").contains("a list: [\"halves\", \"thirds\"]"));
}

#[test]
fn unknown_names_are_left_out_with_a_suggestion() {
    let compiled = with(&[(
        "learners/leo.toml",
        "interests = [\"musik\", \"cooking\"]\navoid = [\"footbal\"]\nknown = [\"halve\"]\n[path]\ngoals = [\"sum\", \"sums\"]\npin = [\"third\"]\n",
    )]);
    check(
        &compiled,
        &[
            "link/unknown-interest learners/leo.toml:1:14",
            "link/unknown-interest learners/leo.toml:2:10",
            "link/unknown-objective learners/leo.toml:3:10",
            "link/unknown-objective learners/leo.toml:5:10",
            "link/unknown-lesson learners/leo.toml:6:8",
        ],
    );
    let file = &compiled.learners[0];
    assert_eq!(file.alias.value, "leo");
    assert_eq!(compiled.learner(file).request.goals.len(), 1);
    assert_eq!(compiled.learner(file).profile.interests.len(), 1);
}

#[test]
fn values_that_make_no_sense() {
    let compiled = with(&[(
        "learners/leo.toml",
        "interests = { music = 2 }\nextra_time = \"much\"\nautonomy = \"free\"\nweekly_minutes = -1\n[path]\ngoals = [\"sums\"]\ndeadline = \"2027-02-30\"\n",
    )]);
    check(
        &compiled,
        &[
            "data/bad-value learners/leo.toml:1:23",
            "data/bad-value learners/leo.toml:2:14",
            "data/bad-value learners/leo.toml:3:12",
            "data/bad-value learners/leo.toml:4:18",
            "data/wrong-type learners/leo.toml:7:12",
        ],
    );
}

#[test]
fn contradictions() {
    let compiled = with(&[(
        "learners/leo.toml",
        "interests = [\"music\"]\navoid = [\"music\"]\nknown = [\"sums\"]\n[path]\ngoals = [\"sums\"]\npin = [\"thirds\"]\nexclude = [\"thirds\"]\n",
    )]);
    check(
        &compiled,
        &[
            "learner/contradiction learners/leo.toml:1:14",
            "learner/contradiction learners/leo.toml:5:10",
            "learner/contradiction learners/leo.toml:6:8",
        ],
    );
    let learner = compiled.learner(&compiled.learners[0]);
    assert!(learner.profile.interests.is_empty() && learner.request.pins.is_empty());
}

#[test]
fn two_learners_of_one_name() {
    let compiled = with(&[("learners/a.toml", "alias = \"Leo\"\n"), ("learners/leo.toml", "")]);
    check(&compiled, &["data/clash learners/leo.toml:1:1"]);
}

#[test]
fn a_learner_from_elsewhere() {
    let mut compiled = with(&[]);
    let (file, found) =
        compiled.foreign_learners("/some/where/zoe.toml", b"interest = [\"music\"]\n[path]\ngoals = [\"sumz\"]\n");
    let lines: Vec<String> = found.iter().map(|d| line(&compiled, d)).collect();
    assert_eq!(
        lines,
        ["data/unknown-key /some/where/zoe.toml:1:1", "link/unknown-objective /some/where/zoe.toml:3:10"]
    );
    assert_eq!(file.expect("a file").learners[0].alias.value, "zoe");
    let (none, found) = compiled.foreign_learners("x.toml", b"\xff\xfe");
    assert!(none.is_none() && found[0].code.code == "io/not-utf8");
}

const CLASS: &str = "[class]\ntitle = \"7b\"\ngroups = 3\nlargest = 5\n\n\
    [[learner]]\nalias = \"amina\"\nrecord = \"r1\"\ngroups = [\"red\"]\nprivate_note = \"SECRET\"\n\
    [learner.path]\ngoals = [\"sums\"]\n\n[[learner]]\nalias = \"leo\"\ninterests = [\"music\"]\n";

#[test]
fn a_class_in_one_file_beside_files_of_single_learners() {
    let compiled = with(&[("learners/7b.toml", CLASS), ("learners/zoe.toml", "")]);
    check(&compiled, &[]);
    let aliases: Vec<&str> = compiled.learners.iter().map(|it| it.alias.value.as_str()).collect();
    assert_eq!(aliases, ["amina", "leo", "zoe"]);
    let amina = &compiled.learners[0];
    assert_eq!((amina.groups.join(" "), amina.records.join(" ")), ("red".to_owned(), "r1".to_owned()));
    assert_eq!(amina.private_note.for_the_teacher_only(), Some("SECRET"));
    assert_eq!(compiled.learner(amina).request.goals.len(), 1);
    let class = &compiled.classes[0];
    assert_eq!((class.title.as_deref(), class.size.most, class.size.min, class.size.max), (Some("7b"), 3, 2, 5));
    assert!(!format!("{compiled:?}").contains("PrivateNote(Some"), "no debug print shows it");
}

#[test]
fn what_is_wrong_in_a_class_file_is_said_where_it_stands() {
    let one = with(&[(
        "learners/a.toml",
        "interests = [\"music\"]\ntitel = \"x\"\n[class]\nsmallest = 5\nlargest = 3\ngrups = 1\n\
         [[learner]]\nlikes = [\"music\"]\n[[learner]]\nalias = \"leo\"\nintrests = [\"music\"]\ngoals = [\"sums\"]\n",
    )]);
    check(
        &one,
        &[
            "learner/class-file learners/a.toml:1:1",
            "data/unknown-key learners/a.toml:2:1",
            "data/bad-value learners/a.toml:5:11",
            "data/unknown-key learners/a.toml:6:1",
            "data/missing-key learners/a.toml:7:1",
            "data/unknown-key learners/a.toml:11:1",
            "data/unknown-key learners/a.toml:12:1",
        ],
    );
    assert!(only(&one, "data/missing-key").contains("alias"));
    let single = with(&[("learners/a.toml", "[learner]\nalias = \"leo\"\n")]);
    check(&single, &["data/wrong-type learners/a.toml:1:1"]);
    assert!(only(&single, "data/wrong-type").contains("[[learner]]"));
}

#[test]
fn two_of_one_alias_are_two_people_where_their_records_say_so() {
    let two = |first: &str, second: &str| {
        with(&[(
            "learners/a.toml",
            &format!("[[learner]]\nalias = \"leo\"\n{first}\n[[learner]]\nalias = \"leo\"\n{second}\n"),
        )])
    };
    check(&two("record = \"1\"", "record = \"2\""), &[]);
    check(&two("record = \"1\"", "record = \"1\""), &["data/clash learners/a.toml:5:9"]);
    check(&two("record = \"1\"", ""), &["data/clash learners/a.toml:5:9"]);
}

#[test]
fn paths_to_start_from() {
    let compiled = with(&[
        (
            "paths/first.toml",
            "title = \"First\"\nfor = \"Beginners\"\n[path]\ngoals = [\"thirds\", \"sums\"]\npin = [\"halves\"]\n",
        ),
        ("paths/second-one.toml", "[path]\ngoals = [\"sums\"]\n"),
        ("paths/third.toml", "title = \"T\"\n"),
        ("paths/fourth.toml", "title = \"T\"\n[path]\ngoals = [\"sumz\"]\n"),
        ("paths/fifth.toml", "title = \"T\"\n[path]\n"),
    ]);
    check(
        &compiled,
        &[
            "data/missing-key paths/fifth.toml:2:1",
            "link/unknown-objective paths/fourth.toml:3:10",
            "data/missing-key paths/third.toml:1:1",
        ],
    );
    let first = compiled.paths.iter().find(|path| path.id == "first").expect("first");
    assert_eq!((first.goals.len(), first.pins.len()), (2, 1));
    assert!(compiled.paths.iter().any(|path| path.title == "Second one"));
    assert!(
        only(&with(&[("paths/p.toml", "titel = \"P\"\n[path]\ngoals = [\"sums\"]\n")]), "data/unknown-key")
            .contains("`title`")
    );
}

#[test]
fn a_class_remembers_meetings_and_sets_goals_aside_for_a_reason() {
    let good = "[[class.past]]\ngroups = [[\"amina\", \"leo\"], []]\n[[learner]]\nalias = \"amina\"\n\
        record = [\"r1\", \"r2\"]\nset_aside = { sums = \"In May.\" }\n";
    let compiled = with(&[("learners/a.toml", good)]);
    check(&compiled, &[]);
    assert_eq!(compiled.classes[0].past, [vec![vec!["amina".to_owned(), "leo".to_owned()], vec![]]]);
    let row = &compiled.rows(&compiled.learners)[0];
    assert_eq!(row.set_aside, [("sums".to_owned(), "In May.".to_owned())]);
    assert_eq!(compiled.learners[0].records, ["r1", "r2"]);
    let many: String = (0..20).map(|n| format!("[[class.past]]\ngroups = [[\"n{n}\"]]\n")).collect();
    let compiled = with(&[("learners/a.toml", &many)]);
    assert_eq!((compiled.classes[0].past.len(), &*compiled.classes[0].past[0][0][0]), (12, "n8"));
    let bad = "[[class.past]]\ngroups = [\"amina\"]\n[[class.past]]\nday = 1\n[[learner]]\nalias = \"amina\"\n\
        set_aside = { sums = \"No.\", sumz = \"No.\", count = 3 }\n[learner.path]\ngoals = [\"sums\"]\n";
    check(
        &with(&[("learners/a.toml", bad)]),
        &[
            "data/wrong-type learners/a.toml:2:10",
            "data/missing-key learners/a.toml:3:1",
            "data/unknown-key learners/a.toml:4:1",
            "learner/contradiction learners/a.toml:7:15",
            "link/unknown-objective learners/a.toml:7:29",
            "data/wrong-type learners/a.toml:7:51",
        ],
    );
}
