//! What a buyer asks to have held, as the API has it.

use serde::{Deserialize, Serialize};

use crate::{PriceLevelId, SeatNo};

/// The most seats that one booking may have, whatever the event says.
pub const MAX_SEATS: u32 = 10;

/// How long seats are held where the event does not say.
pub const DEFAULT_HOLD_SECONDS: u32 = 300;

/// The body of `POST /api/v1/events/{id}/bookings`: exactly one of the three.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BookingRequest {
    /// These seats, all or none.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 10))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<Vec<SeatNo>>,
    /// The best that are free.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::object::option")]
    pub best_available: Option<BestAvailable>,
    /// Places in a standing area.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::object::option")]
    pub area: Option<AreaQuantity>,
}

/// The best seats that are free, together where possible.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BestAvailable {
    /// How many.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub quantity: u32,
    /// In the section of this name only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// At this price level only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_level: Option<PriceLevelId>,
    /// Places for wheelchairs (true), or the others (false, or left out).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessible: Option<bool>,
}

/// Places in a standing area.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AreaQuantity {
    /// The area's id in the plan.
    pub area: String,
    /// How many.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub quantity: u32,
}

impl BookingRequest {
    /// A request for these seats.
    #[must_use]
    pub fn seats(seats: Vec<SeatNo>) -> Self {
        Self { seats: Some(seats), best_available: None, area: None }
    }

    /// A request for the best that are free.
    #[must_use]
    pub fn best(best: BestAvailable) -> Self {
        Self { seats: None, best_available: Some(best), area: None }
    }

    /// A request for places in a standing area.
    #[must_use]
    pub fn area(area: AreaQuantity) -> Self {
        Self { seats: None, best_available: None, area: Some(area) }
    }
}
