//! Price levels: the categories of each, and its price relative to the most expensive level.

use domain::import::{NewPriceLevel, NewPriceType, Selector};
use domain::{Currency, Money};

use super::production::SeasonHall;

/// From light to dark, in steps that remain visible in greyscale, and in hue from lime over blue to
/// plum. None is close to the red and the brass that have another meaning on the map.
const COLOURS: [&str; 6] = [
    "#f4f1c3", "#95e6bb", "#4bc8d5", "#5b9ddf", "#7d6cca", "#a0499a",
];

/// Name, categories of the plan, and price in per cent of the most expensive level.
type Level = (&'static str, &'static [&'static str], u32);

const HALL: &[Level] = &[
    ("Category A", &["Category A"], 100),
    ("Category B", &["Category B"], 80),
    ("Category C", &["Category C"], 60),
    ("Category D", &["Category D"], 42),
    ("Category E", &["Category E"], 28),
];

/// With the stage in the middle, the floor is a standing area.
const ROUND: &[Level] = &[
    ("Lower tier, sides", &["Lower tier, sides"], 100),
    ("Standing, floor", &["Floor"], 85),
    ("Lower tier, bends", &["Lower tier, bends"], 75),
    ("Upper tier, sides", &["Upper tier, sides"], 55),
    ("Upper tier, bends", &["Upper tier, bends"], 42),
    ("Top rows", &["Upper tier, top rows"], 28),
];

const COURT: &[Level] = &[
    ("Courtside", &["Floor"], 100),
    (
        "Lower tier",
        &["Lower tier, sides", "Lower tier, bends"],
        58,
    ),
    (
        "Upper tier",
        &["Upper tier, sides", "Upper tier, bends"],
        34,
    ),
    ("Top rows", &["Upper tier, top rows"], 20),
];

const PITCH: &[Level] = &[
    ("Main and far stand, middle", &["Main stand, middle"], 100),
    ("Sides", &["Sides"], 72),
    ("Bends and ends", &["Bends", "Ends"], 48),
    ("Upper tier", &["Upper tier"], 30),
];

const OPEN: &[Level] = &[
    (
        "Front of stage, and middle of the stands",
        &["Main stand, middle"],
        100,
    ),
    ("Pitch, and sides of the stands", &["Sides"], 80),
    ("Bends", &["Bends"], 58),
    ("Far end", &["Ends"], 46),
    ("Upper tier", &["Upper tier"], 32),
];

/// The price levels of an event in this hall.
pub fn levels(place: SeasonHall, best_price: u32) -> Vec<NewPriceLevel> {
    let levels = match place {
        SeasonHall::Sibelius | SeasonHall::Liffey => HALL,
        SeasonHall::Round => ROUND,
        SeasonHall::Court => COURT,
        SeasonHall::Pitch => PITCH,
        SeasonHall::Open => OPEN,
    };
    let last = levels.len() - 1;
    let level = |(index, (name, categories, percent)): (usize, &Level)| NewPriceLevel {
        name: (*name).to_owned(),
        // The first and the last colour are always used. The others are spread between them.
        color: COLOURS[(index * (COLOURS.len() - 1) + last / 2) / last].to_owned(),
        // Whole euros. Only low prices have halves.
        price: Money::new(rounded(best_price * percent), Currency::EUR),
        places: categories
            .iter()
            .map(|&category| Selector::Category(category.to_owned()))
            .collect(),
    };
    levels.iter().enumerate().map(level).collect()
}

/// The price types of an event with these levels: children pay half, students three quarters, and
/// companions nothing.
pub fn types(levels: &[NewPriceLevel]) -> Vec<NewPriceType> {
    let price_type = |name: &str, percent: i64| {
        let price =
            |level: &NewPriceLevel| (level.name.clone(), level.price.amount * percent / 100);
        NewPriceType {
            name: name.to_owned(),
            proof: None,
            max_per_booking: None,
            companion: false,
            on_web: true,
            prices: levels.iter().map(price).collect(),
        }
    };
    vec![
        price_type("Adult", 100),
        NewPriceType {
            proof: Some("proof of age".to_owned()),
            ..price_type("Child", 50)
        },
        NewPriceType {
            proof: Some("a student card".to_owned()),
            ..price_type("Student", 75)
        },
        NewPriceType {
            companion: true,
            ..price_type("Companion", 0)
        },
    ]
}

fn rounded(cents: u32) -> i64 {
    let step = if cents < 2000 { 50 } else { 100 };
    i64::from((cents + step / 2) / step * step)
}
