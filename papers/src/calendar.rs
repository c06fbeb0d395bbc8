//! The calendar entry of a booking (iCalendar, RFC 5545).

use icalendar::{Calendar, Component, Event};
use time::OffsetDateTime;

use crate::{PaperFacts, letter::place, texts::TicketsTexts, when};

/// The event of a booking as a calendar file, made at `made_at`.
#[must_use]
pub fn calendar(facts: &PaperFacts, made_at: OffsetDateTime) -> String {
    let texts = TicketsTexts::of(facts.language);
    let event = &facts.event;
    let places: Vec<String> = facts
        .tickets
        .iter()
        .map(|ticket| place(&texts, ticket))
        .collect();
    let number = facts
        .number
        .as_ref()
        .map(|number| texts.booking(number.as_str()));
    let description: Vec<String> = places
        .into_iter()
        .chain(number)
        .chain([facts.links.tickets.clone()])
        .collect();
    // The library escapes texts and folds lines.
    let entry = Event::new()
        .add_property("UID", format!("{}@frontrow", facts.booking))
        .add_property("DTSTAMP", when::utc(made_at))
        .add_property("DTSTART", when::utc(event.starts_at))
        .add_property("DTEND", when::utc(event.ends_at))
        .add_property("SUMMARY", plain(&event.title))
        .add_property(
            "LOCATION",
            plain(&format!("{}, {}", event.venue, event.address)),
        )
        .add_property("DESCRIPTION", description.join("\n"))
        .done();
    Calendar::new().push(entry).done().to_string()
}

/// A text on a single line.
pub(crate) fn plain(text: &str) -> String {
    text.split(|letter: char| letter.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{two_special_tickets, two_tickets};

    #[test]
    fn a_calendar_has_the_event_with_its_places() {
        let mut facts = two_tickets();
        facts.event.title = "Tosca; or, \\ the end\r\nX-EVIL:1".to_owned();
        let text = calendar(&facts, facts.event.starts_at);
        let unfolded = text.replace("\r\n ", "");
        for line in [
            "BEGIN:VEVENT",
            "DTSTART:20261127T173000Z",
            "DTEND:20261127T200000Z",
            r"SUMMARY:Tosca\; or\, \\ the end X-EVIL:1",
            r"LOCATION:Sibelius Hall\, Ankkurikatu 7\, Lahti",
        ] {
            assert!(
                unfolded.lines().any(|own| own == line),
                "{line} in {unfolded}"
            );
        }
        assert!(
            unfolded.contains("row 4\\, seat 12") && unfolded.contains("Booking 7K3QW9XM"),
            "{unfolded}"
        );
    }

    #[test]
    fn a_calendar_has_the_number_of_a_seat_in_a_row_without_a_name() {
        let facts = two_special_tickets();
        let unfolded = calendar(&facts, facts.event.starts_at).replace("\r\n ", "");
        assert!(unfolded.contains("Box 1\\, left\\, seat 12"), "{unfolded}");
    }
}
