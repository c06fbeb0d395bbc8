//! One watched event: the statuses of its seats, and its latest frames.

mod seat_log;
mod watchers;

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use domain::{
    EventId, SeatNo, SeatStatus,
    catalogue::Availability,
    live::{Frame, FrameEffect, PackedStatuses, Position, SeatMap, Snapshot},
};
use tokio::{
    sync::{Notify, watch},
    time::Instant,
};

use super::{messages::SnapshotMessage, ring::FrameRing};

/// A watcher gets the missing frames as long as they fit into one packet, even if a snapshot is
/// smaller, because a frame lets the page redraw fewer seats.
const PACKET: usize = 1_400;

/// The memory of an event besides its seats, in bytes, including its task.
const EVENT_BYTES: usize = 2_000;

/// The limit of an event's frames in memory, in bytes, by its number of seats.
fn ring_bytes(seats: u32) -> usize {
    SnapshotMessage::length(seats).max(PACKET)
}

/// A watched event.
#[derive(Debug)]
pub(crate) struct LiveEvent {
    event: EventId,
    /// The approximate maximum size in bytes.
    bytes: usize,
    state: Mutex<LiveState>,
    /// The last position that watchers were sent; they wait on it.
    told: watch::Sender<Position>,
    /// Wakes the event's task: there are changes to send or to read.
    pub(super) wake: Notify,
    pub(super) looking: AtomicBool,
    /// Whether buyers wait for this event's desk.
    pub(super) backpressure: AtomicBool,
    pub(super) watchers: AtomicUsize,
    /// Whether the event has read the commits since its seats were read. They were not applied to
    /// it, because it was not in memory yet.
    loaded: AtomicBool,
    born: Instant,
    /// The last use of this event, in milliseconds after `born`.
    used: AtomicU64,
    /// The time of the last comparison with the database, and whether the database answered.
    /// Callers that wait for a comparison queue here.
    compared: tokio::sync::Mutex<Option<(Instant, bool)>>,
}

#[derive(Debug)]
struct LiveState {
    /// The newest known statuses.
    map: SeatMap,
    /// The last count of seats by status, and its position.
    counted: Option<(Position, Availability)>,
    /// Changes that watchers have not been sent, and the time of the first.
    untold: BTreeMap<SeatNo, SeatStatus>,
    untold_since: Option<Instant>,
    told: Position,
    ring: FrameRing,
    /// The snapshot of `map`, made on first use.
    snapshot: Option<SnapshotMessage>,
}

impl LiveState {
    fn new(map: SeatMap) -> Self {
        let told = map.position();
        Self {
            map,
            counted: None,
            untold: BTreeMap::new(),
            untold_since: None,
            told,
            ring: FrameRing::default(),
            snapshot: None,
        }
    }

    fn snapshot(&mut self) -> &SnapshotMessage {
        let (map, position) = (&self.map, self.map.position());
        let made = || {
            SnapshotMessage::new(&Snapshot::of(
                position.epoch,
                position.version,
                map.statuses(),
            ))
        };
        self.snapshot.get_or_insert_with(made)
    }
}

impl LiveEvent {
    pub fn new(event: EventId, map: SeatMap) -> Self {
        let told = watch::Sender::new(map.position());
        let seats = map.statuses().count();
        // The statuses, their snapshot, and a ring that never takes more memory than a snapshot.
        let bytes = EVENT_BYTES
            + (seats as usize).div_ceil(4)
            + SnapshotMessage::length(seats)
            + ring_bytes(seats);
        Self {
            event,
            bytes,
            state: Mutex::new(LiveState::new(map)),
            told,
            wake: Notify::new(),
            looking: AtomicBool::new(false),
            backpressure: AtomicBool::new(false),
            watchers: AtomicUsize::new(0),
            loaded: AtomicBool::new(false),
            born: Instant::now(),
            used: AtomicU64::new(0),
            compared: tokio::sync::Mutex::new(None),
        }
    }

    pub fn event(&self) -> EventId {
        self.event
    }

    /// The approximate maximum size in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Makes the task read the seat log.
    pub fn look(&self) {
        self.looking.store(true, Ordering::Release);
        self.wake.notify_one();
    }

    /// Whether the event is complete, and may be shown.
    pub(super) fn is_loaded(&self) -> bool {
        self.loaded.load(Ordering::Acquire)
    }

    /// Notes a use of this event.
    pub(super) fn touch(&self) {
        self.used
            .fetch_max(self.born.elapsed().as_millis() as u64, Ordering::Relaxed);
    }

    /// The time since the last use.
    pub(super) fn unused(&self) -> Duration {
        self.born
            .elapsed()
            .saturating_sub(Duration::from_millis(self.used.load(Ordering::Relaxed)))
    }

    /// Notes that buyers wait for the desk: until its next frame, the hub leaves the desk more time
    /// between frames to watchers.
    pub fn apply_backpressure(&self) {
        self.backpressure.store(true, Ordering::Relaxed);
    }

    /// The newest known position.
    pub fn position(&self) -> Position {
        self.lock().map.position()
    }

    /// The number of seats with each status, at the newest known position.
    pub fn counts(&self) -> (Position, Availability) {
        let LiveState { map, counted, .. } = &mut *self.lock();
        match counted {
            Some(known) if known.0 == map.position() => *known,
            _ => *counted.insert((map.position(), map.statuses().availability())),
        }
    }

    /// The status of each seat, at the newest known position.
    pub fn map(&self) -> SeatMap {
        self.lock().map.clone()
    }

    /// The packed statuses, at the newest known position.
    pub fn statuses(&self) -> PackedStatuses {
        self.lock().map.statuses().clone()
    }

    /// The statuses as the JSON of a [`Snapshot`], which all callers share.
    pub fn snapshot_json(&self) -> (Position, Bytes) {
        let mut state = self.lock();
        (state.map.position(), state.snapshot().json())
    }

    /// Applies frames in order; the task then sends the changes to watchers. False if a frame does
    /// not follow the known position; that frame and later ones are not applied.
    pub fn take(&self, epoch: i64, frames: &[Frame]) -> bool {
        let mut state = self.lock();
        if state.map.position().epoch != epoch {
            return false;
        }
        let mut followed = true;
        for frame in frames {
            match state.map.apply(frame) {
                FrameEffect::Gap => {
                    followed = false;
                    break;
                }
                FrameEffect::Changed(changed) => state.untold.extend(changed),
            }
        }
        if state.map.position() != state.told {
            state.untold_since.get_or_insert_with(Instant::now);
            state.snapshot = None;
            drop(state);
            self.wake.notify_one();
        }
        followed
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, LiveState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
