//! One search for seats: what it looks at, and its first and usual end, a party together in a row.

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

/// What is looked for, and where.
pub(super) struct Search<'a, M> {
    pub layout: &'a Layout,
    pub zone: &'a Zone,
    pub statuses: &'a PackedStatuses,
    /// The seats that have the price that is wished for.
    pub priced: &'a [Range<u32>],
    /// Which blocks of the zone to look at.
    pub blocks: Range<usize>,
    /// How many seats.
    pub party: u32,
    /// How many places for wheelchairs must be among them. Where there is one, each piece has one: nobody comes along alone.
    pub wheelchairs: u32,
    pub measure: M,
}

/// Free seats beside each other.
pub(super) struct Run {
    /// Those that fit the wish.
    pub seats: Range<u32>,
    /// The same with those beside them that only have another price.
    pub free: Range<u32>,
}

/// Seats beside each other to be taken. The cheaper one is the lesser, then the one with the lower numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    pub cost: u64,
    pub first: u32,
    pub size: u32,
}

/// What to look at next: all that is within costs no less than what stands beside it in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Block(usize),
    Row(usize),
}

impl<M: Measure> Search<'_, M> {
    /// The seats to take, in order of their numbers. None when there are too few.
    pub fn choose(&self) -> Option<Vec<SeatNo>> {
        if !(1..=MAX_SEATS).contains(&self.party) {
            return None;
        }
        let mut vacancies = Vec::new();
        let pieces = match self.together(&mut vacancies) {
            Some(piece) => vec![piece],
            None => self.in_one_row(&vacancies).or_else(|| self.over_rows(&vacancies))?,
        };
        let mut seats: Vec<u32> = pieces.iter().flat_map(|piece| piece.first..piece.first + piece.size).collect();
        seats.sort_unstable();
        (self.wheelchairs_among(seats.iter().copied()) >= self.wheelchairs).then(|| seats.into_iter().map(SeatNo).collect())
    }

    /// The best place for all, beside each other. Walks blocks and rows in the order of the best that they may have, until none can
    /// beat what is found. Where nothing is found, `vacancies` has all rows with seats that fit.
    pub fn together(&self, vacancies: &mut Vec<Vacancy>) -> Option<Piece> {
        let zone = self.zone;
        let on_sale = |block: &usize| within(self.priced, &zone.blocks[*block].extent.seats).next().is_some();
        let step = |block: usize| Reverse((self.measure.least(&zone.blocks[block].extent), Step::Block(block)));
        let mut queue: BinaryHeap<_> = self.blocks.clone().filter(on_sale).map(step).collect();
        let mut best: Option<Piece> = None;
        while let Some(Reverse((least, step))) = queue.pop() {
            // What costs the same may have lower numbers.
            if best.is_some_and(|best| u64::from(least) * u64::from(self.party) > best.cost) {
                break;
            }
            match step {
                Step::Block(block) => {
                    for row in zone.blocks[block].rows.clone() {
                        let vacancy = self.vacancy(row);
                        if vacancy.longest >= self.party {
                            queue.push(Reverse((self.measure.least(&zone.rows[row].extent), Step::Row(row))));
                        }
                        if vacancy.seats > 0 {
                            vacancies.push(vacancy);
                        }
                    }
                }
                Step::Row(row) => self.each_run(row, |run| {
                    let piece = self.cheapest(&run, self.party, self.wheelchairs, |seat| u64::from(self.measure.seat(seat)));
                    best = best.into_iter().chain(piece).min();
                }),
            }
        }
        best
    }

    fn vacancy(&self, row: usize) -> Vacancy {
        let mut vacancy = Vacancy { row, ..Vacancy::default() };
        let stretches = self.zone.stretches(&self.zone.rows[row]);
        if self.wheelchairs > 0 || stretches.iter().any(|stretch| stretch.len() > 64) {
            self.each_run(row, |run| vacancy.add(run.seats.len() as u32));
        } else {
            // The same, but for all seats at once: in a hall that is sold in bits and pieces nearly all of the time goes here.
            for seats in stretches.iter().flat_map(|stretch| within(self.priced, stretch)) {
                vacancy.add_bits(self.statuses.available_bits(seats));
            }
        }
        vacancy
    }

    /// The runs of a row that fit the wish.
    pub fn each_run(&self, row: usize, mut found: impl FnMut(Run)) {
        for stretch in self.zone.stretches(&self.zone.rows[row]) {
            for free in self.statuses.available_runs(stretch.clone()) {
                for seats in within(self.priced, &free) {
                    if self.wheelchairs == 0 || self.wheelchairs_among(seats.clone()) > 0 {
                        found(Run { seats, free: free.clone() });
                    }
                }
            }
        }
    }

    /// The best so many seats of a run, at least so many of them for wheelchairs, at what each costs and the orphans that are left.
    pub fn cheapest(&self, run: &Run, size: u32, wheelchairs: u32, cost: impl Fn(u32) -> u64) -> Option<Piece> {
        let (start, end) = (run.seats.start, run.seats.end);
        if end - start < size {
            return None;
        }
        let mut seats_cost: u64 = (start..start + size).map(&cost).sum();
        let mut best: Option<Piece> = None;
        for first in start..=end - size {
            if first > start {
                seats_cost = seats_cost - cost(first - 1) + cost(first + size - 1);
            }
            let orphans = orphans(&run.free, &(first..first + size));
            let piece = Piece { cost: with_orphans(seats_cost, orphans, self.party), first, size };
            if best.is_none_or(|best| piece < best) && (wheelchairs == 0 || self.wheelchairs_among(first..first + size) >= wheelchairs) {
                best = Some(piece);
            }
        }
        best
    }

    fn wheelchairs_among(&self, seats: impl Iterator<Item = u32>) -> u32 {
        seats.filter(|seat| self.layout.is_wheelchair_place(*seat)).count() as u32
    }
}
