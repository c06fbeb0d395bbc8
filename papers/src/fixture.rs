//! What the tests of papers have in common: a hall, two tickets in Lahti, a refund, and the check
//! of what a letter says.

use std::collections::BTreeMap;

use domain::{
    BookingId, Currency, Money, SeatNo, TicketId, moment,
    plan::{
        PlanIndex, Shape,
        generate::{PlanMaker, StraightRows, section},
    },
    selling::{BookingSeat, RefundCause, Ticket},
};

use crate::{EventFacts, Language, LetterContent, PaperFacts, PaperLinks, RefundFacts};

/// Three rows of six seats, in front of a stage.
pub(crate) fn small_hall() -> PlanIndex {
    let rows = StraightRows::new((0.0, 0.0), vec![vec![6]; 3]).make(|row| (row + 1).to_string());
    let stage = Shape::Rectangle {
        x: 0,
        y: -400,
        width: 200,
        height: 200,
        turn: 0,
    };
    PlanIndex::new(
        PlanMaker::new("Hall", "Stage", stage, (100, -300), &["A"])
            .with(section("Stalls", None, rows))
            .finish(),
    )
}

/// Two tickets in Lahti.
pub(crate) fn two_tickets() -> PaperFacts {
    let at = |text: &str| moment::parse(text).expect("a moment");
    let ticket = |number: u32| Ticket {
        id: TicketId::new(),
        seat: SeatNo(number),
        section: "Stalls".to_owned(),
        row: "4".to_owned(),
        number: number.to_string(),
        accessible: false,
        companion: false,
        note: None,
        entrance: None,
        price: None,
        price_type: None,
        code: format!("FR1.{}", "A".repeat(140)),
    };
    PaperFacts {
        language: Language::English,
        booking: BookingId::new(),
        number: "7K3QW9XM".parse().ok(),
        event: EventFacts {
            title: "Tosca".to_owned(),
            starts_at: at("2026-11-27T17:30:00Z"),
            ends_at: at("2026-11-27T20:00:00Z"),
            utc_offset_seconds: 7_200,
            venue: "Sibelius Hall".to_owned(),
            address: "Ankkurikatu 7, Lahti".to_owned(),
            proofs: BTreeMap::new(),
        },
        tickets: vec![ticket(12), ticket(13)],
        total: Money::new(9_000, Currency::EUR),
        is_given: false,
        receipt: None,
        links: PaperLinks::at("https://tickets.example/recover/x".to_owned()),
    }
}

/// Two seats in a box without rows, as paid by a buyer: a wheelchair place, and a seat beside
/// it with a pillar in its view.
pub(crate) fn two_special_tickets() -> PaperFacts {
    let mut facts = two_tickets();
    let price = Some(Money::new(4_500, Currency::EUR));
    for ticket in &mut facts.tickets {
        (ticket.price, ticket.entrance) = (price, Some("Door B".to_owned()));
        (ticket.section, ticket.row) = ("Box 1, left".to_owned(), String::new());
    }
    facts.tickets[0].accessible = true;
    (facts.tickets[1].companion, facts.tickets[1].note) =
        (true, Some("view partly blocked by a pillar".to_owned()));
    facts
}

/// A refund for one of the two tickets.
pub(crate) fn refund(cause: RefundCause, amount: i64, fee: i64) -> RefundFacts {
    let PaperFacts {
        language,
        number,
        event,
        links,
        ..
    } = two_tickets();
    let money = |amount| Money::new(amount, Currency::EUR);
    let seat = BookingSeat {
        seat: SeatNo(12),
        section: "Stalls".to_owned(),
        row: "4".to_owned(),
        number: "12".to_owned(),
        accessible: false,
        companion: false,
        note: None,
        price: money(amount + fee),
        full_price: None,
        price_type: None,
    };
    let (at, link) = (event.starts_at, links.tickets);
    RefundFacts {
        language,
        number,
        event,
        cause,
        seats: vec![seat],
        amount: money(amount),
        fee: money(fee),
        at,
        credit_note: None,
        link: Some(link),
    }
}

/// Checks that a letter has these words, as text and as HTML.
#[track_caller]
pub(crate) fn says(letter: &LetterContent, words: &[&str]) {
    for words in words {
        assert!(
            letter.text.contains(words) && letter.html.contains(words),
            "{words}: {}",
            letter.text
        );
    }
}
