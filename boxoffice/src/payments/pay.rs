//! A buyer pays for a booking with a token of the provider: the payment begins, the provider
//! authorises the money, and the desk sells the seats.

use std::time::Instant;

use domain::{
    BookingId, BuyerId, Money,
    selling::{Booking, IdempotencyKey, PaymentState},
};
use metrics::counter;
use sha2::{Digest, Sha256};
use store::desk::{Begin, BeginOutcome};
use uuid::Uuid;

use super::{
    begin::{has_seen, not_begun},
    hosted::newest_payment,
    purchase::Purchase,
    refused_cards::BLOCKED,
    sell::WINDOW,
};
use crate::{BoxOffice, Holder, Refusal};

/// The name of this way to pay. A key is valid for only one way to pay.
const DIRECT: &str = "direct";

impl BoxOffice {
    /// Pays for a booking and confirms it, whatever it costs. The same key gives the same answer,
    /// whatever the token, because each attempt of a page has a new token.
    ///
    /// A payment that begins before the hold ends is in time, however long the provider takes. Its
    /// seats are sold unless another buyer has taken one of them in the meantime; then the money
    /// goes back.
    ///
    /// # Errors
    /// `payment_declined`, `payment_failed`, `hold_expired`, `payment_in_progress`,
    /// `invalid_request` if the provider accepts no tokens, `too_many_requests` after five refused
    /// payments of the booking, and the errors of the store.
    pub async fn pay(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        key: &IdempotencyKey,
        payment_token: &str,
    ) -> Result<Booking, Refusal> {
        self.pay_from(None, buyer, booking, key, payment_token, None)
            .await
    }

    /// Pays as `pay` does, for a buyer at an address that may have at most 20 refused payments an
    /// hour. Without `from`, no such limit applies. With `expected`, nothing is charged if the
    /// booking has another total when the payment begins, which fixes the amount.
    ///
    /// # Errors
    /// `too_many_requests` beyond the limit, `booking_state` if the total is not `expected`, and
    /// those of `pay`.
    pub async fn pay_from(
        &self,
        from: Option<Holder>,
        buyer: BuyerId,
        booking: BookingId,
        key: &IdempotencyKey,
        payment_token: &str,
        expected: Option<Money>,
    ) -> Result<Booking, Refusal> {
        if !self.takes_tokens() {
            return Err(Refusal::NoTokens);
        }
        if let Err(refusal) = self.payments().refused_cards.check(from)
            && !self.has_paid(booking).await?
        {
            counter!(BLOCKED, "by" => "address").increment(1);
            return Err(refusal);
        }
        // A separate task: a buyer who closes the page does not interrupt a payment.
        let (office, key, token) = (self.clone(), key.clone(), payment_token.to_owned());
        let task = self.threads().spawn(async move {
            office
                .pay_now(from, buyer, booking, &key, &token, expected)
                .await
        });
        task.await.map_err(|fault| {
            Refusal::Store(store::Error::Corrupt(format!(
                "a payment that did not end: {fault}"
            )))
        })?
    }

    /// Whether the newest payment of a booking is in progress, has bought it, or is going back. A
    /// repeat then gets its state, and tries no card.
    async fn has_paid(&self, booking: BookingId) -> Result<bool, Refusal> {
        let Some(event) = store::bookings::event_of(self.paying(), booking).await? else {
            return Ok(false);
        };
        let newest = newest_payment(self.paying(), event, booking).await?;
        let is_over = |state| {
            matches!(
                state,
                PaymentState::Declined | PaymentState::Failed | PaymentState::Lapsed
            )
        };
        Ok(newest.is_some_and(|payment| !is_over(payment.state)))
    }

    async fn pay_now(
        &self,
        from: Option<Holder>,
        buyer: BuyerId,
        booking: BookingId,
        key: &IdempotencyKey,
        token: &str,
        expected: Option<Money>,
    ) -> Result<Booking, Refusal> {
        let until = Instant::now() + WINDOW;
        let payment = Uuid::now_v7();
        // The fingerprint has only the way to pay, so a request with the same key and another token
        // is the same request.
        let fingerprint = Sha256::digest(DIRECT).to_vec();
        let event = store::bookings::event_of(self.paying(), booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        let provider = self.payments().current().name().to_owned();
        let begin = Begin {
            booking,
            buyer,
            payment,
            provider,
            key: key.clone(),
            fingerprint,
            parameters: None,
        };
        let payment = match self.begin(event, begin).await? {
            BeginOutcome::Started(payable) if !has_seen(expected, payable.money) => {
                return self.end_unseen(payment).await;
            }
            BeginOutcome::Started(payable) => {
                // The tickets are signed before the money is reserved: a failure then costs
                // nothing.
                let tickets = self.signed_tickets(event, booking, &payable.seats).await?;
                let authorised = self.authorise(payment, payable.money, token).await;
                if let Err(Refusal::Declined(_)) = &authorised {
                    self.payments().refused_cards.note(from);
                }
                let authorised = authorised?;
                let purchase = Purchase {
                    payment,
                    event,
                    booking,
                    authorised: Some(authorised.reference.clone()),
                    tickets,
                };
                if let Some(sale) = self.sell(&purchase, &authorised, until).await? {
                    self.queue_capture(self.payments().current().name(), &purchase, &payable);
                    return self.bought(buyer, purchase, payable, sale).await;
                }
                payment
            }
            BeginOutcome::Replayed { payment, .. } => {
                self.as_it_stands(payment).await?;
                payment
            }
            // The booking costs nothing, so the token is ignored.
            BeginOutcome::Repriced => {
                return self
                    .take_free_now(buyer, booking, key, DIRECT, expected)
                    .await;
            }
            refused => return Err(not_begun(&refused)),
        };
        self.sold_before(buyer, booking, payment).await
    }
}
