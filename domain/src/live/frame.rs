//! The two kinds of message on the live stream.

use serde::{Deserialize, Serialize};

use super::PackedStatuses;
use crate::{SeatNo, SeatStatus};

/// `event: snapshot`: the status of every seat at one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Snapshot {
    /// The generation of the event's history.
    pub epoch: i64,
    /// The version that the statuses belong to.
    pub version: i64,
    /// The number of seats and spots.
    pub count: u32,
    /// Base64 of two bits for each seat, seat 0 in the lowest bits: 0 available, 1 held, 2 sold, 3
    /// blocked.
    pub status: String,
}

impl Snapshot {
    /// The snapshot of these statuses.
    #[must_use]
    pub fn of(epoch: i64, version: i64, statuses: &PackedStatuses) -> Self {
        Self {
            epoch,
            version,
            count: statuses.count(),
            status: statuses.to_base64(),
        }
    }
}

/// `event: seats`: the new statuses of some seats. Statuses are absolute, so a frame can be applied
/// twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Frame {
    /// The version to which this frame applies. A reader at an older version has missed a frame.
    pub after: i64,
    /// The version after this frame. Under load, one frame covers several versions.
    pub version: i64,
    /// Pairs of seat and status. Each seat appears once.
    #[serde(with = "pairs")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<u32>>))]
    pub changes: Vec<(SeatNo, SeatStatus)>,
}

mod pairs {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{SeatNo, SeatStatus};

    pub fn serialize<S: Serializer>(
        changes: &[(SeatNo, SeatStatus)],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(changes.iter().map(|(seat, status)| (seat.0, status.bits())))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(SeatNo, SeatStatus)>, D::Error> {
        let pairs = Vec::<(u32, u8)>::deserialize(deserializer)?;
        Ok(pairs
            .into_iter()
            .map(|(seat, bits)| (SeatNo(seat), SeatStatus::from_bits(bits)))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_written_in_pairs_of_numbers() {
        let frame = Frame {
            after: 6,
            version: 7,
            changes: vec![
                (SeatNo(412), SeatStatus::Held),
                (SeatNo(3), SeatStatus::Available),
            ],
        };
        let text = serde_json::to_string(&frame).expect("serialises");
        assert_eq!(text, r#"{"after":6,"version":7,"changes":[[412,1],[3,0]]}"#);
        assert_eq!(serde_json::from_str::<Frame>(&text).expect("parses"), frame);
    }
}
