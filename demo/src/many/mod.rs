//! Hundreds of thousands of plausible events in small rooms of real towns, to test the shop at that
//! size.

mod programme;
mod towns;

use domain::{
    VenueId,
    catalogue::GeoPoint,
    import::NewVenue,
    plan::{PlanHash, Point, Row, SeatingPlan, Section, Shape, Stage},
};
use store::{
    Pool,
    import::{
        ImportError, ManyEvent, OnProgress, Progress, add_many, analyze, put_performers, put_venue,
    },
};
use time::{Date, Duration, Time};

use crate::sales::Dice;
use programme::{description, performers, piece};
use towns::{TOWNS, TownEntry};

/// The number of events that share a room.
const EVENTS_A_ROOM: usize = 100;

/// The number of events that are written at once.
const BATCH: usize = 10_000;

/// Events begin within this number of days.
const DAYS: usize = 300;

/// Creates this number of events and puts them up for sale. Returns the number of new ones. On the
/// same day, a repeated call creates the same events.
///
/// # Errors
/// The database failed. The events that were added before stay.
pub async fn load_many(
    pool: &Pool,
    today: Date,
    count: usize,
    progress: OnProgress<'_>,
) -> Result<u64, ImportError> {
    let mut tell = |step: &str, done: usize, total: usize| {
        progress(Progress {
            step: step.to_owned(),
            done: done as u64,
            total: total as u64,
        });
    };
    let rooms = count.div_ceil(EVENTS_A_ROOM).max(1);
    let mut houses = Vec::with_capacity(rooms);
    for index in 0..rooms {
        if index % 50 == 0 {
            tell("Rooms", index, rooms);
        }
        let (venue, plan) = room(index);
        houses.push((
            put_venue(pool, &venue, std::slice::from_ref(&plan)).await?,
            plan.hash(),
        ));
    }
    let names = performers((count / 20).clamp(10, 20_000));
    let mut artists = Vec::with_capacity(names.len());
    for names in names.chunks(5_000) {
        artists.extend(put_performers(pool, names).await?);
    }
    let mut added = 0;
    for first in (0..count).step_by(BATCH) {
        tell("Events", first, count);
        let batch: Vec<ManyEvent> = (first..count.min(first + BATCH))
            .map(|index| event(index, today, &houses, &artists))
            .collect();
        added += add_many(pool, &batch).await?;
        if first == 0 {
            // Statistics of empty tables would mislead the planner from here on.
            analyze(pool).await?;
        }
    }
    analyze(pool).await?;
    tell("Events", count, count);
    Ok(added)
}

/// A room of twenty seats.
fn room(index: usize) -> (NewVenue, SeatingPlan) {
    const KINDS: &[&str] = &[
        "Studio",
        "Chamber",
        "Cellar",
        "Loft",
        "Salon",
        "Black Box",
        "Library",
        "Chapel",
    ];
    const STREETS: &[&str] = &[
        "Harbour", "Market", "Mill", "Castle", "Station", "Garden", "Bridge", "Church", "River",
        "Park", "Tower", "School",
    ];
    let (city, country, lat, lon, timezone): TownEntry = TOWNS[index % TOWNS.len()];
    let round = index / TOWNS.len();
    let (street, kind) = (
        STREETS[round % STREETS.len()],
        KINDS[(round / STREETS.len() + index) % KINDS.len()],
    );
    let mut dice = Dice::of(&format!("room {index}"));
    let name = format!("{street} Street {kind} {city} {}", index + 1);
    let venue = NewVenue {
        slug: format!("many-room-{index}"),
        name: name.clone(),
        address: format!("{} {street} Street", 1 + dice.below(180)),
        city: city.to_owned(),
        country: country.to_owned(),
        // Within some kilometres of the centre of the town.
        place: Some(GeoPoint {
            lat: lat + (dice.share() - 0.5) * 0.1,
            lon: lon + (dice.share() - 0.5) * 0.16,
        }),
        timezone: timezone.to_owned(),
        description: format!("A small room with twenty seats in {city}."),
        facilities: vec!["Cloakroom".to_owned()],
    };
    let row = |number: i32| Row {
        name: (number + 1).to_string(),
        numbers: (1..=5).map(|seat| seat.to_string()).collect(),
        x: (0..5).map(|seat| 125 + seat * 60).collect(),
        y: vec![450 + number * 90; 5],
        radius: 24,
        category: 0,
        own_category: vec![],
        own_radius: vec![],
        accessible: if number == 3 { vec![4] } else { vec![] },
        companion: vec![],
        notes: vec![],
        aisles_after: vec![],
    };
    let plan = SeatingPlan {
        name,
        width: 500,
        height: 900,
        stage: Stage {
            name: "Stage".to_owned(),
            shape: Shape::Rectangle {
                x: 75,
                y: 50,
                width: 350,
                height: 250,
                turn: 0,
            },
            focus: Point { x: 250, y: 220 },
        },
        categories: vec!["All places".to_owned()],
        sections: vec![Section {
            name: "Room".to_owned(),
            level: None,
            outline: None,
            entrance: None,
            rows: (0..4).map(row).collect(),
        }],
        areas: vec![],
        decorations: vec![],
    };
    (venue, plan)
}

fn event(index: usize, today: Date, houses: &[(VenueId, PlanHash)], artists: &[i32]) -> ManyEvent {
    let room = index % houses.len();
    let (venue, plan) = &houses[room];
    let (city, ..) = TOWNS[room % TOWNS.len()];
    let mut dice = Dice::of(&format!("event {index}"));
    let piece = piece(city, &mut dice);
    let day = today.saturating_add(Duration::days(1 + dice.below(DAYS) as i64));
    let time = Time::from_hms(
        15 + dice.below(6) as u8,
        if dice.below(2) == 0 { 0 } else { 30 },
        0,
    )
    .unwrap_or(Time::MIDNIGHT);
    let starts_at = day.with_time(time).assume_utc();
    let performers = (0..1 + dice.below(3))
        .filter_map(|_| artists.get(dice.below(artists.len())))
        .copied()
        .collect();
    ManyEvent {
        slug: format!("many-{day}-{index}"),
        description: description(&piece.title, city, &mut dice),
        title: piece.title,
        category: piece.category,
        venue: *venue,
        plan: plan.clone(),
        starts_at,
        minutes: piece.minutes,
        // One event in ten is not on sale yet.
        on_sale_at: if dice.below(10) == 0 {
            starts_at - Duration::hours(12)
        } else {
            today.midnight().assume_utc() - Duration::days(14)
        },
        performers,
        price: 800 + 100 * dice.below(90) as i64,
    }
}
