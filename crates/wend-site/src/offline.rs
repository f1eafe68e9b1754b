//! What a browser needs to keep a site for when there is no internet: the worker, and lists of the files it may keep.
//!
//! Made last, from what the other files turned out to be. The lists carry a hash of each file, so that the worker can
//! tell whether what a server sends belongs to its build, and take over what an earlier build has already. They are cut
//! by a hash of the path: an edit changes one of them, and a browser asks for those it needs. Their own hashes stand in
//! the worker, so one file, replaced by the server in one step, says what a whole build is. No page names any of it: no
//! page changes because another did.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use wend_compiler::Target;
use wend_diagnostics::FileId;

use crate::generated::{Generated, linked};
use crate::link_js::{self, Module, Source};
use crate::pages::{PageJob, TEACH_PREFIX, files_of};
use crate::plan::{Job, SitePlan};
use crate::shared::Shared;

/// Where the worker stands, and what an installed site is told by.
pub(crate) const WORKER: &str = "sw.js";
pub(crate) const MANIFEST: &str = "manifest.webmanifest";
/// Where the lists stand.
const LISTS: &str = "assets/offline/";

/// The worker's module, and the one that the build writes for it.
const ENTRY: &str = "client/worker/main.js";
const BUILD: &str = "client/worker/build.gen.js";

/// Files on one list, about, and the most lists there are.
const ON_A_LIST: usize = 64;
const MOST_LISTS: usize = 256;
/// The index for search and the questions belong to what every visitor keeps where they are no larger than this, bytes.
const LARGE: u64 = 300_000;
/// Letters of a file's hash: enough to tell builds apart, nobody is kept out by it.
const LETTERS: usize = 16;

/// While an author serves, every page is always new: the worker that takes an earlier one and all that it kept away.
/// Pages that the earlier one gave are asked for again.
pub(crate) const NO_WORKER: &str = r#"addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  const own = `wend|${new URL("./", location.href).href}|`;
  for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
  await registration.unregister();
  for (const page of await clients.matchAll({ type: "window" })) page.navigate(page.url);
})()));
"#;

/// A file of the plan as it was made.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: &'a str,
    /// Its length.
    pub bytes: u64,
}

/// Whether a path, in small letters, is one of those that are made last.
pub(crate) fn is_ours(path: &str) -> bool {
    path == WORKER || path.starts_with(LISTS)
}

/// What an installed site is called and looks like.
pub(crate) fn manifest(shared: &Shared) -> Vec<u8> {
    let icon = |name: &str, purpose: &str| json!({ "src": format!("assets/{name}.svg"), "type": "image/svg+xml", "sizes": "any", "purpose": purpose });
    // It has no `id`, so that its start tells it from others: browsers read an `id` from the root of the server on, where two
    // sites, or two languages of one, would be the same.
    let mut text = json!({
        "name": shared.title(),
        "short_name": shared.title(),
        "lang": shared.lang,
        "dir": shared.dir,
        "start_url": "index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": "#f6f6ef",
        "theme_color": "#f6f6ef",
        "icons": [icon("icon", "any"), icon("icon-maskable", "maskable")],
    });
    if let Some(description) = &shared.compiled.config.description {
        text["description"] = description.clone().into();
    }
    format!("{text:#}\n").into_bytes()
}

impl SitePlan {
    /// The worker and its lists, with their paths, where the files of the plan turned out to be `made`, in the plan's
    /// order. Nothing where a theme has no worker.
    pub fn offline(&self, made: &[Made<'_>]) -> Vec<(String, Vec<u8>)> {
        let shared = &*self.shared;
        if shared.theme.file(ENTRY).is_none() {
            return Vec::new();
        }
        let files: Vec<_> = self.files.iter().zip(self.jobs.iter()).zip(made).collect();
        let total =
            |of: fn(&Job) -> bool| files.iter().filter(|((_, job), _)| of(job)).map(|(_, made)| made.bytes).sum();
        let search: u64 = total(|job| matches!(job, Job::Generated(Generated::Search(_))));
        let asking: u64 = total(|job| matches!(job, Job::Generated(Generated::Bank(_))));
        let sheets: u64 = total(|job| matches!(job, Job::Generated(Generated::Sheet(_))));
        let everyone = |job: &Job| match job {
            Job::Page(PageJob::Lesson(_) | PageJob::Objective(_) | PageJob::Teach(_)) | Job::Copy(_) => false,
            // The teacher's desk is on the teacher's device alone.
            Job::Generated(Generated::Desk) => false,
            Job::Generated(Generated::PageScript(kind)) => !kind.starts_with(TEACH_PREFIX),
            Job::Generated(Generated::Static(path)) => !path.starts_with("static/teach"),
            Job::Page(PageJob::List(list)) => list.is_first(),
            Job::Generated(Generated::Search(_)) => search <= LARGE,
            Job::Generated(Generated::Bank(_)) => asking <= LARGE,
            Job::Generated(Generated::Sheet(_)) => sheets <= LARGE,
            Job::Page(_) | Job::Generated(_) => true,
        };
        let shown = self.shown();
        let mut bytes = 0;
        let mut core = Map::new();
        let mut more: Vec<(&str, Value)> = Vec::new();
        for ((file, job), made) in &files {
            // Programs read plain Markdown, and they are online; the page for no address has none.
            if matches!(job, Job::Generated(Generated::Plain(_)) | Job::Page(PageJob::Missing)) {
                continue;
            }
            bytes += made.bytes;
            let hash = made.sha256.get(..LETTERS).unwrap_or(made.sha256);
            let entry = match shown.get(&*file.path) {
                Some(shown) => json!([hash, made.bytes, shown]),
                None => json!([hash, made.bytes]),
            };
            if everyone(job) {
                core.insert(file.path.clone(), entry);
            } else {
                more.push((&file.path, entry));
            }
        }
        let of = more.len().div_ceil(ON_A_LIST).next_power_of_two().min(MOST_LISTS);
        let mut lists = vec![Map::new(); of];
        for (path, entry) in more {
            lists[list_of(path, of)].insert(path.to_string(), entry);
        }
        let lists = std::iter::once(core).chain(lists).map(|list| Value::Object(list).to_string());
        let lists: Vec<String> = lists.collect();
        let hashes: Vec<String> = lists.iter().map(|list| hash(list.as_bytes())).collect();
        let script = linked(worker(shared, &hashes, bytes));
        let named = lists.into_iter().enumerate().map(|(n, list)| (format!("{LISTS}{n}.json"), list.into_bytes()));
        named.chain([(WORKER.to_string(), script.bytes)]).collect()
    }

    /// Files that pages show or lead to, by the path of the page.
    fn shown(&self) -> BTreeMap<String, Vec<&str>> {
        let compiled = &self.shared.compiled;
        let files = |of: FileId| {
            compiled.links.of(of).iter().filter_map(|(_, target)| match target {
                Target::Asset(at, _) => compiled.assets.get(*at as usize).filter(|asset| !asset.withheld),
                _ => None,
            })
        };
        let mut out = BTreeMap::new();
        for job in self.jobs.iter() {
            let Job::Page(page) = job else { continue };
            let sources: Vec<FileId> = match page {
                PageJob::Lesson(ix) => vec![compiled.lessons[ix.index()].file],
                PageJob::Objective(ix) => files_of(&self.shared, *ix).map(|doc| doc.file).collect(),
                _ => continue,
            };
            let mut shown: Vec<&str> = sources.into_iter().flat_map(files).map(|asset| asset.path.as_str()).collect();
            shown.sort_unstable();
            shown.dedup();
            if !shown.is_empty() {
                out.insert(page.path(&self.shared), shown);
            }
        }
        out
    }
}

/// The worker, linked, with the hashes of its lists and the bytes of all files on them. The name of a build is a hash of
/// all that makes it.
fn worker(shared: &Shared, lists: &[String], bytes: u64) -> Result<String, Vec<link_js::LinkError>> {
    let mut all = lists.concat().into_bytes();
    shared.theme.below("client/worker/").for_each(|(_, source)| all.extend_from_slice(source));
    let body = format!("const BUILD=\"{}\";const LISTS={};const BYTES={bytes};", hash(&all), json!(lists));
    let exports = ["BUILD", "LISTS", "BYTES"].map(|name| (name.to_string(), name.to_string()));
    let written = Module { imports: Vec::new(), exports: exports.into(), body: body.into() };
    link_js::link(ENTRY, &|path| match path {
        BUILD => Some(Source::Written(written.clone())),
        path => shared.theme.text(path).filter(|_| path.starts_with("client/")).map(Source::Text),
    })
}

fn hash(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes)[..LETTERS / 2])
}

/// The list of a path: FNV-1a, as in the worker.
fn list_of(path: &str, of: usize) -> usize {
    let hash = path.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 16)) as usize % of
}
