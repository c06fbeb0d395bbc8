//! A connection in use. It goes back to its pool within a deadline. After a call without an answer
//! it is closed instead.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
    time::Duration,
};

use sqlx::{Executor, PgConnection, Postgres, pool::PoolConnection};
use tokio::time::{Instant, timeout};

use super::primary::Primary;
use crate::{Error, deadline};

/// The longest wait for a sign of life from a connection that goes back to its pool. After it, the
/// connection is closed.
const SIGN_OF_LIFE: Duration = Duration::from_secs(2);

/// How long a connection goes from caller to caller. Then the pool of sqlx looks at its age and
/// tests it.
const RENEWED_AFTER: Duration = Duration::from_secs(60);

/// A connection of a pool. It goes back to the pool when it is dropped.
#[derive(Debug)]
pub struct StoreConnection {
    /// None only during the drop.
    inner: Option<PoolConnection<Postgres>>,
    primary: Arc<Primary>,
    /// When the pool of sqlx was asked for the connection.
    asked: Instant,
    /// Whether the connection is closed at the drop instead of going back.
    condemned: bool,
    /// Whether a transaction is open and must be rolled back.
    rolls_back: bool,
}

impl StoreConnection {
    pub(super) fn new(
        inner: PoolConnection<Postgres>,
        primary: Arc<Primary>,
        asked: Instant,
    ) -> Self {
        Self {
            inner: Some(inner),
            primary,
            asked,
            condemned: false,
            rolls_back: false,
        }
    }

    /// Whether another caller may use the connection: it has no fault, and the primary has not
    /// changed since the pool of sqlx was asked for it.
    pub(super) fn is_reusable(&self) -> bool {
        let age = self.asked.elapsed();
        !self.condemned && !self.rolls_back && age <= RENEWED_AFTER && self.primary.serves(age)
    }

    /// Marks the connection to be closed at the drop, so that the pool does not get it back. After
    /// a deadline its state is unknown, and a test would wait for a host that did not answer.
    pub fn condemn(&mut self) {
        self.condemned = true;
    }

    /// Returns an answer unchanged. Condemns the connection if the call reached its deadline, or
    /// the database no longer accepts changes.
    ///
    /// # Errors
    /// The error of the answer.
    pub fn judged<T>(&mut self, answer: Result<T, Error>) -> Result<T, Error> {
        if let Err(Error::Database(error)) = &answer {
            self.judge(error);
        }
        answer
    }

    /// Condemns the connection if this error shows that it can no longer be used.
    pub(super) fn judge(&mut self, error: &sqlx::Error) {
        if deadline::is_passed(error) || is_read_only(error) {
            self.condemn();
        }
    }

    /// The time of the database's clock at this moment, if a keeper compares the clocks: see
    /// [`Pool::keep`](super::Pool::keep).
    #[must_use]
    pub fn database_time(&self, at: Instant) -> Option<time::OffsetDateTime> {
        self.primary.database_time(at)
    }
}

/// Whether the database refuses to write: it is a standby, or a primary that became one.
fn is_read_only(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .and_then(|error| error.code())
        .is_some_and(|code| code == "25006")
}

/// Whether the connection is lost: the network broke, or the server ends it.
pub(super) fn is_lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) => true,
        sqlx::Error::Database(fault) => fault
            .code()
            .is_some_and(|code| code.starts_with("57P") || code.starts_with("08")),
        _ => false,
    }
}

const HERE: &str = "a connection is there until it is dropped";

impl Deref for StoreConnection {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        self.inner.as_ref().expect(HERE)
    }
}

impl DerefMut for StoreConnection {
    fn deref_mut(&mut self) -> &mut PgConnection {
        self.inner.as_mut().expect(HERE)
    }
}

impl Drop for StoreConnection {
    fn drop(&mut self) {
        let Some(mut connection) = self.inner.take() else {
            return;
        };
        let (Ok(runtime), false) = (tokio::runtime::Handle::try_current(), self.condemned) else {
            // Closes the socket. The pool can open another connection.
            drop(connection.detach());
            return;
        };
        let rolls_back = self.rolls_back;
        runtime.spawn(async move {
            if rolls_back
                && !matches!(
                    timeout(SIGN_OF_LIFE, (&mut *connection).execute("rollback")).await,
                    Ok(Ok(_))
                )
            {
                // Without this, the drop would return the connection to the pool and wait there for
                // a host that does not answer.
                drop(connection.detach());
                return;
            }
            // Does what the drop handler of sqlx does, but with a time limit: sqlx waits for the
            // sign of life for ever, so a host that died at this moment would occupy a place in the
            // pool. After the limit, the connection is dropped.
            let _ = timeout(SIGN_OF_LIFE, connection.return_to_pool()).await;
        });
    }
}

/// A transaction. It is rolled back when it is dropped without a commit.
#[derive(Debug)]
pub struct Transaction {
    connection: StoreConnection,
    deadline: Duration,
}

impl Transaction {
    pub(super) async fn begin(
        mut connection: StoreConnection,
        deadline: Duration,
    ) -> Result<Self, sqlx::Error> {
        connection.rolls_back = true;
        let mut transaction = Self {
            connection,
            deadline,
        };
        transaction.say("begin").await?;
        Ok(transaction)
    }

    /// Commits.
    ///
    /// # Errors
    /// The database failed. The transaction may or may not be committed, unless the database says
    /// which.
    pub async fn commit(mut self) -> Result<(), sqlx::Error> {
        self.say("commit").await?;
        self.connection.rolls_back = false;
        Ok(())
    }

    /// Rolls back, and waits until it is done.
    ///
    /// # Errors
    /// The database failed.
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
