//! The price level of every seat of an event.

use serde::{Deserialize, Serialize};

use crate::PriceLevelId;

/// The answer to `GET /api/v1/events/{id}/levels`: the plan says where each seat is, and this says what it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Levels {
    /// First seat, last seat, price level.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<i64>>))]
    pub levels: Vec<(u32, u32, PriceLevelId)>,
}
