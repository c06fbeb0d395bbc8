//! Giving tickets back for money. The rules are in `migrations/0029_refunds.sql`.

use domain::{
    BookingId, BuyerId, RefundId, TicketId,
    selling::{RefundCause, RefundRefusal},
};
use uuid::Uuid;

use crate::{Error, decode};

/// Tickets to be refunded: all of them, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketRefund {
    /// The number that the refund gets.
    pub id: RefundId,
    /// The booking that the tickets are of.
    pub booking: BookingId,
    /// The buyer of the booking. Without one, anybody's booking is refunded.
    pub buyer: Option<BuyerId>,
    /// Why.
    pub why: RefundCause,
    /// The operator who asked for it.
    pub by: Option<String>,
    /// The key of the request: the same key gives the same refund. At most 300 letters.
    pub key: String,
    /// Hash of what came with the key.
    pub fingerprint: Vec<u8>,
    /// Whether the seats are blocked from now on; else they are available again.
    pub keep_seats: bool,
    /// The tickets. None: all that the booking has.
    pub tickets: Vec<TicketId>,
}

/// What came of a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundOutcome {
    /// The tickets are void, and the money is on its way: now, or before.
    Refunded(RefundId),
    /// Nothing was changed, for this reason.
    Refused(RefundRefusal),
    /// The money of the sale has not moved yet; nothing was changed.
    NotCaptured,
    /// The key was used for something else.
    KeyReused,
    /// The buyer has no such booking, or one of these is no ticket of it.
    Unknown,
}

/// The refunds of a batch, as the SQL function takes them. `tickets` counts the tickets of each, `ticket` lists those of all.
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
        self.ticket.extend(refund.tickets.iter().map(|ticket| ticket.0));
    }
}

pub(super) fn outcomes(words: Option<Vec<String>>, refunds: Option<Vec<Option<Uuid>>>) -> Result<Vec<RefundOutcome>, Error> {
    let words = words.into_iter().flatten();
    words.zip(refunds.into_iter().flatten()).map(|(word, refund)| outcome(&word, refund)).collect()
}

/// The outcome that a word of the SQL functions says.
pub(crate) fn outcome(word: &str, refund: Option<Uuid>) -> Result<RefundOutcome, Error> {
    Ok(match (word, refund) {
        ("done" | "replayed", Some(refund)) => RefundOutcome::Refunded(RefundId(refund)),
        ("not_captured", _) => RefundOutcome::NotCaptured,
        ("key_reused", _) => RefundOutcome::KeyReused,
        ("unknown", _) => RefundOutcome::Unknown,
        (word, _) => RefundOutcome::Refused(decode::word("outcome of a refund", word)?),
    })
}
