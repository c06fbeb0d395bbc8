//! Pools of connections to the primary. Each call through a pool has a deadline, the wait for a
//! connection included.

use std::{
    collections::HashMap,
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
    postgres::{
        PgConnectOptions, PgListener, PgPoolOptions, PgQueryResult, PgRow, PgStatement, PgTypeInfo,
    },
};
use tokio::time::{Instant, timeout};

use super::{
    connection::{StoreConnection, Transaction, is_lost},
    primary::Primary,
    session,
    warm::{TRUSTED, WarmConnections},
};
use crate::deadline;

/// The longest wait for the answer of a tested connection.
const TRY: Duration = Duration::from_secs(1);

/// The pause after a connection to a database that is not the primary.
const AFTER_A_REFUSAL: Duration = Duration::from_millis(250);

/// A pool of connections to one database. Clones are cheap and share the connections.
#[derive(Debug, Clone)]
pub struct Pool {
    connections: PgPool,
    /// Connections that were in use a moment ago.
    warm: Arc<WarmConnections>,
    pub(super) primary: Arc<Primary>,
    name: &'static str,
    /// The number of the address choice that the pool uses.
    turn: Arc<AtomicU64>,
    deadline: Duration,
}

/// The limits of a pool.
#[derive(Debug, Clone, Copy)]
pub(super) struct PoolLimits {
    /// The most connections.
    pub connections: u32,
    /// The longest wait for a connection.
    pub wait: Duration,
    /// The longest time of a call, the wait for a connection included.
    pub deadline: Duration,
    /// The longest time of a statement in the database, if it is shorter than the limit of every
    /// session.
    pub statement: Option<Duration>,
}

impl PoolLimits {
    /// The limits for one page, one payment or one background task.
    pub const READ: Self = Self {
        connections: 1,
        wait: Duration::from_secs(10),
        deadline: deadline::READ,
        statement: None,
    };

    /// The limits for one sale desk. After the wait, buyers in the queue of the desk are told to
    /// come back.
    pub const DESK: Self = Self {
        connections: 1,
        wait: Duration::from_secs(3),
        deadline: deadline::DESK,
        statement: None,
    };
}

impl Pool {
    /// A pool without open connections.
    pub(super) fn new(primary: Arc<Primary>, name: &'static str, limits: PoolLimits) -> Self {
        let (turn, options) = primary.options(name);
        let connections = pool_options(&primary, limits).connect_lazy_with(options);
        let (warm, turn) = (
            Arc::new(WarmConnections::of_pool(limits.connections)),
            Arc::new(AtomicU64::new(turn)),
        );
        Self {
            connections,
            warm,
            primary,
            name,
            turn,
            deadline: limits.deadline,
        }
    }

    /// Another pool of connections to the same database.
    pub(super) fn beside(&self, name: &'static str, limits: PoolLimits) -> Self {
        Self::new(self.primary.clone(), name, limits)
    }

    /// The same pool with another deadline for each call.
    #[must_use]
    pub fn with_deadline(&self, deadline: Duration) -> Self {
        Self {
            deadline,
            ..self.clone()
        }
    }

    /// Uses these keys, by name, instead of the keys in the database. This applies to all pools of
    /// this database. Call it once, before the first key is read.
    pub fn use_keys(&self, keys: HashMap<String, Vec<u8>>) {
        let _ = self.primary.keys.set(keys);
    }

    /// The key with this name in the operator's file.
    pub(crate) fn key(&self, name: &str) -> Option<Vec<u8>> {
        self.primary
            .keys
            .get()
            .and_then(|keys| keys.get(name))
            .cloned()
    }

    /// The most connections of the pool.
    #[must_use]
    pub fn max_connections(&self) -> u32 {
        self.connections.options().get_max_connections()
    }

    /// Takes a connection. Waits at most for the pool's limit.
    ///
    /// # Errors
    /// No connection is available.
    pub async fn acquire(&self) -> Result<StoreConnection, sqlx::Error> {
        // Counts this caller before it looks for a warm connection. A connection that is given back
        // after the look then goes to the queue where this caller waits.
        let _asking = self.warm.ask();
        if let Some(warm) = self.warm.take() {
            return Ok(warm);
        }
        self.follow();
        let asked = Instant::now();
        Ok(StoreConnection::new(
            self.connections.acquire().await?,
            self.primary.clone(),
            asked,
        ))
    }

    /// Returns a connection of this pool that has answered its last call completely, so the next
    /// caller gets it without a test. A connection that is dropped instead is tested first.
    pub fn give_back(&self, connection: StoreConnection) {
        self.warm.park(connection, || {
            self.connections.size() >= self.max_connections()
        });
        // This check must come after the connection is kept. Otherwise `close` could run between
        // the two, and would wait for the kept connection for ever.
        if self.connections.is_closed() {
            self.warm.clear();
        }
    }

    /// Has all connections tested before their next use: one of them was lost, so the others may
    /// be, too.
    pub fn distrust(&self) {
        self.warm.clear();
    }

    /// Begins a transaction. The pool's deadline applies to the beginning and the end. The caller
    /// chooses the deadlines of the statements between; `statement_timeout` limits them while the
    /// database answers.
    ///
    /// # Errors
    /// No connection is available, or the database refuses.
    pub async fn begin(&self) -> Result<Transaction, sqlx::Error> {
        Transaction::begin(self.acquire().await?, self.deadline).await
    }

    /// A listener on a connection of this pool.
    pub(crate) async fn listener(&self) -> Result<PgListener, sqlx::Error> {
        PgListener::connect_with(&self.connections).await
    }

    /// Closes the connections. Waits until the connections in use are returned.
    pub async fn close(&self) {
        let closed = self.connections.close();
        // Callers who give back a connection after this line clear it themselves.
        self.warm.clear();
        closed.await;
    }

    /// The current options for new connections.
    #[must_use]
    pub fn connect_options(&self) -> Arc<PgConnectOptions> {
        self.follow();
        self.connections.connect_options()
    }

    /// Switches to the address that was chosen last.
    fn follow(&self) {
        if self.turn.load(Ordering::Acquire) != self.primary.turn() {
            let (turn, options) = self.primary.options(self.name);
            self.connections.set_connect_options(options);
            self.turn.store(turn, Ordering::Release);
        }
    }

    async fn call(&self) -> Result<PoolCall, sqlx::Error> {
        let deadline = Instant::now() + self.deadline;
        let connection = deadline::until(deadline, self.acquire()).await?;
        Ok(PoolCall {
            connection,
            deadline,
        })
    }
}

fn pool_options(primary: &Arc<Primary>, limits: PoolLimits) -> PgPoolOptions {
    let (trying, preparing) = (primary.clone(), primary.clone());
    PgPoolOptions::new()
        .max_connections(limits.connections)
        .acquire_timeout(limits.wait)
        // Connections that were used a moment ago are not tested each time, because a test is
        // another round trip.
        .test_before_acquire(false)
        .before_acquire(move |connection, of| {
            let is_of_today = trying.serves(of.age);
            Box::pin(async move {
                if is_of_today && of.idle_for > TRUSTED {
                    timeout(TRY, sqlx::Connection::ping(connection))
                        .await
                        .map_err(|_| deadline::passed())??;
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
                    // The pool logs this and tries again immediately.
                    tokio::time::sleep(AFTER_A_REFUSAL).await;
                }
                prepared
            })
        })
}

/// A call with its deadline.
struct PoolCall {
    connection: StoreConnection,
    deadline: Instant,
}

impl PoolCall {
    /// The answer. Returns the connection to its pool, or condemns it if the answer requires it.
    fn judged<T>(mut self, pool: &Pool, answer: Result<T, sqlx::Error>) -> Result<T, sqlx::Error> {
        match &answer {
            Ok(_) => pool.give_back(self.connection),
            Err(error) => {
                self.connection.judge(error);
                if is_lost(error) {
                    pool.distrust();
                }
            }
        }
        answer
    }
}

impl<'p> Executor<'p> for &'_ Pool {
    type Database = Postgres;

    /// Reads all rows before it returns the first, so that the deadline covers all of them.
    fn fetch_many<'e, 'q: 'e, E>(
        self,
        query: E,
    ) -> BoxStream<'e, Result<Either<PgQueryResult, PgRow>, sqlx::Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let pool = self.clone();
        let steps = async move {
            let mut call = pool.call().await?;
            let answer: Result<Vec<_>, sqlx::Error> = deadline::until(
                call.deadline,
                (&mut *call.connection).fetch_many(query).try_collect(),
            )
            .await;
            call.judged(&pool, answer)
        };
        steps
            .map_ok(|steps| stream::iter(steps).map(Ok))
            .try_flatten_stream()
            .boxed()
    }

    fn fetch_optional<'e, 'q: 'e, E>(
        self,
        query: E,
    ) -> BoxFuture<'e, Result<Option<PgRow>, sqlx::Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let pool = self.clone();
        async move {
            let mut call = pool.call().await?;
            let answer =
                deadline::until(call.deadline, (&mut *call.connection).fetch_optional(query)).await;
            call.judged(&pool, answer)
        }
        .boxed()
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, Result<PgStatement, sqlx::Error>>
    where
        'p: 'e,
    {
        let pool = self.clone();
        async move {
            let mut call = pool.call().await?;
            let answer = deadline::until(
                call.deadline,
                (&mut *call.connection).prepare_with(sql, parameters),
            )
            .await;
            call.judged(&pool, answer)
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
            let answer =
                deadline::until(call.deadline, (&mut *call.connection).describe(sql)).await;
            call.judged(&pool, answer)
        }
        .boxed()
    }
}
