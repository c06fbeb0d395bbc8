//! What the address asks for: `?seats=50000&changes=500&every=500`, `?hall=arena`, `?svg=1`, `?list=row`.

use leptos::prelude::window;

/// The halls that can be asked for by name.
pub const HALLS: [(&str, &str); 9] = [
    ("club", "Club with standing room, 150"),
    ("theatre", "Theatre, 900"),
    ("sibelius", "Sibelius Hall, 1,229"),
    ("concert", "Concert hall, 2,200"),
    ("arena", "Arena in the round, 18,000"),
    ("court", "Arena, court"),
    ("stadium", "Stadium, 50,000"),
    ("open-air", "Stadium, concert"),
    ("waiting", "A plan that is still on its way"),
];

/// What to show.
#[derive(Debug, Clone, PartialEq)]
pub struct GalleryQuery {
    /// A made-up hall with this number of seats.
    pub seats: Option<u32>,
    /// Else one of [`HALLS`].
    pub hall: String,
    /// How many seats change at once.
    pub changes: u32,
    /// How often, in milliseconds; 0: never.
    pub every: u32,
    /// A plain SVG of the same seats, to compare with.
    pub svg: bool,
    /// The map alone, without list, way and what else the gallery has: what is measured stays the same, whatever comes beside it.
    pub alone: bool,
    /// The seat list alone, in this of its states.
    pub list: Option<String>,
}

impl GalleryQuery {
    /// Whether the plan never comes, to look at what stands in its place.
    pub fn waiting(&self) -> bool {
        self.seats.is_none() && self.hall == "waiting"
    }

    /// Reads the address of the page.
    pub fn here() -> Self {
        let query = window().location().search().unwrap_or_default();
        let value = |name: &str| {
            let mut pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
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
