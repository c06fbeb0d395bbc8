//! Giving tickets back: a buyer gives back some of a booking, and the shop takes back all bookings
//! of a cancelled event. The sale desk voids the tickets and stores the refund in one transaction;
//! the money follows (`crate::payments`).

mod cancelled;

use domain::{
    BookingId, BuyerId, EventId, RefundId, TicketId,
    selling::{Booking, IdempotencyKey, Refund, RefundCause, RefundQuote},
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
    /// If the buyer has no such booking.
    pub async fn refunds(
        &self,
        buyer: BuyerId,
        booking: BookingId,
    ) -> Result<Vec<Refund>, Refusal> {
        Ok(self.booking(buyer, booking).await?.refunds)
    }

    /// The refund that these tickets would give now. Without names, all tickets of the booking that
    /// were not used. Changes nothing.
    ///
    /// # Errors
    /// `refund_refused`, `payment_in_progress` if the money of the sale has not moved, and if the
    /// buyer has no such booking.
    pub async fn refund_quote(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        tickets: &[TicketId],
    ) -> Result<RefundQuote, Refusal> {
        let event = store::bookings::event_of(self.pool(), booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        let tickets = self.meant(event, booking, tickets.to_vec()).await?;
        match refunds::quote(
            self.pool(),
            event,
            buyer,
            booking,
            &tickets,
            RefundCause::Buyer,
        )
        .await?
        {
            QuoteOutcome::Quote(quote) => Ok(quote),
            QuoteOutcome::Refused(outcome) => Err(refused(&outcome)),
        }
    }

    /// Gives tickets of a buyer's booking back, all of the named ones or none. Without names, all
    /// tickets that were not used. When this returns, they are void, their seats are available, and
    /// the money is on its way. The same key, or the same tickets again, give the same refund.
    ///
    /// # Errors
    /// Those of [`Self::refund_quote`]; and if the key was used for other tickets.
    pub async fn refund(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        key: &IdempotencyKey,
        tickets: Vec<TicketId>,
    ) -> Result<Booking, Refusal> {
        let event = store::bookings::event_of(self.pool(), booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        // The key is bound to the request: at a repeat, other tickets may be valid.
        let fingerprint = fingerprint(&tickets);
        let tickets = self.meant(event, booking, tickets).await?;
        let refund = TicketRefund {
            id: RefundId::new(),
            booking,
            buyer: Some(buyer),
            why: RefundCause::Buyer,
            by: None,
            // A prefix, because the shop itself uses keys too.
            key: format!("buyer:{}", key.as_str()),
            fingerprint,
            keep_seats: false,
            tickets,
        };
        self.give_back_tickets(event, refund).await?;
        self.booking(buyer, booking).await
    }

    /// The tickets of a request. A request without names means all tickets, also at the desk, which
    /// sees concurrent changes; but used tickets do not block the others. If every valid ticket was
    /// used, the desk refuses.
    async fn meant(
        &self,
        event: EventId,
        booking: BookingId,
        named: Vec<TicketId>,
    ) -> Result<Vec<TicketId>, Refusal> {
        if !named.is_empty() {
            return Ok(named);
        }
        let (used, unused): (Vec<_>, Vec<_>) = refunds::valid_tickets(self.pool(), event, booking)
            .await?
            .into_iter()
            .partition(|(_, is_used)| *is_used);
        Ok(if used.is_empty() {
            Vec::new()
        } else {
            unused.into_iter().map(|(ticket, _)| ticket).collect()
        })
    }

    /// Asks the desk to refund tickets, and returns the refund.
    async fn give_back_tickets(
        &self,
        event: EventId,
        refund: TicketRefund,
    ) -> Result<RefundId, Refusal> {
        let done = self
            .desks()
            .run(event, refund)
            .await
            .map_err(|refusal| match refusal {
                // The booking's number names an event that does not exist.
                Refusal::UnknownEvent => Refusal::UnknownBooking,
                refusal => refusal,
            })?;
        let RefundOutcome::Refunded(id) = done else {
            return Err(refused(&done));
        };
        counter!("frontrow_refunds_total").increment(1);
        self.refunds_due();
        Ok(id)
    }
}

/// The fingerprint of a key: these tickets, in any order.
fn fingerprint(tickets: &[TicketId]) -> Vec<u8> {
    let mut sorted = tickets.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let hashed = sorted.iter().fold(Sha256::new(), |hash, ticket| {
        hash.chain_update(ticket.0.as_bytes())
    });
    hashed.finalize().to_vec()
}

fn refused(outcome: &RefundOutcome) -> Refusal {
    match outcome {
        RefundOutcome::Refused(why) => Refusal::Refund(*why),
        RefundOutcome::NotCaptured => Refusal::RefundTooEarly,
        RefundOutcome::KeyReused => Refusal::KeyReused,
        RefundOutcome::Unknown => Refusal::UnknownBooking,
        // This outcome is not a refusal.
        RefundOutcome::Refunded(_) => Refusal::RequestInProgress,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_tickets_does_not_matter_and_their_number_does() {
        let (first, second) = (TicketId::new(), TicketId::new());
        assert_eq!(
            fingerprint(&[first, second]),
            fingerprint(&[second, first, second])
        );
        assert_ne!(fingerprint(&[first]), fingerprint(&[first, second]));
        assert_ne!(fingerprint(&[]), fingerprint(&[first]));
    }
}
