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

/// The most versions that are read at once.
const READ_VERSIONS: u32 = 2_000;

/// A watched event.
#[derive(Debug)]
pub(crate) struct LiveEvent {
    event: EventId,
    state: Mutex<State>,
    /// How far watchers have been told; they wait on it.
    told: watch::Sender<Position>,
    /// Wakes the event's task: there is something to tell, or to look at.
    pub(super) wake: Notify,
    pub(super) looking: AtomicBool,
    /// Whether buyers wait for this event's desk.
    pub(super) pressed: AtomicBool,
    pub(super) watchers: AtomicUsize,
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
        Self {
            event,
            state: Mutex::new(State::new(map)),
            told,
            wake: Notify::new(),
            looking: AtomicBool::new(false),
            pressed: AtomicBool::new(false),
            watchers: AtomicUsize::new(0),
            born: Instant::now(),
            used: AtomicU64::new(0),
            compared: tokio::sync::Mutex::new(None),
        }
    }

    pub fn event(&self) -> EventId {
        self.event
    }

    /// Has the task look at the log.
    pub fn look(&self) {
        self.looking.store(true, Ordering::Release);
        self.wake.notify_one();
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
        let limit = SnapshotMessage::length(state.map.statuses().count()).max(PACKET);
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
mod tests {
    use domain::live::PackedStatuses;

    use super::{super::ring::RING_FRAMES, *};

    fn at(version: i64) -> Option<Position> {
        Some(Position { epoch: 1, version })
    }

    fn live() -> LiveEvent {
        LiveEvent::new(EventId(1), SeatMap::new(Position { epoch: 1, version: 0 }, PackedStatuses::new(8)))
    }

    fn hold(live: &LiveEvent, version: i64) {
        let frame = Frame { after: version - 1, version, changes: vec![(SeatNo(version as u32 % 8), SeatStatus::Held)] };
        assert!(live.take(1, &[frame]));
        live.tell();
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
        let second = live.next(at(1)).expect("a frame");
        assert!(text(live.next(at(1))).starts_with("id: 1-2\nevent: seats"));
        assert!(text(live.next(Some(second.position))).starts_with("id: 1-3\nevent: seats"));
        assert_eq!(live.next(at(3)), None);
    }

    #[test]
    fn slow_watchers_share_the_bytes_of_frames_and_snapshots() {
        let live = live();
        (1..=3).for_each(|version| hold(&live, version));
        for cursor in [at(0), at(2), None] {
            let address = || live.next(cursor).expect("something to send").message.as_ptr();
            assert_eq!(address(), address(), "{cursor:?}");
        }
    }

    #[test]
    fn a_watcher_gets_a_snapshot_where_the_frames_it_lacks_are_larger() {
        let seats = 40_000;
        let live = LiveEvent::new(EventId(1), SeatMap::new(Position { epoch: 1, version: 0 }, PackedStatuses::new(seats)));
        for version in 1..=197 {
            let changes = (0..200).map(|seat| (SeatNo((version as u32 * 200 + seat) % seats), SeatStatus::Held)).collect();
            assert!(live.take(1, &[Frame { after: version - 1, version, changes }]));
            live.tell();
        }
        let sent = |from: i64| {
            let (mut cursor, mut bytes, mut snapshots) = (at(from), 0, 0);
            while let Some(next) = live.next(cursor) {
                bytes += next.message.len();
                snapshots += next.message.starts_with(format!("id: {}\nevent: snapshot", next.position).as_bytes()) as u32;
                cursor = Some(next.position);
            }
            assert_eq!(cursor, at(197));
            (bytes, snapshots)
        };
        let snapshot = live.next(None).expect("a snapshot").message.len();
        assert_eq!(sent(0), (snapshot, 1), "its frames would have {} bytes", 197 * 200 * 10);
        let (bytes, snapshots) = sent(195);
        assert_eq!(snapshots, 0, "two frames are smaller");
        assert!(bytes < snapshot && live.lock().ring.bytes() <= snapshot + 100);
    }

    #[test]
    fn a_watcher_too_far_behind_or_of_another_history_gets_a_snapshot() {
        let live = live();
        (1..=RING_FRAMES as i64 + 5).for_each(|version| hold(&live, version));
        assert!(text(live.next(at(2))).contains("event: snapshot"));
        assert!(text(live.next(Some(Position { epoch: 7, version: 100 }))).contains("event: snapshot"));
    }

    #[test]
    fn what_comes_before_it_is_told_goes_out_as_one_frame() {
        let live = live();
        let held = |version: i64, seat| Frame { after: version - 1, version, changes: vec![(SeatNo(seat), SeatStatus::Held)] };
        assert!(live.take(1, &[held(1, 3)]) && live.take(1, &[held(2, 5)]));
        assert_eq!(live.next(at(0)), None, "not told yet");
        // A newcomer sees all that is known, and is not told it again.
        let newcomer = live.next(None).expect("a snapshot");
        assert_eq!(Some(newcomer.position), at(2));
        live.tell();
        assert_eq!(live.next(Some(newcomer.position)), None);
        assert!(text(live.next(at(0))).contains(r#"{"after":0,"version":2,"changes":[[3,1],[5,1]]}"#));
    }

    #[test]
    fn whoever_comes_back_goes_on_from_memory_as_long_as_it_reaches() {
        let live = live();
        (1..=100).for_each(|version| hold(&live, version));
        let resumes = |epoch, version| live.can_resume(Position { epoch, version });
        assert!(resumes(1, 100) && resumes(1, 90));
        assert!(!resumes(1, 2) && !resumes(2, 100) && !resumes(1, 101));
    }

    #[test]
    fn frames_that_do_not_follow_are_not_taken() {
        let live = live();
        let late = Frame { after: 3, version: 4, changes: vec![(SeatNo(1), SeatStatus::Held)] };
        assert!(!live.take(1, &[late]));
        assert_eq!(live.position().version, 0);
    }
}
