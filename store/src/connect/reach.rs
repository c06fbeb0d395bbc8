//! Tries the addresses of a database: which one answers, in which role, and why the others do not.

use std::{io, time::Duration};

use futures::future::join_all;
use sqlx::{
    ConnectOptions, Connection as _, Executor, PgConnection, Row, postgres::PgConnectOptions,
};
use tokio::time::Instant;

use super::session::{self, Facts};
use crate::{Error, deadline};

/// The longest time of one try, so that success or failure is known within five seconds.
const TRY: Duration = Duration::from_secs(4);

/// How long to wait for a database at whose address nobody listens: it may be starting.
const NOBODY: Duration = Duration::from_secs(4);

/// How long to wait for a database that starts, recovers after a crash, or waits for its promotion.
const STARTING: Duration = Duration::from_secs(60);

/// The pause between two tries.
const PAUSE: Duration = Duration::from_millis(250);

/// The pause between two log lines about the wait.
const MENTION: Duration = Duration::from_secs(5);

/// The outcome of a try.
#[derive(Debug)]
pub(super) enum ReachOutcome {
    /// It accepts changes.
    Primary(FoundPrimary),
    /// It answers, and it or another database will accept changes later.
    Wait(&'static str),
    /// Nobody listens at the address.
    Nobody(String),
    /// It cannot be used.
    No(String),
}

/// A database that accepts changes.
#[derive(Debug)]
pub(super) struct FoundPrimary {
    pub facts: Facts,
    generation: i64,
}

/// Finds the primary. Returns the index of its address.
pub(super) async fn primary(addresses: &[PgConnectOptions]) -> Result<usize, Error> {
    let began = Instant::now();
    let mut mentioned: Option<Instant> = None;
    loop {
        let outcomes = all(addresses, TRY, true).await;
        if let Some(best) = best(&outcomes, |outcome| {
            matches!(outcome, ReachOutcome::Primary(_))
        }) {
            return Ok(best);
        }
        let patience = if outcomes
            .iter()
            .any(|outcome| matches!(outcome, ReachOutcome::Wait(_)))
        {
            STARTING
        } else if outcomes
            .iter()
            .any(|outcome| matches!(outcome, ReachOutcome::Nobody(_)))
        {
            NOBODY
        } else {
            Duration::ZERO
        };
        let told: Vec<String> = addresses
            .iter()
            .zip(&outcomes)
            .map(|(address, outcome)| format!("{}: {outcome}", name(address)))
            .collect();
        let told = told.join("; ");
        if began.elapsed() + PAUSE >= patience {
            return Err(Error::Unreachable(told));
        }
        if patience == STARTING && mentioned.is_none_or(|at| at.elapsed() > MENTION) {
            mentioned = Some(Instant::now());
            tracing::info!("waiting for the database at {told}");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

impl std::fmt::Display for ReachOutcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Primary(_) => f.write_str("answers"),
            Self::Wait(why) => f.write_str(why),
            Self::Nobody(why) | Self::No(why) => f.write_str(why),
        }
    }
}

/// Tries all addresses at once.
pub(super) async fn all(
    addresses: &[PgConnectOptions],
    patience: Duration,
    first: bool,
) -> Vec<ReachOutcome> {
    join_all(
        addresses
            .iter()
            .map(|address| try_one(address, patience, first)),
    )
    .await
}

/// The outcome with the newest history.
pub(super) fn best(
    outcomes: &[ReachOutcome],
    fits: impl Fn(&ReachOutcome) -> bool,
) -> Option<usize> {
    let age = |outcome: &ReachOutcome| match outcome {
        ReachOutcome::Primary(found) => Some((found.generation, found.facts.history.timeline)),
        _ => None,
    };
    // Of equally new histories, the first address wins.
    (0..outcomes.len())
        .rev()
        .filter(|at| fits(&outcomes[*at]))
        .max_by_key(|at| age(&outcomes[*at]))
}

async fn try_one(address: &PgConnectOptions, patience: Duration, first: bool) -> ReachOutcome {
    let ask = async {
        let mut connection = address.connect().await?;
        if first && is_shared(address, &mut connection).await? {
            return Err(sqlx::Error::Configuration(SHARED.into()));
        }
        let facts = session::facts(&mut connection).await?;
        let generation = if facts.has_history {
            sqlx::query_scalar!("select max(generation) from history")
                .fetch_one(&mut connection)
                .await?
                .unwrap_or_default()
        } else {
            0
        };
        let _ = connection.close().await;
        Ok(FoundPrimary { facts, generation })
    };
    match deadline::until(Instant::now() + patience, ask).await {
        Ok(found) if found.facts.standby => ReachOutcome::Wait("it is a standby"),
        Ok(found) => ReachOutcome::Primary(found),
        Err(error)
            if error
                .as_database_error()
                .and_then(|error| error.code())
                .is_some_and(|code| code == "57P03") =>
        {
            ReachOutcome::Wait("it is starting up")
        }
        Err(sqlx::Error::Io(fault))
            if matches!(
                fault.kind(),
                io::ErrorKind::ConnectionRefused | io::ErrorKind::NotFound
            ) =>
        {
            ReachOutcome::Nobody(fault.to_string())
        }
        Err(error) if deadline::is_passed(&error) => {
            ReachOutcome::No(format!("no answer within {} s", patience.as_secs()))
        }
        Err(error) => ReachOutcome::No(reason(&error)),
    }
}

const SHARED: &str =
    "PgBouncer in transaction or statement mode is not supported: use its session mode";

/// Whether the address leads to a pooler that shares a database session between transactions. Then
/// two connections have one session, or one connection has two.
async fn is_shared(
    address: &PgConnectOptions,
    connection: &mut PgConnection,
) -> Result<bool, sqlx::Error> {
    let mut other = address.connect().await?;
    let own = session_of(connection).await?;
    if other.execute("begin").await.is_err() {
        return Ok(true);
    }
    let shared = session_of(&mut other).await? == own || session_of(connection).await? != own;
    let _ = other.close().await;
    Ok(shared)
}

/// Asks without a prepared statement, because such a pooler does not keep them.
async fn session_of(connection: &mut PgConnection) -> Result<i32, sqlx::Error> {
    sqlx::raw_sql("select pg_backend_pid()")
        .fetch_one(connection)
        .await?
        .try_get(0)
}

/// The address without its secrets.
pub(super) fn name(address: &PgConnectOptions) -> String {
    match address.get_socket() {
        Some(socket) => format!("{}/.s.PGSQL.{}", socket.display(), address.get_port()),
        None => format!("{}:{}", address.get_host(), address.get_port()),
    }
}

/// Why a database cannot be used, in its own words.
pub(super) fn reason(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Io(fault) => fault.to_string(),
        sqlx::Error::Database(error) => error.message().to_owned(),
        sqlx::Error::Configuration(error) => error.to_string(),
        error => error.to_string(),
    }
}
