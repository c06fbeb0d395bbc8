//! One watched event: the statuses of its seats, and its latest frames.

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
    live::{Applied, Frame, PackedStatuses, Position, SeatMap, Snapshot},
};
use store::Pool;
use tokio::{
    sync::{Notify, watch},
    time::Instant,
};

use super::{
    messages::{self, SnapshotMessage},
    ring::{FrameRing, RingFrame},
};
use crate::Refusal;

/// A watcher gets the missing frames as long as they fit into one packet, even if a snapshot is
/// smaller, because a frame lets the page redraw fewer seats.
const PACKET: usize = 1_400;

/// While the server receives no notices of changes, it compares an event with the database at most
/// this often, however many callers ask for its seats.
const COMPARE: Duration = Duration::from_millis(500);

/// The memory of an event besides its seats, in bytes, including its task.
const EVENT_BYTES: usize = 2_000;

/// The most versions of one read.
const READ_VERSIONS: u32 = 2_000;

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
    /// Whether the event includes the commits of this server's desk from the time when its seats
    /// were read.
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

/// The next message to a watcher.
#[derive(Debug, PartialEq)]
pub(super) struct Next {
    /// Serialised message.
    pub message: Bytes,
    /// The watcher's position after it.
    pub position: Position,
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

    /// Reads the commits since the seats were read. After that the event may be shown. If it fails,
    /// the event's task tries again.
    pub(super) async fn end_loading(&self, pool: &Pool) {
        if let Err(error) = self.read(pool).await {
            tracing::warn!(%error, event = %self.event, "could not read the seat log");
            self.look();
        }
        self.loaded.store(true, Ordering::Release);
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

    /// Wakes whenever watchers can get changes.
    pub(super) fn tellings(&self) -> watch::Receiver<Position> {
        self.told.subscribe()
    }

    /// Whether a watcher at this position can resume from memory.
    pub(super) fn can_resume(&self, cursor: Position) -> bool {
        let state = self.lock();
        let now = state.map.position();
        cursor.epoch == now.epoch
            && cursor.version <= now.version
            && (cursor.version >= state.told.version || state.ring.after(cursor.version).is_some())
    }

    /// The next message for a watcher at this position: none, a frame, or a snapshot if the ring
    /// does not reach back far enough. All watchers share the bytes.
    pub(super) fn next(&self, cursor: Option<Position>) -> Option<Next> {
        let mut state = self.lock();
        if let Some(cursor) = cursor.filter(|cursor| cursor.epoch == state.told.epoch) {
            // A watcher that got a snapshot may be ahead of the others for a moment.
            if cursor.version >= state.told.version {
                return None;
            }
            if let Some(RingFrame {
                version, message, ..
            }) = state.ring.after(cursor.version)
            {
                return Some(Next {
                    message: message.clone(),
                    position: Position {
                        version: *version,
                        ..cursor
                    },
                });
            }
        }
        let position = state.map.position();
        Some(Next {
            message: state.snapshot().message(),
            position,
        })
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
                Applied::Gap => {
                    followed = false;
                    break;
                }
                Applied::Changed(changed) => state.untold.extend(changed),
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

    /// Publishes all changes to watchers in one frame. Returns how long the oldest of them waited.
    pub(super) fn tell(&self) -> Option<std::time::Duration> {
        let mut state = self.lock();
        let position = state.map.position();
        if position == state.told {
            return None;
        }
        let changes = std::mem::take(&mut state.untold).into_iter().collect();
        let frame = Frame {
            after: state.told.version,
            version: position.version,
            changes,
        };
        let message = messages::seats(position.epoch, &frame);
        let limit = ring_bytes(state.map.statuses().count());
        state.ring.push(
            RingFrame {
                after: frame.after,
                version: frame.version,
                message,
            },
            limit,
        );
        state.told = position;
        let since = state.untold_since.take();
        drop(state);
        self.told.send_replace(position);
        since.map(|since| since.elapsed())
    }

    /// Compares the event with the database, for a caller that must not rely on memory. All callers
    /// share one comparison, errors included, and its result for [`COMPARE`].
    ///
    /// # Errors
    /// `Unreachable` if the database did not answer.
    pub async fn compare(&self, pool: &Pool) -> Result<(), Refusal> {
        let mut compared = self.compared.lock().await;
        let answered = match *compared {
            Some((at, answered)) if at.elapsed() < COMPARE => answered,
            _ => {
                let at = Instant::now();
                let read = self.read(pool).await;
                if let Err(error) = &read {
                    tracing::warn!(%error, event = %self.event, "could not compare an event's seats with the database");
                }
                // If the database does not answer, the pause counts from now.
                *compared = Some((if read.is_ok() { at } else { Instant::now() }, read.is_ok()));
                read.is_ok()
            }
        };
        if answered {
            Ok(())
        } else {
            Err(Refusal::Unreachable)
        }
    }

    /// Reads the seat log after the known position. The desk and the event's task may both do so at
    /// the same time.
    pub async fn read(&self, pool: &Pool) -> Result<(), store::Error> {
        let deadline = Instant::now() + store::deadline::READ;
        let mut connection = store::deadline::until(deadline, pool.acquire()).await?;
        let answer = store::deadline::until(deadline, self.read_through(&mut connection)).await;
        connection.judged(answer)
    }

    async fn read_through(
        &self,
        connection: &mut store::StoreConnection,
    ) -> Result<(), store::Error> {
        let known = self.position();
        match store::seats::position(&mut **connection, self.event).await? {
            Some(now) if now == known => Ok(()),
            Some(now) if now.epoch != known.epoch || now.version < known.version => {
                self.reload(connection).await
            }
            Some(now) => self.read_on(connection, known, now).await,
            None => Ok(()),
        }
    }

    /// Reads the seat log after the known position, on a connection that has seen this position.
    /// Buyers whose batch is committed wait for it, so it has a deadline of two seconds. After an
    /// error the caller closes the connection.
    pub async fn catch_up(
        &self,
        connection: &mut store::StoreConnection,
        seen: Position,
    ) -> Result<(), store::Error> {
        let deadline = Instant::now() + store::deadline::PROOF;
        let answer =
            store::deadline::until(deadline, self.catch_up_through(connection, seen)).await;
        connection.judged(answer)
    }

    async fn catch_up_through(
        &self,
        connection: &mut store::StoreConnection,
        seen: Position,
    ) -> Result<(), store::Error> {
        let known = self.position();
        if known.epoch != seen.epoch {
            return self.reload(connection).await;
        }
        // The event's task may have read further in the meantime.
        if known.version >= seen.version {
            Ok(())
        } else {
            self.read_on(connection, known, seen).await
        }
    }

    async fn read_on(
        &self,
        connection: &mut store::StoreConnection,
        known: Position,
        now: Position,
    ) -> Result<(), store::Error> {
        let logged =
            store::seats::frames_after(&mut **connection, self.event, known.version, READ_VERSIONS)
                .await?;
        if logged.len() == READ_VERSIONS as usize {
            // The event is so far behind that a snapshot is smaller.
            return self.reload(connection).await;
        }
        for frame in &logged {
            metrics::histogram!("frontrow_frame_latency_seconds").record(frame.age_seconds);
        }
        let frames: Vec<Frame> = logged.into_iter().map(|logged| logged.frame).collect();
        // Archived frames are not read: the log then ends before the event's version.
        let is_there = |position: Position| position.version >= now.version;
        if self.take(known.epoch, &frames) && is_there(self.position()) {
            Ok(())
        } else {
            self.reload(connection).await
        }
    }

    /// Forgets the known history and reads the statuses from the tables. Every watcher gets a
    /// snapshot.
    async fn reload(&self, connection: &mut store::StoreConnection) -> Result<(), store::Error> {
        if let Some(map) = store::seats::seat_map(&mut **connection, self.event).await? {
            let mut state = self.lock();
            let (known, read) = (state.map.position(), map.position());
            // The desk may have been quicker, and the statuses may belong to the previous history.
            // Epochs only grow.
            if (read.epoch, read.version) > (known.epoch, known.version) {
                *state = LiveState::new(map);
                drop(state);
                self.told.send_replace(read);
            }
        }
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, LiveState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
