//! One watched event: what its seats are, and its latest frames.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use domain::{
    EventId, SeatNo, SeatStatus,
    live::{Applied, Frame, Position, SeatMap, Snapshot},
};
use metrics::histogram;
use store::Pool;
use tokio::{
    sync::{Notify, watch},
    time::Instant,
};
use tokio_util::sync::CancellationToken;

use super::messages;

/// The least time between two frames of an event: at most twenty a second. The first after a pause goes out at once.
const FRAME_PAUSE: Duration = Duration::from_millis(50);

/// Frames at hand for watchers that fall behind or come back: those of thirteen seconds at the busiest, of far longer otherwise.
const RING_FRAMES: usize = 256;

/// The most versions that are read at once.
const READ_VERSIONS: u32 = 2_000;

/// How long an event that nobody watches is kept in memory.
const IDLE: Duration = Duration::from_secs(60);

/// Waits before asking a failing database again.
const RETRY: Duration = Duration::from_millis(500);

/// A watched event.
#[derive(Debug)]
pub(super) struct LiveEvent {
    event: EventId,
    state: Mutex<State>,
    /// Where the history stands; watchers wait on it.
    moved: watch::Sender<Position>,
    look: Notify,
    watchers: AtomicUsize,
}

#[derive(Debug)]
struct State {
    map: SeatMap,
    ring: VecDeque<RingFrame>,
    /// The snapshot of `map`, made when first asked for.
    snapshot: Option<Bytes>,
}

/// A frame on the ring, serialised once for all watchers.
#[derive(Debug, Clone)]
struct RingFrame {
    after: i64,
    version: i64,
    message: Bytes,
}

/// What a watcher is to be sent next.
#[derive(Debug, PartialEq)]
pub(super) struct Next {
    /// Ready text.
    pub message: Bytes,
    /// Where the watcher stands after it.
    pub position: Position,
}

impl LiveEvent {
    pub fn new(event: EventId, map: SeatMap) -> Self {
        let moved = watch::Sender::new(map.position());
        Self {
            event,
            state: Mutex::new(State { map, ring: VecDeque::new(), snapshot: None }),
            moved,
            look: Notify::new(),
            watchers: AtomicUsize::new(0),
        }
    }

    pub fn event(&self) -> EventId {
        self.event
    }

    /// Has the task look at the log.
    pub fn look(&self) {
        self.look.notify_one();
    }

    pub fn position(&self) -> Position {
        *self.moved.borrow()
    }

    /// Wakes at every move of the history.
    pub fn moves(&self) -> watch::Receiver<Position> {
        self.moved.subscribe()
    }

    pub fn watcher_came(&self) {
        self.watchers.fetch_add(1, Ordering::Relaxed);
    }

    pub fn watcher_left(&self) {
        self.watchers.fetch_sub(1, Ordering::Relaxed);
    }

    /// What a watcher at this position is to be sent: nothing, the frames it lacks, or where those are gone a snapshot.
    pub fn next(&self, cursor: Option<Position>) -> Option<Next> {
        let mut state = self.lock();
        let now = state.map.position();
        match cursor {
            Some(cursor) if cursor == now => None,
            Some(cursor) if cursor.epoch == now.epoch && state.ring.front().is_some_and(|oldest| oldest.after <= cursor.version) => {
                let mut lacking = state.ring.iter().filter(|frame| frame.version > cursor.version);
                let first = lacking.next()?.message.clone();
                let message = lacking.fold(first, |mut text, frame| {
                    text = [text, frame.message.clone()].concat().into();
                    text
                });
                Some(Next { message, position: now })
            }
            _ => {
                let State { map, snapshot, .. } = &mut *state;
                let message =
                    snapshot.get_or_insert_with(|| messages::snapshot(&Snapshot::of(now.epoch, now.version, map.statuses()))).clone();
                Some(Next { message, position: now })
            }
        }
    }

    /// Takes frames of the log in, in order. False when they do not follow on what is known.
    fn take(&self, frames: Vec<Frame>) -> bool {
        let mut state = self.lock();
        let after = state.map.position().version;
        let mut changes: BTreeMap<SeatNo, SeatStatus> = BTreeMap::new();
        for frame in &frames {
            if state.map.apply(frame) == Applied::Gap {
                return false;
            }
            changes.extend(frame.changes.iter().copied());
        }
        let position = state.map.position();
        if position.version == after {
            return true;
        }
        let merged = Frame { after, version: position.version, changes: changes.into_iter().collect() };
        state.ring.push_back(RingFrame { after, version: merged.version, message: messages::seats(position.epoch, &merged) });
        if state.ring.len() > RING_FRAMES {
            state.ring.pop_front();
        }
        state.snapshot = None;
        drop(state);
        self.moved.send_replace(position);
        true
    }

    /// Forgets the history that was known and starts from this map: every watcher is sent a snapshot.
    fn restart(&self, map: SeatMap) {
        let position = map.position();
        *self.lock() = State { map, ring: VecDeque::new(), snapshot: None };
        self.moved.send_replace(position);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The task of an event: follows the log until nobody watches for a while.
pub(super) async fn follow(
    pool: Pool,
    live: Arc<LiveEvent>,
    events: Arc<Mutex<HashMap<EventId, Arc<LiveEvent>>>>,
    shutdown: CancellationToken,
) {
    let mut next_frame = Instant::now();
    loop {
        let looked = tokio::select! {
            () = live.look.notified() => true,
            () = tokio::time::sleep(IDLE) => false,
            () = shutdown.cancelled() => return,
        };
        if looked {
            // A frame less than the pause ago: what comes meanwhile goes out together.
            tokio::time::sleep_until(next_frame).await;
            next_frame = Instant::now() + FRAME_PAUSE;
            if let Err(error) = read(&pool, &live).await {
                tracing::warn!(%error, event = %live.event, "could not read the seat log");
                live.look();
                tokio::time::sleep(RETRY).await;
            }
        } else {
            let mut events = events.lock().unwrap_or_else(PoisonError::into_inner);
            // Watchers are counted under this lock's shadow: whoever gets the event from the map has counted or will look again.
            if live.watchers.load(Ordering::Relaxed) == 0 && Arc::strong_count(&live) <= 2 {
                events.remove(&live.event);
                return;
            }
        }
    }
}

/// Reads what the log has past what is known.
async fn read(pool: &Pool, live: &LiveEvent) -> Result<(), store::Error> {
    let known = live.position();
    let now = store::seats::position(pool, live.event).await?;
    if now.is_some_and(|now| now.epoch != known.epoch || now.version < known.version) {
        return reload(pool, live).await;
    }
    let logged = store::seats::frames_after(pool, live.event, known.version, READ_VERSIONS).await?;
    if logged.len() == READ_VERSIONS as usize {
        // Very far behind: a snapshot is less to send.
        return reload(pool, live).await;
    }
    for frame in &logged {
        histogram!("frontrow_frame_latency_seconds").record(frame.age_seconds);
    }
    if live.take(logged.into_iter().map(|logged| logged.frame).collect()) { Ok(()) } else { reload(pool, live).await }
}

async fn reload(pool: &Pool, live: &LiveEvent) -> Result<(), store::Error> {
    if let Some(map) = store::seats::seat_map(pool, live.event).await? {
        live.restart(map);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::live::PackedStatuses;

    use super::*;

    fn at(version: i64) -> Option<Position> {
        Some(Position { epoch: 1, version })
    }

    fn live() -> LiveEvent {
        LiveEvent::new(EventId(1), SeatMap::new(Position { epoch: 1, version: 0 }, PackedStatuses::new(8)))
    }

    fn hold(live: &LiveEvent, version: i64) {
        let frame = Frame { after: version - 1, version, changes: vec![(SeatNo(version as u32 % 8), SeatStatus::Held)] };
        assert!(live.take(vec![frame]));
    }

    fn text(next: Option<Next>) -> String {
        String::from_utf8(next.expect("something to send").message.to_vec()).expect("text")
    }

    #[test]
    fn a_new_watcher_gets_a_snapshot_and_one_that_is_up_to_date_nothing() {
        let live = live();
        assert!(text(live.next(None)).contains("event: snapshot"));
        assert_eq!(live.next(at(0)), None);
    }

    #[test]
    fn a_watcher_behind_gets_just_the_frames_it_lacks() {
        let live = live();
        (1..=3).for_each(|version| hold(&live, version));
        let text = text(live.next(at(1)));
        assert_eq!(text.matches("event: seats").count(), 2);
        assert!(text.contains("id: 1-2") && text.contains("id: 1-3"));
    }

    #[test]
    fn a_watcher_too_far_behind_or_of_another_history_gets_a_snapshot() {
        let live = live();
        (1..=RING_FRAMES as i64 + 5).for_each(|version| hold(&live, version));
        assert!(text(live.next(at(2))).contains("event: snapshot"));
        assert!(text(live.next(Some(Position { epoch: 7, version: 100 }))).contains("event: snapshot"));
    }

    #[test]
    fn frames_that_do_not_follow_are_not_taken() {
        let live = live();
        let late = Frame { after: 3, version: 4, changes: vec![(SeatNo(1), SeatStatus::Held)] };
        assert!(!live.take(vec![late]));
        assert_eq!(live.position().version, 0);
    }
}
