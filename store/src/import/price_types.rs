//! Imports the price types of an event.

use std::collections::BTreeMap;

use domain::{
    EventId,
    import::{Fault, NewPriceType},
};
use sqlx::PgConnection;

use super::ImportError;

/// The terms of a price type, stored or wanted, for comparison.
#[derive(Debug, PartialEq, Eq)]
struct TypeTerms {
    name: String,
    proof: Option<String>,
    max_per_booking: Option<i16>,
    companion: bool,
    on_web: bool,
    /// Amounts by the name of their level.
    prices: BTreeMap<String, i64>,
}

impl TypeTerms {
    fn wanted(new: &NewPriceType) -> Self {
        Self {
            name: new.name.clone(),
            proof: new.proof.clone(),
            max_per_booking: seats(new),
            companion: new.companion,
            on_web: new.on_web,
            prices: new.prices.iter().cloned().collect(),
        }
    }
}

fn seats(new: &NewPriceType) -> Option<i16> {
    new.max_per_booking
        .map(|seats| i16::try_from(seats).unwrap_or(i16::MAX))
}

/// Whether the price types differ from the stored ones. If the file has none, they stay unchanged.
pub(super) async fn differ(
    connection: &mut PgConnection,
    event: EventId,
    wanted: Option<&[NewPriceType]>,
) -> Result<bool, ImportError> {
    let Some(wanted) = wanted else {
        return Ok(false);
    };
    let rows = sqlx::query!(
        r#"select t.name, t.proof, t.max_per_booking, t.companion, t.on_web, prices.levels as "levels!", prices.amounts as "amounts!"
           from price_type t
           cross join lateral (
               select coalesce(array_agg(l.name), '{}') as levels, coalesce(array_agg(a.amount), '{}') as amounts
               from price_type_amount a join price_level l on l.id = a.price_level_id
               where a.price_type_id = t.id
           ) prices
           where t.event_id = $1 order by t.position"#,
        event.0
    )
    .fetch_all(connection)
    .await?;
    let stored: Vec<TypeTerms> = rows
        .into_iter()
        .map(|row| TypeTerms {
            name: row.name,
            proof: row.proof,
            max_per_booking: row.max_per_booking,
            companion: row.companion,
            on_web: row.on_web,
            prices: row.levels.into_iter().zip(row.amounts).collect(),
        })
        .collect();
    Ok(stored != wanted.iter().map(TypeTerms::wanted).collect::<Vec<_>>())
}

/// Reports price types that cannot be removed because seats were booked at them.
pub(super) async fn check_removals(
    connection: &mut PgConnection,
    event: EventId,
    wanted: Option<&[NewPriceType]>,
    pointer: &str,
) -> Result<Vec<Fault>, ImportError> {
    let Some(wanted) = wanted else {
        return Ok(Vec::new());
    };
    let names: Vec<String> = wanted.iter().map(|new| new.name.clone()).collect();
    let booked = sqlx::query_scalar!(
        "select name from price_type t
         where event_id = $1 and name <> all ($2)
           and exists (select from booking_seat seat where seat.event_id = $1 and seat.price_type_id = t.id)
         order by position",
        event.0,
        &names
    )
    .fetch_all(connection)
    .await?;
    Ok(booked
        .into_iter()
        .map(|name| in_use(&name, pointer))
        .collect())
}

fn in_use(name: &str, pointer: &str) -> Fault {
    let what = format!(
        "seats were booked at `{name}`, so it cannot be left out; set `on_web` to false, and nobody can choose it any more"
    );
    Fault::new(format!("{pointer}/price_types"), what)
}

/// Writes the price types of an event, after its price levels. Bookings keep their prices.
pub(super) async fn put(
    tx: &mut PgConnection,
    event: EventId,
    wanted: &[NewPriceType],
    pointer: &str,
) -> Result<(), ImportError> {
    let names: Vec<String> = wanted.iter().map(|new| new.name.clone()).collect();
    let removed = sqlx::query!(
        "delete from price_type where event_id = $1 and name <> all ($2) returning id, name",
        event.0,
        &names
    )
    .fetch_all(&mut *tx)
    .await?;
    // Checks after the removal, which waited for buyers who were choosing one of these types.
    for gone in removed {
        let booked = sqlx::query_scalar!(
            r#"select exists (select from booking_seat where event_id = $1 and price_type_id = $2) as "booked!""#,
            event.0,
            gone.id
        );
        if booked.fetch_one(&mut *tx).await? {
            return Err(in_use(&gone.name, pointer).into());
        }
    }
    for (position, new) in wanted.iter().enumerate() {
        let id = sqlx::query_scalar!(
            "insert into price_type (event_id, name, position, proof, max_per_booking, companion, on_web) values ($1, $2, $3, $4, $5, $6, $7)
             on conflict on constraint price_type_name_unique
             do update set position = excluded.position, proof = excluded.proof, max_per_booking = excluded.max_per_booking,
                 companion = excluded.companion, on_web = excluded.on_web
             returning id",
            event.0,
            new.name,
            position as i16,
            new.proof,
            seats(new),
            new.companion,
            new.on_web
        )
        .fetch_one(&mut *tx)
        .await?;
        let (levels, amounts): (Vec<String>, Vec<i64>) = new.prices.iter().cloned().unzip();
        sqlx::query!("delete from price_type_amount where price_type_id = $1", id)
            .execute(&mut *tx)
            .await?;
        sqlx::query!(
            "insert into price_type_amount (price_level_id, price_type_id, amount)
             select l.id, $2, price.amount
             from unnest($3::text[], $4::bigint[]) price (level, amount)
             join price_level l on l.event_id = $1 and l.name = price.level",
            event.0,
            id,
            &levels,
            &amounts
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}
