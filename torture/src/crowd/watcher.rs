//! A watcher of an event: a page that stays open, and resumes after an interruption.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::EventId;
use futures::StreamExt;
use rand::{Rng, SeedableRng, rngs::StdRng};
use reqwest::Client;
use testing::Viewer;
use tokio_util::sync::CancellationToken;

/// A stream without messages for this long counts as dead, because the server sends one every
/// fifteen seconds.
const SILENCE: Duration = Duration::from_secs(20);

/// A watcher that runs until it is stopped.
#[derive(Debug, Clone)]
pub struct ShopWatcher {
    pub event: EventId,
    view: Arc<Mutex<Viewer>>,
}

impl ShopWatcher {
    /// Starts watching at one of these servers, and changes to another when the stream breaks.
    pub fn start(
        client: Client,
        addresses: Vec<String>,
        event: EventId,
        seed: u64,
        stop: CancellationToken,
    ) -> Self {
        let watcher = Self {
            event,
            view: Arc::default(),
        };
        let watching = watcher.clone();
        tokio::spawn(async move {
            let mut dice = StdRng::seed_from_u64(seed);
            loop {
                let address = &addresses[dice.random_range(0..addresses.len())];
                tokio::select! {
                    () = watching.read(&client, address) => {}
                    () = stop.cancelled() => return,
                }
                watching.look(Viewer::broken_off);
                tokio::time::sleep(Duration::from_millis(dice.random_range(100..600))).await;
            }
        });
        watcher
    }

    /// Reads one stream until it ends.
    async fn read(&self, client: &Client, address: &str) {
        let since = self
            .look(|viewer| viewer.position())
            .map(|position| format!("?since={position}"))
            .unwrap_or_default();
        let url = format!("{address}/api/v1/events/{}/seats/live{since}", self.event);
        let opening = tokio::time::timeout(SILENCE, client.get(url).send()).await;
        let Ok(Ok(answer)) = opening else { return };
        if !answer.status().is_success() {
            return;
        }
        let mut stream = answer.bytes_stream();
        while let Ok(Some(Ok(bytes))) = tokio::time::timeout(SILENCE, stream.next()).await {
            let gaps = self.look(|viewer| {
                let before = viewer.gaps();
                viewer.read(&bytes);
                viewer.gaps() > before
            });
            if gaps {
                // The watcher reconnects without a position, and gets a snapshot.
                return;
            }
        }
    }

    /// Reads what the watcher has seen.
    pub fn look<T>(&self, at: impl FnOnce(&mut Viewer) -> T) -> T {
        at(&mut self.view.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
