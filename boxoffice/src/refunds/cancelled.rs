//! Refunds all bookings of a cancelled event: 50 at a time, 5 a second. The rows are the job: any
//! number of servers may run this, and if one dies, another continues.

use std::time::Duration;

use domain::{RefundId, selling::RefundCause};
use futures::future::join_all;
use store::{
    desk::TicketRefund,
    refunds::{self, CancelledBooking},
};
use tokio_util::sync::CancellationToken;

use crate::{BoxOffice, Refusal};

/// The number of bookings in one batch.
const BATCH: u32 = 50;

/// Refunds a second: a rate that a provider can handle beside the payments of other events.
const A_SECOND: f64 = 5.0;

/// How often the task looks for a due batch.
const PAUSE: Duration = Duration::from_secs(1);

/// The key of these refunds: each booking has at most one.
const KEY: &str = "event_cancelled";

/// Refunds the bookings of cancelled events until the shutdown.
pub(crate) async fn refund_cancelled(office: BoxOffice, shutdown: CancellationToken) {
    loop {
        if let Err(error) = office.refund_next_batch().await {
            tracing::warn!(%error, "could not refund bookings of a cancelled event; will try again");
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = shutdown.cancelled() => return,
        }
    }
}

impl BoxOffice {
    async fn refund_next_batch(&self) -> Result<(), Refusal> {
        let claimed =
            refunds::claim_cancelled(self.pool(), BATCH, f64::from(BATCH) / A_SECOND).await?;
        let Some((event, bookings)) = claimed else {
            return Ok(());
        };
        // Refunds that wait for the desk at the same time go into one of its batches.
        let done = join_all(
            bookings
                .into_iter()
                .map(|booking| self.refund_cancelled_booking(booking)),
        )
        .await;
        for error in done.into_iter().filter_map(Result::err) {
            tracing::warn!(%event, %error, "could not refund a booking of a cancelled event; will try again");
        }
        if refunds::note_progress(self.pool(), event).await? {
            tracing::info!(%event, "all bookings of a cancelled event are refunded");
        }
        Ok(())
    }

    async fn refund_cancelled_booking(&self, cancelled: CancelledBooking) -> Result<(), Refusal> {
        let refund = TicketRefund {
            id: RefundId::new(),
            booking: cancelled.booking,
            buyer: None,
            why: RefundCause::EventCancelled,
            by: None,
            key: KEY.to_owned(),
            fingerprint: Vec::new(),
            keep_seats: true,
            tickets: Vec::new(),
        };
        self.give_back_tickets(cancelled.event, refund).await?;
        Ok(())
    }
}
