//! The least a builder can do with a folder of Markdown: read, pulldown-cmark, write, two threads.

use std::{fs, path::Path};

use anyhow::Result;
use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;

/// Turns every Markdown file below `source` into an HTML file below `out`.
pub(crate) fn run(source: &Path, out: &Path) -> Result<()> {
    rayon::ThreadPoolBuilder::new().num_threads(2).build_global()?;
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(source) {
        let entry = entry?;
        let target = out.join(entry.path().strip_prefix(source)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(target)?;
        } else if entry.path().extension().is_some_and(|e| e == "md") {
            files.push((entry.into_path(), target.with_extension("html")));
        }
    }
    files.par_iter().try_for_each(|(from, to)| {
        let text = fs::read_to_string(from)?;
        let mut page = String::with_capacity(text.len() * 2);
        html::push_html(&mut page, Parser::new_ext(&text, Options::all()));
        fs::write(to, page)?;
        Ok(())
    })
}
