//! The status of a seat.

use serde::{Deserialize, Serialize};

/// The status of a seat of an event. The live stream and the database use the same numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum SeatStatus {
    /// Buyers can hold it.
    Available = 0,
    /// A pending booking has it.
    Held = 1,
    /// It has a ticket.
    Sold = 2,
    /// The organiser keeps it back.
    Blocked = 3,
}

impl SeatStatus {
    /// The status with this number. Only the two lowest bits count.
    #[must_use]
    pub fn from_bits(bits: u8) -> Self {
        match bits & 3 {
            0 => Self::Available,
            1 => Self::Held,
            2 => Self::Sold,
            _ => Self::Blocked,
        }
    }

    /// The number of this status, 0 to 3.
    #[must_use]
    pub fn bits(self) -> u8 {
        self as u8
    }

    /// The status as the API writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Held => "held",
            Self::Sold => "sold",
            Self::Blocked => "blocked",
        }
    }
}
