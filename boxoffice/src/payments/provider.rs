//! The calls that the shop makes to a payment provider.

use async_trait::async_trait;
use domain::{
    BookingId, Money, RefundId,
    selling::{EmailAddress, RefundState},
};
use papers::Language;
use store::payments::Payment;
use thiserror::Error;
use time::OffsetDateTime;
use uuid::Uuid;

/// A service that moves money. Every call may be repeated, because the payment's number identifies
/// it. A payment begins in one of two ways: `authorise` (direct, with a token) or `open` (the buyer
/// pays on a page of the provider). Everything after that is the same.
#[async_trait]
pub(crate) trait Provider: std::fmt::Debug + Send + Sync {
    /// Its name in tables and addresses.
    fn name(&self) -> &'static str;

    /// The most captures that one server sends to it at a time.
    fn background_calls(&self) -> usize {
        8
    }

    /// The origin of its pages, unless it is the shop's own. Forms may lead there.
    fn page_origin(&self) -> Option<&str> {
        None
    }

    /// The parameters of an order's page. They are stored before the provider is asked, so that a
    /// repeat is the same byte for byte.
    fn parameters(&self, order: &Order) -> Result<String, NoPage>;

    /// Creates the page where the buyer pays. The same payment gets the same page.
    async fn open(&self, payment: &Payment, parameters: &str) -> Result<HostedPage, OpenError>;

    /// Reserves money, or takes it if the means of payment cannot reserve.
    async fn authorise(
        &self,
        payment: Uuid,
        money: Money,
        token: &str,
    ) -> Result<Authorisation, AuthoriseError>;

    /// Closes a payment, so that it can never succeed. If it has already reserved or taken money,
    /// nothing changes, and a look-up shows it.
    async fn close(&self, payment: &Payment) -> Result<(), ProviderError>;

    /// Moves reserved money.
    async fn capture(&self, payment: &Payment) -> Result<(), ProviderError>;

    /// Gives money back: voids reserved money, refunds captured money. The same key gives back only
    /// once.
    async fn give_back(
        &self,
        payment: &Payment,
        amount: Money,
        key: &str,
    ) -> Result<(), ProviderError>;

    /// The refunds of a payment, at most a hundred, with those that were made without the shop.
    /// They may include money that was given back because nothing was sold for it.
    async fn refunds(&self, payment: &Payment) -> Result<Vec<ProviderRefund>, ProviderError>;

    /// The state of a payment at the provider.
    async fn look_up(&self, payment: &Payment) -> Result<ProviderState, ProviderError>;

    /// Reads a notice, if this provider signed it.
    fn read_notice(
        &self,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Result<PaymentNotice, BadSignature>;
}

/// An order that the buyer pays on a page of the provider.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// The number of the payment.
    pub payment: Uuid,
    /// The booking that it pays for.
    pub booking: BookingId,
    /// The amount.
    pub money: Money,
    /// The title on the page: the title of the event.
    pub title: String,
    /// The buyer's address, so that the page need not ask for it.
    pub email: Option<EmailAddress>,
    /// The language of the page to which the buyer comes back.
    pub language: Language,
}

/// A page where a payment is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HostedPage {
    /// The provider's number for it.
    pub reference: String,
    /// Its address, or a path of this site.
    pub address: String,
}

/// Why the provider would create no page for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum NoPage {
    /// The provider does not accept this amount.
    #[error("the provider takes no such amount")]
    NoSuchAmount,
    /// The amount is below the provider's minimum.
    #[error("the provider takes no such small amount")]
    TooSmall,
}

/// Why there is no page.
#[derive(Debug, Error)]
pub(crate) enum OpenError {
    /// The provider refused, and a repeat will not help.
    #[error("refused: {0}")]
    Refused(String),
    /// No answer, or a fault: there may be a page with an unknown address.
    #[error("no answer: {0}")]
    NoAnswer(String),
}

/// Money that the provider has ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Authorisation {
    /// The provider's number for it.
    pub reference: String,
    /// The amount.
    pub money: Money,
    /// Whether it has already been captured.
    pub captured: bool,
}

/// The state of a payment at its provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ProviderState {
    /// The provider does not know it.
    NotFound,
    /// The buyer can still pay.
    Open,
    /// The bank refused, finally.
    Refused,
    /// The money is reserved.
    Authorised {
        reference: String,
        until: OffsetDateTime,
        money: Money,
    },
    /// The money was captured.
    Captured {
        reference: String,
        money: Money,
        refunded: i64,
    },
    /// It has ended: it can never succeed, and reserved money was given back.
    Ended,
}

/// A refund at its provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProviderRefund {
    /// The provider's number for it.
    pub reference: String,
    /// The key from the shop; none if the refund was made without the shop.
    pub key: Option<String>,
    /// The amount.
    pub amount: i64,
    /// Its state: pending, succeeded or failed.
    pub state: RefundState,
}

/// The key of a refund at its provider.
pub(super) fn refund_key(refund: RefundId) -> String {
    format!("{REFUND}{refund}")
}

/// The key of money that is given back because nothing was sold for it.
pub(super) fn give_back_key(payment: Uuid) -> String {
    format!("{GIVE_BACK}{payment}")
}

const REFUND: &str = "refund:";
const GIVE_BACK: &str = "give_back:";

/// The origin of a refund at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefundOwner {
    /// A refund of the shop.
    Ours(RefundId),
    /// Money that was given back because nothing was sold for it.
    GivenBack,
    /// A refund that was made without the shop.
    Outside,
}

impl ProviderRefund {
    /// The origin of the refund, by its key.
    pub fn owner(&self) -> RefundOwner {
        match self.key.as_deref() {
            Some(key) if key.starts_with(GIVE_BACK) => RefundOwner::GivenBack,
            Some(key) => {
                let id = key.strip_prefix(REFUND).and_then(|id| id.parse().ok());
                id.map_or(RefundOwner::Outside, RefundOwner::Ours)
            }
            None => RefundOwner::Outside,
        }
    }
}

/// The content of a notice, with its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PaymentNotice {
    /// When it was signed, by the provider's clock.
    pub signed_at: OffsetDateTime,
    /// The content.
    pub content: NoticeContent,
}

/// The content of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoticeContent {
    /// The notice with this number is about this payment.
    About(String, Uuid),
    /// The notice with this number is about the payment whose money has this number at the
    /// provider.
    OfIntent(String, String),
    /// It is not about a payment of the shop.
    Other,
    /// It cannot be parsed.
    Unreadable,
}

/// A notice that the provider did not sign.
#[derive(Debug, Error)]
#[error("the signature does not fit")]
pub(crate) struct BadSignature;

/// Why no money is ready.
#[derive(Debug, Error)]
pub(crate) enum AuthoriseError {
    /// The bank declined, with a sentence for the buyer.
    #[error("declined: {0}")]
    Declined(&'static str),
    /// The provider reported a failure, and reserved nothing.
    #[error("the provider failed")]
    Failed,
    /// The token is not the provider's.
    #[error("unknown token")]
    UnknownToken,
    /// The payment was closed before.
    #[error("the payment is closed")]
    Closed,
    /// No answer: the money may be reserved or not.
    #[error("no answer: {0}")]
    NoAnswer(String),
}

/// A failed call that must be repeated.
#[derive(Debug, Error)]
#[error("the provider: {0}")]
pub(crate) struct ProviderError(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refund_is_known_by_its_key() {
        let refund = |key: Option<String>| {
            ProviderRefund {
                reference: "re_1".to_owned(),
                key,
                amount: 4500,
                state: RefundState::Succeeded,
            }
            .owner()
        };
        let id = RefundId::new();
        assert_eq!(refund(Some(refund_key(id))), RefundOwner::Ours(id));
        assert_eq!(
            refund(Some(give_back_key(Uuid::nil()))),
            RefundOwner::GivenBack
        );
        assert_eq!(
            [
                refund(None),
                refund(Some("x".to_owned())),
                refund(Some("refund:1".to_owned()))
            ],
            [RefundOwner::Outside; 3]
        );
    }
}
