//! Lists groups of neighbouring seats for a party.

use super::House;
use crate::seating::cost::{NOTE, orphans, with_orphans};

/// Neighbouring available seats. Groups are ordered by cost, then by seat number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SeatGroup {
    pub cost: u64,
    pub first: u32,
    /// The number of orphans that the group leaves.
    pub orphans: u32,
}

impl SeatGroup {
    /// The number of its seats with a note, if the cost counts notes.
    pub(super) fn notes(&self) -> u64 {
        self.cost / u64::from(NOTE)
    }
}

impl House<'_> {
    /// Calls `found` for each group of `size` neighbouring available seats. All of them satisfy
    /// `fits`, and at least `wheelchairs` are wheelchair places. `cost` is the cost of one seat.
    pub(super) fn each_group(
        &self,
        size: u32,
        wheelchairs: u32,
        fits: &dyn Fn(u32) -> bool,
        cost: &dyn Fn(u32) -> u32,
        found: &mut dyn FnMut(SeatGroup),
    ) {
        for run in self.runs() {
            if run.end - run.start < size {
                continue;
            }
            // The number of fitting seats up to this one without a gap, and the cost of the last
            // `size` of them.
            let (mut fitting, mut sum) = (0_u32, 0_u64);
            for seat in run.clone() {
                if !fits(seat) {
                    (fitting, sum) = (0, 0);
                    continue;
                }
                fitting += 1;
                sum += u64::from(cost(seat));
                if fitting > size {
                    sum -= u64::from(cost(seat - size));
                }
                if fitting < size {
                    continue;
                }
                let seats = seat + 1 - size..seat + 1;
                if wheelchairs == 0
                    || seats.clone().filter(|seat| self.wheelchair(*seat)).count() as u32
                        >= wheelchairs
                {
                    let orphans = orphans(&run, &seats);
                    found(SeatGroup {
                        cost: with_orphans(sum, orphans, size),
                        first: seats.start,
                        orphans,
                    });
                }
            }
        }
    }
}
