//! The tickets of an event, as its doors keep them.
//!
//! Each row that a door needs has the number of the transaction that wrote it (`changed_in`).
//! Transactions do not commit in the order in which they begin, so the newest number in a list is
//! not a safe mark: a transaction with an older number may still be running. The mark is the oldest
//! number that was running when the list was read. All older transactions had ended, so their rows
//! are in this list. The next list has the rows of all others. A row may be in both lists, which
//! does no harm.
//!
//! A number is only valid within one history: a restored dump continues from an earlier number, and
//! a failover may give the number of a lost transaction again. So the mark also has the generation,
//! and a mark of another generation counts as no mark.

use std::{fmt, str::FromStr};

use domain::{EventId, SeatNo, TicketId};
use thiserror::Error;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Error, Pool};

/// The end of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoorMark {
    generation: i64,
    /// The oldest transaction that may be missing in the list.
    transaction: u64,
}

/// The text is not a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is the `mark` of the list before")]
pub struct BadDoorMark;

impl fmt::Display for DoorMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.generation, self.transaction)
    }
}

impl FromStr for DoorMark {
    type Err = BadDoorMark;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (generation, transaction) = text.split_once('-').ok_or(BadDoorMark)?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(generation) || !digits(transaction) {
            return Err(BadDoorMark);
        }
        let (generation, transaction) = (generation.parse(), transaction.parse());
        Ok(Self {
            generation: generation.map_err(|_| BadDoorMark)?,
            transaction: transaction.map_err(|_| BadDoorMark)?,
        })
    }
}

/// A ticket, as a door keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorTicketRow {
    /// Its number.
    pub ticket: TicketId,
    /// Its seat.
    pub seat: SeatNo,
    /// Whether it is void.
    pub is_void: bool,
    /// The time by the door's clock, and the name of the door that admitted it. None if no door
    /// did.
    pub admitted: Option<(OffsetDateTime, String)>,
}

/// The mark of a list that is read after this call.
pub async fn door_mark(pool: &Pool) -> Result<DoorMark, Error> {
    let row = sqlx::query!(
        r#"select (select max(generation) from history) as "generation!",
                  pg_snapshot_xmin(pg_current_snapshot())::text as "transaction!""#
    )
    .fetch_one(pool)
    .await?;
    let transaction = row
        .transaction
        .parse()
        .map_err(|_| Error::Corrupt(format!("the transaction `{}`", row.transaction)))?;
    Ok(DoorMark {
        generation: row.generation,
        transaction,
    })
}

/// The tickets of an event that were issued, made void or admitted since a mark. All tickets if
/// there is no mark, or the mark belongs to another history. In order of their identifiers. At most
/// as many as were ever issued for the event.
pub async fn door_tickets(
    pool: &Pool,
    event: EventId,
    since: Option<DoorMark>,
) -> Result<Vec<DoorTicketRow>, Error> {
    let rows = sqlx::query!(
        r#"select t.id, t.seat_no, t.voided_at is not null as "is_void!", s.at as "at?", s.door as "door?"
           from ticket t
           left join ticket_scan s on s.event_id = t.event_id and s.ticket_id = t.id and s.outcome = 'admitted' and s.event_id = $1
           where t.event_id = $1
             and ($2::bigint is null or $2::bigint <> (select max(generation) from history)
                  or t.changed_in >= $3::text::xid8 or s.changed_in >= $3::text::xid8)
           order by t.id"#,
        event.0,
        since.map(|mark| mark.generation),
        since.map(|mark| mark.transaction.to_string())
    )
    .fetch_all(pool)
    .await?;
    let ticket = |id: Uuid, seat_no: i32, is_void, admitted| DoorTicketRow {
        ticket: TicketId(id),
        seat: SeatNo(seat_no.unsigned_abs()),
        is_void,
        admitted,
    };
    Ok(rows
        .into_iter()
        .map(|row| ticket(row.id, row.seat_no, row.is_void, row.at.zip(row.door)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_reads_back_and_other_texts_are_refused() {
        let mark = DoorMark {
            generation: 28_000_000,
            transaction: u64::MAX,
        };
        assert_eq!(mark.to_string().parse(), Ok(mark));
        for text in [
            "",
            "-",
            "1",
            "1-",
            "-1",
            "1--1",
            "+1-1",
            "1-+1",
            " 1-1",
            "1-18446744073709551616",
            "9223372036854775808-1",
            "a-b",
        ] {
            assert_eq!(text.parse::<DoorMark>(), Err(BadDoorMark), "{text}");
        }
    }
}
