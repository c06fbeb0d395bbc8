//! The seats that a fan prefers: near the middle of the stage, adjacent, and not the same for
//! everyone.

use domain::{
    SeatNo, SeatStatus,
    live::PackedStatuses,
    plan::{PlanIndex, SeatingPlan},
};
use rand::Rng;

/// How strongly fans prefer the front: 1 is no preference, 3 sends half of all fans to the best
/// eighth of the available seats.
const PULL: i32 = 3;
/// How many starting seats a fan tries before they accept seats that are not adjacent.
const LOOKS: u32 = 20;

/// The ranking of a hall's seats, which all fans share.
#[derive(Debug)]
pub struct Taste {
    /// The best seats first.
    by_worth: Vec<SeatNo>,
    /// For each seat: the first seat of its row, and the seat after the last of its row.
    rows: Vec<(u32, u32)>,
}

impl Taste {
    /// Ranks the seats of a hall: seats nearer to the focus are better.
    pub fn of(plan: &SeatingPlan) -> Self {
        let index = PlanIndex::new(plan.clone());
        let focus = plan.stage.focus;
        let distance = |seat: SeatNo| {
            let (x, y) = index
                .seat(seat)
                .map(|seat| seat.centre())
                .unwrap_or_default();
            i64::from(x - focus.x).pow(2) + i64::from(y - focus.y).pow(2)
        };
        let mut by_worth: Vec<SeatNo> = (0..index.seat_count()).map(SeatNo).collect();
        by_worth.sort_by_key(|seat| distance(*seat));
        let rows = index
            .rows()
            .flat_map(|(_, _, seats)| vec![(seats.start, seats.end); seats.len()])
            .collect();
        Self { by_worth, rows }
    }

    /// The seats that a fan chooses. They are fewer than wanted if fewer are available.
    pub fn choose(
        &self,
        statuses: &PackedStatuses,
        wanted: u32,
        dice: &mut impl Rng,
    ) -> Vec<SeatNo> {
        let is_available = |seat: SeatNo| statuses.get(seat) == Some(SeatStatus::Available);
        let available: Vec<SeatNo> = self
            .by_worth
            .iter()
            .copied()
            .filter(|seat| is_available(*seat))
            .collect();
        if available.is_empty() {
            return Vec::new();
        }
        for _ in 0..LOOKS {
            let at = (available.len() as f64 * dice.random::<f64>().powi(PULL)) as usize;
            let together =
                self.together(available[at.min(available.len() - 1)], wanted, is_available);
            if together.len() == wanted as usize {
                return together;
            }
        }
        available.into_iter().take(wanted as usize).collect()
    }

    /// At most `wanted` available seats around this one in its row.
    fn together(
        &self,
        seat: SeatNo,
        wanted: u32,
        is_available: impl Fn(SeatNo) -> bool,
    ) -> Vec<SeatNo> {
        let (first, end) = self.rows[seat.0 as usize];
        let (mut from, mut to) = (seat.0, seat.0 + 1);
        while to - from < wanted && to < end && is_available(SeatNo(to)) {
            to += 1;
        }
        while to - from < wanted && from > first && is_available(SeatNo(from - 1)) {
            from -= 1;
        }
        (from..to).map(SeatNo).collect()
    }
}

/// The number of seats that a fan wants: mostly two.
pub fn wanted(dice: &mut impl Rng) -> u32 {
    match dice.random_range(0..20) {
        0..3 => 1,
        3..13 => 2,
        13..16 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn chosen_seats_are_available_and_together_if_possible() {
        let taste = Taste::of(&demo::halls::sibelius_hall());
        let (mut statuses, mut dice) = (PackedStatuses::new(1_229), StdRng::seed_from_u64(1));
        for _ in 0..100 {
            let seats = taste.choose(&statuses, 2, &mut dice);
            assert_eq!(seats.len(), 2);
            assert_eq!(seats[0].0 + 1, seats[1].0);
            assert!(
                seats
                    .iter()
                    .all(|seat| statuses.set(*seat, SeatStatus::Held)),
                "each was free"
            );
        }
    }

    #[test]
    fn fans_choose_the_remaining_seats_to_the_last_one() {
        let taste = Taste::of(&demo::halls::sibelius_hall());
        let (mut statuses, mut dice) = (PackedStatuses::new(1_229), StdRng::seed_from_u64(1));
        let mut taken = 0;
        loop {
            let seats = taste.choose(&statuses, 3, &mut dice);
            if seats.is_empty() {
                break;
            }
            taken += seats
                .iter()
                .filter(|seat| statuses.set(**seat, SeatStatus::Sold))
                .count();
        }
        assert_eq!(taken, 1_229);
    }

    #[test]
    fn fans_prefer_the_front() {
        let taste = Taste::of(&demo::halls::sibelius_hall());
        let (statuses, mut dice) = (PackedStatuses::new(1_229), StdRng::seed_from_u64(1));
        let best: Vec<SeatNo> = taste.by_worth[..1_229 / 4].to_vec();
        let to_the_front = (0..1_000)
            .filter(|_| best.contains(&taste.choose(&statuses, 1, &mut dice)[0]))
            .count();
        assert!(to_the_front > 550, "{to_the_front}");
    }
}
