//! A slow and simple model of the rules of best seats: it examines every possible choice.

use boxoffice::EventPlan;
use domain::{SeatNo, SeatStatus, live::PackedStatuses, selling::BestAvailable};

/// The cost of each orphan, in plan units per person.
const ORPHAN: f64 = 400.0;

/// The cost of each seat with a note, in plan units.
const NOTE: f64 = 16_777_216.0;

/// The cost of a seat in another row or section than the lost ones, besides its distance, in plan
/// units.
const OTHER_ROW: f64 = 75.0;
const OTHER_SECTION: f64 = 300.0;

pub struct Model<'a> {
    pub plan: &'a EventPlan,
    pub statuses: &'a PackedStatuses,
}

impl Model<'_> {
    pub fn available(&self, seat: SeatNo) -> bool {
        self.statuses.get(seat) == Some(SeatStatus::Available)
    }

    /// Whether it is a wheelchair place or a companion's seat.
    pub fn accessible(&self, seat: SeatNo) -> bool {
        let seat = self.plan.index.seat(seat).expect("a seat");
        seat.accessible() || seat.row.companion.contains(&seat.index)
    }

    /// The cost of the notes of a choice.
    fn notes(&self, chosen: &[SeatNo]) -> f64 {
        let has_note = |seat: &SeatNo| self.plan.index.seat(*seat).expect("a seat").has_note();
        NOTE * chosen.iter().filter(|seat| has_note(seat)).count() as f64
    }

    pub fn row(&self, seat: SeatNo) -> (u16, u16) {
        let seat = self.plan.index.seat(seat).expect("a seat");
        (seat.section_index, seat.row_index)
    }

    /// All available seats that a wish allows.
    pub fn fitting(&self, wish: &BestAvailable) -> Vec<SeatNo> {
        let fits = |seat: &SeatNo| {
            let at = self.plan.index.seat(*seat).expect("a seat");
            self.available(*seat)
                && self.accessible(*seat) == wish.accessible.unwrap_or(false)
                && wish
                    .section
                    .as_ref()
                    .is_none_or(|name| at.section.name == *name)
                && wish
                    .price_level
                    .is_none_or(|level| self.plan.level_of(*seat) == Some(level))
        };
        (0..self.plan.index.seat_count())
            .map(SeatNo)
            .filter(fits)
            .collect()
    }

    /// Whether two seats are adjacent, with no gap between them, and of the same kind.
    pub fn beside(&self, one: SeatNo, next: SeatNo) -> bool {
        let (low, high) = (one.min(next), one.max(next));
        let aisle = |seat: SeatNo| {
            let seat = self.plan.index.seat(seat).expect("a seat");
            seat.row.aisles_after.contains(&seat.index)
        };
        high.0 == low.0 + 1
            && self.row(low) == self.row(high)
            && !aisle(low)
            && self.accessible(low) == self.accessible(high)
    }

    /// The groups of adjacent seats in a sorted choice.
    pub fn groups<'s>(&self, seats: &'s [SeatNo]) -> Vec<&'s [SeatNo]> {
        seats
            .chunk_by(|one, next| self.beside(*one, *next))
            .collect()
    }

    /// The number of people in a choice who sit alone.
    pub fn alone(&self, seats: &[SeatNo]) -> usize {
        self.groups(seats)
            .iter()
            .filter(|group| group.len() == 1)
            .count()
    }

    /// The number of rows in a choice.
    pub fn rows(&self, seats: &[SeatNo]) -> usize {
        seats
            .chunk_by(|one, next| self.row(*one) == self.row(*next))
            .count()
    }

    /// The number of available seats that lose their last available neighbour through a choice.
    pub fn orphans(&self, chosen: &[SeatNo]) -> usize {
        let seats = || (0..self.plan.index.seat_count()).map(SeatNo);
        let orphaned = |seat: &SeatNo| {
            let neighbours: Vec<SeatNo> = seats()
                .filter(|other| self.beside(*seat, *other) && self.available(*other))
                .collect();
            self.available(*seat)
                && !chosen.contains(seat)
                && neighbours.iter().any(|other| chosen.contains(other))
                && neighbours.iter().all(|other| chosen.contains(other))
        };
        seats().filter(orphaned).count()
    }

    /// The cost of a choice in plan units: the distance of each seat from the stage's focus, with a
    /// penalty for the angle, the orphans and the notes.
    pub fn cost(&self, chosen: &[SeatNo]) -> f64 {
        let focus = self.plan.index.plan().stage.focus;
        let from_focus = |(x, y): (i32, i32)| (f64::from(x - focus.x), f64::from(y - focus.y));
        let all: Vec<(f64, f64)> = self
            .plan
            .index
            .seats()
            .map(|seat| from_focus(seat.centre()))
            .collect();
        let middle = all
            .iter()
            .fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
        let length = f64::hypot(middle.0, middle.1);
        let one_sided = length / all.iter().map(|at| at.0.hypot(at.1)).sum::<f64>();
        let seat = |seat: &SeatNo| {
            let at = all[seat.0 as usize];
            let distance = at.0.hypot(at.1);
            distance + one_sided * (distance - (at.0 * middle.0 + at.1 * middle.1) / length)
        };
        chosen.iter().map(seat).sum::<f64>()
            + ORPHAN * (self.orphans(chosen) * chosen.len()) as f64
            + self.notes(chosen)
    }

    /// The cost in plan units of a choice in place of these sorted seats: the distance of each seat
    /// from their middle, with a penalty for another row than the first seat's and a larger one for
    /// another section, the orphans, and the notes if these seats have none.
    pub fn distance(&self, chosen: &[SeatNo], asked: &[SeatNo]) -> f64 {
        let centre = |seat: &SeatNo| {
            let (x, y) = self.plan.index.seat(*seat).expect("a seat").centre();
            (f64::from(x), f64::from(y))
        };
        let sum = asked
            .iter()
            .map(centre)
            .fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
        let to = (sum.0 / asked.len() as f64, sum.1 / asked.len() as f64);
        let (section, row) = self.row(asked[0]);
        let elsewhere = |seat: &SeatNo| match self.row(*seat) {
            (other, _) if other != section => OTHER_SECTION,
            (_, other) if other != row => OTHER_ROW,
            _ => 0.0,
        };
        let seat = |seat: &SeatNo| {
            let (x, y) = centre(seat);
            (x - to.0).hypot(y - to.1) + elsewhere(seat)
        };
        let notes = if self.notes(asked) > 0.0 {
            0.0
        } else {
            self.notes(chosen)
        };
        chosen.iter().map(seat).sum::<f64>()
            + ORPHAN * (self.orphans(chosen) * chosen.len()) as f64
            + notes
    }

    /// Every group of adjacent seats for this number of people, from sorted seats.
    pub fn together<'s>(&self, fitting: &'s [SeatNo], quantity: usize) -> Vec<&'s [SeatNo]> {
        fitting
            .windows(quantity)
            .filter(|seats| self.groups(seats).len() == 1)
            .collect()
    }
}

/// Every choice of `quantity` of these seats.
pub fn choices(seats: &[SeatNo], quantity: usize) -> Vec<Vec<SeatNo>> {
    if quantity == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (index, seat) in seats.iter().enumerate() {
        for rest in choices(&seats[index + 1..], quantity - 1) {
            all.push([vec![*seat], rest].concat());
        }
    }
    all
}
