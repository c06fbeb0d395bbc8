//! Bookings that cost nothing, without an external provider. They have a payment like all others,
//! so that every sale is made, repeated and settled in the same way.

use std::time::Instant;

use async_trait::async_trait;
use domain::{
    BookingId, BuyerId, Money,
    selling::{Booking, BookingStatus, IdempotencyKey},
};
use sha2::{Digest, Sha256};
use store::{
    desk::{Begin, BeginOutcome, ConfirmationOutcome, FREE},
    payments::Payment,
};
use uuid::Uuid;

use super::{
    begin::not_begun,
    provider::{
        Authorisation, AuthoriseError, BadSignature, HostedPage, NoPage, OpenError, Order,
        PaymentNotice, Provider, ProviderError, ProviderRefund, ProviderState,
    },
    purchase::{OwnSale, Purchase},
    sell::WINDOW,
};
use crate::{BoxOffice, Refusal};

/// The provider of free bookings. Its money always counts as moved.
#[derive(Debug)]
pub(super) struct FreeProvider;

#[async_trait]
impl Provider for FreeProvider {
    fn name(&self) -> &'static str {
        FREE
    }

    fn parameters(&self, _: &Order) -> Result<String, NoPage> {
        Err(NoPage::NoSuchAmount)
    }

    async fn open(&self, _: &Payment, _: &str) -> Result<HostedPage, OpenError> {
        Err(OpenError::Refused("this booking costs nothing".to_owned()))
    }

    async fn authorise(&self, _: Uuid, _: Money, _: &str) -> Result<Authorisation, AuthoriseError> {
        Err(AuthoriseError::Failed)
    }

    async fn close(&self, _: &Payment) -> Result<(), ProviderError> {
        Ok(())
    }

    async fn capture(&self, _: &Payment) -> Result<(), ProviderError> {
        Ok(())
    }

    async fn give_back(&self, _: &Payment, _: Money, _: &str) -> Result<(), ProviderError> {
        Ok(())
    }

    async fn refunds(&self, _: &Payment) -> Result<Vec<ProviderRefund>, ProviderError> {
        Ok(Vec::new())
    }

    async fn look_up(&self, payment: &Payment) -> Result<ProviderState, ProviderError> {
        Ok(ProviderState::Captured {
            reference: payment.id.to_string(),
            money: payment.money,
            refunded: 0,
        })
    }

    fn read_notice(&self, _: &[(String, String)], _: &[u8]) -> Result<PaymentNotice, BadSignature> {
        Err(BadSignature)
    }
}

impl BoxOffice {
    /// Issues the tickets of a booking that costs nothing. The same key gives the same answer. With
    /// `expected`, the buyer must have seen this total, too.
    ///
    /// # Errors
    /// `booking_state` if the booking costs something or is paid, or the buyer saw a price;
    /// `hold_expired`, `not_on_sale`, and the errors of the store.
    pub async fn take_free(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        key: &IdempotencyKey,
        expected: Option<Money>,
    ) -> Result<Booking, Refusal> {
        // A separate task: a buyer who closes the page does not interrupt it.
        let (office, key) = (self.clone(), key.clone());
        let task = self.threads().spawn(async move {
            office
                .take_free_now(buyer, booking, &key, FREE, expected)
                .await
        });
        task.await.map_err(|fault| {
            Refusal::Store(store::Error::Corrupt(format!(
                "a payment that did not end: {fault}"
            )))
        })?
    }

    /// `way` is the route of the request; the key is bound to it.
    pub(super) async fn take_free_now(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        key: &IdempotencyKey,
        way: &'static str,
        expected: Option<Money>,
    ) -> Result<Booking, Refusal> {
        let until = Instant::now() + WINDOW;
        let row = store::bookings::of_buyer(self.paying(), buyer, booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        // The desk begins only a payment of 0, whatever the booking cost when this was read. So a
        // buyer who saw a price has not seen the total.
        if row.status == BookingStatus::Pending
            && expected.is_some_and(|expected| expected.amount != 0)
        {
            return Err(Refusal::PriceChanged);
        }
        let (payment, event) = (Uuid::now_v7(), row.event);
        let fingerprint = Sha256::digest(way).to_vec();
        let begin = Begin {
            booking,
            buyer,
            payment,
            provider: FREE.to_owned(),
            key: key.clone(),
            fingerprint,
            parameters: None,
        };
        let tickets = self.signed_tickets(event, booking, &row.seats).await?;
        let authorised = Authorisation {
            reference: payment.to_string(),
            money: Money::new(0, row.total.currency),
            captured: false,
        };
        let purchase = Purchase {
            payment,
            event,
            booking,
            authorised: Some(authorised.reference.clone()),
            tickets,
        };
        // Both commands reach the desk at the same moment. A batch begins payments before it sells,
        // so one commit does both. If the payment did not begin, its sale does nothing.
        let (begun, sold) = tokio::join!(self.begin(event, begin), self.confirm(&purchase));
        let payment = match begun? {
            BeginOutcome::Started(payable) => {
                // If they came into different batches, the sale is repeated.
                let sale = match sold {
                    Ok(ConfirmationOutcome::Confirmed(number)) => Some(OwnSale { number }),
                    _ => self.sell(&purchase, &authorised, until).await?,
                };
                if let Some(sale) = sale {
                    self.queue_capture(FREE, &purchase, &payable);
                    return self.bought(buyer, purchase, payable, sale).await;
                }
                payment
            }
            BeginOutcome::Replayed { payment, .. } => {
                self.as_it_stands(payment).await?;
                payment
            }
            refused => return Err(not_begun(&refused)),
        };
        self.sold_before(buyer, booking, payment).await
    }
}
