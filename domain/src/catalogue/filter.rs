//! The filter of a list of events.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Currency, PerformerId, VenueId};

/// The most events on one page of a list.
pub const MAX_EVENTS_PAGE: u32 = 100;

/// The search that answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// The database.
    Postgres,
    /// The search server.
    Meilisearch,
}

/// The order of a list of events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventSort {
    /// The soonest first.
    #[default]
    Date,
    /// The cheapest first.
    Price,
    /// The nearest first; needs `near`.
    Distance,
    /// The best match first.
    Relevance,
}

impl EventSort {
    /// The order if the caller names none: the best match first if there is a query, else the
    /// soonest first.
    #[must_use]
    pub fn usual(q: Option<&str>) -> Self {
        if q.is_some() {
            Self::Relevance
        } else {
            Self::Date
        }
    }
}

/// A position on earth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GeoPoint {
    /// Degrees north, −90 to 90.
    pub lat: f64,
    /// Degrees east, −180 to 180.
    pub lon: f64,
}

impl GeoPoint {
    /// Whether both coordinates are within their limits.
    pub(super) fn is_on_earth(self) -> bool {
        (-90.0..=90.0).contains(&self.lat) && (-180.0..=180.0).contains(&self.lon)
    }
}

impl FromStr for GeoPoint {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fault = "is LAT,LON in degrees, as 60.98,25.66";
        let (lat, lon) = text.split_once(',').ok_or(fault)?;
        let lat: f64 = lat.trim().parse().map_err(|_| fault)?;
        let lon: f64 = lon.trim().parse().map_err(|_| fault)?;
        Some(Self { lat, lon })
            .filter(|place| place.is_on_earth())
            .ok_or(fault)
    }
}

/// The filters of a list of events. An event must match all that are present.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EventFilter {
    /// Words in the title, the description, or the name of a performer, venue or town.
    pub q: Option<String>,
    /// Events at this venue.
    pub venue: Option<VenueId>,
    /// Events with this performer.
    pub performer: Option<PerformerId>,
    /// Events of this category.
    pub category: Option<String>,
    /// Events that begin at this time or later. If left out: now.
    #[serde(default, with = "crate::moment::option")]
    pub from: Option<OffsetDateTime>,
    /// Events that begin before this time.
    #[serde(default, with = "crate::moment::option")]
    pub to: Option<OffsetDateTime>,
    /// The centre of the circle with the radius `radius_km`, and the point from which distances are
    /// measured.
    pub near: Option<GeoPoint>,
    /// Radius around `near`, in kilometres.
    pub radius_km: Option<f64>,
    /// Events with a seat at this price or less, in minor units of `currency`.
    pub max_price: Option<i64>,
    /// The currency of `max_price`. If left out: the currency of most events of the shop.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// Only events that buyers can buy now.
    #[serde(default)]
    pub on_sale: bool,
    /// Only events with wheelchair places.
    #[serde(default)]
    pub accessible: bool,
    /// The order of the list.
    pub sort: EventSort,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// The size of a page, from 1 to `MAX_EVENTS_PAGE`.
    pub limit: u32,
    /// Whether the answer counts how many events each further filter would leave.
    #[serde(default)]
    pub facets: bool,
    /// Whether the answer marks the words of the search.
    #[serde(default)]
    pub highlights: bool,
}
