//! The line of the season: one event has a waiting room whose sale opens soon, so that whoever tries the shop can stand in it.

use std::{fmt, time::Duration};

use boxoffice::operating::{self, BeaconChoice, OperatingError};
use domain::waiting::{PlacesPerSecond, RoomMode, RoomTarget};
use store::{
    EventKey, Pool,
    import::{ImportError, put_missing_event},
    operator_actions::Operator,
    waiting::{draws, rooms::RoomSwitch},
};
use time::{Date, OffsetDateTime};

use crate::season::event_with_line;

/// How long fans can join before sales open.
const OPENS_IN: Duration = Duration::from_secs(600);
/// How long before that the draw closes: it is sealed 10 s later, and has no beacon to wait for.
const CLOSES_BEFORE: Duration = Duration::from_secs(75);
/// Fans inside at once: whoever comes second waits.
const INSIDE: u32 = 1;

/// The most evenings of the event. Each has one draw, because places that were drawn stay.
const EVENINGS: u16 = 60;

/// A line that fans can join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoLine {
    /// The event.
    pub slug: String,
    /// When its sales open.
    pub opens_at: OffsetDateTime,
    /// Whether the draw is still to come, so that a fan who joins now takes part in it.
    pub has_draw: bool,
}

impl fmt::Display for DemoLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = self.opens_at.to_offset(time::UtcOffset::UTC).to_hms();
        let first = if self.has_draw { "a draw decides who comes first" } else { "the draw is done, and later fans stand behind it" };
        write!(f, "a line forms now at /events/{}: sales open at {hour:02}:{minute:02}:{second:02} UTC, and {first}", self.slug)
    }
}

/// Has a line form at one event of the season as it stands today, which [`crate::load`] has loaded: sales open in ten minutes, and a draw decides
/// who comes first. Safe to repeat: an opening to come stays when it is, and one that has passed without a draw is moved. Once the draw of an
/// evening has its result, or somebody has bought, the line forms for the evening after it, which is a new event.
///
/// # Errors
/// The database's failures, that the season is not loaded, or that the event has had sixty evenings.
pub async fn open_line(pool: &Pool, today: Date, operator: &Operator) -> Result<DemoLine, OperatingError> {
    for evening in 0..EVENINGS {
        let event = event_with_line(today, evening).ok_or(OperatingError::UnknownEvent)?;
        if evening > 0 {
            put_missing_event(pool, &event).await.map_err(failed)?;
        }
        let slug = event.slug.ok_or(OperatingError::UnknownEvent)?;
        if let Some(line) = open_evening(pool, slug, operator).await? {
            return Ok(line);
        }
    }
    Err(OperatingError::Refused(vec![format!("the event with a line has had {EVENINGS} evenings: no other is added")]))
}

/// Has a line form at this event. None once its draw has its result and sales have opened, and once somebody has bought.
async fn open_evening(pool: &Pool, slug: String, operator: &Operator) -> Result<Option<DemoLine>, OperatingError> {
    let event = store::events::id_of(pool, &EventKey::Slug(slug.clone())).await?.ok_or(OperatingError::UnknownEvent)?;
    let room = operating::room(pool, event).await?;
    let is_drawn = draws::all(pool, event).await?.pop().is_some_and(|draw| draw.value.is_some());
    if let Some(room) = room.filter(|room| room.mode == RoomMode::On && room.on_sale_at > room.now) {
        return Ok(Some(DemoLine { slug, opens_at: room.on_sale_at, has_draw: !is_drawn }));
    }
    if is_drawn {
        return Ok(None);
    }
    let opens_at = match operating::move_opening(pool, operator, event, OPENS_IN).await {
        Ok(opens_at) => opens_at,
        // Somebody has bought.
        Err(OperatingError::Refused(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let switch = RoomSwitch {
        mode: RoomMode::On,
        target: RoomTarget::try_from(INSIDE).ok(),
        per_second: PlacesPerSecond::try_from(INSIDE).ok(),
        ..RoomSwitch::default()
    };
    operating::switch_room(pool, operator, event, &switch).await?;
    match operating::announce_draw(pool, operator, event, BeaconChoice::None, opens_at - CLOSES_BEFORE).await {
        Ok(_) => Ok(Some(DemoLine { slug, opens_at, has_draw: true })),
        // Places were given before there was a draw.
        Err(OperatingError::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Why an evening could not be added, which the program wrote itself: only the database can fail.
fn failed(error: ImportError) -> OperatingError {
    match error {
        ImportError::Store(error) => error.into(),
        other => OperatingError::Refused(vec![other.to_string()]),
    }
}
