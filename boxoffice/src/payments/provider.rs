//! What a payment provider does for us.

use async_trait::async_trait;
use domain::Money;
use thiserror::Error;
use uuid::Uuid;

/// Who moves money. Every call may be repeated: the payment's number makes it the same.
#[async_trait]
pub(crate) trait Provider: std::fmt::Debug + Send + Sync {
    /// Its name in tables and addresses.
    fn name(&self) -> &'static str;

    /// Reserves money; the provider's own number for it.
    async fn authorise(&self, payment: Uuid, money: Money, token: &str) -> Result<String, AuthoriseError>;

    /// Moves reserved money.
    async fn capture(&self, payment: Uuid) -> Result<String, ProviderError>;

    /// Gives reserved money back.
    async fn void(&self, payment: Uuid) -> Result<String, ProviderError>;

    /// How the provider sees a payment.
    async fn look_up(&self, payment: Uuid) -> Result<Standing, ProviderError>;

    /// Whether a notice is signed by this provider.
    fn signed(&self, signature: &str, body: &[u8]) -> bool;
}

/// A payment as its provider sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Never heard of it.
    Unknown,
    /// Reserved, under this number.
    Authorised(String),
    /// Moved, under this number.
    Captured(String),
    /// Given back.
    Voided,
}

/// Why money was not reserved.
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
    /// No answer: the money may be reserved or not.
    #[error("no answer: {0}")]
    NoAnswer(String),
}

/// A call that has to be repeated.
#[derive(Debug, Error)]
#[error("the provider: {0}")]
pub(crate) struct ProviderError(pub String);
