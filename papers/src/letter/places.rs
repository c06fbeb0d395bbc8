//! Places in words, and remarks about them.

use domain::selling::Ticket;

use super::one_line;
use crate::texts::TicketsTexts;

/// A place in words.
pub(crate) fn place(texts: &TicketsTexts, ticket: &Ticket) -> String {
    place_of(texts, &ticket.section, &ticket.row, &ticket.number)
}

/// A place in words, by its names.
pub(crate) fn place_of(texts: &TicketsTexts, section: &str, row: &str, number: &str) -> String {
    match (row, number) {
        ("", "") => section.to_owned(),
        (row, "") => texts.place_in_row(section, row),
        ("", number) => texts.place_no_row(section, number),
        (row, number) => texts.place(section, row, number),
    }
}

/// Remarks about the place of a ticket: wheelchair place, companion's seat, restricted view.
pub(crate) fn remarks(texts: &TicketsTexts, ticket: &Ticket) -> Vec<String> {
    let kinds = [
        (ticket.accessible, texts.wheelchair()),
        (ticket.companion, texts.companion()),
    ];
    let kinds = kinds
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, words)| words);
    kinds.chain(ticket.note.as_deref().map(one_line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn a_place_is_named_by_its_existing_parts() {
        let texts = TicketsTexts::of(Language::English);
        let place = |row, number| place_of(&texts, "Stalls", row, number);
        assert_eq!(
            [
                place("4", "12"),
                place("", "12"),
                place("4", ""),
                place("", "")
            ],
            [
                "Stalls, row 4, seat 12",
                "Stalls, seat 12",
                "Stalls, row 4",
                "Stalls"
            ]
        );
    }
}
