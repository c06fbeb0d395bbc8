//! One watched event: what its seats are, and its latest frames.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
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

use super::messages;

/// Frames at hand for watchers that fall behind or come back: those of thirteen seconds at the busiest, of far longer otherwise.
const RING_FRAMES: usize = 256;

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

impl State {
    fn new(map: SeatMap) -> Self {
        let told = map.position();
        Self { map, counted: None, untold: BTreeMap::new(), untold_since: None, told, ring: VecDeque::new(), snapshot: None }
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
            && (cursor.version >= state.told.version || state.ring.front().is_some_and(|oldest| oldest.after <= cursor.version))
    }

    /// What a watcher at this position is to be sent: nothing, the frames it lacks, or where those are gone a snapshot.
    pub(super) fn next(&self, cursor: Option<Position>) -> Option<Next> {
        let mut state = self.lock();
        let State { map, told, ring, snapshot, .. } = &mut *state;
        match cursor {
            // One that was given a snapshot, or has read the log, may be ahead of the others for a moment.
            Some(cursor) if cursor.epoch == told.epoch && cursor.version >= told.version => None,
            Some(cursor) if cursor.epoch == told.epoch && ring.front().is_some_and(|oldest| oldest.after <= cursor.version) => {
                let mut lacking = ring.iter().filter(|frame| frame.version > cursor.version).map(|frame| &frame.message);
                let first = lacking.next()?.clone();
                let message = match lacking.next() {
                    None => first,
                    Some(second) => [&first, second].into_iter().chain(lacking).flat_map(|message| message.iter().copied()).collect(),
                };
                Some(Next { message, position: *told })
            }
            _ => {
                let position = map.position();
                let made = || messages::snapshot(&Snapshot::of(position.epoch, position.version, map.statuses()));
                Some(Next { message: snapshot.get_or_insert_with(made).clone(), position })
            }
        }
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
        state.ring.push_back(RingFrame { after: frame.after, version: frame.version, message });
        if state.ring.len() > RING_FRAMES {
            state.ring.pop_front();
        }
        state.told = position;
        let since = state.untold_since.take();
        drop(state);
        self.told.send_replace(position);
        since.map(|since| since.elapsed())
    }

    /// Reads what the log has past what is known. Both the desk and the event's task may, at the same time.
    pub async fn read(&self, pool: &Pool) -> Result<(), store::Error> {
        let known = self.position();
        let mut connection = pool.acquire().await.map_err(store::Error::from)?;
        match store::seats::position(&mut *connection, self.event).await? {
            Some(now) if now == known => Ok(()),
            Some(now) if now.epoch != known.epoch || now.version < known.version => self.reload(&mut connection).await,
            Some(_) => self.read_on(&mut connection, known).await,
            None => Ok(()),
        }
    }

    /// Reads what the log has past what is known, on a connection that has seen this position.
    pub async fn catch_up(&self, connection: &mut store::Connection, seen: Position) -> Result<(), store::Error> {
        let known = self.position();
        if known.epoch != seen.epoch {
            return self.reload(connection).await;
        }
        // The event's task may have read on meanwhile.
        if known.version >= seen.version { Ok(()) } else { self.read_on(connection, known).await }
    }

    async fn read_on(&self, connection: &mut store::Connection, known: Position) -> Result<(), store::Error> {
        let logged = store::seats::frames_after(&mut **connection, self.event, known.version, READ_VERSIONS).await?;
        if logged.len() == READ_VERSIONS as usize {
            // Very far behind: a snapshot is less to send.
            return self.reload(connection).await;
        }
        for frame in &logged {
            metrics::histogram!("frontrow_frame_latency_seconds").record(frame.age_seconds);
        }
        let frames: Vec<Frame> = logged.into_iter().map(|logged| logged.frame).collect();
        if self.take(known.epoch, &frames) { Ok(()) } else { self.reload(connection).await }
    }

    /// Forgets the history that was known and starts from the tables: every watcher is sent a snapshot.
    async fn reload(&self, connection: &mut store::Connection) -> Result<(), store::Error> {
        if let Some(map) = store::seats::seat_map(&mut **connection, self.event).await? {
            let mut state = self.lock();
            let (known, read) = (state.map.position(), map.position());
            // The desk may have been quicker.
            if read.epoch != known.epoch || read.version > known.version {
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

    use super::*;

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
        (1..=RING_FRAMES as i64 + 5).for_each(|version| hold(&live, version));
        let resumes = |epoch, version| live.can_resume(Position { epoch, version });
        assert!(resumes(1, RING_FRAMES as i64 + 5) && resumes(1, 5));
        assert!(!resumes(1, 4) && !resumes(2, 5) && !resumes(1, RING_FRAMES as i64 + 6));
    }

    #[test]
    fn frames_that_do_not_follow_are_not_taken() {
        let live = live();
        let late = Frame { after: 3, version: 4, changes: vec![(SeatNo(1), SeatStatus::Held)] };
        assert!(!live.take(1, &[late]));
        assert_eq!(live.position().version, 0);
    }
}
