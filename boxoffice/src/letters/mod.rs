//! Letters to buyers, and what a booking has on paper. A letter is a row that the confirming transaction writes (migration 0027); the workers
//! here claim letters and send them. Without a mail server they are kept, and can be read at the recovery link.

mod contact;
mod documents;
mod mailer;
mod receipts;
mod recovery;
mod smtp;
mod worker;

use std::sync::Arc;

use store::Pool;
use tokio::sync::{Notify, Semaphore};

pub use documents::RecoveryTarget;
pub use mailer::{Mail, MailFault, Mailer};
pub use recovery::RecoveryKey;
pub use smtp::{BadMailSettings, SmtpMailer};
pub(crate) use worker::send;

/// Documents that are drawn at once: buyers who want seats come first.
const DRAWN_AT_ONCE: usize = 2;

/// Where letters go out, and what they name.
#[derive(Debug, Clone, Default)]
pub struct LetterSettings {
    /// The mail server. Without one, letters are kept.
    pub mailer: Option<Arc<dyn Mailer>>,
    /// The address of the shop, without a slash at its end: `https://tickets.example`. Without it, links in letters have no host.
    pub site: String,
}

/// What letters need.
#[derive(Debug)]
pub(crate) struct Letters {
    settings: LetterSettings,
    key: RecoveryKey,
    /// Wakes the worker of this server.
    due: Notify,
    drawing: Semaphore,
}

impl Letters {
    pub async fn load(pool: &Pool, settings: LetterSettings) -> Result<Self, store::Error> {
        let key = RecoveryKey::load(pool).await?;
        Ok(Self { settings, key, due: Notify::new(), drawing: Semaphore::new(DRAWN_AT_ONCE) })
    }

    /// A booking was confirmed: it may have a letter.
    pub fn wake(&self) {
        self.due.notify_one();
    }
}
