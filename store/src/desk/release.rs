//! Releasing a pending booking.

use domain::{BookingId, BuyerId};
use serde::Deserialize;
use uuid::Uuid;

use crate::{Error, decode};

/// A pending booking to be released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// The booking.
    pub booking: BookingId,
    /// Its buyer.
    pub buyer: BuyerId,
}

/// What came of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Released {
    /// It was pending, and is not any more.
    Released,
    /// It had ended before.
    Unchanged,
    /// The buyer has no such booking.
    Unknown,
    /// It is paid.
    Confirmed,
    /// It is being paid.
    Paying,
}

/// The releases of a batch, as the SQL function takes them.
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

pub(super) fn outcomes(words: Option<Vec<String>>) -> Result<Vec<Released>, Error> {
    words.iter().flatten().map(|word| decode::word("outcome of a release", word)).collect()
}
