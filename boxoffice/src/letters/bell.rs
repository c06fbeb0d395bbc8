//! Notifies the letter workers of all servers. It does so after the commits that wrote the letters,
//! because a notification inside a sale takes a lock on the whole database.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::BoxOffice;

/// The pause between two notices: at most ten notices a second, however many sales there are.
const PAUSE: Duration = Duration::from_millis(100);

/// Sends notices until the shutdown.
pub(crate) async fn tell(office: BoxOffice, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = office.letters().untold.notified() => {}
            () = shutdown.cancelled() => return,
        }
        if let Err(error) = store::notify::letters_due(office.pool()).await {
            tracing::warn!(%error, "could not notify other servers of letters; their polls find them");
        }
        tokio::time::sleep(PAUSE).await;
    }
}
