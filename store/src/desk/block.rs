//! Blocks seats for the organiser, and unblocks them.

use domain::{EventId, SeatNo, live::Position};
use sqlx::PgConnection;

use super::{Batch, run, seat_number};
use crate::Error;

/// Seats to block or unblock. The outcome is the number of changed seats; held and sold seats stay
/// unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockSeats {
    /// The seats.
    pub seats: Vec<SeatNo>,
    /// True to block, false to unblock.
    pub on: bool,
}

/// The arguments of the SQL function for the blocks of a batch. `seats` has the number of seats of
/// each block, and `seat` has all seats.
#[derive(Debug, Default)]
pub(super) struct BlockArguments {
    pub on: Vec<bool>,
    pub seats: Vec<i32>,
    pub seat: Vec<i32>,
}

impl BlockArguments {
    pub fn push(&mut self, block: &BlockSeats) {
        self.on.push(block.on);
        self.seats.push(block.seats.len() as i32);
        self.seat
            .extend(block.seats.iter().map(|seat| seat_number(*seat)));
    }
}

pub(super) fn outcomes(changed: Option<Vec<i32>>) -> Vec<u32> {
    changed
        .into_iter()
        .flatten()
        .map(i32::unsigned_abs)
        .collect()
}

/// The outcome of blocking or unblocking seats in a transaction of the caller.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BlockOutcome {
    /// The number of changed seats.
    pub changed: u32,
    /// The new position of the event's history, if a seat changed. If the caller sends it after the
    /// commit (`notify::seats_changed`), other servers see the change at once, otherwise at their
    /// next poll.
    pub reached: Option<Position>,
}

/// Blocks or unblocks seats in a transaction that the caller began, for imports and operators'
/// commands. Locks the event's version before anything else, as every writer of seats does.
pub async fn block_in(
    connection: &mut PgConnection,
    event: EventId,
    seats: Vec<SeatNo>,
    on: bool,
) -> Result<BlockOutcome, Error> {
    let batch = Batch::from_iter([&BlockSeats { seats, on }]);
    let Some(outcome) = run(connection, event, &batch).await? else {
        return Ok(BlockOutcome::default());
    };
    let changed = outcome
        .of::<BlockSeats>()?
        .first()
        .copied()
        .unwrap_or_default();
    let reached = outcome.frame.map(|frame| Position {
        version: frame.version,
        ..outcome.found
    });
    Ok(BlockOutcome { changed, reached })
}
