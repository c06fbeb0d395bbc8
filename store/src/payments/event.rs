//! All payments of one event, for operators.

use domain::{BookingId, EventId, Money};
use uuid::Uuid;

use crate::{Error, Pool, events::money};

/// A payment whose money the shop has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapturedPayment {
    /// Its number.
    pub id: Uuid,
    /// What it paid for.
    pub booking: BookingId,
    /// Who moved the money.
    pub provider: String,
    /// The provider's own number for it.
    pub reference: Option<String>,
    /// How much was captured and not paid back.
    pub kept: Money,
}

/// Orders every payment of an event that is under way and has sold nothing to be made impossible; their numbers. Safe to repeat.
///
/// # Errors
/// The database's failures.
pub async fn close_all(pool: &Pool, event: EventId) -> Result<Vec<Uuid>, Error> {
    let ids = sqlx::query_scalar!(
        "with open as materialized (
             select p.id from payment p
             where p.event_id = $1 and p.closed_at is null and p.state in ('started', 'open', 'authorised')
               and not exists (select from payment_stamp s where s.payment_id = p.id and s.kind = 'confirmed')
             for update
         ), ordered as (
             insert into money_job (kind, payment_id)
             select 'close', id from open
             where not exists (select from money_job j where j.payment_id = open.id and j.kind = 'close' and j.done_at is null)
         )
         update payment set deadline = least(deadline, clock_timestamp()), ask_at = clock_timestamp() where id in (select id from open)
         returning id",
        event.0
    )
    .fetch_all(pool)
    .await?;
    Ok(ids)
}

/// How many payments of an event are not closed yet: they may still take money, or give some back.
///
/// # Errors
/// The database's failures.
pub async fn unfinished(pool: &Pool, event: EventId) -> Result<i64, Error> {
    let number = sqlx::query_scalar!(r#"select count(*) as "number!" from payment where event_id = $1 and closed_at is null"#, event.0)
        .fetch_one(pool)
        .await?;
    Ok(number)
}

/// The payments of an event whose money the shop has, or is about to have for seats that it sold; in the order in which they began.
///
/// # Errors
/// The database's failures.
pub async fn captured(pool: &Pool, event: EventId) -> Result<Vec<CapturedPayment>, Error> {
    let rows = sqlx::query!(
        r#"select p.id, p.booking_id, p.provider, p.provider_ref, p.amount, p.refunded, p.currency
           from booking b join payment p on p.event_id = b.event_id and p.booking_id = b.id
           where b.event_id = $1 and p.refunded < p.amount
             and (p.state = 'captured' or (p.state = 'authorised'
                  and exists (select from payment_stamp s where s.payment_id = p.id and s.kind = 'confirmed')))
           order by p.id"#,
        event.0
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(CapturedPayment {
                id: row.id,
                booking: BookingId(row.booking_id),
                provider: row.provider,
                reference: row.provider_ref,
                kept: money(row.amount - row.refunded, &row.currency)?,
            })
        })
        .collect()
}
