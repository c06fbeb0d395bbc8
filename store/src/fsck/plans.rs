//! 7. The compressed representation of a plan unpacks to the plan. It is read here, plan by plan, and unpacked outside the database.

use domain::{EventId, plan::PlanHash};

use crate::{
    Error, Pool,
    plans::{FORM, PackedPlan},
};

/// More bytes than that beyond the plain ones are no result of compression.
const MOST_OVERHEAD: i32 = 1024;

/// The plans that are compressed in the representation of this program: of one event, or all. A server of another program checks others.
///
/// # Errors
/// The database's failures, and `Corrupt` for a name that is no hash.
pub async fn packed_plans(pool: &Pool, only: Option<EventId>) -> Result<Vec<PlanHash>, Error> {
    let hashes = sqlx::query_scalar!(
        "select hash from seating_plan
         where packed_form = $1 and ($2::integer is null or hash = (select plan_hash from event where id = $2)) order by hash",
        FORM,
        only.map(|event| event.0)
    )
    .fetch_all(pool)
    .await?;
    hashes.into_iter().map(|hash| hash.parse::<PlanHash>().map_err(|_| Error::Corrupt(format!("the plan hash `{hash}`")))).collect()
}

/// A plan with its compressed representation, of which it reads no more than the plan has bytes (and a kilobyte): whoever compares them
/// finds longer ones damaged. None if it is not compressed any more.
///
/// # Errors
/// The database's failures.
pub async fn packed_plan(pool: &Pool, hash: &PlanHash) -> Result<Option<(String, PackedPlan)>, Error> {
    let row = sqlx::query!(
        r#"select body, substring(brotli from 1 for octet_length(body) + $3) as "brotli!", substring(gzip from 1 for octet_length(body) + $3) as "gzip!"
           from seating_plan where hash = $1 and packed_form = $2"#,
        hash.as_str(),
        FORM,
        MOST_OVERHEAD
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| (row.body, PackedPlan { brotli: row.brotli, gzip: row.gzip })))
}
