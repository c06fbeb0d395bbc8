//! Where one fan stands.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{
    entries::DrawEntry,
    odds::{CallRate, Eta, LineHabits, Odds},
    places::LinePlace,
};
use crate::catalogue::Availability;

/// What a line is to a fan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FanState {
    /// The fan waits.
    Waiting,
    /// The fan may choose seats: with a pass, or because nobody needs one.
    Admitted,
    /// Nothing is left to buy.
    Closed,
}

/// Where one fan stands in the line of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FanStanding {
    /// What the fan carries, to be sent with the next request; none where there is no line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The fan's entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<DrawEntry>,
    /// The place; none before the draw.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<LinePlace>,
    /// How many places are called before this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead: Option<u64>,
    /// Seconds until the turn at the mean rate; none while nobody knows the rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eta_seconds: Option<u32>,
    /// The range of seconds until the turn.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<u32>>))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eta: Option<[u32; 2]>,
    /// Whether the fan will find seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub odds: Option<Odds>,
    /// What the line is to the fan.
    pub state: FanState,
    /// Whether the turn can be taken now.
    pub claim: bool,
    /// Until when to take the turn, by the database's clock. A fan who misses it waits at the front. None before the turn, and where this
    /// server does not know when the place was called.
    #[serde(with = "crate::moment::option", default, skip_serializing_if = "Option::is_none")]
    pub turn_until: Option<OffsetDateTime>,
    /// When the pass of a fan who is inside ends, by the database's clock.
    #[serde(with = "crate::moment::option", default, skip_serializing_if = "Option::is_none")]
    pub inside_until: Option<OffsetDateTime>,
    /// The fan's pass has ended: they may join again, at the end of the line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
    /// The pass of a fan who is inside, to be sent with each hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<String>,
}

impl FanStanding {
    /// A fan who needs no line, or one without a place yet.
    #[must_use]
    pub fn new(state: FanState) -> Self {
        Self {
            token: None,
            entry: None,
            position: None,
            ahead: None,
            eta_seconds: None,
            eta: None,
            odds: None,
            state,
            claim: false,
            turn_until: None,
            inside_until: None,
            ended: false,
            pass: None,
        }
    }

    /// Says what a place means while `serving` is the highest place called.
    #[must_use]
    pub fn at(mut self, place: LinePlace, serving: i64, rate: Option<CallRate>, habits: LineHabits, seats: Availability) -> Self {
        let ahead = place.ahead(serving);
        let eta = rate.and_then(|rate| Eta::of(ahead, rate));
        self.position = Some(place);
        self.ahead = Some(ahead);
        self.eta_seconds = eta.map(|eta| eta.likely);
        self.eta = eta.map(|eta| [eta.low, eta.high]);
        self.odds = Some(Odds::of(ahead, habits, seats));
        self
    }
}
