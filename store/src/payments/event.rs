//! The payments of one event, for operators.

use domain::{EventId, Money};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{Error, decode::money};

/// A payment of an event, for the operator who cancels the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPayment {
    /// Identifier of the payment.
    pub id: Uuid,
    /// The booking.
    pub booking: Uuid,
    /// The number of live tickets of the booking.
    pub tickets: i64,
    /// The amount, minus what was paid back.
    pub money: Money,
    /// The provider that moves the money.
    pub provider: String,
    /// The provider's identifier of the payment, once there is one.
    pub reference: Option<String>,
    /// Why a person must look at it.
    pub alarm: Option<String>,
    /// Whether it made a sale: its money is captured, or the capture is ordered.
    pub is_sold: bool,
}

/// The payments of an event that involve money: those in progress, and those of sales that are not
/// completely paid back. In the order in which they began.
pub async fn of_event(
    connection: &mut PgConnection,
    event: EventId,
) -> Result<Vec<EventPayment>, Error> {
    let rows = sqlx::query!(
        r#"select * from (
               select p.id, p.booking_id, p.amount - p.refunded as "amount!", p.currency, p.provider, p.provider_ref, p.started_at, p.closed_at, p.alarm,
                      p.state = 'captured' or exists (select from payment_stamp s where s.payment_id = p.id and s.kind = 'confirmed') as "is_sold!",
                      (select count(*) from ticket t where t.event_id = $1 and t.booking_id = b.id and t.voided_at is null) as "tickets!"
               from booking b join payment p on p.event_id = b.event_id and p.booking_id = b.id
               where b.event_id = $1 and p.refunded < p.amount and p.state in ('started', 'open', 'authorised', 'late', 'captured')
           ) payment
           where "is_sold!" or closed_at is null
           order by started_at, id"#,
        event.0
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(EventPayment {
                id: row.id,
                booking: row.booking_id,
                tickets: row.tickets,
                money: money(row.amount, &row.currency)?,
                provider: row.provider,
                reference: row.provider_ref,
                alarm: row.alarm,
                is_sold: row.is_sold,
            })
        })
        .collect()
}

/// Orders the closing of every payment of an event that is in progress and has sold nothing.
/// Returns the number of these payments. Can be repeated. The caller has locked the event's
/// version, as the sale desk does before it locks payments.
pub async fn close_all(connection: &mut PgConnection, event: EventId) -> Result<u64, Error> {
    let closed = sqlx::query!(
        "with open as materialized (
             select p.id from payment p
             where p.event_id = $1 and p.closed_at is null and p.state in ('started', 'open', 'authorised', 'late')
               and not exists (select from payment_stamp s where s.payment_id = p.id and s.kind = 'confirmed')
             for update
         ), ordered as (
             insert into money_job (kind, payment_id)
             select 'close', id from open
             where not exists (select from money_job j where j.payment_id = open.id and j.kind = 'close' and j.done_at is null)
         )
         update payment set deadline = least(deadline, clock_timestamp()), ask_at = clock_timestamp() where id in (select id from open)",
        event.0
    )
    .execute(connection)
    .await?;
    Ok(closed.rows_affected())
}
