//! Translates filters into the language of the search server. The only text from outside is a
//! category, which is quoted.

use domain::{
    Currency,
    catalogue::{EventFilter, EventSort},
};

use crate::search::{cursor::Cursor, micros};

/// One condition for all filters. `as_of` decides what is over or on sale.
pub(super) fn conditions(filter: &EventFilter, as_of: i64) -> Vec<String> {
    let mut all = Vec::new();
    match filter.from {
        Some(from) => all.push(format!("starts >= {}", micros(from))),
        None => all.push(format!("ends > {as_of}")),
    }
    all.extend(filter.to.map(|to| format!("starts < {}", micros(to))));
    all.extend(filter.venue.map(|venue| format!("venue_id = {}", venue.0)));
    all.extend(
        filter
            .performer
            .map(|performer| format!("performer_ids = {}", performer.0)),
    );
    all.extend(
        filter
            .category
            .as_deref()
            .map(|category| format!("category = {}", quoted(category))),
    );
    if let Some(price) = filter.max_price {
        // Without a known currency, nothing is for sale.
        all.push(format!(
            "price <= {price} AND currency = {}",
            filter.currency.map_or(0, Currency::number)
        ));
    }
    if filter.on_sale {
        all.push(format!(
            "cancelled = false AND sold_out = false AND on_sale <= {as_of} AND ends > {as_of}"
        ));
    }
    if filter.accessible {
        all.push("accessible = true".to_owned());
    }
    if let (Some(near), Some(radius)) = (filter.near, filter.radius_km) {
        // A radius of half the globe contains everything, and the server allows no larger one.
        all.push(format!(
            "_geoRadius({}, {}, {})",
            near.lat,
            near.lon,
            (radius * 1000.0).min(20_015_000.0)
        ));
    }
    all
}

/// The condition for events after a cursor, for orders that a condition can express.
pub(super) fn after(sort: EventSort, cursor: &Cursor) -> Option<String> {
    let [first, second, third] = cursor.keys;
    let later = |starts: i64| {
        format!(
            "(starts > {starts} OR (starts = {starts} AND id > {}))",
            cursor.id
        )
    };
    match sort {
        EventSort::Date => Some(later(first)),
        EventSort::Price => {
            let dearer = format!(
                "(price > {second} OR (price = {second} AND {}))",
                later(third)
            );
            Some(format!(
                "(currency > {first} OR (currency = {first} AND {dearer}))"
            ))
        }
        EventSort::Distance | EventSort::Relevance => None,
    }
}

fn quoted(text: &str) -> String {
    format!(
        "\"{}\"",
        text.replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\0', "\u{fffd}")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalogue::{Engine, GeoPoint};

    #[test]
    fn a_category_stays_within_its_quotes() {
        let filter = EventFilter {
            category: Some("a\" OR id > 0 \\".to_owned()),
            ..EventFilter::default()
        };
        assert_eq!(
            conditions(&filter, 7),
            ["ends > 7", "category = \"a\\\" OR id > 0 \\\\\""]
        );
    }

    #[test]
    fn a_price_is_compared_within_its_currency() {
        let filter = EventFilter {
            max_price: Some(5000),
            currency: Some(Currency::EUR),
            ..EventFilter::default()
        };
        assert_eq!(
            conditions(&filter, 7)[1],
            "price <= 5000 AND currency = 4543826"
        );
    }

    #[test]
    fn a_radius_is_in_metres() {
        let near = GeoPoint {
            lat: 60.5,
            lon: -25.0,
        };
        let filter = EventFilter {
            near: Some(near),
            radius_km: Some(2.5),
            ..EventFilter::default()
        };
        assert_eq!(conditions(&filter, 7)[1], "_geoRadius(60.5, -25, 2500)");
    }

    #[test]
    fn a_page_begins_after_the_last_event_of_the_page_before() {
        let cursor = Cursor {
            engine: Engine::Postgres,
            sort: EventSort::Price,
            as_of: 0,
            left_out: 0,
            unfinished: 0,
            seen: 0,
            keys: [Currency::EUR.number(), 4500, 9],
            id: 3,
            before: [0; 2],
        };
        assert_eq!(
            after(EventSort::Price, &cursor).as_deref(),
            Some(
                "(currency > 4543826 OR (currency = 4543826 AND (price > 4500 OR (price = 4500 AND (starts > 9 OR (starts = 9 AND id > 3))))))"
            )
        );
        assert_eq!(after(EventSort::Relevance, &cursor), None);
    }
}
