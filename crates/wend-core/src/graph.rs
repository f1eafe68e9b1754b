//! The curriculum as a network of threshold gates, built once and asked often.
//!
//! Nodes `0..M` are the objectives, the rest are gates. A gate holds when `need` of its inputs hold
//! (all = n of n, any = 1 of n). Every lesson has one root gate: its own requirement and those of the
//! objectives it teaches, in which the objectives it teaches count as known. Inputs of a gate have
//! smaller numbers than the gate.

use crate::{Curriculum, LessonIx, ObjectiveIx, Requirement, requirement::Test};

/// No lesson belongs to this gate.
pub(crate) const NONE: u32 = u32::MAX;

/// The compiled curriculum. Borrow it for all questions of `readiness`, `path`, `next` and `lint`.
#[derive(Debug, Clone)]
pub struct Graph<'a> {
    /// What it was built from.
    pub curriculum: &'a Curriculum,
    /// How many inputs must hold, by gate.
    pub(crate) need: Vec<u32>,
    /// Inputs of gate g: `inputs[input_start[g]..input_start[g + 1]]`.
    pub(crate) inputs: Vec<u32>,
    pub(crate) input_start: Vec<u32>,
    /// Gates that a node feeds, by node (objectives, then gates).
    pub(crate) feeds: Vec<u32>,
    pub(crate) feed_start: Vec<u32>,
    /// Root gate of each lesson, as a gate number.
    pub(crate) root: Vec<u32>,
    /// The lesson whose root a gate is, or [`NONE`].
    pub(crate) lesson_of: Vec<u32>,
    /// Lessons that teach an objective, ascending.
    pub(crate) teachers: Vec<u32>,
    pub(crate) teacher_start: Vec<u32>,
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
    need: Vec<u32>,
    inputs: Vec<u32>,
    input_start: Vec<u32>,
}

impl Builder {
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
            Part::All(parts) => Some(self.gate(parts.len() as u32, &parts)),
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
            Part::Node(self.gate(need as u32, &nodes))
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
        let mut b =
            Builder { objectives: objectives as u32, need: Vec::new(), inputs: Vec::new(), input_start: vec![0] };
        let mut root = Vec::with_capacity(curriculum.lessons.len());
        let mut lesson_of = Vec::new();
        let mut teacher_count = vec![0u32; objectives + 1];
        for (ix, lesson) in curriculum.lessons.iter().enumerate() {
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
            lesson_of.resize(gate as usize, NONE);
            lesson_of.push(ix as u32);
            let mut taught = lesson.teaches.clone();
            taught.sort_unstable();
            taught.dedup();
            for o in taught {
                if o.index() < objectives {
                    teacher_count[o.index()] += 1;
                }
            }
        }
        let teacher_start = starts(&teacher_count);
        let mut next = teacher_start.clone();
        let mut teachers = vec![0; teacher_start[objectives] as usize];
        for (ix, lesson) in curriculum.lessons.iter().enumerate() {
            let mut taught = lesson.teaches.clone();
            taught.sort_unstable();
            taught.dedup();
            for o in taught.into_iter().filter(|o| o.index() < objectives) {
                teachers[next[o.index()] as usize] = ix as u32;
                next[o.index()] += 1;
            }
        }
        let nodes = objectives + b.need.len();
        let mut count = vec![0u32; nodes + 1];
        for &input in &b.inputs {
            count[input as usize] += 1;
        }
        let feed_start = starts(&count);
        let mut next = feed_start.clone();
        let mut feeds = vec![0; b.inputs.len()];
        for gate in 0..b.need.len() {
            for &input in &b.inputs[b.input_start[gate] as usize..b.input_start[gate + 1] as usize] {
                feeds[next[input as usize] as usize] = gate as u32;
                next[input as usize] += 1;
            }
        }
        Self {
            curriculum,
            need: b.need,
            inputs: b.inputs,
            input_start: b.input_start,
            feeds,
            feed_start,
            root,
            lesson_of,
            teachers,
            teacher_start,
        }
    }

    /// Number of objectives.
    pub(crate) fn objectives(&self) -> usize {
        self.curriculum.objectives.len()
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

    /// Minutes of the shortest lesson that teaches an objective; the most there can be where none does.
    pub(crate) fn least_minutes(&self, objective: ObjectiveIx) -> u32 {
        let minutes = self.teachers(objective).map(|l| self.curriculum.lessons[l.index()].minutes.max(1));
        minutes.min().unwrap_or(u16::MAX).into()
    }

    /// The lessons that teach an objective, ascending: each other's *alternatives*.
    pub fn teachers(&self, objective: ObjectiveIx) -> impl Iterator<Item = LessonIx> + '_ {
        let at = objective.index();
        let range = match (self.teacher_start.get(at), self.teacher_start.get(at + 1)) {
            (Some(&from), Some(&to)) => from as usize..to as usize,
            _ => 0..0,
        };
        self.teachers[range].iter().map(|&lesson| LessonIx(lesson))
    }
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
