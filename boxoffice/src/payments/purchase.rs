//! What the desk sells to a buyer who pays: signed tickets for the seats of a booking, and the
//! booking that the buyer gets for it. A payment by card, a free booking and an accepted offer make
//! the same purchase.

use domain::{
    BookingId, BuyerId, EventId, SeatNo,
    selling::{Booking, BookingNumber, BookingStatus, TicketKind},
};
use store::{
    bookings::{BookingRow, TicketRow},
    desk::{NewTicket, Payable},
};
use uuid::Uuid;

use crate::{BoxOffice, EventPlan, Refusal, view};

/// A sale that the desk can make: the money is ready and the tickets are signed.
#[derive(Debug)]
pub(super) struct Purchase {
    pub payment: Uuid,
    pub event: EventId,
    pub booking: BookingId,
    /// The provider's number of an authorisation that is not in the tables yet. The sale stores it.
    pub authorised: Option<String>,
    /// One ticket for each seat, in order.
    pub tickets: Vec<NewTicket>,
}

/// A sale that this server made.
#[derive(Debug)]
pub(super) struct OwnSale {
    /// Its booking number, unless it could not be read.
    pub number: Option<BookingNumber>,
}

impl BoxOffice {
    /// New tickets for the seats of a booking whose prices are final. If the seats cost what their
    /// levels say, no query is needed.
    pub(super) async fn signed_tickets(
        &self,
        event: EventId,
        booking: BookingId,
        seats: &[(SeatNo, i64)],
    ) -> Result<Vec<NewTicket>, Refusal> {
        let kinds = if cost_their_levels(seats, &*self.plan(event).await?) {
            seats
                .iter()
                .map(|(seat, amount)| (*seat, TicketKind::of(*amount, false, false)))
                .collect()
        } else {
            store::bookings::ticket_kinds(self.paying(), event, booking).await?
        };
        Ok(self.ticket_keys().signer().tickets(event, kinds))
    }

    /// The booking of a sale that this server made. If the seats cost what their levels say,
    /// nothing has to be read. Otherwise the buyer chose price types, which are read.
    pub(super) async fn bought(
        &self,
        buyer: BuyerId,
        purchase: Purchase,
        payable: Payable,
        sale: OwnSale,
    ) -> Result<Booking, Refusal> {
        let plan = self.plan(purchase.event).await?;
        if !cost_their_levels(&payable.seats, &plan) {
            return self
                .booking_over(self.paying(), buyer, purchase.booking)
                .await;
        }
        let tickets = purchase.tickets.into_iter();
        let row = BookingRow {
            id: purchase.booking,
            number: sale.number,
            event: purchase.event,
            buyer,
            status: BookingStatus::Confirmed,
            expires_at: payable.held_until,
            expires_in_ms: 0,
            extended: false,
            total: payable.money,
            seats: payable.seats,
            repriced: Vec::new(),
            code: None,
            tickets: tickets
                .map(|ticket| TicketRow {
                    id: ticket.id,
                    seat_no: ticket.seat,
                    code: ticket.code,
                })
                .collect(),
            given: Vec::new(),
            payment: None,
            has_refunds: false,
        };
        Ok(view::booking(row, &plan))
    }
}

/// Whether these seats cost what their levels say, in an event without price types.
fn cost_their_levels(seats: &[(SeatNo, i64)], plan: &EventPlan) -> bool {
    let costs_its_level = |(seat, amount): &(SeatNo, i64)| {
        let level = plan
            .level_of(*seat)
            .and_then(|level| plan.levels.get(&level));
        level.is_some_and(|level| level.price.amount == *amount)
    };
    !plan.has_price_types && seats.iter().all(costs_its_level)
}
