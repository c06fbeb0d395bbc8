//! The shop's books of payments, for comparison with the providers.

use domain::{BookingId, EventId};
use uuid::Uuid;

use super::{OfferStage, Payment};
use crate::{
    Error, Pool,
    decode::{self, money},
    desk::FREE,
};

/// A payment with its sums, in minor units of its currency.
#[derive(Debug, Clone)]
pub struct BookedPayment {
    /// The payment.
    pub payment: Payment,
    /// The captured amount.
    pub captured: i64,
    /// The amount that the provider has paid back.
    pub refunded: i64,
    /// The amount that the provider has paid back or must pay back.
    pub promised: i64,
}

/// The number of payments with an outside provider: of one event, or of all.
pub async fn booked_count(pool: &Pool, only: Option<EventId>) -> Result<u64, Error> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from payment where provider <> $1 and ($2::integer is null or event_id = $2)"#,
        FREE,
        only.map(|event| event.0)
    );
    Ok(count.fetch_one(pool).await?.unsigned_abs())
}

/// The identifiers of the next payments with an outside provider after this one, at most `limit`:
/// of one event, or of all.
pub async fn booked_numbers(
    pool: &Pool,
    only: Option<EventId>,
    after: Uuid,
    limit: u32,
) -> Result<Vec<Uuid>, Error> {
    let numbers = sqlx::query_scalar!(
        "select id from payment where id > $3 and provider <> $1 and ($2::integer is null or event_id = $2) order by id limit $4",
        FREE,
        only.map(|event| event.0),
        after,
        i64::from(limit)
    );
    Ok(numbers.fetch_all(pool).await?)
}

/// A payment with its sums, read at one moment.
pub async fn booked(pool: &Pool, payment: Uuid) -> Result<Option<BookedPayment>, Error> {
    let row = sqlx::query!(
        r#"select id, event_id, booking_id, provider, state, reason, amount, currency, captured, refunded, promised,
                  exists (select from payment_stamp s where s.payment_id = p.id and s.kind = 'confirmed') as "sold!",
                  deadline > clock_timestamp() as "in_window!", closed_at is not null as "closed!",
                  case when capture_before < clock_timestamp() + interval '1 day'
                       then greatest(0, floor(extract(epoch from capture_before - clock_timestamp()) / 3600))::integer end as capture_hours,
                  alarm is not null as "has_alarm!",
                  offered_until is not null as "offered!", coalesce(offered_until > clock_timestamp(), false) as "offer_open!",
                  provider_ref, intent_ref, redirect_url, deadline
           from payment p where id = $1"#,
        payment
    )
    .fetch_optional(pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let payment = Payment {
        id: row.id,
        event: EventId(row.event_id),
        booking: BookingId(row.booking_id),
        provider: row.provider,
        state: decode::word("payment state", &row.state)?,
        reason: row.reason,
        money: money(row.amount, &row.currency)?,
        sold: row.sold,
        in_window: row.in_window,
        closed: row.closed,
        capture_hours: row.capture_hours,
        has_alarm: row.has_alarm,
        offer: OfferStage::of(row.offered, row.offer_open),
        reference: row.provider_ref,
        intent: row.intent_ref,
        page: row.redirect_url,
        deadline: row.deadline,
    };
    Ok(Some(BookedPayment {
        payment,
        captured: row.captured,
        refunded: row.refunded,
        promised: row.promised,
    }))
}
