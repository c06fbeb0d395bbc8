//! The calls that the shop makes to a payment provider.

use async_trait::async_trait;
use domain::{
    BookingId, Money, RefundId,
    selling::{EmailAddress, RefundState},
};
use store::payments::Payment;
use thiserror::Error;
use time::OffsetDateTime;
use uuid::Uuid;

/// A service that moves money. Every call may be repeated: the payment's number says that it is the same one. A payment begins in one of two
/// ways: `authorise` (direct, with a token) or `open` (the buyer pays on a page of the provider). Everything after that is the same.
#[async_trait]
pub(crate) trait Provider: std::fmt::Debug + Send + Sync {
    /// Its name in tables and addresses.
    fn name(&self) -> &'static str;

    /// How many captures one server has under way at it at once.
    fn background_calls(&self) -> usize {
        8
    }

    /// The origin of its pages, where that is not the shop's own: forms may lead there.
    fn page_origin(&self) -> Option<&str> {
        None
    }

    /// What the page of an order is made with. It is written down before the provider is asked, so that a repeat is the same byte for byte.
    fn parameters(&self, order: &Order) -> Result<String, NoPage>;

    /// Makes the page where the buyer pays. The same payment gets the same page.
    async fn open(&self, payment: &Payment, parameters: &str) -> Result<HostedPage, OpenError>;

    /// Reserves money, or takes it where the means of payment cannot reserve.
    async fn authorise(&self, payment: Uuid, money: Money, token: &str) -> Result<Authorised, AuthoriseError>;

    /// Closes a payment, so that it can never succeed. If it has reserved or taken money already, nothing changes, and a look-up says so.
    async fn close(&self, payment: &Payment) -> Result<(), ProviderError>;

    /// Moves reserved money.
    async fn capture(&self, payment: &Payment) -> Result<(), ProviderError>;

    /// Gives money back: voids what is reserved, pays back what has moved. The same key gives back once.
    async fn give_back(&self, payment: &Payment, amount: Money, key: &str) -> Result<(), ProviderError>;

    /// The refunds of a payment, at most a hundred: those that the shop asked for and those that were made without it. What was given back of a
    /// payment without a sale may be among them.
    async fn refunds(&self, payment: &Payment) -> Result<Vec<ProviderRefund>, ProviderError>;

    /// How the provider sees a payment.
    async fn look_up(&self, payment: &Payment) -> Result<Standing, ProviderError>;

    /// Reads a notice, if this provider signed it.
    fn read_notice(&self, headers: &[(String, String)], body: &[u8]) -> Result<Notice, BadSignature>;
}

/// What a buyer pays for on a page of the provider.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// The number of the payment.
    pub payment: Uuid,
    /// The booking that it pays for.
    pub booking: BookingId,
    /// How much.
    pub money: Money,
    /// What the page calls it: the title of the event.
    pub title: String,
    /// The buyer's address, so that the page need not ask for it.
    pub email: Option<EmailAddress>,
}

/// A page where a payment is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HostedPage {
    /// The provider's number for it.
    pub reference: String,
    /// Where it is: an address, or a path of this site.
    pub address: String,
}

/// The provider takes no such amount.
#[derive(Debug, Error)]
#[error("the provider takes no such amount")]
pub(crate) struct NoPage;

/// Why there is no page.
#[derive(Debug, Error)]
pub(crate) enum OpenError {
    /// The provider made none, and a repeat will not help.
    #[error("refused: {0}")]
    Refused(String),
    /// No answer, or a fault: there may be a page that nobody knows of.
    #[error("no answer: {0}")]
    NoAnswer(String),
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

/// A refund as its provider sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProviderRefund {
    /// The provider's number for it.
    pub reference: String,
    /// The key that the shop gave it; none if it was made without the shop.
    pub key: Option<String>,
    /// How much.
    pub amount: i64,
    /// How far it is: pending, succeeded or failed.
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

/// Whose refund this is at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefundOwner {
    /// This refund of the shop's.
    Ours(RefundId),
    /// Money that bought nothing.
    GivenBack,
    /// Somebody made it without the shop.
    Outside,
}

impl ProviderRefund {
    /// Whose it is, by its key.
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

/// What a notice is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// When it was signed, by the provider's clock.
    pub signed_at: OffsetDateTime,
    /// What it says.
    pub content: NoticeContent,
}

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoticeContent {
    /// The notice of this number is about this payment.
    About(String, Uuid),
    /// The notice of this number is about the payment whose money has this number at the provider.
    OfIntent(String, String),
    /// It is about something that the shop has no part in.
    Other,
    /// It cannot be read.
    Unreadable,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refund_is_known_by_its_key() {
        let refund =
            |key: Option<String>| ProviderRefund { reference: "re_1".to_owned(), key, amount: 4500, state: RefundState::Succeeded }.owner();
        let id = RefundId::new();
        assert_eq!(refund(Some(refund_key(id))), RefundOwner::Ours(id));
        assert_eq!(refund(Some(give_back_key(Uuid::nil()))), RefundOwner::GivenBack);
        assert_eq!([refund(None), refund(Some("x".to_owned())), refund(Some("refund:1".to_owned()))], [RefundOwner::Outside; 3]);
    }
}
