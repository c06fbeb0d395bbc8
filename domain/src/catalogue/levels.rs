//! The price level of every seat of an event.

use serde::{Deserialize, Serialize};

use crate::PriceLevelId;

/// The answer to `GET /api/v1/events/{id}/levels`. The plan has the position of each seat, and this
/// has its price level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Levels {
    /// Ranges of seats with one price level: first seat, last seat, level.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<i64>>))]
    pub levels: Vec<(u32, u32, PriceLevelId)>,
}
