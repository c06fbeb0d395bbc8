//! Lists letters for operators.

use domain::BuyerId;
use time::OffsetDateTime;
use uuid::Uuid;

use super::LetterSubject;
use crate::{Error, Pool};

/// The state of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterState {
    /// The next attempt to send it is scheduled.
    Due,
    /// A server without a mail server keeps it.
    Kept,
    /// The mail server has accepted it.
    Sent,
    /// It was given up: the mail server rejected it for good, or a day of attempts failed.
    Dead,
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterRow {
    /// Its number.
    pub id: Uuid,
    /// The subject of the letter.
    pub subject: LetterSubject,
    /// Address of the recipient.
    pub address: String,
    /// When it was written.
    pub at: OffsetDateTime,
    /// The state of the letter.
    pub state: LetterState,
    /// The number of attempts to send it.
    pub attempts: i32,
    /// The error of the last attempt.
    pub last_error: Option<String>,
}

/// The letters to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterFilter {
    /// The newest letters.
    Newest,
    /// The newest letters that were given up.
    Dead,
    /// The letter with this identifier.
    One(Uuid),
}

/// The row that becomes a `LetterRow`.
struct LetterRecord {
    id: Uuid,
    kind: String,
    event_id: Option<i32>,
    booking_id: Option<Uuid>,
    refund_id: Option<Uuid>,
    ticket_id: Option<Uuid>,
    sign_in_id: Option<Uuid>,
    address: String,
    at: OffsetDateTime,
    kept: bool,
    sent_at: Option<OffsetDateTime>,
    dead_at: Option<OffsetDateTime>,
    attempts: i32,
    last_error: Option<String>,
}

impl TryFrom<LetterRecord> for LetterRow {
    type Error = Error;

    fn try_from(row: LetterRecord) -> Result<Self, Error> {
        let state = match (row.sent_at, row.dead_at) {
            (_, Some(_)) => LetterState::Dead,
            (Some(_), None) => LetterState::Sent,
            (None, None) if row.kept => LetterState::Kept,
            (None, None) => LetterState::Due,
        };
        Ok(Self {
            id: row.id,
            subject: LetterSubject::of(
                &row.kind,
                row.event_id,
                row.booking_id,
                row.refund_id,
                row.ticket_id,
                row.sign_in_id,
            )?,
            address: row.address,
            at: row.at,
            state,
            attempts: row.attempts,
            last_error: row.last_error,
        })
    }
}

/// Letters, the newest first, at most `limit`.
pub async fn list(pool: &Pool, wanted: LetterFilter, limit: u32) -> Result<Vec<LetterRow>, Error> {
    let (only_dead, one) = match wanted {
        LetterFilter::Newest => (false, None),
        LetterFilter::Dead => (true, None),
        LetterFilter::One(id) => (false, Some(id)),
    };
    let rows = sqlx::query_as!(
        LetterRecord,
        "select id, kind, event_id, booking_id, refund_id, ticket_id, sign_in_id, address, at, kept, sent_at, dead_at, attempts, last_error
         from letter
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

/// The newest letters of a buyer's bookings, and letters with valid codes to sign in that the buyer
/// requested. At most `limit`.
pub async fn newest_of_buyer(
    pool: &Pool,
    buyer: BuyerId,
    limit: u32,
) -> Result<Vec<LetterRow>, Error> {
    let rows = sqlx::query_as!(
        LetterRecord,
        r#"select l.id as "id!", l.kind as "kind!", l.event_id, l.booking_id, l.refund_id, l.ticket_id, l.sign_in_id,
                  l.address as "address!", l.at as "at!", l.kept as "kept!", l.sent_at, l.dead_at, l.attempts as "attempts!", l.last_error
           from (
               select own.* from booking b join letter own on own.event_id = b.event_id and own.booking_id = b.id where b.buyer_id = $1
               union all
               select own.* from sign_in_code c join letter own on own.sign_in_id = c.id
               where c.buyer_id = $1 and c.ended_at is null and c.expires_at > statement_timestamp()
           ) l
           order by l.at desc limit $2"#,
        buyer.0,
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(LetterRow::try_from).collect()
}

/// Makes given-up letters due again: all of them, or the one with this identifier. Each gets
/// another day of attempts. Returns the number of letters.
pub async fn retry(pool: &Pool, only: Option<Uuid>) -> Result<u64, Error> {
    let revived = sqlx::query!(
        "update letter set dead_at = null, sent_at = null, attempts = 0, failing_since = null, at = clock_timestamp(), run_at = clock_timestamp()
         where dead_at is not null and ($1::uuid is null or id = $1)",
        only
    );
    Ok(revived.execute(pool).await?.rows_affected())
}
