//! What a box office would find for some addresses.

use app::finding::{Asked, Choice, Day, DayEvent, Found, KINDS, Month, Narrower, Shown};
use time::{Duration, OffsetDateTime};

use super::events;

/// Everything that is on.
pub fn programme() -> (Asked, Found) {
    let asked = Asked::default();
    let mut events = events::in_each_state();
    // The last of them in the month after.
    for event in events.iter_mut().skip(5) {
        event.starts_at += Duration::days(12);
    }
    let narrower =
        vec![narrower("Towns", &[("Lahti", 5), ("Helsinki", 2), ("Porto", 1)]), narrower("Months", &[("November", 5), ("December", 3)])];
    let found = Found { narrower, ..found(&asked, Some(8), Shown::List { events, by_month: true, next: None }) };
    (asked, found)
}

/// A search of which all was understood, with filters besides.
pub fn searched() -> (Asked, Found) {
    let asked = Asked::default().with("q", "tonight under 50").with("category", "concert").with("on_sale", "true");
    let events = events::in_each_state().into_iter().filter(|event| event.category == "concert").collect();
    let found = Found {
        chosen: vec![choice("Tonight"), choice("Under €50"), choice("On sale now")],
        literally: Some(choice("tonight under 50")),
        ..found(&asked, Some(2), Shown::List { events, by_month: false, next: None })
    };
    (asked, found)
}

/// November 2026, with events or without.
pub fn month(has_events: bool) -> (Asked, Found) {
    let asked = Asked::default().with("view", "calendar").with("month", "2026-11");
    let found = found(&asked, Some(if has_events { 11 } else { 0 }), Shown::Calendar(november(has_events)));
    (asked, found)
}

/// Nothing, and what there is instead.
pub fn nothing() -> (Asked, Found) {
    let asked = Asked::default().with("q", "sibelius").with("when", "tonight").with("near", "60.98,25.66").with("radius_km", "25");
    let shown = Shown::Nothing {
        sentence: "You asked for: “sibelius”, Tonight, Within 25 km.".to_owned(),
        instead: vec![
            Choice { count: Some(3), ..choice("Look within 100 km") },
            Choice { count: Some(1), ..choice("Leave out Tonight") },
            Choice { count: Some(12), ..choice("Leave out “sibelius”") },
        ],
        also: events::in_each_state().into_iter().take(4).collect(),
    };
    let found = Found { chosen: vec![choice("Tonight"), choice("Within 25 km")], ..found(&asked, Some(0), shown) };
    (asked, found)
}

fn found(asked: &Asked, count: Option<u32>, shown: Shown) -> Found {
    let kind = |(number, (name, label)): (usize, (&str, &str))| {
        // A calendar does not count them.
        let count = (asked.get("view") != Some("calendar")).then_some(40 - 5 * number as u32);
        Choice { count, here: asked.get("category") == Some(name), ..choice(label) }
    };
    let everything = Choice { here: asked.get("category").is_none(), ..choice("Everything") };
    let is_calendar = asked.get("view") == Some("calendar");
    Found {
        count,
        chosen: Vec::new(),
        literally: None,
        kinds: [everything].into_iter().chain(KINDS.into_iter().enumerate().map(kind)).collect(),
        narrower: Vec::new(),
        views: vec![Choice { here: !is_calendar, ..choice("List") }, Choice { here: is_calendar, ..choice("Calendar") }],
        shown,
    }
}

/// Somewhere to go, which is nowhere here.
fn choice(label: &str) -> Choice {
    Choice { label: label.to_owned(), href: "/?made=up".to_owned(), ..Choice::default() }
}

fn narrower(title: &str, choices: &[(&str, u32)]) -> Narrower {
    let choices = choices.iter().map(|(label, count)| Choice { count: Some(*count), ..choice(label) });
    Narrower { title: title.to_owned(), choices: choices.collect() }
}

/// The month, which begins on a Sunday.
fn november(has_events: bool) -> Month {
    let before = std::iter::repeat_n(None, 6);
    let mut days: Vec<Option<Day>> = before.chain((1..=30).map(|number| Some(day(number, has_events)))).collect();
    days.resize_with(days.len().next_multiple_of(7), || None);
    Month {
        title: "November 2026".to_owned(),
        previous: Some(choice("Previous month: October 2026")),
        next: Some(choice("Next month: December 2026")),
        weeks: days.chunks(7).map(<[_]>::to_vec).collect(),
        is_empty: !has_events,
    }
}

fn day(number: i64, has_events: bool) -> Day {
    // 31 October 2026, and so many days.
    let date = (OffsetDateTime::UNIX_EPOCH + Duration::days(20_757 + number)).date();
    let line = |time: &str, title: &str, note: Option<&str>| DayEvent {
        time: time.to_owned(),
        title: title.to_owned(),
        href: "/events/made-up".to_owned(),
        note: note.map(str::to_owned),
    };
    let events = match number {
        _ if !has_events => Vec::new(),
        6 => vec![line("19:00", "Symphony No. 2", None)],
        14 => vec![
            line("11:00", "Peter and the Wolf", Some("on sale soon")),
            line("18:30", "Pelicans – Tappara", Some("sold out")),
            line("20:00", "An evening of which nobody could say what it was, with soup", None),
        ],
        18 => vec![line("19:30", "The Rite of Spring", None), line("19:30", "The Seagull", Some("cancelled"))],
        27 => vec![line("19:30", "Le nozze di Figaro", None)],
        _ => Vec::new(),
    };
    Day {
        date: date.to_string(),
        weekday: date.weekday().to_string(),
        number: date.day(),
        is_today: number == 18,
        events,
        more: (has_events && number == 14).then(|| choice("+4 more")),
    }
}
