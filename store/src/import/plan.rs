//! Imports seating plans.

use domain::{
    VenueId,
    import::{FieldChange, NewVenue, SoldEvents, VenueDetails},
    plan::{PlanHash, SeatingPlan},
};
use sqlx::PgConnection;

use super::{
    ImportError, ImportMode,
    file_plans::MarkedPlan,
    venue::{apply, find_venue, insert_venue},
};
use crate::{Error, Pool};

/// Advisory lock for writing venues and plans: if two imports bring the same new venue, the second
/// one finds it.
const WRITING_PLANS: i64 = 0x0000_706c_616e_7321;

/// The outcome of importing a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPut {
    /// The slug of the venue.
    pub venue_slug: String,
    /// Whether the venue is new.
    pub venue_created: bool,
    /// The changes to an existing venue.
    pub venue_changes: Vec<FieldChange>,
    /// The hash of the plan.
    pub hash: PlanHash,
    /// Whether the plan is new.
    pub plan_created: bool,
    /// The number of numbered seats.
    pub seats: u32,
    /// The number of spots in standing areas.
    pub standing: u32,
}

/// Adds a plan to a venue. Creates the venue if it does not exist, else sets the details. If the
/// name of the plan equals `venue`, the plan gets the venue's full name. A list of rows always has
/// this name. So the same list becomes the same plan, whether its venue is given by name or by
/// slug.
///
/// # Errors
/// The faults of the details.
pub async fn put_plan(
    pool: &Pool,
    venue: &str,
    plan: &SeatingPlan,
    details: VenueDetails,
    writing: ImportMode,
) -> Result<PlanPut, ImportError> {
    let mut tx = pool.begin().await?;
    wait_for_others(&mut tx).await?;
    let known = find_venue(&mut tx, venue).await?;
    let venue_created = known.is_none();
    let mut plan = plan.clone();
    let takes_name = plan.name == venue;
    let (id, venue_slug, venue_changes) = match known {
        Some(known) => {
            let changes = apply(&mut tx, &known, details, SoldEvents::Keep).await?;
            if takes_name {
                plan.name = known.name;
            }
            (known.id, known.slug, changes)
        }
        None => {
            let new = NewVenue::named(venue)
                .and_then(|new| details.applied_to(new))
                .map_err(ImportError::Faults)?;
            let (id, slug) = insert_venue(&mut tx, &new).await?;
            if takes_name {
                plan.name = new.name;
            }
            (id, slug, Vec::new())
        }
    };
    let (plan, plan_created) = insert_plan(&mut tx, id, venue, &plan).await?;
    match writing {
        ImportMode::Do => tx.commit().await?,
        ImportMode::Try => tx.rollback().await?,
    }
    let seats = plan.seat_count();
    Ok(PlanPut {
        venue_slug,
        venue_created,
        venue_changes,
        hash: plan.hash(),
        plan_created,
        seats,
        standing: plan.capacity() - seats,
    })
}

/// Waits until no other transaction writes venues and plans.
pub(super) async fn wait_for_others(tx: &mut PgConnection) -> Result<(), Error> {
    sqlx::query!("select pg_advisory_xact_lock($1)", WRITING_PLANS)
        .execute(tx)
        .await?;
    Ok(())
}

/// Inserts the plan if it is new. Returns the stored plan, and whether it is new. If another venue
/// has the same plan, this one gets the venue's name added to its name, which makes it a different
/// plan.
pub(super) async fn insert_plan(
    tx: &mut PgConnection,
    venue: VenueId,
    venue_name: &str,
    plan: &SeatingPlan,
) -> Result<(SeatingPlan, bool), ImportError> {
    let mut plan = plan.clone();
    loop {
        let hash = plan.hash();
        let owner = sqlx::query_scalar!(
            "select venue_id from seating_plan where hash = $1",
            hash.as_str()
        )
        .fetch_optional(&mut *tx)
        .await?;
        match owner {
            Some(owner) if owner == venue.0 => return Ok((plan, false)),
            Some(_) => plan.name = format!("{} ({venue_name})", plan.name),
            None => break,
        }
    }
    store(tx, venue, &plan).await?;
    Ok((plan, true))
}

/// Stores a plan if it does not exist.
async fn store(tx: &mut PgConnection, venue: VenueId, plan: &SeatingPlan) -> Result<(), Error> {
    let hash = plan.hash();
    sqlx::query!(
        // Uses the clock instead of the transaction's time, so that of several plans the last one
        // is the newest.
        "insert into seating_plan (hash, venue_id, name, body, seat_count, capacity, created_at) values ($1, $2, $3, $4, $5, $6, clock_timestamp())
         on conflict do nothing",
        hash.as_str(),
        venue.0,
        plan.name,
        plan.canonical_json(),
        plan.seat_count() as i32,
        plan.capacity() as i32
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Stores the plan of an event with additional wheelchair places, if it does not exist. It counts
/// as older than its base: other events take the newest plan of the venue, which must stay the
/// base.
pub(super) async fn store_marked(
    tx: &mut PgConnection,
    venue: VenueId,
    MarkedPlan { plan, base }: &MarkedPlan,
) -> Result<(), Error> {
    let hash = plan.hash();
    sqlx::query!(
        "insert into seating_plan (hash, venue_id, name, body, seat_count, capacity, created_at)
         values ($1, $2, $3, $4, $5, $6, (select base.created_at - interval '1 microsecond' from seating_plan base where base.hash = $7))
         on conflict do nothing",
        hash.as_str(),
        venue.0,
        plan.name,
        plan.canonical_json(),
        plan.seat_count() as i32,
        plan.capacity() as i32,
        base.as_str()
    )
    .execute(tx)
    .await?;
    Ok(())
}
