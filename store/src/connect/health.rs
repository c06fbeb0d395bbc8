//! Looks after the database while a server runs: is there a primary, which address is it at, is it durable?

use std::time::Duration;

use sqlx::{ConnectOptions, PgConnection};
use tokio::time::Instant;

use super::{Pool, reach, session};
use crate::{Error, deadline};

/// The pause between two looks.
const PAUSE: Duration = Duration::from_secs(1);

/// A look that is older says nothing any more.
const STALE: Duration = Duration::from_secs(5);

/// How a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// It answers, takes changes, and keeps what it acknowledges.
    Ready,
    /// It answers and takes changes, but a crash could lose some: these settings say so, as `fsync=off`.
    Undurable(Vec<String>),
    /// It does not answer, or takes no changes.
    Down(String),
}

impl Pool {
    /// How the database was at the last look of [`Pool::keep`], at most a few seconds ago. Costs nothing.
    #[must_use]
    pub fn health(&self) -> Health {
        match self.primary.health() {
            (at, Health::Ready | Health::Undurable(_)) if at.elapsed() > STALE => Health::Down("the database was not looked at".to_owned()),
            (_, health) => health,
        }
    }

    /// Wakes when the database has a new history: the caller then reads again what it remembers of the old one.
    #[must_use]
    pub fn changes(&self) -> tokio::sync::watch::Receiver<u64> {
        self.primary.changes()
    }

    /// Looks after the database for as long as this runs: every second it asks whether the primary answers, takes changes and is durable.
    /// If it does not, and there are other addresses, it looks for the primary there.
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

    /// Looks once.
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
        let health = if facts.undurable.is_empty() { Health::Ready } else { Health::Undurable(facts.undurable) };
        // The clock was read some time before: a deadline in its terms comes a little sooner for that, not later.
        self.primary.note(health, Some((Instant::now(), facts.now)));
        Ok(())
    }

    /// Looks for the primary at all addresses, and goes to it. Whether it is at another one.
    async fn seek(&self) -> bool {
        let addresses = self.primary.addresses();
        if addresses.len() < 2 {
            return false;
        }
        let found = reach::all(addresses, deadline::PROOF, false).await;
        let admitted =
            |outcome: &reach::Outcome| matches!(outcome, reach::Outcome::Primary(found) if self.primary.admit(&found.facts).is_ok());
        let Some(address) = reach::best(&found, admitted) else { return false };
        let moved = self.primary.choose(address);
        if moved {
            tracing::warn!(address = reach::name(&addresses[address]), "the primary is at another address");
        }
        moved
    }
}

/// Which of the settings that make a commit durable are not as they must be. A shop must not sell where this is not empty.
///
/// # Errors
/// When the database cannot be asked.
pub async fn undurable_settings(pool: &Pool) -> Result<Vec<String>, Error> {
    let mut connection = pool.acquire().await?;
    let facts = deadline::until(Instant::now() + deadline::PROOF, session::facts(&mut connection)).await.map_err(Error::from);
    Ok(connection.judged(facts)?.undurable)
}
