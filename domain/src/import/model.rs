//! Events and venues as files describe them. They are not stored yet, so they have no ids.

use super::EventTime;
use crate::{Money, catalogue::GeoPoint};

/// A venue of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct NewVenue {
    /// The slug of the venue. An import with the same slug updates the venue.
    pub slug: String,
    /// Name of the venue.
    pub name: String,
    /// Street and number.
    pub address: String,
    /// Town of the venue.
    pub city: String,
    /// ISO 3166 code of two letters. Empty if the country is unknown.
    pub country: String,
    /// The position, if it is known.
    pub place: Option<GeoPoint>,
    /// IANA name of its time zone.
    pub timezone: String,
    /// Plain text. Blank lines separate paragraphs.
    pub description: String,
    /// What the venue offers.
    pub facilities: Vec<String>,
}

/// An event of a file. Its venue must exist.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// JSON pointer of the event in the file. Later faults add the field to it.
    pub pointer: String,
    /// The slug of the event. An import with the same slug updates the event. Without a slug,
    /// title, venue and start identify it.
    pub slug: Option<String>,
    /// Title of the event.
    pub title: String,
    /// One of [`super::CATEGORIES`].
    pub category: String,
    /// Plain text. Blank lines separate paragraphs.
    pub description: String,
    /// Slug or name of the venue.
    pub venue: String,
    /// Hash or name of a plan of the venue. If left out: the venue's newest plan.
    pub plan: Option<String>,
    /// Title of the series.
    pub series: Option<String>,
    /// When the event begins.
    pub starts_at: EventTime,
    /// Minutes from the beginning to the end, intervals included.
    pub duration_minutes: u32,
    /// When sales open. If left out: at once.
    pub on_sale_at: Option<EventTime>,
    /// The performers, the most prominent first.
    pub performers: Vec<NewPerformer>,
    /// The price levels, the most expensive first.
    pub price_levels: Vec<NewPriceLevel>,
    /// The price types, in the order for buyers. If left out, the event keeps its price types.
    pub price_types: Option<Vec<NewPriceType>>,
    /// Seconds for which seats are held while the buyer pays.
    pub hold_seconds: Option<u32>,
    /// The most seats of one booking.
    pub max_seats: Option<u32>,
    /// The most seats of one buyer, held and bought together.
    pub buyer_limit: Option<u32>,
    /// Whether a hold is refused if it leaves a single available seat between taken ones.
    pub avoid_single_seats: Option<bool>,
    /// Whether a buyer may ask for more time to pay, once for each booking.
    pub hold_extension: Option<bool>,
    /// All seats and spots that the organiser keeps back: the import unblocks the others. If left
    /// out, blocked seats stay blocked.
    pub blocked: Option<Vec<Selector>>,
    /// Wheelchair places, besides those of the plan.
    pub accessible: Vec<Selector>,
    /// Places for companions of wheelchair users, besides those of the plan.
    pub companion: Vec<Selector>,
}

/// A performer of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerformer {
    /// Name of the performer. It identifies the performer: see [`super::name_key`].
    pub name: String,
    /// "Orchestra", "Violin", "Team".
    pub role: String,
}

/// A price level of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPriceLevel {
    /// Name of the level, unique in the event.
    pub name: String,
    /// `#rrggbb`.
    pub color: String,
    /// The price of one seat, all taxes and fees included.
    pub price: Money,
    /// The seats and spots with this price. A narrower selector wins over a wider one. Without
    /// selectors, the level gets the seats that no other level has.
    pub places: Vec<Selector>,
}

/// A price type of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPriceType {
    /// Name of the type, unique in the event.
    pub name: String,
    /// What visitors bring to the door as proof.
    pub proof: Option<String>,
    /// The most seats of one booking with this type, from 1 to 10.
    pub max_per_booking: Option<u32>,
    /// Whether it is for companions of wheelchair users.
    pub companion: bool,
    /// Whether buyers can choose it in the shop.
    pub on_web: bool,
    /// Its prices: the name of a price level, at most once, and the amount there in minor units.
    /// Other levels do not sell it.
    pub prices: Vec<(String, i64)>,
}

/// A set of seats and spots of a plan. The variants are ordered from the widest to the narrowest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// All seats and spots of this category.
    Category(String),
    /// All seats of this section.
    Section(String),
    /// All spots of this standing area, by its id or name.
    Area(String),
    /// All seats of these rows of a section.
    Rows {
        /// The section's name.
        section: String,
        /// The rows' names.
        rows: Vec<String>,
    },
    /// These seats of a row.
    Seats {
        /// The section's name.
        section: String,
        /// The row's name.
        row: String,
        /// The numbers on the seats.
        numbers: Vec<String>,
    },
}
