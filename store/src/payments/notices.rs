//! The inbox of providers' notices.

use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Error, Pool};

/// A notice as its provider signed it.
#[derive(Debug, Clone)]
pub struct SignedNotice<'a> {
    /// The provider.
    pub provider: &'a str,
    /// The provider's identifier of the notice. The same notice is stored once.
    pub reference: &'a str,
    /// Content of the notice.
    pub body: Body<'a>,
}

/// The content of a notice.
#[derive(Debug, Clone)]
pub enum Body<'a> {
    /// It is about this payment.
    About(Uuid, &'a serde_json::Value),
    /// It cannot be read. A person must look at it.
    Unreadable(&'a [u8]),
}

/// Whether a notice signed at this time is accepted: the time is at most five minutes before or
/// after the database's clock.
pub async fn is_fresh(pool: &Pool, signed_at: OffsetDateTime) -> Result<bool, Error> {
    let fresh = sqlx::query_scalar!(
        r#"select $1::timestamptz between clock_timestamp() - interval '5 minutes' and clock_timestamp() + interval '5 minutes' as "fresh!""#,
        signed_at
    );
    Ok(fresh.fetch_one(pool).await?)
}

/// Stores a notice. A stored notice with the same reference stays unchanged.
pub async fn keep(pool: &Pool, notice: &SignedNotice<'_>) -> Result<(), Error> {
    let (payment, body, raw) = match notice.body {
        Body::About(payment, body) => (Some(payment), Some(body), None),
        Body::Unreadable(raw) => (None, None, Some(raw)),
    };
    sqlx::query!(
        "insert into payment_notice (provider, reference, body, raw, payment_id, dead_at)
         values ($1, $2, $3, $4::bytea, $5, case when $4::bytea is not null then clock_timestamp() end)
         on conflict do nothing",
        notice.provider,
        notice.reference,
        body,
        raw,
        payment
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// A claimed notice.
#[derive(Debug, Clone)]
pub struct ClaimedNotice {
    /// The provider.
    pub provider: String,
    /// The provider's identifier of the notice.
    pub reference: String,
    /// The payment of the notice.
    pub payment: Uuid,
}

/// Claims up to `limit` new notices for 15 seconds each.
pub async fn claim(pool: &Pool, limit: u32) -> Result<Vec<ClaimedNotice>, Error> {
    let rows = sqlx::query_as!(
        ClaimedNotice,
        r#"
        with due as materialized (
            select provider, reference from payment_notice
            where settled_at is null and dead_at is null and run_at <= statement_timestamp()
            order by run_at limit $1
            for update skip locked
        )
        update payment_notice n set attempts = n.attempts + 1, run_at = clock_timestamp() + interval '15 seconds'
        from due where n.provider = due.provider and n.reference = due.reference
        returning n.provider, n.reference, n.payment_id as "payment!"
        "#,
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    Ok(rows)
}

/// Marks the subject of a notice as settled, or as scheduled for another attempt.
pub async fn settled(pool: &Pool, notice: &ClaimedNotice) -> Result<(), Error> {
    sqlx::query!(
        "update payment_notice set settled_at = clock_timestamp() where provider = $1 and reference = $2",
        notice.provider,
        notice.reference
    )
    .execute(pool)
    .await?;
    Ok(())
}
