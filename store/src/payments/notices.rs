//! The inbox of providers' notices.

use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Error, Pool};

/// A notice as it came, signed by its provider.
#[derive(Debug, Clone)]
pub struct Notice<'a> {
    /// Whose it is.
    pub provider: &'a str,
    /// The provider's own number for it. The same notice is kept once.
    pub reference: &'a str,
    /// When it was signed, by the provider's clock.
    pub signed_at: OffsetDateTime,
    /// What it says.
    pub body: Body<'a>,
}

/// What a notice says.
#[derive(Debug, Clone)]
pub enum Body<'a> {
    /// It is about this payment.
    About(Uuid, &'a serde_json::Value),
    /// It cannot be read: a person has to look at it.
    Unreadable(&'a [u8]),
}

/// Keeps a notice. False when its signature is more than five minutes older or newer than the database's clock; then nothing is kept.
///
/// # Errors
/// The database's failures.
pub async fn keep(pool: &Pool, notice: &Notice<'_>) -> Result<bool, Error> {
    let (payment, body, raw) = match notice.body {
        Body::About(payment, body) => (Some(payment), Some(body), None),
        Body::Unreadable(raw) => (None, None, Some(raw)),
    };
    let fresh = sqlx::query_scalar!(
        r#"
        with clock as materialized (select $6::timestamptz between clock_timestamp() - interval '5 minutes' and clock_timestamp() + interval '5 minutes' as fresh),
        kept as (
            insert into payment_notice (provider, reference, body, raw, payment_id, dead_at)
            select $1, $2, $3, $4, $5, case when $4::bytea is not null then clock_timestamp() end from clock where clock.fresh
            on conflict do nothing
        )
        select fresh as "fresh!" from clock
        "#,
        notice.provider,
        notice.reference,
        body,
        raw,
        payment,
        notice.signed_at
    )
    .fetch_one(pool)
    .await?;
    Ok(fresh)
}

/// A claimed notice.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// Whose it is.
    pub provider: String,
    /// The provider's own number for it.
    pub reference: String,
    /// The payment that it is about.
    pub payment: Uuid,
}

/// Claims up to `limit` notices that nobody has worked on. Each is claimed for 15 seconds.
///
/// # Errors
/// The database's failures.
pub async fn claim(pool: &Pool, limit: u32) -> Result<Vec<Claimed>, Error> {
    let rows = sqlx::query_as!(
        Claimed,
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

/// Notes that what a notice told of is settled, or has its own next try.
///
/// # Errors
/// The database's failures.
pub async fn settled(pool: &Pool, notice: &Claimed) -> Result<(), Error> {
    sqlx::query!(
        "update payment_notice set settled_at = clock_timestamp() where provider = $1 and reference = $2",
        notice.provider,
        notice.reference
    )
    .execute(pool)
    .await?;
    Ok(())
}
