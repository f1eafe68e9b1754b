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
    let mut first = heaviest;
    let mut parts = vec![format!("page {:.1}", kb(heaviest))];
    for kind in ["css", "js", "woff2"] {
        // Fonts are compressed already.
        let mut sum = 0;
        for file in files(&assets, kind).iter().filter(|f| f.parent() == Some(&assets)) {
            let bytes = fs::read(file)?;
            sum += if kind == "woff2" { bytes.len() } else { gzip(&bytes)? };
        }
        parts.push(format!("{kind} {:.1}", kb(sum)));
        first += sum;
    }
    println!("  first visit at 500 lessons, kB: {}; catalog {:.1} of the js", parts.join(", "), kb(catalog));
    figures.push(Figure::new("first visit with 500 lessons, all files, gzip -6", kb(first), Some(100.0), "kB"));
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

fn files(dir: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = WalkDir::new(dir).sort_by_file_name().into_iter().flatten();
    entries.map(walkdir::DirEntry::into_path).filter(|p| p.extension().is_some_and(|e| e == extension)).collect()
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}
