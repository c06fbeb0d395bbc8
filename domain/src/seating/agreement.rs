//! Compares the browser's chooser with the desk's: both find the same best seats, and the same
//! seats in place of lost ones.

use proptest::{prelude::*, sample::Index};

use super::{
    best::{PricedPlan, alternatives, best_available},
    choosing::{Party, nearest, testing::DrawnHall, together},
};
use crate::{PriceLevelId, SeatNo, SeatStatus, selling::BestAvailable};

/// The alternatives to lost seats, from the browser and from the desk.
fn offers(hall: &DrawnHall, lost: &[SeatNo]) -> (Vec<SeatNo>, Vec<SeatNo>) {
    let mut statuses = hall.statuses.clone();
    for seat in lost {
        statuses.set(*seat, SeatStatus::Held);
    }
    (
        hall.with(|house| nearest(house, lost, &[])),
        alternatives(hall, &statuses, lost),
    )
}

/// The alternatives to lost seats of a hall, which must be the same from both.
fn offer(lines: &[&str], lost: &[u32]) -> Vec<u32> {
    let lost: Vec<SeatNo> = lost.iter().copied().map(SeatNo).collect();
    let (browser, desk) = offers(&DrawnHall::new(lines), &lost);
    assert_eq!(browser, desk);
    desk.into_iter().map(|seat| seat.0).collect()
}

#[test]
fn two_seats_along_the_row_are_nearer_than_the_seats_behind() {
    assert_eq!(offer(&["..........", ".........."], &[4, 5]), [2, 3]);
    assert_eq!(offer(&["..##..##..", ".........."], &[4, 5]), [14, 15]);
}

#[test]
fn another_section_is_further_away_than_it_looks() {
    assert_eq!(offer(&[".#####....", ".........."], &[0]), [10]);
    assert_eq!(offer(&[".#####....", "=", ".........."], &[0]), [6]);
}

#[test]
fn an_orphan_costs_as_much_as_a_distance_of_four_rows() {
    assert_eq!(offer(&["...#####..."], &[0]), [8]);
    assert_eq!(offer(&["...########..."], &[0]), [1]);
}

#[test]
fn a_lost_wheelchair_place_is_replaced_by_one_with_a_companions_place() {
    assert_eq!(offer(&["wc..cc..cw"], &[0, 1]), [8, 9]);
}

#[test]
fn a_split_party_stays_near_each_other_and_nobody_sits_alone() {
    assert_eq!(offer(&["....#...#..#"], &[0, 1, 2, 3]), [6, 7, 9, 10]);
}

#[test]
fn dearer_seats_are_better_than_the_plan_says() {
    let hall = DrawnHall::new(&["..........", "$$$$$$$$$$"]);
    let wish = BestAvailable {
        quantity: 2,
        section: None,
        price_level: None,
        accessible: None,
    };
    let party = Party {
        size: 2,
        accessible: false,
        price: None,
        section: None,
    };
    let dear = Some(vec![SeatNo(14), SeatNo(15)]);
    assert_eq!(
        hall.with(|house| together(house, &hall.ranks, party, 0.0)),
        dear
    );
    assert_eq!(best_available(&hall, &hall.statuses, &wish), dear);
}

/// Halls of one to six rows with up to nine seats each, in one or two sections.
fn halls() -> impl Strategy<Value = DrawnHall> {
    let seat = prop_oneof![6 => Just("."), 4 => Just("#"), 2 => Just("$"), 1 => Just("w"), 1 => Just("c"), 2 => Just("n"), 1 => Just(".|")];
    let row = prop::collection::vec(seat, 1..10)
        .prop_map(|row| row.concat().trim_end_matches('|').to_owned());
    (prop::collection::vec(row, 1..7), any::<bool>()).prop_map(|(mut lines, parted)| {
        if parted {
            lines.insert(lines.len() / 2, "=".to_owned());
        }
        DrawnHall::new(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn both_choosers_replace_the_same_loss_by_the_same_seats(
        hall in halls(), picks in prop::collection::vec(any::<Index>(), 1..5), neighbours in any::<bool>(),
    ) {
        let count = hall.index().seat_count() as usize;
        let kind = |seat: SeatNo| hall.index().seat(seat).map(|at| (at.row.special(at.index), hall.level_of(seat)));
        let first = picks[0].index(count);
        // Seats of one kind and one price, neighbours or not.
        let seat = |(place, pick): (usize, &Index)| {
            let at = if neighbours { (first + place).min(count - 1) } else { pick.index(count) };
            SeatNo(at as u32)
        };
        let mut lost: Vec<SeatNo> = picks.iter().enumerate().map(seat).filter(|seat| kind(*seat) == kind(SeatNo(first as u32))).collect();
        lost.sort_unstable();
        lost.dedup();
        let (browser, desk) = offers(&hall, &lost);
        if desk.is_empty() {
            // The browser may replace wheelchair places by fewer wheelchair places and more
            // companions' places.
            let special = kind(lost[0]).is_some_and(|(special, _)| special);
            prop_assert!(special || browser.len() < lost.len(), "the desk offers nothing where the browser offers {:?}", browser);
        } else {
            prop_assert_eq!(browser, desk, "{:?}", lost);
        }
    }

    #[test]
    fn both_choosers_find_the_same_best_seats_together(
        hall in halls(), quantity in 1_u32..7, accessible in any::<bool>(), price in prop::option::of(1_i32..3),
    ) {
        let wish = BestAvailable { quantity, section: None, price_level: price.map(PriceLevelId), accessible: Some(accessible) };
        let party = Party { size: quantity, accessible, price: price.map(i64::from), section: None };
        let browser = hall.with(|house| together(house, &hall.ranks, party, 0.0));
        let desk = best_available(&hall, &hall.statuses, &wish);
        if let Some(browser) = browser {
            prop_assert_eq!(Some(browser), desk);
        } else if let Some(desk) = desk {
            let beside = |pair: &[SeatNo]| {
                let next = hall.index().seat(pair[1]).filter(|next| next.row.beside(next.index));
                pair[1].0 == pair[0].0 + 1 && next.is_some()
            };
            prop_assert!(!desk.windows(2).all(beside), "the browser does not find {:?}", desk);
        }
    }
}
