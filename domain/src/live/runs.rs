//! Available seats, looked at thirty at a time.

use std::ops::Range;

use super::PackedStatuses;

/// The lower bit of each of the 32 statuses of a word.
const LOWER: u64 = 0x5555_5555_5555_5555;

/// The stretches of available seats in a range of seats; what [`PackedStatuses::available_runs`] gives.
#[derive(Debug, Clone)]
pub struct AvailableRuns<'a> {
    statuses: &'a PackedStatuses,
    /// What has not been looked at yet.
    rest: Range<u32>,
}

impl PackedStatuses {
    /// The stretches of available seats among these, in order and each as long as it can be. Neighbours by number: whether they sit
    /// beside each other is for the plan to say. Seats beyond the last are not available.
    #[must_use]
    pub fn available_runs(&self, seats: Range<u32>) -> AvailableRuns<'_> {
        AvailableRuns { statuses: self, rest: seats.start..seats.end.min(self.count()) }
    }

    /// Which of these seats are available: a bit for each, the first in the lowest. Of more than 64 seats, the first 64 are told.
    #[must_use]
    pub fn available_bits(&self, seats: Range<u32>) -> u64 {
        let count = seats.end.min(self.count()).saturating_sub(seats.start).min(64);
        let (mut bits, mut told) = (0, 0);
        while told < count {
            let (word, known) = self.word(seats.start + told);
            bits |= (every_second(!(word | (word >> 1)) & LOWER) & ((1 << known) - 1)) << told;
            told += known;
        }
        bits & if count < 64 { (1 << count) - 1 } else { u64::MAX }
    }
}

/// Bits 0, 2, 4 and so on, moved beside each other; the others are 0.
fn every_second(mut bits: u64) -> u64 {
    for (shift, mask) in [
        (1, 0x3333_3333_3333_3333),
        (2, 0x0f0f_0f0f_0f0f_0f0f),
        (4, 0x00ff_00ff_00ff_00ff),
        (8, 0x0000_ffff_0000_ffff),
        (16, 0x0000_0000_ffff_ffff),
    ] {
        bits = (bits | (bits >> shift)) & mask;
    }
    bits
}

impl Iterator for AvailableRuns<'_> {
    type Item = Range<u32>;

    fn next(&mut self) -> Option<Range<u32>> {
        let start = self.first(true);
        self.rest.start = start;
        let end = self.first(false);
        self.rest.start = end;
        (start < end).then_some(start..end)
    }
}

impl AvailableRuns<'_> {
    /// The first seat of the rest that is available, or that is not; the end if there is none.
    fn first(&self, available: bool) -> u32 {
        let mut seat = self.rest.start;
        while seat < self.rest.end {
            let (word, known) = self.statuses.word(seat);
            // Available is 0: neither bit is set.
            let taken = (word | (word >> 1)) & LOWER;
            let ahead = (if available { !taken & LOWER } else { taken }).trailing_zeros() / 2;
            if ahead < known {
                return self.rest.end.min(seat + ahead);
            }
            seat += known;
        }
        self.rest.end
    }
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "one stretch is what is expected")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{SeatNo, SeatStatus};

    fn runs(statuses: &[u8], seats: Range<u32>) -> Vec<Range<u32>> {
        PackedStatuses::from_statuses(statuses.iter().map(|bits| SeatStatus::from_bits(*bits))).available_runs(seats).collect()
    }

    #[test]
    fn held_sold_and_blocked_seats_end_a_run() {
        assert_eq!(runs(&[0, 0, 1, 0, 2, 3, 0, 0, 0], 0..9), [0..2, 3..4, 6..9]);
    }

    #[test]
    fn a_run_ends_with_the_seats_asked_about_and_with_the_last() {
        assert_eq!(runs(&[0; 9], 2..5), [2..5]);
        assert_eq!(runs(&[0; 9], 7..90), [7..9]);
        assert_eq!(runs(&[0; 9], 9..12), []);
        assert_eq!(runs(&[0; 200], 0..200), [0..200]);
    }

    proptest! {
        #[test]
        fn runs_are_what_looking_at_each_seat_finds(statuses in prop::collection::vec(0_u8..6, 0..150), from in 0_u32..150, to in 0_u32..160) {
            // Half of them available, so that runs are long enough to cross words.
            let statuses: Vec<u8> = statuses.into_iter().map(|bits| if bits > 3 { 0 } else { bits }).collect();
            let packed = PackedStatuses::from_statuses(statuses.iter().map(|bits| SeatStatus::from_bits(*bits)));
            let free: Vec<u32> = (from..to).filter(|seat| packed.get(SeatNo(*seat)) == Some(SeatStatus::Available)).collect();
            let found: Vec<Range<u32>> = packed.available_runs(from..to).collect();
            prop_assert_eq!(found.iter().cloned().flatten().collect::<Vec<_>>(), free.clone());
            prop_assert!(found.windows(2).all(|pair| pair[0].end < pair[1].start), "each as long as it can be: {:?}", found);
            let bits = free.iter().map(|seat| seat - from).filter(|index| *index < 64).fold(0, |bits, index| bits | 1_u64 << index);
            prop_assert_eq!(packed.available_bits(from..to), bits);
        }
    }
}
