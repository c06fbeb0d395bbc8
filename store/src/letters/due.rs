//! Letters that wait to be sent. A worker claims a letter for a minute by moving its time into the
//! future; if the worker dies, another one takes the letter.

use uuid::Uuid;

use super::LetterSubject;
use crate::{Error, Pool};

/// A letter that a worker claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedLetter {
    /// Identifier of the letter. Its `Message-ID` contains it.
    pub id: Uuid,
    /// The subject of the letter.
    pub subject: LetterSubject,
    /// Address of the recipient.
    pub address: String,
    /// The language, as a BCP 47 tag.
    pub locale: String,
}

/// Claims up to `limit` due letters: with `kept`, those that a server without a mail server keeps,
/// else all others. Codes to sign in come first, then tickets, then the rest, each with the longest
/// due first. A claim lasts 60 seconds, which is longer than sending a letter may take.
pub async fn claim(pool: &Pool, limit: u32, kept: bool) -> Result<Vec<ClaimedLetter>, Error> {
    let kinds = LetterSubject::kinds();
    let rows = sqlx::query!(
        "with due as materialized (
             select id from letter
             where sent_at is null and dead_at is null and kept = $2 and run_at <= statement_timestamp() and kind = any ($3)
             order by letter_rank(kind), run_at limit $1
             for update skip locked
         )
         update letter set attempts = attempts + 1, run_at = clock_timestamp() + interval '60 seconds'
         from due where letter.id = due.id
         returning letter.id, letter.kind, letter.event_id, letter.booking_id, letter.refund_id, letter.ticket_id, letter.sign_in_id,
             letter.address, letter.locale",
        i64::from(limit),
        kept,
        &kinds[..]
    )
    .fetch_all(pool)
    .await?;
    let letter = rows.into_iter().map(|row| {
        let (event, booking, refund, ticket) =
            (row.event_id, row.booking_id, row.refund_id, row.ticket_id);
        let subject = LetterSubject::of(&row.kind, event, booking, refund, ticket, row.sign_in_id)?;
        Ok(ClaimedLetter {
            id: row.id,
            subject,
            address: row.address,
            locale: row.locale,
        })
    });
    letter.collect()
}

/// Marks a letter as accepted by the mail server.
pub async fn sent(pool: &Pool, letter: Uuid) -> Result<(), Error> {
    sqlx::query!(
        "update letter set sent_at = clock_timestamp(), last_error = null where id = $1",
        letter
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Keeps a letter, because this server has no mail server.
pub async fn keep(pool: &Pool, letter: Uuid) -> Result<(), Error> {
    sqlx::query!(
        "update letter set kept = true, attempts = 0, failing_since = null, run_at = clock_timestamp() where id = $1 and sent_at is null",
        letter
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Stores why a letter could not be sent. The next attempts follow after 5, 10, 20, 40 and 80
/// seconds, 5 and 30 minutes, then every hour. The last one comes a day after the first failure;
/// the wait before the first attempt does not count.
pub async fn failed(pool: &Pool, letter: Uuid, fault: &str) -> Result<(), Error> {
    sqlx::query!(
        "update letter set
             last_error = left($2, 1000),
             run_at = clock_timestamp() + retry_delay(attempts - 1),
             failing_since = coalesce(failing_since, clock_timestamp()),
             dead_at = case when failing_since < clock_timestamp() - interval '1 day' then clock_timestamp() end
         where id = $1 and sent_at is null",
        letter,
        fault
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Gives up a letter and stores why: another attempt would not help.
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
