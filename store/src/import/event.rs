//! Putting one event.

use domain::{
    EventId, VenueId,
    import::{EventTime, Fault, NewEvent, resolve, resolve::LevelRange, slug_of},
    plan::{PlanIndex, SeatingPlan},
};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use super::{ImportError, Put, plan::find_venue, price};
use crate::Error;

/// What an event becomes once the database has been asked about everything that it names.
struct Resolved {
    slug: String,
    venue: VenueId,
    plan_hash: String,
    starts_at: OffsetDateTime,
    ends_at: OffsetDateTime,
    on_sale_at: Option<OffsetDateTime>,
    ranges: Vec<LevelRange>,
    blocked: Vec<i32>,
}

/// Puts an event. Faults are found before anything is written.
pub(super) async fn put(tx: &mut PgConnection, event: &NewEvent, taken: &[String]) -> Result<(EventId, String, Put), ImportError> {
    let resolved = resolve(tx, event, taken).await?;
    let known = sqlx::query!("select id, plan_hash from event where slug = $1 for update", resolved.slug).fetch_optional(&mut *tx).await?;
    let put = match known {
        None => (create(tx, event, &resolved).await?, Put::Created),
        Some(known) if known.plan_hash != resolved.plan_hash => {
            let what = format!("the event `{}` is there with another seating plan, and an event keeps its plan", resolved.slug);
            return Err(Fault::new(format!("{}/plan", event.pointer), what).into());
        }
        Some(known) => {
            let id = EventId(known.id);
            (id, update(tx, id, event, &resolved).await?)
        }
    };
    Ok((put.0, resolved.slug, put.1))
}

async fn resolve(tx: &mut PgConnection, event: &NewEvent, taken: &[String]) -> Result<Resolved, ImportError> {
    let at = |field: &str| format!("{}/{field}", event.pointer);
    let Some((venue, _)) = find_venue(tx, &event.venue).await? else {
        return Err(Fault::new(at("venue"), format!("there is no venue `{}`; import its plan first", event.venue)).into());
    };
    let starts_at = instant(tx, venue, event.starts_at).await?;
    let ends_at = starts_at + Duration::minutes(i64::from(event.duration_minutes));
    let on_sale_at = match event.on_sale_at {
        Some(time) => Some(instant(tx, venue, time).await?),
        None => None,
    };
    let slug = match &event.slug {
        Some(slug) => slug.clone(),
        None => made_slug(tx, venue, event, starts_at, taken).await?,
    };
    let mut faults = Vec::new();
    if on_sale_at.is_some_and(|on_sale_at| on_sale_at >= starts_at) {
        faults.push(Fault::new(at("on_sale_at"), "sales open before the event begins"));
    }
    // An event that is there keeps its plan where the file names none, even if the venue has a newer one by now.
    let known =
        sqlx::query!("select id, plan_hash from event where slug = $1 and venue_id = $2", slug, venue.0).fetch_optional(&mut *tx).await?;
    let wanted = event.plan.as_deref().or(known.as_ref().map(|known| known.plan_hash.as_str()));
    let Some((plan_hash, plan)) = find_plan(tx, venue, wanted).await? else {
        let what = match &event.plan {
            Some(plan) => format!("the venue `{}` has no seating plan `{plan}`", event.venue),
            None => format!("the venue `{}` has no seating plan", event.venue),
        };
        faults.push(Fault::new(at("plan"), what));
        return Err(ImportError::Faults(faults));
    };
    let plan = PlanIndex::new(plan);
    let ranges = resolve::level_ranges(&plan, &event.price_levels, &event.pointer).unwrap_or_else(|found| {
        faults.extend(found);
        Vec::new()
    });
    let blocked = resolve::places(&plan, &event.blocked, &at("blocked")).unwrap_or_else(|found| {
        faults.extend(found);
        Vec::new()
    });
    if let Some(known) = known {
        faults.extend(price::check_removals(tx, EventId(known.id), &event.price_levels, &event.pointer).await?);
    }
    if !faults.is_empty() {
        return Err(ImportError::Faults(faults));
    }
    let blocked = blocked.into_iter().map(|seat| seat.0 as i32).collect();
    Ok(Resolved { slug, venue, plan_hash, starts_at, ends_at, on_sale_at, ranges, blocked })
}

/// What the clock on the venue's wall means.
async fn instant(tx: &mut PgConnection, venue: VenueId, time: EventTime) -> Result<OffsetDateTime, Error> {
    match time {
        EventTime::Instant(instant) => Ok(instant),
        EventTime::Wall(wall) => {
            let query =
                sqlx::query_scalar!(r#"select $1::timestamp at time zone timezone as "at!" from venue where id = $2"#, wall, venue.0);
            Ok(query.fetch_one(tx).await?)
        }
    }
}

/// The title and the day; with the time where another event of the file has that already.
async fn made_slug(
    tx: &mut PgConnection,
    venue: VenueId,
    event: &NewEvent,
    starts_at: OffsetDateTime,
    taken: &[String],
) -> Result<String, Error> {
    let local = sqlx::query!(
        r#"select to_char($1::timestamptz at time zone timezone, 'YYYY-MM-DD') as "day!",
                  to_char($1::timestamptz at time zone timezone, 'HH24MI') as "time!" from venue where id = $2"#,
        starts_at,
        venue.0
    )
    .fetch_one(tx)
    .await?;
    let title = slug_of(&event.title);
    let title = if title.bytes().any(|byte| byte.is_ascii_lowercase()) { title } else { format!("{}-{title}", event.category) };
    let slug = format!("{}-{}", title.trim_end_matches('-'), local.day);
    Ok(if taken.contains(&slug) { format!("{slug}-{}", local.time) } else { slug })
}

/// A plan of the venue by hash or name, or its newest.
async fn find_plan(tx: &mut PgConnection, venue: VenueId, wanted: Option<&str>) -> Result<Option<(String, SeatingPlan)>, Error> {
    let found = sqlx::query!(
        "select hash, body from seating_plan
         where venue_id = $1 and ($2::text is null or hash = $2 or lower(name) = lower($2))
         order by created_at desc limit 1",
        venue.0,
        wanted
    )
    .fetch_optional(tx)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let plan = serde_json::from_str(&found.body)
        .map_err(|error| Error::Corrupt(format!("the plan {}, which does not parse: {error}", found.hash)))?;
    Ok(Some((found.hash, plan)))
}

async fn create(tx: &mut PgConnection, event: &NewEvent, resolved: &Resolved) -> Result<EventId, ImportError> {
    let (series, performers) = (series(tx, event.series.as_deref()).await?, performers(tx, event).await?);
    let id = sqlx::query_scalar!(
        "insert into event (slug, title, category, description, venue_id, plan_hash, series_id, starts_at, ends_at, on_sale_at, hold_seconds, max_seats,
                avoid_single_seats, buyer_limit)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10, now()), coalesce($11, 300), coalesce($12, 10), coalesce($13, false), $14) returning id",
        resolved.slug,
        event.title,
        event.category,
        event.description,
        resolved.venue.0,
        resolved.plan_hash,
        series,
        resolved.starts_at,
        resolved.ends_at,
        resolved.on_sale_at,
        event.hold_seconds.map(|seconds| seconds as i32),
        event.max_seats.map(|seats| seats as i32),
        event.avoid_single_seats,
        event.buyer_limit.map(|seats| seats as i32)
    )
    .fetch_one(&mut *tx)
    .await?;
    let id = EventId(id);
    put_performers(tx, id, &performers).await?;
    price::put(tx, id, &event.price_levels, &resolved.ranges).await?;
    sqlx::query!("select open_event($1)", id.0).execute(&mut *tx).await?;
    block(tx, id, &resolved.blocked).await?;
    Ok(id)
}

async fn update(tx: &mut PgConnection, id: EventId, event: &NewEvent, resolved: &Resolved) -> Result<Put, ImportError> {
    // Before the event and its document are touched: who renames one of them has it first and the documents after.
    let (series, performers) = (series(tx, event.series.as_deref()).await?, performers(tx, event).await?);
    // What the file does not say stays as it is.
    let changed = sqlx::query!(
        "update event set title = $2, category = $3, description = $4, venue_id = $5, series_id = $6, starts_at = $7, ends_at = $8,
                on_sale_at = coalesce($9, on_sale_at), hold_seconds = coalesce($10, hold_seconds), max_seats = coalesce($11, max_seats),
                avoid_single_seats = coalesce($12, avoid_single_seats), buyer_limit = coalesce($13, buyer_limit)
         where id = $1
           and (title, category, description, venue_id, starts_at, ends_at, on_sale_at, hold_seconds, max_seats, avoid_single_seats, buyer_limit,
                coalesce(series_id, 0))
               is distinct from ($2, $3, $4, $5, $7, $8, coalesce($9, on_sale_at), coalesce($10, hold_seconds), coalesce($11, max_seats),
                   coalesce($12, avoid_single_seats), coalesce($13, buyer_limit), coalesce($6, 0))",
        id.0,
        event.title,
        event.category,
        event.description,
        resolved.venue.0,
        series,
        resolved.starts_at,
        resolved.ends_at,
        resolved.on_sale_at,
        event.hold_seconds.map(|seconds| seconds as i32),
        event.max_seats.map(|seats| seats as i32),
        event.avoid_single_seats,
        event.buyer_limit.map(|seats| seats as i32)
    )
    .execute(&mut *tx)
    .await?
    .rows_affected()
        > 0;
    let prices = price::differ(tx, id, &event.price_levels, &resolved.ranges).await?;
    if prices {
        price::put(tx, id, &event.price_levels, &resolved.ranges).await?;
    }
    let performers = put_performers(tx, id, &performers).await?;
    sqlx::query!("select open_event($1)", id.0).execute(&mut *tx).await?;
    let blocked = block(tx, id, &resolved.blocked).await?;
    if !(changed || prices || performers || blocked) {
        return Ok(Put::Unchanged);
    }
    sqlx::query!("update event set revision = revision + 1 where id = $1", id.0).execute(tx).await?;
    Ok(Put::Updated)
}

/// The number of a series, made when there is none of this title.
async fn series(tx: &mut PgConnection, title: Option<&str>) -> Result<Option<i32>, Error> {
    let Some(title) = title else { return Ok(None) };
    let mut slug = slug_of(title);
    if slug.is_empty() {
        slug = "series".to_owned();
    }
    // As with performers: nothing is written, and nobody is kept waiting, where nothing changes.
    let known = sqlx::query!("select id, title from series where slug = $1", slug).fetch_optional(&mut *tx).await?;
    if let Some(known) = known.filter(|known| known.title == title) {
        return Ok(Some(known.id));
    }
    let put = sqlx::query_scalar!(
        "insert into series (slug, title) values ($1, $2)
         on conflict on constraint series_slug_unique do update set title = excluded.title returning id",
        slug,
        title
    );
    Ok(Some(put.fetch_one(tx).await?))
}

/// The numbers of an event's performers; who is not known yet is made known.
async fn performers(tx: &mut PgConnection, event: &NewEvent) -> Result<Vec<i32>, Error> {
    let mut numbers = Vec::new();
    for performer in &event.performers {
        // What somebody is called and does is set by whoever names them first; a file that says nothing of it changes nothing.
        // Nothing is written where nothing changes: who plays everywhere has every event's search document written anew by it.
        let slug = slug_of(&performer.name);
        let known = sqlx::query!("select id, role from performer where slug = $1", slug).fetch_optional(&mut *tx).await?;
        if let Some(known) = known.filter(|known| !known.role.is_empty() || performer.role.is_empty()) {
            numbers.push(known.id);
            continue;
        }
        let put = sqlx::query_scalar!(
            "insert into performer (slug, name, role) values ($1, $2, $3)
             on conflict on constraint performer_slug_unique
             do update set role = case when performer.role = '' then excluded.role else performer.role end returning id",
            slug,
            performer.name,
            performer.role
        );
        numbers.push(put.fetch_one(&mut *tx).await?);
    }
    Ok(numbers)
}

/// Whether the performers of an event have changed.
async fn put_performers(tx: &mut PgConnection, event: EventId, wanted: &[i32]) -> Result<bool, Error> {
    let stored = sqlx::query_scalar!("select performer_id from event_performer where event_id = $1 order by position", event.0);
    if stored.fetch_all(&mut *tx).await? == wanted {
        return Ok(false);
    }
    sqlx::query!("delete from event_performer where event_id = $1", event.0).execute(&mut *tx).await?;
    sqlx::query!(
        "insert into event_performer (event_id, performer_id, position)
         select $1, performer, position - 1 from unnest($2::integer[]) with ordinality list (performer, position)",
        event.0,
        wanted
    )
    .execute(tx)
    .await?;
    Ok(true)
}

/// Keeps these places back as far as they are available; whether any was.
async fn block(tx: &mut PgConnection, event: EventId, places: &[i32]) -> Result<bool, Error> {
    if places.is_empty() {
        return Ok(false);
    }
    let seats = places.iter().map(|place| crate::desk::seat_from(*place)).collect();
    Ok(crate::desk::block_in(tx, event, seats).await? > 0)
}
