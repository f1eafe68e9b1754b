//! Where each station stands.
//!
//! Strands are lanes, the way runs with the reading. A map of few columns has one column for each step from the start,
//! the same in all lanes. A map of more would run off the side: each of its lanes is laid out by itself and wraps like
//! lines of text (after Coffman and Graham: a station goes to the first column behind all it needs that has room).

use std::collections::{BTreeMap, BTreeSet};

use wend_core::ObjectiveIx;

use super::{Graph, Lane};

/// Columns that a common screen has room for.
const MOST: u32 = 8;
/// Rows that a wrapped lane may fill before it takes another column.
const ROWS: (u32, u32) = (3, 8);

/// A cell of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) column: u32,
    /// From the top of the lane.
    pub(super) row: u32,
}

/// How many columns there are, and by lane the cell of each of its stations.
pub(super) fn cells(graph: &Graph, lanes: &[Lane<'_>]) -> (u32, Vec<BTreeMap<ObjectiveIx, Cell>>) {
    let depth = lanes.iter().flat_map(|lane| &lane.stations).map(|ix| graph.layer[ix.index()]).max().unwrap_or(0);
    let wrapped = depth >= MOST;
    let columns = if wrapped { MOST } else { (depth + 1).max(4) };
    (columns, lanes.iter().map(|lane| lane_cells(graph, lane, columns, wrapped)).collect())
}

fn lane_cells(graph: &Graph, lane: &Lane<'_>, columns: u32, wrapped: bool) -> BTreeMap<ObjectiveIx, Cell> {
    let mut needs: BTreeMap<ObjectiveIx, Vec<ObjectiveIx>> = BTreeMap::new();
    let here: BTreeSet<ObjectiveIx> = lane.stations.iter().copied().collect();
    for &(from, to, _) in graph.edges.iter().filter(|(from, to, _)| here.contains(from) && here.contains(to)) {
        needs.entry(to).or_default().push(from);
    }
    let connected: Vec<_> = lane.stations.iter().copied().filter(|ix| !graph.lonely[ix.index()]).collect();
    let most = if wrapped { (connected.len() as u32).div_ceil(columns).clamp(ROWS.0, ROWS.1) } else { u32::MAX };
    let mut cells: BTreeMap<ObjectiveIx, Cell> = BTreeMap::new();
    let mut taken: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut held: BTreeMap<u32, u32> = BTreeMap::new();
    // Needs stand before who needs them: stations are sorted by their distance from the start.
    for ix in connected {
        let before = || needs.get(&ix).into_iter().flatten().filter_map(|need| cells.get(need));
        let column = if wrapped {
            let first = before().map(|cell| cell.column + 1).max().unwrap_or(0);
            (first..).find(|column| held.get(column).copied().unwrap_or(0) < most).unwrap_or(first)
        } else {
            graph.layer[ix.index()]
        };
        // The row of what leads here, so that ways run straight; else the nearest that is free.
        let wish = before().filter(|cell| cell.column / columns == column / columns).map(|cell| cell.row).min();
        let wish = wish.unwrap_or(0);
        let free = |row: &u32| !taken.contains(&(column, *row));
        let below = (wish..most).find(free);
        let row = below.or_else(|| (0..wish).rev().find(free)).unwrap_or(wish);
        taken.insert((column, row));
        *held.entry(column).or_default() += 1;
        cells.insert(ix, Cell { column, row });
    }
    // Wrap: each band of columns stands below the one before; rows that hold nothing are closed.
    let band_row = |cell: &Cell| (cell.column / columns, cell.row);
    let rows: Vec<_> = cells.values().map(band_row).collect::<BTreeSet<_>>().into_iter().collect();
    for cell in cells.values_mut() {
        let row = rows.binary_search(&band_row(cell)).unwrap_or(0) as u32;
        *cell = Cell { column: cell.column % columns, row };
    }
    let top = rows.len() as u32;
    // What has no line at all fills whole rows below.
    for (n, &ix) in lane.stations.iter().filter(|ix| graph.lonely[ix.index()]).enumerate() {
        cells.insert(ix, Cell { column: n as u32 % columns, row: top + n as u32 / columns });
    }
    cells
}
