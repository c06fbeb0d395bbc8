//! The rules of the best available seats, one by one.

use std::collections::HashSet;

use domain::{PriceLevelId, SeatStatus, seating::best::best_available, selling::BestAvailable};

use crate::hall::{Hall, wish};

#[test]
fn the_middle_of_the_first_row_is_best() {
    assert_eq!(
        Hall::draw(&["..........", ".........."]).best(4),
        ["...####...", ".........."]
    );
}

#[test]
fn the_lower_numbers_are_chosen_among_equally_good_seats() {
    assert_eq!(
        Hall::draw(&["....", "...."]).best(1),
        ["#...", "...."],
        "in the middle it would leave the first seat to nobody"
    );
    assert_eq!(Hall::draw(&[".....xx....."]).best(2), ["...##xx....."]);
}

#[test]
fn a_little_further_back_beats_far_to_the_side() {
    let hall = Hall::draw(&["......xxxxxxxx......", "...................."]);
    assert_eq!(
        hall.best(2),
        ["......xxxxxxxx......", ".........##........."]
    );
}

#[test]
fn seats_together_further_back_beat_separate_seats_in_front() {
    let hall = Hall::draw(&[
        "..x..x..", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "..x...x.",
    ]);
    assert_eq!(
        hall.best(3),
        [
            "..x..x..", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "..x###x."
        ]
    );
}

#[test]
fn a_party_never_sits_across_an_aisle() {
    assert_eq!(Hall::draw(&["..|..", "..|.."]).best(2), ["##|..", "..|.."]);
    assert_eq!(Hall::draw(&["x.|.x", "x..xx"]).best(2), ["x.|.x", "x##xx"]);
}

#[test]
fn no_seat_becomes_an_orphan_if_a_similar_choice_leaves_none() {
    assert_eq!(
        Hall::draw(&["xx...xx", "x....xx"]).best(2),
        ["xx...xx", "x..##xx"]
    );
    // Three rows further back is a similar choice, five rows are not.
    assert_eq!(
        Hall::draw(&["x...x", "xxxxx", "xxxxx", "x..xx"]).best(2),
        ["x...x", "xxxxx", "xxxxx", "x##xx"]
    );
    let far = [
        "x...x", "xxxxx", "xxxxx", "xxxxx", "xxxxx", "xxxxx", "x..xx",
    ];
    assert_eq!(Hall::draw(&far).best(2)[0], "x##.x");
}

#[test]
fn seats_with_a_note_are_chosen_only_where_no_others_of_the_price_level_fit() {
    assert_eq!(
        Hall::draw(&["nnnnnn", "nnnnnn", "......"]).best(2),
        ["nnnnnn", "nnnnnn", "..##.."]
    );
    assert_eq!(
        Hall::draw(&["nn..nn", "nnnnnn"]).best(3),
        ["n###nn", "nnnnnn"],
        "as few of them as possible"
    );
    let hall = Hall::draw_priced(&["nn..", "...."], |row, _| if row == 0 { 2 } else { 1 });
    let in_front = |quantity| BestAvailable {
        price_level: Some(PriceLevelId(2)),
        ..wish(quantity)
    };
    assert_eq!(hall.choose(&in_front(2)), ["nn##", "...."]);
    assert_eq!(hall.choose(&in_front(4)), ["####", "...."]);
}

#[test]
fn a_single_person_takes_an_orphan_rather_than_leave_another() {
    assert_eq!(Hall::draw(&["xx.xx", ".x..x"]).best(1), ["xx#xx", ".x..x"]);
    assert_eq!(Hall::draw(&["x..xx", ".xxxx"]).best(1), ["x..xx", "#xxxx"]);
}

#[test]
fn a_party_that_must_split_stays_in_one_row_if_possible() {
    let hall = Hall::draw(&["..x.xx..", "...x....", "..xxxx.."]);
    assert_eq!(hall.best(5), ["..x.xx..", "###x##..", "..xxxx.."]);
}

#[test]
fn a_party_over_several_rows_uses_the_fewest_rows_near_each_other() {
    let hall = Hall::draw(&[
        "x.xxxx", "xxxxxx", "xxxxxx", "..xxxx", "...xxx", "xxxxxx", "xxxx..",
    ]);
    assert_eq!(
        hall.best(5),
        [
            "x.xxxx", "xxxxxx", "xxxxxx", "##xxxx", "###xxx", "xxxxxx", "xxxx.."
        ]
    );
}

#[test]
fn nobody_sits_alone_if_another_split_over_as_many_rows_avoids_it() {
    assert_eq!(Hall::draw(&["...xx", "xxx..", "...xx"]).best(4)[1], "xxx##");
    let hall = Hall::draw(&["x...x", "xx.xx", "xx..x"]);
    let shown = hall.best(4);
    assert_eq!(
        (shown[0].matches('#').count(), shown[2].matches('#').count()),
        (2, 2),
        "{shown:?}"
    );
    // The same holds within one row.
    assert_eq!(Hall::draw(&["..x.x..xx"]).best(4), ["##x.x##xx"]);
}

#[test]
fn a_party_with_only_separate_seats_sits_as_near_together_as_possible() {
    let hall = Hall::draw(&[".xxxxxxx", "xxxxxxxx", "xxxx.xxx", "xxx.xxxx", "xxxxxx.x"]);
    assert_eq!(
        hall.best(3),
        [".xxxxxxx", "xxxxxxxx", "xxxx#xxx", "xxx#xxxx", "xxxxxx#x"]
    );
}

#[test]
fn a_wish_for_a_section_or_price_level_is_respected() {
    let hall = Hall::draw_priced(
        &["=Stalls", "......", "......", "=Balcony", "......"],
        |row, seat| if row == 1 && seat < 3 { 2 } else { 1 },
    );
    let balcony = BestAvailable {
        section: Some("Balcony".to_owned()),
        ..wish(2)
    };
    assert_eq!(hall.choose(&balcony), ["......", "......", "..##.."]);
    let cheap = BestAvailable {
        price_level: Some(PriceLevelId(2)),
        ..wish(2)
    };
    assert_eq!(hall.choose(&cheap), ["......", "##....", "......"]);
    let nowhere = BestAvailable {
        price_level: Some(PriceLevelId(2)),
        ..balcony
    };
    assert_eq!(hall.choose(&nowhere), [""; 0]);
    assert_eq!(
        hall.choose(&BestAvailable {
            section: Some("Attic".to_owned()),
            ..wish(1)
        }),
        [""; 0]
    );
}

#[test]
fn a_seat_left_beside_seats_of_another_price_is_no_orphan() {
    // Three seats have the requested price, but the row continues at another.
    let hall = Hall::draw_priced(&["xx......", "........"], |row, seat| {
        if row == 0 && seat < 5 { 2 } else { 1 }
    });
    let cheap = BestAvailable {
        price_level: Some(PriceLevelId(2)),
        ..wish(2)
    };
    assert_eq!(hall.choose(&cheap), ["xx##....", "........"]);
}

#[test]
fn wheelchair_places_go_only_to_accessible_wishes_with_the_companions_beside_them() {
    let hall = Hall::draw(&["wc..cw", "......"]);
    let accessible = |quantity| BestAvailable {
        accessible: Some(true),
        ..wish(quantity)
    };
    assert_eq!(hall.best(2), ["wc##cw", "......"]);
    assert_eq!(
        hall.choose(&accessible(1)),
        ["#c..cw", "......"],
        "never a companion's place without a wheelchair"
    );
    assert_eq!(hall.choose(&accessible(2)), ["##..cw", "......"]);
    assert_eq!(hall.choose(&accessible(4)), ["##..##", "......"]);
    assert_eq!(hall.choose(&accessible(5)), [""; 0]);
    assert_eq!(hall.best(9), [""; 0], "nobody else is given one");
    let companions = Hall::draw(&["xc", "cx"]);
    assert_eq!(
        companions.choose(&accessible(1)),
        [""; 0],
        "a companion's place alone is of no use"
    );
}

#[test]
fn finds_nothing_only_if_there_are_too_few_seats() {
    let hall = Hall::draw(&["x.x.", ".xxx"]);
    assert_eq!(hall.best(3), ["x#x#", "#xxx"]);
    assert_eq!(hall.best(4), [""; 0]);
    assert_eq!(hall.best(0), [""; 0]);
    assert_eq!(
        Hall::draw(&["............"]).best(11),
        [""; 0],
        "more than a booking may have"
    );
}

#[test]
fn a_thousand_buyers_get_a_thousand_seats_until_none_are_left() {
    let row = "....................|....................";
    let mut hall = Hall::draw(&[row; 60]);
    let mut taken = HashSet::new();
    for asker in 0..1_000 {
        let seats =
            best_available(&hall.plan, &hall.statuses, &wish(1 + asker % 4)).unwrap_or_default();
        let left = 2_400 - taken.len();
        assert!(
            !seats.is_empty() || left < 1 + asker as usize % 4,
            "asker {asker} gets nothing of {left}"
        );
        for seat in seats {
            assert!(
                hall.statuses.set(seat, SeatStatus::Held),
                "seat {seat} was promised before"
            );
            taken.insert(seat);
        }
    }
    assert_eq!(taken.len(), 2_400);
}
