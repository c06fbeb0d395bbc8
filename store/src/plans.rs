//! Seating plans by their hash.
//!
//! The API answers with the canonical JSON of a plan. The table has it as text and, once a server
//! has compressed it, as brotli and gzip.

use domain::plan::{PlanHash, SeatingPlan};

use crate::{Error, Pool};

/// The number of the representation that the API sends: the canonical JSON as stored. Increase it
/// if the API ever sends other bytes. Plans that were compressed with a smaller number are neither
/// sent nor checked, and are compressed again.
pub const FORM: i16 = 1;

/// The largest plan that is compressed for the database, in bytes. Even a plan of 200,000 seats
/// rarely has a quarter of this.
const MAX_PACKED: i32 = 16 << 20;

/// The compressed representation of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedPlan {
    /// Compressed with brotli.
    pub brotli: Vec<u8>,
    /// Compressed with gzip.
    pub gzip: Vec<u8>,
}

/// A plan in the representation of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanToSend {
    /// The canonical JSON.
    pub body: String,
    /// The compressed representation. None before a server has compressed it.
    pub packed: Option<PackedPlan>,
}

/// A plan in the representation of the API. None if there is no such plan.
pub async fn to_send(pool: &Pool, hash: &PlanHash) -> Result<Option<PlanToSend>, Error> {
    let row = sqlx::query!(
        r#"select body, case when packed_form = $2 then brotli end as brotli, case when packed_form = $2 then gzip end as gzip
           from seating_plan where hash = $1"#,
        hash.as_str(),
        FORM
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| {
        let packed = row
            .brotli
            .zip(row.gzip)
            .map(|(brotli, gzip)| PackedPlan { brotli, gzip });
        PlanToSend {
            body: row.body,
            packed,
        }
    }))
}

/// The compressed representation of a plan, if there is one.
pub async fn packed(pool: &Pool, hash: &PlanHash) -> Result<Option<PackedPlan>, Error> {
    let packed = sqlx::query_as!(
        PackedPlan,
        r#"select brotli as "brotli!", gzip as "gzip!" from seating_plan where hash = $1 and packed_form = $2"#,
        hash.as_str(),
        FORM
    );
    Ok(packed.fetch_optional(pool).await?)
}

/// Claims the newest plan that is not compressed. Returns its hash and its canonical JSON. No other
/// call gets it for an hour; after that, its server counts as dead. Plans of more than 16 MB are
/// left out.
///
/// # Errors
/// `Corrupt` if a stored hash is not valid.
pub async fn claim_unpacked(pool: &Pool) -> Result<Option<(PlanHash, String)>, Error> {
    let claimed = sqlx::query!(
        "with next as materialized (
            select hash from seating_plan
            where (packed_form is null or packed_form < $1) and (pack_after is null or pack_after <= statement_timestamp())
              and octet_length(body) <= $2
            order by created_at desc, hash limit 1
            for no key update skip locked
         )
         update seating_plan plan set pack_after = clock_timestamp() + interval '1 hour'
         from next where plan.hash = next.hash
         returning plan.hash, plan.body",
        FORM,
        MAX_PACKED
    )
    .fetch_optional(pool)
    .await?;
    let Some(claimed) = claimed else {
        return Ok(None);
    };
    let hash = claimed
        .hash
        .parse::<PlanHash>()
        .map_err(|_| Error::Corrupt(format!("the plan hash `{}`", claimed.hash)))?;
    Ok(Some((hash, claimed.body)))
}

/// Stores the compressed representation of a plan, unless an equally new or newer one exists.
pub async fn keep_packed(pool: &Pool, hash: &PlanHash, packed: &PackedPlan) -> Result<(), Error> {
    sqlx::query!(
        "update seating_plan set brotli = $2, gzip = $3, packed_form = $4, pack_after = null
         where hash = $1 and (packed_form is null or packed_form < $4)",
        hash.as_str(),
        packed.brotli,
        packed.gzip,
        FORM
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// A plan.
///
/// # Errors
/// `Corrupt` if the stored text is not a plan.
pub async fn plan(pool: &Pool, hash: &PlanHash) -> Result<Option<SeatingPlan>, Error> {
    body(pool, hash)
        .await?
        .map(|body| parse(hash, &body))
        .transpose()
}

/// The canonical JSON of a plan, not compressed.
pub async fn body(pool: &Pool, hash: &PlanHash) -> Result<Option<String>, Error> {
    Ok(sqlx::query_scalar!(
        "select body from seating_plan where hash = $1",
        hash.as_str()
    )
    .fetch_optional(pool)
    .await?)
}

/// Parses the canonical JSON of a plan. Takes many milliseconds for a stadium.
///
/// # Errors
/// `Corrupt` if the text is not a plan.
pub fn parse(hash: &PlanHash, body: &str) -> Result<SeatingPlan, Error> {
    serde_json::from_str(body)
        .map_err(|fault| Error::Corrupt(format!("the plan {hash}, which does not parse: {fault}")))
}
