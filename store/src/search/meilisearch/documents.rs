//! What the index holds of an event: its words, folded as they are for PostgreSQL, and what can be filtered and sorted by. Nothing that is
//! shown comes from it.

use serde::Serialize;
use sqlx::PgConnection;

use crate::Error;

/// One event in the index.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    pub id: i32,
    title: String,
    performers: Vec<String>,
    series: Option<String>,
    venue: String,
    city: String,
    country: String,
    kind: String,
    description: String,
    /// The day in words.
    day: String,
    category: String,
    /// The town as it is written.
    town: String,
    /// On the venue's wall, as `2026-12`.
    month: String,
    venue_id: i32,
    performer_ids: Vec<i32>,
    /// Moments are microseconds since 1970, which is what cursors carry.
    starts: i64,
    ends: i64,
    on_sale: i64,
    cancelled: bool,
    sold_out: bool,
    accessible: bool,
    price: i64,
    /// For ranking: 0 what can be bought, 1 what is not on sale yet, 2 what has sold out, 3 what was cancelled.
    sale: i32,
    #[serde(rename = "_geo")]
    place: Place,
}

#[derive(Debug, Serialize)]
struct Place {
    lat: f64,
    lng: f64,
}

/// The documents of these events, of those that are up for sale.
///
/// # Errors
/// The database's failures.
pub(super) async fn of(connection: &mut PgConnection, events: &[i32]) -> Result<Vec<Document>, Error> {
    let rows = sqlx::query!(
        r#"
        select d.event_id as "id!", search_fold(e.title) as "title!",
            array(select search_fold(p.name) from event_performer ep join performer p on p.id = ep.performer_id
                  where ep.event_id = e.id order by ep.position) as "performers!",
            (select search_fold(s.title) from series s where s.id = e.series_id) as "series",
            search_fold(v.name) as "venue!", search_fold(v.city) as "city!", 'country' || lower(v.country) as "country!",
            search_fold(e.category) as "kind!", search_fold(e.description) as "description!",
            search_fold(to_char(e.starts_at at time zone v.timezone, 'FMday dy FMDD FMmonth mon YYYY')) as "day!",
            d.category as "category!", v.city as "town!", to_char(e.starts_at at time zone v.timezone, 'YYYY-MM') as "month!",
            d.venue_id as "venue_id!", d.performers as "performer_ids!",
            (extract(epoch from d.starts_at) * 1000000)::bigint as "starts!",
            (extract(epoch from d.ends_at) * 1000000)::bigint as "ends!",
            (extract(epoch from d.on_sale_at) * 1000000)::bigint as "on_sale!",
            d.cancelled as "cancelled!", d.sold_out as "sold_out!", d.accessible as "accessible!", d.price_from as "price!",
            case when d.cancelled then 3 when d.sold_out then 2 when d.on_sale_at > now() then 1 else 0 end as "sale!",
            v.lat as "lat!", v.lon as "lon!"
        from search_document d
        join event e on e.id = d.event_id
        join venue v on v.id = e.venue_id
        where d.event_id = any ($1)
        "#,
        events
    )
    .fetch_all(connection)
    .await?;
    let documents = rows.into_iter().map(|row| Document {
        id: row.id,
        title: row.title,
        performers: row.performers,
        series: row.series,
        venue: row.venue,
        city: row.city,
        country: row.country,
        kind: row.kind,
        description: row.description,
        day: row.day,
        category: row.category,
        town: row.town,
        month: row.month,
        venue_id: row.venue_id,
        performer_ids: row.performer_ids,
        starts: row.starts,
        ends: row.ends,
        on_sale: row.on_sale,
        cancelled: row.cancelled,
        sold_out: row.sold_out,
        accessible: row.accessible,
        price: row.price,
        sale: row.sale,
        place: Place { lat: row.lat, lng: row.lon },
    });
    Ok(documents.collect())
}
