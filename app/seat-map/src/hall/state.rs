//! The state of a seat for this buyer.

use domain::{SeatNo, SeatStatus};

use super::{Hall, Marks};
use crate::texts::PlacesTexts;

/// The state of a seat for this buyer: its live status, combined with the buyer's own selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatState {
    /// Available to everyone.
    Available,
    /// Available, and offered to the buyer in place of a lost seat.
    Offered,
    /// Picked by the buyer, and not yet held.
    Yours,
    /// Picked by the buyer, with a request to hold it in flight.
    Pending,
    /// Held by the buyer's pending booking.
    HeldForYou,
    /// Held by someone else.
    Held,
    /// Sold.
    Sold,
    /// Not for sale.
    Blocked,
    /// Picked by the buyer before, and taken by someone else; its live status.
    Lost(SeatStatus),
    /// Its status has not been loaded yet.
    Unknown,
}

impl SeatState {
    /// The state of a seat. `status`: its live status; `None` before the first snapshot.
    #[must_use]
    pub fn of(hall: &Hall, marks: &Marks, seat: SeatNo, status: Option<SeatStatus>) -> Self {
        if marks.yours.contains(&seat) {
            return Self::HeldForYou;
        }
        if marks.picked.contains(&seat) {
            return if marks.pending {
                Self::Pending
            } else {
                Self::Yours
            };
        }
        if hall.level_index(seat).is_none() {
            return Self::Blocked;
        }
        match status {
            None => Self::Unknown,
            Some(SeatStatus::Available) if marks.offered.contains(&seat) => Self::Offered,
            Some(SeatStatus::Available) => Self::Available,
            Some(status) if marks.lost.contains(&seat) => Self::Lost(status),
            Some(SeatStatus::Held) => Self::Held,
            Some(SeatStatus::Sold) => Self::Sold,
            Some(SeatStatus::Blocked) => Self::Blocked,
        }
    }

    /// Whether the buyer has picked or holds it.
    #[must_use]
    pub fn is_mine(self) -> bool {
        matches!(self, Self::Yours | Self::Pending | Self::HeldForYou)
    }

    /// Whether the buyer can pick it.
    #[must_use]
    pub fn is_free(self) -> bool {
        matches!(self, Self::Available | Self::Offered)
    }

    /// The state in words, for the end of the seat's name.
    #[must_use]
    pub fn label(self, texts: PlacesTexts) -> String {
        match self {
            Self::Available => texts.available(),
            Self::Offered => texts.available_offered(),
            Self::Yours => texts.yours(),
            Self::Pending => texts.yours_pending(),
            Self::HeldForYou => texts.yours_held(),
            Self::Held => texts.held(),
            Self::Sold => texts.sold(),
            Self::Blocked => texts.blocked(),
            Self::Lost(_) => texts.lost(),
            Self::Unknown => texts.unknown(),
        }
    }

    /// The value for style sheets and tests. Offered and lost seats look like any other seat of
    /// their status.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available | Self::Offered => "available",
            Self::Yours => "yours",
            Self::Pending => "pending",
            Self::HeldForYou => "held_for_you",
            Self::Held => "held",
            Self::Sold => "sold",
            Self::Blocked => "blocked",
            Self::Lost(status) => status.as_str(),
            Self::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hall::{LevelRanges, fixture::hall};

    /// The label of the first seat.
    fn label(marks: &Marks, status: Option<SeatStatus>) -> String {
        let hall = hall();
        SeatState::of(&hall, marks, SeatNo(0), status).label(hall.texts())
    }

    #[test]
    fn the_buyers_selection_takes_precedence_over_the_status_of_a_seat() {
        let seat = || vec![SeatNo(0)];
        let held = Some(SeatStatus::Held);
        assert_eq!(
            label(
                &Marks {
                    yours: seat(),
                    ..Marks::default()
                },
                held
            ),
            "held for you"
        );
        assert_eq!(
            label(
                &Marks {
                    picked: seat(),
                    ..Marks::default()
                },
                None
            ),
            "chosen by you"
        );
        assert_eq!(
            label(
                &Marks {
                    picked: seat(),
                    pending: true,
                    ..Marks::default()
                },
                held
            ),
            "being held for you"
        );
        assert_eq!(label(&Marks::default(), held), "held by someone");
        assert_eq!(
            label(&Marks::default(), None),
            "we are asking whether it is free"
        );
    }

    #[test]
    fn an_offered_and_lost_seat_is_offered_while_available_and_lost_otherwise() {
        let marks = Marks {
            offered: vec![SeatNo(0)],
            lost: vec![SeatNo(0)],
            ..Marks::default()
        };
        assert_eq!(
            label(&marks, Some(SeatStatus::Available)),
            "available, offered to you"
        );
        assert_eq!(label(&marks, Some(SeatStatus::Sold)), "someone was faster");
        let lost = SeatState::of(&hall(), &marks, SeatNo(0), Some(SeatStatus::Sold));
        assert_eq!(
            (lost.as_str(), lost.is_free(), lost.is_mine()),
            ("sold", false, false)
        );
        let other = SeatState::of(&hall(), &marks, SeatNo(1), Some(SeatStatus::Available));
        assert_eq!((other, other.is_free()), (SeatState::Available, true));
    }

    #[test]
    fn a_seat_without_a_price_is_not_for_sale_whatever_its_status() {
        let unpriced = Hall::new(
            hall().plan().clone(),
            Vec::new(),
            &LevelRanges { levels: vec![] },
            hall().texts(),
        );
        assert_eq!(
            SeatState::of(
                &unpriced,
                &Marks::default(),
                SeatNo(0),
                Some(SeatStatus::Available)
            ),
            SeatState::Blocked
        );
    }
}
