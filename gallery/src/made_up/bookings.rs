//! Made-up bookings and tickets.

use app::components::{basket::Choice, seat_map::Hall};
use domain::{
    BookingId, Currency, EventId, Money, SeatNo, TicketId,
    selling::{Booking, BookingSeat, BookingStatus, Ticket},
};
use leptos::prelude::window;
use time::OffsetDateTime;

/// What a box office would answer to who holds this: five minutes to pay.
pub fn held(hall: &Hall, choice: &Choice) -> Booking {
    let places = match choice {
        Choice::Nothing => Vec::new(),
        Choice::Seats(seats) => seats.clone(),
        Choice::Standing(area, quantity) => {
            let places = hall.index().area_places(*area).unwrap_or_default();
            places.take(*quantity as usize).map(SeatNo).collect()
        }
    };
    let seat = |seat: &SeatNo| {
        let (section, row, number) = hall.index().place(*seat)?.label();
        Some(BookingSeat { seat: *seat, section, row, number, price: hall.price(*seat)?, full_price: None, price_type: None })
    };
    booking(BookingStatus::Pending, from_now(300_000), places.iter().filter_map(seat).collect())
}

/// So many milliseconds from now, as bookings say it: what is left counts from the page's beginning.
pub fn from_now(ms: i64) -> i64 {
    window().performance().map_or(0.0, |clock| clock.now()) as i64 + ms
}

/// Two seats beside each other.
pub fn pair(status: BookingStatus, expires_in_ms: i64) -> Booking {
    let seat = |seat, number: &str| BookingSeat {
        seat: SeatNo(seat),
        section: "Stalls".into(),
        row: "12".into(),
        number: number.into(),
        price: Money::new(4_500, Currency::EUR),
        full_price: None,
        price_type: None,
    };
    booking(status, expires_in_ms, vec![seat(14, "14"), seat(15, "15")])
}

/// The same, paid, with a ticket for each.
pub fn paid() -> Booking {
    let booking = pair(BookingStatus::Confirmed, 0);
    let tickets = booking.seats.iter().map(|seat| ticket(&seat.section, &seat.row, &seat.number)).collect();
    Booking { tickets, ..booking }
}

fn booking(status: BookingStatus, expires_in_ms: i64, seats: Vec<BookingSeat>) -> Booking {
    Booking {
        id: BookingId::new(),
        event_id: EventId(1),
        status,
        expires_at: OffsetDateTime::UNIX_EPOCH,
        expires_in_ms,
        total: Money::new(seats.iter().map(|seat| seat.price.amount).sum(), Currency::EUR),
        seats,
        code: None,
        payment_url: String::new(),
        payment: None,
        tickets: Vec::new(),
        refunds: Vec::new(),
    }
}

/// A ticket; without row and number one for standing room.
pub fn ticket(section: &str, row: &str, number: &str) -> Ticket {
    Ticket {
        id: TicketId::new(),
        seat: SeatNo(14),
        section: section.into(),
        row: row.into(),
        number: number.into(),
        price_type: None,
        code: "FR1.made-up.0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz".into(),
    }
}
