//! Begins a payment at the event's desk, and says why one cannot begin.

use domain::{
    EventId, Money,
    selling::{BookingStatus, PaymentRefusal, PaymentState},
};
use metrics::counter;
use store::desk::{Begin, BeginOutcome};
use uuid::Uuid;

use super::refused_cards::BLOCKED;
use crate::{BoxOffice, Refusal};

/// Seconds after which a booking with five refused payments is over in any case: a hold and its
/// time to pay are shorter.
const REFUSED_FOR: u32 = 3_600;

/// The message for a buyer who has paid.
pub(super) const PAID_ALREADY: &str = "This booking is paid already.";

impl BoxOffice {
    /// Asks the event's desk to begin a payment.
    pub(super) async fn begin(
        &self,
        event: EventId,
        begin: Begin,
    ) -> Result<BeginOutcome, Refusal> {
        self.desks()
            .run(event, begin)
            .await
            .map_err(|refusal| match refusal {
                // The booking's number names an event that does not exist.
                Refusal::UnknownEvent => Refusal::UnknownBooking,
                refusal => refusal,
            })
    }

    /// Ends a payment that began with another amount than the buyer saw. The provider has not been
    /// asked, so nothing is charged. The same key gets the same answer again.
    pub(super) async fn end_unseen<T>(&self, payment: Uuid) -> Result<T, Refusal> {
        self.not_paid(
            payment,
            PaymentState::Failed,
            PaymentRefusal::PriceChanged.as_str(),
            Refusal::PriceChanged,
        )
        .await
    }
}

/// Whether the buyer saw this total. A request that names no total agrees to any.
pub(super) fn has_seen(expected: Option<Money>, total: Money) -> bool {
    expected.is_none_or(|expected| expected == total)
}

/// Why a payment has not begun.
pub(super) fn not_begun(begun: &BeginOutcome) -> Refusal {
    match begun {
        BeginOutcome::KeyReused => Refusal::KeyReused,
        BeginOutcome::Unknown => Refusal::UnknownBooking,
        BeginOutcome::HoldExpired => Refusal::HoldExpired,
        BeginOutcome::Repriced => Refusal::PriceChanged,
        BeginOutcome::NotOnSale => Refusal::NotOnSale,
        BeginOutcome::InProgress => Refusal::PaymentInProgress,
        BeginOutcome::RefusedOften => {
            counter!(BLOCKED, "by" => "booking").increment(1);
            Refusal::TooManyCards {
                retry_after: REFUSED_FOR,
            }
        }
        BeginOutcome::NotPending(BookingStatus::Confirmed) => Refusal::BookingState(PAID_ALREADY),
        BeginOutcome::NotPending(BookingStatus::Refunded) => {
            Refusal::BookingState("This booking was refunded.")
        }
        BeginOutcome::NotPending(
            BookingStatus::Pending | BookingStatus::Expired | BookingStatus::Cancelled,
        ) => Refusal::BookingState("This booking was released. You can choose seats again."),
        // With these outcomes, the payment has begun.
        BeginOutcome::Started(_) | BeginOutcome::Replayed { .. } => Refusal::RequestInProgress,
    }
}
