//! The numbers of people that a row has room for.

use crate::selling::MAX_SEATS;

/// A set of numbers of people: bit n is set if n is in the set.
pub(super) type Sizes = u32;

/// One more than the largest party.
pub(super) const SIZES: usize = MAX_SEATS as usize + 1;

/// The available seats of a row that fit a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Vacancy {
    /// Index of the row in its zone.
    pub row: usize,
    /// The number of these seats.
    pub seats: u32,
    /// The longest run of neighbours, counted up to the size of the largest party.
    pub longest: u32,
    /// The number of seats in runs of two or more.
    pub paired: u32,
}

impl Vacancy {
    /// Adds a run of this length.
    pub fn add(&mut self, run: u32) {
        self.seats += run;
        self.longest = self.longest.max(run);
        if run > 1 {
            self.paired += run;
        }
    }

    /// Adds neighbouring seats. Those with a bit set are available.
    pub fn add_bits(&mut self, available: u64) {
        self.seats += available.count_ones();
        self.paired += (available & (available << 1 | available >> 1)).count_ones();
        // After n rounds, a bit is left if the n seats right before it are available too.
        let (mut left, mut longest) = (available, 0);
        while left != 0 && longest < MAX_SEATS {
            left &= left << 1;
            longest += 1;
        }
        self.longest = self.longest.max(longest);
    }

    /// The parts of a party that the row has room for, wherever they sit.
    pub fn apart(&self, party: u32) -> Sizes {
        up_to(self.seats.min(party)) & !1
    }

    /// The parts of a party that the row has room for with nobody alone. Pairs and threes make up
    /// every number from 2; pairs without threes make up even numbers only.
    pub fn in_pairs(&self, party: u32) -> Sizes {
        let all = up_to(self.paired.min(party)) & !0b11;
        if self.longest > 2 {
            all
        } else {
            all & 0x5555_5555
        }
    }
}

/// The smallest number of people who sit alone. The row has room for the numbers in `in_pairs` with
/// nobody alone.
pub(super) fn alone(in_pairs: Sizes, people: u32) -> u32 {
    people - ((in_pairs | 1) & up_to(people)).ilog2()
}

/// The set of all numbers up to this one, with 0.
fn up_to(most: u32) -> Sizes {
    (2 << most) - 1
}

/// The numbers in a set.
pub(super) fn members(sizes: Sizes) -> impl Iterator<Item = u32> {
    (0..Sizes::BITS).filter(move |size| sizes >> size & 1 == 1)
}

/// The numbers of people that n rows have room for, at index n. `rows` has the set of each kind of
/// row and the number of rows of this kind.
pub(super) fn over_rows(rows: impl Iterator<Item = (Sizes, usize)>, party: u32) -> [Sizes; SIZES] {
    let mut taken = [0; SIZES];
    taken[0] = 1;
    for (sizes, count) in rows {
        for _ in 0..count.min(party as usize) {
            for more in (1..=party as usize).rev() {
                taken[more] |= sums(taken[more - 1], sizes, party);
            }
        }
    }
    taken
}

/// Every sum of one number in `these` and one in `those`, up to the size of the party.
pub(super) fn sums(these: Sizes, those: Sizes, party: u32) -> Sizes {
    members(those).fold(0, |sums, size| sums | these << size) & up_to(party)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vacancy(runs: &[u32]) -> Vacancy {
        let mut vacancy = Vacancy::default();
        runs.iter().for_each(|run| vacancy.add(*run));
        vacancy
    }

    fn sizes(sizes: Sizes) -> Vec<u32> {
        members(sizes).collect()
    }

    #[test]
    fn a_row_has_room_for_single_people_and_pairs() {
        for (runs, apart, in_pairs) in [
            (&[1, 1][..], &[1, 2][..], &[][..]),
            (&[2, 1], &[1, 2, 3], &[2]),
            (&[2, 2], &[1, 2, 3, 4], &[2, 4]),
            (&[3, 2], &[1, 2, 3, 4, 5], &[2, 3, 4, 5]),
            (&[9], &[1, 2, 3, 4, 5, 6], &[2, 3, 4, 5, 6]),
        ] {
            assert_eq!(sizes(vacancy(runs).apart(6)), apart, "{runs:?}");
            assert_eq!(sizes(vacancy(runs).in_pairs(6)), in_pairs, "{runs:?}");
        }
    }

    #[test]
    fn bits_count_as_runs_do() {
        let mut row = Vacancy::default();
        row.add_bits(0b1101_1100_0101);
        assert_eq!(row, vacancy(&[1, 1, 3, 2]));
        row.add_bits(u64::MAX);
        assert_eq!(
            row,
            Vacancy {
                row: 0,
                seats: 71,
                longest: MAX_SEATS,
                paired: 69
            }
        );
    }

    #[test]
    fn as_few_people_as_possible_sit_alone() {
        let row = vacancy(&[2, 2, 1]).in_pairs(6);
        assert_eq!(
            [1, 2, 3, 4, 5].map(|people| alone(row, people)),
            [1, 0, 1, 0, 1]
        );
    }

    #[test]
    fn rows_add_up() {
        let twos = vacancy(&[2]).in_pairs(6);
        let taken = over_rows([(twos, 2), (vacancy(&[3]).in_pairs(6), 1)].into_iter(), 6);
        assert_eq!(sizes(taken[1]), [2, 3]);
        assert_eq!(sizes(taken[2]), [4, 5]);
        assert_eq!(sizes(taken[3]), [6]);
        assert_eq!(taken[4], 0);
    }
}
