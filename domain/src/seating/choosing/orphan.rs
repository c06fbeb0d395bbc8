//! The single-seat rule: a choice must not leave an orphan, an available seat alone between taken
//! ones, if it can leave none. Hardly any buyer wants such a seat.
//!
//! The rule does not apply in these cases:
//! - Less than a tenth of the seats is available.
//! - Every choice of this size from the same run leaves a seat alone (one seat of two, two of
//!   three).
//! - The seat left alone is a wheelchair or companion's place.

use std::ops::Range;

use super::House;
use crate::{SeatNo, SeatStatus, seating::cost::orphans};

/// Below this percentage of available seats the rule does not apply.
const NEARLY_FULL_PERCENT: u32 = 10;

/// The seats that a choice leaves alone, and what to choose instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeavesOrphan {
    /// The seats that would be left alone.
    pub orphans: Vec<SeatNo>,
    /// As many seats as were chosen, at the same prices, moved as little as possible so that none
    /// is left alone. Empty if moving does not help.
    pub instead: Vec<SeatNo>,
}

/// The seats that this choice would leave alone against the rule. None if it follows the rule, or
/// the rule does not apply. A choice with seats that are not available is not judged here.
#[must_use]
pub fn leaves_orphan(house: &House<'_>, chosen: &[SeatNo]) -> Option<LeavesOrphan> {
    let mut left: Vec<u32> = chosen.iter().map(|seat| seat.0).collect();
    left.sort_unstable();
    if left.iter().any(|seat| !house.available(*seat)) {
        return None;
    }
    let (mut orphans, mut instead, mut movable) = (Vec::new(), Vec::new(), true);
    while let Some(first) = left.first() {
        let run = house.run(*first);
        let mine: Vec<u32> = left
            .iter()
            .copied()
            .filter(|seat| run.contains(seat))
            .collect();
        left.retain(|seat| !run.contains(seat));
        let alone = alone(&run, &mine);
        // If a single seat is left over, it is always alone.
        let over = run.len() - mine.len();
        if alone.is_empty() || over < 2 || house.special(run.start) {
            instead.extend(mine);
            continue;
        }
        orphans.extend(alone.into_iter().map(SeatNo));
        match moved(house, &run, &mine) {
            Some(seats) => instead.extend(seats),
            None => movable = false,
        }
    }
    if orphans.is_empty() || nearly_full(house) {
        return None;
    }
    let instead = if movable {
        instead.into_iter().map(SeatNo).collect()
    } else {
        Vec::new()
    };
    Some(LeavesOrphan { orphans, instead })
}

/// The available seats of a run that the choice leaves without an available neighbour.
fn alone(run: &Range<u32>, mine: &[u32]) -> Vec<u32> {
    let still_available =
        |seat: Option<u32>| seat.is_some_and(|seat| run.contains(&seat) && !mine.contains(&seat));
    run.clone()
        .filter(|seat| {
            still_available(Some(*seat))
                && !still_available(seat.checked_sub(1))
                && !still_available(seat.checked_add(1))
        })
        .collect()
}

/// As many neighbouring seats of the run, at the same prices, that leave none alone. The nearest to
/// the chosen ones.
fn moved(house: &House<'_>, run: &Range<u32>, mine: &[u32]) -> Option<Range<u32>> {
    let prices = |seats: &mut dyn Iterator<Item = u32>| {
        let mut prices: Vec<_> = seats.map(|seat| house.price(seat)).collect();
        prices.sort_unstable();
        prices
    };
    let (size, wanted) = (mine.len() as u32, prices(&mut mine.iter().copied()));
    (run.start..=run.end - size)
        .map(|start| start..start + size)
        .filter(|seats| orphans(run, seats) == 0 && prices(&mut seats.clone()) == wanted)
        .min_by_key(|seats| {
            seats
                .clone()
                .zip(mine)
                .map(|(to, from)| to.abs_diff(*from))
                .sum::<u32>()
        })
}

fn nearly_full(house: &House<'_>) -> bool {
    let (mut available, mut all) = (0_u32, 0_u32);
    for seat in (0..house.index.seat_count()).filter(|seat| house.price(*seat).is_some()) {
        match house.statuses.get(SeatNo(seat)) {
            Some(SeatStatus::Available) => (available, all) = (available + 1, all + 1),
            Some(SeatStatus::Held | SeatStatus::Sold) => all += 1,
            Some(SeatStatus::Blocked) | None => {}
        }
    }
    available * 100 < all * NEARLY_FULL_PERCENT
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seating::choosing::testing::DrawnHall;

    /// The seats that a choice (`x`) in a row would leave alone, and what to choose instead. The
    /// rows behind it are available.
    fn judge(row: &str) -> Option<(Vec<u32>, Vec<u32>)> {
        let hall = DrawnHall::new(&[row, "..............", ".............."]);
        let numbers = |seats: Vec<SeatNo>| seats.into_iter().map(|seat| seat.0).collect();
        let found = hall.with(|house| leaves_orphan(house, &hall.all("x!")));
        found.map(|found| (numbers(found.orphans), numbers(found.instead)))
    }

    #[test]
    fn a_seat_left_alone_is_found_and_a_moved_choice_avoids_it() {
        assert_eq!(
            judge(".xx......."),
            Some((vec![0], vec![0, 1])),
            "at the wall"
        );
        assert_eq!(
            judge("...#.xx..."),
            Some((vec![4], vec![4, 5])),
            "beside a sold seat"
        );
        assert_eq!(
            judge("....|.xx....."),
            Some((vec![4], vec![4, 5])),
            "beside an aisle"
        );
        assert_eq!(
            judge("x.x......."),
            Some((vec![1], vec![0, 1])),
            "between two of one choice"
        );
    }

    #[test]
    fn a_choice_that_leaves_no_seat_alone_follows_the_rule() {
        for row in [
            "xx........",
            "..xx......",
            "#xxxx#....",
            "xx....",
            "....xx|...",
            "x#........",
        ] {
            assert_eq!(judge(row), None, "{row}");
        }
    }

    #[test]
    fn a_choice_is_allowed_if_every_choice_leaves_a_seat_alone() {
        assert_eq!(judge("#.xx#....."), None, "two of three");
        assert_eq!(judge("#x.#......"), None, "one of two");
    }

    #[test]
    fn a_moved_choice_keeps_its_prices() {
        assert_eq!(
            judge("#$xx.....#"),
            Some((vec![1], vec![3, 4])),
            "not into the dearer seat"
        );
        assert_eq!(
            judge("#$xx$$$$$#"),
            Some((vec![1], vec![])),
            "nowhere at this price"
        );
    }

    #[test]
    fn wheelchair_places_may_stand_alone() {
        assert_eq!(judge("w!c......."), None);
        assert_eq!(
            judge("w.xx......"),
            Some((vec![1], vec![1, 2])),
            "but they do not count as neighbours of other seats"
        );
    }

    #[test]
    fn the_rule_does_not_apply_in_a_nearly_full_house() {
        let full = DrawnHall::new(&[
            ".xx.##########",
            "##############",
            "##############",
            "##############",
        ]);
        assert_eq!(
            full.with(|house| leaves_orphan(house, &full.all("x"))),
            None
        );
    }

    #[test]
    fn a_choice_with_taken_seats_is_not_judged() {
        let hall = DrawnHall::new(&[".xx.......", "#.........", ".........."]);
        let chosen = [hall.all("x"), hall.all("#")].concat();
        assert_eq!(hall.with(|house| leaves_orphan(house, &chosen)), None);
    }

    #[test]
    fn the_moved_choice_follows_the_rule() {
        for row in [
            ".xx.......",
            "...x.x....",
            ".x......x.",
            "#.xxx.....",
            "x.x.x.....",
            "..$$.xx$..",
        ] {
            let hall = DrawnHall::new(&[row, "..............", ".............."]);
            hall.with(|house| {
                let instead = leaves_orphan(house, &hall.all("x"))
                    .map(|found| found.instead)
                    .unwrap_or_default();
                assert_eq!(leaves_orphan(house, &instead), None, "{row}");
            });
        }
    }
}
