//! Accepts connections, and ends them gracefully.
//!
//! A connection costs memory and a file handle, so it has limits: the number for one peer, the time
//! without a request, and the time that an answer waits for its reader. `limits` has the values.

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
    connection::ListenerState,
    refused::{ConnectionRefusal, count},
    socket::Socket,
};
use crate::{
    observe::metrics::CONNECTIONS,
    security::places::{CountedPeer, PeerCounts},
};

pub use limits::Limits;

/// How long open requests can take after the server is told to stop. Together with the stop of the
/// database this stays within ten seconds.
const DRAIN: Duration = Duration::from_secs(6);

/// Serves `listener` until `shutdown` completes, then accepts no more connections and lets the open
/// ones finish.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    shutdown: impl Future<Output = ()>,
) {
    let (door, connections) = (Door::new(&limits), TaskTracker::new());
    let serving = Arc::new(ListenerState {
        router,
        limits,
        stopping: CancellationToken::new(),
    });
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
        let socket =
            Socket::new(stream, serving.limits.writing).holding((seat, connections.token()));
        tokio::spawn(async move {
            match room {
                Room::Shop => serving.serve(socket, peer).await,
                Room::Reserve => {
                    count(ConnectionRefusal::Full);
                    serving.serve_full(socket, peer).await;
                }
            }
        });
    }
    drop(listener);
    serving.stopping.cancel();
    connections.close();
    let open = connections.len();
    if tokio::time::timeout(DRAIN, connections.wait())
        .await
        .is_err()
    {
        tracing::warn!(open, "some connections did not end in time and were closed");
    }
}

/// The kind of slot of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    Shop,
    /// The shop is full.
    Reserve,
}

/// Counts the connections, in total and for each peer.
struct Door {
    shop: Arc<Semaphore>,
    reserve: Arc<Semaphore>,
    peers: PeerCounts,
    peers_in_reserve: PeerCounts,
    open: Gauge,
}

/// A slot for the next connection of any peer.
struct FreeSlot {
    room: Room,
    permit: OwnedSemaphorePermit,
}

/// The slot of a connection. Dropping it frees the slot.
struct ConnectionSlot {
    room: Room,
    _permit: OwnedSemaphorePermit,
    _counted: Option<CountedPeer>,
    open: Gauge,
}

impl Drop for ConnectionSlot {
    fn drop(&mut self) {
        self.open.decrement(1.0);
    }
}

impl Door {
    fn new(limits: &Limits) -> Self {
        let semaphore =
            |permits: usize| Arc::new(Semaphore::new(permits.min(Semaphore::MAX_PERMITS)));
        Self {
            shop: semaphore(limits.connections.max(1)),
            reserve: semaphore(limits.reserve.max(1)),
            peers: PeerCounts::new(limits.per_peer),
            peers_in_reserve: PeerCounts::new(limits.reserve_per_peer),
            open: gauge!(CONNECTIONS),
        }
    }

    /// A free slot; one of the reserve only if there is no other.
    async fn free(&self) -> FreeSlot {
        tokio::select! {
            biased;
            Ok(permit) = Arc::clone(&self.shop).acquire_owned() => FreeSlot { room: Room::Shop, permit },
            Ok(permit) = Arc::clone(&self.reserve).acquire_owned() => FreeSlot { room: Room::Reserve, permit },
            else => std::future::pending().await,
        }
    }

    /// Gives the slot to a connection of this peer. None for a peer that is not counted.
    fn admit(
        &self,
        free: FreeSlot,
        peer: Option<IpAddr>,
    ) -> Result<ConnectionSlot, ConnectionRefusal> {
        // A slot of the shop may have become free while the server waited for a caller.
        let free = match free.room {
            Room::Reserve => match Arc::clone(&self.shop).try_acquire_owned() {
                Ok(permit) => FreeSlot {
                    room: Room::Shop,
                    permit,
                },
                Err(_) => free,
            },
            Room::Shop => free,
        };
        let (peers, refused) = match free.room {
            Room::Shop => (&self.peers, ConnectionRefusal::Peer),
            Room::Reserve => (&self.peers_in_reserve, ConnectionRefusal::Full),
        };
        let counted = match peer {
            Some(peer) => Some(peers.open(peer).ok_or(refused)?),
            None => None,
        };
        self.open.increment(1.0);
        Ok(ConnectionSlot {
            room: free.room,
            _permit: free.permit,
            _counted: counted,
            open: self.open.clone(),
        })
    }
}

/// Without file handles, accepting fails immediately and repeatedly, so wait until some are closed.
async fn pause_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        tracing::error!(%error, "cannot accept a connection");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
