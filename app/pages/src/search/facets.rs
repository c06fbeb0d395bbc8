//! Links from a list: to other categories, towns and months, and to the calendar.

use domain::catalogue::Facets;
use markup::{
    search::{CATEGORIES, FacetLinks, SearchLink, category_label},
    texts::FiltersTexts,
};
use time::{Date, Duration, OffsetDateTime};
use ui::search::SearchQuery;

use super::parse;

/// The page offers at most this many towns, those with the most events.
const MOST_TOWNS: usize = 8;
/// The page offers at most this many months: a year.
const MOST_MONTHS: usize = 12;

/// The number of events in all categories.
pub(super) fn total(facets: &Facets) -> u32 {
    u32::try_from(facets.category.values().sum::<u64>()).unwrap_or(u32::MAX)
}

/// Links to all events and to each category that has events. `facets` must be counted without the
/// category filter.
pub(super) fn categories(
    asked: &SearchQuery,
    facets: Option<&Facets>,
    texts: &FiltersTexts,
) -> Vec<SearchLink> {
    let here = asked.get("category");
    let everything = SearchLink {
        label: texts.everything(),
        href: asked.without(&["category"]).address(),
        count: facets.map(total),
        here: here.is_none(),
    };
    let kind = |name: &str| {
        let count = facets.map(|facets| events(facets.category.get(name)));
        let label = category_label(name, texts).unwrap_or_default();
        let choice = SearchLink {
            label,
            href: asked.with("category", name).address(),
            count,
            here: here == Some(name),
        };
        (count != Some(0) || choice.here).then_some(choice)
    };
    [everything]
        .into_iter()
        .chain(CATEGORIES.into_iter().filter_map(kind))
        .collect()
}

/// Links to the towns and months of the results, if there are several.
pub(super) fn facet_links(
    asked: &SearchQuery,
    facets: &Facets,
    has_days: bool,
    now: OffsetDateTime,
    texts: &FiltersTexts,
) -> Vec<FacetLinks> {
    let mut facet_links = Vec::new();
    let towns = towns(asked, facets);
    if facets.city.len() > 1 && !towns.is_empty() {
        facet_links.push(FacetLinks {
            title: texts.towns(),
            choices: towns,
        });
    }
    if facets.month.len() > 1 && !has_days {
        let months = facets
            .month
            .iter()
            .take(MOST_MONTHS)
            .filter_map(|(month, count)| a_month(asked, month, *count, now));
        facet_links.push(FacetLinks {
            title: texts.months(),
            choices: months.collect(),
        });
    }
    facet_links
}

/// Links that add the name of a town to the search text, which also matches the towns of venues.
fn towns(asked: &SearchQuery, facets: &Facets) -> Vec<SearchLink> {
    let q = asked.get("q").unwrap_or_default();
    let said = q.to_lowercase();
    let mut towns: Vec<(&String, u64)> = facets
        .city
        .iter()
        .filter(|(city, _)| !said.contains(&city.to_lowercase()))
        .map(|(city, count)| (city, *count))
        .collect();
    // The sort is stable, so towns with equal counts stay in alphabetical order.
    towns.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let town = |(city, count): (&String, u64)| SearchLink {
        label: city.clone(),
        href: asked.with("q", &format!("{q} {city}")).address(),
        count: Some(events(Some(&count))),
        here: false,
    };
    towns.into_iter().take(MOST_TOWNS).map(town).collect()
}

fn a_month(asked: &SearchQuery, name: &str, count: u64, now: OffsetDateTime) -> Option<SearchLink> {
    let first = month(name)?;
    let days = asked
        .without(&["when"])
        .with("from", &first.to_string())
        .with("to", &after(first).to_string());
    let label = parse::month_label(first.midnight().assume_offset(now.offset()), now);
    Some(SearchLink {
        label,
        href: days.address(),
        count: Some(events(Some(&count))),
        here: false,
    })
}

/// Links to the list and the calendar. A calendar has its own days and its own order.
pub(super) fn views(asked: &SearchQuery, texts: &FiltersTexts) -> Vec<SearchLink> {
    let is_calendar = asked.get("view") == Some("calendar");
    let calendar = asked
        .without(&["when", "from", "to", "sort"])
        .with("view", "calendar");
    let calendar = match asked
        .get("from")
        .filter(|from| parse::date(from).is_some())
        .and_then(|from| from.get(..7))
    {
        Some(month) => calendar.with("month", month),
        None => calendar,
    };
    let choice = |label: String, href: String, here: bool| SearchLink {
        label,
        href,
        count: None,
        here,
    };
    vec![
        choice(
            texts.list(),
            asked.without(&["view", "month"]).address(),
            !is_calendar,
        ),
        choice(
            texts.calendar(),
            if is_calendar {
                asked.address()
            } else {
                calendar.address()
            },
            is_calendar,
        ),
    ]
}

/// Parses `2026-12` to the first day of the month.
pub(super) fn month(name: &str) -> Option<Date> {
    parse::date(&format!("{name}-01"))
}

/// The first day of the next month.
pub(super) fn after(day: Date) -> Date {
    first(
        day + Duration::days(i64::from(day.month().length(day.year())) - i64::from(day.day()) + 1),
    )
}

/// The first day of the previous month.
pub(super) fn before(day: Date) -> Date {
    first(first(day) - Duration::DAY)
}

/// The first day of the same month.
pub(super) fn first(day: Date) -> Date {
    day.replace_day(1).unwrap_or(day)
}

fn events(count: Option<&u64>) -> u32 {
    count.map_or(0, |count| u32::try_from(*count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use domain::moment;
    use time::Month;

    use super::*;
    use ui::texts::Language;

    fn texts() -> FiltersTexts {
        FiltersTexts::of(Language::English)
    }

    fn now() -> OffsetDateTime {
        moment::parse("2026-11-18T12:00:00+02:00").expect("a moment")
    }

    fn facets() -> Facets {
        let counts = |pairs: &[(&str, u64)]| {
            pairs
                .iter()
                .map(|(name, count)| ((*name).to_owned(), *count))
                .collect()
        };
        Facets {
            category: counts(&[("concert", 5), ("opera", 2)]),
            city: counts(&[("Helsinki", 2), ("Lahti", 5)]),
            month: counts(&[("2026-12", 4), ("2027-01", 3)]),
        }
    }

    fn labels(choices: &[SearchLink]) -> Vec<(&str, Option<u32>)> {
        choices
            .iter()
            .map(|choice| (choice.label.as_str(), choice.count))
            .collect()
    }

    #[test]
    fn categories_without_events_are_left_out_if_counts_are_known() {
        let kinds_counted = categories(&SearchQuery::default(), Some(&facets()), &texts());
        assert_eq!(
            labels(&kinds_counted),
            [
                ("Everything", Some(7)),
                ("Concerts", Some(5)),
                ("Opera", Some(2))
            ]
        );
        assert_eq!(
            categories(&SearchQuery::default(), None, &texts()).len(),
            1 + CATEGORIES.len()
        );
    }

    #[test]
    fn towns_are_added_to_the_search_and_months_to_its_dates() {
        let facet_links = facet_links(
            &SearchQuery::default().with("q", "mahler"),
            &facets(),
            false,
            now(),
            &texts(),
        );
        assert_eq!(
            labels(&facet_links[0].choices),
            [("Lahti", Some(5)), ("Helsinki", Some(2))]
        );
        assert_eq!(facet_links[0].choices[0].href, "/?q=mahler%20Lahti");
        assert_eq!(
            labels(&facet_links[1].choices),
            [("December", Some(4)), ("January 2027", Some(3))]
        );
        assert_eq!(
            facet_links[1].choices[0].href,
            "/?q=mahler&from=2026-12-01&to=2027-01-01"
        );
    }

    #[test]
    fn filters_in_use_are_not_offered_again() {
        let facet_links = facet_links(
            &SearchQuery::default().with("q", "helsinki"),
            &facets(),
            true,
            now(),
            &texts(),
        );
        assert_eq!(facet_links.len(), 1);
        assert_eq!(labels(&facet_links[0].choices), [("Lahti", Some(5))]);
    }

    #[test]
    fn the_calendar_opens_at_the_month_of_the_list() {
        let list = SearchQuery::default()
            .with("q", "mahler")
            .with("from", "2026-12-05")
            .with("to", "2026-12-06");
        let views = views(&list, &texts());
        assert_eq!(views[1].href, "/?q=mahler&view=calendar&month=2026-12");
        assert!(views[0].here && !views[1].here);
    }

    #[test]
    fn months_follow_one_another() {
        let december = month("2026-12").expect("a month");
        assert_eq!(after(december).to_string(), "2027-01-01");
        assert_eq!(before(after(december)), december);
        assert_eq!(
            after(Date::from_calendar_date(2027, Month::January, 31).expect("a date")).to_string(),
            "2027-02-01"
        );
        assert_eq!(month("2026-13"), None);
        assert_eq!(month("2026"), None);
    }
}
