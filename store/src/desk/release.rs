//! Releases a pending booking.

use domain::{BookingId, BuyerId};
use serde::Deserialize;
use uuid::Uuid;

use crate::{Error, decode};

/// A pending booking to release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// The booking.
    pub booking: BookingId,
    /// Its buyer.
    pub buyer: BuyerId,
}

/// The outcome of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseOutcome {
    /// The booking was pending, and its seats are released.
    Released,
    /// The booking had already ended.
    Unchanged,
    /// The buyer has no such booking.
    Unknown,
    /// The booking is paid.
    Confirmed,
    /// A payment of the booking is under way.
    Paying,
}

/// The arguments of the SQL function for the releases of a batch.
#[derive(Debug, Default)]
pub(super) struct ReleaseArguments {
    pub booking: Vec<Uuid>,
    pub buyer: Vec<Uuid>,
}

impl ReleaseArguments {
    pub fn push(&mut self, release: &Release) {
        self.booking.push(release.booking.0);
        self.buyer.push(release.buyer.0);
    }
}

pub(super) fn outcomes(words: Option<Vec<String>>) -> Result<Vec<ReleaseOutcome>, Error> {
    words
        .iter()
        .flatten()
        .map(|word| decode::word("outcome of a release", word))
        .collect()
}
