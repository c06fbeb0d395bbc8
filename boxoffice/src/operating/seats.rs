//! Blocks and unblocks seats by their names.

use domain::{
    EventId, SeatNo, SeatStatus,
    plan::{PlanIndex, named_seats, seat_name},
};
use serde_json::json;
use store::{
    Pool, desk, notify, operating,
    operating::SeatNow,
    operator_actions::{self, NewAction, Operator},
};

use super::OperatingError;

/// What to do if a command names seats that buyers hold or bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenSeatPolicy {
    /// Change nothing, and name each of these seats.
    Refuse,
    /// Leave these seats, and block the rest.
    Skip,
}

/// The result of blocking or unblocking.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BlockReport {
    /// The number of changed seats.
    pub changed: u32,
    /// The number of seats that already had the requested status.
    pub unchanged: u32,
    /// The names of the skipped seats, each with the reason.
    pub skipped: Vec<String>,
}

/// Blocks seats: nobody can hold them until they are unblocked.
///
/// # Errors
/// If the plan lacks some of the seats, if buyers have some and these are not skipped, or if the
/// database fails. The error names each of these seats.
pub async fn block(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    names: &[String],
    taken: TakenSeatPolicy,
) -> Result<BlockReport, OperatingError> {
    change(pool, operator, event, names, true, taken).await
}

/// Unblocks seats: they are available again.
///
/// # Errors
/// If the plan lacks some of the seats, if buyers have some, or if the database fails. The error
/// names each of these seats.
pub async fn unblock(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    names: &[String],
) -> Result<BlockReport, OperatingError> {
    change(pool, operator, event, names, false, TakenSeatPolicy::Refuse).await
}

async fn change(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    names: &[String],
    on: bool,
    taken: TakenSeatPolicy,
) -> Result<BlockReport, OperatingError> {
    // The seats of an event and their names never change, so they can be looked up before the lock
    // is taken.
    let plan = plan_of(pool, event).await?;
    let wanted = named_seats(&plan, names).map_err(OperatingError::Refused)?;

    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let sale = operating::lock(&mut tx, event)
        .await?
        .ok_or(OperatingError::UnknownEvent)?;
    // A lapsed hold has to end before its seat is blocked.
    let lapsed = desk::run(
        &mut tx,
        event,
        &desk::Batch::from_iter([&desk::Expire {
            limit: u32::from(u16::MAX),
        }]),
    )
    .await?;
    let seats = operating::seats(&mut tx, event, &wanted).await?;
    let (available, had): (Vec<SeatNow>, Vec<SeatNow>) = seats
        .into_iter()
        .partition(|seat| matches!(seat.status, SeatStatus::Available | SeatStatus::Blocked));
    let had: Vec<String> = had.iter().map(|seat| described(&plan, seat)).collect();
    if taken == TakenSeatPolicy::Refuse && !had.is_empty() {
        return Err(OperatingError::Refused(had));
    }
    let from = if on {
        SeatStatus::Available
    } else {
        SeatStatus::Blocked
    };
    let change: Vec<SeatNo> = available
        .iter()
        .filter(|seat| seat.status == from)
        .map(|seat| seat.seat)
        .collect();
    let mut done = BlockReport {
        changed: 0,
        unchanged: (available.len() - change.len()) as u32,
        skipped: had,
    };
    if change.is_empty() {
        return Ok(done);
    }
    let blocked = desk::block_in(&mut tx, event, change.clone(), on).await?;
    done.changed = blocked.changed;
    let details = json!({"seats": names, "plan": sale.plan_hash, "changed": done.changed, "numbers": ranges(&change)});
    let action = NewAction {
        action: if on { "block" } else { "unblock" },
        event: Some(event),
        details,
    };
    operator_actions::record(&mut tx, operator, &action).await?;
    tx.commit().await.map_err(store::Error::from)?;

    let ended = lapsed.and_then(|outcome| {
        Some(domain::live::Position {
            version: outcome.frame?.version,
            ..outcome.found
        })
    });
    if let Some(reached) = blocked.reached.or(ended)
        && let Err(error) = notify::seats_changed(pool, &[(event, reached)]).await
    {
        tracing::warn!(%error, "could not notify the servers; they see the change at their next poll");
    }
    Ok(done)
}

/// The plan of an event.
pub(super) async fn plan_of(pool: &Pool, event: EventId) -> Result<PlanIndex, OperatingError> {
    let terms = store::events::terms(pool, event)
        .await?
        .ok_or(OperatingError::UnknownEvent)?;
    let plan = store::plans::plan(pool, &terms.plan_hash).await?;
    let plan = plan.ok_or_else(|| {
        store::Error::Corrupt(format!("an event without its plan {}", terms.plan_hash))
    })?;
    Ok(PlanIndex::new(plan))
}

/// Why a seat is skipped.
fn described(plan: &PlanIndex, seat: &SeatNow) -> String {
    let name = seat_name(plan, seat.seat);
    match seat.held_until {
        Some(until) => format!(
            "{name} is held by a buyer until {:02}:{:02}:{:02} UTC",
            until.hour(),
            until.minute(),
            until.second()
        ),
        None => format!("{name} is sold"),
    }
}

/// Seat numbers as ranges, for the record: `0-11,14`.
fn ranges(seats: &[SeatNo]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for seat in seats {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == seat.0 => *last = seat.0,
            _ => ranges.push((seat.0, seat.0)),
        }
    }
    let written = |(first, last): &(u32, u32)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        }
    };
    ranges.iter().map(written).collect::<Vec<_>>().join(",")
}
