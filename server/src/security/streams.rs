//! The limits of live streams, for one address and for the whole server.

use std::{net::IpAddr, sync::Arc};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::places::{CountedPeer, PeerCounts};

/// The share of the connections that streams can use, in percent. The rest is for pages, holds and
/// payments, which are short.
const SHARE: usize = 80;

/// The number of open streams.
#[derive(Clone)]
pub(crate) struct StreamCount {
    places: PeerCounts,
    all: Arc<Semaphore>,
}

/// An open stream. Dropping it closes it.
pub(crate) struct OpenStream {
    _counted: Option<CountedPeer>,
    _permit: OwnedSemaphorePermit,
}

/// Why a stream is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoStream {
    /// The address has reached its limit.
    Place,
    /// All addresses together have reached the limit of the server.
    All,
}

impl StreamCount {
    /// `per_place` for one address, and a share of the server's connections in total.
    pub(crate) fn new(per_place: u32, connections: usize) -> Self {
        Self {
            places: PeerCounts::new(per_place),
            all: Arc::new(Semaphore::new(
                Self::of(connections).min(Semaphore::MAX_PERMITS),
            )),
        }
    }

    /// The most streams on a server with this number of connections.
    pub(crate) fn of(connections: usize) -> usize {
        (connections / 100 * SHARE + connections % 100 * SHARE / 100).max(1)
    }

    /// Counts one more stream. `place` is `None` for an address without a limit.
    pub(crate) fn open(&self, place: Option<IpAddr>) -> Result<OpenStream, NoStream> {
        let counted = match place {
            Some(place) => Some(self.places.open(place).ok_or(NoStream::Place)?),
            None => None,
        };
        let permit = Arc::clone(&self.all)
            .try_acquire_owned()
            .map_err(|_| NoStream::All)?;
        Ok(OpenStream {
            _counted: counted,
            _permit: permit,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_leave_a_fifth_of_the_connections_to_others() {
        assert_eq!(
            (
                StreamCount::of(20_000),
                StreamCount::of(99),
                StreamCount::of(1)
            ),
            (16_000, 79, 1)
        );
        let count = StreamCount::new(1, 3);
        let (here, there) = (IpAddr::from([1, 1, 1, 1]), IpAddr::from([2, 2, 2, 2]));
        let first = count.open(Some(here)).ok();
        assert!(first.is_some());
        assert_eq!(count.open(Some(here)).err(), Some(NoStream::Place));
        let second = count.open(None).ok();
        assert!(second.is_some());
        assert_eq!(count.open(Some(there)).err(), Some(NoStream::All));
        drop(first);
        assert!(count.open(Some(there)).is_ok());
    }
}
