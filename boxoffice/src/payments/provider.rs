//! The calls that the shop makes to a payment provider.

use async_trait::async_trait;
use domain::{BookingId, Money, selling::EmailAddress};
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
