//! The contract of every engine: filters, orders, pages.

mod changes;
mod filters;
mod orders;
mod pages;
mod texts;

use domain::catalogue::{EventFilter, EventsPage, GeoPoint};

const HELSINKI: GeoPoint = GeoPoint {
    lat: 60.17,
    lon: 24.94,
};

/// A filter that matches everything, with a hundred events on a page.
fn all() -> EventFilter {
    EventFilter {
        limit: 100,
        ..EventFilter::default()
    }
}

fn slugs(page: &EventsPage) -> Vec<&str> {
    page.events
        .iter()
        .map(|event| event.slug.as_str())
        .collect()
}
