//! The seats of an event, and the log of their changes.

use domain::{
    EventId, SeatNo, SeatStatus,
    live::{Frame, PackedStatuses, Position, SeatMap},
};
use sqlx::PgExecutor;

use crate::{Error, Pool};

/// Every seat of an event at one version. None if the event is not up for sale.
pub async fn seat_map(
    database: impl PgExecutor<'_>,
    event: EventId,
) -> Result<Option<SeatMap>, Error> {
    // A single statement has a single snapshot, so version and statuses belong together.
    let row = sqlx::query!(
        r#"
        select epoch + (select max(generation) from history) as "epoch!", v, array(
            select s.status from seat_status s where s.event_id = $1 order by s.seat_no
        ) as "statuses!"
        from event_version where event_id = $1
        "#,
        event.0
    )
    .fetch_optional(database)
    .await?;
    Ok(row.map(|row| {
        let statuses = PackedStatuses::from_statuses(
            row.statuses
                .iter()
                .map(|status| SeatStatus::from_bits(*status as u8)),
        );
        SeatMap::new(
            Position {
                epoch: row.epoch,
                version: row.v,
            },
            statuses,
        )
    }))
}

/// The position of an event's history. None if the event is not up for sale.
pub async fn position(
    database: impl PgExecutor<'_>,
    event: EventId,
) -> Result<Option<Position>, Error> {
    let row = sqlx::query!(
        r#"select epoch + (select max(generation) from history) as "epoch!", v from event_version where event_id = $1"#,
        event.0
    )
    .fetch_optional(database)
    .await?;
    Ok(row.map(|row| Position {
        epoch: row.epoch,
        version: row.v,
    }))
}

/// The positions of these events' histories, in one query.
pub async fn positions(pool: &Pool, events: &[EventId]) -> Result<Vec<(EventId, Position)>, Error> {
    let ids: Vec<i32> = events.iter().map(|event| event.0).collect();
    let rows = sqlx::query!(
        r#"select event_id, epoch + (select max(generation) from history) as "epoch!", v from event_version where event_id = any($1)"#,
        &ids
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            (
                EventId(row.event_id),
                Position {
                    epoch: row.epoch,
                    version: row.v,
                },
            )
        })
        .collect())
}

/// A frame of the log with its age.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedFrame {
    /// The changes of one version.
    pub frame: Frame,
    /// Seconds since it was written, by the database's clock.
    pub age_seconds: f64,
}

/// The frames after a version, in order, at most `limit` of them.
pub async fn frames_after(
    database: impl PgExecutor<'_>,
    event: EventId,
    version: i64,
    limit: u32,
) -> Result<Vec<LoggedFrame>, Error> {
    let rows = sqlx::query!(
        r#"select v, frame, extract(epoch from clock_timestamp() - at)::double precision as "age!"
           from seat_log where event_id = $1 and v > $2 order by v limit $3"#,
        event.0,
        version,
        i64::from(limit)
    )
    .fetch_all(database)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| LoggedFrame {
            frame: Frame {
                after: row.v - 1,
                version: row.v,
                changes: row.frame.into_iter().map(unpack).collect(),
            },
            age_seconds: row.age.max(0.0),
        })
        .collect())
}

/// Decodes a change of the log: seat number × 4 + status.
pub(crate) fn unpack(packed: i32) -> (SeatNo, SeatStatus) {
    let packed = packed.unsigned_abs();
    (
        SeatNo(packed >> 2),
        SeatStatus::from_bits((packed & 3) as u8),
    )
}
