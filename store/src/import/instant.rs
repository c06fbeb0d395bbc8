//! The instants that the times of a file mean. The database knows the rules of time zones.

use domain::import::{EventTime, Fault, WallInstant, wall_instant};
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::venue::FoundVenue;
use crate::Error;

/// The instant that a file means. Adds faults and remarks with their place.
pub(super) async fn instant(
    connection: &mut PgConnection,
    venue: &FoundVenue,
    time: EventTime,
    place: &str,
    (faults, notes): (&mut Vec<Fault>, &mut Vec<Fault>),
) -> Result<Option<OffsetDateTime>, Error> {
    let wall = match time {
        EventTime::Instant(instant) => return Ok(Some(instant)),
        EventTime::Wall(wall) => wall,
    };
    let query = sqlx::query_scalar!(
        r#"select wall_instants($1, $2) as "at!""#,
        venue.timezone,
        wall
    );
    match wall_instant(wall, &venue.timezone, query.fetch_one(connection).await?) {
        Ok(WallInstant { at, note }) => {
            notes.extend(note.map(|note| Fault::new(place, note)));
            Ok(Some(at))
        }
        Err(what) => {
            faults.push(Fault::new(place, what));
            Ok(None)
        }
    }
}
