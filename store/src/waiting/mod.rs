//! The waiting room of an event (`migrations/0018_waiting_room.sql` to `0021_line_steps.sql`): its
//! row, through which servers coordinate, its draws with their entries, and its line.
//!
//! The functions lock the row of the room and never the event's version, so no sale waits for a
//! room. Only the database's clock decides.

pub mod draws;
pub mod entries;
pub mod line;
pub mod rooms;

use crate::Error;

/// Converts the number of a draw. 0 means no draw.
pub(crate) fn draw_number(draw: i16) -> Result<u8, Error> {
    u8::try_from(draw).map_err(|_| Error::Corrupt(format!("the draw {draw}")))
}
