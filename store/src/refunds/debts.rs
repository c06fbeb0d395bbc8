//! Money that the shop owes: refunds that a provider could not pay, or has not accepted for a day.

use domain::{BookingId, EventId, Money, RefundId};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{Error, Pool, decode::money};

/// A refund that a person must look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundDebt {
    /// Identifier of the refund.
    pub id: RefundId,
    /// The event.
    pub event: EventId,
    /// The booking.
    pub booking: BookingId,
    /// The amount that the shop owes. For a refund that was made at the provider without the shop:
    /// the amount that went back.
    pub money: Money,
    /// `failed`: the provider could not pay it. `waiting`: the provider has not accepted it for a
    /// day. `outside`: it was made at the provider, and its tickets are unknown.
    pub what: String,
    /// The provider's last error.
    pub fault: Option<String>,
    /// When the refund was stored.
    pub at: OffsetDateTime,
}

/// Refunds that a person must look at, the oldest first, at most `limit`.
pub async fn debts(pool: &Pool, limit: u32) -> Result<Vec<RefundDebt>, Error> {
    let rows = sqlx::query!(
        r#"select r.id, r.event_id, r.booking_id, r.amount, r.currency, r.at, coalesce(r.last_error, j.last_error) as fault,
                  case when r.state = 'failed' then 'failed' when r.why = 'outside' then 'outside' else 'waiting' end as "what!"
           from refund r
           left join money_job j on j.refund_id = r.id and j.done_at is null and j.dead_at is not null
           where r.paid_otherwise_at is null
             and (r.state = 'failed' or j.id is not null
                  or (r.why = 'outside' and exists (
                      select from booking b where b.event_id = r.event_id and b.id = r.booking_id and b.status = 'confirmed'
                  )))
           order by r.at, r.id limit $1"#,
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(RefundDebt {
                id: RefundId(row.id),
                event: EventId(row.event_id),
                booking: BookingId(row.booking_id),
                money: money(row.amount, &row.currency)?,
                what: row.what,
                fault: row.fault,
                at: row.at,
            })
        })
        .collect()
}

/// Marks a failed refund as paid by other means, or a refund made at the provider as handled.
/// Returns its event. None if there is no such refund, or it was marked before.
pub async fn paid_otherwise(
    tx: &mut PgConnection,
    refund: RefundId,
    who: &str,
) -> Result<Option<EventId>, Error> {
    let noted = sqlx::query_scalar!(
        "update refund set paid_otherwise_at = clock_timestamp(), paid_otherwise_by = $2
         where id = $1 and paid_otherwise_at is null and (state = 'failed' or why = 'outside')
         returning event_id",
        refund.0,
        who
    );
    Ok(noted.fetch_optional(tx).await?.map(EventId))
}
