//! Waiting rooms: switching them, announcing draws, and giving a draw its public value.

use domain::{
    EventId,
    waiting::{AnnouncedText, Beacon, BeaconKind, BeaconProof, DrandChain, DrandRound, RoomMode, RoundSignature, Seed},
};
use rand::{TryRngCore, rngs::OsRng};
use serde_json::json;
use store::{
    Pool, Transaction, notify,
    operator_actions::{self, NewAction, Operator},
    waiting::{
        draws::{self, DrawRow, NewDraw},
        rooms::{self, RoomRow, RoomSwitch},
    },
};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

use super::{OperatingError, refused};
use crate::verify_round;

/// A draw usually closes this long before the opening: with drand, everybody then knows their place 50 s before it.
pub const CLOSE_BEFORE_OPENING: Duration = Duration::seconds(90);

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

impl BeaconChoice {
    /// The choice that an operator names. Rounds of drand are those of this chain.
    #[must_use]
    pub fn of(kind: BeaconKind, chain: DrandChain) -> Self {
        match kind {
            BeaconKind::Drand => Self::Drand(chain),
            BeaconKind::Announced(text) => Self::Announced(text),
            BeaconKind::None => Self::None,
        }
    }

    /// The beacon of a draw that closes at this moment, and when its value becomes public; no moment where nobody can say.
    fn named(&self, closes_at: OffsetDateTime) -> (Beacon, Option<OffsetDateTime>) {
        match self {
            Self::Drand(chain) => {
                let round = chain.times.round_for(closes_at);
                (Beacon::Drand(DrandRound { chain: chain.hash, round }), chain.times.moment_of(round))
            }
            Self::Announced(text) => (Beacon::Announced(text.clone()), None),
            Self::None => (Beacon::None, None),
        }
    }
}

/// A draw to be announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedDraw {
    /// Which public value decides it.
    pub beacon: BeaconChoice,
    /// When it closes.
    pub closes_at: OffsetDateTime,
}

/// The room of an event, switched on or off. None where there has never been one.
///
/// # Errors
/// The database's failure.
pub async fn room(pool: &Pool, event: EventId) -> Result<Option<RoomRow>, OperatingError> {
    Ok(rooms::one(pool, event).await?)
}

/// When a draw of this room usually closes. None where that moment has passed, or comes before joining starts.
#[must_use]
pub fn usual_close(room: &RoomRow) -> Option<OffsetDateTime> {
    room.on_sale_at.checked_sub(CLOSE_BEFORE_OPENING).filter(|close| *close > room.now.max(room.gathers_at))
}

/// Switches the room of an event, creates it the first time, pauses or resumes it, and sets what the switch names. Buyers who hold seats when
/// it opens are inside.
///
/// # Errors
/// An event that is not up for sale, or the database's failure.
pub async fn switch_room(pool: &Pool, operator: &Operator, event: EventId, switch: &RoomSwitch) -> Result<RoomRow, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let room = switch_in(&mut tx, operator, event, switch).await?;
    tx.commit().await.map_err(store::Error::from)?;
    tell(pool, event, room.revision).await;
    Ok(room)
}

/// Like [`switch_room`], by what the room is now: `change` gets the switch that would leave it as it is. With `draw`, a draw is announced too,
/// unless the last one closes at the same moment by the same beacon, so that a repeat announces no other. Either all of it is done, or nothing.
///
/// # Errors
/// A room that is off and would be paused, a draw that cannot be announced, an event that is not up for sale, or the database's failure.
pub async fn change_room(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    change: impl FnOnce(RoomSwitch) -> RoomSwitch + Send,
    draw: Option<PlannedDraw>,
) -> Result<RoomRow, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let switch = change(rooms::lock(&mut tx, event).await?);
    if switch.paused && switch.mode == RoomMode::Off {
        return refused("the waiting room is off, so there is nothing to pause");
    }
    let room = switch_in(&mut tx, operator, event, &switch).await?;
    // The switch has locked the room: of two calls at once, the second sees the draw of the first.
    let last = if draw.is_some() { draws::all(&mut *tx, event).await?.pop() } else { None };
    if let Some(draw) = draw.filter(|draw| !is_announced(&room, last.as_ref(), draw))
        && announce_in(&mut tx, operator, event, &draw).await?.is_none()
    {
        return refused(why_no_draw(Some(&room), draw.closes_at));
    }
    tx.commit().await.map_err(store::Error::from)?;
    tell(pool, event, room.revision).await;
    Ok(room)
}

async fn switch_in(tx: &mut Transaction, operator: &Operator, event: EventId, switch: &RoomSwitch) -> Result<RoomRow, OperatingError> {
    let room = rooms::switch(tx, event, switch).await?.ok_or(OperatingError::UnknownEvent)?;
    let details = json!({"mode": switch.mode, "paused": switch.paused, "settings": room.settings});
    operator_actions::record(tx, operator, &NewAction { action: "waiting_room", event: Some(event), details }).await?;
    Ok(room)
}

/// Whether this draw is announced already, and counts.
fn is_announced(room: &RoomRow, last: Option<&DrawRow>, wanted: &PlannedDraw) -> bool {
    last.is_some_and(|last| {
        let is_void = last.sealed_at.is_none() && last.opens_at != room.on_sale_at;
        let (beacon, _) = wanted.beacon.named(wanted.closes_at);
        !is_void && last.closes_at == wanted.closes_at && last.beacon == beacon.to_string()
    })
}

/// Announces the next draw of a room that is on. The draw before it is void. The seed is made here, and stays secret until the draw has its
/// value.
///
/// # Errors
/// Why there can be no such draw, or the database's failure.
pub async fn announce_draw(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    choice: BeaconChoice,
    closes_at: OffsetDateTime,
) -> Result<DrawRow, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    if announce_in(&mut tx, operator, event, &PlannedDraw { beacon: choice, closes_at }).await?.is_none() {
        tx.rollback().await.map_err(store::Error::from)?;
        return refused(why_no_draw(room(pool, event).await?.as_ref(), closes_at));
    }
    tx.commit().await.map_err(store::Error::from)?;
    changed(pool, event).await;
    last(pool, event).await
}

/// Announces a draw: its number. None if there can be none.
async fn announce_in(
    tx: &mut Transaction,
    operator: &Operator,
    event: EventId,
    planned: &PlannedDraw,
) -> Result<Option<u8>, OperatingError> {
    let (beacon, round_at) = planned.beacon.named(planned.closes_at);
    let mut seed = Seed([0; 32]);
    OsRng.try_fill_bytes(&mut seed.0).map_err(|fault| store::Error::Corrupt(format!("no seed: no random bytes: {fault}")))?;
    let commitment = seed.commitment();
    let draw = NewDraw { commitment: commitment.0, seed: seed.0, beacon: beacon.to_string(), closes_at: planned.closes_at, round_at };
    let Some(number) = draws::announce(tx, event, &draw).await? else { return Ok(None) };
    let details = json!({
        "draw": number, "beacon": draw.beacon, "commitment": commitment.to_string(), "closes_at": written(draw.closes_at),
    });
    operator_actions::record(tx, operator, &NewAction { action: "announce_draw", event: Some(event), details }).await?;
    Ok(Some(number))
}

/// Why the database announces no draw of this room: the conditions of `queue_announce`, in words.
fn why_no_draw(room: Option<&RoomRow>, closes_at: OffsetDateTime) -> String {
    let Some(room) = room.filter(|room| room.mode == RoomMode::On) else {
        return "a draw needs a waiting room that is on, and this one is not".to_owned();
    };
    let (closes, earliest) = (written(closes_at), room.now.max(room.gathers_at));
    if closes_at <= earliest {
        format!("a draw that closes at {closes} is too early: it has to close after {}", written(earliest))
    } else if room.serving > 0 {
        format!("place {} is called already: fans keep the places that they have", room.serving)
    } else if room.draw > 0 {
        format!("draw {} has its result: there is no second choice", room.draw)
    } else {
        "fans have places in order of arrival already: a draw would take them away".to_owned()
    }
}

fn written(moment: OffsetDateTime) -> String {
    moment.replace_nanosecond(0).unwrap_or(moment).format(&Rfc3339).unwrap_or_default()
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
