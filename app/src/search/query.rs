//! What an address of the list asks for, as it stands there.

use domain::catalogue::LONGEST_SEARCH;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use crate::address::site_path;

/// All but the characters that mean themselves everywhere in an address.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The names that an address may say something under, in the order in which they are written: those of `GET /api/v1/events`, and `when`
/// (`weekend`), `view` (`calendar`) and `month` (`2026-12`), which are for pages.
const NAMES: [&str; 14] =
    ["q", "category", "when", "from", "to", "near", "radius_km", "max_price", "on_sale", "accessible", "sort", "view", "month", "cursor"];

/// No value that means anything is longer, in characters: cursors are the longest.
const LONGEST_VALUE: usize = 400;

/// What an address of the list asks for: each name that it says something under, and what. Nothing is wrong here: what makes no sense is
/// passed over when it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchQuery(Vec<(String, String)>);

impl SearchQuery {
    /// Every name that an address of the list may say something under.
    pub const NAMES: [&str; 14] = NAMES;

    /// Asks for each name what is said under it. Nothing but spaces is nothing. A search that is too long is cut, and other values that are
    /// too long are passed over: the page repeats each of them in every link.
    pub fn read(said: impl Fn(&str) -> Option<String>) -> Self {
        Self::read_from(&said)
    }

    // Not generic: each reader would be a copy in what browsers load.
    fn read_from(said: &dyn Fn(&str) -> Option<String>) -> Self {
        let say = |name: &&str| {
            let value = sensible(name, said(name)?.trim())?;
            Some(((*name).to_owned(), value)).filter(|(_, value)| !value.is_empty())
        };
        Self(NAMES.iter().filter_map(say).collect())
    }

    /// What is said under this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether it asks for everything that is on.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.0.is_empty()
    }

    /// The same with `value` under this name, from the first page on.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        Self::read(|known| match known {
            _ if known == name => Some(value.to_owned()),
            "cursor" => None,
            _ => self.get(known).map(str::to_owned),
        })
    }

    /// The same without what is said under these names, from the first page on.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        Self::read(|known| self.get(known).filter(|_| known != "cursor" && !names.contains(&known)).map(str::to_owned))
    }

    /// The same with what `to` says otherwise than `from`: a link that was written for `from`, followed from here. From the first page on,
    /// unless this is `from`.
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

    /// Its address.
    #[must_use]
    pub fn address(&self) -> String {
        let pairs: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, ESCAPED))).collect();
        site_path(&if pairs.is_empty() { "/".to_owned() } else { format!("/?{}", pairs.join("&")) })
    }

    /// The address of all its events as a calendar to subscribe to. A calendar has an order, months and pages of its own.
    #[must_use]
    pub fn calendar_address(&self) -> String {
        let address = self.without(&["sort", "view", "month"]).address();
        let query = address.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default();
        site_path(&format!("/events.ics{query}"))
    }
}

fn sensible(name: &str, value: &str) -> Option<String> {
    // Bytes are counted first: there are never fewer than characters.
    let is_longer = |longest: usize| value.len() > longest && value.chars().nth(longest).is_some();
    if name == "q" && is_longer(LONGEST_SEARCH) {
        return Some(value.chars().take(LONGEST_SEARCH).collect::<String>().trim_end().to_owned());
    }
    (!is_longer(LONGEST_VALUE)).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_is_too_long_is_cut_and_other_values_are_passed_over() {
        let long = "ä".repeat(60_000);
        let asked = SearchQuery::read(|_| Some(long.clone()));
        assert_eq!(asked.get("q").map(|q| q.chars().count()), Some(LONGEST_SEARCH));
        assert_eq!(asked.without(&["q"]), SearchQuery::default());
        let fits = "ä".repeat(LONGEST_VALUE);
        assert_eq!(SearchQuery::default().with("cursor", &fits).get("cursor"), Some(fits.as_str()));
    }

    fn asked() -> SearchQuery {
        SearchQuery::default().with("category", "concert").with("q", "häme & co").with("cursor", "a+b=")
    }

    #[test]
    fn an_address_keeps_what_was_asked_for_in_one_order() {
        assert_eq!(asked().address(), "/?q=h%C3%A4me%20%26%20co&category=concert&cursor=a%2Bb%3D");
        assert_eq!(SearchQuery::default().address(), "/");
        assert!(SearchQuery::default().is_everything());
    }

    #[test]
    fn a_calendar_has_the_filters_of_its_list() {
        let asked = asked().with("view", "calendar").with("sort", "price");
        assert_eq!(asked.calendar_address(), "/events.ics?q=h%C3%A4me%20%26%20co&category=concert");
        assert_eq!(SearchQuery::default().calendar_address(), "/events.ics");
    }

    #[test]
    fn another_choice_begins_at_the_first_page() {
        assert_eq!(asked().with("when", "today").address(), "/?q=h%C3%A4me%20%26%20co&category=concert&when=today");
        assert_eq!(asked().without(&["q"]).address(), "/?category=concert");
    }

    #[test]
    fn a_link_of_another_list_changes_what_it_changes_there() {
        let from = SearchQuery::default().with("when", "today").with("sort", "date");
        let here = from.with("on_sale", "true");
        assert_eq!(here.changed(&from, &from.with("category", "opera")).address(), "/?category=opera&when=today&on_sale=true&sort=date");
        assert_eq!(here.changed(&from, &from.without(&["when"])).address(), "/?on_sale=true&sort=date");
        assert_eq!(here.changed(&from, &SearchQuery::default()).address(), "/?on_sale=true");
    }

    #[test]
    fn another_page_is_one_of_its_own_list() {
        let from = SearchQuery::default().with("when", "today");
        let next = from.with("cursor", "abc");
        assert_eq!(from.changed(&from, &next), next);
        assert_eq!(from.with("category", "opera").changed(&from, &next).address(), "/?category=opera&when=today");
    }

    #[test]
    fn nothing_but_spaces_is_nothing_and_other_names_are_passed_over() {
        let asked = SearchQuery::read(|name| Some(if name == "category" { " opera " } else { "  " }.to_owned()));
        assert_eq!(asked.address(), "/?category=opera");
        assert!(SearchQuery::default().with("utm_source", "x").is_everything());
    }
}
