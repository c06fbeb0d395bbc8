//! Splits a party within one row.

use std::{cmp::Reverse, collections::BinaryHeap, iter};

use super::{
    ALONE, COMPANY, PARTING,
    measure::Measure,
    search::{BlockSearch, SeatPiece, SeatRun},
    vacancy::{SIZES, Vacancy, alone},
};

/// The number of rows that are tried, the most promising first.
const ROWS: usize = 8;

/// The number of centres in each row around which the party is placed.
const PLACES: usize = 2;

impl<M: Measure> BlockSearch<'_, M> {
    /// The best pieces of one row. None if no row has room for the party.
    pub fn in_one_row(&self, vacancies: &[Vacancy]) -> Option<Vec<SeatPiece>> {
        let with_room = vacancies
            .iter()
            .filter(|vacancy| vacancy.seats >= self.party);
        let mut queue: BinaryHeap<_> = with_room
            .map(|vacancy| Reverse((self.least(vacancy), vacancy.row)))
            .collect();
        let mut best: Option<(u64, Vec<SeatPiece>)> = None;
        for Reverse((least, row)) in iter::from_fn(|| queue.pop()).take(ROWS) {
            if best.as_ref().is_some_and(|(cost, _)| least > *cost) {
                break;
            }
            let runs = self.runs(row);
            for place in self.places(&runs) {
                if let Some(found) = self.part(&runs, self.party, place)
                    && best.as_ref().is_none_or(|(cost, _)| found.0 < *cost)
                {
                    best = Some(found);
                }
            }
        }
        best.map(|(_, pieces)| pieces)
    }

    /// A lower bound for the cost of seating the party in this row.
    fn least(&self, vacancy: &Vacancy) -> u64 {
        let party = u64::from(self.party);
        let seats = u64::from(self.measure.least(&self.zone.rows[vacancy.row].extent)) * party;
        let pieces = u64::from(self.party.div_ceil(vacancy.longest));
        seats
            + pieces * PARTING * party
            + u64::from(alone(vacancy.in_pairs(self.party), self.party)) * ALONE
    }

    pub fn runs(&self, row: usize) -> Vec<SeatRun> {
        let mut runs = Vec::new();
        self.each_run(row, |run| runs.push(run));
        runs
    }

    /// The middle seats of the best runs.
    fn places(&self, runs: &[SeatRun]) -> impl Iterator<Item = (f64, f64)> {
        let mut middles: Vec<(u32, u32)> = runs.iter().map(|run| self.middle(run)).collect();
        middles.sort_unstable();
        middles
            .into_iter()
            .take(PLACES)
            .map(|(_, seat)| self.layout.centre(seat))
    }

    /// The cost of the seat in the middle of a run, and this seat.
    pub fn middle(&self, run: &SeatRun) -> (u32, u32) {
        let seat = run.seats.start + (run.seats.end - run.seats.start) / 2;
        (self.measure.seat(seat), seat)
    }

    /// Seats this many people in pieces of these runs, near a point: with as few people alone as
    /// possible, and then at the lowest cost. None if they do not fit.
    pub fn part(
        &self,
        runs: &[SeatRun],
        people: u32,
        place: (f64, f64),
    ) -> Option<(u64, Vec<SeatPiece>)> {
        let people = people as usize;
        let cost = |seat| {
            u64::from(self.measure.seat(seat))
                + COMPANY * u64::from(self.layout.distance(seat, place))
        };
        // `least`: for each number of people, the lowest cost in the runs so far. `taken`: for each
        // run and number of people, the piece of this run.
        let mut least = [None; SIZES];
        least[0] = Some(0_u64);
        let mut taken: Vec<[Option<SeatPiece>; SIZES]> = Vec::with_capacity(runs.len());
        for run in runs {
            let before = least;
            let mut take = [None; SIZES];
            for size in 1..=people.min(run.seats.len()) {
                let Some(mut piece) =
                    self.cheapest(run, size as u32, self.wheelchairs.min(1), cost)
                else {
                    continue;
                };
                piece.cost += PARTING * u64::from(self.party) + if size == 1 { ALONE } else { 0 };
                for all in size..=people {
                    if let Some(others) = before[all - size]
                        && least[all].is_none_or(|cost| others + piece.cost < cost)
                    {
                        least[all] = Some(others + piece.cost);
                        take[all] = Some(piece);
                    }
                }
            }
            taken.push(take);
        }
        let mut left = people;
        let mut pieces = Vec::new();
        for piece in taken.iter().rev() {
            if let Some(piece) = piece[left] {
                left -= piece.size as usize;
                pieces.push(piece);
            }
        }
        least[people].map(|cost| (cost, pieces))
    }
}
