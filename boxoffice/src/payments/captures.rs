//! Captures: the money of sales is moved. They are claimed by the hundred, and one statement notes all that are done at one moment. A sale
//! whose capture fails comes up among the payments that are asked about (`loops.rs`), at its own pace.

use futures::{FutureExt, StreamExt, stream::FuturesUnordered};
use store::payments::{self, Payment};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::loops::PAUSE;
use crate::BoxOffice;

/// What became of a capture.
struct CaptureResult {
    payment: Uuid,
    is_done: bool,
}

/// Captures the money of sales, each when it is due. Each has a place of its own: one that hangs holds up none of the others.
pub(crate) async fn capture(office: BoxOffice, shutdown: CancellationToken) {
    let places = office.payments().current().background_calls();
    let mut calls = FuturesUnordered::new();
    let mut look = true;
    loop {
        let free = places.saturating_sub(calls.len());
        if look && free > 0 {
            let claimed = payments::claim_captures(office.paying(), free as u32).await;
            let claimed = claimed.inspect_err(|error| tracing::warn!(%error, "could not look for sales to capture")).unwrap_or_default();
            // There may be more than there were places for.
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
            () = office.payments().captures_due.notified() => look = true,
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
                    tracing::warn!(payment = %payment.id, %error, "a capture failed; its provider is asked later");
                    false
                }
            },
            None => false,
        };
        CaptureResult { payment: payment.id, is_done }
    }

    /// Notes what became of captures. Without a note a payment comes up again when its claim is over.
    async fn note_captures(&self, results: Vec<CaptureResult>) {
        let (done, failed): (Vec<_>, Vec<_>) = results.into_iter().partition(|result| result.is_done);
        let numbers = |results: Vec<CaptureResult>| results.into_iter().map(|result| result.payment).collect::<Vec<_>>();
        let (done, failed) = (numbers(done), numbers(failed));
        if !done.is_empty()
            && let Err(error) = payments::captured(self.paying(), &done).await
        {
            tracing::warn!(%error, captures = done.len(), "could not note that money has moved; the sales come up again");
        }
        if !failed.is_empty()
            && let Err(error) = payments::ask_later(self.paying(), &failed, None).await
        {
            tracing::warn!(%error, captures = failed.len(), "could not put captures off; the sales come up again");
        }
    }
}
