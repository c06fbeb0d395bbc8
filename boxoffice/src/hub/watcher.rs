//! A watcher: a cursor into an event's history, as a stream of ready text.

use std::{
    pin::Pin,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use bytes::Bytes;
use domain::live::{Frame, Position};
use futures::{Stream, stream};
use metrics::gauge;
use rand::Rng;
use store::Pool;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{
    live_event::{LiveEvent, Next},
    messages,
};
use crate::Refusal;

/// Server-Sent Events of one event, ready to be written: a snapshot or what was missed, then frames and heartbeats; at the server's
/// shutdown a last word, and the end.
pub type Watcher = Pin<Box<dyn Stream<Item = Bytes> + Send>>;

/// A silent stream says something after this long, so that nobody on the way takes it for dead.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The most versions that a returning watcher is sent from the log; beyond, a snapshot is less.
const CATCH_UP_VERSIONS: u32 = 500;

/// When watchers are asked to come back after a shutdown, in milliseconds.
const COME_BACK: std::ops::Range<u64> = 500..3_000;

struct Cursor {
    live: Arc<LiveEvent>,
    tellings: watch::Receiver<Position>,
    position: Option<Position>,
    /// To be sent before anything else.
    first: Option<Bytes>,
    shutdown: CancellationToken,
    ended: bool,
}

impl Drop for Cursor {
    fn drop(&mut self) {
        self.live.watchers.fetch_sub(1, Ordering::Relaxed);
        gauge!("frontrow_watchers").decrement(1.0);
    }
}

/// What a returning watcher missed: nothing to be sent beforehand where the ring has it, else what the log says; none when only a
/// snapshot will do.
pub(super) async fn catch_up(pool: &Pool, live: &LiveEvent, since: Position) -> Result<Option<Next>, Refusal> {
    if live.can_resume(since) {
        return Ok(Some(Next { message: Bytes::new(), position: since }));
    }
    let now = live.position();
    if since.epoch != now.epoch || since.version > now.version {
        return Ok(None);
    }
    let missed = store::seats::frames_after(pool, live.event(), since.version, CATCH_UP_VERSIONS + 1).await?;
    if missed.len() > CATCH_UP_VERSIONS as usize || missed.first().is_none_or(|first| first.frame.after != since.version) {
        return Ok(None);
    }
    let version = missed.last().map_or(since.version, |last| last.frame.version);
    let changes: std::collections::BTreeMap<_, _> = missed.into_iter().flat_map(|logged| logged.frame.changes).collect();
    let frame = Frame { after: since.version, version, changes: changes.into_iter().collect() };
    Ok(Some(Next { message: messages::seats(since.epoch, &frame), position: Position { epoch: since.epoch, version } }))
}

/// The stream of a watcher that has been sent so much, or nothing yet.
pub(super) fn stream(live: Arc<LiveEvent>, caught_up: Option<Next>, shutdown: CancellationToken) -> Watcher {
    live.watchers.fetch_add(1, Ordering::Relaxed);
    gauge!("frontrow_watchers").increment(1.0);
    let tellings = live.tellings();
    let (first, position) = match caught_up {
        Some(next) => ((!next.message.is_empty()).then_some(next.message), Some(next.position)),
        None => (None, None),
    };
    let cursor = Cursor { live, tellings, position, first, shutdown, ended: false };
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
        if let Some(first) = self.first.take() {
            return Some(first);
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
