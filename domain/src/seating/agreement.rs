//! Where the browser's chooser and the desk's agree: the same best seats, and the same seats for the same loss.

use proptest::{prelude::*, sample::Index};

use super::{
    best::{PricedPlan, alternatives, best_available},
    choosing::{Party, nearest, testing::Drawn, together},
};
use crate::{PriceLevelId, SeatNo, SeatStatus, selling::BestAvailable};

/// What is offered instead of lost seats, in the browser and at the desk.
fn offers(hall: &Drawn, lost: &[SeatNo]) -> (Vec<SeatNo>, Vec<SeatNo>) {
    let mut statuses = hall.statuses.clone();
    for seat in lost {
        statuses.set(*seat, SeatStatus::Held);
    }
    (hall.with(|house| nearest(house, lost, &[])), alternatives(hall, &statuses, lost))
}

/// What both offer instead of seats of a hall.
fn offer(lines: &[&str], lost: &[u32]) -> Vec<u32> {
    let lost: Vec<SeatNo> = lost.iter().copied().map(SeatNo).collect();
    let (browser, desk) = offers(&Drawn::new(lines), &lost);
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
fn an_orphan_costs_as_much_as_a_way_of_four_rows() {
    assert_eq!(offer(&["...#####..."], &[0]), [8]);
    assert_eq!(offer(&["...########..."], &[0]), [1]);
}

#[test]
fn whoever_lost_a_wheelchair_place_is_offered_one_with_company() {
    assert_eq!(offer(&["wc..cc..cw"], &[0, 1]), [8, 9]);
}

#[test]
fn a_party_that_must_part_is_near_each_other_and_nobody_alone() {
    assert_eq!(offer(&["....#...#..#"], &[0, 1, 2, 3]), [6, 7, 9, 10]);
}

/// One to six rows of up to nine seats in one or two sections.
fn halls() -> impl Strategy<Value = Drawn> {
    let seat = prop_oneof![6 => Just("."), 4 => Just("#"), 2 => Just("$"), 1 => Just("w"), 1 => Just("c"), 1 => Just(".|")];
    let row = prop::collection::vec(seat, 1..10).prop_map(|row| row.concat().trim_end_matches('|').to_owned());
    (prop::collection::vec(row, 1..7), any::<bool>()).prop_map(|(mut lines, parted)| {
        if parted {
            lines.insert(lines.len() / 2, "=".to_owned());
        }
        Drawn::new(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn the_same_loss_brings_the_same_seats(
        hall in halls(), picks in prop::collection::vec(any::<Index>(), 1..5), neighbours in any::<bool>(),
    ) {
        let count = hall.index().seat_count() as usize;
        let kind = |seat: SeatNo| hall.index().seat(seat).map(|at| (at.row.special(at.index), hall.level_of(seat)));
        let first = picks[0].index(count);
        // Of one kind and one price, beside each other or anywhere.
        let seat = |(place, pick): (usize, &Index)| {
            let at = if neighbours { (first + place).min(count - 1) } else { pick.index(count) };
            SeatNo(at as u32)
        };
        let mut lost: Vec<SeatNo> = picks.iter().enumerate().map(seat).filter(|seat| kind(*seat) == kind(SeatNo(first as u32))).collect();
        lost.sort_unstable();
        lost.dedup();
        let (browser, desk) = offers(&hall, &lost);
        if desk.is_empty() {
            // Instead of wheelchair places, the browser may offer fewer of them with more company.
            let special = kind(lost[0]).is_some_and(|(special, _)| special);
            prop_assert!(special || browser.len() < lost.len(), "the desk offers nothing where the browser offers {:?}", browser);
        } else {
            prop_assert_eq!(browser, desk, "{:?}", lost);
        }
    }

    #[test]
    fn the_best_seats_together_are_the_same(
        hall in halls(), quantity in 1_u32..7, accessible in any::<bool>(), price in prop::option::of(1_i32..3),
    ) {
        let wish = BestAvailable { quantity, section: None, price_level: price.map(PriceLevelId), accessible: Some(accessible) };
        let party = Party { size: quantity, accessible, price: price.map(i64::from) };
        let browser = hall.with(|house| together(house, party, 0.0));
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
