//! The cleanup task: ends expired bookings. Any number of servers may run one; each booking is
//! ended once, under its event's lock. Nothing depends on its speed: a lapsed seat is available
//! even before the cleanup.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use domain::EventId;
use tokio::sync::Semaphore;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{BoxOffice, Refusal, desk::MAX_EXPIRED};

/// The pause between two searches for lapsed bookings. Rule 3 of `frontrow fsck` allows five
/// seconds.
const PAUSE: Duration = Duration::from_secs(1);

/// The most events at a time. It is far more than the number of database connections, because
/// cleanups wait for busy desks most of the time.
const AT_ONCE: usize = 64;

/// How often stored answers are removed.
const FORGET_PAUSE: Duration = Duration::from_secs(600);

/// The most stored answers that one statement removes.
const ANSWERS_AT_ONCE: u32 = 2000;

/// The events whose cleanup is in progress.
#[derive(Debug, Default)]
struct CurrentSweeps(Mutex<HashSet<EventId>>);

impl CurrentSweeps {
    fn lock(&self) -> MutexGuard<'_, HashSet<EventId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes an event from the set, however its cleanup ends.
struct SweepEntry {
    under_way: Arc<CurrentSweeps>,
    event: EventId,
}

impl Drop for SweepEntry {
    fn drop(&mut self) {
        self.under_way.lock().remove(&self.event);
    }
}

/// Looks for lapsed bookings until the shutdown. No event waits for another: if an event's lock is
/// taken for a minute, only the cleanup of this event waits.
pub(crate) async fn sweep(office: BoxOffice, shutdown: CancellationToken) {
    let (under_way, places) = (
        Arc::<CurrentSweeps>::default(),
        Arc::new(Semaphore::new(AT_ONCE)),
    );
    let tasks = TaskTracker::new();
    loop {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = shutdown.cancelled() => return,
        }
        let events = match store::desk::events_with_lapsed_bookings(office.pool()).await {
            Ok(events) => events,
            Err(error) => {
                tracing::warn!(%error, "could not look for lapsed bookings");
                continue;
            }
        };
        for event in events {
            if !under_way.lock().insert(event) {
                continue;
            }
            let entry = SweepEntry {
                under_way: under_way.clone(),
                event,
            };
            let (office, places) = (office.clone(), places.clone());
            tasks.spawn(async move {
                // An error means that the semaphore is closed.
                let Ok(_place) = places.acquire().await else {
                    return;
                };
                if let Err(error) = end_lapsed(&office, entry.event).await {
                    tracing::warn!(event = %entry.event, %error, "could not end lapsed bookings");
                }
            });
        }
    }
}

async fn end_lapsed(office: &BoxOffice, event: EventId) -> Result<(), Refusal> {
    // After a full batch there may be more.
    while office.expire(event).await? >= MAX_EXPIRED {}
    Ok(())
}

/// Removes all outdated answers, some at a time. A crowd leaves millions: one statement for all of
/// them would exceed its deadline, and remove none.
async fn forget_answers(office: &BoxOffice) -> Result<(), store::Error> {
    loop {
        let began = Instant::now();
        let forgotten = store::desk::forget_old_answers(office.pool(), ANSWERS_AT_ONCE).await?;
        if forgotten < u64::from(ANSWERS_AT_ONCE) {
            return Ok(());
        }
        // Sales have at least half of the time.
        tokio::time::sleep(began.elapsed()).await;
    }
}

/// Removes outdated answers until the shutdown.
pub(crate) async fn forget(office: BoxOffice, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(FORGET_PAUSE) => {}
            () = shutdown.cancelled() => return,
        }
        let forgot = tokio::select! {
            forgot = forget_answers(&office) => forgot,
            () = shutdown.cancelled() => return,
        };
        if let Err(error) = forgot {
            tracing::warn!(%error, "could not remove old answers");
        }
        let deadline = tokio::time::Instant::now() + store::deadline::COMMAND;
        if let Err(error) =
            store::deadline::until(deadline, store::search::meilisearch::prune(office.pool())).await
        {
            tracing::warn!(%error, "could not remove changes that no search server waits for");
        }
    }
}
