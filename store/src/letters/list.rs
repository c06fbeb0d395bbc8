//! Letters as operators see them.

use domain::{BookingId, BuyerId, EventId};
use time::OffsetDateTime;
use uuid::Uuid;

use super::LetterKind;
use crate::{Error, Pool, decode};

/// Where a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterState {
    /// It is to be sent.
    Due,
    /// A server without a mail server keeps it.
    Kept,
    /// The mail server has taken it.
    Sent,
    /// It was given up.
    Dead,
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterRow {
    /// Its number.
    pub id: Uuid,
    /// What it is about.
    pub kind: LetterKind,
    /// The event of its booking.
    pub event: EventId,
    /// The booking that it is about.
    pub booking: BookingId,
    /// Where it goes.
    pub address: String,
    /// When it was written.
    pub at: OffsetDateTime,
    /// Where it stands.
    pub state: LetterState,
    /// How often a worker took it up.
    pub attempts: i32,
    /// Why the last try failed.
    pub last_error: Option<String>,
}

/// Which letters are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LettersWanted {
    /// The newest.
    Newest,
    /// The newest of those that were given up.
    Dead,
    /// The one with this number.
    One(Uuid),
}

/// The row that becomes a `LetterRow`.
struct Row {
    id: Uuid,
    kind: String,
    event_id: i32,
    booking_id: Uuid,
    address: String,
    at: OffsetDateTime,
    kept: bool,
    sent_at: Option<OffsetDateTime>,
    dead_at: Option<OffsetDateTime>,
    attempts: i32,
    last_error: Option<String>,
}

impl TryFrom<Row> for LetterRow {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let state = match (row.sent_at, row.dead_at) {
            (_, Some(_)) => LetterState::Dead,
            (Some(_), None) => LetterState::Sent,
            (None, None) if row.kept => LetterState::Kept,
            (None, None) => LetterState::Due,
        };
        Ok(Self {
            id: row.id,
            kind: decode::word("kind of a letter", &row.kind)?,
            event: EventId(row.event_id),
            booking: BookingId(row.booking_id),
            address: row.address,
            at: row.at,
            state,
            attempts: row.attempts,
            last_error: row.last_error,
        })
    }
}

/// Letters, the newest first, at most `limit`.
///
/// # Errors
/// The database's failures.
pub async fn list(pool: &Pool, wanted: LettersWanted, limit: u32) -> Result<Vec<LetterRow>, Error> {
    let (only_dead, one) = match wanted {
        LettersWanted::Newest => (false, None),
        LettersWanted::Dead => (true, None),
        LettersWanted::One(id) => (false, Some(id)),
    };
    let rows = sqlx::query_as!(
        Row,
        "select id, kind, event_id, booking_id, address, at, kept, sent_at, dead_at, attempts, last_error from letter
         where (not $1 or dead_at is not null) and ($2::uuid is null or id = $2)
         order by at desc limit $3",
        only_dead,
        one,
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(LetterRow::try_from).collect()
}

/// The newest letters of a buyer's bookings, at most `limit`.
///
/// # Errors
/// The database's failures.
pub async fn newest_of_buyer(pool: &Pool, buyer: BuyerId, limit: u32) -> Result<Vec<LetterRow>, Error> {
    let rows = sqlx::query_as!(
        Row,
        "select l.id, l.kind, l.event_id, l.booking_id, l.address, l.at, l.kept, l.sent_at, l.dead_at, l.attempts, l.last_error
         from booking b join letter l on l.event_id = b.event_id and l.booking_id = b.id
         where b.buyer_id = $1 order by l.at desc limit $2",
        buyer.0,
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(LetterRow::try_from).collect()
}

/// Makes letters due that were given up: all of them, or the one with this number; how many. The day within which they are tried begins again.
///
/// # Errors
/// The database's failures.
pub async fn retry(pool: &Pool, only: Option<Uuid>) -> Result<u64, Error> {
    let revived = sqlx::query!(
        "update letter set dead_at = null, sent_at = null, attempts = 0, at = clock_timestamp(), run_at = clock_timestamp()
         where dead_at is not null and ($1::uuid is null or id = $1)",
        only
    );
    Ok(revived.execute(pool).await?.rows_affected())
}
