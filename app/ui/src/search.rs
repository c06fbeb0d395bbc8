//! The query of a list URL, before it is parsed.

use domain::catalogue::LONGEST_SEARCH;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use crate::address::site_path;

/// Everything except the unreserved characters of URLs (RFC 3986).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The parameter names in the order in which they are written: those of `GET /api/v1/events`, and
/// `when` (`weekend`), `view` (`calendar`) and `month` (`2026-12`), which only pages use.
const NAMES: [&str; 14] = [
    "q",
    "category",
    "when",
    "from",
    "to",
    "near",
    "radius_km",
    "max_price",
    "on_sale",
    "accessible",
    "sort",
    "view",
    "month",
    "cursor",
];

/// The longest accepted value in characters. Cursors are the longest valid values.
const LONGEST_VALUE: usize = 400;

/// The parameters of a list URL, as name and value pairs. Every URL is valid: values without
/// meaning are ignored when the query is parsed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchQuery(Vec<(String, String)>);

impl SearchQuery {
    /// All parameter names.
    pub const NAMES: [&str; 14] = NAMES;

    /// Collects the parameters with a lookup function. Blank values are dropped. A search text that
    /// is too long is cut, and other values that are too long are dropped, since the page repeats
    /// each of them in every link.
    pub fn read(said: impl Fn(&str) -> Option<String>) -> Self {
        Self::read_from(&said)
    }

    // This function is not generic: each instance would add a copy to the WebAssembly.
    fn read_from(said: &dyn Fn(&str) -> Option<String>) -> Self {
        let say = |name: &&str| {
            let value = sensible(name, said(name)?.trim())?;
            Some(((*name).to_owned(), value)).filter(|(_, value)| !value.is_empty())
        };
        Self(NAMES.iter().filter_map(say).collect())
    }

    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether the query has no parameters and lists all events.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.0.is_empty()
    }

    /// The query with this parameter set, from the first page.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        Self::read(|known| match known {
            _ if known == name => Some(value.to_owned()),
            "cursor" => None,
            _ => self.get(known).map(str::to_owned),
        })
    }

    /// The query without these parameters, from the first page.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        Self::read(|known| {
            self.get(known)
                .filter(|_| known != "cursor" && !names.contains(&known))
                .map(str::to_owned)
        })
    }

    /// Applies the difference between `from` and `to` to this query: follows a link that was
    /// written for the query `from`. Starts at the first page unless this query equals `from`.
    #[must_use]
    pub fn changed(&self, from: &Self, to: &Self) -> Self {
        Self::read(|known| {
            let says = match known {
                "cursor" if self != from => None,
                _ if from.get(known) != to.get(known) => to.get(known),
                _ => self.get(known),
            };
            says.map(str::to_owned)
        })
    }

    /// The URL of the query.
    #[must_use]
    pub fn address(&self) -> String {
        let pairs: Vec<String> = self
            .0
            .iter()
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, ESCAPED)))
            .collect();
        site_path(&if pairs.is_empty() {
            "/".to_owned()
        } else {
            format!("/?{}", pairs.join("&"))
        })
    }

    /// The URL of the query's events as a calendar feed, without view, month and order.
    #[must_use]
    pub fn calendar_address(&self) -> String {
        let address = self.without(&["sort", "view", "month"]).address();
        let query = address
            .split_once('?')
            .map(|(_, query)| format!("?{query}"))
            .unwrap_or_default();
        site_path(&format!("/events.ics{query}"))
    }
}

fn sensible(name: &str, value: &str) -> Option<String> {
    // A text has at least as many bytes as characters, so the cheap check comes first.
    let is_longer = |longest: usize| value.len() > longest && value.chars().nth(longest).is_some();
    if name == "q" && is_longer(LONGEST_SEARCH) {
        return Some(
            value
                .chars()
                .take(LONGEST_SEARCH)
                .collect::<String>()
                .trim_end()
                .to_owned(),
        );
    }
    (!is_longer(LONGEST_VALUE)).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_is_too_long_is_cut_and_other_values_are_dropped() {
        let long = "ä".repeat(60_000);
        let asked = SearchQuery::read(|_| Some(long.clone()));
        assert_eq!(
            asked.get("q").map(|q| q.chars().count()),
            Some(LONGEST_SEARCH)
        );
        assert_eq!(asked.without(&["q"]), SearchQuery::default());
        let fits = "ä".repeat(LONGEST_VALUE);
        assert_eq!(
            SearchQuery::default().with("cursor", &fits).get("cursor"),
            Some(fits.as_str())
        );
    }

    fn asked() -> SearchQuery {
        SearchQuery::default()
            .with("category", "concert")
            .with("q", "häme & co")
            .with("cursor", "a+b=")
    }

    #[test]
    fn a_url_keeps_its_parameters_in_a_fixed_order() {
        assert_eq!(
            asked().address(),
            "/?q=h%C3%A4me%20%26%20co&category=concert&cursor=a%2Bb%3D"
        );
        assert_eq!(SearchQuery::default().address(), "/");
        assert!(SearchQuery::default().is_everything());
    }

    #[test]
    fn a_calendar_has_the_filters_of_its_list() {
        let asked = asked().with("view", "calendar").with("sort", "price");
        assert_eq!(
            asked.calendar_address(),
            "/events.ics?q=h%C3%A4me%20%26%20co&category=concert"
        );
        assert_eq!(SearchQuery::default().calendar_address(), "/events.ics");
    }

    #[test]
    fn a_changed_filter_starts_at_the_first_page() {
        assert_eq!(
            asked().with("when", "today").address(),
            "/?q=h%C3%A4me%20%26%20co&category=concert&when=today"
        );
        assert_eq!(asked().without(&["q"]).address(), "/?category=concert");
    }

    #[test]
    fn a_link_of_another_list_changes_the_same_parameters_here() {
        let from = SearchQuery::default()
            .with("when", "today")
            .with("sort", "date");
        let here = from.with("on_sale", "true");
        assert_eq!(
            here.changed(&from, &from.with("category", "opera"))
                .address(),
            "/?category=opera&when=today&on_sale=true&sort=date"
        );
        assert_eq!(
            here.changed(&from, &from.without(&["when"])).address(),
            "/?on_sale=true&sort=date"
        );
        assert_eq!(
            here.changed(&from, &SearchQuery::default()).address(),
            "/?on_sale=true"
        );
    }

    #[test]
    fn a_link_to_another_page_applies_only_to_its_own_list() {
        let from = SearchQuery::default().with("when", "today");
        let next = from.with("cursor", "abc");
        assert_eq!(from.changed(&from, &next), next);
        assert_eq!(
            from.with("category", "opera")
                .changed(&from, &next)
                .address(),
            "/?category=opera&when=today"
        );
    }

    #[test]
    fn blank_values_and_unknown_names_are_dropped() {
        let asked = SearchQuery::read(|name| {
            Some(if name == "category" { " opera " } else { "  " }.to_owned())
        });
        assert_eq!(asked.address(), "/?category=opera");
        assert!(
            SearchQuery::default()
                .with("utm_source", "x")
                .is_everything()
        );
    }
}
