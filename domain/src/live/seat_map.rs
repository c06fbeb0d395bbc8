//! The reducer: a snapshot and the frames after it give the status of each seat at every version.

use super::{Frame, PackedStatuses, Position, Snapshot};
use crate::{SeatNo, SeatStatus};

/// The seats of one event at one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatMap {
    position: Position,
    statuses: PackedStatuses,
}

/// The effect of a frame on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrameEffect {
    /// These seats changed, to these statuses. Empty if the map knew all of them.
    Changed(Vec<(SeatNo, SeatStatus)>),
    /// Frames between the map's version and this frame are missing: ask for a snapshot. The map is
    /// unchanged.
    Gap,
}

impl SeatMap {
    /// The map of a snapshot. None if the snapshot's length does not fit its count.
    #[must_use]
    pub fn from_snapshot(snapshot: &Snapshot) -> Option<Self> {
        let statuses = PackedStatuses::from_base64(snapshot.count, &snapshot.status)?;
        Some(Self {
            position: Position {
                epoch: snapshot.epoch,
                version: snapshot.version,
            },
            statuses,
        })
    }

    /// The map of these statuses.
    #[must_use]
    pub fn new(position: Position, statuses: PackedStatuses) -> Self {
        Self { position, statuses }
    }

    /// The version of the map.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// All statuses.
    #[must_use]
    pub fn statuses(&self) -> &PackedStatuses {
        &self.statuses
    }

    /// The status of a seat. Available if there is no such seat.
    #[must_use]
    pub fn status(&self, seat: SeatNo) -> SeatStatus {
        self.statuses.get(seat).unwrap_or(SeatStatus::Available)
    }

    /// Applies a frame. A known frame changes nothing. A frame that begins after the map's version
    /// is a gap.
    pub fn apply(&mut self, frame: &Frame) -> FrameEffect {
        if frame.version <= self.position.version {
            return FrameEffect::Changed(Vec::new());
        }
        if frame.after > self.position.version {
            return FrameEffect::Gap;
        }
        self.position.version = frame.version;
        let changed = frame
            .changes
            .iter()
            .filter(|(seat, status)| self.statuses.set(*seat, *status))
            .copied()
            .collect();
        FrameEffect::Changed(changed)
    }

    /// Sets one seat before its frame arrives, after the buyer's own click. The version stays.
    pub fn anticipate(&mut self, seat: SeatNo, status: SeatStatus) -> bool {
        self.statuses.set(seat, status)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn map(version: i64) -> SeatMap {
        SeatMap::new(Position { epoch: 1, version }, PackedStatuses::new(8))
    }

    fn frame(after: i64, version: i64, changes: &[(u32, SeatStatus)]) -> Frame {
        Frame {
            after,
            version,
            changes: changes
                .iter()
                .map(|(seat, status)| (SeatNo(*seat), *status))
                .collect(),
        }
    }

    #[test]
    fn a_frame_changes_only_its_seats() {
        let mut map = map(4);
        let changed = map.apply(&frame(
            4,
            5,
            &[(2, SeatStatus::Held), (3, SeatStatus::Available)],
        ));
        assert_eq!(
            changed,
            FrameEffect::Changed(vec![(SeatNo(2), SeatStatus::Held)])
        );
        assert_eq!(
            (map.status(SeatNo(2)), map.position().version),
            (SeatStatus::Held, 5)
        );
    }

    #[test]
    fn a_known_frame_changes_nothing_and_an_early_one_is_a_gap() {
        let mut map = map(4);
        assert_eq!(
            map.apply(&frame(2, 4, &[(2, SeatStatus::Held)])),
            FrameEffect::Changed(vec![])
        );
        assert_eq!(
            map.apply(&frame(5, 6, &[(2, SeatStatus::Held)])),
            FrameEffect::Gap
        );
        assert_eq!(map.status(SeatNo(2)), SeatStatus::Available);
    }

    #[test]
    fn a_frame_that_overlaps_known_versions_is_applied() {
        let mut map = map(4);
        assert_eq!(
            map.apply(&frame(2, 6, &[(1, SeatStatus::Sold)])),
            FrameEffect::Changed(vec![(SeatNo(1), SeatStatus::Sold)])
        );
    }

    proptest! {
        /// However a history is cut into overlapping frames, the final map is the same.
        #[test]
        fn overlap_is_harmless(history in prop::collection::vec((0_u32..8, 0_u8..4), 1..40), cuts in prop::collection::vec(1_usize..6, 1..40)) {
            let mut one_by_one = map(0);
            for (v, (seat, bits)) in history.iter().enumerate() {
                one_by_one.apply(&frame(v as i64, v as i64 + 1, &[(*seat, SeatStatus::from_bits(*bits))]));
            }
            let mut in_lumps = map(0);
            let mut from = 0;
            for cut in cuts.iter().cycle() {
                let to = (from + cut).min(history.len());
                let start = from.saturating_sub(2);
                // The latest status of each seat wins, as in the hub's merge.
                let mut last = std::collections::BTreeMap::new();
                for (seat, bits) in &history[start..to] {
                    last.insert(*seat, SeatStatus::from_bits(*bits));
                }
                let changes: Vec<_> = last.into_iter().collect();
                in_lumps.apply(&frame(start as i64, to as i64, &changes));
                from = to;
                if from == history.len() { break; }
            }
            prop_assert_eq!(one_by_one, in_lumps);
        }
    }
}
