//! Captures move the money of sales. A server captures what it has sold from memory: the sale
//! itself claims the capture for it (`migrations/0037_captures_of_sales.sql`). Other captures are
//! claimed by the hundred. One statement stores all captures that finish at the same time. If a
//! capture fails, or the server dies, the loop that asks providers about payments (`loops.rs`)
//! takes over the sale, at a separate pace.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::selling::PaymentState;
use futures::{FutureExt, StreamExt, stream::FuturesUnordered};
use store::{
    desk::Payable,
    payments::{self, OfferStage, Payment},
};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{loops::PAUSE, purchase::Purchase};
use crate::BoxOffice;

/// The shortest time between two searches for sales to capture, if the first one found all that
/// were due. Nobody waits for a capture, and a search, its captures and their storage cost about
/// the same for one sale and for fifty.
const COLLECT: Duration = Duration::from_millis(100);

/// The most sales that wait in memory for their capture. The money of further sales is captured
/// when their claim ends.
const MAX_WAITING: usize = 8_192;

/// The longest time that a sale waits in memory. Its claim lasts 15 seconds and a call at most 10,
/// so nobody else captures its money meanwhile.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// The sales whose money this server captures, in order.
#[derive(Debug, Default)]
pub(super) struct CaptureQueue(Mutex<VecDeque<(Instant, Payment)>>);

impl CaptureQueue {
    fn push(&self, payment: Payment) {
        let mut waiting = self.lock();
        if waiting.len() < MAX_WAITING {
            waiting.push_back((Instant::now(), payment));
        }
    }

    /// Takes the first sales, at most this many. Those that waited too long stay for whoever looks
    /// when their claim has ended.
    fn take(&self, most: usize) -> Vec<Payment> {
        let mut waiting = self.lock();
        let old = waiting
            .iter()
            .take_while(|(sold_at, _)| sold_at.elapsed() > MAX_WAIT)
            .count();
        waiting.drain(..old);
        let count = waiting.len().min(most);
        waiting.drain(..count).map(|(_, payment)| payment).collect()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(Instant, Payment)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The outcome of a capture.
struct CaptureResult {
    payment: Uuid,
    is_done: bool,
}

/// Captures the money of sales when it is due. Each capture has a separate place, so a call that
/// hangs delays no other.
pub(crate) async fn capture(office: BoxOffice, shutdown: CancellationToken) {
    let places = office.payments().current().background_calls();
    let mut calls = FuturesUnordered::new();
    let mut look = true;
    let mut next_look = Instant::now();
    loop {
        let free = places.saturating_sub(calls.len());
        if look && free > 0 {
            next_look = Instant::now() + COLLECT;
            let due = office.due_captures(free).await;
            // There may be more due captures than free places.
            look = due.len() == free;
            calls.extend(due.into_iter().map(|payment| office.capture_one(payment)));
        }
        tokio::select! {
            Some(first) = calls.next() => {
                let mut done = vec![first];
                while let Some(Some(next)) = calls.next().now_or_never() {
                    done.push(next);
                }
                office.note_captures(done).await;
            }
            // The pause comes before the wait for a ring, because the other branches cancel this
            // future: a ring during the pause is kept.
            () = async { sleep_until(next_look).await; office.payments().captures_due.notified().await } => look = true,
            () = tokio::time::sleep(PAUSE) => look = true,
            () = shutdown.cancelled() => return,
        }
    }
}

impl BoxOffice {
    /// Captures the money of a sale that this server made a moment ago. Nobody waits for it.
    pub(super) fn queue_capture(&self, provider: &str, purchase: &Purchase, payable: &Payable) {
        self.payments().sold.push(Payment {
            id: purchase.payment,
            event: purchase.event,
            booking: purchase.booking,
            provider: provider.to_owned(),
            state: PaymentState::Authorised,
            reason: None,
            money: payable.money,
            sold: true,
            in_window: false,
            closed: false,
            capture_hours: None,
            has_alarm: false,
            offer: OfferStage::None,
            reference: purchase.authorised.clone(),
            intent: None,
            page: None,
            deadline: payable.held_until,
        });
        self.payments().captures_due.notify_one();
    }

    /// The sales of this server that wait for their capture, then the payments that are due in the
    /// database, at most this many in all.
    async fn due_captures(&self, most: usize) -> Vec<Payment> {
        let mut due = self.payments().sold.take(most);
        if due.len() < most {
            match payments::claim_captures(self.paying(), (most - due.len()) as u32).await {
                Ok(claimed) => due.extend(claimed),
                Err(error) => tracing::warn!(%error, "could not look for sales to capture"),
            }
        }
        due
    }

    async fn capture_one(&self, payment: Payment) -> CaptureResult {
        let provider = self
            .payments()
            .named(&payment.provider)
            .filter(|_| payment.sold);
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
        CaptureResult {
            payment: payment.id,
            is_done,
        }
    }

    /// Stores the outcomes of captures. If this fails, a payment becomes due again when its claim
    /// ends.
    async fn note_captures(&self, results: Vec<CaptureResult>) {
        let (done, failed): (Vec<_>, Vec<_>) =
            results.into_iter().partition(|result| result.is_done);
        let numbers = |results: Vec<CaptureResult>| {
            results
                .into_iter()
                .map(|result| result.payment)
                .collect::<Vec<_>>()
        };
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
