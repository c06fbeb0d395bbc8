//! Refunds tickets. The rules are in `migrations/0031_desk_refund.sql`.

use domain::{
    BookingId, BuyerId, RefundId, TicketId,
    selling::{RefundCause, RefundRefusal},
};
use uuid::Uuid;

use crate::{Error, decode};

/// Tickets to refund: all of them or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketRefund {
    /// The identifier for the refund.
    pub id: RefundId,
    /// The booking of the tickets.
    pub booking: BookingId,
    /// The buyer of the booking. None refunds the booking of any buyer.
    pub buyer: Option<BuyerId>,
    /// The cause of the refund.
    pub why: RefundCause,
    /// The operator who asked for it.
    pub by: Option<String>,
    /// The idempotency key: the same key gives the same refund. At most 300 characters.
    pub key: String,
    /// Hash of the request with this key.
    pub fingerprint: Vec<u8>,
    /// True to block the seats, false to make them available.
    pub keep_seats: bool,
    /// The tickets. Empty for all tickets of the booking.
    pub tickets: Vec<TicketId>,
}

/// The outcome of a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundOutcome {
    /// The tickets are void, and the money is on its way. A repeated call gives the same answer.
    Refunded(RefundId),
    /// Nothing changed, for this reason.
    Refused(RefundRefusal),
    /// The payment is not captured yet. Nothing changed.
    NotCaptured,
    /// The key was used for a different request.
    KeyReused,
    /// The buyer has no such booking, or one of the tickets is not of this booking.
    Unknown,
}

/// The arguments of the SQL function for the refunds of a batch. `tickets` has the number of
/// tickets of each refund, and `ticket` has all tickets.
#[derive(Debug, Default)]
pub(super) struct RefundArguments {
    pub id: Vec<Uuid>,
    pub booking: Vec<Uuid>,
    pub buyer: Vec<Option<Uuid>>,
    pub why: Vec<String>,
    pub by: Vec<Option<String>>,
    pub key: Vec<String>,
    pub fingerprint: Vec<Vec<u8>>,
    pub keep_seats: Vec<bool>,
    pub tickets: Vec<i32>,
    pub ticket: Vec<Uuid>,
}

impl RefundArguments {
    pub fn push(&mut self, refund: &TicketRefund) {
        self.id.push(refund.id.0);
        self.booking.push(refund.booking.0);
        self.buyer.push(refund.buyer.map(|buyer| buyer.0));
        self.why.push(refund.why.as_str().to_owned());
        self.by.push(refund.by.clone());
        self.key.push(refund.key.clone());
        self.fingerprint.push(refund.fingerprint.clone());
        self.keep_seats.push(refund.keep_seats);
        self.tickets.push(refund.tickets.len() as i32);
        self.ticket
            .extend(refund.tickets.iter().map(|ticket| ticket.0));
    }
}

pub(super) fn outcomes(
    words: Option<Vec<String>>,
    refunds: Option<Vec<Option<Uuid>>>,
) -> Result<Vec<RefundOutcome>, Error> {
    let words = words.into_iter().flatten();
    words
        .zip(refunds.into_iter().flatten())
        .map(|(word, refund)| outcome(&word, refund))
        .collect()
}

/// Decodes the outcome of the SQL functions.
pub(crate) fn outcome(word: &str, refund: Option<Uuid>) -> Result<RefundOutcome, Error> {
    Ok(match (word, refund) {
        ("done" | "replayed", Some(refund)) => RefundOutcome::Refunded(RefundId(refund)),
        ("not_captured", _) => RefundOutcome::NotCaptured,
        ("key_reused", _) => RefundOutcome::KeyReused,
        ("unknown", _) => RefundOutcome::Unknown,
        (word, _) => RefundOutcome::Refused(decode::word("outcome of a refund", word)?),
    })
}
