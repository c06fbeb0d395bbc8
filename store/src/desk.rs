//! The sale desk's commands: one SQL function each, one round trip, one transaction. The rules are in `migrations/0004_desk.sql`.

use std::ops::Range;

use domain::{BookingId, BuyerId, EventId, SeatNo, selling::IdempotencyKey};

use crate::{Error, Pool};

/// What to hold.
#[derive(Debug, Clone)]
pub enum Wish<'a> {
    /// These seats, in order and none twice.
    Seats(&'a [SeatNo]),
    /// So many of these standing places.
    Standing(Range<u32>, u32),
}

/// A hold to be made.
#[derive(Debug, Clone)]
pub struct Hold<'a> {
    /// Of which event.
    pub event: EventId,
    /// The number that the booking gets.
    pub booking: BookingId,
    /// For whom.
    pub buyer: BuyerId,
    /// Under which key.
    pub key: &'a IdempotencyKey,
    /// Hash of what was asked for.
    pub fingerprint: &'a [u8],
    /// The seats.
    pub wish: Wish<'a>,
    /// Whether a refusal is the answer to this key from now on.
    pub remember_refusal: bool,
}

/// What came of a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// The seats are held; the event is at this version.
    Held(BookingId, i64),
    /// The key was used for this booking before.
    Replayed(BookingId),
    /// The key was used before, and these seats were lost.
    ReplayedLoss(Vec<SeatNo>),
    /// Somebody has these seats; nothing was held.
    Taken(Vec<SeatNo>),
    /// Not enough standing places.
    SoldOut,
    /// There is no such event.
    UnknownEvent,
    /// One of the seats is not in the plan.
    UnknownSeat,
    /// Sales open later.
    NotOnSaleYet,
    /// Over or cancelled.
    NotOnSale,
    /// The key was used for another wish.
    KeyReused,
}

pub(crate) fn seat_numbers(seats: &[SeatNo]) -> Vec<i32> {
    seats.iter().map(|seat| i32::try_from(seat.0).unwrap_or(i32::MAX)).collect()
}

pub(crate) fn seats_from(numbers: Vec<i32>) -> Vec<SeatNo> {
    numbers.into_iter().map(|number| SeatNo(number.unsigned_abs())).collect()
}

/// Holds seats, all or none.
///
/// # Errors
/// The database's failures; the hold may have been made or not, and the same key tells.
pub async fn hold(pool: &Pool, hold: &Hold<'_>) -> Result<Held, Error> {
    let (seats, first, last, quantity) = match &hold.wish {
        Wish::Seats(seats) => (Some(seat_numbers(seats)), None, None, None),
        Wish::Standing(places, quantity) => (None, Some(places.start as i32), Some(places.end as i32 - 1), Some(*quantity as i32)),
    };
    let row = sqlx::query!(
        r#"select outcome as "outcome!", booking_id, lost, version from hold_seats($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"#,
        hold.event.0,
        hold.booking.0,
        hold.buyer.0,
        hold.key.as_str(),
        hold.fingerprint,
        seats as Option<Vec<i32>>,
        first,
        last,
        quantity,
        hold.remember_refusal,
    )
    .fetch_one(pool)
    .await?;
    let lost = seats_from(row.lost.unwrap_or_default());
    Ok(match (row.outcome.as_str(), row.booking_id) {
        ("held", Some(booking)) => Held::Held(BookingId(booking), row.version.unwrap_or_default()),
        ("replayed", Some(booking)) => Held::Replayed(BookingId(booking)),
        ("replayed", None) => Held::ReplayedLoss(lost),
        ("taken", _) => Held::Taken(lost),
        ("sold_out", _) => Held::SoldOut,
        ("unknown_event", _) => Held::UnknownEvent,
        ("unknown_seat", _) => Held::UnknownSeat,
        ("not_on_sale_yet", _) => Held::NotOnSaleYet,
        ("not_on_sale", _) => Held::NotOnSale,
        ("key_reused", _) => Held::KeyReused,
        (other, _) => return Err(Error::Corrupt(format!("the outcome `{other}` of a hold"))),
    })
}

/// What came of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Released {
    /// It was pending, and is not any more.
    Released,
    /// It had ended before.
    Unchanged,
    /// The buyer has no such booking.
    Unknown,
    /// It is paid.
    Confirmed,
    /// It is being paid.
    Paying,
}

/// Releases a pending booking at its buyer's wish.
///
/// # Errors
/// The database's failures.
pub async fn release(pool: &Pool, event: EventId, booking: BookingId, buyer: BuyerId) -> Result<Released, Error> {
    let outcome = sqlx::query_scalar!(r#"select outcome as "outcome!" from release_booking($1, $2, $3)"#, event.0, booking.0, buyer.0)
        .fetch_one(pool)
        .await?;
    Ok(match outcome.as_str() {
        "released" => Released::Released,
        "unchanged" => Released::Unchanged,
        "unknown" => Released::Unknown,
        "confirmed" => Released::Confirmed,
        "paying" => Released::Paying,
        other => return Err(Error::Corrupt(format!("the outcome `{other}` of a release"))),
    })
}

/// The events that have lapsed bookings.
///
/// # Errors
/// The database's failures.
pub async fn events_with_lapsed_bookings(pool: &Pool) -> Result<Vec<EventId>, Error> {
    let events = sqlx::query_scalar!("select distinct event_id from booking where status = 'pending' and expires_at <= clock_timestamp()")
        .fetch_all(pool)
        .await?;
    Ok(events.into_iter().map(EventId).collect())
}

/// Ends up to `limit` lapsed bookings of an event; how many it ended.
///
/// # Errors
/// The database's failures.
pub async fn expire(pool: &Pool, event: EventId, limit: u32) -> Result<u32, Error> {
    let expired =
        sqlx::query_scalar!(r#"select expired as "expired!" from expire_bookings($1, $2)"#, event.0, limit as i32).fetch_one(pool).await?;
    Ok(expired.unsigned_abs())
}

/// Keeps available seats back, or gives blocked ones free; how many changed.
///
/// # Errors
/// The database's failures.
pub async fn block(pool: &Pool, event: EventId, seats: &[SeatNo], block: bool) -> Result<u32, Error> {
    let changed = sqlx::query_scalar!(r#"select changed as "changed!" from block_seats($1, $2, $3)"#, event.0, &seat_numbers(seats), block)
        .fetch_one(pool)
        .await?;
    Ok(changed.unsigned_abs())
}

/// Forgets the answers to holds that are older than a day.
///
/// # Errors
/// The database's failures.
pub async fn forget_old_answers(pool: &Pool) -> Result<u64, Error> {
    let done = sqlx::query!("delete from hold_answer where at < clock_timestamp() - interval '1 day'").execute(pool).await?;
    Ok(done.rows_affected())
}
