//! One watched event: what its seats are, and its latest frames.

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
    ring::{Ring, RingFrame},
};
use crate::Refusal;

/// A watcher gets the frames that it lacks as long as they fit into one packet, even where a snapshot is smaller: a frame lets the page
/// redraw fewer seats.
const PACKET: usize = 1_400;

/// While the server does not hear of changes, it compares an event with the database this often at most, however many ask for its seats.
const COMPARE: Duration = Duration::from_millis(500);

/// What an event takes besides its seats, in bytes: its task among it.
const EVENT_BYTES: usize = 2_000;

/// The most versions that are read at once.
const READ_VERSIONS: u32 = 2_000;

/// The limit of an event's frames in memory, in bytes, by its number of seats.
fn ring_bytes(seats: u32) -> usize {
    SnapshotMessage::length(seats).max(PACKET)
}

/// A watched event.
#[derive(Debug)]
pub(crate) struct LiveEvent {
    event: EventId,
    /// About how many bytes it takes at most.
    bytes: usize,
    state: Mutex<State>,
    /// How far watchers have been told; they wait on it.
    told: watch::Sender<Position>,
    /// Wakes the event's task: there is something to tell, or to look at.
    pub(super) wake: Notify,
    pub(super) looking: AtomicBool,
    /// Whether buyers wait for this event's desk.
    pub(super) pressed: AtomicBool,
    pub(super) watchers: AtomicUsize,
    /// Whether the event knows what this server's desk committed while the seats were read.
    loaded: AtomicBool,
    born: Instant,
    /// When somebody last asked for this event, in milliseconds after `born`.
    used: AtomicU64,
    /// When the event was last compared with the database, and whether the database answered. Those who wait for a comparison queue here.
    compared: tokio::sync::Mutex<Option<(Instant, bool)>>,
}

#[derive(Debug)]
struct State {
    /// The newest that is known.
    map: SeatMap,
    /// How many of its seats had each status when they were last counted, and where that was.
    counted: Option<(Position, Availability)>,
    /// What changed since watchers were last told, and since when there is something.
    untold: BTreeMap<SeatNo, SeatStatus>,
    untold_since: Option<Instant>,
    told: Position,
    ring: Ring,
    /// The snapshot of `map`, made when first asked for.
    snapshot: Option<SnapshotMessage>,
}

/// What a watcher is to be sent next.
#[derive(Debug, PartialEq)]
pub(super) struct Next {
    /// Ready text.
    pub message: Bytes,
    /// Where the watcher stands after it.
    pub position: Position,
}

impl State {
    fn new(map: SeatMap) -> Self {
        let told = map.position();
        Self { map, counted: None, untold: BTreeMap::new(), untold_since: None, told, ring: Ring::default(), snapshot: None }
    }

    fn snapshot(&mut self) -> &SnapshotMessage {
        let (map, position) = (&self.map, self.map.position());
        let made = || SnapshotMessage::new(&Snapshot::of(position.epoch, position.version, map.statuses()));
        self.snapshot.get_or_insert_with(made)
    }
}

impl LiveEvent {
    pub fn new(event: EventId, map: SeatMap) -> Self {
        let told = watch::Sender::new(map.position());
        let seats = map.statuses().count();
        // The statuses, their snapshot, and a ring that never takes more than a snapshot.
        let bytes = EVENT_BYTES + (seats as usize).div_ceil(4) + SnapshotMessage::length(seats) + ring_bytes(seats);
        Self {
            event,
            bytes,
            state: Mutex::new(State::new(map)),
            told,
            wake: Notify::new(),
            looking: AtomicBool::new(false),
            pressed: AtomicBool::new(false),
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

    /// About how many bytes it takes at most.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Has the task look at the log.
    pub fn look(&self) {
        self.looking.store(true, Ordering::Release);
        self.wake.notify_one();
    }

    /// Whether the event may be shown.
    pub(super) fn is_loaded(&self) -> bool {
        self.loaded.load(Ordering::Acquire)
    }

    /// Reads what was committed since the seats were read: from now on the event may be shown. If that fails, the event's task tries again.
    pub(super) async fn end_loading(&self, pool: &Pool) {
        if let Err(error) = self.read(pool).await {
            tracing::warn!(%error, event = %self.event, "could not read the seat log");
            self.look();
        }
        self.loaded.store(true, Ordering::Release);
    }

    /// Notes that somebody asked for this event.
    pub(super) fn touch(&self) {
        self.used.fetch_max(self.born.elapsed().as_millis() as u64, Ordering::Relaxed);
    }

    /// How long ago somebody last asked for this event.
    pub(super) fn unused(&self) -> Duration {
        self.born.elapsed().saturating_sub(Duration::from_millis(self.used.load(Ordering::Relaxed)))
    }

    /// Says that buyers wait for the desk: telling watchers is to leave it room.
    pub fn press(&self) {
        self.pressed.store(true, Ordering::Relaxed);
    }

    /// How far the history is known.
    pub fn position(&self) -> Position {
        self.lock().map.position()
    }

    /// How many seats have each status, as far as is known.
    pub fn counts(&self) -> (Position, Availability) {
        let State { map, counted, .. } = &mut *self.lock();
        match counted {
            Some(known) if known.0 == map.position() => *known,
            _ => *counted.insert((map.position(), map.statuses().availability())),
        }
    }

    /// What every seat is, as far as is known.
    pub fn map(&self) -> SeatMap {
        self.lock().map.clone()
    }

    /// What every seat is, as far as is known.
    pub fn statuses(&self) -> PackedStatuses {
        self.lock().map.statuses().clone()
    }

    /// What every seat is as the JSON of a [`Snapshot`], which all callers share.
    pub fn snapshot_json(&self) -> (Position, Bytes) {
        let mut state = self.lock();
        (state.map.position(), state.snapshot().json())
    }

    /// Wakes at every telling.
    pub(super) fn tellings(&self) -> watch::Receiver<Position> {
        self.told.subscribe()
    }

    /// Whether a watcher that stands here can go on from what is in memory.
    pub(super) fn can_resume(&self, cursor: Position) -> bool {
        let state = self.lock();
        let now = state.map.position();
        cursor.epoch == now.epoch
            && cursor.version <= now.version
            && (cursor.version >= state.told.version || state.ring.after(cursor.version).is_some())
    }

    /// What a watcher at this position gets next: nothing, a frame, or a snapshot where the ring does not reach back so far. All watchers
    /// share the bytes.
    pub(super) fn next(&self, cursor: Option<Position>) -> Option<Next> {
        let mut state = self.lock();
        if let Some(cursor) = cursor.filter(|cursor| cursor.epoch == state.told.epoch) {
            // A watcher that was given a snapshot may be ahead of the others for a moment.
            if cursor.version >= state.told.version {
                return None;
            }
            if let Some(RingFrame { version, message, .. }) = state.ring.after(cursor.version) {
                return Some(Next { message: message.clone(), position: Position { version: *version, ..cursor } });
            }
        }
        let position = state.map.position();
        Some(Next { message: state.snapshot().message(), position })
    }

    /// Takes frames in, in order: this server knows them from now on, and the task tells the watchers. False when they do not follow on
    /// what is known, which stays as it was from the first that does not.
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

    /// Tells watchers what has changed, all in one frame. How long the first of it was known.
    pub(super) fn tell(&self) -> Option<std::time::Duration> {
        let mut state = self.lock();
        let position = state.map.position();
        if position == state.told {
            return None;
        }
        let changes = std::mem::take(&mut state.untold).into_iter().collect();
        let frame = Frame { after: state.told.version, version: position.version, changes };
        let message = messages::seats(position.epoch, &frame);
        let limit = ring_bytes(state.map.statuses().count());
        state.ring.push(RingFrame { after: frame.after, version: frame.version, message }, limit);
        state.told = position;
        let since = state.untold_since.take();
        drop(state);
        self.told.send_replace(position);
        since.map(|since| since.elapsed())
    }

    /// Compares the event with the database, for a caller that must not trust memory. All callers share a comparison, errors included, and
    /// for [`COMPARE`] its result.
    ///
    /// # Errors
    /// `Unreachable` when the database did not answer.
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
                // A database that does not answer gets a pause too.
                *compared = Some((if read.is_ok() { at } else { Instant::now() }, read.is_ok()));
                read.is_ok()
            }
        };
        if answered { Ok(()) } else { Err(Refusal::Unreachable) }
    }

    /// Reads what the log has past what is known. Both the desk and the event's task may, at the same time.
    pub async fn read(&self, pool: &Pool) -> Result<(), store::Error> {
        let deadline = Instant::now() + store::deadline::READ;
        let mut connection = store::deadline::until(deadline, pool.acquire()).await?;
        let answer = store::deadline::until(deadline, self.read_through(&mut connection)).await;
        connection.judged(answer)
    }

    async fn read_through(&self, connection: &mut store::Connection) -> Result<(), store::Error> {
        let known = self.position();
        match store::seats::position(&mut **connection, self.event).await? {
            Some(now) if now == known => Ok(()),
            Some(now) if now.epoch != known.epoch || now.version < known.version => self.reload(connection).await,
            Some(now) => self.read_on(connection, known, now).await,
            None => Ok(()),
        }
    }

    /// Reads what the log has past what is known, on a connection that has seen this position. Buyers whose batch is committed wait for it,
    /// so it has two seconds. The caller gives the connection up after an error.
    pub async fn catch_up(&self, connection: &mut store::Connection, seen: Position) -> Result<(), store::Error> {
        let deadline = Instant::now() + store::deadline::PROOF;
        let answer = store::deadline::until(deadline, self.catch_up_through(connection, seen)).await;
        connection.judged(answer)
    }

    async fn catch_up_through(&self, connection: &mut store::Connection, seen: Position) -> Result<(), store::Error> {
        let known = self.position();
        if known.epoch != seen.epoch {
            return self.reload(connection).await;
        }
        // The event's task may have read on meanwhile.
        if known.version >= seen.version { Ok(()) } else { self.read_on(connection, known, seen).await }
    }

    async fn read_on(&self, connection: &mut store::Connection, known: Position, now: Position) -> Result<(), store::Error> {
        let logged = store::seats::frames_after(&mut **connection, self.event, known.version, READ_VERSIONS).await?;
        if logged.len() == READ_VERSIONS as usize {
            // Very far behind: a snapshot is less to send.
            return self.reload(connection).await;
        }
        for frame in &logged {
            metrics::histogram!("frontrow_frame_latency_seconds").record(frame.age_seconds);
        }
        let frames: Vec<Frame> = logged.into_iter().map(|logged| logged.frame).collect();
        // Frames that were archived are not read: then the log ends before the version that the event has.
        let is_there = |position: Position| position.version >= now.version;
        if self.take(known.epoch, &frames) && is_there(self.position()) { Ok(()) } else { self.reload(connection).await }
    }

    /// Forgets the history that was known and starts from the tables: every watcher is sent a snapshot.
    async fn reload(&self, connection: &mut store::Connection) -> Result<(), store::Error> {
        if let Some(map) = store::seats::seat_map(&mut **connection, self.event).await? {
            let mut state = self.lock();
            let (known, read) = (state.map.position(), map.position());
            // The desk may have been quicker, and what was read may be of the history before: epochs only grow.
            if (read.epoch, read.version) > (known.epoch, known.version) {
                *state = State::new(map);
                drop(state);
                self.told.send_replace(read);
            }
        }
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
