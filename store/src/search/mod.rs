//! Finding events. One contract, whichever engine answers: an engine gives the numbers of events in order and a cursor; what is shown of
//! them comes from the tables, so that it is exact.

mod cursor;
mod highlight;
pub mod meilisearch;
mod postgres;
mod spelling;
mod synonyms;
mod words;

use std::sync::Arc;

use domain::{
    EventId,
    catalogue::{Engine, EventFilter, EventSort, EventsPage, Facets, MAX_EVENTS_PAGE, is_a_time},
};
use time::OffsetDateTime;

use crate::{Error, Pool, listings::Listings};
use meilisearch::{Fault, Meilisearch};
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
    /// The counts of what could be narrowed down to, where the engine gives them with the rest.
    facets: Option<Facets>,
}

/// Who answers searches: Meilisearch where there is one and it answers, else PostgreSQL. Clones share what is known of the server.
#[derive(Debug, Clone)]
pub struct Search {
    pool: Pool,
    server: Option<Meilisearch>,
    listings: Arc<Listings>,
}

impl Search {
    /// A search over what is in the database, by this server if there is one.
    #[must_use]
    pub fn new(pool: Pool, server: Option<Meilisearch>) -> Self {
        Self { pool, server, listings: Arc::default() }
    }

    /// Something was changed that lists show, or may have been, of this event, or where none is named of any: it is read anew.
    pub fn forget(&self, event: Option<EventId>) {
        self.listings.forget(event);
    }

    /// Reads what lists show of the events to come into memory, at leisure.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn read_ahead(&self) -> Result<(), Error> {
        self.listings.read_ahead(&self.pool).await
    }

    /// The search server, if there is one.
    #[must_use]
    pub fn server(&self) -> Option<&Meilisearch> {
        self.server.as_ref()
    }

    /// The events that a filter lets through, a page at a time.
    ///
    /// # Errors
    /// `BadCursor` for a cursor of another list; else the database's failures. A search server's failures are none: PostgreSQL answers.
    pub async fn events(&self, filter: &EventFilter) -> Result<EventsPage, Error> {
        let filter = EventFilter { limit: filter.limit.clamp(1, MAX_EVENTS_PAGE), ..filter.clone() };
        let sort = match filter.sort {
            EventSort::Distance if filter.near.is_none() => EventSort::Date,
            EventSort::Relevance if filter.q.is_none() => EventSort::Date,
            sort => sort,
        };
        let (mut found, engine) = self.find(&filter, sort).await?;
        let mut events = self.listings.of(&self.pool, &found.events, filter.near).await?;
        if filter.highlights
            && let Some(meaning) = &found.meaning
        {
            for event in &mut events {
                event.highlights = Some(highlight::highlights(event, meaning));
            }
        }
        let facets = match found.facets.take() {
            Some(facets) if filter.facets => Some(facets),
            None if filter.facets => Some(postgres::facets(&self.pool, &filter, &found).await?),
            _ => None,
        };
        Ok(EventsPage { events, next_cursor: found.next_cursor, limit: filter.limit, engine, facets })
    }

    async fn find(&self, filter: &EventFilter, sort: EventSort) -> Result<(Found, Engine), Error> {
        if let Some(server) = self.server.as_ref().filter(|server| server.is_up()) {
            match server.find(filter, sort).await {
                Ok(found) => {
                    server.did_well();
                    return Ok((found, Engine::Meilisearch));
                }
                Err(Fault::BadCursor) => return Err(Error::BadCursor),
                Err(fault) if fault.is_of_one_search() => server.did_badly(&fault),
                Err(fault) => server.went_down(&fault),
            }
        }
        Ok((postgres::find(&self.pool, filter, sort).await?, Engine::Postgres))
    }
}

/// Documents written anew in one transaction.
const ANEW: i64 = 500;

/// Writes every document anew that says something else than what it is about, and tells how far it is: how many of how many. Triggers keep
/// documents in step; this mends what an older version left behind.
///
/// # Errors
/// The database's failures. What was mended until then stays so.
pub async fn refresh(pool: &Pool, progress: &mut (dyn FnMut(u64, u64) + Send)) -> Result<u64, Error> {
    let total = sqlx::query_scalar!(r#"select count(*) as "count!" from event"#).fetch_one(pool).await?.unsigned_abs();
    let (mut done, mut last) = (0, 0);
    loop {
        progress(done, total.max(done));
        let mut tx = pool.begin().await?;
        let events = sqlx::query_scalar!("select id from event where id > $1 order by id limit $2", last, ANEW).fetch_all(&mut *tx).await?;
        let Some(&end) = events.last() else { return Ok(done) };
        sqlx::query!("select search_lock($1)", &events).execute(&mut *tx).await?;
        sqlx::query!("select search_refresh($1)", &events).execute(&mut *tx).await?;
        tx.commit().await?;
        done += events.len() as u64;
        last = end;
    }
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
    Ok(turned.fetch_one(&pool.with_deadline(crate::deadline::COMMAND)).await?.unsigned_abs())
}

/// A moment of a cursor. Anybody can write one that says anything.
fn moment(micros: i64) -> Result<OffsetDateTime, Error> {
    let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).ok();
    moment.filter(|moment| is_a_time(*moment)).ok_or(Error::BadCursor)
}

/// Microseconds since 1970.
fn micros(moment: OffsetDateTime) -> i64 {
    i64::try_from(moment.unix_timestamp_nanos() / 1000).unwrap_or_default()
}
