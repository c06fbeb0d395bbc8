//! What a search tells beside the events.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How many of the events found each choice would leave. Sent where it is asked for (`facets=true`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facets {
    /// Of each category.
    pub category: BTreeMap<String, u64>,
    /// In each town.
    pub city: BTreeMap<String, u64>,
    /// In each month on the venue's wall, as `2026-12`.
    pub month: BTreeMap<String, u64>,
}

/// The words that were asked for, in what is shown of an event. Sent where it is asked for (`highlights=true`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Highlights {
    /// The title.
    pub title: Vec<Piece>,
    /// The name of each performer.
    pub performers: Vec<Vec<Piece>>,
    /// The venue's name.
    pub venue: Vec<Piece>,
    /// The town's.
    pub city: Vec<Piece>,
}

/// A piece of a text. The pieces one after the other are the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Piece {
    /// As it is shown.
    pub text: String,
    /// Whether it is a word that was asked for.
    pub matched: bool,
}
