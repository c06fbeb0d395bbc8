//! Chance that falls the same each time: the gallery is looked at twice and compared.

/// A generator that is good enough to fill a hall (PCG's multiplier).
pub(super) struct Chance(u64);

impl Chance {
    /// The same seed, the same numbers.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 up to this one, without it.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as u32) % bound.max(1)
    }
}
