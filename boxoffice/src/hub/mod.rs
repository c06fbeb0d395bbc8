//! The live hub: tells the watchers of an event what its seats become.
//!
//! Each watched event has its statuses in memory. What this server's desk commits is handed over to it; what other servers commit, the
//! event's task reads from the seat log. The task puts frames, serialised once, on a ring. A watcher is a cursor into the ring: a slow one
//! falls behind and is sent a snapshot; nothing queues, and frames and snapshots are the same bytes for all.

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

/// The most idle events in memory: those that nobody watches or sells. A stadium takes about 60 KB. Past this number, the event that was
/// asked for least recently goes.
const MAX_HALLS: usize = 2_000;

/// The events that somebody watches, or asked for in the last minute.
#[derive(Debug)]
pub(crate) struct Hub {
    pool: Pool,
    events: Arc<Mutex<HashMap<EventId, Arc<LiveEvent>>>>,
    /// Those that are being read: when a sale opens, thousands ask in one moment.
    loading: Arc<Mutex<HashMap<EventId, Flight>>>,
    /// Whether other servers are heard.
    hearing: AtomicBool,
    shutdown: CancellationToken,
}

/// An event on its way into memory.
type Flight = Shared<BoxFuture<'static, Result<Arc<LiveEvent>, Missing>>>;

/// Why an event is not in memory.
#[derive(Debug, Clone, Copy)]
enum Missing {
    /// There is no such event.
    Unknown,
    /// The database did not say.
    Unread,
}

impl Hub {
    pub fn new(pool: Pool, shutdown: CancellationToken) -> Self {
        Self { pool, events: Arc::default(), loading: Arc::default(), hearing: AtomicBool::new(false), shutdown }
    }

    /// Says how far an event's history has come. Costs nothing for an event that nobody watches, and for what is known already.
    pub fn heard(&self, event: EventId, position: Position) {
        if let Some(live) = self.lock().get(&event)
            && is_news(live, position)
        {
            live.look();
        }
    }

    /// Whether other servers are heard at present.
    pub fn is_hearing(&self) -> bool {
        self.hearing.load(Ordering::Acquire)
    }

    /// Says whether other servers are heard at present.
    pub fn set_hearing(&self, hearing: bool) {
        self.hearing.store(hearing, Ordering::Release);
    }

    /// Says that any event's seats may have changed.
    pub fn look_at_all(&self) {
        self.lock().values().for_each(|live| live.look());
    }

    /// The events that are watched.
    pub fn watched(&self) -> Vec<EventId> {
        self.lock().keys().copied().collect()
    }

    /// Looks at those events whose history stands elsewhere than is known here.
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

    /// An event whose seats may be shown now. Memory is as old as word from another server takes to come, some hundredths of a second.
    /// While this server does not hear others, memory is compared with the database first, at most twice a second for each event.
    pub async fn current(&self, event: EventId) -> Result<Arc<LiveEvent>, Refusal> {
        let live = self.live(event).await?;
        if !self.is_hearing() {
            live.compare(&self.pool).await?;
        }
        Ok(live)
    }

    /// How many seats of an event have each status now, and as of where: see [`Self::current`].
    pub async fn counts(&self, event: EventId) -> Result<(Position, Availability), Refusal> {
        Ok(self.current(event).await?.counts())
    }

    /// An event in memory, loaded if it is not there: once, however many ask meanwhile.
    pub async fn live(&self, event: EventId) -> Result<Arc<LiveEvent>, Refusal> {
        if let Some(live) = self.find(event) {
            return Ok(live);
        }
        let flight = {
            let mut loading = lock(&self.loading);
            // Who loads puts it on the list before leaving this one: what is on neither is loaded by nobody.
            if let Some(live) = self.find(event) {
                return Ok(live);
            }
            loading.entry(event).or_insert_with(|| self.load(event)).clone()
        };
        flight.await.map_err(|missing| match missing {
            Missing::Unknown => Refusal::UnknownEvent,
            Missing::Unread => Refusal::Unreachable,
        })
    }

    fn find(&self, event: EventId) -> Option<Arc<LiveEvent>> {
        let live = self.lock().get(&event).cloned()?;
        live.touch();
        Some(live)
    }

    /// Loads an event, by a task of its own: whoever asked first may hang up. What it comes to is everybody's who waits, failures too, so that
    /// nobody queues for a database that is away.
    fn load(&self, event: EventId) -> Flight {
        let (pool, shutdown) = (self.pool.clone(), self.shutdown.clone());
        let (events, loading) = (self.events.clone(), self.loading.clone());
        let broken = self.loading.clone();
        let task = tokio::spawn(async move {
            let loaded = read(&pool, event).await.map(|map| {
                counter!("frontrow_halls_loaded_total").increment(1);
                let live = Arc::new(LiveEvent::new(event, map));
                let mut halls = lock(&events);
                make_room(&mut halls);
                halls.insert(event, live.clone());
                drop(halls);
                tokio::spawn(follow::follow(pool, live.clone(), events, shutdown));
                // What changed between the reading and this moment was told to nobody.
                live.look();
                live
            });
            lock(&loading).remove(&event);
            loaded
        });
        let ended = task.map(move |ended| {
            ended.unwrap_or_else(|_| {
                // It broke before it took itself off the list.
                lock(&broken).remove(&event);
                Err(Missing::Unread)
            })
        });
        ended.boxed().shared()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<EventId, Arc<LiveEvent>>> {
        lock(&self.events)
    }
}

/// Whether nobody watches or sells this event. Besides the list and the event's task, a desk, a watcher or somebody who just got the
/// event from the list has a share in it.
fn is_idle(live: &Arc<LiveEvent>) -> bool {
    live.watchers.load(Ordering::Relaxed) == 0 && Arc::strong_count(live) <= 2
}

/// Removes the idle event that was asked for least recently, if there are too many.
fn make_room(events: &mut HashMap<EventId, Arc<LiveEvent>>) {
    if events.len() < MAX_HALLS {
        return;
    }
    let idle = events.values().filter(|live| is_idle(live));
    if let Some(longest) = idle.max_by_key(|live| live.unused()).map(|live| live.event()) {
        // Its task finds out when it is woken.
        if let Some(removed) = events.remove(&longest) {
            removed.wake.notify_one();
        }
    }
}

async fn read(pool: &Pool, event: EventId) -> Result<SeatMap, Missing> {
    match store::seats::seat_map(pool, event).await {
        Ok(map) => map.ok_or(Missing::Unknown),
        Err(error) => {
            tracing::warn!(%event, %error, "the seats of an event could not be read");
            Err(Missing::Unread)
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a position is not known yet: a newer version, or another history.
fn is_news(live: &LiveEvent, position: Position) -> bool {
    let known = live.position();
    position.epoch != known.epoch || position.version > known.version
}
