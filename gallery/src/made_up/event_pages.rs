//! Made-up events with all that their pages show.

use app::components::event::{AreaOffer, Offers};
use domain::{
    EventId, VenueId,
    catalogue::{Availability, EventDetail, EventPage, EventSummary, OtherDate, PerformerRef, PriceLevel, SaleStatus, VenueDetail},
    selling::MAX_SEATS,
};
use time::Duration;

use super::{club, events};

/// The page of an event whose sale stands so.
pub fn page(sale_status: SaleStatus) -> EventPage {
    let summary = EventSummary { sale_status, ..events::event("figaro", "opera", "Le nozze di Figaro") };
    let other_dates = [SaleStatus::OnSale, SaleStatus::NotYet, SaleStatus::SoldOut, SaleStatus::Ended, SaleStatus::Cancelled];
    let other_dates = other_dates.into_iter().enumerate().map(|(number, status)| other_date(&summary, number, status)).collect();
    EventPage {
        event: EventDetail {
            summary,
            description: "A day in a house where everybody listens at doors.\n\nIn Italian, with words above the stage.".to_owned(),
            duration_minutes: 195,
            facilities: ["Wheelchair places", "Hearing loop", "Cloakroom"].map(str::to_owned).to_vec(),
            hold_seconds: 300,
            max_seats: MAX_SEATS,
            buyer_limit: 2 * MAX_SEATS,
            avoid_single_seats: false,
        },
        venue: venue(),
        price_levels: levels(),
        availability: Availability::default(),
        other_dates,
    }
}

/// One of which little is known: many play, and nobody has said where exactly.
pub fn bare() -> EventPage {
    let mut page = page(SaleStatus::OnSale);
    let summary = events::event("long", "concert", "An evening of short pieces for large orchestras, with two intervals and soup");
    let name = |name: &str| PerformerRef { name: name.to_owned(), ..summary.performers[0].clone() };
    let performers = ["Lahti Symphony Orchestra", "A choir", "Another choir", "Three soloists"].map(name).to_vec();
    page.event.summary = EventSummary { performers, price_from: None, ..summary };
    page.event.facilities.clear();
    page.event.duration_minutes = 45;
    page.venue.address.clear();
    page.other_dates.clear();
    page
}

/// What can be asked for without the map: seats, standing places, or both.
pub fn offers(has_seats: bool, has_areas: bool) -> Offers {
    let (standing, seated) = levels().split_first().map(|(first, rest)| (first.price, rest.to_vec())).unzip();
    let areas = [("floor", "Standing floor", standing), ("terrace", "Terrace", None)];
    let areas = areas.map(|(id, name, price)| AreaOffer { id: id.to_owned(), name: name.to_owned(), price });
    Offers { levels: seated.filter(|_| has_seats).unwrap_or_default(), areas: if has_areas { areas.to_vec() } else { Vec::new() } }
}

fn levels() -> Vec<PriceLevel> {
    club::hall().levels().to_vec()
}

fn venue() -> VenueDetail {
    VenueDetail {
        id: VenueId(1),
        slug: "sibelius-hall".to_owned(),
        name: "Sibelius Hall".to_owned(),
        address: "Ankkurikatu 7".to_owned(),
        city: "Lahti".to_owned(),
        country: "FI".to_owned(),
        lat: 60.98,
        lon: 25.66,
        timezone: "Europe/Helsinki".to_owned(),
        description: String::new(),
        facilities: Vec::new(),
        capacity: 1_229,
        seating_plan_url: None,
    }
}

fn other_date(event: &EventSummary, number: usize, sale_status: SaleStatus) -> OtherDate {
    OtherDate {
        id: EventId(2 + number as i32),
        slug: format!("figaro-{number}"),
        starts_at: event.starts_at + Duration::days(1 + number as i64),
        timezone: event.timezone.clone(),
        utc_offset_seconds: event.utc_offset_seconds,
        venue: event.venue.clone(),
        sale_status,
    }
}
