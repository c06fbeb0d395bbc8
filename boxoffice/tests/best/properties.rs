//! Properties that hold in every hall: thousands of small random halls are compared with the model.

use domain::{
    PriceLevelId, SeatNo, SeatStatus,
    seating::best::{alternatives, best_available},
    selling::BestAvailable,
};
use proptest::{prelude::*, sample::Index};

use crate::{
    hall::{Hall, wish},
    model::{Model, choices},
};

/// The code counts in sixteenths of a plan unit, the model in fractions.
const ROUNDING: f64 = 2.0;

/// Above this number of seats there are too many choices to examine each.
const MANY: usize = 16;

/// One to five rows of up to nine places in one or two sections, with two price levels. About
/// `sold` of ten ordinary seats are sold.
fn halls(sold: u32) -> impl Strategy<Value = Hall> {
    let place = prop_oneof![10 - sold => Just("."), sold => Just("x"), 1 => Just("w"), 1 => Just("c"), 1 => Just("n"), 1 => Just("|.")];
    let row = prop::collection::vec(place, 1..10)
        .prop_map(|row| row.concat().trim_start_matches('|').to_owned());
    (
        prop::collection::vec(row, 1..6),
        any::<bool>(),
        0_usize..10,
        0_usize..6,
    )
        .prop_map(|(mut rows, parted, seat, row)| {
            if parted {
                rows.insert(rows.len() / 2, "=Circle".to_owned());
                rows.insert(0, "=Stalls".to_owned());
            }
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            Hall::draw_priced(&rows, |of, at| if of >= row || at >= seat { 2 } else { 1 })
        })
}

fn wishes() -> impl Strategy<Value = BestAvailable> {
    let section = prop::option::weighted(
        0.2,
        prop_oneof![Just("Stalls".to_owned()), Just("Circle".to_owned())],
    );
    let level = prop::option::weighted(0.3, (1..=2).prop_map(PriceLevelId));
    let accessible = prop::option::weighted(0.3, any::<bool>());
    (1_u32..7, section, level, accessible).prop_map(
        |(quantity, section, price_level, accessible)| BestAvailable {
            quantity,
            section,
            price_level,
            accessible,
        },
    )
}

/// Checks the best seats for a wish.
fn check(hall: &Hall, wish: &BestAvailable) -> Result<(), TestCaseError> {
    let model = Model {
        plan: &hall.plan,
        statuses: &hall.statuses,
    };
    let fitting = model.fitting(wish);
    let quantity = wish.quantity as usize;
    let wheelchair = |seat: &SeatNo| hall.plan.index.seat(*seat).expect("a seat").accessible();
    let accessible = wish.accessible == Some(true);
    // A companion's seat is only useful beside a wheelchair place.
    let of_use: Vec<SeatNo> = model
        .groups(&fitting)
        .into_iter()
        .filter(|group| !accessible || group.iter().any(wheelchair))
        .flatten()
        .copied()
        .collect();

    let Some(chosen) = best_available(&hall.plan, &hall.statuses, wish) else {
        prop_assert!(
            of_use.len() < quantity,
            "found nothing, but {:?} are free",
            hall.show(&of_use)
        );
        return Ok(());
    };
    let shown = hall.show(&chosen);
    prop_assert_eq!(chosen.len(), quantity);
    prop_assert!(
        chosen.iter().all(|seat| fitting.contains(seat)),
        "free and as wished: {:?}",
        &shown
    );
    prop_assert!(
        !accessible
            || model
                .groups(&chosen)
                .iter()
                .all(|group| group.iter().any(wheelchair)),
        "nobody alone: {:?}",
        &shown
    );

    let together: Vec<_> = model
        .together(&of_use, quantity)
        .into_iter()
        .filter(|seats| !accessible || seats.iter().any(wheelchair))
        .collect();
    if !together.is_empty() {
        prop_assert_eq!(model.groups(&chosen).len(), 1, "together: {:?}", &shown);
        let cost = model.cost(&chosen);
        for other in together {
            prop_assert!(
                cost <= model.cost(other) + ROUNDING,
                "{:?} is better than {:?}",
                hall.show(other),
                &shown
            );
        }
        return Ok(());
    }
    // The fewest rows: take the rows with the most seats.
    let mut rows: Vec<usize> = of_use
        .chunk_by(|one, next| model.row(*one) == model.row(*next))
        .map(<[SeatNo]>::len)
        .collect();
    rows.sort_unstable_by(|one, next| next.cmp(one));
    let fewest = (1..)
        .find(|count| rows.iter().take(*count).sum::<usize>() >= quantity)
        .expect("there are enough");
    prop_assert_eq!(model.rows(&chosen), fewest, "the fewest rows: {:?}", &shown);
    if of_use.len() <= MANY && !accessible {
        let alone = choices(&of_use, quantity)
            .iter()
            .filter(|seats| model.rows(seats) == fewest)
            .map(|seats| model.alone(seats))
            .min();
        let alone = alone.expect("a choice");
        if alone == 0 || fewest == 1 {
            prop_assert_eq!(
                model.alone(&chosen),
                alone,
                "nobody alone without need: {:?}",
                &shown
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn finds_the_best_seats_in_a_hall_with_many_free_seats(hall in halls(3), wish in wishes()) {
        check(&hall, &wish)?;
    }

    #[test]
    fn finds_the_best_seats_in_a_hall_that_is_nearly_sold_out(hall in halls(7), wish in wishes()) {
        check(&hall, &wish)?;
    }

    #[test]
    fn every_buyer_gets_different_seats_until_there_are_too_few(hall in halls(4), quantities in prop::collection::vec(1_u32..5, 1..30)) {
        let mut hall = hall;
        for quantity in quantities {
            check(&hall, &wish(quantity))?;
            for seat in best_available(&hall.plan, &hall.statuses, &wish(quantity)).unwrap_or_default() {
                prop_assert!(hall.statuses.set(seat, SeatStatus::Held));
            }
        }
    }

    #[test]
    fn alternatives_have_the_same_number_and_prices_and_are_the_nearest(hall in halls(5), picks in prop::collection::vec(any::<Index>(), 1..5)) {
        let count = hall.plan.index.seat_count();
        let mut asked: Vec<SeatNo> = picks.iter().map(|pick| SeatNo(pick.index(count as usize) as u32)).collect();
        asked.sort_unstable();
        asked.dedup();
        let model = Model { plan: &hall.plan, statuses: &hall.statuses };
        let kinds = |seats: &[SeatNo]| {
            let mut kinds: Vec<_> = seats.iter().map(|seat| (hall.plan.level_of(*seat), model.accessible(*seat))).collect();
            kinds.sort_unstable();
            kinds
        };
        let found = alternatives(&hall.plan, &hall.statuses, &asked);
        let first = kinds(&asked)[0];
        let alike: Vec<SeatNo> = (0..count).map(SeatNo).filter(|seat| model.available(*seat) && kinds(&[*seat])[0] == first).collect();
        let one_kind = kinds(&asked).iter().all(|kind| *kind == first) && !first.1;
        if found.is_empty() {
            prop_assert!(!one_kind || alike.len() < asked.len(), "found nothing, but {:?} are free", hall.show(&alike));
            return Ok(());
        }
        prop_assert!(found.iter().all(|seat| model.available(*seat)));
        prop_assert_eq!(kinds(&found), kinds(&asked));
        if one_kind {
            for other in model.together(&alike, asked.len()) {
                prop_assert_eq!(model.groups(&found).len(), 1, "together: {:?}", hall.show(&found));
                prop_assert!(model.distance(&found, &asked) <= model.distance(other, &asked) + ROUNDING, "{:?} is nearer", hall.show(other));
            }
        }
    }
}
