//! What must be known first: a monotone expression over objectives. There is no "not": knowing more
//! never takes a lesson away.

use crate::ObjectiveIx;

/// A requirement and, optionally, the author's reason for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// What must hold.
    pub test: Test,
    /// Why, in the author's words.
    pub why: Option<String>,
}

/// The test of a [`Requirement`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Every part. Empty: always true.
    All(Vec<Requirement>),
    /// At least one part. Empty: never true (the compiler reports it).
    Any(Vec<Requirement>),
    /// At least that many of the parts.
    AtLeast(u16, Vec<Requirement>),
    /// This objective is known.
    Objective(ObjectiveIx),
}

impl Default for Requirement {
    fn default() -> Self {
        Self::none()
    }
}

impl From<Test> for Requirement {
    fn from(test: Test) -> Self {
        Self { test, why: None }
    }
}

impl Requirement {
    /// Requires nothing.
    #[must_use]
    pub const fn none() -> Self {
        Self { test: Test::All(Vec::new()), why: None }
    }

    /// Requires one objective.
    #[must_use]
    pub fn objective(ix: ObjectiveIx) -> Self {
        Test::Objective(ix).into()
    }

    /// Requires all of these.
    #[must_use]
    pub fn all(parts: Vec<Requirement>) -> Self {
        Test::All(parts).into()
    }

    /// Requires any of these.
    #[must_use]
    pub fn any(parts: Vec<Requirement>) -> Self {
        Test::Any(parts).into()
    }

    /// Requires `k` of these.
    #[must_use]
    pub fn at_least(k: u16, parts: Vec<Requirement>) -> Self {
        Test::AtLeast(k, parts).into()
    }

    /// The same requirement with the author's reason.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// True when it asks for nothing at all.
    #[must_use]
    pub fn is_none(&self) -> bool {
        matches!(&self.test, Test::All(parts) if parts.iter().all(Requirement::is_none))
    }

    /// Its parts (none for a single objective).
    #[must_use]
    pub fn parts(&self) -> &[Requirement] {
        match &self.test {
            Test::All(parts) | Test::Any(parts) | Test::AtLeast(_, parts) => parts,
            Test::Objective(_) => &[],
        }
    }

    /// Whether it holds when `known` says which objectives are known.
    pub fn holds(&self, known: &impl Fn(ObjectiveIx) -> bool) -> bool {
        match &self.test {
            Test::All(parts) => parts.iter().all(|part| part.holds(known)),
            Test::Any(parts) => parts.iter().any(|part| part.holds(known)),
            Test::AtLeast(k, parts) => {
                parts.iter().filter(|part| part.holds(known)).take(usize::from(*k)).count() >= usize::from(*k)
            }
            Test::Objective(ix) => known(*ix),
        }
    }

    /// Every objective it names, in the order they stand, with repetitions.
    pub fn literals(&self) -> Vec<ObjectiveIx> {
        let mut out = Vec::new();
        self.collect(&mut out);
        out
    }

    fn collect(&self, out: &mut Vec<ObjectiveIx>) {
        if let Test::Objective(ix) = self.test {
            out.push(ix);
        }
        for part in self.parts() {
            part.collect(out);
        }
    }

    /// The objectives without which it can never hold (each one a *binding* edge).
    #[must_use]
    pub fn binding(&self) -> Vec<ObjectiveIx> {
        let mut out = Vec::new();
        self.collect_binding(&mut out);
        out.sort_unstable();
        out.dedup();
        out
    }

    fn collect_binding(&self, out: &mut Vec<ObjectiveIx>) {
        match &self.test {
            Test::Objective(ix) => out.push(*ix),
            Test::All(parts) => parts.iter().for_each(|part| part.collect_binding(out)),
            Test::Any(parts) if parts.len() == 1 => parts[0].collect_binding(out),
            Test::AtLeast(k, parts) if usize::from(*k) == parts.len() => {
                parts.iter().for_each(|part| part.collect_binding(out));
            }
            Test::Any(_) | Test::AtLeast(..) => {}
        }
    }
}
