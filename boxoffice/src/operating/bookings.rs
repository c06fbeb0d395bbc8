//! Finds a booking by the number that its buyer sees.

use domain::{
    BookingId, EventId, Money, SeatNo, TicketId,
    plan::{PlanIndex, place_in_words},
    selling::{BookingNumber, BookingStatus},
};
use store::{
    EventKey, Pool, booking_numbers,
    bookings::{self, BookingRow},
};
use time::{OffsetDateTime, UtcOffset};

use super::{OperatingError, seats::plan_of};

/// A booking, as support staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundBooking {
    /// Its number in the API.
    pub id: BookingId,
    /// Its event.
    pub event: EventId,
    /// The title of the event.
    pub title: String,
    /// The name of the venue.
    pub venue: String,
    /// When the event begins, in the venue's local time.
    pub starts_at: OffsetDateTime,
    /// The status of the booking.
    pub status: BookingStatus,
    /// The paid total.
    pub total: Money,
    /// The address of its letters.
    pub email: Option<String>,
    /// Its seats, in order of their numbers.
    pub seats: Vec<FoundSeat>,
}

/// A seat of a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSeat {
    /// Its place, in words.
    pub place: String,
    /// Its price.
    pub price: Money,
    /// Its ticket.
    pub ticket: FoundTicket,
}

/// The state of a seat's ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundTicket {
    /// The buyer has it.
    Valid(TicketId),
    /// The buyer gave it to another person.
    Given {
        /// The ticket's number.
        ticket: TicketId,
        /// The holder's address. None after the address was erased.
        email: Option<String>,
    },
    /// No ticket of the seat is valid.
    Void,
}

/// The booking with this number.
///
/// # Errors
/// The database failed.
pub async fn find_booking(
    pool: &Pool,
    number: &BookingNumber,
) -> Result<Option<FoundBooking>, OperatingError> {
    let Some(found) = booking_numbers::find(pool, number).await? else {
        return Ok(None);
    };
    let Some(row) = bookings::of_buyer(pool, found.buyer, found.id).await? else {
        return Ok(None);
    };
    let page = store::events::page(pool, &EventKey::Id(row.event))
        .await?
        .ok_or(OperatingError::UnknownEvent)?;
    let plan = plan_of(pool, row.event).await?;
    let event = page.event.summary;
    let clock = UtcOffset::from_whole_seconds(event.utc_offset_seconds).unwrap_or(UtcOffset::UTC);
    Ok(Some(FoundBooking {
        id: row.id,
        event: row.event,
        title: event.title,
        venue: event.venue.name,
        starts_at: event.starts_at.to_offset(clock),
        status: row.status,
        total: row.total,
        email: found.email,
        seats: row
            .seats
            .iter()
            .map(|(seat, amount)| found_seat(&row, &plan, *seat, *amount))
            .collect(),
    }))
}

fn found_seat(row: &BookingRow, plan: &PlanIndex, seat: SeatNo, amount: i64) -> FoundSeat {
    let (section, place_row, number) = plan
        .place(seat)
        .map(|place| place.label())
        .unwrap_or_default();
    let own = row
        .tickets
        .iter()
        .find(|ticket| ticket.seat_no == seat)
        .map(|ticket| FoundTicket::Valid(ticket.id));
    let given = || {
        let given = row.given.iter().find(|ticket| ticket.seat_no == seat)?;
        Some(FoundTicket::Given {
            ticket: given.id,
            email: given.email.clone(),
        })
    };
    FoundSeat {
        place: place_in_words(&section, &place_row, &number),
        price: Money::new(amount, row.total.currency),
        ticket: own.or_else(given).unwrap_or(FoundTicket::Void),
    }
}
