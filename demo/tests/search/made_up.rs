//! Invented events beside the demo season: in other towns, by other composers, and long after the
//! season, so that they never mix with it.

use domain::{
    Currency, Money,
    catalogue::GeoPoint,
    import::{EventTime, NewEvent, NewPerformer, NewPriceLevel, NewVenue},
};
use store::{
    Pool,
    import::{ImportOptions, put_events, put_venue},
};
use testing::Hall;
use time::{Date, PrimitiveDateTime, Time};

/// Slug, name, town, country, degrees north, degrees east, time zone.
type House = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    f64,
    f64,
    &'static str,
);

const HOUSES: &[House] = &[
    (
        "music-centre-helsinki",
        "Helsinki Music Centre",
        "Helsinki",
        "FI",
        60.1739,
        24.9352,
        "Europe/Helsinki",
    ),
    (
        "concert-house-vienna",
        "Golden Hall",
        "Vienna",
        "AT",
        48.2005,
        16.3727,
        "Europe/Vienna",
    ),
    (
        "philharmonic-munich",
        "Isar Philharmonic",
        "Munich",
        "DE",
        48.1096,
        11.5423,
        "Europe/Berlin",
    ),
    (
        "philharmonic-cologne",
        "Cologne Philharmonic",
        "Cologne",
        "DE",
        50.9405,
        6.9605,
        "Europe/Berlin",
    ),
    (
        "national-theatre-prague",
        "National Theatre",
        "Prague",
        "CZ",
        50.0812,
        14.4137,
        "Europe/Prague",
    ),
    (
        "opera-bastille",
        "Opéra du Marais",
        "Paris",
        "FR",
        48.8520,
        2.3700,
        "Europe/Paris",
    ),
    (
        "usher-rooms",
        "Castle Rooms",
        "Edinburgh",
        "GB",
        55.9473,
        -3.2051,
        "Europe/London",
    ),
    (
        "harpa-hall",
        "Harbour Hall",
        "Reykjavík",
        "IS",
        64.1502,
        -21.9327,
        "Atlantic/Reykjavik",
    ),
    (
        "opera-oslo",
        "Fjord Opera",
        "Oslo",
        "NO",
        59.9075,
        10.7531,
        "Europe/Oslo",
    ),
    (
        "jazz-cellar-copenhagen",
        "Nyhavn Jazz Cellar",
        "Copenhagen",
        "DK",
        55.6797,
        12.5915,
        "Europe/Copenhagen",
    ),
];

/// Slug, title, category, house, day of 2099 (month, day), performers, description.
type Evening = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    (u8, u8),
    &'static [&'static str],
    &'static str,
);

const EVENINGS: &[Evening] = &[
    (
        "tchaikovsky-pathetique",
        "Tchaikovsky: Pathétique",
        "concert",
        "music-centre-helsinki",
        (12, 12),
        &["Helsinki Philharmonic"],
        "The last symphony, which ends in silence.",
    ),
    (
        "tchaikovsky-violin",
        "Tchaikovsky: Violin Concerto",
        "concert",
        "philharmonic-munich",
        (10, 2),
        &["Lisa Batiashvili", "Munich Philharmonic"],
        "Written by a lake in three weeks.",
    ),
    (
        "rachmaninov-vespers",
        "Rachmaninov: All-Night Vigil",
        "concert",
        "usher-rooms",
        (11, 21),
        &["Castle Choir"],
        "Fifteen movements for choir alone, the deepest basses in the land among them.",
    ),
    (
        "rachmaninov-paganini",
        "Rachmaninov: Rhapsody on a Theme of Paganini",
        "concert",
        "concert-house-vienna",
        (9, 18),
        &["Yuja Wang", "Vienna Symphony"],
        "Twenty-four variations for piano and orchestra.",
    ),
    (
        "dvorak-new-world",
        "Dvořák: From the New World",
        "concert",
        "national-theatre-prague",
        (9, 18),
        &["Czech Philharmonic"],
        "The symphony that went to the moon.",
    ),
    (
        "dvorak-rusalka",
        "Dvořák: Rusalka",
        "opera",
        "national-theatre-prague",
        (12, 31),
        &["Asmik Grigorian"],
        "A water nymph gives her voice for love. Song to the Moon included.",
    ),
    (
        "janacek-sinfonietta",
        "Janáček: Sinfonietta",
        "concert",
        "national-theatre-prague",
        (6, 6),
        &["Brno Philharmonic"],
        "Nine trumpets more than usual.",
    ),
    (
        "prokofiev-romeo",
        "Prokofiev: Romeo and Juliet",
        "dance",
        "opera-oslo",
        (12, 24),
        &["Norwegian National Ballet"],
        "The ballet in three acts, with the whole orchestra in the pit.",
    ),
    (
        "stravinsky-firebird",
        "Stravinsky: The Firebird",
        "dance",
        "opera-bastille",
        (10, 2),
        &["Ballet du Marais"],
        "A prince, an egg, a bird of fire.",
    ),
    (
        "schoenberg-transfigured",
        "Schönberg: Transfigured Night",
        "concert",
        "concert-house-vienna",
        (11, 21),
        &["Hagen Quartet"],
        "Two people walk through a bare, cold grove.",
    ),
    (
        "handel-water-music",
        "Händel: Water Music",
        "concert",
        "philharmonic-cologne",
        (6, 6),
        &["Concerto Köln"],
        "As it was played on the Thames, on barges, three times over.",
    ),
    (
        "bruckner-eight",
        "Bruckner: Eighth Symphony",
        "concert",
        "concert-house-vienna",
        (12, 12),
        &["Vienna Philharmonic", "Franz Welser-Möst"],
        "Eighty minutes, four harps if possible, and a finale that holds all that was before.",
    ),
    (
        "saint-saens-organ",
        "Saint-Saëns: Organ Symphony",
        "concert",
        "philharmonic-cologne",
        (12, 12),
        &["Iveta Apkalna"],
        "The organ keeps still until it does not.",
    ),
    (
        "shostakovich-leningrad",
        "Shostakovich: Leningrad",
        "concert",
        "philharmonic-munich",
        (11, 21),
        &["Munich Philharmonic"],
        "The Seventh Symphony, written in a city under siege.",
    ),
    (
        "mussorgsky-pictures",
        "Mussorgsky: Pictures at an Exhibition",
        "concert",
        "usher-rooms",
        (12, 12),
        &["Scottish Chamber Orchestra"],
        "A walk along ten paintings, in Ravel's colours.",
    ),
    (
        "sigur-light",
        "Sigríður Ósk: Northern Light",
        "concert",
        "harpa-hall",
        (12, 24),
        &["Sigríður Ósk"],
        "Songs for the shortest day.",
    ),
    (
        "bjork-strings",
        "Árstíðir: Songs of Ice",
        "concert",
        "harpa-hall",
        (6, 6),
        &["Árstíðir"],
        "Four voices, two guitars, a violin.",
    ),
    (
        "magic-flute-oslo",
        "Mozart: The Magic Flute",
        "opera",
        "opera-oslo",
        (9, 18),
        &["Lise Davidsen"],
        "A bird catcher, a queen of the night, and three trials.",
    ),
    (
        "cosi-paris",
        "Mozart: Così fan tutte",
        "opera",
        "opera-bastille",
        (6, 6),
        &["Sabine Devieilhe"],
        "Two couples and a wager.",
    ),
    (
        "hamlet-edinburgh",
        "Shakespeare: Hamlet",
        "theatre",
        "usher-rooms",
        (9, 18),
        &["Royal Mile Players"],
        "A ghost, a play within a play, and a very long night.",
    ),
    (
        "cherry-orchard",
        "Chekhov: The Cherry Orchard",
        "theatre",
        "national-theatre-prague",
        (10, 2),
        &["National Theatre Company"],
        "They could sell, and do not, until they must.",
    ),
    (
        "nils-landgren-jazz",
        "Nils Landgren Funk Unit",
        "concert",
        "jazz-cellar-copenhagen",
        (12, 31),
        &["Nils Landgren"],
        "A red trombone sees the old year out.",
    ),
    (
        "coltrane-night",
        "Blue Train: a night for John Coltrane",
        "concert",
        "jazz-cellar-copenhagen",
        (11, 21),
        &["Copenhagen Jazz Quintet"],
        "Every tune of the record, and what came after.",
    ),
    (
        "nutcracker-helsinki",
        "The Nutcracker",
        "dance",
        "music-centre-helsinki",
        (12, 24),
        &["Finnish National Ballet"],
        "A girl, a king of mice, and the land of sweets.",
    ),
    (
        "gruffalo-munich",
        "Room on the Broom",
        "family",
        "philharmonic-munich",
        (6, 6),
        &["Tall Stories"],
        "For everyone from three years on.",
    ),
    (
        "rovelli-time",
        "What is time?",
        "talk",
        "opera-bastille",
        (11, 21),
        &["Carlo Rovelli"],
        "A physicist explains why there is less of it than one thinks.",
    ),
];

/// Adds the invented events to a database, each in a small hall.
pub async fn put(pool: &Pool) {
    for (slug, name, city, country, lat, lon, timezone) in HOUSES {
        let venue = NewVenue {
            slug: (*slug).to_owned(),
            name: (*name).to_owned(),
            address: "1 Main Street".to_owned(),
            city: (*city).to_owned(),
            country: (*country).to_owned(),
            place: Some(GeoPoint {
                lat: *lat,
                lon: *lon,
            }),
            timezone: (*timezone).to_owned(),
            description: String::new(),
            facilities: Vec::new(),
        };
        let mut plan = Hall {
            rows: 2,
            seats: 4,
            ..Hall::default()
        }
        .plan();
        plan.name = format!("{name}, small");
        put_venue(pool, &venue, &[plan]).await.expect("a venue");
    }
    let events: Vec<NewEvent> = EVENINGS.iter().map(evening).collect();
    put_events(pool, &events, &ImportOptions::default(), &mut |_| {})
        .await
        .expect("the made-up events");
}

fn evening(
    (slug, title, category, venue, (month, day), performers, description): &Evening,
) -> NewEvent {
    let month = time::Month::try_from(*month).expect("a month");
    let day = Date::from_calendar_date(2099, month, *day).expect("a day");
    NewEvent {
        pointer: String::new(),
        slug: Some((*slug).to_owned()),
        title: (*title).to_owned(),
        category: (*category).to_owned(),
        description: (*description).to_owned(),
        venue: (*venue).to_owned(),
        plan: None,
        series: None,
        starts_at: EventTime::Wall(PrimitiveDateTime::new(
            day,
            Time::from_hms(19, 30, 0).expect("a time"),
        )),
        duration_minutes: 120,
        on_sale_at: None,
        performers: performers
            .iter()
            .map(|name| NewPerformer {
                name: (*name).to_owned(),
                role: String::new(),
            })
            .collect(),
        price_levels: vec![NewPriceLevel {
            name: "All".to_owned(),
            color: "#4bc8d5".to_owned(),
            price: Money::new(2500, Currency::EUR),
            places: Vec::new(),
        }],
        price_types: None,
        hold_seconds: None,
        max_seats: None,
        buyer_limit: None,
        blocked: None,
        accessible: Vec::new(),
        companion: Vec::new(),
        avoid_single_seats: None,
        hold_extension: None,
    }
}
