//! The state of one fan in a line.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{
    entries::DrawEntry,
    odds::{CallRate, Eta, LineHabits, Odds},
    places::LinePlace,
};
use crate::catalogue::Availability;

/// What the line means for a fan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FanState {
    /// The fan waits.
    Waiting,
    /// The fan may choose seats, with a pass or because no pass is needed.
    Admitted,
    /// Nothing is left to buy.
    Closed,
}

/// The state of one fan in the line of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FanStanding {
    /// The fan's token. The browser sends it with the next request. None if there is no line.
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
    /// What the line means for the fan.
    pub state: FanState,
    /// Whether the turn can be taken now.
    pub claim: bool,
    /// The end of the time to take the turn, by the database's clock. A fan who misses it waits at
    /// the front. None before the turn, after the turn was missed, and if this server does not know
    /// when the place was called.
    #[serde(
        with = "crate::moment::option",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub turn_until: Option<OffsetDateTime>,
    /// Whether the turn of this place was taken and its pass has ended. Joining again gives a place
    /// at the end of the line. Left out if false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
    /// The pass of a fan who is inside. The browser sends it with each hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<String>,
    /// The end of the pass of a fan who is inside, by the database's clock. None if no pass is
    /// needed.
    #[serde(
        with = "crate::moment::option",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub inside_until: Option<OffsetDateTime>,
}

impl FanStanding {
    /// The standing of a fan without a place: no line is needed, or no place is known yet.
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
            ended: false,
            pass: None,
            inside_until: None,
        }
    }

    /// Marks the turn as taken and its pass as ended.
    #[must_use]
    pub fn after_the_pass(self) -> Self {
        Self {
            claim: false,
            turn_until: None,
            ended: true,
            ..self
        }
    }

    /// Adds the place, for the highest called place `serving`.
    #[must_use]
    pub fn at(
        mut self,
        place: LinePlace,
        serving: i64,
        rate: Option<CallRate>,
        habits: LineHabits,
        seats: Availability,
    ) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_fan_whose_pass_has_ended_is_told_of_it() {
        let waiting = FanStanding {
            claim: true,
            turn_until: Some(OffsetDateTime::UNIX_EPOCH),
            ..FanStanding::new(FanState::Waiting)
        };
        let written = |standing: &FanStanding| serde_json::to_value(standing).expect("JSON");
        assert_eq!(
            written(&waiting),
            serde_json::json!({"state": "waiting", "claim": true, "turn_until": "1970-01-01T00:00:00Z"})
        );
        let ended = waiting.after_the_pass();
        assert_eq!(
            written(&ended),
            serde_json::json!({"state": "waiting", "claim": false, "ended": true})
        );
        assert_eq!(
            serde_json::from_value::<FanStanding>(written(&ended)).ok(),
            Some(ended)
        );
    }
}
