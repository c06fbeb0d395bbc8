//! Requests for holds, as the API defines them.

use serde::{Deserialize, Serialize};

use crate::{PriceLevelId, SeatNo};

/// The most seats of one booking. Events can set a lower limit.
pub const MAX_SEATS: u32 = 10;

/// Seconds for which seats are held, if the event does not set another time.
pub const DEFAULT_HOLD_SECONDS: u32 = 300;

/// The body of `POST /api/v1/events/{id}/bookings`. It has exactly one of `seats`, `best_available`
/// and `area`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BookingRequest {
    /// These seats. All of them are held, or none.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 10))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<Vec<SeatNo>>,
    /// The best available seats.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::object::option"
    )]
    pub best_available: Option<BestAvailable>,
    /// Spots of a standing area.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::object::option"
    )]
    pub area: Option<AreaQuantity>,
    /// Only with `seats`: what to hold instead if one of them is gone.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::object::option"
    )]
    pub otherwise: Option<Otherwise>,
}

/// What to hold if one of the seats is gone. It never costs more than the requested seats.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Otherwise {
    /// The best available seats, as many as were requested.
    pub best_available: BestAvailable,
}

/// The best available seats, together if possible.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BestAvailable {
    /// The number of seats.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub quantity: u32,
    /// Only seats of this section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Only seats of this price level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_level: Option<PriceLevelId>,
    /// True: only wheelchair and companions' places. False or left out: none of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessible: Option<bool>,
}

/// Spots of a standing area.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AreaQuantity {
    /// The area's id in the plan.
    pub area: String,
    /// The number of spots.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub quantity: u32,
}

impl BookingRequest {
    /// A request for these seats.
    #[must_use]
    pub fn seats(seats: Vec<SeatNo>) -> Self {
        Self {
            seats: Some(seats),
            best_available: None,
            area: None,
            otherwise: None,
        }
    }

    /// A request for these seats. If there is a wish and a seat is gone, the wish finds others.
    #[must_use]
    pub fn seats_or(seats: Vec<SeatNo>, wish: Option<BestAvailable>) -> Self {
        Self {
            otherwise: wish.map(|best_available| Otherwise { best_available }),
            ..Self::seats(seats)
        }
    }

    /// A request for the best available seats.
    #[must_use]
    pub fn best(best: BestAvailable) -> Self {
        Self {
            seats: None,
            best_available: Some(best),
            area: None,
            otherwise: None,
        }
    }

    /// A request for spots of a standing area.
    #[must_use]
    pub fn area(area: AreaQuantity) -> Self {
        Self {
            seats: None,
            best_available: None,
            area: Some(area),
            otherwise: None,
        }
    }
}
