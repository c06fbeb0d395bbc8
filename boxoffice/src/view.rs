//! Bookings as their buyers see them: the rows of the store with the names of the plan.

use domain::{
    Money, SeatNo, TicketId,
    plan::Place,
    selling::{
        Booking, BookingPayment, BookingSeat, BookingStatus, EXTENDABLE_BEFORE_END, EmailAddress,
        GivenTicket, PriceTypeRef, Ticket,
    },
};
use store::bookings::{BookingRow, SeatPricing};

use crate::EventPlan;

pub(crate) fn booking(row: BookingRow, plan: &EventPlan) -> Booking {
    let currency = row.total.currency;
    let is_extendable = plan.hold_extension
        && !row.extended
        && row.status == BookingStatus::Pending
        && row.payment != Some(BookingPayment::Offered);
    let seats = row
        .seats
        .iter()
        .map(|(seat, amount)| {
            let chosen = chosen(&row.repriced, *seat);
            let PlaceFacts {
                section,
                row,
                number,
                accessible,
                companion,
                note,
                ..
            } = place_facts(plan, *seat);
            BookingSeat {
                seat: *seat,
                section,
                row,
                number,
                accessible,
                companion,
                note,
                price: Money::new(*amount, currency),
                full_price: chosen
                    .filter(|chosen| chosen.full_amount != *amount)
                    .map(|chosen| Money::new(chosen.full_amount, currency)),
                price_type: price_type(chosen),
            }
        })
        .collect();
    let tickets = row
        .tickets
        .into_iter()
        .map(|ticket| {
            let paid = row.seats.iter().find(|(seat, _)| *seat == ticket.seat_no);
            Ticket {
                price: paid.map(|(_, amount)| Money::new(*amount, currency)),
                price_type: price_type(chosen(&row.repriced, ticket.seat_no)),
                ..unpriced_ticket(plan, ticket.id, ticket.seat_no, ticket.code)
            }
        })
        .collect();
    let given = row
        .given
        .into_iter()
        .map(|ticket| {
            let (section, row, number) = label(plan, ticket.seat_no);
            GivenTicket {
                id: ticket.id,
                seat: ticket.seat_no,
                section,
                row,
                number,
                to: masked(ticket.email.as_deref()),
            }
        })
        .collect();
    Booking {
        id: row.id,
        number: row.number,
        event_id: row.event,
        status: row.status,
        expires_at: row.expires_at,
        extendable_until: is_extendable.then(|| row.expires_at - EXTENDABLE_BEFORE_END),
        expires_in_ms: if row.status == BookingStatus::Pending {
            row.expires_in_ms
        } else {
            0
        },
        seats,
        total: row.total,
        code: row.code,
        payment_url: format!("/api/v1/bookings/{}/payment", row.id),
        payment: row.payment,
        tickets,
        given,
        refunds: Vec::new(),
    }
}

/// A holder's address with most characters hidden. The tables only store valid addresses.
fn masked(email: Option<&str>) -> String {
    let address = email.and_then(|email| email.parse::<EmailAddress>().ok());
    address.map_or_else(|| "***".to_owned(), |address| address.masked())
}

fn chosen(repriced: &[SeatPricing], seat: SeatNo) -> Option<&SeatPricing> {
    repriced.iter().find(|chosen| chosen.seat == seat)
}

fn price_type(chosen: Option<&SeatPricing>) -> Option<PriceTypeRef> {
    chosen.and_then(|chosen| chosen.price_type.clone())
}

/// A ticket without a price.
pub(crate) fn unpriced_ticket(
    plan: &EventPlan,
    id: TicketId,
    seat: SeatNo,
    code: String,
) -> Ticket {
    let PlaceFacts {
        section,
        row,
        number,
        accessible,
        companion,
        note,
        entrance,
    } = place_facts(plan, seat);
    Ticket {
        id,
        seat,
        section,
        row,
        number,
        accessible,
        companion,
        note,
        entrance,
        price: None,
        price_type: None,
        code,
    }
}

/// The names of a place in the plan. Empty if the plan lacks it.
#[derive(Debug, Default)]
struct PlaceFacts {
    section: String,
    row: String,
    number: String,
    accessible: bool,
    companion: bool,
    note: Option<String>,
    entrance: Option<String>,
}

fn place_facts(plan: &EventPlan, seat: SeatNo) -> PlaceFacts {
    let Some(place) = plan.index.place(seat) else {
        return PlaceFacts::default();
    };
    let (section, row, number) = place.label();
    let entrance = place.entrance().map(str::to_owned);
    match place {
        Place::Seat(seat) => {
            let (accessible, companion, note) = (seat.accessible(), seat.companion(), seat.note());
            PlaceFacts {
                section,
                row,
                number,
                accessible,
                companion,
                note,
                entrance,
            }
        }
        Place::Standing(..) => PlaceFacts {
            section,
            row,
            number,
            entrance,
            ..PlaceFacts::default()
        },
    }
}

pub(crate) fn label(plan: &EventPlan, seat: SeatNo) -> (String, String, String) {
    plan.index
        .place(seat)
        .map(|place| place.label())
        .unwrap_or_default()
}
