//! Seating plans, by the hash of what they say.

use domain::plan::{PlanHash, SeatingPlan};

use crate::{Error, Pool};

/// The canonical JSON of a plan.
///
/// # Errors
/// The database's failures.
pub async fn body(pool: &Pool, hash: &PlanHash) -> Result<Option<String>, Error> {
    Ok(sqlx::query_scalar!("select body from seating_plan where hash = $1", hash.as_str()).fetch_optional(pool).await?)
}

/// A plan.
///
/// # Errors
/// The database's failures, and `Corrupt` for a body that is no plan.
pub async fn plan(pool: &Pool, hash: &PlanHash) -> Result<Option<SeatingPlan>, Error> {
    let Some(body) = body(pool, hash).await? else { return Ok(None) };
    serde_json::from_str(&body).map(Some).map_err(|fault| Error::Corrupt(format!("the plan {hash}, which does not parse: {fault}")))
}
