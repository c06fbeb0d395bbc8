//! Deterministic pseudo-random numbers: the same words always give the same sequence.

/// A generator (SplitMix64, seeded by an FNV-1a hash).
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// Seeds a generator with these words. Each purpose has its own sequence, so that a change to
    /// one does not affect the others.
    pub(super) fn of(words: &str, purpose: &str) -> Self {
        let bytes = purpose.bytes().chain([0]).chain(words.bytes());
        Self(bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `n` − 1.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        (self.next() >> 32) as u32 % n.max(1)
    }

    /// A number from `low` to `high`.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * f64::from(self.below(1000)) / 999.0
    }

    /// An element of the slice.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len() as u32) as usize]
    }
}
