//! Where a payment stands.

use serde::{Deserialize, Serialize};

/// Where a payment stands in the shop's tables. Its provider has states of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// The provider was or will be asked.
    Started,
    /// The provider has a page where the buyer pays.
    Open,
    /// The provider has the money ready.
    Authorised,
    /// The money has moved.
    Captured,
    /// The bank said no.
    Declined,
    /// The provider failed.
    Failed,
    /// The time ran out, and the provider says that nothing can come of it any more.
    Lapsed,
    /// Reserved money is being given back.
    Voiding,
    /// Reserved money was given back.
    Voided,
    /// Money that had moved is being paid back, and nothing was sold.
    Returning,
    /// Money that had moved was paid back, and nothing was sold.
    Returned,
    /// The seats were sold, and the money can never be captured.
    Lost,
    /// A sale was paid back.
    Refunded,
}

impl PaymentState {
    /// Every state.
    pub const ALL: [Self; 13] = [
        Self::Started,
        Self::Open,
        Self::Authorised,
        Self::Captured,
        Self::Declined,
        Self::Failed,
        Self::Lapsed,
        Self::Voiding,
        Self::Voided,
        Self::Returning,
        Self::Returned,
        Self::Lost,
        Self::Refunded,
    ];

    /// The word for it in the tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Open => "open",
            Self::Authorised => "authorised",
            Self::Captured => "captured",
            Self::Declined => "declined",
            Self::Failed => "failed",
            Self::Lapsed => "lapsed",
            Self::Voiding => "voiding",
            Self::Voided => "voided",
            Self::Returning => "returning",
            Self::Returned => "returned",
            Self::Lost => "lost",
            Self::Refunded => "refunded",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_is_read_from_the_word_that_is_written() {
        for state in PaymentState::ALL {
            let read: Result<PaymentState, _> = serde_json::from_value(state.as_str().into());
            assert!(read.as_ref().is_ok_and(|read| *read == state), "{state:?}: {read:?}");
        }
    }
}
