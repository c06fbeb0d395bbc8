//! Late payments: the seats are gone when the money arrives. If other seats of the same kinds and
//! price levels are available, the desk holds them for the buyer, who accepts or declines. If there
//! are none, or the buyer does neither within three minutes, the money goes back.

use std::{collections::HashMap, time::Instant};

use domain::{
    BookingId, BuyerId, EventId, SeatNo,
    plan::PlanIndex,
    seating::best,
    selling::{Booking, BookingStatus, PaymentState},
};
use metrics::counter;
use store::{
    desk::{LateOffer, LateOfferOutcome},
    payments::{OfferStage, Payment},
};
use uuid::Uuid;

use super::{
    begin::PAID_ALREADY, hosted::newest_payment, provider::Authorisation, purchase::Purchase,
    sell::WINDOW,
};
use crate::{BoxOffice, EventPlan, Refusal};

/// How many times other seats are chosen if other buyers are quicker. After that the money goes
/// back.
const TRIES: u32 = 3;

/// The message for a buyer who is too late for the offer as well.
const OFFER_OVER: &str = "These seats are not held for you any more. Your money goes back. You do not need to do anything.";

impl BoxOffice {
    /// Offers other seats for the late payment with this number.
    pub(super) async fn offer_for(&self, payment: Uuid) -> Result<LateOfferOutcome, Refusal> {
        match store::payments::find(self.paying(), payment).await? {
            Some(row) if row.state == PaymentState::Late => self.offer_others(&row).await,
            _ => Ok(LateOfferOutcome::Unchanged),
        }
    }

    /// Offers other seats for a late payment. If there are none, or the buyer did not accept the
    /// offer in time, the money goes back.
    pub(super) async fn offer_others(&self, row: &Payment) -> Result<LateOfferOutcome, Refusal> {
        for _ in 0..TRIES {
            let seats = if row.offer == OfferStage::None {
                self.other_seats(row.event, row.booking).await?
            } else {
                Vec::new()
            };
            let outcome = self.answer_late(row, seats, false).await?;
            if outcome != LateOfferOutcome::Taken {
                return Ok(outcome);
            }
        }
        self.answer_late(row, Vec::new(), false).await
    }

    async fn answer_late(
        &self,
        row: &Payment,
        seats: Vec<SeatNo>,
        leaves: bool,
    ) -> Result<LateOfferOutcome, Refusal> {
        let outcome = self
            .desks()
            .run(
                row.event,
                LateOffer {
                    payment: row.id,
                    leaves,
                    seats,
                },
            )
            .await?;
        match outcome {
            LateOfferOutcome::Offered => {
                counter!("frontrow_late_offers_total").increment(1);
                self.letters().wake();
            }
            LateOfferOutcome::GivenBack => self.payments().job_due.notify_one(),
            LateOfferOutcome::Taken | LateOfferOutcome::Unchanged => {}
        }
        Ok(outcome)
    }

    /// Available seats to replace those of a booking, in the same order: each of the same kind and
    /// price level, and in no more groups of adjacent seats. None if there are no such seats. A
    /// standing spot has no replacement: if one were available, the booking would have got it.
    async fn other_seats(
        &self,
        event: EventId,
        booking: BookingId,
    ) -> Result<Vec<SeatNo>, Refusal> {
        let (plan, live) = (self.plan(event).await?, self.hub().live(event).await?);
        let own: Vec<SeatNo> = store::bookings::ticket_kinds(self.paying(), event, booking)
            .await?
            .into_iter()
            .map(|(seat, _)| seat)
            .collect();
        let found = best::alternatives_in_kind(&*plan, &live.statuses(), &own);
        if pieces(&plan.index, &found) > pieces(&plan.index, &own) {
            return Ok(Vec::new());
        }
        Ok(in_place_of(&plan, &own, &found).unwrap_or_default())
    }

    /// Accepts the seats that were offered for a late payment, and returns the booking with its
    /// tickets.
    ///
    /// # Errors
    /// `booking_state` if there is no offer any more, `hold_expired` if the seats are gone, and the
    /// errors of the store.
    pub async fn take_offer(&self, buyer: BuyerId, booking: BookingId) -> Result<Booking, Refusal> {
        let until = Instant::now() + WINDOW;
        let row = match self.late_payment(buyer, booking).await {
            Err(Refusal::BookingState(why)) => return self.taken_before(buyer, booking, why).await,
            row => row?,
        };
        if row.state != PaymentState::Late {
            return self.taken_before(buyer, booking, not_late(row.state)).await;
        }
        if !store::payments::take_offer(self.paying(), row.id).await? {
            return self.taken_before(buyer, booking, OFFER_OVER).await;
        }
        // From here on, any server can finish the sale if this one dies.
        let kinds = store::bookings::ticket_kinds(self.paying(), row.event, booking).await?;
        let tickets = self.ticket_keys().signer().tickets(row.event, kinds);
        let purchase = Purchase {
            payment: row.id,
            event: row.event,
            booking,
            authorised: None,
            tickets,
        };
        // If the seats are gone after all, the money goes back, whether it was captured or not.
        let authorised = Authorisation {
            reference: row.id.to_string(),
            money: row.money,
            captured: true,
        };
        self.sell(&purchase, &authorised, until).await?;
        self.sold_before(buyer, booking, row.id).await
    }

    /// The booking if it is paid, because the form was sent twice or from another tab. Otherwise
    /// there is no offer any more.
    async fn taken_before(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        why: &'static str,
    ) -> Result<Booking, Refusal> {
        let booking = self.booking(buyer, booking).await?;
        if booking.status == BookingStatus::Confirmed {
            Ok(booking)
        } else {
            Err(Refusal::BookingState(why))
        }
    }

    /// Declines the seats that were offered for a late payment, so the money goes back. Returns the
    /// booking, which has ended. A repeat changes nothing.
    ///
    /// # Errors
    /// `booking_state` if there was no offer or the seats are sold, and the errors of the store.
    pub async fn leave_offer(
        &self,
        buyer: BuyerId,
        booking: BookingId,
    ) -> Result<Booking, Refusal> {
        use PaymentState as S;
        let row = self.late_payment(buyer, booking).await?;
        match row.state {
            S::Late => {
                self.answer_late(&row, Vec::new(), true).await?;
            }
            // The money is already going back, as the buyer wants.
            S::Voiding | S::Voided | S::Returning | S::Returned
                if row.offer != OfferStage::None => {}
            state => return Err(Refusal::BookingState(not_late(state))),
        }
        self.booking(buyer, booking).await
    }

    /// The newest payment of a buyer's booking. A late payment is always the newest one.
    async fn late_payment(&self, buyer: BuyerId, booking: BookingId) -> Result<Payment, Refusal> {
        let row = store::bookings::of_buyer(self.paying(), buyer, booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        newest_payment(self.paying(), row.event, booking)
            .await?
            .ok_or(Refusal::BookingState(OFFER_OVER))
    }
}

/// Why there is no offer for a payment in this state.
fn not_late(state: PaymentState) -> &'static str {
    match state {
        PaymentState::Authorised | PaymentState::Captured => PAID_ALREADY,
        _ => OFFER_OVER,
    }
}

/// The number of groups of adjacent seats, with seats in order of their numbers.
fn pieces(plan: &PlanIndex, seats: &[SeatNo]) -> usize {
    let joins = |pair: &[SeatNo]| {
        let [left, right] = pair else { return false };
        right.0 == left.0 + 1
            && plan
                .seat(*right)
                .is_some_and(|seat| seat.row.beside(seat.index))
    };
    seats.len() - seats.windows(2).filter(|pair| joins(pair)).count()
}

/// The found seats in the order of the seats that they replace. Each has the kind and price level
/// of the seat that it replaces, so that a buyer of a wheelchair place gets one, and a companion's
/// ticket gets a companion's seat. None if there are not enough.
fn in_place_of(plan: &EventPlan, own: &[SeatNo], found: &[SeatNo]) -> Option<Vec<SeatNo>> {
    let alike = |seat: SeatNo| {
        let kind = plan
            .index
            .seat(seat)
            .map(|seat| (seat.accessible(), seat.companion()));
        (kind, plan.level_of(seat))
    };
    let mut available: HashMap<_, Vec<SeatNo>> = HashMap::new();
    for seat in found.iter().rev() {
        available.entry(alike(*seat)).or_default().push(*seat);
    }
    own.iter()
        .map(|seat| available.get_mut(&alike(*seat))?.pop())
        .collect()
}
