//! `wend board` and `wend path` for a class: what learners saved, over the teacher's list.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};

use crate::support::{Run, arg, wend, write};

/// The curriculum of these tests: two objectives, the second needs the first.
const COURSE: [(&str, &str); 6] = [
    ("curriculum.toml", "id = \"c\"\ntitle = \"C\"\ninterests = [\"music\"]\n"),
    (
        "objectives.toml",
        "[one]\ntitle = \"First thing\"\nstandards = [\"S.1\"]\n[one.mix-up.back]\ntitle = \"Turns it around\"\n\n[two]\ntitle = \"Second thing\"\nrequires = [\"one\"]\nstandards = [\"S.1\", \"S.2\"]\n\n[three]\ntitle = \"Third thing\"\n",
    ),
    (
        "lessons/one.md",
        "+++\nteaches = [\"one\"]\nminutes = 10\n+++\n# One\n\n::: question a\n1 + 1?\n\nAnswer: 2\n:::\n\n::: question b\n1 + 2?\n\nAnswer: 3\n:::\n\n::: question c\n2 + 2?\n\nAnswer: 4\n:::\n",
    ),
    ("lessons/two.md", "+++\nteaches = [\"two\"]\nminutes = 20\n+++\n# Two\n"),
    ("lessons/three.md", "+++\nteaches = [\"three\"]\nminutes = 15\n+++\n# Three\n"),
    (
        "learners/class.toml",
        "[class]\ntitle = \"7b\"\ngroups = 1\nsmallest = 2\nlargest = 2\n\n[[learner]]\nalias = \"amina\"\nprivate_note = \"SECRET\"\nnote = \"Hello\"\n[learner.path]\ngoals = [\"two\", \"three\"]\n\n[[learner]]\nalias = \"leo\"\nrecord = \"r-leo\"\nweekly_minutes = 60\n[learner.path]\ngoals = [\"two\"]\n\n[[learner]]\nalias = \"zoe\"\n[learner.path]\ngoals = [\"two\"]\n",
    ),
];

/// A Wednesday, in milliseconds since 1970.
const DAY: &str = "2026-12-02";
const NOW: i64 = 1_796_169_600_000;

fn record(record: &str, alias: &str, entries: &[Value]) -> String {
    let entries: Vec<Value> = entries
        .iter()
        .enumerate()
        .map(|(n, fields)| {
            let mut entry = json!({ "w": format!("w{record}"), "n": n, "t": NOW + n as i64 * 60_000 });
            entry.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
            entry
        })
        .collect();
    json!({ "format": 1, "curriculum": "c", "record": record, "alias": alias, "entries": entries }).to_string()
}

fn answers(right: bool) -> Vec<Value> {
    ["a", "b", "c", "a"]
        .iter()
        .map(|item| json!({ "kind": "answer", "objective": "one", "item": format!("one#{item}"), "correct": right, "mixup": if right { Value::Null } else { json!("back") }, "typed": true }))
        .collect()
}

fn course() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &COURSE);
    dir
}

fn board(course: &Path, dir: &Path, more: &[&str]) -> Run {
    wend(&[&["board", arg(dir), "--curriculum", arg(course), "--day", DAY][..], more].concat())
}

fn parsed(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {} {}", run.out, run.err))
}

#[test]
fn everyone_on_the_list_is_on_the_board_with_what_they_handed_over() {
    let course = course();
    let handed = tempfile::tempdir().unwrap();
    write(
        handed.path(),
        &[
            ("a.json", &record("r-a", "Amina", &answers(false))),
            ("b.json", &record("r-leo", "lion", &answers(true))),
            ("c.json", &record("r-new", "mo", &[json!({ "kind": "opened", "lesson": "one" })])),
        ],
    );
    let run = board(course.path(), handed.path(), &["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let all = parsed(&run);
    let board = &all["board"];
    let who = |list: &Value| {
        list.as_array().unwrap().iter().map(|it| it["who"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(who(&board["learners"]), ["amina", "leo", "mo", "zoe"]);
    assert_eq!(who(&board["hands"]), ["amina"]);
    assert_eq!(who(&board["waits"]), ["zoe"]);
    assert_eq!(board["fine"], json!(["leo", "mo"]));
    // Leo's record says another name; his id is what counts, and he can help.
    assert_eq!(board["hands"][0]["needs"][0]["helpers"][0]["who"], "leo");
    assert_eq!(board["standards"][0]["code"], "S.1");
    assert_eq!(
        (&board["standards"][0]["begun"], board["standards"][1]["objectives"][0].as_str()),
        (&json!(["amina", "leo", "mo"]), Some("two"))
    );
    assert_eq!(
        all["files"][0],
        json!({ "name": "a.json", "is": "record", "learners": 1, "alias": "Amina", "aside": 0, "fault": null })
    );
    assert_eq!(run.out.lines().count(), 1, "canonical: one line");

    let text = board_text(course.path(), handed.path());
    for says in [
        "your ten minutes",
        "meet amina",
        "First thing",
        "lately done by leo",
        "zoe: has not begun",
        "leo · next Two · 3 of 60 min this week",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
    assert!(!text.contains("SECRET") && !run.out.contains("SECRET") && !run.err.contains("SECRET"));
}

#[test]
fn nothing_in_a_file_steers_the_terminal() {
    let course = course();
    let handed = tempfile::tempdir().unwrap();
    let hostile = record("x", "\u{1b}[2Jmo\u{202e}\nom", &answers(false));
    let foreign = record("y", "kim", &[]).replace("\"curriculum\":\"c\"", "\"curriculum\":\"\\u001b[31m\"");
    write(handed.path(), &[("a.json", &hostile), ("b.json", &foreign)]);
    let run = board(course.path(), handed.path(), &[]);
    let path = wend(&["path", arg(course.path()), "--record", arg(&handed.path().join("a.json")), "--goal", "two"]);
    assert_eq!((run.code, path.code), (1, 0), "{}", path.err);
    assert!(run.err.contains("of the curriculum"), "{}", run.err);
    for said in [&run.out, &run.err, &path.out] {
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
    }
}

fn board_text(course: &Path, dir: &Path) -> String {
    let run = board(course, dir, &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

#[test]
fn what_is_wrong_is_said_file_by_file_and_the_rest_is_used() {
    let course = course();
    let handed = tempfile::tempdir().unwrap();
    let good = record("r-a", "amina", &answers(true));
    let torn = &good[..good.len() / 2];
    let foreign = good.replace("\"c\"", "\"other\"");
    let newer = good.replace("\"format\":1", "\"format\":2");
    let teacher = record("r-a", "amina", &[json!({ "kind": "credit", "objective": "one", "by": "teacher" })]);
    let partly =
        record("r-z", "zoe", &[json!({ "kind": "opened", "lesson": "one" }), json!({ "kind": "opened", "lesson": 7 })]);
    let nobody = record("", "amina", &answers(true));
    write(
        handed.path(),
        &[
            ("1-good.json", &good),
            ("2-torn.json", torn),
            ("3-foreign.json", &foreign),
            ("4-newer.json", &newer),
            ("5-teacher.json", &teacher),
            ("6-partly.json", &partly),
            ("7-nobody.json", &nobody),
            ("8-empty.json", " \n"),
            ("9-list.csv", "amina,leo"),
            (".hidden", "x"),
        ],
    );
    fs::write(handed.path().join("picture.png"), [0x89, 0x50, 0xff]).unwrap();
    let run = board(course.path(), handed.path(), &["--format", "json"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let all = parsed(&run);
    let faults: Vec<(&str, &Value)> =
        all["files"].as_array().unwrap().iter().map(|it| (it["name"].as_str().unwrap(), &it["fault"])).collect();
    let expected = [
        "null",
        "damaged",
        "other-curriculum",
        "newer",
        "teacher",
        "null",
        "no-record",
        "empty",
        "not-ours",
        "not-ours",
    ];
    assert_eq!(
        faults.iter().map(|(_, fault)| fault.as_str().unwrap_or("null")).collect::<Vec<_>>(),
        expected,
        "{faults:?}"
    );
    assert_eq!(all["files"][5]["aside"], 1);
    assert!(run.err.contains("3-foreign.json is of the curriculum `other`"), "{}", run.err);
    let amina = &all["board"]["learners"][0];
    assert_eq!((&amina["states"]["proficient"], &amina["place"]), (&json!(1), &json!("fine")));
    assert_eq!(board(course.path(), &handed.path().join("nowhere"), &[]).code, 2);
}

#[test]
fn two_of_one_alias_are_told_apart_and_an_alias_alone_claims_nobody() {
    let course = course();
    let handed = tempfile::tempdir().unwrap();
    write(
        handed.path(),
        &[("1.json", &record("x", "zoe", &answers(true))), ("2.json", &record("y", "zoe", &answers(false)))],
    );
    let run = board(course.path(), handed.path(), &["--format", "json"]);
    assert_eq!(run.code, 1);
    let all = parsed(&run);
    assert_eq!(
        all["files"].as_array().unwrap().iter().map(|it| it["fault"].as_str()).collect::<Vec<_>>(),
        [Some("whose"); 2]
    );
    let who: Vec<&str> =
        all["board"]["learners"].as_array().unwrap().iter().map(|it| it["who"].as_str().unwrap()).collect();
    assert_eq!(who, ["amina", "leo", "zoe", "zoe (2)", "zoe (3)"]);
    // Two files of one record are one learner, whatever is in which.
    let parts = tempfile::tempdir().unwrap();
    let all = answers(true);
    write(parts.path(), &[("1.json", &record("x", "zoe", &all[..1])), ("2.json", &record("x", "zoe", &all))]);
    let run = board(course.path(), parts.path(), &["--format", "json"]);
    assert_eq!((run.code, parsed(&run)["board"]["learners"].as_array().map(Vec::len)), (0, Some(3)));
}

#[test]
fn a_desks_backup_is_the_list_and_the_evidence() {
    let course = course();
    let handed = tempfile::tempdir().unwrap();
    let place = |n: usize, target: Value, answer: Value| json!({ "w": "d", "n": n, "t": NOW + n as i64, "kind": "desk", "target": target, "answer": answer });
    let log: Value = serde_json::from_str(&record("r-k", "kim", &answers(false))).unwrap();
    let mut learner = log.clone();
    learner["key"] = json!("k1");
    let backup = json!({
        "format": 1, "desk": "c", "learners": [learner],
        "entries": [
            place(0, json!(["row", "k1", "alias"]), json!("kim")),
            place(1, json!(["row", "k1", "path.goals"]), json!(["three"])),
            place(2, json!(["row", "k1", "path.goals"]), json!(["two"])),
            place(3, json!(["row", "k1", "private_note"]), json!("SECRET")),
            place(4, json!(["row", "k2", "alias"]), json!("lou")),
            place(5, json!(["class", "size"]), json!({ "most": 1, "min": 2, "max": 2 })),
        ],
    });
    write(handed.path(), &[("desk.json", &backup.to_string())]);
    let run = board(course.path(), handed.path(), &["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let board = &parsed(&run)["board"];
    let who: Vec<&str> = board["learners"].as_array().unwrap().iter().map(|it| it["who"].as_str().unwrap()).collect();
    assert_eq!((who, &board["hands"][0]["who"]), (vec!["kim", "lou"], &json!("kim")));
    assert_eq!(board["learners"][0]["path"]["goals"], json!(["two"]));
    assert!(!run.out.contains("SECRET"));
}

/// What the browser packs for one who opened a lesson on their tablet, as it was copied into a mail.
const PACKED: &str = "r1.FYwxCsMwEMD-ovkKyZKS-0rp4LpXMHXscnbIEPL3Yo1C6ORTfQsdnYW4u6e4531DiQhusfobxW89vLJ1hJBTaCjZKoKV7ska-jg5UI6RFHQSxvO-LvOyLtNA-KYyZvVnxd4I2VqrZZhiXM_rDw.817fd6a2";

#[test]
fn a_class_file_remembers_who_worked_together_and_which_devices_are_whose() {
    let course = course();
    let handed = tempfile::tempdir().unwrap();
    let list = |past: &str| {
        let learner = |alias: &str, more: &str| {
            format!("[[learner]]\nalias = \"{alias}\"\n{more}path = {{ goals = [\"two\"] }}\n")
        };
        let class = "[class]\ngroups = 1\nsmallest = 2\nlargest = 2\n";
        let all = [learner("amina", ""), learner("leo", "record = [\"r-leo\", \"r-tablet\"]\n"), learner("zoe", "")];
        format!("{class}{past}{}", all.concat())
    };
    let laptop = record("r-leo", "leo", &answers(true));
    let files = |past: &str| {
        write(
            handed.path(),
            &[("class.toml", &list(past)), ("laptop.json", &laptop), ("tablet.txt", &format!("{PACKED}\r\n"))],
        );
        let run = board(course.path(), handed.path(), &["--format", "json"]);
        assert_eq!(run.code, 0, "{}", run.err);
        parsed(&run)
    };
    let fresh = files("");
    let who: Vec<_> = fresh["board"]["learners"].as_array().unwrap().iter().map(|it| it["who"].clone()).collect();
    assert_eq!(who, ["amina", "leo", "zoe"], "both devices are Leo's");
    assert_eq!(fresh["files"][2]["is"], json!("record"));
    let group = |all: &Value| all["board"]["groups"][0]["members"].clone();
    let first = group(&fresh);
    let meeting = format!("[[class.past]]\ngroups = [{first}, [\"somebody who left\"]]\n");
    let company = group(&files(&meeting.repeat(3)));
    assert_ne!(company, first, "no group for a fourth time");
    write(handed.path(), &[("class.toml", &list("past = \"always\"\n"))]);
    let run = board(course.path(), handed.path(), &[]);
    assert!(run.code == 1 && run.err.contains("`past` must be a list of tables"), "{}", run.err);
    write(handed.path(), &[("class.toml", &list("")), ("tablet.txt", &PACKED[..PACKED.len() - 12])]);
    let run = board(course.path(), handed.path(), &["--format", "json"]);
    assert_eq!((run.code, &parsed(&run)["files"][2]["fault"]), (1, &json!("not-ours")));
    write(handed.path(), &[("tablet.txt", &PACKED.replacen('.', ".A", 1))]);
    let run = board(course.path(), handed.path(), &["--format", "json"]);
    assert_eq!((run.code, &parsed(&run)["files"][2]["fault"]), (1, &json!("damaged")));
    let record = handed.path().join("tablet.txt");
    write(handed.path(), &[("tablet.txt", PACKED)]);
    let path = wend(&["path", arg(course.path()), "--record", arg(&record), "--goal", "two", "--format", "json"]);
    assert_eq!((path.code, &parsed(&path)["learner"]), (0, &json!("leo")), "{}", path.err);
}

#[test]
fn a_list_with_a_fault_makes_no_board() {
    let course = course();
    let handed = tempfile::tempdir().unwrap();
    write(handed.path(), &[("class.toml", "[[learner]]\nalias = \"amina\"\nintrests = [\"music\"]\n")]);
    let run = board(course.path(), handed.path(), &[]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("did you mean `interests`?"), "{}", run.err);
}

#[test]
fn a_saved_record_gives_the_path_of_the_learners_own_site_in_their_own_order() {
    let course = course();
    let dir = tempfile::tempdir().unwrap();
    let goals = [json!({ "kind": "goal", "objective": "two" }), json!({ "kind": "goal", "objective": "three" })];
    let order = [json!({ "kind": "path", "target": "order", "answer": ["three"] })];
    write(
        dir.path(),
        &[
            ("plain.json", &record("r", "kim", &goals)),
            ("own.json", &record("r", "kim", &[&goals[..], &order[..]].concat())),
            ("done.json", &record("r", "kim", &[&goals[..], &answers(true)[..]].concat())),
        ],
    );
    let path = |file: &str| {
        let file = dir.path().join(file);
        let run = wend(&["path", arg(course.path()), "--record", arg(&file), "--format", "json", "--from", DAY]);
        assert_eq!(run.code, 0, "{}", run.err);
        let path = parsed(&run);
        assert_eq!((&path["learner"], &path["curriculum"]), (&json!("kim"), &json!("c")));
        path["steps"].as_array().unwrap().iter().map(|it| it["lesson"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(path("plain.json"), ["one", "three", "two"]);
    assert_eq!(path("own.json"), ["three", "one", "two"]);
    assert_eq!(path("done.json"), ["three", "two"]);
    let torn = dir.path().join("torn.json");
    fs::write(&torn, "{\"format\":1,").unwrap();
    let run = wend(&["path", arg(course.path()), "--record", arg(&torn)]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("ends too soon"), "{}", run.err);
}

#[test]
fn many_learners_at_once_get_a_line_each_and_the_paths_they_get_alone() {
    let course = course();
    let all = wend(&["path", arg(course.path()), "--all", "--from", DAY]);
    assert_eq!(all.code, 0, "{}", all.err);
    let lines: Vec<&str> = all.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", all.out);
    assert!(
        lines[1].starts_with("leo") && lines[1].contains("until 2026-12-0") && lines[1].contains("[one]"),
        "{}",
        all.out
    );
    let json = parsed(&wend(&["path", arg(course.path()), "--all", "--from", DAY, "--format", "json"]));
    for (at, alias) in ["amina", "leo", "zoe"].iter().enumerate() {
        let alone = wend(&["path", arg(course.path()), "--learner", alias, "--from", DAY, "--format", "json"]);
        let mut alone = parsed(&alone);
        for step in alone["steps"].as_array_mut().unwrap() {
            step.as_object_mut().unwrap().remove("alternatives");
        }
        assert_eq!(json["paths"][at], alone);
    }
    assert!(!all.out.contains("SECRET"));
    let two = parsed(&wend(&["path", arg(course.path()), "--learner", "zoe", "--learner", "leo", "--format", "json"]));
    assert_eq!(two["paths"].as_array().map(Vec::len), Some(2));
    assert_eq!(wend(&["path", arg(course.path())]).code, 2, "whose path?");
}

/// The board of files is the board that the browser's engine makes of the same.
#[test]
fn the_board_of_files_is_the_board_of_the_browser() {
    let course = course();
    let handed = tempfile::tempdir().unwrap();
    let (amina, leo) = (record("1", "amina", &answers(false)), record("r-leo", "leo", &answers(true)));
    // They worked together three times: the fourth time it is somebody else.
    let meeting = json!([["amina", "zoe"]]);
    let list = COURSE[5].1.replacen(
        "largest = 2\n",
        &format!("largest = 2\n{}", format!("[[class.past]]\ngroups = {meeting}\n").repeat(3)),
        1,
    );
    write(handed.path(), &[("a.json", &amina), ("b.json", &leo), ("class.toml", &list)]);
    let run = board(course.path(), handed.path(), &["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let site = handed.path().join("site");
    assert_eq!(wend(&["build", arg(course.path()), "--out", arg(&site)]).code, 0);
    // The same list, in the words of the desk.
    let row = |goals: &[&str], minutes: Value| json!({ "path": { "goals": goals }, "weekly_minutes": minutes });
    let asked = json!({
        "catalog": fs::read_to_string(site.join("assets/catalog.js")).unwrap(),
        "members": [
            { "file": amina, "alias": "amina", "row": row(&["two", "three"], Value::Null) },
            { "file": leo, "alias": "leo", "row": row(&["two"], json!(60)) },
            { "alias": "zoe", "row": row(&["two"], Value::Null) },
        ],
        "options": {
            "day": NOW / 86_400_000, "size": { "most": 1, "min": 2, "max": 2 }, "past": [meeting, meeting, meeting],
            "standards": [["S.1", ["one", "two"]], ["S.2", ["two"]]],
        },
    });
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/twin/class.js");
    let input = handed.path().join("asked");
    fs::write(&input, asked.to_string()).unwrap();
    let output = Command::new("node").arg(script).arg(&input).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let browser = String::from_utf8(output.stdout).unwrap();
    assert!(run.out.starts_with(&format!("{{\"board\":{},", browser.trim())), "{}\n{browser}", run.out);
}

#[test]
fn each_of_several_learners_gets_a_site_of_their_own() {
    let course = course();
    let out = tempfile::tempdir().unwrap();
    let list = course.path().join("learners/class.toml");
    let run = wend(&["build", arg(course.path()), "--learner", arg(&list), "--out", arg(&out.path().join("sites"))]);
    assert_eq!(run.code, 0, "{}", run.err);
    for alias in ["amina", "leo", "zoe"] {
        let preset = fs::read_to_string(out.path().join("sites").join(alias).join("assets/learner.js")).unwrap();
        assert_eq!(preset.contains("Hello"), alias == "amina", "{alias} reads their own note");
        assert!(!preset.contains("SECRET"));
    }
    let one = out.path().join("one");
    assert_eq!(wend(&["build", arg(course.path()), "--learner", "leo", "--out", arg(&one)]).code, 0);
    assert!(one.join("index.html").is_file());
}
