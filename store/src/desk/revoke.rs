//! Revokes tickets of a paid booking.

use domain::{BookingId, TicketId};
use serde::Deserialize;
use uuid::Uuid;

use crate::{Error, decode};

/// Tickets to revoke: all of them or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// The booking of the tickets.
    pub booking: BookingId,
    /// The tickets.
    pub tickets: Vec<TicketId>,
    /// True to block the seats, false to make them available.
    pub keep_seats: bool,
}

/// The outcome of a revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevocationOutcome {
    /// The tickets are void. The booking has other tickets.
    Revoked,
    /// The tickets are void. The booking has no other tickets, so it is refunded.
    Refunded,
    /// All of them were already void.
    Unchanged,
    /// Some of them were already void. Nothing changed.
    Void,
    /// One of the tickets is not of this booking. Nothing changed.
    Unknown,
}

/// The arguments of the SQL function for the revocations of a batch. `tickets` has the number of
/// tickets of each revocation, and `ticket` has all tickets.
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
        self.ticket
            .extend(revocation.tickets.iter().map(|ticket| ticket.0));
    }
}

pub(super) fn outcomes(words: Option<Vec<String>>) -> Result<Vec<RevocationOutcome>, Error> {
    words
        .iter()
        .flatten()
        .map(|word| decode::word("outcome of a revocation", word))
        .collect()
}
