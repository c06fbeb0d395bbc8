//! The cleanup task: ends bookings whose time is over. Any number of servers may run one; each booking is ended once, under its
//! event's lock. Nothing depends on its being quick: a lapsed seat can be had before it has been by.

use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use crate::{BoxOffice, Refusal, desk::MAX_EXPIRED};

/// How often it looks. The invariant allows five seconds.
const PAUSE: Duration = Duration::from_secs(1);

/// How often old answers are forgotten.
const FORGET_PAUSE: Duration = Duration::from_secs(600);

pub(crate) async fn sweep(office: BoxOffice, shutdown: CancellationToken) {
    let mut forgotten = Instant::now();
    loop {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = shutdown.cancelled() => return,
        }
        if let Err(error) = sweep_once(&office).await {
            tracing::warn!(%error, "could not end lapsed bookings");
        }
        if forgotten.elapsed() > FORGET_PAUSE {
            forgotten = Instant::now();
            if let Err(error) = store::desk::forget_old_answers(office.pool()).await {
                tracing::warn!(%error, "could not forget old answers");
            }
            if let Err(error) = store::search::meilisearch::prune(office.pool()).await {
                tracing::warn!(%error, "could not forget changes that no search server waits for");
            }
        }
    }
}

async fn sweep_once(office: &BoxOffice) -> Result<(), Refusal> {
    for event in store::desk::events_with_lapsed_bookings(office.pool()).await? {
        // A full batch: there may be more.
        while office.expire(event).await? >= MAX_EXPIRED {}
    }
    Ok(())
}
