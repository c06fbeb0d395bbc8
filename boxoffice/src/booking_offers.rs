//! What the page of a paid booking offers beside its tickets.

use domain::selling::Booking;

use crate::{BoxOffice, Refusal};

/// What the page of a paid booking offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingOffers {
    /// The English path of the page that opens the booking in any browser, until 30 days after its
    /// event.
    pub recovery_path: String,
    /// Whether the buyer may ask for a refund.
    pub refunds: bool,
}

impl BoxOffice {
    /// What the page of a paid booking offers.
    ///
    /// # Errors
    /// The database failed.
    pub async fn booking_offers(&self, booking: &Booking) -> Result<BookingOffers, Refusal> {
        let offers =
            store::booking_offers::of_booking(self.pool(), booking.event_id, booking.id).await?;
        Ok(BookingOffers {
            recovery_path: self.letters().key.path(booking.id, offers.recovery_version),
            refunds: offers.refunds,
        })
    }
}
