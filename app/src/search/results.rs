//! What is shown for an address of the list.

use domain::{Currency, catalogue::EventSummary};
use serde::{Deserialize, Serialize};

/// What was found, and where one can go from there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SearchResults {
    /// How many events fit, on all pages; none where that was not counted.
    pub count: Option<u32>,
    /// The filters that hold, each with where one is without it.
    pub chosen: Vec<SearchLink>,
    /// The search taken at its word, where some of it was understood as days, prices and nearness.
    pub literally: Option<SearchLink>,
    /// The search as it is understood, where it was taken at its word because a title has the words.
    pub understood: Option<SearchLink>,
    /// The words that some of the events lack, because none has all of them.
    pub left_out: Vec<String>,
    /// The kinds of event.
    pub kinds: Vec<SearchLink>,
    /// What it could be narrowed down to.
    pub narrower: Vec<Narrower>,
    /// What most events of the shop are sold in: what a price is taken to be in where nothing else is said.
    pub currency: Currency,
    /// As a list, as a calendar.
    pub views: Vec<SearchLink>,
    /// The events themselves.
    pub shown: ResultEvents,
}

/// Somewhere to go from here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchLink {
    /// What it is called.
    pub label: String,
    /// Its address.
    pub href: String,
    /// How many events are there; none where that is not known.
    pub count: Option<u32>,
    /// Whether it is here.
    pub here: bool,
}

/// Choices of one sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Narrower {
    /// What they are: "Towns".
    pub title: String,
    /// The choices.
    pub choices: Vec<SearchLink>,
}

/// The events that were found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ResultEvents {
    /// One page of a list.
    List {
        /// The events, in order.
        events: Vec<EventSummary>,
        /// Whether they go by date, so that they can stand under their months.
        by_month: bool,
        /// The next page.
        next: Option<SearchLink>,
    },
    /// A month of a calendar.
    Calendar(Month),
    /// There are none.
    Nothing {
        /// What was asked for, in a sentence.
        sentence: String,
        /// What there is without one of the filters.
        instead: Vec<SearchLink>,
        /// What else is on.
        also: Vec<EventSummary>,
    },
}

/// A month of a calendar. Days are those of each event's venue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Month {
    /// `December 2026`.
    pub title: String,
    /// The month before; none where nothing is on any more.
    pub previous: Option<SearchLink>,
    /// The month after; none where that is too far away.
    pub next: Option<SearchLink>,
    /// Its weeks from Monday to Sunday; none for days of other months.
    pub weeks: Vec<Vec<Option<Day>>>,
    /// Whether there is an event.
    pub is_empty: bool,
}

/// A day of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// `2026-12-05`.
    pub date: String,
    /// `Saturday`.
    pub weekday: String,
    /// 1 to 31.
    pub number: u8,
    /// Whether it is today.
    pub is_today: bool,
    /// Its first events.
    pub events: Vec<DayEvent>,
    /// The whole day as a list, where it has more: "+4 more".
    pub more: Option<SearchLink>,
}

/// An event on a day of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayEvent {
    /// `19:30`, by the clock of its venue.
    pub time: String,
    /// What it is called.
    pub title: String,
    /// Its page.
    pub href: String,
    /// What keeps one from buying: "sold out".
    pub note: Option<String>,
}
