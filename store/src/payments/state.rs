//! Where a payment stands.

use crate::Error;

/// Where a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let state = Self::ALL.into_iter().find(|state| state.as_str() == text);
        state.ok_or_else(|| Error::Corrupt(format!("the payment state `{text}`")))
    }

    pub(super) fn as_str(self) -> &'static str {
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
