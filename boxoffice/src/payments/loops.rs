//! Background work on payments: asks providers, runs jobs, processes notices. Each kind of work has
//! a separate loop, so that none delays another; the captures of sales have theirs in
//! `captures.rs`. Any number of servers may run them.

use std::{future::Future, sync::Arc, time::Duration};

use metrics::gauge;
use store::{
    jobs::{self, Job, JobKind},
    payments::{self, ClaimedNotice, Payment},
};
use tokio::sync::{Notify, Semaphore};
use tokio_util::sync::CancellationToken;

use super::settle::{SettlementOutcome, ends_soon};
use crate::{BoxOffice, Refusal};

/// How often each loop looks for work without a notice.
pub(super) const PAUSE: Duration = Duration::from_secs(1);

/// The most payments that one server asks about at a time, and the most jobs that it runs at a
/// time. Few, because buyers who are paying now come first.
const ASKED_AT_ONCE: usize = 6;
const JOBS_AT_ONCE: usize = 2;

/// The most notices that are processed at a time. This work calls no provider.
const NOTICES_AT_ONCE: usize = 2;

/// How often the metrics for operators are updated.
const PULSE: Duration = Duration::from_secs(10);

/// Asks providers about payments when they are due.
pub(crate) async fn ask(office: BoxOffice, shutdown: CancellationToken) {
    let claim =
        |office: BoxOffice, limit| async move { payments::claim(office.paying(), limit).await };
    let work = |office: BoxOffice, payment| async move { office.ask_about(payment).await };
    pump(
        &office,
        ASKED_AT_ONCE,
        &office.payments().asking_due,
        claim,
        work,
        shutdown,
    )
    .await;
}

/// Runs the jobs of payments.
pub(crate) async fn do_jobs(office: BoxOffice, shutdown: CancellationToken) {
    let claim = |office: BoxOffice, limit| async move { jobs::claim(office.paying(), limit).await };
    let work = |office: BoxOffice, job| async move { office.do_job(job).await };
    pump(
        &office,
        JOBS_AT_ONCE,
        &office.payments().job_due,
        claim,
        work,
        shutdown,
    )
    .await;
}

/// Processes the notices of providers.
pub(crate) async fn read_notices(office: BoxOffice, shutdown: CancellationToken) {
    let claim = |office: BoxOffice, limit| async move {
        payments::claim_notices(office.paying(), limit).await
    };
    let work = |office: BoxOffice, notice| async move { office.heed(notice).await };
    pump(
        &office,
        NOTICES_AT_ONCE,
        &office.payments().notice_due,
        claim,
        work,
        shutdown,
    )
    .await;
}

/// Updates the metrics of unfinished payment work.
pub(crate) async fn take_pulse(office: BoxOffice, shutdown: CancellationToken) {
    loop {
        match payments::pulse(office.paying()).await {
            Ok(pulse) => {
                gauge!("frontrow_money_jobs_waiting").set(pulse.jobs as f64);
                gauge!("frontrow_refunds_failed").set(pulse.failed_refunds as f64);
                gauge!("frontrow_money_jobs_dead").set(pulse.dead_jobs as f64);
                gauge!("frontrow_captures_waiting").set(pulse.captures as f64);
                gauge!("frontrow_captures_ending").set(pulse.ending as f64);
                gauge!("frontrow_payment_alarms").set(pulse.alarms as f64);
                gauge!("frontrow_payment_notices_waiting").set(pulse.notices as f64);
                gauge!("frontrow_payment_notices_unreadable").set(pulse.unreadable_notices as f64);
                gauge!("frontrow_payment_oldest_open_seconds").set(pulse.oldest_open_seconds);
            }
            Err(error) => tracing::warn!(%error, "could not count open payments"),
        }
        tokio::select! {
            () = tokio::time::sleep(PULSE) => {}
            () = shutdown.cancelled() => return,
        }
    }
}

/// Claims work while there is some and places are free. A separate task runs each piece, so that a
/// slow one delays no other.
async fn pump<T, Claim, Work>(
    office: &BoxOffice,
    at_once: usize,
    bell: &Notify,
    claim: impl Fn(BoxOffice, u32) -> Claim,
    work: impl Fn(BoxOffice, T) -> Work,
    shutdown: CancellationToken,
) where
    Claim: Future<Output = Result<Vec<T>, store::Error>>,
    Work: Future<Output = Result<(), Refusal>> + Send + 'static,
{
    let places = Arc::new(Semaphore::new(at_once));
    loop {
        let wanted = places.available_permits();
        let claimed = if wanted > 0 {
            claim(office.clone(), wanted as u32).await
        } else {
            Ok(vec![])
        };
        let more = match claimed {
            Ok(claimed) => {
                let more = claimed.len() == wanted;
                for piece in claimed {
                    // The claimed work never exceeds the free places, so this does not wait.
                    let Ok(place) = Arc::clone(&places).acquire_owned().await else {
                        return;
                    };
                    let done = work(office.clone(), piece);
                    tokio::spawn(async move {
                        if let Err(error) = done.await {
                            tracing::warn!(%error, "could not work on a payment; it will be tried again");
                        }
                        drop(place);
                    });
                }
                more
            }
            Err(error) => {
                tracing::warn!(%error, "could not look for payments to work on");
                false
            }
        };
        let next = async {
            if more {
                drop(places.acquire().await);
            } else {
                tokio::select! {
                    () = bell.notified() => {}
                    () = tokio::time::sleep(PAUSE) => {}
                }
            }
        };
        tokio::select! {
            () = next => {}
            () = shutdown.cancelled() => return,
        }
    }
}

impl BoxOffice {
    async fn ask_about(&self, payment: Payment) -> Result<(), Refusal> {
        let (id, had_alarm, left) = (payment.id, payment.has_alarm, ends_soon(&payment));
        let (mut alarm, mut ending) = (None, None);
        match self.settle(payment).await {
            Ok(SettlementOutcome::Closed) => return Ok(()),
            Ok(SettlementOutcome::Open(why)) => {
                tracing::debug!(payment = %id, why, "a payment is still open")
            }
            Ok(SettlementOutcome::Ending(why)) => ending = Some(why),
            Ok(SettlementOutcome::Alarm(why)) => {
                tracing::error!(payment = %id, why, "a person has to look at this payment");
                alarm = Some(why);
            }
            Err(error) => {
                tracing::warn!(payment = %id, %error, "could not settle a payment; it will be tried again");
                ending = left.map(|left| format!("{left}: {error}"));
            }
        }
        if let Some(why) = ending {
            // Logged once: the payment stays due every hour, and more often in the last two hours,
            // until a person handles it.
            if !had_alarm {
                tracing::warn!(payment = %id, why, "the reservation of money ends soon: a person has to look at this payment");
            }
            alarm = Some(why);
        }
        payments::ask_later(self.paying(), &[id], alarm.as_deref()).await?;
        Ok(())
    }

    async fn do_job(&self, job: Job) -> Result<(), Refusal> {
        match self.work_on(&job).await {
            Ok(()) => jobs::done(self.paying(), &job).await?,
            Err(fault) => {
                tracing::warn!(payment = %job.payment, kind = ?job.kind, fault, "a payment's job failed and will be tried again");
                jobs::failed(self.paying(), &job, &fault).await?;
            }
        }
        Ok(())
    }

    async fn work_on(&self, job: &Job) -> Result<(), String> {
        if let Some(refund) = job.refund {
            return self.pay_back(refund).await;
        }
        if job.kind == JobKind::ReadRefunds {
            return self.look_at_refunds(job.payment).await;
        }
        let find = payments::find(self.paying(), job.payment);
        let row = find
            .await
            .map_err(|error| error.to_string())?
            .ok_or("no such payment")?;
        if row.closed {
            return Ok(());
        }
        if job.kind == JobKind::Close {
            let provider = self
                .payments()
                .named(&row.provider)
                .ok_or("this server does not know the provider")?;
            self.payments()
                .in_time(provider.close(&row))
                .await
                .map_err(|error| error.to_string())?;
        }
        match self.settle(row).await.map_err(|error| error.to_string())? {
            SettlementOutcome::Closed => {}
            SettlementOutcome::Open(why) | SettlementOutcome::Ending(why) => return Err(why),
            SettlementOutcome::Alarm(why) => {
                tracing::error!(payment = %job.payment, why, "a person has to look at this payment");
                payments::ask_later(self.paying(), &[job.payment], Some(&why))
                    .await
                    .map_err(|error| error.to_string())?;
                return Err(why);
            }
        }
        // Another task may have moved the payment to a state that needs this job.
        let row = payments::find(self.paying(), job.payment)
            .await
            .map_err(|error| error.to_string())?;
        if row.is_some_and(|row| row.closed) {
            Ok(())
        } else {
            Err("it moved on meanwhile".to_owned())
        }
    }

    /// Makes the payment of a notice due at once. A job that is running now may have asked the
    /// provider before the notice, so it runs again.
    async fn heed(&self, notice: ClaimedNotice) -> Result<(), Refusal> {
        payments::ask_now(self.paying(), notice.payment).await?;
        // The notice may be about a refund that was made without the shop, or one that was paid.
        jobs::read_refunds(self.paying(), notice.payment).await?;
        payments::notice_settled(self.paying(), &notice).await?;
        self.payments().asking_due.notify_one();
        self.payments().job_due.notify_one();
        Ok(())
    }
}
