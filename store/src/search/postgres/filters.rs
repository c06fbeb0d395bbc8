//! Translates filters into SQL. Only filters that are present become part of the query.

use domain::catalogue::EventFilter;
use sqlx::{Postgres, QueryBuilder};
use time::OffsetDateTime;

use crate::{Error, Pool};

/// A filter, with the data that must be read before the search.
#[derive(Debug)]
pub(super) struct ResolvedFilter<'a> {
    pub filter: &'a EventFilter,
    /// The moment that decides what is over or on sale.
    pub as_of: OffsetDateTime,
    /// The text search query that documents must match.
    pub wide: Option<String>,
    /// The venues within the radius. The planner can estimate how many events these venues have,
    /// but not how many events are within a circle.
    pub venues: Option<Vec<i32>>,
}

/// The venues within the filter's radius, if it has one.
pub(super) async fn venues(pool: &Pool, filter: &EventFilter) -> Result<Option<Vec<i32>>, Error> {
    let (Some(near), Some(radius)) = (filter.near, filter.radius_km) else {
        return Ok(None);
    };
    let venues = sqlx::query_scalar!(
        r#"
        select v.id from venue v, (select search_spot($1, $2) as spot, search_chord($3) as chord offset 0) here
        where v.spot <@ cube_enlarge(here.spot, here.chord, 3) and v.spot <-> here.spot <= here.chord
        order by v.id
        "#,
        near.lat,
        near.lon,
        radius
    );
    Ok(Some(venues.fetch_all(pool).await?))
}

/// Adds `where` with every filter, over `search_document d`.
pub(super) fn push_filters(query: &mut QueryBuilder<Postgres>, wanted: &ResolvedFilter<'_>) {
    let ResolvedFilter {
        filter,
        as_of,
        wide,
        ..
    } = wanted;
    let as_of = *as_of;
    query.push(" where ");
    match filter.from {
        Some(from) => query.push("d.starts_at >= ").push_bind(from),
        // An event lasts three days at most, so an event that began before that is over. The index
        // has only beginnings.
        None => query
            .push("d.ends_at > ")
            .push_bind(as_of)
            .push(" and d.starts_at > ")
            .push_bind(as_of - time::Duration::days(4)),
    };
    if let Some(to) = filter.to {
        query.push(" and d.starts_at < ").push_bind(to);
    }
    if let Some(wide) = wide {
        query
            .push(" and d.words @@ ")
            .push_bind(wide.clone())
            .push("::tsquery");
    }
    if let Some(venue) = filter.venue {
        query.push(" and d.venue_id = ").push_bind(venue.0);
    }
    if let Some(performer) = filter.performer {
        query
            .push(" and d.performers @> array[")
            .push_bind(performer.0)
            .push("]");
    }
    if let Some(category) = &filter.category {
        query
            .push(" and d.category = ")
            .push_bind(category.replace('\0', "\u{fffd}"));
    }
    if let Some(max_price) = filter.max_price {
        query.push(" and d.price_from <= ").push_bind(max_price);
        // Without a known currency, nothing is for sale.
        query.push(" and d.currency = ").push_bind(
            filter
                .currency
                .map(|currency| currency.code().to_owned())
                .unwrap_or_default(),
        );
    }
    if filter.on_sale {
        query
            .push(" and not d.cancelled and not d.sold_out and d.on_sale_at <= ")
            .push_bind(as_of);
        query.push(" and d.ends_at > ").push_bind(as_of);
    }
    if filter.accessible {
        query.push(" and d.accessible");
    }
    if let Some(venues) = &wanted.venues {
        query
            .push(" and d.venue_id = any (")
            .push_bind(venues.clone())
            .push(")");
    }
}
