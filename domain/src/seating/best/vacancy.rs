//! How many people a row still takes, in pieces or in pairs.

use crate::selling::MAX_SEATS;

/// Numbers of people: bit n stands for n.
pub(super) type Sizes = u32;

/// One more than the largest party.
pub(super) const SIZES: usize = MAX_SEATS as usize + 1;

/// The free seats of a row that fit a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Vacancy {
    /// Index of the row in its zone.
    pub row: usize,
    /// How many.
    pub seats: u32,
    /// The most of them beside each other, at least as far as parties go.
    pub longest: u32,
    /// How many have one of them beside them.
    pub paired: u32,
}

impl Vacancy {
    /// Counts a run of so many in.
    pub fn add(&mut self, run: u32) {
        self.seats += run;
        self.longest = self.longest.max(run);
        if run > 1 {
            self.paired += run;
        }
    }

    /// Counts seats beside each other in, of which those with a bit set are free.
    pub fn add_bits(&mut self, free: u64) {
        self.seats += free.count_ones();
        self.paired += (free & (free << 1 | free >> 1)).count_ones();
        // What is left after n rounds has n more beside it.
        let (mut left, mut longest) = (free, 0);
        while left != 0 && longest < MAX_SEATS {
            left &= left << 1;
            longest += 1;
        }
        self.longest = self.longest.max(longest);
    }

    /// How many of a party the row takes, wherever they sit.
    pub fn apart(&self, party: u32) -> Sizes {
        up_to(self.seats.min(party)) & !1
    }

    /// How many of a party the row takes with nobody alone: twos and threes make up any number, twos alone only even ones.
    pub fn in_pairs(&self, party: u32) -> Sizes {
        let all = up_to(self.paired.min(party)) & !0b11;
        if self.longest > 2 { all } else { all & 0x5555_5555 }
    }
}

/// How many of so many people sit alone in a row that takes these in pairs, if as few as possible do.
pub(super) fn alone(in_pairs: Sizes, people: u32) -> u32 {
    people - ((in_pairs | 1) & up_to(people)).ilog2()
}

/// All numbers up to this, 0 among them.
fn up_to(most: u32) -> Sizes {
    (2 << most) - 1
}

/// The numbers in a set.
pub(super) fn members(sizes: Sizes) -> impl Iterator<Item = u32> {
    (0..Sizes::BITS).filter(move |size| sizes >> size & 1 == 1)
}

/// How many people so many rows take: at index n, what exactly n rows may take of a party. `rows` tells what rows take, and how many
/// rows take that.
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

/// The sums of one of these and one of those, as far as a party goes.
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
    fn what_a_row_takes() {
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
        assert_eq!(row, Vacancy { row: 0, seats: 71, longest: MAX_SEATS, paired: 69 });
    }

    #[test]
    fn who_has_to_sit_alone() {
        let row = vacancy(&[2, 2, 1]).in_pairs(6);
        assert_eq!([1, 2, 3, 4, 5].map(|people| alone(row, people)), [1, 0, 1, 0, 1]);
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
