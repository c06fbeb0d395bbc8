//! The steps of a draw: announce, seal, set the root, draw. Only one server takes each step, and a
//! value that is set never changes.

use domain::EventId;
use sqlx::{PgConnection, PgExecutor};
use time::OffsetDateTime;

use super::draw_number;
use crate::{Error, Pool, decode};

/// A draw to announce. It has no `Debug`: the seed is secret until the draw has its value.
#[derive(Clone, PartialEq, Eq)]
pub struct NewDraw {
    /// The commitment: a hash of the seed, which the database checks.
    pub commitment: [u8; 32],
    /// The secret seed.
    pub seed: [u8; 32],
    /// The source of the public value: `none`, `drand/CHAINHASH/ROUND` or `announced/TEXT`.
    pub beacon: String,
    /// When the draw closes.
    pub closes_at: OffsetDateTime,
    /// When the value becomes public. The root must be published at least five seconds earlier.
    /// None if the time is unknown.
    pub round_at: Option<OffsetDateTime>,
}

/// A draw in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawRow {
    /// Its number within the event, from 1. A draw with a successor is void.
    pub draw: u8,
    /// The hash of the seed.
    pub commitment: [u8; 32],
    /// The source of the public value.
    pub beacon: String,
    /// The opening of the sale when the draw was announced. If the opening moves before the seal,
    /// the draw is void.
    pub opens_at: OffsetDateTime,
    /// When the draw closes.
    pub closes_at: OffsetDateTime,
    /// When the value becomes public.
    pub round_at: Option<OffsetDateTime>,
    /// When it was sealed. Nobody can enter after that.
    pub sealed_at: Option<OffsetDateTime>,
    /// The data from which the draw is computed. None before the root is set.
    pub root: Option<DrawRoot>,
    /// The result. None before the draw.
    pub value: Option<DrawValue>,
}

/// The data from which a sealed draw is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawRoot {
    /// The number of different entries.
    pub count: u64,
    /// The root of their Merkle tree.
    pub root: [u8; 32],
    /// The hash of everything that is fixed before the value is known.
    pub closing: [u8; 32],
}

/// The result of a draw. It makes the seed public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawValue {
    /// The seed of the commitment.
    pub seed: [u8; 32],
    /// The proof of the value: drand's signature, or the announced text. None for the beacon
    /// `none`.
    pub signature: Option<Vec<u8>>,
    /// The public value.
    pub value: [u8; 32],
    /// When it was set.
    pub drawn_at: OffsetDateTime,
}

/// The draws of an event by number, void ones too. The last one counts.
pub async fn all(database: impl PgExecutor<'_>, event: EventId) -> Result<Vec<DrawRow>, Error> {
    // The seed leaves the database only together with the value.
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

/// Announces the next draw of a room. Returns its number. The earlier draw becomes void, and so do
/// the places that were given after it. None if the room cannot have another draw: the room is not
/// on, somebody has been called, a value is set, places were given in order of arrival, or the draw
/// would close before joining starts or in the past.
///
/// # Errors
/// The database failed, or it rejects a seed that does not match the commitment or an unknown kind
/// of beacon.
pub async fn announce(
    tx: &mut PgConnection,
    event: EventId,
    draw: &NewDraw,
) -> Result<Option<u8>, Error> {
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

/// Seals the draw of a room ten seconds after it closed. Returns its number. Waits for entries that
/// are being written. No entry is written after the seal. None if no draw waits for its seal. A
/// draw is void and is never sealed if the opening has moved since it was announced.
pub async fn seal(pool: &Pool, event: EventId) -> Result<Option<u8>, Error> {
    let sealed = sqlx::query_scalar!("select queue_seal($1)", event.0)
        .fetch_one(pool)
        .await?;
    sealed.map(draw_number).transpose()
}

/// Sets the root of a sealed draw. From then on, fans who join get the places after those of the
/// draw. True if the root has this value. False if the draw is void or not sealed, or its value
/// becomes public within five seconds.
///
/// # Errors
/// The database failed, or another root is set.
pub async fn set_root(
    pool: &Pool,
    event: EventId,
    draw: u8,
    root: &DrawRoot,
) -> Result<bool, Error> {
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

/// Sets the public value of a draw. The caller has checked the signature. True if it has this
/// value. False if the draw is void or has no root.
///
/// # Errors
/// The database failed, or another value is set.
pub async fn set_value(
    pool: &Pool,
    event: EventId,
    draw: u8,
    signature: Option<&[u8]>,
    value: &[u8; 32],
) -> Result<bool, Error> {
    let set = sqlx::query_scalar!(
        r#"select queue_drawn($1, $2, $3, $4) as "set!""#,
        event.0,
        i16::from(draw),
        signature,
        &value[..]
    );
    Ok(set.fetch_one(pool).await?)
}
