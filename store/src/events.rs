//! Events as lists and pages show them.

use domain::{
    EventId, Money, PriceLevelId, SeriesId, VenueId,
    catalogue::{
        Availability, Engine, EventDetail, EventFilter, EventPage, EventSort, EventSummary, EventsPage, MAX_EVENTS_PAGE, OtherDate,
        PerformerRef, PriceLevel, SaleStatus, VenueRef,
    },
};
use sqlx::types::Json;
use time::OffsetDateTime;

use crate::{Error, EventKey, Pool, VenueKey, cursor::Cursor, venues};

/// A row of `event_listing`.
struct Listing {
    id: i32,
    slug: String,
    title: String,
    category: String,
    starts_at: OffsetDateTime,
    ends_at: OffsetDateTime,
    on_sale_at: OffsetDateTime,
    timezone: String,
    utc_offset_seconds: i32,
    venue_id: i32,
    venue_name: String,
    city: String,
    country: String,
    lat: f64,
    lon: f64,
    available: i32,
    sale_status: String,
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

    fn summary(self, distance_km: Option<f64>) -> Result<EventSummary, Error> {
        Ok(EventSummary {
            venue: self.venue(),
            price_from: self.price_from.zip(self.currency).map(|(amount, currency)| money(amount, &currency)).transpose()?,
            sale_status: sale_status(&self.sale_status)?,
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
            distance_km,
        })
    }
}

pub(crate) fn money(amount: i64, currency: &str) -> Result<Money, Error> {
    Ok(Money::new(amount, currency.parse().map_err(|fault| Error::Corrupt(format!("{fault}")))?))
}

fn sale_status(text: &str) -> Result<SaleStatus, Error> {
    Ok(match text {
        "not_yet" => SaleStatus::NotYet,
        "on_sale" => SaleStatus::OnSale,
        "sold_out" => SaleStatus::SoldOut,
        "ended" => SaleStatus::Ended,
        "cancelled" => SaleStatus::Cancelled,
        other => return Err(Error::Corrupt(format!("the sale status `{other}`"))),
    })
}

/// The events that a filter lets through, a page at a time.
///
/// # Errors
/// `BadCursor` for a cursor of another list; else the database's failures.
pub async fn list(pool: &Pool, filter: &EventFilter) -> Result<EventsPage, Error> {
    let limit = filter.limit.clamp(1, MAX_EVENTS_PAGE);
    let sort = match filter.sort {
        EventSort::Distance if filter.near.is_none() => EventSort::Date,
        EventSort::Relevance if filter.q.is_none() => EventSort::Date,
        sort => sort,
    };
    let cursor = filter.cursor.as_deref().map(|text| Cursor::parse(text, sort)).transpose()?;
    let words: Option<Vec<String>> = filter.q.as_deref().map(|q| {
        q.split(|letter: char| letter.is_whitespace() || letter == '\0').filter(|word| !word.is_empty()).take(8).map(like_pattern).collect()
    });
    let category = filter.category.as_deref().map(|category| category.replace('\0', "\u{fffd}"));
    let first_word = words.as_ref().and_then(|words| words.first().cloned());
    let sort_name = format!("{sort:?}").to_lowercase();

    let rows = sqlx::query!(
        r#"
        with listed as (
            select l.*, here.km,
                case $1
                    when 'price' then coalesce(l.price_from, 0)::double precision
                    when 'distance' then here.km
                    when 'relevance' then extract(epoch from l.starts_at)::double precision
                        + case when l.title ilike $2 then 0 else 1e10 end
                    else extract(epoch from l.starts_at)::double precision
                end as sort_key
            from event_listing l
            cross join lateral (
                -- Great-circle distance by the haversine formula, on a sphere of 6371 km.
                select 12742 * asin(least(1, sqrt(
                    power(sin(radians(l.lat - $3) / 2), 2)
                    + cos(radians($3)) * cos(radians(l.lat)) * power(sin(radians(l.lon - $4) / 2), 2)
                ))) as km
            ) here
            where (case when $5::timestamptz is null then l.ends_at > now() else l.starts_at >= $5 end)
              and ($6::timestamptz is null or l.starts_at < $6)
              and ($7::integer is null or l.venue_id = $7)
              and ($8::integer is null or exists (
                  select from event_performer ep where ep.event_id = l.id and ep.performer_id = $8))
              and ($9::text is null or l.category = $9)
              and ($10::double precision is null or here.km <= $10)
              and ($11::bigint is null or l.price_from <= $11)
              and ($12::text[] is null or not exists (
                  select from unnest($12::text[]) word
                  where concat_ws(' ', l.title, l.description, l.venue_name, l.city, l.category, l.performers::text) not ilike word))
        )
        select id as "id!", slug as "slug!", title as "title!", category as "category!", starts_at as "starts_at!", ends_at as "ends_at!",
            on_sale_at as "on_sale_at!", timezone as "timezone!", utc_offset_seconds as "utc_offset_seconds!", venue_id as "venue_id!",
            venue_name as "venue_name!", city as "city!", country as "country!", lat as "lat!", lon as "lon!", available as "available!",
            sale_status as "sale_status!", price_from, currency, performers as "performers!: Json<Vec<PerformerRef>>",
            km, sort_key as "sort_key!"
        from listed
        where $13::double precision is null or (sort_key, id) > ($13, $14::integer)
        order by sort_key, id
        limit $15
        "#,
        sort_name,
        first_word,
        filter.near.map(|near| near.lat),
        filter.near.map(|near| near.lon),
        filter.from,
        filter.to,
        filter.venue.map(|venue| venue.0),
        filter.performer.map(|performer| performer.0),
        category.as_deref(),
        filter.near.and(filter.radius_km),
        filter.max_price,
        words.as_deref() as Option<&[String]>,
        cursor.as_ref().map(|cursor| cursor.sort_key),
        cursor.as_ref().map(|cursor| cursor.id),
        i64::from(limit) + 1,
    )
    .fetch_all(pool)
    .await?;

    let more = rows.len() > limit as usize;
    let next_cursor = rows.get(limit as usize - 1).filter(|_| more).map(|last| Cursor { sort_key: last.sort_key, id: last.id }.write(sort));
    let events = rows
        .into_iter()
        .take(limit as usize)
        .map(|row| {
            // Without a place the formula gives half the globe: `least` passes over nulls.
            let distance = row.km.filter(|_| filter.near.is_some()).map(|km| (km * 10.0).round() / 10.0);
            Listing {
                id: row.id,
                slug: row.slug,
                title: row.title,
                category: row.category,
                starts_at: row.starts_at,
                ends_at: row.ends_at,
                on_sale_at: row.on_sale_at,
                timezone: row.timezone,
                utc_offset_seconds: row.utc_offset_seconds,
                venue_id: row.venue_id,
                venue_name: row.venue_name,
                city: row.city,
                country: row.country,
                lat: row.lat,
                lon: row.lon,
                available: row.available,
                sale_status: row.sale_status,
                price_from: row.price_from,
                currency: row.currency,
                performers: row.performers,
            }
            .summary(distance)
        })
        .collect::<Result<_, _>>()?;
    Ok(EventsPage { events, next_cursor, limit, engine: Engine::Postgres })
}

/// A word as a pattern that finds it anywhere: the pattern's own signs are taken literally.
fn like_pattern(word: &str) -> String {
    let mut pattern = String::from("%");
    for letter in word.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

/// An event with its venue, prices, availability and other dates.
///
/// # Errors
/// The database's failures.
pub async fn page(pool: &Pool, key: &EventKey) -> Result<Option<EventPage>, Error> {
    let (id, slug) = key.parts();
    let Some(row) = sqlx::query!(
        r#"
        select l.id as "id!", l.slug as "slug!", l.title as "title!", category as "category!", starts_at as "starts_at!", ends_at as "ends_at!",
            on_sale_at as "on_sale_at!", l.timezone as "timezone!", utc_offset_seconds as "utc_offset_seconds!", l.venue_id as "venue_id!",
            venue_name as "venue_name!", l.city as "city!", l.country as "country!", l.lat as "lat!", l.lon as "lon!", available as "available!",
            held as "held!", sold as "sold!", blocked as "blocked!", sale_status as "sale_status!", price_from, currency,
            performers as "performers!: Json<Vec<PerformerRef>>",
            l.description as "description!", hold_seconds as "hold_seconds!", max_seats as "max_seats!", series_id, plan_hash as "plan_hash!",
            plan.capacity as "capacity!",
            (select e.avoid_single_seats from event e where e.id = l.id) as "avoid_single_seats!"
        from event_listing l
        join seating_plan plan on plan.hash = l.plan_hash
        where l.id = $1 or l.slug = $2
        "#,
        id,
        slug,
    )
    .fetch_optional(pool)
    .await?
    else {
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
    let duration = row.ends_at - row.starts_at;
    let event = EventDetail {
        description: row.description,
        duration_minutes: u32::try_from(duration.whole_minutes()).unwrap_or_default(),
        facilities,
        hold_seconds: row.hold_seconds.unsigned_abs(),
        max_seats: row.max_seats.unsigned_abs(),
        avoid_single_seats: row.avoid_single_seats,
        summary: Listing {
            id: row.id,
            slug: row.slug,
            title: row.title,
            category: row.category,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            on_sale_at: row.on_sale_at,
            timezone: row.timezone,
            utc_offset_seconds: row.utc_offset_seconds,
            venue_id: row.venue_id,
            venue_name: row.venue_name,
            city: row.city,
            country: row.country,
            lat: row.lat,
            lon: row.lon,
            available: row.available,
            sale_status: row.sale_status,
            price_from: row.price_from,
            currency: row.currency,
            performers: row.performers,
        }
        .summary(None)?,
    };
    Ok(Some(EventPage { event, venue, price_levels: price_levels(pool, event_id).await?, availability, other_dates }))
}

/// The prices of an event, the dearest first.
///
/// # Errors
/// The database's failures.
pub async fn price_levels(pool: &Pool, event: EventId) -> Result<Vec<PriceLevel>, Error> {
    let rows = sqlx::query!("select id, name, color, amount, currency from price_level where event_id = $1 order by position, id", event.0)
        .fetch_all(pool)
        .await?;
    rows.into_iter()
        .map(|row| Ok(PriceLevel { id: PriceLevelId(row.id), name: row.name, color: row.color, price: money(row.amount, &row.currency)? }))
        .collect()
}

/// The ranges of seats of each price level: first seat, last seat, level.
///
/// # Errors
/// The database's failures.
pub async fn seat_prices(pool: &Pool, event: EventId) -> Result<Vec<(u32, u32, PriceLevelId)>, Error> {
    let rows =
        sqlx::query!("select first_seat, last_seat, price_level_id from event_seat_price where event_id = $1 order by first_seat", event.0)
            .fetch_all(pool)
            .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.first_seat.unsigned_abs(), row.last_seat.unsigned_abs(), PriceLevelId(row.price_level_id)))
        .collect())
}

/// What the desk needs of an event: its plan's hash and what a booking may have.
///
/// # Errors
/// The database's failures.
pub async fn terms(pool: &Pool, event: EventId) -> Result<Option<Terms>, Error> {
    let row = sqlx::query!("select plan_hash, max_seats, avoid_single_seats, revision from event where id = $1", event.0)
        .fetch_optional(pool)
        .await?;
    row.map(|row| {
        let plan_hash = row.plan_hash.parse().map_err(|_| Error::Corrupt(format!("the plan hash `{}`", row.plan_hash)))?;
        Ok(Terms { plan_hash, max_seats: row.max_seats.unsigned_abs(), avoid_single_seats: row.avoid_single_seats, revision: row.revision })
    })
    .transpose()
}

/// What the desk needs of an event.
#[derive(Debug, Clone)]
pub struct Terms {
    /// Its seating plan.
    pub plan_hash: domain::plan::PlanHash,
    /// How many seats one booking may have.
    pub max_seats: u32,
    /// Whether a choice that leaves a single seat is refused.
    pub avoid_single_seats: bool,
    /// Rises with every change of the event or its prices.
    pub revision: i32,
}

/// The number of an event.
///
/// # Errors
/// The database's failures.
pub async fn id_of(pool: &Pool, key: &EventKey) -> Result<Option<EventId>, Error> {
    let (id, slug) = key.parts();
    let id = sqlx::query_scalar!("select id from event where id = $1 or slug = $2", id, slug).fetch_optional(pool).await?;
    Ok(id.map(EventId))
}

async fn other_dates(pool: &Pool, series: SeriesId, event: EventId) -> Result<Vec<OtherDate>, Error> {
    let rows = sqlx::query!(
        r#"
        select id as "id!", slug as "slug!", starts_at as "starts_at!", timezone as "timezone!", utc_offset_seconds as "utc_offset_seconds!",
            venue_id as "venue_id!", venue_name as "venue_name!", city as "city!", country as "country!", lat as "lat!", lon as "lon!",
            sale_status as "sale_status!"
        from event_listing
        where series_id = $1 and id <> $2 and ends_at > now()
        order by starts_at, id
        limit 50
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
