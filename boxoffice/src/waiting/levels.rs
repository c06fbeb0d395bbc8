//! The available seats at each price, for waiting fans. They are counted from the seats in this
//! server's memory, so that a fan's request needs no statement.

use std::{collections::BTreeMap, time::Duration};

use domain::{EventId, PriceLevelId, live::PackedStatuses};
use tokio_util::sync::CancellationToken;

use crate::{BoxOffice, Refusal};

/// How often the seats are counted.
const PERIOD: Duration = Duration::from_secs(1);

/// Price levels in order of their numbers, each with its number of available seats.
pub(super) type LevelCounts = Vec<(PriceLevelId, u32)>;

/// Counts available seats until the shutdown, for each room that fans can join.
pub(crate) async fn count_levels(office: BoxOffice, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(PERIOD) => {}
            () = shutdown.cancelled() => return,
        }
        for room in office.waiting().rooms() {
            if !room.takes_fans() {
                continue;
            }
            let left = tokio::select! {
                left = office.left_at_each_price(room.event) => left,
                () = shutdown.cancelled() => return,
            };
            match left {
                Ok(left) => room.note_levels(left),
                // The last counts would become outdated, so fans get none.
                Err(refusal) => {
                    tracing::debug!(%refusal, event = %room.event, "could not count the available seats at each price");
                    room.note_levels(Vec::new());
                }
            }
        }
    }
}

impl BoxOffice {
    async fn left_at_each_price(&self, event: EventId) -> Result<LevelCounts, Refusal> {
        let plan = self.plan(event).await?;
        let statuses = self.hub().current(event).await?.statuses();
        Ok(count(&plan.ranges, &statuses))
    }
}

/// The available seats of each level. A range includes its first and its last seat.
fn count(ranges: &[(u32, u32, PriceLevelId)], statuses: &PackedStatuses) -> LevelCounts {
    let mut left: BTreeMap<PriceLevelId, u32> = BTreeMap::new();
    for (first, last, level) in ranges {
        let available: u32 = statuses
            .available_runs(*first..last.saturating_add(1))
            .map(|run| run.end - run.start)
            .sum();
        *left.entry(*level).or_default() += available;
    }
    left.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use domain::{SeatNo, SeatStatus};

    use super::*;

    #[test]
    fn each_level_counts_the_available_seats_of_all_its_ranges() {
        let (stalls, balcony) = (PriceLevelId(7), PriceLevelId(3));
        let ranges = [(0, 9, stalls), (10, 19, balcony), (20, 24, stalls)];
        let mut statuses = PackedStatuses::new(25);
        assert_eq!(count(&ranges, &statuses), [(balcony, 10), (stalls, 15)]);
        for (seat, status) in [
            (0, SeatStatus::Held),
            (24, SeatStatus::Sold),
            (12, SeatStatus::Blocked),
        ] {
            statuses.set(SeatNo(seat), status);
        }
        assert_eq!(count(&ranges, &statuses), [(balcony, 9), (stalls, 13)]);
        for seat in 10..20 {
            statuses.set(SeatNo(seat), SeatStatus::Sold);
        }
        assert_eq!(
            count(&ranges, &statuses),
            [(balcony, 0), (stalls, 13)],
            "a level without seats is told too"
        );
    }
}
