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
