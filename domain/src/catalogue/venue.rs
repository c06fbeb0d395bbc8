//! Venues and performers.

use serde::{Deserialize, Serialize};

use crate::{PerformerId, VenueId};

/// A venue in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenueSummary {
    /// Number of the venue.
    pub id: VenueId,
    /// Its name in addresses.
    pub slug: String,
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
    /// Places of its largest plan.
    pub capacity: u32,
    /// Events to come.
    pub upcoming_events: u32,
}

/// A venue with all that its page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenueDetail {
    /// Number of the venue.
    pub id: VenueId,
    /// Its name in addresses.
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
    /// Paragraphs, separated by blank lines. Plain text.
    pub description: String,
    /// What the house offers.
    pub facilities: Vec<String>,
    /// Places of the plan (of an event), or of its largest plan.
    pub capacity: u32,
    /// Path of the plan: that of the event, or its largest. None for a venue without one.
    pub seating_plan_url: Option<String>,
}

/// The answer to `GET /api/v1/venues`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenuesPage {
    /// All venues, by name.
    pub venues: Vec<VenueSummary>,
}

/// The answer to `GET /api/v1/venues/{id}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenuePage {
    /// The venue.
    pub venue: VenueDetail,
}

/// A performer with all that their page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PerformerDetail {
    /// Number of the performer.
    pub id: PerformerId,
    /// Their name in addresses.
    pub slug: String,
    /// Their name.
    pub name: String,
    /// "Orchestra", "Violin", "Team".
    pub role: String,
    /// Events to come.
    pub upcoming_events: u32,
}

/// The answer to `GET /api/v1/performers/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PerformerPage {
    /// The performer.
    pub performer: PerformerDetail,
}
