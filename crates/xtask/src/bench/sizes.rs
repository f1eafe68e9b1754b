//! Bytes over the wire, each file by gzip -6.

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    fmt, fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use flate2::{Compression, write::GzEncoder};
use walkdir::WalkDir;

use super::{Bins, Figure, generate, measure::cost, path};

/// What everything together may be that a browser loads with the first page, in bytes.
const FIRST_VISIT: usize = 100_000;

/// The manual's page that shows every example of every plugin that comes with Wend: a reference to look things up in, no
/// lesson, and the one page that may weigh more, since it loads all scripts there are.
const GALLERY: &str = "lessons/maker/gallery.html";

/// Builds 500 lessons and weighs a first visit, a further lesson, and the catalog.
pub(crate) fn measure(bins: &Bins, work: &Path, figures: &mut Vec<Figure>) -> Result<()> {
    let (source, out) = (work.join("500"), work.join("out"));
    generate::curriculum(&source, 500)?;
    cost(bins, &bins.wend, &["build", path(&source), "--out", path(&out)])?;
    let (mut largest, mut heaviest) = (0, 0);
    for page in files(&out.join("lessons"), "html") {
        let bytes = fs::read(page)?;
        largest = largest.max(bytes.len());
        heaviest = heaviest.max(gzip(&bytes)?);
    }
    let kb = |bytes: usize| bytes as f64 / 1000.0;
    figures.push(Figure::new("largest lesson page for 4 KB of Markdown", kb(largest), Some(15.0), "kB"));
    figures.push(Figure::new("each further lesson, gzip -6", kb(heaviest), Some(20.0), "kB"));
    for visit in visits(&out)? {
        println!("  first visit to {visit}");
        let what = format!("first visit to {} of 500 lessons, gzip -6", visit.page);
        figures.push(Figure::new(what, kb(visit.bytes()), Some(kb(FIRST_VISIT)), "kB"));
    }
    let catalog = out.join("assets/catalog.js");
    let bytes = gzip(&fs::read(&catalog)?)? as f64;
    figures.push(Figure::new("catalog, gzip -6, a lesson (500 lessons)", bytes / 500.0, Some(25.0), "bytes"));
    let large = work.join("10000");
    let _ = fs::remove_dir_all(&out);
    cost(bins, &bins.wend, &["build", path(&large), "--out", path(&out)])?;
    let bytes = gzip(&fs::read(&catalog)?)? as f64;
    figures.push(Figure::new("catalog, gzip -6, a lesson (10,000 lessons)", bytes / 10_000.0, Some(25.0), "bytes"));
    let page = files(&out.join("lessons"), "html").iter().filter_map(|p| fs::metadata(p).ok()).map(|m| m.len()).max();
    let what = "largest lesson page at 10,000 lessons";
    figures.push(Figure::new(what, kb(page.unwrap_or(0) as usize), Some(15.0), "kB"));
    Ok(())
}

/// Whether a first visit to each kind of page stays as light as promised, with `wend` as it is: bytes are the same on any
/// machine and with any optimisation.
pub(crate) fn check(wend: &str) -> Result<()> {
    let work = std::env::temp_dir().join(format!("wend-sizes-{}", std::process::id()));
    let (source, out) = (work.join("500"), work.join("out"));
    generate::curriculum(&source, 500)?;
    generate::every_block(&source)?;
    crate::shell::run(wend, &["build", path(&source), "--out", path(&out)])?;
    let mut found = visits(&out)?;
    for curriculum in ["curricula/fractions", "curricula/manual"] {
        let site = work.join(curriculum);
        crate::shell::run(wend, &["build", curriculum, "--out", path(&site)])?;
        found.extend(visits(&site)?);
    }
    fs::remove_dir_all(&work)?;
    let mut heavy = Vec::new();
    for visit in found {
        println!("  {visit}");
        heavy.extend((visit.bytes() > FIRST_VISIT).then_some(visit.page));
    }
    ensure!(heavy.is_empty(), "more than {} kB: {}", FIRST_VISIT / 1000, heavy.join(", "));
    Ok(())
}

/// Everything one page makes a browser load: itself, its styles and scripts, the font and the catalog.
struct Visit {
    page: String,
    parts: Vec<(String, usize)>,
}

impl Visit {
    fn bytes(&self) -> usize {
        self.parts.iter().map(|(_, bytes)| bytes).sum()
    }
}

impl fmt::Display for Visit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kb = |bytes: usize| bytes as f64 / 1000.0;
        write!(f, "{}: {:.1} kB (", self.page, kb(self.bytes()))?;
        for (n, (name, bytes)) in self.parts.iter().enumerate() {
            write!(f, "{}{name} {:.1}", if n == 0 { "" } else { ", " }, kb(*bytes))?;
        }
        f.write_str(")")
    }
}

/// A first visit to one page of each kind; of lessons and objectives to the heaviest.
fn visits(site: &Path) -> Result<Vec<Visit>> {
    let mut scale = Scale { site, weighed: BTreeMap::new() };
    let mut visits = Vec::new();
    for page in files(site, "html").iter().filter(|page| !page.ends_with(GALLERY)) {
        visits.push(scale.visit(page.strip_prefix(site)?)?);
    }
    // The first folder of its path says of what kind a page is, or else its name.
    let kind = |visit: &Visit| visit.page.split('/').next().unwrap_or_default().to_owned();
    visits.sort_by_key(|visit| (kind(visit), Reverse(visit.bytes())));
    visits.dedup_by_key(|visit| kind(visit));
    Ok(visits)
}

/// Weighs the files of a site, each once.
struct Scale<'a> {
    site: &'a Path,
    weighed: BTreeMap<PathBuf, usize>,
}

impl Scale<'_> {
    /// All that a page makes a browser load.
    fn visit(&mut self, page: &Path) -> Result<Visit> {
        let html = fs::read_to_string(self.site.join(page))?;
        let mut parts = vec![("page".to_owned(), gzip(html.as_bytes())?)];
        // Between quotes stand addresses and words, of which some are names of files too.
        let named = |link: &&str| {
            link.starts_with("assets/") && [".js", ".css", "icon.svg"].iter().any(|end| link.ends_with(end))
        };
        let linked = html.split('"').map(|link| link.trim_start_matches("../")).filter(named);
        // The script fetches the catalog, the styles the font.
        for file in ["assets/catalog.js", "assets/atkinson-next.woff2"].into_iter().chain(linked) {
            let name = file.rsplit('/').next().unwrap_or(file).to_owned();
            parts.push((name, self.weigh(file)?));
        }
        Ok(Visit { page: page.to_string_lossy().into_owned(), parts })
    }

    /// The bytes of a file over the wire. A font is compressed already.
    fn weigh(&mut self, file: &str) -> Result<usize> {
        let path = self.site.join(file);
        if let Some(bytes) = self.weighed.get(&path) {
            return Ok(*bytes);
        }
        let content = fs::read(&path).with_context(|| file.to_owned())?;
        let bytes = if file.ends_with(".woff2") { content.len() } else { gzip(&content)? };
        self.weighed.insert(path, bytes);
        Ok(bytes)
    }
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
