//! What a sale desk is asked, and where its answers go.

use std::sync::Arc;

use domain::{
    BookingId, BuyerId, EventId,
    seating::choosing::LeavesSingle,
    selling::{IdempotencyKey, SeatRequest},
};
use store::{
    bookings::BookingRow,
    desk::{DeskCommand, DeskOutcome, Hold, HoldTarget},
};
use tokio::sync::oneshot;

use crate::{EventPlan, Refusal};

/// Where an answer goes. Who asked may be gone; what was done stays done.
pub(crate) type Reply<T> = oneshot::Sender<Result<T, Refusal>>;

/// One command for the event of a desk, pending until it is answered.
#[derive(Debug)]
pub(crate) enum Command {
    /// Seats for a buyer: the desk chooses what it asks the database for, and may ask again. The answer is the booking, with its row if it is
    /// a new one.
    Hold(HoldCommand, Reply<(BookingId, Option<BookingRow>)>),
    /// Anything else: the database is asked for it once, as it came.
    Settle(DeskCommand, Reply<DeskOutcome>),
}

/// A hold, from the moment that it reaches the desk until it is answered.
#[derive(Debug)]
pub(crate) struct HoldCommand {
    pub request: SeatRequest,
    pub plan: Arc<EventPlan>,
    /// What the database is asked for. The desk chooses its target for each batch.
    pub sent: Hold,
    /// What the seats would leave alone, where that is to be refused.
    pub leaves_single: Option<LeavesSingle>,
    /// How often it was chosen for, or had to be asked again.
    pub tries: u32,
}

impl HoldCommand {
    /// A hold for which nothing is chosen yet. The fingerprint is the hash of the buyer's request.
    pub fn new(
        event: EventId,
        buyer: BuyerId,
        key: IdempotencyKey,
        fingerprint: Vec<u8>,
        request: SeatRequest,
        plan: Arc<EventPlan>,
    ) -> Self {
        let target = HoldTarget::KeyOnly { quantity: request.quantity() };
        let booking = BookingId::of(event);
        let sent = Hold { booking, buyer, key, fingerprint, target, second: false, remember_refusal: false };
        Self { request, plan, sent, leaves_single: None, tries: 0 }
    }

    /// Whether the buyer left the choice to the desk, and it found nothing to choose.
    pub fn found_nothing(&self) -> bool {
        matches!((&self.request, &self.sent.target), (SeatRequest::Best(_), HoldTarget::KeyOnly { .. }))
    }
}

impl Command {
    /// Whether this asks for seats, and so belongs in the lane of the crowd.
    pub fn is_hold(&self) -> bool {
        matches!(self, Self::Hold(..))
    }

    /// Answers that it was not done.
    pub fn refuse(self, refusal: Refusal) {
        // An error says that nobody waits any more.
        match self {
            Self::Hold(_, reply) => drop(reply.send(Err(refusal))),
            Self::Settle(_, reply) => drop(reply.send(Err(refusal))),
        }
    }
}
