//! The addresses for the letters of bookings.

use domain::{BookingId, BuyerId, EventId, selling::EmailAddress};
use time::{OffsetDateTime, UtcOffset};

use crate::{Error, Pool};

/// The outcome of storing an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactOutcome {
    /// The address is stored. If a letter was requested, it is on its way.
    Noted,
    /// The buyer has no such booking.
    Unknown,
    /// The booking ended without a sale, or was refunded.
    Over,
    /// Three letters were requested within the last hour.
    TooMany,
}

/// Stores the address for the letters of a buyer's booking, and the language `locale`. With `send`,
/// a paid booking gets its letter now, or the same letter again.
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
        other => {
            return Err(Error::Corrupt(format!(
                "the outcome of noting an address `{other}`"
            )));
        }
    })
}

/// The buyer of this booking. The code that writes letters does not know the buyer.
pub async fn owner(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
) -> Result<Option<BuyerId>, Error> {
    let owner = sqlx::query_scalar!(
        "select buyer_id from booking where event_id = $1 and id = $2",
        event.0,
        booking.0
    );
    Ok(owner.fetch_optional(pool).await?.map(BuyerId))
}

/// When an event takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventTimes {
    /// When it begins.
    pub starts_at: OffsetDateTime,
    /// When it ends.
    pub ends_at: OffsetDateTime,
    /// Offset of the venue's clock from UTC when the event begins, in seconds.
    pub utc_offset_seconds: i32,
}

/// The times of an event from the database, because a letter about a new date must not use an older
/// copy.
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

/// A moment in local time at the venue. Its offset may differ from the event's because of daylight
/// saving time.
pub async fn by_venue_clock(
    pool: &Pool,
    event: EventId,
    at: OffsetDateTime,
) -> Result<OffsetDateTime, Error> {
    let offset = sqlx::query_scalar!(
        r#"select utc_offset(v.timezone, $2) as "offset!" from event e join venue v on v.id = e.venue_id where e.id = $1"#,
        event.0,
        at
    );
    let offset = offset
        .fetch_optional(pool)
        .await?
        .and_then(|seconds| UtcOffset::from_whole_seconds(seconds).ok());
    Ok(offset.map_or(at, |offset| at.to_offset(offset)))
}
