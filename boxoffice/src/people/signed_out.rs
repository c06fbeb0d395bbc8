//! Guests whose account was signed out everywhere. A guest's cookie is a number with a signature
//! and cannot be ended: a copy from before the sign-in could hold seats in the account's name for
//! ever. Each server keeps these numbers in memory, because a hold must not query the database for
//! them.

use std::{
    collections::HashSet,
    sync::{PoisonError, RwLock},
    time::Duration,
};

use domain::BuyerId;
use store::{Pool, people};
use time::OffsetDateTime;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::sessions::QUESTION;
use crate::BoxOffice;

/// How often a server reads new numbers without a notice.
const POLL: Duration = Duration::from_secs(2);

/// The most buyers in one read, the newest first. A server keeps at most twice as many, in some 40
/// MB. Beyond that it reads the newest again and drops the others.
const MOST: u32 = 500_000;

/// The buyers of accounts that were signed out everywhere.
#[derive(Debug)]
pub(super) struct SignedOutBuyers {
    known: RwLock<KnownBuyers>,
    /// Rings when a session has ended.
    pub bell: Notify,
}

#[derive(Debug, Default)]
struct KnownBuyers {
    buyers: HashSet<BuyerId>,
    /// The newest time of a sign-out.
    newest: Option<OffsetDateTime>,
}

impl SignedOutBuyers {
    /// Reads the existing numbers.
    pub async fn load(pool: &Pool) -> Result<Self, store::Error> {
        let signed_out = Self {
            known: RwLock::default(),
            bell: Notify::new(),
        };
        signed_out.read_more(pool).await?;
        Ok(signed_out)
    }

    /// Whether a buyer is one of them.
    pub fn has(&self, buyer: BuyerId) -> bool {
        self.known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .buyers
            .contains(&buyer)
    }

    /// Reads new numbers.
    pub async fn read_more(&self, pool: &Pool) -> Result<(), store::Error> {
        let since = self
            .known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .newest;
        let found = people::signed_out_buyers(pool, since, MOST).await?;
        let is_room = self
            .known
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .add(found, 2 * MOST as usize);
        if !is_room {
            let mut newest = KnownBuyers::default();
            newest.add(
                people::signed_out_buyers(pool, None, MOST).await?,
                MOST as usize,
            );
            // Replaced only now: until then, and if the read failed, the known buyers stay signed
            // out.
            *self.known.write().unwrap_or_else(PoisonError::into_inner) = newest;
        }
        Ok(())
    }
}

impl KnownBuyers {
    /// Adds buyers. False, without a change, if that would be more than `most` in all.
    fn add(&mut self, found: Vec<(BuyerId, OffsetDateTime)>, most: usize) -> bool {
        let more = found
            .iter()
            .filter(|(buyer, _)| !self.buyers.contains(buyer))
            .count();
        if self.buyers.len() + more > most {
            return false;
        }
        self.newest = found.iter().map(|(_, at)| *at).chain(self.newest).max();
        self.buyers
            .extend(found.into_iter().map(|(buyer, _)| buyer));
        true
    }
}

impl BoxOffice {
    /// Whether a buyer's account was signed out everywhere. Then nobody may act as the guest with
    /// this number, even to hold seats. Takes effect at once on the server that signed out, and
    /// within 5 seconds on all others.
    #[must_use]
    pub fn is_signed_out(&self, buyer: BuyerId) -> bool {
        self.people().signed_out.has(buyer)
    }

    /// Reads the buyers whose accounts were signed out everywhere since the last read.
    pub(super) async fn look_for_signed_out(&self) -> Result<(), store::Error> {
        self.people()
            .signed_out
            .read_more(&self.paying().with_deadline(QUESTION))
            .await
    }
}

/// Reads buyers whose accounts were signed out everywhere, until `shutdown`.
pub(crate) async fn follow_signed_out(office: BoxOffice, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = office.people().signed_out.bell.notified() => {}
            () = tokio::time::sleep(POLL) => {}
            () = shutdown.cancelled() => return,
        }
        if let Err(error) = office.look_for_signed_out().await {
            tracing::warn!(%error, "could not read accounts that were signed out everywhere");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_memory_forgets_no_signed_out_buyer() {
        let (first, second, third) = (BuyerId::new(), BuyerId::new(), BuyerId::new());
        let at = |second| OffsetDateTime::UNIX_EPOCH + Duration::from_secs(second);
        let mut known = KnownBuyers::default();
        assert!(known.add(vec![(second, at(2)), (first, at(1))], 2));
        assert!(
            known.add(vec![(second, at(2))], 2),
            "one who is known takes no room"
        );
        assert!(!known.add(vec![(third, at(3))], 2));
        assert_eq!(
            (known.buyers.len(), known.newest),
            (2, Some(at(2))),
            "as it was"
        );
    }
}
