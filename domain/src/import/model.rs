//! What files say: events and venues that are not stored yet and so have no numbers.

use time::{OffsetDateTime, PrimitiveDateTime};

use crate::Money;

/// A moment as a file gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventTime {
    /// What the clock on the venue's wall shows.
    Wall(PrimitiveDateTime),
    /// With its distance from UTC.
    Instant(OffsetDateTime),
}

/// A building.
#[derive(Debug, Clone, PartialEq)]
pub struct NewVenue {
    /// Its name in addresses; its key when it is put again.
    pub slug: String,
    /// What it is called.
    pub name: String,
    /// Street and number.
    pub address: String,
    /// Its town.
    pub city: String,
    /// ISO 3166 code of two letters.
    pub country: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// IANA name of its time zone.
    pub timezone: String,
    /// Paragraphs, separated by blank lines.
    pub description: String,
    /// What the house offers.
    pub facilities: Vec<String>,
}

/// An event at a venue that is there.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// Where it stands in the file; faults that show later name places under it.
    pub pointer: String,
    /// Its name in addresses; its key when it is put again. Made of the title and the day where there is none.
    pub slug: Option<String>,
    /// What it is called.
    pub title: String,
    /// One of [`super::CATEGORIES`].
    pub category: String,
    /// Paragraphs, separated by blank lines.
    pub description: String,
    /// Slug or name of the venue.
    pub venue: String,
    /// Hash or name of a plan of the venue; its newest where there is none.
    pub plan: Option<String>,
    /// Title of the series.
    pub series: Option<String>,
    /// When it begins.
    pub starts_at: EventTime,
    /// From beginning to end, with intervals.
    pub duration_minutes: u32,
    /// When sales open; at once where there is none.
    pub on_sale_at: Option<EventTime>,
    /// The most prominent first.
    pub performers: Vec<NewPerformer>,
    /// The dearest first.
    pub price_levels: Vec<NewPriceLevel>,
    /// The groups that levels have prices for, in the order in which buyers read them. Where it is not there, those of the event stay.
    pub price_types: Option<Vec<NewPriceType>>,
    /// How long seats are held for one who pays, in seconds.
    pub hold_seconds: Option<u32>,
    /// How many seats one booking may have.
    pub max_seats: Option<u32>,
    /// How many seats one buyer may have, pending and bought.
    pub buyer_limit: Option<u32>,
    /// Whether buyers are asked to leave no free seat alone between taken ones.
    pub avoid_single_seats: Option<bool>,
    /// What the organiser keeps back.
    pub blocked: Vec<Selector>,
}

/// Somebody who performs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerformer {
    /// Their name; its slug is the key.
    pub name: String,
    /// "Orchestra", "Violin", "Team".
    pub role: String,
}

/// A price and whom it is for.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPriceLevel {
    /// Unique in the event.
    pub name: String,
    /// `#rrggbb`.
    pub color: String,
    /// What one pays in the end.
    pub price: Money,
    /// Which places have it. A more exact selector wins over a wider one; none at all takes what no other level has.
    pub places: Vec<Selector>,
}

/// A group that levels have prices for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPriceType {
    /// Unique in the event.
    pub name: String,
    /// What to bring to the door.
    pub proof: Option<String>,
    /// How many seats of one booking may have it, 1 to 10.
    pub max_per_booking: Option<u32>,
    /// Whether it is for who comes along with a wheelchair.
    pub companion: bool,
    /// Whether buyers may choose it themselves.
    pub on_web: bool,
    /// The name of each price level where it is sold, none twice, and what it costs there in minor units.
    pub prices: Vec<(String, i64)>,
}

/// Some places of a plan. From the widest to the most exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// Of this category.
    Category(String),
    /// Of this section.
    Section(String),
    /// Of this standing area, by id or name.
    Area(String),
    /// Of these rows of a section.
    Rows {
        /// The section's name.
        section: String,
        /// The rows' names.
        rows: Vec<String>,
    },
    /// These numbers of a row.
    Seats {
        /// The section's name.
        section: String,
        /// The row's name.
        row: String,
        /// The numbers on the seats.
        numbers: Vec<String>,
    },
}
