//! The live hub: tells the watchers of an event what its seats become.
//!
//! Each watched event has one task, which reads the seat log past what it knows, keeps the statuses in memory and puts frames,
//! serialised once, on a ring. A watcher is a cursor into the ring: a slow one falls behind and is sent a snapshot; nothing queues.

mod live_event;
mod messages;
mod watcher;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    EventId,
    live::{Position, SeatMap},
};
use store::Pool;
use tokio_util::sync::CancellationToken;

use self::live_event::LiveEvent;
pub use self::watcher::Watcher;
use crate::Refusal;

/// The events that somebody watches.
#[derive(Debug)]
pub(crate) struct Hub {
    pool: Pool,
    events: Arc<Mutex<HashMap<EventId, Arc<LiveEvent>>>>,
    shutdown: CancellationToken,
}

impl Hub {
    pub fn new(pool: Pool, shutdown: CancellationToken) -> Self {
        Self { pool, events: Arc::default(), shutdown }
    }

    /// Says that an event's seats have changed. Costs nothing for an event that nobody watches.
    pub fn look_at(&self, event: EventId) {
        if let Some(live) = self.lock().get(&event) {
            live.look();
        }
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
                && live.position() != *position
            {
                live.look();
            }
        }
    }

    /// A new watcher.
    pub async fn watch(&self, event: EventId, since: Option<Position>) -> Result<Watcher, Refusal> {
        let live = self.live(event).await?;
        let caught_up = match since {
            Some(position) => watcher::catch_up(&self.pool, &live, position).await?,
            None => None,
        };
        Ok(watcher::stream(live, caught_up, self.shutdown.clone()))
    }

    async fn live(&self, event: EventId) -> Result<Arc<LiveEvent>, Refusal> {
        if let Some(live) = self.lock().get(&event) {
            return Ok(live.clone());
        }
        let map: SeatMap = store::seats::seat_map(&self.pool, event).await?.ok_or(Refusal::UnknownEvent)?;
        let mut events = self.lock();
        // Somebody else may have loaded it meanwhile: theirs stays.
        let live = events.entry(event).or_insert_with(|| {
            let live = Arc::new(LiveEvent::new(event, map));
            tokio::spawn(live_event::follow(self.pool.clone(), live.clone(), self.events.clone(), self.shutdown.clone()));
            // What changed between the reading and this moment was told to nobody.
            live.look();
            live
        });
        Ok(live.clone())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<EventId, Arc<LiveEvent>>> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
