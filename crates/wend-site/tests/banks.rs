//! What pages that ask outside of a lesson load: which items, in which order, for what, and that links hold from anywhere.

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use support::{compile, folder, site, small, text};
use wend_compiler::{Compiler, MemoryWorld};
use wend_site::{Options, SitePlan, Theme, plan, plan_again};

const ROOT: char = '\u{fdd0}';

const LESSON: &str = "+++\ntitle = \"Half a song\"\nteaches = [\"half\"]\n+++\n\n## The song\n\nSing.\n\n\
    ::: question song\nLook at [the song](#the-song) and ![four beats](half/beats.svg), then at [cups](half/cups.md).[^n]\n\n\
    - [x] half\n- [ ] all\n\nHint: Sing it.\n:::\n\n::: project tune\n## Brief\nMake a tune.\n:::\n\n[^n]: Twice.\n";
const ITEMS: &str = "+++\nobjective = \"half\"\nuse = [\"exit\"]\n+++\n\n::: question pour\nHalf of {a}?\n\nAnswer: {b}\n\n\
    | a | b |\n|---|---|\n| 4 | 2 |\n| 6 | 3 |\n:::\n";

fn asking() -> BTreeMap<String, Vec<u8>> {
    let mut files = small();
    files.insert("lessons/song.md".into(), LESSON.into());
    files.insert("items/pours.md".into(), ITEMS.into());
    files
}

fn bank(plan: &SitePlan, id: &str) -> Value {
    let script = text(plan, &format!("assets/ask/{id}.js"));
    let json = script.strip_prefix(&format!("WEND.bank(\"{id}\",")).and_then(|rest| rest.strip_suffix(");\n"));
    serde_json::from_str(json.unwrap_or_else(|| panic!("no call: {script}"))).unwrap()
}

#[test]
fn a_bank_holds_what_can_be_graded_item_files_first_each_with_its_use() {
    let bank = bank(&site(asking(), &Options::default()), "half");
    let expected =
        serde_json::json!([["items/pours#pour/1", 0, 4, 0], ["items/pours#pour/2", 0, 4, 0], ["song#song", 1, 7, 2],]);
    assert_eq!(bank["items"], expected);
    assert_eq!(bank["homes"], serde_json::json!([{}, { "lesson": "song" }]));
    assert_eq!(bank["blocks"].as_array().map(Vec::len), Some(2), "a project is judged by people");
    // What plugins share comes first.
    let file = |script: Option<&str>, style: Option<&str>| serde_json::json!({ "script": script, "style": style, "frame": null });
    let plugins = serde_json::json!([
        file(None, Some("assets/library/ask.css")),
        file(Some("assets/library/number.js"), None),
        file(Some("assets/library/ask.js"), None),
        file(Some("assets/plugins/question.js"), Some("assets/plugins/question.css")),
    ]);
    assert_eq!(bank["plugins"], plugins);
}

#[test]
fn the_index_says_what_can_be_asked_for_what() {
    let plan = site(asking(), &Options::default());
    let compiled = compile(asking());
    let at = |id: &str| compiled.curriculum.objectives.iter().position(|o| o.id == id).unwrap();
    let index = text(&plan, "assets/banks.js");
    let digits = index.strip_prefix("WEND.banks(\"").and_then(|rest| rest.strip_suffix("\");\n")).unwrap();
    assert_eq!(digits.len(), 3 * compiled.curriculum.objectives.len());
    assert_eq!(&digits[3 * at("half")..][..3], "113");
    assert_eq!(&digits[3 * at("quarter")..][..3], "000");
    assert!(plan.find("assets/ask/quarter.js").is_none(), "nothing to ask, no file");
}

#[test]
fn a_block_leads_where_it_leads_on_its_own_page_and_its_ids_are_its_own() {
    let plan = site(asking(), &Options::default());
    let bank = bank(&plan, "half");
    let (home, html) = (&bank["blocks"][1][0], bank["blocks"][1][1].as_str().unwrap());
    assert_eq!(home, 1);
    for link in ["lessons/song.html#the-song", "lessons/half/beats.svg", "lessons/half/cups.html"] {
        assert!(html.contains(&format!("\"{ROOT}{link}\"")), "{link}: {html}");
    }
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(ids.len() > 3 && ids.iter().all(|id| id.starts_with("ask-2-")), "{ids:?}");
    assert!(html.contains("Twice."), "its footnotes come with it");
    assert!(!text(&plan, "lessons/song.html").contains(ROOT));
}

/// A question of a plugin that nobody trusts is asked in its frame, so pages that may ask it must allow its script: those
/// that ask anything, that of its objective, and those of lessons that rest on it.
#[test]
fn questions_in_frames_are_asked_like_any_other() {
    let course = |trust: &str, without: &str| {
        let mut files = small();
        let dial = folder("tests/browser/foreign/plugins/dial").into_iter().filter(|(path, _)| path != without);
        files.extend(dial.map(|(path, bytes)| (format!("plugins/dial/{path}"), bytes)));
        files.insert("lessons/song.md".into(), SONG_WITH_DIAL.into());
        let config = files.get_mut("curriculum.toml").unwrap();
        *config = String::from_utf8_lossy(config).replace("trust = [", &format!("trust = [{trust}")).into_bytes();
        site(files, &Options::default())
    };
    let asks =
        ["review", "slip", "placement", "objectives/half", "lessons/quarter où ça?"].map(|page| format!("{page}.html"));
    let others = ["index", "me", "objectives/quarter", "lessons/half/beats"].map(|page| format!("{page}.html"));
    let allows = |plan: &SitePlan, pages: &[String]| -> Vec<bool> {
        pages.iter().map(|page| text(plan, page).contains("'sha256-")).collect()
    };
    let scripts = |bank: &Value| -> Vec<String> {
        let all = bank["plugins"].as_array().into_iter().flatten();
        all.filter_map(|extra| extra["script"].as_str().map(str::to_string)).collect()
    };

    let plan = course("", "");
    assert_eq!(bank(&plan, "half")["items"], serde_json::json!([["song#five", 0, 7, 0]]));
    assert_eq!(scripts(&bank(&plan, "half")), ["assets/wend-frame.js", "assets/plugins/dial.js"]);
    assert_eq!((allows(&plan, &asks), allows(&plan, &others)), (vec![true; 5], vec![false; 4]));
    assert!(text(&plan, "lessons/song.html").contains("'sha256-"), "it shows the block itself");

    let trusted = course("\"dial\", ", "");
    assert_eq!(scripts(&bank(&trusted, "half")), ["assets/plugins/dial.js"]);
    assert_eq!(allows(&trusted, &asks), vec![false; 5]);
    let hash = |plan: &SitePlan, path: &str| plan.hash(plan.find(path).unwrap());
    for path in ["assets/ask/half.js", "review.html", "objectives/half.html"] {
        assert_ne!(hash(&plan, path), hash(&trusted, path), "{path}");
    }

    let mute = course("", "element.js");
    assert!(mute.find("assets/ask/half.js").is_none_or(|_| bank(&mute, "half")["items"] == serde_json::json!([])));
    assert_eq!(allows(&mute, &asks), vec![false; 5], "what can't be answered is not asked");
}

const SONG_WITH_DIAL: &str =
    "+++\ntitle = \"Half a song\"\nteaches = [\"half\"]\n+++\n\n::: dial five\nSet it to five.\n\nGoal: 5\n:::\n";

#[test]
fn lessons_join_in_until_there_is_enough() {
    let mut files = asking();
    for n in 0..20 {
        files.insert(format!("lessons/more-{n:02}.md"), LESSON.into());
    }
    let items = bank(&site(files, &Options::default()), "half")["items"].as_array().map_or(0, Vec::len);
    assert_eq!(items, 12);
}

#[test]
fn an_edit_of_a_lesson_changes_the_banks_that_ask_from_it_and_no_other() {
    let mut world = MemoryWorld::new(asking());
    let own = "# On its own\n\n::: question alone\nWhat?\n\nAnswer: this\n:::\n";
    world.write("lessons/own.md", own);
    let mut compiler = Compiler::default();
    let before = plan(compiler.compile(&world).into(), &Theme::builtin(), &Options::default());
    world.write("lessons/own.md", own.replace("What?", "What is it?"));
    let compiled = std::sync::Arc::new(compiler.compile(&world));
    let again = plan_again(&before, compiled.clone(), &Theme::builtin());
    let anew = plan(compiled, &Theme::builtin(), &Options::default());
    let changed = |path: &str| {
        let (old, new) = (before.find(path).unwrap(), again.find(path).unwrap());
        assert_eq!(again.hash(new), anew.hash(anew.find(path).unwrap()), "{path}");
        assert_eq!(again.render(new).bytes, anew.render(anew.find(path).unwrap()).bytes, "{path}");
        before.hash(old) != again.hash(new)
    };
    assert!(changed("assets/ask/own.js"));
    assert!(!changed("assets/ask/half.js"));
    assert!(!changed("assets/banks.js"));
}
