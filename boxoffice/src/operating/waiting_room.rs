//! Waiting rooms: switches them, announces draws, and sets a draw's public value.

use domain::{
    EventId,
    waiting::{
        AnnouncedText, Beacon, BeaconKind, BeaconProof, DrandChain, DrandRound, RoomMode,
        RoundSignature, Seed,
    },
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

/// How long before the opening a draw usually closes. With drand, fans then know their places 50 s
/// before the opening.
pub const CLOSE_BEFORE_OPENING: Duration = Duration::seconds(90);

/// The public value that decides a draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BeaconChoice {
    /// The first round of this chain that is published 30 s or more after the close. Anyone can
    /// compute its number.
    Drand(DrandChain),
    /// A future public value, described in words. The operator types in its value later.
    Announced(AnnouncedText),
    /// No public value: fans can only check the arithmetic.
    None,
}

impl BeaconChoice {
    /// The choice of this kind. Rounds of drand belong to this chain.
    #[must_use]
    pub fn of(kind: BeaconKind, chain: DrandChain) -> Self {
        match kind {
            BeaconKind::Drand => Self::Drand(chain),
            BeaconKind::Announced(text) => Self::Announced(text),
            BeaconKind::None => Self::None,
        }
    }

    /// The beacon of a draw that closes at this moment, and the time of its publication. No time if
    /// it is unknown.
    fn named(&self, closes_at: OffsetDateTime) -> (Beacon, Option<OffsetDateTime>) {
        match self {
            Self::Drand(chain) => {
                let round = chain.times.round_for(closes_at);
                (
                    Beacon::Drand(DrandRound {
                        chain: chain.hash,
                        round,
                    }),
                    chain.times.moment_of(round),
                )
            }
            Self::Announced(text) => (Beacon::Announced(text.clone()), None),
            Self::None => (Beacon::None, None),
        }
    }
}

/// A draw to announce.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedDraw {
    /// The public value that decides it.
    pub beacon: BeaconChoice,
    /// Closing time.
    pub closes_at: OffsetDateTime,
}

/// The room of an event, on or off. None if the event never had one.
///
/// # Errors
/// If the database fails.
pub async fn room(pool: &Pool, event: EventId) -> Result<Option<RoomRow>, OperatingError> {
    Ok(rooms::one(pool, event).await?)
}

/// When a draw of this room usually closes. None if that moment is past, or comes before joining
/// starts.
#[must_use]
pub fn usual_close(room: &RoomRow) -> Option<OffsetDateTime> {
    room.on_sale_at
        .checked_sub(CLOSE_BEFORE_OPENING)
        .filter(|close| *close > room.now.max(room.gathers_at))
}

/// Switches the room of an event on or off, creates it the first time, pauses or resumes it, and
/// changes the settings of the switch. Buyers who hold seats when the room opens are inside.
///
/// # Errors
/// If the event is not up for sale, or the database fails.
pub async fn switch_room(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    switch: &RoomSwitch,
) -> Result<RoomRow, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let room = switch_in(&mut tx, operator, event, switch).await?;
    tx.commit().await.map_err(store::Error::from)?;
    tell(pool, event, room.revision).await;
    Ok(room)
}

/// Like [`switch_room`], based on the room's current state: `change` gets the switch that would
/// leave it as it is. With `draw` it also announces a draw, unless the last draw has the same
/// closing time and beacon, so that a repeat announces no second one. Either everything is done or
/// nothing.
///
/// # Errors
/// If a room that is off would be paused, the draw cannot be announced, the event is not up for
/// sale, or the database fails.
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
    // The switch has locked the room: of two concurrent calls, the second sees the draw of the
    // first.
    let last = if draw.is_some() {
        draws::all(&mut *tx, event).await?.pop()
    } else {
        None
    };
    if let Some(draw) = draw.filter(|draw| !is_announced(&room, last.as_ref(), draw))
        && announce_in(&mut tx, operator, event, &draw)
            .await?
            .is_none()
    {
        return refused(why_no_draw(Some(&room), draw.closes_at));
    }
    tx.commit().await.map_err(store::Error::from)?;
    tell(pool, event, room.revision).await;
    Ok(room)
}

async fn switch_in(
    tx: &mut Transaction,
    operator: &Operator,
    event: EventId,
    switch: &RoomSwitch,
) -> Result<RoomRow, OperatingError> {
    let room = rooms::switch(tx, event, switch)
        .await?
        .ok_or(OperatingError::UnknownEvent)?;
    let details = json!({"mode": switch.mode, "paused": switch.paused, "settings": room.settings});
    operator_actions::record(
        tx,
        operator,
        &NewAction {
            action: "waiting_room",
            event: Some(event),
            details,
        },
    )
    .await?;
    Ok(room)
}

/// Whether this draw is already announced and valid.
fn is_announced(room: &RoomRow, last: Option<&DrawRow>, wanted: &PlannedDraw) -> bool {
    last.is_some_and(|last| {
        let is_void = last.sealed_at.is_none() && last.opens_at != room.on_sale_at;
        let (beacon, _) = wanted.beacon.named(wanted.closes_at);
        !is_void && last.closes_at == wanted.closes_at && last.beacon == beacon.to_string()
    })
}

/// Announces the next draw of a room that is on. The previous draw becomes void. The seed is
/// created here, and stays secret until the draw has its value.
///
/// # Errors
/// Why no draw can be announced, or that the database fails.
pub async fn announce_draw(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    choice: BeaconChoice,
    closes_at: OffsetDateTime,
) -> Result<DrawRow, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    if announce_in(
        &mut tx,
        operator,
        event,
        &PlannedDraw {
            beacon: choice,
            closes_at,
        },
    )
    .await?
    .is_none()
    {
        tx.rollback().await.map_err(store::Error::from)?;
        return refused(why_no_draw(room(pool, event).await?.as_ref(), closes_at));
    }
    tx.commit().await.map_err(store::Error::from)?;
    changed(pool, event).await;
    last(pool, event).await
}

/// Announces a draw and returns its number. None if it cannot be announced.
async fn announce_in(
    tx: &mut Transaction,
    operator: &Operator,
    event: EventId,
    planned: &PlannedDraw,
) -> Result<Option<u8>, OperatingError> {
    let (beacon, round_at) = planned.beacon.named(planned.closes_at);
    let mut seed = Seed([0; 32]);
    OsRng
        .try_fill_bytes(&mut seed.0)
        .map_err(|fault| store::Error::Corrupt(format!("no seed: no random bytes: {fault}")))?;
    let commitment = seed.commitment();
    let draw = NewDraw {
        commitment: commitment.0,
        seed: seed.0,
        beacon: beacon.to_string(),
        closes_at: planned.closes_at,
        round_at,
    };
    let Some(number) = draws::announce(tx, event, &draw).await? else {
        return Ok(None);
    };
    let details = json!({
        "draw": number, "beacon": draw.beacon, "commitment": commitment.to_string(), "closes_at": written(draw.closes_at),
    });
    operator_actions::record(
        tx,
        operator,
        &NewAction {
            action: "announce_draw",
            event: Some(event),
            details,
        },
    )
    .await?;
    Ok(Some(number))
}

/// Why the database refuses to announce a draw of this room: the conditions of `queue_announce` in
/// words.
fn why_no_draw(room: Option<&RoomRow>, closes_at: OffsetDateTime) -> String {
    let Some(room) = room.filter(|room| room.mode == RoomMode::On) else {
        return "a draw needs a waiting room that is on, and this one is not".to_owned();
    };
    let (closes, earliest) = (written(closes_at), room.now.max(room.gathers_at));
    if closes_at <= earliest {
        format!(
            "a draw that closes at {closes} is too early: it has to close after {}",
            written(earliest)
        )
    } else if room.serving > 0 {
        format!(
            "place {} is called already: fans keep the places that they have",
            room.serving
        )
    } else if room.draw > 0 {
        format!(
            "draw {} has its result: there is no second choice",
            room.draw
        )
    } else {
        "fans have places in order of arrival already: a draw would take them away".to_owned()
    }
}

fn written(moment: OffsetDateTime) -> String {
    moment
        .replace_nanosecond(0)
        .unwrap_or(moment)
        .format(&Rfc3339)
        .unwrap_or_default()
}

/// Sets the signature of the drand round for the draw of a room, after checking it with the chain's
/// key.
///
/// # Errors
/// If the signature is wrong, the draw waits for no round of this chain, or the database fails.
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
        _ => {
            return refused(format!(
                "the draw waits for `{}`, and for no round of this chain",
                draw.beacon
            ));
        }
    }
    set_value(
        pool,
        operator,
        event,
        &draw,
        &BeaconProof::Signature(signature),
        &signature.0,
    )
    .await
}

/// Sets the announced value of the draw of a room.
///
/// # Errors
/// If the draw waits for something else, or the database fails.
pub async fn set_announced(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    text: AnnouncedText,
) -> Result<(), OperatingError> {
    let draw = last(pool, event).await?;
    if !matches!(draw.beacon.parse::<Beacon>(), Ok(Beacon::Announced(_))) {
        return refused(format!(
            "the draw waits for `{}`, and for no announced value",
            draw.beacon
        ));
    }
    let bytes = text.as_str().as_bytes().to_vec();
    set_value(
        pool,
        operator,
        event,
        &draw,
        &BeaconProof::Announcement(text),
        &bytes,
    )
    .await
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
    if draw
        .value
        .as_ref()
        .is_some_and(|known| known.value != value.0)
    {
        return refused("the draw has another value already");
    }
    if !draws::set_value(pool, event, draw.draw, Some(bytes), &value.0).await? {
        return refused("the draw has no root yet, or it is void");
    }
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let details = json!({"draw": draw.draw, "value": value.to_string()});
    operator_actions::record(
        &mut tx,
        operator,
        &NewAction {
            action: "beacon",
            event: Some(event),
            details,
        },
    )
    .await?;
    tx.commit().await.map_err(store::Error::from)?;
    changed(pool, event).await;
    Ok(())
}

/// The current draw.
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
        Err(error) => {
            tracing::warn!(%error, "could not notify the servers; they see the change at their next poll")
        }
    }
}

async fn tell(pool: &Pool, event: EventId, revision: i64) {
    if let Err(error) = notify::queue_changed(pool, event, revision).await {
        tracing::warn!(%error, "could not notify the servers; they see the change at their next poll");
    }
}
