//! The commands of a sale desk, and the channels of their answers.

use std::sync::Arc;

use domain::{
    BookingId, BuyerId, EventId, SeatStatus,
    live::PackedStatuses,
    seating::choosing::LeavesOrphan,
    selling::{IdempotencyKey, SeatRequest},
};
use store::{
    bookings::BookingRow,
    desk::{DeskCommand, DeskOutcome, Hold, HoldTarget},
};
use tokio::sync::oneshot;

use crate::{EventPlan, Refusal};

/// The channel of an answer. The caller may have left by then; the effect of the command remains.
pub(crate) type ReplySender<T> = oneshot::Sender<Result<T, Refusal>>;

/// A command for the event of a desk, until it is answered.
#[derive(Debug)]
pub(crate) enum PendingCommand {
    /// Seats for a buyer. The desk chooses the target of the request to the database, and may
    /// repeat it. The answer is the booking, with its row if it is new.
    Hold(HoldCommand, ReplySender<(BookingId, Option<BookingRow>)>),
    /// Any other command: the desk sends it to the database once, as it came.
    Settle(DeskCommand, ReplySender<DeskOutcome>),
}

/// A hold from its arrival at the desk until its answer.
#[derive(Debug)]
pub(crate) struct HoldCommand {
    pub request: SeatRequest,
    pub plan: Arc<EventPlan>,
    /// The request to the database. The desk chooses its target for each batch.
    pub sent: Hold,
    /// The orphans that this choice would leave, if the event refuses them.
    pub leaves_orphan: Option<LeavesOrphan>,
    /// How many times the desk chose seats for it or sent it again.
    pub tries: u32,
}

impl HoldCommand {
    /// A hold without a target. The fingerprint is the hash of the buyer's request.
    pub fn new(
        event: EventId,
        buyer: BuyerId,
        key: IdempotencyKey,
        fingerprint: Vec<u8>,
        request: SeatRequest,
        plan: Arc<EventPlan>,
    ) -> Self {
        let target = HoldTarget::KeyOnly {
            quantity: request.quantity(),
        };
        let booking = BookingId::of(event);
        let sent = Hold {
            booking,
            buyer,
            key,
            fingerprint,
            target,
            second: false,
            remember_refusal: false,
        };
        Self {
            request,
            plan,
            sent,
            leaves_orphan: None,
            tries: 0,
        }
    }

    /// Whether a request that names seats with a fallback names a seat that is not available by
    /// these statuses.
    pub fn is_any_taken(&self, statuses: &PackedStatuses) -> bool {
        let SeatRequest::SeatsOr(seats, _) = &self.request else {
            return false;
        };
        seats
            .iter()
            .any(|seat| statuses.get(*seat) != Some(SeatStatus::Available))
    }

    /// Whether the buyer left the choice to the desk, and the desk found no seats.
    pub fn found_nothing(&self) -> bool {
        matches!(
            (&self.request, &self.sent.target),
            (SeatRequest::Best(_), HoldTarget::KeyOnly { .. })
        )
    }
}

impl PendingCommand {
    /// Whether this is a hold, which waits in the lane of holds.
    pub fn is_hold(&self) -> bool {
        matches!(self, Self::Hold(..))
    }

    /// Answers with a refusal.
    pub fn refuse(self, refusal: Refusal) {
        // An error means that the caller has left.
        match self {
            Self::Hold(_, reply) => drop(reply.send(Err(refusal))),
            Self::Settle(_, reply) => drop(reply.send(Err(refusal))),
        }
    }
}
