//! What a search returns besides the events.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How many events each further filter would leave. Sent if the request has `facets=true`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facets {
    /// The number of events in each category.
    pub category: BTreeMap<String, u64>,
    /// The number of events in each town.
    pub city: BTreeMap<String, u64>,
    /// The number of events in each month (`2026-12`) of the venue's calendar.
    pub month: BTreeMap<String, u64>,
}

/// The texts of an event, with the words of the search marked. Sent if the request has
/// `highlights=true`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Highlights {
    /// The title of the event.
    pub title: Vec<Piece>,
    /// The name of each performer.
    pub performers: Vec<Vec<Piece>>,
    /// The name of the venue.
    pub venue: Vec<Piece>,
    /// The name of the venue's town.
    pub city: Vec<Piece>,
}

/// A piece of a text. All pieces joined are the whole text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Piece {
    /// The text of the piece.
    pub text: String,
    /// Whether the search asked for this word.
    pub matched: bool,
}
