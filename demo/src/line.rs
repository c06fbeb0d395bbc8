//! The line of the season: one event has a waiting room whose sale opens soon, so that whoever tries the shop can stand in it.

use std::{fmt, time::Duration};

use boxoffice::operating::{self, BeaconChoice, OperatingError};
use domain::waiting::{PlacesPerSecond, RoomMode, RoomTarget};
use store::{
    EventKey, Pool,
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

/// What became of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DemoLine {
    /// Fans can join.
    Forms {
        /// The event.
        slug: String,
        /// When its sales open.
        opens_at: OffsetDateTime,
        /// Whether a draw decides who comes first. It does not where the draw of an earlier opening has its result, which stays.
        has_draw: bool,
    },
    /// Somebody has bought a seat, so that the opening stays when it was.
    HasSold {
        /// The event.
        slug: String,
    },
}

impl fmt::Display for DemoLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Forms { slug, opens_at, has_draw } => {
                let (hour, minute, second) = opens_at.to_offset(time::UtcOffset::UTC).to_hms();
                let first = if *has_draw { "a draw decides who comes first" } else { "who comes first is served first" };
                write!(f, "a line forms now at /events/{slug}: sales open at {hour:02}:{minute:02}:{second:02} UTC, and {first}")
            }
            Self::HasSold { slug } => write!(f, "no new line at /events/{slug}: its sales have begun"),
        }
    }
}

/// Has a line form at one event of the season as it stands today, which [`crate::load`] has loaded: sales open in ten minutes. Safe to repeat:
/// an opening to come stays when it is, and one that has passed is moved, unless somebody has bought.
///
/// # Errors
/// The database's failures, or that the season is not loaded.
pub async fn open_line(pool: &Pool, today: Date, operator: &Operator) -> Result<DemoLine, OperatingError> {
    let slug = event_with_line(today).and_then(|event| event.slug).ok_or(OperatingError::UnknownEvent)?;
    let event = store::events::id_of(pool, &EventKey::Slug(slug.clone())).await?.ok_or(OperatingError::UnknownEvent)?;
    let room = operating::room(pool, event).await?;
    if let Some(room) = room.filter(|room| room.mode == RoomMode::On && room.on_sale_at > room.now) {
        let draw = draws::all(pool, event).await?.pop();
        let has_draw = draw.is_some_and(|draw| draw.value.is_none());
        return Ok(DemoLine::Forms { slug, opens_at: room.on_sale_at, has_draw });
    }
    let opens_at = match operating::move_opening(pool, operator, event, OPENS_IN).await {
        Ok(opens_at) => opens_at,
        Err(OperatingError::Refused(_)) => return Ok(DemoLine::HasSold { slug }),
        Err(error) => return Err(error),
    };
    let switch = RoomSwitch {
        mode: RoomMode::On,
        target: RoomTarget::try_from(INSIDE).ok(),
        per_second: PlacesPerSecond::try_from(INSIDE).ok(),
        ..RoomSwitch::default()
    };
    operating::switch_room(pool, operator, event, &switch).await?;
    let has_draw = match operating::announce_draw(pool, operator, event, BeaconChoice::None, opens_at - CLOSES_BEFORE).await {
        Ok(_) => true,
        Err(OperatingError::Refused(_)) => false,
        Err(error) => return Err(error),
    };
    Ok(DemoLine::Forms { slug, opens_at, has_draw })
}
