//! Sites in memory, and a reader of pages that is just exact enough for tests.
#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use wend_compiler::{Compiled, Compiler, MemoryWorld};
use wend_site::{Options, Planned, SitePlan, Theme, plan};

/// A curriculum that has a bit of everything.
pub(crate) fn small() -> BTreeMap<String, Vec<u8>> {
    let files = [
        (
            "curriculum.toml",
            "id = \"small\"\ntitle = \"Small & sweet\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\ninterests = [\"music\", \"cooking\"]\ntrust = [\"static/\", \"theme/\"]\n\
             [strand.first]\ntitle = \"First steps\"\n[strand.second]\ntitle = \"Then more\"\n",
        ),
        (
            "objectives.toml",
            "[half]\ntitle = \"Find half\"\ncan = \"I can find half of something.\"\nstrand = \"first\"\n\
             [quarter]\ntitle = \"Find a quarter\"\ncan = \"I can find a quarter.\"\nstrand = \"second\"\nrequires = [\"half\"]\n\
             standards = [\"X.1\"]\n[quarter.mix-up.double]\ntitle = \"Doubles instead\"\n",
        ),
        (
            "lessons/half/beats.md",
            "+++\ntitle = \"Half a bar\"\nteaches = [\"half\"]\ninterests = [\"music\"]\napproach = \"direct\"\nsupport = \"guided\"\nminutes = 10\n\
             bring = [\"a drum\"]\nsources = [\"Our ears\"]\n+++\n\n# Half a bar\n\nA bar has *four* beats <b>. Half is $\\frac{1}{2}$ of it, see [the kitchen](cups.md), \
             [a quarter](objective:quarter), <https://example.org/> and [gone](nowhere.md).\n\n![Four beats](beats.svg)\n\n\
             | a | b |\n|:--|--:|\n| 1 | 2 |\n\n```rust\nfn half(n: u32) -> u32 { n / 2 } // <half>\n```\n",
        ),
        ("lessons/half/beats.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 40\"/>"),
        (
            "lessons/half/cups.md",
            "+++\ntitle = \"Half a cup\"\nteaches = [\"half\"]\ninterests = [\"cooking\"]\napproach = \"explore\"\nminutes = 15\n+++\n\nPour. Go to [[half/beats]].\n",
        ),
        (
            "lessons/quarter où ça?.md",
            "+++\ntitle = \"Where is the quarter?\"\nteaches = [\"quarter\"]\n+++\n\nHalf of a half.\n",
        ),
        ("lessons/own.md", "# On its own\n\nNothing else.\n"),
        (
            "learners/amina.toml",
            "alias = \"amina\"\ninterests = [\"music\"]\nknown = [\"half\"]\nnote = \"Bring your drum.\"\nprivate_note = \"SECRET-WORDS\"\n\
             [path]\ngoals = [\"quarter\"]\n",
        ),
        ("paths/all.toml", "title = \"All of it\"\nfor = \"everyone\"\ngoals = [\"quarter\"]\n"),
        ("static/poster.txt", "a poster"),
    ];
    files.into_iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect()
}

/// A folder of the repository.
pub(crate) fn folder(path: &str) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, dir: &Path, out: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(dir).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(root, &path, out);
            } else {
                let name: Vec<_> =
                    path.strip_prefix(root).unwrap().iter().map(|part| part.to_string_lossy().into_owned()).collect();
                out.insert(name.join("/"), std::fs::read(&path).unwrap());
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    let mut out = BTreeMap::new();
    walk(&root, &root, &mut out);
    out
}

pub(crate) fn compile(files: BTreeMap<String, Vec<u8>>) -> Arc<Compiled> {
    Arc::new(Compiler::default().compile(&MemoryWorld::new(files)))
}

pub(crate) fn site(files: BTreeMap<String, Vec<u8>>, options: &Options) -> SitePlan {
    plan(compile(files), &Theme::builtin(), options)
}

/// A made file as text.
pub(crate) fn text(plan: &SitePlan, path: &str) -> String {
    let ix = plan.find(path).unwrap_or_else(|| panic!("no {path} among {:#?}", plan.files));
    String::from_utf8(plan.render(ix).bytes).unwrap()
}

/// Every page: path and HTML.
pub(crate) fn pages(plan: &SitePlan) -> Vec<(String, String)> {
    plan.files
        .iter()
        .filter(|file| file.path.ends_with(".html"))
        .map(|f| (f.path.clone(), text(plan, &f.path)))
        .collect()
}

/// Where a link on a page leads: the path in the site, and the place on that page.
pub(crate) fn resolve(page: &str, href: &str) -> Option<(String, String)> {
    let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
    let mut parts: Vec<&str> = page.split('/').collect();
    if !path.is_empty() {
        parts.pop();
        for part in path.split('/') {
            match part {
                ".." => {
                    parts.pop()?;
                }
                "." => {}
                name => parts.push(name),
            }
        }
    }
    Some((decode(&parts.join("/")), decode(fragment)))
}

/// Checks all pages of a site, by path and HTML; returns what is wrong.
pub(crate) fn faults(files: &[Planned], pages: &[(String, String)]) -> Vec<String> {
    let files: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut out = Vec::new();
    for (path, html) in pages {
        let here = ids.entry(path).or_default();
        for id in read(html).iter().filter_map(|part| part.as_ref().ok()?.get("id").map(str::to_string)) {
            if !here.insert(id.clone()) {
                out.push(format!("{path}: the id {id} stands twice"));
            }
        }
    }
    for (path, html) in pages {
        let tags: Vec<_> = read(html).into_iter().filter_map(Result::ok).collect();
        let headings = tags.iter().filter(|tag| tag.name == "h1").count();
        if headings != 1 {
            out.push(format!("{path}: {headings} h1"));
        }
        let policy = tags.iter().find(|tag| tag.get("http-equiv") == Some("Content-Security-Policy"));
        if !policy.is_some_and(|tag| {
            tag.get("content").is_some_and(|c| c.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"))
        }) {
            out.push(format!("{path}: no content policy"));
        }
        for tag in &tags {
            for (name, value) in &tag.attributes {
                if name == "style" || name.starts_with("on") {
                    out.push(format!("{path}: {name}=\"{value}\" on {}", tag.name));
                }
            }
            if tag.name == "style"
                || (tag.name == "script" && tag.get("src").is_none() && tag.get("type") != Some("application/json"))
            {
                out.push(format!("{path}: inline {}", tag.name));
            }
            let Some(link) = tag.get("href").or(tag.get("src")) else { continue };
            if ["https://", "http://", "mailto:"].iter().any(|scheme| link.starts_with(scheme)) {
                if tag.name != "a" {
                    out.push(format!("{path}: {} loads {link}", tag.name));
                }
                continue;
            }
            let Some((target, fragment)) = resolve(path, link) else {
                out.push(format!("{path}: {link} leads out of the site"));
                continue;
            };
            if !files.contains(target.as_str()) {
                out.push(format!("{path}: {link} leads nowhere"));
            } else if !fragment.is_empty() && !ids.get(target.as_str()).is_some_and(|ids| ids.contains(&fragment)) {
                out.push(format!("{path}: {link}: there is no such place on that page"));
            }
        }
    }
    out
}

/// A tag: its name and attributes; a closing tag's name begins with `/`.
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The tags and the texts between them, in order; scripts' contents are left out. Panics where a page is not well-formed
/// in the way our own templates are.
pub(crate) fn read(html: &str) -> Vec<Result<Tag, String>> {
    let mut out = Vec::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        if open > 0 {
            out.push(Err(unescape(&rest[..open])));
        }
        rest = &rest[open + 1..];
        let mut end = 0;
        let mut quoted = false;
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b'>' if !quoted => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        let tag = parse(&rest[..end]);
        rest = &rest[end + 1..];
        if tag.name == "script" {
            rest = &rest[rest.find("</script").expect("a script ends")..];
        }
        out.push(Ok(tag));
    }
    out
}

fn parse(inside: &str) -> Tag {
    let name_end = inside.find(|c: char| c.is_whitespace()).unwrap_or(inside.len());
    let mut attributes = Vec::new();
    let mut rest = inside[name_end..].trim_start();
    while !rest.is_empty() && rest != "/" {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = rest[..end].to_string();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix("=\"") {
            let close = after.find('"').expect("a quote closes");
            value = unescape(&after[..close]);
            rest = &after[close + 1..];
        }
        rest = rest.trim_start();
        attributes.push((name, value));
    }
    Tag { name: inside[..name_end].trim_end_matches('/').to_ascii_lowercase(), attributes }
}

pub(crate) fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

/// `%20` and the like undone.
pub(crate) fn decode(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = (byte == b'%').then(|| std::str::from_utf8(&after[..2]).ok()).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}
