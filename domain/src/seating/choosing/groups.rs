//! Seats beside each other that a party could have.

use std::ops::Range;

use super::House;

/// Free seats beside each other, and how many single ones would be left beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub seats: Range<u32>,
    pub singles: u32,
}

impl House<'_> {
    /// Every group of so many free seats that all fit.
    pub(super) fn each_group(&self, size: u32, fits: &dyn Fn(u32) -> bool, found: &mut dyn FnMut(Group)) {
        for run in self.runs() {
            if run.end - run.start < size {
                continue;
            }
            let special = self.special(run.start);
            // How many seats before this one fit, without a gap.
            let mut fitting = 0;
            for seat in run.clone() {
                fitting = if fits(seat) { fitting + 1 } else { 0 };
                if fitting >= size {
                    let seats = seat + 1 - size..seat + 1;
                    // A wheelchair place that stands alone is none the worse for it.
                    let singles = if special { 0 } else { singles(&run, &seats) };
                    found(Group { seats, singles });
                }
            }
        }
    }
}

/// How many ends of a run are one seat long when these are taken out of it.
pub(super) fn singles(run: &Range<u32>, taken: &Range<u32>) -> u32 {
    u32::from(taken.start - run.start == 1) + u32::from(run.end - taken.end == 1)
}
