//! Entries of draws: 16 bytes for each fan who joined before the draw closed. They are a set, so an
//! entry may be written twice.

use domain::EventId;

use crate::{Error, Pool};

/// The most entries in one row, which then has 160 KB.
const PER_BATCH: usize = 10_000;
/// The most rows that are read at once: 16 MB.
const BATCHES: i64 = 100;

/// Entries of a draw in the order of their arrival. They may repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryPage {
    /// The entries.
    pub entries: Vec<[u8; 16]>,
    /// The start of the next page. None after the last page.
    pub next: Option<i64>,
}

/// Stores entries of a draw, 10,000 per statement. False if the draw is sealed or void, or does not
/// exist; then the caller gives its fans places at the end of the line. Entries that were written
/// before that take part in the draw.
///
/// # Errors
/// The database failed. Writing all of them again does no harm.
pub async fn enter(
    pool: &Pool,
    event: EventId,
    draw: u8,
    entries: &[[u8; 16]],
) -> Result<bool, Error> {
    for batch in entries.chunks(PER_BATCH) {
        let kept = sqlx::query_scalar!(
            r#"select queue_enter($1, $2, $3) as "kept!""#,
            event.0,
            i16::from(draw),
            batch.as_flattened()
        )
        .fetch_one(pool)
        .await?;
        if !kept {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Entries of a draw from this page on; 0 is the first page. All pages of a sealed draw together
/// have all of its entries.
pub async fn page(pool: &Pool, event: EventId, draw: u8, page: i64) -> Result<EntryPage, Error> {
    let batches = sqlx::query!(
        "select id, entries from waiting_batch where event_id = $1 and draw = $2 and id >= $3 order by id limit $4",
        event.0,
        i16::from(draw),
        page,
        BATCHES
    )
    .fetch_all(pool)
    .await?;
    let is_last = (batches.len() as i64) < BATCHES;
    let next = batches
        .last()
        .filter(|_| !is_last)
        .map(|batch| batch.id + 1);
    let entries = batches
        .iter()
        .flat_map(|batch| batch.entries.as_chunks::<16>().0.iter().copied())
        .collect();
    Ok(EntryPage { entries, next })
}
