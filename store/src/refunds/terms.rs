//! The terms of an event's refunds.

use domain::{EventId, selling::RefundTerms};

use crate::{Error, Pool};

/// The terms that a sale of this event copies at this moment. None if there is no such event.
pub async fn terms_of_event(pool: &Pool, event: EventId) -> Result<Option<RefundTerms>, Error> {
    let row = sqlx::query!(
        "select refund_hours, refund_percent, refund_fee from event where id = $1",
        event.0
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| RefundTerms {
        hours: row.refund_hours.map(i32::unsigned_abs),
        percent: u32::from(row.refund_percent.unsigned_abs()),
        fee: row.refund_fee,
    }))
}
