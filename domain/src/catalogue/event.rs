//! Events as lists and pages show them.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{Engine, Facets, Highlights, VenueDetail};
use crate::{Currency, EventId, Money, PerformerId, PriceLevelId, VenueId};

/// Whether an event can be bought now, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SaleStatus {
    /// Sales open later.
    NotYet,
    /// Seats can be held.
    OnSale,
    /// No seat is available. Held ones may yet come back.
    SoldOut,
    /// It is over.
    Ended,
    /// It will not take place.
    Cancelled,
}

impl SaleStatus {
    /// As it is written: `on_sale`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::OnSale => "on_sale",
            Self::SoldOut => "sold_out",
            Self::Ended => "ended",
            Self::Cancelled => "cancelled",
        }
    }
}

/// An event in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventSummary {
    /// Number of the event.
    pub id: EventId,
    /// Its name in addresses.
    pub slug: String,
    /// What it is called.
    pub title: String,
    /// `concert`, `opera`, `theatre`, `dance`, `sport`, `family`, `talk`.
    pub category: String,
    /// When it begins, UTC.
    #[serde(with = "crate::moment")]
    pub starts_at: OffsetDateTime,
    /// When it ends, UTC.
    #[serde(with = "crate::moment")]
    pub ends_at: OffsetDateTime,
    /// IANA name of the venue's time zone.
    pub timezone: String,
    /// Seconds to add to UTC for the clock on the venue's wall when it begins.
    pub utc_offset_seconds: i32,
    /// Where.
    pub venue: VenueRef,
    /// Who, the most prominent first.
    pub performers: Vec<PerformerRef>,
    /// The lowest price; none before prices are set.
    pub price_from: Option<Money>,
    /// Places that can be held now.
    pub seats_available: u32,
    /// Whether it can be bought.
    pub sale_status: SaleStatus,
    /// Set while the organiser has paused the sale: nobody can hold seats until it goes on. `sale_status` stays as it is without the
    /// pause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<Pause>,
    /// When sales open or opened, UTC.
    #[serde(with = "crate::moment")]
    pub on_sale_at: OffsetDateTime,
    /// Kilometres from the place asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<f64>,
    /// The words that were asked for, in what is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highlights: Option<Highlights>,
}

/// A pause of a sale.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pause {
    /// What the organiser says about it; none if the organiser says nothing.
    pub reason: Option<String>,
}

/// The venue of an event, in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenueRef {
    /// Number of the venue.
    pub id: VenueId,
    /// What it is called.
    pub name: String,
    /// Its town.
    pub city: String,
    /// ISO 3166 code of two letters.
    pub country: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// A performer, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PerformerRef {
    /// Number of the performer.
    pub id: PerformerId,
    /// Their name.
    pub name: String,
}

/// A page of a list of events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventsPage {
    /// The events.
    pub events: Vec<EventSummary>,
    /// What to send as `cursor` for the next page; none at the end.
    pub next_cursor: Option<String>,
    /// How many events a page has at the most.
    pub limit: u32,
    /// Which search answered.
    pub engine: Engine,
    /// How many events each choice would leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
}

/// An event with all that its page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventDetail {
    /// What lists show.
    #[serde(flatten)]
    pub summary: EventSummary,
    /// Paragraphs, separated by blank lines. Plain text.
    pub description: String,
    /// From beginning to end, with intervals.
    pub duration_minutes: u32,
    /// What the house offers: "Wheelchair places", "Cloakroom".
    pub facilities: Vec<String>,
    /// How long seats are held for one who pays, in seconds.
    pub hold_seconds: u32,
    /// How many seats one booking may have.
    pub max_seats: u32,
    /// How many seats one buyer may have, pending and bought.
    #[serde(default)]
    pub buyer_limit: u32,
    /// Whether a choice of seats that leaves a single one between taken ones is refused, with others to choose instead
    /// (`leaves_single_seat`). The rule rests when less than a tenth of the house is free.
    #[serde(default)]
    pub avoid_single_seats: bool,
}

/// A price of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceLevel {
    /// Number of the level.
    pub id: PriceLevelId,
    /// What it is called: "Stalls, front".
    pub name: String,
    /// `#rrggbb`.
    pub color: String,
    /// What one pays in the end, for one seat.
    pub price: Money,
}

/// How many places have each status. The four add up to the capacity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Availability {
    /// Free to be held.
    pub available: u32,
    /// Held by someone who may pay or not.
    pub held: u32,
    /// Has a ticket.
    pub sold: u32,
    /// Kept back by the organiser.
    pub blocked: u32,
}

/// Another event of the same series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtherDate {
    /// Number of the event.
    pub id: EventId,
    /// Its name in addresses.
    pub slug: String,
    /// When it begins, UTC.
    #[serde(with = "crate::moment")]
    pub starts_at: OffsetDateTime,
    /// IANA name of the venue's time zone.
    pub timezone: String,
    /// Seconds to add to UTC for the clock on the venue's wall.
    pub utc_offset_seconds: i32,
    /// Where.
    pub venue: VenueRef,
    /// Whether it can be bought.
    pub sale_status: SaleStatus,
}

/// The answer to `GET /api/v1/events/{id}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventPage {
    /// The event.
    pub event: EventDetail,
    /// Where it takes place.
    pub venue: VenueDetail,
    /// What it costs, the dearest first.
    pub price_levels: Vec<PriceLevel>,
    /// How many places have each status now.
    pub availability: Availability,
    /// The same production on other dates and in other venues.
    pub other_dates: Vec<OtherDate>,
}

impl EventDetail {
    /// The currency of the event's prices.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.summary.price_from.map_or(Currency::EUR, |price| price.currency)
    }
}
