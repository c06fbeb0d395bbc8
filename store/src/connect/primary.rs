//! Which of the addresses is the primary, and which history of the shop it writes.
//!
//! A database whose history is older than the newest known one is refused, on whatever address: nothing is sold on an old primary that
//! comes back. The first connection to a new history notes it in the table `history`, before any other statement: from then on every
//! position has another epoch, and nobody takes its versions for those of the history before.

use std::{
    fmt, io,
    sync::{
        Mutex, MutexGuard, PoisonError,
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

/// The addresses of a database, and what is known of it.
pub(crate) struct Primary {
    addresses: Vec<PgConnectOptions>,
    /// Counts the choices of an address.
    turn: AtomicU64,
    /// Connections that were made before this, in microseconds from `began`, are not used any more.
    serving_since: AtomicU64,
    began: Instant,
    state: Mutex<State>,
    /// Counts the changes of history.
    changes: watch::Sender<u64>,
}

/// Addresses hold passwords.
impl fmt::Debug for Primary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Primary").finish_non_exhaustive()
    }
}

struct State {
    /// Which address is used.
    current: usize,
    /// The newest history, and its generation.
    newest: Option<(History, i64)>,
    /// Those before it.
    past: Vec<History>,
    /// What the clock of the database showed, and when.
    clock: Option<(Instant, OffsetDateTime)>,
    health: (Instant, Health),
}

impl Primary {
    /// The primary is at this one of the addresses.
    pub fn new(addresses: Vec<PgConnectOptions>, current: usize) -> Self {
        let began = Instant::now();
        let state = State { current, newest: None, past: Vec::new(), clock: None, health: (began, Health::Ready) };
        let (turn, serving_since) = (AtomicU64::new(1), AtomicU64::new(0));
        Self { addresses, turn, serving_since, began, state: Mutex::new(state), changes: watch::Sender::new(0) }
    }

    /// Counts the choices of an address.
    pub fn turn(&self) -> u64 {
        self.turn.load(Ordering::Acquire)
    }

    /// How a connection of this name is made at present, and of which turn that is.
    pub fn options(&self, name: &str) -> (u64, PgConnectOptions) {
        let turn = self.turn();
        (turn, self.addresses[self.lock().current].clone().application_name(name))
    }

    /// All addresses.
    pub fn addresses(&self) -> &[PgConnectOptions] {
        &self.addresses
    }

    /// Takes this one of the addresses from now on; whether it was another one.
    pub fn choose(&self, address: usize) -> bool {
        let before = std::mem::replace(&mut self.lock().current, address);
        if before != address {
            self.turn.fetch_add(1, Ordering::AcqRel);
            self.retire();
        }
        before != address
    }

    /// Whether a connection of this age is used.
    pub fn serves(&self, age: Duration) -> bool {
        let made = self.began.elapsed().saturating_sub(age);
        made.as_micros() >= u128::from(self.serving_since.load(Ordering::Acquire))
    }

    /// All connections that there are were made to something else.
    fn retire(&self) {
        self.serving_since.store(u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX), Ordering::Release);
    }

    /// Refuses a standby, and a database whose history is older than the newest.
    pub fn admit(&self, facts: &Facts) -> Result<(), sqlx::Error> {
        if facts.standby {
            return Err(refusal("the database is a standby"));
        }
        let state = self.lock();
        let Some((newest, _)) = state.newest else { return Ok(()) };
        let found = facts.history;
        let same_cluster = (found.system, found.database) == (newest.system, newest.database);
        if found != newest && (state.past.contains(&found) || same_cluster && found.timeline < newest.timeline) {
            return Err(refusal("the database is an old primary: a standby has been promoted in its place"));
        }
        Ok(())
    }

    /// Notes the history that the database writes, if it is not the newest known one.
    pub async fn enter(&self, connection: &mut PgConnection, facts: &Facts) -> Result<(), sqlx::Error> {
        let found = facts.history;
        if !facts.has_history || self.lock().newest.is_some_and(|(newest, _)| newest == found) {
            return Ok(());
        }
        let generation =
            sqlx::query_scalar!(r#"select enter_history($1, $2, $3) as "generation!""#, found.system, found.timeline, found.database)
                .fetch_one(&mut *connection)
                .await?;
        let past =
            sqlx::query!("select system, timeline, database from history where generation < $1", generation).fetch_all(connection).await?;
        let mut state = self.lock();
        if state.newest.is_some_and(|(newest, _)| newest == found) {
            return Ok(());
        }
        let had_another = state.newest.replace((found, generation)).is_some();
        state.past = past
            .into_iter()
            .map(|row| History { system: row.system, timeline: row.timeline, database: row.database })
            .filter(|past| *past != found)
            .collect();
        drop(state);
        if had_another {
            tracing::warn!(generation, timeline = found.timeline, "the database has a new history: every seat map starts again");
            self.retire();
            self.changes.send_modify(|changes| *changes += 1);
        }
        Ok(())
    }

    /// Wakes at every change of history.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Notes how the database is, and what its clock showed when.
    pub fn note(&self, health: Health, clock: Option<(Instant, OffsetDateTime)>) {
        let mut state = self.lock();
        state.health = (Instant::now(), health);
        state.clock = clock.or(state.clock);
    }

    /// How the database was, and when.
    pub fn health(&self) -> (Instant, Health) {
        self.lock().health.clone()
    }

    /// What the clock of the database will show at this moment.
    pub fn database_time(&self, at: Instant) -> Option<OffsetDateTime> {
        let (when, shown) = self.lock().clock?;
        Some(shown + at.checked_duration_since(when)?)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts as transient: there will be a primary again.
fn refusal(why: &str) -> sqlx::Error {
    sqlx::Error::Io(io::Error::other(why))
}
