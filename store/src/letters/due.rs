//! Letters that are to be sent. A letter is claimed for a minute by moving its time ahead: if its worker dies, the next one takes it.

use domain::{BookingId, EventId, RefundId};
use uuid::Uuid;

use super::LetterKind;
use crate::{Error, Pool, decode};

/// A letter that a worker has claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedLetter {
    /// Its number, which its `Message-ID` bears.
    pub id: Uuid,
    /// What it is about.
    pub kind: LetterKind,
    /// The refund that it is about.
    pub refund: Option<RefundId>,
    /// The event of its booking.
    pub event: EventId,
    /// The booking that it is about.
    pub booking: BookingId,
    /// Where it goes.
    pub address: String,
    /// The language, by BCP 47.
    pub locale: String,
}

/// Claims up to `limit` due letters, the oldest first: of those that a server without a mail server keeps, or of the others. Each is claimed for
/// 60 seconds, which is longer than sending one may take.
///
/// # Errors
/// The database's failures.
pub async fn claim(pool: &Pool, limit: u32, kept: bool) -> Result<Vec<ClaimedLetter>, Error> {
    let kinds = LetterKind::ALL.map(|kind| kind.as_str().to_owned());
    let rows = sqlx::query!(
        "with due as materialized (
             select id from letter
             where sent_at is null and dead_at is null and kept = $2 and run_at <= statement_timestamp() and kind = any ($3)
             order by run_at limit $1
             for update skip locked
         )
         update letter set attempts = attempts + 1, run_at = clock_timestamp() + interval '60 seconds'
         from due where letter.id = due.id
         returning letter.id, letter.kind, letter.refund_id, letter.event_id, letter.booking_id, letter.address, letter.locale",
        i64::from(limit),
        kept,
        &kinds[..]
    )
    .fetch_all(pool)
    .await?;
    let letter = rows.into_iter().map(|row| {
        Ok(ClaimedLetter {
            id: row.id,
            kind: decode::word("kind of a letter", &row.kind)?,
            refund: row.refund_id.map(RefundId),
            event: EventId(row.event_id),
            booking: BookingId(row.booking_id),
            address: row.address,
            locale: row.locale,
        })
    });
    letter.collect()
}

/// Notes that the mail server has taken a letter.
///
/// # Errors
/// The database's failures.
pub async fn sent(pool: &Pool, letter: Uuid) -> Result<(), Error> {
    sqlx::query!("update letter set sent_at = clock_timestamp(), last_error = null where id = $1", letter).execute(pool).await?;
    Ok(())
}

/// Keeps a letter that this server cannot send because it has no mail server.
///
/// # Errors
/// The database's failures.
pub async fn keep(pool: &Pool, letter: Uuid) -> Result<(), Error> {
    sqlx::query!("update letter set kept = true, attempts = 0, run_at = clock_timestamp() where id = $1 and sent_at is null", letter)
        .execute(pool)
        .await?;
    Ok(())
}

/// Notes why a letter could not be sent. The next try comes after 5, 10, 20, 40 and 80 seconds, 5 and 30 minutes, then every hour. The last
/// one comes within a day of the first.
///
/// # Errors
/// The database's failures.
pub async fn failed(pool: &Pool, letter: Uuid, fault: &str) -> Result<(), Error> {
    sqlx::query!(
        "update letter set
             last_error = left($2, 1000),
             run_at = clock_timestamp() + retry_delay(attempts - 1),
             dead_at = case when at < clock_timestamp() - interval '1 day' then clock_timestamp() end
         where id = $1 and sent_at is null",
        letter,
        fault
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Gives a letter up, and notes why: trying again would not help.
///
/// # Errors
/// The database's failures.
pub async fn refused(pool: &Pool, letter: Uuid, fault: &str) -> Result<(), Error> {
    sqlx::query!(
        "update letter set last_error = left($2, 1000), dead_at = clock_timestamp() where id = $1 and sent_at is null",
        letter,
        fault
    )
    .execute(pool)
    .await?;
    Ok(())
}
