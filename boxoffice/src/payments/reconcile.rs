//! Finishing what was begun: captures and voids that are due, and payments whose server died or lost the provider's answer. The
//! truth is the provider's: it is asked, and the tables follow. Any number of servers may run this.

use std::time::Duration;

use store::{
    jobs::{self, JobKind},
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

pub(crate) async fn reconcile(office: BoxOffice, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = shutdown.cancelled() => return,
        }
        if let Err(error) = office.work(None).await {
            tracing::warn!(%error, "could not work on payments");
        }
        match store::payments::stuck(office.pool(), STUCK_SECONDS).await {
            Ok(stuck) => {
                for payment in stuck {
                    if let Err(error) = office.settle(payment).await {
                        tracing::warn!(%payment, %error, "could not settle a payment that was half-way");
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "could not look for payments that are half-way"),
        }
    }
}

impl BoxOffice {
    /// Does the jobs that are due, or those of one payment.
    pub(super) async fn work(&self, payment: Option<Uuid>) -> Result<(), Refusal> {
        for job in jobs::claim(self.pool(), payment, BATCH).await? {
            match self.work_on(job.kind, job.payment).await {
                Ok(()) => jobs::done(self.pool(), job.id).await?,
                Err(fault) => {
                    tracing::warn!(payment = %job.payment, fault, "a payment's job failed and will be tried again");
                    jobs::failed(self.pool(), job.id, &fault).await?;
                }
            }
        }
        Ok(())
    }

    async fn work_on(&self, kind: JobKind, payment: Uuid) -> Result<(), String> {
        let row = store::payments::find(self.pool(), payment).await.map_err(|error| error.to_string())?.ok_or("no such payment")?;
        let provider = self.payments().named(&row.provider).ok_or("no such provider")?;
        let (reference, from, to) = match kind {
            JobKind::Capture => (provider.capture(payment).await, PaymentState::Authorised, PaymentState::Captured),
            JobKind::Void => (provider.void(payment).await, PaymentState::Voiding, PaymentState::Voided),
        };
        let reference = reference.map_err(|error| error.to_string())?;
        // Not moved: another worker was quicker, after the same call to the provider.
        advance(self.pool(), payment, &[from], to, None, Some(&reference)).await.map_err(|error| error.to_string())?;
        Ok(())
    }

    /// Asks the provider how a payment stands and brings it to its end.
    pub(super) async fn settle(&self, payment: Uuid) -> Result<(), Refusal> {
        let row = store::payments::find(self.pool(), payment).await?.ok_or(Refusal::UnknownBooking)?;
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
                advance(self.pool(), payment, &[PaymentState::Started], PaymentState::Failed, Some("payment_failed"), None).await?;
            }
            (PaymentState::Started, Standing::Authorised(reference) | Standing::Captured(reference)) => {
                advance(self.pool(), payment, &[PaymentState::Started], PaymentState::Authorised, None, Some(&reference)).await?;
                self.finish_quietly(payment, row.booking).await?;
            }
            (PaymentState::Authorised, _) => self.finish_quietly(payment, row.booking).await?,
            _ => {}
        }
        self.work(Some(payment)).await
    }

    /// Seats that somebody else took are an end like any other here: the money goes back, and nobody waits for an answer.
    async fn finish_quietly(&self, payment: Uuid, booking: domain::BookingId) -> Result<(), Refusal> {
        match self.finish(payment, booking).await {
            Err(Refusal::HoldExpired) => Ok(()),
            other => other,
        }
    }
}
