//! Events as lists and pages show them.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{Engine, Facets, GeoPoint, Highlights, VenueDetail};
use crate::{Currency, EventId, Money, PerformerId, PriceLevelId, VenueId};

/// Whether buyers can buy an event now, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SaleStatus {
    /// Sales open later.
    NotYet,
    /// Seats can be held.
    OnSale,
    /// No seat is available. Held seats may come back.
    SoldOut,
    /// The event is over.
    Ended,
    /// The event is cancelled.
    Cancelled,
}

impl SaleStatus {
    /// The API's word for it: `on_sale`.
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
    /// The event's part of an address.
    pub slug: String,
    /// Title of the event.
    pub title: String,
    /// `concert`, `opera`, `theatre`, `dance`, `sport`, `family`, `talk`.
    pub category: String,
    /// When the event begins, in UTC.
    #[serde(with = "crate::moment")]
    pub starts_at: OffsetDateTime,
    /// When the event ends, in UTC.
    #[serde(with = "crate::moment")]
    pub ends_at: OffsetDateTime,
    /// IANA name of the venue's time zone.
    pub timezone: String,
    /// Offset of the venue's clock from UTC when the event begins, in seconds.
    pub utc_offset_seconds: i32,
    /// The venue.
    pub venue: VenueRef,
    /// The performers, the most prominent first.
    pub performers: Vec<PerformerRef>,
    /// The lowest price. None before prices are set.
    pub price_from: Option<Money>,
    /// The number of seats and spots that buyers can hold now.
    pub seats_available: u32,
    /// Whether buyers can buy the event now.
    pub sale_status: SaleStatus,
    /// Present while the organiser has paused the sale: nobody can hold seats until the sale goes
    /// on. `sale_status` keeps the value that it has without the pause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<Pause>,
    /// When sales open or opened, in UTC.
    #[serde(with = "crate::moment")]
    pub on_sale_at: OffsetDateTime,
    /// Offset of the venue's clock from UTC when sales open, in seconds. Daylight saving time can
    /// make it differ from `utc_offset_seconds`.
    #[serde(default)]
    pub on_sale_utc_offset_seconds: i32,
    /// Distance from `near`, in kilometres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<f64>,
    /// The texts of the event, with the words of the search marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highlights: Option<Highlights>,
}

/// A pause of a sale.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pause {
    /// The organiser's reason for buyers. None if the organiser gave none.
    pub reason: Option<String>,
}

/// The venue of an event, in lists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenueRef {
    /// Number of the venue.
    pub id: VenueId,
    /// Name of the venue.
    pub name: String,
    /// Town of the venue.
    pub city: String,
    /// ISO 3166 code of two letters. Empty if the country is unknown.
    pub country: String,
    /// Degrees north. Null, together with `lon`, if the position is unknown.
    pub lat: Option<f64>,
    /// Degrees east. Null, together with `lat`, if the position is unknown.
    pub lon: Option<f64>,
}

/// A performer, in lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PerformerRef {
    /// Number of the performer.
    pub id: PerformerId,
    /// Name of the performer.
    pub name: String,
}

/// A page of a list of events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventsPage {
    /// The events of the page.
    pub events: Vec<EventSummary>,
    /// The `cursor` of the next page. None on the last page.
    pub next_cursor: Option<String>,
    /// The most events that a page has.
    pub limit: u32,
    /// The search that answered.
    pub engine: Engine,
    /// How many events each further filter would leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
    /// The words of `q` that some of these events lack, if no event has every word. Present if the
    /// request has `highlights=true`; left out if every event has every word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
}

/// An event, with everything that its page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventDetail {
    /// The fields that lists show.
    #[serde(flatten)]
    pub summary: EventSummary,
    /// Plain text. Blank lines separate paragraphs.
    pub description: String,
    /// Minutes from the beginning to the end, intervals included.
    pub duration_minutes: u32,
    /// What the venue offers: "Wheelchair places", "Cloakroom".
    pub facilities: Vec<String>,
    /// Seconds for which seats are held while the buyer pays.
    pub hold_seconds: u32,
    /// The most seats of one booking.
    pub max_seats: u32,
    /// The most seats of one buyer, held and bought together.
    #[serde(default)]
    pub buyer_limit: u32,
    /// Whether a hold is refused if it leaves a single seat between taken ones (problem
    /// `leaves_single_seat`, which offers other seats). The rule does not apply when less than a
    /// tenth of the seats is available.
    #[serde(default)]
    pub avoid_single_seats: bool,
}

/// A price level of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceLevel {
    /// Number of the level.
    pub id: PriceLevelId,
    /// Name of the level: "Stalls, front".
    pub name: String,
    /// The colour on the map, as `#rrggbb`.
    pub color: String,
    /// The price of one seat, all taxes and fees included.
    pub price: Money,
}

/// How many seats and spots have each status. The four numbers add up to the capacity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Availability {
    /// Buyers can hold them.
    pub available: u32,
    /// Pending bookings have them.
    pub held: u32,
    /// They have tickets.
    pub sold: u32,
    /// The organiser keeps them back.
    pub blocked: u32,
}

/// Another event of the same series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtherDate {
    /// Number of the event.
    pub id: EventId,
    /// The event's part of an address.
    pub slug: String,
    /// Title of the event. The events of a series may have different titles.
    pub title: String,
    /// When the event begins, in UTC.
    #[serde(with = "crate::moment")]
    pub starts_at: OffsetDateTime,
    /// IANA name of the venue's time zone.
    pub timezone: String,
    /// Offset of the venue's clock from UTC when the event begins, in seconds.
    pub utc_offset_seconds: i32,
    /// The venue.
    pub venue: VenueRef,
    /// Whether buyers can buy the event now.
    pub sale_status: SaleStatus,
}

/// The answer to `GET /api/v1/events/{id}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventPage {
    /// The event.
    pub event: EventDetail,
    /// The venue of the event.
    pub venue: VenueDetail,
    /// The price levels, the most expensive first.
    pub price_levels: Vec<PriceLevel>,
    /// How many seats and spots have each status now.
    pub availability: Availability,
    /// Other events of the same series, in other venues too, the soonest first.
    pub other_dates: Vec<OtherDate>,
}

impl VenueRef {
    /// The position of the venue, if it is known.
    #[must_use]
    pub fn place(&self) -> Option<GeoPoint> {
        Some(GeoPoint {
            lat: self.lat?,
            lon: self.lon?,
        })
    }
}

impl EventDetail {
    /// The currency of the event's prices.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.summary
            .price_from
            .map_or(Currency::EUR, |price| price.currency)
    }
}
