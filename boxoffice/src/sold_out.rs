//! Telling the search what has sold out, and what has seats again. Coarsely, and never from within selling: what was heard of sales is
//! gathered, and now and then the events are counted that it was about.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::EventId;
use store::Pool;
use tokio_util::sync::CancellationToken;

/// How long what was heard is gathered.
const PERIOD: Duration = Duration::from_secs(2);

/// Whose seats have changed since they were counted.
#[derive(Debug)]
enum Changed {
    /// These events'.
    Some(HashSet<EventId>),
    /// Perhaps any event's: for a while nothing was heard.
    Any,
}

/// What was heard of sales.
#[derive(Debug)]
pub(crate) struct SoldOut(Mutex<Changed>);

impl Default for SoldOut {
    fn default() -> Self {
        Self(Mutex::new(Changed::Any))
    }
}

impl SoldOut {
    /// An event's seats changed.
    pub fn heard(&self, event: EventId) {
        if let Changed::Some(events) = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            events.insert(event);
        }
    }

    /// Any event's seats may have changed.
    pub fn look_at_all(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Changed::Any;
    }

    fn take(&self) -> Changed {
        std::mem::replace(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), Changed::Some(HashSet::new()))
    }
}

/// Counts until the shutdown. Several servers may: whoever comes second finds nothing to change.
pub(crate) async fn count(pool: Pool, sold_out: Arc<SoldOut>, shutdown: CancellationToken) {
    loop {
        let counted = match sold_out.take() {
            Changed::Any => store::search::count_seats(&pool, None).await,
            Changed::Some(events) if events.is_empty() => Ok(0),
            Changed::Some(events) => store::search::count_seats(&pool, Some(&events.into_iter().collect::<Vec<_>>())).await,
        };
        if let Err(error) = counted {
            tracing::warn!(%error, "could not tell the search what has sold out; it will be told of all events");
            sold_out.look_at_all();
        }
        tokio::select! {
            () = tokio::time::sleep(PERIOD) => {}
            () = shutdown.cancelled() => return,
        }
    }
}
