//! Knows which address is the primary, and which history of the shop it writes.
//!
//! A database with a history older than the newest known one is refused at every address, so
//! nothing is sold on an old primary that comes back. The first connection to a new history writes
//! it to the table `history` before any other statement. From then on every position has a new
//! epoch, so its versions cannot be confused with those of the old history.

use std::{
    collections::HashMap,
    fmt, io,
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sqlx::{PgConnection, postgres::PgConnectOptions};
use time::OffsetDateTime;
use tokio::{sync::watch, time::Instant};

use super::{
    health::Health,
    session::{Facts, History},
};

/// The addresses of a database, and their known state.
pub(crate) struct Primary {
    addresses: Vec<PgConnectOptions>,
    /// Counts the choices of an address.
    turn: AtomicU64,
    /// Microseconds from `began`. Connections that were made before this moment are no longer used.
    serving_since: AtomicU64,
    began: Instant,
    state: Mutex<PrimaryState>,
    /// Counts the changes of history.
    changes: watch::Sender<u64>,
    /// Keys of the operator's file, by name. They replace the keys in the database.
    pub(super) keys: OnceLock<HashMap<String, Vec<u8>>>,
}

/// Hides the addresses, because they contain passwords.
impl fmt::Debug for Primary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Primary").finish_non_exhaustive()
    }
}

struct PrimaryState {
    /// Index of the address in use.
    current: usize,
    /// The newest known history and its generation.
    newest: Option<(History, i64)>,
    /// The histories before it.
    past: Vec<History>,
    /// A reading of the database's clock, and when it was made.
    clock: Option<(Instant, OffsetDateTime)>,
    health: (Instant, Health),
}

impl Primary {
    /// Begins with the primary at the address with this index.
    pub fn new(addresses: Vec<PgConnectOptions>, current: usize) -> Self {
        let began = Instant::now();
        let state = PrimaryState {
            current,
            newest: None,
            past: Vec::new(),
            clock: None,
            health: (began, Health::Ready),
        };
        let (turn, serving_since) = (AtomicU64::new(1), AtomicU64::new(0));
        let (state, changes) = (Mutex::new(state), watch::Sender::new(0));
        Self {
            addresses,
            turn,
            serving_since,
            began,
            state,
            changes,
            keys: OnceLock::new(),
        }
    }

    /// The number of choices of an address so far.
    pub fn turn(&self) -> u64 {
        self.turn.load(Ordering::Acquire)
    }

    /// The options for new connections with this name, and the number of the choice that they
    /// belong to.
    pub fn options(&self, name: &str) -> (u64, PgConnectOptions) {
        let turn = self.turn();
        (
            turn,
            self.addresses[self.lock().current]
                .clone()
                .application_name(name),
        )
    }

    /// Every address.
    pub fn addresses(&self) -> &[PgConnectOptions] {
        &self.addresses
    }

    /// Switches to the address with this index. Returns whether it was another one.
    pub fn choose(&self, address: usize) -> bool {
        let before = std::mem::replace(&mut self.lock().current, address);
        if before != address {
            self.turn.fetch_add(1, Ordering::AcqRel);
            self.retire();
        }
        before != address
    }

    /// Whether a connection of this age may be used.
    pub fn serves(&self, age: Duration) -> bool {
        let made = self.began.elapsed().saturating_sub(age);
        made.as_micros() >= u128::from(self.serving_since.load(Ordering::Acquire))
    }

    /// Ends the use of all existing connections.
    fn retire(&self) {
        self.serving_since.store(
            u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX),
            Ordering::Release,
        );
    }

    /// Refuses a standby, and a database with a history older than the newest known one.
    pub fn admit(&self, facts: &Facts) -> Result<(), sqlx::Error> {
        if facts.standby {
            return Err(refusal("the database is a standby"));
        }
        let state = self.lock();
        let Some((newest, _)) = state.newest else {
            return Ok(());
        };
        let found = facts.history;
        let same_cluster = (found.system, found.database) == (newest.system, newest.database);
        if found != newest
            && (state.past.contains(&found) || same_cluster && found.timeline < newest.timeline)
        {
            return Err(refusal(
                "the database is an old primary: a standby has been promoted in its place",
            ));
        }
        Ok(())
    }

    /// Stores the history that the database writes, if it is not the newest known one.
    pub async fn enter(
        &self,
        connection: &mut PgConnection,
        facts: &Facts,
    ) -> Result<(), sqlx::Error> {
        let found = facts.history;
        if !facts.has_history
            || self
                .lock()
                .newest
                .is_some_and(|(newest, _)| newest == found)
        {
            return Ok(());
        }
        let generation = sqlx::query_scalar!(
            r#"select enter_history($1, $2, $3) as "generation!""#,
            found.system,
            found.timeline,
            found.database
        )
        .fetch_one(&mut *connection)
        .await?;
        let past = sqlx::query!(
            "select system, timeline, database from history where generation < $1",
            generation
        )
        .fetch_all(connection)
        .await?;
        let mut state = self.lock();
        if state.newest.is_some_and(|(newest, _)| newest == found) {
            return Ok(());
        }
        let had_another = state.newest.replace((found, generation)).is_some();
        state.past = past
            .into_iter()
            .map(|row| History {
                system: row.system,
                timeline: row.timeline,
                database: row.database,
            })
            .filter(|past| *past != found)
            .collect();
        drop(state);
        if had_another {
            tracing::warn!(
                generation,
                timeline = found.timeline,
                "the database has a new history: every seat map starts again"
            );
            self.retire();
            self.changes.send_modify(|changes| *changes += 1);
        }
        Ok(())
    }

    /// Changes when the history changes.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Stores the health of the database, and a reading of its clock.
    pub fn note(&self, health: Health, clock: Option<(Instant, OffsetDateTime)>) {
        let mut state = self.lock();
        state.health = (Instant::now(), health);
        state.clock = clock.or(state.clock);
    }

    /// The health at the last check, and the time of the check.
    pub fn health(&self) -> (Instant, Health) {
        self.lock().health.clone()
    }

    /// The time of the database's clock at this moment.
    pub fn database_time(&self, at: Instant) -> Option<OffsetDateTime> {
        let (when, shown) = self.lock().clock?;
        Some(shown + at.checked_duration_since(when)?)
    }

    fn lock(&self) -> MutexGuard<'_, PrimaryState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A refusal counts as transient, because a primary will be available again.
fn refusal(why: &str) -> sqlx::Error {
    sqlx::Error::Io(io::Error::other(why))
}
