//! Whatever takes letters for the post.

use std::fmt::Debug;

use async_trait::async_trait;
use domain::selling::EmailAddress;
use papers::LetterContent;
use thiserror::Error;
use uuid::Uuid;

/// A letter as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The letter's number: its `Message-ID` and the sender in its envelope name it.
    pub id: Uuid,
    /// Where it goes.
    pub to: EmailAddress,
    /// What it says.
    pub content: LetterContent,
    /// The tickets as PDF. None in a letter about tickets that are void.
    pub tickets: Option<Vec<u8>>,
    /// The entry for calendars, likewise.
    pub calendar: Option<String>,
}

/// Why a letter did not go out.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MailFault {
    /// A later try may succeed: no connection, no answer in time, or a mail server that says so.
    #[error("{0}")]
    Later(String),
    /// No try will succeed: the mail server refuses the letter or its address.
    #[error("{0}")]
    Never(String),
}

/// A way to send letters.
#[async_trait]
pub trait Mailer: Debug + Send + Sync {
    /// Sends a letter. When this returns, the mail server has it. A call that is given up may have sent it or not.
    async fn send(&self, mail: &Mail) -> Result<(), MailFault>;
}
