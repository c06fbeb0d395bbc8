//! The answer to a request whose payment began before. A repeated request, or a request whose
//! payment another task has settled, gets the outcome of that payment.

use domain::{
    BookingId, BuyerId,
    selling::{Booking, BookingStatus, PaymentRefusal, PaymentState},
};
use store::payments::OfferStage;
use uuid::Uuid;

use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// The booking of a sale that this payment or another task made before.
    pub(super) async fn sold_before(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        payment: Uuid,
    ) -> Result<Booking, Refusal> {
        let booking = self.booking_over(self.paying(), buyer, booking).await?;
        match booking.status {
            BookingStatus::Confirmed => Ok(booking),
            // A sale that was refunded later was a sale: the same key returns the booking, which
            // says so. If the payment got no money, there was no sale.
            BookingStatus::Refunded => self.as_it_stands(payment).await.map(|()| booking),
            // A payment without a sale never gets the answer of a sale.
            BookingStatus::Pending | BookingStatus::Expired | BookingStatus::Cancelled => {
                Err(Refusal::HoldExpired)
            }
        }
    }

    /// The answer for a payment that began before: its outcome.
    pub(super) async fn as_it_stands(&self, payment: Uuid) -> Result<(), Refusal> {
        let row = store::payments::find(self.paying(), payment)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        match row.state {
            PaymentState::Captured | PaymentState::Refunded => Ok(()),
            PaymentState::Authorised if row.sold => Ok(()),
            PaymentState::Late if row.offer == OfferStage::Open => Err(Refusal::OtherSeats),
            PaymentState::Started
            | PaymentState::Open
            | PaymentState::Authorised
            | PaymentState::Late => Err(Refusal::RequestInProgress),
            PaymentState::Declined => Err(Refusal::Declined(row.reason.unwrap_or_default())),
            PaymentState::Failed
                if row.reason.as_deref() == Some(PaymentRefusal::PriceChanged.as_str()) =>
            {
                Err(Refusal::PriceChanged)
            }
            PaymentState::Failed | PaymentState::Lapsed => Err(Refusal::PaymentFailed),
            PaymentState::Lost => Err(Refusal::BookingState(
                "The money could not be collected. The tickets are no longer valid.",
            )),
            PaymentState::Voiding
            | PaymentState::Voided
            | PaymentState::Returning
            | PaymentState::Returned => match row.reason.as_deref() {
                Some("payment_failed") => Err(Refusal::PaymentFailed),
                Some("not_on_sale") => Err(Refusal::NotOnSale),
                _ if matches!(row.state, PaymentState::Voiding | PaymentState::Voided) => {
                    Err(Refusal::HoldExpired)
                }
                _ => Err(Refusal::PaidTooLate),
            },
        }
    }
}
