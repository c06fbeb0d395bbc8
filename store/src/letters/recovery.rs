//! Links that open the tickets of a booking in another browser.

use domain::{BookingId, BuyerId, EventId};

use crate::{Error, Pool};

/// The data that a link to a booking is checked against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recovery {
    /// Buyer of the booking.
    pub buyer: BuyerId,
    /// The version of the valid links. 0 until links are revoked.
    pub version: i32,
}

/// The data that a link to this booking is checked against. None if the booking does not exist, or
/// its event ended more than 30 days ago.
pub async fn recovery_of(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
) -> Result<Option<Recovery>, Error> {
    let row = sqlx::query!(
        r#"select b.buyer_id, coalesce(r.version, 0) as "version!"
           from booking b join event e on e.id = b.event_id
           left join recovery r on r.event_id = b.event_id and r.booking_id = b.id
           where b.event_id = $1 and b.id = $2 and e.ends_at + interval '30 days' > statement_timestamp()"#,
        event.0,
        booking.0
    );
    Ok(row.fetch_optional(pool).await?.map(|row| Recovery {
        buyer: BuyerId(row.buyer_id),
        version: row.version,
    }))
}

/// The version of the valid links of a booking.
pub async fn version_of(pool: &Pool, event: EventId, booking: BookingId) -> Result<i32, Error> {
    let version = sqlx::query_scalar!(
        "select version from recovery where event_id = $1 and booking_id = $2",
        event.0,
        booking.0
    );
    Ok(version.fetch_optional(pool).await?.unwrap_or(0))
}

/// Revokes the existing links to a booking. False if there is no such booking.
pub async fn revoke_recovery(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
) -> Result<bool, Error> {
    let revoked = sqlx::query!(
        "insert into recovery (event_id, booking_id, version)
         select event_id, id, 1 from booking where event_id = $1 and id = $2
         on conflict (event_id, booking_id) do update set version = recovery.version + 1",
        event.0,
        booking.0
    );
    Ok(revoked.execute(pool).await?.rows_affected() == 1)
}
