//! Imports venues: with their first plan, and with later details.

use domain::{
    VenueId,
    catalogue::GeoPoint,
    import::{Fault, FieldChange, NewVenue, SoldEvents, VenueDetails},
    plan::SeatingPlan,
};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    ImportError,
    names::{free_slug, slugs},
    plan::{insert_plan, wait_for_others},
};
use crate::{
    Error, Pool,
    operator_actions::{self, NewAction, Operator},
};

/// An existing venue.
#[derive(Debug, Clone)]
pub(super) struct FoundVenue {
    pub id: VenueId,
    pub slug: String,
    pub name: String,
    pub timezone: String,
}

/// The outcome of setting details of a venue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VenueSet {
    /// The slug of the venue.
    pub slug: String,
    /// The changed fields.
    pub changes: Vec<FieldChange>,
}

/// Sets details of an existing venue. With `by`, this writes the changes and records the action if
/// there are any. Without it, this writes nothing.
///
/// # Errors
/// The faults of the details; there is no such venue; or the time zone would change where tickets
/// are sold, and `sold` does not allow it.
pub async fn set_venue(
    pool: &Pool,
    name: &str,
    details: VenueDetails,
    sold: SoldEvents,
    by: Option<&Operator>,
) -> Result<VenueSet, ImportError> {
    let mut tx = pool.begin().await?;
    wait_for_others(&mut tx).await?;
    let Some(venue) = find_venue(&mut tx, name).await? else {
        return Err(Fault::new(
            "venue",
            format!(
                "there is no venue `{name}`; `frontrow import plan` makes one with its first plan"
            ),
        )
        .into());
    };
    let changes = apply(&mut tx, &venue, details, sold).await?;
    if let Some(operator) = by
        && !changes.is_empty()
    {
        let told: Vec<String> = changes.iter().map(ToString::to_string).collect();
        let action = NewAction {
            action: "set_venue",
            event: None,
            details: json!({"venue": venue.slug, "changes": told}),
        };
        operator_actions::record(&mut tx, operator, &action).await?;
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    Ok(VenueSet {
        slug: venue.slug,
        changes,
    })
}

/// Creates a venue with its plans. An existing venue with this slug keeps its number, and gets the
/// rest.
///
/// # Errors
/// The database does not know the time zone, or failed.
pub async fn put_venue(
    pool: &Pool,
    venue: &NewVenue,
    plans: &[SeatingPlan],
) -> Result<VenueId, ImportError> {
    let mut tx = pool.begin().await?;
    wait_for_others(&mut tx).await?;
    let known = sqlx::query_scalar!(
        "select id from venue where slug = $1 for no key update",
        venue.slug
    )
    .fetch_optional(&mut *tx)
    .await?;
    let id = match known {
        Some(id) => {
            write(&mut tx, VenueId(id), venue).await?;
            VenueId(id)
        }
        None => insert_venue(&mut tx, venue).await?.0,
    };
    for plan in plans {
        insert_plan(&mut tx, id, &venue.name, plan).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// The venue with this slug or name. Capitals do not matter.
pub(super) async fn find_venue(
    connection: &mut PgConnection,
    name: &str,
) -> Result<Option<FoundVenue>, Error> {
    let found = sqlx::query!(
        "select id, slug, name, timezone from venue where slug = $1 or name_key(name) = name_key($1)
         order by slug = $1 desc, name = $1 desc, id limit 1",
        name.trim()
    );
    let found = found.fetch_optional(connection).await?;
    Ok(found.map(|row| FoundVenue {
        id: VenueId(row.id),
        slug: row.slug,
        name: row.name,
        timezone: row.timezone,
    }))
}

/// Writes the details of a venue. Returns the changes.
pub(super) async fn apply(
    tx: &mut PgConnection,
    venue: &FoundVenue,
    details: VenueDetails,
    sold: SoldEvents,
) -> Result<Vec<FieldChange>, ImportError> {
    let row = sqlx::query!(
        "select slug, name, address, city, country, lat, lon, timezone, description, facilities from venue where id = $1 for no key update",
        venue.id.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let old = NewVenue {
        slug: row.slug,
        name: row.name,
        address: row.address,
        city: row.city,
        country: row.country,
        place: row.lat.zip(row.lon).map(|(lat, lon)| GeoPoint { lat, lon }),
        timezone: row.timezone,
        description: row.description,
        facilities: row.facilities,
    };
    let new = details
        .applied_to(old.clone())
        .map_err(ImportError::Faults)?;
    let changes = changes(&old, &new);
    if old.timezone != new.timezone {
        check_timezone(tx, &new.timezone).await?;
        check_clocks(tx, venue.id, sold).await?;
    }
    if old.name != new.name {
        check_name(tx, venue.id, &new.name).await?;
    }
    if !changes.is_empty() {
        write(tx, venue.id, &new).await?;
    }
    Ok(changes)
}

fn changes(old: &NewVenue, new: &NewVenue) -> Vec<FieldChange> {
    let place = |venue: &NewVenue| {
        venue.place.map_or_else(
            || "nowhere".to_owned(),
            |place| format!("{}, {}", place.lat, place.lon),
        )
    };
    let quoted = |text: &str| format!("`{text}`");
    let pairs = [
        ("name", quoted(&old.name), quoted(&new.name)),
        ("address", quoted(&old.address), quoted(&new.address)),
        ("city", quoted(&old.city), quoted(&new.city)),
        ("country", quoted(&old.country), quoted(&new.country)),
        ("lat, lon", place(old), place(new)),
        ("timezone", quoted(&old.timezone), quoted(&new.timezone)),
    ];
    pairs
        .into_iter()
        .filter(|(_, from, to)| from != to)
        .map(|(field, from, to)| FieldChange::of(field, from, to))
        .collect()
}

/// A new venue: its number and its slug. If the slug of its name is taken, it gets a number.
pub(super) async fn insert_venue(
    tx: &mut PgConnection,
    venue: &NewVenue,
) -> Result<(VenueId, String), ImportError> {
    check_timezone(tx, &venue.timezone).await?;
    let slugs = slugs(&venue.slug);
    let taken = sqlx::query_scalar!("select slug from venue where slug = any ($1)", &slugs);
    let slug = free_slug(&slugs, &taken.fetch_all(&mut *tx).await?);
    let id = sqlx::query_scalar!(
        "insert into venue (slug, name, address, city, country, lat, lon, timezone, description, facilities)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id",
        slug,
        venue.name,
        venue.address,
        venue.city,
        venue.country,
        venue.place.map(|place| place.lat),
        venue.place.map(|place| place.lon),
        venue.timezone,
        venue.description,
        &venue.facilities
    )
    .fetch_one(tx)
    .await?;
    Ok((VenueId(id), slug))
}

async fn write(tx: &mut PgConnection, id: VenueId, venue: &NewVenue) -> Result<(), ImportError> {
    sqlx::query!(
        "update venue set name = $2, address = $3, city = $4, country = $5, lat = $6, lon = $7, timezone = $8, description = $9, facilities = $10
         where id = $1",
        id.0,
        venue.name,
        venue.address,
        venue.city,
        venue.country,
        venue.place.map(|place| place.lat),
        venue.place.map(|place| place.lon),
        venue.timezone,
        venue.description,
        &venue.facilities
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn check_timezone(tx: &mut PgConnection, timezone: &str) -> Result<(), ImportError> {
    let zone = sqlx::query_scalar!(
        r#"select exists (select from pg_timezone_names where name = $1) as "known!""#,
        timezone
    );
    if zone.fetch_one(tx).await? {
        return Ok(());
    }
    Err(Fault::new(
        "timezone",
        format!("`{timezone}` is not the IANA name of a time zone, as Europe/Helsinki"),
    )
    .into())
}

/// With another time zone, all events of the venue have a different local time.
async fn check_clocks(
    tx: &mut PgConnection,
    venue: VenueId,
    sold: SoldEvents,
) -> Result<(), ImportError> {
    if sold == SoldEvents::Change {
        return Ok(());
    }
    let events = sqlx::query_scalar!(
        r#"select count(*) as "count!" from event e join event_version v on v.event_id = e.id
           where e.venue_id = $1 and e.ends_at > now() and v.sold > 0"#,
        venue.0
    );
    match events.fetch_one(tx).await? {
        0 => Ok(()),
        events => {
            let events = if events == 1 {
                "1 event to come has".to_owned()
            } else {
                format!("{events} events to come have")
            };
            let what = format!(
                "{events} sold tickets, and local times would change: `frontrow venue set --change-sold` changes the time zone nevertheless"
            );
            Err(Fault::new("timezone", what).into())
        }
    }
}

async fn check_name(tx: &mut PgConnection, venue: VenueId, name: &str) -> Result<(), ImportError> {
    let other = sqlx::query_scalar!(
        "select slug from venue where name_key(name) = name_key($1) and id <> $2 limit 1",
        name,
        venue.0
    );
    match other.fetch_optional(tx).await? {
        None => Ok(()),
        Some(other) => Err(Fault::new(
            "name",
            format!("the venue `{other}` is called `{name}` already"),
        )
        .into()),
    }
}
