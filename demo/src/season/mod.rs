//! The events of the season.
//!
//! The season is a cycle of 21 weeks, in which each showing has a fixed day. So the next 21 weeks
//! always contain each showing once: the season is equally full on every day, showings keep their
//! weekday, and loading it again tomorrow adds only the events of one further day.

mod antwerp;
mod dublin;
mod lahti;
mod porto;
mod prices;
mod production;

use domain::import::{EventTime, NewEvent, NewPerformer, NewVenue, Selector};
use domain::plan::SeatingPlan;
use time::{Date, Duration, Month, Time};

use crate::venues;
use production::{Production, Showing};

/// The length of the cycle in days: the season looks this far ahead, and a showing repeats after
/// it.
pub const CYCLE_DAYS: i64 = 147;

/// A Monday on which a cycle begins.
const FIRST_DAY: Option<Date> = match Date::from_calendar_date(2026, Month::January, 5) {
    Ok(date) => Some(date),
    Err(_) => None,
};

/// How much of an event is sold when it is loaded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Popularity {
    /// Nothing is sold yet.
    Fresh,
    /// This share of the seats is sold, the better ones first.
    Sold(f64),
    /// Everything is sold.
    SoldOut,
}

/// An event with its sales.
#[derive(Debug, Clone, PartialEq)]
pub struct SeasonEvent {
    /// The event. Its slug, plan and opening of sales are always set.
    pub event: NewEvent,
    /// The day of the event.
    pub day: Date,
    /// The day on which sales open.
    pub opens: Date,
    /// How much is sold once sales have opened.
    pub popularity: Popularity,
    /// Whether a line forms before sales open: [`crate::open_line`] opens it.
    pub has_line: bool,
}

/// Venues with their plans, and their events.
#[derive(Debug, Clone, PartialEq)]
pub struct Season {
    /// Each venue with its plans.
    pub venues: Vec<(NewVenue, Vec<SeatingPlan>)>,
    /// The events, the soonest first.
    pub events: Vec<SeasonEvent>,
}

/// The season as of a day: everything from the next day on, for 21 weeks.
#[must_use]
pub fn season(today: Date) -> Season {
    Season {
        venues: venues::all(),
        events: events(today),
    }
}

/// The next event with a line. With `evening` above 0, an additional evening that many days later,
/// which is not part of the season.
pub(crate) fn event_with_line(today: Date, evening: u16) -> Option<NewEvent> {
    let with_line = productions().filter(|production| production.has_line);
    let showings = with_line.flat_map(|production| {
        production
            .showings
            .iter()
            .map(move |showing| (production, showing))
    });
    let (production, showing) = showings.min_by_key(|(_, showing)| day_of(showing, today))?;
    let day = day_of(showing, today).saturating_add(Duration::days(evening.into()));
    Some(new_event(
        production,
        showing,
        day,
        opening_of(production, day),
    ))
}

fn events(today: Date) -> Vec<SeasonEvent> {
    let mut events: Vec<SeasonEvent> = productions()
        .flat_map(|production| showings(production, today))
        .collect();
    events.sort_by(|a, b| (a.day, &a.event.slug).cmp(&(b.day, &b.event.slug)));
    for (index, event) in events.iter_mut().enumerate() {
        event.event.pointer = format!("/events/{index}");
    }
    events
}

fn productions() -> impl Iterator<Item = &'static Production> {
    [
        lahti::PRODUCTIONS,
        dublin::PRODUCTIONS,
        antwerp::PRODUCTIONS,
        porto::PRODUCTIONS,
    ]
    .into_iter()
    .flatten()
}

/// The next day of a showing, from tomorrow on.
fn day_of(showing: &Showing, today: Date) -> Date {
    let days_so_far = (today - FIRST_DAY.unwrap_or(today)).whole_days();
    let ahead = (i64::from(showing.day) - days_so_far - 1).rem_euclid(CYCLE_DAYS) + 1;
    today.saturating_add(Duration::days(ahead))
}

fn opening_of(production: &Production, day: Date) -> Date {
    day.saturating_sub(Duration::days(i64::from(production.opens_before)))
}

fn showings(production: &'static Production, today: Date) -> Vec<SeasonEvent> {
    let event = |showing: &'static Showing| {
        let day = day_of(showing, today);
        let opens = opening_of(production, day);
        let (popularity, has_line) = (showing.popularity, production.has_line);
        SeasonEvent {
            event: new_event(production, showing, day, opens),
            day,
            opens,
            popularity,
            has_line,
        }
    };
    production.showings.iter().map(event).collect()
}

fn new_event(production: &Production, showing: &Showing, day: Date, opens: Date) -> NewEvent {
    let (hour, minute) = showing.time;
    let at = |hour, minute| Time::from_hms(hour, minute, 0).unwrap_or(Time::MIDNIGHT);
    // The slugs of two showings in one day differ in the hour.
    let matinee = production
        .showings
        .iter()
        .any(|other| other.day == showing.day && other.time < showing.time);
    let suffix = if matinee {
        format!("-{hour:02}{minute:02}")
    } else {
        String::new()
    };
    let price_levels = prices::levels(showing.place, showing.best_price);
    NewEvent {
        pointer: String::new(),
        slug: Some(format!(
            "{}-{}-{day}{suffix}",
            production.key,
            showing.place.city()
        )),
        title: production.title.to_owned(),
        category: production.category.to_owned(),
        description: production
            .description
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace(" ¶ ", "\n\n"),
        venue: showing.place.venue().to_owned(),
        plan: Some(showing.place.plan().to_owned()),
        series: production.series.map(str::to_owned),
        starts_at: EventTime::Wall(day.with_time(at(hour, minute))),
        duration_minutes: production.minutes,
        on_sale_at: Some(EventTime::Wall(opens.with_time(at(10, 0)))),
        performers: production
            .performers
            .iter()
            .map(|&(name, role)| NewPerformer {
                name: name.to_owned(),
                role: role.to_owned(),
            })
            .collect(),
        price_types: production
            .has_price_types
            .then(|| prices::types(&price_levels)),
        price_levels,
        hold_seconds: production.hold_seconds,
        max_seats: None,
        buyer_limit: None,
        avoid_single_seats: Some(production.avoid_single_seats),
        hold_extension: None,
        blocked: Some(
            showing
                .blocked
                .iter()
                .map(|&section| Selector::Section(section.to_owned()))
                .collect(),
        ),
        accessible: Vec::new(),
        companion: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
