//! A path as a booklet to print: one document that needs no other file.
//!
//! It holds the lessons as the build writes them, one below the other, and the modules that make a booklet on a site
//! (`client/booklet.js`): numbers, one variant of each question, room to write, hints and answers at the end come of them when
//! it is opened. So both booklets are made by one code, and who can't run it still reads the lessons. Pictures, styles and
//! typefaces stand in the document; its policy allows the one script and the one style, by their hashes, and nothing else.

use data_encoding::BASE64;
use minijinja::Value;
use minijinja::value::Serde;
use serde_json::json;
use sha2::{Digest, Sha256};
use wend_core::{LessonIx, ObjectiveIx};

use crate::frames::inline;
use crate::generated::{linked, linked_with_texts};
use crate::pages::{self, PageJob};
use crate::plan::{Kind, Rendered, SitePlan};
use crate::shared::Shared;
use crate::strings::{Arg, Args, direction};
use crate::templates::fault;
use crate::urls;

/// Where the modules begin.
const ENTRY: &str = "client/booklet.js";
/// Stands before each address of the site while the lessons are rendered, so that none is overlooked.
const MARK: char = '\u{E000}';

/// Whose booklet it is, and what is in it. Nothing else of a learner's file gets into it.
#[derive(Clone, Debug, Default)]
pub struct Booklet {
    /// The learner's alias; may be empty.
    pub alias: String,
    /// Decides which variant of a question is asked: the record's id, or the alias where there is none.
    pub seed: String,
    /// Goals that are left to reach.
    pub goals: Vec<ObjectiveIx>,
    /// The lessons in order, with the minutes that each takes this learner.
    pub steps: Vec<(LessonIx, u32)>,
}

impl Booklet {
    /// What its modules are told beside the lessons.
    fn told(&self, shared: &Shared) -> serde_json::Value {
        let curriculum = &shared.compiled.curriculum;
        let steps = self.steps.iter().filter_map(|&(ix, minutes)| {
            let lesson = curriculum.lesson(ix)?;
            let can = lesson.teaches.iter().filter_map(|&o| curriculum.objective(o)).map(|o| &o.can);
            Some(json!({
                "title": lesson.title, "lang": lesson.lang, "minutes": minutes, "path": shared.lesson_path(ix),
                "can": can.filter(|can| !can.is_empty()).collect::<Vec<_>>(),
            }))
        });
        let goals = self.goals.iter().filter_map(|&o| curriculum.objective(o)).map(|o| &o.title);
        json!({
            "site": shared.title(), "alias": self.alias, "seed": self.seed, "goals": goals.collect::<Vec<_>>(),
            "steps": steps.collect::<Vec<_>>(),
        })
    }

    fn title(&self, shared: &Shared) -> String {
        if self.alias.is_empty() {
            return shared.t("client.booklet.title", &Args::new());
        }
        shared.t("client.booklet.of", &Args::from([("name".into(), Arg::from(self.alias.as_str()))]))
    }
}

impl SitePlan {
    /// Makes a booklet. `read` gives a file of the curriculum by its path.
    pub fn booklet(&self, about: &Booklet, read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Rendered {
        let shared = &self.shared;
        let lessons = &shared.compiled.curriculum.lessons;
        let mut diagnostics = Vec::new();
        let mut sheets = vec!["assets/trail.css".to_string()];
        let langs = about.steps.iter().filter_map(|(ix, _)| lessons.get(ix.index())?.lang.as_deref());
        if langs.chain([shared.lang.as_str()]).any(|lang| direction(lang) == "rtl") {
            sheets.push("assets/rtl.css".to_string());
        }
        let mut leaves = Vec::new();
        for (ix, _) in about.steps.iter().filter(|(ix, _)| ix.index() < lessons.len()) {
            let page = PageJob::Lesson(*ix);
            let root = urls::root(&page.path(shared));
            let gathered = page.gather_at(shared, format!("{MARK}{root}"));
            let more: Vec<String> =
                gathered.styles().filter(|path| !sheets.iter().any(|it| it == path)).map(str::to_string).collect();
            sheets.extend(more);
            let made = gathered.render_as("parts/leaf.html");
            diagnostics.extend(made.diagnostics);
            leaves.push(self.settled(&String::from_utf8_lossy(&made.bytes), &root, read));
        }
        // In no layer, it has the last word.
        sheets.push("assets/booklet.css".to_string());
        let style: String = sheets.iter().map(|sheet| self.sheet(sheet) + "\n").collect();
        let scripts =
            shared.made.booklet.get_or_init(|| linked_with_texts(shared, ENTRY, &[]).map(|(script, _)| script));
        let script = linked(scripts.clone());
        diagnostics.extend(script.diagnostics);
        let script = inline(&String::from_utf8_lossy(&script.bytes));
        let hash = |text: &str| format!("sha256-{}", BASE64.encode(&Sha256::digest(text.as_bytes())));
        let values = json!({
            "page": { "lang": shared.lang, "dir": shared.dir, "title": about.title(shared) },
            "site": pages::site(shared),
            "booklet": {
                "script_hash": hash(&script), "script": script, "style_hash": hash(&style), "style": style, "leaves": leaves,
                "about": about.told(shared).to_string().replace('<', "\\u003c"),
            },
        });
        let made =
            shared.env.get_template("booklet.html").and_then(|template| template.render(Value::from(Serde(values))));
        let html = made.unwrap_or_else(|error| {
            diagnostics.push(fault(&error));
            String::new()
        });
        wend_diagnostics::sort(&mut diagnostics);
        Rendered { bytes: html.into_bytes(), diagnostics }
    }

    /// A lesson whose pictures stand in it, and whose other addresses are as on its page.
    fn settled(&self, html: &str, root: &str, read: &dyn Fn(&str) -> Option<Vec<u8>>) -> String {
        let mut out = String::with_capacity(html.len());
        let mut parts = html.split(MARK);
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let address = if out.ends_with("=\"") { part.strip_prefix(root) } else { None };
            let Some(rest) = address else {
                // The author's own sign.
                out.push(MARK);
                out.push_str(part);
                continue;
            };
            let (address, after) = rest.split_at(rest.find('"').unwrap_or(rest.len()));
            let picture = if out.ends_with("src=\"") { self.picture(address, read) } else { None };
            match picture {
                Some(data) => out.push_str(&data),
                None => out.extend([root, address]),
            }
            out.push_str(after);
        }
        out
    }

    /// A picture of the curriculum by its address on the site, as an address that holds it.
    fn picture(&self, address: &str, read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Option<String> {
        let kind = data_type(address)?;
        let at = self.files.iter().find(|file| urls::encode(&file.path) == address)?;
        let Kind::Copy { source } = &at.kind else { return None };
        Some(data(kind, &read(source)?))
    }

    /// A style sheet of the site, with the typefaces that it loads; empty where there is none.
    fn sheet(&self, path: &str) -> String {
        let Some(at) = self.find(path) else { return String::new() };
        let text = String::from_utf8_lossy(&self.render(at).bytes).into_owned();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut out = String::with_capacity(text.len());
        let mut parts = text.split("url(");
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            out.push_str("url(");
            let (address, after) = part.split_at(part.find(')').unwrap_or(part.len()));
            let name = address.trim_matches(['"', '\'']);
            let file = data_type(name).and_then(|kind| Some((kind, self.find(&format!("{folder}/{name}"))?)));
            match file {
                Some((kind, at)) => out.push_str(&data(kind, &self.render(at).bytes)),
                None => out.push_str(address),
            }
            out.push_str(after);
        }
        // Nothing that means anything in a style sheet ends its element.
        out.replace("</", "<\\/")
    }
}

fn data(kind: &str, bytes: &[u8]) -> String {
    format!("data:{kind};base64,{}", BASE64.encode(bytes))
}

/// What a file is, where a document may hold it.
fn data_type(path: &str) -> Option<&'static str> {
    let (_, end) = path.rsplit_once('.')?;
    Some(match end.to_ascii_lowercase().as_str() {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "woff2" => "font/woff2",
        _ => return None,
    })
}
