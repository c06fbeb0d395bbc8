//! Where the letters of a booking go.

use domain::{BookingId, BuyerId, EventId, selling::EmailAddress};
use time::OffsetDateTime;

use crate::{Error, Pool};

/// What came of noting an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactOutcome {
    /// Letters go there. If it was asked for, one is on its way.
    Noted,
    /// The buyer has no such booking.
    Unknown,
    /// The booking ended without a sale, or was refunded.
    Over,
    /// Three letters were asked for within the last hour.
    TooMany,
}

/// Notes where the letters of a buyer's booking go, in the language `locale`. With `send`, a booking that is paid gets its letter now, or the
/// same letter again.
///
/// # Errors
/// The database's failures.
pub async fn note_contact(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
    buyer: BuyerId,
    email: &EmailAddress,
    locale: &str,
    send: bool,
) -> Result<ContactOutcome, Error> {
    let word = sqlx::query_scalar!(
        r#"select note_contact($1, $2, $3, $4, $5, $6) as "outcome!""#,
        event.0,
        booking.0,
        buyer.0,
        email.as_str(),
        locale,
        send
    )
    .fetch_one(pool)
    .await?;
    Ok(match word.as_str() {
        "noted" => ContactOutcome::Noted,
        "unknown" => ContactOutcome::Unknown,
        "over" => ContactOutcome::Over,
        "too_many" => ContactOutcome::TooMany,
        other => return Err(Error::Corrupt(format!("the outcome of noting an address `{other}`"))),
    })
}

/// Whose booking this is: for letters, which are written without their buyer.
///
/// # Errors
/// The database's failures.
pub async fn owner(pool: &Pool, event: EventId, booking: BookingId) -> Result<Option<BuyerId>, Error> {
    let owner = sqlx::query_scalar!("select buyer_id from booking where event_id = $1 and id = $2", event.0, booking.0);
    Ok(owner.fetch_optional(pool).await?.map(BuyerId))
}

/// When an event takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventTimes {
    /// When it begins.
    pub starts_at: OffsetDateTime,
    /// When it ends.
    pub ends_at: OffsetDateTime,
    /// Seconds to add to UTC for the clock on the venue's wall when it begins.
    pub utc_offset_seconds: i32,
}

/// When an event takes place, as the database has it at this moment: a letter about a new date must not be written from an older copy.
///
/// # Errors
/// The database's failures.
pub async fn event_times(pool: &Pool, event: EventId) -> Result<Option<EventTimes>, Error> {
    let times = sqlx::query_as!(
        EventTimes,
        r#"select e.starts_at, e.ends_at,
                  extract(epoch from (e.starts_at at time zone v.timezone) - (e.starts_at at time zone 'UTC'))::integer
                      as "utc_offset_seconds!"
           from event e join venue v on v.id = e.venue_id where e.id = $1"#,
        event.0
    );
    Ok(times.fetch_optional(pool).await?)
}
