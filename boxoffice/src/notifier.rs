//! Notifies other servers, at most once per event and pause, however many commands commit in
//! between.

use std::{collections::HashMap, sync::Mutex, time::Duration};

use domain::{EventId, live::Position};
use store::Pool;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// The pause between notifications: at most a hundred a second, whatever the rate of holds.
const PAUSE: Duration = Duration::from_millis(10);

/// Events whose changes have not been announced.
#[derive(Debug, Default)]
pub(crate) struct Notifier {
    changed: Mutex<HashMap<EventId, Position>>,
    wake: Notify,
}

impl Notifier {
    /// Notes the newest position of an event's history.
    pub fn note(&self, event: EventId, position: Position) {
        if let Ok(mut changed) = self.changed.lock() {
            changed.insert(event, position);
        }
        self.wake.notify_one();
    }

    /// Sends notifications until the shutdown.
    pub async fn run(&self, pool: Pool, shutdown: CancellationToken) {
        loop {
            tokio::select! {
                () = self.wake.notified() => {}
                () = shutdown.cancelled() => return,
            }
            let events: Vec<(EventId, Position)> = self
                .changed
                .lock()
                .map(|mut changed| changed.drain().collect())
                .unwrap_or_default();
            if !events.is_empty() {
                // If the notification fails, the other servers find the change at their next poll.
                if let Err(error) = store::notify::seats_changed(&pool, &events).await {
                    tracing::warn!(%error, "could not notify other servers");
                }
                metrics::counter!("frontrow_notifies_total").increment(events.len() as u64);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}
