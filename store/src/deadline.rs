//! Deadlines of database calls in the client. A host that loses power never answers and closes no
//! connection, so only a deadline on this side ends the wait.

use std::{future::Future, io, time::Duration};

use tokio::time::{Instant, timeout_at};

/// The deadline of one batch of a sale desk. It covers the wait for a connection, the batch, and
/// each time it is sent again.
pub const DESK: Duration = Duration::from_secs(5);

/// The deadline of a call for which a page, a payment or a background task waits. It covers the
/// wait for a connection.
pub const READ: Duration = Duration::from_secs(10);

/// The deadline of one call of a command or of the cleanup. PostgreSQL ends a statement after 60 s
/// (`statement_timeout`). This is longer, so that a slow statement differs from a host that is
/// gone.
pub const COMMAND: Duration = Duration::from_secs(65);

/// The deadline of a call that tests whether a host answers, and of a short query for which buyers
/// wait.
pub const PROOF: Duration = Duration::from_secs(2);

/// Waits for a database call until the deadline. If the deadline passes, the caller must close the
/// connection: see [`StoreConnection::condemn`](crate::StoreConnection::condemn).
///
/// # Errors
/// The errors of the call, and `TimedOut` at the deadline.
pub async fn until<T, E>(
    deadline: Instant,
    call: impl Future<Output = Result<T, E>>,
) -> Result<T, E>
where
    E: From<sqlx::Error>,
{
    match timeout_at(deadline, call).await {
        Ok(answered) => answered,
        Err(_) => Err(E::from(passed())),
    }
}

/// The error of a call at its deadline. It counts as transient.
pub(crate) fn passed() -> sqlx::Error {
    sqlx::Error::Io(io::Error::new(
        io::ErrorKind::TimedOut,
        "no answer before the deadline",
    ))
}

/// Whether a call failed because its deadline passed.
pub(crate) fn is_passed(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Io(fault) if fault.kind() == io::ErrorKind::TimedOut)
}
