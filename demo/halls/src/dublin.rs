//! A concert hall of 2,200 seats in Dublin, with terraces on all sides of the stage.

use domain::plan::generate::{Numbering, PlanMaker, RowMaker, RowWedge, section};
use domain::plan::{Point, SeatingPlan, Section, Shape};

const PLATFORM: &str = "behind the platform: one faces the conductor";
const RAIL: &str = "a safety rail crosses the view";

/// A terrace: a wedge of rows.
struct Terrace {
    name: &'static str,
    level: &'static str,
    degrees: (f64, f64),
    radius: f64,
    rows: usize,
    category: u16,
    /// Seats left out at the end of the last row, for a door.
    door: usize,
}

const fn terrace(
    name: &'static str,
    level: &'static str,
    degrees: (f64, f64),
    radius: f64,
    rows: usize,
    category: u16,
) -> Terrace {
    Terrace {
        name,
        level,
        degrees,
        radius,
        rows,
        category,
        door: 0,
    }
}

const PARTERRE: &str = "Parterre";
const TERRACE: &str = "Terrace";
const GALLERY: &str = "Gallery";

/// The terraces from the platform outwards. 0° is straight ahead of the stage.
const TERRACES: [Terrace; 20] = [
    terrace("Parterre left", PARTERRE, (-46.0, -15.5), 830.0, 9, 1),
    terrace("Parterre centre", PARTERRE, (-14.0, 14.0), 830.0, 12, 0),
    terrace("Parterre right", PARTERRE, (15.5, 46.0), 830.0, 9, 1),
    terrace("Terrace A", TERRACE, (-44.0, -23.0), 1730.0, 7, 1),
    terrace("Terrace B", TERRACE, (-21.5, -1.0), 2010.0, 7, 0),
    terrace("Terrace C", TERRACE, (1.0, 21.5), 2010.0, 7, 0),
    terrace("Terrace D", TERRACE, (23.0, 44.0), 1730.0, 7, 1),
    terrace("Terrace E", TERRACE, (50.0, 76.0), 1120.0, 8, 2),
    terrace("Terrace F", TERRACE, (79.0, 106.0), 1120.0, 7, 2),
    terrace("Terrace G", TERRACE, (-106.0, -79.0), 1120.0, 7, 2),
    terrace("Terrace H", TERRACE, (-76.0, -50.0), 1120.0, 8, 2),
    terrace("Choir left", PARTERRE, (182.0, 210.0), 880.0, 6, 4),
    terrace("Choir right", PARTERRE, (150.0, 178.0), 880.0, 6, 4),
    terrace("Gallery 1", GALLERY, (-48.0, -25.0), 2540.0, 6, 3),
    terrace("Gallery 2", GALLERY, (-23.0, -1.0), 2780.0, 6, 2),
    terrace("Gallery 3", GALLERY, (1.0, 23.0), 2780.0, 6, 2),
    terrace("Gallery 4", GALLERY, (25.0, 48.0), 2540.0, 6, 3),
    terrace("Gallery 5", GALLERY, (51.0, 84.0), 2050.0, 5, 3),
    terrace("Gallery 6", GALLERY, (-84.0, -51.0), 2050.0, 5, 3),
    Terrace {
        name: "Gallery 7",
        level: GALLERY,
        degrees: (148.0, 212.0),
        radius: 1560.0,
        rows: 4,
        category: 4,
        door: 9,
    },
];

/// The hall with the platform in its middle.
#[must_use]
pub fn concert_hall() -> SeatingPlan {
    let corners = [
        (-560, 330),
        (-680, -120),
        (-560, -620),
        (560, -620),
        (680, -120),
        (560, 330),
        (300, 420),
        (-300, 420),
    ];
    let platform = Shape::Polygon {
        points: corners.map(|(x, y)| Point { x, y }).to_vec(),
    };
    let categories = [
        "Category A",
        "Category B",
        "Category C",
        "Category D",
        "Category E",
    ];
    PlanMaker::new(
        "Concert hall, orchestra",
        "Platform",
        platform,
        (0, 0),
        &categories,
    )
    .with_all(TERRACES.iter().map(make))
    .text("Organ", (0, -2000), 90)
    .finish()
}

fn make(terrace: &Terrace) -> Section {
    let mut fan = RowWedge::new(
        terrace.radius,
        terrace.rows,
        terrace.degrees.0,
        terrace.degrees.1,
    );
    fan.pitch = 88.0;
    let last = terrace.rows - 1;
    let rows = (0..terrace.rows).map(|index| {
        let path = fan.path(index);
        let seats = path.room_for(fan.spacing) - if index == last { terrace.door } else { 0 };
        let row = RowMaker::centred(&(index + 1).to_string(), &path, seats, fan.spacing)
            .category(terrace.category)
            .numbered(Numbering::Up(1));
        match (terrace.level, index) {
            (PARTERRE, 0) if terrace.name.starts_with("Choir") => {
                row.note(&(0..seats as u16).collect::<Vec<_>>(), PLATFORM)
            }
            (PARTERRE, 7) => row.wheelchairs_at_ends(2),
            (TERRACE, 6) if terrace.category == 2 => row.wheelchairs_at_ends(1),
            (GALLERY, 0) => row.note_at_ends(2, RAIL),
            _ => row,
        }
    });
    section(terrace.name, Some(terrace.level), rows.collect::<Vec<_>>())
}
