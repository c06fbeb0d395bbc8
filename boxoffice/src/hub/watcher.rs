//! A watcher: a cursor into an event's history, as a stream of serialised messages.

use std::{
    pin::Pin,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use bytes::Bytes;
use domain::live::Position;
use futures::{Stream, stream};
use metrics::gauge;
use rand::Rng;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{live_event::LiveEvent, messages};

/// Server-Sent Events of one event, serialised: a snapshot or the missed frames, then frames and
/// heartbeats, and at the server's shutdown a `bye` before the end.
pub type Watcher = Pin<Box<dyn Stream<Item = Bytes> + Send>>;

/// After this long without a message the stream sends a heartbeat, so that no proxy closes it.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How long watchers wait before they reconnect after a shutdown, in milliseconds: each gets a
/// random time from this range.
const COME_BACK: std::ops::Range<u64> = 500..3_000;

struct WatcherCursor {
    live: Arc<LiveEvent>,
    positions: watch::Receiver<Position>,
    position: Option<Position>,
    shutdown: CancellationToken,
    ended: bool,
}

impl Drop for WatcherCursor {
    fn drop(&mut self) {
        self.live.watchers.fetch_sub(1, Ordering::Relaxed);
        gauge!("frontrow_watchers").decrement(1.0);
    }
}

/// The stream of a new watcher, or of a returning one at position `since`. A returning watcher gets
/// the frames of the ring, or a snapshot if the ring does not reach back to `since`. Nothing is
/// read from the database.
pub(super) fn stream(
    live: Arc<LiveEvent>,
    since: Option<Position>,
    shutdown: CancellationToken,
) -> Watcher {
    live.watchers.fetch_add(1, Ordering::Relaxed);
    gauge!("frontrow_watchers").increment(1.0);
    let positions = live.positions();
    let position = since.filter(|position| live.can_resume(*position));
    let cursor = WatcherCursor {
        live,
        positions,
        position,
        shutdown,
        ended: false,
    };
    Box::pin(stream::unfold(cursor, |mut cursor| async move {
        let message = cursor.next().await?;
        Some((message, cursor))
    }))
}

impl WatcherCursor {
    async fn next(&mut self) -> Option<Bytes> {
        if self.ended {
            return None;
        }
        loop {
            // Mark the change as seen before the comparison, so that a later change ends the wait
            // below at once.
            self.positions.borrow_and_update();
            if let Some(next) = self.live.next(self.position) {
                self.position = Some(next.position);
                return Some(next.message);
            }
            tokio::select! {
                told = self.positions.changed() => if told.is_err() { return None },
                () = tokio::time::sleep(HEARTBEAT) => return Some(messages::HEARTBEAT),
                () = self.shutdown.cancelled() => {
                    self.ended = true;
                    return Some(messages::bye(rand::rng().random_range(COME_BACK)));
                }
            }
        }
    }
}
