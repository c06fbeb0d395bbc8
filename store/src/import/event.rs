//! Updates one event, after the check has found no faults.

use domain::{
    EventId,
    import::{NewEvent, SoldEvents, sold_faults},
    live::Position,
};
use sqlx::PgConnection;

use super::{
    ImportError, Put, checked_event::CheckedEvent, names::NamedIds, price, price_types,
    stored::Differences,
};
use crate::{
    Error,
    desk::{BlockOutcome, block_in, seat_from},
};

/// The outcome of an update.
pub(super) struct EventOutcome {
    pub id: EventId,
    pub put: Put,
    /// The new position of the event's history, if seats were blocked or unblocked.
    pub reached: Option<Position>,
}

/// Updates an existing event. Locks in the order of the sale desk: the version first, and nothing
/// for which the foreign keys of a hold wait.
pub(super) async fn update(
    tx: &mut PgConnection,
    id: EventId,
    event: &NewEvent,
    checked: &CheckedEvent,
    names: &NamedIds,
    sold: SoldEvents,
) -> Result<EventOutcome, ImportError> {
    sqlx::query!("select open_event($1)", id.0)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "select v from event_version where event_id = $1 for no key update",
        id.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let known = sqlx::query!(
        "select plan_hash from event where id = $1 for no key update",
        id.0
    )
    .fetch_one(&mut *tx)
    .await?;
    // Sales and other imports may have changed these since the check.
    if known.plan_hash != checked.plan_hash {
        return Err(checked.other_plan(event).into());
    }
    let differences = Differences::of(tx, id, event, checked).await?;
    let mut faults = price::check_removals(tx, id, &event.price_levels, &event.pointer).await?;
    faults.extend(sold_faults(
        &differences.announced,
        differences.sold,
        sold,
        &event.pointer,
    ));
    if !faults.is_empty() {
        return Err(ImportError::Faults(faults));
    }
    if differences.is_empty() {
        return Ok(EventOutcome {
            id,
            put: Put::Unchanged,
            reached: None,
        });
    }
    if differences.own_columns() {
        change(tx, id, event, checked, names).await?;
    }
    if differences.prices {
        price::put(tx, id, &event.price_levels, &checked.ranges).await?;
    }
    // The types come after the levels, because removing a level removes its prices of types.
    if let Some(types) = event.price_types.as_deref()
        && price_types::differ(tx, id, Some(types)).await?
    {
        price_types::put(tx, id, types, &event.pointer).await?;
    }
    if differences.performers {
        put_performers(tx, id, &names.performers).await?;
    }
    let unblocked = block(tx, id, &differences.blocks.unblock, false).await?;
    let blocked = block(tx, id, &differences.blocks.block, true).await?;
    sqlx::query!(
        "update event set revision = revision + 1 where id = $1",
        id.0
    )
    .execute(tx)
    .await?;
    Ok(EventOutcome {
        id,
        put: Put::Updated,
        reached: blocked.reached.or(unblocked.reached),
    })
}

/// Writes the columns of the event. Fields that the file leaves out stay unchanged.
async fn change(
    tx: &mut PgConnection,
    id: EventId,
    event: &NewEvent,
    checked: &CheckedEvent,
    names: &NamedIds,
) -> Result<(), Error> {
    sqlx::query!(
        "update event set title = $2, category = $3, description = $4, venue_id = $5, series_id = $6, starts_at = $7, ends_at = $8,
                on_sale_at = coalesce($9, on_sale_at), hold_seconds = coalesce($10, hold_seconds), max_seats = coalesce($11, max_seats),
                avoid_single_seats = coalesce($12, avoid_single_seats), buyer_limit = coalesce($13, buyer_limit),
                hold_extension = coalesce($14, hold_extension)
         where id = $1",
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
        event.buyer_limit.map(|seats| seats as i32),
        event.hold_extension
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Writes the performers of an event.
async fn put_performers(
    tx: &mut PgConnection,
    event: EventId,
    wanted: &[i32],
) -> Result<(), Error> {
    sqlx::query!("delete from event_performer where event_id = $1", event.0)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "insert into event_performer (event_id, performer_id, position)
         select $1, performer, position - 1 from unnest($2::integer[]) with ordinality list (performer, position)",
        event.0,
        wanted
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Blocks the available ones of these seats and spots, or unblocks them.
pub(super) async fn block(
    tx: &mut PgConnection,
    event: EventId,
    places: &[i32],
    on: bool,
) -> Result<BlockOutcome, Error> {
    if places.is_empty() {
        return Ok(BlockOutcome::default());
    }
    block_in(
        tx,
        event,
        places.iter().map(|place| seat_from(*place)).collect(),
        on,
    )
    .await
}
