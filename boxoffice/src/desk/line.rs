//! A desk's connection to the database.

use std::time::{Duration, Instant};

use domain::EventId;
use metrics::histogram;
use store::{
    Pool, StoreConnection,
    desk::{Batch, BatchOutcome},
};

/// How long a busy desk keeps its connection. After that, other desks have a turn.
const KEEP_CONNECTION: Duration = Duration::from_millis(200);

/// How many times a desk sends a batch again after the connection broke. No command of it takes
/// effect twice: see `store::desk::run`.
const RESENDS: u32 = 2;

/// The connections for selling. A desk has at most one of them. Desks that waited for a second
/// connection while they keep one could wait for each other, and so keep the buyers of their events
/// waiting.
#[derive(Debug)]
pub(super) struct SellingPool(Pool);

impl SellingPool {
    pub fn new(pool: Pool) -> Self {
        Self(pool)
    }

    async fn acquire(&self) -> Result<SellingConnection, store::Error> {
        let alone = alone::Guard::new();
        Ok(SellingConnection {
            connection: self.0.acquire().await?,
            _alone: alone,
        })
    }

    /// Returns a connection that has answered its last batch completely.
    fn give_back(&self, selling: SellingConnection) {
        self.0.give_back(selling.connection);
    }

    /// Has all connections tested before their next use.
    fn distrust(&self) {
        self.0.distrust();
    }
}

/// A connection for selling.
struct SellingConnection {
    connection: StoreConnection,
    _alone: alone::Guard,
}

/// The connection of one desk.
#[derive(Default)]
pub(super) struct DeskLine {
    connection: Option<SellingConnection>,
    since: Option<Instant>,
}

impl DeskLine {
    /// Runs a batch. The wait for a connection, the batch and its resends share one deadline.
    /// Beyond it the connection is closed, because its state is unknown.
    pub async fn send(
        &mut self,
        pool: &SellingPool,
        event: EventId,
        batch: &Batch,
    ) -> Result<Option<BatchOutcome>, store::Error> {
        let deadline = tokio::time::Instant::now() + store::deadline::DESK;
        if self
            .since
            .is_none_or(|since| since.elapsed() > KEEP_CONNECTION)
        {
            self.rest(pool);
        }
        let mut resends = 0;
        loop {
            let mut connection = match self.connection.take() {
                Some(connection) => connection,
                None => {
                    self.since = Some(Instant::now());
                    store::deadline::until(deadline, pool.acquire()).await?
                }
            };
            let begun = Instant::now();
            match store::desk::run_until(&mut connection.connection, deadline, event, batch).await {
                Ok(outcome) => {
                    histogram!("frontrow_batch_seconds").record(begun.elapsed().as_secs_f64());
                    self.connection = Some(connection);
                    return Ok(outcome);
                }
                Err(error)
                    if error.is_transient()
                        && resends < RESENDS
                        && tokio::time::Instant::now() < deadline =>
                {
                    tracing::warn!(%event, %error, "a batch got no answer and is sent again");
                    pool.distrust();
                    resends += 1;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// The connection of the last batch, while the desk keeps it.
    pub fn connection(&mut self) -> Option<&mut StoreConnection> {
        self.connection
            .as_mut()
            .map(|selling| &mut selling.connection)
    }

    /// Returns the connection to the pool. The next desk gets it as it is, with the plans of the
    /// desk's functions.
    pub fn rest(&mut self, pool: &SellingPool) {
        if let Some(connection) = self.connection.take() {
            pool.give_back(connection);
        }
    }

    /// Returns a connection whose state is unknown: the pool tests it.
    pub fn hang_up(&mut self) {
        self.connection = None;
    }
}

/// With debug assertions, as in tests, a task panics if it acquires a second connection for selling
/// while it has one.
#[cfg(debug_assertions)]
mod alone {
    use std::{
        collections::HashSet,
        sync::{LazyLock, Mutex, PoisonError},
    };

    use tokio::task::Id;

    static HOLDERS: LazyLock<Mutex<HashSet<Id>>> = LazyLock::new(Mutex::default);

    pub struct Guard(Option<Id>);

    impl Guard {
        pub fn new() -> Self {
            let task = tokio::task::try_id();
            if let Some(task) = task {
                let first = HOLDERS
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(task);
                assert!(
                    first,
                    "a task waits for a connection for selling while it has one"
                );
            }
            Self(task)
        }
    }

    impl Drop for Guard {
        fn drop(&mut self) {
            if let Some(task) = self.0 {
                HOLDERS
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .remove(&task);
            }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::Guard;

        #[tokio::test]
        async fn a_task_has_one_connection_for_selling_at_a_time() {
            let in_turn = tokio::spawn(async {
                drop(Guard::new());
                drop(Guard::new());
            });
            assert!(in_turn.await.is_ok());
            let two = tokio::spawn(async { [Guard::new(), Guard::new()] });
            assert!(two.await.is_err_and(|fault| fault.is_panic()));
        }
    }
}

#[cfg(not(debug_assertions))]
mod alone {
    pub struct Guard;

    impl Guard {
        pub fn new() -> Self {
            Self
        }
    }
}
