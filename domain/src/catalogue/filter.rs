//! What a list of events is asked for.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{PerformerId, VenueId};

/// The most events that one page of a list has.
pub const MAX_EVENTS_PAGE: u32 = 100;

/// Which search answered.
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
    /// The order of one who names none: the best match first for who looks for something, else the soonest.
    #[must_use]
    pub fn usual(q: Option<&str>) -> Self {
        if q.is_some() { Self::Relevance } else { Self::Date }
    }
}

/// A place on earth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GeoPoint {
    /// Degrees north, −90 to 90.
    pub lat: f64,
    /// Degrees east, −180 to 180.
    pub lon: f64,
}

impl GeoPoint {
    /// Whether there is such a place.
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
        Some(Self { lat, lon }).filter(|place| place.is_on_earth()).ok_or(fault)
    }
}

/// The filters of a list of events; each that is there must hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EventFilter {
    /// Words in the title, the description, a performer, the venue or the town.
    pub q: Option<String>,
    /// At this venue.
    pub venue: Option<VenueId>,
    /// With this performer.
    pub performer: Option<PerformerId>,
    /// Of this category.
    pub category: Option<String>,
    /// Beginning at this time or later; now, where it is left out.
    #[serde(default, with = "crate::moment::option")]
    pub from: Option<OffsetDateTime>,
    /// Beginning before this time.
    #[serde(default, with = "crate::moment::option")]
    pub to: Option<OffsetDateTime>,
    /// Around this place.
    pub near: Option<GeoPoint>,
    /// Kilometres around `near`.
    pub radius_km: Option<f64>,
    /// With a seat at this price or less, in minor units.
    pub max_price: Option<i64>,
    /// That can be bought now.
    #[serde(default)]
    pub on_sale: bool,
    /// With places for wheelchairs.
    #[serde(default)]
    pub accessible: bool,
    /// In this order.
    pub sort: EventSort,
    /// From where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to `MAX_EVENTS_PAGE`.
    pub limit: u32,
    /// With the counts of what could be narrowed down to.
    #[serde(default)]
    pub facets: bool,
    /// With the words that were asked for marked in what is shown.
    #[serde(default)]
    pub highlights: bool,
}
