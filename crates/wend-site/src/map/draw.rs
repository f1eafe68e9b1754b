//! The drawing: beds of the lanes, ways, stations.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use wend_core::ObjectiveIx;
use wend_markup::html::escape::escape_text;

use super::place::{Cell, cells};
use super::{Lane, Sheet, label};

/// Between two columns' stations: as much as lets the map fit a common screen, within these bounds.
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

/// Where a station stands, in px and by column.
#[derive(Clone, Copy)]
struct Place {
    x: i32,
    y: i32,
    column: i32,
}

pub(super) fn draw(sheet: &Sheet<'_>, lanes: &[Lane<'_>], out: &mut String) {
    let (columns, lane_cells) = cells(&sheet.shared.graph, lanes);
    let columns = columns as i32;
    let column_width = (SCREEN / columns).clamp(COLUMN.0, COLUMN.1);
    let label_width = column_width - GAP;
    let width = 2 * MARGIN + columns * column_width;
    let mut places: BTreeMap<ObjectiveIx, Place> = BTreeMap::new();
    let mut beds = Vec::new();
    let mut top = MARGIN;
    for cells in &lane_cells {
        let title = |ix: &ObjectiveIx| &sheet.shared.compiled.curriculum.objectives[ix.index()].title;
        let mut lines: BTreeMap<u32, i32> = BTreeMap::new();
        for (ix, cell) in cells {
            let own = label::lines(title(ix), label_width).0.len() as i32;
            let most = lines.entry(cell.row).or_insert(1);
            *most = own.max(*most);
        }
        let mut bottom = top + HEAD;
        let mut rows = BTreeMap::new();
        for (&row, &lines) in &lines {
            rows.insert(row, bottom);
            bottom += ROW + LINE * lines;
        }
        for (&ix, &Cell { column, row }) in cells {
            let column = column as i32;
            let x = MARGIN + column * column_width + column_width / 2;
            places.insert(ix, Place { x, y: rows.get(&row).copied().unwrap_or(top), column });
        }
        let height = bottom - ROW + 28 - top;
        beds.push((top, height));
        top += height + 12;
    }
    sheet.open(width, top - 12 + MARGIN, out);
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
        escape_text(&lane.title, out);
        out.push_str("</text>\n");
    }
    out.push_str("<g text-anchor=\"middle\" paint-order=\"stroke\"");
    if let Some(words) = sheet.shared.words_lang() {
        let _ = write!(out, " lang=\"{words}\" direction=\"{}\"", crate::strings::direction(words));
    }
    out.push_str(">\n");
    for lane in lanes {
        for &ix in &lane.stations {
            let Some(&Place { x, y, .. }) = places.get(&ix) else { continue };
            sheet.station(ix, (x, y), label_width, out);
        }
    }
    out.push_str("</g>\n</svg>\n");
}

/// The lines between stations, below everything else.
///
/// All lines of one station leave it as one trunk, in the left half of the gap after it; lines that pass stations, or
/// go back to the start of a further row, come to theirs in the right half of the gap before it. So a bundle reads as a
/// tree, and two trees stand apart.
fn ways(sheet: &Sheet<'_>, places: &BTreeMap<ObjectiveIx, Place>, column_width: i32, out: &mut String) {
    let mut leaving = Tracks::default();
    let mut arriving = Tracks::default();
    let mut passing = Tracks::default();
    for &(from, to, other) in &sheet.shared.graph.edges {
        let (Some(&a), Some(&b)) = (places.get(&from), places.get(&to)) else { continue };
        super::way(from, to, other, out);
        let mut points = vec![(a.x, a.y)];
        let next = b.column == a.column + 1;
        if !(next && a.y == b.y) {
            let gap = MARGIN + (a.column + 1) * column_width;
            let first = gap - 2 - 4 * leaving.track(a.column, from, 4);
            points.push((first, a.y));
            if next {
                points.push((first, b.y));
            } else {
                // Past the stations in between: above the row of the one it leads to.
                let passage = b.y - 20 - 4 * passing.track(b.y, to, 4);
                let last = MARGIN + b.column * column_width + 4 + 4 * arriving.track(b.column, to, 3);
                points.extend([(first, passage), (last, passage), (last, b.y)]);
            }
        }
        points.push((b.x, b.y));
        trace(&points, out);
        out.push_str("\"/>\n");
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

/// A line through points, each level with or plumb to the one before, with round corners. Relative steps: equal shapes
/// are equal text, which packs well.
fn trace(points: &[(i32, i32)], out: &mut String) {
    let mut turns: Vec<(i32, i32)> = Vec::new();
    for &point in points {
        // What goes on in the same direction is no corner.
        let level = |a: (i32, i32), b: (i32, i32)| a.1 == b.1;
        while let [.., before, last] = turns[..]
            && (last == point || level(before, last) == level(last, point))
        {
            turns.pop();
        }
        turns.push(point);
    }
    let Some(&(x, y)) = turns.first() else { return };
    let _ = write!(out, "M{x} {y}");
    let mut cut = 0;
    for (n, pair) in turns.windows(2).enumerate() {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        let length = dx.abs() + dy.abs();
        let after = turns.get(n + 2).map(|next| (next.0 - pair[1].0, next.1 - pair[1].1));
        let radius = after.map_or(0, |after| BEND.min(length / 2).min((after.0.abs() + after.1.abs()) / 2));
        let run = length - cut - radius;
        if run > 0 {
            let (step, sign) = if dy == 0 { ('h', dx.signum()) } else { ('v', dy.signum()) };
            let _ = write!(out, "{step}{}", run * sign);
        }
        if let Some(after) = after.filter(|_| radius > 0) {
            let (sx, sy) = (dx.signum() * radius, dy.signum() * radius);
            let (tx, ty) = (after.0.signum() * radius, after.1.signum() * radius);
            let _ = write!(out, "q{sx} {sy} {} {}", sx + tx, sy + ty);
        }
        cut = radius;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traced(points: &[(i32, i32)]) -> String {
        let mut out = String::new();
        trace(points, &mut out);
        out
    }

    #[test]
    fn lines_turn_with_round_corners() {
        assert_eq!(traced(&[(10, 5), (50, 5)]), "M10 5h40");
        assert_eq!(traced(&[(0, 0), (30, 0), (30, 100), (60, 100)]), "M0 0h16q14 0 14 14v72q0 14 14 14h16");
        // Back to the start of a further row, and a step too short for a whole corner.
        assert_eq!(
            traced(&[(90, 0), (100, 0), (100, 50), (4, 50), (4, 70), (40, 70)]),
            "M90 0h5q5 0 5 5v31q0 14 -14 14h-72q-10 0 -10 10q0 10 10 10h26"
        );
        assert_eq!(traced(&[(0, 0), (20, 0), (20, 0), (40, 0)]), "M0 0h40");
    }
}
