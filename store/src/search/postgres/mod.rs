//! The search that is always available: PostgreSQL's full-text search, with the handling of typos
//! in `words.rs`.
//!
//! The query text is assembled from the filters that are present, so that each search gets a
//! suitable plan. Everything from outside is a bound value.

mod facets;
mod filters;
mod order;

use domain::catalogue::{Engine, EventFilter, EventSort};
use sqlx::{FromRow, Postgres, QueryBuilder};
use time::OffsetDateTime;

use super::{
    EngineResults,
    cursor::Cursor,
    micros, moment,
    words::{self, Meaning},
};
use crate::{Error, Pool};

pub(super) use facets::facets;

use filters::ResolvedFilter;

/// The most words that a found event may lack, if no event has all words.
const MOST_LEFT_OUT: usize = 2;

/// A found event with its sort keys.
#[derive(Debug, FromRow)]
struct FoundRow {
    event_id: i32,
    a: i64,
    b: i64,
    c: i64,
}

/// The events that match a filter, in this order.
///
/// # Errors
/// `BadCursor` if the cursor belongs to another list.
pub(super) async fn find(
    pool: &Pool,
    filter: &EventFilter,
    sort: EventSort,
) -> Result<EngineResults, Error> {
    let limit = filter.limit as usize;
    let cursor = filter
        .cursor
        .as_deref()
        .map(|text| Cursor::parse(text, sort))
        .transpose()?;
    let began = cursor.map(|cursor| moment(cursor.as_of)).transpose()?;
    let as_of = began.unwrap_or_else(OffsetDateTime::now_utc);
    let meaning = match &filter.q {
        Some(q) => Some(words::understand(pool, q, began).await?),
        None => None,
    };
    if meaning.as_ref().is_some_and(Meaning::is_hopeless) {
        return Ok(EngineResults {
            meaning,
            ..EngineResults::default()
        });
    }
    let most = meaning
        .as_ref()
        .map_or(0, |meaning| meaning.len() - 1)
        .min(MOST_LEFT_OUT);
    let mut left_out = cursor.map_or(0, |cursor| words_left_out(&cursor).min(most));
    let venues = filters::venues(pool, filter).await?;
    let mut wanted = ResolvedFilter {
        filter,
        as_of,
        wide: None,
        venues,
    };
    let narrow = meaning.as_ref().map(Meaning::narrow).unwrap_or_default();
    let rows = loop {
        wanted.wide = meaning.as_ref().map(|meaning| meaning.wide(left_out));
        let mut query = query(&wanted, sort, &narrow, cursor.as_ref())?;
        // Planned for each call, because no single plan suits all values.
        let rows: Vec<FoundRow> = query
            .build_query_as()
            .persistent(false)
            .fetch_all(pool)
            .await?;
        if !rows.is_empty() || cursor.is_some() || left_out == most {
            break rows;
        }
        left_out += 1;
    };
    let more = rows.len() > limit;
    let next_cursor = rows.get(limit - 1).filter(|_| more).map(|last| {
        let keys = [last.a, last.b, last.c];
        let seen = cursor
            .map_or(0, |cursor| cursor.seen)
            .saturating_add(filter.limit);
        let (as_of, left_out) = (micros(as_of), left_out as u16);
        Cursor {
            engine: Engine::Postgres,
            sort,
            as_of,
            left_out,
            unfinished: 0,
            seen,
            keys,
            id: last.event_id,
            before: [0; 2],
        }
        .write()
    });
    let events = rows
        .into_iter()
        .take(limit)
        .map(|row| row.event_id)
        .collect();
    Ok(EngineResults {
        events,
        next_cursor,
        left_out,
        meaning,
        facets: None,
    })
}

/// The words that some of these events lack, as they were typed.
pub(super) async fn lacking(
    pool: &Pool,
    meaning: &Meaning,
    events: &[i32],
) -> Result<Vec<String>, Error> {
    let (typed, queries) = meaning.each();
    let lacking = sqlx::query_scalar!(
        r#"
        select asked.typed as "typed!"
        from unnest($1::text[], $2::text[]) with ordinality asked (typed, query, place)
        where exists (select from search_document d where d.event_id = any ($3) and not d.words @@ asked.query::tsquery)
        order by asked.place
        "#,
        &typed,
        &queries,
        events
    );
    Ok(lacking.fetch_all(pool).await?)
}

fn words_left_out(cursor: &Cursor) -> usize {
    match cursor.engine {
        Engine::Postgres => usize::from(cursor.left_out),
        Engine::Meilisearch => cursor.left_out.count_ones() as usize,
    }
}

fn query(
    wanted: &ResolvedFilter<'_>,
    sort: EventSort,
    narrow: &str,
    cursor: Option<&Cursor>,
) -> Result<QueryBuilder<Postgres>, Error> {
    let mut query = QueryBuilder::new("");
    let foreign = cursor.filter(|cursor| cursor.engine != Engine::Postgres && !cursor.is_shared());
    let cursor = if foreign.is_some() { None } else { cursor };
    match sort {
        EventSort::Relevance => order::by_relevance(&mut query, wanted, narrow, cursor),
        EventSort::Price => order::by_price(&mut query, wanted, cursor)?,
        EventSort::Distance => order::by_distance(&mut query, wanted, cursor)?,
        EventSort::Date => order::by_date(&mut query, wanted, cursor)?,
    }
    // One event more than requested shows whether there is another page.
    query
        .push(" limit ")
        .push_bind(i64::from(wanted.filter.limit) + 1);
    if let Some(foreign) = foreign {
        query.push(" offset ").push_bind(i64::from(foreign.seen));
    }
    Ok(query)
}
