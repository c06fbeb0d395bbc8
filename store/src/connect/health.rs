//! Checks the database while a server runs: whether there is a primary, at which address, and
//! whether it is durable.

use std::time::Duration;

use sqlx::{ConnectOptions, PgConnection};
use tokio::time::Instant;

use super::{Pool, reach, session};
use crate::{Error, deadline};

/// The pause between two checks.
const PAUSE: Duration = Duration::from_secs(1);

/// The age at which the result of a check is no longer valid.
const STALE: Duration = Duration::from_secs(5);

/// The health of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// It answers, accepts changes, and keeps every acknowledged commit.
    Ready,
    /// It answers and accepts changes, but a crash could lose some, because of these settings
    /// (`fsync=off`).
    Undurable(Vec<String>),
    /// It does not answer, or does not accept changes.
    Down(String),
}

impl Pool {
    /// The health at the last check of [`Pool::keep`], at most a few seconds ago. Costs nothing.
    #[must_use]
    pub fn health(&self) -> Health {
        match self.primary.health() {
            (at, Health::Ready | Health::Undurable(_)) if at.elapsed() > STALE => {
                Health::Down("the database was not looked at".to_owned())
            }
            (_, health) => health,
        }
    }

    /// Changes when the database has a new history. The caller must then reload the data that it
    /// keeps in memory.
    #[must_use]
    pub fn changes(&self) -> tokio::sync::watch::Receiver<u64> {
        self.primary.changes()
    }

    /// Checks the database every second for as long as this future runs: whether the primary
    /// answers, accepts changes and is durable. If it fails and there are other addresses, this
    /// looks for the primary there.
    pub async fn keep(&self) {
        let mut connection = None;
        loop {
            match self.look(&mut connection).await {
                Ok(()) => {}
                Err(error) => {
                    connection = None;
                    let reason = reach::reason(&error);
                    if !matches!(self.primary.health().1, Health::Down(_)) {
                        tracing::warn!(reason, "the database cannot be used");
                    }
                    self.primary.note(Health::Down(reason), None);
                    if self.seek().await {
                        continue;
                    }
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Does one check.
    async fn look(&self, line: &mut Option<PgConnection>) -> Result<(), sqlx::Error> {
        let deadline = Instant::now() + deadline::PROOF;
        let look = async {
            match line {
                Some(connection) => {
                    let facts = session::facts(connection).await?;
                    self.primary.admit(&facts)?;
                    self.primary.enter(connection, &facts).await?;
                    Ok::<_, sqlx::Error>(facts)
                }
                None => {
                    let (_, options) = self.primary.options("frontrow keeper");
                    let mut connection = options.connect().await?;
                    let facts = session::prepare(&mut connection, &self.primary).await?;
                    *line = Some(connection);
                    Ok(facts)
                }
            }
        };
        let facts = deadline::until(deadline, look).await?;
        let health = if facts.undurable.is_empty() {
            Health::Ready
        } else {
            Health::Undurable(facts.undurable)
        };
        // The clock was read a moment before `now`, so a deadline by this clock comes slightly
        // earlier, never later.
        self.primary.note(health, Some((Instant::now(), facts.now)));
        Ok(())
    }

    /// Looks for the primary at all addresses and switches to it. Returns whether the address
    /// changed.
    async fn seek(&self) -> bool {
        let addresses = self.primary.addresses();
        if addresses.len() < 2 {
            return false;
        }
        let found = reach::all(addresses, deadline::PROOF, false).await;
        let admitted = |outcome: &reach::ReachOutcome| matches!(outcome, reach::ReachOutcome::Primary(found) if self.primary.admit(&found.facts).is_ok());
        let Some(address) = reach::best(&found, admitted) else {
            return false;
        };
        let moved = self.primary.choose(address);
        if moved {
            tracing::warn!(
                address = reach::name(&addresses[address]),
                "the primary is at another address"
            );
        }
        moved
    }
}

/// The settings that keep a commit from being durable. A shop must not sell unless this is empty.
///
/// # Errors
/// The database cannot be asked.
pub async fn undurable_settings(pool: &Pool) -> Result<Vec<String>, Error> {
    let mut connection = pool.acquire().await?;
    let facts = deadline::until(
        Instant::now() + deadline::PROOF,
        session::facts(&mut connection),
    )
    .await
    .map_err(Error::from);
    Ok(connection.judged(facts)?.undurable)
}
