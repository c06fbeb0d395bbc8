//! Seats as they are, once and for all: what stands still can be looked at.

use app::live::SeatFeed;
use domain::{
    SeatStatus,
    live::{PackedStatuses, Snapshot},
};

/// Tells what each of so many seats is.
pub fn know(feed: SeatFeed, count: u32, status: fn(u32) -> SeatStatus) {
    let packed = PackedStatuses::from_statuses((0..count).map(status));
    feed.snapshot(&Snapshot::of(1, 0, &packed));
}

/// Of sixteen that follow one another, some are held, sold and kept back.
pub fn of_each_kind(seat: u32) -> SeatStatus {
    match seat % 16 {
        2 | 3 => SeatStatus::Held,
        7 | 8 | 12 => SeatStatus::Sold,
        10 => SeatStatus::Blocked,
        _ => SeatStatus::Available,
    }
}

/// Some are held and may come back, the others are sold.
pub fn none_free(seat: u32) -> SeatStatus {
    if seat.is_multiple_of(5) { SeatStatus::Held } else { SeatStatus::Sold }
}
