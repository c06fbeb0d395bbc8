//! The state of a payment in the shop's tables.

use serde::{Deserialize, Serialize};

/// The state of a payment in the shop's tables. Its provider has other states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// The shop asks or asked the provider.
    Started,
    /// The provider has a page where the buyer pays.
    Open,
    /// The provider has reserved the money.
    Authorised,
    /// The provider has reserved the money, but another buyer has the seats.
    Late,
    /// The provider has captured the money.
    Captured,
    /// The bank declined.
    Declined,
    /// The provider failed.
    Failed,
    /// The time to pay ran out, and the provider confirmed that the payment can no longer succeed.
    Lapsed,
    /// The reservation of the money is being released.
    Voiding,
    /// The reservation of the money was released.
    Voided,
    /// Captured money is being paid back, and nothing was sold.
    Returning,
    /// Captured money was paid back, and nothing was sold.
    Returned,
    /// The seats were sold, and the money can never be captured.
    Lost,
    /// The sale was paid back.
    Refunded,
}

impl PaymentState {
    /// Every state.
    pub const ALL: [Self; 14] = [
        Self::Started,
        Self::Open,
        Self::Authorised,
        Self::Late,
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

    /// The word in the tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Open => "open",
            Self::Authorised => "authorised",
            Self::Late => "late",
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
    fn each_state_reads_back_from_its_word() {
        for state in PaymentState::ALL {
            let read: Result<PaymentState, _> = serde_json::from_value(state.as_str().into());
            assert!(
                read.as_ref().is_ok_and(|read| *read == state),
                "{state:?}: {read:?}"
            );
        }
    }
}
