//! The gallery's URL parameters: `?seats=50000&changes=500&every=500`, `?hall=arena`, `?svg=1`,
//! `?list=row`.

use leptos::prelude::window;

/// The named halls, each with its label.
pub const HALLS: [(&str, &str); 9] = [
    ("club", "Club with standing room, 150"),
    ("theatre", "Theatre, 900"),
    ("sibelius", "Sibelius Hall, 1,229"),
    ("concert", "Concert hall, 2,200"),
    ("arena", "Arena in the round, 18,000"),
    ("court", "Arena, court"),
    ("stadium", "Stadium, 50,000"),
    ("open-air", "Stadium, concert"),
    ("waiting", "Plan that never loads"),
];

/// The parsed parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct GalleryQuery {
    /// The size of a generated hall, in seats.
    pub seats: Option<u32>,
    /// One of [`HALLS`], if no size is given.
    pub hall: String,
    /// The number of seats per change.
    pub changes: u32,
    /// The interval between changes in milliseconds; 0 for no changes.
    pub every: u32,
    /// Whether to show the same seats as a plain SVG, for comparison.
    pub svg: bool,
    /// Whether to show only the map. Measurements then stay comparable when the gallery gets
    /// further components.
    pub alone: bool,
    /// If given, the gallery shows only the seat list, in this state.
    pub list: Option<String>,
}

impl GalleryQuery {
    /// Whether the plan never loads, to show the placeholder.
    pub fn waiting(&self) -> bool {
        self.seats.is_none() && self.hall == "waiting"
    }

    /// Parses the page's URL.
    pub fn here() -> Self {
        let query = window().location().search().unwrap_or_default();
        let value = |name: &str| {
            let mut pairs = query
                .trim_start_matches('?')
                .split('&')
                .filter_map(|pair| pair.split_once('='));
            pairs
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.to_owned())
        };
        let number = |name: &str| value(name).and_then(|value| value.parse::<u32>().ok());
        Self {
            seats: number("seats").map(|seats| seats.clamp(10, 200_000)),
            hall: value("hall").unwrap_or_else(|| "theatre".to_owned()),
            changes: number("changes").unwrap_or(3),
            every: number("every").unwrap_or(500),
            svg: number("svg") == Some(1),
            alone: number("alone") == Some(1),
            list: value("list"),
        }
    }
}
