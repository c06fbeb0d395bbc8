//! The alternatives for buyers who lost their seats.

use std::collections::HashSet;

use domain::{
    SeatNo, SeatStatus,
    seating::best::{alternatives, alternatives_in_kind},
};

use crate::hall::Hall;

#[test]
fn offers_the_nearest_seats_in_the_row_or_behind() {
    assert_eq!(
        Hall::draw(&["xx........"]).instead_of(0, &[0, 1]),
        ["xx##......"]
    );
    // Two seats along the row are nearer than the seats behind, three are not.
    assert_eq!(
        Hall::draw(&["....xx....", ".........."]).instead_of(0, &[4, 5]),
        ["..##xx....", ".........."]
    );
    assert_eq!(
        Hall::draw(&["..xxxxxx..", ".........."]).instead_of(0, &[4, 5]),
        ["..xxxxxx..", "....##...."]
    );
}

#[test]
fn another_section_counts_as_further_away() {
    let lost_at_the_end = ["xxxxxx....", "=Circle", ".........."];
    assert_eq!(
        Hall::draw(&lost_at_the_end).instead_of(0, &[0]),
        ["xxxxxx#...", ".........."]
    );
}

#[test]
fn an_orphan_costs_as_much_as_four_rows_of_distance() {
    assert_eq!(
        Hall::draw(&["x..xxxxx..."]).instead_of(0, &[0]),
        ["x..xxxxx#.."]
    );
    assert_eq!(
        Hall::draw(&["x..xxxxxxxx..."]).instead_of(0, &[0]),
        ["x#.xxxxxxxx..."]
    );
}

#[test]
fn requested_seats_that_are_available_count_as_the_nearest() {
    assert_eq!(
        Hall::draw(&["....x.....", ".........."]).instead_of(0, &[4, 5]),
        ["....x##...", ".........."]
    );
}

#[test]
fn seats_together_further_away_beat_separate_seats_nearby() {
    let hall = Hall::draw(&["xxx.xx.xxx", "xxxxxxxxxx", "......xxxx"]);
    assert_eq!(
        hall.instead_of(0, &[4, 5]),
        ["xxx.xx.xxx", "xxxxxxxxxx", "....##xxxx"]
    );
}

#[test]
fn offers_separate_seats_nearby_if_none_are_together() {
    let hall = Hall::draw(&["x.x.x.x.x.", "x.x.x.x.x."]);
    assert_eq!(hall.instead_of(1, &[4, 6]), ["x.x.x.x.x.", "x.x#x#x.x."]);
}

#[test]
fn a_party_that_must_split_sits_in_pairs_rather_than_alone() {
    assert_eq!(
        Hall::draw(&["xxxxx...x..x"]).instead_of(0, &[0, 1, 2, 3]),
        ["xxxxx.##x##x"]
    );
}

#[test]
fn a_seat_with_a_note_replaces_one_without_only_if_no_other_is_left() {
    assert_eq!(
        Hall::draw(&["xxnnxxxxxx", "xxxxxxxx.."]).instead_of(0, &[0, 1]),
        ["xxnnxxxxxx", "xxxxxxxx##"]
    );
    assert_eq!(
        Hall::draw(&["xxnnxxxxxx", "xxxxxxxxxx"]).instead_of(0, &[0, 1]),
        ["xx##xxxxxx", "xxxxxxxxxx"]
    );
    let mut hall = Hall::draw(&["nxnnxxxxxx", "xxxxxxxx.."]);
    hall.statuses.set(hall.seat(0, 0), SeatStatus::Held);
    assert_eq!(
        hall.instead_of(0, &[0]),
        ["nx#nxxxxxx", "xxxxxxxx.."],
        "a seat with a note is replaced by the nearest"
    );
}

#[test]
fn offers_only_seats_at_the_same_price_however_far_away() {
    let hall = Hall::draw_priced(&["xx....", "......", "......", "..xxxx"], |row, _| {
        if row == 0 || row == 3 { 1 } else { 2 }
    });
    assert_eq!(
        hall.instead_of(3, &[4, 5]),
        ["xx....", "......", "......", "##xxxx"]
    );
    assert_eq!(
        hall.instead_of(0, &[0, 1]),
        ["xx##..", "......", "......", "..xxxx"]
    );
}

#[test]
fn seats_of_two_prices_are_each_replaced_at_the_same_price() {
    let hall = Hall::draw_priced(
        &["..xx..", "......"],
        |_, seat| if seat < 3 { 1 } else { 2 },
    );
    assert_eq!(hall.instead_of(0, &[2, 3]), ["..xx..", "..##.."]);
    let sold = Hall::draw_priced(
        &["..xxxx", "..xxxx"],
        |_, seat| if seat < 3 { 1 } else { 2 },
    );
    assert_eq!(sold.instead_of(0, &[2, 3]), [""; 0], "not at another price");
}

#[test]
fn a_wheelchair_place_with_a_companion_is_replaced_by_the_same() {
    let mut hall = Hall::draw(&["wc......cw", "..........", "wc......cw"]);
    for seat in [0, 1] {
        hall.statuses.set(hall.seat(0, seat), SeatStatus::Held);
    }
    assert_eq!(
        hall.instead_of(0, &[0, 1]),
        ["wc......cw", "..........", "##......cw"]
    );
    assert_eq!(
        hall.instead_of(0, &[0]),
        ["wc......cw", "..........", "#c......cw"]
    );
    assert_eq!(
        hall.instead_of(0, &[0, 1, 2]),
        ["wc......cw", "..........", "###.....cw"],
        "the third beside them"
    );
}

#[test]
fn a_companion_never_gets_a_wheelchair_place() {
    let in_kind = |row: &str, asked: &[usize]| {
        let mut hall = Hall::draw(&[row]);
        let asked: Vec<SeatNo> = asked.iter().map(|seat| hall.seat(0, *seat)).collect();
        for seat in &asked {
            hall.statuses.set(*seat, SeatStatus::Held);
        }
        let found = alternatives_in_kind(&hall.plan, &hall.statuses, &asked);
        found.into_iter().map(|seat| seat.0).collect::<Vec<_>>()
    };
    assert_eq!(
        in_kind("wc.ww...cw", &[0, 1]),
        [8, 9],
        "not the two wheelchair places nearby"
    );
    assert_eq!(in_kind("wc.ww.....", &[0, 1]), [0; 0]);
    assert_eq!(
        in_kind("wc.ww...cw", &[1]),
        [8],
        "a companion's place alone is replaced by another"
    );
    assert_eq!(in_kind("wc.ww...cw", &[0]), [3]);
    assert_eq!(in_kind("wc.ww...cw", &[2]), [5], "a seat for anybody");
}

#[test]
fn offers_nothing_if_there_are_too_few_seats() {
    assert_eq!(Hall::draw(&["x.xx"]).instead_of(0, &[2, 3]), [""; 0]);
    let hall = Hall::draw(&["...."]);
    assert_eq!(alternatives(&hall.plan, &hall.statuses, &[]), []);
    assert_eq!(
        alternatives(&hall.plan, &hall.statuses, &[SeatNo(4)]),
        [],
        "no numbered seat"
    );
}

#[test]
fn a_thousand_losers_of_the_same_seats_get_a_thousand_different_offers() {
    let mut hall = Hall::draw(&["....................|...................."; 60]);
    let asked = [19, 20].map(|seat| hall.seat(30, seat));
    let mut offered = HashSet::new();
    for loser in 0..1_000 {
        let seats = alternatives(&hall.plan, &hall.statuses, &asked);
        assert_eq!(seats.len(), 2, "loser {loser}");
        for seat in seats {
            assert!(
                hall.statuses.set(seat, SeatStatus::Held),
                "seat {seat} was offered before"
            );
            offered.insert(seat);
        }
    }
    assert_eq!(offered.len(), 2_000);
}
