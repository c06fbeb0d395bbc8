use std::collections::BTreeSet;

use domain::import::resolve;
use domain::plan::PlanIndex;
use time::macros::date;

use super::*;

/// Every day of a cycle, and a week more. The season repeats, so a rule that holds on these days
/// holds on every day.
fn days() -> impl Iterator<Item = Date> {
    (0..CYCLE_DAYS + 7).map(|days| date!(2026 - 11 - 20) + Duration::days(days))
}

#[test]
fn the_season_is_full_on_every_day() {
    for today in days() {
        let events = events(today);
        assert!(events.len() >= 44, "{} events", events.len());
        assert!(
            events
                .iter()
                .all(|event| event.day > today && event.day <= today + Duration::days(CYCLE_DAYS))
        );
        let slugs: BTreeSet<_> = events
            .iter()
            .filter_map(|event| event.event.slug.as_ref())
            .collect();
        assert_eq!(slugs.len(), events.len(), "every slug is there once");
    }
}

#[test]
fn every_day_has_every_kind_of_sale() {
    for today in days() {
        let events = events(today);
        let on_sale = |event: &&SeasonEvent| event.opens <= today;
        let any = |what: &str, holds: &dyn Fn(&SeasonEvent) -> bool| {
            assert!(
                events.iter().filter(on_sale).any(holds),
                "on {today} there is no event {what}"
            );
        };
        any(
            "selling out",
            &|event| matches!(event.popularity, Popularity::Sold(share) if share > 0.95),
        );
        any(
            "half sold",
            &|event| matches!(event.popularity, Popularity::Sold(share) if (0.3..=0.6).contains(&share)),
        );
        any("sold out", &|event| event.popularity == Popularity::SoldOut);
        any("with a hold of a minute", &|event| {
            event.event.hold_seconds == Some(60)
        });
        any("with price types", &|event| {
            event
                .event
                .price_types
                .as_ref()
                .is_some_and(|types| types.len() == 4)
        });
        any("with blocked seats", &|event| {
            event
                .event
                .blocked
                .as_ref()
                .is_some_and(|blocked| !blocked.is_empty())
        });
        assert!(
            events.iter().any(|event| event.opens > today),
            "on {today} every event is on sale"
        );
        let with_line = events
            .iter()
            .find(|event| event.has_line)
            .map(|event| event.event.slug.clone());
        assert!(with_line.is_some(), "on {today} no line forms");
        assert_eq!(event_with_line(today, 0).map(|event| event.slug), with_line);
        let second = event_with_line(today, 1).map(|event| event.slug);
        assert!(
            second.is_some()
                && second != with_line
                && events
                    .iter()
                    .all(|event| Some(&event.event.slug) != second.as_ref())
        );
        let kinds: BTreeSet<_> = events
            .iter()
            .map(|event| event.event.category.as_str())
            .collect();
        assert_eq!(kinds.len(), 7, "{kinds:?}");
    }
}

#[test]
fn a_showing_is_the_same_event_three_days_later() {
    let today = date!(2026 - 11 - 20);
    let (now, later) = (events(today), events(today + Duration::days(3)));
    let find = |events: &[SeasonEvent], slug: &Option<String>| {
        events
            .iter()
            .find(|event| event.event.slug == *slug)
            .cloned()
    };
    let mut same = 0;
    for event in &now {
        if let Some(again) = find(&later, &event.event.slug) {
            assert_eq!(
                (again.event.starts_at, again.opens),
                (event.event.starts_at, event.opens)
            );
            same += 1;
        }
    }
    assert!(same >= now.len() - 6);
}

#[test]
fn every_seat_of_every_event_has_a_price() {
    let season = season(date!(2026 - 11 - 20));
    for event in season.events.iter().map(|event| &event.event) {
        let (_, plans) = season
            .venues
            .iter()
            .find(|(venue, _)| venue.slug == event.venue)
            .expect("its venue");
        let plan = plans
            .iter()
            .find(|plan| Some(&plan.name) == event.plan.as_ref())
            .expect("its plan");
        let plan = PlanIndex::new(plan.clone());
        assert!(
            resolve::level_ranges(&plan, &event.price_levels, "").is_ok(),
            "{}",
            event.title
        );
        assert!(
            resolve::places(&plan, event.blocked.as_deref().unwrap_or_default(), "").is_ok(),
            "{}",
            event.title
        );
        assert!((3..=6).contains(&event.price_levels.len()));
        assert!(
            event
                .price_levels
                .is_sorted_by(|a, b| a.price.amount > b.price.amount),
            "{}: the dearest first",
            event.title
        );
        assert!(
            event.description.contains("\n\n") && !event.description.contains('¶'),
            "{} has two paragraphs",
            event.title
        );
    }
}
