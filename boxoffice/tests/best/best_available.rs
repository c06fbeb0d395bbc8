//! The rules, one by one.

use std::collections::HashSet;

use domain::{PriceLevelId, SeatStatus, seating::best::best_available, selling::BestAvailable};

use crate::hall::{Hall, wish};

#[test]
fn the_middle_of_the_first_row_is_best() {
    assert_eq!(Hall::draw(&["..........", ".........."]).best(4), ["...####...", ".........."]);
}

#[test]
fn of_seats_that_are_as_good_those_with_the_lower_numbers_are_taken() {
    assert_eq!(Hall::draw(&["....", "...."]).best(1), ["#...", "...."], "in the middle it would leave the first seat to nobody");
    assert_eq!(Hall::draw(&[".....xx....."]).best(2), ["...##xx....."]);
}

#[test]
fn a_little_further_back_beats_far_to_the_side() {
    let hall = Hall::draw(&["......xxxxxxxx......", "...................."]);
    assert_eq!(hall.best(2), ["......xxxxxxxx......", ".........##........."]);
}

#[test]
fn together_further_back_beats_parted_in_front() {
    let hall = Hall::draw(&["..x..x..", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "..x...x."]);
    assert_eq!(hall.best(3), ["..x..x..", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "..x###x."]);
}

#[test]
fn an_aisle_is_not_sat_across() {
    assert_eq!(Hall::draw(&["..|..", "..|.."]).best(2), ["##|..", "..|.."]);
    assert_eq!(Hall::draw(&["x.|.x", "x..xx"]).best(2), ["x.|.x", "x##xx"]);
}

#[test]
fn no_seat_is_orphaned_where_a_choice_about_as_good_leaves_none() {
    assert_eq!(Hall::draw(&["xx...xx", "x....xx"]).best(2), ["xx...xx", "x..##xx"]);
    // Three rows further back is about as good, five are not.
    assert_eq!(Hall::draw(&["x...x", "xxxxx", "xxxxx", "x..xx"]).best(2), ["x...x", "xxxxx", "xxxxx", "x##xx"]);
    let far = ["x...x", "xxxxx", "xxxxx", "xxxxx", "xxxxx", "xxxxx", "x..xx"];
    assert_eq!(Hall::draw(&far).best(2)[0], "x##.x");
}

#[test]
fn one_person_takes_a_seat_that_stands_alone_rather_than_orphan_another() {
    assert_eq!(Hall::draw(&["xx.xx", ".x..x"]).best(1), ["xx#xx", ".x..x"]);
    assert_eq!(Hall::draw(&["x..xx", ".xxxx"]).best(1), ["x..xx", "#xxxx"]);
}

#[test]
fn a_party_that_must_part_stays_in_one_row_if_it_can() {
    let hall = Hall::draw(&["..x.xx..", "...x....", "..xxxx.."]);
    assert_eq!(hall.best(5), ["..x.xx..", "###x##..", "..xxxx.."]);
}

#[test]
fn a_party_over_several_rows_is_in_as_few_as_can_be_and_near_each_other() {
    let hall = Hall::draw(&["x.xxxx", "xxxxxx", "xxxxxx", "..xxxx", "...xxx", "xxxxxx", "xxxx.."]);
    assert_eq!(hall.best(5), ["x.xxxx", "xxxxxx", "xxxxxx", "##xxxx", "###xxx", "xxxxxx", "xxxx.."]);
}

#[test]
fn nobody_sits_alone_where_another_split_over_as_many_rows_avoids_it() {
    assert_eq!(Hall::draw(&["...xx", "xxx..", "...xx"]).best(4)[1], "xxx##");
    let hall = Hall::draw(&["x...x", "xx.xx", "xx..x"]);
    let shown = hall.best(4);
    assert_eq!((shown[0].matches('#').count(), shown[2].matches('#').count()), (2, 2), "{shown:?}");
    // In one row, too.
    assert_eq!(Hall::draw(&["..x.x..xx"]).best(4), ["##x.x##xx"]);
}

#[test]
fn with_single_seats_only_the_party_sits_as_near_to_each_other_as_it_can() {
    let hall = Hall::draw(&[".xxxxxxx", "xxxxxxxx", "xxxx.xxx", "xxx.xxxx", "xxxxxx.x"]);
    assert_eq!(hall.best(3), [".xxxxxxx", "xxxxxxxx", "xxxx#xxx", "xxx#xxxx", "xxxxxx#x"]);
}

#[test]
fn a_section_and_a_price_level_are_kept_to() {
    let hall =
        Hall::draw_priced(&["=Stalls", "......", "......", "=Balcony", "......"], |row, seat| if row == 1 && seat < 3 { 2 } else { 1 });
    let balcony = BestAvailable { section: Some("Balcony".to_owned()), ..wish(2) };
    assert_eq!(hall.choose(&balcony), ["......", "......", "..##.."]);
    let cheap = BestAvailable { price_level: Some(PriceLevelId(2)), ..wish(2) };
    assert_eq!(hall.choose(&cheap), ["......", "##....", "......"]);
    let nowhere = BestAvailable { price_level: Some(PriceLevelId(2)), ..balcony };
    assert_eq!(hall.choose(&nowhere), [""; 0]);
    assert_eq!(hall.choose(&BestAvailable { section: Some("Attic".to_owned()), ..wish(1) }), [""; 0]);
}

#[test]
fn what_is_left_beside_seats_of_another_price_is_no_orphan() {
    // Three seats of the wished price, but the row goes on at another.
    let hall = Hall::draw_priced(&["xx......", "........"], |row, seat| if row == 0 && seat < 5 { 2 } else { 1 });
    let cheap = BestAvailable { price_level: Some(PriceLevelId(2)), ..wish(2) };
    assert_eq!(hall.choose(&cheap), ["xx##....", "........"]);
}

#[test]
fn wheelchair_places_go_to_those_who_ask_for_them_and_with_company_beside_them() {
    let hall = Hall::draw(&["wc..cw", "......"]);
    let accessible = |quantity| BestAvailable { accessible: Some(true), ..wish(quantity) };
    assert_eq!(hall.best(2), ["wc##cw", "......"]);
    assert_eq!(hall.choose(&accessible(1)), ["#c..cw", "......"], "never a companion's place without a wheelchair");
    assert_eq!(hall.choose(&accessible(2)), ["##..cw", "......"]);
    assert_eq!(hall.choose(&accessible(4)), ["##..##", "......"]);
    assert_eq!(hall.choose(&accessible(5)), [""; 0]);
    assert_eq!(hall.best(9), [""; 0], "nobody else is given one");
    let companions = Hall::draw(&["xc", "cx"]);
    assert_eq!(companions.choose(&accessible(1)), [""; 0], "a companion's place alone is of no use");
}

#[test]
fn there_is_nothing_only_when_there_are_too_few() {
    let hall = Hall::draw(&["x.x.", ".xxx"]);
    assert_eq!(hall.best(3), ["x#x#", "#xxx"]);
    assert_eq!(hall.best(4), [""; 0]);
    assert_eq!(hall.best(0), [""; 0]);
    assert_eq!(Hall::draw(&["............"]).best(11), [""; 0], "more than a booking may have");
}

#[test]
fn a_thousand_askers_get_a_thousand_places_until_there_are_none() {
    let row = "....................|....................";
    let mut hall = Hall::draw(&[row; 60]);
    let mut taken = HashSet::new();
    for asker in 0..1_000 {
        let seats = best_available(&hall.plan, &hall.statuses, &wish(1 + asker % 4)).unwrap_or_default();
        let left = 2_400 - taken.len();
        assert!(!seats.is_empty() || left < 1 + asker as usize % 4, "asker {asker} gets nothing of {left}");
        for seat in seats {
            assert!(hall.statuses.set(seat, SeatStatus::Held), "seat {seat} was promised before");
            taken.insert(seat);
        }
    }
    assert_eq!(taken.len(), 2_400);
}
