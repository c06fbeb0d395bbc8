//! The waiting room of the season: one event whose sale opens soon, so that anybody who tries the
//! shop can stand in a line.

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

/// The time between joining and the opening of sales.
const OPENS_IN: Duration = Duration::from_secs(600);
/// The time between the close of the draw and the opening of sales. The draw is sealed 10 s after
/// its close, and has no beacon to wait for.
const CLOSES_BEFORE: Duration = Duration::from_secs(75);
/// The fans inside at the same time: a second fan waits.
const INSIDE: u32 = 1;

/// The most evenings of the event. Each has one draw, because drawn places stay valid.
const EVENINGS: u16 = 60;

/// A line that fans can join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoLine {
    /// Slug of the event.
    pub slug: String,
    /// When sales open.
    pub opens_at: OffsetDateTime,
    /// Whether the draw is still open, so that a fan who joins now takes part in it.
    pub has_draw: bool,
}

impl fmt::Display for DemoLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = self.opens_at.to_offset(time::UtcOffset::UTC).to_hms();
        let first = if self.has_draw {
            "a draw decides who comes first"
        } else {
            "the draw is done, and later fans stand behind it"
        };
        write!(
            f,
            "a line forms now at /events/{}: sales open at {hour:02}:{minute:02}:{second:02} UTC, and {first}",
            self.slug
        )
    }
}

/// Opens the line of one event of the season. [`crate::load()`] must have loaded the season as of
/// `today`. Sales open in ten minutes, and a draw decides the order. Can be repeated: a future
/// opening stays, and a past opening without a draw is moved. Once the draw of an evening has its
/// result, or somebody has bought, the line opens for the next evening, which is a new event.
///
/// # Errors
/// The database failed, the season is not loaded, or the event has had sixty evenings.
pub async fn open_line(
    pool: &Pool,
    today: Date,
    operator: &Operator,
) -> Result<DemoLine, OperatingError> {
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
    Err(OperatingError::Refused(vec![format!(
        "the event with a line has had {EVENINGS} evenings: no other is added"
    )]))
}

/// Opens the line of this event. None if its draw has its result and sales have opened, or if
/// somebody has bought.
async fn open_evening(
    pool: &Pool,
    slug: String,
    operator: &Operator,
) -> Result<Option<DemoLine>, OperatingError> {
    let event = store::events::id_of(pool, &EventKey::Slug(slug.clone()))
        .await?
        .ok_or(OperatingError::UnknownEvent)?;
    let room = operating::room(pool, event).await?;
    let is_drawn = draws::all(pool, event)
        .await?
        .pop()
        .is_some_and(|draw| draw.value.is_some());
    if let Some(room) = room.filter(|room| room.mode == RoomMode::On && room.on_sale_at > room.now)
    {
        return Ok(Some(DemoLine {
            slug,
            opens_at: room.on_sale_at,
            has_draw: !is_drawn,
        }));
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
    match operating::announce_draw(
        pool,
        operator,
        event,
        BeaconChoice::None,
        opens_at - CLOSES_BEFORE,
    )
    .await
    {
        Ok(_) => Ok(Some(DemoLine {
            slug,
            opens_at,
            has_draw: true,
        })),
        // The line gave places before it had a draw.
        Err(OperatingError::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The error if an evening could not be added. This program wrote the evening, so only the database
/// can fail.
fn failed(error: ImportError) -> OperatingError {
    match error {
        ImportError::Store(error) => error.into(),
        other => OperatingError::Refused(vec![other.to_string()]),
    }
}
