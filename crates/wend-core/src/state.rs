//! A knowledge state: the set of objectives held as known.

use serde::{Deserialize, Serialize};

use crate::ObjectiveIx;

/// The objectives held as known at a moment. As JSON: their indices, ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    words: Vec<u64>,
}

impl State {
    /// Nothing known.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether an objective is known.
    #[must_use]
    pub fn contains(&self, ix: ObjectiveIx) -> bool {
        self.words.get(ix.index() / 64).is_some_and(|word| word >> (ix.0 % 64) & 1 == 1)
    }

    /// Adds an objective; true if it is new.
    pub fn insert(&mut self, ix: ObjectiveIx) -> bool {
        let word = ix.index() / 64;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        let new = !self.contains(ix);
        self.words[word] |= 1 << (ix.0 % 64);
        new
    }

    /// Takes an objective out; true if it was in.
    pub fn remove(&mut self, ix: ObjectiveIx) -> bool {
        let had = self.contains(ix);
        if had {
            self.words[ix.index() / 64] &= !(1 << (ix.0 % 64));
            while self.words.last() == Some(&0) {
                self.words.pop();
            }
        }
        had
    }

    /// Adds all of another state.
    pub fn extend(&mut self, other: &Self) {
        if other.words.len() > self.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (mine, theirs) in self.words.iter_mut().zip(&other.words) {
            *mine |= theirs;
        }
    }

    /// The known objectives, ascending.
    pub fn iter(&self) -> impl Iterator<Item = ObjectiveIx> + '_ {
        self.words.iter().enumerate().flat_map(|(word, &bits)| {
            (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| ObjectiveIx::at(word * 64 + bit))
        })
    }

    /// How many are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Nothing known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }
}

impl FromIterator<ObjectiveIx> for State {
    fn from_iter<T: IntoIterator<Item = ObjectiveIx>>(iter: T) -> Self {
        let mut state = Self::new();
        for ix in iter {
            state.insert(ix);
        }
        state
    }
}

impl Serialize for State {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Indices far beyond any curriculum would only cost memory.
        const MOST: u32 = 1 << 24;
        Ok(Vec::<ObjectiveIx>::deserialize(deserializer)?.into_iter().filter(|ix| ix.0 < MOST).collect())
    }
}
