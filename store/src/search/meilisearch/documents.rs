//! The documents of the index: the words of an event, folded as for PostgreSQL, and the fields for
//! filters and sorting. Pages show no data from the index.

use domain::Currency;
use serde::Serialize;
use sqlx::PgConnection;

use crate::{Error, search::currencies::UNPRICED_NUMBER};

/// An event in the index.
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
    /// The day, in words.
    day: String,
    category: String,
    /// The town, in its original spelling.
    town: String,
    /// The month in the venue's calendar, as `2026-12`.
    month: String,
    venue_id: i32,
    performer_ids: Vec<i32>,
    /// Microseconds since 1970, as in cursors.
    starts: i64,
    ends: i64,
    on_sale: i64,
    cancelled: bool,
    sold_out: bool,
    accessible: bool,
    price: i64,
    /// `Currency::number`. An event without prices has the largest number, so that it comes last.
    currency: i64,
    /// For ranking: 0 on sale, 1 not on sale yet, 2 sold out, 3 cancelled.
    sale: i32,
    /// None if the position of the venue is unknown. Searches by distance do not find such an
    /// event.
    #[serde(rename = "_geo")]
    place: Option<IndexPoint>,
}

#[derive(Debug, Serialize)]
struct IndexPoint {
    lat: f64,
    lng: f64,
}

/// The documents of these events. An event that is not up for sale has none.
pub(super) async fn of(
    connection: &mut PgConnection,
    events: &[i32],
) -> Result<Vec<Document>, Error> {
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
            d.currency as "currency!",
            case when d.cancelled then 3 when d.sold_out then 2 when d.on_sale_at > now() then 1 else 0 end as "sale!",
            v.lat, v.lon
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
        currency: row
            .currency
            .parse::<Currency>()
            .map_or(UNPRICED_NUMBER, Currency::number),
        sale: row.sale,
        place: row
            .lat
            .zip(row.lon)
            .map(|(lat, lng)| IndexPoint { lat, lng }),
    });
    Ok(documents.collect())
}
