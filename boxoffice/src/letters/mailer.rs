//! The interface to the mail server.

use std::fmt::Debug;

use async_trait::async_trait;
use domain::selling::EmailAddress;
use papers::LetterContent;
use thiserror::Error;
use uuid::Uuid;

/// A letter to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The letter's number. It appears in `Message-ID` and in the envelope sender.
    pub id: Uuid,
    /// The recipient.
    pub to: EmailAddress,
    /// The content.
    pub content: LetterContent,
    /// The attached files.
    pub enclosed: Vec<Enclosure>,
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Its name.
    pub name: &'static str,
    /// Its MIME type.
    pub kind: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Why a letter was not sent.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MailFault {
    /// A retry may succeed: no connection, no answer in time, a mail server that rejects the shop's
    /// login, or a temporary error.
    #[error("{0}")]
    Later(String),
    /// No retry can succeed: the mail server refuses the letter or its address.
    #[error("{0}")]
    Never(String),
}

/// A way to send letters.
#[async_trait]
pub trait Mailer: Debug + Send + Sync {
    /// Sends a letter. When this returns, the mail server has accepted it. If the caller cancels
    /// the call, the letter may or may not have been sent.
    async fn send(&self, mail: &Mail) -> Result<(), MailFault>;
}
