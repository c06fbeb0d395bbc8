//! Writes many new events at once, with one statement per table, because the triggers that update
//! the search run once per statement.

use std::collections::HashMap;

use domain::{EventId, import::NewEvent};
use sqlx::PgConnection;

use super::{
    ImportError, checked_event::CheckedEvent, event::block, names::NamedIds, price, price_types,
};
use crate::Error;

/// A new event, with the numbers that the database has for its names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Creation<'a> {
    pub event: &'a NewEvent,
    pub checked: &'a CheckedEvent,
    pub names: &'a NamedIds,
}

/// Writes these events. Returns their numbers, in order. The database rejects an event with a slug
/// that exists.
pub(super) async fn create(
    tx: &mut PgConnection,
    new: &[Creation<'_>],
) -> Result<Vec<EventId>, ImportError> {
    let ids = insert(tx, new).await?;
    link_performers(tx, &ids, new).await?;
    let prices: Vec<_> = ids
        .iter()
        .zip(new)
        .map(|(id, one)| {
            (
                *id,
                one.event.price_levels.as_slice(),
                one.checked.ranges.as_slice(),
            )
        })
        .collect();
    price::put_new(tx, &prices).await?;
    for (id, one) in ids.iter().zip(new) {
        if let Some(wanted) = &one.event.price_types {
            price_types::put(tx, *id, wanted, &one.event.pointer).await?;
        }
    }
    open(tx, &ids).await?;
    for (id, one) in ids.iter().zip(new) {
        // Nobody can watch a new event, so no notification is needed.
        block(
            tx,
            *id,
            one.checked.blocked.as_deref().unwrap_or_default(),
            true,
        )
        .await?;
    }
    Ok(ids)
}

async fn insert(tx: &mut PgConnection, new: &[Creation<'_>]) -> Result<Vec<EventId>, Error> {
    let rows = sqlx::query!(
        r#"insert into event (slug, title, category, description, venue_id, plan_hash, series_id, starts_at, ends_at, on_sale_at, hold_seconds,
                              max_seats, avoid_single_seats, buyer_limit, hold_extension)
           select slug, title, category, description, venue_id, plan_hash, series_id, starts_at, ends_at, coalesce(on_sale_at, now()),
                  coalesce(hold_seconds, 300), coalesce(max_seats, 10), coalesce(avoid_single_seats, false), buyer_limit,
                  coalesce(hold_extension, true)
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::integer[], $8::timestamptz[],
                       $9::timestamptz[], $10::timestamptz[], $11::integer[], $12::integer[], $13::boolean[], $14::integer[],
                       $15::boolean[])
               new (slug, title, category, description, venue_id, plan_hash, series_id, starts_at, ends_at, on_sale_at, hold_seconds,
                    max_seats, avoid_single_seats, buyer_limit, hold_extension)
           returning id, slug"#,
        &each(new, |one| one.checked.slug.clone()),
        &each(new, |one| one.event.title.clone()),
        &each(new, |one| one.event.category.clone()),
        &each(new, |one| one.event.description.clone()),
        &each(new, |one| one.checked.venue.0),
        &each(new, |one| one.checked.plan_hash.clone()),
        &each(new, |one| one.names.series) as &[Option<i32>],
        &each(new, |one| one.checked.starts_at),
        &each(new, |one| one.checked.ends_at),
        &each(new, |one| one.checked.on_sale_at) as &[Option<time::OffsetDateTime>],
        &each(new, |one| one.event.hold_seconds.map(|seconds| seconds as i32)) as &[Option<i32>],
        &each(new, |one| one.event.max_seats.map(|seats| seats as i32)) as &[Option<i32>],
        &each(new, |one| one.event.avoid_single_seats) as &[Option<bool>],
        &each(new, |one| one.event.buyer_limit.map(|seats| seats as i32)) as &[Option<i32>],
        &each(new, |one| one.event.hold_extension) as &[Option<bool>],
    )
    .fetch_all(tx)
    .await?;
    let ids: HashMap<String, i32> = rows.into_iter().map(|row| (row.slug, row.id)).collect();
    let id = |one: &Creation<'_>| ids.get(&one.checked.slug).map(|id| EventId(*id));
    new.iter()
        .map(|one| {
            id(one).ok_or_else(|| {
                Error::Corrupt(format!("no event was made of `{}`", one.checked.slug))
            })
        })
        .collect()
}

async fn link_performers(
    tx: &mut PgConnection,
    ids: &[EventId],
    new: &[Creation<'_>],
) -> Result<(), Error> {
    let (mut events, mut performers, mut positions) = (vec![], vec![], vec![]);
    for (id, one) in ids.iter().zip(new) {
        for (position, performer) in one.names.performers.iter().enumerate() {
            events.push(id.0);
            performers.push(*performer);
            positions.push(position as i16);
        }
    }
    if events.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into event_performer (event_id, performer_id, position) select * from unnest($1::integer[], $2::integer[], $3::smallint[])",
        &events,
        &performers,
        &positions
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Puts the events up for sale. The version is written last, because an event with a version can be
/// found.
async fn open(tx: &mut PgConnection, ids: &[EventId]) -> Result<(), Error> {
    let ids: Vec<i32> = ids.iter().map(|id| id.0).collect();
    sqlx::query!(
        "insert into seat_status (event_id, seat_no)
         select event.id, seat
         from event join seating_plan plan on plan.hash = event.plan_hash cross join generate_series(0, plan.capacity - 1) seat
         where event.id = any ($1) order by event.id, seat",
        &ids
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into event_version (event_id, available)
         select event.id, plan.capacity from event join seating_plan plan on plan.hash = event.plan_hash where event.id = any ($1)",
        &ids
    )
    .execute(tx)
    .await?;
    Ok(())
}

fn each<T>(new: &[Creation<'_>], of: impl Fn(&Creation<'_>) -> T) -> Vec<T> {
    new.iter().map(of).collect()
}
