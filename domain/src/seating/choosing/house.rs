//! The data for the choice of seats in a browser.

use std::ops::Range;

use crate::{SeatNo, SeatStatus, live::PackedStatuses, plan::PlanIndex};

/// The seats of an event with their positions, statuses and prices.
#[derive(Clone, Copy)]
pub struct House<'a> {
    pub(super) index: &'a PlanIndex,
    pub(super) statuses: &'a PackedStatuses,
    price: &'a dyn Fn(SeatNo) -> Option<i64>,
}

impl<'a> House<'a> {
    /// `price` groups seats by price: the caller chooses a number for each price. None if a seat is
    /// not for sale.
    #[must_use]
    pub fn new(
        index: &'a PlanIndex,
        statuses: &'a PackedStatuses,
        price: &'a dyn Fn(SeatNo) -> Option<i64>,
    ) -> Self {
        Self {
            index,
            statuses,
            price,
        }
    }

    /// The same house with other statuses.
    pub(super) fn with<'b>(&self, statuses: &'b PackedStatuses) -> House<'b>
    where
        'a: 'b,
    {
        House {
            index: self.index,
            statuses,
            price: self.price,
        }
    }

    pub(super) fn price(&self, seat: u32) -> Option<i64> {
        (self.price)(SeatNo(seat))
    }

    /// Whether buyers can hold it now.
    pub(super) fn available(&self, seat: u32) -> bool {
        self.statuses.get(SeatNo(seat)) == Some(SeatStatus::Available) && self.price(seat).is_some()
    }

    /// Whether it is for a wheelchair user or a companion.
    pub(super) fn special(&self, seat: u32) -> bool {
        self.index
            .seat(SeatNo(seat))
            .is_some_and(|seat| seat.row.special(seat.index))
    }

    /// Whether it is a wheelchair place.
    pub(super) fn wheelchair(&self, seat: u32) -> bool {
        self.index
            .seat(SeatNo(seat))
            .is_some_and(|seat| seat.accessible())
    }

    /// Whether it has a note, such as a restricted view.
    pub(super) fn has_note(&self, seat: u32) -> bool {
        self.index
            .seat(SeatNo(seat))
            .is_some_and(|seat| seat.has_note())
    }

    /// Its centre, in plan units.
    pub(super) fn centre(&self, seat: u32) -> (f64, f64) {
        self.index.seat(SeatNo(seat)).map_or((0.0, 0.0), |seat| {
            let (x, y) = seat.centre();
            (f64::from(x), f64::from(y))
        })
    }

    /// Whether a seat and the one before it are neighbours of the same kind: both for everybody, or
    /// both wheelchair or companions' places.
    fn joined(&self, seat: u32) -> bool {
        self.index.seat(SeatNo(seat)).is_some_and(|seat| {
            let row = seat.row;
            row.beside(seat.index) && row.special(seat.index) == row.special(seat.index - 1)
        })
    }

    /// The run of neighbouring available seats that contains this available seat.
    pub(super) fn run(&self, seat: u32) -> Range<u32> {
        let (mut start, mut end) = (seat, seat + 1);
        while self.joined(start) && self.available(start - 1) {
            start -= 1;
        }
        while self.joined(end) && self.available(end) {
            end += 1;
        }
        start..end
    }

    /// All available seats, in the longest runs of neighbours.
    pub(super) fn runs(&self) -> impl Iterator<Item = Range<u32>> + '_ {
        let count = self.index.seat_count();
        let mut seat = 0;
        std::iter::from_fn(move || {
            while seat < count && !self.available(seat) {
                seat += 1;
            }
            let start = seat;
            seat += 1;
            while seat < count && self.available(seat) && self.joined(seat) {
                seat += 1;
            }
            (start < count).then_some(start..seat.min(count))
        })
    }
}
