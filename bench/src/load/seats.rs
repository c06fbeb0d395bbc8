//! The next seat to hold: each seat once, so that every hold can succeed.

use std::cell::Cell;

/// A supply of seats of one event or several.
#[derive(Debug)]
pub struct SeatSupply {
    events: Vec<i32>,
    /// The number of seats that are used of each event, from the first seat on.
    each: u32,
    order: SeatOrder,
    next: Cell<u64>,
}

#[derive(Debug, Clone, Copy)]
enum SeatOrder {
    /// One event after the other.
    InTurn,
    /// One seat of each event, then the next of each.
    Spread,
}

impl SeatSupply {
    /// Supplies the seats of one event after the other.
    pub fn in_turn(events: Vec<i32>, each: u32) -> Self {
        Self {
            events,
            each,
            order: SeatOrder::InTurn,
            next: Cell::new(0),
        }
    }

    /// Supplies one seat of each event, then the next of each.
    pub fn spread(events: Vec<i32>, each: u32) -> Self {
        Self {
            events,
            each,
            order: SeatOrder::Spread,
            next: Cell::new(0),
        }
    }

    /// Event, seat, and a unique number. None if all seats are used.
    pub fn take(&self) -> Option<(i32, u32, u64)> {
        let number = self.next.get();
        if number >= self.events.len() as u64 * u64::from(self.each) {
            return None;
        }
        self.next.set(number + 1);
        let (event, seat) = match self.order {
            SeatOrder::InTurn => (number / u64::from(self.each), number % u64::from(self.each)),
            SeatOrder::Spread => (
                number % self.events.len() as u64,
                number / self.events.len() as u64,
            ),
        };
        Some((self.events[event as usize], seat as u32, number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(seats: &SeatSupply) -> Vec<(i32, u32)> {
        std::iter::from_fn(|| seats.take())
            .map(|(event, seat, _)| (event, seat))
            .collect()
    }

    #[test]
    fn each_seat_is_used_once() {
        assert_eq!(
            all(&SeatSupply::in_turn(vec![7, 9], 2)),
            [(7, 0), (7, 1), (9, 0), (9, 1)]
        );
        assert_eq!(
            all(&SeatSupply::spread(vec![7, 9], 2)),
            [(7, 0), (9, 0), (7, 1), (9, 1)]
        );
    }
}
