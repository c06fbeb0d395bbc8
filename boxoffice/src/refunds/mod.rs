//! Giving tickets back: a buyer some of a booking, and all bookings of an event that was cancelled. The sale desk voids the tickets and writes
//! the refund in one transaction; the money follows (`crate::payments`).

mod cancelled;

use domain::{
    BookingId, BuyerId, EventId, RefundId, TicketId,
    selling::{Booking, BookingStatus, IdempotencyKey, Refund, RefundCause, RefundQuote},
};
use metrics::counter;
use sha2::{Digest, Sha256};
use store::{
    desk::{RefundOutcome, TicketRefund},
    refunds::{self, QuoteOutcome},
};

pub(crate) use cancelled::refund_cancelled;

use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// The refunds of a buyer's booking, the oldest first.
    ///
    /// # Errors
    /// When the buyer has no such booking.
    pub async fn refunds(&self, buyer: BuyerId, booking: BookingId) -> Result<Vec<Refund>, Refusal> {
        Ok(self.booking(buyer, booking).await?.refunds)
    }

    /// What giving these tickets back would come to at this moment; all of the booking if none are named. Changes nothing.
    ///
    /// # Errors
    /// `refund_refused`, `payment_in_progress` while the money of the sale has not moved yet, and when the buyer has no such booking.
    pub async fn refund_quote(&self, buyer: BuyerId, booking: BookingId, tickets: &[TicketId]) -> Result<RefundQuote, Refusal> {
        let event = store::bookings::event_of(self.pool(), booking).await?.ok_or(Refusal::UnknownBooking)?;
        match refunds::quote(self.pool(), event, buyer, booking, tickets, RefundCause::Buyer).await? {
            QuoteOutcome::Quote(quote) => Ok(quote),
            QuoteOutcome::Refused(outcome) => Err(refused(&outcome)),
        }
    }

    /// Gives tickets of a buyer's booking back, all of those named or none; all of the booking if none are named. They are void and their
    /// seats available when this returns; the money is on its way. The same key, and the same tickets again, give the same refund.
    ///
    /// # Errors
    /// As those of [`Self::refund_quote`], and a key that was used for other tickets.
    pub async fn refund(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        key: &IdempotencyKey,
        tickets: Vec<TicketId>,
    ) -> Result<Booking, Refusal> {
        let event = store::bookings::event_of(self.pool(), booking).await?.ok_or(Refusal::UnknownBooking)?;
        let refund = TicketRefund {
            id: RefundId::new(),
            booking,
            buyer: Some(buyer),
            why: RefundCause::Buyer,
            by: None,
            // Not one of the keys that the shop itself uses.
            key: format!("buyer:{}", key.as_str()),
            fingerprint: fingerprint(&tickets),
            keep_seats: false,
            tickets,
        };
        self.give_back_tickets(event, refund).await?;
        self.booking(buyer, booking).await
    }

    /// Has the desk refund tickets; the refund.
    async fn give_back_tickets(&self, event: EventId, refund: TicketRefund) -> Result<RefundId, Refusal> {
        let done = self.desks().run(event, refund).await.map_err(|refusal| match refusal {
            // The number of the booking names an event that there is not.
            Refusal::UnknownEvent => Refusal::UnknownBooking,
            refusal => refusal,
        })?;
        let RefundOutcome::Refunded(id) = done else { return Err(refused(&done)) };
        counter!("frontrow_refunds_total").increment(1);
        self.refunds_due();
        Ok(id)
    }

    /// Adds the refunds of bookings that were paid.
    pub(crate) async fn add_refunds(&self, pool: &store::Pool, bookings: &mut [Booking]) -> Result<(), Refusal> {
        let was_paid = |booking: &&Booking| matches!(booking.status, BookingStatus::Confirmed | BookingStatus::Refunded);
        let paid: Vec<_> = bookings.iter().filter(was_paid).map(|booking| (booking.event_id, booking.id)).collect();
        if paid.is_empty() {
            return Ok(());
        }
        let mut refunds = refunds::of_bookings(pool, &paid).await?;
        for booking in bookings {
            booking.refunds = refunds.remove(&booking.id).unwrap_or_default();
        }
        Ok(())
    }
}

/// What a key is bound to: these tickets, in whatever order they were named.
fn fingerprint(tickets: &[TicketId]) -> Vec<u8> {
    let mut sorted = tickets.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let hashed = sorted.iter().fold(Sha256::new(), |hash, ticket| hash.chain_update(ticket.0.as_bytes()));
    hashed.finalize().to_vec()
}

fn refused(outcome: &RefundOutcome) -> Refusal {
    match outcome {
        RefundOutcome::Refused(why) => Refusal::Refund(*why),
        RefundOutcome::NotCaptured => Refusal::RefundTooEarly,
        RefundOutcome::KeyReused => Refusal::KeyReused,
        RefundOutcome::Unknown => Refusal::UnknownBooking,
        // This is none.
        RefundOutcome::Refunded(_) => Refusal::RequestInProgress,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_tickets_does_not_matter_and_their_number_does() {
        let (first, second) = (TicketId::new(), TicketId::new());
        assert_eq!(fingerprint(&[first, second]), fingerprint(&[second, first, second]));
        assert_ne!(fingerprint(&[first]), fingerprint(&[first, second]));
        assert_ne!(fingerprint(&[]), fingerprint(&[first]));
    }
}
