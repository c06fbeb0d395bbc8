//! Finding events. One contract, whichever engine answers: `find` gives the numbers of events in order and a cursor; what is shown of
//! them comes from the tables, so that it is exact.

mod cursor;
mod highlight;
mod postgres;
mod spelling;
mod synonyms;
mod words;

use domain::{
    EventId,
    catalogue::{Engine, EventFilter, EventSort, EventsPage, MAX_EVENTS_PAGE},
};

use crate::{Error, Pool, events};
use words::Meaning;

/// What an engine found.
#[derive(Debug, Default)]
struct Found {
    /// The events, in order.
    events: Vec<i32>,
    /// Where the next page begins.
    next_cursor: Option<String>,
    /// How many of the words were left out, because nothing has them all.
    left_out: usize,
    /// What the words were taken to mean.
    meaning: Option<Meaning>,
}

/// The events that a filter lets through, a page at a time.
///
/// # Errors
/// `BadCursor` for a cursor of another list; else the database's failures.
pub async fn events(pool: &Pool, filter: &EventFilter) -> Result<EventsPage, Error> {
    let filter = EventFilter { limit: filter.limit.clamp(1, MAX_EVENTS_PAGE), ..filter.clone() };
    let sort = match filter.sort {
        EventSort::Distance if filter.near.is_none() => EventSort::Date,
        EventSort::Relevance if filter.q.is_none() => EventSort::Date,
        sort => sort,
    };
    let found = postgres::find(pool, &filter, sort).await?;
    let mut events = events::summaries(pool, &found.events, filter.near).await?;
    if filter.highlights
        && let Some(meaning) = &found.meaning
    {
        for event in &mut events {
            event.highlights = Some(highlight::highlights(event, meaning));
        }
    }
    let facets = if filter.facets { Some(postgres::facets(pool, &filter, &found).await?) } else { None };
    Ok(EventsPage { events, next_cursor: found.next_cursor, limit: filter.limit, engine: Engine::Postgres, facets })
}

/// Tells the search which of these events have sold out, or have seats again, or of all events to come; how many those are.
///
/// # Errors
/// The database's failures.
pub async fn count_seats(pool: &Pool, events: Option<&[EventId]>) -> Result<u32, Error> {
    let events: Option<Vec<i32>> = events.map(|events| events.iter().map(|event| event.0).collect());
    let turned = sqlx::query_scalar!(
        r#"select search_count_seats(coalesce($1, array(select event_id from search_document where ends_at > now()))) as "turned!""#,
        events.as_deref() as Option<&[i32]>
    );
    Ok(turned.fetch_one(pool).await?.unsigned_abs())
}
