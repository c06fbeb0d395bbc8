//! Keeping a search server in step: its index follows what is committed, is built where there is none, and the server is asked now and then
//! whether it is well. Any number of servers may do this; one at a time writes.

use std::{sync::Arc, time::Duration};

use store::{
    Pool,
    search::meilisearch::{self, Fault, Followed, Meilisearch},
};
use tokio::{sync::Notify, time::Instant};
use tokio_util::sync::CancellationToken;

use crate::catalogue::Catalogue;

/// How often it looks without having heard of a change, and how soon a server is found well again.
const PERIOD: Duration = Duration::from_secs(1);

/// How often it is counted what waits for the server.
const COUNT: Duration = Duration::from_secs(10);

/// The pause between two batches: changes that come one after the other go together.
const THROTTLE: Duration = Duration::from_millis(100);

/// How long one batch may take: the search server has a minute for each of two tasks, and a database that died answers never.
const BATCH: Duration = Duration::from_secs(180);

/// A server that fails is left alone for longer and longer, but not for longer than this.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How long building the index may take: past it, the database or the search server is gone without a word.
const BUILD: Duration = Duration::from_secs(3_600);

/// What the keeping needs.
#[derive(Clone)]
pub(crate) struct Keeper {
    pub pool: Pool,
    pub server: Meilisearch,
    pub catalogue: Arc<Catalogue>,
    /// Rung when something in the catalogue changed.
    pub changed: Arc<Notify>,
}

/// The pauses between two looks: longer and longer while the server fails.
#[derive(Debug)]
struct Pause(Duration);

impl Pause {
    fn new() -> Self {
        Self(PERIOD)
    }

    fn lengthen(&mut self) {
        self.0 = (self.0 * 2).min(LONGEST_PAUSE);
    }

    fn shorten(&mut self) {
        self.0 = PERIOD;
    }

    /// Waits: for a change, while the server does what it is asked; else for its being back, because from then on searches are answered from
    /// an index that lacks what happened meanwhile.
    async fn end(&mut self, changed: &Notify, back: &Notify) {
        tokio::select! {
            () = changed.notified(), if self.0 == PERIOD => {}
            () = back.notified() => self.shorten(),
            () = tokio::time::sleep(self.0) => {}
        }
    }
}

impl Keeper {
    /// Keeps the server in step until the shutdown.
    pub async fn keep(self, shutdown: CancellationToken) {
        let back = Notify::new();
        let asking = self.ask_how_it_is(&back, &shutdown);
        let following = self.follow(&back, &shutdown);
        let counting = self.tell_what_waits(&shutdown);
        tokio::join!(asking, following, counting);
    }

    /// Whether it is well is asked apart from the index, so that a long batch does not keep it out of service.
    async fn ask_how_it_is(&self, back: &Notify, shutdown: &CancellationToken) {
        loop {
            // What is wrong was said by whoever found it; here only how to come back matters.
            let was_up = self.server.is_up();
            let found = self.server.probe().await;
            if found.is_ok() && !was_up {
                back.notify_one();
            }
            metrics::gauge!("frontrow_search_server_up").set(if found.is_ok() { 1.0 } else { 0.0 });
            if matches!(found, Err(Fault::NoIndex))
                && let Err(fault) = self.server.disown(&self.pool).await
            {
                tracing::warn!(%fault, "could not note that the search server has no index");
            }
            if waits(PERIOD, shutdown).await {
                return;
            }
        }
    }

    /// How far the index is behind. What cannot be asked is told the next time. Apart from all else: after a long time without the server
    /// there is much to count.
    async fn tell_what_waits(&self, shutdown: &CancellationToken) {
        loop {
            if let Ok(waiting) = meilisearch::waiting(&self.pool).await {
                metrics::gauge!("frontrow_search_changes_waiting").set(waiting.changes as f64);
                metrics::gauge!("frontrow_search_oldest_change_seconds").set(waiting.oldest.as_secs_f64());
            }
            if waits(COUNT, shutdown).await {
                return;
            }
        }
    }

    async fn follow(&self, back: &Notify, shutdown: &CancellationToken) {
        let mut pause = Pause::new();
        loop {
            let result = tokio::select! {
                result = store::deadline::until(Instant::now() + BATCH, self.server.follow(&self.pool)) => result,
                () = shutdown.cancelled() => return,
            };
            let outcome = match result {
                Ok(Followed::Outdated) => tokio::select! {
                    built = store::deadline::until(Instant::now() + BUILD, self.build()) => built,
                    () = shutdown.cancelled() => return,
                },
                Ok(Followed::Changes(changes)) => {
                    if changes > 0 {
                        // What was searched before the index had them is forgotten.
                        self.catalogue.found_anew();
                        if waits(THROTTLE, shutdown).await {
                            return;
                        }
                        continue;
                    }
                    Ok(())
                }
                Ok(Followed::Elsewhere) => Ok(()),
                Err(fault) => Err(fault),
            };
            match outcome {
                Ok(()) => pause.shorten(),
                Err(fault) => {
                    tracing::warn!(%fault, "changes do not reach the search server; they are kept for it");
                    pause.lengthen();
                }
            }
            tokio::select! {
                () = pause.end(&self.changed, back) => {}
                () = shutdown.cancelled() => return,
            }
        }
    }

    async fn build(&self) -> Result<(), Fault> {
        tracing::info!("building the search server's index");
        let events = self.server.reindex(&self.pool, &mut |_, _| {}).await?;
        tracing::info!(events, "the search server's index is built");
        self.catalogue.found_anew();
        Ok(())
    }
}

/// Waits; whether the shutdown came instead.
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
    async fn a_server_that_is_back_is_told_at_once_what_waited_for_it() {
        let mut pause = Pause::new();
        for _ in 0..10 {
            pause.lengthen();
        }
        assert_eq!(pause.0, LONGEST_PAUSE);
        let (changed, back) = (Notify::new(), Notify::new());
        back.notify_one();
        tokio::time::timeout(PERIOD, pause.end(&changed, &back)).await.expect("nobody waits for half a minute");
        assert_eq!(pause.0, PERIOD, "and it is followed as closely as before");
    }
}
