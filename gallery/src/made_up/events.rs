//! Made-up events, as lists show them.

use domain::{
    Currency, EventId, Money, PerformerId, VenueId,
    catalogue::{EventSummary, Highlights, PerformerRef, Piece, SaleStatus, VenueRef},
};
use time::{Duration, OffsetDateTime};

/// Winter time in Finland, where all of it takes place.
const EAST: i32 = 7_200;

/// An evening in November 2026, at half past seven by the clock on the wall.
fn evening() -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH + Duration::days(20_784) + Duration::minutes(17 * 60 + 30)
}

/// An event on sale.
pub fn event(slug: &str, category: &str, title: &str) -> EventSummary {
    let venue =
        VenueRef { id: VenueId(1), name: "Sibelius Hall".into(), city: "Lahti".into(), country: "FI".into(), lat: 60.98, lon: 25.66 };
    EventSummary {
        id: EventId(1),
        slug: slug.into(),
        title: title.into(),
        category: category.into(),
        starts_at: evening(),
        ends_at: evening() + Duration::hours(2),
        timezone: "Europe/Helsinki".into(),
        utc_offset_seconds: EAST,
        venue,
        performers: vec![PerformerRef { id: PerformerId(1), name: "Lahti Symphony Orchestra".into() }],
        price_from: Some(Money::new(2_900, Currency::EUR)),
        seats_available: 412,
        sale_status: SaleStatus::OnSale,
        paused: None,
        on_sale_at: evening() - Duration::days(60),
        distance_km: None,
        highlights: None,
    }
}

/// One in each state that a card of the list can be in.
pub fn in_each_state() -> Vec<EventSummary> {
    let mut all = vec![
        event("on-sale", "concert", "Symphony No. 2"),
        event("few-left", "opera", "Le nozze di Figaro"),
        event("not-yet", "dance", "The Rite of Spring"),
        event("sold-out", "sport", "Pelicans – Tappara"),
        event("cancelled", "theatre", "The Seagull"),
        event("over", "talk", "An Evening on Bees"),
        event("away", "family", "Peter and the Wolf"),
        event("looked-for", "concert", "Sibelius: the Violin Concerto, and the Symphony that came after it"),
    ];
    all[1].seats_available = 12;
    for (number, status) in [(2, SaleStatus::NotYet), (3, SaleStatus::SoldOut), (4, SaleStatus::Cancelled), (5, SaleStatus::Ended)] {
        all[number].sale_status = status;
    }
    all[2].on_sale_at = evening() - Duration::days(12);
    all[3].seats_available = 0;
    all[6].distance_km = Some(3.2);
    all[7].distance_km = Some(0.4);
    all[7].highlights = Some(looked_for());
    all
}

/// As a search for "sibelius lahti" marks it.
fn looked_for() -> Highlights {
    let piece = |text: &str, matched| Piece { text: text.into(), matched };
    Highlights {
        title: vec![piece("Sibelius", true), piece(": the Violin Concerto, and the Symphony that came after it", false)],
        performers: vec![vec![piece("Lahti", true), piece(" Symphony Orchestra", false)]],
        venue: vec![piece("Sibelius", true), piece(" Hall", false)],
        city: vec![piece("Lahti", true)],
    }
}
