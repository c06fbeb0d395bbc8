//! A watcher: a cursor into an event's history, as a stream of ready text.

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

/// Server-Sent Events of one event, ready to be written: a snapshot or what was missed, then frames and heartbeats; at the server's
/// shutdown a last word, and the end.
pub type Watcher = Pin<Box<dyn Stream<Item = Bytes> + Send>>;

/// A silent stream says something after this long, so that nobody on the way takes it for dead.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// When watchers are asked to come back after a shutdown, in milliseconds.
const COME_BACK: std::ops::Range<u64> = 500..3_000;

struct Cursor {
    live: Arc<LiveEvent>,
    tellings: watch::Receiver<Position>,
    position: Option<Position>,
    shutdown: CancellationToken,
    ended: bool,
}

impl Drop for Cursor {
    fn drop(&mut self) {
        self.live.watchers.fetch_sub(1, Ordering::Relaxed);
        gauge!("frontrow_watchers").decrement(1.0);
    }
}

/// The stream of a new watcher, or of one that comes back and stands at `since`. One that comes back goes on from the ring, or else from a
/// snapshot, whichever is smaller; nothing is read from the database.
pub(super) fn stream(live: Arc<LiveEvent>, since: Option<Position>, shutdown: CancellationToken) -> Watcher {
    live.watchers.fetch_add(1, Ordering::Relaxed);
    gauge!("frontrow_watchers").increment(1.0);
    let tellings = live.tellings();
    let position = since.filter(|position| live.can_resume(*position));
    let cursor = Cursor { live, tellings, position, shutdown, ended: false };
    Box::pin(stream::unfold(cursor, |mut cursor| async move {
        let message = cursor.next().await?;
        Some((message, cursor))
    }))
}

impl Cursor {
    async fn next(&mut self) -> Option<Bytes> {
        if self.ended {
            return None;
        }
        loop {
            // Seen before it is compared, so that a telling in between wakes at once.
            self.tellings.borrow_and_update();
            if let Some(next) = self.live.next(self.position) {
                self.position = Some(next.position);
                return Some(next.message);
            }
            tokio::select! {
                told = self.tellings.changed() => if told.is_err() { return None },
                () = tokio::time::sleep(HEARTBEAT) => return Some(messages::HEARTBEAT),
                () = self.shutdown.cancelled() => {
                    self.ended = true;
                    return Some(messages::bye(rand::rng().random_range(COME_BACK)));
                }
            }
        }
    }
}
