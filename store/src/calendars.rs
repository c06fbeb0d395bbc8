//! Details of events that appear in calendars but not in lists.

use std::collections::HashMap;

use domain::EventId;
use time::OffsetDateTime;

use crate::{Error, Pool};

/// Details of an event that appear in calendars but not in lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDetail {
    /// Street and number of the venue; empty if nobody entered it.
    pub address: String,
    /// When the event was last changed.
    pub changed_at: OffsetDateTime,
}

/// These details of each event. Deleted events are left out.
///
/// # Errors
/// The database failed.
pub async fn details(
    pool: &Pool,
    events: &[EventId],
) -> Result<HashMap<EventId, CalendarDetail>, Error> {
    let events: Vec<i32> = events.iter().map(|event| event.0).collect();
    let rows = sqlx::query!(
        "select d.event_id, d.changed_at, v.address from search_document d join venue v on v.id = d.venue_id where d.event_id = any ($1)",
        &events
    )
    .fetch_all(pool)
    .await?;
    let detail = |address, changed_at| CalendarDetail {
        address,
        changed_at,
    };
    Ok(rows
        .into_iter()
        .map(|row| (EventId(row.event_id), detail(row.address, row.changed_at)))
        .collect())
}
