//! What holds for every site: links resolve, the content policy is kept, the same input gives the same bytes.

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use support::{compile, folder, pages, read, site, small, text};
use wend_compiler::{Compiler, MemoryWorld};
use wend_site::{Kind, Options, SitePlan, Theme, plan, plan_again};

/// Checks all pages of a site; returns what is wrong.
fn faults(plan: &SitePlan) -> Vec<String> {
    support::faults(&plan.files, &pages(plan))
}

#[test]
fn every_link_leads_somewhere_and_the_policy_holds() {
    assert_eq!(faults(&site(small(), &Options::default())), Vec::<String>::new());
}

#[test]
fn the_check_sees_faults() {
    let mut files = small();
    files.insert(
        "theme/templates/about.html".into(),
        b"<h1 style=\"a\">x</h1><h1>y</h1><a href=\"no.html\">z</a><i id=\"a\"><i id=\"a\"><script>1</script>".to_vec(),
    );
    let found = faults(&site(files, &Options::default())).join("\n");
    for part in ["2 h1", "style=", "leads nowhere", "stands twice", "inline script", "no content policy"] {
        assert!(found.contains(part), "{part}: {found}");
    }
}

#[test]
fn the_shipped_curriculum_makes_a_whole_site() {
    let plan = site(folder("curricula/fractions"), &Options::default());
    assert_eq!(plan.diagnostics, []);
    let found: Vec<String> = faults(&plan);
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
    for ix in 0..plan.files.len() {
        let made = plan.render(ix);
        assert_eq!(made.diagnostics, [], "{}", plan.files[ix].path);
        assert!(matches!(plan.files[ix].kind, Kind::Copy { .. }) || !made.bytes.is_empty(), "{}", plan.files[ix].path);
    }
}

#[test]
fn every_script_is_valid() {
    // What comes with Wend is not checked while a site is built.
    let plan = site(folder("curricula/fractions"), &Options::default());
    let scripts: Vec<usize> = (0..plan.files.len()).filter(|ix| plan.files[*ix].path.ends_with(".js")).collect();
    assert!(scripts.len() > 10, "{}", scripts.len());
    for ix in scripts {
        let made = plan.render(ix);
        let script = String::from_utf8(made.bytes).unwrap();
        assert_eq!(wend_site::link_js::check_syntax(&script), Ok(()), "{}", plan.files[ix].path);
    }
}

#[test]
fn a_plain_folder_makes_a_site() {
    let files = [("a.md", "# One\n\nText."), ("b/c.md", "# Two\n\n[One](../a.md)"), ("d.md", "Three")];
    let plan = site(files.map(|(p, t)| (p.to_string(), t.as_bytes().to_vec())).into(), &Options::default());
    assert_eq!(faults(&plan), Vec::<String>::new());
    assert!(text(&plan, "map.html").contains("Two"));
}

#[test]
fn a_heading_in_a_block_in_a_block_is_where_links_lead() {
    let blocks = "# One\n\n[why](#inner.why)\n\n:::: example outer\n::: note inner\n## Why\n\nSo.\n:::\n::::\n";
    let files = [("a.md", blocks), ("b.md", "# Two\n\n[why](a.md#inner.why)")];
    let files = files.map(|(p, t)| (p.to_string(), t.as_bytes().to_vec()));
    let compiled = compile(files.clone().into());
    assert_eq!(compiled.diagnostics, []);
    assert_eq!(faults(&site(files.into(), &Options::default())), Vec::<String>::new());
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_thread() {
    let options = Options::default();
    let one = site(small(), &options);
    let other = site(small(), &options);
    assert_eq!(one.files, other.files);
    let in_order: Vec<_> = (0..one.files.len()).map(|ix| (one.render(ix).bytes, one.hash(ix))).collect();
    let spread: Vec<_> =
        (0..other.files.len()).into_par_iter().map(|ix| (other.render(ix).bytes, other.hash(ix))).collect();
    assert_eq!(in_order, spread);
}

#[test]
fn planned_again_is_planned_anew() {
    let objectives = "[half]\ntitle = \"Halve\"\n[quarter]\nrequires = [\"half\"]\n";
    // Each a path and what is in it then; empty: it is gone.
    let steps = [
        ("lessons/own.md", "# On its own\n\nOther words.\n"),
        ("lessons/own.md", "# On its own\n\nOther words, and [a poster](../static/poster.txt).\n"),
        ("lessons/own.md", "# By itself\n\nOther words.\n"),
        ("lessons/half/beats.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 12 40\"/>"),
        ("lessons/half/new.md", "# New\n\n![Four beats](beats.svg)\n"),
        ("static/map.html", "The site's own is kept."),
        ("static/more.txt", "x"),
        ("static/poster.txt", ""),
        ("theme/templates/about.html", "<!doctype html><title>{{ page.title }}</title>"),
        ("theme/strings/en.toml", "faulty"),
        ("theme/client/main.js", "import \"./nowhere.js\";"),
        ("lessons/own.md", "# By itself\n\nAgain other words.\n"),
        ("theme/templates/about.html", ""),
        ("objectives.toml", objectives),
        ("curriculum.toml", "id = \"small\"\nhtml = true\n"),
        ("curriculum.toml", "id = \"small\"\nlanguage = \"de\"\n"),
        ("lessons/half/beats.md", "+++\ntitle = \"Other\"\n+++\n"),
        ("curriculum.toml", ""),
        ("lessons/own.md", ""),
    ];
    let options = Options { reload_script: true, ..Options::default() };
    let mut world = MemoryWorld::new(small());
    let mut compiler = Compiler::default();
    let mut before = plan(Arc::new(compiler.compile(&world)), &Theme::builtin(), &options);
    // What is asked for once is kept.
    before.render(before.find("assets/wend.js").unwrap());
    for (path, text) in steps {
        if text.is_empty() {
            world.remove(path);
        } else {
            world.write(path, text);
        }
        let compiled = Arc::new(compiler.compile(&world));
        let again = plan_again(&before, Arc::clone(&compiled), &Theme::builtin());
        let anew = plan(compiled, &Theme::builtin(), &options);
        assert_eq!((&again.files, &again.diagnostics), (&anew.files, &anew.diagnostics), "{path}");
        for (ix, file) in anew.files.iter().enumerate() {
            assert_eq!(again.hash(ix), anew.hash(ix), "{path}: {}", file.path);
            // Scripts take long to link.
            if file.path.ends_with(".js") && !file.path.contains("catalog") && !path.starts_with("theme/client/") {
                continue;
            }
            let (again, anew) = (again.render(ix), anew.render(ix));
            assert!(again.bytes == anew.bytes, "{path}: {}", file.path);
            assert_eq!(again.diagnostics, anew.diagnostics, "{path}: {}", file.path);
        }
        before = again;
    }
}

/// Paths whose hash or bytes differ; the two must always agree.
fn changed(before: &SitePlan, after: &SitePlan) -> Vec<String> {
    let mut out = Vec::new();
    for (ix, file) in after.files.iter().enumerate() {
        let Some(old) = before.find(&file.path) else { continue };
        let bytes = before.render(old).bytes != after.render(ix).bytes;
        let hash = before.hash(old) != after.hash(ix);
        assert!(hash || !bytes, "{}: other bytes under the same hash", file.path);
        if hash {
            out.push(file.path.clone());
        }
    }
    out
}

fn edit(path: &str, from: &str, to: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = small();
    let file = files.get_mut(path).unwrap();
    let text = String::from_utf8(file.clone()).unwrap();
    assert!(text.contains(from));
    *file = text.replace(from, to).into_bytes();
    files
}

#[test]
fn an_edit_changes_the_pages_that_show_it_and_no_other() {
    let options = Options::default();
    let before = site(small(), &options);
    let text = site(edit("lessons/half/cups.md", "Pour.", "Pour slowly."), &options);
    // The index of all texts is in no page.
    assert_eq!(changed(&before, &text), ["assets/search/0.js", "lessons/half/cups.html", "lessons/half/cups.md"]);
    let title = site(edit("lessons/half/cups.md", "Half a cup", "Half a mug"), &options);
    let pages = [
        "all/index.html",
        "assets/catalog.js",
        "assets/search/0.js",
        "lessons/half/beats.html",
        "lessons/half/beats.md",
        "lessons/half/cups.html",
        "lessons/half/cups.md",
        "objectives/half.html",
        "objectives/half.md",
    ];
    assert_eq!(changed(&before, &title), pages);
    let picture = site(edit("lessons/half/beats.svg", "120 40", "1200 400"), &options);
    let shown = ["lessons/half/beats.html", "lessons/half/beats.md", "lessons/half/beats.svg"];
    assert_eq!(changed(&before, &picture), shown);
    let needs = site(edit("objectives.toml", "requires = [\"half\"]", "requires = []"), &options);
    let changed_by_needs = changed(&before, &needs);
    for path in ["map.html", "objectives/quarter.html", "lessons/half/beats.html", "lessons/quarter où ça?.html"] {
        assert!(changed_by_needs.iter().any(|changed| changed == path), "{path}: {changed_by_needs:?}");
    }
}

#[test]
fn the_private_note_is_nowhere() {
    let compiled = compile(small());
    let learner = compiled.learner_named("amina").cloned();
    assert!(learner.is_some());
    let plan = plan(compiled, &Theme::builtin(), &Options { learner, ..Options::default() });
    let preset = text(&plan, "assets/learner.js");
    assert!(preset.contains("Bring your drum.") && preset.contains("half"), "{preset}");
    for ix in 0..plan.files.len() {
        let bytes = plan.render(ix).bytes;
        assert!(!String::from_utf8_lossy(&bytes).contains("SECRET-WORDS"), "{}", plan.files[ix].path);
    }
    assert!(text(&plan, "index.html").contains("assets/learner.js"));
    assert!(site(small(), &Options::default()).find("assets/learner.js").is_none());
}

#[test]
fn a_file_that_would_hide_a_page_is_left_out_and_reported() {
    let mut files = small();
    files.insert("static/Map.html".into(), b"mine".to_vec());
    let plan = site(files, &Options::default());
    assert!(text(&plan, "map.html").contains("<svg"));
    assert!(plan.find("Map.html").is_none());
    assert_eq!(plan.diagnostics.len(), 1, "{:?}", plan.diagnostics);
}

#[test]
fn a_template_with_a_fault_is_named_and_its_page_says_so() {
    let mut files = small();
    files.insert("theme/templates/about.html".into(), b"<h1>\n{{ about.nothing }}</h1>".to_vec());
    let plan = site(files, &Options::default());
    let made = plan.render(plan.find("about.html").unwrap());
    assert_eq!(made.diagnostics.len(), 1);
    assert!(made.diagnostics[0].message.contains("line 2"), "{}", made.diagnostics[0].message);
    assert!(String::from_utf8(made.bytes).unwrap().contains("undefined"));
}

#[test]
fn serve_gets_its_script_and_a_build_does_not() {
    let served = site(small(), &Options { reload_script: true, ..Options::default() });
    assert!(text(&served, "lessons/half/beats.html").contains("src=\"../../-/reload.js\""));
    assert!(!text(&site(small(), &Options::default()), "index.html").contains("reload"));
}

/// Every text on a page comes from the string tables or from the curriculum.
#[test]
fn no_text_is_written_into_templates() {
    let rtl = site(small(), &Options { language: Some("qps-Arab".into()), ..Options::default() });
    assert!(text(&rtl, "index.html").contains("dir=\"rtl\""));
    let plan = site(small(), &Options { language: Some("qps".into()), ..Options::default() });
    let mut source: String = small().values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
    // Titles that the compiler makes of ids.
    source.extend(compile(small()).curriculum.interests.iter().map(|interest| interest.title.clone()));
    for (path, html) in pages(&plan) {
        // Drop what is between pseudo-brackets, then what remains must be the author's.
        let mut before = String::new();
        for part in read(&html) {
            let texts: Vec<String> = match part {
                // Keys of settings, as they stand in files.
                Err(_) if before == "code" => continue,
                Err(text) => vec![text],
                Ok(tag) => {
                    before.clone_from(&tag.name);
                    ["title", "alt", "aria-label", "placeholder"]
                        .iter()
                        .filter_map(|name| tag.get(name).map(str::to_string))
                        .collect()
                }
            };
            for text in texts {
                let mut own = String::new();
                let mut depth = 0;
                for c in text.chars() {
                    match c {
                        '⟦' => depth += 1,
                        '⟧' => depth -= 1,
                        c if depth == 0 => own.push(c),
                        _ => {}
                    }
                }
                for word in own.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1) {
                    let numbers_and_signs = ["svg", "fn", "next", "html"].contains(&word);
                    assert!(source.contains(word) || numbers_and_signs, "{path}: `{word}` in `{text}`");
                }
            }
        }
    }
}
