//! One buyer pays for one booking.

use domain::{
    BookingId, BuyerId, EventId, Money,
    selling::{Booking, IdempotencyKey},
};
use metrics::counter;
use sha2::{Digest, Sha256};
use store::{
    desk::{Begin, Begun, Confirmation, Confirmed},
    payments::{PaymentState, advance},
};
use uuid::Uuid;

use super::provider::AuthoriseError;
use crate::{BoxOffice, Refusal, desk::Command, view};

impl BoxOffice {
    /// Pays for a booking and confirms it. The same key with the same token gives the same answer.
    ///
    /// Who begins before the hold ends is in time, however long the provider takes: the seats are sold unless somebody else took
    /// one of them meanwhile, and then nothing is charged.
    ///
    /// # Errors
    /// `payment_declined`, `payment_failed`, `hold_expired`, `payment_in_progress`, and the store's.
    pub async fn pay(&self, buyer: BuyerId, booking: BookingId, key: &IdempotencyKey, payment_token: &str) -> Result<Booking, Refusal> {
        // A task of its own: a buyer who closes the page does not stop a payment half-way.
        let (office, key, token) = (self.clone(), key.clone(), payment_token.to_owned());
        let task = self.threads().spawn(async move { office.pay_now(buyer, booking, &key, &token).await });
        task.await.map_err(|fault| Refusal::Store(store::Error::Corrupt(format!("a payment that did not end: {fault}"))))?
    }

    async fn pay_now(&self, buyer: BuyerId, booking: BookingId, key: &IdempotencyKey, token: &str) -> Result<Booking, Refusal> {
        let payment = Uuid::now_v7();
        let event = store::bookings::event_of(self.paying(), booking).await?.ok_or(Refusal::UnknownBooking)?;
        let begin = Begin {
            booking,
            buyer,
            payment,
            provider: self.payments().current().name().to_owned(),
            key: key.clone(),
            fingerprint: Sha256::digest(token).to_vec(),
        };
        match self.desks().ask(event, |reply| Command::Begin(begin, reply)).await? {
            Begun::Started(money) => {
                let reference = self.authorise(payment, event, money, token).await?;
                self.finish(payment, event, booking, Some(reference)).await?;
            }
            Begun::Replayed { state, reason, .. } => self.replay(buyer, booking, state, reason).await?,
            Begun::KeyReused => return Err(Refusal::KeyReused),
            Begun::Unknown => return Err(Refusal::UnknownBooking),
            Begun::HoldExpired => return Err(Refusal::HoldExpired),
            Begun::NotOnSale => return Err(Refusal::NotOnSale),
            Begun::InProgress => return Err(Refusal::PaymentInProgress),
            Begun::NotPending(status) if status == "confirmed" => return Err(Refusal::BookingState("This booking is paid already.")),
            Begun::NotPending(_) => return Err(Refusal::BookingState("This booking was released. You can choose seats anew.")),
        }
        let row = store::bookings::of_buyer(self.paying(), buyer, booking).await?.ok_or(Refusal::UnknownBooking)?;
        let plan = self.plan(row.event).await?;
        view::booking(row, &plan)
    }

    /// The provider's number for the money that it has ready.
    async fn authorise(&self, payment: Uuid, event: EventId, money: Money, token: &str) -> Result<String, Refusal> {
        let started = &[PaymentState::Started];
        match self.payments().current().authorise(payment, money, token).await {
            // It is written down with the sale, in one commit.
            Ok(reference) => Ok(reference),
            Err(AuthoriseError::Declined(sentence)) => {
                advance(self.paying(), payment, started, PaymentState::Declined, Some(sentence), None).await?;
                Err(Refusal::Declined(sentence.to_owned()))
            }
            Err(AuthoriseError::Failed) => {
                advance(self.paying(), payment, started, PaymentState::Failed, Some("payment_failed"), None).await?;
                Err(Refusal::PaymentFailed)
            }
            Err(AuthoriseError::UnknownToken) => {
                let sentence = "The payment token is not one of the provider's.";
                advance(self.paying(), payment, started, PaymentState::Declined, Some(sentence), None).await?;
                Err(Refusal::Declined(sentence.to_owned()))
            }
            Err(AuthoriseError::NoAnswer(fault)) => {
                // The money may be reserved: the reconciler asks, and ends it one way or the other.
                tracing::warn!(%payment, %event, fault, "the provider did not answer");
                Err(Refusal::PaymentInProgress)
            }
        }
    }

    /// Sells the seats of an authorised payment, or has the money given back. With `authorised`, the provider's number of an
    /// authorisation that is not written down yet, that too.
    pub(super) async fn finish(
        &self,
        payment: Uuid,
        event: EventId,
        booking: BookingId,
        authorised: Option<String>,
    ) -> Result<(), Refusal> {
        let seats = store::bookings::seats(self.paying(), event, booking).await?;
        let tickets = self.signer().tickets(event, seats.into_iter());
        let confirmation = Confirmation { payment, authorised: authorised.clone(), tickets };
        match self.desks().ask(event, |reply| Command::Confirm(confirmation, reply)).await? {
            Confirmed::Confirmed => {
                counter!("frontrow_confirms_total").increment(1);
                self.payments().job_due.notify_one();
                Ok(())
            }
            Confirmed::Sold => Ok(()),
            Confirmed::Cancelled => {
                tracing::info!(%booking, "paid for a cancelled event: the authorisation is given back");
                self.payments().job_due.notify_one();
                Err(Refusal::NotOnSale)
            }
            Confirmed::Lost(lost) => {
                tracing::info!(%booking, ?lost, "paid too late: seats are taken, the authorisation is given back");
                self.payments().job_due.notify_one();
                Err(Refusal::HoldExpired)
            }
            Confirmed::Unchanged => {
                // It may have taken so long that the payment was given up meanwhile, and the buyer told so: the money goes back.
                if let Some(reference) = authorised
                    && advance(self.paying(), payment, &[PaymentState::Failed], PaymentState::Voiding, None, Some(&reference)).await?
                {
                    self.payments().job_due.notify_one();
                    return Err(Refusal::PaymentFailed);
                }
                // Else somebody who asked the provider has taken it further.
                Err(Refusal::RequestInProgress)
            }
        }
    }

    /// The answer of the first time.
    async fn replay(&self, buyer: BuyerId, booking: BookingId, state: PaymentState, reason: Option<String>) -> Result<(), Refusal> {
        match state {
            PaymentState::Captured | PaymentState::Refunded => Ok(()),
            PaymentState::Started => Err(Refusal::RequestInProgress),
            PaymentState::Authorised => {
                let row = store::bookings::of_buyer(self.paying(), buyer, booking).await?.ok_or(Refusal::UnknownBooking)?;
                if row.tickets.is_empty() { Err(Refusal::RequestInProgress) } else { Ok(()) }
            }
            PaymentState::Declined => Err(Refusal::Declined(reason.unwrap_or_default())),
            PaymentState::Failed => Err(Refusal::PaymentFailed),
            PaymentState::Voiding | PaymentState::Voided if reason.as_deref() == Some("payment_failed") => Err(Refusal::PaymentFailed),
            PaymentState::Voiding | PaymentState::Voided if reason.as_deref() == Some("not_on_sale") => Err(Refusal::NotOnSale),
            PaymentState::Voiding | PaymentState::Voided => Err(Refusal::HoldExpired),
        }
    }

    /// Connections for paying alone.
    pub(super) fn paying(&self) -> &store::Pool {
        &self.payments().pool
    }
}
