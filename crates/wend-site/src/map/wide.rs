//! The map for a wide screen: lanes are rows, the way runs with the reading, stations stand in columns by distance.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use wend_core::ObjectiveIx;

use super::{Lane, Sheet, label};

/// Between two columns' stations: as much as lets a map of few columns fit a common screen, within these bounds.
const COLUMN: (i32, i32) = (139, 216);
/// What a common screen has room for.
const SCREEN: i32 = 1112;
/// The part of a column that holds no label: the gap in which lines go up and down.
const GAP: i32 = 34;
/// Between two rows' stations, beside the lines of a label: a channel for lines that pass, and the dot.
const ROW: i32 = 66;
/// Height of a line of a label.
const LINE: i32 = 20;
/// From the top of a lane to its first row: its name, and the channel.
const HEAD: i32 = 68;
const MARGIN: i32 = 16;
/// A bend's radius.
const BEND: i32 = 14;

/// Where a station stands.
#[derive(Clone, Copy)]
struct Place {
    x: i32,
    y: i32,
    column: u32,
}

pub(super) fn draw(sheet: &Sheet<'_>, lanes: &[Lane<'_>], out: &mut String) {
    let graph = &sheet.shared.graph;
    let depth = lanes.iter().flat_map(|lane| &lane.stations).map(|ix| graph.layer[ix.index()]).max().unwrap_or(0);
    let columns = (depth + 1).max(4);
    let column_width = (SCREEN / columns as i32).clamp(COLUMN.0, COLUMN.1);
    let label_width = column_width - GAP;
    let width = 2 * MARGIN + columns as i32 * column_width;
    let mut places: BTreeMap<ObjectiveIx, Place> = BTreeMap::new();
    let mut beds = Vec::new();
    let mut top = MARGIN;
    for lane in lanes {
        let rows = place(sheet, lane, columns, &places);
        let title = |ix: &ObjectiveIx| &sheet.shared.compiled.curriculum.objectives[ix.index()].title;
        let lines =
            lane.stations.iter().map(|ix| label::lines(title(ix), label_width).0.len()).max().unwrap_or(1) as i32;
        let row_height = ROW + LINE * lines;
        let count = rows.values().map(|&(_, row)| row + 1).max().unwrap_or(1) as i32;
        for (&ix, &(column, row)) in &rows {
            let x = MARGIN + column as i32 * column_width + column_width / 2;
            places.insert(ix, Place { x, y: top + HEAD + row as i32 * row_height, column });
        }
        let height = HEAD + (count - 1) * row_height + LINE * lines + 28;
        beds.push((top, height));
        top += height + 12;
    }
    sheet.open("map-wide", width, top - 12 + MARGIN, out);
    for (lane, &(top, height)) in lanes.iter().zip(&beds) {
        let _ = writeln!(
            out,
            "<g class=\"lane s-{}\"><rect class=\"lane-bed\" x=\"{}\" y=\"{top}\" width=\"{}\" height=\"{height}\" rx=\"8\"/></g>",
            lane.index % 8,
            MARGIN / 2,
            width - MARGIN,
        );
    }
    ways(sheet, &places, column_width, out);
    // Above the lines, with a halo that keeps them off.
    for (lane, &(top, _)) in lanes.iter().zip(&beds) {
        let _ =
            write!(out, "<text class=\"lane-name\" paint-order=\"stroke\" x=\"{}\" y=\"{}\">", MARGIN + 8, top + 28);
        crate::escape::text(lane.title, out);
        out.push_str("</text>\n");
    }
    out.push_str("<g text-anchor=\"middle\" paint-order=\"stroke\">\n");
    for lane in lanes {
        for &ix in &lane.stations {
            let Some(&Place { x, y, .. }) = places.get(&ix) else { continue };
            sheet.station(ix, (x, y), (x, y + 30), label_width, out);
        }
    }
    out.push_str("</g>\n</svg>\n");
}

/// Column and row of each station of a lane. A station takes the row of what leads to it where that is free, so that
/// ways run straight; stations without a line fill up whole rows below.
fn place(
    sheet: &Sheet<'_>,
    lane: &Lane<'_>,
    columns: u32,
    elsewhere: &BTreeMap<ObjectiveIx, Place>,
) -> BTreeMap<ObjectiveIx, (u32, u32)> {
    let graph = &sheet.shared.graph;
    let mut rows: BTreeMap<ObjectiveIx, (u32, u32)> = BTreeMap::new();
    let mut taken: BTreeMap<(u32, u32), ()> = BTreeMap::new();
    for &ix in lane.stations.iter().filter(|ix| !graph.lonely[ix.index()]) {
        let column = graph.layer[ix.index()];
        let wish = graph
            .edges
            .iter()
            .filter(|&&(from, to, _)| to == ix && !elsewhere.contains_key(&from))
            .filter_map(|(from, ..)| rows.get(from).map(|&(_, row)| row))
            .min()
            .unwrap_or(0);
        let row = (wish..).find(|&row| !taken.contains_key(&(column, row))).unwrap_or(wish);
        taken.insert((column, row), ());
        rows.insert(ix, (column, row));
    }
    let below = rows.values().map(|&(_, row)| row + 1).max().unwrap_or(0);
    for (n, &ix) in lane.stations.iter().filter(|ix| graph.lonely[ix.index()]).enumerate() {
        rows.insert(ix, (n as u32 % columns, below + n as u32 / columns));
    }
    rows
}

/// The lines between stations, below everything else.
///
/// All lines of one station leave it as one trunk, in the left half of the gap after it; lines that pass stations come
/// down to theirs in the right half of the gap before it. So a bundle reads as a tree, and two trees stand apart.
fn ways(sheet: &Sheet<'_>, places: &BTreeMap<ObjectiveIx, Place>, column_width: i32, out: &mut String) {
    let mut leaving = Tracks::default();
    let mut arriving = Tracks::default();
    let mut passing = Tracks::default();
    for &(from, to, other) in &sheet.shared.graph.edges {
        let (Some(&a), Some(&b)) = (places.get(&from), places.get(&to)) else { continue };
        super::way(from, to, other, out);
        let _ = write!(out, "M{} {}", a.x, a.y);
        let next = b.column == a.column + 1;
        if !(next && a.y == b.y) {
            let gap = MARGIN + (a.column as i32 + 1) * column_width;
            let first = gap - 2 - 4 * leaving.track(a.column as i32, from, 4);
            if next {
                bend(first, a.y, b.y, out);
            } else {
                // Past the stations in between: above the row of the one it leads to.
                let passage = b.y - 20 - 4 * passing.track(b.y, to, 4);
                let last = MARGIN + b.column as i32 * column_width + 4 + 4 * arriving.track(b.column as i32, to, 3);
                bend(first, a.y, passage, out);
                bend(last, passage, b.y, out);
            }
        }
        let _ = writeln!(out, "H{}\"/>", b.x);
    }
}

/// Tracks side by side in a gap or channel, each held by one station.
#[derive(Default)]
struct Tracks(BTreeMap<i32, Vec<ObjectiveIx>>);

impl Tracks {
    /// The track of a station in a gap; after `most` they are used again.
    fn track(&mut self, gap: i32, of: ObjectiveIx, most: i32) -> i32 {
        let held = self.0.entry(gap).or_default();
        let at = held.iter().position(|&held| held == of).unwrap_or_else(|| {
            held.push(of);
            held.len() - 1
        });
        at as i32 % most
    }
}

/// Sideways to `x`, there from `y` to `to`, with round corners. The way runs to the right.
fn bend(x: i32, y: i32, to: i32, out: &mut String) {
    let radius = BEND.min((to - y).abs() / 2);
    let turn = if to > y { radius } else { -radius };
    if radius == 0 {
        return;
    }
    let _ = write!(out, "H{}Q{x} {y} {x} {}V{}Q{x} {to} {} {to}", x - radius, y + turn, to - turn, x + radius);
}
