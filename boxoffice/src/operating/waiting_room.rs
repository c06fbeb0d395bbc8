//! Waiting rooms: switching them, announcing draws, and giving a draw its public value.

use domain::{
    EventId,
    waiting::{AnnouncedText, Beacon, BeaconProof, DrandChain, DrandRound, RoundSignature, Seed},
};
use rand::{TryRngCore, rngs::OsRng};
use serde_json::json;
use store::{
    Pool, notify,
    operator_actions::{self, NewAction, Operator},
    waiting::{
        draws::{self, DrawRow, NewDraw},
        rooms::{self, RoomRow, RoomSwitch},
    },
};
use time::OffsetDateTime;

use super::{OperatingError, refused};
use crate::verify_round;

/// Which public value decides a draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BeaconChoice {
    /// The first round of this chain that comes 30 s or more after the close: everybody can compute which one.
    Drand(DrandChain),
    /// A future public value, in words, which the operator types in.
    Announced(AnnouncedText),
    /// None: fans can check the sums alone.
    None,
}

/// The room of an event, switched on or off. None where there has never been one.
///
/// # Errors
/// The database's failure.
pub async fn room(pool: &Pool, event: EventId) -> Result<Option<RoomRow>, OperatingError> {
    Ok(rooms::one(pool, event).await?)
}

/// Switches the room of an event, creates it the first time, pauses or resumes it, and sets what the switch names. Buyers who hold seats when
/// it opens are inside.
///
/// # Errors
/// An event that is not up for sale, or the database's failure.
pub async fn switch_room(pool: &Pool, operator: &Operator, event: EventId, switch: &RoomSwitch) -> Result<RoomRow, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let room = rooms::switch(&mut tx, event, switch).await?.ok_or(OperatingError::UnknownEvent)?;
    let details = json!({"mode": switch.mode, "paused": switch.paused, "settings": room.settings});
    operator_actions::record(&mut tx, operator, &NewAction { action: "waiting_room", event: Some(event), details }).await?;
    tx.commit().await.map_err(store::Error::from)?;
    tell(pool, event, room.revision).await;
    Ok(room)
}

/// Announces the next draw of a room that is on. The draw before it is void. The seed is made here, and stays secret until the draw has its
/// value.
///
/// # Errors
/// That it is too late for a draw, or the database's failure.
pub async fn announce_draw(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    choice: BeaconChoice,
    closes_at: OffsetDateTime,
) -> Result<DrawRow, OperatingError> {
    let (beacon, round_at) = match choice {
        BeaconChoice::Drand(chain) => {
            let round = chain.times.round_for(closes_at);
            (Beacon::Drand(DrandRound { chain: chain.hash, round }), chain.times.moment_of(round))
        }
        BeaconChoice::Announced(text) => (Beacon::Announced(text), None),
        BeaconChoice::None => (Beacon::None, None),
    };
    let mut seed = Seed([0; 32]);
    OsRng.try_fill_bytes(&mut seed.0).map_err(|fault| store::Error::Corrupt(format!("no seed: no random bytes: {fault}")))?;
    let draw = NewDraw { commitment: seed.commitment().0, seed: seed.0, beacon: beacon.to_string(), closes_at, round_at };
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let Some(number) = draws::announce(&mut tx, event, &draw).await? else {
        return refused("it is too late for a draw: the room has to be on, nobody called, and the close in the future");
    };
    let details = json!({"draw": number, "beacon": beacon.to_string(), "commitment": seed.commitment().to_string()});
    operator_actions::record(&mut tx, operator, &NewAction { action: "announce_draw", event: Some(event), details }).await?;
    tx.commit().await.map_err(store::Error::from)?;
    changed(pool, event).await;
    last(pool, event).await
}

/// Gives the draw of a room the signature of its round of drand, which is checked with the chain's key.
///
/// # Errors
/// Another signature, a draw that waits for no round of this chain, or the database's failure.
pub async fn set_round(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    chain: &DrandChain,
    signature: RoundSignature,
) -> Result<(), OperatingError> {
    let draw = last(pool, event).await?;
    match draw.beacon.parse::<Beacon>() {
        Ok(Beacon::Drand(round)) if round.chain == chain.hash => {
            if let Err(why) = verify_round(chain.key, round.round, signature) {
                return refused(why);
            }
        }
        _ => return refused(format!("the draw waits for `{}`, and for no round of this chain", draw.beacon)),
    }
    set_value(pool, operator, event, &draw, &BeaconProof::Signature(signature), &signature.0).await
}

/// Gives the draw of a room the value that was announced.
///
/// # Errors
/// A draw that waits for something else, or the database's failure.
pub async fn set_announced(pool: &Pool, operator: &Operator, event: EventId, text: AnnouncedText) -> Result<(), OperatingError> {
    let draw = last(pool, event).await?;
    if !matches!(draw.beacon.parse::<Beacon>(), Ok(Beacon::Announced(_))) {
        return refused(format!("the draw waits for `{}`, and for no announced value", draw.beacon));
    }
    let bytes = text.as_str().as_bytes().to_vec();
    set_value(pool, operator, event, &draw, &BeaconProof::Announcement(text), &bytes).await
}

async fn set_value(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    draw: &DrawRow,
    proof: &BeaconProof,
    bytes: &[u8],
) -> Result<(), OperatingError> {
    let value = proof.value();
    if draw.value.as_ref().is_some_and(|known| known.value != value.0) {
        return refused("the draw has another value already");
    }
    if !draws::set_value(pool, event, draw.draw, Some(bytes), &value.0).await? {
        return refused("the draw has no root yet, or it is void");
    }
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let details = json!({"draw": draw.draw, "value": value.to_string()});
    operator_actions::record(&mut tx, operator, &NewAction { action: "beacon", event: Some(event), details }).await?;
    tx.commit().await.map_err(store::Error::from)?;
    changed(pool, event).await;
    Ok(())
}

/// The draw that counts.
async fn last(pool: &Pool, event: EventId) -> Result<DrawRow, OperatingError> {
    match draws::all(pool, event).await?.pop() {
        Some(draw) => Ok(draw),
        None => refused("the event has no draw"),
    }
}

async fn changed(pool: &Pool, event: EventId) {
    match rooms::one(pool, event).await {
        Ok(Some(room)) => tell(pool, event, room.revision).await,
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "could not notify the servers; they see the change at their next poll"),
    }
}

async fn tell(pool: &Pool, event: EventId, revision: i64) {
    if let Err(error) = notify::queue_changed(pool, event, revision).await {
        tracing::warn!(%error, "could not notify the servers; they see the change at their next poll");
    }
}
