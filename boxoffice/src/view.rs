//! Bookings as their buyers see them: the rows of the store with the plan's names.

use domain::{
    Money, SeatNo,
    selling::{Booking, BookingSeat, BookingStatus, PriceTypeRef, Ticket},
};
use store::bookings::{BookingRow, SeatPricing};

use crate::EventPlan;

pub(crate) fn booking(row: BookingRow, plan: &EventPlan) -> Booking {
    let currency = row.total.currency;
    let seats = row
        .seats
        .iter()
        .map(|(seat, amount)| {
            let chosen = chosen(&row.repriced, *seat);
            let (section, row, number) = label(plan, *seat);
            BookingSeat {
                seat: *seat,
                section,
                row,
                number,
                price: Money::new(*amount, currency),
                full_price: chosen.filter(|chosen| chosen.full_amount != *amount).map(|chosen| Money::new(chosen.full_amount, currency)),
                price_type: price_type(chosen),
            }
        })
        .collect();
    let tickets = row
        .tickets
        .into_iter()
        .map(|ticket| {
            let price_type = price_type(chosen(&row.repriced, ticket.seat_no));
            let (section, row, number) = label(plan, ticket.seat_no);
            Ticket { id: ticket.id, seat: ticket.seat_no, section, row, number, price_type, code: ticket.code }
        })
        .collect();
    Booking {
        id: row.id,
        event_id: row.event,
        status: row.status,
        expires_at: row.expires_at,
        expires_in_ms: if row.status == BookingStatus::Pending { row.expires_in_ms } else { 0 },
        seats,
        total: row.total,
        code: row.code,
        payment_url: format!("/api/v1/bookings/{}/payment", row.id),
        payment: row.payment,
        tickets,
        refunds: Vec::new(),
    }
}

fn chosen(repriced: &[SeatPricing], seat: SeatNo) -> Option<&SeatPricing> {
    repriced.iter().find(|chosen| chosen.seat == seat)
}

fn price_type(chosen: Option<&SeatPricing>) -> Option<PriceTypeRef> {
    chosen.and_then(|chosen| chosen.price_type.clone())
}

fn label(plan: &EventPlan, seat: SeatNo) -> (String, String, String) {
    plan.index.place(seat).map(|place| place.label()).unwrap_or_default()
}
