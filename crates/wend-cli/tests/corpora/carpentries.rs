//! A whole course of the Carpentries, read by the plugin `carpentries` as it stands.
//!
//! What the source says is read here line by line, without the plugin's code and without a reader of Markdown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::foreign::{Foreign, compile, counts, found, nothing_lost};
use crate::page::words;

static COURSE: LazyLock<Foreign> = LazyLock::new(|| Foreign::build("git-novice", "carpentries"));

/// The episodes in the order of `config.yaml`, without their endings.
fn episodes() -> Vec<String> {
    let config = &COURSE.files["config.yaml"];
    let listed = config.lines().skip_while(|line| !line.starts_with("episodes:")).skip(1);
    let names = listed.map_while(|line| line.strip_prefix("- "));
    names.map(|name| format!("episodes/{}", name.trim_end_matches(".md"))).collect()
}

/// A value of an episode's front matter.
fn front<'t>(text: &'t str, key: &str) -> &'t str {
    let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':')).expect(key);
    line.trim().trim_matches('\'')
}

/// Lines of text that open a block of this name.
fn openers(text: &str, name: &str) -> usize {
    text.lines().filter(|line| line.starts_with(":::") && line.trim_start_matches(':').trim() == name).count()
}

/// What of an episode must be seen: all but front matter, the lines that open and close blocks and code, where links
/// lead, and tags of HTML.
fn seen(text: &str) -> Vec<String> {
    // Windows line ends are no text.
    let text = text.replace("\r\n", "\n");
    let body = text.splitn(3, "---\n").nth(2).expect("front matter");
    let mut out = vec![front(&text, "title").to_owned()];
    for line in body.lines() {
        let definition = line.starts_with('[') && line.contains("]: ");
        if line.starts_with(":::") || without_number(line).trim_start().starts_with("```") || definition {
            continue;
        }
        let mut line =
            ["<kbd>", "</kbd>", "<p>", "</p>"].iter().fold(line.to_owned(), |line, tag| line.replace(tag, " "));
        // Stars may stand within a word: `d*uh*`.
        line = line.replace("{alt=", " ").replace('*', "");
        for (open, close) in [("](", ")"), ("][", "]"), (" width=\"", "\"")] {
            while let Some((before, after)) = line.split_once(open) {
                let (_, after) = after.split_once(close).unwrap_or_else(|| panic!("{line:?}"));
                line = format!("{before} {after}");
            }
        }
        let pieces = line.split('|').map(without_number);
        out.push(pieces.collect::<Vec<_>>().join(" "));
    }
    out
}

/// A line without the number of a list, which is no text of the page: the browser counts.
fn without_number(line: &str) -> &str {
    match line.trim_start().split_once(". ") {
        Some((number, rest)) if number.bytes().all(|b| b.is_ascii_digit()) => rest,
        _ => line,
    }
}

#[test]
fn every_episode_is_a_lesson_that_needs_the_one_before_it() {
    let curriculum = &COURSE.compiled.curriculum;
    let episodes = episodes();
    assert_eq!(episodes.len(), 14);
    let ids: BTreeSet<&str> = curriculum.lessons.iter().map(|lesson| lesson.id.as_str()).collect();
    assert_eq!(ids, episodes.iter().map(String::as_str).collect(), "the licence is no lesson");
    for (at, id) in episodes.iter().enumerate() {
        let lesson = curriculum.lessons.iter().find(|lesson| lesson.id == *id).expect(id);
        let needs: Vec<&str> =
            lesson.requires.literals().into_iter().map(|ix| curriculum.objectives[ix.index()].id.as_str()).collect();
        assert_eq!(needs, at.checked_sub(1).map(|before| episodes[before].as_str()).into_iter().collect::<Vec<_>>());
        let text = &COURSE.files[&format!("{id}.md")];
        assert_eq!(lesson.title, front(text, "title"));
        let minutes: u16 = ["teaching", "exercises"].iter().map(|key| front(text, key).parse::<u16>().unwrap()).sum();
        assert_eq!(lesson.minutes, minutes, "{id}");
    }
}

#[test]
fn no_word_of_an_episode_is_lost() {
    let mut total = 0;
    for id in episodes() {
        let (_, page) = COURSE.page(&id);
        let shown = counts(words(page.nodes()));
        total += nothing_lost(&counts(seen(&COURSE.files[&format!("{id}.md")])), &shown, &id);
    }
    assert!(total > 20_000, "{total} words");
}

#[test]
fn challenges_stand_there_with_their_solutions_closed() {
    let (mut challenges, mut closed) = (0, 0);
    for id in episodes() {
        let text = &COURSE.files[&format!("{id}.md")];
        let (html, _) = COURSE.page(&id);
        let tags = |name: &str| html.matches(&format!("<wend-{name} ")).count();
        assert_eq!(tags("challenge"), openers(text, "challenge"), "{id}");
        for (name, kind) in [("solution", "solution"), ("hint", "hint"), ("spoiler", "closed")] {
            assert_eq!(tags(kind), openers(text, name), "{id} {name}");
            let blocks: Vec<&str> = html.split(&format!("<wend-{kind} ")).skip(1).collect();
            for block in &blocks {
                // A `<details>` without `open`, before anything else of the block.
                let inner = block.split_once('>').expect("a tag ends").1.trim_start();
                assert!(inner.starts_with("<details><summary>"), "{id}: {inner:.80}");
            }
            closed += blocks.len();
        }
        challenges += tags("challenge");
        // Nothing of a fence is left as text.
        assert!(!html.contains(":::"), "{id}");
    }
    assert_eq!((challenges, closed), (38, 28));
}

#[test]
fn objectives_say_what_a_learner_can_do() {
    let objectives = &COURSE.compiled.curriculum.objectives;
    let can = |id: &str| objectives.iter().find(|one| one.id == id).expect(id).can.as_str();
    assert_eq!(
        can("episodes/03-create"),
        "I can create a local Git repository; describe the purpose of the .git directory."
    );
}

#[test]
fn what_the_folder_lacks_is_told_once_for_each_episode() {
    let pictures = |text: &str| text.lines().filter(|line| line.starts_with("![")).count();
    let lacking: Vec<String> =
        COURSE.files.iter().filter(|(_, text)| pictures(text) > 0).map(|(path, _)| path.clone()).collect();
    let told = found(&COURSE.compiled);
    let about: Vec<&String> = told.iter().filter(|line| line.contains("in the folder, so what")).collect();
    assert_eq!(about.len(), lacking.len(), "{told:#?}");
    for (line, path) in about.iter().zip(&lacking) {
        let first = 1 + COURSE.files[path].lines().position(|line| line.starts_with("![")).expect("a picture");
        assert!(line.starts_with(&format!("{path}:{first} `fig/")), "{line}");
    }
    // And one tag of HTML that is meant as a word.
    let others: Vec<&String> = told.iter().filter(|line| !about.contains(line)).collect();
    assert_eq!(others.len(), 1, "{others:#?}");
    assert!(others[0].starts_with("episodes/04-changes.md:193 raw HTML"), "{others:?}");
    let described: usize = episodes().iter().map(|id| COURSE.page(id).0.matches("<wend-absent ").count()).sum();
    assert_eq!(described, lacking.iter().map(|path| pictures(&COURSE.files[path])).sum::<usize>());
}

#[test]
fn a_table_drawn_with_lines_is_a_table() {
    let (html, _) = COURSE.page("episodes/04-changes");
    let table = html.split("<wend-grid-table ").nth(1).expect("a table").split("</wend-grid-table>").next().unwrap();
    assert_eq!((table.matches("<th ").count(), table.matches("<tr>").count()), (2, 6));
    assert_eq!(table.matches("<pre").count(), 5, "the code of each row");
    assert!(table.contains("<li>Use asterisks</li>"), "{table}");
}

/// An episode with this body, which begins in line 4.
fn episode(body: &str) -> String {
    format!("---\ntitle: A\n---\n{body}\n")
}

#[test]
fn what_it_cannot_read_is_told_with_its_line() {
    for (body, line, said) in [
        ("\n:::: challenge\nDo it.", 5, "this `challenge` is never closed"),
        ("Text.\n\n::::", 6, "nothing is open that this line could close"),
        ("::: chalenge\nDo it.\n:::", 4, "there is no block `chalenge`"),
        ("> Old.\n{: .challenge}", 5, "`{: .challenge}` belongs to the older template"),
        ("See {{ page.root }}/x.", 4, "`{{ page.root }}` belongs to the older template"),
        ("{% include x.html %}", 4, "`{% include x.html %}` belongs to the older template"),
        ("![a](fig/a.png)\n\n![b](fig/b.png)", 4, "`fig/a.png` and another picture are not in the folder"),
    ] {
        let text = episode(body);
        let compiled = compile("carpentries", [("episodes/a.md", text.as_str())]);
        let told = found(&compiled);
        assert_eq!(told.len(), 1, "{body}: {told:#?}");
        assert!(told[0].starts_with(&format!("episodes/a.md:{line} {said}")), "{body}: {told:#?}");
        let helps =
            compiled.diagnostics.iter().find(|found| found.message.starts_with(said)).map(|found| found.helps.len());
        assert!(helps >= Some(1), "{said} has a mend");
    }
    let text = "---\ntitle: A\nteaching: ten\n---\nText.\n";
    assert_eq!(
        found(&compile("carpentries", [("episodes/a.md", text)])),
        ["episodes/a.md:3 `teaching` is not a number of minutes"]
    );
}

#[test]
fn text_in_what_it_cannot_read_is_shown() {
    let text = episode(":::: challenge\nOne.\n::: nosuch\nTwo.\n:::\n::: hint\nThree.");
    let compiled = compile("carpentries", [("episodes/a.md", text.as_str())]);
    let made = compiled.sources.text(compiled.lessons[0].file);
    assert!(["One.", "Two.", "Three."].iter().all(|word| made.contains(word)), "{made}");
}

#[test]
fn the_configs_order_is_held_against_the_folder() {
    let config = "episodes:\n- b.md\n- gone.md\n- a.md\n";
    let (a, b, c) = (episode("A."), episode("B."), episode("C."));
    let setup = episode("Install it.");
    let compiled = compile(
        "carpentries",
        [
            ("config.yaml", config),
            ("episodes/a.md", &a),
            ("episodes/b.md", &b),
            ("episodes/c.md", &c),
            ("learners/setup.md", &setup),
        ],
    );
    let lines = found(&compiled);
    assert_eq!(lines, ["episodes/b.md:1 `config.yaml` lists `gone.md`, but there is no file `episodes/gone.md`"]);
    let needs: BTreeMap<&str, Vec<&str>> = (compiled.curriculum.lessons.iter())
        .map(|lesson| {
            let needs =
                lesson.requires.literals().into_iter().map(|ix| compiled.curriculum.objectives[ix.index()].id.as_str());
            (lesson.id.as_str(), needs.collect())
        })
        .collect();
    let expected = [
        ("episodes/a", vec!["episodes/b"]),
        ("episodes/b", vec!["learners/setup"]),
        ("episodes/c", vec!["episodes/a"]),
        ("learners/setup", vec![]),
    ];
    assert_eq!(needs, expected.into_iter().collect());
    let notes: Vec<_> = compiled.diagnostics.iter().filter(|found| found.message.contains("does not list")).collect();
    assert_eq!(notes.len(), 1);
}
