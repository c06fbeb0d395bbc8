use domain::{
    Currency, Money, PriceLevelId,
    catalogue::PriceLevel,
    plan::{Point, Row, SeatingPlan, Section, Shape, Stage},
};

use super::*;
use ui::{
    hall::LevelRanges,
    texts::{Language, PlacesTexts},
};

/// Two rows of six seats.
fn hall() -> Hall {
    let row = |name: &str, y| Row {
        name: name.into(),
        numbers: (1..=6).map(|number| number.to_string()).collect(),
        x: (0..6).map(|seat| seat * 50).collect(),
        y: vec![y; 6],
        radius: 20,
        category: 0,
        own_category: vec![],
        own_radius: vec![],
        accessible: vec![],
        companion: vec![],
        notes: vec![],
        aisles_after: vec![],
    };
    let plan = SeatingPlan {
        name: "Hall".into(),
        width: 400,
        height: 400,
        stage: Stage {
            name: "Stage".into(),
            shape: Shape::Rectangle {
                x: 0,
                y: 0,
                width: 300,
                height: 20,
                turn: 0,
            },
            focus: Point { x: 150, y: 0 },
        },
        categories: vec!["A".into()],
        sections: vec![Section {
            name: "Stalls".into(),
            level: None,
            outline: None,
            entrance: None,
            rows: vec![row("1", 100), row("2", 160)],
        }],
        areas: vec![],
        decorations: vec![],
    };
    let price = Money::new(4500, Currency::EUR);
    let level = PriceLevel {
        id: PriceLevelId(1),
        name: "All".into(),
        color: "#aa3344".into(),
        price,
    };
    Hall::new(
        plan,
        vec![level],
        &LevelRanges {
            levels: vec![(0, 11, PriceLevelId(1))],
        },
        PlacesTexts::of(Language::English),
    )
}

fn texts() -> ChoosingTexts {
    ChoosingTexts::of(Language::English)
}

fn seats(numbers: &[u32]) -> Vec<SeatNo> {
    numbers.iter().copied().map(SeatNo).collect()
}

#[test]
fn a_loss_is_reported_with_the_free_seats() {
    let say = |gone: &[u32], offer: &[u32]| lost(&hall(), &seats(gone), &seats(offer), texts());
    let gone = "Someone took Stalls, row\u{a0}1, seat\u{a0}3 a moment ago.";
    assert_eq!(
        say(&[2], &[3, 4]),
        format!("{gone} Seats\u{a0}4 and 5 in the same row are free: take them?")
    );
    assert_eq!(
        say(&[2], &[3]),
        format!("{gone} Seat\u{a0}4 in the same row is free: take it?")
    );
    assert_eq!(
        say(&[2], &[8]),
        format!("{gone} Stalls, row\u{a0}2, seat\u{a0}3 is free: take it?")
    );
    assert_eq!(
        say(&[2], &[]),
        format!("{gone} Nothing of yours was charged. Choose another.")
    );
    assert_eq!(
        not_to_be_had(&hall(), SeatNo(0), SeatStatus::Sold, &seats(&[1]), texts()),
        "Stalls, row\u{a0}1, seat\u{a0}1 is sold. Seat\u{a0}2 in the same row is free."
    );
}

#[test]
fn a_refusal_names_the_limit_of_the_event() {
    let too_many = |limit| Problem {
        max_seats: Some(limit),
        ..Problem::new(ProblemCode::TooManySeats)
    };
    let limited = |limit| Problem {
        buyer_limit: Some(limit),
        ..Problem::new(ProblemCode::BuyerLimit)
    };
    let say = |problem: Problem| refusal(&problem, texts());
    let then = "Choose fewer, or make a second booking.";
    assert_eq!(
        say(too_many(6)),
        format!("Nothing was held. One booking can have up to 6 seats. {then}")
    );
    assert_eq!(
        say(too_many(1)),
        format!("Nothing was held. One booking can have up to 1 seat. {then}")
    );
    let then = "Choose fewer, or give back seats that you hold.";
    assert_eq!(
        say(limited(12)),
        format!("Nothing was held. One buyer can have up to 12 seats for this event. {then}")
    );
    assert_eq!(
        say(limited(1)),
        format!("Nothing was held. One buyer can have up to 1 seat for this event. {then}")
    );
}

#[test]
fn an_orphan_is_explained_with_a_fix() {
    let say = |chosen: &[u32], orphans: &[u32], instead: &[u32]| {
        leaves_orphan(
            &hall(),
            &seats(chosen),
            &seats(orphans),
            &seats(instead),
            texts(),
        )
    };
    let alone = "That would leave seat\u{a0}1 alone, where hardly anybody wants to sit.";
    assert_eq!(
        say(&[1, 2], &[0], &[0, 1]),
        (
            format!("{alone} Move one along?"),
            "Move one along".to_owned()
        )
    );
    assert_eq!(
        say(&[1, 4], &[0], &[3, 4]),
        (
            format!("{alone} Stalls, row\u{a0}1, seats\u{a0}4 and 5 would not: take those?"),
            "Take 2 seats".to_owned()
        )
    );
    assert_eq!(
        say(&[1], &[0], &[8]),
        (
            format!("{alone} Stalls, row\u{a0}2, seat\u{a0}3 would not: take it?"),
            "Take seat\u{a0}3".to_owned()
        )
    );
    assert_eq!(
        say(&[1], &[0], &[]).0,
        format!("{alone} Take it too, or leave out the one beside it.")
    );
    let both = "That would leave seats\u{a0}1 and 4 alone, where hardly anybody wants to sit.";
    assert_eq!(
        say(&[1, 2], &[0, 3], &[]).0,
        format!("{both} Take them too, or leave out the one beside them.")
    );
    assert!(
        say(&[1, 7], &[0], &[0, 6])
            .0
            .starts_with("That would leave Stalls, row\u{a0}1, seat\u{a0}1 alone"),
        "in two rows, by its full name"
    );
}

#[test]
fn seats_held_instead_are_named_with_the_lost_ones() {
    let said = instead(
        &hall(),
        &seats(&[0, 1]),
        &seats(&[6, 7]),
        Money::new(9000, Currency::EUR),
        texts(),
    );
    assert!(
        said.starts_with(
            "Stalls, row\u{a0}1, seats\u{a0}1 and 2: someone was faster. We hold Stalls, row\u{a0}2, seats\u{a0}1 and 2 for you instead: €90."
        ),
        "{said}"
    );
    assert!(said.ends_with("Pay for them, or give them back."), "{said}");
    let one = instead(
        &hall(),
        &seats(&[0]),
        &seats(&[6]),
        Money::new(4500, Currency::EUR),
        texts(),
    );
    assert!(
        one.ends_with("instead: €45. Pay for it, or give it back."),
        "{one}"
    );
}

#[test]
fn found_seats_are_named_with_their_notes() {
    let plain = hall();
    let mut plan = plain.plan().clone();
    plan.sections[0].rows[1].notes = vec![
        (2, "behind a pillar".to_owned()),
        (3, "behind a pillar".to_owned()),
    ];
    let ranges = LevelRanges {
        levels: vec![(0, 11, PriceLevelId(1))],
    };
    let hall = Hall::new(plan, plain.levels().to_vec(), &ranges, plain.texts());
    let say = |chosen: &[u32]| found(&hall, &seats(chosen), texts());
    let noted = say(&[8, 9]);
    assert!(
        noted.starts_with(
            "Stalls, row\u{a0}2, seats\u{a0}3 and 4 (behind a pillar): chosen for you"
        ),
        "{noted}"
    );
    assert!(say(&[2, 3]).starts_with("Stalls, row\u{a0}1, seats\u{a0}3 and 4: chosen for you"));
}

#[test]
fn the_button_names_what_it_takes() {
    assert_eq!(
        [
            take(&hall(), &seats(&[3]), texts()),
            take(&hall(), &seats(&[3, 4]), texts())
        ],
        ["Take seat\u{a0}4", "Take 2 seats"]
    );
}
