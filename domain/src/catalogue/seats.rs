//! The status of every seat of an event, for API clients. Pages read the plan and the live stream
//! instead.

use serde::{Deserialize, Serialize};

use crate::{PriceLevelId, SeatNo, SeatStatus};

/// The answer to `GET /api/v1/events/{id}/seats`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeatsView {
    /// The generation of the event's history. A restored database begins a new one.
    pub epoch: i64,
    /// The version that these statuses belong to.
    pub version: i64,
    /// Numbered seats, in the order of the plan.
    pub seats: Vec<SeatView>,
    /// Standing areas.
    pub areas: Vec<AreaView>,
}

/// A numbered seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeatView {
    /// Its number in the plan.
    pub seat: SeatNo,
    /// Name of its section.
    pub section: String,
    /// Name of its row. Empty if it has none.
    pub row: String,
    /// The number on the seat.
    pub number: String,
    /// Whether it is a wheelchair place. Left out if it is not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub accessible: bool,
    /// Whether it is for the companion of a wheelchair user. Left out if it is not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub companion: bool,
    /// What buyers should know: "view partly blocked by a pillar". Left out if there is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Its price level.
    pub price_level: PriceLevelId,
    /// Its status.
    pub status: SeatStatus,
}

/// A standing area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaView {
    /// The area's id in the plan.
    pub area: String,
    /// Name of the area.
    pub name: String,
    /// The price level of its spots.
    pub price_level: PriceLevelId,
    /// The number of spots that buyers can hold now.
    pub available: u32,
}
