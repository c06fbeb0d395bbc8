//! Made-up buyers: they hold seats, pay for some and give others back.

use std::time::Duration;

use app::live::SeatFeed;
use domain::{
    SeatNo, SeatStatus,
    live::{Frame, PackedStatuses, Snapshot},
};
use leptos::prelude::*;

use super::chance::Chance;

/// Fills a third of the hall, then lets `at_once` seats change each time that `every` has passed.
pub fn run(feed: SeatFeed, count: u32, at_once: u32, every: Option<Duration>) {
    let mut chance = Chance::new(u64::from(count) + 7);
    let statuses: Vec<_> = (0..count)
        .map(|seat| match (seat / 7 + chance.below(6)) % 9 {
            0..=2 => SeatStatus::Sold,
            3 if chance.below(4) == 0 => SeatStatus::Held,
            _ if chance.below(60) == 0 => SeatStatus::Blocked,
            _ => SeatStatus::Available,
        })
        .collect();
    let packed = PackedStatuses::from_statuses(statuses.into_iter());
    feed.snapshot(&Snapshot::of(1, 0, &packed));
    let Some(every) = every else { return };
    let version = StoredValue::new(0_i64);
    let chance = StoredValue::new(chance);
    let ticking = set_interval_with_handle(
        move || {
            let changed = chance.try_update_value(|chance| changes(feed, count, at_once, chance));
            let (Some(after), Some(changes)) = (version.try_get_value(), changed) else {
                return;
            };
            version.set_value(after + 1);
            feed.frame(&Frame { after, version: after + 1, changes });
        },
        every,
    );
    if let Ok(ticking) = ticking {
        on_cleanup(move || ticking.clear());
    }
}

/// So many different seats in another status each.
fn changes(feed: SeatFeed, count: u32, at_once: u32, chance: &mut Chance) -> Vec<(SeatNo, SeatStatus)> {
    let mut changes: Vec<(SeatNo, SeatStatus)> = Vec::new();
    let mut drawn = vec![false; count as usize];
    // More tries than changes: some seats do not change, and none changes twice.
    for _ in 0..at_once * 4 {
        let seat = SeatNo(chance.below(count));
        if changes.len() == at_once as usize || std::mem::replace(&mut drawn[seat.0 as usize], true) {
            continue;
        }
        let to = match feed.status(seat) {
            SeatStatus::Available => SeatStatus::Held,
            SeatStatus::Held if chance.below(2) == 0 => SeatStatus::Sold,
            SeatStatus::Held => SeatStatus::Available,
            // A ticket that is given back.
            SeatStatus::Sold if chance.below(3) == 0 => SeatStatus::Available,
            SeatStatus::Sold | SeatStatus::Blocked => continue,
        };
        changes.push((seat, to));
    }
    changes
}
