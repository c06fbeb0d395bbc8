//! Payments on a page of the provider.

use domain::{BookingId, EventId};
use uuid::Uuid;

use crate::{Error, Pool};

/// The request that creates the page of a payment, byte for byte. None if the payment has no page.
pub async fn parameters(pool: &Pool, payment: Uuid) -> Result<Option<String>, Error> {
    let found = sqlx::query_scalar!("select parameters from payment where id = $1", payment)
        .fetch_optional(pool)
        .await?;
    Ok(found.flatten())
}

/// Stores the page of a payment: its identifier and its address. False if the payment no longer
/// waits for a page; then the buyer must not go there.
pub async fn opened(
    pool: &Pool,
    payment: Uuid,
    reference: &str,
    page: &str,
) -> Result<bool, Error> {
    let opened = sqlx::query_scalar!(
        r#"select open_payment($1, $2, $3) as "opened!""#,
        payment,
        reference,
        page
    )
    .fetch_one(pool)
    .await?;
    Ok(opened)
}

/// The newest payment of a booking.
pub async fn newest(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
) -> Result<Option<Uuid>, Error> {
    let newest = sqlx::query_scalar!(
        "select id from payment where event_id = $1 and booking_id = $2 order by started_at desc, id desc limit 1",
        event.0,
        booking.0
    );
    Ok(newest.fetch_optional(pool).await?)
}

/// The payment whose money has this identifier at its provider.
pub async fn of_intent(pool: &Pool, provider: &str, intent: &str) -> Result<Option<Uuid>, Error> {
    let found = sqlx::query_scalar!(
        "select id from payment where provider = $1 and intent_ref = $2 limit 1",
        provider,
        intent
    );
    Ok(found.fetch_optional(pool).await?)
}
