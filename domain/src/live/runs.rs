//! Finds available seats, up to 32 at a time.

use std::ops::Range;

use super::PackedStatuses;

/// The lower bit of each of the 32 statuses of a word.
const LOWER: u64 = 0x5555_5555_5555_5555;

/// The runs of available seats in a range of seats. [`PackedStatuses::available_runs`] makes it.
#[derive(Debug, Clone)]
pub struct AvailableRuns<'a> {
    statuses: &'a PackedStatuses,
    /// The seats that have not been looked at yet.
    rest: Range<u32>,
}

impl PackedStatuses {
    /// The runs of available seats in this range, in order, each as long as possible. Seats of a
    /// run have consecutive numbers; only the plan knows whether they are neighbours in the hall.
    /// Seats beyond the last one are not available.
    #[must_use]
    pub fn available_runs(&self, seats: Range<u32>) -> AvailableRuns<'_> {
        AvailableRuns {
            statuses: self,
            rest: seats.start..seats.end.min(self.count()),
        }
    }

    /// Which of these seats are available, one bit for each, the first seat in the lowest bit. If
    /// there are more than 64 seats, only the first 64 count.
    #[must_use]
    pub fn available_bits(&self, seats: Range<u32>) -> u64 {
        let count = seats
            .end
            .min(self.count())
            .saturating_sub(seats.start)
            .min(64);
        let (mut bits, mut told) = (0, 0);
        while told < count {
            let (word, known) = self.word(seats.start + told);
            bits |= (every_second(!(word | (word >> 1)) & LOWER) & ((1 << known) - 1)) << told;
            told += known;
        }
        bits & if count < 64 {
            (1 << count) - 1
        } else {
            u64::MAX
        }
    }
}

/// Collects bits 0, 2, 4 and so on in the lower half of the word. The upper half is 0.
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
    /// The first seat of the rest with (or without) the status available. The end of the range if
    /// there is none.
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
#[allow(
    clippy::single_range_in_vec_init,
    reason = "one stretch is what is expected"
)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{SeatNo, SeatStatus};

    fn runs(statuses: &[u8], seats: Range<u32>) -> Vec<Range<u32>> {
        PackedStatuses::from_statuses(statuses.iter().map(|bits| SeatStatus::from_bits(*bits)))
            .available_runs(seats)
            .collect()
    }

    #[test]
    fn held_sold_and_blocked_seats_end_a_run() {
        assert_eq!(runs(&[0, 0, 1, 0, 2, 3, 0, 0, 0], 0..9), [0..2, 3..4, 6..9]);
    }

    #[test]
    fn a_run_ends_with_the_range_and_with_the_last_seat() {
        assert_eq!(runs(&[0; 9], 2..5), [2..5]);
        assert_eq!(runs(&[0; 9], 7..90), [7..9]);
        assert_eq!(runs(&[0; 9], 9..12), []);
        assert_eq!(runs(&[0; 200], 0..200), [0..200]);
    }

    proptest! {
        #[test]
        fn runs_match_a_search_seat_by_seat(statuses in prop::collection::vec(0_u8..6, 0..150), from in 0_u32..150, to in 0_u32..160) {
            // Makes half of the seats available, so that runs are long enough to cross words.
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
