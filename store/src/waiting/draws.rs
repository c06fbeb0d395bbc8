//! The draws of waiting rooms: announced, sealed, given a root, drawn. Each step is taken once, whichever server comes first, and nothing
//! that is set ever changes.

use domain::EventId;
use sqlx::{PgConnection, PgExecutor};
use time::OffsetDateTime;

use super::draw_number;
use crate::{Error, Pool, decode};

/// A draw to be announced. It has no `Debug`: the seed is secret until the draw has its value.
#[derive(Clone, PartialEq, Eq)]
pub struct NewDraw {
    /// What the shop commits to: a hash of the seed, which the database checks.
    pub commitment: [u8; 32],
    /// The secret.
    pub seed: [u8; 32],
    /// Where the public value comes from: `none`, `drand/CHAINHASH/ROUND` or `announced/TEXT`.
    pub beacon: String,
    /// When it closes.
    pub closes_at: OffsetDateTime,
    /// When the value becomes public. The root has to be out five seconds earlier. None where nobody can say.
    pub round_at: Option<OffsetDateTime>,
}

/// A draw as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawRow {
    /// Its number within the event, from 1. One with a successor is void.
    pub draw: u8,
    /// The hash of the seed.
    pub commitment: [u8; 32],
    /// Where the public value comes from.
    pub beacon: String,
    /// The opening when the draw was announced. If the opening has moved since, and the draw was not sealed, it is void.
    pub opens_at: OffsetDateTime,
    /// When it closes.
    pub closes_at: OffsetDateTime,
    /// When the value becomes public.
    pub round_at: Option<OffsetDateTime>,
    /// Since when nobody can enter.
    pub sealed_at: Option<OffsetDateTime>,
    /// What it is made of.
    pub root: Option<DrawRoot>,
    /// What came of it.
    pub value: Option<DrawValue>,
}

/// What a sealed draw is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawRoot {
    /// How many entries, each counted once.
    pub count: u64,
    /// The root of their Merkle tree.
    pub root: [u8; 32],
    /// The hash of all that is fixed before the value.
    pub closing: [u8; 32],
}

/// What came of a draw. The seed is public from here on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawValue {
    /// The secret that the commitment was made of.
    pub seed: [u8; 32],
    /// What proves the value: drand's signature, or the text that was announced. None for the beacon `none`.
    pub signature: Option<Vec<u8>>,
    /// The public value.
    pub value: [u8; 32],
    /// When it was set.
    pub drawn_at: OffsetDateTime,
}

/// The draws of an event, the void ones too, by number: the last one counts.
///
/// # Errors
/// The database's failures.
pub async fn all(database: impl PgExecutor<'_>, event: EventId) -> Result<Vec<DrawRow>, Error> {
    // The seed leaves the database with the value and not earlier.
    let rows = sqlx::query!(
        "select draw, commitment, case when value is not null then seed end as seed, beacon, opens_at, closes_at, round_at, sealed_at, count, root,
            closing, signature, value, drawn_at
         from waiting_draw where event_id = $1 order by draw",
        event.0
    )
    .fetch_all(database)
    .await?;
    rows.into_iter()
        .map(|row| {
            let root = match (row.count, row.root, row.closing) {
                (Some(count), Some(root), Some(closing)) => Some(DrawRoot {
                    count: count.unsigned_abs(),
                    root: decode::bytes("root", root)?,
                    closing: decode::bytes("closing", closing)?,
                }),
                _ => None,
            };
            let value = match (row.seed, row.value, row.drawn_at) {
                (Some(seed), Some(value), Some(drawn_at)) => Some(DrawValue {
                    seed: decode::bytes("seed", seed)?,
                    signature: row.signature,
                    value: decode::bytes("value", value)?,
                    drawn_at,
                }),
                _ => None,
            };
            Ok(DrawRow {
                draw: draw_number(row.draw)?,
                commitment: decode::bytes("commitment", row.commitment)?,
                beacon: row.beacon,
                opens_at: row.opens_at,
                closes_at: row.closes_at,
                round_at: row.round_at,
                sealed_at: row.sealed_at,
                root,
                value,
            })
        })
        .collect()
}

/// Announces the next draw of a room: its number. The draw before it is void then, and the places after that one too. None where it is
/// too late: the room is not on, somebody has been called, a value is set, places were given in order of arrival, or it would close
/// before joining starts or in the past.
///
/// # Errors
/// The database's failures, among them a seed that does not belong to the commitment, and a beacon of no known kind.
pub async fn announce(tx: &mut PgConnection, event: EventId, draw: &NewDraw) -> Result<Option<u8>, Error> {
    let number = sqlx::query_scalar!(
        "select queue_announce($1, $2, $3, $4, $5, $6)",
        event.0,
        &draw.commitment[..],
        &draw.seed[..],
        draw.beacon,
        draw.closes_at,
        draw.round_at
    )
    .fetch_one(tx)
    .await?;
    number.map(draw_number).transpose()
}

/// Seals the draw of a room ten seconds after it closed: its number. It waits for entries that are being written, and none is written after
/// it. None if no draw is to be sealed: a draw whose opening has moved since it was announced is void, and never is.
///
/// # Errors
/// The database's failures.
pub async fn seal(pool: &Pool, event: EventId) -> Result<Option<u8>, Error> {
    let sealed = sqlx::query_scalar!("select queue_seal($1)", event.0).fetch_one(pool).await?;
    sealed.map(draw_number).transpose()
}

/// Publishes what a sealed draw is made of; from now on late-comers get the places after it. True if it is set to this. False if the
/// draw is void, not sealed, or its value is less than five seconds away.
///
/// # Errors
/// The database's failures, among them that another root is set.
pub async fn set_root(pool: &Pool, event: EventId, draw: u8, root: &DrawRoot) -> Result<bool, Error> {
    let set = sqlx::query_scalar!(
        r#"select queue_root($1, $2, $3, $4, $5) as "set!""#,
        event.0,
        i16::from(draw),
        i64::try_from(root.count).unwrap_or(i64::MAX),
        &root.root[..],
        &root.closing[..]
    );
    Ok(set.fetch_one(pool).await?)
}

/// Sets the public value of a draw. The caller has checked the signature. True if it is set to this. False if the draw is void or has
/// no root.
///
/// # Errors
/// The database's failures, among them that another value is set.
pub async fn set_value(pool: &Pool, event: EventId, draw: u8, signature: Option<&[u8]>, value: &[u8; 32]) -> Result<bool, Error> {
    let set = sqlx::query_scalar!(r#"select queue_drawn($1, $2, $3, $4) as "set!""#, event.0, i16::from(draw), signature, &value[..]);
    Ok(set.fetch_one(pool).await?)
}
