//! Lists the refunds of bookings for their buyers.

use std::collections::HashMap;

use domain::{
    BookingId, EventId, Money, RefundId, SeatNo, TicketId,
    selling::{Refund, RefundedTicket},
};
use serde::Deserialize;
use sqlx::types::Json;

use crate::{
    Error, Pool,
    decode::{self, currency},
};

#[derive(Debug, Deserialize)]
struct RefundLine {
    ticket: TicketId,
    seat: SeatNo,
    amount: i64,
}

/// The refunds of a booking, the oldest first.
pub async fn of_booking(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
) -> Result<Vec<Refund>, Error> {
    Ok(of_bookings(pool, &[(event, booking)])
        .await?
        .remove(&booking)
        .unwrap_or_default())
}

/// The refunds of these bookings, the oldest first. Leaves out revocations by staff that return no
/// money: to the buyer, these are not refunds.
pub async fn of_bookings(
    pool: &Pool,
    bookings: &[(EventId, BookingId)],
) -> Result<HashMap<BookingId, Vec<Refund>>, Error> {
    let events: Vec<i32> = bookings.iter().map(|(event, _)| event.0).collect();
    let numbers: Vec<_> = bookings.iter().map(|(_, booking)| booking.0).collect();
    let rows = sqlx::query!(
        r#"select r.booking_id, r.id, r.state, r.why, r.amount, r.fee, r.currency, r.at, r.settled_at,
                  (select coalesce(jsonb_agg(jsonb_build_object('ticket', l.ticket_id, 'seat', t.seat_no, 'amount', l.amount)
                                             order by t.seat_no), '[]')
                   from refund_line l join ticket t on t.event_id = l.event_id and t.id = l.ticket_id
                   where l.refund_id = r.id) as "lines!: Json<Vec<RefundLine>>"
           from unnest($1::integer[], $2::uuid[]) own (event_id, booking_id)
           join refund r on r.booking_id = own.booking_id and r.event_id = own.event_id
           where not (r.amount = 0 and r.why = 'staff')
           order by r.at, r.id"#,
        &events,
        &numbers
    )
    .fetch_all(pool)
    .await?;
    let mut refunds: HashMap<BookingId, Vec<Refund>> = HashMap::new();
    for row in rows {
        let currency = currency(&row.currency)?;
        let money = |amount| Money::new(amount, currency);
        let line = |line: RefundLine| RefundedTicket {
            ticket: line.ticket,
            seat: line.seat,
            amount: money(line.amount),
        };
        let refund = Refund {
            id: RefundId(row.id),
            state: decode::word("state of a refund", &row.state)?,
            why: decode::word("cause of a refund", &row.why)?,
            amount: money(row.amount),
            fee: money(row.fee),
            requested_at: row.at,
            settled_at: row.settled_at,
            tickets: row.lines.0.into_iter().map(line).collect(),
        };
        refunds
            .entry(BookingId(row.booking_id))
            .or_default()
            .push(refund);
    }
    Ok(refunds)
}
