//! Rule 7. The compressed representation of a plan unpacks to the plan. This module reads one plan
//! at a time; the caller unpacks it.

use domain::{EventId, plan::PlanHash};

use crate::{
    Error, Pool,
    plans::{FORM, PackedPlan},
};

/// The most bytes by which compression can enlarge a plan. More bytes are no result of compression.
const MOST_OVERHEAD: i32 = 1024;

/// The plans that are compressed in the representation of this program: of one event, or of all.
/// Servers of another version check their own representation.
///
/// # Errors
/// `Corrupt` if a stored hash is not valid.
pub async fn packed_plans(pool: &Pool, only: Option<EventId>) -> Result<Vec<PlanHash>, Error> {
    let hashes = sqlx::query_scalar!(
        "select hash from seating_plan
         where packed_form = $1 and ($2::integer is null or hash = (select plan_hash from event where id = $2)) order by hash",
        FORM,
        only.map(|event| event.0)
    )
    .fetch_all(pool)
    .await?;
    hashes
        .into_iter()
        .map(|hash| {
            hash.parse::<PlanHash>()
                .map_err(|_| Error::Corrupt(format!("the plan hash `{hash}`")))
        })
        .collect()
}

/// A plan with its compressed representation. Reads at most as many bytes of it as the plan has,
/// plus a kilobyte: anything longer is damaged, and the comparison finds it. None if the plan is no
/// longer compressed.
pub async fn packed_plan(
    pool: &Pool,
    hash: &PlanHash,
) -> Result<Option<(String, PackedPlan)>, Error> {
    let row = sqlx::query!(
        r#"select body, substring(brotli from 1 for octet_length(body) + $3) as "brotli!", substring(gzip from 1 for octet_length(body) + $3) as "gzip!"
           from seating_plan where hash = $1 and packed_form = $2"#,
        hash.as_str(),
        FORM,
        MOST_OVERHEAD
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| {
        (
            row.body,
            PackedPlan {
                brotli: row.brotli,
                gzip: row.gzip,
            },
        )
    }))
}
