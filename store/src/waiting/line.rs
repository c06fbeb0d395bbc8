//! The line of a waiting room: places, turns, passes, and the step that calls the next places.

use std::ops::Range;

use domain::{
    BuyerId, EventId,
    waiting::{ClaimOutcome, PassTerms},
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::rooms::{self, RoomRow};
use crate::{Error, Pool};

/// The smallest number of places that a server leases at once. The room calls numbers without
/// knowing which of them have a fan. Each number without a fan takes up room until its time to take
/// the turn is over.
const LEAST: u32 = 1;
/// The largest number of places that a server leases at once. It is small because unused places are
/// skipped. A lease takes a millisecond or two, so this is enough for a hundred thousand fans per
/// second.
const MOST: u32 = 256;

/// Leases the next places to this server, for fans who come after the seal of the draw, or without
/// a draw (0): as many as are wanted, but at least 1 and at most 256. Places that the server does
/// not use are skipped. None while the room gives no places: it is off, planned or over, or the
/// draw is void or has no root.
pub async fn lease(
    pool: &Pool,
    event: EventId,
    draw: u8,
    wanted: u32,
) -> Result<Option<Range<i64>>, Error> {
    let wanted = wanted.clamp(LEAST, MOST);
    let first = sqlx::query_scalar!(
        "select queue_lease($1, $2, $3)",
        event.0,
        i16::from(draw),
        wanted as i32
    )
    .fetch_one(pool)
    .await?;
    Ok(first.map(|first| first..first + i64::from(wanted)))
}

/// Takes the turn of a place of this draw (0 without a draw). The caller has checked that the place
/// belongs to this buyer. None if there is no room or it is off; then nobody needs a pass.
///
/// # Errors
/// The database failed. A repeated call gives the same pass.
pub async fn claim(
    pool: &Pool,
    event: EventId,
    draw: u8,
    place: i64,
    buyer: BuyerId,
) -> Result<Option<ClaimOutcome>, Error> {
    let row = sqlx::query!(
        "select outcome, pass_place, pass_until from queue_claim($1, $2, $3, $4)",
        event.0,
        i16::from(draw),
        place,
        buyer.0
    )
    .fetch_one(pool)
    .await?;
    let Some(outcome) = row.outcome else {
        return Ok(None);
    };
    let pass = || {
        let (place, until) = row
            .pass_place
            .zip(row.pass_until)
            .ok_or_else(|| Error::Corrupt("a turn without a pass".to_owned()))?;
        Ok::<_, Error>(PassTerms { place, until })
    };
    Ok(Some(match &*outcome {
        "admitted" => ClaimOutcome::Admitted(pass()?),
        "again" => ClaimOutcome::Again(pass()?),
        "not_yet" => ClaimOutcome::NotYet,
        "full" => ClaimOutcome::Full,
        "other" => ClaimOutcome::Other,
        "ended" => ClaimOutcome::Ended,
        "void" => ClaimOutcome::Void,
        "over" => ClaimOutcome::Over,
        other => return Err(Error::Corrupt(format!("the outcome of a turn `{other}`"))),
    }))
}

/// Calls the next places of a room, at most once in 900 ms. Returns the room afterwards. None if
/// another server does it, or did it just now; the next poll then shows it. Any number of servers
/// may call this each second.
///
/// `seen` has the buyers who showed their pass to this server since the last call. They are always
/// stored. `busy` says that a sale desk was overloaded, which opens an automatic room.
pub async fn step(
    pool: &Pool,
    event: EventId,
    seen: &[BuyerId],
    busy: bool,
) -> Result<Option<RoomRow>, Error> {
    let seen: Vec<Uuid> = seen.iter().map(|buyer| buyer.0).collect();
    let stepped = sqlx::query_scalar!(
        r#"select queue_step($1, $2, $3) as "stepped!""#,
        event.0,
        &seen,
        busy
    )
    .fetch_one(pool)
    .await?;
    if stepped {
        rooms::one(pool, event).await
    } else {
        Ok(None)
    }
}

/// Ends a buyer's pass, so that somebody else can be called. False if the buyer was not inside.
pub async fn leave(pool: &Pool, event: EventId, buyer: BuyerId) -> Result<bool, Error> {
    Ok(
        sqlx::query_scalar!(r#"select queue_leave($1, $2) as "left!""#, event.0, buyer.0)
            .fetch_one(pool)
            .await?,
    )
}

/// The current pass of a buyer.
pub async fn pass_of(
    pool: &Pool,
    event: EventId,
    buyer: BuyerId,
) -> Result<Option<PassTerms>, Error> {
    let pass = sqlx::query_as!(
        PassTerms,
        "select place, until from waiting_pass where event_id = $1 and buyer_id = $2 and left_at is null and until > clock_timestamp()",
        event.0,
        buyer.0
    );
    Ok(pass.fetch_optional(pool).await?)
}

/// The passes of buyers who held seats when the room was switched on. They have no place, so they
/// never claim one.
pub async fn passes_of_holders(
    pool: &Pool,
    event: EventId,
) -> Result<Vec<(BuyerId, PassTerms)>, Error> {
    let rows = sqlx::query!(
        "select buyer_id, place, until from waiting_pass
         where event_id = $1 and place <= 0 and left_at is null and until > clock_timestamp() order by place",
        event.0
    )
    .fetch_all(pool)
    .await?;
    let pass = |buyer: Uuid, place: i64, until: OffsetDateTime| {
        (BuyerId(buyer), PassTerms { place, until })
    };
    Ok(rows
        .into_iter()
        .map(|row| pass(row.buyer_id, row.place, row.until))
        .collect())
}
