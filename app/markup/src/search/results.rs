//! The results that the event list shows for a query.

use domain::{Currency, catalogue::EventSummary};
use serde::{Deserialize, Serialize};

/// The results of a query, with links to related queries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SearchResults {
    /// The number of matching events on all pages; none if not counted.
    pub count: Option<u32>,
    /// The active filters, each with a link that removes it.
    pub chosen: Vec<SearchLink>,
    /// A link to the literal search, if parts of the text were understood as days, prices or
    /// nearness.
    pub literally: Option<SearchLink>,
    /// A link to the search with parts of the text as filters, if the search was literal because a
    /// title contains the words.
    pub understood: Option<SearchLink>,
    /// The search words that some results lack, because no event has all of them.
    pub left_out: Vec<String>,
    /// Links to the categories.
    pub kinds: Vec<SearchLink>,
    /// Links that narrow the results.
    pub facet_links: Vec<FacetLinks>,
    /// The currency of most events in the shop, which applies to prices without a currency.
    pub currency: Currency,
    /// Links to the list and the calendar.
    pub views: Vec<SearchLink>,
    /// The events.
    pub shown: ResultEvents,
}

/// A link to a related query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchLink {
    /// The text of the link.
    pub label: String,
    /// The URL.
    pub href: String,
    /// The number of events in the linked results; none if not counted.
    pub count: Option<u32>,
    /// Whether it links to the current query.
    pub here: bool,
}

/// A group of links that narrow the results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetLinks {
    /// The title: "Towns".
    pub title: String,
    /// The links.
    pub choices: Vec<SearchLink>,
}

/// The events of a result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ResultEvents {
    /// A page of the list.
    List {
        /// The events, in order.
        events: Vec<EventSummary>,
        /// Whether the events are in order of date, so that the page can group them by month.
        by_month: bool,
        /// A link to the next page.
        next: Option<SearchLink>,
    },
    /// A month of the calendar.
    Calendar(Month),
    /// No event matches.
    Nothing {
        /// The query as a sentence.
        sentence: String,
        /// Links to the search without one of its filters.
        instead: Vec<SearchLink>,
        /// Other events.
        also: Vec<EventSummary>,
    },
}

/// A calendar month. Days are local to each event's venue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Month {
    /// `December 2026`.
    pub title: String,
    /// A link to the previous month; none for months in the past.
    pub previous: Option<SearchLink>,
    /// A link to the next month; none if the next month is too far ahead.
    pub next: Option<SearchLink>,
    /// The weeks from Monday to Sunday; days of other months are none.
    pub weeks: Vec<Vec<Option<Day>>>,
    /// Whether the month has no events.
    pub is_empty: bool,
}

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// `2026-12-05`.
    pub date: String,
    /// `Saturday`.
    pub weekday: String,
    /// 1 to 31.
    pub number: u8,
    /// Whether the day is today.
    pub is_today: bool,
    /// The first events of the day.
    pub events: Vec<DayEvent>,
    /// A link to the day's list, if it has more events: "+4 more".
    pub more: Option<SearchLink>,
}

/// An event in the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayEvent {
    /// `19:30`, local to the venue.
    pub time: String,
    /// The title.
    pub title: String,
    /// The URL of its page.
    pub href: String,
    /// Why tickets cannot be bought: "sold out".
    pub note: Option<String>,
}
