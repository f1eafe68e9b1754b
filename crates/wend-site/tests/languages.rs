//! Sites whose pages speak several languages: a whole site for each, the same but for its words.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use support::{compile, faults, read, resolve, site, small};
use wend_compiler::{Compiler, MemoryWorld};
use wend_site::{Options, Site, Theme, offline::Made};

type Files = BTreeMap<String, Vec<u8>>;

/// The small curriculum with a line more in its settings.
fn with(line: &str) -> Files {
    let mut files = small();
    let settings = String::from_utf8(files["curriculum.toml"].clone()).unwrap();
    files.insert("curriculum.toml".into(), format!("{line}\n{settings}").into_bytes());
    files
}

fn planned(files: Files) -> Site {
    Site::plan(compile(files), &Theme::builtin(), &Options::default())
}

fn text(site: &Site, path: &str) -> String {
    let ix = site.find(path).unwrap_or_else(|| panic!("no {path} among {:#?}", site.files));
    String::from_utf8(site.gather(ix).render().bytes).unwrap()
}

fn pages(site: &Site) -> Vec<(String, String)> {
    let pages = site.files.iter().filter(|file| file.path.ends_with(".html"));
    pages.map(|file| (file.path.clone(), text(site, &file.path))).collect()
}

/// What the links of a page that say which language they lead to say: language, path, whether it is a link to follow.
fn languages_of(path: &str, html: &str) -> BTreeSet<(String, String, bool)> {
    let tags = read(html).into_iter().filter_map(Result::ok);
    let links = tags.filter(|tag| tag.get("hidden").is_none() && tag.get("hreflang").is_some());
    links
        .map(|tag| {
            let (to, _) = resolve(path, tag.get("href").unwrap()).unwrap();
            (tag.get("hreflang").unwrap().to_string(), to, tag.name == "a")
        })
        .collect()
}

#[test]
fn each_language_is_a_whole_site_that_leads_to_the_same_page_of_the_others() {
    let site = planned(with("languages = [\"en\", \"ar\", \"qps\"]"));
    assert_eq!(site.diagnostics, []);
    let below = |folder: &str| -> BTreeSet<&str> {
        let all = site.files.iter().filter_map(|file| file.path.strip_prefix(folder));
        all.filter(|path| !folder.is_empty() || !path.starts_with("ar/") && !path.starts_with("qps/")).collect()
    };
    assert!(below("").contains("poster.txt") && below("").contains("lessons/own.md"));
    assert_eq!(below("ar/"), below(""));
    assert_eq!(below("qps/"), below(""));
    let pages = pages(&site);
    assert_eq!(faults(&site.files, &pages), Vec::<String>::new());
    for (path, html) in &pages {
        let (lang, dir, own) = match path.split_once('/') {
            Some(("ar", own)) => ("ar", "rtl", own),
            Some(("qps", own)) => ("qps", "ltr", own),
            _ => ("en", "ltr", path.as_str()),
        };
        assert!(html.contains(&format!("<html lang=\"{lang}\" dir=\"{dir}\"")), "{path}");
        let mut expected = BTreeSet::new();
        for (lang, folder) in [("en", ""), ("x-default", ""), ("ar", "ar/"), ("qps", "qps/")] {
            let to = format!("{folder}{own}");
            // No address is that of the page for none, so nobody searches for it.
            expected.extend((own != "404.html").then(|| (lang.to_string(), to.clone(), false)));
            expected.extend((lang != "x-default").then(|| (lang.to_string(), to, true)));
        }
        assert_eq!(languages_of(path, html), expected, "{path}");
    }
}

#[test]
fn with_one_language_it_is_the_site_that_it_was() {
    for files in [small(), with("languages = [\"en\"]")] {
        let (whole, plan) = (planned(files), site(small(), &Options::default()));
        assert_eq!(whole.files, plan.files);
        for ix in 0..plan.files.len() {
            assert_eq!(whole.gather(ix).render().bytes, plan.render(ix).bytes, "{}", plan.files[ix].path);
        }
        assert!(!plan.files.iter().any(|file| file.path.contains("languages")));
    }
}

#[test]
fn the_first_language_stands_at_the_root_whatever_the_lessons_are_in() {
    let site = planned(with("languages = [\"ar\", \"en\"]"));
    assert!(text(&site, "index.html").contains("<html lang=\"ar\""));
    assert!(text(&site, "en/index.html").contains("<html lang=\"en\""));
}

#[test]
fn what_the_author_wrote_keeps_its_language_inside_another() {
    let site = planned(with("languages = [\"en\", \"ar\"]"));
    let lesson = text(&site, "ar/lessons/half/beats.html");
    for part in [
        "<h1 lang=\"en\" dir=\"ltr\">Half a bar",
        "<div class=\"body\" lang=\"en\" dir=\"ltr\">",
        "<p class=\"can\" lang=\"en\" dir=\"ltr\">I can find half",
        "<a lang=\"en\" href=\"../../lessons/half/cups.html\">Half a cup</a>",
        "data-words=\"en\"",
    ] {
        assert!(lesson.contains(part), "{part}\n{lesson}");
    }
    // Where it stands among the page's own words it stands at their side.
    assert!(text(&site, "ar/index.html").contains("<h1><bdi lang=\"en\" dir=\"ltr\">Small &amp; sweet</bdi></h1>"));
    assert!(text(&site, "index.html").contains("<h1>Small &amp; sweet</h1>"));
    assert!(
        text(&site, "ar/map.html")
            .contains("<g text-anchor=\"middle\" paint-order=\"stroke\" lang=\"en\" direction=\"ltr\">")
    );
    let english = text(&site, "lessons/half/beats.html");
    assert!(!english.contains("dir=\"rtl\" data-words") && !english.contains("<p class=\"can\" lang"), "{english}");
}

#[test]
fn a_language_that_cant_be_had_is_named_and_the_others_stay() {
    let mut files = with("languages = [\"en\", \"ara\", \"ar\", \"ar-EG\", \"english\", \"qps\", \"all\"]");
    files.insert("static/QPS/poster.txt".into(), b"a poster".to_vec());
    files.insert("theme/strings/all.toml".into(), b"skip = \"skip\"".to_vec());
    let compiled = compile(files);
    let site = Site::plan(Arc::clone(&compiled), &Theme::builtin(), &Options::default());
    let found: Vec<String> = compiled
        .diagnostics
        .iter()
        .chain(&site.diagnostics)
        .filter(|d| d.code.code.contains("language") || d.code.code == "data/bad-value")
        .map(|d| {
            let at = d.primary.as_ref().unwrap().span;
            format!("{} at {}", d.code.code, at.text(compiled.sources.text(at.file)))
        })
        .collect();
    let expected = [
        "data/bad-value at \"english\"",
        "site/unknown-language at \"ara\"",
        "site/unknown-language at \"ar-EG\"",
        "site/language-folder at \"qps\"",
        "site/language-folder at \"all\"",
    ];
    assert_eq!(found, expected);
    let has = |path: &str| site.find(path).is_some();
    assert!(has("ar/index.html") && !has("qps/index.html") && !has("all/all/index.html") && has("all/index.html"));
}

#[test]
fn search_engines_and_the_page_for_no_address_get_whole_addresses() {
    let options = Options { base_url: Some("https://example.org/a/".into()), ..Options::default() };
    let files = with("languages = [\"en\", \"ar\"]");
    let site = Site::plan(compile(files), &Theme::builtin(), &options);
    let lesson = text(&site, "ar/lessons/own.html");
    for part in [
        "hreflang=\"ar\" href=\"https://example.org/a/ar/lessons/own.html\"",
        "hreflang=\"x-default\" href=\"https://example.org/a/lessons/own.html\"",
        "<a lang=\"en\" hreflang=\"en\" href=\"../../lessons/own.html\">English</a>",
    ] {
        assert!(lesson.contains(part), "{part}\n{lesson}");
    }
    let missing = text(&site, "ar/404.html");
    for part in ["href=\"/a/ar/index.html\"", "hreflang=\"en\" href=\"/a/404.html\""] {
        assert!(missing.contains(part), "{part}\n{missing}");
    }
}

#[test]
fn an_edit_is_planned_again_for_all_of_them_and_a_language_more_anew() {
    let whole = |site: &Site| -> Vec<(String, [u8; 32], Vec<u8>)> {
        (0..site.files.len())
            .map(|ix| (site.files[ix].path.clone(), site.gather(ix).hash(), site.gather(ix).render().bytes))
            .collect()
    };
    let mut files = with("languages = [\"en\", \"ar\"]");
    let mut world = MemoryWorld::new(files.clone());
    let mut compiler = Compiler::default();
    let mut before = Site::plan(
        Arc::new(compiler.compile(&world)),
        &Theme::builtin(),
        &Options { reload_script: true, ..Options::default() },
    );
    let mut edit = |path: &str, from: &str, to: &str| {
        let text = String::from_utf8(files[path].clone()).unwrap().replace(from, to);
        world.write(path, text.clone());
        files.insert(path.into(), text.into_bytes());
        let compiled = Arc::new(compiler.compile(&world));
        before = before.plan_again(Arc::clone(&compiled), &Theme::builtin());
        let options = Options { reload_script: true, ..Options::default() };
        assert_eq!(whole(&before), whole(&Site::plan(compiled, &Theme::builtin(), &options)), "{to}");
        before.clone()
    };
    let words = edit("lessons/half/cups.md", "Pour.", "Pour slowly.");
    assert!(text(&words, "ar/lessons/half/cups.html").contains("Pour slowly."));
    let more = edit("curriculum.toml", "\"ar\"]", "\"ar\", \"qps\"]");
    assert!(more.find("qps/index.html").is_some());
    let one = edit("curriculum.toml", "\"en\", \"ar\", \"qps\"", "\"en\"");
    assert!(one.find("ar/index.html").is_none());
}

#[test]
fn each_language_is_kept_by_a_worker_of_its_own_that_knows_no_other() {
    let site = planned(with("languages = [\"en\", \"ar\"]"));
    let made: Vec<Made<'_>> = site.files.iter().map(|_| Made { sha256: "00", bytes: 1 }).collect();
    let last: BTreeMap<String, String> =
        site.offline(&made).into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect();
    assert!(last.contains_key("sw.js") && last.contains_key("ar/sw.js"));
    let lists = last.iter().filter(|(path, _)| path.ends_with(".json"));
    let named: BTreeSet<String> = lists
        .flat_map(|(path, list)| {
            let folder = if path.starts_with("ar/") { "ar/" } else { "" };
            let list: serde_json::Value = serde_json::from_str(list).unwrap();
            list.as_object().unwrap().keys().map(|key| format!("{folder}{key}")).collect::<Vec<_>>()
        })
        .collect();
    for path in ["index.html", "ar/index.html", "ar/assets/wend-languages.js", "ar/lessons/own.html"] {
        assert!(named.contains(path), "{path}");
    }
    assert!(!named.iter().any(|path| path.starts_with("ar/ar/")));
}
