//! What has to be done at a provider, at least once, because a committed change caused it. A job is claimed for a while by pushing its time
//! ahead: if its worker dies, the next one takes it.

use domain::RefundId;
use uuid::Uuid;

use crate::{Error, Pool};

/// What is to be done with a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobKind {
    /// Give the money back, reserved or moved.
    GiveBack,
    /// Close the payment, so that it can never succeed.
    Close,
    /// Ask the provider which refunds of the payment there are.
    ReadRefunds,
}

impl JobKind {
    /// All that this program knows. Jobs of other kinds are left to the programs that know them.
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
    /// What to do.
    pub kind: JobKind,
    /// With which payment.
    pub payment: Uuid,
    /// The refund that is to be paid, where the tickets of a sale were given back.
    pub refund: Option<RefundId>,
}

/// Claims up to `limit` due jobs. Each is claimed for 15 seconds, which is longer than a call to a provider may take.
///
/// # Errors
/// The database's failures.
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
        returning money_job.id, money_job.kind, money_job.payment_id, money_job.refund_id
        "#,
        &kinds[..],
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let kind = JobKind::ALL.into_iter().find(|kind| kind.as_str() == row.kind);
            let kind = kind.ok_or_else(|| Error::Corrupt(format!("the job kind `{}`", row.kind)))?;
            Ok(Job { id: row.id, kind, payment: row.payment_id, refund: row.refund_id.map(RefundId) })
        })
        .collect()
}

/// Has the refunds of a sale read from its provider, once however often this is asked for.
///
/// # Errors
/// The database's failures.
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

/// Ends a job.
///
/// # Errors
/// The database's failures.
pub async fn done(pool: &Pool, job: i64) -> Result<(), Error> {
    sqlx::query!("update money_job set done_at = clock_timestamp(), last_error = null, dead_at = null where id = $1", job)
        .execute(pool)
        .await?;
    Ok(())
}

/// Notes why an attempt failed. The next one comes after 5, 10, 20, 40 and 80 seconds, 5 and 30 minutes, then every hour. After a day
/// of failures the job is dead: it raises an alarm, and is tried once a day.
///
/// # Errors
/// The database's failures.
pub async fn failed(pool: &Pool, job: i64, fault: &str) -> Result<(), Error> {
    sqlx::query!(
        "update money_job set
             last_error = $2,
             dead_at = case when at < clock_timestamp() - interval '1 day' then coalesce(dead_at, clock_timestamp()) end,
             run_at = clock_timestamp()
                    + case when at < clock_timestamp() - interval '1 day' then interval '1 day' else retry_delay(attempts - 1) end
         where id = $1",
        job,
        fault
    )
    .execute(pool)
    .await?;
    Ok(())
}
