//! Taking tickets of a paid booking back.

use domain::{BookingId, TicketId};
use serde::Deserialize;
use uuid::Uuid;

use crate::{Error, decode};

/// Tickets to be taken back: all of them, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// The booking that they are of.
    pub booking: BookingId,
    /// The tickets.
    pub tickets: Vec<TicketId>,
    /// Whether their seats are blocked from now on; else they are available again.
    pub keep_seats: bool,
}

/// What came of a revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Revoked {
    /// The tickets are void; others of the booking live on.
    Revoked,
    /// The tickets are void, and the booking has no other: it is refunded.
    Refunded,
    /// All of them were void before.
    Unchanged,
    /// Some of them were void before; nothing was done.
    Void,
    /// One of them is no ticket of this booking; nothing was done.
    Unknown,
}

/// The revocations of a batch, as the SQL function takes them. `tickets` counts the tickets of each, `ticket` lists those of all.
#[derive(Debug, Default)]
pub(super) struct RevokeArguments {
    pub booking: Vec<Uuid>,
    pub keep_seats: Vec<bool>,
    pub tickets: Vec<i32>,
    pub ticket: Vec<Uuid>,
}

impl RevokeArguments {
    pub fn push(&mut self, revocation: &Revocation) {
        self.booking.push(revocation.booking.0);
        self.keep_seats.push(revocation.keep_seats);
        self.tickets.push(revocation.tickets.len() as i32);
        self.ticket.extend(revocation.tickets.iter().map(|ticket| ticket.0));
    }
}

pub(super) fn outcomes(words: Option<Vec<String>>) -> Result<Vec<Revoked>, Error> {
    words.iter().flatten().map(|word| decode::word("outcome of a revocation", word)).collect()
}
