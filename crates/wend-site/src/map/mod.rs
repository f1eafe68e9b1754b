//! The map: strands as lanes, objectives as stations, drawn once at build time.
//!
//! 1. [`graph`]: who leads to whom: requirements that bind, without those that others imply; how far from the start
//!    each station is (its longest way there).
//! 2. [`place`]: the cell of each station; lanes that are too long wrap.
//! 3. [`draw`]: lanes, ways and stations; [`label`]: words cut into lines that fit.
//!
//! Lines never cross labels: a label hangs below its station, a line leaves it sideways, goes up or down in the gap
//! between two columns, and passes other stations above their dots. Everything is drawn with classes; the theme gives
//! colours. On a phone the theme hides the drawing: there the list below it is the map, and the script draws its lines
//! beside it, from the ends that each way names here. Up to [`ONE_SHEET`] objectives stand on one sheet, which is in the
//! page; up to [`MOST`] on one sheet a strand, each a script of its own that is loaded when that strand is looked at;
//! beyond that the list is the map everywhere. Where so many belong to no strand at all, the folders of their lessons
//! part them, or else their number.

mod draw;
mod graph;
mod label;
mod place;

use std::{borrow::Cow, collections::BTreeMap};

use wend_core::{ObjectiveIx, StrandIx};
use wend_markup::html::escape::{escape_attr, escape_text};

use crate::shared::Shared;
use crate::strings::Args;

pub(crate) use graph::Graph;

/// Objectives that one sheet can hold and stay legible.
const ONE_SHEET: usize = 300;
/// Objectives beyond which nothing is drawn.
const MOST: usize = 2000;
/// Objectives in a part where neither strands nor folders make parts.
const RUN: usize = 40;

/// A strand and its stations in the order of learning.
pub(crate) struct Lane<'a> {
    pub(crate) title: Cow<'a, str>,
    pub(crate) index: usize,
    pub(crate) stations: Vec<ObjectiveIx>,
}

/// The strands that have objectives, then what belongs to none.
pub(crate) fn lanes(shared: &Shared) -> Vec<Lane<'_>> {
    let curriculum = &shared.compiled.curriculum;
    let graph = &shared.graph;
    let of = |strand: Option<StrandIx>| {
        let all = (0..curriculum.objectives.len()).map(ObjectiveIx::at);
        let mut stations: Vec<_> = all.filter(|ix| curriculum.objectives[ix.index()].strand == strand).collect();
        stations.sort_by_key(|ix| (graph.layer[ix.index()], *ix));
        stations
    };
    let strands = curriculum.strands.iter().enumerate().map(|(index, strand)| Lane {
        title: Cow::Borrowed(&*strand.title),
        index,
        stations: of(Some(StrandIx::at(index))),
    });
    let rest = Lane { title: Cow::Borrowed(&*shared.other_lane), index: curriculum.strands.len(), stations: of(None) };
    if curriculum.strands.is_empty() && rest.stations.len() > ONE_SHEET {
        return parts(shared, rest);
    }
    strands.chain([rest]).filter(|lane| !lane.stations.is_empty()).collect()
}

/// What belongs to no strand, in parts: by the folder of the first lesson of each, in the order of the curriculum; where
/// that makes no parts, so many at a time, called by their first and last.
fn parts<'a>(shared: &Shared, rest: Lane<'a>) -> Vec<Lane<'a>> {
    let curriculum = &shared.compiled.curriculum;
    let mut folders: BTreeMap<ObjectiveIx, &str> = BTreeMap::new();
    for lesson in &curriculum.lessons {
        let folder = lesson.id.rsplit_once('/').map_or("", |(folder, _)| folder);
        for &ix in &lesson.teaches {
            folders.entry(ix).or_insert(folder);
        }
    }
    let folder = |ix: &ObjectiveIx| folders.get(ix).copied().unwrap_or_default();
    let mut order: Vec<&str> = Vec::new();
    let mut sorted = rest.stations.clone();
    sorted.sort_unstable();
    for ix in &sorted {
        if !order.contains(&folder(ix)) {
            order.push(folder(ix));
        }
    }
    let lane = |(index, (title, stations)): (usize, (Cow<'a, str>, Vec<ObjectiveIx>))| Lane { title, index, stations };
    let most = rest.stations.len().div_ceil(2);
    let of = |name: &&str| rest.stations.iter().copied().filter(|ix| folder(ix) == *name).collect::<Vec<_>>();
    if order.len() > 1 && order.len() < most && order.iter().all(|name| of(name).len() <= ONE_SHEET) {
        let named = |name: &str| match name {
            "" => rest.title.clone(),
            name => Cow::Owned(name.replace(['-', '_'], " ").replace('/', " › ")),
        };
        return order.iter().map(|name| (named(name), of(name))).enumerate().map(lane).collect();
    }
    let title = |ix: Option<&ObjectiveIx>| ix.map_or("", |ix| curriculum.objectives[ix.index()].title.as_str());
    let runs = rest.stations.chunks(RUN);
    runs.map(|run| (Cow::Owned(format!("{} – {}", title(run.first()), title(run.last()))), run.to_vec()))
        .enumerate()
        .map(lane)
        .collect()
}

/// Hash of what the drawing shows beside titles and addresses.
pub(crate) fn hash(shared: &Shared) -> blake3::Hash {
    let graph = &shared.graph;
    blake3::hash(&serde_json::to_vec(&(&graph.edges, &graph.layer)).unwrap_or_default())
}

/// The drawing, where one sheet holds it.
pub(crate) fn draw(shared: &Shared, root: &str) -> String {
    let count = shared.compiled.curriculum.objectives.len();
    if count == 0 || count > ONE_SHEET { String::new() } else { sheet(shared, root, &lanes(shared)) }
}

/// How many sheets there are beside the page; none where one in it holds all, or where nothing is drawn.
pub(crate) fn sheets(shared: &Shared) -> usize {
    let count = shared.compiled.curriculum.objectives.len();
    if count <= ONE_SHEET || count > MOST { 0 } else { lanes(shared).len() }
}

/// Where one of them stands.
pub(crate) fn path(at: usize) -> String {
    format!("assets/map/{at}.js")
}

/// The drawing on one of them. Only the map loads it, which stands at the root.
pub(crate) fn part(shared: &Shared, at: usize) -> String {
    lanes(shared).get(at).map(|lane| sheet(shared, "", std::slice::from_ref(lane))).unwrap_or_default()
}

fn sheet(shared: &Shared, root: &str, lanes: &[Lane<'_>]) -> String {
    let name = shared
        .strings
        .get(&shared.lang, "map.alt", &Args::new())
        .unwrap_or_else(|| shared.t("map.title", &Args::new()));
    let mut out = String::new();
    draw::draw(&Sheet { shared, root, name }, lanes, &mut out);
    out
}

/// What all drawings share.
struct Sheet<'a> {
    shared: &'a Shared,
    root: &'a str,
    /// What the drawing is, for those who can't see it.
    name: String,
}

impl Sheet<'_> {
    fn open(&self, width: i32, height: i32, out: &mut String) {
        use std::fmt::Write as _;
        let _ = write!(
            out,
            "<svg class=\"map\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"group\" aria-label=\""
        );
        escape_attr(&self.name, out);
        out.push_str("\">\n");
    }

    /// A station: a link with its dot and its label below.
    fn station(&self, ix: ObjectiveIx, (x, y): (i32, i32), max: i32, out: &mut String) {
        use std::fmt::Write as _;
        let title = self.shared.compiled.curriculum.objectives[ix.index()].title.as_str();
        let (lines, cut) = label::lines(title, max);
        out.push_str("<a class=\"station\" href=\"");
        escape_attr(&format!("{}{}", self.root, self.shared.objective_path(ix)), out);
        let _ = write!(out, "\" data-objective=\"{}\" transform=\"translate({x} {y})\">", ix.index());
        if cut {
            out.push_str("<title>");
            escape_text(title, out);
            out.push_str("</title>");
        }
        out.push_str("<circle class=\"dot\" r=\"9\"/><text class=\"name\" y=\"30\">");
        for (n, line) in lines.iter().enumerate() {
            match n {
                0 => escape_text(line, out),
                _ => {
                    // The space keeps the words apart for those who hear them.
                    out.push_str(" <tspan x=\"0\" dy=\"20\">");
                    escape_text(line, out);
                    out.push_str("</tspan>");
                }
            }
        }
        out.push_str("</text></a>\n");
    }
}

/// Opens a line between two stations, up to its shape; `either`: it is one of several ways.
fn way(from: ObjectiveIx, to: ObjectiveIx, either: bool, out: &mut String) {
    use std::fmt::Write as _;
    let class = if either { "way either" } else { "way" };
    let (from, to) = (from.index(), to.index());
    let _ = write!(out, "<path class=\"{class}\" data-from=\"{from}\" data-to=\"{to}\" d=\"");
}

#[cfg(test)]
mod tests;
