//! Once a second every room calls its next places. Any number of servers try, and the database lets
//! one do it.

use std::{sync::Arc, time::Duration};

use domain::BuyerId;
use store::{notify, waiting::line};
use tokio_util::sync::CancellationToken;

use super::WaitingRooms;

/// How often rooms step.
const PERIOD: Duration = Duration::from_secs(1);

/// Steps until the shutdown.
pub(crate) async fn step(waiting: Arc<WaitingRooms>, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(PERIOD) => {}
            () = shutdown.cancelled() => return,
        }
        waiting.step_rooms().await;
    }
}

impl WaitingRooms {
    /// Runs the step of every room, if it is due.
    async fn step_rooms(&self) {
        let mut seen = self.signs().take().await;
        for room in self.rooms() {
            let seen = seen.remove(&room.event).unwrap_or_default();
            let buyers: Vec<BuyerId> = seen.buyers.into_iter().collect();
            let row = match line::step(self.pool(), room.event, &buyers, seen.is_busy).await {
                Ok(Some(row)) => row,
                Ok(None) => continue,
                Err(error) => {
                    tracing::warn!(%error, event = %room.event, "could not call the next places of a waiting room");
                    continue;
                }
            };
            let (event, revision) = (room.event, row.revision);
            let has_changed = revision != room.row().revision;
            self.note_step(&room, row).await;
            if has_changed
                && let Err(error) = notify::queue_changed(self.pool(), event, revision).await
            {
                tracing::warn!(%error, %event, "could not notify other servers of a waiting room");
            }
        }
    }
}
