//! Price types and promo codes. Buyers choose them after the hold and before the payment; a hold
//! does not involve them.

use std::collections::HashMap;

use domain::{
    BookingId, BuyerId, EventId, PriceLevelId, PriceTypeId, SeatNo,
    plan::MAX_PLACES,
    selling::{
        Booking, BookingStatus, CodeRefusal, MAX_SEATS, PriceTypes, PromoCode, RepriceRequest,
        RequestFault, SeatChoice, SeatPriceType,
    },
};
use store::{
    bookings::BookingRow,
    price_types::{CodeChange, Repricing, RepricingOutcome},
};

use crate::{BoxOffice, EventPlan, Refusal, desk::MAX_EXPIRED};

impl BoxOffice {
    /// The price types of an event that buyers can choose.
    ///
    /// # Errors
    /// If there is no such event, or the database fails.
    pub async fn price_types(&self, event: EventId) -> Result<PriceTypes, Refusal> {
        if !self.plan(event).await?.has_price_types {
            return Ok(PriceTypes::default());
        }
        Ok(store::price_types::of_event(self.pool(), event).await?)
    }

    /// Whether buyers of this event can use promo codes.
    ///
    /// # Errors
    /// The database failed.
    pub async fn has_promo_codes(&self, event: EventId) -> Result<bool, Refusal> {
        Ok(store::promo_codes::are_for(self.pool(), event).await?)
    }

    /// Changes the price types or the promo code of a pending booking, or both: everything or
    /// nothing.
    ///
    /// # Errors
    /// `price_type_not_offered` with the seats, `code_refused` with the reason, `too_many_requests`
    /// after ten codes within a minute, `payment_in_progress` while the booking is being paid,
    /// `hold_expired` and `booking_state` afterwards, and the errors of the store.
    pub async fn reprice(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        request: RepriceRequest,
    ) -> Result<Booking, Refusal> {
        let code = self.code_change(buyer, request.code.as_deref())?;
        let row = store::bookings::of_buyer(self.bookings_of_holders(), buyer, booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        let event = row.event;
        let seats = match request.seats {
            Some(wanted) => Some(self.chosen(&row, wanted).await?),
            None => None,
        };
        let wanted = Repricing {
            event,
            booking,
            buyer,
            seats,
            code,
        };
        let mut outcome = store::price_types::reprice(self.bookings_of_holders(), &wanted).await?;
        if let RepricingOutcome::CodeUsedUp { lapsed } = &outcome
            && !lapsed.is_empty()
        {
            for event in lapsed {
                self.end_lapsed(*event).await?;
            }
            outcome = store::price_types::reprice(self.bookings_of_holders(), &wanted).await?;
        }
        match outcome {
            RepricingOutcome::Repriced => self.booking_while_selling(buyer, booking).await,
            RepricingOutcome::Unknown => Err(Refusal::UnknownBooking),
            RepricingOutcome::HoldExpired => Err(Refusal::HoldExpired),
            RepricingOutcome::Paying => Err(Refusal::PaymentInProgress),
            RepricingOutcome::NotPending(BookingStatus::Confirmed) => Err(Refusal::BookingState(
                "This booking is paid: its prices stay as they are.",
            )),
            RepricingOutcome::NotPending(_) => Err(Refusal::BookingState(
                "This booking is over: its prices stay as they are.",
            )),
            RepricingOutcome::NotOffered(seats) => Err(Refusal::PriceTypeNotOffered { seats }),
            RepricingOutcome::CodeRefused(reason) => Err(Refusal::CodeRefused(reason)),
            RepricingOutcome::CodeUsedUp { .. } => Err(Refusal::CodeRefused(CodeRefusal::UsedUp)),
        }
    }

    /// The change of the promo code. Each code counts as a try, even one with an invalid form.
    fn code_change(&self, buyer: BuyerId, text: Option<&str>) -> Result<CodeChange, Refusal> {
        match text.map(str::trim) {
            None => Ok(CodeChange::Keep),
            Some("") => Ok(CodeChange::Remove),
            Some(text) => {
                self.code_tries().count(buyer)?;
                text.parse::<PromoCode>()
                    .map(CodeChange::Set)
                    .map_err(|_| Refusal::CodeRefused(CodeRefusal::Unknown))
            }
        }
    }

    /// The price type of each named seat, if the booking may have this combination. Does not check
    /// whether the booking is still pending.
    async fn chosen(
        &self,
        row: &BookingRow,
        wanted: Vec<SeatPriceType>,
    ) -> Result<Vec<(SeatNo, Option<PriceTypeId>)>, Refusal> {
        let mut chosen = HashMap::new();
        for SeatPriceType { seat, price_type } in wanted {
            // No plan has such a seat number, and the API description does not allow it.
            if seat.0 >= MAX_PLACES {
                return Err(Refusal::Request(RequestFault::NotInPlan(format!(
                    "seat {seat}"
                ))));
            }
            if chosen.insert(seat, price_type).is_some() {
                return Err(Refusal::Request(RequestFault::SeatTwice(seat)));
            }
        }
        let is_own = |seat: &SeatNo| row.seats.iter().any(|(own, _)| own == seat);
        let mut others: Vec<SeatNo> = chosen
            .keys()
            .filter(|seat| !is_own(seat))
            .copied()
            .collect();
        if !others.is_empty() {
            others.sort_unstable();
            others.truncate(MAX_SEATS as usize);
            return Err(Refusal::PriceTypeNotOffered { seats: others });
        }
        if row.status == BookingStatus::Pending {
            let (plan, offered) = (
                self.plan(row.event).await?,
                self.price_types(row.event).await?,
            );
            let choices = choices(row, &plan, &chosen);
            let seats = offered.not_offered(&choices, has_wheelchair_places(&plan));
            if !seats.is_empty() {
                return Err(Refusal::PriceTypeNotOffered { seats });
            }
        }
        Ok(chosen.into_iter().collect())
    }

    /// Ends all lapsed holds of an event.
    async fn end_lapsed(&self, event: EventId) -> Result<(), Refusal> {
        while self.expire(event).await? >= MAX_EXPIRED {}
        Ok(())
    }
}

/// Every seat of a booking with its chosen price type.
fn choices(
    row: &BookingRow,
    plan: &EventPlan,
    chosen: &HashMap<SeatNo, Option<PriceTypeId>>,
) -> Vec<SeatChoice> {
    let choice = |(seat, amount): &(SeatNo, i64)| SeatChoice {
        seat: *seat,
        // A seat without a level is not in the plan, and has no price types.
        price_level: plan.level_of(*seat).unwrap_or(PriceLevelId(0)),
        accessible: plan.index.seat(*seat).is_some_and(|seat| seat.accessible()),
        full_amount: row
            .repriced
            .iter()
            .find(|before| before.seat == *seat)
            .map_or(*amount, |before| before.full_amount),
        price_type: chosen.get(seat).copied().flatten(),
    };
    row.seats.iter().map(choice).collect()
}

fn has_wheelchair_places(plan: &EventPlan) -> bool {
    plan.index
        .plan()
        .sections
        .iter()
        .flat_map(|section| &section.rows)
        .any(|row| !row.accessible.is_empty())
}
