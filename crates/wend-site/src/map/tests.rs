use std::collections::BTreeMap;

use wend_core::{Curriculum, Objective, Requirement};

use super::*;

fn curriculum(needs: &[Requirement]) -> Curriculum {
    let objectives = needs.iter().enumerate().map(|(n, requires)| Objective {
        id: format!("o{n}"),
        requires: requires.clone(),
        ..Objective::default()
    });
    Curriculum { objectives: objectives.collect(), ..Curriculum::default() }
}

fn all(needs: &[usize]) -> Requirement {
    Requirement::all(needs.iter().map(|&n| Requirement::objective(ObjectiveIx::at(n))).collect())
}

fn lines(graph: &Graph) -> Vec<(usize, usize, bool)> {
    graph.edges.iter().map(|&(from, to, other)| (from.index(), to.index(), other)).collect()
}

#[test]
fn what_others_imply_gives_no_line() {
    let graph = Graph::new(&curriculum(&[all(&[]), all(&[0]), all(&[0, 1]), all(&[0, 1, 2]), all(&[])]));
    assert_eq!(lines(&graph), [(0, 1, false), (1, 2, false), (2, 3, false)]);
    assert_eq!(graph.layer, [0, 1, 2, 3, 0]);
    assert_eq!(graph.lonely, [false, false, false, false, true]);
}

#[test]
fn choices_are_lines_of_their_own() {
    let any = Requirement::any(vec![all(&[0]), all(&[1])]);
    let graph = Graph::new(&curriculum(&[all(&[]), all(&[]), Requirement::all(vec![any, all(&[3])]), all(&[])]));
    assert_eq!(lines(&graph), [(0, 2, true), (1, 2, true), (3, 2, false)]);
}

#[test]
fn circles_are_opened_and_long_chains_walked() {
    let graph = Graph::new(&curriculum(&[all(&[2]), all(&[0]), all(&[1])]));
    assert_eq!(graph.edges.len(), 2);
    let chain: Vec<_> = (0..20_000usize).map(|n| if n == 0 { all(&[]) } else { all(&[n - 1]) }).collect();
    let graph = Graph::new(&curriculum(&chain));
    assert_eq!(graph.layer[19_999], 19_999);
}

/// Lanes of `strands` of objectives that need one another as given.
fn cells(needs: &[Requirement], strands: &[usize]) -> (u32, Vec<BTreeMap<ObjectiveIx, place::Cell>>) {
    let graph = Graph::new(&curriculum(needs));
    let mut from = 0;
    let lanes: Vec<_> = strands
        .iter()
        .map(|&count| {
            let mut stations: Vec<_> = (from..from + count).map(ObjectiveIx::at).collect();
            from += count;
            stations.sort_by_key(|ix| (graph.layer[ix.index()], *ix));
            Lane { title: "".into(), index: 0, stations }
        })
        .collect();
    place::cells(&graph, &lanes)
}

#[test]
fn a_short_map_has_a_column_a_step_in_all_lanes() {
    let (columns, lanes) = cells(&[all(&[]), all(&[0]), all(&[1]), all(&[2]), all(&[])], &[2, 3]);
    assert_eq!(columns, 4);
    let at = |lane: usize, ix: usize| (lanes[lane][&ObjectiveIx::at(ix)].column, lanes[lane][&ObjectiveIx::at(ix)].row);
    assert_eq!((at(0, 0), at(0, 1)), ((0, 0), (1, 0)));
    assert_eq!((at(1, 2), at(1, 3)), ((2, 0), (3, 0)));
    // No line: a row of its own below.
    assert_eq!(at(1, 4), (0, 1));
}

#[test]
fn a_long_map_wraps_and_keeps_needs_before_who_needs_them() {
    // A chain with a side step at every fifth, in one lane, and forty that stand alone in another.
    let needs: Vec<_> = (0..140usize)
        .map(|n| match n {
            0 | 100.. => all(&[]),
            n if n % 5 == 4 => all(&[n - 2]),
            n if n % 5 == 0 => all(&[n - 2]),
            n => all(&[n - 1]),
        })
        .collect();
    let (columns, lanes) = cells(&needs, &[100, 40]);
    assert_eq!(columns, 8);
    for lane in &lanes {
        let taken: std::collections::BTreeSet<_> = lane.values().map(|cell| (cell.column, cell.row)).collect();
        assert_eq!(taken.len(), lane.len(), "two stations in one cell");
        assert!(lane.values().all(|cell| cell.column < columns));
        let rows: std::collections::BTreeSet<_> = lane.values().map(|cell| cell.row).collect();
        assert_eq!(rows.len() as u32, rows.last().map_or(0, |last| last + 1), "an empty row");
    }
    for &(from, to, _) in &Graph::new(&curriculum(&needs)).edges {
        let (from, to) = (lanes[0][&from], lanes[0][&to]);
        assert!(from.column < to.column || from.row < to.row, "{from:?} {to:?}");
    }
    assert_eq!(lanes[1].values().map(|cell| cell.row).max(), Some(4));
}
