//! The calls that the shop makes to a payment provider.

use async_trait::async_trait;
use domain::Money;
use thiserror::Error;
use time::OffsetDateTime;
use uuid::Uuid;

/// A service that moves money. Every call may be repeated: the payment's number says that it is the same one. A provider with its own
/// page to pay on needs one further call, which opens the page. The payment is `open` then, and everything after that is the same.
#[async_trait]
pub(crate) trait Provider: std::fmt::Debug + Send + Sync {
    /// Its name in tables and addresses.
    fn name(&self) -> &'static str;

    /// How many captures one server has under way at it at once.
    fn background_calls(&self) -> usize {
        8
    }

    /// Reserves money, or takes it where the means of payment cannot reserve.
    async fn authorise(&self, payment: Uuid, money: Money, token: &str) -> Result<Authorised, AuthoriseError>;

    /// Closes a payment, so that it can never succeed. If it has reserved or taken money already, nothing changes, and a look-up says so.
    async fn close(&self, payment: Uuid) -> Result<(), ProviderError>;

    /// Moves reserved money.
    async fn capture(&self, payment: Uuid) -> Result<(), ProviderError>;

    /// Gives money back: voids what is reserved, pays back what has moved. The same key gives back once.
    async fn give_back(&self, payment: Uuid, amount: Money, key: &str) -> Result<(), ProviderError>;

    /// How the provider sees a payment.
    async fn look_up(&self, payment: Uuid) -> Result<Standing, ProviderError>;

    /// Reads a notice, if this provider signed it.
    fn read_notice(&self, headers: &[(String, String)], body: &[u8]) -> Result<Notice, BadSignature>;
}

/// Money that the provider has ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Authorised {
    /// The provider's number for it.
    pub reference: String,
    /// The amount.
    pub money: Money,
    /// Whether it has moved already.
    pub captured: bool,
}

/// A payment as its provider sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Never heard of it.
    NotFound,
    /// The buyer may still pay.
    #[cfg_attr(not(test), expect(dead_code, reason = "the sandbox has no payment that waits for its buyer"))]
    Open,
    /// The bank refused, finally.
    Refused,
    /// Reserved.
    Authorised { reference: String, until: OffsetDateTime, money: Money },
    /// Moved.
    Captured { reference: String, money: Money, refunded: i64 },
    /// Ended: it can never succeed, and what was reserved is given back.
    Ended,
}

/// What a notice is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// When it was signed, by the provider's clock.
    pub signed_at: OffsetDateTime,
    /// Its number and its payment; none where it cannot be read.
    pub content: Option<(String, Uuid)>,
}

/// A notice that the provider did not sign.
#[derive(Debug, Error)]
#[error("the signature does not fit")]
pub(crate) struct BadSignature;

/// Why no money is ready.
#[derive(Debug, Error)]
pub(crate) enum AuthoriseError {
    /// The bank said no, with a sentence for the buyer.
    #[error("declined: {0}")]
    Declined(&'static str),
    /// The provider said that it failed, and reserved nothing.
    #[error("the provider failed")]
    Failed,
    /// The token is none of the provider's.
    #[error("unknown token")]
    UnknownToken,
    /// The payment was closed before.
    #[error("the payment is closed")]
    Closed,
    /// No answer: the money may be reserved or not.
    #[error("no answer: {0}")]
    NoAnswer(String),
}

/// A call that has to be repeated.
#[derive(Debug, Error)]
#[error("the provider: {0}")]
pub(crate) struct ProviderError(pub String);
