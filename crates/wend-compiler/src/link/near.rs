//! "Did you mean" over many names, fast enough for a curriculum with thousands of names and thousands of faults.
//!
//! Edit distance to every name would be quadratic work. So names are first compared by how often each letter occurs in
//! them, which is a sum over 32 bytes, and only the few best of these by edit distance.

use std::cmp::Reverse;

use wend_diagnostics::suggest;

use crate::ids;

/// How often letters occur, in 32 classes, upper and lower case together.
type Letters = [u8; 32];

/// As many names are compared by edit distance.
const CANDIDATES: usize = 12;

/// Names, ready to be searched.
#[derive(Debug, Default)]
pub(crate) struct Near {
    names: Vec<(Letters, String)>,
}

impl Near {
    pub(crate) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        Self { names: names.map(|name| (letters(name), name.to_owned())).collect() }
    }

    /// The nearest name, if one is near enough.
    pub(crate) fn find(&self, wrong: &str) -> Option<String> {
        let wrong = ids::normal(wrong);
        let counts = letters(&wrong);
        let allowed = |name: &str| 2 * ((name.len().max(wrong.len()) / 3).max(1) as u32 + 2);
        let mut close: Vec<(u32, &str)> = self
            .names
            .iter()
            .map(|(other, name)| (differing(&counts, other), name.as_str()))
            .filter(|(distance, name)| *distance <= allowed(name))
            .collect();
        if close.len() > CANDIDATES {
            // Among names of the same letters those that begin and end alike are nearer.
            close.sort_by_cached_key(|(distance, name)| (*distance, Reverse(alike(&wrong, name))));
            close.truncate(CANDIDATES);
        }
        suggest(&wrong, close.into_iter().map(|(_, name)| name))
    }
}

fn letters(text: &str) -> Letters {
    let mut counts = [0u8; 32];
    for byte in text.bytes() {
        let class = usize::from(byte & 31);
        counts[class] = counts[class].saturating_add(1);
    }
    counts
}

/// The sum of the differences: a changed letter adds two, one more or less adds one, swapped ones nothing.
fn differing(a: &Letters, b: &Letters) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(*b))).sum()
}

/// The number of bytes at both ends that are the same.
fn alike(a: &str, b: &str) -> usize {
    let front = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let back = a.bytes().rev().zip(b.bytes().rev()).take_while(|(a, b)| a == b).count();
    front + back
}

#[cfg(test)]
mod tests {
    use super::Near;

    #[test]
    fn the_nearest_of_many_that_are_alike() {
        let names: Vec<String> = (0..5000).map(|n| format!("beats/lesson-{n}.md")).collect();
        let near = Near::new(names.iter().map(String::as_str));
        assert_eq!(near.find("beat/lesson-1234.md").as_deref(), Some("beats/lesson-1234.md"));
        assert_eq!(near.find("beats/leson-4321.md").as_deref(), Some("beats/lesson-4321.md"));
        assert_eq!(near.find("something/else/entirely"), None);
    }
}
