//! Letters to buyers, and the documents of a booking. A letter is a row that the confirming
//! transaction writes (`migrations/0013_letters.sql`). The workers here claim letters and send
//! them. Without a mail server letters are stored, and the recovery link shows them.

mod bell;
mod contact;
mod documents;
mod mailer;
mod receipts;
mod recovery;
mod smtp;
mod wallet;
mod worker;

use std::{sync::Arc, time::Duration};

use store::Pool;
use tokio::sync::{Notify, Semaphore};

pub(crate) use bell::tell;
pub use documents::RecoveryTarget;
pub use mailer::{Enclosure, Mail, MailFault, Mailer};
pub use recovery::RecoveryKey;
pub(crate) use recovery::TicketToken;
pub use smtp::{BadMailSettings, SmtpMailer};
pub(crate) use worker::send;

/// The most documents drawn at the same time: buyers who want seats come first.
const DRAWN_AT_ONCE: usize = 2;

/// How letters are sent, and the addresses in them.
#[derive(Debug, Clone)]
pub struct LetterSettings {
    /// The mail server. Without one, letters are only stored.
    pub mailer: Option<Arc<dyn Mailer>>,
    /// The address of the shop without a slash at the end: `https://tickets.example`. If it is
    /// empty, links in letters have no host.
    pub site: String,
    /// How often the worker looks for letters without a notice: a notice may get lost, and retries
    /// have none.
    pub poll: Duration,
}

impl Default for LetterSettings {
    fn default() -> Self {
        Self {
            mailer: None,
            site: String::new(),
            poll: Duration::from_secs(1),
        }
    }
}

/// The shared state of letters.
#[derive(Debug)]
pub(crate) struct Letters {
    pub settings: LetterSettings,
    pub key: RecoveryKey,
    /// Wakes the worker of this server.
    due: Notify,
    /// Wakes the task that notifies the other servers.
    untold: Notify,
    drawing: Semaphore,
}

impl Letters {
    pub async fn load(pool: &Pool, settings: LetterSettings) -> Result<Self, store::Error> {
        let key = RecoveryKey::load(pool).await?;
        Ok(Self {
            settings,
            key,
            due: Notify::new(),
            untold: Notify::new(),
            drawing: Semaphore::new(DRAWN_AT_ONCE),
        })
    }

    /// Notes that a commit of this server may have made letters due. All servers learn of it,
    /// because another one may be less busy.
    pub fn wake(&self) {
        self.due.notify_one();
        self.untold.notify_one();
    }

    /// Notes that another server announced due letters.
    pub fn heard(&self) {
        self.due.notify_one();
    }
}
