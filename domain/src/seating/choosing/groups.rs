//! Seats beside each other that a party could have.

use super::House;
use crate::seating::cost::{orphans, with_orphans};

/// Free seats beside each other. The cheaper ones are the lesser, then those with the lower numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SeatGroup {
    pub cost: u64,
    pub first: u32,
    /// How many orphans they leave.
    pub orphans: u32,
}

impl House<'_> {
    /// Calls back with every group of neighbouring free seats of this size that all fit and have at least this many wheelchair places.
    /// `cost` is what one seat costs.
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
            // How many seats up to this one fit, without a gap, and what the last `size` of them cost.
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
                if wheelchairs == 0 || seats.clone().filter(|seat| self.wheelchair(*seat)).count() as u32 >= wheelchairs {
                    let orphans = orphans(&run, &seats);
                    found(SeatGroup { cost: with_orphans(sum, orphans, size), first: seats.start, orphans });
                }
            }
        }
    }
}
