//! Keeping a search server in step: its index follows what is committed, is built where there is none, and the server is asked now and then
//! whether it is well. Any number of servers may do this; one at a time writes.

use std::{sync::Arc, time::Duration};

use store::{
    Pool,
    search::meilisearch::{Fault, Followed, Meilisearch},
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::catalogue::Catalogue;

/// How often it looks without having heard of a change, and how soon a server is found well again.
const PERIOD: Duration = Duration::from_secs(1);

/// The pause between two batches: changes that come one after the other go together.
const THROTTLE: Duration = Duration::from_millis(100);

/// A server that fails is left alone for longer and longer, but not for longer than this.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What the keeping needs.
pub(crate) struct Keeper {
    pub pool: Pool,
    pub server: Meilisearch,
    pub catalogue: Arc<Catalogue>,
    /// Rung when something in the catalogue changed.
    pub changed: Arc<Notify>,
}

impl Keeper {
    /// Keeps the server in step until the shutdown.
    pub async fn keep(self, shutdown: CancellationToken) {
        let asking = self.ask_how_it_is(&shutdown);
        let following = self.follow(&shutdown);
        tokio::join!(asking, following);
    }

    /// Whether it is well is asked apart from the index, so that a long batch does not keep it out of service.
    async fn ask_how_it_is(&self, shutdown: &CancellationToken) {
        loop {
            // What is wrong was said by whoever found it; here only how to come back matters.
            let found = self.server.probe().await;
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

    async fn follow(&self, shutdown: &CancellationToken) {
        let mut pause = PERIOD;
        loop {
            let result = tokio::select! {
                result = self.server.follow(&self.pool) => result,
                () = shutdown.cancelled() => return,
            };
            let outcome = match result {
                Ok(Followed::Outdated) => tokio::select! {
                    built = self.build() => built,
                    () = shutdown.cancelled() => return,
                },
                Ok(Followed::Changes(changes)) => {
                    if changes > 0 {
                        // What was searched before the index had them is forgotten.
                        self.catalogue.changed();
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
            pause = match outcome {
                Ok(()) => PERIOD,
                Err(fault) => {
                    tracing::warn!(%fault, "changes do not reach the search server; they are kept for it");
                    (pause * 2).min(LONGEST_PAUSE)
                }
            };
            tokio::select! {
                () = self.changed.notified(), if pause == PERIOD => {}
                () = tokio::time::sleep(pause) => {}
                () = shutdown.cancelled() => return,
            }
        }
    }

    async fn build(&self) -> Result<(), Fault> {
        tracing::info!("building the search server's index");
        let events = self.server.reindex(&self.pool, &mut |_, _| {}).await?;
        tracing::info!(events, "the search server's index is built");
        self.catalogue.changed();
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
