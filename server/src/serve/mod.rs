//! Accepting connections, and letting them end well.
//!
//! A connection costs memory and a file handle, so each of them has limits: how many one peer may have, how long one may be without a
//! request, and how long an answer waits for its reader. `limits` has the figures.

mod connection;
pub(crate) mod full;
mod limits;
pub(crate) mod refused;
mod socket;
mod streams;

use std::{future::Future, io, net::IpAddr, sync::Arc, time::Duration};

use axum::Router;
use metrics::{Gauge, gauge};
use tokio::{
    net::TcpListener,
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::{
    connection::Serving,
    refused::{Refused, count},
    socket::Socket,
};
use crate::{
    observe::metrics::CONNECTIONS,
    security::places::{Counted, Places},
};

pub use limits::Limits;

/// How long requests under way may take once the server is told to stop. With the database's own stop it stays within ten seconds.
const DRAIN: Duration = Duration::from_secs(6);

/// Answers on `listener` until `shutdown` is done, then takes no more connections and lets those that are open finish.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, shutdown: impl Future<Output = ()>) {
    let (door, connections) = (Door::new(&limits), TaskTracker::new());
    let serving = Arc::new(Serving { router, limits, stopping: CancellationToken::new() });
    tokio::pin!(shutdown);
    loop {
        // Beyond the reserve, callers wait in the system's queue.
        let accepted = async {
            let seat = door.free().await;
            (seat, listener.accept().await)
        };
        let (seat, accepted) = tokio::select! {
            biased;
            () = &mut shutdown => break,
            next = accepted => next,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                pause_after(&error).await;
                continue;
            }
        };
        let seat = match door.admit(seat, serving.limits.counted(peer.ip())) {
            Ok(seat) => seat,
            Err(refused) => {
                count(refused);
                continue;
            }
        };
        let (serving, room) = (Arc::clone(&serving), seat.room);
        let socket = Socket::new(stream, serving.limits.writing).holding((seat, connections.token()));
        tokio::spawn(async move {
            match room {
                Room::Shop => serving.serve(socket, peer).await,
                Room::Reserve => {
                    count(Refused::Full);
                    serving.serve_full(socket, peer).await;
                }
            }
        });
    }
    drop(listener);
    serving.stopping.cancel();
    connections.close();
    let open = connections.len();
    if tokio::time::timeout(DRAIN, connections.wait()).await.is_err() {
        tracing::warn!(open, "some connections did not end in time and were cut off");
    }
}

/// Where a connection is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    Shop,
    /// While the shop is full.
    Reserve,
}

/// Counts the connections, in all and of each peer.
struct Door {
    shop: Arc<Semaphore>,
    reserve: Arc<Semaphore>,
    peers: Places,
    peers_in_reserve: Places,
    open: Gauge,
}

/// A place for the next connection, whoever's it is.
struct Free {
    room: Room,
    permit: OwnedSemaphorePermit,
}

/// The place of one connection. Free again when dropped.
struct Seat {
    room: Room,
    _permit: OwnedSemaphorePermit,
    _counted: Option<Counted>,
    open: Gauge,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.open.decrement(1.0);
    }
}

impl Door {
    fn new(limits: &Limits) -> Self {
        let semaphore = |permits: usize| Arc::new(Semaphore::new(permits.min(Semaphore::MAX_PERMITS)));
        Self {
            shop: semaphore(limits.connections.max(1)),
            reserve: semaphore(limits.reserve.max(1)),
            peers: Places::new(limits.per_peer),
            peers_in_reserve: Places::new(limits.reserve_per_peer),
            open: gauge!(CONNECTIONS),
        }
    }

    /// A place, in the reserve only while there is no other.
    async fn free(&self) -> Free {
        tokio::select! {
            biased;
            Ok(permit) = Arc::clone(&self.shop).acquire_owned() => Free { room: Room::Shop, permit },
            Ok(permit) = Arc::clone(&self.reserve).acquire_owned() => Free { room: Room::Reserve, permit },
            else => std::future::pending().await,
        }
    }

    /// Gives the place to a connection of this peer. None is a peer that is not counted.
    fn admit(&self, free: Free, peer: Option<IpAddr>) -> Result<Seat, Refused> {
        // While the caller was waited for, the shop may have got room.
        let free = match free.room {
            Room::Reserve => match Arc::clone(&self.shop).try_acquire_owned() {
                Ok(permit) => Free { room: Room::Shop, permit },
                Err(_) => free,
            },
            Room::Shop => free,
        };
        let (peers, refused) = match free.room {
            Room::Shop => (&self.peers, Refused::Peer),
            Room::Reserve => (&self.peers_in_reserve, Refused::Full),
        };
        let counted = match peer {
            Some(peer) => Some(peers.open(peer).ok_or(refused)?),
            None => None,
        };
        self.open.increment(1.0);
        Ok(Seat { room: free.room, _permit: free.permit, _counted: counted, open: self.open.clone() })
    }
}

/// Out of file handles, accepting fails at once, again and again: wait until some are closed.
async fn pause_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "cannot accept a connection");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
