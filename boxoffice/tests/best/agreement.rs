//! Where the browser's chooser and the desk's agree, and examples of where they do not.

use domain::{
    SeatNo, SeatStatus,
    seating::{
        best::{alternatives, best_available},
        choosing::{House, Party, nearest, together},
    },
    selling::BestAvailable,
};
use proptest::{prelude::*, sample::Index};

use crate::{
    hall::{Hall, wish},
    model::Model,
    properties::{halls, wishes},
};

/// Shows a hall to the browser's rules.
fn in_browser<T>(hall: &Hall, then: impl FnOnce(&House<'_>) -> T) -> T {
    let price = |seat: SeatNo| hall.plan.level_of(seat).map(|level| i64::from(level.0));
    then(&House::new(&hall.plan.index, &hall.statuses, &price))
}

/// The seats together that the browser proposes. With `chance` 0 these are the best by its rules.
fn proposed(hall: &Hall, wish: &BestAvailable, chance: f64) -> Option<Vec<SeatNo>> {
    let accessible = wish.accessible == Some(true);
    let party = Party { size: wish.quantity, accessible, price: wish.price_level.map(|level| i64::from(level.0)) };
    in_browser(hall, |house| together(house, party, chance))
}

/// The seats together that the desk chooses; none where it parts the party.
fn chosen(hall: &Hall, wish: &BestAvailable) -> Option<Vec<SeatNo>> {
    let model = Model { plan: &hall.plan, statuses: &hall.statuses };
    best_available(&hall.plan, &hall.statuses, wish).filter(|seats| model.groups(seats).len() == 1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn both_choose_the_same_best_seats_unless_the_browser_saves_an_orphan(hall in halls(4), wish in wishes()) {
        // The browser knows no wish for a section.
        let wish = BestAvailable { section: None, ..wish };
        let model = Model { plan: &hall.plan, statuses: &hall.statuses };
        let (browser, desk) = (proposed(&hall, &wish, 0.0), chosen(&hall, &wish));
        prop_assert_eq!(browser.is_some(), desk.is_some(), "both find seats together, or neither does");
        let (Some(browser), Some(desk)) = (browser, desk) else { return Ok(()) };
        let (orphans, desk_orphans) = (model.orphans(&browser), model.orphans(&desk));
        // Among wheelchair places, only the desk counts orphans.
        let agree = if wish.accessible == Some(true) { orphans == 0 } else { desk_orphans <= orphans };
        if agree {
            prop_assert_eq!(hall.show(&browser), hall.show(&desk));
        }
    }

    #[test]
    fn a_proposal_by_chance_leaves_no_orphan_where_the_desk_leaves_none(hall in halls(4), wish in wishes(), chance in 0.0_f64..1.0) {
        let wish = BestAvailable { section: None, accessible: None, ..wish };
        let model = Model { plan: &hall.plan, statuses: &hall.statuses };
        if let (Some(browser), Some(desk)) = (proposed(&hall, &wish, chance), chosen(&hall, &wish)) {
            prop_assert!(model.orphans(&desk) > 0 || model.orphans(&browser) == 0, "{:?}", hall.show(&browser));
        }
    }

    #[test]
    fn both_go_equally_far_along_the_row_of_lost_seats_unless_the_browser_leaves_more_orphans(
        hall in halls(4), pick in any::<Index>(), size in 1_u32..5,
    ) {
        // Neighbours of one price level, and no wheelchair places.
        let mut hall = hall;
        let first = SeatNo(pick.index(hall.plan.index.seat_count() as usize) as u32);
        let lost: Vec<SeatNo> = {
            let model = Model { plan: &hall.plan, statuses: &hall.statuses };
            let place = |seat: SeatNo| (model.row(seat), hall.plan.level_of(seat));
            let end = (first.0 + size).min(hall.plan.index.seat_count());
            (first.0..end).map(SeatNo).take_while(|seat| !model.accessible(*seat) && place(*seat) == place(first)).collect()
        };
        if lost.is_empty() {
            return Ok(());
        }
        for seat in &lost {
            hall.statuses.set(*seat, SeatStatus::Held);
        }
        let model = Model { plan: &hall.plan, statuses: &hall.statuses };
        let browser = in_browser(&hall, |house| nearest(house, &lost, &[]));
        let desk = alternatives(&hall.plan, &hall.statuses, &lost);
        prop_assert_eq!(browser.len() < lost.len(), desk.is_empty(), "the desk offers nothing where the browser offers too few");
        if desk.is_empty() {
            return Ok(());
        }
        let apart = model.groups(&desk).len() > 1;
        prop_assert_eq!(model.groups(&browser).len() > 1, apart, "both offer seats together, or neither does");
        // How many seats along the row; none for another row.
        let steps = |seats: &[SeatNo]| (model.row(seats[0]) == model.row(first)).then(|| seats[0].0.abs_diff(first.0));
        let (orphans, desk_orphans) = (model.orphans(&browser), model.orphans(&desk));
        if !apart && steps(&desk).is_some() && orphans <= desk_orphans {
            prop_assert_eq!(steps(&browser), steps(&desk), "{:?} and {:?}", hall.show(&browser), hall.show(&desk));
        }
    }
}

#[test]
fn the_browser_goes_as_far_as_it_takes_to_leave_no_orphan_and_the_desk_four_rows() {
    let hall = Hall::draw(&["x...x", "xxxxx", "xxxxx", "xxxxx", "xxxxx", "xxxxx", "x..xx"]);
    assert_eq!(hall.best(2)[0], "x##.x");
    assert_eq!(proposed(&hall, &wish(2), 0.0).map(|seats| hall.show(&seats)[6].clone()), Some("x##xx".to_owned()));
}

#[test]
fn the_browser_stays_in_the_row_of_lost_seats_and_the_desk_takes_those_behind() {
    let hall = Hall::draw(&["....xx....", ".........."]);
    let lost = [4, 5].map(|seat| hall.seat(0, seat));
    assert_eq!(hall.instead_of(0, &[4, 5]), ["....xx....", "....##...."]);
    assert_eq!(in_browser(&hall, |house| hall.show(&nearest(house, &lost, &[]))), ["..##xx....", ".........."]);
}

#[test]
fn the_browser_leaves_an_orphan_near_lost_seats_where_the_desk_goes_further_along_the_row() {
    let hall = Hall::draw(&["x..xxxxx..."]);
    assert_eq!(hall.instead_of(0, &[0]), ["x..xxxxx#.."]);
    assert_eq!(in_browser(&hall, |house| hall.show(&nearest(house, &[hall.seat(0, 0)], &[]))), ["x#.xxxxx..."]);
}
