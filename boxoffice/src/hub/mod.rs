//! The live hub: sends watchers the changes of an event's seats.
//!
//! Each watched event has its statuses in memory. This server's desk hands over its commits; the
//! event's task reads those of other servers from the seat log. The task puts frames, serialised
//! once, on a ring. A watcher is a cursor into the ring. A slow watcher falls behind and gets a
//! snapshot, so no queue grows, and all watchers share the same bytes.
//!
//! An event is loaded when a caller needs its statuses. Until then its desk sells without them.

mod follow;
mod live_event;
mod messages;
mod ring;
mod watcher;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{
    EventId,
    catalogue::Availability,
    live::{Position, SeatMap},
};
use futures::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use metrics::counter;
use store::Pool;
use tokio_util::sync::CancellationToken;

pub(crate) use self::live_event::LiveEvent;
pub use self::watcher::Watcher;
use crate::Refusal;

/// The limit of memory for all events, in bytes: about 2,000 stadiums, or 30,000 halls of 1,200
/// seats. Beyond it, events without watchers and desks are dropped, the least recently used first.
const HALL_BYTES: usize = 128 << 20;

/// The events that have watchers, or were used in the last minute.
#[derive(Debug)]
pub(crate) struct Hub {
    pool: Pool,
    events: Arc<Mutex<HashMap<EventId, Arc<LiveEvent>>>>,
    /// The events that are being loaded: when a sale opens, thousands of callers ask at the same
    /// time.
    loading: Arc<Mutex<HashMap<EventId, EventLoad>>>,
    /// Whether notices of other servers arrive.
    hearing: AtomicBool,
    shutdown: CancellationToken,
}

/// An event that is being loaded.
type EventLoad = Shared<BoxFuture<'static, Result<Arc<LiveEvent>, EventLoadError>>>;

/// Why an event is not in memory.
#[derive(Debug, Clone, Copy)]
enum EventLoadError {
    /// There is no such event.
    Unknown,
    /// The database did not answer.
    Unread,
}

impl Hub {
    pub fn new(pool: Pool, shutdown: CancellationToken) -> Self {
        Self {
            pool,
            events: Arc::default(),
            loading: Arc::default(),
            hearing: AtomicBool::new(false),
            shutdown,
        }
    }

    /// Receives a notice: an event's seat log is at this position. Costs nothing if the event is
    /// not in memory, or if the position is known.
    pub fn heard(&self, event: EventId, position: Position) {
        if let Some(live) = self.lock().get(&event)
            && is_news(live, position)
        {
            live.look();
        }
    }

    /// Whether notices of other servers arrive at present.
    pub fn is_hearing(&self) -> bool {
        self.hearing.load(Ordering::Acquire)
    }

    /// Sets whether notices of other servers arrive at present.
    pub fn set_hearing(&self, hearing: bool) {
        self.hearing.store(hearing, Ordering::Release);
    }

    /// Wakes all events, because the seats of any of them may have changed.
    pub fn look_at_all(&self) {
        self.lock().values().for_each(|live| live.look());
    }

    /// The events in memory.
    pub fn watched(&self) -> Vec<EventId> {
        self.lock().keys().copied().collect()
    }

    /// Wakes each event whose position is newer than the one in memory. It then reads the seat log.
    pub fn compare(&self, positions: &[(EventId, Position)]) {
        let events = self.lock();
        for (event, position) in positions {
            if let Some(live) = events.get(event)
                && is_news(live, *position)
            {
                live.look();
            }
        }
    }

    /// A new watcher.
    pub async fn watch(&self, event: EventId, since: Option<Position>) -> Result<Watcher, Refusal> {
        let live = self.live(event).await?;
        Ok(watcher::stream(live, since, self.shutdown.clone()))
    }

    /// An event whose seats may be shown now. Its memory is behind other servers by the delay of a
    /// notice, some hundredths of a second. While no notices arrive, memory is compared with the
    /// database first, at most twice a second for each event.
    pub async fn current(&self, event: EventId) -> Result<Arc<LiveEvent>, Refusal> {
        let live = self.live(event).await?;
        if !self.is_hearing() {
            live.compare(&self.pool).await?;
        }
        Ok(live)
    }

    /// The number of seats with each status now, and their position: see [`Self::current`].
    pub async fn counts(&self, event: EventId) -> Result<(Position, Availability), Refusal> {
        Ok(self.current(event).await?.counts())
    }

    /// Like [`Self::counts`], for an event in memory. None if the event is not in memory or is
    /// being loaded, because nobody should wait for a hall to be counted.
    pub async fn counts_in_memory(
        &self,
        event: EventId,
    ) -> Result<Option<(Position, Availability)>, Refusal> {
        let Some(live) = self.find(event).filter(|live| live.is_loaded()) else {
            return Ok(None);
        };
        if !self.is_hearing() {
            live.compare(&self.pool).await?;
        }
        Ok(Some(live.counts()))
    }

    /// An event in memory. If it is not there, it is loaded once for all callers that ask in the
    /// meantime. It contains every commit that this server's desk answered before this call.
    pub async fn live(&self, event: EventId) -> Result<Arc<LiveEvent>, Refusal> {
        if let Some(live) = self.find(event).filter(|live| live.is_loaded()) {
            return Ok(live);
        }
        let flight = {
            let mut loading = lock(&self.loading);
            match loading.get(&event) {
                Some(flight) => flight.clone(),
                None => {
                    // A load puts the event into `events` before it leaves `loading`. If it is in
                    // neither map, no load is in progress.
                    if let Some(live) = self.find(event) {
                        return Ok(live);
                    }
                    loading
                        .entry(event)
                        .or_insert_with(|| self.load(event))
                        .clone()
                }
            }
        };
        flight.await.map_err(|missing| match missing {
            EventLoadError::Unknown => Refusal::UnknownEvent,
            EventLoadError::Unread => Refusal::Unreachable,
        })
    }

    /// An event, if it is in memory. A desk that finds none after its commit does not wait for a
    /// load in progress: the load first puts the event into the map, then reads the commits that it
    /// missed, and only then hands it to callers.
    pub fn find(&self, event: EventId) -> Option<Arc<LiveEvent>> {
        let live = self.lock().get(&event).cloned()?;
        live.touch();
        Some(live)
    }

    /// Loads an event in a separate task, because the first caller may disconnect. All waiters
    /// share the result, errors included, so nobody queues behind an unreachable database.
    fn load(&self, event: EventId) -> EventLoad {
        let (pool, shutdown) = (self.pool.clone(), self.shutdown.clone());
        let (events, loading) = (self.events.clone(), self.loading.clone());
        let broken = self.loading.clone();
        let task = tokio::spawn(async move {
            let loaded = match read(&pool, event).await {
                Ok(map) => {
                    counter!("frontrow_halls_loaded_total").increment(1);
                    let live = Arc::new(LiveEvent::new(event, map));
                    {
                        let mut halls = lock(&events);
                        make_room(&mut halls, HALL_BYTES.saturating_sub(live.bytes()));
                        halls.insert(event, live.clone());
                    }
                    tokio::spawn(follow::follow(pool.clone(), live.clone(), events, shutdown));
                    // Changes since the seats were read have not reached the event, so it reads
                    // them now.
                    live.end_loading(&pool).await;
                    Ok(live)
                }
                Err(missing) => Err(missing),
            };
            lock(&loading).remove(&event);
            loaded
        });
        let ended = task.map(move |ended| {
            ended.unwrap_or_else(|_| {
                // The task failed before it removed itself from the map.
                lock(&broken).remove(&event);
                Err(EventLoadError::Unread)
            })
        });
        ended.boxed().shared()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<EventId, Arc<LiveEvent>>> {
        lock(&self.events)
    }
}

/// Whether this event has no watchers and no desk. The map and the event's task each own a
/// reference. A desk, a watcher, or a caller that just got the event owns another.
fn is_idle(live: &Arc<LiveEvent>) -> bool {
    live.watchers.load(Ordering::Relaxed) == 0 && Arc::strong_count(live) <= 2
}

/// Removes idle events until the others take no more bytes than this, the least recently used
/// first.
fn make_room(events: &mut HashMap<EventId, Arc<LiveEvent>>, limit: usize) {
    let mut bytes: usize = events.values().map(|live| live.bytes()).sum();
    while bytes > limit {
        let idle = events.values().filter(|live| is_idle(live));
        let Some(longest) = idle
            .max_by_key(|live| live.unused())
            .map(|live| live.event())
        else {
            return;
        };
        if let Some(removed) = events.remove(&longest) {
            bytes -= removed.bytes();
            // Wake the removed event's task, so that it notices.
            removed.wake.notify_one();
        }
    }
}

async fn read(pool: &Pool, event: EventId) -> Result<SeatMap, EventLoadError> {
    match store::seats::seat_map(pool, event).await {
        Ok(map) => map.ok_or(EventLoadError::Unknown),
        Err(error) => {
            tracing::warn!(%event, %error, "could not read the seats of an event");
            Err(EventLoadError::Unread)
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a position is new: a newer version, or another history.
fn is_news(live: &LiveEvent, position: Position) -> bool {
    let known = live.position();
    position.epoch != known.epoch || position.version > known.version
}

#[cfg(test)]
mod tests {
    use domain::live::PackedStatuses;

    use super::*;

    #[test]
    fn beyond_the_limit_of_bytes_events_without_watchers_and_desks_are_dropped() {
        let mut events = HashMap::new();
        for event in (0..10).map(EventId) {
            let map = SeatMap::new(
                Position {
                    epoch: 1,
                    version: 0,
                },
                PackedStatuses::new(58_000),
            );
            events.insert(event, Arc::new(LiveEvent::new(event, map)));
        }
        let bytes = events[&EventId(0)].bytes();
        assert!(
            (40_000..80_000).contains(&bytes),
            "a stadium takes {bytes} bytes"
        );
        events[&EventId(3)].watchers.fetch_add(1, Ordering::Relaxed);
        // The desk and the event's task share the event.
        let sold = [events[&EventId(7)].clone(), events[&EventId(7)].clone()];
        make_room(&mut events, 4 * bytes);
        assert_eq!(events.len(), 4);
        make_room(&mut events, 0);
        let mut left: Vec<i32> = events.keys().map(|event| event.0).collect();
        left.sort_unstable();
        assert_eq!(left, [3, 7]);
        drop(sold);
        make_room(&mut events, bytes);
        assert!(
            events.len() == 1 && events.contains_key(&EventId(3)),
            "nobody sells the other one any more"
        );
    }
}
