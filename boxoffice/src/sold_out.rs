//! Tells the search which events are sold out, and which have seats again. So that selling never
//! waits for it, it collects notices of sales, and counts the seats of their events at intervals.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::EventId;
use store::Pool;
use tokio_util::sync::CancellationToken;

/// How long notices are collected.
const PERIOD: Duration = Duration::from_secs(2);

/// The events whose seats have changed since the last count.
#[derive(Debug)]
enum ChangedEvents {
    /// These events.
    Some(HashSet<EventId>),
    /// Perhaps any event, because notices were lost.
    Any,
}

/// The collected notices of sales.
#[derive(Debug)]
pub(crate) struct SaleNotices(Mutex<ChangedEvents>);

impl Default for SaleNotices {
    fn default() -> Self {
        Self(Mutex::new(ChangedEvents::Any))
    }
}

impl SaleNotices {
    /// Notes that an event's seats changed.
    pub fn heard(&self, event: EventId) {
        if let ChangedEvents::Some(events) =
            &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)
        {
            events.insert(event);
        }
    }

    /// Notes that any event's seats may have changed.
    pub fn look_at_all(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = ChangedEvents::Any;
    }

    fn take(&self) -> ChangedEvents {
        std::mem::replace(
            &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner),
            ChangedEvents::Some(HashSet::new()),
        )
    }
}

/// Counts until the shutdown. Several servers may do so: the second one finds nothing to change.
pub(crate) async fn count(pool: Pool, sold_out: Arc<SaleNotices>, shutdown: CancellationToken) {
    loop {
        let counted = match sold_out.take() {
            ChangedEvents::Any => store::search::count_seats(&pool, None).await,
            ChangedEvents::Some(events) if events.is_empty() => Ok(0),
            ChangedEvents::Some(events) => {
                store::search::count_seats(&pool, Some(&events.into_iter().collect::<Vec<_>>()))
                    .await
            }
        };
        if let Err(error) = counted {
            tracing::warn!(%error, "could not update which events are sold out; the next count includes all events");
            sold_out.look_at_all();
        }
        tokio::select! {
            () = tokio::time::sleep(PERIOD) => {}
            () = shutdown.cancelled() => return,
        }
    }
}
