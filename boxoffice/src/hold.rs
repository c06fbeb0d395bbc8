//! Holds, releases and blocks seats. This module parses the requests; the event's sale desk runs
//! them.

use std::time::Duration;

use domain::{
    BookingId, BuyerId, EventId, SeatNo, TicketId,
    selling::{Booking, BookingRequest, ExtensionRefusal, IdempotencyKey, SeatRequest},
    waiting::Pass,
};
use sha2::{Digest, Sha256};
use store::desk::{
    BlockSeats, Expire, ExtensionOutcome, HoldExtension, Release, ReleaseOutcome, Revocation,
    RevocationOutcome,
};
use uuid::Uuid;

use crate::{
    BoxOffice, Refusal,
    desk::{HoldCommand, MAX_EXPIRED, PendingCommand},
    view,
    waiting::PassRefusal,
};

impl BoxOffice {
    /// Holds seats for a buyer, all or none. The same key with the same request gives the same
    /// booking.
    ///
    /// # Errors
    /// The refusals of the contract: `seats_taken` with alternatives, `sold_out`, `too_many_seats`,
    /// `unknown_seat`, `not_on_sale_yet`…
    pub async fn hold(
        &self,
        buyer: BuyerId,
        event: EventId,
        key: &IdempotencyKey,
        request: BookingRequest,
    ) -> Result<Booking, Refusal> {
        self.hold_with(None, buyer, event, key, request).await
    }

    /// Holds seats as `hold` does, for a buyer with a pass. An event with a waiting room refuses
    /// holds without a pass.
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
            Err(PassRefusal::Ended) => return self.held_before(buyer, event, key, &request).await,
            Err(PassRefusal::NoPass) => return Err(Refusal::WaitingRoom { event }),
        }
        let plan = self.plan(event).await?;
        let fingerprint = fingerprint(&request);
        let request = request.resolve(plan.max_seats, &plan.index, |level| {
            plan.levels.contains_key(&level)
        })?;
        // The statuses that the desk chooses from are in memory before the hold reaches it and
        // until it answers, so the desk never waits for a hall to load.
        let chooses = match &request {
            SeatRequest::Best(_) | SeatRequest::SeatsOr(..) => true,
            SeatRequest::Seats(_) => plan.avoid_single_seats,
            SeatRequest::Spots { .. } => false,
        };
        let _seats = if chooses {
            Some(self.hub().live(event).await?)
        } else {
            None
        };
        let command = HoldCommand::new(
            event,
            buyer,
            key.clone(),
            fingerprint,
            request,
            plan.clone(),
        );
        let answer = self
            .desks()
            .ask(event, |reply| PendingCommand::Hold(command, reply))
            .await;
        let (booking, row) =
            answer.inspect_err(|refusal| self.waiting().refused(event, refusal))?;
        match row {
            Some(row) => Ok(view::booking(row, &plan)),
            // The key was used before: the answer is the booking's current state.
            None => self.booking_while_selling(buyer, booking).await,
        }
    }

    /// The booking that the same request made while the pass was valid, so that a lost answer can
    /// be repeated.
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

    /// Releases a pending booking. A booking that has ended stays as it is.
    ///
    /// # Errors
    /// If the buyer has no such booking, or it is paid or being paid.
    pub async fn release(&self, buyer: BuyerId, booking: BookingId) -> Result<Booking, Refusal> {
        let row = store::bookings::of_buyer(self.bookings_of_holders(), buyer, booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        match self
            .desks()
            .run(row.event, Release { booking, buyer })
            .await?
        {
            ReleaseOutcome::Released | ReleaseOutcome::Unchanged => {
                self.held_seats().ended(booking);
                self.booking_while_selling(buyer, booking).await
            }
            ReleaseOutcome::Unknown => Err(Refusal::UnknownBooking),
            ReleaseOutcome::Confirmed => Err(Refusal::BookingState(
                "This booking is paid: its tickets are yours.",
            )),
            ReleaseOutcome::Paying => Err(Refusal::PaymentInProgress),
        }
    }

    /// Extends a pending booking by five minutes: once, and only if more than a minute is left. The
    /// provider's payment page stays open until the new end. The same key gives the booking as it
    /// is now.
    ///
    /// # Errors
    /// `extension_refused`, `hold_expired`; and if the buyer has no such booking or it is not
    /// pending.
    pub async fn extend(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        key: &IdempotencyKey,
    ) -> Result<Booking, Refusal> {
        let row = store::bookings::of_buyer(self.bookings_of_holders(), buyer, booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        match self
            .desks()
            .run(
                row.event,
                HoldExtension {
                    id: number_of(key),
                    booking,
                    buyer,
                },
            )
            .await?
        {
            ExtensionOutcome::Extended => {
                let booking = self.booking_while_selling(buyer, booking).await?;
                self.held_seats().lasts(
                    booking.id,
                    Duration::from_millis(u64::try_from(booking.expires_in_ms).unwrap_or_default()),
                );
                Ok(booking)
            }
            ExtensionOutcome::OnceOnly => Err(Refusal::Extension(ExtensionRefusal::OnceOnly)),
            ExtensionOutcome::TooLate => Err(Refusal::Extension(ExtensionRefusal::LastMinute)),
            ExtensionOutcome::NotOffered => Err(Refusal::Extension(ExtensionRefusal::NoExtensions)),
            ExtensionOutcome::NotOnSale => Err(Refusal::NotOnSale),
            ExtensionOutcome::Offered => Err(Refusal::BookingState(
                "These seats are held for three minutes, and this time cannot be made longer.",
            )),
            ExtensionOutcome::HoldExpired => Err(Refusal::HoldExpired),
            ExtensionOutcome::NotPending => Err(Refusal::BookingState(
                "This booking is not waiting for a payment any more.",
            )),
            ExtensionOutcome::Unknown => Err(Refusal::UnknownBooking),
        }
    }

    /// Voids tickets of a paid booking, all or none. Their seats become available again or, with
    /// `keep_seats`, blocked. No money moves.
    ///
    /// # Errors
    /// If there is no such event.
    pub async fn revoke(
        &self,
        event: EventId,
        booking: BookingId,
        tickets: Vec<TicketId>,
        keep_seats: bool,
    ) -> Result<RevocationOutcome, Refusal> {
        self.desks()
            .run(
                event,
                Revocation {
                    booking,
                    tickets,
                    keep_seats,
                },
            )
            .await
    }

    /// Blocks available seats, or unblocks blocked ones, for the organiser. Seats that are held or
    /// sold stay as they are. Returns the number of changed seats.
    ///
    /// # Errors
    /// If there is no such event.
    pub async fn block(
        &self,
        event: EventId,
        seats: Vec<SeatNo>,
        on: bool,
    ) -> Result<u32, Refusal> {
        self.desks().run(event, BlockSeats { seats, on }).await
    }

    /// Ends bookings of an event that have expired, at most some hundreds at a time. Returns their
    /// number.
    ///
    /// # Errors
    /// If there is no such event.
    pub async fn expire(&self, event: EventId) -> Result<u32, Refusal> {
        self.desks().run(event, Expire { limit: MAX_EXPIRED }).await
    }
}

/// The number of the command with this key: the first half of its hash. The booking keeps one such
/// number, to compare it with.
fn number_of(key: &IdempotencyKey) -> Uuid {
    let hash: [u8; 32] = Sha256::digest(key.as_str()).into();
    let mut number = [0; 16];
    number.copy_from_slice(&hash[..16]);
    Uuid::from_bytes(number)
}

/// The hash of the parsed request, to which its key is bound.
fn fingerprint(request: &BookingRequest) -> Vec<u8> {
    Sha256::digest(serde_json::to_vec(request).unwrap_or_default()).to_vec()
}
