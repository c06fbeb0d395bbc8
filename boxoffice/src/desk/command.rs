//! What a sale desk is asked, and where its answers go.

use std::sync::Arc;

use domain::{
    BookingId, BuyerId,
    choosing::LeavesSingle,
    selling::{IdempotencyKey, SeatRequest},
};
use store::desk::{Begin, Begun, Block, Confirmation, Confirmed, Held, Release, Released, Revocation, Revoked};
use tokio::sync::oneshot;

use crate::{EventPlan, Refusal};

/// Where an answer goes. Who asked may be gone; what was done stays done.
pub(crate) type Reply<T> = oneshot::Sender<Result<T, Refusal>>;

/// One command for the event of a desk.
#[derive(Debug)]
pub(crate) enum Command {
    Hold(HoldCommand, Reply<HoldReply>),
    Release(Release, Reply<Released>),
    Begin(Begin, Reply<Begun>),
    Confirm(Confirmation, Reply<Confirmed>),
    Revoke(Revocation, Reply<Revoked>),
    Block(Block, Reply<u32>),
    /// End lapsed bookings; how many were.
    Expire(Reply<u32>),
}

/// A hold, from the moment that it reaches the desk until it is answered.
#[derive(Debug)]
pub(crate) struct HoldCommand {
    /// The number that the booking gets.
    pub booking: BookingId,
    pub buyer: BuyerId,
    pub key: IdempotencyKey,
    /// Hash of what was asked for.
    pub fingerprint: Vec<u8>,
    pub request: SeatRequest,
    pub plan: Arc<EventPlan>,
    /// What the seats would leave alone, where that is to be refused.
    pub leaves_single: Option<LeavesSingle>,
    /// How often it was chosen for, or had to be asked again.
    pub tries: u32,
}

/// What a hold led to.
#[derive(Debug)]
pub(crate) enum HoldReply {
    /// A new booking.
    Held(BookingId, Held),
    /// The booking of the first time.
    Replayed(BookingId),
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
            Self::Release(_, reply) => drop(reply.send(Err(refusal))),
            Self::Begin(_, reply) => drop(reply.send(Err(refusal))),
            Self::Confirm(_, reply) => drop(reply.send(Err(refusal))),
            Self::Revoke(_, reply) => drop(reply.send(Err(refusal))),
            Self::Block(_, reply) | Self::Expire(reply) => drop(reply.send(Err(refusal))),
        }
    }
}
