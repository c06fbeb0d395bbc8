//! Counts of free places: in total, by price level, by section and by area. They are counted once,
//! then updated seat by seat.

use domain::{
    AreaIndex, Money, SeatNo, SeatStatus, catalogue::Availability, live::PackedStatuses,
    plan::Place,
};

use super::{Hall, SeatFilter};

/// The counts of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    statuses: PackedStatuses,
    total: [u32; 4],
    /// Free places by price level.
    levels: Vec<u32>,
    /// Free seats by section, then price level.
    sections: Vec<Vec<u32>>,
    /// Free wheelchair places and companions' seats by section, then price level.
    special: Vec<Vec<u32>>,
    areas: Vec<u32>,
}

impl Tally {
    /// Counts all places.
    #[must_use]
    pub fn new(hall: &Hall, statuses: &PackedStatuses) -> Self {
        let levels = hall.levels().len();
        let plan = hall.plan();
        let mut tally = Self {
            statuses: statuses.clone(),
            total: [0; 4],
            levels: vec![0; levels],
            sections: vec![vec![0; levels]; plan.sections.len()],
            special: vec![vec![0; levels]; plan.sections.len()],
            areas: vec![0; plan.areas.len()],
        };
        for (number, status) in statuses.iter().enumerate() {
            tally.count(hall, SeatNo(number as u32), status, 1);
        }
        tally
    }

    /// Updates the counts for a seat's new status.
    pub fn set(&mut self, hall: &Hall, seat: SeatNo, status: SeatStatus) {
        let Some(before) = self.statuses.get(seat) else {
            return;
        };
        if before != status {
            self.statuses.set(seat, status);
            self.count(hall, seat, before, -1);
            self.count(hall, seat, status, 1);
        }
    }

    fn count(&mut self, hall: &Hall, seat: SeatNo, status: SeatStatus, by: i32) {
        let add = |count: &mut u32| *count = count.saturating_add_signed(by);
        add(&mut self.total[usize::from(status.bits())]);
        if status != SeatStatus::Available {
            return;
        }
        let level = hall.level_index(seat);
        if let Some(level) = level {
            add(&mut self.levels[level]);
        }
        match (hall.index().place(seat), level) {
            (Some(Place::Seat(seat)), Some(level)) => {
                let section = usize::from(seat.section_index);
                add(&mut self.sections[section][level]);
                if seat.row.special(seat.index) {
                    add(&mut self.special[section][level]);
                }
            }
            (Some(Place::Standing(area, _)), _) => add(&mut self.areas[usize::from(area.0)]),
            _ => {}
        }
    }

    /// The number of places of each status.
    #[must_use]
    pub fn availability(&self) -> Availability {
        let [available, held, sold, blocked] = self.total;
        Availability {
            available,
            held,
            sold,
            blocked,
        }
    }

    /// Free places by price level, in the order of the hall's levels.
    #[must_use]
    pub fn levels(&self) -> &[u32] {
        &self.levels
    }

    /// Free seats of a section that the filter shows, by price level.
    fn free_in(
        &self,
        section: usize,
        filter: SeatFilter,
    ) -> impl Iterator<Item = (usize, u32)> + '_ {
        let table = if filter.accessible {
            &self.special
        } else {
            &self.sections
        };
        let levels = table
            .get(section)
            .into_iter()
            .flatten()
            .copied()
            .enumerate();
        levels.filter(move |(level, free)| *free > 0 && filter.levels.shows(Some(*level)))
    }

    /// The number of free seats of a section that the filter shows.
    #[must_use]
    pub fn section(&self, section: usize, filter: SeatFilter) -> u32 {
        self.free_in(section, filter).map(|(_, free)| free).sum()
    }

    /// The most common price level among a section's free seats.
    #[must_use]
    pub fn section_level(&self, section: usize, filter: SeatFilter) -> Option<usize> {
        self.free_in(section, filter)
            .max_by_key(|(_, free)| *free)
            .map(|(level, _)| level)
    }

    /// The lowest and highest price of a section's free seats.
    #[must_use]
    pub fn section_prices(
        &self,
        hall: &Hall,
        section: usize,
        filter: SeatFilter,
    ) -> Option<(Money, Money)> {
        let prices = || {
            self.free_in(section, filter)
                .filter_map(|(level, _)| Some(hall.levels().get(level)?.price))
        };
        prices()
            .min_by_key(|price| price.amount)
            .zip(prices().max_by_key(|price| price.amount))
    }

    /// The number of free places of an area.
    #[must_use]
    pub fn area(&self, area: AreaIndex) -> u32 {
        self.areas.get(usize::from(area.0)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hall::{LevelSet, fixture::hall};

    #[test]
    fn counting_seat_by_seat_equals_counting_again() {
        let hall = hall();
        let mut statuses = PackedStatuses::new(44);
        let mut tally = Tally::new(&hall, &statuses);
        for (seat, status) in [
            (3, SeatStatus::Held),
            (3, SeatStatus::Sold),
            (12, SeatStatus::Blocked),
            (30, SeatStatus::Held),
            (3, SeatStatus::Available),
            (14, SeatStatus::Sold),
        ] {
            statuses.set(SeatNo(seat), status);
            tally.set(&hall, SeatNo(seat), status);
            tally.set(&hall, SeatNo(seat), status);
        }
        assert_eq!(tally, Tally::new(&hall, &statuses));
        assert_eq!(tally.levels(), [12, 29]);
        let all = SeatFilter::default();
        assert_eq!(
            (
                tally.section(0, all),
                tally.section(1, all),
                tally.area(AreaIndex(0))
            ),
            (12, 10, 19)
        );
        assert_eq!(
            tally.availability(),
            Availability {
                available: 41,
                held: 1,
                sold: 1,
                blocked: 1
            }
        );
        assert_eq!(
            tally
                .section_prices(&hall, 1, all)
                .map(|(least, _)| least.amount),
            Some(4500)
        );
    }

    #[test]
    fn wheelchair_places_are_counted_separately() {
        let hall = hall();
        let mut statuses = PackedStatuses::new(44);
        let accessible = SeatFilter {
            accessible: true,
            ..SeatFilter::default()
        };
        let mut tally = Tally::new(&hall, &statuses);
        assert_eq!(
            (tally.section(0, accessible), tally.section(1, accessible)),
            (1, 1),
            "one in the first row of each section"
        );
        assert_eq!(
            tally.section(
                0,
                SeatFilter {
                    levels: LevelSet::from_iter([1]),
                    ..accessible
                }
            ),
            0,
            "none at the other price"
        );
        statuses.set(SeatNo(0), SeatStatus::Held);
        tally.set(&hall, SeatNo(0), SeatStatus::Held);
        assert_eq!(tally.section(0, accessible), 0);
        assert_eq!(tally.section_prices(&hall, 0, accessible), None);
        assert_eq!(tally, Tally::new(&hall, &statuses));
    }
}
