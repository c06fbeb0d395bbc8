//! Captures move the money of sales. They are claimed by the hundred, and one statement stores all captures that finish at the same time. A sale
//! whose capture fails becomes due among the payments whose provider is asked (`loops.rs`), at a separate pace.

use std::time::Duration;

use futures::{FutureExt, StreamExt, stream::FuturesUnordered};
use store::payments::{self, Payment};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::loops::PAUSE;
use crate::BoxOffice;

/// The shortest time between two looks for sales to capture, if the first one found all that were due. Nobody waits for a capture, and a look, its
/// captures and their storage cost about the same for one sale and for fifty.
const COLLECT: Duration = Duration::from_millis(100);

/// The outcome of a capture.
struct CaptureResult {
    payment: Uuid,
    is_done: bool,
}

/// Captures the money of sales when it is due. Each capture has a separate place, so a call that hangs delays no other.
pub(crate) async fn capture(office: BoxOffice, shutdown: CancellationToken) {
    let places = office.payments().current().background_calls();
    let mut calls = FuturesUnordered::new();
    let mut look = true;
    let mut next_look = Instant::now();
    loop {
        let free = places.saturating_sub(calls.len());
        if look && free > 0 {
            next_look = Instant::now() + COLLECT;
            let claimed = payments::claim_captures(office.paying(), free as u32).await;
            let claimed = claimed.inspect_err(|error| tracing::warn!(%error, "could not look for sales to capture")).unwrap_or_default();
            // There may be more due captures than free places.
            look = claimed.len() == free;
            calls.extend(claimed.into_iter().map(|payment| office.capture_one(payment)));
        }
        tokio::select! {
            Some(first) = calls.next() => {
                let mut done = vec![first];
                while let Some(Some(next)) = calls.next().now_or_never() {
                    done.push(next);
                }
                office.note_captures(done).await;
            }
            // The pause comes before the wait for a ring, because the other branches cancel this future: a ring during the pause is kept.
            () = async { sleep_until(next_look).await; office.payments().captures_due.notified().await } => look = true,
            () = tokio::time::sleep(PAUSE) => look = true,
            () = shutdown.cancelled() => return,
        }
    }
}

impl BoxOffice {
    async fn capture_one(&self, payment: Payment) -> CaptureResult {
        let provider = self.payments().named(&payment.provider).filter(|_| payment.sold);
        let is_done = match provider {
            Some(provider) => match self.payments().in_time(provider.capture(&payment)).await {
                Ok(()) => true,
                Err(error) => {
                    tracing::warn!(payment = %payment.id, %error, "a capture failed; the provider will be asked later");
                    false
                }
            },
            None => false,
        };
        CaptureResult { payment: payment.id, is_done }
    }

    /// Stores the outcomes of captures. If this fails, a payment becomes due again when its claim ends.
    async fn note_captures(&self, results: Vec<CaptureResult>) {
        let (done, failed): (Vec<_>, Vec<_>) = results.into_iter().partition(|result| result.is_done);
        let numbers = |results: Vec<CaptureResult>| results.into_iter().map(|result| result.payment).collect::<Vec<_>>();
        let (done, failed) = (numbers(done), numbers(failed));
        if !done.is_empty()
            && let Err(error) = payments::captured(self.paying(), &done).await
        {
            tracing::warn!(%error, captures = done.len(), "could not store that money has moved; the captures will be tried again");
        }
        if !failed.is_empty()
            && let Err(error) = payments::ask_later(self.paying(), &failed, None).await
        {
            tracing::warn!(%error, captures = failed.len(), "could not postpone captures; they will be tried again");
        }
    }
}
