//! Calls to a payment provider that a committed change requires. Each is made at least once. A
//! worker claims a job by moving its time into the future; if the worker dies, another one takes
//! the job.

use domain::RefundId;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Error, Pool};

/// What a job does with a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobKind {
    /// Give the money back, whether it is reserved or captured.
    GiveBack,
    /// Close the payment, so that it can never succeed.
    Close,
    /// Ask the provider which refunds of the payment there are.
    ReadRefunds,
}

impl JobKind {
    /// Every kind that this program knows. Jobs of other kinds are left to programs that know them.
    const ALL: [Self; 3] = [Self::GiveBack, Self::Close, Self::ReadRefunds];

    fn as_str(self) -> &'static str {
        match self {
            Self::GiveBack => "give_back",
            Self::Close => "close",
            Self::ReadRefunds => "read_refunds",
        }
    }
}

/// A claimed job.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its number.
    pub id: i64,
    /// Kind of the job.
    pub kind: JobKind,
    /// The payment.
    pub payment: Uuid,
    /// The refund to pay, if tickets of a sale were refunded.
    pub refund: Option<RefundId>,
    /// When the claim ends. Whoever makes the job urgent meanwhile writes another time. This worker
    /// then neither ends nor delays the job.
    pub claimed_until: OffsetDateTime,
}

/// Claims up to `limit` due jobs for 15 seconds each. That is longer than a call to a provider may
/// take.
pub async fn claim(pool: &Pool, limit: u32) -> Result<Vec<Job>, Error> {
    let kinds = JobKind::ALL.map(|kind| kind.as_str().to_owned());
    let rows = sqlx::query!(
        r#"
        with due as materialized (
            select id from money_job
            where done_at is null and run_at <= statement_timestamp() and kind = any ($1)
            order by run_at limit $2
            for update skip locked
        )
        update money_job set attempts = attempts + 1, run_at = clock_timestamp() + interval '15 seconds'
        from due where money_job.id = due.id
        returning money_job.id, money_job.kind, money_job.payment_id, money_job.refund_id, money_job.run_at
        "#,
        &kinds[..],
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let kind = JobKind::ALL
                .into_iter()
                .find(|kind| kind.as_str() == row.kind);
            let kind =
                kind.ok_or_else(|| Error::Corrupt(format!("the job kind `{}`", row.kind)))?;
            Ok(Job {
                id: row.id,
                kind,
                payment: row.payment_id,
                refund: row.refund_id.map(RefundId),
                claimed_until: row.run_at,
            })
        })
        .collect()
}

/// Orders a job that reads the refunds of a sale from its provider. Repeated calls order one job.
pub async fn read_refunds(pool: &Pool, payment: Uuid) -> Result<(), Error> {
    sqlx::query!(
        "insert into money_job (kind, payment_id)
         select 'read_refunds', p.id from payment p
         where p.id = $1 and p.state in ('captured', 'refunded')
           and not exists (select from money_job j where j.payment_id = p.id and j.kind = 'read_refunds' and j.done_at is null)",
        payment
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Ends a job. If somebody made it urgent after it was claimed, it stays and runs again.
pub async fn done(pool: &Pool, job: &Job) -> Result<(), Error> {
    sqlx::query!(
        "update money_job set done_at = clock_timestamp(), last_error = null, dead_at = null where id = $1 and run_at = $2",
        job.id,
        job.claimed_until
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Stores the error of an attempt. The next attempts follow after 5, 10, 20, 40 and 80 seconds, 5
/// and 30 minutes, then every hour. After a day of errors the job is dead: it raises an alarm and
/// runs once a day. A job that somebody made urgent after it was claimed is not delayed.
pub async fn failed(pool: &Pool, job: &Job, fault: &str) -> Result<(), Error> {
    sqlx::query!(
        "update money_job set
             last_error = $2,
             dead_at = case when at < clock_timestamp() - interval '1 day' then coalesce(dead_at, clock_timestamp()) end,
             run_at = case when run_at = $3 then clock_timestamp()
                    + case when at < clock_timestamp() - interval '1 day' then interval '1 day' else retry_delay(attempts - 1) end
                 else run_at end
         where id = $1",
        job.id,
        fault,
        job.claimed_until
    )
    .execute(pool)
    .await?;
    Ok(())
}
