//! Connections that were in use a moment ago. They go from caller to caller without a round trip.
//!
//! The pool of sqlx tests each connection that comes back by a round trip, in a separate task. It
//! gives out the one that was idle for the longest time, and opens another one if the only idle one
//! is being tested. From here a caller gets the connection that was used last, whose statements are
//! prepared and whose plans are made.

use std::{
    mem,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::time::Instant;

use super::connection::StoreConnection;

/// How long a connection stays here without a test: as long as one that is idle in the pool of
/// sqlx.
pub(super) const TRUSTED: Duration = Duration::from_secs(5);

/// The connections of one pool, the one that was used last at the end.
#[derive(Debug)]
pub(super) struct WarmConnections {
    most: usize,
    parked: Mutex<Vec<ParkedConnection>>,
    /// The number of callers who ask for a connection, and may wait in the queue of sqlx.
    asking: AtomicUsize,
}

/// A caller who asks for a connection. It counts until it is dropped.
#[derive(Debug)]
pub(super) struct ConnectionRequest<'a>(&'a AtomicUsize);

impl Drop for ConnectionRequest<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

#[derive(Debug)]
struct ParkedConnection {
    connection: StoreConnection,
    since: Instant,
}

impl WarmConnections {
    /// Room for half of the connections of a pool with this limit. The others wait in the pool of
    /// sqlx, which tests them.
    pub fn of_pool(connections: u32) -> Self {
        Self {
            most: connections as usize / 2,
            parked: Mutex::default(),
            asking: AtomicUsize::default(),
        }
    }

    /// Counts a caller who asks for a connection, until it has one or leaves.
    pub fn ask(&self) -> ConnectionRequest<'_> {
        self.asking.fetch_add(1, Ordering::AcqRel);
        ConnectionRequest(&self.asking)
    }

    /// The connection that was used last. If it has not been used for too long, or is not to the
    /// current primary, all connections go back to the pool of sqlx, which tests or closes them.
    pub fn take(&self) -> Option<StoreConnection> {
        let mut parked = self.lock();
        let ParkedConnection { connection, since } = parked.pop()?;
        if since.elapsed() <= TRUSTED && connection.is_reusable() {
            return Some(connection);
        }
        let others = mem::take(&mut *parked);
        drop(parked);
        drop((connection, others));
        None
    }

    /// Keeps a connection that has answered its last call completely. If it cannot be used again,
    /// or there are enough, it goes back to the pool of sqlx. So do connections that nobody used
    /// for too long.
    pub fn park(&self, connection: StoreConnection, is_pool_full: impl FnOnce() -> bool) {
        if !connection.is_reusable() {
            return;
        }
        let mut parked = self.lock();
        // A pool that is full opens no more connections, so a caller may wait for this one in the
        // queue of sqlx.
        if self.asking.load(Ordering::Acquire) > 0 && is_pool_full() {
            return;
        }
        let count = parked
            .iter()
            .take_while(|kept| kept.since.elapsed() > TRUSTED)
            .count();
        let old: Vec<_> = parked.drain(..count).collect();
        if parked.len() < self.most {
            parked.push(ParkedConnection {
                connection,
                since: Instant::now(),
            });
        }
        drop(parked);
        drop(old);
    }

    /// Returns all connections to the pool of sqlx.
    pub fn clear(&self) {
        let all = mem::take(&mut *self.lock());
        drop(all);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<ParkedConnection>> {
        self.parked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
