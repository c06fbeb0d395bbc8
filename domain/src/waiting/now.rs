//! `queue/now`: the public state of a line. It is the same for all fans, so that a cache can
//! answer.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{
    beacon::{Beacon, BeaconValue},
    draw::{Closing, Commitment, DrawNumber},
    room::{RoomReason, RoomState, WorkBits},
};
use crate::PriceLevelId;

/// The pause between two requests of a browser, in milliseconds. A browser adds or subtracts up to
/// 30 %.
pub const AGAIN_MS: u32 = 10_000;

/// The state of a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineNow {
    /// The state of the room.
    pub state: RoomState,
    /// Why it is paused or over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<RoomReason>,
    /// Rises with each change.
    pub revision: i64,
    /// When sales open or opened.
    #[serde(with = "crate::moment")]
    pub opens_at: OffsetDateTime,
    /// The highest place that is called; 0 before the first call.
    pub serving: i64,
    /// The last place that was given; 0 before the first.
    pub last: i64,
    /// How many entries the draw has; none without a draw, and before its root is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<u64>,
    /// The least and the most places that are likely to be called per second; none until there is a
    /// rate.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<f64>>))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<[f64; 2]>,
    /// The seats that are left.
    pub left: LineSeats,
    /// The average number of seats of a booking.
    pub party: f64,
    /// The zero bits of the proof of work for joining. None if no work is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<WorkBits>,
    /// The draw; none where places are given in order of arrival alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<DrawNow>,
    /// The base of the pause before a browser asks again, in milliseconds.
    pub again_ms: u32,
}

/// The seats that a line waits for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineSeats {
    /// Seats that can be held now.
    pub available: u32,
    /// Seats that are held, and may come back.
    pub held: u32,
    /// The number of a price level and how many of its seats can be held now, for each level. Left
    /// out while the server does not know, and where nothing is for sale.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<i32>>))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<(PriceLevelId, u32)>,
}

/// How far the draw of a line has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DrawNow {
    /// Which draw of the event.
    #[cfg_attr(feature = "openapi", schema(value_type = u8))]
    pub number: DrawNumber,
    /// The hash of the seed.
    pub commitment: Commitment,
    /// Where the public value comes from.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub beacon: Beacon,
    /// When it closes.
    #[serde(with = "crate::moment")]
    pub closes_at: OffsetDateTime,
    /// The hash of everything that is fixed before the value is known. Browsers keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
    /// The public value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<BeaconValue>,
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn the_message_is_short_and_reads_back() {
        let now = LineNow {
            state: RoomState::Open,
            reason: None,
            revision: 12_345,
            opens_at: datetime!(2027-01-31 18:30:00 UTC),
            serving: 104_000,
            last: 998_000,
            drawn: Some(750_000),
            rate: Some([41.5, 52.25]),
            left: LineSeats {
                available: 12_000,
                held: 900,
                levels: [1_101, 1_102, 1_103]
                    .map(|level| (PriceLevelId(level), 4_000))
                    .to_vec(),
            },
            party: 2.1,
            work: WorkBits::try_from(17).ok(),
            draw: Some(DrawNow {
                number: DrawNumber::FIRST,
                commitment: Commitment([1; 32]),
                beacon: Beacon::None,
                closes_at: datetime!(2027-01-31 18:28:30 UTC),
                closing: Some(Closing([2; 32])),
                value: Some(BeaconValue([3; 32])),
            }),
            again_ms: AGAIN_MS,
        };
        let text = serde_json::to_string(&now).expect("serialises");
        assert!(text.len() < 640, "{}: {text}", text.len());
        assert!(
            text.contains(r#""levels":[[1101,4000],[1102,4000],[1103,4000]]"#),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<LineNow>(&text).expect("parses"), now);
    }
}
