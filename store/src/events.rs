//! Reads events for lists and pages.

use domain::{
    EventId, PriceLevelId, SeriesId, VenueId,
    catalogue::{
        Availability, EventDetail, EventPage, EventSummary, OtherDate, Pause, PerformerRef,
        PriceLevel, SaleStatus, VenueRef,
    },
    plan::PlanHash,
};
use sqlx::types::Json;
use time::OffsetDateTime;

use crate::{Error, EventKey, Pool, VenueKey, decode::money, venues};

/// A row of `event_listing`.
struct Listing {
    id: i32,
    slug: String,
    title: String,
    category: String,
    starts_at: OffsetDateTime,
    ends_at: OffsetDateTime,
    on_sale_at: OffsetDateTime,
    on_sale_utc_offset_seconds: i32,
    timezone: String,
    utc_offset_seconds: i32,
    venue_id: i32,
    venue_name: String,
    city: String,
    country: String,
    lat: Option<f64>,
    lon: Option<f64>,
    available: i32,
    sale_status: String,
    paused_at: Option<OffsetDateTime>,
    pause_reason: Option<String>,
    price_from: Option<i64>,
    currency: Option<String>,
    performers: Json<Vec<PerformerRef>>,
}

impl Listing {
    fn venue(&self) -> VenueRef {
        VenueRef {
            id: VenueId(self.venue_id),
            name: self.venue_name.clone(),
            city: self.city.clone(),
            country: self.country.clone(),
            lat: self.lat,
            lon: self.lon,
        }
    }

    fn summary(self) -> Result<EventSummary, Error> {
        Ok(EventSummary {
            venue: self.venue(),
            price_from: self
                .price_from
                .zip(self.currency)
                .map(|(amount, currency)| money(amount, &currency))
                .transpose()?,
            sale_status: sale_status(&self.sale_status)?,
            paused: self.paused_at.map(|_| Pause {
                reason: self.pause_reason,
            }),
            id: EventId(self.id),
            slug: self.slug,
            title: self.title,
            category: self.category,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            timezone: self.timezone,
            utc_offset_seconds: self.utc_offset_seconds,
            performers: self.performers.0,
            seats_available: self.available.unsigned_abs(),
            on_sale_at: self.on_sale_at,
            on_sale_utc_offset_seconds: self.on_sale_utc_offset_seconds,
            distance_km: None,
            highlights: None,
        })
    }
}

pub(crate) fn sale_status(text: &str) -> Result<SaleStatus, Error> {
    Ok(match text {
        "not_yet" => SaleStatus::NotYet,
        "on_sale" => SaleStatus::OnSale,
        "sold_out" => SaleStatus::SoldOut,
        "ended" => SaleStatus::Ended,
        "cancelled" => SaleStatus::Cancelled,
        other => return Err(Error::Corrupt(format!("the sale status `{other}`"))),
    })
}

/// The list entries of these events, in no particular order. Events that no longer exist are left
/// out.
pub(crate) async fn summaries(pool: &Pool, events: &[i32]) -> Result<Vec<EventSummary>, Error> {
    let rows = sqlx::query_as!(
        Listing,
        r#"
        select l.id as "id!", slug as "slug!", title as "title!", category as "category!", starts_at as "starts_at!", ends_at as "ends_at!",
            on_sale_at as "on_sale_at!", on_sale_utc_offset_seconds as "on_sale_utc_offset_seconds!", timezone as "timezone!",
            utc_offset_seconds as "utc_offset_seconds!", venue_id as "venue_id!",
            venue_name as "venue_name!", city as "city!", country as "country!", lat, lon, available as "available!",
            sale_status as "sale_status!", paused_at, pause_reason, price_from, currency, performers as "performers!: Json<Vec<PerformerRef>>"
        from event_listing l
        where l.id = any ($1)
        "#,
        events,
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(Listing::summary).collect()
}

/// An event with its venue, prices, availability and other dates.
pub async fn page(pool: &Pool, key: &EventKey) -> Result<Option<EventPage>, Error> {
    let (id, slug) = key.parts();
    let Some(row) = sqlx::query!(
        r#"
        select e.id, e.description, e.hold_seconds, e.max_seats, coalesce(e.buyer_limit, 2 * e.max_seats) as "buyer_limit!",
            e.avoid_single_seats, e.series_id, e.plan_hash, e.venue_id, plan.capacity,
            count.available, count.held, count.sold, count.blocked
        from event e
        join seating_plan plan on plan.hash = e.plan_hash
        join event_version count on count.event_id = e.id
        where e.id = $1 or e.slug = $2
        "#,
        id,
        slug,
    )
    .fetch_optional(pool)
    .await?
    else {
        return Ok(None);
    };
    let Some(summary) = summaries(pool, &[row.id]).await?.pop() else {
        return Ok(None);
    };

    let event_id = EventId(row.id);
    let venue = venues::page(pool, &VenueKey::Id(VenueId(row.venue_id)))
        .await?
        .ok_or_else(|| Error::Corrupt(format!("an event without its venue {}", row.venue_id)))?;
    let mut venue = venue.venue;
    venue.capacity = row.capacity.unsigned_abs();
    venue.seating_plan_url = Some(venues::plan_url(&row.plan_hash));

    let availability = Availability {
        available: row.available.unsigned_abs(),
        held: row.held.unsigned_abs(),
        sold: row.sold.unsigned_abs(),
        blocked: row.blocked.unsigned_abs(),
    };
    let other_dates = match row.series_id {
        Some(series) => other_dates(pool, SeriesId(series), event_id).await?,
        None => Vec::new(),
    };
    let facilities = venue.facilities.clone();
    let duration = summary.ends_at - summary.starts_at;
    let event = EventDetail {
        description: row.description,
        duration_minutes: u32::try_from(duration.whole_minutes()).unwrap_or_default(),
        facilities,
        hold_seconds: row.hold_seconds.unsigned_abs(),
        max_seats: row.max_seats.unsigned_abs(),
        buyer_limit: row.buyer_limit.unsigned_abs(),
        avoid_single_seats: row.avoid_single_seats,
        summary,
    };
    Ok(Some(EventPage {
        event,
        venue,
        price_levels: price_levels(pool, event_id).await?,
        availability,
        other_dates,
    }))
}

/// The price levels of an event, the most expensive first.
pub async fn price_levels(pool: &Pool, event: EventId) -> Result<Vec<PriceLevel>, Error> {
    let rows = sqlx::query!("select id, name, color, amount, currency from price_level where event_id = $1 order by position, id", event.0)
        .fetch_all(pool)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PriceLevel {
                id: PriceLevelId(row.id),
                name: row.name,
                color: row.color,
                price: money(row.amount, &row.currency)?,
            })
        })
        .collect()
}

/// The terms of an event, for its sale desk.
pub async fn terms(pool: &Pool, event: EventId) -> Result<Option<Terms>, Error> {
    let row = sqlx::query!("select plan_hash, max_seats, avoid_single_seats, hold_extension, revision from event where id = $1", event.0)
        .fetch_optional(pool)
        .await?;
    row.map(|row| {
        let plan_hash = plan_hash(&row.plan_hash)?;
        Ok(Terms {
            plan_hash,
            max_seats: row.max_seats.unsigned_abs(),
            avoid_single_seats: row.avoid_single_seats,
            hold_extension: row.hold_extension,
            revision: row.revision,
        })
    })
    .transpose()
}

/// The terms and the prices of an event at one moment, for its sale desk. One statement reads both,
/// because a first hold waits for it.
pub async fn priced_terms(pool: &Pool, event: EventId) -> Result<Option<PricedTerms>, Error> {
    let row = sqlx::query!(
        r#"
        select e.plan_hash, e.max_seats, e.avoid_single_seats, e.hold_extension, e.revision,
            exists (select from price_type t where t.event_id = e.id) as "has_price_types!",
            prices.first_seats as "first_seats!", prices.last_seats as "last_seats!", prices.of_levels as "of_levels!",
            levels.ids as "ids!", levels.names as "names!", levels.colors as "colors!", levels.amounts as "amounts!",
            levels.currencies as "currencies!"
        from event e
        cross join lateral (
            select coalesce(array_agg(p.first_seat order by p.first_seat), '{}') as first_seats,
                coalesce(array_agg(p.last_seat order by p.first_seat), '{}') as last_seats,
                coalesce(array_agg(p.price_level_id order by p.first_seat), '{}') as of_levels
            from event_seat_price p where p.event_id = e.id
        ) prices
        cross join lateral (
            select coalesce(array_agg(l.id order by l.id), '{}') as ids, coalesce(array_agg(l.name order by l.id), '{}') as names,
                coalesce(array_agg(l.color order by l.id), '{}') as colors, coalesce(array_agg(l.amount order by l.id), '{}') as amounts,
                coalesce(array_agg(l.currency order by l.id), '{}') as currencies
            from price_level l where l.event_id = e.id
        ) levels
        where e.id = $1
        "#,
        event.0
    )
    .fetch_optional(pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let ranges = row
        .first_seats
        .into_iter()
        .zip(row.last_seats)
        .zip(row.of_levels);
    let levels = row
        .ids
        .into_iter()
        .zip(row.names)
        .zip(row.colors)
        .zip(row.amounts)
        .zip(row.currencies);
    Ok(Some(PricedTerms {
        terms: Terms {
            plan_hash: plan_hash(&row.plan_hash)?,
            max_seats: row.max_seats.unsigned_abs(),
            avoid_single_seats: row.avoid_single_seats,
            hold_extension: row.hold_extension,
            revision: row.revision,
        },
        ranges: ranges
            .map(|((first, last), level)| {
                (
                    first.unsigned_abs(),
                    last.unsigned_abs(),
                    PriceLevelId(level),
                )
            })
            .collect(),
        levels: levels
            .map(|((((id, name), color), amount), currency)| {
                Ok(PriceLevel {
                    id: PriceLevelId(id),
                    name,
                    color,
                    price: money(amount, &currency)?,
                })
            })
            .collect::<Result<_, Error>>()?,
        has_price_types: row.has_price_types,
    }))
}

fn plan_hash(text: &str) -> Result<PlanHash, Error> {
    text.parse()
        .map_err(|_| Error::Corrupt(format!("the plan hash `{text}`")))
}

/// The terms and prices of an event, for its sale desk.
#[derive(Debug, Clone)]
pub struct PricedTerms {
    /// The terms.
    pub terms: Terms,
    /// The price level of each range of seats: first seat, last seat, level. In order and without
    /// overlaps.
    pub ranges: Vec<(u32, u32, PriceLevelId)>,
    /// The price levels, in no particular order.
    pub levels: Vec<PriceLevel>,
    /// Whether it has price types.
    pub has_price_types: bool,
}

/// The terms of an event, for its sale desk.
#[derive(Debug, Clone)]
pub struct Terms {
    /// Its seating plan.
    pub plan_hash: PlanHash,
    /// The most seats of one booking.
    pub max_seats: u32,
    /// Whether a hold is refused if it leaves a single seat.
    pub avoid_single_seats: bool,
    /// Whether a buyer may ask for more time to pay.
    pub hold_extension: bool,
    /// Rises with every change of the event or its prices.
    pub revision: i32,
}

/// The number of an event.
pub async fn id_of(pool: &Pool, key: &EventKey) -> Result<Option<EventId>, Error> {
    let (id, slug) = key.parts();
    let id = sqlx::query_scalar!("select id from event where id = $1 or slug = $2", id, slug)
        .fetch_optional(pool)
        .await?;
    Ok(id.map(EventId))
}

async fn other_dates(
    pool: &Pool,
    series: SeriesId,
    event: EventId,
) -> Result<Vec<OtherDate>, Error> {
    let rows = sqlx::query!(
        r#"
        select id as "id!", slug as "slug!", title as "title!", starts_at as "starts_at!", timezone as "timezone!",
            utc_offset_seconds as "utc_offset_seconds!", venue_id as "venue_id!", venue_name as "venue_name!", city as "city!", country as "country!", lat, lon,
            sale_status as "sale_status!"
        from (
            -- A long series must not hide the dates of the event's own title.
            select listed.* from event_listing listed
            where listed.series_id = $1 and listed.id <> $2 and listed.ends_at > now()
            order by listed.title <> (select own.title from event own where own.id = $2), listed.starts_at, listed.id
            limit 50
        ) nearest
        order by starts_at, id
        "#,
        series.0,
        event.0
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(OtherDate {
                id: EventId(row.id),
                slug: row.slug,
                title: row.title,
                starts_at: row.starts_at,
                timezone: row.timezone,
                utc_offset_seconds: row.utc_offset_seconds,
                venue: VenueRef {
                    id: VenueId(row.venue_id),
                    name: row.venue_name,
                    city: row.city,
                    country: row.country,
                    lat: row.lat,
                    lon: row.lon,
                },
                sale_status: sale_status(&row.sale_status)?,
            })
        })
        .collect()
}
