//! Who leads to whom on the map.

use std::collections::BTreeSet;

use wend_core::{Curriculum, ObjectiveIx};

/// The lines of the map and the distance of each station from the start.
#[derive(Clone, Debug, Default)]
pub(crate) struct Graph {
    /// From, to, and whether there is another way (`any`); sorted.
    pub(crate) edges: Vec<(ObjectiveIx, ObjectiveIx, bool)>,
    /// By objective: the number of stations on the longest way there.
    pub(crate) layer: Vec<u32>,
    /// By objective: has no line at all.
    pub(crate) lonely: Vec<bool>,
}

impl Graph {
    /// The graph of a curriculum. Requirements that all must hold are reduced to those that no others imply; a
    /// requirement that closes a circle gives no line.
    pub(crate) fn new(curriculum: &Curriculum) -> Graph {
        let n = curriculum.objectives.len();
        // Whom each objective needs: must, may.
        let mut must: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); n];
        let mut may: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); n];
        for (ix, objective) in curriculum.objectives.iter().enumerate() {
            let other = |o: &ObjectiveIx| o.index() != ix && o.index() < n;
            must[ix].extend(objective.requires.binding().iter().filter(|o| other(o)).map(|o| o.index()));
            may[ix].extend(objective.requires.literals().iter().filter(|o| other(o)).map(|o| o.index()));
            let bound = must[ix].clone();
            may[ix].retain(|o| !bound.contains(o));
        }
        let order = open_circles(&mut must, &mut may);
        let mut layer = vec![0u32; n];
        for &ix in &order {
            let before = must[ix].iter().chain(&may[ix]).map(|&need| layer[need] + 1);
            layer[ix] = before.max().unwrap_or(0);
        }
        let mut edges = Vec::new();
        let mut seen = vec![usize::MAX; n];
        for ix in 0..n {
            // What the needs need in turn is implied: walk down from each need, never below the lowest.
            let lowest = must[ix].iter().map(|&need| layer[need]).min().unwrap_or(0);
            let mut implied = BTreeSet::new();
            let mut open: Vec<usize> = must[ix].iter().copied().collect();
            while let Some(at) = open.pop() {
                for &below in &must[at] {
                    if layer[below] >= lowest && seen[below] != ix {
                        seen[below] = ix;
                        implied.insert(below);
                        open.push(below);
                    }
                }
            }
            let line = |&need: &usize, other: bool| (ObjectiveIx::at(need), ObjectiveIx::at(ix), other);
            edges.extend(must[ix].iter().filter(|need| !implied.contains(need)).map(|need| line(need, false)));
            // A choice is drawn by its last steps: what leads to another of its ways needs no line of its own.
            let passed = |need: &usize| {
                may[ix].iter().chain(&must[ix]).any(|other| must[*other].contains(need) || may[*other].contains(need))
            };
            let choices = may[ix].iter().filter(|need| !implied.contains(need) && !passed(need));
            edges.extend(choices.map(|need| line(need, true)));
        }
        edges.sort_unstable();
        let mut lonely = vec![true; n];
        for &(from, to, _) in &edges {
            lonely[from.index()] = false;
            lonely[to.index()] = false;
        }
        Graph { edges, layer, lonely }
    }
}

/// Takes out the lines that close circles, found by walking depth first; returns all nodes, needs before who needs
/// them.
fn open_circles(must: &mut [BTreeSet<usize>], may: &mut [BTreeSet<usize>]) -> Vec<usize> {
    const NEW: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let n = must.len();
    let mut state = vec![NEW; n];
    let mut order = Vec::with_capacity(n);
    for root in 0..n {
        if state[root] != NEW {
            continue;
        }
        state[root] = OPEN;
        // A node and its needs still to visit; recursion would overflow on a long chain.
        let needs = |ix: usize, must: &[BTreeSet<usize>], may: &[BTreeSet<usize>]| -> Vec<usize> {
            must[ix].iter().chain(&may[ix]).copied().collect()
        };
        let mut stack = vec![(root, needs(root, must, may))];
        while let Some((at, rest)) = stack.last_mut() {
            let at = *at;
            match rest.pop() {
                Some(need) if state[need] == NEW => {
                    state[need] = OPEN;
                    let below = needs(need, must, may);
                    stack.push((need, below));
                }
                Some(need) if state[need] == OPEN => {
                    must[at].remove(&need);
                    may[at].remove(&need);
                }
                Some(_) => {}
                None => {
                    state[at] = DONE;
                    order.push(at);
                    stack.pop();
                }
            }
        }
    }
    order
}
