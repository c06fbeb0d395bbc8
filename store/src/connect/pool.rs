//! Pools of connections to the primary. Each call through a pool has a deadline, the wait for a connection included.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use futures::{
    FutureExt, StreamExt, TryFutureExt, TryStreamExt,
    future::BoxFuture,
    stream::{self, BoxStream},
};
use sqlx::{
    Describe, Either, Execute, Executor, PgPool, Postgres, SqlStr,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions, PgQueryResult, PgRow, PgStatement, PgTypeInfo},
};
use tokio::time::{Instant, timeout};

use super::{
    connection::{Connection, Transaction},
    primary::Primary,
    session,
};
use crate::deadline;

/// A connection that lay idle for longer is tried before it is used.
const TRUSTED: Duration = Duration::from_secs(5);

/// How long a connection that is tried may take to answer.
const TRY: Duration = Duration::from_secs(1);

/// The pause after a database that is not the primary.
const AFTER_A_REFUSAL: Duration = Duration::from_millis(250);

/// Connections to one database. Clones are cheap and share them.
#[derive(Debug, Clone)]
pub struct Pool {
    connections: PgPool,
    pub(super) primary: Arc<Primary>,
    name: &'static str,
    /// Of which choice of an address the pool knows.
    turn: Arc<AtomicU64>,
    deadline: Duration,
}

/// What a pool allows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// How many connections, at the most.
    pub connections: u32,
    /// How long a caller waits for one of them.
    pub wait: Duration,
    /// How long one call may take, the wait for a connection included.
    pub deadline: Duration,
    /// How long a statement may take in the database, where that is less than for every session.
    pub statement: Option<Duration>,
}

impl Limits {
    /// Those of one page, one payment, one background task.
    pub const READ: Self = Self { connections: 1, wait: Duration::from_secs(10), deadline: deadline::READ, statement: None };

    /// Those of one sale desk: after the wait, those who wait for the desk are told to come back.
    pub const DESK: Self = Self { connections: 1, wait: Duration::from_secs(3), deadline: deadline::DESK, statement: None };
}

impl Pool {
    /// No connection is opened yet.
    pub(super) fn new(primary: Arc<Primary>, name: &'static str, limits: Limits) -> Self {
        let (turn, options) = primary.options(name);
        let connections = pool_options(&primary, limits).connect_lazy_with(options);
        Self { connections, primary, name, turn: Arc::new(AtomicU64::new(turn)), deadline: limits.deadline }
    }

    /// Other connections to the same database.
    pub(super) fn beside(&self, name: &'static str, limits: Limits) -> Self {
        Self::new(self.primary.clone(), name, limits)
    }

    /// The same connections, and another deadline for each call.
    #[must_use]
    pub fn with_deadline(&self, deadline: Duration) -> Self {
        Self { deadline, ..self.clone() }
    }

    /// How many connections there are at the most.
    #[must_use]
    pub fn max_connections(&self) -> u32 {
        self.connections.options().get_max_connections()
    }

    /// A connection. It waits no longer than the pool's limit.
    ///
    /// # Errors
    /// When none can be had.
    pub async fn acquire(&self) -> Result<Connection, sqlx::Error> {
        self.follow();
        Ok(Connection::new(self.connections.acquire().await?, self.primary.clone()))
    }

    /// Begins a transaction. Its beginning and its end have the pool's deadline; the statements in between are the caller's, who waits for
    /// them no longer than for `statement_timeout` of a database that answers.
    ///
    /// # Errors
    /// When no connection can be had, or the database refuses.
    pub async fn begin(&self) -> Result<Transaction, sqlx::Error> {
        Transaction::begin(self.acquire().await?, self.deadline).await
    }

    /// A listener on a connection of this pool.
    pub(crate) async fn listener(&self) -> Result<PgListener, sqlx::Error> {
        PgListener::connect_with(&self.connections).await
    }

    /// Closes the connections, and waits until those in use are given back.
    pub async fn close(&self) {
        self.connections.close().await;
    }

    /// How connections are made at present.
    #[must_use]
    pub fn connect_options(&self) -> Arc<PgConnectOptions> {
        self.follow();
        self.connections.connect_options()
    }

    /// Goes to the address that was chosen last.
    fn follow(&self) {
        if self.turn.load(Ordering::Acquire) != self.primary.turn() {
            let (turn, options) = self.primary.options(self.name);
            self.connections.set_connect_options(options);
            self.turn.store(turn, Ordering::Release);
        }
    }

    async fn call(&self) -> Result<Call, sqlx::Error> {
        let deadline = Instant::now() + self.deadline;
        let connection = deadline::until(deadline, self.acquire()).await?;
        Ok(Call { connection, deadline })
    }
}

fn pool_options(primary: &Arc<Primary>, limits: Limits) -> PgPoolOptions {
    let (trying, preparing) = (primary.clone(), primary.clone());
    PgPoolOptions::new()
        .max_connections(limits.connections)
        .acquire_timeout(limits.wait)
        // Connections that were at work a moment ago are not asked each time whether they still are: that would be a round trip more.
        .test_before_acquire(false)
        .before_acquire(move |connection, of| {
            let is_of_today = trying.serves(of.age);
            Box::pin(async move {
                if is_of_today && of.idle_for > TRUSTED {
                    timeout(TRY, sqlx::Connection::ping(connection)).await.map_err(|_| deadline::passed())??;
                }
                Ok(is_of_today)
            })
        })
        .after_connect(move |connection, _| {
            let primary = preparing.clone();
            Box::pin(async move {
                let prepared = session::prepare(connection, &primary).await.map(|_| ());
                if let (Ok(()), Some(statement)) = (&prepared, limits.statement) {
                    session::limit_statements(connection, statement).await?;
                }
                if prepared.is_err() {
                    // The pool logs this and tries again at once.
                    tokio::time::sleep(AFTER_A_REFUSAL).await;
                }
                prepared
            })
        })
}

/// One call, and until when it is waited for.
struct Call {
    connection: Connection,
    deadline: Instant,
}

impl Call {
    /// The answer; the connection is condemned if it says so.
    fn judged<T>(mut self, answer: Result<T, sqlx::Error>) -> Result<T, sqlx::Error> {
        if let Err(error) = &answer {
            self.connection.judge(error);
        }
        answer
    }
}

impl<'p> Executor<'p> for &'_ Pool {
    type Database = Postgres;

    /// All rows are read before the first is handed over: the deadline covers them all.
    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Either<PgQueryResult, PgRow>, sqlx::Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let pool = self.clone();
        let steps = async move {
            let mut call = pool.call().await?;
            let answer: Result<Vec<_>, sqlx::Error> =
                deadline::until(call.deadline, (&mut *call.connection).fetch_many(query).try_collect()).await;
            call.judged(answer)
        };
        steps.map_ok(|steps| stream::iter(steps).map(Ok)).try_flatten_stream().boxed()
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, sqlx::Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let pool = self.clone();
        async move {
            let mut call = pool.call().await?;
            let answer = deadline::until(call.deadline, (&mut *call.connection).fetch_optional(query)).await;
            call.judged(answer)
        }
        .boxed()
    }

    fn prepare_with<'e>(self, sql: SqlStr, parameters: &'e [PgTypeInfo]) -> BoxFuture<'e, Result<PgStatement, sqlx::Error>>
    where
        'p: 'e,
    {
        let pool = self.clone();
        async move {
            let mut call = pool.call().await?;
            let answer = deadline::until(call.deadline, (&mut *call.connection).prepare_with(sql, parameters)).await;
            call.judged(answer)
        }
        .boxed()
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Postgres>, sqlx::Error>>
    where
        'p: 'e,
    {
        let pool = self.clone();
        async move {
            let mut call = pool.call().await?;
            let answer = deadline::until(call.deadline, (&mut *call.connection).describe(sql)).await;
            call.judged(answer)
        }
        .boxed()
    }
}
