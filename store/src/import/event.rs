//! Bringing one event up to date, once the pass that looks for faults has found none.

use domain::{
    EventId,
    import::{NewEvent, slug_of},
    live::Position,
};
use sqlx::PgConnection;

use super::{ImportError, Put, check::Checked, price, price_types};
use crate::{
    Error,
    desk::{BlockedIn, block_in, seat_from},
};

/// What was written of one event.
pub(super) struct Written {
    pub id: EventId,
    pub put: Put,
    /// How far the history of its seats has come, if some were blocked.
    pub reached: Option<Position>,
}

/// The event of this slug, if it is there.
pub(super) async fn find(connection: &mut PgConnection, slug: &str) -> Result<Option<EventId>, Error> {
    let id = sqlx::query_scalar!("select id from event where slug = $1", slug).fetch_optional(connection).await?;
    Ok(id.map(EventId))
}

/// Whether an event that is there differs from the file. Asked before any lock is taken: most events of a file that is imported again
/// are as they were, and their sales need not wait for that.
pub(super) async fn differs(
    connection: &mut PgConnection,
    id: EventId,
    event: &NewEvent,
    checked: &Checked,
    names: &Names,
) -> Result<bool, ImportError> {
    let row = sqlx::query_scalar!(
        r#"select plan_hash <> $13 or
                  (title, category, description, venue_id, starts_at, ends_at, on_sale_at, hold_seconds, max_seats, avoid_single_seats, buyer_limit,
                   coalesce(series_id, 0))
                  is distinct from ($2, $3, $4, $5, $7, $8, coalesce($9, on_sale_at), coalesce($10, hold_seconds), coalesce($11, max_seats),
                      coalesce($12, avoid_single_seats), coalesce($14, buyer_limit), coalesce($6, 0)) as "differs!"
           from event where id = $1"#,
        id.0,
        event.title,
        event.category,
        event.description,
        checked.venue.0,
        names.series,
        checked.starts_at,
        checked.ends_at,
        checked.on_sale_at,
        event.hold_seconds.map(|seconds| seconds as i32),
        event.max_seats.map(|seats| seats as i32),
        event.avoid_single_seats,
        checked.plan_hash,
        event.buyer_limit.map(|seats| seats as i32)
    )
    .fetch_one(&mut *connection)
    .await?;
    let seats = sqlx::query_scalar!(
        r#"select not exists (select from event_version where event_id = $1)
                  or exists (select from seat_status where event_id = $1 and seat_no = any ($2) and status = 0) as "differ!""#,
        id.0,
        &checked.blocked
    );
    Ok(row
        || price::differ(connection, id, &event.price_levels, &checked.ranges).await?
        || price_types::differ(connection, id, event.price_types.as_deref()).await?
        || performers_of(connection, id).await? != names.performers
        || seats.fetch_one(connection).await?)
}

/// Brings an event that is there up to date. Locks in the order of the sale desk: the version first, and nothing that the foreign keys of
/// a hold wait for.
pub(super) async fn update(
    tx: &mut PgConnection,
    id: EventId,
    event: &NewEvent,
    checked: &Checked,
    names: &Names,
) -> Result<Written, ImportError> {
    sqlx::query!("select open_event($1)", id.0).execute(&mut *tx).await?;
    sqlx::query!("select v from event_version where event_id = $1 for no key update", id.0).fetch_one(&mut *tx).await?;
    let known = sqlx::query!("select plan_hash from event where id = $1 for no key update", id.0).fetch_one(&mut *tx).await?;
    // What sales and other imports may have changed since the file was checked.
    if known.plan_hash != checked.plan_hash {
        return Err(checked.other_plan(event).into());
    }
    let removals = price::check_removals(tx, id, &event.price_levels, &event.pointer).await?;
    if !removals.is_empty() {
        return Err(ImportError::Faults(removals));
    }
    let changed = change(tx, id, event, checked, names).await?;
    let prices = price::differ(tx, id, &event.price_levels, &checked.ranges).await?;
    if prices {
        price::put(tx, id, &event.price_levels, &checked.ranges).await?;
    }
    // After the levels, whose removal takes the prices of types with it.
    let types = price_types::differ(tx, id, event.price_types.as_deref()).await?;
    if types {
        price_types::put(tx, id, event.price_types.as_deref().unwrap_or_default(), &event.pointer).await?;
    }
    let performers = put_performers(tx, id, &names.performers).await?;
    let blocked = block(tx, id, &checked.blocked).await?;
    if !(changed || prices || types || performers || blocked.changed > 0) {
        return Ok(Written { id, put: Put::Unchanged, reached: None });
    }
    sqlx::query!("update event set revision = revision + 1 where id = $1", id.0).execute(tx).await?;
    Ok(Written { id, put: Put::Updated, reached: blocked.reached })
}

/// The numbers of what an event names. Each is written in a transaction of its own, before that of any event: the search documents of
/// every event that names a performer change with the performer, and no sale waits for that.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub series: Option<i32>,
    pub performers: Vec<i32>,
}

impl Names {
    pub async fn put(connection: &mut PgConnection, event: &NewEvent) -> Result<Self, Error> {
        Ok(Self { series: series(connection, event.series.as_deref()).await?, performers: performers(connection, event).await? })
    }
}

/// Writes the event's own columns where they differ; whether any did. What the file does not say stays as it is.
async fn change(tx: &mut PgConnection, id: EventId, event: &NewEvent, checked: &Checked, names: &Names) -> Result<bool, Error> {
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
        checked.venue.0,
        names.series,
        checked.starts_at,
        checked.ends_at,
        checked.on_sale_at,
        event.hold_seconds.map(|seconds| seconds as i32),
        event.max_seats.map(|seats| seats as i32),
        event.avoid_single_seats,
        event.buyer_limit.map(|seats| seats as i32)
    )
    .execute(tx)
    .await?;
    Ok(changed.rows_affected() > 0)
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

async fn performers_of(connection: &mut PgConnection, event: EventId) -> Result<Vec<i32>, Error> {
    let stored = sqlx::query_scalar!("select performer_id from event_performer where event_id = $1 order by position", event.0);
    Ok(stored.fetch_all(connection).await?)
}

/// Writes the performers of an event where they differ; whether they did.
async fn put_performers(tx: &mut PgConnection, event: EventId, wanted: &[i32]) -> Result<bool, Error> {
    if performers_of(tx, event).await? == wanted {
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

/// Blocks these places as far as they are available.
pub(super) async fn block(tx: &mut PgConnection, event: EventId, places: &[i32]) -> Result<BlockedIn, Error> {
    if places.is_empty() {
        return Ok(BlockedIn::default());
    }
    block_in(tx, event, places.iter().map(|place| seat_from(*place)).collect(), true).await
}
