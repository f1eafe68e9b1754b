//! Banks: the questions of an objective for pages that ask outside of a lesson (review, placement, exit slip, a check).
//! One script an objective (`assets/ask/<objective>.js`), loaded when something of it is to be asked, and one small index
//! (`assets/banks.js`), which says what can be asked at all.
//!
//! A block is made as on its own page, but for two things: its ids begin with `ask-`, so that they meet nothing on the
//! page that asks, and what stands for the way to the site's root is [`ROOT`], which the browser replaces by that page's.
//!
//! Questions of plugins that nobody trusts are asked in their frames. Pages that may ask them carry the hashes of the
//! frames' scripts in their content policy ([`frames`]); the scripts come when such a question is asked.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use wend_compiler::{ItemDoc, ItemHome, ItemUse};
use wend_core::ObjectiveIx;
use wend_diagnostics::{FileId, Span};
use wend_markup::Renderer;

use crate::context::Extra;
use crate::host::PageHost;
use crate::shared::Shared;

/// Stands for the way to the site's root. No text holds it: it is no character (Unicode 23.7).
const ROOT: &str = "\u{fdd0}";

/// Items of lessons join those of item files up to so many: there is always another one, and a bank stays small.
const ENOUGH: usize = 12;

/// So many items are in one bank, unless a single file holds more.
const MOST: usize = 36;

/// What items may be used for, as bits; a check of what somebody says they can do may use any.
const USES: [(ItemUse, u8); 3] = [(ItemUse::Placement, 1), (ItemUse::Retrieval, 2), (ItemUse::Exit, 4)];
const ANY: u8 = 7;

/// Where the index stands.
pub(crate) const INDEX: &str = "assets/banks.js";

/// The path of an objective's bank on disk.
pub(crate) fn path(shared: &Shared, ix: ObjectiveIx) -> String {
    format!("assets/ask/{}.js", shared.compiled.objectives[ix.index()].id)
}

/// The objectives that have a bank.
pub(crate) fn all(shared: &Shared) -> impl Iterator<Item = ObjectiveIx> {
    let objectives = shared.compiled.curriculum.objectives.iter().enumerate();
    objectives.filter(|(_, objective)| objective.items > 0).map(|(ix, _)| ObjectiveIx::at(ix))
}

/// A file whose items are asked.
struct Home<'a> {
    file: FileId,
    /// What ids of items begin with.
    id: &'a str,
    /// The page that shows it.
    page: String,
    /// The objective of items that name none, where there is one.
    objective: &'a str,
    lesson: bool,
    lang: Option<&'a str>,
    uses: u8,
    items: Vec<&'a ItemDoc>,
    hash: &'a [u8; 32],
}

/// What is asked about an objective: item files, which were written for that, then lessons.
fn homes(shared: &Shared, ix: ObjectiveIx) -> Vec<Home<'_>> {
    let mut places: Vec<ItemHome> = shared.compiled.objectives[ix.index()].items.iter().map(|item| item.home).collect();
    places.sort_by_key(|place| match place {
        ItemHome::File(at) => (0, *at),
        ItemHome::Lesson(at) => (1, at.0),
    });
    places.dedup();
    let mut homes: Vec<Home<'_>> = Vec::new();
    let mut count = 0;
    for place in places {
        if count >= (if matches!(place, ItemHome::File(_)) { MOST } else { ENOUGH }) {
            continue;
        }
        let Some(mut home) = home(shared, ix, place) else { continue };
        home.items.retain(|item| item.objective == Some(ix) && graded(shared, item));
        count += home.items.len();
        homes.extend((!home.items.is_empty()).then_some(home));
    }
    homes
}

fn home(shared: &Shared, ix: ObjectiveIx, place: ItemHome) -> Option<Home<'_>> {
    let compiled = &shared.compiled;
    let objective = compiled.objectives[ix.index()].id.as_str();
    Some(match place {
        ItemHome::File(at) => {
            let file = compiled.item_files.get(at as usize)?;
            Home {
                file: file.file,
                id: &file.id,
                page: shared.objective_path(ix),
                objective,
                lesson: false,
                lang: file.front.lang.as_deref(),
                uses: uses(&file.front.uses),
                items: file.items.iter().collect(),
                hash: &file.hash,
            }
        }
        ItemHome::Lesson(at) => {
            let (file, lesson) = (compiled.lesson(at)?, compiled.curriculum.lesson(at)?);
            Home {
                file: file.file,
                id: &file.id,
                page: shared.lesson_path(at).to_string(),
                objective: if lesson.teaches.len() == 1 { objective } else { "" },
                lesson: true,
                lang: lesson.lang.as_deref(),
                uses: ANY,
                items: file.items.iter().collect(),
                hash: &file.hash,
            }
        }
    })
}

/// Whether a browser can take an answer and say if it is right.
fn graded(shared: &Shared, item: &ItemDoc) -> bool {
    let plugin = shared.registry.plugin_of(&item.kind);
    let able = plugin.is_some_and(|plugin| plugin.grade().is_some() && plugin.element().is_some());
    // A script that could not be linked is in no site.
    able && shared.in_site(&item.kind).is_some_and(|in_site| in_site.extra.script.is_some())
}

/// Hashes of the scripts that run in frames where questions about these objectives are asked.
pub(crate) fn frames(shared: &Shared, objectives: &[ObjectiveIx]) -> BTreeSet<String> {
    if !shared.plugins.iter().any(|in_site| in_site.extra.frame.is_some()) {
        return BTreeSet::new();
    }
    let homes = objectives.iter().flat_map(|&ix| homes(shared, ix));
    let kinds: BTreeSet<&str> = homes.flat_map(|home| home.items).map(|item| &*item.kind).collect();
    kinds.into_iter().filter_map(|kind| shared.in_site(kind)?.extra.frame.clone()).collect()
}

fn uses(named: &[ItemUse]) -> u8 {
    let bits = USES.iter().filter(|(one, _)| named.contains(one)).map(|(_, bit)| bit).sum();
    if named.is_empty() { ANY } else { bits }
}

/// A bank, as the browser reads it.
#[derive(Serialize, Default)]
struct Bank<'a> {
    /// Scripts and styles of the plugins that its blocks come from, in the order in which they must run.
    plugins: Vec<Extra>,
    /// Lessons that blocks come from, by id, and the language of a block where it is not the page's.
    homes: Vec<Place<'a>>,
    /// Each block's home, by its position, and its HTML.
    blocks: Vec<(usize, String)>,
    /// Id, the position of the block, uses as bits, number of options (0: the answer is typed).
    items: Vec<(String, usize, u8, u16)>,
}

#[derive(Serialize)]
struct Place<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    lesson: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
}

/// The bank of an objective, as JSON.
pub(crate) fn json(shared: &Shared, ix: ObjectiveIx) -> String {
    let homes = homes(shared, ix);
    let mut bank = Bank { plugins: plugins(shared, &homes), ..Bank::default() };
    for home in homes {
        let lang = home.lang.unwrap_or(&shared.compiled.curriculum.language);
        let lang = Some(lang).filter(|lang| *lang != shared.lang);
        bank.homes.push(Place { lesson: home.lesson.then_some(home.id), lang });
        home.render(shared, &mut bank);
    }
    serde_json::to_string(&bank).unwrap_or_default()
}

/// Files of the plugins that the blocks come from, in the order in which they must run.
fn plugins(shared: &Shared, homes: &[Home<'_>]) -> Vec<Extra> {
    let kinds: BTreeSet<&str> = homes.iter().flat_map(|home| &home.items).map(|item| &*item.kind).collect();
    crate::pages::for_blocks(shared, kinds.into_iter())
}

impl Home<'_> {
    fn render(&self, shared: &Shared, bank: &mut Bank<'_>) {
        let at = bank.homes.len() - 1;
        let text = shared.compiled.sources.text(self.file);
        let parsed = wend_markup::parse_again(self.file, text);
        let mut asked: BTreeMap<Span, Vec<&ItemDoc>> = BTreeMap::new();
        for item in &self.items {
            asked.entry(item.span).or_default().push(item);
        }
        for directive in parsed.directives() {
            let Some(items) = asked.remove(&directive.opener) else { continue };
            let n = bank.blocks.len();
            let prefix = format!("ask-{}-", n + 1);
            let mut host = PageHost::new(shared, self.file, text, &parsed, ROOT, self.id, self.objective);
            (host.elsewhere, host.prefix) = (Some(self.page.as_str()), &prefix);
            let mut renderer =
                Renderer::new(text, &parsed, &host).with_raw_html(shared.compiled.config.html).with_prefix(&prefix);
            let mut html = String::new();
            // What is wrong with it is said where its own page is made.
            wend_markup::Host::directive(&host, directive, &mut renderer, &mut html);
            renderer.footnotes(&mut html);
            bank.blocks.push((at, html));
            let id = |item: &ItemDoc| wend_compiler::Compiled::item_id(self.id, &item.local_id);
            bank.items.extend(items.into_iter().map(|item| (id(item), n, self.uses, item.options)));
        }
    }
}

/// Hash of what goes into a bank.
pub(crate) fn hash(shared: &Shared, ix: ObjectiveIx) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(shared.base.as_bytes());
    let homes = homes(shared, ix);
    hasher.update(&serde_json::to_vec(&plugins(shared, &homes)).unwrap_or_default());
    for home in homes {
        let facts = (home.id, &home.page, home.objective, home.lesson, home.lang, home.uses);
        hasher.update(&serde_json::to_vec(&facts).unwrap_or_default()).update(home.hash);
        shared.hash_links(home.file, &mut hasher);
        let items: Vec<ItemDoc> = home.items.into_iter().cloned().collect();
        let mut kinds: Vec<String> = items.iter().map(|item| item.kind.to_string()).collect();
        kinds.dedup();
        shared.hash_items(&items, &mut hasher);
        shared.hash_kinds(&kinds, &mut hasher);
    }
    *hasher.finalize().as_bytes()
}

/// What can be asked at all: three digits an objective, how many items there are for placement, retrieval and exit
/// slips, 9 for nine and more.
pub(crate) fn index(shared: &Shared) -> String {
    let mut digits = String::new();
    for ix in 0..shared.compiled.objectives.len() {
        let mut counts = [0_usize; 3];
        for home in homes(shared, ObjectiveIx::at(ix)) {
            for (count, (_, bit)) in counts.iter_mut().zip(USES) {
                *count += if home.uses & bit > 0 { home.items.len() } else { 0 };
            }
        }
        digits.extend(counts.iter().filter_map(|&count| char::from_digit(count.min(9) as u32, 10)));
    }
    digits
}
