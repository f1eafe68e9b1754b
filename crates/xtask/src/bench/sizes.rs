//! Bytes over the wire, each file by gzip -6.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use walkdir::WalkDir;

use super::{Bins, Figure, generate, measure::cost, path};

/// Builds 500 lessons and weighs a first visit, a further lesson, and the catalog.
pub(crate) fn measure(bins: &Bins, work: &Path, figures: &mut Vec<Figure>) -> Result<()> {
    let (source, out) = (work.join("500"), work.join("out"));
    generate::curriculum(&source, 500)?;
    cost(bins, &bins.wend, &["build", path(&source), "--out", path(&out)])?;
    let pages: Vec<_> = files(&out.join("lessons"), "html");
    let (mut largest, mut heaviest) = (0, 0);
    for page in &pages {
        let bytes = fs::read(page)?;
        largest = largest.max(bytes.len());
        heaviest = heaviest.max(gzip(&bytes)?);
    }
    let kb = |bytes: usize| bytes as f64 / 1000.0;
    figures.push(Figure::new("largest lesson page for 4 KB of Markdown", kb(largest), Some(15.0), "kB"));
    figures.push(Figure::new("each further lesson, gzip -6", kb(heaviest), Some(20.0), "kB"));
    let assets = out.join("assets");
    let catalog = gzip(&fs::read(assets.join("catalog.js")).context("assets/catalog.js")?)?;
    let mut worst = (0, String::new());
    let mut kinds = vec![pages[pages.len() / 2].clone()];
    kinds
        .extend(["index", "map", "path", "me", "about", "all/index"].map(|name| out.join(name).with_extension("html")));
    kinds.extend(files(&out.join("objectives"), "html").into_iter().next());
    for page in kinds {
        let (sum, parts) = visit(&page, catalog)?;
        let name = page.strip_prefix(&out)?.display().to_string();
        println!("  first visit to {name}: {:.1} kB ({parts})", kb(sum));
        worst = worst.max((sum, name));
    }
    let (lesson, _) = visit(&pages[pages.len() / 2], catalog)?;
    figures.push(Figure::new("first visit to a lesson of 500, gzip -6", kb(lesson), Some(100.0), "kB"));
    figures.push(Figure::new(
        format!("first visit to the heaviest kind of page, {}", worst.1),
        kb(worst.0),
        Some(100.0),
        "kB",
    ));
    figures.push(Figure::new("catalog, gzip -6, a lesson (500 lessons)", catalog as f64 / 500.0, Some(25.0), "bytes"));
    let large = work.join("10000");
    let _ = fs::remove_dir_all(&out);
    cost(bins, &bins.wend, &["build", path(&large), "--out", path(&out)])?;
    let catalog = gzip(&fs::read(assets.join("catalog.js"))?)?;
    figures.push(Figure::new(
        "catalog, gzip -6, a lesson (10,000 lessons)",
        catalog as f64 / 10_000.0,
        Some(25.0),
        "bytes",
    ));
    let page = files(&out.join("lessons"), "html").iter().filter_map(|p| fs::metadata(p).ok()).map(|m| m.len()).max();
    figures.push(Figure::new(
        "largest lesson page at 10,000 lessons",
        kb(page.unwrap_or(0) as usize),
        Some(15.0),
        "kB",
    ));
    Ok(())
}

/// Everything one page makes a browser load: itself, its styles and scripts, the font and the catalog.
fn visit(page: &Path, catalog: usize) -> Result<(usize, String)> {
    let html = fs::read_to_string(page)?;
    let folder = page.parent().context("a page stands in a folder")?;
    let mut parts = vec![("page".to_owned(), gzip(html.as_bytes())?), ("catalog.js".to_owned(), catalog)];
    let links = html.split(['"']).filter(|l| l.ends_with(".js") || l.ends_with(".css") || l.ends_with("icon.svg"));
    for link in links.filter(|l| !l.ends_with("catalog.js")) {
        let name = link.rsplit('/').next().unwrap_or(link).to_owned();
        parts.push((name, gzip(&fs::read(folder.join(link)).with_context(|| link.to_owned())?)?));
        if link.ends_with("trail.css") {
            // A font is compressed already.
            for font in files(folder.join(link).parent().context("styles stand in a folder")?, "woff2") {
                parts.push(("font".to_owned(), fs::metadata(font)?.len() as usize));
            }
        }
    }
    let words: Vec<_> = parts.iter().map(|(name, bytes)| format!("{name} {:.1}", *bytes as f64 / 1000.0)).collect();
    Ok((parts.iter().map(|(_, bytes)| bytes).sum(), words.join(", ")))
}

fn files(dir: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = WalkDir::new(dir).sort_by_file_name().into_iter().flatten();
    entries.map(walkdir::DirEntry::into_path).filter(|p| p.extension().is_some_and(|e| e == extension)).collect()
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}
