//! Looking at some of the seats alone: those at some of the prices, those for wheelchairs and their company.

use domain::SeatNo;

use super::{Hall, LevelSet};

/// Which seats are looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SeatFilter {
    /// Only those of these levels; of all, where it is empty.
    pub levels: LevelSet,
    /// Only places for wheelchairs and companions.
    pub accessible: bool,
}

impl SeatFilter {
    /// Whether all are looked at.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether this seat is looked at.
    #[must_use]
    pub fn shows(&self, hall: &Hall, seat: SeatNo) -> bool {
        self.levels.shows(hall.level_index(seat)) && (!self.accessible || special(hall, seat))
    }

    /// Whether the standing area that begins with this place is looked at: nobody has told which of its places are for wheelchairs.
    #[must_use]
    pub fn shows_area(&self, hall: &Hall, first: SeatNo) -> bool {
        !self.accessible && self.levels.shows(hall.level_index(first))
    }
}

/// Whether a seat is for a wheelchair or a companion.
fn special(hall: &Hall, seat: SeatNo) -> bool {
    hall.index().seat(seat).is_some_and(|seat| seat.row.special(seat.index))
}

/// All places for wheelchairs and their company.
#[must_use]
pub fn special_places(hall: &Hall) -> Vec<SeatNo> {
    hall.index().seats().filter(|seat| seat.row.special(seat.index)).map(|seat| seat.seat_no).collect()
}
