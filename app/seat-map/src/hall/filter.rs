//! The buyer's filter: by price level, and for wheelchair places.

use domain::SeatNo;

use super::{Hall, LevelSet};

/// The seats that the buyer wants to see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SeatFilter {
    /// Only these price levels; an empty set means all.
    pub levels: LevelSet,
    /// Only wheelchair places and companions' seats.
    pub accessible: bool,
}

impl SeatFilter {
    /// Whether the filter shows every seat.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the filter shows this seat.
    #[must_use]
    pub fn shows(&self, hall: &Hall, seat: SeatNo) -> bool {
        self.levels.shows(hall.level_index(seat)) && (!self.accessible || special(hall, seat))
    }

    /// Whether the filter shows the standing area whose first place is `first`. The accessibility
    /// filter hides standing areas: the plan does not mark wheelchair places in them.
    #[must_use]
    pub fn shows_area(&self, hall: &Hall, first: SeatNo) -> bool {
        !self.accessible && self.levels.shows(hall.level_index(first))
    }
}

/// Whether a seat is a wheelchair place or a companion's seat.
fn special(hall: &Hall, seat: SeatNo) -> bool {
    hall.index()
        .seat(seat)
        .is_some_and(|seat| seat.row.special(seat.index))
}

/// All wheelchair places and companions' seats.
#[must_use]
pub fn special_places(hall: &Hall) -> Vec<SeatNo> {
    hall.index()
        .seats()
        .filter(|seat| seat.row.special(seat.index))
        .map(|seat| seat.seat_no)
        .collect()
}
