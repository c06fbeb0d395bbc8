//! Venues and their seating plans.

use domain::{
    VenueId,
    import::{Fault, NewVenue, slug_of},
    plan::{PlanHash, SeatingPlan},
};
use sqlx::PgConnection;

use super::ImportError;
use crate::{Error, Pool};

/// Held by the one who writes venues and plans, for the whole installation: of two who bring a new venue, the second finds it there.
const WRITING_PLANS: i64 = 0x0000_706c_616e_7321;

/// What is known of a venue that may have to be made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VenueDetails {
    /// Its town.
    pub city: Option<String>,
    /// ISO 3166 code of two letters.
    pub country: Option<String>,
    /// Street and number.
    pub address: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// IANA name of its time zone.
    pub timezone: Option<String>,
}

/// What came of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPut {
    /// The venue's name in addresses.
    pub venue_slug: String,
    /// Whether the venue is new.
    pub venue_created: bool,
    /// The plan's name.
    pub hash: PlanHash,
    /// Whether the plan is new.
    pub plan_created: bool,
    /// How many numbered seats it has.
    pub seats: u32,
    /// How many standing places it has.
    pub standing: u32,
}

/// Gives a venue a plan. A venue that is not there is made of the details.
///
/// # Errors
/// What is wrong with the details of a new venue, or the database's failure.
pub async fn put_plan(pool: &Pool, venue: &str, plan: &SeatingPlan, details: VenueDetails) -> Result<PlanPut, ImportError> {
    let mut tx = pool.begin().await?;
    wait_for_others(&mut tx).await?;
    let known = find_venue(&mut tx, venue).await?;
    let venue_created = known.is_none();
    let (id, venue_slug) = match known {
        Some(known) => known,
        None => {
            let new = new_venue(venue, details)?;
            (insert_venue(&mut tx, &new).await?, new.slug)
        }
    };
    let (plan, plan_created) = insert_plan(&mut tx, id, venue, plan).await?;
    tx.commit().await?;
    let seats = plan.seat_count();
    Ok(PlanPut { venue_slug, venue_created, hash: plan.hash(), plan_created, seats, standing: plan.capacity() - seats })
}

/// Puts a venue with its plans. One of this slug that is there keeps its number and takes the rest.
///
/// # Errors
/// A time zone that the database does not know, or its failure.
pub async fn put_venue(pool: &Pool, venue: &NewVenue, plans: &[SeatingPlan]) -> Result<VenueId, ImportError> {
    let mut tx = pool.begin().await?;
    wait_for_others(&mut tx).await?;
    let known = sqlx::query_scalar!(
        "update venue set name = $2, address = $3, city = $4, country = $5, lat = $6, lon = $7, timezone = $8, description = $9, facilities = $10
         where slug = $1 returning id",
        venue.slug,
        venue.name,
        venue.address,
        venue.city,
        venue.country,
        venue.lat,
        venue.lon,
        venue.timezone,
        venue.description,
        &venue.facilities
    )
    .fetch_optional(&mut *tx)
    .await?;
    let id = match known {
        Some(id) => VenueId(id),
        None => insert_venue(&mut tx, venue).await?,
    };
    for plan in plans {
        insert_plan(&mut tx, id, &venue.name, plan).await?;
    }
    tx.commit().await?;
    Ok(id)
}

async fn wait_for_others(tx: &mut PgConnection) -> Result<(), Error> {
    sqlx::query!("select pg_advisory_xact_lock($1)", WRITING_PLANS).execute(tx).await?;
    Ok(())
}

/// The venue of this slug or name; capitals do not matter.
pub(super) async fn find_venue(tx: &mut PgConnection, name: &str) -> Result<Option<(VenueId, String)>, Error> {
    let found =
        sqlx::query!("select id, slug from venue where slug = $1 or lower(name) = lower($1) order by slug = $1 desc limit 1", name.trim())
            .fetch_optional(tx)
            .await?;
    Ok(found.map(|row| (VenueId(row.id), row.slug)))
}

/// A venue of which little is known. What is left out can be told later.
fn new_venue(name: &str, details: VenueDetails) -> Result<NewVenue, ImportError> {
    let name = name.trim();
    let mut slug = slug_of(name);
    let mut faults = Vec::new();
    if slug.is_empty() {
        faults.push(Fault::new("venue", format!("`{name}` has no Latin letter or digit to make an address of")));
    } else if !slug.bytes().any(|byte| byte.is_ascii_lowercase()) {
        slug = format!("venue-{slug}");
    }
    let country = details.country.map_or_else(|| "ZZ".to_owned(), |country| country.to_ascii_uppercase());
    if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
        faults.push(Fault::new("country", format!("a country is two letters, as FI, not `{country}`")));
    }
    let (lat, lon) = (details.lat.unwrap_or(0.0), details.lon.unwrap_or(0.0));
    if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
        faults.push(Fault::new("lat, lon", format!("{lat}, {lon} is not on earth")));
    }
    if !faults.is_empty() {
        return Err(ImportError::Faults(faults));
    }
    Ok(NewVenue {
        slug,
        name: name.to_owned(),
        address: details.address.unwrap_or_default(),
        city: details.city.unwrap_or_else(|| "place to be announced".to_owned()),
        country,
        lat,
        lon,
        timezone: details.timezone.unwrap_or_else(|| "UTC".to_owned()),
        description: String::new(),
        facilities: Vec::new(),
    })
}

async fn insert_venue(tx: &mut PgConnection, venue: &NewVenue) -> Result<VenueId, ImportError> {
    let zone = sqlx::query_scalar!(r#"select exists (select from pg_timezone_names where name = $1) as "known!""#, venue.timezone);
    if !zone.fetch_one(&mut *tx).await? {
        return Err(Fault::new("timezone", format!("`{}` is not the IANA name of a time zone, as Europe/Helsinki", venue.timezone)).into());
    }
    let taken = sqlx::query_scalar!("select name from venue where slug = $1", venue.slug).fetch_optional(&mut *tx).await?;
    if let Some(other) = taken {
        let what = format!("the address `{}` belongs to the venue `{other}`; is it the same?", venue.slug);
        return Err(Fault::new("venue", what).into());
    }
    let id = sqlx::query_scalar!(
        "insert into venue (slug, name, address, city, country, lat, lon, timezone, description, facilities)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id",
        venue.slug,
        venue.name,
        venue.address,
        venue.city,
        venue.country,
        venue.lat,
        venue.lon,
        venue.timezone,
        venue.description,
        &venue.facilities
    )
    .fetch_one(tx)
    .await?;
    Ok(VenueId(id))
}

/// The plan as it is stored, and whether it is new. The very same plan may be another venue's already; then this one's says in its
/// name whose it is, which makes it a plan of its own.
async fn insert_plan(
    tx: &mut PgConnection,
    venue: VenueId,
    venue_name: &str,
    plan: &SeatingPlan,
) -> Result<(SeatingPlan, bool), ImportError> {
    let mut plan = plan.clone();
    loop {
        let hash = plan.hash();
        let owner =
            sqlx::query_scalar!("select venue_id from seating_plan where hash = $1", hash.as_str()).fetch_optional(&mut *tx).await?;
        match owner {
            Some(owner) if owner == venue.0 => return Ok((plan, false)),
            Some(_) => plan.name = format!("{} ({venue_name})", plan.name),
            None => break,
        }
    }
    let hash = plan.hash();
    sqlx::query!(
        // The clock and not the transaction's time, so that of several plans the last one is the newest.
        "insert into seating_plan (hash, venue_id, name, body, seat_count, capacity, created_at) values ($1, $2, $3, $4, $5, $6, clock_timestamp())",
        hash.as_str(),
        venue.0,
        plan.name,
        plan.canonical_json(),
        plan.seat_count() as i32,
        plan.capacity() as i32
    )
    .execute(tx)
    .await?;
    Ok((plan, true))
}
