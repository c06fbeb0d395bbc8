//! Errors of the store.

use thiserror::Error;

/// An error of the store. Every function that asks the database can return `Database`; the
/// documentation of a function names only its other errors. Only `BadCursor` is the fault of a
/// request.
#[derive(Debug, Error)]
pub enum Error {
    /// The database refused, or did not answer.
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("a migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// No database can be used. The text has the reason for each address.
    #[error("cannot connect to the database at {0}")]
    Unreachable(String),
    /// The server is stopping and does not begin new work.
    #[error("the server stops")]
    Stopping,
    /// The cursor does not belong to this list.
    #[error("the cursor is not one of this list")]
    BadCursor,
    /// A value in the database is not valid for its type.
    #[error("the database holds {0}")]
    Corrupt(String),
}

impl Error {
    /// Whether the same call may succeed in a moment: the connection broke, or the server is
    /// starting or stopping.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Stopping => true,
            Self::Database(
                sqlx::Error::Io(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed,
            ) => true,
            Self::Database(sqlx::Error::Database(error)) => {
                // Connection failures, no room or no connection left, shutdowns and start-ups,
                // time-outs, deadlocks and serialisation failures. A database that does not accept
                // changes (25006) is a standby, or a primary that became one; another server
                // accepts them.
                error.code().is_some_and(|code| {
                    ["08", "53", "57P"]
                        .iter()
                        .any(|class| code.starts_with(class))
                        || matches!(&*code, "55P03" | "40P01" | "40001" | "57014" | "25006")
                })
            }
            _ => false,
        }
    }
}
