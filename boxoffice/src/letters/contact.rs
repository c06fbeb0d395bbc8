//! The address of a booking's letters, and sending letters again.

use domain::{BookingId, BuyerId, selling::EmailAddress};
use store::letters::{self, ContactOutcome};

use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// Stores the address and language for the letters of a buyer's booking. Callers do so before
    /// the payment, so that the sale finds the address. A booking that is over or paid stays as it
    /// is.
    ///
    /// # Errors
    /// If the buyer has no such booking.
    pub async fn note_contact(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        email: &EmailAddress,
    ) -> Result<(), Refusal> {
        match self.contact(buyer, booking, email, false).await? {
            ContactOutcome::Unknown => Err(Refusal::UnknownBooking),
            ContactOutcome::Noted | ContactOutcome::Over | ContactOutcome::TooMany => Ok(()),
        }
    }

    /// Sends the tickets of a paid booking to this address, which also gets all later letters about
    /// it. At most three times an hour.
    ///
    /// # Errors
    /// If the buyer has no such booking, it has no tickets, or its letters were sent too often.
    pub async fn send_tickets(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        email: &EmailAddress,
    ) -> Result<(), Refusal> {
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

    async fn contact(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        email: &EmailAddress,
        send: bool,
    ) -> Result<ContactOutcome, Refusal> {
        // A sale waits for this read, so it does not share the connections of pages.
        let event = store::bookings::event_of(self.paying(), booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        let locale = self.language().code();
        Ok(
            letters::note_contact(self.paying(), event, booking, buyer, email, locale, send)
                .await?,
        )
    }
}
