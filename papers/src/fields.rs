//! The fields of a ticket about its place, in reading order.

use domain::selling::Ticket;

use crate::{letter, money::money, texts::TicketsTexts};

/// A field of a ticket: a label and a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PaperField {
    /// Its name in a wallet pass, the same in all languages.
    pub key: &'static str,
    /// The text above the value.
    pub label: String,
    /// The value.
    pub value: String,
}

/// The existing parts of the place: seats in boxes and at tables have no row, standing areas
/// neither row nor number.
pub(crate) fn place_fields(ticket: &Ticket, texts: &TicketsTexts) -> Vec<PaperField> {
    let is_area = ticket.row.is_empty() && ticket.number.is_empty();
    let section = if is_area {
        ("area", texts.area())
    } else {
        ("section", texts.section())
    };
    let parts = [
        (section, &ticket.section),
        (("row", texts.row()), &ticket.row),
        (("seat", texts.seat()), &ticket.number),
    ];
    let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
    parts
        .map(|((key, label), value)| PaperField {
            key,
            label,
            value: value.clone(),
        })
        .collect()
}

/// The entrance and the price, if known.
pub(crate) fn more_fields(ticket: &Ticket, texts: &TicketsTexts) -> Vec<PaperField> {
    let entrance = ticket.entrance.clone().map(|value| PaperField {
        key: "entrance",
        label: texts.entrance(),
        value,
    });
    let price = ticket.price.map(|price| PaperField {
        key: "price",
        label: texts.cost(),
        value: money(texts.language(), price),
    });
    entrance.into_iter().chain(price).collect()
}

/// The place with its price and remarks, as the spoken description of the code.
pub(crate) fn spoken(ticket: &Ticket, texts: &TicketsTexts) -> String {
    let price = ticket.price.map(|price| money(texts.language(), price));
    let parts = [letter::place(texts, ticket)]
        .into_iter()
        .chain(price)
        .chain(letter::remarks(texts, ticket));
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Language,
        fixture::{two_special_tickets, two_tickets},
    };

    fn fields(ticket: &Ticket) -> String {
        let texts = TicketsTexts::of(Language::English);
        let all = place_fields(ticket, &texts)
            .into_iter()
            .chain(more_fields(ticket, &texts));
        all.map(|field| format!("{} {}", field.label, field.value))
            .collect::<Vec<_>>()
            .join(" · ")
    }

    #[test]
    fn a_ticket_has_the_existing_parts_of_its_place() {
        let mut ticket = two_tickets().tickets.remove(0);
        assert_eq!(fields(&ticket), "Section Stalls · Row 4 · Seat 12");
        ticket.row.clear();
        assert_eq!(fields(&ticket), "Section Stalls · Seat 12");
        ticket.number.clear();
        assert_eq!(fields(&ticket), "Area Stalls");
    }

    #[test]
    fn a_ticket_has_the_entrance_the_price_and_the_remarks_of_its_seat() {
        let facts = two_special_tickets();
        assert_eq!(
            fields(&facts.tickets[0]),
            "Section Box 1, left · Seat 12 · Entrance Door B · Price €45"
        );
        let texts = TicketsTexts::of(Language::English);
        let spoken: Vec<String> = facts
            .tickets
            .iter()
            .map(|ticket| spoken(ticket, &texts))
            .collect();
        let second = "Box 1, left, seat 13, €45, for a companion, view partly blocked by a pillar";
        assert_eq!(
            spoken,
            ["Box 1, left, seat 12, €45, wheelchair place", second]
        );
    }
}
