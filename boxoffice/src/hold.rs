//! Holding, releasing and blocking seats: parsed here, done by the event's sale desk.

use domain::{
    BookingId, BuyerId, EventId, SeatNo, TicketId,
    selling::{Booking, BookingRequest, IdempotencyKey, SeatRequest},
    waiting::Pass,
};
use sha2::{Digest, Sha256};
use store::desk::{Block, Expire, Release, Released, Revocation, Revoked};

use crate::{
    BoxOffice, Refusal,
    desk::{Command, HoldCommand, MAX_EXPIRED},
    view,
    waiting::Outside,
};

impl BoxOffice {
    /// Holds seats for a buyer, all or none. The same key with the same request gives the same booking.
    ///
    /// # Errors
    /// The refusals of the contract: `seats_taken` with alternatives, `sold_out`, `too_many_seats`, `unknown_seat`, `not_on_sale_yet`…
    pub async fn hold(&self, buyer: BuyerId, event: EventId, key: &IdempotencyKey, request: BookingRequest) -> Result<Booking, Refusal> {
        self.hold_with(None, buyer, event, key, request).await
    }

    /// Holds seats, as `hold` does, for a buyer with a pass. An event with a waiting room takes no hold without one.
    ///
    /// # Errors
    /// `waiting_room` without a valid pass, and those of `hold`.
    pub async fn hold_with(
        &self,
        pass: Option<&Pass>,
        buyer: BuyerId,
        event: EventId,
        key: &IdempotencyKey,
        request: BookingRequest,
    ) -> Result<Booking, Refusal> {
        match self.waiting().admit(event, buyer, pass) {
            Ok(()) => {}
            Err(Outside::Ended) => return self.held_before(buyer, event, key, &request).await,
            Err(Outside::NoPass) => return Err(Refusal::WaitingRoom { event }),
        }
        let plan = self.plan(event).await?;
        let fingerprint = fingerprint(&request);
        let request = request.resolve(plan.max_seats, &plan.index, |level| plan.levels.contains_key(&level))?;
        // What the desk chooses from is in memory before it is asked, and until it answers: the desk waits for no reading of a hall.
        let chooses = match &request {
            SeatRequest::Best(_) => true,
            SeatRequest::Seats(_) => plan.avoid_single_seats,
            SeatRequest::Spots { .. } => false,
        };
        let _seats = if chooses { Some(self.hub().live(event).await?) } else { None };
        let command = HoldCommand::new(event, buyer, key.clone(), fingerprint, request, plan.clone());
        let answer = self.desks().ask(event, |reply| Command::Hold(command, reply)).await;
        let (booking, row) = answer.inspect_err(|refusal| self.waiting().refused(event, refusal))?;
        match row {
            Some(row) => Ok(view::booking(row, &plan)),
            // The key was used before: the booking as it is now.
            None => self.booking_while_selling(buyer, booking).await,
        }
    }

    /// The booking that the same request led to while the pass lasted: an answer that was lost can be asked for once more.
    async fn held_before(
        &self,
        buyer: BuyerId,
        event: EventId,
        key: &IdempotencyKey,
        request: &BookingRequest,
    ) -> Result<Booking, Refusal> {
        match store::bookings::of_key(self.bookings_of_holders(), event, buyer, key).await? {
            Some((known, _)) if known != fingerprint(request) => Err(Refusal::KeyReused),
            Some((_, booking)) => self.booking_while_selling(buyer, booking).await,
            None => Err(Refusal::WaitingRoom { event }),
        }
    }

    /// Releases a pending booking. One that ended before stays as it is.
    ///
    /// # Errors
    /// When the buyer has no such booking, or it is paid, or being paid.
    pub async fn release(&self, buyer: BuyerId, booking: BookingId) -> Result<Booking, Refusal> {
        let row = store::bookings::of_buyer(self.bookings_of_holders(), buyer, booking).await?.ok_or(Refusal::UnknownBooking)?;
        match self.desks().run(row.event, Release { booking, buyer }).await? {
            Released::Released | Released::Unchanged => {
                self.held_seats().ended(booking);
                self.booking_while_selling(buyer, booking).await
            }
            Released::Unknown => Err(Refusal::UnknownBooking),
            Released::Confirmed => Err(Refusal::BookingState("This booking is paid: its tickets are yours.")),
            Released::Paying => Err(Refusal::PaymentInProgress),
        }
    }

    /// Takes tickets of a paid booking back, all or none: they are void, and their seats are available again or, with `keep_seats`, blocked.
    /// Moves no money.
    ///
    /// # Errors
    /// When there is no such event.
    pub async fn revoke(&self, event: EventId, booking: BookingId, tickets: Vec<TicketId>, keep_seats: bool) -> Result<Revoked, Refusal> {
        self.desks().run(event, Revocation { booking, tickets, keep_seats }).await
    }

    /// Keeps available seats back, or gives blocked ones free: the organiser's right. Seats that are held or sold are left alone; how
    /// many changed.
    ///
    /// # Errors
    /// When there is no such event.
    pub async fn block(&self, event: EventId, seats: Vec<SeatNo>, on: bool) -> Result<u32, Refusal> {
        self.desks().run(event, Block { seats, on }).await
    }

    /// Ends bookings of an event whose time is over; how many, at the most some hundreds at a time.
    ///
    /// # Errors
    /// When there is no such event.
    pub async fn expire(&self, event: EventId) -> Result<u32, Refusal> {
        self.desks().run(event, Expire { limit: MAX_EXPIRED }).await
    }
}

/// What a key is bound to: the hash of the request as it was understood.
fn fingerprint(request: &BookingRequest) -> Vec<u8> {
    Sha256::digest(serde_json::to_vec(request).unwrap_or_default()).to_vec()
}
