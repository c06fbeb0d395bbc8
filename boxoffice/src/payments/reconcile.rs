//! Finishing what was begun: captures and voids that are due, and payments whose server died or lost the provider's answer. The
//! truth is the provider's: it is asked, and the tables follow. Any number of servers may run this.

use std::time::{Duration, Instant};

use domain::BookingId;
use futures::TryStreamExt;
use store::{
    jobs::{self, Job, JobKind},
    payments::{PaymentState, advance},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::provider::Standing;
use crate::{BoxOffice, Refusal};

/// How often it looks.
const PAUSE: Duration = Duration::from_secs(3);

/// A payment that has not moved for this long has nobody at work on it. Longer than any provider may take.
const STUCK_SECONDS: f64 = 30.0;

/// Jobs claimed at once.
const BATCH: u32 = 20;

/// Of those, worked on at once: buyers who pay at this moment come first.
const AT_ONCE: usize = 4;

/// Works on the jobs that payments leave behind, soon after they do; and looks after what was left half-way.
pub(crate) async fn reconcile(office: BoxOffice, shutdown: CancellationToken) {
    let mut looked = Instant::now();
    loop {
        tokio::select! {
            () = office.payments().job_due.notified() => {}
            () = tokio::time::sleep(PAUSE) => {}
            () = shutdown.cancelled() => return,
        }
        if let Err(error) = office.work_all().await {
            tracing::warn!(%error, "could not work on payments");
        }
        if looked.elapsed() >= PAUSE {
            looked = Instant::now();
            office.settle_stuck().await;
        }
    }
}

impl BoxOffice {
    /// Does all jobs that are due.
    async fn work_all(&self) -> Result<(), Refusal> {
        loop {
            let jobs = jobs::claim(self.paying(), None, BATCH).await?;
            let all = jobs.len() < BATCH as usize;
            self.work(jobs).await?;
            if all {
                return Ok(());
            }
        }
    }

    async fn work(&self, jobs: Vec<Job>) -> Result<(), Refusal> {
        futures::stream::iter(jobs.into_iter().map(Ok)).try_for_each_concurrent(AT_ONCE, |job| self.work_one(job)).await
    }

    async fn work_one(&self, job: Job) -> Result<(), Refusal> {
        match self.work_on(job.kind, job.payment).await {
            Ok(()) => jobs::done(self.paying(), job.id).await?,
            Err(fault) => {
                tracing::warn!(payment = %job.payment, fault, "a payment's job failed and will be tried again");
                jobs::failed(self.paying(), job.id, &fault).await?;
            }
        }
        Ok(())
    }

    async fn settle_stuck(&self) {
        match store::payments::stuck(self.paying(), STUCK_SECONDS).await {
            Ok(stuck) => {
                for payment in stuck {
                    if let Err(error) = self.settle(payment).await {
                        tracing::warn!(%payment, %error, "could not settle a payment that was half-way");
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "could not look for payments that are half-way"),
        }
    }

    async fn work_on(&self, kind: JobKind, payment: Uuid) -> Result<(), String> {
        let row = store::payments::find(self.paying(), payment).await.map_err(|error| error.to_string())?.ok_or("no such payment")?;
        let provider = self.payments().named(&row.provider).ok_or("no such provider")?;
        let (reference, from, to) = match kind {
            JobKind::Capture => (provider.capture(payment).await, PaymentState::Authorised, PaymentState::Captured),
            JobKind::Void => (provider.void(payment).await, PaymentState::Voiding, PaymentState::Voided),
        };
        let reference = reference.map_err(|error| error.to_string())?;
        // Not moved: another worker was quicker, after the same call to the provider.
        advance(self.paying(), payment, &[from], to, None, Some(&reference)).await.map_err(|error| error.to_string())?;
        Ok(())
    }

    /// Asks the provider how a payment stands and brings it to its end.
    pub(super) async fn settle(&self, payment: Uuid) -> Result<(), Refusal> {
        let row = store::payments::find(self.paying(), payment).await?.ok_or(Refusal::UnknownBooking)?;
        let Some(provider) = self.payments().named(&row.provider) else { return Err(Refusal::UnknownProvider) };
        let standing = match provider.look_up(payment).await {
            Ok(standing) => standing,
            Err(error) => {
                tracing::warn!(%payment, %error, "the provider could not be asked");
                return Ok(());
            }
        };
        match (row.state, standing) {
            (PaymentState::Started, Standing::Unknown | Standing::Voided) => {
                advance(self.paying(), payment, &[PaymentState::Started], PaymentState::Failed, Some("payment_failed"), None).await?;
            }
            (PaymentState::Started, Standing::Authorised(reference) | Standing::Captured(reference)) => {
                advance(self.paying(), payment, &[PaymentState::Started], PaymentState::Authorised, None, Some(&reference)).await?;
                self.finish_quietly(payment, row.booking).await?;
            }
            (PaymentState::Authorised, _) => self.finish_quietly(payment, row.booking).await?,
            _ => {}
        }
        let jobs = jobs::claim(self.paying(), Some(payment), BATCH).await?;
        self.work(jobs).await
    }

    /// Seats that somebody else took are an end like any other here: the money goes back, and nobody waits for an answer.
    async fn finish_quietly(&self, payment: Uuid, booking: BookingId) -> Result<(), Refusal> {
        let event = store::bookings::event_of(self.paying(), booking).await?.ok_or(Refusal::UnknownBooking)?;
        match self.finish(payment, event, booking, None).await {
            Err(Refusal::HoldExpired | Refusal::NotOnSale | Refusal::RequestInProgress) => Ok(()),
            other => other,
        }
    }
}
