//! Venues and performers.

use serde::{Deserialize, Serialize};

use crate::{PerformerId, VenueId};

/// A venue in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenueSummary {
    /// Number of the venue.
    pub id: VenueId,
    /// The venue's part of an address.
    pub slug: String,
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
    /// Seats and spots of its largest plan.
    pub capacity: u32,
    /// The number of future events.
    pub upcoming_events: u32,
}

/// A venue, with everything that its page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenueDetail {
    /// Number of the venue.
    pub id: VenueId,
    /// The venue's part of an address.
    pub slug: String,
    /// Name of the venue.
    pub name: String,
    /// Street and number.
    pub address: String,
    /// Town of the venue.
    pub city: String,
    /// ISO 3166 code of two letters. Empty if the country is unknown.
    pub country: String,
    /// Degrees north. Null, together with `lon`, if the position is unknown.
    pub lat: Option<f64>,
    /// Degrees east. Null, together with `lat`, if the position is unknown.
    pub lon: Option<f64>,
    /// IANA name of its time zone.
    pub timezone: String,
    /// Plain text. Blank lines separate paragraphs.
    pub description: String,
    /// What the venue offers: "Wheelchair places", "Cloakroom".
    pub facilities: Vec<String>,
    /// Seats and spots of the event's plan, or of the venue's largest plan.
    pub capacity: u32,
    /// Path of the event's plan, or of the venue's largest plan. None for a venue without a plan.
    pub seating_plan_url: Option<String>,
}

impl VenueDetail {
    /// Street, number and town on one line. Without the street if it is unknown.
    #[must_use]
    pub fn full_address(&self) -> String {
        [self.address.as_str(), self.city.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
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

/// A performer, with everything that their page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PerformerDetail {
    /// Number of the performer.
    pub id: PerformerId,
    /// The performer's part of an address.
    pub slug: String,
    /// Name of the performer.
    pub name: String,
    /// "Orchestra", "Violin", "Team".
    pub role: String,
    /// The number of future events.
    pub upcoming_events: u32,
}

/// The answer to `GET /api/v1/performers/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PerformerPage {
    /// The performer.
    pub performer: PerformerDetail,
}
