//! Numbers that look random and are always the same for a seed, in both languages: sfc32, a small fast
//! counting generator (Doty-Humphrey, PractRand). 32-bit sums and shifts only, so that the browser's twin
//! (`engine/dice.js`) rolls the same.

/// A seeded generator.
#[derive(Debug, Clone)]
pub struct Dice {
    a: u32,
    b: u32,
    c: u32,
    d: u32,
}

impl Dice {
    /// Starts from a seed and a stream: two streams of one seed have nothing to do with each other.
    #[must_use]
    pub fn new(seed: u32, stream: u32) -> Self {
        let mut dice = Self { a: 0, b: seed, c: stream, d: 1 };
        for _ in 0..15 {
            dice.bits();
        }
        dice
    }

    /// The next 32 bits.
    pub fn bits(&mut self) -> u32 {
        let out = self.a.wrapping_add(self.b).wrapping_add(self.d);
        self.d = self.d.wrapping_add(1);
        self.a = self.b ^ (self.b >> 9);
        self.b = self.c.wrapping_add(self.c << 3);
        self.c = self.c.rotate_left(21).wrapping_add(out);
        out
    }

    /// Below `n`; 0 where `n` is 0. Even to within n / 2³².
    pub fn below(&mut self, n: u32) -> u32 {
        ((u64::from(self.bits()) * u64::from(n)) >> 32) as u32
    }

    /// True so many times in a thousand.
    pub fn chance(&mut self, permille: u32) -> bool {
        self.below(1000) < permille
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn a_seed_always_rolls_the_same_and_streams_differ() {
        let rolls = |seed, stream| {
            let mut dice = Dice::new(seed, stream);
            (0..8).map(|_| dice.bits()).collect::<Vec<_>>()
        };
        assert_eq!(rolls(7, 1), rolls(7, 1));
        assert_ne!(rolls(7, 1), rolls(7, 2));
        assert_ne!(rolls(7, 1), rolls(8, 1));
    }

    #[test]
    fn below_is_even() {
        let mut dice = Dice::new(1, 0);
        let mut faces = [0_u32; 6];
        for _ in 0..60_000 {
            faces[dice.below(6) as usize] += 1;
        }
        assert!(faces.iter().all(|&n| (9_500..10_500).contains(&n)), "{faces:?}");
        assert_eq!(dice.below(0), 0);
    }
}
