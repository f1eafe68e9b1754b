//! The parts of pages that this crate writes, as blessed text: what changes here, readers see.

mod support;

use support::{site, small, text};
use wend_site::Options;

/// What stands between the first `from` and the last `to` after it.
fn between(text: &str, from: &str, to: &str) -> String {
    let start = text.find(from).unwrap_or_else(|| panic!("no {from} in {text}"));
    let end = text.rfind(to).unwrap_or_else(|| panic!("no {to} in {text}"));
    text[start..end + to.len()].to_string()
}

#[test]
fn a_lesson_s_text() {
    let page = text(&site(small(), &Options::default()), "lessons/half/beats.html");
    insta::assert_snapshot!(between(&page, "<p>A bar", "</pre>"));
}

#[test]
fn the_map_s_drawing() {
    let page = text(&site(small(), &Options::default()), "map.html");
    insta::assert_snapshot!(between(&page, "<svg class=\"map\"", "</svg>"));
}

#[test]
fn the_pages_of_a_site() {
    let plan = site(small(), &Options::default());
    let pages = plan.files.iter().map(|file| file.path.as_str()).filter(|path| !path.starts_with("assets/"));
    insta::assert_snapshot!(pages.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_lesson_takes_as_long_on_its_page_as_in_its_text() {
    for (minutes, said) in [(45, "45 minutes"), (60, "1 hour"), (90, "1 hour 30 minutes"), (120, "2 hours")] {
        let mut files = small();
        let lesson = files.get_mut("lessons/half/beats.md").expect("it is there");
        *lesson = String::from_utf8_lossy(lesson).replace("minutes = 10", &format!("minutes = {minutes}")).into_bytes();
        let plan = site(files, &Options::default());
        let [page, plain] = ["html", "md"].map(|kind| text(&plan, &format!("lessons/half/beats.{kind}")));
        assert!(page.contains(&format!("<dd>{said}")) || page.contains(&format!("<li>{said}")), "{minutes}: {page}");
        assert!(plain.contains(&format!(" · {said}")), "{minutes}: {plain}");
    }
}
