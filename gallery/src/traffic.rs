//! Made-up buyers: they hold seats, pay for some and give others back.

use std::time::Duration;

use app::live::SeatFeed;
use domain::{
    SeatNo, SeatStatus,
    live::{Frame, PackedStatuses, Snapshot},
};
use leptos::prelude::*;

/// A generator of chance that is good enough to fill a hall (PCG's multiplier).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as u32) % bound.max(1)
    }
}

/// Fills a third of the hall, then lets three seats change every half second.
pub fn run(feed: SeatFeed, count: u32) {
    let mut chance = Chance(u64::from(count) + 7);
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
    let version = StoredValue::new(0_i64);
    let chance = StoredValue::new(chance);
    let ticking = set_interval_with_handle(
        move || {
            let (Some(after), Some(changes)) = (version.try_get_value(), chance.try_update_value(|chance| changes(feed, count, chance)))
            else {
                return;
            };
            version.set_value(after + 1);
            feed.frame(&Frame { after, version: after + 1, changes });
        },
        Duration::from_millis(500),
    );
    if let Ok(ticking) = ticking {
        on_cleanup(move || ticking.clear());
    }
}

fn changes(feed: SeatFeed, count: u32, chance: &mut Chance) -> Vec<(SeatNo, SeatStatus)> {
    (0..3)
        .filter_map(|_| {
            let seat = SeatNo(chance.below(count));
            let to = match feed.status(seat) {
                SeatStatus::Available => SeatStatus::Held,
                SeatStatus::Held if chance.below(2) == 0 => SeatStatus::Sold,
                SeatStatus::Held => SeatStatus::Available,
                SeatStatus::Sold | SeatStatus::Blocked => return None,
            };
            Some((seat, to))
        })
        .collect()
}
