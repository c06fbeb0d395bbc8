//! Keeps the search server's index up to date: sends committed changes, builds a missing index, and
//! checks the server's health. Any number of servers may run this; one at a time writes.

use std::{sync::Arc, time::Duration};

use store::{
    Pool,
    search::meilisearch::{self, FollowOutcome, Meilisearch, SearchServerError},
};
use tokio::{sync::Notify, time::Instant};
use tokio_util::sync::CancellationToken;

use crate::catalogue::Catalogue;

/// How often it looks for changes without a notice, and how soon it notices that a failed server
/// has recovered.
const PERIOD: Duration = Duration::from_secs(1);

/// How often the changes that wait for the server are counted.
const COUNT: Duration = Duration::from_secs(10);

/// The pause between two batches, so that consecutive changes go together.
const THROTTLE: Duration = Duration::from_millis(100);

/// The time limit of one batch: the search server has a minute for each of two tasks, and a dead
/// database never answers.
const BATCH: Duration = Duration::from_secs(180);

/// The longest pause after failures. The pause grows with each failure.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The time limit of building the index. Beyond it, the database or the search server has failed
/// silently.
const BUILD: Duration = Duration::from_secs(3_600);

/// The shared state of these tasks.
#[derive(Clone)]
pub(crate) struct Keeper {
    pub pool: Pool,
    pub server: Meilisearch,
    pub catalogue: Arc<Catalogue>,
    /// Rings when the catalogue changed.
    pub changed: Arc<Notify>,
}

/// The pause between two attempts, which grows while the server fails.
#[derive(Debug)]
struct RetryPause(Duration);

impl RetryPause {
    fn new() -> Self {
        Self(PERIOD)
    }

    fn lengthen(&mut self) {
        self.0 = (self.0 * 2).min(LONGEST_PAUSE);
    }

    fn shorten(&mut self) {
        self.0 = PERIOD;
    }

    /// Waits for a change while the server works, otherwise for its recovery: from then on,
    /// searches use an index that lacks the changes made during the failure.
    async fn end(&mut self, changed: &Notify, back: &Notify) {
        tokio::select! {
            () = changed.notified(), if self.0 == PERIOD => {}
            () = back.notified() => self.shorten(),
            () = tokio::time::sleep(self.0) => {}
        }
    }
}

impl Keeper {
    /// Keeps the index up to date until the shutdown.
    pub async fn keep(self, shutdown: CancellationToken) {
        let back = Notify::new();
        let asking = self.ask_how_it_is(&back, &shutdown);
        let following = self.follow(&back, &shutdown);
        let counting = self.tell_what_waits(&shutdown);
        tokio::join!(asking, following, counting);
    }

    /// Checks the health in a separate loop, so that a long batch does not delay the server's
    /// return to service.
    async fn ask_how_it_is(&self, back: &Notify, shutdown: &CancellationToken) {
        loop {
            // The failure is already logged where it was found; this loop only notices the
            // recovery.
            let was_up = self.server.is_up();
            let found = self.server.probe().await;
            if found.is_ok() && !was_up {
                back.notify_one();
            }
            metrics::gauge!("frontrow_search_server_up").set(if found.is_ok() { 1.0 } else { 0.0 });
            if matches!(found, Err(SearchServerError::NoIndex))
                && let Err(fault) = self.server.disown(&self.pool).await
            {
                tracing::warn!(%fault, "could not store that the search server has no index");
            }
            if waits(PERIOD, shutdown).await {
                return;
            }
        }
    }

    /// Publishes how far the index is behind. A failed count is repeated the next time. It runs in
    /// a separate loop because a count is slow after a long outage.
    async fn tell_what_waits(&self, shutdown: &CancellationToken) {
        loop {
            if let Ok(waiting) = meilisearch::waiting(&self.pool).await {
                metrics::gauge!("frontrow_search_changes_waiting").set(waiting.changes as f64);
                metrics::gauge!("frontrow_search_oldest_change_seconds")
                    .set(waiting.oldest.as_secs_f64());
            }
            if waits(COUNT, shutdown).await {
                return;
            }
        }
    }

    async fn follow(&self, back: &Notify, shutdown: &CancellationToken) {
        let mut pause = RetryPause::new();
        loop {
            let result = tokio::select! {
                result = store::deadline::until(Instant::now() + BATCH, self.server.follow(&self.pool)) => result,
                () = shutdown.cancelled() => return,
            };
            let outcome = match result {
                Ok(FollowOutcome::Outdated) => tokio::select! {
                    built = store::deadline::until(Instant::now() + BUILD, self.build()) => built,
                    () = shutdown.cancelled() => return,
                },
                Ok(FollowOutcome::Changes(changes)) => {
                    if changes > 0 {
                        // Cached results may lack these changes.
                        self.catalogue.start_generation();
                        if waits(THROTTLE, shutdown).await {
                            return;
                        }
                        continue;
                    }
                    Ok(())
                }
                Ok(FollowOutcome::Elsewhere) => Ok(()),
                Err(fault) => Err(fault),
            };
            match outcome {
                Ok(()) => pause.shorten(),
                Err(fault) => {
                    tracing::warn!(%fault, "could not send changes to the search server; they wait in the database");
                    pause.lengthen();
                }
            }
            tokio::select! {
                () = pause.end(&self.changed, back) => {}
                () = shutdown.cancelled() => return,
            }
        }
    }

    async fn build(&self) -> Result<(), SearchServerError> {
        tracing::info!("building the search server's index");
        let events = self.server.reindex(&self.pool, &mut |_, _| {}).await?;
        tracing::info!(events, "the search server's index is built");
        self.catalogue.start_generation();
        Ok(())
    }
}

/// Pauses, and returns whether the shutdown came.
async fn waits(pause: Duration, shutdown: &CancellationToken) -> bool {
    tokio::select! {
        () = tokio::time::sleep(pause) => false,
        () = shutdown.cancelled() => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_recovered_server_gets_the_waiting_changes_at_once() {
        let mut pause = RetryPause::new();
        for _ in 0..10 {
            pause.lengthen();
        }
        assert_eq!(pause.0, LONGEST_PAUSE);
        let (changed, back) = (Notify::new(), Notify::new());
        back.notify_one();
        tokio::time::timeout(PERIOD, pause.end(&changed, &back))
            .await
            .expect("nobody waits for half a minute");
        assert_eq!(pause.0, PERIOD, "and it is followed as closely as before");
    }
}
