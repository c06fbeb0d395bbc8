//! Price types and promo codes: chosen after the hold and before paying. A hold knows nothing of them.

use std::collections::HashMap;

use domain::{
    BookingId, BuyerId, EventId, PriceLevelId, PriceTypeId, SeatNo,
    selling::{
        Booking, BookingStatus, CodeRefusal, MAX_SEATS, PriceTypes, PromoCode, RepriceRequest, RequestFault, SeatChoice, SeatPriceType,
    },
};
use store::{
    bookings::BookingRow,
    price_types::{CodeChange, Repriced, Repricing},
};

use crate::{BoxOffice, EventPlan, Refusal, desk::MAX_EXPIRED};

impl BoxOffice {
    /// The price types of an event that buyers may choose.
    ///
    /// # Errors
    /// When there is no such event, and the database's failures.
    pub async fn price_types(&self, event: EventId) -> Result<PriceTypes, Refusal> {
        if !self.plan(event).await?.has_price_types {
            return Ok(PriceTypes::default());
        }
        Ok(store::price_types::of_event(self.pool(), event).await?)
    }

    /// Whether a buyer of this event could have a promo code.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn has_promo_codes(&self, event: EventId) -> Result<bool, Refusal> {
        Ok(store::promo_codes::are_for(self.pool(), event).await?)
    }

    /// Changes the prices of a pending booking, all or nothing: price types, the promo code, or both.
    ///
    /// # Errors
    /// `price_type_not_offered` with the seats, `code_refused` with the reason, `too_many_requests` after ten codes within a minute,
    /// `payment_in_progress` while it is paid, `hold_expired` and `booking_state` afterwards, and the store's.
    pub async fn reprice(&self, buyer: BuyerId, booking: BookingId, request: RepriceRequest) -> Result<Booking, Refusal> {
        let code = self.code_change(buyer, request.code.as_deref())?;
        let row = store::bookings::of_buyer(self.bookings_of_holders(), buyer, booking).await?.ok_or(Refusal::UnknownBooking)?;
        let event = row.event;
        let seats = match request.seats {
            Some(wanted) => Some(self.chosen(&row, wanted).await?),
            None => None,
        };
        let wanted = Repricing { event, booking, buyer, seats, code };
        let mut outcome = store::price_types::reprice(self.bookings_of_holders(), &wanted).await?;
        if let Repriced::CodeUsedUp { lapsed } = &outcome
            && !lapsed.is_empty()
        {
            for event in lapsed {
                self.end_lapsed(*event).await?;
            }
            outcome = store::price_types::reprice(self.bookings_of_holders(), &wanted).await?;
        }
        match outcome {
            Repriced::Repriced => self.booking_while_selling(buyer, booking).await,
            Repriced::Unknown => Err(Refusal::UnknownBooking),
            Repriced::HoldExpired => Err(Refusal::HoldExpired),
            Repriced::Paying => Err(Refusal::PaymentInProgress),
            Repriced::NotPending(BookingStatus::Confirmed) => {
                Err(Refusal::BookingState("This booking is paid: its prices stay as they are."))
            }
            Repriced::NotPending(_) => Err(Refusal::BookingState("This booking is over: its prices stay as they are.")),
            Repriced::NotOffered(seats) => Err(Refusal::PriceTypeNotOffered { seats }),
            Repriced::CodeRefused(reason) => Err(Refusal::CodeRefused(reason)),
            Repriced::CodeUsedUp { .. } => Err(Refusal::CodeRefused(CodeRefusal::UsedUp)),
        }
    }

    /// What becomes of the code. Each code is a try, also one that cannot be a code.
    fn code_change(&self, buyer: BuyerId, text: Option<&str>) -> Result<CodeChange, Refusal> {
        match text.map(str::trim) {
            None => Ok(CodeChange::Keep),
            Some("") => Ok(CodeChange::Remove),
            Some(text) => {
                self.code_tries().count(buyer)?;
                text.parse::<PromoCode>().map(CodeChange::Set).map_err(|_| Refusal::CodeRefused(CodeRefusal::Unknown))
            }
        }
    }

    /// The price type of each seat that is named, if the booking may have them together. Whether a booking that is no longer pending may have
    /// them does not matter.
    async fn chosen(&self, row: &BookingRow, wanted: Vec<SeatPriceType>) -> Result<Vec<(SeatNo, Option<PriceTypeId>)>, Refusal> {
        let mut chosen = HashMap::new();
        for SeatPriceType { seat, price_type } in wanted {
            if chosen.insert(seat, price_type).is_some() {
                return Err(Refusal::Request(RequestFault::SeatTwice(seat)));
            }
        }
        let is_own = |seat: &SeatNo| row.seats.iter().any(|(own, _)| own == seat);
        let mut others: Vec<SeatNo> = chosen.keys().filter(|seat| !is_own(seat)).copied().collect();
        if !others.is_empty() {
            others.sort_unstable();
            others.truncate(MAX_SEATS as usize);
            return Err(Refusal::PriceTypeNotOffered { seats: others });
        }
        if row.status == BookingStatus::Pending {
            let (plan, offered) = (self.plan(row.event).await?, self.price_types(row.event).await?);
            let choices = choices(row, &plan, &chosen);
            let seats = offered.not_offered(&choices, has_wheelchair_places(&plan));
            if !seats.is_empty() {
                return Err(Refusal::PriceTypeNotOffered { seats });
            }
        }
        Ok(chosen.into_iter().collect())
    }

    /// Ends all holds of an event that are past their time.
    async fn end_lapsed(&self, event: EventId) -> Result<(), Refusal> {
        while self.expire(event).await? >= MAX_EXPIRED {}
        Ok(())
    }
}

/// Every seat of a booking with what is chosen for it.
fn choices(row: &BookingRow, plan: &EventPlan, chosen: &HashMap<SeatNo, Option<PriceTypeId>>) -> Vec<SeatChoice> {
    let choice = |(seat, amount): &(SeatNo, i64)| SeatChoice {
        seat: *seat,
        // A seat without a level is none of the plan: no type is sold there.
        price_level: plan.level_of(*seat).unwrap_or(PriceLevelId(0)),
        accessible: plan.index.seat(*seat).is_some_and(|seat| seat.accessible()),
        full_amount: row.repriced.iter().find(|before| before.seat == *seat).map_or(*amount, |before| before.full_amount),
        price_type: chosen.get(seat).copied().flatten(),
    };
    row.seats.iter().map(choice).collect()
}

fn has_wheelchair_places(plan: &EventPlan) -> bool {
    plan.index.plan().sections.iter().flat_map(|section| &section.rows).any(|row| !row.accessible.is_empty())
}
