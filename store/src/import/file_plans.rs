//! The seating plans that a file of events names, and variants of them with the wheelchair places
//! that the file adds.

use std::{collections::HashMap, sync::Arc};

use domain::{
    SeatNo, VenueId,
    import::with_special,
    plan::{PlanIndex, SeatingPlan},
};
use sqlx::PgConnection;

use crate::Error;

/// A variant of a plan, with the wheelchair places that an event adds.
#[derive(Debug)]
pub(super) struct MarkedPlan {
    pub plan: SeatingPlan,
    /// Hash of the plan without these places.
    pub base: String,
}

/// The plan with the wheelchair places that the event adds: its hash, and the plan if it must be
/// stored.
pub(super) async fn marked(
    connection: &mut PgConnection,
    plan_hash: String,
    plan: &PlanIndex,
    accessible: &[SeatNo],
    companion: &[SeatNo],
) -> Result<(String, Option<MarkedPlan>), Error> {
    if accessible.is_empty() && companion.is_empty() {
        return Ok((plan_hash, None));
    }
    let marked = with_special(plan.plan(), accessible, companion);
    let hash = marked.hash().as_str().to_owned();
    let known = sqlx::query_scalar!(
        r#"select exists (select from seating_plan where hash = $1) as "known!""#,
        hash
    );
    Ok(if known.fetch_one(connection).await? {
        (hash, None)
    } else {
        (
            hash,
            Some(MarkedPlan {
                plan: marked,
                base: plan_hash,
            }),
        )
    })
}

/// The plans that a file names. Each is read and indexed once, as long as they fit in memory.
#[derive(Debug, Default)]
pub(super) struct Plans {
    /// The hash of each requested plan, by its venue and its name in the file. The check of a file
    /// writes no plan, so the hashes stay correct.
    hashes: HashMap<(VenueId, Option<String>), String>,
    indexed: HashMap<String, Arc<PlanIndex>>,
    /// The places of the indexed plans.
    places: u32,
}

impl Plans {
    /// The most places of plans in memory: those of 32 stadiums. An indexed plan takes about a
    /// hundred bytes per place. A limit on the number of plans would be worse: in a season of many
    /// small halls, sorted by date, almost every event would read a plan again.
    const MOST_PLACES: u32 = 1_600_000;

    /// A smaller plan counts as this number of places, because a small plan takes memory for more
    /// than its places.
    const FEWEST_PLACES: u32 = 1_000;

    /// Finds a plan of the venue by its hash or name, or its newest plan.
    pub async fn find(
        &mut self,
        connection: &mut PgConnection,
        venue: VenueId,
        wanted: Option<&str>,
    ) -> Result<Option<(String, Arc<PlanIndex>)>, Error> {
        let key = (venue, wanted.map(str::to_owned));
        let hash = match self.hashes.get(&key) {
            Some(hash) => hash.clone(),
            None => {
                let Some(hash) = Self::hash(connection, venue, wanted).await? else {
                    return Ok(None);
                };
                self.hashes.insert(key, hash.clone());
                hash
            }
        };
        if let Some(plan) = self.indexed.get(&hash) {
            return Ok(Some((hash, plan.clone())));
        }
        let body = sqlx::query_scalar!("select body from seating_plan where hash = $1", hash)
            .fetch_one(connection)
            .await?;
        let plan: SeatingPlan = serde_json::from_str(&body).map_err(|error| {
            Error::Corrupt(format!("the plan {hash}, which does not parse: {error}"))
        })?;
        let plan = Arc::new(PlanIndex::new(plan));
        let places = plan.capacity().max(Self::FEWEST_PLACES);
        if self.places + places > Self::MOST_PLACES {
            self.indexed.clear();
            self.places = 0;
        }
        self.places += places;
        self.indexed.insert(hash.clone(), plan.clone());
        Ok(Some((hash, plan)))
    }

    async fn hash(
        connection: &mut PgConnection,
        venue: VenueId,
        wanted: Option<&str>,
    ) -> Result<Option<String>, Error> {
        let found = sqlx::query_scalar!(
            "select hash from seating_plan
             where venue_id = $1 and ($2::text is null or hash = $2 or lower(name) = lower($2))
             order by created_at desc limit 1",
            venue.0,
            wanted
        );
        Ok(found.fetch_optional(connection).await?)
    }
}
