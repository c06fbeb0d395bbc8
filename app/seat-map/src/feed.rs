//! The live statuses of an event's seats, and a log of recent changes for readers that catch up.

use std::{collections::VecDeque, sync::Arc};

use domain::{
    SeatNo, SeatStatus,
    live::{Frame, FrameEffect, PackedStatuses, Position, SeatMap, Snapshot},
};
use leptos::prelude::*;

/// A reader that lags more than this many frames behind is told to reread every seat.
const KEPT: usize = 64;

/// The seats of one event. A reader subscribes with [`SeatFeed::track`], then asks
/// [`SeatFeed::since`] for the changes after the last tick that it saw. That needs no signal per
/// seat, and a reader misses no frame if several arrive between two runs of its effect.
#[derive(Clone, Copy)]
pub struct SeatFeed {
    state: StoredValue<FeedState>,
    tick: RwSignal<u64>,
}

#[derive(Default)]
struct FeedState {
    map: Option<SeatMap>,
    /// The latest frames: tick, and the seats that changed.
    log: VecDeque<(u64, Arc<[SeatNo]>)>,
    /// A reader that last looked before this tick must reread every seat.
    all_at: u64,
    tick: u64,
}

/// The seats that a reader must reread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Every seat.
    All,
    /// Only these seats. A seat that changed twice appears twice.
    Seats(Vec<SeatNo>),
}

impl Default for SeatFeed {
    fn default() -> Self {
        Self::new()
    }
}

impl SeatFeed {
    /// An empty feed, before the first snapshot.
    #[must_use]
    pub fn new() -> Self {
        Self {
            state: StoredValue::new(FeedState::default()),
            tick: RwSignal::new(0),
        }
    }

    /// Replaces all statuses. Returns false for a malformed snapshot.
    pub fn snapshot(&self, snapshot: &Snapshot) -> bool {
        let Some(map) = SeatMap::from_snapshot(snapshot) else {
            return false;
        };
        self.change(|state, tick| {
            state.map = Some(map);
            state.log.clear();
            state.all_at = tick;
        });
        true
    }

    /// Applies a frame. Returns false if an earlier frame is missing; the caller must then reopen
    /// the stream.
    pub fn frame(&self, frame: &Frame) -> bool {
        let applied = self
            .state
            .try_update_value(|state| state.map.as_mut().map(|map| map.apply(frame)))
            .flatten();
        match applied {
            Some(FrameEffect::Changed(changed)) => {
                if !changed.is_empty() {
                    self.remember(changed.into_iter().map(|(seat, _)| seat).collect());
                }
                true
            }
            Some(FrameEffect::Gap) | None => false,
        }
    }

    /// Sets seats optimistically, before the stream confirms the buyer's own click.
    pub fn anticipate(&self, seats: &[SeatNo], status: SeatStatus) {
        let changed = self.state.try_update_value(|state| match &mut state.map {
            Some(map) => seats
                .iter()
                .copied()
                .filter(|seat| map.anticipate(*seat, status))
                .collect(),
            None => Vec::new(),
        });
        if let Some(changed) = changed.filter(|changed| !changed.is_empty()) {
            self.remember(changed);
        }
    }

    fn remember(&self, seats: Vec<SeatNo>) {
        self.change(|state, tick| {
            state.log.push_back((tick, seats.into()));
            if state.log.len() > KEPT
                && let Some((dropped, _)) = state.log.pop_front()
            {
                state.all_at = dropped;
            }
        });
    }

    fn change(&self, with: impl FnOnce(&mut FeedState, u64)) {
        let tick = self.state.try_update_value(|state| {
            state.tick += 1;
            let tick = state.tick;
            with(state, tick);
            tick
        });
        if let Some(tick) = tick {
            self.tick.set(tick);
        }
    }

    /// Subscribes to changes, and returns the current tick.
    #[must_use]
    pub fn track(&self) -> u64 {
        self.tick.get()
    }

    /// The seats that changed after the tick `seen`.
    #[must_use]
    pub fn since(&self, seen: u64) -> News {
        self.state.with_value(|state| {
            if seen < state.all_at {
                return News::All;
            }
            News::Seats(
                state
                    .log
                    .iter()
                    .filter(|(tick, _)| *tick > seen)
                    .flat_map(|(_, seats)| seats.iter().copied())
                    .collect(),
            )
        })
    }

    /// Whether a snapshot has arrived.
    #[must_use]
    pub fn known(&self) -> bool {
        self.state.with_value(|state| state.map.is_some())
    }

    /// The feed's position in the event's history.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.state
            .with_value(|state| state.map.as_ref().map(SeatMap::position))
    }

    /// A seat's status. Before the first snapshot every seat counts as held, so that the page
    /// promises none.
    #[must_use]
    pub fn status(&self, seat: SeatNo) -> SeatStatus {
        self.known_status(seat).unwrap_or(SeatStatus::Held)
    }

    /// A seat's status; `None` before the first snapshot.
    #[must_use]
    pub fn known_status(&self, seat: SeatNo) -> Option<SeatStatus> {
        self.state
            .with_value(|state| state.map.as_ref().map(|map| map.status(seat)))
    }

    /// Reads all statuses; `None` before the first snapshot.
    #[must_use]
    pub fn with_statuses<T>(&self, read: impl FnOnce(&PackedStatuses) -> T) -> Option<T> {
        self.state
            .with_value(|state| state.map.as_ref().map(|map| read(map.statuses())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(version: i64) -> Snapshot {
        Snapshot::of(1, version, &PackedStatuses::new(100))
    }

    fn frame(version: i64, seat: u32) -> Frame {
        Frame {
            after: version - 1,
            version,
            changes: vec![(SeatNo(seat), SeatStatus::Held)],
        }
    }

    #[test]
    fn a_reader_gets_the_changes_since_its_last_tick() {
        let owner = Owner::new();
        owner.set();
        let feed = SeatFeed::new();
        assert!(
            !feed.frame(&frame(1, 1)),
            "a frame before the snapshot is a gap"
        );
        assert!(feed.snapshot(&snapshot(0)));
        assert_eq!(feed.since(0), News::All);
        let seen = feed.tick.get_untracked();
        assert!(feed.frame(&frame(1, 7)) && feed.frame(&frame(2, 9)));
        assert_eq!(feed.since(seen), News::Seats(vec![SeatNo(7), SeatNo(9)]));
        assert_eq!(feed.since(seen + 1), News::Seats(vec![SeatNo(9)]));
        assert!(!feed.frame(&frame(9, 3)), "a gap is reported");
    }

    #[test]
    fn a_reader_that_lags_far_behind_rereads_every_seat() {
        let owner = Owner::new();
        owner.set();
        let feed = SeatFeed::new();
        feed.snapshot(&snapshot(0));
        let seen = feed.tick.get_untracked();
        for version in 1..=(KEPT as i64 + 1) {
            feed.frame(&frame(version, version as u32));
        }
        assert_eq!(feed.since(seen), News::All);
        assert!(matches!(feed.since(seen + 1), News::Seats(seats) if seats.len() == KEPT));
    }
}
