//! Bookings as their buyers see them: the rows of the store with the plan's names.

use domain::{
    Money, SeatNo,
    selling::{Booking, BookingSeat, BookingStatus, Ticket},
};
use store::bookings::BookingRow;

use crate::EventPlan;

pub(crate) fn booking(row: BookingRow, plan: &EventPlan) -> Booking {
    let currency = row.total.currency;
    let seats = row
        .seats
        .iter()
        .map(|(seat, amount)| {
            let (section, row, number) = label(plan, *seat);
            BookingSeat { seat: *seat, section, row, number, price: Money::new(*amount, currency) }
        })
        .collect();
    let tickets = row
        .tickets
        .into_iter()
        .map(|ticket| {
            let (section, row, number) = label(plan, ticket.seat_no);
            Ticket { id: ticket.id, seat: ticket.seat_no, section, row, number, code: ticket.code }
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
        payment_url: format!("/api/v1/bookings/{}/payment", row.id),
        payment: row.payment,
        tickets,
    }
}

fn label(plan: &EventPlan, seat: SeatNo) -> (String, String, String) {
    plan.index.place(seat).map(|place| place.label()).unwrap_or_default()
}
