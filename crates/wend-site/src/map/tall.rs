//! The map for a phone: one column from the start down, strand after strand; lines bow out at the side, away from the
//! labels.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use wend_core::ObjectiveIx;

use super::{Lane, Sheet, label};
use crate::strings::Args;

/// Fits a 360 px screen with the page's margins.
const WIDTH: i32 = 312;
/// Where the dots stand; to the left of them is room for lines.
const DOT: i32 = 76;
const TEXT: i32 = 98;
const LABEL: i32 = WIDTH - TEXT - 4;

pub(super) fn draw(sheet: &Sheet<'_>, lanes: &[Lane<'_>], out: &mut String) {
    let start = sheet.shared.strings.get(&sheet.shared.lang, "map.start", &Args::new());
    let mut y = 12;
    let mut body = String::new();
    if let Some(start) = start {
        let _ = write!(body, "<text class=\"map-start\" x=\"{TEXT}\" y=\"{}\">", y + 14);
        crate::escape::text(&start, &mut body);
        body.push_str("</text>\n");
        y += 34;
    }
    let mut places: BTreeMap<ObjectiveIx, i32> = BTreeMap::new();
    let mut stations = String::new();
    for lane in lanes {
        let (names, _) = label::lines(lane.title, LABEL);
        let top = y;
        y += 14 + 22 * names.len() as i32 + 16;
        for &ix in &lane.stations {
            let title = &sheet.shared.compiled.curriculum.objectives[ix.index()].title;
            let rows = label::lines(title, LABEL).0.len().max(1) as i32;
            places.insert(ix, y + 8);
            sheet.station(ix, (DOT, y + 8), (TEXT, y + 14), LABEL, &mut stations);
            y += 20 * rows + 26;
        }
        let _ = write!(
            body,
            "<g class=\"lane s-{}\"><rect class=\"lane-bed\" x=\"0\" y=\"{top}\" width=\"{WIDTH}\" height=\"{}\" rx=\"8\"/>",
            lane.index % 8,
            y - top
        );
        for (n, name) in names.iter().enumerate() {
            let _ = write!(
                body,
                "<text class=\"lane-name\" paint-order=\"stroke\" x=\"{TEXT}\" y=\"{}\">",
                top + 28 + 22 * n as i32
            );
            crate::escape::text(name, &mut body);
            body.push_str("</text>");
        }
        body.push_str("</g>\n");
        y += 12;
    }
    sheet.open("map-tall", WIDTH, y, out);
    out.push_str(&body);
    let order: BTreeMap<ObjectiveIx, usize> =
        lanes.iter().flat_map(|lane| &lane.stations).enumerate().map(|(n, &ix)| (ix, n)).collect();
    for &(from, to, other) in &sheet.shared.graph.edges {
        let (Some(&a), Some(&b)) = (places.get(&from), places.get(&to)) else { continue };
        super::way(from, to, other, out);
        let apart = match (order.get(&from), order.get(&to)) {
            (Some(&m), Some(&n)) => m.abs_diff(n),
            _ => 1,
        };
        if apart == 1 {
            let _ = writeln!(out, "M{DOT} {a}V{b}\"/>");
        } else {
            // The farther apart, the farther out, up to the edge.
            let out_by = (12 + 7 * apart as i32).min(DOT - 8);
            let bow = out_by.min((b - a).abs() / 2);
            let x = DOT - bow;
            let bend = if b > a { bow } else { -bow };
            let _ = writeln!(out, "M{DOT} {a}Q{x} {a} {x} {}V{}Q{x} {b} {DOT} {b}\"/>", a + bend, b - bend);
        }
    }
    out.push_str("<g paint-order=\"stroke\">\n");
    out.push_str(&stations);
    out.push_str("</g>\n</svg>\n");
}
