//! Structured data about an event for search engines: schema.org as JSON-LD.

use domain::{
    Money,
    catalogue::{EventPage, PriceLevel, SaleStatus},
};
use serde_json::{Value, json};
use ui::{address::site_path, format};

/// The content of a `<script type="application/ld+json">` element for the event.
#[must_use]
pub fn event(page: &EventPage, origin: &str) -> String {
    let (event, venue) = (&page.event.summary, &page.venue);
    let moment = |at| format::machine(format::local(at, event.utc_offset_seconds));
    let opens = format::machine(format::local(
        event.on_sale_at,
        event.on_sale_utc_offset_seconds,
    ));
    let url = format!("{origin}{}", site_path(&format!("/events/{}", event.slug)));
    let status = if event.sale_status == SaleStatus::Cancelled {
        "EventCancelled"
    } else {
        "EventScheduled"
    };
    let performer = if event.category == "sport" {
        "SportsTeam"
    } else {
        "PerformingGroup"
    };
    let performers: Vec<Value> = event
        .performers
        .iter()
        .map(|performer_ref| json!({"@type": performer, "name": performer_ref.name}))
        .collect();
    let offers: Vec<Value> = page
        .price_levels
        .iter()
        .map(|level| offer(level, event.sale_status, &url, &opens))
        .collect();
    let mut address = json!({"@type": "PostalAddress", "addressLocality": venue.city});
    if !venue.country.is_empty() {
        address["addressCountry"] = venue.country.as_str().into();
    }
    if !venue.address.is_empty() {
        address["streetAddress"] = venue.address.as_str().into();
    }
    let mut location = json!({"@type": "Place", "name": venue.name, "address": address});
    if let (Some(lat), Some(lon)) = (venue.lat, venue.lon) {
        location["geo"] = json!({"@type": "GeoCoordinates", "latitude": lat, "longitude": lon});
    }
    let data = json!({
        "@context": "https://schema.org",
        "@type": kind(&event.category),
        "name": event.title,
        "url": url,
        "image": [format!("{origin}/posters/{}.png", event.slug)],
        "description": page.event.description,
        "startDate": moment(event.starts_at),
        "endDate": moment(event.ends_at),
        "eventStatus": format!("https://schema.org/{status}"),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": location,
        "performer": performers,
        "offers": offers,
    });
    // A title could contain `</script>`, so `<` is written as a JSON escape.
    data.to_string().replace('<', "\\u003c")
}

fn kind(category: &str) -> &'static str {
    match category {
        "concert" | "opera" => "MusicEvent",
        "theatre" => "TheaterEvent",
        "dance" => "DanceEvent",
        "sport" => "SportsEvent",
        _ => "Event",
    }
}

fn offer(level: &PriceLevel, sale: SaleStatus, url: &str, opens: &str) -> Value {
    let availability = match sale {
        SaleStatus::OnSale => "InStock",
        SaleStatus::NotYet => "PreOrder",
        SaleStatus::SoldOut => "SoldOut",
        SaleStatus::Ended | SaleStatus::Cancelled => "Discontinued",
    };
    json!({
        "@type": "Offer",
        "name": level.name,
        "price": decimal(level.price),
        "priceCurrency": level.price.currency.code(),
        "availability": format!("https://schema.org/{availability}"),
        "validFrom": opens,
        "url": url,
    })
}

/// `45.50`, as schema.org wants prices.
fn decimal(price: Money) -> String {
    let decimals = price.currency.decimals();
    let unit = 10_i64.pow(decimals as u32);
    match decimals {
        0 => price.amount.to_string(),
        _ => format!("{}.{:0decimals$}", price.amount / unit, price.amount % unit),
    }
}

#[cfg(test)]
mod tests {
    use domain::Currency;

    use super::*;

    #[test]
    fn prices_have_the_decimals_of_their_currency() {
        let jpy = "JPY".parse().expect("a code");
        assert_eq!(decimal(Money::new(4505, Currency::EUR)), "45.05");
        assert_eq!(decimal(Money::new(4500, Currency::EUR)), "45.00");
        assert_eq!(decimal(Money::new(4500, jpy)), "4500");
    }
}
