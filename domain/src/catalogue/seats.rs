//! Every seat of an event with its status, for programs. Pages use the plan and the live stream instead.

use serde::{Deserialize, Serialize};

use crate::{PriceLevelId, SeatNo, SeatStatus};

/// The answer to `GET /api/v1/events/{id}/seats`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeatsView {
    /// Changes when the history of versions begins anew.
    pub epoch: i64,
    /// The version that the statuses are of.
    pub version: i64,
    /// Numbered seats, in the plan's order.
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
    /// Name of its row.
    pub row: String,
    /// The number on it.
    pub number: String,
    /// What it costs.
    pub price_level: PriceLevelId,
    /// What it is now.
    pub status: SeatStatus,
}

/// A standing area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaView {
    /// Its id in the plan.
    pub area: String,
    /// Its name.
    pub name: String,
    /// What a place costs.
    pub price_level: PriceLevelId,
    /// Places that can be held now.
    pub available: u32,
}
