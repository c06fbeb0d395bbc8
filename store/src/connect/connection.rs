//! A connection in use, and how it goes back to its pool: never later than a deadline, and never after a call that was not answered.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
    time::Duration,
};

use sqlx::{Executor, PgConnection, Postgres, pool::PoolConnection};
use tokio::time::{Instant, timeout};

use super::primary::Primary;
use crate::{Error, deadline};

/// A connection that is given back is asked for a sign of life first. Without one in this time, it is closed.
const SIGN_OF_LIFE: Duration = Duration::from_secs(2);

/// A connection of a pool. It goes back when it is dropped.
#[derive(Debug)]
pub struct Connection {
    /// There until the drop.
    inner: Option<PoolConnection<Postgres>>,
    primary: Arc<Primary>,
    /// Whether it is closed hard instead of going back.
    condemned: bool,
    /// Whether a transaction is open that nobody will commit.
    rolls_back: bool,
}

impl Connection {
    pub(super) fn new(inner: PoolConnection<Postgres>, primary: Arc<Primary>) -> Self {
        Self { inner: Some(inner), primary, condemned: false, rolls_back: false }
    }

    /// Has the connection closed hard at its drop: the pool never sees it again. After a deadline nobody knows what it is in the middle
    /// of, and asking it would wait for the host that did not answer.
    pub fn condemn(&mut self) {
        self.condemned = true;
    }

    /// Hands an answer on. The connection is condemned if the call came to its deadline, or the database takes no changes any more.
    ///
    /// # Errors
    /// That of the answer.
    pub fn judged<T>(&mut self, answer: Result<T, Error>) -> Result<T, Error> {
        if let Err(Error::Database(error)) = &answer {
            self.judge(error);
        }
        answer
    }

    /// Condemns the connection if this error says that it is of no use any more.
    pub(super) fn judge(&mut self, error: &sqlx::Error) {
        if deadline::is_passed(error) || is_read_only(error) {
            self.condemn();
        }
    }

    /// What the database's clock will show at this moment, if a keeper compares the clocks: see [`Pool::keep`](super::Pool::keep).
    #[must_use]
    pub fn database_time(&self, at: Instant) -> Option<time::OffsetDateTime> {
        self.primary.database_time(at)
    }
}

/// Whether the database refuses to write: it is a standby, or a primary that became one.
fn is_read_only(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == "25006")
}

const HERE: &str = "a connection is there until it is dropped";

impl Deref for Connection {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        self.inner.as_ref().expect(HERE)
    }
}

impl DerefMut for Connection {
    fn deref_mut(&mut self) -> &mut PgConnection {
        self.inner.as_mut().expect(HERE)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let Some(mut connection) = self.inner.take() else { return };
        let (Ok(runtime), false) = (tokio::runtime::Handle::try_current(), self.condemned) else {
            // The socket closes with it; the pool has room for another one.
            drop(connection.detach());
            return;
        };
        let rolls_back = self.rolls_back;
        runtime.spawn(async move {
            if rolls_back && !matches!(timeout(SIGN_OF_LIFE, (&mut *connection).execute("rollback")).await, Ok(Ok(_))) {
                // Dropped as it is, it would go back to the pool all the same, and wait there for a host that does not answer.
                drop(connection.detach());
                return;
            }
            // The same as the drop handler of sqlx does, which waits for the sign of life for ever: a host that died at this moment
            // would keep the place of this connection in the pool. Past the time, the connection is dropped with what waits for it.
            let _ = timeout(SIGN_OF_LIFE, connection.return_to_pool()).await;
        });
    }
}

/// A transaction. It is rolled back when it is dropped without a commit.
#[derive(Debug)]
pub struct Transaction {
    connection: Connection,
    deadline: Duration,
}

impl Transaction {
    pub(super) async fn begin(mut connection: Connection, deadline: Duration) -> Result<Self, sqlx::Error> {
        connection.rolls_back = true;
        let mut transaction = Self { connection, deadline };
        transaction.say("begin").await?;
        Ok(transaction)
    }

    /// Commits.
    ///
    /// # Errors
    /// The database's failures. After one nobody knows whether it was done, unless the database says so.
    pub async fn commit(mut self) -> Result<(), sqlx::Error> {
        self.say("commit").await?;
        self.connection.rolls_back = false;
        Ok(())
    }

    /// Rolls back, and waits until it is done.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn rollback(mut self) -> Result<(), sqlx::Error> {
        self.say("rollback").await?;
        self.connection.rolls_back = false;
        Ok(())
    }

    async fn say(&mut self, word: &'static str) -> Result<(), sqlx::Error> {
        let deadline = Instant::now() + self.deadline;
        let said = deadline::until(deadline, (&mut *self.connection).execute(word)).await;
        if let Err(error) = &said {
            self.connection.judge(error);
        }
        said.map(|_| ())
    }
}

impl Deref for Transaction {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.connection
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}
