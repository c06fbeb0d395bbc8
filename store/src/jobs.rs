//! Work that committed changes have caused. A job is claimed for a while by pushing its time ahead: a worker that dies leaves it to
//! the next one.

use uuid::Uuid;

use crate::{Error, Pool};

/// What is to be done with a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobKind {
    /// Move the money.
    Capture,
    /// Give an authorisation back.
    Void,
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
}

/// Claims up to `limit` due jobs, or with `payment` only those of it. Each is somebody else's again after a minute, then later and
/// later.
///
/// # Errors
/// The database's failures.
pub async fn claim(pool: &Pool, payment: Option<Uuid>, limit: u32) -> Result<Vec<Job>, Error> {
    let rows = sqlx::query!(
        r#"
        with due as materialized (
            select id from job
            where done_at is null and run_at <= statement_timestamp() and ($1::uuid is null or (payload ->> 'payment')::uuid = $1)
            order by run_at limit $2
            for update skip locked
        )
        update job set attempts = attempts + 1, run_at = clock_timestamp() + make_interval(mins => least(60, 1 << least(attempts, 6)))
        from due where job.id = due.id
        returning job.id, job.kind, (job.payload ->> 'payment')::uuid as "payment!"
        "#,
        payment,
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let kind = match row.kind.as_str() {
                "capture" => JobKind::Capture,
                "void" => JobKind::Void,
                other => return Err(Error::Corrupt(format!("the job kind `{other}`"))),
            };
            Ok(Job { id: row.id, kind, payment: row.payment })
        })
        .collect()
}

/// Ends a job.
///
/// # Errors
/// The database's failures.
pub async fn done(pool: &Pool, job: i64) -> Result<(), Error> {
    sqlx::query!("update job set done_at = clock_timestamp(), fault = null where id = $1", job).execute(pool).await?;
    Ok(())
}

/// Notes why an attempt failed; the job comes up again.
///
/// # Errors
/// The database's failures.
pub async fn failed(pool: &Pool, job: i64, fault: &str) -> Result<(), Error> {
    sqlx::query!("update job set fault = $2 where id = $1", job, fault).execute(pool).await?;
    Ok(())
}
