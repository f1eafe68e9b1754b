//! Hugo and mdBook on the same Markdown, where they are installed.

use std::{fs, path::Path};

use anyhow::Result;
use walkdir::WalkDir;

use super::{Bins, Figure, measure::cost, path};
use crate::shell::has;

/// Compares with each that is here; `ours` are sizes and the processor time we took for them.
pub(crate) fn compare(bins: &Bins, work: &Path, ours: &[(usize, f64)], figures: &mut Vec<Figure>) -> Result<()> {
    for (n, cpu) in ours {
        let lessons = work.join(n.to_string()).join("lessons");
        if has("hugo") {
            let site = work.join("hugo");
            hugo(&lessons, &site)?;
            let theirs = cost(bins, Path::new("hugo"), &["--source", path(&site), "--quiet"])?;
            println!("  {n} lessons: hugo {:.3} s of processor time", theirs.cpu);
            figures.push(Figure::new(
                format!("cold build of {n} lessons beside Hugo"),
                cpu / theirs.cpu,
                (*n >= 10_000).then_some(0.2),
                "times",
            ));
            fs::remove_dir_all(site)?;
        }
        if has("mdbook") && *n == 1_000 {
            let book = work.join("mdbook");
            mdbook(&lessons, &book)?;
            let theirs = cost(bins, Path::new("mdbook"), &["build", path(&book)])?;
            println!("  {n} lessons: mdbook {:.3} s of processor time", theirs.cpu);
            figures.push(Figure::new(
                format!("cold build of {n} lessons beside mdBook"),
                cpu / theirs.cpu,
                Some(0.1),
                "times",
            ));
            fs::remove_dir_all(book)?;
        }
    }
    for absent in ["hugo", "mdbook"].iter().filter(|p| !has(p)) {
        println!("  {absent} is not installed: no comparison with it");
    }
    Ok(())
}

/// A Hugo site with the barest layout, highlighting on.
fn hugo(lessons: &Path, site: &Path) -> Result<()> {
    copy(lessons, &site.join("content"))?;
    fs::write(
        site.join("config.toml"),
        "baseURL = \"https://example.org/\"\ntitle = \"Bench\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\"]\n[markup.highlight]\nnoClasses = false\n",
    )?;
    let layouts = site.join("layouts/_default");
    fs::create_dir_all(&layouts)?;
    let page = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>{{ .Content }}</body></html>\n";
    fs::write(layouts.join("single.html"), page)?;
    fs::write(layouts.join("list.html"), page)?;
    Ok(())
}

/// A book with every lesson as a chapter.
fn mdbook(lessons: &Path, book: &Path) -> Result<()> {
    copy(lessons, &book.join("src"))?;
    fs::write(book.join("book.toml"), "[book]\ntitle = \"Bench\"\n")?;
    let mut summary = String::from("# Summary\n\n");
    for entry in WalkDir::new(lessons).sort_by_file_name() {
        let entry = entry?;
        if entry.path().extension().is_some_and(|e| e == "md") {
            let name = entry.path().strip_prefix(lessons)?.display().to_string();
            summary.push_str(&format!("- [{}](./{name})\n", name.trim_end_matches(".md")));
        }
    }
    fs::write(book.join("src/SUMMARY.md"), summary)?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in WalkDir::new(from) {
        let entry = entry?;
        let target = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
