//! Counts how many events each further filter would leave.

use domain::catalogue::{EventFilter, Facets};
use sqlx::{Postgres, QueryBuilder};
use time::OffsetDateTime;

use super::{
    EngineResults,
    filters::{ResolvedFilter, push_filters, venues},
};
use crate::{Error, Pool};

/// The counts of all events that match the filter, on every page.
pub(crate) async fn facets(
    pool: &Pool,
    filter: &EventFilter,
    found: &EngineResults,
) -> Result<Facets, Error> {
    let mut facets = Facets::default();
    let wide = match &found.meaning {
        Some(meaning) if meaning.is_hopeless() => return Ok(facets),
        Some(meaning) => Some(meaning.wide(found.left_out)),
        None => None,
    };
    let wanted = ResolvedFilter {
        filter,
        as_of: OffsetDateTime::now_utc(),
        wide,
        venues: venues(pool, filter).await?,
    };
    let mut query: QueryBuilder<Postgres> = QueryBuilder::new(
        "with found as (select d.category, d.venue_id, d.starts_at from search_document d",
    );
    push_filters(&mut query, &wanted);
    query.push(
        ") select 'category' as facet, category as choice, count(*) as events from found group by category
           union all
           select 'city', v.city, count(*) from found join venue v on v.id = found.venue_id group by v.city
           union all
           select 'month', to_char(found.starts_at at time zone v.timezone, 'YYYY-MM'), count(*)
           from found join venue v on v.id = found.venue_id group by 2",
    );
    let rows: Vec<(String, String, i64)> = query
        .build_query_as()
        .persistent(false)
        .fetch_all(pool)
        .await?;
    for (facet, choice, events) in rows {
        let counts = match facet.as_str() {
            "category" => &mut facets.category,
            "city" => &mut facets.city,
            _ => &mut facets.month,
        };
        counts.insert(choice, events.unsigned_abs());
    }
    Ok(facets)
}
