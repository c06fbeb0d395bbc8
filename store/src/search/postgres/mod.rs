//! The search that is always there: PostgreSQL's own full text, with what `words.rs` makes of typos.
//!
//! The query text is put together from the filters that there are, so that each search gets the plan that suits it; everything that comes
//! from outside is a bound value.

mod facets;
mod filters;
mod order;

use domain::catalogue::{Engine, EventFilter, EventSort};
use sqlx::{FromRow, Postgres, QueryBuilder};
use time::OffsetDateTime;

use super::{
    Found,
    cursor::Cursor,
    micros, moment,
    words::{self, Meaning},
};
use crate::{Error, Pool};

pub(super) use facets::facets;

use filters::Wanted;

/// After this many words of a search may be missing from what it finds, when nothing has them all.
const MOST_LEFT_OUT: usize = 2;

/// An event that was found, and what it was sorted by.
#[derive(Debug, FromRow)]
struct Row {
    event_id: i32,
    a: i64,
    b: i64,
    c: i64,
}

/// The events that a filter lets through, in this order.
///
/// # Errors
/// `BadCursor` for a cursor of another list; else the database's failures.
pub(super) async fn find(pool: &Pool, filter: &EventFilter, sort: EventSort) -> Result<Found, Error> {
    let limit = filter.limit as usize;
    let cursor = filter.cursor.as_deref().map(|text| Cursor::parse(text, sort)).transpose()?;
    let began = cursor.map(|cursor| moment(cursor.as_of)).transpose()?;
    let as_of = began.unwrap_or_else(OffsetDateTime::now_utc);
    let meaning = match &filter.q {
        Some(q) => Some(words::understand(pool, q, began).await?),
        None => None,
    };
    if meaning.as_ref().is_some_and(Meaning::is_hopeless) {
        return Ok(Found { meaning, ..Found::default() });
    }
    let most = meaning.as_ref().map_or(0, |meaning| meaning.len() - 1).min(MOST_LEFT_OUT);
    let mut left_out = cursor.map_or(0, |cursor| words_left_out(&cursor).min(most));
    let venues = filters::venues(pool, filter).await?;
    let mut wanted = Wanted { filter, as_of, wide: None, venues };
    let narrow = meaning.as_ref().map(Meaning::narrow).unwrap_or_default();
    let rows = loop {
        wanted.wide = meaning.as_ref().map(|meaning| meaning.wide(left_out));
        let mut query = query(&wanted, sort, &narrow, cursor.as_ref())?;
        // Planned for its values each time: one plan for all of them would suit none.
        let rows: Vec<Row> = query.build_query_as().persistent(false).fetch_all(pool).await?;
        if !rows.is_empty() || cursor.is_some() || left_out == most {
            break rows;
        }
        left_out += 1;
    };
    let more = rows.len() > limit;
    let next_cursor = rows.get(limit - 1).filter(|_| more).map(|last| {
        let keys = [last.a, last.b, last.c];
        let seen = cursor.map_or(0, |cursor| cursor.seen).saturating_add(filter.limit);
        let (as_of, left_out) = (micros(as_of), left_out as u16);
        Cursor { engine: Engine::Postgres, sort, as_of, left_out, unfinished: 0, seen, keys, id: last.event_id, before: [0; 2] }.write()
    });
    let events = rows.into_iter().take(limit).map(|row| row.event_id).collect();
    Ok(Found { events, next_cursor, left_out, meaning, facets: None })
}

fn words_left_out(cursor: &Cursor) -> usize {
    match cursor.engine {
        Engine::Postgres => usize::from(cursor.left_out),
        Engine::Meilisearch => cursor.left_out.count_ones() as usize,
    }
}

fn query(wanted: &Wanted<'_>, sort: EventSort, narrow: &str, cursor: Option<&Cursor>) -> Result<QueryBuilder<Postgres>, Error> {
    let mut query = QueryBuilder::new("");
    let foreign = cursor.filter(|cursor| cursor.engine != Engine::Postgres && !cursor.is_shared());
    let cursor = if foreign.is_some() { None } else { cursor };
    match sort {
        EventSort::Relevance => order::by_relevance(&mut query, wanted, narrow, cursor),
        EventSort::Price => order::by_price(&mut query, wanted, cursor)?,
        EventSort::Distance => order::by_distance(&mut query, wanted, cursor)?,
        EventSort::Date => order::by_date(&mut query, wanted, cursor)?,
    }
    // One more than asked for tells whether there is another page.
    query.push(" limit ").push_bind(i64::from(wanted.filter.limit) + 1);
    if let Some(foreign) = foreign {
        query.push(" offset ").push_bind(i64::from(foreign.seen));
    }
    Ok(query)
}
