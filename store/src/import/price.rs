//! Imports the prices of an event.

use std::collections::HashMap;

use domain::{
    EventId,
    import::{Fault, NewPriceLevel, resolve::LevelRange},
};
use sqlx::PgConnection;

use super::ImportError;

/// The stored prices: levels by position, and ranges of seats.
#[derive(Debug, PartialEq, Eq)]
struct Prices {
    levels: Vec<(String, String, i64, String)>,
    ranges: Vec<(i32, i32, i16)>,
}

impl Prices {
    fn wanted(levels: &[NewPriceLevel], ranges: &[LevelRange]) -> Self {
        Self {
            levels: levels
                .iter()
                .map(|level| {
                    (
                        level.name.clone(),
                        level.color.clone(),
                        level.price.amount,
                        level.price.currency.code().to_owned(),
                    )
                })
                .collect(),
            ranges: ranges
                .iter()
                .map(|(first, last, level)| (*first as i32, *last as i32, *level as i16))
                .collect(),
        }
    }

    async fn stored(tx: &mut PgConnection, event: EventId) -> Result<Self, sqlx::Error> {
        let levels = sqlx::query!(
            "select name, color, amount, currency from price_level where event_id = $1 order by position",
            event.0
        );
        let ranges = sqlx::query!(
            "select first_seat, last_seat, level.position from event_seat_price price
             join price_level level on level.id = price.price_level_id where price.event_id = $1 order by first_seat",
            event.0
        );
        let levels = levels.fetch_all(&mut *tx).await?;
        let ranges = ranges.fetch_all(tx).await?;
        Ok(Self {
            levels: levels
                .into_iter()
                .map(|row| (row.name, row.color, row.amount, row.currency))
                .collect(),
            ranges: ranges
                .into_iter()
                .map(|row| (row.first_seat, row.last_seat, row.position))
                .collect(),
        })
    }
}

/// Whether the prices differ from the stored ones.
pub(super) async fn differ(
    tx: &mut PgConnection,
    event: EventId,
    levels: &[NewPriceLevel],
    ranges: &[LevelRange],
) -> Result<bool, ImportError> {
    Ok(Prices::stored(tx, event).await? != Prices::wanted(levels, ranges))
}

/// Reports levels that cannot be removed because seats were sold at them.
pub(super) async fn check_removals(
    tx: &mut PgConnection,
    event: EventId,
    levels: &[NewPriceLevel],
    pointer: &str,
) -> Result<Vec<Fault>, ImportError> {
    let names: Vec<String> = levels.iter().map(|level| level.name.clone()).collect();
    let sold = sqlx::query_scalar!(
        "select name from price_level level
         where event_id = $1 and name <> all ($2)
           and exists (select from booking_seat seat where seat.event_id = $1 and seat.price_level_id = level.id)
         order by position",
        event.0,
        &names
    )
    .fetch_all(tx)
    .await?;
    let fault = |name| {
        Fault::new(
            format!("{pointer}/price_levels"),
            format!("seats were booked at `{name}`, so it cannot be left out"),
        )
    };
    Ok(sold.into_iter().map(fault).collect())
}

/// Writes the prices. Bookings keep the price of their time.
pub(super) async fn put(
    tx: &mut PgConnection,
    event: EventId,
    levels: &[NewPriceLevel],
    ranges: &[LevelRange],
) -> Result<(), ImportError> {
    sqlx::query!("delete from event_seat_price where event_id = $1", event.0)
        .execute(&mut *tx)
        .await?;
    let names: Vec<String> = levels.iter().map(|level| level.name.clone()).collect();
    sqlx::query!(
        "delete from price_level where event_id = $1 and name <> all ($2)",
        event.0,
        &names
    )
    .execute(&mut *tx)
    .await?;
    let mut ids = Vec::with_capacity(levels.len());
    for (position, level) in levels.iter().enumerate() {
        let id = sqlx::query_scalar!(
            "insert into price_level (event_id, name, color, amount, currency, position) values ($1, $2, $3, $4, $5, $6)
             on conflict on constraint price_level_name_unique
             do update set color = excluded.color, amount = excluded.amount, currency = excluded.currency, position = excluded.position
             returning id",
            event.0,
            level.name,
            level.color,
            level.price.amount,
            level.price.currency.code(),
            position as i16
        )
        .fetch_one(&mut *tx)
        .await?;
        ids.push(id);
    }
    let (first, last): (Vec<i32>, Vec<i32>) = ranges
        .iter()
        .map(|(first, last, _)| (*first as i32, *last as i32))
        .unzip();
    let level: Vec<i32> = ranges.iter().map(|(_, _, level)| ids[*level]).collect();
    sqlx::query!(
        "insert into event_seat_price (event_id, first_seat, last_seat, price_level_id)
         select $1, first_seat, last_seat, level from unnest($2::integer[], $3::integer[], $4::integer[]) range (first_seat, last_seat, level)",
        event.0,
        &first,
        &last,
        &level
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Writes the prices of new events: the levels of each, and their ranges of seats.
pub(super) async fn put_new(
    tx: &mut PgConnection,
    events: &[(EventId, &[NewPriceLevel], &[LevelRange])],
) -> Result<(), ImportError> {
    let levels = || {
        events.iter().flat_map(|(event, levels, _)| {
            levels
                .iter()
                .enumerate()
                .map(|(at, level)| (event.0, at as i16, level))
        })
    };
    let rows = sqlx::query!(
        "insert into price_level (event_id, position, name, color, amount, currency)
         select * from unnest($1::integer[], $2::smallint[], $3::text[], $4::text[], $5::bigint[], $6::text[])
         returning id, event_id, position",
        &levels().map(|(event, ..)| event).collect::<Vec<_>>(),
        &levels().map(|(_, position, _)| position).collect::<Vec<_>>(),
        &levels().map(|(.., level)| level.name.clone()).collect::<Vec<_>>(),
        &levels().map(|(.., level)| level.color.clone()).collect::<Vec<_>>(),
        &levels().map(|(.., level)| level.price.amount).collect::<Vec<_>>(),
        &levels().map(|(.., level)| level.price.currency.code().to_owned()).collect::<Vec<_>>(),
    )
    .fetch_all(&mut *tx)
    .await?;
    let ids: HashMap<(i32, i16), i32> = rows
        .into_iter()
        .map(|row| ((row.event_id, row.position), row.id))
        .collect();
    let ranges = || {
        events
            .iter()
            .flat_map(|(event, _, ranges)| ranges.iter().map(|range| (event.0, range)))
    };
    sqlx::query!(
        "insert into event_seat_price (event_id, first_seat, last_seat, price_level_id)
         select * from unnest($1::integer[], $2::integer[], $3::integer[], $4::integer[])",
        &ranges().map(|(event, _)| event).collect::<Vec<_>>(),
        &ranges()
            .map(|(_, range)| range.0 as i32)
            .collect::<Vec<_>>(),
        &ranges()
            .map(|(_, range)| range.1 as i32)
            .collect::<Vec<_>>(),
        &ranges()
            .map(|(event, range)| ids[&(event, range.2 as i16)])
            .collect::<Vec<_>>(),
    )
    .execute(tx)
    .await?;
    Ok(())
}
