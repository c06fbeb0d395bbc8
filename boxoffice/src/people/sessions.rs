//! Sessions of browsers and programs that are signed in, and signing them out.

use std::time::Duration;

use domain::{AccountId, BuyerId, SessionId};
use store::people::{self, SessionRow};
use time::OffsetDateTime;

use crate::{BoxOffice, Refusal};

/// The time limit of one statement about a session. There are two if the use of the session is
/// stored.
pub(super) const QUESTION: Duration = Duration::from_secs(1);

/// A session, as its owner sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionEntry {
    /// Its number.
    pub id: SessionId,
    /// When it began.
    pub signed_in_at: OffsetDateTime,
    /// The last use, accurate to ten minutes.
    pub seen_at: OffsetDateTime,
}

impl BoxOffice {
    /// The session with this number, read over connections that no page uses. None if it is over:
    /// at once on the server that ended it and on servers that get the notice, and within 5 seconds
    /// on all others.
    ///
    /// # Errors
    /// If the database fails, after at most 2 seconds.
    pub async fn session(&self, id: SessionId) -> Result<Option<SessionRow>, Refusal> {
        if let Some(known) = self.people().sessions.get(&id) {
            return Ok(known);
        }
        let found = people::find_session(&self.paying().with_deadline(QUESTION), id).await?;
        self.people().sessions.insert(id, found);
        Ok(found)
    }

    /// Whether a buyer has an account. If so, only a session of the account may see the buyer's
    /// data, because nobody could end the use of an old copy of the guest's cookie. Takes effect at
    /// once on the server where the buyer signs in, and within 5 seconds on all others.
    ///
    /// # Errors
    /// If the database fails, after at most 1 second.
    pub async fn has_account(&self, buyer: BuyerId) -> Result<bool, Refusal> {
        if let Some(known) = self.people().guests.get(&buyer) {
            return Ok(known);
        }
        let found = self.people().accounts.has_account(buyer).await?;
        // If the buyer signed in during the query, the newer entry wins.
        Ok(self
            .people()
            .guests
            .entry(buyer)
            .or_insert(found)
            .into_value())
    }

    /// The sessions of an account that are not over, the most recently used first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn account_sessions(&self, account: AccountId) -> Result<Vec<SessionEntry>, Refusal> {
        let rows = people::sessions_of(self.pool(), account).await?;
        Ok(rows
            .into_iter()
            .map(|(id, signed_in_at, seen_at)| SessionEntry {
                id,
                signed_in_at,
                seen_at,
            })
            .collect())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sign_out(&self, id: SessionId) -> Result<(), Refusal> {
        people::end_session(self.pool(), id).await?;
        self.people().ended(id);
        Ok(())
    }

    /// Ends all sessions of an account, and all guest cookies and tokens that its buyers had before
    /// they signed in.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sign_out_everywhere(&self, account: AccountId) -> Result<(), Refusal> {
        for id in people::end_sessions(self.pool(), account).await? {
            self.people().ended(id);
        }
        self.look_for_signed_out().await?;
        Ok(())
    }
}
