//! A search for seats, and its usual result: the whole party together in one row.

use std::{cmp::Reverse, collections::BinaryHeap, ops::Range};

use super::{
    layout::{Layout, Zone},
    measure::Measure,
    priced::within,
    vacancy::Vacancy,
};
use crate::{
    SeatNo,
    live::PackedStatuses,
    seating::cost::{orphans, with_orphans},
    selling::MAX_SEATS,
};

/// The request and the data of a search.
pub(super) struct BlockSearch<'a, M> {
    pub layout: &'a Layout,
    pub zone: &'a Zone,
    pub statuses: &'a PackedStatuses,
    /// The seats with the requested price level.
    pub priced: &'a [Range<u32>],
    /// The blocks of the zone to search.
    pub blocks: Range<usize>,
    /// The number of seats.
    pub party: u32,
    /// The least number of wheelchair places. If it is not 0, each piece has at least one, so that
    /// no companion sits without a wheelchair user.
    pub wheelchairs: u32,
    /// Whether a party that sits together gets exactly this number of wheelchair places. Its other
    /// seats are for companions, or for anybody.
    pub in_kind: bool,
    pub measure: M,
}

/// Available seats that are neighbours.
pub(super) struct SeatRun {
    /// The seats that fit the request.
    pub seats: Range<u32>,
    /// The same run, extended by neighbours that differ only in their price.
    pub available: Range<u32>,
}

/// Neighbouring seats to take. Pieces are ordered by cost, then by seat number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SeatPiece {
    pub cost: u64,
    pub first: u32,
    pub size: u32,
}

/// The next block or row to search. The queue holds it with a lower bound for the cost of its
/// seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum SearchStep {
    Block(usize),
    Row(usize),
}

impl<M: Measure> BlockSearch<'_, M> {
    /// The seats to take, in order of their numbers. None if there are too few.
    pub fn choose(&self) -> Option<Vec<SeatNo>> {
        if !(1..=MAX_SEATS).contains(&self.party) {
            return None;
        }
        let mut vacancies = Vec::new();
        let pieces = match self.together(&mut vacancies) {
            Some(piece) => vec![piece],
            None => self
                .in_one_row(&vacancies)
                .or_else(|| self.over_rows(&vacancies))?,
        };
        let mut seats: Vec<u32> = pieces
            .iter()
            .flat_map(|piece| piece.first..piece.first + piece.size)
            .collect();
        seats.sort_unstable();
        (self.wheelchairs_among(seats.iter().copied()) >= self.wheelchairs)
            .then(|| seats.into_iter().map(SeatNo).collect())
    }

    /// The best run of neighbouring seats for the whole party. Searches blocks and rows in the
    /// order of their lower bounds, until no bound is below the best cost. If nothing is found,
    /// `vacancies` has every row with fitting seats.
    pub fn together(&self, vacancies: &mut Vec<Vacancy>) -> Option<SeatPiece> {
        let zone = self.zone;
        let on_sale = |block: &usize| {
            within(self.priced, &zone.blocks[*block].extent.seats)
                .next()
                .is_some()
        };
        let step = |block: usize| {
            Reverse((
                self.measure.least(&zone.blocks[block].extent),
                SearchStep::Block(block),
            ))
        };
        let mut queue: BinaryHeap<_> = self.blocks.clone().filter(on_sale).map(step).collect();
        let mut best: Option<SeatPiece> = None;
        while let Some(Reverse((least, step))) = queue.pop() {
            // A place with the same cost may have lower numbers.
            if best.is_some_and(|best| u64::from(least) * u64::from(self.party) > best.cost) {
                break;
            }
            match step {
                SearchStep::Block(block) => {
                    for row in zone.blocks[block].rows.clone() {
                        let vacancy = self.vacancy(row);
                        if vacancy.longest >= self.party {
                            queue.push(Reverse((
                                self.measure.least(&zone.rows[row].extent),
                                SearchStep::Row(row),
                            )));
                        }
                        if vacancy.seats > 0 {
                            vacancies.push(vacancy);
                        }
                    }
                }
                SearchStep::Row(row) => self.each_run(row, |run| {
                    let piece = self.cheapest(&run, self.party, self.wheelchairs, |seat| {
                        u64::from(self.measure.seat(seat))
                    });
                    best = best.into_iter().chain(piece).min();
                }),
            }
        }
        best
    }

    fn vacancy(&self, row: usize) -> Vacancy {
        let mut vacancy = Vacancy {
            row,
            ..Vacancy::default()
        };
        let stretches = self.zone.stretches(&self.zone.rows[row]);
        if self.wheelchairs > 0 || stretches.iter().any(|stretch| stretch.len() > 64) {
            self.each_run(row, |run| vacancy.add(run.seats.len() as u32));
        } else {
            // Counts the same for all seats of a stretch at once. In a hall with many small gaps, a
            // search spends most of its time here.
            for seats in stretches
                .iter()
                .flat_map(|stretch| within(self.priced, stretch))
            {
                vacancy.add_bits(self.statuses.available_bits(seats));
            }
        }
        vacancy
    }

    /// Calls `found` for each run of a row that fits the request.
    pub fn each_run(&self, row: usize, mut found: impl FnMut(SeatRun)) {
        for stretch in self.zone.stretches(&self.zone.rows[row]) {
            for available in self.statuses.available_runs(stretch.clone()) {
                for seats in within(self.priced, &available) {
                    if self.wheelchairs == 0 || self.wheelchairs_among(seats.clone()) > 0 {
                        found(SeatRun {
                            seats,
                            available: available.clone(),
                        });
                    }
                }
            }
        }
    }

    /// The best `size` seats of a run with at least `wheelchairs` wheelchair places, or with
    /// exactly as many if `in_kind`. `cost` is the cost of one seat; orphans that are left add to
    /// it.
    pub fn cheapest(
        &self,
        run: &SeatRun,
        size: u32,
        wheelchairs: u32,
        cost: impl Fn(u32) -> u64,
    ) -> Option<SeatPiece> {
        let (start, end) = (run.seats.start, run.seats.end);
        if end - start < size {
            return None;
        }
        let mut seats_cost: u64 = (start..start + size).map(&cost).sum();
        let mut best: Option<SeatPiece> = None;
        for first in start..=end - size {
            if first > start {
                seats_cost = seats_cost - cost(first - 1) + cost(first + size - 1);
            }
            let orphans = orphans(&run.available, &(first..first + size));
            let piece = SeatPiece {
                cost: with_orphans(seats_cost, orphans, self.party),
                first,
                size,
            };
            if best.is_none_or(|best| piece < best) && self.suits(first..first + size, wheelchairs)
            {
                best = Some(piece);
            }
        }
        best
    }

    /// Whether these seats have the required number of wheelchair places.
    fn suits(&self, seats: Range<u32>, wheelchairs: u32) -> bool {
        if self.in_kind {
            self.wheelchairs_among(seats) == wheelchairs
        } else {
            wheelchairs == 0 || self.wheelchairs_among(seats) >= wheelchairs
        }
    }

    fn wheelchairs_among(&self, seats: impl Iterator<Item = u32>) -> u32 {
        seats
            .filter(|seat| self.layout.is_wheelchair_place(*seat))
            .count() as u32
    }
}
