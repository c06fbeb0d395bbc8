//! Refund terms, events that move to another date, and debts.

use domain::{EventId, RefundId, selling::RefundTerms};
use serde_json::json;
use store::{
    Pool, operating,
    operator_actions::{self, NewAction, Operator},
    refunds,
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{Change, OperatingError, refused};

/// The largest number of hours before an event until which tickets may be given back: a year.
const LONGEST_HOURS: u32 = 8_760;

/// Sets the refund terms of an event. Paid bookings keep the terms of their sale.
///
/// # Errors
/// If terms are out of range, there is no such event, or the database fails.
pub async fn set_refunds(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    terms: RefundTerms,
) -> Result<(), OperatingError> {
    if terms.hours.is_some_and(|hours| hours > LONGEST_HOURS)
        || terms.percent > 100
        || terms.fee < 0
    {
        return refused(format!(
            "give at most {LONGEST_HOURS} hours, 100 per cent, and a fee of 0 or more"
        ));
    }
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    operating::lock(&mut tx, event)
        .await?
        .ok_or(OperatingError::UnknownEvent)?;
    operating::set_refunds(&mut tx, event, terms.hours, terms.percent, terms.fee).await?;
    let details = json!({"hours": terms.hours, "percent": terms.percent, "fee": terms.fee});
    operator_actions::record(
        &mut tx,
        operator,
        &NewAction {
            action: "set_refunds",
            event: Some(event),
            details,
        },
    )
    .await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(())
}

/// Moves an event to another date. Tickets stay valid. Everybody with tickets and an address gets a
/// letter, and may give the tickets back for the full price until `refund_until`. Returns the
/// number of letters.
///
/// # Errors
/// If the date is past or the same, the event is cancelled, there is no such event, or the database
/// fails.
pub async fn move_event(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    starts_at: OffsetDateTime,
    refund_until: OffsetDateTime,
) -> Result<u64, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let sale = operating::lock(&mut tx, event)
        .await?
        .ok_or(OperatingError::UnknownEvent)?;
    if sale.cancelled_at.is_some() {
        return refused("the event is cancelled");
    }
    let Some(letters) = operating::move_event(&mut tx, event, starts_at, refund_until).await?
    else {
        return refused(
            "the event has this date already, the date is over, or the time to give tickets back would not end between now and the new date",
        );
    };
    let text = |at: OffsetDateTime| at.format(&Rfc3339).unwrap_or_default();
    let details = json!({"starts_at": text(starts_at), "refund_until": text(refund_until), "letters": letters});
    operator_actions::record(
        &mut tx,
        operator,
        &NewAction {
            action: "move",
            event: Some(event),
            details,
        },
    )
    .await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(letters)
}

/// Notes that a failed refund was paid by other means, or that a refund made at the provider was
/// handled.
///
/// # Errors
/// If the database fails.
pub async fn paid_otherwise(
    pool: &Pool,
    operator: &Operator,
    refund: RefundId,
) -> Result<Change, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let Some(event) = refunds::paid_otherwise(&mut tx, refund, &operator.who).await? else {
        return Ok(Change::None);
    };
    let details = json!({"refund": refund.to_string()});
    operator_actions::record(
        &mut tx,
        operator,
        &NewAction {
            action: "paid_otherwise",
            event: Some(event),
            details,
        },
    )
    .await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(Change::Made)
}
