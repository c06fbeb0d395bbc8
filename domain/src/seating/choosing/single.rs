//! The rule of the single seat: a choice should not leave one free seat alone between taken ones, where it could as well leave none.
//! Hardly anybody wants it afterwards.
//!
//! The rule is eased where it would only be in the way:
//! - when less than a tenth of the house is free, anybody may have anything;
//! - where every choice of as many seats from the same free stretch leaves one alone (one seat of two, two of three);
//! - wheelchair places and those beside them are never counted.

use std::ops::Range;

use super::House;
use crate::{SeatNo, SeatStatus, seating::cost::orphans};

/// Below so many free seats in a hundred the rule rests.
const NEARLY_FULL_PERCENT: u32 = 10;

/// What a choice leaves behind, and what to choose instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeavesSingle {
    /// The seats that would be left alone.
    pub single: Vec<SeatNo>,
    /// As many seats as were chosen, at the same prices, moved along as little as needed to leave none alone. Empty where moving does
    /// not help.
    pub instead: Vec<SeatNo>,
}

/// What this choice of free seats would leave alone against the rule; none where the rule is kept, or rests. A choice of seats that are
/// not all free is for somebody else to judge.
#[must_use]
pub fn leaves_single(house: &House<'_>, chosen: &[SeatNo]) -> Option<LeavesSingle> {
    let mut left: Vec<u32> = chosen.iter().map(|seat| seat.0).collect();
    left.sort_unstable();
    if left.iter().any(|seat| !house.free(*seat)) {
        return None;
    }
    let (mut single, mut instead, mut movable) = (Vec::new(), Vec::new(), true);
    while let Some(first) = left.first() {
        let run = house.run(*first);
        let mine: Vec<u32> = left.iter().copied().filter(|seat| run.contains(seat)).collect();
        left.retain(|seat| !run.contains(seat));
        let alone = alone(&run, &mine);
        // With one seat left over, whichever it is, it is alone.
        let over = run.len() - mine.len();
        if alone.is_empty() || over < 2 || house.special(run.start) {
            instead.extend(mine);
            continue;
        }
        single.extend(alone.into_iter().map(SeatNo));
        match moved(house, &run, &mine) {
            Some(seats) => instead.extend(seats),
            None => movable = false,
        }
    }
    if single.is_empty() || nearly_full(house) {
        return None;
    }
    let instead = if movable { instead.into_iter().map(SeatNo).collect() } else { Vec::new() };
    Some(LeavesSingle { single, instead })
}

/// The seats of a run that have nobody's choice and no free seat beside them.
fn alone(run: &Range<u32>, mine: &[u32]) -> Vec<u32> {
    let still_free = |seat: Option<u32>| seat.is_some_and(|seat| run.contains(&seat) && !mine.contains(&seat));
    run.clone().filter(|seat| still_free(Some(*seat)) && !still_free(seat.checked_sub(1)) && !still_free(seat.checked_add(1))).collect()
}

/// As many seats of the run beside each other, at the same prices, that leave none alone; the nearest to those chosen.
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
        .min_by_key(|seats| seats.clone().zip(mine).map(|(to, from)| to.abs_diff(*from)).sum::<u32>())
}

fn nearly_full(house: &House<'_>) -> bool {
    let (mut free, mut all) = (0_u32, 0_u32);
    for seat in (0..house.index.seat_count()).filter(|seat| house.price(*seat).is_some()) {
        match house.statuses.get(SeatNo(seat)) {
            Some(SeatStatus::Available) => (free, all) = (free + 1, all + 1),
            Some(SeatStatus::Held | SeatStatus::Sold) => all += 1,
            Some(SeatStatus::Blocked) | None => {}
        }
    }
    free * 100 < all * NEARLY_FULL_PERCENT
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seating::choosing::testing::Drawn;

    /// The seats that a choice (`x`) in a row would leave alone, and what to choose instead; there is room in the rows behind.
    fn judge(row: &str) -> Option<(Vec<u32>, Vec<u32>)> {
        let hall = Drawn::new(&[row, "..............", ".............."]);
        let numbers = |seats: Vec<SeatNo>| seats.into_iter().map(|seat| seat.0).collect();
        let found = hall.with(|house| leaves_single(house, &hall.all("x!")));
        found.map(|found| (numbers(found.single), numbers(found.instead)))
    }

    #[test]
    fn a_seat_left_alone_is_found_and_moving_along_mends_it() {
        assert_eq!(judge(".xx......."), Some((vec![0], vec![0, 1])), "at the wall");
        assert_eq!(judge("...#.xx..."), Some((vec![4], vec![4, 5])), "beside a sold seat");
        assert_eq!(judge("....|.xx....."), Some((vec![4], vec![4, 5])), "beside an aisle");
        assert_eq!(judge("x.x......."), Some((vec![1], vec![0, 1])), "between two of one choice");
    }

    #[test]
    fn a_choice_that_leaves_none_alone_is_nobodys_business() {
        for row in ["xx........", "..xx......", "#xxxx#....", "xx....", "....xx|...", "x#........"] {
            assert_eq!(judge(row), None, "{row}");
        }
    }

    #[test]
    fn where_any_choice_leaves_one_alone_nobody_is_asked_to_move() {
        assert_eq!(judge("#.xx#....."), None, "two of three");
        assert_eq!(judge("#x.#......"), None, "one of two");
    }

    #[test]
    fn who_is_moved_pays_what_they_chose_to_pay() {
        assert_eq!(judge("#$xx.....#"), Some((vec![1], vec![3, 4])), "not into the dearer seat");
        assert_eq!(judge("#$xx$$$$$#"), Some((vec![1], vec![])), "nowhere at this price");
    }

    #[test]
    fn wheelchair_places_may_stand_alone() {
        assert_eq!(judge("w!c......."), None);
        assert_eq!(judge("w.xx......"), Some((vec![1], vec![1, 2])), "but they keep no seat company");
    }

    #[test]
    fn in_a_house_that_is_nearly_full_anybody_may_have_anything() {
        let full = Drawn::new(&[".xx.##########", "##############", "##############", "##############"]);
        assert_eq!(full.with(|house| leaves_single(house, &full.all("x"))), None);
    }

    #[test]
    fn a_seat_that_somebody_has_is_for_the_box_office_to_refuse() {
        let hall = Drawn::new(&[".xx.......", "#.........", ".........."]);
        let chosen = [hall.all("x"), hall.all("#")].concat();
        assert_eq!(hall.with(|house| leaves_single(house, &chosen)), None);
    }

    #[test]
    fn what_is_offered_instead_is_within_the_rule_itself() {
        for row in [".xx.......", "...x.x....", ".x......x.", "#.xxx.....", "x.x.x.....", "..$$.xx$.."] {
            let hall = Drawn::new(&[row, "..............", ".............."]);
            hall.with(|house| {
                let instead = leaves_single(house, &hall.all("x")).map(|found| found.instead).unwrap_or_default();
                assert_eq!(leaves_single(house, &instead), None, "{row}");
            });
        }
    }
}
