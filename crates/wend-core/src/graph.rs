//! The curriculum as a network of threshold gates, built once and asked often.
//!
//! Nodes `0..M` are the objectives, the rest are gates. A gate holds when `need` of its inputs hold
//! (all = n of n, any = 1 of n). Every lesson has one root gate: its own requirement and those of the
//! objectives it teaches, in which the objectives it teaches count as known. Inputs of a gate have
//! smaller numbers than the gate.

use std::{collections::BTreeMap, ops::Deref};

use crate::{Curriculum, LessonIx, ObjectiveIx, Requirement, requirement::Test};

/// No lesson belongs to this gate.
pub(crate) const NONE: u32 = u32::MAX;

/// The compiled curriculum. Borrow it for all questions of `readiness`, `path`, `next` and `lint`.
#[derive(Debug, Clone)]
pub struct Graph<'a> {
    /// What it was built from.
    pub curriculum: &'a Curriculum,
    net: Net,
}

impl Deref for Graph<'_> {
    type Target = Net;

    fn deref(&self) -> &Net {
        &self.net
    }
}

/// The network alone, without names: of a whole curriculum, or of the part of it that one question is about.
#[derive(Debug, Clone, Default)]
pub struct Net {
    objectives: usize,
    /// How many inputs must hold, by gate.
    pub(crate) need: Vec<u32>,
    /// Inputs of gate g: `inputs[input_start[g]..input_start[g + 1]]`.
    inputs: Vec<u32>,
    input_start: Vec<u32>,
    /// Gates that a node feeds, by node (objectives, then gates).
    feeds: Vec<u32>,
    feed_start: Vec<u32>,
    /// Root gate of each lesson, as a gate number.
    pub(crate) root: Vec<u32>,
    /// The lesson whose root a gate is, or [`NONE`].
    pub(crate) lesson_of: Vec<u32>,
    /// Objectives of each lesson that exist, ascending, each once.
    teaches: Vec<u32>,
    teach_start: Vec<u32>,
    /// Lessons that teach an objective, ascending.
    teachers: Vec<u32>,
    teacher_start: Vec<u32>,
}

/// A requirement after the objectives a lesson teaches were put in.
enum Part {
    True,
    False,
    Node(u32),
    /// A conjunction not yet given a gate, so that it can dissolve in the one around it.
    All(Vec<u32>),
}

struct Builder {
    objectives: u32,
    /// Gates within requirements that are alike are one: lessons of one objective share its requirement.
    alike: BTreeMap<(u32, Vec<u32>), u32>,
    need: Vec<u32>,
    inputs: Vec<u32>,
    input_start: Vec<u32>,
}

impl Builder {
    fn shared(&mut self, need: u32, inputs: Vec<u32>) -> u32 {
        if let Some(&node) = self.alike.get(&(need, inputs.clone())) {
            return node;
        }
        let node = self.gate(need, &inputs);
        self.alike.insert((need, inputs), node);
        node
    }

    fn gate(&mut self, need: u32, inputs: &[u32]) -> u32 {
        let gate = self.need.len() as u32;
        self.need.push(need);
        self.inputs.extend_from_slice(inputs);
        self.input_start.push(self.inputs.len() as u32);
        self.objectives + gate
    }

    fn node(&mut self, part: Part) -> Option<u32> {
        match part {
            Part::Node(node) => Some(node),
            Part::All(parts) => Some(self.shared(parts.len() as u32, parts)),
            Part::True | Part::False => None,
        }
    }

    fn part(&mut self, requirement: &Requirement, taught: &[ObjectiveIx]) -> Part {
        let (k, parts) = match &requirement.test {
            Test::Objective(ix) if taught.contains(ix) => return Part::True,
            // An id that dangles can't be known.
            Test::Objective(ix) if ix.0 >= self.objectives => return Part::False,
            Test::Objective(ix) => return Part::Node(ix.0),
            Test::All(parts) => return self.all(parts, taught),
            Test::Any(parts) => (1, parts),
            Test::AtLeast(k, parts) if usize::from(*k) == parts.len() => {
                return self.all(parts, taught);
            }
            Test::AtLeast(k, parts) => (usize::from(*k), parts),
        };
        let mut need = k;
        let mut nodes = Vec::new();
        for part in parts {
            match self.part(part, taught) {
                Part::True => need = need.saturating_sub(1),
                Part::False => {}
                other => nodes.extend(self.node(other)),
            }
        }
        if need == 0 {
            Part::True
        } else if need > nodes.len() {
            Part::False
        } else if let [node] = nodes[..] {
            Part::Node(node)
        } else if need == nodes.len() {
            conjunction(nodes)
        } else {
            Part::Node(self.shared(need as u32, nodes))
        }
    }

    fn all(&mut self, parts: &[Requirement], taught: &[ObjectiveIx]) -> Part {
        let mut nodes = Vec::new();
        for part in parts {
            match self.part(part, taught) {
                Part::True => {}
                Part::False => return Part::False,
                Part::Node(node) => nodes.push(node),
                Part::All(more) => nodes.extend(more),
            }
        }
        conjunction(nodes)
    }
}

/// Repeats in a conjunction would be paid twice by additive costs.
fn conjunction(nodes: Vec<u32>) -> Part {
    let mut once: Vec<u32> = Vec::with_capacity(nodes.len());
    if nodes.len() > 16 {
        let mut seen = std::collections::BTreeSet::new();
        once.extend(nodes.into_iter().filter(|&node| seen.insert(node)));
    } else {
        for node in nodes {
            if !once.contains(&node) {
                once.push(node);
            }
        }
    }
    match once[..] {
        [] => Part::True,
        [node] => Part::Node(node),
        _ => Part::All(once),
    }
}

impl<'a> Graph<'a> {
    /// Builds the network; linear in the size of all requirements.
    #[must_use]
    pub fn new(curriculum: &'a Curriculum) -> Self {
        let objectives = curriculum.objectives.len();
        let mut b = Builder {
            objectives: objectives as u32,
            alike: BTreeMap::new(),
            need: Vec::new(),
            inputs: Vec::new(),
            input_start: vec![0],
        };
        let mut root = Vec::with_capacity(curriculum.lessons.len());
        let mut teaches = Vec::new();
        let mut teach_start = vec![0];
        for lesson in &curriculum.lessons {
            let mut nodes = Vec::new();
            let mut never = false;
            let of_objectives =
                lesson.teaches.iter().filter_map(|&o| curriculum.objective(o)).map(|objective| &objective.requires);
            for requirement in std::iter::once(&lesson.requires).chain(of_objectives) {
                // The lesson's own requirement must hold before it; those of its objectives may lean on it.
                let own = std::ptr::eq(requirement, &lesson.requires);
                match b.part(requirement, if own { &[] } else { &lesson.teaches }) {
                    Part::True => {}
                    Part::False => never = true,
                    Part::Node(node) => nodes.push(node),
                    Part::All(more) => nodes.extend(more),
                }
            }
            let inputs = match conjunction(nodes) {
                Part::Node(node) => vec![node],
                Part::All(nodes) => nodes,
                Part::True | Part::False => Vec::new(),
            };
            let need = inputs.len() as u32 + u32::from(never);
            let gate = b.gate(need, &inputs) - b.objectives;
            root.push(gate);
            let mut taught: Vec<u32> = lesson.teaches.iter().map(|o| o.0).filter(|&o| o < b.objectives).collect();
            taught.sort_unstable();
            taught.dedup();
            teaches.extend(taught);
            teach_start.push(teaches.len() as u32);
        }
        let parts = Parts { need: b.need, inputs: b.inputs, input_start: b.input_start, root, teaches, teach_start };
        Self { curriculum, net: Net::new(objectives, parts) }
    }

    /// Minutes of the shortest lesson that teaches an objective; the most there can be where none does.
    pub(crate) fn least_minutes(&self, objective: ObjectiveIx) -> u32 {
        let minutes = self.teachers(objective).map(|l| self.curriculum.lessons[l.index()].minutes.max(1));
        minutes.min().unwrap_or(u16::MAX).into()
    }

    /// The lessons that teach an objective, ascending: each other's *alternatives*.
    pub fn teachers(&self, objective: ObjectiveIx) -> impl Iterator<Item = LessonIx> + '_ {
        self.net.taught_by(objective.index()).iter().map(|&lesson| LessonIx(lesson))
    }
}

/// What a [`Net`] is made of; the rest follows.
pub(crate) struct Parts {
    pub need: Vec<u32>,
    pub inputs: Vec<u32>,
    pub input_start: Vec<u32>,
    pub root: Vec<u32>,
    pub teaches: Vec<u32>,
    pub teach_start: Vec<u32>,
}

impl Net {
    /// Adds what is found the other way round: lessons by root, feeds by node, teachers by objective.
    pub(crate) fn new(objectives: usize, parts: Parts) -> Self {
        let Parts { need, inputs, input_start, root, teaches, teach_start } = parts;
        let mut lesson_of = vec![NONE; need.len()];
        for (lesson, &gate) in root.iter().enumerate() {
            lesson_of[gate as usize] = lesson as u32;
        }
        let (feeds, feed_start) = inverse(objectives + need.len(), &inputs, &input_start);
        let (teachers, teacher_start) = inverse(objectives, &teaches, &teach_start);
        Self {
            objectives,
            need,
            inputs,
            input_start,
            feeds,
            feed_start,
            root,
            lesson_of,
            teaches,
            teach_start,
            teachers,
            teacher_start,
        }
    }

    /// Number of objectives.
    pub(crate) fn objectives(&self) -> usize {
        self.objectives
    }

    /// Number of lessons.
    pub(crate) fn lessons(&self) -> usize {
        self.root.len()
    }

    /// Gates a node feeds.
    pub(crate) fn feeds(&self, node: usize) -> &[u32] {
        &self.feeds[self.feed_start[node] as usize..self.feed_start[node + 1] as usize]
    }

    /// Inputs of a gate, as nodes.
    pub(crate) fn inputs(&self, gate: usize) -> &[u32] {
        &self.inputs[self.input_start[gate] as usize..self.input_start[gate + 1] as usize]
    }

    /// Inputs of a lesson's root gate, as nodes.
    pub(crate) fn needs(&self, lesson: u32) -> &[u32] {
        self.inputs(self.root[lesson as usize] as usize)
    }

    /// Objectives that a lesson teaches, ascending.
    pub(crate) fn teaches(&self, lesson: u32) -> &[u32] {
        &self.teaches[self.teach_start[lesson as usize] as usize..self.teach_start[lesson as usize + 1] as usize]
    }

    /// Lessons that teach an objective, ascending; none for one that does not exist.
    pub(crate) fn taught_by(&self, objective: usize) -> &[u32] {
        match (self.teacher_start.get(objective), self.teacher_start.get(objective + 1)) {
            (Some(&from), Some(&to)) => &self.teachers[from as usize..to as usize],
            _ => &[],
        }
    }
}

/// Rows that name columns, the other way round: by column, the rows that name it, ascending.
fn inverse(columns: usize, names: &[u32], start: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut count = vec![0_u32; columns + 1];
    for &name in names {
        count[name as usize] += 1;
    }
    let from = starts(&count);
    let mut next = from.clone();
    let mut rows = vec![0; names.len()];
    for (row, ends) in start.windows(2).enumerate() {
        for &name in &names[ends[0] as usize..ends[1] as usize] {
            rows[next[name as usize] as usize] = row as u32;
            next[name as usize] += 1;
        }
    }
    (rows, from)
}

/// Prefix sums: counts by position to start offsets.
fn starts(count: &[u32]) -> Vec<u32> {
    let mut sum = 0;
    count
        .iter()
        .map(|&n| {
            let start = sum;
            sum += n;
            start
        })
        .collect()
}
