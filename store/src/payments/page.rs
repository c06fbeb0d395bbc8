//! Payments that are made on a page of the provider.

use domain::{BookingId, EventId};
use uuid::Uuid;

use crate::{Error, Pool};

/// What the page of a payment is made with, byte for byte. None where it is paid without one.
///
/// # Errors
/// The database's failures.
pub async fn parameters(pool: &Pool, payment: Uuid) -> Result<Option<String>, Error> {
    let found = sqlx::query_scalar!("select parameters from payment where id = $1", payment).fetch_optional(pool).await?;
    Ok(found.flatten())
}

/// Writes that the provider has a page for a payment: the page's number, and its address. False if the payment waits for none any more:
/// then the buyer must not be sent there.
///
/// # Errors
/// The database's failures.
pub async fn opened(pool: &Pool, payment: Uuid, reference: &str, page: &str) -> Result<bool, Error> {
    let opened = sqlx::query_scalar!(r#"select open_payment($1, $2, $3) as "opened!""#, payment, reference, page).fetch_one(pool).await?;
    Ok(opened)
}

/// The newest payment of a booking.
///
/// # Errors
/// The database's failures.
pub async fn newest(pool: &Pool, event: EventId, booking: BookingId) -> Result<Option<Uuid>, Error> {
    let newest = sqlx::query_scalar!(
        "select id from payment where event_id = $1 and booking_id = $2 order by started_at desc, id desc limit 1",
        event.0,
        booking.0
    );
    Ok(newest.fetch_optional(pool).await?)
}

/// The payment whose money has this number at its provider.
///
/// # Errors
/// The database's failures.
pub async fn of_intent(pool: &Pool, provider: &str, intent: &str) -> Result<Option<Uuid>, Error> {
    let found = sqlx::query_scalar!("select id from payment where provider = $1 and intent_ref = $2 limit 1", provider, intent);
    Ok(found.fetch_optional(pool).await?)
}
