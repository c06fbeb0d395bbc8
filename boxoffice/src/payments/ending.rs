//! The payments of an event that does not take place.

use domain::EventId;
use store::payments::{self, CapturedPayment};

use crate::{BoxOffice, Refusal};

/// How the payments of an event stand after it was ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedPayments {
    /// How many were under way and were made impossible, or are being.
    pub closed: usize,
    /// How many have no final word from their provider yet. Any server of the shop goes on asking; the call may be repeated until this is 0.
    pub unfinished: i64,
    /// The payments whose money the shop has.
    pub captured: Vec<CapturedPayment>,
}

impl BoxOffice {
    /// Closes the payments of an event that are under way, gives reserved money back, and lists the payments whose money the shop has. The event
    /// is cancelled before: else new payments begin meanwhile. Safe to repeat.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn end_payments(&self, event: EventId) -> Result<EndedPayments, Refusal> {
        let closed = payments::close_all(self.paying(), event).await?.len();
        self.payments().job_due.notify_one();
        self.payments().asking_due.notify_one();
        let (unfinished, captured) = (payments::unfinished(self.paying(), event).await?, payments::captured(self.paying(), event).await?);
        Ok(EndedPayments { closed, unfinished, captured })
    }
}
