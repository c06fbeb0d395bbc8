//! Searches for events. Both engines have the same contract: an engine returns the numbers of
//! events in order, and a cursor. The shown data comes from the tables, so it is exact.

mod currencies;
mod cursor;
mod highlight;
pub mod meilisearch;
mod postgres;
mod spelling;
mod synonyms;
mod words;

use std::sync::Arc;

use domain::{
    Currency, EventId,
    catalogue::{Engine, EventFilter, EventSort, EventsPage, Facets, MAX_EVENTS_PAGE, is_a_time},
};
use time::OffsetDateTime;

use crate::{Error, Pool, listings::Listings};
use currencies::Currencies;
use meilisearch::{Meilisearch, SearchServerError};
use words::Meaning;

/// The result of an engine.
#[derive(Debug, Default)]
struct EngineResults {
    /// The events, in order.
    events: Vec<i32>,
    /// The cursor of the next page.
    next_cursor: Option<String>,
    /// The number of words that were left out because no event has all of them.
    left_out: usize,
    /// The meaning of the words.
    meaning: Option<Meaning>,
    /// The counts for further filters, if the engine returns them with the result.
    facets: Option<Facets>,
}

/// The search engines: Meilisearch if it is configured and answers, else PostgreSQL. Clones share
/// the known state of the server.
#[derive(Debug, Clone)]
pub struct SearchEngines {
    pool: Pool,
    server: Option<Meilisearch>,
    listings: Arc<Listings>,
    currencies: Currencies,
}

impl SearchEngines {
    /// A search in this database, with this server if there is one.
    #[must_use]
    pub fn new(pool: Pool, server: Option<Meilisearch>) -> Self {
        Self {
            pool,
            server,
            listings: Arc::default(),
            currencies: Currencies::default(),
        }
    }

    /// Removes this event from memory, because its list entry changed or may have changed. None
    /// removes all events.
    pub fn forget(&self, event: Option<EventId>) {
        self.listings.forget(event);
    }

    /// Reads the list entries of future events into memory, slowly.
    pub async fn read_ahead(&self) -> Result<(), Error> {
        self.listings.read_ahead(&self.pool).await
    }

    /// The currencies of future events, the most common one first.
    pub async fn currencies(&self) -> Result<Arc<[Currency]>, Error> {
        self.currencies.of(&self.pool).await
    }

    /// The search server, if there is one.
    #[must_use]
    pub fn server(&self) -> Option<&Meilisearch> {
        self.server.as_ref()
    }

    /// One page of the events that match a filter.
    ///
    /// # Errors
    /// `BadCursor` if the cursor belongs to another list. If the search server fails, PostgreSQL
    /// answers.
    pub async fn events(&self, filter: &EventFilter) -> Result<EventsPage, Error> {
        let mut filter = EventFilter {
            limit: filter.limit.clamp(1, MAX_EVENTS_PAGE),
            ..filter.clone()
        };
        if filter.max_price.is_some() && filter.currency.is_none() {
            filter.currency = self.currencies().await?.first().copied();
        }
        let sort = match filter.sort {
            EventSort::Distance if filter.near.is_none() => EventSort::Date,
            EventSort::Relevance if filter.q.is_none() => EventSort::Date,
            sort => sort,
        };
        let (mut found, engine) = self.find(&filter, sort).await?;
        let mut events = self
            .listings
            .of(&self.pool, &found.events, filter.near)
            .await?;
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
        let left_out = if filter.highlights {
            self.left_out(&filter, &found).await?
        } else {
            Vec::new()
        };
        Ok(EventsPage {
            events,
            next_cursor: found.next_cursor,
            limit: filter.limit,
            engine,
            facets,
            left_out,
        })
    }

    /// The words of a search that some of the found events lack.
    async fn left_out(
        &self,
        filter: &EventFilter,
        found: &EngineResults,
    ) -> Result<Vec<String>, Error> {
        let lacks = found.left_out > 0
            || found
                .meaning
                .as_ref()
                .is_some_and(|meaning| !meaning.missing().is_empty());
        let Some(q) = filter
            .q
            .as_ref()
            .filter(|_| lacks && !found.events.is_empty())
        else {
            return Ok(Vec::new());
        };
        let meaning = words::understand(&self.pool, q, None).await?;
        let mut left_out = meaning.missing().to_vec();
        if found.left_out > 0 {
            left_out.extend(postgres::lacking(&self.pool, &meaning, &found.events).await?);
        }
        Ok(left_out)
    }

    async fn find(
        &self,
        filter: &EventFilter,
        sort: EventSort,
    ) -> Result<(EngineResults, Engine), Error> {
        if let Some(server) = self.server.as_ref().filter(|server| server.is_up()) {
            match server.find(filter, sort).await {
                Ok(found) => {
                    server.did_well();
                    return Ok((found, Engine::Meilisearch));
                }
                Err(SearchServerError::BadCursor) => return Err(Error::BadCursor),
                Err(fault) if fault.is_of_one_search() => server.did_badly(&fault),
                Err(fault) => server.went_down(&fault),
            }
        }
        Ok((
            postgres::find(&self.pool, filter, sort).await?,
            Engine::Postgres,
        ))
    }
}

/// The number of documents that one transaction compares and rewrites.
const BATCH: i64 = 500;

/// Rewrites every document that differs from its event. Calls `progress` with the number of
/// finished and of all documents. Triggers keep documents up to date; this repairs what an older
/// version left.
///
/// # Errors
/// The database failed. The documents that it has already repaired stay repaired.
pub async fn refresh(
    pool: &Pool,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<u64, Error> {
    let total = sqlx::query_scalar!(r#"select count(*) as "count!" from event"#)
        .fetch_one(pool)
        .await?
        .unsigned_abs();
    let (mut done, mut last) = (0, 0);
    loop {
        progress(done, total.max(done));
        let mut tx = pool.begin().await?;
        let events = sqlx::query_scalar!(
            "select id from event where id > $1 order by id limit $2",
            last,
            BATCH
        )
        .fetch_all(&mut *tx)
        .await?;
        let Some(&end) = events.last() else {
            return Ok(done);
        };
        sqlx::query!("select search_lock($1)", &events)
            .execute(&mut *tx)
            .await?;
        sqlx::query!("select search_refresh($1)", &events)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        done += events.len() as u64;
        last = end;
    }
}

/// Updates the search documents of these events: whether each is sold out, and the lowest available
/// price. None: all future events with a taken seat. Returns the number of changes.
pub async fn count_seats(pool: &Pool, events: Option<&[EventId]>) -> Result<u32, Error> {
    let events: Option<Vec<i32>> =
        events.map(|events| events.iter().map(|event| event.0).collect());
    let turned = sqlx::query_scalar!(
        r#"select search_count_seats(coalesce($1, array(
               select d.event_id from search_document d join event_version count on count.event_id = d.event_id
               where d.ends_at > now() and (count.held + count.sold + count.blocked > 0 or d.sold_out)
           ))) as "turned!""#,
        events.as_deref() as Option<&[i32]>
    );
    Ok(turned
        .fetch_one(&pool.with_deadline(crate::deadline::COMMAND))
        .await?
        .unsigned_abs())
}

/// The moment of a cursor. It may be out of range, because anybody can write a cursor.
fn moment(micros: i64) -> Result<OffsetDateTime, Error> {
    let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).ok();
    moment
        .filter(|moment| is_a_time(*moment))
        .ok_or(Error::BadCursor)
}

/// Microseconds since 1970.
fn micros(moment: OffsetDateTime) -> i64 {
    i64::try_from(moment.unix_timestamp_nanos() / 1000).unwrap_or_default()
}
