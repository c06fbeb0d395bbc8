//! Where the letters of a booking go, and sending them again.

use domain::{BookingId, BuyerId, selling::EmailAddress};
use papers::Language;
use store::letters::{self, ContactOutcome};

use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// Notes where the letters of a buyer's booking go: before it is paid, so that the sale finds the address. A booking that is over, or paid
    /// already, stays as it is.
    ///
    /// # Errors
    /// When the buyer has no such booking.
    pub async fn note_contact(&self, buyer: BuyerId, booking: BookingId, email: &EmailAddress) -> Result<(), Refusal> {
        match self.contact(buyer, booking, email, false).await? {
            ContactOutcome::Unknown => Err(Refusal::UnknownBooking),
            ContactOutcome::Noted | ContactOutcome::Over | ContactOutcome::TooMany => Ok(()),
        }
    }

    /// Sends the tickets of a booking that is paid to this address, and everything else about it from now on. At most three times an hour.
    ///
    /// # Errors
    /// When the buyer has no such booking, it has no tickets, or it was asked for too often.
    pub async fn send_tickets(&self, buyer: BuyerId, booking: BookingId, email: &EmailAddress) -> Result<(), Refusal> {
        match self.contact(buyer, booking, email, true).await? {
            ContactOutcome::Noted => {
                self.letters().wake();
                Ok(())
            }
            ContactOutcome::Unknown => Err(Refusal::UnknownBooking),
            ContactOutcome::Over => Err(Refusal::BookingState("This booking has no tickets.")),
            ContactOutcome::TooMany => Err(Refusal::TooManyLetters),
        }
    }

    async fn contact(&self, buyer: BuyerId, booking: BookingId, email: &EmailAddress, send: bool) -> Result<ContactOutcome, Refusal> {
        let event = store::bookings::event_of(self.pool(), booking).await?.ok_or(Refusal::UnknownBooking)?;
        // Letters are in English until the site speaks more languages.
        let locale = Language::default().code();
        Ok(letters::note_contact(self.pool(), event, booking, buyer, email, locale, send).await?)
    }
}
