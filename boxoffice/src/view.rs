//! Bookings as their buyers see them: the rows of the store with the plan's names.

use domain::{
    Money, SeatNo,
    selling::{Booking, BookingPayment, BookingSeat, BookingStatus, Ticket},
};
use store::bookings::BookingRow;

use crate::{EventPlan, Refusal};

pub(crate) fn booking(row: BookingRow, plan: &EventPlan) -> Result<Booking, Refusal> {
    let corrupt = |what: String| Refusal::Store(store::Error::Corrupt(what));
    let currency = row.currency.parse().map_err(|fault| corrupt(format!("{fault}")))?;
    let status = match row.status.as_str() {
        "pending" => BookingStatus::Pending,
        "confirmed" => BookingStatus::Confirmed,
        "expired" => BookingStatus::Expired,
        "cancelled" => BookingStatus::Cancelled,
        "refunded" => BookingStatus::Refunded,
        other => return Err(corrupt(format!("the booking status `{other}`"))),
    };
    let payment = match row.money.as_deref() {
        None => None,
        Some("checking") => Some(BookingPayment::Checking),
        Some("returning") => Some(BookingPayment::Returning),
        Some("returned") => Some(BookingPayment::Returned),
        Some(other) => return Err(corrupt(format!("`{other}` about a booking's payment"))),
    };
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
    Ok(Booking {
        id: row.id,
        event_id: row.event,
        status,
        expires_at: row.expires_at,
        expires_in_ms: if status == BookingStatus::Pending { row.expires_in_ms } else { 0 },
        seats,
        total: Money::new(row.amount, currency),
        payment_url: format!("/api/v1/bookings/{}/payment", row.id),
        payment,
        tickets,
    })
}

fn label(plan: &EventPlan, seat: SeatNo) -> (String, String, String) {
    plan.index.place(seat).map(|place| place.label()).unwrap_or_default()
}
