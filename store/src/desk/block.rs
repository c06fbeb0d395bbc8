//! Blocking seats for the organiser, and unblocking them.

use domain::{EventId, SeatNo, live::Position};
use sqlx::PgConnection;

use super::{Batch, run, seat_number};
use crate::Error;

/// Seats to be blocked or unblocked. How many changed is the outcome: seats that are held or sold are left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The seats.
    pub seats: Vec<SeatNo>,
    /// Whether they are blocked; else unblocked.
    pub on: bool,
}

/// The blocks of a batch, as the SQL function takes them. `seats` counts the seats of each, `seat` lists those of all.
#[derive(Debug, Default)]
pub(super) struct BlockArguments {
    pub on: Vec<bool>,
    pub seats: Vec<i32>,
    pub seat: Vec<i32>,
}

impl BlockArguments {
    pub fn push(&mut self, block: &Block) {
        self.on.push(block.on);
        self.seats.push(block.seats.len() as i32);
        self.seat.extend(block.seats.iter().map(|seat| seat_number(*seat)));
    }
}

pub(super) fn outcomes(changed: Option<Vec<i32>>) -> Vec<u32> {
    changed.into_iter().flatten().map(i32::unsigned_abs).collect()
}

/// What came of blocking or unblocking seats in somebody's transaction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BlockedIn {
    /// How many seats changed.
    pub changed: u32,
    /// How far the event's history has come, if a seat changed. Other servers see the change at once if the caller notifies them of
    /// this after the commit (`notify::seats_changed`), and at their next poll otherwise.
    pub reached: Option<Position>,
}

/// Blocks or unblocks seats of an event in a transaction that the caller began, as an import and an operator's command do. Locks the
/// event's version, as every writer of seats does, before anything else.
///
/// # Errors
/// The database's failures.
pub async fn block_in(connection: &mut PgConnection, event: EventId, seats: Vec<SeatNo>, on: bool) -> Result<BlockedIn, Error> {
    let batch = Batch::from_iter([&Block { seats, on }]);
    let Some(outcome) = run(connection, event, &batch).await? else { return Ok(BlockedIn::default()) };
    let changed = outcome.of::<Block>()?.first().copied().unwrap_or_default();
    let reached = outcome.frame.map(|frame| Position { version: frame.version, ..outcome.found });
    Ok(BlockedIn { changed, reached })
}
