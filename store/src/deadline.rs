//! The client's deadlines of database calls. A host that dies without a word never answers: only a deadline on this side ends the wait.

use std::{future::Future, io, time::Duration};

use tokio::time::{Instant, timeout_at};

/// The deadline of one batch of a sale desk, for everything together: the wait for a connection, the batch, and each resend of it.
pub const DESK: Duration = Duration::from_secs(5);

/// The deadline of one call that a page, a payment or a background task waits for, the wait for a connection included.
pub const READ: Duration = Duration::from_secs(10);

/// The deadline of one call of a command line, and of cleaning up. PostgreSQL ends a statement after 60 s (`statement_timeout`); this is
/// past it, so that a slow statement is told from a host that is gone.
pub const COMMAND: Duration = Duration::from_secs(65);

/// The deadline of a call that proves that a host answers, and of a short reading for which buyers wait.
pub const PROOF: Duration = Duration::from_secs(2);

/// Waits for a database call until the deadline. Whoever calls this closes the connection of a call that came to it: see
/// [`Connection::condemn`](crate::Connection::condemn).
///
/// # Errors
/// Those of the call, and `TimedOut` at the deadline.
pub async fn until<T, E>(deadline: Instant, call: impl Future<Output = Result<T, E>>) -> Result<T, E>
where
    E: From<sqlx::Error>,
{
    match timeout_at(deadline, call).await {
        Ok(answered) => answered,
        Err(_) => Err(E::from(passed())),
    }
}

/// What a call fails with at its deadline. It counts as transient.
pub(crate) fn passed() -> sqlx::Error {
    sqlx::Error::Io(io::Error::new(io::ErrorKind::TimedOut, "no answer before the deadline"))
}

/// Whether a call failed because its deadline passed.
pub(crate) fn is_passed(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Io(fault) if fault.kind() == io::ErrorKind::TimedOut)
}
