//! The content of a wallet pass (`pass.json`): Apple's layout for event tickets.

use domain::selling::Ticket;
use serde_json::{Value, json};

use super::signer::WalletNames;
use crate::{
    PaperFacts,
    fields::place_fields,
    letter::{one_line, remarks},
    money::money,
    texts::TicketsTexts,
    when,
};

/// The names in an unsigned pass. Those of a signed pass come from its certificate.
const UNSIGNED: WalletNames<'static> = WalletNames {
    pass_type: "pass.unsigned",
    team: "unsigned",
};

/// The pass of a ticket.
pub(super) fn pass_json(
    facts: &PaperFacts,
    ticket: &Ticket,
    names: Option<WalletNames<'_>>,
) -> Value {
    let texts = TicketsTexts::of(facts.language);
    let WalletNames { pass_type, team } = names.unwrap_or(UNSIGNED);
    let event = &facts.event;
    // Holders look for the entrance first.
    let entrance: Vec<Value> = ticket
        .entrance
        .iter()
        .map(|entrance| field("entrance", texts.entrance(), entrance))
        .collect();
    json!({
        "formatVersion": 1,
        "passTypeIdentifier": pass_type,
        "teamIdentifier": team,
        "organizationName": one_line(&event.venue),
        "serialNumber": ticket.id.to_string(),
        "description": texts.wallet(&one_line(&event.title)),
        "relevantDate": when::moment(event.starts_at),
        "backgroundColor": "rgb(255, 255, 255)",
        "foregroundColor": "rgb(28, 25, 23)",
        "labelColor": "rgb(87, 83, 78)",
        "barcodes": [{"format": "PKBarcodeFormatQR", "message": ticket.code, "messageEncoding": "iso-8859-1"}],
        "eventTicket": {
            "headerFields": entrance,
            "primaryFields": [field("event", texts.wallet_event(), &event.title)],
            "secondaryFields": [
                field("when", texts.wallet_when(), &when::long(facts.language, event.starts_at, event.utc_offset_seconds)),
                field("venue", texts.wallet_venue(), &event.venue),
            ],
            "auxiliaryFields": place(&texts, ticket),
            "backFields": back(&texts, facts, ticket, names.is_some()),
        },
    })
}

/// The seat or area, and the price with its type.
fn place(texts: &TicketsTexts, ticket: &Ticket) -> Vec<Value> {
    let price_type = ticket.price_type.as_ref().map(|chosen| chosen.name.clone());
    let price: Vec<String> = price_type
        .into_iter()
        .chain(ticket.price.map(|price| money(texts.language(), price)))
        .collect();
    let price = (!price.is_empty()).then(|| field("price", texts.cost(), &price.join(", ")));
    let parts = place_fields(ticket, texts)
        .into_iter()
        .map(|part| field(part.key, part.label, &part.value));
    parts.chain(price).collect()
}

/// The back of the pass, for details without room on the front.
fn back(texts: &TicketsTexts, facts: &PaperFacts, ticket: &Ticket, is_signed: bool) -> Vec<Value> {
    let remarks = remarks(texts, ticket);
    let seat =
        (!remarks.is_empty()).then(|| field("remarks", texts.wallet_seat(), &remarks.join(", ")));
    let proof = facts
        .event
        .proof(ticket)
        .map(|proof| field("proof", texts.wallet_proof(), proof));
    let unsigned = (!is_signed).then(|| {
        field(
            "unsigned",
            texts.wallet_unsigned(),
            &texts.wallet_unsigned_words(),
        )
    });
    let always = [
        field("door", texts.wallet_door(), &texts.show()),
        field("address", texts.wallet_address(), &facts.event.address),
    ];
    let booking = facts
        .number
        .as_ref()
        .map(|number| field("booking", texts.wallet_booking(), number.as_str()));
    unsigned
        .into_iter()
        .chain(proof)
        .chain(seat)
        .chain(always)
        .chain(booking)
        .collect()
}

fn field(key: &str, label: String, value: &str) -> Value {
    json!({"key": key, "label": label, "value": one_line(value)})
}
